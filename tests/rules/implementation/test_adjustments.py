"""A score changed by hand: only where people judge, by two people, and never past the material."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.evidence.gate import Nature
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.implementation.adjustments import check_judged, difference_of
from jiheng.rules.implementation.result import EvaluationResult, score_evaluation
from jiheng.rules.implementation.result_json import evaluation_json
from jiheng.rules.implementation.shapes import (
    Adjustment,
    Excluded,
    Implementation,
    SufficiencyDecision,
    ValueKind,
)
from jiheng.rules.indicators.shapes import Indicator
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

D = Decimal
pytestmark = pytest.mark.clause("mof2020-10/4.9", "cq2023-7/23")

JUDGED = indicator("C1", "10", "", "定性三档")
BANDS = entered("C1", ValueKind.WHOLE, {"": "部分达成，72%"}, note="有两项没有做")
ASKED = Adjustment(
    "C1", D("7.20"), D("8"), "专家认为已完成大半", ("001",), "吴倩", date(2024, 1, 2), "郑海", date(2024, 1, 3)
)
RATIO = entered("C1", ValueKind.RELATIVE, {}, numerator="合格数", denominator="总数")


def result_with(*rows: Adjustment, one: Indicator = JUDGED, given: Implementation = BANDS) -> EvaluationResult:
    whole = replace(together(given, YES), adjustments=rows)
    return score_evaluation(preparation(one), whole, BOOK)


def found(result: EvaluationResult, code: str) -> Finding:
    return next(finding for finding in result.findings if finding.code == code)


def test_an_approved_adjustment_takes_the_place_of_the_score_by_rule_and_the_difference_stays() -> None:
    result = result_with(ASKED)
    one = the(result)
    assert (one.raw.value, one.final.value) == (D("7.20"), D("8.00"))
    assert one.adjustment == ASKED
    assert difference_of(ASKED) == D("0.80")
    assert result.conclusion.value == D("98.00")
    said = (
        "按规则7.20分 → 人工调整8.00分，差+0.80分，理由：专家认为已完成大半，资料001，"
        "申请人吴倩（2024年1月2日），批准人郑海（2024年1月3日）"
    )
    assert said in [step.text for step in one.final.steps]
    (shown,) = [
        each["adjustment"] for each in evaluation_json(result)["parts"][0]["indicators"] if each["code"] == "C1"
    ]
    assert (shown["rule_score"], shown["score"], shown["difference"]) == ("7.20", "8.00", "0.80")


def test_without_one_nothing_changes() -> None:
    result = result_with()
    assert (the(result).final.value, the(result).adjustment) == (D("7.20"), None)
    assert {each["adjustment"] for each in evaluation_json(result)["parts"][0]["indicators"]} == {None}


def test_a_lower_score_is_an_adjustment_too() -> None:
    one = the(result_with(replace(ASKED, score=D("5"))))
    assert one.final.value == D("5.00")
    assert "差-2.20分" in " ".join(step.text for step in one.final.steps)


def test_what_nobody_approved_does_not_count_and_is_told() -> None:
    result = result_with(replace(ASKED, approved_by=" ", approved_on=None))
    assert the(result).final.value == D("7.20")
    assert "没有批准，没有计入" in found(result, "W-J-05").message
    assert result.conclusion.grade is not None


@pytest.mark.parametrize(
    ("one", "given"),
    [
        (indicator("C1", "10", "≥90%", "比例法"), RATIO),
        (indicator("C1", "10", "≥90%", "比例法"), entered("C1", ValueKind.WHOLE, {"": "72%"})),
        (indicator("C1", "10", "≥90%", "满意度"), entered("C1", ValueKind.WHOLE, {"": "171/200"})),
    ],
)
def test_a_score_computed_from_a_number_is_not_changed_and_the_way_out_is_told(
    one: Indicator, given: Implementation
) -> None:
    before = the(result_with(one=one, given=given)).raw.value
    result = result_with(replace(ASKED, rule_score=before), one=one, given=given)
    assert (the(result).final.value, the(result).adjustment) == (before, None)
    said = found(result, "E-J-01")
    assert said.blocks
    assert said.act == "计分"
    assert "没有留给人判断，不能人工调整" in said.message
    assert "改正取数或样本指标值" in said.message
    assert "指标修正" in said.message
    assert result.conclusion.grade is None


def test_bands_rolled_up_from_points_and_a_yes_judged_as_a_whole_leave_judgement() -> None:
    by_point = entered("C1", ValueKind.QUALITATIVE, {"甲": "达成，90%", "乙": "达成，90%", "丙": "达成，90%"})
    assert the(result_with(replace(ASKED, rule_score=D("9")), given=by_point)).final.value == D("8.00")
    yes, said_no = indicator("C1", "10", "是", "是否法"), entered("C1", ValueKind.WHOLE, {"": "否"})
    assert the(result_with(replace(ASKED, rule_score=D("0")), one=yes, given=said_no)).final.value == D("8.00")


def test_a_yes_rolled_up_from_points_leaves_none() -> None:
    yes = indicator("C1", "10", "是", "是否法")
    raw = the(result_with(one=JUDGED)).raw
    assert check_judged(yes, None, raw).outcome is Outcome.FAILED


def test_a_delay_without_a_deduction_is_decided_by_people() -> None:
    late = indicator("C1", "10", "2023年6月30日", "时效法")
    given = entered("C1", ValueKind.WHOLE, {"": "2023年7月10日"})
    assert the(result_with(one=late, given=given)).final.value is None
    one = the(result_with(replace(ASKED, rule_score=None), one=late, given=given))
    assert (one.raw.value, one.final.value) == (None, D("8.00"))
    assert "按规则没有得分 → 人工调整8.00分，理由" in " ".join(step.text for step in one.final.steps)


def test_a_method_that_cannot_be_read_is_not_adjusted() -> None:
    one = indicator("C1", "10", "", "拍脑袋法")
    assert check_judged(one, None, the(result_with()).raw).message.startswith("计分方法读不出")


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (None, "没有写调整后的得分"),
        (D("10.01"), "不在0到分值10之间"),
        (D("-0.01"), "不在0到分值10之间"),
        (D("8.005"), "多于两位小数"),
        (D("7.2"), "不需要调整"),
    ],
)
def test_a_score_that_cannot_be_is_refused(score: Decimal | None, said: str) -> None:
    result = result_with(replace(ASKED, score=score))
    assert said in found(result, "E-J-02").message
    assert the(result).final.value == D("7.20")


@pytest.mark.parametrize("score", ["0", "10"])
def test_nothing_and_everything_are_within_the_points(score: str) -> None:
    assert the(result_with(replace(ASKED, score=D(score)))).final.value == D(score)


def test_nobody_approves_an_own_request() -> None:
    result = result_with(replace(ASKED, approved_by="吴倩"))
    assert "申请人和批准人都是吴倩" in found(result, "E-J-03").message
    assert the(result).final.value == D("7.20")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (lambda row: replace(row, reason=" "), "没有写理由"),
        (lambda row: replace(row, requested_by=""), "没有写申请人"),
        (lambda row: replace(row, requested_on=None), "没有写申请日期"),
        (lambda row: replace(row, approved_on=None), "没有写批准日期"),
        (lambda row: replace(row, approved_on=date(2024, 1, 1)), "早于申请日期"),
    ],
)
def test_reason_people_and_days_have_to_be_there(changed: Callable[[Adjustment], Adjustment], said: str) -> None:
    result = result_with(changed(ASKED))
    assert said in found(result, "E-J-04").message
    assert the(result).final.value == D("7.20")
    assert result.conclusion.grade is None


def test_it_is_approved_on_the_very_day_it_was_asked_for() -> None:
    assert the(result_with(replace(ASKED, approved_on=date(2024, 1, 2)))).final.value == D("8.00")


def test_when_the_score_by_rule_moves_the_adjustment_lapses_and_says_so() -> None:
    moved = entered("C1", ValueKind.WHOLE, {"": "部分达成，75%"}, note="又补做一项")
    result = result_with(ASKED, given=moved)
    one = the(result)
    assert (one.final.value, one.adjustment) == (D("7.50"), None)
    said = "批准调整时按规则得7.20分，现在得7.50分，调整失效，按规则计分"
    assert said in found(result, "W-J-06").message
    assert any(said in step.text for step in one.final.steps)
    assert result.conclusion.grade is not None


def test_without_material_no_hand_gives_points() -> None:
    told = replace(PAPER, nature=Nature.ENTITY_SUMMARY, indicators=("C1",), number="002")
    result = result_with(ASKED, given=replace(BANDS, materials=(told,)))
    assert (the(result).final.value, the(result).adjustment) == (D("0.00"), None)
    assert "人工调整不起作用" in found(result, "W-J-07").message


def test_what_comes_off_for_thin_material_comes_off_the_adjusted_score() -> None:
    thin = SufficiencyDecision("C1", sufficient=False, deduct=D("1.5"), reason="缺一份纪要", decided_by="郑海")
    one = the(result_with(ASKED, given=replace(BANDS, decisions=(thin,))))
    assert one.final.value == D("6.50")
    assert "资料不充分（缺一份纪要），8-1.5=6.50" in " ".join(step.text for step in one.final.steps)


def test_an_indicator_that_does_not_apply_has_nothing_to_adjust() -> None:
    given = replace(BANDS, excluded=(Excluded("C1", "项目没有这项内容", reviewed=True),))
    result = result_with(ASKED, given=given)
    assert the(result).final.value is None
    assert "指标不适用" in found(result, "W-J-07").message


def test_two_for_one_indicator_and_one_for_a_stranger_are_told() -> None:
    result = result_with(ASKED, replace(ASKED, score=D("9")), replace(ASKED, indicator="没有"))
    assert {"E-V-02", "E-V-01"} <= set(codes(result))
    assert result.conclusion.grade is None


def test_material_that_is_not_listed_is_told() -> None:
    assert "“009”不在资料编号清单里" in found(result_with(replace(ASKED, materials=("009",))), "W-J-08").message


def test_the_order_of_rows_means_nothing() -> None:
    other = replace(ASKED, score=D("9"))
    assert the(result_with(ASKED, other)).final == the(result_with(other, ASKED)).final
    assert scored(preparation(JUDGED), BANDS, YES).findings == result_with().findings
