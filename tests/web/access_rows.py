"""One row of the access table, and the duties it is written with."""

from collections.abc import Callable
from dataclasses import dataclass, field

from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from tests.web.opened import evaluation_of

EVERYBODY = "everybody"
USERS = "users"
MEMBERS = "members"

ALL = "SYS FPD FBD FLD DPT UNT TPL TPM LEAD QC EXP ARC SUP"
OWN_JOBS = "FPD FBD FLD DPT UNT TPL TPM LEAD QC ARC"
SEE_UNITS = "SYS FPD FBD FLD DPT SUP"
SEE_EVENTS = "FPD FLD SUP"
READ_RECHECKS = "FPD FBD FLD DPT UNT TPL TPM LEAD QC SUP"
RUN_RECHECKS = "FPD FBD DPT UNT TPL TPM LEAD"
DECIDE_RECHECKS = "FPD FBD DPT TPL TPM LEAD"
EXPORT_RECHECKS = "FPD FBD FLD DPT UNT TPL TPM LEAD QC"
READ_EVALUATIONS = "FPD FBD FLD TPL TPM LEAD QC SUP"
EDIT_EVALUATIONS = "TPL TPM LEAD"
REVIEW_EVALUATIONS = "FPD"
ANSWER_REQUESTS = "DPT UNT"
GIVE_OPINIONS = "DPT UNT"
APPROVE_AMENDMENTS = "LEAD"
DECIDE_ADJUSTMENTS = "LEAD QC"
WITHDRAW_ADJUSTMENTS = "TPL TPM LEAD QC"
INVITE_EXPERTS = "TPL LEAD"
EXPERTS = "EXP"
REVIEW_REPORTS = "FPD FLD"
FILE_REPORTS = "FPD FLD"
KEEP_TEMPLATES = "FPD TPL LEAD"
SIGN_REPORTS = "LEAD TPL"
SEAL_REPORTS = "LEAD TPL"

Words = Callable[[Member], list[object]]


@dataclass(frozen=True)
class Row:
    """``who`` is one of the three groups or duties with blanks between; ``form`` is what a POST sends."""

    name: str
    who: str
    of: Words | None = None
    form: dict[str, object] = field(default_factory=dict)

    @property
    def duties(self) -> frozenset[Duty]:
        named = ALL if self.who in {EVERYBODY, USERS, MEMBERS} else self.who
        return frozenset(Duty(code) for code in named.split())


def own_evaluation(member: Member) -> list[object]:
    return [evaluation_of(member.held[0].scope).pk]
