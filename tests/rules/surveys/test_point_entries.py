"""Each point with its values, and values written anew without touching any other."""

from decimal import Decimal

import pytest

from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.sampling.frame import Unit
from jiheng.rules.sampling.points import Point, PointKind
from jiheng.rules.sampling.shapes import UnitKind
from jiheng.rules.surveys.point_entries import places_of, point_entries, with_written
from jiheng.rules.surveys.shapes import BaseField, PointValue

pytestmark = pytest.mark.clause("cq2023-7/12")

FIELDS = (BaseField("养护里程", "基本情况", "数值", "公里"), BaseField("验收日期", "合同及履行", "日期"))
UNIT = Unit("东片", "石桥镇", UnitKind.PAYEE, Decimal("600000"), {Dimension.AREA: ("东片",)}, ("1",))
BRIDGE = Unit("东片", "QL-01", UnitKind.CONTRACT, Decimal("900000"), {}, ("2",))
POINTS = (Point(UNIT, PointKind.DRAWN), Point(BRIDGE, PointKind.MANUAL, "资金最多"))
HERE, THERE = UNIT.id, BRIDGE.id


def test_points_are_numbered_and_hold_their_own_values() -> None:
    values = (
        PointValue("石桥镇", "养护里程", "12.4"),
        PointValue(HERE, "养护里程", "13"),
        PointValue(HERE, "验收日期"),
    )
    first, second = point_entries(POINTS, FIELDS, values)
    assert (first.number, second.number) == (1, 2)
    assert first.values["养护里程"].value == "12.4", "of two values for one place the first counts"
    assert (first.filled, second.filled) == (1, 0)
    assert (first.kind_word, second.kind_word) == ("补助对象", "工程合同")
    assert (first.said_of(Dimension.AREA), first.said_of(Dimension.USE)) == ("东片", "")


def test_a_value_of_no_point_or_column_has_no_place() -> None:
    values = (
        PointValue("河东镇", "养护里程", "1"),
        PointValue(HERE, "里程", "1"),
        PointValue(THERE, "养护里程", "1"),
    )
    assert places_of(values, POINTS, FIELDS) == [None, None, (THERE, "养护里程")]


def test_what_is_written_anew_takes_its_old_place_and_everything_else_stays() -> None:
    gone = PointValue("河东镇", "养护里程", "1")
    before = (gone, PointValue("石桥镇", "养护里程", "12.4", "Z-01"), PointValue(THERE, "验收日期", "2023-05-01"))
    after = with_written(
        before, POINTS, FIELDS, {(HERE, "养护里程"): ("13", "Z-02"), (HERE, "验收日期"): ("", "Z-03")}
    )
    assert after == (
        gone,
        PointValue("石桥镇", "养护里程", "13", "Z-02"),
        before[2],
        PointValue(HERE, "验收日期", "", "Z-03"),
    )


def test_what_is_written_blank_is_gone_and_a_doubled_value_becomes_one() -> None:
    doubled = (PointValue(HERE, "养护里程", "12"), PointValue("石桥镇", "养护里程", "13"))
    assert with_written(doubled, POINTS, FIELDS, {(HERE, "养护里程"): ("14", "")}) == (
        PointValue(HERE, "养护里程", "14"),
    )
    assert with_written(doubled, POINTS, FIELDS, {(HERE, "养护里程"): ("", "")}) == ()
    assert with_written(doubled, POINTS, FIELDS, {}) == doubled
