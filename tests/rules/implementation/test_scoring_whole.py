"""What is missing, wrong or deleted, and what it does to the points and to the conclusion."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from jiheng.demo.implementation import demo_evaluated
from jiheng.rules.evaluation.rollup import FundBasis
from jiheng.rules.evidence.gate import Nature
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.points import scoring_points, within
from jiheng.rules.implementation.result import EvaluationResult, score_evaluation
from jiheng.rules.implementation.shapes import (
    Excluded,
    Implementation,
    MaterialUse,
    Measure,
    SampleValue,
    SufficiencyDecision,
    ValueKind,
)
from jiheng.rules.indicators.shapes import Part
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.scoring.grade import Grade
from jiheng.rules.surveys.shapes import PointValue
from tests.rules.implementation.evaluations import (
    BOOK,
    PAPER,
    YES,
    codes,
    entered,
    indicator,
    preparation,
    scored,
    the,
    together,
)

Row = TypeVar("Row")

D = Decimal
EVIDENCE = pytest.mark.clause("cq2023-7/23", "mof2020-10/4.4")
ROLL_UP = pytest.mark.clause("cq2023-7/27", "mof2020-10/4.5")
RATIO = entered("C1", ValueKind.RELATIVE, {}, numerator="合格数", denominator="总数")
DEMO = demo_evaluated()


def found(result: EvaluationResult, code: str) -> Finding:
    return next(finding for finding in result.findings if finding.code == code)


def with_column(prepared: Preparation, point: str, field: str, value: str) -> Preparation:
    """The preparation with one value of base information written anew."""
    values = [
        replace(one, value=value) if (one.point, one.field) == (f"全县|{point}", field) else one
        for one in prepared.point_values
    ]
    return replace(prepared, point_values=tuple(values))


@ROLL_UP
def test_a_value_of_thirds_is_not_rounded_before_it_is_scored() -> None:
    thirds = with_column(with_column(preparation(indicator(target="≥100%")), "丙", "合格数", "1"), "丙", "总数", "3")
    score = the(scored(thirds, RATIO, YES))
    exact_value = (
        Fraction(19, 20) * Fraction(2, 5) + Fraction(4, 5) * Fraction(1, 10) + Fraction(1, 3) * Fraction(1, 2)
    )
    assert score.final.raw == exact_value * 10
    assert (score.value, score.final.value) == ("62.6666…%", D("6.27"))


@ROLL_UP
def test_where_a_value_comes_from_is_told_point_column_and_paper() -> None:
    steps = the(scored(preparation(indicator()), RATIO, YES)).final.steps
    assert "甲：合格数=19（资料001），总数=20（资料001）" in steps[1].text
    assert (steps[1].kind.value, steps[1].clause) == ("取数", "cq2023-7/27")
    assert all(step.clause for step in steps)


@EVIDENCE
def test_deleting_the_last_evidence_takes_the_points_away() -> None:
    result = scored(preparation(indicator()), replace(RATIO, materials=()), YES)
    assert (the(result).raw.value, the(result).final.value) == (D("8.44"), D("0.00"))
    assert codes(result) == ["E-B23-1", "E-B23-4"]
    assert result.conclusion.value == D("90.00")


@EVIDENCE
def test_a_confirmed_zero_needs_neither_material_nor_a_value() -> None:
    zero = Implementation(decisions=(SufficiencyDecision("C1", sufficient=False, decided_by="郑海"),))
    result = scored(preparation(indicator()), zero, YES)
    assert codes(result) == []
    assert result.conclusion.value == D("90.00")
    unsigned = Implementation(decisions=(SufficiencyDecision("C1", sufficient=False),))
    assert codes(scored(preparation(indicator()), unsigned, YES)) == ["E-V-03", "E-B23-4"]


@EVIDENCE
@pytest.mark.parametrize(
    "decision",
    [
        SufficiencyDecision("C1"),
        SufficiencyDecision("C1", sufficient=False, reason="缺合同", decided_by="郑海"),
        SufficiencyDecision("C1", sufficient=False, deduct=D(1), decided_by="郑海"),
    ],
    ids=["not judged", "no deduction", "no reason"],
)
def test_material_that_was_not_judged_keeps_the_conclusion_back(decision: SufficiencyDecision) -> None:
    result = scored(preparation(indicator()), replace(RATIO, decisions=(decision,)), YES)
    assert (the(result).final.value, result.conclusion.grade) == (None, None)
    assert "E-B23-3" in codes(result)


@EVIDENCE
def test_a_forbidden_source_beside_a_first_hand_one_is_named_and_costs_nothing() -> None:
    summary = replace(PAPER, number="002", indicators=("C1",), nature=Nature.THIRD_PARTY_DRAFT)
    result = scored(preparation(indicator()), replace(RATIO, materials=(*RATIO.materials, summary)), YES)
    assert (codes(result), the(result).final.value) == (["E-B23-2"], D("8.44"))
    assert result.conclusion.grade is Grade.EXCELLENT
    lead = replace(summary, as_lead=True)
    assert codes(scored(preparation(indicator()), replace(RATIO, materials=(*RATIO.materials, lead)), YES)) == []


@EVIDENCE
def test_of_two_materials_under_one_number_the_weaker_counts() -> None:
    twin = replace(RATIO.materials[0], title="总结", nature=Nature.ENTITY_SUMMARY)
    other = entered("R", ValueKind.WHOLE, {"": "是"})
    apart = replace(other, materials=(replace(other.materials[0], number="009"),))
    whole = together(RATIO, apart)
    result = score_evaluation(preparation(indicator()), replace(whole, materials=(*whole.materials, twin)), BOOK)
    assert (the(result).final.value, result.conclusion.grade) == (D("0.00"), None)
    assert "E-V-02" in codes(result)


@EVIDENCE
def test_material_without_a_nature_is_told_and_supports_nothing() -> None:
    bare = replace(RATIO, materials=(replace(RATIO.materials[0], number="007", nature=None),))
    result = scored(preparation(indicator()), bare, YES)
    assert (the(result).final.value, result.conclusion.grade) == (D("0.00"), None)
    assert "资料007没有写来源性质" in found(result, "E-V-06").message


WRONG: dict[str, tuple[Callable[[Implementation], Implementation], str, str]] = {
    "unknown indicator": (
        lambda good: replace(good, values=(SampleValue("C9", "甲", "1", where="样本指标值 第4行"),)),
        "E-V-01",
        "指标“C9”不在评价指标里",
    ),
    "unknown point": (
        lambda good: replace(good, values=(SampleValue("C1", "丁", "1"),)),
        "E-V-01",
        "样本点“丁”不在样本里",
    ),
    "unknown material": (
        lambda good: replace(good, uses=(MaterialUse("099", "C1"),)),
        "E-V-01",
        "资料“099”不在资料编号清单里",
    ),
    "unknown indicator of a material": (
        lambda good: replace(good, materials=(*good.materials, replace(PAPER, number="8", indicators=("C9",)))),
        "E-V-01",
        "“资料8的关联指标”里的指标“C9”",
    ),
    "measured twice": (
        lambda good: replace(good, measures=(*good.measures, Measure("C1", ValueKind.WHOLE))),
        "E-V-02",
        "“指标取数”里指标“C1”写了不止一行",
    ),
    "no measure": (lambda good: replace(good, measures=()), "E-V-03", "没有写怎样取数"),
    "a formula nobody can read": (
        lambda good: replace(good, measures=(Measure("C1", ValueKind.RELATIVE, "合格数＋", "总数"),)),
        "E-V-04",
        "算式读不懂",
    ),
    "an unknown column": (
        lambda good: replace(good, measures=(Measure("C1", ValueKind.RELATIVE, "里程", "总数"),)),
        "E-V-04",
        "没有可以计数的列“里程”",
    ),
    "a ratio without a denominator": (
        lambda good: replace(good, measures=(Measure("C1", ValueKind.RELATIVE, "合格数"),)),
        "E-V-04",
        "分子和分母都要写",
    ),
    "a percentage added up": (
        lambda good: replace(good, measures=(Measure("C1", ValueKind.ABSOLUTE, "合格数"),)),
        "E-B27-1",
        "应按资金额度加权，不能累加",
    ),
    "a number taken for a band": (
        lambda good: replace(good, measures=(Measure("C1", ValueKind.QUALITATIVE),)),
        "E-B27-1",
        "取数要写“绝对数”或“相对数”",
    ),
    "no value at all": (
        lambda good: replace(good, measures=(Measure("C1", ValueKind.RELATIVE),)),
        "E-S-01",
        "样本点“甲”没有指标值",
    ),
    "not applicable without a reason": (
        lambda good: replace(good, values=(SampleValue("C1", "甲", "不适用"),)),
        "E-S-19",
        "样本点“甲”标了“不适用”而没有理由",
    ),
    "no reason for leaving out": (lambda good: replace(good, excluded=(Excluded("C1"),)), "E-S-19", "没有理由"),
    "leaving out for want of material": (
        lambda good: replace(good, excluded=(Excluded("C1", "单位未提供", reviewed=True),)),
        "E-S-19",
        "没有资料不等于不适用",
    ),
    "leaving out without a review": (
        lambda good: replace(good, excluded=(Excluded("C1", "没有这项内容"),)),
        "E-S-19",
        "还没有经过审核",
    ),
}


@ROLL_UP
@pytest.mark.parametrize("name", WRONG)
def test_bad_input_is_told_and_keeps_the_conclusion_back(name: str) -> None:
    change, code, words = WRONG[name]
    result = scored(preparation(indicator()), change(RATIO), YES)
    assert words in "".join(one.message for one in result.findings if one.code == code)
    assert (result.conclusion.value, result.conclusion.grade) == (None, None)
    assert found(result, code).clauses


@ROLL_UP
@pytest.mark.parametrize(
    ("field", "value", "code", "words"),
    [
        ("总数", "0", "E-V-04", "分母等于0"),
        ("合格数", "", "E-S-01", "样本点“乙”的“合格数”没有填"),
        ("合格数", "八个多", "E-S-01", "样本点“乙”的“合格数”没有填"),
    ],
)
def test_a_point_whose_ratio_cannot_be_worked_out_is_named(field: str, value: str, code: str, words: str) -> None:
    result = scored(with_column(preparation(indicator()), "乙", field, value), RATIO, YES)
    assert words in found(result, code).message
    assert (the(result).final.value, result.conclusion.grade) == (None, None)


@ROLL_UP
def test_no_funds_at_all_cannot_be_weighted() -> None:
    prepared = preparation(indicator())
    penniless = replace(prepared, lines=tuple(replace(line, budget=D(0)) for line in prepared.lines))
    result = scored(penniless, RATIO, YES)
    assert "资金额度合计为0" in found(result, "E-S-20").message
    assert result.conclusion.grade is None


@pytest.mark.clause("cq2023-7/27", "mof2020-10/4.3")
@pytest.mark.parametrize(
    ("text", "code"),
    [("挺不错，90%", "E-S-11"), ("达成", "E-S-11"), ("部分达成，80%", "E-S-10"), ("达成，101%", "E-S-10")],
)
def test_a_band_nobody_knows_is_named_with_its_point(text: str, code: str) -> None:
    judged = entered("C1", ValueKind.QUALITATIVE, {"甲": text, "乙": "达成，90%", "丙": "达成，90%"})
    result = scored(preparation(indicator(target="达成", method="定性三档")), judged, YES)
    assert f"样本点“甲”填的“{text}”" in found(result, code).message
    assert result.conclusion.grade is None


@ROLL_UP
def test_yes_and_no_of_the_points_are_weighted_by_funds() -> None:
    judged = entered("C1", ValueKind.QUALITATIVE, {"甲": "是", "乙": "否", "丙": "是"})
    result = scored(preparation(indicator(target="是", method="是否法")), judged, YES)
    assert (the(result).value, the(result).final.value) == ("90%", D("9.00"))


@ROLL_UP
def test_a_point_that_does_not_apply_is_left_out_with_its_reason() -> None:
    left_out = replace(RATIO, values=(SampleValue("C1", "丙", "不适用", "没有验收批次"),))
    result = scored(preparation(indicator()), left_out, YES)
    assert (the(result).value, the(result).final.value) == ("92%", D("10.00"))
    assert "丙：不适用（没有验收批次）" in the(result).final.steps[1].text


@ROLL_UP
def test_a_value_entered_beside_a_formula_is_not_used_and_told() -> None:
    result = scored(preparation(indicator()), replace(RATIO, values=(SampleValue("C1", "甲", "99%"),)), YES)
    assert (codes(result), the(result).final.value) == (["W-V-05"], D("8.44"))
    assert result.conclusion.grade is Grade.EXCELLENT


@ROLL_UP
def test_an_amount_is_converted_from_the_unit_of_its_column() -> None:
    prepared = preparation(indicator(target="≥0.01万个", name="合格数量"))
    result = scored(prepared, entered("C1", ValueKind.ABSOLUTE, {}, numerator="合格数"), YES)
    assert (the(result).value, the(result).final.raw) == ("30个", Fraction(3))


@ROLL_UP
def test_spending_can_be_the_weight_and_has_to_be_entered() -> None:
    prepared = preparation(indicator())
    spent = replace(prepared, lines=tuple(replace(line, actual=line.budget / 2) for line in prepared.lines))
    assert [point.funds(FundBasis.ACTUAL) for point in scoring_points(spent)] == [D(2500000), D(500000), D(2000000)]
    assert scoring_points(prepared)[0].funds(FundBasis.ACTUAL) is None
    assert within(scoring_points(prepared), ["别的用途"]) == ()


@ROLL_UP
def test_amounts_entered_in_the_unit_of_the_target_meet_stages_in_another() -> None:
    row = replace(indicator(target="≥3公里", method="分档法", name="里程"), parameters="2500米满分，2000米得6")
    result = scored(preparation(row), entered("C1", ValueKind.ABSOLUTE, {"甲": "1", "乙": "0.5", "丙": "0.9"}), YES)
    assert (the(result).value, the(result).final.value) == ("2.4公里", D("6.00"))


@ROLL_UP
def test_a_formula_of_one_own_computes_in_the_unit_of_the_target() -> None:
    row = replace(indicator(target="≥0.01万个", method="自定公式", name="数量"), parameters="实际值÷目标值×分值")
    result = scored(preparation(row), entered("C1", ValueKind.ABSOLUTE, {}, numerator="合格数"), YES)
    assert (the(result).value, the(result).final.raw) == ("30个", Fraction(3))


@ROLL_UP
def test_two_values_for_one_column_are_told() -> None:
    prepared = preparation(indicator())
    twice = (*prepared.point_values, PointValue("全县|甲", "合格数", "18"))
    result = scored(replace(prepared, point_values=twice), RATIO, YES)
    assert found(result, "E-V-02").message == "样本点“全县|甲”的“合格数”填了“18”和“19”，请核对后留下一个"
    turned = scored(replace(prepared, point_values=tuple(reversed(twice))), RATIO, YES)
    assert (the(turned).value, turned.conclusion.grade) == (the(result).value, None)


@ROLL_UP
def test_a_line_number_used_twice_lends_no_money_to_another_point() -> None:
    prepared = preparation(indicator())
    same = replace(prepared, lines=tuple(replace(line, number="1") for line in prepared.lines))
    assert {point.name: point.funds(FundBasis.BUDGET) for point in scoring_points(same)} == {
        "甲": D(4000000),
        "乙": D(1000000),
        "丙": D(5000000),
    }


@pytest.mark.clause("mof2020-10/4.2.1")
@pytest.mark.parametrize(
    ("value", "note", "told"),
    [("65个", "", []), ("65.01个", "", ["W-R-09"]), ("65.01个", "政策扩围", [])],
)
def test_a_value_far_above_its_target_asks_for_a_reason(value: str, note: str, told: list[str]) -> None:
    prepared = preparation(indicator(target="≥50个", name="数量"))
    result = scored(prepared, entered("C1", ValueKind.WHOLE, {"": value}, note=note), YES)
    assert (codes(result), the(result).final.value) == (told, D("10.00"))
    assert result.conclusion.grade is Grade.EXCELLENT


@EVIDENCE
def test_a_deduction_beside_sufficient_material_is_not_used_and_told() -> None:
    both = SufficiencyDecision("C1", sufficient=True, deduct=D(1), decided_by="郑海")
    result = scored(preparation(indicator()), replace(RATIO, decisions=(both,)), YES)
    assert (codes(result), the(result).final.value) == (["W-V-07"], D("8.44"))


@pytest.mark.clause("cq2023-7/27", "cq2023-7/28")
def test_the_demonstration_comes_to_its_conclusion() -> None:
    result = score_evaluation(*DEMO, BOOK)
    assert (result.conclusion.value, result.conclusion.grade) == (D("86.96"), Grade.GOOD)
    assert (the(result, "D2").raw.value, the(result, "D2").final.value) == (D("6.00"), D("4.50"))
    assert (the(result, "X2").raw.value, the(result, "X2").final.value) == (D("5.52"), D("0.00"))
    assert [(level.name, level.earned) for level in result.parts[0].levels] == [
        ("决策", D("15.60")),
        ("管理", D("19.29")),
        ("产出", D("33.33")),
        ("效果", D("18.74")),
    ]
    assert codes(result) == ["E-B23-2", "E-B23-1"]


@ROLL_UP
@settings(max_examples=15, deadline=None)
@any_of(st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_rows_does_not_matter(chance: Random, doubled: bool) -> None:
    prepared, given = DEMO
    if doubled:
        twin = replace(given.measures[0], kind=ValueKind.ABSOLUTE)
        given = replace(given, measures=(*given.measures, twin), materials=(*given.materials, given.materials[0]))

    def mixed(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(chance.sample(rows, len(rows)))

    shuffled = Implementation(
        mixed(given.materials), mixed(given.uses), mixed(given.measures), mixed(given.values), mixed(given.decisions)
    )
    elsewhere = replace(prepared, lines=mixed(prepared.lines), point_values=mixed(prepared.point_values))
    assert score_evaluation(elsewhere, shuffled, BOOK) == score_evaluation(prepared, given, BOOK)


def test_points_that_do_not_make_a_hundred_leave_no_total() -> None:
    result = scored(preparation(indicator(), rest=False), RATIO)
    assert (found(result, "E-B10-l").message, result.conclusion.value) == (
        "分值合计10，应为100，少90，请调整分值",
        None,
    )


@pytest.mark.clause("cq2023-7/27")
def test_an_indicator_of_no_part_is_told() -> None:
    stray = replace(indicator(), part="没有的")
    result = scored(preparation(stray, rest=False, parts=(Part("补助", ("补助",)),)), RATIO)
    assert found(result, "E-V-01").message == "指标“指标C1”的子项目“没有的”不在拆分项目里，没有计分，请核对"
    assert result.conclusion.grade is None
