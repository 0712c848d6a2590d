"""Which sample points were gone to see."""

from datetime import date

import pytest

from jiheng.rules.evidence.visit_shapes import SiteVisit
from jiheng.rules.implementation.points import sampled_entries
from jiheng.rules.implementation.points_seen import points_seen
from tests.rules.implementation.evaluations import preparation

DAY = date(2023, 4, 6)
POINTS = [entry.point for entry in sampled_entries(preparation())]


@pytest.mark.clause("cq2023-7/20")
@pytest.mark.parametrize(
    ("point", "day", "seen"),
    [
        ("甲", DAY, ["甲"]),
        ("全县|甲", DAY, ["甲"]),
        (" 甲 ", DAY, ["甲"]),
        ("甲", None, []),
        ("丁", DAY, []),
        ("", DAY, []),
    ],
)
def test_a_point_was_seen_once_a_visit_with_its_day_names_it(point: str, day: date | None, seen: list[str]) -> None:
    found = points_seen(POINTS, [SiteVisit("现01", "村口", day, point=point)])
    assert [one.point.unit.key for one in found if one.visits] == seen
    assert len(found) == len(POINTS)


@pytest.mark.clause("cq2023-7/20")
def test_every_visit_to_a_point_is_kept_in_order() -> None:
    visits = [SiteVisit(f"现0{number}", "村口", DAY, point="乙") for number in (2, 1)]
    found = {one.point.unit.key: one.visits for one in points_seen(POINTS, visits)}
    assert [one.number for one in found["乙"]] == ["现02", "现01"]
    assert found["甲"] == ()
