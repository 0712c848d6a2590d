"""A 正式稿 and a signature on it, belonging to whatever unit a test names."""

from django.utils.timezone import now

from jiheng.evaluation.models import EvaluationProject, ReportSignature, ReportVersion, SignatureRole, SignatureWay
from tests.evaluation.signed import final_version
from tests.web.handed_in import clerk_of


def report_of(project: EvaluationProject) -> ReportVersion:
    """A 正式稿 that is ready, with its PDF."""
    return final_version(project, by=clerk_of(project.organisation), at=now())


def signature_of(version: ReportVersion) -> ReportSignature:
    """The agency's seal on it, on paper."""
    assert version.pdf is not None
    return ReportSignature.objects.create(
        version=version,
        role=SignatureRole.SEAL,
        way=SignatureWay.SCAN,
        signer="演示评价事务所",
        by=version.made_by,
        at=now(),
        attachment=version.pdf,
        content=version.content,
        file_hash=version.pdf.blob.hash,
    )
