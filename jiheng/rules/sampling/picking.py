"""加选和替换: which units can come into the sample by hand, and whether one that is named may."""

from collections.abc import Iterable

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, passed
from jiheng.rules.finding import Finding
from jiheng.rules.sampling.canonical import tidy
from jiheng.rules.sampling.draw import ranked
from jiheng.rules.sampling.frame import Frame, Unit
from jiheng.rules.sampling.points import Point, PointKind, SamplePoints
from jiheng.rules.sampling.shapes import ManualPoint

CLAUSE = "cq2023-7/9"


@clause(CLAUSE)
def pickable(frame: Frame, points: SamplePoints, words: str = "") -> list[Unit]:
    """Units outside the sample whose stratum or name holds every word, those with most money first."""
    inside = {point.unit.id for point in points.points}
    wanted = tidy(words).split()
    found = [unit for unit in frame.units if unit.id not in inside and all(word in unit.id for word in wanted)]
    return sorted(found, key=lambda unit: (-unit.money, unit.id))


@clause(CLAUSE)
def next_in_line(
    frame: Frame, points: SamplePoints, manual: Iterable[ManualPoint], stratum: str, seed: str
) -> list[Unit]:
    """Units of a stratum that may replace a point of it, in the order the draw would have taken them.

    Reading taken: a unit that was itself replaced cannot be surveyed and is not offered again; without a seed
    (a draw on paper) there is no order of drawing, so names decide.
    """
    inside = {point.unit.id for point in points.points}
    gone = {tidy(entry.replaces) for entry in manual if entry.replaces}
    units = [
        unit
        for one in frame.strata
        if one.key == stratum
        for unit in one.units
        if unit.id not in inside and not {unit.id, unit.key} & gone
    ]
    return ranked(units, seed) if tidy(seed) else sorted(units, key=lambda unit: unit.key)


@clause(CLAUSE)
def check_new_point(entry: ManualPoint, before: SamplePoints, after: SamplePoints) -> Finding:
    """A unit comes into the sample by hand with a reason, from the frame, and replaces a drawn one of its stratum.

    ``before`` and ``after`` are the points without and with the entry.
    """
    code = "E-B9-6" if entry.replaces else "W-B9-5"
    if not entry.reason.strip():
        why = "替换样本要写理由，请填写" if entry.replaces else "人工加选要写理由，请填写"
        return failed(code, why, where=entry.where)
    problem = next((one for one in after.problems if one.entry is entry), None)
    if problem is not None:
        return failed(code, problem.said, where=entry.where)
    if not entry.replaces:
        return passed(code)
    new = _new(before, after)
    old = next((point for point in before.points if new is not None and point.unit.id == new.replaces), None)
    if new is None or old is None or old.unit.stratum != new.unit.stratum:
        said = f"“{entry.unit}”和被替换的“{entry.replaces}”不在同一层，请从同一层里选"
        return failed(code, said, where=entry.where)
    return passed(code)


def _new(before: SamplePoints, after: SamplePoints) -> Point | None:
    known = {point.unit.id for point in before.points}
    fresh = (point for point in after.points if point.unit.id not in known)
    return next((point for point in fresh if point.kind is PointKind.REPLACEMENT), None)
