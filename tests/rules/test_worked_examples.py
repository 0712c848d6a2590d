"""The eighteen worked examples of the scoring rules, with their figures written out."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from jiheng.rules.appraisal.sheet import (
    Advice,
    ReviewPoint,
    advice_for,
    check_decisive_points,
    conclusion_floors_for,
    grade_rates_for,
    score_sheet,
)
from jiheng.rules.archive.retention import Material, retention_for, retention_reading_for, retention_years
from jiheng.rules.evaluation.conclusion import Part, conclude
from jiheng.rules.evaluation.rollup import Sample, roll_up_by_funds, roll_up_sum, score_rolled_qualitative
from jiheng.rules.evidence.gate import Evidence, Judgement, Nature, Sufficiency, gate
from jiheng.rules.explained import Score, StepKind
from jiheng.rules.finding import Outcome
from jiheng.rules.law import rulebook
from jiheng.rules.monitoring.lights import check_execution_pace, check_goal_gap, warning_lines_for
from jiheng.rules.scoring.execution import execution_reading_for, score_execution
from jiheng.rules.scoring.grade import Grade, GradeOn, grade_floors_for, grade_for, graded
from jiheng.rules.scoring.not_applicable import rescale
from jiheng.rules.scoring.over_achievement import (
    OverReason,
    apply_cut,
    deviation_for,
    over_reading_for,
    suggested_cut,
)
from jiheng.rules.scoring.qualitative import qualitative_bands_for, score_qualitative
from jiheng.rules.scoring.quantitative import score_ceiling, score_equal, score_floor
from jiheng.rules.scoring.yes_no import score_yes_no
from jiheng.rules.targets.shapes import Band, Direction

D = Decimal
DAY = date(2024, 6, 1)
NATIONAL = rulebook("mof2020-10", DAY)
FLOORS = grade_floors_for(NATIONAL)


def failed_codes(score: Score) -> list[str]:
    return [finding.code for finding in score.findings if finding.outcome is Outcome.FAILED]


def working(score: Score) -> str:
    return next(step.text for step in score.steps if step.kind is StepKind.WORKING)


@pytest.mark.clause("mof2020-10/4.1")
def test_example_1_execution_rate_of_a_school() -> None:
    reading = execution_reading_for(NATIONAL)
    score = score_execution(D("37.24"), D("43.2"), reading.points, floor_rate=reading.floor_rate)
    assert score.value == D("8.62")
    assert working(score) == "37.24/43.2×10=8.62037…"
    assert score.steps[-1].text == "四舍五入得8.62分"


@pytest.mark.clause("mof2020-10/4.1")
def test_example_2_the_adjusted_budget_is_the_denominator() -> None:
    adjusted = score_execution(D("251.89"), D("251.89"), D(10))
    assert (adjusted.value, failed_codes(adjusted)) == (D("10.00"), [])
    initial = score_execution(D("251.89"), D("238.93"), D(10))
    assert (initial.value, failed_codes(initial)) == (D("10.00"), ["W-R-03"])
    assert "105.42%" in initial.findings[0].message


@pytest.mark.clause("mof2020-10/4.1", "mof2020-10/4.9")
def test_example_3_a_rate_just_below_one_rounds_to_full_points() -> None:
    assert score_execution(D("89.974"), D(90), D(10)).value == D("10.00")


@pytest.mark.clause("mof2020-10/4.2")
def test_example_4_floor() -> None:
    score = score_floor(D(50), D(45), D(8))
    assert (score.value, working(score)) == (D("7.20"), "45/50×8=7.20")


@pytest.mark.clause("mof2020-10/4.2")
def test_example_5_ceiling() -> None:
    score = score_ceiling(D(90), D(100), D(8))
    assert (score.value, working(score)) == (D("7.20"), "90/100×8=7.20")


@pytest.mark.clause("mof2020-10/4.2")
def test_example_6_equal() -> None:
    assert score_equal(D(100), D(92), D(10)).value == D("9.20")


@pytest.mark.clause("mof2020-10/4.2.1")
def test_example_7_result_far_above_the_target() -> None:
    reading = over_reading_for(NATIONAL)
    deviation = deviation_for(Direction.FLOOR, D(50), D(90))
    assert deviation == D("0.8")
    full = score_floor(D(50), D(90), D(8))
    cut = suggested_cut(deviation, reading, OverReason.TARGET_TOO_LOW)
    assert cut == D("0.50")
    assert apply_cut(full, cut, OverReason.TARGET_TOO_LOW, confirmed_by="主评人").value == D("4.00")
    widened = OverReason.POLICY_CHANGE
    assert apply_cut(full, suggested_cut(deviation, reading, widened), widened, confirmed_by="主评人").value == D(
        "8.00"
    )


@pytest.mark.clause("mof2020-10/4.3")
def test_example_8_second_band() -> None:
    bands = qualitative_bands_for(NATIONAL)
    score = score_qualitative(Band.PARTLY, D("0.72"), D(10), bands, reason="进度滞后")
    assert (score.value, failed_codes(score)) == (D("7.20"), [])
    outside = score_qualitative(Band.PARTLY, D("0.80"), D(10), bands, reason="进度滞后")
    assert (outside.value, failed_codes(outside)) == (None, ["E-S-10"])
    assert "80%属达成预期指标档" in outside.findings[0].message


@pytest.mark.clause("cq2023-7/23", "mof2020-10/4.4")
def test_example_9_a_work_summary_supports_no_points() -> None:
    raw = score_yes_no(True, D(6))
    score = gate(raw, [Evidence("001", Nature.ENTITY_SUMMARY)])
    assert score.value == D("0.00")
    assert failed_codes(score) == ["E-B23-2", "E-B23-1"]


@pytest.mark.clause("cq2023-7/23", "mof2020-10/4.4")
def test_example_10_material_for_half_of_the_samples() -> None:
    judgement = Judgement(Sufficiency.INSUFFICIENT, D(3), "只覆盖一半样本")
    score = gate(score_yes_no(True, D(6)), [Evidence("001", Nature.PRIMARY)], judgement)
    assert (score.value, failed_codes(score)) == (D("3.00"), [])


@pytest.mark.clause("cq2023-7/23", "mof2020-10/4.4")
def test_example_11_an_audit_conclusion_supports_points() -> None:
    evidence = [Evidence("001", Nature.SUPERVISORY)]
    score = gate(score_yes_no(True, D(6)), evidence, Judgement(Sufficiency.SUFFICIENT))
    assert (score.value, failed_codes(score)) == (D("6.00"), [])


@pytest.mark.clause("cq2023-7/27", "mof2020-10/4.5")
def test_example_12_three_samples_rolled_up() -> None:
    funds = {"A": D(400), "B": D(100), "C": D(500)}

    def samples(*values: str) -> list[Sample]:
        return [Sample(name, D(value), funds[name]) for name, value in zip(funds, values, strict=True)]

    amount = roll_up_sum(samples("12", "8", "5"))
    assert amount.value == 25
    assert score_floor(D(30), D(25), D(10)).value == D("8.33")

    ratio = roll_up_by_funds(samples("0.95", "0.80", "0.60"))
    assert (ratio.numerator, ratio.denominator, ratio.value) == (Fraction(760), Fraction(1000), Fraction("0.76"))
    assert score_floor(D(90), D(76), D(10)).value == D("8.44")

    words = roll_up_by_funds(samples("0.9", "0.7", "0.3"))
    assert words.value == D("0.58")
    assert score_rolled_qualitative(words, D(10)).value == D("5.80")


@pytest.mark.clause("cq2023-7/27", "cq2023-7/28", "mof2020-10/4.5")
def test_example_13_split_project() -> None:
    conclusion = conclude([Part("工程建设", D("88.5"), D(700)), Part("补助", D(76), D(300))], FLOORS)
    assert (conclusion.value, conclusion.grade) == (D("84.75"), Grade.GOOD)


@pytest.mark.clause("mof2020-10/4.6", "sichuan/4.6")
def test_example_14_two_warnings_at_the_end_of_august() -> None:
    lines = warning_lines_for(rulebook("sichuan", date(2025, 8, 31)))
    pace = check_execution_pace(D("0.55"), 8, lines)
    gap = check_goal_gap(D("0.55"), D("0.70"), lines)
    assert [pace.outcome, gap.outcome] == [Outcome.FAILED, Outcome.FAILED]
    assert "55%" in pace.message
    assert "60%" in pace.message
    assert "15%" in gap.message


@pytest.mark.clause("mof2020-10/4.8", "mof2020-10/4.9")
def test_example_15_total_scaled_up_to_what_applies() -> None:
    total = rescale(D("72.5"), D(85))
    assert total.value == D("85.29")
    assert grade_for(total.value, FLOORS) is Grade.GOOD


@pytest.mark.clause("mof2020-10/4.9", "cq2023-7/28")
def test_example_16_the_grade_follows_the_printed_figure() -> None:
    at_the_edge = [Part("甲", D("89.99"), D(1)), Part("乙", D("90.00"), D(1))]
    shown = conclude(at_the_edge, FLOORS)
    assert (shown.raw, shown.value, shown.grade) == (Fraction("89.995"), D("90.00"), Grade.EXCELLENT)
    unrounded = conclude(at_the_edge, FLOORS, GradeOn.EXACT)
    assert (str(unrounded.value), unrounded.grade) == ("89.995", Grade.GOOD)
    for grade_on in GradeOn:
        below = graded(D("89.994"), FLOORS, grade_on)
        assert (str(below.printed), below.grade) == ("89.99", Grade.GOOD)


def appraisal_sheet(*grades: str) -> list[ReviewPoint]:
    dimensions = ("立项必要性", "投入经济性", "绩效目标合理性", "实施方案可行性", "筹资合规性")
    return [
        ReviewPoint(dimensions[(number - 1) // 4], f"要点{number}", D(5), Grade(grade))
        for number, grade in enumerate(grades, 1)
    ]


@pytest.mark.clause("mof2020-10/4.10", "mof2020-10/3.4")
def test_example_17_twenty_points_of_an_appraisal() -> None:
    rates, conclusions = grade_rates_for(NATIONAL), conclusion_floors_for(NATIONAL)
    sheet = appraisal_sheet("优", "优", "优", "优", "良", "良", "良", "中", *("优",) * 12)
    score = score_sheet(sheet, rates)
    assert (score.value, working(score)) == (D("95.00"), "80+12+3=95.00")
    assert check_decisive_points(sheet, conclusions).outcome is Outcome.PASSED

    worse = [*sheet[:16], *appraisal_sheet(*("优",) * 16, "差", "优", "优", "优")[16:]]
    lowered = score_sheet(worse, rates)
    assert (lowered.value, working(lowered)) == (D("91.50"), "75+12+3+1.5=91.50")
    assert check_decisive_points(worse, conclusions).outcome is Outcome.FAILED
    assert advice_for(D("91.50"), worse, conclusions) is Advice.SUPPORT


@pytest.mark.clause("ats2023/3.9.2.d", "mof2020-10/5.5")
def test_example_18_how_long_files_are_kept() -> None:
    reading = retention_reading_for(rulebook("ats2023", DAY))
    report = retention_for(date(2024, 5, 20), retention_years(Material.EVALUATION_REPORT, reading))
    assert (report.starts, report.ends) == (date(2025, 1, 1), date(2034, 12, 31))
    other = retention_for(date(2024, 5, 20), retention_years(Material.QUESTIONNAIRE, reading))
    assert other.ends == date(2029, 12, 31)
