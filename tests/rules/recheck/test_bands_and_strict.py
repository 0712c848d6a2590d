"""Bands of a rulebook, strict signs, and a budget of nothing."""

import pytest

from jiheng.rules.recheck.results import Verdict
from tests.rules.recheck.filled import checked, codes_at, codes_of, form, row, total_fund

PARTLY = "部分达成预期指标并具有一定效果"


@pytest.mark.clause("mof2020-10/4.3")
@pytest.mark.parametrize(
    ("instrument", "score", "verdict"),
    [
        ("mof2020-10", "7.9", Verdict.JUDGEMENT),
        ("mof2020-10", "8", Verdict.DIFFERS),
        ("mof2020-10", "6", Verdict.JUDGEMENT),
        ("mof2020-10", "5.9", Verdict.DIFFERS),
        ("hubei", "5.9", Verdict.JUDGEMENT),
        ("hubei", "4.9", Verdict.DIFFERS),
    ],
)
def test_a_named_band_holds_the_score(instrument: str, score: str, verdict: Verdict) -> None:
    filled = row(17, "带动就业", "效果明显", PARTLY, "10", score, reason="市场低迷")
    assert checked(form(filled), instrument).rows[0].verdict is verdict


@pytest.mark.clause("mof2020-10/4.2")
def test_a_strict_sign_met_only_exactly_is_pointed_out() -> None:
    found = codes_of(checked(form(row(13, "验收合格率", ">95%", "95%"))))
    assert "W-S-25" in found
    assert "W-S-25" not in codes_of(checked(form(row(13, "验收合格率", ">95%", "96%"))))


@pytest.mark.clause("mof2020-10/4.1")
def test_money_spent_on_a_budget_of_nothing_is_an_error() -> None:
    result = checked(form(row(13, "养护里程", "≥50公里", "50公里"), funds=(total_fund("0", "0", "37.24", rate=""),)))
    assert "E-S-02" in codes_at(result, "E6")
    assert result.funds.verdict is Verdict.UNREADABLE


@pytest.mark.clause("mof2020-10/4.2")
def test_an_equals_sign_without_a_side_is_worked_by_distance_and_said() -> None:
    result = checked(form(row(13, "综合情况", "=85", "80", level2="", reason="停工")))
    assert "W-R-36" in codes_of(result)


@pytest.mark.clause("mof2020-10/4.2")
def test_words_in_place_of_a_number_are_judged_by_a_person_and_said() -> None:
    result = checked(form(row(13, "验收合格率", "≥95%", "已完成")))
    assert result.rows[0].verdict is Verdict.JUDGEMENT
    assert "W-R-39" in codes_at(result, "F13")


@pytest.mark.clause("mof2020-10/4.12")
@pytest.mark.parametrize(("satisfaction", "found"), [("10", False), ("20", True)])
def test_hubei_sets_benefit_and_satisfaction_together(satisfaction: str, *, found: bool) -> None:
    rows = (
        row(13, "养护里程", "≥50公里", "50公里", "40", "40"),
        row(17, "受益人数", "≥900人", "905人", "30", "30", level1="效益指标", level2="社会效益指标"),
        row(21, "群众满意度", "≥90%", "92%", satisfaction, satisfaction, level1="满意度指标", level2="满意度指标"),
    )
    fund = total_fund("100", "100", "100", points="20", score="20")
    assert ("W-R-26" in codes_of(checked(form(*rows, funds=(fund,)), "hubei"))) is found
