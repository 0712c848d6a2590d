"""Signatures on a 正式稿: who has to sign, who did, and what each signature is worth now."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from jiheng.evaluation.models import EvaluationProject, ReportKind, ReportSignature, ReportVersion, SignatureWay
from jiheng.evaluation.models import VersionState as State
from jiheng.evaluation.report_queries import content_in, report_versions
from jiheng.evaluation.shapes import preparation_of
from jiheng.files.certificates import CertificateFacts, names_of
from jiheng.files.models import Attachment
from jiheng.rules.agencies.leads import lead_names
from jiheng.rules.preparation.people import engagement_of
from jiheng.rules.reporting.signing import (
    Party,
    Signature,
    SignatureRole,
    Signed,
    parties_of,
    void_reason_for,
)


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a 正式稿 names: its lead evaluators, and the agency."""

    title: str
    leads: tuple[str, ...]
    agency: str

    @property
    def parties(self) -> tuple[Party, ...]:
        return parties_of(self.leads, self.agency)


@dataclass(frozen=True, slots=True)
class Standing:
    """One signature as kept, and why it no longer counts (empty while it does)."""

    row: ReportSignature
    void: str

    @property
    def party(self) -> Party:
        return Party(SignatureRole(self.row.role), self.row.signer)


def final_versions(project: EvaluationProject) -> QuerySet[ReportVersion]:
    """The 正式稿 of a project, the latest first."""
    return report_versions(project).filter(kind=ReportKind.FINAL)


def signatures_of(version: ReportVersion) -> QuerySet[ReportSignature]:
    """Every signature on a version, those taken back too, in the order they came."""
    rows = ReportSignature.objects.filter(version=version)
    return rows.select_related("by", "withdrawn_by", "attachment__blob", "version__project__organisation").order_by(
        "at", "pk"
    )


def named_in(version: ReportVersion) -> Named:
    """Whom the version names; what it leaves open is read from the project. Raises ``Broken``."""
    content, project = content_in(version), version.project
    leads = content.leads or _leads_of(project)
    return Named(content.title, leads, content.agency or project.agency or project.organisation.name)


def _leads_of(project: EvaluationProject) -> tuple[str, ...]:
    preparation = preparation_of(project, ("team",))
    return lead_names(preparation.team, engagement_of(preparation))


def signed_of(version: ReportVersion, current: str) -> Signed:
    """The version as the rules read it; ``current`` is the hash its content would have if it were made now."""
    newest = (
        ReportVersion.objects.filter(project=version.project_id, kind=ReportKind.FINAL, state=State.READY)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    issued = version.issued_at is not None
    return Signed(version.number, version.content, max(newest or 0, version.number), current, issued)


def plain_of(row: ReportSignature) -> Signature:
    """A signature as the rules read it."""
    taken_back = row.withdrawal or "没有写原因" if row.withdrawn_at else ""
    return Signature(SignatureRole(row.role), row.signer, row.content, taken_back)


def standings(rows: Sequence[ReportSignature], signed: Signed) -> tuple[Standing, ...]:
    """What each signature is worth now."""
    return tuple(Standing(row, void_reason_for(plain_of(row), signed)) for row in rows)


def pending_of(named: Named, standing: Sequence[Standing]) -> tuple[Party, ...]:
    """Who has not signed yet, or not so that it counts."""
    done = {one.party for one in standing if not one.void}
    return tuple(party for party in named.parties if party not in done)


def pdf_to_sign(version: ReportVersion, rows: Sequence[ReportSignature]) -> Attachment | None:
    """The PDF that the next certificate signs: the one signed last, so that all signatures stand in one file."""
    signed = [one for one in rows if one.way == SignatureWay.CERTIFICATE and one.withdrawn_at is None]
    return signed[-1].attachment if signed else version.pdf


def party_for(facts: CertificateFacts, named: Named) -> Party | None:
    """Whom a certificate stands for.

    Reading taken: a person's certificate that also names the agency is the person's and no seal.
    """
    own = names_of(facts.subject)
    for lead in named.leads:
        if names_of(lead) & own:
            return Party(SignatureRole.SIGN, lead)
    if named.agency and names_of(named.agency) & (own | names_of(facts.organisation)):
        return Party(SignatureRole.SEAL, named.agency)
    return None
