"""What a second score says against the first: which digits moved, and what was entered otherwise."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.shapes import Material
from jiheng.rules.implementation.changes import Changes, Side, changes_between
from jiheng.rules.implementation.freezing import PREPARED, freeze
from jiheng.rules.implementation.shapes import (
    Excluded,
    Implementation,
    MaterialUse,
    Measure,
    SampleValue,
    SufficiencyDecision,
    ValueKind,
)
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.sampling.shapes import ManualPoint
from tests.rules.implementation.evaluations import YES, entered, indicator, preparation, together

pytestmark = pytest.mark.clause("cq2023-7/27", "cq2023-7/23")
DAY = date(2024, 1, 1)
PREPARED_TEN = preparation(indicator())
WHOLE = together(YES, entered("C1", ValueKind.WHOLE, {"": "90%"}))
COUNTED = together(YES, entered("C1", ValueKind.RELATIVE, {}, numerator="合格数", denominator="总数"))
BY_POINT = together(YES, entered("C1", ValueKind.RELATIVE, {"甲": "95%", "乙": "80%", "丙": "60%"}))


def side(prepared: Preparation, given: Implementation, **more: Any) -> Side:
    frozen = freeze(prepared, given, DAY)
    inputs = {name: getattr(prepared, name) for name in PREPARED} | {
        name: getattr(given, name) for name in Implementation.__dataclass_fields__
    }
    return Side(frozen.scored, inputs, more.pop("parameters", frozen.parameters), judged_on=DAY, **more)


def changed(
    before: Implementation,
    after: Implementation,
    old: Preparation = PREPARED_TEN,
    new: Preparation | None = None,
) -> Changes:
    return changes_between(side(old, before), side(new or old, after))


def said(found: Changes) -> list[str]:
    return [one.said for one in found.indicators]


def papers(*materials: Material, given: Implementation = WHOLE) -> Implementation:
    return replace(given, materials=materials)


PAPER = WHOLE.materials[0]


def test_two_equal_scores_have_nothing_to_say() -> None:
    found = changed(WHOLE, WHOLE)
    assert not found.any
    assert found.difference == 0


def test_deleting_the_last_evidence_takes_the_points_and_says_so() -> None:
    found = changed(WHOLE, papers(replace(PAPER, indicators=("R",)), given=WHOLE))
    assert said(found) == ["C1 得分 10.00→0.00：资料“001”不再对应这个指标，或没有写来源性质，没有可用资料（E-B23-1）"]
    gone = changed(WHOLE, papers(replace(PAPER, number="002", indicators=("R",))))
    assert gone.indicators[0].said == "C1 得分 10.00→0.00：资料“001”已不在清单，没有可用资料（E-B23-1）"
    assert gone.indicators[0].difference == Decimal("-10.00")
    assert [one.code for one in gone.new if "指标C1" in one.message] == ["E-B23-1", "E-B23-4"]


def test_added_material_is_named_whether_it_is_new_or_only_matched() -> None:
    more = replace(PAPER, number="002", indicators=("C1",), nature=Nature.SUPERVISORY)
    assert said(changed(WHOLE, papers(PAPER, more))) == [
        "C1 得分不变（10.00）：资料“002”（监督机关监督结论）新列入清单"
    ]
    loose = papers(PAPER, replace(more, indicators=()))
    assert said(changed(loose, replace(loose, uses=(MaterialUse("002", "C1"),)))) == [
        "C1 得分不变（10.00）：资料“002”（监督机关监督结论）改为也对应这个指标"
    ]


def test_material_that_counts_otherwise_is_told() -> None:
    lead = papers(replace(PAPER, as_lead=True))
    assert said(changed(WHOLE, lead))[0] == "C1 得分 10.00→0.00：资料“001”改为只作线索，没有可用资料（E-B23-1）"
    assert said(changed(lead, WHOLE))[0] == "C1 得分 0.00→10.00：资料“001”不再只作线索"
    summary = papers(replace(PAPER, nature=Nature.ENTITY_SUMMARY))
    assert "资料“001”的来源性质由“一手资料”改为“被评价单位总结报告”" in said(changed(WHOLE, summary))[0]


def test_a_changed_value_is_told_with_both() -> None:
    lower = replace(WHOLE, values=tuple(_valued(one, "45%") for one in WHOLE.values))
    assert said(changed(WHOLE, lower)) == ["C1 得分 10.00→5.00：整体评定由“90%”改为“45%”"]
    note = replace(
        WHOLE, values=tuple(replace(one, note="看过现场") for one in WHOLE.values if one.indicator == "C1")
    )
    assert "整体评定的说明由“空白”改为“看过现场”" in said(changed(WHOLE, note))[0]


def _valued(one: SampleValue, value: str) -> SampleValue:
    return replace(one, value=value) if one.indicator == "C1" else one


def test_values_of_points_are_told_one_by_one_and_then_counted() -> None:
    one = replace(BY_POINT, values=tuple(replace(v, value="50%") if v.point == "丙" else v for v in BY_POINT.values))
    assert said(changed(BY_POINT, one))[0].endswith("：样本点“丙”的指标值由“60%”改为“50%”")
    names = tuple("甲乙丙丁")
    old, new = (tuple(SampleValue("C1", name, value) for name in names) for value in ("1%", "2%"))
    many = said(changed(replace(BY_POINT, values=old), replace(BY_POINT, values=new)))[0]
    assert many.endswith("样本点“丙”的指标值由“1%”改为“2%”，等4处")


def test_a_column_the_indicator_counts_by_is_told_and_another_is_not() -> None:
    worse = replace(
        PREPARED_TEN,
        point_values=tuple(
            replace(one, value="1") if one.field == "合格数" and "丙" in one.point else one
            for one in PREPARED_TEN.point_values
        ),
    )
    assert said(changed(COUNTED, COUNTED, PREPARED_TEN, worse))[0].endswith("：样本点“全县|丙”的“合格数”由“3”改为“1”")
    assert said(changed(WHOLE, WHOLE, PREPARED_TEN, worse)) == []


def test_a_decision_is_told_with_its_reason() -> None:
    thin = SufficiencyDecision("C1", sufficient=False, deduct=Decimal("1.50"), reason="缺一份纪要", decided_by="郑海")
    decided = replace(WHOLE, decisions=(thin, *(one for one in WHOLE.decisions if one.indicator == "R")))
    assert said(changed(WHOLE, decided)) == [
        "C1 得分 10.00→8.50：资料充分性由“充分”改为“不充分，扣1.5分：缺一份纪要”"
    ]
    undecided = replace(WHOLE, decisions=WHOLE.decisions[1:])
    assert "改为“没有评定”" in said(changed(WHOLE, undecided))[0]


def test_leaving_an_indicator_out_is_told() -> None:
    out = replace(WHOLE, excluded=(Excluded("C1", "项目没有这一项", reviewed=True),))
    assert said(changed(WHOLE, out))[0] == "C1 得分 10.00→不适用：改为不适用：项目没有这一项"
    assert said(changed(out, WHOLE))[0] == "C1 得分 不适用→10.00：不再是不适用"


def test_another_way_of_measuring_is_told() -> None:
    assert said(changed(BY_POINT, COUNTED))[0].count("取数办法由“相对数”改为“相对数：合格数／总数”") == 1
    limited = replace(BY_POINT, measures=(Measure("C1", ValueKind.RELATIVE, uses=("补助",)), *BY_POINT.measures[1:]))
    assert "改为“相对数，只取补助”" in said(changed(BY_POINT, limited))[0]


def test_an_amended_indicator_is_told_by_its_fields() -> None:
    amended = preparation(indicator(target="≥45%"))
    given = replace(WHOLE, values=tuple(_valued(one, "45%") for one in WHOLE.values))
    assert said(changed(given, given, PREPARED_TEN, amended)) == [
        "C1 得分 5.00→10.00：指标的目标值由“≥90%”改为“≥45%”"
    ]


def test_an_indicator_that_came_or_went_is_told() -> None:
    fewer = preparation()
    assert said(changed(WHOLE, WHOLE, PREPARED_TEN, fewer))[0] == "C1 得分 10.00→无：指标已删去"
    assert said(changed(WHOLE, WHOLE, fewer, PREPARED_TEN))[0] == "C1 得分 无→10.00：新增的指标"


def test_a_sample_point_in_place_of_another_is_told_where_points_count() -> None:
    manual = (ManualPoint("甲", "全部调查"), ManualPoint("乙", "已撤并", replaces="丙"))
    swapped = replace(PREPARED_TEN, manual_points=manual)
    found = changed(BY_POINT, BY_POINT, PREPARED_TEN, swapped)
    assert "样本点“丙”换成“乙”（已撤并）" in said(found)[0]
    assert "不再加选样本点“丙”" in found.general
    assert said(changed(WHOLE, WHOLE, PREPARED_TEN, swapped)) == []
    back = changed(BY_POINT, BY_POINT, swapped, PREPARED_TEN)
    assert "不再用“乙”替换样本点“丙”" in back.general
    assert "加选样本点“丙”（全部调查）" in back.general


def test_changed_funds_are_told_as_they_are_the_weights() -> None:
    richer = replace(PREPARED_TEN, lines=(replace(PREPARED_TEN.lines[0], budget=Decimal(1)), *PREPARED_TEN.lines[1:]))
    assert "预算执行明细有1行的金额或其他栏目改了" in said(changed(BY_POINT, BY_POINT, PREPARED_TEN, richer))[0]
    fewer = replace(PREPARED_TEN, lines=PREPARED_TEN.lines[:2])
    assert changed(WHOLE, WHOLE, PREPARED_TEN, fewer).general == ("预算执行明细由3行改为2行",)
    drawn = replace(PREPARED_TEN, sampling=replace(PREPARED_TEN.sampling, seed="2"))
    assert changed(WHOLE, WHOLE, PREPARED_TEN, drawn).general == ("抽样方案已修改",)


def test_other_rules_are_told_with_the_clause() -> None:
    one = side(PREPARED_TEN, WHOLE)
    floors = next(each for each in one.parameters if each["name"] == "grade_floors")
    lower = {**floors, "values": {**floors["values"], "excellent": "85", "evidence": "查证"}}
    others = [each for each in one.parameters if each is not floors]
    other = side(PREPARED_TEN, WHOLE, parameters=(*others, lower), law="新")
    found = changes_between(one, other)
    assert found.general == ("等级下限（分）的“优”由“90”改为“85”（重庆市级项目评价 28）",)
    words = side(PREPARED_TEN, WHOLE, law="新", software="0.2")
    assert changes_between(one, words).general == ("法规文件的词表或编码已修改", "软件版本由“空白”改为“0.2”")
    later = replace(one, judged_on=date(2024, 2, 1))
    assert changes_between(one, later).general == ("评价基准日由“2024年1月1日”改为“2024年2月1日”",)


def test_an_indicator_that_moved_by_the_rules_alone_names_them() -> None:
    one = side(PREPARED_TEN, WHOLE, software="0.1")
    lower = replace(WHOLE, values=tuple(_valued(each, "45%") for each in WHOLE.values))
    other = replace(side(PREPARED_TEN, lower, software="0.2"), inputs=one.inputs)
    assert changes_between(one, other).indicators[0].said == "C1 得分 10.00→5.00：软件版本由“0.1”改为“0.2”"
    assert "计算过程的文字不同" in changes_between(one, replace(other, software="0.1")).indicators[0].said
