"""Overview figures of the rechecks a member may see; every one is counted, none is stored."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.scope import visible
from jiheng.self_evaluation.models import RecheckBatch, RecheckForm, Worst


@dataclass(frozen=True, slots=True)
class RecheckFigures:
    """``executed`` in 元; ``errors`` and ``warnings`` count marks, ``forms`` whole forms."""

    batches: int
    forms: int
    clean: int
    blocked: int
    rows: int
    matches: int
    errors: int
    warnings: int
    executed: Decimal | None


@dataclass(frozen=True, slots=True)
class GradeShare:
    """How many forms stand at one grade, as filled in and as recomputed."""

    grade: str
    tone: str
    reported: int
    recomputed: int


GRADES = (("优", "ga"), ("良", "gb"), ("中", "gc"), ("差", "gd"))


def recheck_figures(member: Member) -> RecheckFigures | None:
    """``None`` when the member may not read rechecks or nothing was rechecked yet."""
    if not member.may(Capability.RECHECK_READ):
        return None
    forms = visible(RecheckForm.objects.all(), member, Capability.RECHECK_READ)
    sums = forms.aggregate(
        forms=Count("pk"),
        clean=Count("pk", filter=Q(worst__lte=Worst.NOTICE)),
        blocked=Count("pk", filter=Q(worst=Worst.ERROR)),
        rows=Sum("rows"),
        matches=Sum("matches"),
        errors=Sum("errors"),
        warnings=Sum("warnings"),
        executed=Sum("executed"),
    )
    if not sums["forms"]:
        return None
    batches = visible(RecheckBatch.objects.all(), member, Capability.RECHECK_READ).count()
    return RecheckFigures(batches=batches, **sums)


def grade_shares(member: Member) -> list[GradeShare]:
    """Forms by grade, from 优 to 差, of those that carry both grades."""
    forms = visible(RecheckForm.objects.all(), member, Capability.RECHECK_READ).exclude(grade="")
    reported = dict(forms.order_by().values_list("grade_reported").annotate(Count("pk")))
    recomputed = dict(forms.order_by().values_list("grade").annotate(Count("pk")))
    return [GradeShare(grade, tone, reported.get(grade, 0), recomputed.get(grade, 0)) for grade, tone in GRADES]
