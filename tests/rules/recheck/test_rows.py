"""One indicator row: recomputed, compared, and what is wrong with it."""

from decimal import Decimal

import pytest

from jiheng.rules.recheck.results import RowResult, Verdict
from jiheng.rules.recheck.shapes import Cell, FormKind, IndicatorRow
from tests.rules.recheck.filled import checked, codes_at, form, row


def only(filled: IndicatorRow) -> RowResult:
    return checked(form(filled)).rows[0]


def codes(filled: IndicatorRow) -> set[str]:
    return {mark.finding.code for mark in only(filled).marks}


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("target", "actual", "points", "score", "due"),
    [
        ("≥50个", "50个", "8", "8", "8.00"),
        ("≥50个", "45个", "8", "7.2", "7.20"),
        ("≤90万元", "100万元", "8", "7.2", "7.20"),
        ("≥98%", "98%", "10", "10", "10.00"),
        ("90%-95%", "92%", "10", "10", "10.00"),
    ],
)
def test_a_score_that_follows_the_rule_matches(target: str, actual: str, points: str, score: str, due: str) -> None:
    result = only(row(13, "道路养护里程", target, actual, points, score, reason="降雨影响工期"))
    assert result.verdict is Verdict.MATCH
    assert result.recomputed == Decimal(due)


@pytest.mark.clause("mof2020-10/4.2")
def test_an_unmet_target_with_full_points_is_an_error_with_both_figures() -> None:
    result = only(row(13, "政府采购执行率", "≥100%", "72.74%", "2", "2"))
    assert result.verdict is Verdict.DIFFERS
    assert result.recomputed == Decimal("1.45")
    found = next(mark for mark in result.marks if mark.finding.code == "E-R-05")
    assert (found.cell, found.reported, found.due) == ("H13", Decimal(2), Decimal("1.45"))


@pytest.mark.clause("ats2023/3.7")
def test_a_score_above_the_rule_but_not_full_differs() -> None:
    result = only(row(13, "工程资金到位额", "≥43.2万元", "37.24万元", "10", "9", reason="尾款未付"))
    assert result.verdict is Verdict.DIFFERS
    assert "W-A37-6" in {mark.finding.code for mark in result.marks}


@pytest.mark.clause("mof2020-10/4.2")
def test_a_persons_deduction_is_a_judgement_not_an_error() -> None:
    result = only(row(13, "道路养护里程", "≥50公里", "50公里", "10", "8", reason="验收资料不全"))
    assert result.verdict is Verdict.JUDGEMENT
    assert result.recomputed == Decimal("10.00")
    assert not [mark for mark in result.marks if mark.finding.code.startswith("E-")]


@pytest.mark.clause("mof2020-10/3.6.2")
def test_lost_points_need_a_reason() -> None:
    assert "E-R-12" in codes(row(13, "道路养护里程", "≥50公里", "45公里", "10", "9"))
    assert "E-R-12" not in codes(row(13, "道路养护里程", "≥50公里", "45公里", "10", "9", reason="降雨"))


@pytest.mark.clause("mof2020-10/4.2")
def test_a_score_above_the_points_is_an_error() -> None:
    assert "E-R-06" in codes(row(13, "道路养护里程", "≥50公里", "60公里", "10", "12"))


@pytest.mark.clause("mof2020-10/4.12")
def test_points_multiplied_twice_are_recognised() -> None:
    result = only(row(13, "道路养护里程", "≥50公里", "50公里", "20", "4"))
    assert result.verdict is Verdict.DIFFERS
    assert "E-R-07" in {mark.finding.code for mark in result.marks}


@pytest.mark.clause("mof2020-10/4.2")
def test_a_reverse_target_that_reads_the_wrong_way_is_an_error() -> None:
    assert "E-R-08" in codes(row(13, "补助逾期发放率", "≥100%", "100%", level2="质量指标"))
    assert "E-R-08" not in codes(row(13, "补助逾期发放率", "≤1%", "0%", level2="质量指标"))


@pytest.mark.clause("mof2020-10/4.2.1")
@pytest.mark.parametrize(
    ("target", "actual", "reason", "found"),
    [
        ("≥100户", "131户", "", True),
        ("≥100户", "130户", "", False),
        ("≥100户", "131户", "年中扩大补助范围", False),
        ("≤400元/人", "180元/人", "", True),
        ("≤2%", "0%", "", False),
    ],
)
def test_a_target_far_below_the_result_asks_for_a_reason(
    target: str, actual: str, reason: str, *, found: bool
) -> None:
    assert ("W-R-09" in codes(row(13, "培训补助", target, actual, reason=reason))) is found


@pytest.mark.clause("mof2020-10/4.2")
def test_units_that_do_not_convert_are_not_compared() -> None:
    result = only(row(13, "烘干设备购置", "≥550万元", "20台"))
    assert result.verdict is Verdict.UNREADABLE
    assert result.recomputed is None
    assert "W-R-10" in {mark.finding.code for mark in result.marks}


@pytest.mark.clause("mof2020-10/4.2")
def test_units_that_convert_are_compared() -> None:
    result = only(row(13, "项目总成本", "≤90万元", "899740元", level2="成本指标"))
    assert result.verdict is Verdict.MATCH


@pytest.mark.clause("mof2020-10/4.2")
def test_an_inequality_in_the_actual_value_is_pointed_out() -> None:
    result = only(row(13, "服务对象满意度", "≥90%", "≥90%", level2="服务对象满意度指标"))
    assert result.verdict is Verdict.MATCH
    assert "W-R-16" in {mark.finding.code for mark in result.marks}


@pytest.mark.clause("mof2020-10/4.2")
def test_the_direction_taken_from_meaning_is_said() -> None:
    result = only(row(13, "森林火灾受害率", "0.9%", "0.1%", level2="质量指标"))
    assert result.verdict is Verdict.MATCH
    found = next(mark for mark in result.marks if mark.finding.code == "N-R-22")
    assert "反向" in found.finding.message


@pytest.mark.clause("mof2020-10/4.2")
def test_an_unknown_direction_is_said_and_not_guessed() -> None:
    result = only(row(13, "综合情况", "5", "7", level2=""))
    assert result.verdict is Verdict.UNREADABLE
    assert result.recomputed is None
    assert "W-R-24" in {mark.finding.code for mark in result.marks}


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(("target", "actual", "due"), [("=90%", "100%", "10.00"), ("=100%", "92%", "9.20")])
def test_an_equals_sign_is_met_on_the_better_side(target: str, actual: str, due: str) -> None:
    assert only(row(13, "任务完成率", target, actual)).recomputed == Decimal(due)


@pytest.mark.clause("mof2020-10/4.2")
def test_an_actual_value_left_blank_is_not_zero() -> None:
    result = only(row(13, "变压器台数", "≥3台", "", "9.3", "9.3"))
    assert result.verdict is Verdict.UNREADABLE
    assert result.recomputed is None
    assert "E-R-15" in {mark.finding.code for mark in result.marks}


@pytest.mark.clause("ats2023/3.5.2")
def test_an_indicator_without_a_target_cannot_be_measured() -> None:
    result = only(row(13, "播发稿件数量", "", "2859篇"))
    assert result.verdict is Verdict.UNREADABLE
    assert "W-A352-6" in {mark.finding.code for mark in result.marks}


@pytest.mark.clause("mof2020-10/4.3")
@pytest.mark.parametrize("actual", ["达成预期指标", "效果明显"])
def test_a_worded_target_reached_keeps_full_points(actual: str) -> None:
    result = only(row(13, "对市场公平的影响", "效果明显", actual, level2="社会效益指标", level1="效益指标"))
    assert result.verdict is Verdict.MATCH
    assert result.recomputed == Decimal("10.00")


@pytest.mark.clause("mof2020-10/4.3")
def test_a_lower_band_with_full_points_is_an_error() -> None:
    result = only(row(13, "对市场公平的影响", "效果明显", "部分达成预期指标并具有一定效果"))
    assert result.verdict is Verdict.DIFFERS
    assert "E-R-05" in {mark.finding.code for mark in result.marks}


@pytest.mark.clause("mof2020-10/4.3")
def test_words_that_name_no_band_are_left_to_a_person() -> None:
    result = only(row(13, "企业质量提升", "获得受众欢迎", "受众较为认可"))
    assert result.verdict is Verdict.JUDGEMENT
    assert "N-R-11" in {mark.finding.code for mark in result.marks}


@pytest.mark.clause("mof2020-10/4.3")
def test_nearly_reached_with_a_reason_is_a_judgement() -> None:
    result = only(row(22, "完善繁育体系", "是", "基本达到", "8", "7", reason="加强技术指导"))
    assert result.verdict is Verdict.JUDGEMENT
    assert not [mark for mark in result.marks if mark.finding.code.startswith("E-")]


@pytest.mark.clause("mof2020-10/4.2.3")
@pytest.mark.parametrize(
    ("actual", "score", "verdict"),
    [
        ("2024年6月30日", "10", Verdict.MATCH),
        ("2024年7月1日", "10", Verdict.DIFFERS),
        ("2024年8月", "6", Verdict.JUDGEMENT),
    ],
)
def test_a_date_is_met_on_its_last_day(actual: str, score: str, verdict: Verdict) -> None:
    filled = row(13, "完工时间", "2024年6月30日前", actual, "10", score, level2="时效指标", reason="雨季停工")
    assert only(filled).verdict is verdict


@pytest.mark.clause("mof2020-10/4.8")
def test_a_slash_is_not_applicable_and_asks_for_a_reason() -> None:
    result = only(row(19, "/", "/", "/", "/", "/", level1="效益指标", level2="生态效益指标"))
    assert result.verdict is Verdict.MATCH
    assert result.score is None
    assert {mark.finding.code for mark in result.marks} == {"N-R-25"}


@pytest.mark.clause("mof2020-10/3.6")
def test_a_score_that_is_not_a_figure_is_an_error() -> None:
    assert "E-R-32" in codes(row(13, "道路养护里程", "≥50公里", "50公里", "10", "满分"))


@pytest.mark.clause("mof2020-10/3.6")
def test_spreadsheet_errors_and_unsaved_formulas_are_named() -> None:
    filled = row(13, "道路养护里程", "≥50公里", "50公里")
    broken = IndicatorRow(
        row=13,
        level1=filled.level1,
        level2=filled.level2,
        name=filled.name,
        target=filled.target,
        actual=Cell("F13", "#REF!", error="#REF!"),
        points=filled.points,
        score=Cell("H13", uncached=True),
        reason=filled.reason,
    )
    result = checked(form(broken))
    assert "E-R-29" in codes_at(result, "F13")
    assert "E-R-29" in codes_at(result, "H13")
    assert result.rows[0].verdict is Verdict.UNREADABLE


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("name", "target", "found"),
    [
        ("设施建设达标率100%", "≥98%", True),
        ("设施建设达标率98%", "≥98%", False),
        ("年度申请补助户数", "≥101人/次", True),
        ("受益监测户人口数", "≥10户", True),
        ("受益监测户人口数", "≥10人", False),
    ],
)
def test_a_name_and_its_target_have_to_agree(name: str, target: str, *, found: bool) -> None:
    assert ("W-R-17" in codes(row(13, name, target, target.removeprefix("≥")))) is found


@pytest.mark.clause("mof2020-10/3.6")
def test_indicators_in_the_wrong_class_are_pointed_out() -> None:
    assert "W-R-20" in codes(row(15, "奖补资金兑付率", "≥100%", "100%", level2="经济效益指标"))
    assert "W-R-20" in codes(row(12, "工程资金金额", "43.2", "43.2"))
    assert "W-R-20" not in codes(row(12, "工程数量", "43个", "43个"))


@pytest.mark.clause("mof2020-10/4.2")
def test_several_numbers_in_one_target_are_not_scored() -> None:
    result = only(row(11, "返本分红比例", "第一年按总投资额返本20%,分红按8%分红", "返本20%，分红8%"))
    assert result.recomputed is None
    assert "W-R-34" in {mark.finding.code for mark in result.marks}


@pytest.mark.clause("mof2020-10/4.2")
def test_the_steps_of_a_row_print_its_working() -> None:
    result = only(row(13, "道路养护里程", "≥50公里", "40公里", "8", "6.4", reason="降雨"))
    assert result.score is not None
    assert "40/50×8=6.40" in "".join(step.text for step in result.score.steps).replace(" ", "")


@pytest.mark.clause("ats2023/3.5.2")
@pytest.mark.parametrize(("target", "found"), [("定性高中低", True), ("高中低", True), ("高", False)])
def test_choices_listed_without_choosing_measure_nothing(target: str, *, found: bool) -> None:
    filled = row(16, "食品安全整体状况", target, "高", level1="效益指标", level2="社会效益指标")
    assert ("W-A352-6" in codes(filled)) is found


@pytest.mark.clause("ats2023/3.5.2")
def test_a_bare_wish_in_a_goal_cannot_be_measured() -> None:
    wish = row(15, "生态修复功能", "提高", "", "", "", level1="效益指标", level2="生态效益指标")
    measured = row(15, "生态修复面积", "≥30亩", "", "", "", level1="效益指标", level2="生态效益指标")
    assert "W-A352-6" in codes_at(checked(form(wish, kind=FormKind.GOAL_DECLARATION)), "E15")
    assert codes_at(checked(form(measured, kind=FormKind.GOAL_DECLARATION)), "E15") == set()


@pytest.mark.clause("mof2020-10/4.2")
def test_a_unit_cost_without_money_is_read_as_yuan_and_said() -> None:
    result = only(row(11, "种苗补助成本", "≤28.40/株", "28.4/株", level2="成本指标"))
    assert "N-R-23" in {mark.finding.code for mark in result.marks}
    assert result.verdict is Verdict.MATCH


@pytest.mark.clause("mof2020-10/4.2")
def test_the_word_none_is_left_to_a_person() -> None:
    result = only(row(22, "利息补贴保障率", "100%", "无"))
    assert result.verdict is Verdict.UNREADABLE
    assert "W-R-37" in {mark.finding.code for mark in result.marks}


@pytest.mark.clause("mof2020-10/4.12")
def test_a_row_without_points_among_rows_that_have_them_is_asked_for() -> None:
    filled = form(row(13, "种薯发放", "≥550万粒", "550万粒"), row(14, "繁育基地", "≥8000亩", "8535.5亩", "", ""))
    assert "E-R-14" in codes_at(checked(filled), "G14")


@pytest.mark.clause("mof2020-10/4.2")
def test_an_unknown_direction_that_is_met_exactly_is_said_too() -> None:
    result = only(row(13, "综合情况", "5", "5", level2=""))
    assert result.verdict is Verdict.MATCH
    assert "N-R-22" in {mark.finding.code for mark in result.marks}


@pytest.mark.clause("mof2020-10/4.2")
def test_a_ceiling_on_what_should_grow_is_doubted_not_blocked() -> None:
    found = codes(row(12, "精品示范村建设数量", "≤4个", "4个"))
    assert "W-R-38" in found
    assert "E-R-08" not in found


@pytest.mark.clause("mof2020-10/4.2")
def test_a_unit_cost_without_its_unit_is_read_as_the_targets() -> None:
    result = only(row(16, "单只水表成本", "≤85元/只", "86.7元", "10", "9.8", level2="成本指标", reason="涨价"))
    assert result.recomputed == Decimal("9.80")
    assert result.verdict is Verdict.MATCH


@pytest.mark.clause("mof2020-10/4.7")
def test_so_many_of_so_many_is_read_as_a_percentage() -> None:
    result = only(row(20, "群众满意度", "≥90%", "171/200", "10", "9.5", level2="满意度指标", reason="个别不满"))
    assert result.recomputed == Decimal("9.50")


@pytest.mark.clause("mof2020-10/4.2")
def test_a_row_that_cannot_be_compared_says_so() -> None:
    result = only(row(20, "道路养护里程", "≥50公里", "养护情况良好"))
    assert result.verdict is Verdict.UNREADABLE
    assert "W-R-39" in {mark.finding.code for mark in result.marks}
