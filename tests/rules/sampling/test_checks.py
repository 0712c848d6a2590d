"""What is wrong with a sample, and what is not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from jiheng.rules.execution.shapes import Dimension, FundLine
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.law import rulebook
from jiheng.rules.sampling.checks import Sampling, check_sampling, check_services, check_works_contracts
from jiheng.rules.sampling.draw import draw_for
from jiheng.rules.sampling.frame import frame_for
from jiheng.rules.sampling.point_checks import SamplingLimits, check_fund_coverage, sampling_limits_for
from jiheng.rules.sampling.points import Coverage, PointKind, SamplePoints, coverage, sample_points
from jiheng.rules.sampling.shapes import ManualPoint, SamplingPlan, UncoveredReason, UnitKind

D = Decimal
pytestmark = pytest.mark.clause("cq2023-7/9")

LIMITS = sampling_limits_for(rulebook("cq2023-7", date(2024, 1, 1)))
PLAN = SamplingPlan(seed="42", size=3, where="样本点 第2行")


def line(payee: str, use: str = "道路", area: str = "东区", money: str = "100") -> FundLine:
    return FundLine(payee, "文1", "2022", "因素法", "标准", "报账", use, area, payee, D(money), where=f"明细 {payee}")


EAST = tuple(line(payee) for payee in ("甲村", "乙村", "丙村", "丁村", "戊村"))
WEST = tuple(line(payee, "饮水", "西区", "10") for payee in ("己村", "庚村", "辛村"))
SAMPLING = Sampling(PLAN, (*EAST, *WEST))
# Seed 42 draws 乙村, 丙村 and 庚村, see test_draw.


def answers(sampling: Sampling, code: str) -> list[Finding]:
    return [finding for finding in check_sampling(sampling, LIMITS) if finding.code == code]


def outcomes(sampling: Sampling, code: str) -> set[Outcome]:
    return {finding.outcome for finding in answers(sampling, code)}


def failures(sampling: Sampling, code: str) -> list[str]:
    return [finding.message for finding in answers(sampling, code) if finding.outcome is Outcome.FAILED]


def points_of(sampling: Sampling) -> SamplePoints:
    frame = frame_for(sampling.lines, sampling.plan)
    return sample_points(sampling.plan, frame, draw_for(sampling.plan, frame), sampling.manual)


def with_manual(*manual: ManualPoint) -> Sampling:
    return replace(SAMPLING, manual=manual)


def named(points: SamplePoints) -> list[tuple[str, str]]:
    return [(point.unit.key, point.kind.value) for point in points.points]


def test_a_sound_sample_has_nothing_wrong() -> None:
    found = check_sampling(SAMPLING, LIMITS)
    assert [(finding.code, finding.outcome) for finding in found] == [
        ("E-B9-1", Outcome.PASSED),
        ("E-B9-2", Outcome.PASSED),
        ("E-B9-3", Outcome.NOT_APPLICABLE),
        ("E-B9-4", Outcome.NOT_APPLICABLE),
        ("W-B9-5", Outcome.NOT_APPLICABLE),
        ("E-B9-6", Outcome.NOT_APPLICABLE),
        ("W-B9-7", Outcome.PASSED),
    ]


# E-B9-1


def test_without_a_seed_or_a_record_on_paper_there_is_no_random_draw() -> None:
    (found,) = answers(replace(SAMPLING, plan=replace(PLAN, seed="")), "E-B9-1")
    assert (found.outcome, found.act, found.where) == (Outcome.FAILED, "方案送审", "样本点 第2行")
    assert "没有填抽样种子" in found.message


def test_a_seed_without_a_size_draws_nothing_and_both_can_be_missing() -> None:
    assert failures(replace(SAMPLING, plan=replace(PLAN, size=None)), "E-B9-1") == ["没有填样本数量，请填大于0的整数"]
    assert len(failures(replace(SAMPLING, plan=replace(PLAN, size=None, seed="")), "E-B9-1")) == 2


def test_an_empty_frame_and_a_frame_without_money_are_named() -> None:
    (empty,) = failures(Sampling(PLAN, ()), "E-B9-1")
    assert "抽样框没有可抽的单元" in empty
    (poor,) = failures(Sampling(PLAN, (line("甲村", money="0"),)), "E-B9-1")
    assert "资金合计不大于0" in poor


def test_a_draw_on_paper_stands_in_for_a_seed_and_names_its_units() -> None:
    paper = replace(PLAN, seed="", offline="抽签，财政局王某某见证", offline_units=("甲村", "饮水｜西区|辛村"))
    sampling = replace(SAMPLING, plan=paper)
    assert outcomes(sampling, "E-B9-1") == {Outcome.PASSED}
    assert named(points_of(sampling)) == [("甲村", "随机"), ("辛村", "随机")]
    assert failures(replace(SAMPLING, plan=replace(paper, offline_units=())), "E-B9-1") == [
        "登记了线下抽样，没有填抽中的单元，请补填"
    ]
    assert failures(replace(SAMPLING, plan=replace(paper, offline_units=("无名村",))), "E-B9-1") == [
        "线下抽样记录的单元有误：抽样框里没有“无名村”，请核对名称"
    ]


def test_units_of_a_draw_on_paper_do_not_count_beside_a_seed() -> None:
    both = replace(PLAN, offline="抽签", offline_units=("甲村",))
    assert [name for name, _ in named(points_of(replace(SAMPLING, plan=both)))] == ["丙村", "乙村", "庚村"]


def test_a_frame_of_one_unit_leaves_nothing_to_chance_once_it_is_in_the_sample() -> None:
    one = Sampling(replace(PLAN, seed=""), EAST[:1], (ManualPoint("甲村", "唯一的对象"),))
    assert outcomes(one, "E-B9-1") == {Outcome.NOT_APPLICABLE}
    assert outcomes(replace(one, manual=()), "E-B9-1") == {Outcome.FAILED}


# E-B9-2


def test_a_value_without_a_point_is_named_until_it_is_explained() -> None:
    small = replace(SAMPLING, plan=replace(PLAN, size=1))
    assert failures(small, "E-B9-2") == [
        "用途有1个取值没有样本：饮水。请补抽，或逐个说明原因",
        "区域有1个取值没有样本：西区。请补抽，或逐个说明原因",
    ]
    use = UncoveredReason(Dimension.USE, "饮水", "已单独评价")
    area = UncoveredReason(Dimension.AREA, " 西区", "已单独评价")
    assert len(failures(replace(small, uncovered=(use,)), "E-B9-2")) == 1
    assert outcomes(replace(small, uncovered=(use, area)), "E-B9-2") == {Outcome.PASSED}
    assert len(failures(replace(small, uncovered=(replace(use, reason=""), area)), "E-B9-2")) == 1


def test_the_payee_is_the_unit_and_needs_no_point_of_its_own() -> None:
    assert not any("资金到达对象" in message for message in failures(SAMPLING, "E-B9-2"))


def test_a_point_picked_by_hand_covers_its_values_too() -> None:
    small = replace(SAMPLING, plan=replace(PLAN, size=1), manual=(ManualPoint("己村", "重点"),))
    assert outcomes(small, "E-B9-2") == {Outcome.PASSED}


def test_values_are_not_looked_at_before_there_is_a_sample() -> None:
    assert outcomes(replace(SAMPLING, plan=replace(PLAN, seed="")), "E-B9-2") == {Outcome.NOT_APPLICABLE}


def test_a_stratum_that_cannot_be_drawn_from_is_named_until_it_is_explained() -> None:
    north = replace(line("", "道路", "北区", "7"), number="北-1")
    sampling = replace(SAMPLING, lines=(*SAMPLING.lines, north))
    area, stratum = failures(sampling, "E-B9-2")
    assert "北区" in area
    assert stratum.startswith("分层“道路｜北区”有资金7元，没有可抽的单元")
    reason = UncoveredReason(Dimension.AREA, "北区", "资金尚未分配")
    assert outcomes(replace(sampling, uncovered=(reason,)), "E-B9-2") == {Outcome.PASSED}


def test_a_long_list_of_values_is_cut_and_counted() -> None:
    many = Sampling(replace(PLAN, size=1), tuple(line(f"村{number}", area=f"区{number:02}") for number in range(12)))
    (message,) = failures(many, "E-B9-2")
    assert "区域有11个取值没有样本" in message
    assert message.endswith("等11个。请补抽，或逐个说明原因")


# E-B9-3

WORKS = replace(PLAN, unit_kind=UnitKind.CONTRACT)


def test_works_name_their_contract() -> None:
    signed = tuple(replace(one, contract=f"合同-{one.payee}") for one in EAST)
    assert outcomes(Sampling(WORKS, signed), "E-B9-3") == {Outcome.PASSED}
    (found,) = answers(Sampling(WORKS, (*signed, EAST[0])), "E-B9-3")
    assert (found.outcome, found.act, found.where) == (Outcome.FAILED, "方案送审", "明细 甲村")
    assert found.message.startswith("1行工程资金没有关联合同：明细行甲村")


def test_a_project_with_works_has_some_unit_that_is_a_contract() -> None:
    (found,) = check_works_contracts(PLAN, EAST, works=True)
    assert (found.outcome, found.where) == (Outcome.FAILED, "样本点 第2行")
    roads = replace(PLAN, kinds_by_use=(("道路", UnitKind.CONTRACT),))
    signed = tuple(replace(one, contract="合同-1") for one in EAST)
    assert check_works_contracts(roads, (*signed, *WEST), works=True)[0].outcome is Outcome.PASSED


def test_without_works_no_contract_is_asked_for() -> None:
    assert check_works_contracts(PLAN, EAST)[0].outcome is Outcome.NOT_APPLICABLE


# E-B9-4

SERVICES = replace(PLAN, unit_kind=UnitKind.SERVICE, strata=(Dimension.PAYEE, Dimension.AREA))


def test_bought_services_are_stratified_by_provider_and_area() -> None:
    lines = (line("甲公司", area="东区"), line("乙公司", area="西区"))
    assert check_services(SERVICES, lines).outcome is Outcome.PASSED
    found = check_services(replace(SERVICES, strata=(Dimension.USE,)), lines)
    assert (found.outcome, found.act) == (Outcome.FAILED, "方案送审")
    assert "服务提供方有2个取值，没有列入分层" in found.message
    assert "区域有2个取值，没有列入分层" in found.message


def test_a_single_provider_or_area_need_not_be_a_stratum() -> None:
    by_use = replace(SERVICES, strata=(Dimension.USE,))
    assert check_services(by_use, (line("甲公司"), line("甲公司", use="饮水"))).outcome is Outcome.PASSED
    two_areas = (line("甲公司"), line("甲公司", area="西区"))
    assert check_services(by_use, two_areas).outcome is Outcome.FAILED
    assert check_services(replace(by_use, strata=(Dimension.AREA,)), two_areas).outcome is Outcome.PASSED


@pytest.mark.parametrize("blank", [line(""), line("甲公司", area=""), line("不适用")])
def test_a_service_names_its_provider_and_area(blank: FundLine) -> None:
    found = check_services(SERVICES, (blank,))
    assert found.outcome is Outcome.FAILED
    assert "1行购买服务资金没有填服务提供方或区域" in found.message


def test_a_project_with_services_samples_them_as_services() -> None:
    assert check_services(PLAN, EAST, services=True).outcome is Outcome.FAILED
    assert check_services(PLAN, EAST).outcome is Outcome.NOT_APPLICABLE


# W-B9-5 and E-B9-6


@pytest.mark.parametrize(("limit", "outcome"), [("0.25", Outcome.PASSED), ("0.249999", Outcome.FAILED)])
def test_points_picked_by_hand_are_a_smaller_part_of_the_sample(limit: str, outcome: Outcome) -> None:
    sampling = with_manual(ManualPoint("甲村", "群众反映多"))
    limits = SamplingLimits(D("0.3"), D(limit))
    found = [one for one in check_sampling(sampling, limits) if one.code == "W-B9-5"]
    assert [one.outcome for one in found] == [outcome]
    assert "占样本25.00%" in found[0].message


def test_points_picked_by_hand_have_a_reason_and_are_marked() -> None:
    sampling = with_manual(ManualPoint("甲村", where="加选 第2行"))
    (found,) = answers(sampling, "W-B9-5")
    assert (found.message, found.where) == ("人工加选的“甲村”没有写理由，请补写", "加选 第2行")
    assert named(points_of(sampling))[-2:] == [("甲村", "重点"), ("庚村", "随机")]


def test_a_point_picked_by_hand_that_cannot_be_used_is_named_and_changes_nothing() -> None:
    assert failures(with_manual(ManualPoint("无名村", "重点")), "W-B9-5") == [
        "人工加选有误：抽样框里没有“无名村”，请核对名称"
    ]
    assert failures(with_manual(ManualPoint("乙村", "重点")), "W-B9-5") == [
        "人工加选有误：“乙村”已在样本中，不必再选"
    ]
    assert named(points_of(with_manual(ManualPoint("乙村", "重点")))) == named(points_of(SAMPLING))


def test_a_name_that_stands_in_two_strata_is_asked_for_in_full() -> None:
    lines = (*SAMPLING.lines, line("甲村", "饮水", "西区", "1"))
    (message,) = failures(replace(SAMPLING, lines=lines, manual=(ManualPoint("甲村", "重点"),)), "W-B9-5")
    assert message.endswith("请写明是哪一个：道路｜东区|甲村、饮水｜西区|甲村")
    full = replace(SAMPLING, lines=lines, manual=(ManualPoint("饮水｜西区|甲村", "重点"),))
    assert outcomes(full, "W-B9-5") == {Outcome.PASSED}


def test_a_replacement_has_a_reason() -> None:
    bare = with_manual(ManualPoint("甲村", replaces="乙村", where="替换 第2行"))
    (found,) = answers(bare, "E-B9-6")
    assert (found.outcome, found.act, found.where) == (Outcome.FAILED, "保存", "替换 第2行")
    assert outcomes(with_manual(ManualPoint("甲村", "已撤并", "乙村")), "E-B9-6") == {Outcome.PASSED}


def test_a_replacement_takes_the_place_of_the_drawn_unit_and_is_not_picked_by_hand() -> None:
    sampling = with_manual(ManualPoint("甲村", "已撤并", "乙村"))
    points = points_of(sampling)
    assert named(points) == [("丙村", "随机"), ("甲村", "替换"), ("庚村", "随机")]
    assert points.of(PointKind.REPLACEMENT)[0].replaces == "道路｜东区|乙村"
    assert outcomes(sampling, "W-B9-5") == {Outcome.NOT_APPLICABLE}


def test_a_replacement_can_be_replaced_again() -> None:
    chain = with_manual(ManualPoint("甲村", "已撤并", "乙村"), ManualPoint("丁村", "无人在家", "甲村"))
    assert named(points_of(chain)) == [("丁村", "替换"), ("丙村", "随机"), ("庚村", "随机")]


@pytest.mark.parametrize(
    ("unit", "replaces", "said"),
    [
        ("无名村", "乙村", "抽样框里没有“无名村”"),
        ("甲村", "无名村", "抽样框里没有“无名村”"),
        ("甲村", "丁村", "被替换的“丁村”不在随机样本中"),
        ("丙村", "乙村", "“丙村”已在样本中"),
    ],
)
def test_a_replacement_names_a_drawn_unit_and_one_that_is_free(unit: str, replaces: str, said: str) -> None:
    sampling = with_manual(ManualPoint(unit, "已撤并", replaces))
    (message,) = failures(sampling, "E-B9-6")
    assert said in message
    assert named(points_of(sampling)) == named(points_of(SAMPLING))


# W-B9-7 and coverage


@pytest.mark.parametrize(
    ("money", "total", "outcome"),
    [
        ("30.00", "100", Outcome.PASSED),
        ("29.99", "100", Outcome.FAILED),
        ("0", "0", Outcome.NOT_APPLICABLE),
    ],
)
def test_the_sample_covers_a_share_of_the_money(money: str, total: str, outcome: Outcome) -> None:
    assert check_fund_coverage(Coverage(D(money), D(total), ()), LIMITS).outcome is outcome


def test_low_coverage_is_said_with_its_figures() -> None:
    found = check_fund_coverage(Coverage(D("1299.99"), D("10000"), ()), LIMITS, "样本点 第2行")
    assert found.message == ("样本资金1,299.99元，总资金10,000元，覆盖率13.00%，低于30.00%，请增加样本或说明")
    assert (found.code, found.blocks, found.where) == ("W-B9-7", False, "样本点 第2行")


def test_coverage_is_told_for_money_and_for_every_dimension() -> None:
    frame = frame_for(SAMPLING.lines, PLAN)
    points = points_of(replace(SAMPLING, plan=replace(PLAN, size=1)))
    covered = coverage(frame, points.points)
    assert (covered.money, covered.total, covered.rate) == (D(100), D(530), Fraction(10, 53))
    by_dimension = {one.dimension: (one.values, one.missing, one.rate) for one in covered.dimensions}
    assert by_dimension[Dimension.AREA] == (("东区", "西区"), ("西区",), Fraction(1, 2))
    assert by_dimension[Dimension.METHOD] == (("因素法",), (), Fraction(1))
    assert Dimension.PAYEE not in by_dimension


def test_drawn_points_can_be_counted_apart_from_those_picked_by_hand() -> None:
    frame = frame_for(SAMPLING.lines, PLAN)
    points = points_of(with_manual(ManualPoint("甲村", "重点")))
    drawn = coverage(frame, points.of(PointKind.DRAWN, PointKind.REPLACEMENT))
    assert (drawn.money, coverage(frame, points.points).money) == (D(210), D(310))


def test_without_lines_nothing_is_covered() -> None:
    frame = frame_for((), PLAN)
    assert coverage(frame, ()).rate is None
    assert {one.rate for one in coverage(frame, ()).dimensions} == {None}
