"""Totals, grades and the distribution of weights."""

from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.finding import Outcome
from jiheng.rules.law import rulebook
from jiheng.rules.scoring.execution import score_execution
from jiheng.rules.scoring.grade import (
    Grade,
    GradeOn,
    check_grade,
    grade_floors_for,
    grade_for,
    grade_name,
    grade_on_for,
    graded,
)
from jiheng.rules.scoring.quantitative import score_floor
from jiheng.rules.scoring.totals import check_points_total, check_total, total_of
from jiheng.rules.scoring.weights import (
    EvaluationWeights,
    Weighted,
    check_self_evaluation_weights,
    evaluation_weights_for,
    level_points_for,
)

D = Decimal
DAY = date(2024, 1, 1)
NATIONAL = rulebook("mof2020-10", DAY)
FLOORS = grade_floors_for(NATIONAL)


@pytest.mark.clause("mof2020-10/4.9")
def test_a_total_adds_rounded_scores() -> None:
    thirds = [score_floor(D(3), D(1), D(worth)) for worth in (10, 40, 50)]
    total = total_of(thirds)
    assert (total.value, total.steps[2].text) == (D("33.33"), "3.33+13.33+16.67=33.33")


@pytest.mark.clause("mof2020-10/4.9")
def test_points_that_do_not_make_a_hundred_leave_no_total() -> None:
    total = total_of([score_floor(D(1), D(1), D("99.99"))])
    assert (total.value, total.findings[0].code) == (None, "E-A37-11")
    assert "少0.01" in total.findings[0].message


@pytest.mark.clause("mof2020-10/4.9")
def test_a_row_without_a_score_leaves_no_total() -> None:
    total = total_of([score_execution(None, D(1), D(10)), score_floor(D(1), D(1), D(90))])
    assert (total.value, total.findings[0].code) == (None, "E-S-01")


@pytest.mark.clause("mof2020-10/4.9")
@pytest.mark.parametrize(
    ("reported", "outcome"), [("15.00", Outcome.PASSED), ("15", Outcome.PASSED), ("15.01", Outcome.FAILED)]
)
def test_a_reported_total_is_the_sum_of_its_rows(reported: str, outcome: Outcome) -> None:
    assert check_total(D(reported), [D("7.5"), D("7.50")]).outcome is outcome


@pytest.mark.clause("mof2020-10/4.9", "mof2020-10/4.12")
@pytest.mark.parametrize(("last", "outcome"), [("90", Outcome.PASSED), ("90.01", Outcome.FAILED)])
def test_points_add_up_without_tolerance(last: str, outcome: Outcome) -> None:
    assert check_points_total([D(10), D(last)]).outcome is outcome


@pytest.mark.clause("mof2020-10/4.9", "cq2023-7/28", "cq2023-7/35")
@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_each_floor_belongs_to_the_higher_grade(total: str, grade: str) -> None:
    assert grade_for(D(total), FLOORS) is Grade(grade)
    assert grade_name(D(total), FLOORS.pairs) == grade


@pytest.mark.clause("cq2023-7/28")
def test_the_floors_of_the_guide_are_its_own() -> None:
    book = rulebook("cq2023-7", DAY)
    assert book.entry("grade_floors").clause == "cq2023-7/28"
    assert grade_floors_for(book) == FLOORS


@pytest.mark.clause("mof2020-10/4.9")
def test_the_exact_reading_prints_until_the_figure_agrees() -> None:
    assert grade_on_for(NATIONAL) is GradeOn.ROUNDED
    close = graded(D("89.99996"), FLOORS, GradeOn.EXACT)
    assert (close.grade, str(close.printed)) == (Grade.GOOD, "89.99996")
    assert str(graded(D("84.756"), FLOORS, GradeOn.EXACT).printed) == "84.76"


@pytest.mark.clause("cq2023-7/28")
@pytest.mark.parametrize(
    ("reported", "outcome"), [("优", Outcome.PASSED), ("良", Outcome.FAILED), ("", Outcome.FAILED)]
)
def test_a_grade_set_by_hand_is_found(reported: str, outcome: Outcome) -> None:
    finding = check_grade(reported, D("90"), FLOORS)
    assert (finding.outcome, finding.code) == (outcome, "E-B28")


def national_rows(output: str = "25") -> list[Weighted]:
    return [
        Weighted("execution", "预算执行率", D(10)),
        Weighted("output", "数量", D(25)),
        Weighted("output", "质量", D(output)),
        Weighted("benefit", "社会效益", D(15)),
        Weighted("benefit", "生态效益", D(15)),
        Weighted("satisfaction", "群众", D(5)),
        Weighted("satisfaction", "企业", D(5)),
    ]


@pytest.mark.clause("mof2020-10/4.12")
def test_a_well_distributed_form_has_nothing_to_say() -> None:
    assert check_self_evaluation_weights(national_rows(), level_points_for(NATIONAL)) == ()


@pytest.mark.clause("mof2020-10/4.12")
def test_a_wrong_level_a_wrong_sum_and_a_heavy_row_are_all_found() -> None:
    found = check_self_evaluation_weights(national_rows("25.01"), level_points_for(NATIONAL))
    assert [finding.code for finding in found] == ["E-A37-11", "W-R-26", "N-R-30"]


@pytest.mark.clause("mof2020-10/4.12")
def test_a_row_without_points_is_found() -> None:
    found = check_self_evaluation_weights(
        [*national_rows(), Weighted("output", "时效", D(0))], level_points_for(NATIONAL)
    )
    assert [finding.code for finding in found] == ["E-S-24"]


@pytest.mark.clause("mof2020-10/4.12", "hubei/4.12")
def test_hubei_sets_benefit_and_satisfaction_as_one_sum() -> None:
    expected = level_points_for(rulebook("hubei", DAY))
    rows = [
        Weighted("execution", "预算执行率", D(20)),
        Weighted("output", "数量", D(20)),
        Weighted("output", "质量", D(20)),
        Weighted("benefit", "社会效益", D(15)),
        Weighted("benefit", "生态效益", D(15)),
        Weighted("satisfaction", "群众", D(5)),
        Weighted("satisfaction", "企业", D(5)),
    ]
    assert check_self_evaluation_weights(rows, expected) == ()
    assert check_self_evaluation_weights(national_rows(), expected) != ()


@pytest.mark.clause("cq2023-7/10.l", "mof2020-10/4.12")
@pytest.mark.parametrize("instrument", ["mof2020-10", "cq2023-7"])
def test_the_weights_of_an_evaluation_come_to_a_hundred_and_mostly_to_results(instrument: str) -> None:
    assert evaluation_weights_for(rulebook(instrument, DAY)) == EvaluationWeights(D(100), D(60))
