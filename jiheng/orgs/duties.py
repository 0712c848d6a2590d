"""What each duty may do (权限矩阵) and how far it reaches."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.core.exceptions import PermissionDenied

from jiheng.orgs.models import Duty, Organisation, OrganisationKind, Region, User


class Capability(StrEnum):
    """One thing a page or an action asks for."""

    CLAUSES_READ = "clauses.read"
    JOBS_OWN = "jobs.own"
    FILES_STORE = "files.store"
    RECHECK_READ = "recheck.read"
    RECHECK_RUN = "recheck.run"
    RECHECK_DECIDE = "recheck.decide"
    EVALUATION_READ = "evaluation.read"
    EVALUATION_EDIT = "evaluation.edit"
    EVALUATION_REVIEW = "evaluation.review"
    REQUESTS_ANSWER = "requests.answer"
    ADJUSTMENT_DECIDE = "adjustment.decide"
    AMENDMENT_APPROVE = "amendment.approve"
    EXPERT_INVITE = "expert.invite"
    EXPERT_REVIEW = "expert.review"
    REPORT_SIGN = "report.sign"
    REPORT_SEAL = "report.seal"
    REPORT_TEMPLATES = "report.templates"
    REPORT_REVIEW = "report.review"
    REPORT_FILE = "report.file"
    REPORT_OPINE = "report.opine"
    ORGANISATIONS_READ = "organisations.read"
    USERS_MANAGE = "users.manage"
    AUDIT_READ = "audit.read"


class Reach(StrEnum):
    """How far a duty reaches from the organisation it was granted over."""

    OWN = "own"
    """That organisation alone."""
    SUBTREE = "subtree"
    """That organisation and everything below it."""
    REGION = "region"
    """For a finance bureau every organisation of its region and the regions below; else as SUBTREE."""


_FINANCE: Final = frozenset({Duty.FPD, Duty.FBD, Duty.FLD})
_UNITS: Final = frozenset({Duty.DPT, Duty.UNT})
_THIRD_PARTIES: Final = frozenset({Duty.TPL, Duty.TPM, Duty.LEAD, Duty.QC})
_ALL: Final = frozenset(Duty)
BUSINESS: Final = _ALL - {Duty.SYS}
"""Every duty but the system administrator's, which never goes together with one of these."""

DUTIES_OF: Final[Mapping[Capability, frozenset[Duty]]] = {
    Capability.CLAUSES_READ: _ALL,
    Capability.JOBS_OWN: _FINANCE | _UNITS | _THIRD_PARTIES | {Duty.ARC},
    Capability.FILES_STORE: _FINANCE | _UNITS | _THIRD_PARTIES | {Duty.ARC},
    Capability.RECHECK_READ: _FINANCE | _UNITS | _THIRD_PARTIES | {Duty.SUP},
    Capability.RECHECK_RUN: frozenset({Duty.FPD, Duty.FBD}) | _UNITS | _THIRD_PARTIES - {Duty.QC},
    Capability.RECHECK_DECIDE: frozenset({Duty.FPD, Duty.FBD, Duty.DPT, Duty.TPL, Duty.TPM, Duty.LEAD}),
    Capability.EVALUATION_READ: _FINANCE | _THIRD_PARTIES | {Duty.SUP},
    Capability.EVALUATION_EDIT: _THIRD_PARTIES - {Duty.QC},
    Capability.EVALUATION_REVIEW: frozenset({Duty.FPD}),
    Capability.REQUESTS_ANSWER: _UNITS,
    Capability.ADJUSTMENT_DECIDE: frozenset({Duty.LEAD, Duty.QC}),
    Capability.AMENDMENT_APPROVE: frozenset({Duty.LEAD}),
    Capability.EXPERT_INVITE: frozenset({Duty.TPL, Duty.LEAD}),
    Capability.EXPERT_REVIEW: frozenset({Duty.EXP}),
    Capability.REPORT_SIGN: frozenset({Duty.LEAD}),
    Capability.REPORT_SEAL: frozenset({Duty.TPL, Duty.LEAD}),
    Capability.REPORT_TEMPLATES: frozenset({Duty.FPD, Duty.TPL, Duty.LEAD}),
    Capability.REPORT_REVIEW: frozenset({Duty.FPD, Duty.FLD}),
    Capability.REPORT_FILE: frozenset({Duty.FPD, Duty.FLD}),
    Capability.REPORT_OPINE: _UNITS,
    Capability.ORGANISATIONS_READ: _FINANCE | {Duty.SYS, Duty.DPT, Duty.SUP},
    Capability.USERS_MANAGE: frozenset({Duty.SYS}),
    Capability.AUDIT_READ: frozenset({Duty.FPD, Duty.FLD, Duty.SUP}),
}

REACH_OF: Final[Mapping[Duty, Reach]] = {
    **dict.fromkeys((Duty.SYS, Duty.FPD, Duty.FBD, Duty.FLD, Duty.ARC, Duty.SUP), Reach.REGION),
    **dict.fromkeys((Duty.DPT, Duty.TPL, Duty.TPM, Duty.LEAD, Duty.QC), Reach.SUBTREE),
    **dict.fromkeys((Duty.UNT, Duty.EXP), Reach.OWN),
}


@dataclass(frozen=True, slots=True)
class Held:
    """One duty a member holds, and the organisation it was granted over."""

    duty: Duty
    scope: Organisation

    def covers(self, organisation: Organisation) -> bool:
        """Whether the organisation lies within this duty's reach."""
        reach = REACH_OF[self.duty]
        if reach is Reach.OWN:
            return organisation.pk == self.scope.pk
        if reach is Reach.REGION and self.scope.kind == OrganisationKind.FINANCE:
            return organisation.region.path.startswith(self.scope.region.path)
        return organisation.path.startswith(self.scope.path)

    def covers_region(self, region: Region) -> bool:
        """Whether the duty reaches everything in the region, so that a new body may be set up there."""
        whole_region = REACH_OF[self.duty] is Reach.REGION and self.scope.kind == OrganisationKind.FINANCE
        return whole_region and region.path.startswith(self.scope.region.path)


@dataclass(frozen=True, slots=True)
class Member:
    """A user acting for one organisation, for the length of one request."""

    user: User
    organisation: Organisation
    held: tuple[Held, ...]

    @property
    def duties(self) -> frozenset[Duty]:
        return frozenset(held.duty for held in self.held)

    def may(self, capability: Capability) -> bool:
        """Whether any duty held opens the capability, wherever it reaches."""
        return not DUTIES_OF[capability].isdisjoint(self.duties)

    def holds(self, capability: Capability) -> tuple[Held, ...]:
        """The duties held that open the capability."""
        return tuple(held for held in self.held if held.duty in DUTIES_OF[capability])


def require(member: Member, capability: Capability, *, over: Organisation | None = None) -> None:
    """Raise ``PermissionDenied`` (403) unless the member may, and, with ``over``, may there."""
    held = member.holds(capability)
    if not held or (over is not None and not any(one.covers(over) for one in held)):
        raise PermissionDenied("您的职责不包含这项操作，请联系本单位管理员")
