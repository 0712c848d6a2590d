"""Where a target comes from: the basis first, then a standard, history, the industry."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiheng.rules.clause import clause
from jiheng.rules.indicators.shapes import Indicator, TargetCandidate, TargetSource
from jiheng.rules.targets.plain_text import plain_text
from jiheng.rules.targets.reading import read_target
from jiheng.rules.targets.shapes import Target, TargetKind
from jiheng.rules.targets.units import convert

ORDER = tuple(TargetSource)
_COMPARABLE = (TargetKind.QUANTITATIVE, TargetKind.RANGE, TargetKind.DATE)


@dataclass(frozen=True, slots=True)
class Lost:
    """A candidate that gave way, and why."""

    candidate: TargetCandidate
    reason: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """The target to take. ``by_evaluated_unit`` says that the evaluated unit drew it up."""

    value: str
    source: TargetSource
    document: str
    by_evaluated_unit: bool
    lost: tuple[Lost, ...]


@dataclass(frozen=True, slots=True)
class TargetRow:
    """An indicator's target as it stands, and what gave way to it."""

    name: str
    value: str
    source: str
    lost: tuple[Lost, ...]


@clause("cq2023-7/10.i")
def target_for(candidates: Sequence[TargetCandidate], *, unreasonable_reason: str = "") -> Resolved | None:
    """The target to take from its candidates, or ``None`` when there is none.

    With a reason, a basis value drawn up by the evaluated unit is set aside. Reading taken: within one source a value
    that the evaluated unit did not draw up goes first, then the order of entry.
    """
    stated = [candidate for candidate in candidates if candidate.value.strip()]
    aside = [candidate for candidate in stated if unreasonable_reason.strip() and _may_be_set_aside(candidate)]
    ranked = sorted((candidate for candidate in stated if candidate not in aside), key=_rank)
    if not ranked:
        return None
    taken, *others = ranked
    lost = [Lost(candidate, f"被评价单位编制，明显不合理：{unreasonable_reason.strip()}") for candidate in aside]
    lost += [Lost(candidate, _why_lost(candidate, taken)) for candidate in others]
    return Resolved(taken.value.strip(), taken.source, taken.document, taken.by_evaluated_unit, tuple(lost))


@clause("cq2023-7/10.i")
def target_rows(indicators: Sequence[Indicator]) -> tuple[TargetRow, ...]:
    """What each indicator is measured against: the target entered, or the one its candidates give."""
    return tuple(_row(indicator) for indicator in indicators)


def same_target(one: str, other: str) -> bool:
    """Whether two targets ask for the same: ≥95% and 95%, 0.5万元 and 5000元, 6月30日 written either way."""
    if plain_text(one) == plain_text(other):
        return True
    left, right = read_target(one), read_target(other)
    if left.kind is not right.kind or left.kind not in _COMPARABLE:
        return False
    if left.comparator and right.comparator and left.comparator != right.comparator:
        return False
    return left.deadline == right.deadline and _same_figures(left, right)


def _same_figures(left: Target, right: Target) -> bool:
    for mine, other in ((left.value, right.value), (left.upper, right.upper)):
        if mine is None or other is None:
            if mine is not other:
                return False
        elif convert(other, right.unit, left.unit) != mine:
            return False
    return True


def _row(indicator: Indicator) -> TargetRow:
    resolved = target_for(indicator.candidates, unreasonable_reason=reason_in_use(indicator))
    lost = resolved.lost if resolved else ()
    written = indicator.target.strip()
    if resolved and not written:
        return TargetRow(indicator.name, resolved.value, resolved.source.value, lost)
    if resolved and not same_target(written, resolved.value):
        taken = TargetCandidate(resolved.source, resolved.value, resolved.document, resolved.by_evaluated_unit)
        lost = (*lost, Lost(taken, f"方案采用“{written}”"))
    kept = tuple(one for one in lost if not same_target(one.candidate.value, written))
    return TargetRow(indicator.name, written, indicator.target_source.strip(), kept)


def reason_in_use(indicator: Indicator) -> str:
    """The reason for setting the unit's own value aside; none when that very value was taken."""
    own = [one for one in indicator.candidates if _may_be_set_aside(one)]
    taken = any(same_target(indicator.target, one.value) for one in own)
    return "" if taken else indicator.unreasonable_reason


def _may_be_set_aside(candidate: TargetCandidate) -> bool:
    return candidate.source is TargetSource.BASIS and candidate.by_evaluated_unit


def _rank(candidate: TargetCandidate) -> tuple[int, bool]:
    return ORDER.index(candidate.source), candidate.by_evaluated_unit


def _why_lost(candidate: TargetCandidate, taken: TargetCandidate) -> str:
    if candidate.source is not taken.source:
        return f"已有{taken.source.value}值“{taken.value.strip()}”，不用{candidate.source.value}值"
    if candidate.by_evaluated_unit and not taken.by_evaluated_unit:
        return "被评价单位编制的值让位于其他依据"
    return f"同为{taken.source.value}值，取先列的“{taken.value.strip()}”"
