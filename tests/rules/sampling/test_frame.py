"""The frame a sample is drawn from, and the hash that lets anybody check it is the same frame."""

import hashlib
from dataclasses import replace
from decimal import Decimal

import pytest

from jiheng.rules.execution.shapes import Dimension, FundLine
from jiheng.rules.sampling.frame import frame_for, frame_hash, frame_text
from jiheng.rules.sampling.shapes import SamplingPlan, UnitKind

D = Decimal
pytestmark = pytest.mark.clause("cq2023-7/9")

LINE = FundLine(
    "1", "文1", "2022-03", "因素法", "每公里20万元", "县级报账", "道路", "东区", "甲村", D("100.00"), D("90.00")
)
LINES = (
    LINE,
    replace(LINE, number="2", budget=D("0.50"), allocated_on="2022-06"),
    replace(LINE, number="3", area="西区", payee="乙村", budget=D("30.00")),
    replace(LINE, number="4", use="饮水", budget=D("20.00")),
)
PLAN = SamplingPlan(seed="42", size=2)


def test_lines_of_a_payee_in_one_stratum_are_one_unit() -> None:
    frame = frame_for(LINES, PLAN)
    assert [(unit.id, unit.money, unit.lines) for unit in frame.units] == [
        ("道路｜东区|甲村", D("100.50"), ("1", "2")),
        ("道路｜西区|乙村", D("30.00"), ("3",)),
        ("饮水｜东区|甲村", D("20.00"), ("4",)),
    ]
    assert frame.units[0].values[Dimension.TIME] == ("2022-03", "2022-06")
    assert [(one.key, one.money) for one in frame.strata] == [
        ("道路｜东区", D("100.50")),
        ("道路｜西区", D("30.00")),
        ("饮水｜东区", D("20.00")),
    ]
    assert (frame.total, frame.left_out) == (D("150.50"), ())


def test_the_text_of_a_frame_is_what_the_format_says() -> None:
    assert frame_text(frame_for(LINES, PLAN)) == (
        "jiheng-frame-1|用途｜区域\n"
        "道路｜东区|甲村|资金到达对象|100.50|再次分配时间=2022-03｜2022-06|分配方式=因素法|分配标准=每公里20万元"
        "|管理模式=县级报账|用途=道路|区域=东区\n"
        "道路｜西区|乙村|资金到达对象|30.00|再次分配时间=2022-03|分配方式=因素法|分配标准=每公里20万元"
        "|管理模式=县级报账|用途=道路|区域=西区\n"
        "饮水｜东区|甲村|资金到达对象|20.00|再次分配时间=2022-03|分配方式=因素法|分配标准=每公里20万元"
        "|管理模式=县级报账|用途=饮水|区域=东区\n"
    )


def test_the_hash_is_what_any_tool_makes_of_the_text() -> None:
    frame = frame_for(LINES, PLAN)
    assert frame_hash(frame) == hashlib.sha256(frame_text(frame).encode("utf-8")).hexdigest()
    # printed by sha256sum for the text of the test above
    assert frame_hash(frame) == "d228595b04ddd9ed53256d2f0cb23e87f08607641cbe93f05ee4c1697ed20ef0"


def test_neither_the_order_nor_the_numbers_of_lines_change_the_frame() -> None:
    renumbered = [replace(line, number=f"甲{line.number}") for line in reversed(LINES)]
    assert frame_hash(frame_for(renumbered, PLAN)) == frame_hash(frame_for(LINES, PLAN))


@pytest.mark.parametrize(
    "other",
    [
        replace(LINE, budget=D("100.01")),
        replace(LINE, payee="丙村"),
        replace(LINE, method="项目法"),
        replace(LINE, area="西区"),
    ],
)
def test_a_cent_a_name_or_a_value_changes_the_hash(other: FundLine) -> None:
    assert frame_hash(frame_for((other, *LINES[1:]), PLAN)) != frame_hash(frame_for(LINES, PLAN))


def test_spaces_and_ways_to_type_a_letter_do_not_change_the_frame() -> None:
    messy = replace(LINE, payee=" 甲村 ", area="东区\n", use=" 道路")
    assert frame_hash(frame_for((messy, *LINES[1:]), PLAN)) == frame_hash(frame_for(LINES, PLAN))
    composed, apart = (frame_for([replace(LINE, payee=name)], PLAN) for name in ("Caf\u00e9", "Cafe\u0301"))
    assert frame_text(composed) == frame_text(apart)


def test_money_is_written_alike_however_many_zeros_were_typed() -> None:
    texts = {frame_text(frame_for([replace(LINE, budget=D(money))], PLAN)) for money in ("100", "1E+2", "100.000")}
    assert texts == {frame_text(frame_for([LINE], PLAN))}
    assert "|0.00|" in frame_text(frame_for([replace(LINE, budget=D("-0.00"))], PLAN))


def test_signs_of_the_format_inside_names_cannot_make_two_strata_one() -> None:
    one = replace(LINE, use="甲｜乙", area="丙", payee="户|1")
    other = replace(LINE, use="甲", area="乙｜丙", payee="户|1")
    frame = frame_for([one, other], PLAN)
    assert [unit.id for unit in frame.units] == ["甲\\｜乙｜丙|户\\|1", "甲｜乙\\｜丙|户\\|1"]


def test_works_are_sampled_by_contract() -> None:
    works = SamplingPlan(unit_kind=UnitKind.CONTRACT)
    lines = [replace(line, contract="合同-1") for line in LINES[:2]]
    (unit,) = frame_for(lines, works).units
    assert (unit.key, unit.kind, unit.money) == ("合同-1", UnitKind.CONTRACT, D("100.50"))


def test_bought_services_are_sampled_by_provider_and_area() -> None:
    services = SamplingPlan(unit_kind=UnitKind.SERVICE, strata=(Dimension.PAYEE, Dimension.AREA))
    named = replace(LINE, provider="服务公司")
    frame = frame_for([named, replace(LINE, area="西区")], services)
    assert [(unit.stratum, unit.key) for unit in frame.units] == [
        ("服务公司｜东区", "服务公司｜东区"),
        ("甲村｜西区", "甲村｜西区"),
    ]


def test_works_by_contract_can_stand_beside_subsidies_by_payee() -> None:
    mixed = SamplingPlan(kinds_by_use=(("道路", UnitKind.CONTRACT),))
    frame = frame_for([replace(LINE, contract="合同-1"), LINES[3]], mixed)
    assert [(unit.key, unit.kind) for unit in frame.units] == [
        ("合同-1", UnitKind.CONTRACT),
        ("甲村", UnitKind.PAYEE),
    ]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (UnitKind.PAYEE, replace(LINE, payee=" ")),
        (UnitKind.PAYEE, replace(LINE, payee="不适用")),
        (UnitKind.CONTRACT, LINE),
        (UnitKind.SERVICE, replace(LINE, payee="")),
        (UnitKind.SERVICE, replace(LINE, area="")),
    ],
)
def test_a_line_that_names_no_unit_is_left_out_and_its_money_still_counts(kind: UnitKind, line: FundLine) -> None:
    frame = frame_for([line], SamplingPlan(unit_kind=kind))
    assert (frame.units, frame.left_out, frame.total) == ((), (line,), D("100.00"))
    assert [(len(one.units), one.money) for one in frame.strata] == [(0, D("100.00"))]


def test_a_value_left_out_is_a_stratum_of_its_own() -> None:
    frame = frame_for([replace(LINE, area="")], PLAN)
    assert frame.strata[0].key == "道路｜（未填）"
    assert frame.values[Dimension.AREA] == ()


def test_without_dimensions_all_units_are_one_stratum() -> None:
    frame = frame_for(LINES, SamplingPlan(strata=()))
    assert [(one.key, len(one.units)) for one in frame.strata] == [("全部", 2)]


def test_values_to_cover_leave_out_blanks_what_does_not_apply_and_the_payee() -> None:
    frame = frame_for([*LINES, replace(LINE, area="不适用")], PLAN)
    assert frame.values[Dimension.AREA] == ("东区", "西区")
    assert Dimension.PAYEE not in frame.values
