"""The grades of the rechecked forms as two bars, as filled in and as recomputed."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.scope import visible
from jiheng.self_evaluation.models import RecheckForm

WIDTH = Decimal(340)
"""The width of a whole bar in the drawing's own units."""

GRADES = (("优", "ga"), ("良", "gb"), ("中", "gc"), ("差", "gd"))


@dataclass(frozen=True, slots=True)
class GradeShare:
    """One grade: how many forms carry it, and where its piece of each bar begins and how wide it is."""

    grade: str
    tone: str
    reported: int
    recomputed: int
    reported_at: str
    reported_width: str
    recomputed_at: str
    recomputed_width: str


def grade_shares(member: Member) -> list[GradeShare]:
    """From 优 to 差, over forms that carry both grades; empty when there is none."""
    forms = visible(RecheckForm.objects.all(), member, Capability.RECHECK_READ)
    both = forms.exclude(grade="").exclude(grade_reported="").order_by()
    reported = dict(both.values_list("grade_reported").annotate(Count("pk")))
    recomputed = dict(both.values_list("grade").annotate(Count("pk")))
    total = sum(recomputed.values())
    shares, left, right = [], 0, 0
    for grade, tone in GRADES if total else ():
        was, now = reported.get(grade, 0), recomputed.get(grade, 0)
        shares.append(
            GradeShare(grade, tone, was, now, _at(left, total), _at(was, total), _at(right, total), _at(now, total))
        )
        left, right = left + was, right + now
    return shares


def _at(count: int, total: int) -> str:
    return f"{WIDTH * count / total:.1f}"
