"""加选和替换: who may come into the sample by hand, who is next in line, and how points are counted apart."""

from decimal import Decimal
from fractions import Fraction

import pytest

from jiheng.rules.execution.shapes import Dimension, FundLine
from jiheng.rules.finding import Outcome
from jiheng.rules.sampling.draw import draw_for, ranked
from jiheng.rules.sampling.frame import Frame, frame_for
from jiheng.rules.sampling.picking import check_new_point, next_in_line, pickable
from jiheng.rules.sampling.points import SamplePoints, sample_points
from jiheng.rules.sampling.shapes import ManualPoint, SamplingPlan
from jiheng.rules.sampling.tally import tallies

clause_9 = pytest.mark.clause("cq2023-7/9")

MONEY = {"石桥镇": ("东片", "600"), "柳坪镇": ("东片", "300"), "白庙镇": ("东片", "100"), "雷公镇": ("西片", "1000")}
PLAN = SamplingPlan(strata=(Dimension.AREA,), size=2, seed="20260401")
LINES = tuple(
    FundLine(str(number), "1号", area=area, payee=payee, budget=Decimal(money))
    for number, (payee, (area, money)) in enumerate(MONEY.items(), 1)
)
FRAME: Frame = frame_for(LINES, PLAN)
DRAW = draw_for(PLAN, FRAME)
EAST = ranked(FRAME.strata[0].units, PLAN.seed)
DRAWN = EAST[0]


def points(*manual: ManualPoint) -> SamplePoints:
    return sample_points(PLAN, FRAME, DRAW, manual)


@clause_9
def test_only_units_outside_the_sample_are_offered_the_largest_first() -> None:
    offered = [unit.key for unit in pickable(FRAME, points())]
    assert offered == sorted((unit.key for unit in EAST[1:]), key=lambda key: -int(MONEY[key][1]))
    assert "雷公镇" not in offered


@clause_9
def test_units_are_found_by_any_words_of_stratum_and_name() -> None:
    assert [unit.key for unit in pickable(FRAME, SamplePoints(()), "西片 雷公")] == ["雷公镇"]
    assert pickable(FRAME, SamplePoints(()), "西片 白庙") == []


@clause_9
def test_the_next_in_line_follows_the_draw_and_never_returns_to_who_was_replaced() -> None:
    assert next_in_line(FRAME, points(), (), "东片", PLAN.seed) == EAST[1:]
    swapped = ManualPoint(EAST[1].id, "已撤并", DRAWN.id)
    assert next_in_line(FRAME, points(swapped), (swapped,), "东片", PLAN.seed) == EAST[2:]


@clause_9
def test_without_a_seed_names_decide_the_order() -> None:
    keys = [unit.key for unit in next_in_line(FRAME, SamplePoints(()), (), "东片", "")]
    assert keys == sorted(keys)
    assert len(keys) == 3


@clause_9
def test_a_pick_with_a_reason_passes() -> None:
    entry = ManualPoint(EAST[1].id, "群众反映多")
    assert check_new_point(entry, points(), points(entry)).outcome is Outcome.PASSED


@clause_9
@pytest.mark.parametrize(
    ("entry", "code", "says"),
    [
        (ManualPoint(EAST[1].id, "  "), "W-B9-5", "要写理由"),
        (ManualPoint("河东镇", "群众反映多"), "W-B9-5", "抽样框里没有“河东镇”"),
        (ManualPoint(DRAWN.id, "群众反映多"), "W-B9-5", "已在样本中"),
        (ManualPoint(EAST[1].id, "", DRAWN.id), "E-B9-6", "要写理由"),
        (ManualPoint(EAST[1].id, "已撤并", EAST[2].id), "E-B9-6", "不在随机样本中"),
        (ManualPoint(EAST[1].id, "已撤并", "西片|雷公镇"), "E-B9-6", "不在同一层"),
    ],
)
def test_what_may_not_come_in_is_told(entry: ManualPoint, code: str, says: str) -> None:
    finding = check_new_point(entry, points(), points(entry))
    assert (finding.outcome, finding.code) == (Outcome.FAILED, code)
    assert says in finding.message


@clause_9
def test_a_replacement_of_the_same_stratum_with_a_reason_passes() -> None:
    entry = ManualPoint(EAST[1].id, "已撤并", DRAWN.id)
    assert check_new_point(entry, points(), points(entry)).outcome is Outcome.PASSED


@clause_9
def test_points_are_counted_apart_with_their_share_of_all_money() -> None:
    drawn, replacing, picked = tallies(points(ManualPoint("东片|" + EAST[1].key, "群众反映多")), FRAME.total)
    assert (drawn.count, replacing.count, picked.count) == (2, 0, 1)
    assert picked.money == Decimal(MONEY[EAST[1].key][1])
    assert picked.share == Fraction(int(MONEY[EAST[1].key][1]), 2000)
    assert replacing.share == 0


@clause_9
def test_without_money_there_is_no_share() -> None:
    assert {one.share for one in tallies(points(), Decimal(0))} == {None}
