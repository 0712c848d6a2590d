"""Versions of the report: frozen when they are asked for, their files made by a job, all of them or none."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

from django.db import transaction
from django.db.models import Max

from jiheng import __version__
from jiheng.audit.actions import record
from jiheng.audit.chain import Plain
from jiheng.evaluation.frozen import kept
from jiheng.evaluation.models import EvaluationProject, Phase, ReportKind, ReportVersion, VersionState
from jiheng.evaluation.report_template_queries import template_to_write
from jiheng.files.actions import store
from jiheng.files.models import FileType
from jiheng.jobs.actions import enqueue
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.exact_json import to_text
from jiheng.rules.finding import Finding
from jiheng.rules.reporting.content import ReportContent
from jiheng.rules.reporting.shapes import ReportKind as Kind

KIND: Final = "report_files"
MAKING_ACT, FINAL_ACT = "出稿", "定稿"
NOT_YET: Final = "进入报告撰写环节以后才能生成报告稿，请先在评价首页办理"
FILES: Final = {"word": FileType.DOCX, "pdf": FileType.PDF, "workbook": FileType.XLSX}


@transaction.atomic
def make_version(
    project: EvaluationProject, content: ReportContent, findings: Sequence[Finding], *, by: Member, at: datetime
) -> ReportVersion:
    """Freeze a version and queue the making of its files.

    ``findings`` are what the checks say of it now: what bars 出稿 refuses both kinds, what bars 定稿 the final one.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    if project.phase != Phase.REPORT:
        raise Refused(NOT_YET)
    kind = ReportKind.FINAL if content.kind is Kind.FINAL else ReportKind.DRAFT
    acts = {MAKING_ACT, FINAL_ACT} if kind == ReportKind.FINAL else {MAKING_ACT}
    barring = [one for one in findings if one.blocks and one.act in acts]
    if barring:
        many = f"有{len(barring)}处须先办好，没有生成。第一处：" if len(barring) > 1 else "没有生成："
        raise Refused(f"{many}{barring[0].message}", barring)
    if content.number != next_number(project, kind):
        raise Refused("刚有人生成了新的一稿，请刷新页面再办理")
    (digest,) = kept([to_text(content)])
    version = ReportVersion.objects.create(
        project=project,
        kind=kind,
        number=content.number,
        content=digest,
        run=content.run,
        software=__version__,
        template=template_to_write(project),
        made_by=by.user,
        made_at=at,
    )
    version.job = enqueue(KIND, f"生成{version}：{project.name}", {"version": version.pk}, by=by, at=at)
    version.save(update_fields=["job"])
    after: dict[str, Plain] = {"name": str(version), "hash": digest, "number": content.run}
    record(by.user, "report.version_made", project, at=at, after=after)
    return version


def next_number(project: EvaluationProject, kind: ReportKind) -> int:
    """What the next version of a kind is called."""
    held = ReportVersion.objects.filter(project=project, kind=kind)
    return (held.aggregate(last=Max("number"))["last"] or 0) + 1


def keep_files(
    version: ReportVersion, files: dict[str, bytes], *, fault: str, by: Member, at: datetime
) -> ReportVersion:
    """Keep the finished files of a version: every one at once, so that no half of them is ever offered.

    ``files`` are ``word`` and ``workbook``, and ``pdf`` unless ``fault`` says why there is none.
    """
    project = version.project
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    named = f"{version}_{project.name}"[:150]
    stored = {
        name: store(
            BytesIO(content),
            f"{'附件_' if name == 'workbook' else ''}{named}.{FILES[name]}",
            organisation=project.organisation,
            by=by,
            at=at,
            accepts=(FILES[name],),
        )
        for name, content in files.items()
    }
    with transaction.atomic():
        held = ReportVersion.objects.filter(pk=version.pk, state=VersionState.MAKING)
        if not held.update(**stored, state=VersionState.READY, fault=fault[:500]):
            raise Refused("这一稿的文件已经生成")
        after: dict[str, Plain] = {"hash": stored["word"].blob_id, "name": str(version)}
        record(by.user, "report.files_made", project, at=at, after=after)
    version.refresh_from_db()
    return version
