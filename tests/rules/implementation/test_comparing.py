"""The facts of the comparisons: exact ratios, rates by point, planned beside actual; what is not known is not 0."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from jiheng.rules.implementation.comparing import Compared, compared, planned_pairs
from jiheng.rules.implementation.point_rates import PointRate, by_use
from jiheng.rules.implementation.points import sampled_entries
from jiheng.rules.implementation.shapes import Implementation, ValueKind
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.surveys.shapes import BaseField, PointValue
from tests.rules.implementation.evaluations import BOOK, WAN, D, entered, indicator, preparation, scored, together

pytestmark = pytest.mark.clause("cq2023-7/24")

RATE = entered("C1", ValueKind.RELATIVE, {}, numerator="合格数", denominator="总数")
KEPT = entered(
    "G1", ValueKind.QUALITATIVE, {"甲": "达成，100%", "乙": "达成，80%", "丙": "部分达成，60%"}, note="演示"
)


def managed() -> Preparation:
    """A rate of results from columns, and a judgement of management by point; one point has neither."""
    return preparation(indicator(), replace(indicator("G1", "10", "达成", "定性三档"), level1="管理"), rest=False)


def found(prepared: Preparation, *given: Implementation) -> Compared:
    return compared(prepared, together(*given), scored(prepared, *given), BOOK)


def by_name(points: tuple[PointRate, ...]) -> dict[str, PointRate]:
    return {one.name: one for one in points}


def test_each_point_has_its_share_of_money_and_what_its_own_values_earn() -> None:
    points = by_name(found(managed(), RATE, KEPT).points)
    assert {name: one.share for name, one in points.items()} == {
        "甲": Fraction(2, 5),
        "乙": Fraction(1, 10),
        "丙": Fraction(1, 2),
    }
    assert points["甲"].results == 1
    assert points["乙"].results == Fraction(8, 9)
    assert points["丙"].results == Fraction(6, 9)
    assert [points[name].management for name in "甲乙丙"] == [1, Fraction(4, 5), Fraction(3, 5)]


def test_a_value_that_is_missing_leaves_the_point_without_a_rate() -> None:
    prepared = managed()
    without = replace(prepared, point_values=prepared.point_values[2:])
    points = by_name(found(without, RATE, KEPT).points)
    assert points["甲"].results is None
    assert points["乙"].results == Fraction(8, 9)


def test_what_does_not_apply_at_a_point_says_nothing_of_it() -> None:
    given = entered(
        "G1", ValueKind.QUALITATIVE, {"甲": "不适用", "乙": "达成，80%", "丙": "达成，90%"}, note="没有这一项"
    )
    assert by_name(found(managed(), RATE, given).points)["甲"].management is None


def test_an_amount_that_is_added_up_has_no_rate_of_one_point() -> None:
    prepared = preparation(indicator(target="≥30个"))
    given = entered("C1", ValueKind.ABSOLUTE, {}, numerator="合格数")
    facts = found(prepared, given)
    assert {one.results for one in facts.points} == {None}
    assert facts.targets[0].ratio == 1


def test_points_of_one_use_are_weighted_by_their_budget() -> None:
    uses = found(managed(), RATE, KEPT).uses
    assert [(one.name, one.points, one.budget) for one in uses] == [("补助", 3, D(1000 * WAN))]
    assert uses[0].results == Fraction(4, 10) + Fraction(1, 10) * Fraction(8, 9) + Fraction(1, 2) * Fraction(2, 3)
    assert uses[0].spent is None


def test_money_of_zero_or_below_weighs_nothing_and_divides_nothing() -> None:
    nothing = PointRate("甲", D(0), D(0), None, None, Fraction(1, 2), use="补助")
    below = PointRate("乙", D("-100"), None, None, None, Fraction(1, 4), use="补助")
    assert by_use([nothing])[0].share is None
    assert by_use([nothing, below])[0].results is None
    some = PointRate("丙", D(300), D(1), None, None, Fraction(3, 4), use="补助")
    assert by_use([nothing, below, some])[0].results == Fraction(3, 4)


def test_an_indicator_stands_to_its_target_exactly() -> None:
    targets = {one.indicator.code: one for one in found(managed(), RATE, KEPT).targets}
    rolled = Fraction(19, 20) * Fraction(2, 5) + Fraction(4, 5) * Fraction(1, 10) + Fraction(3, 5) * Fraction(1, 2)
    assert targets["C1"].ratio == rolled / Fraction(9, 10)
    assert targets["C1"].earned is not None
    assert targets["C1"].rate == Fraction(targets["C1"].earned) / 10
    assert targets["G1"].ratio is None


@pytest.mark.parametrize("target", ["", "0", "达成"])
def test_a_target_that_divides_nothing_gives_no_ratio(target: str) -> None:
    targets = found(preparation(indicator(target=target)), RATE).targets
    assert next(one for one in targets if one.indicator.code == "C1").ratio is None


def paired(values: tuple[tuple[str, str, str], ...], *names: str, unit: str = "公里") -> Preparation:
    fields = tuple(BaseField(name, "基本情况", "数值", unit) for name in names)
    given = tuple(PointValue(f"全县|{point}", field, value) for point, field, value in values)
    return replace(preparation(rest=False), base_fields=fields, point_values=given)


def test_planned_and_actual_figures_are_added_over_the_points_that_have_both() -> None:
    values = (
        ("甲", "计划里程", "2.5"),
        ("甲", "实际里程", "2.4"),
        ("乙", "计划里程", "1"),
        ("丙", "计划里程", "约1"),
        ("丙", "实际里程", "1"),
    )
    (pair,) = planned_pairs(sampled_entries(paired(values, "计划里程", "实际里程")))
    assert (pair.points, pair.lacking) == (1, 2)
    assert (pair.planned_sum, pair.actual_sum, pair.gap) == (Fraction("2.5"), Fraction("2.4"), Fraction("-0.1"))
    assert pair.rate == Fraction("0.96")


def test_nothing_planned_gives_no_rate() -> None:
    values = (("甲", "计划里程", "0"), ("甲", "实际里程", "3"))
    (pair,) = planned_pairs(sampled_entries(paired(values, "计划里程", "实际里程")))
    assert pair.rate is None
    (empty,) = planned_pairs(sampled_entries(paired((), "计划里程", "实际里程")))
    assert (empty.points, empty.rate) == (0, None)


def test_columns_of_other_names_or_units_are_no_pair() -> None:
    assert planned_pairs(sampled_entries(paired((), "计划里程", "实际造价"))) == ()
    other = (BaseField("计划里程", "基本情况", "数值", "公里"), BaseField("实际里程", "基本情况", "数值", "米"))
    assert planned_pairs(sampled_entries(replace(preparation(rest=False), base_fields=other))) == ()


def test_without_anything_entered_nothing_breaks() -> None:
    bare = replace(preparation(rest=False), lines=(), manual_points=(), point_values=())
    facts = compared(bare, Implementation(), scored(bare), BOOK)
    assert (facts.targets, facts.pairs, facts.points, facts.uses) == ((), (), (), ())
    assert sum((one.budget for one in facts.points), Decimal(0)) == 0
