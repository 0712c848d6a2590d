"""计划时间: which of several demanded dates counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from jiheng.rules.basis.entries import Catalogue, Entry
from jiheng.rules.basis.references import cited
from jiheng.rules.clause import clause
from jiheng.rules.law import Rulebook
from jiheng.rules.schedule.shapes import DateDemand


class Nearest(StrEnum):
    """What 距离评价时间最近 compares among documents of equal force."""

    REQUIRED_DATE = "required_date"
    ISSUE_DATE = "issue_date"


class LostDemand(NamedTuple):
    """A demand that does not count: the document's key (or the reference as written), its date, and why."""

    document: str
    day: date
    why: str


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """The date that counts and the key of the document that demands it.

    ``day`` is ``None`` without a usable demand, and where ``needs_evaluation_date``: equal documents differ and there
    is no day to measure from. ``agreeing`` are the other usable documents that demand the same day. ``tied`` are days
    equally near, of which the later was taken, for people to confirm.
    """

    day: date | None = None
    document: str = ""
    force_name: str = ""
    lost: tuple[LostDemand, ...] = ()
    agreeing: tuple[str, ...] = ()
    tied: tuple[date, ...] = ()
    needs_evaluation_date: bool = False

    @property
    def tie(self) -> bool:
        return bool(self.tied)


@dataclass(frozen=True, slots=True)
class _Candidate:
    entry: Entry
    day: date


def nearest_for(book: Rulebook) -> Nearest:
    return Nearest(book.entry("plan_date_reading").text("nearest"))


@clause("cq2023-7/8")
def planned_date_for(
    demands: Sequence[DateDemand], catalogue: Catalogue, evaluation_date: date | None, book: Rulebook
) -> PlannedDate:
    """The date demanded by the document of highest force; among equals the one nearest the day of evaluation.

    Only documents of the catalogue count. Equally near dates give the later one. Reading taken: with
    ``Nearest.ISSUE_DATE`` the document issued last decides among equals. A document without a force comes last.
    """
    candidates, lost = _sorted_out(demands, catalogue)
    if not candidates:
        return PlannedDate(lost=tuple(sorted(lost)))
    pool = [each for each in candidates if _rank(each) == _rank(candidates[0])]
    reading = nearest_for(book)
    if evaluation_date is None and reading is Nearest.REQUIRED_DATE and len({each.day for each in pool}) > 1:
        undecided = [_lost(each, "同等效力文件要求不一致，没有评价基准日，不能取舍") for each in pool]
        return PlannedDate(lost=tuple(sorted([*lost, *undecided])), needs_evaluation_date=True)
    distances = {each: _distance(each, evaluation_date, reading) for each in pool}
    nearest = [each for each in pool if distances[each] == min(distances.values())]
    chosen = _first_of(nearest)
    others = [each for each in candidates if each.day != chosen.day]
    return PlannedDate(
        chosen.day,
        chosen.entry.key,
        chosen.entry.force_name,
        tuple(sorted([*lost, *(_lost(each, _why_not(each, chosen, distances, reading)) for each in others)])),
        _agreeing(chosen, candidates),
        _tied(nearest),
    )


def _sorted_out(demands: Sequence[DateDemand], catalogue: Catalogue) -> tuple[list[_Candidate], list[LostDemand]]:
    """The demands that may count, of highest force first, and those of documents that do not bind."""
    candidates: set[_Candidate] = set()
    lost: set[LostDemand] = set()
    for demand in demands:
        entry = catalogue.entry_for(demand.document)
        if entry is None:
            lost.add(LostDemand(demand.document, demand.day, "该文件没有登记在评价依据目录"))
        elif not entry.included:
            lost.add(LostDemand(entry.key, demand.day, "该文件不予列入评价依据目录"))
        else:
            candidates.add(_Candidate(entry, demand.day))
    return sorted(candidates, key=lambda each: (_rank(each), each.entry.order or 0, each.day)), list(lost)


def _first_of(nearest: list[_Candidate]) -> _Candidate:
    """The latest day; of documents that agree on it, the first in the catalogue."""
    latest = max(each.day for each in nearest)
    return next(each for each in nearest if each.day == latest)


def _agreeing(chosen: _Candidate, candidates: list[_Candidate]) -> tuple[str, ...]:
    keys = (each.entry.key for each in candidates if each.day == chosen.day)
    return tuple(dict.fromkeys(key for key in keys if key != chosen.entry.key))


def _tied(nearest: list[_Candidate]) -> tuple[date, ...]:
    days = sorted({each.day for each in nearest})
    return tuple(days) if len(days) > 1 else ()


def _rank(candidate: _Candidate) -> int:
    return 10**6 if candidate.entry.force is None else candidate.entry.force


def _distance(candidate: _Candidate, evaluation_date: date | None, reading: Nearest) -> int:
    if reading is Nearest.ISSUE_DATE:
        issued = candidate.entry.date
        return -(issued.toordinal() if issued else 0)
    return abs((candidate.day - evaluation_date).days) if evaluation_date else 0


def _why_not(candidate: _Candidate, chosen: _Candidate, distances: Mapping[_Candidate, int], reading: Nearest) -> str:
    if candidate not in distances:
        return f"效力较低：{candidate.entry.force_name}低于{chosen.entry.force_name}"
    if distances[candidate] == distances[chosen]:
        return "同等效力，同样近，取较晚的时间"
    if reading is Nearest.ISSUE_DATE:
        return f"同等效力，{cited(chosen.entry.document)}印发较晚"
    return f"同等效力，离评价时间{distances[candidate]}天，选用的离{distances[chosen]}天"


def _lost(candidate: _Candidate, why: str) -> LostDemand:
    return LostDemand(candidate.entry.key, candidate.day, why)
