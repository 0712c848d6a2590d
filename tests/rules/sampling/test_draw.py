"""A draw anybody can draw again."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.rules.execution.shapes import Dimension, FundLine
from jiheng.rules.sampling.draw import Draw, draw_for, draw_sample, ranked, verify_draw
from jiheng.rules.sampling.frame import frame_for
from jiheng.rules.sampling.shapes import SamplingPlan, SizeMethod

D = Decimal
pytestmark = pytest.mark.clause("cq2023-7/9")


def line(payee: str, use: str = "道路", area: str = "东区", money: int = 100) -> FundLine:
    return FundLine(payee, "文1", use=use, area=area, payee=payee, budget=D(money))


EAST = tuple(line(payee) for payee in ("甲村", "乙村", "丙村", "丁村", "戊村"))
WEST = tuple(line(payee, "饮水", "西区", 10) for payee in ("己村", "庚村", "辛村"))
PLAN = SamplingPlan(seed="42", size=3)
FRAME = frame_for((*EAST, *WEST), PLAN)


def drawn(draw: Draw) -> dict[str, tuple[str, ...]]:
    return {stratum.key: stratum.drawn for stratum in draw.strata}


def test_the_ranks_are_those_any_tool_finds() -> None:
    # digests printed by `printf '42|道路｜东区|乙村' | sha256sum` and so on, sorted
    east, west = FRAME.strata
    assert [unit.key for unit in ranked(east.units, "42")] == ["乙村", "丙村", "戊村", "甲村", "丁村"]
    assert [unit.key for unit in ranked(east.units, "43")] == ["丙村", "戊村", "甲村", "丁村", "乙村"]
    assert [unit.key for unit in ranked(west.units, "42")] == ["庚村", "辛村", "己村"]


def test_each_stratum_gives_the_first_of_its_ranks() -> None:
    draw = draw_sample(FRAME, 3, "42")
    assert drawn(draw) == {"道路｜东区": ("乙村", "丙村"), "饮水｜西区": ("庚村",)}
    east = draw.strata[0]
    assert (east.units, east.money, east.allocated) == (5, D(500), 2)
    assert (draw.method, draw.seed, draw.size) == ("sha256-rank-1", "42", 3)
    assert draw.dimensions == (Dimension.USE, Dimension.AREA)


def test_the_draw_of_a_plan_records_how_its_size_came_about() -> None:
    draw = draw_for(PLAN, FRAME)
    assert draw is not None
    assert draw == replace(draw_sample(FRAME, 3, " 42 "), size_reason="指定3个")


@pytest.mark.parametrize(
    "plan", [replace(PLAN, seed=" "), replace(PLAN, size=None), replace(PLAN, size_method=SizeMethod.COVERAGE)]
)
def test_a_plan_without_seed_or_size_draws_nothing(plan: SamplingPlan) -> None:
    assert draw_for(plan, FRAME) is None


def test_a_draw_without_a_seed_is_refused() -> None:
    with pytest.raises(ValueError, match="没有填抽样种子"):
        draw_sample(FRAME, 3, "")


def test_another_seed_draws_other_units() -> None:
    assert drawn(draw_sample(FRAME, 3, "43"))["道路｜东区"] == ("丙村", "戊村")


def test_over_many_seeds_every_unit_is_drawn_about_equally_often() -> None:
    frame = frame_for(EAST, PLAN)
    counts = Counter(draw_sample(frame, 1, str(seed)).strata[0].drawn[0] for seed in range(1_000))
    assert set(counts) == {one.payee for one in EAST}
    assert all(150 <= count <= 250 for count in counts.values())  # 200 expected, four deviations either way


def test_adding_a_stratum_leaves_the_ranks_of_the_others_as_they_were() -> None:
    alone = frame_for(EAST, PLAN)
    assert [unit.key for unit in ranked(alone.strata[0].units, "42")] == [
        unit.key for unit in ranked(FRAME.strata[0].units, "42")
    ]
    assert drawn(draw_sample(alone, 2, "42"))["道路｜东区"] == drawn(draw_sample(FRAME, 3, "42"))["道路｜东区"]


def test_a_larger_draw_keeps_the_units_of_a_smaller_one() -> None:
    frame = frame_for(EAST, PLAN)
    small, large = (draw_sample(frame, size, "42").strata[0].drawn for size in (2, 4))
    assert large[:2] == small


@given(
    st.lists(
        st.builds(
            line,
            st.sampled_from(["甲村", "乙村", "丙村", "丁村", "戊|村", "己｜村"]),
            st.sampled_from(["道路", "饮水", ""]),
            st.sampled_from(["东区", "西区"]),
            st.integers(0, 1_000),
        ),
        max_size=20,
    ),
    st.integers(0, 12),
    st.text("0123456789年度重庆|", min_size=1, max_size=8).filter(str.strip),
)
def test_the_same_frame_in_any_order_and_the_same_seed_give_the_same_points(
    lines: list[FundLine], size: int, seed: str
) -> None:
    shuffled = sorted(lines, key=lambda one: (one.budget, one.area, one.payee), reverse=True)
    first = draw_sample(frame_for(lines, PLAN), size, seed)
    assert first == draw_sample(frame_for(shuffled, PLAN), size, seed)
    assert verify_draw(first, frame_for(shuffled, PLAN), seed) == ()
    assert all(len(stratum.drawn) == stratum.allocated for stratum in first.strata)


RECORD = draw_sample(FRAME, 3, "42")
EAST_RECORD, WEST_RECORD = RECORD.strata


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (replace(RECORD, method="随机数表"), "记录的抽样方法是“随机数表”，只能核对“sha256-rank-1”"),
        (replace(RECORD, frame_hash="0" * 64), "抽样框与记录不符"),
        (replace(RECORD, dimensions=(Dimension.AREA,)), "分层维度与记录不符：记录为区域，现在为用途、区域"),
        (replace(RECORD, size=9), "记录的样本数量是9个，抽样框只够抽8个"),
        (replace(RECORD, strata=(EAST_RECORD,)), "层“饮水｜西区”记录里没有"),
        (replace(RECORD, strata=(*RECORD.strata, replace(EAST_RECORD, key="桥"))), "层“桥”抽样框里没有"),
        (
            replace(RECORD, strata=(replace(EAST_RECORD, drawn=("甲村", "丙村")), WEST_RECORD)),
            "层“道路｜东区”的抽中的单元：记录为丙村、甲村，重算为丙村、乙村",
        ),
        (
            replace(RECORD, strata=(replace(EAST_RECORD, allocated=3), WEST_RECORD)),
            "层“道路｜东区”的名额：记录为3，重算为2",
        ),
        (
            replace(RECORD, strata=(replace(EAST_RECORD, units=6, money=D("500.01")), WEST_RECORD)),
            "层“道路｜东区”的资金：记录为500.01，重算为500.00",
        ),
    ],
)
def test_a_record_that_was_changed_is_found_out(record: Draw, said: str) -> None:
    assert any(said in difference for difference in verify_draw(record, FRAME, "42"))


def test_a_record_holds_however_its_money_is_written_and_its_points_are_ordered() -> None:
    east = replace(EAST_RECORD, money=D("500.00"), drawn=EAST_RECORD.drawn[::-1])
    assert verify_draw(replace(RECORD, strata=(WEST_RECORD, east)), FRAME, "42") == ()


def test_the_wrong_seed_and_a_frame_that_lost_a_unit_are_found_out() -> None:
    assert "核对用的种子是“43”" in verify_draw(RECORD, FRAME, "43")[0]
    differences = verify_draw(RECORD, frame_for((*EAST[:-1], *WEST), PLAN), "42")
    assert "层“道路｜东区”的单元数：记录为5，重算为4" in differences
