"""The twenty-four sample forms: every one is found, with its rows, columns, money and kind."""

from decimal import Decimal
from pathlib import Path

import pytest

from jiheng.rules.recheck.shapes import FormSheet, FundRole
from jiheng.workbooks.reading import read_forms

FORMS = Path(__file__).parents[2] / "jiheng" / "demo" / "forms"

SELF, OVERALL, GOAL = "project_self_evaluation", "department_overall", "goal_declaration"

# form, kind, rows, year, unit of money, sum of points, sum of scores, printed totals (points, score)
EXPECTED = [
    ("form-01", SELF, 9, 2022, "元", "80", "80", "100", ""),
    ("form-02", OVERALL, 8, 2023, "万元", "60", "60", "100", ""),
    ("form-03", SELF, 10, 2022, "万元", "90", "90", "100", "100"),
    ("form-04", SELF, 7, 2023, "万元", "80", "80", "100", ""),
    ("form-05", OVERALL, 19, 2021, "万元", "70", "70", "100", "97.6"),
    ("form-06", OVERALL, 6, 2022, "万元", "60", "60", "100", "97.93"),
    ("form-07", SELF, 9, 2021, "万元", "0", "0", "", ""),
    ("form-08", GOAL, 6, 2022, "万元", "0", "0", "", ""),
    ("form-09", SELF, 8, 2020, "万元", "0", "100", "100", "100"),
    ("form-10", SELF, 4, 2020, "元", "0", "80", "100", "100"),
    ("form-11", SELF, 9, 2019, "万元", "90", "89", "100", ""),
    ("form-12", SELF, 16, 2020, "万元", "0", "0", "", ""),
    ("form-13", GOAL, 11, 2018, "万元", "0", "0", "", ""),
    ("form-14", GOAL, 16, 2018, "万元", "0", "0", "", ""),
    ("form-15", GOAL, 3, 2023, "万元", "0", "0", "", ""),
    ("form-16", GOAL, 12, 2022, "万元", "0", "0", "", ""),
    ("form-17", GOAL, 10, 2023, "万元", "0", "0", "", ""),
    ("form-18", SELF, 11, 2022, "万元", "80", "79", "100", "99"),
    ("form-19", GOAL, 11, 2024, "万元", "90", "0", "", ""),
    ("form-20", SELF, 9, None, "万元", "100", "100", "100", "100"),
    ("form-21", SELF, 18, 2021, "万元", "0", "0", "", ""),
    ("form-22", SELF, 9, 2022, "万元", "100", "100", "100", "100"),
    ("form-23", SELF, 5, 2021, "万元", "100", "100", "100", "100"),
    ("form-24", SELF, 5, None, "万元", "50", "50", "100", ""),
]

# form, then of the total row: initial, adjusted, executed, points, rate, score
MONEY = [
    ("form-01", "900000", "899740", "899740", "10", "", ""),
    ("form-02", "329.77", "329.77", "338.31", "10", "102.59%", ""),
    ("form-05", "", "", "", "10", "76%", "7.6"),
    ("form-06", "", "", "", "10", "79.27", "7.93"),
    ("form-07", "", "372.29", "372.29", "", "100%", ""),
    ("form-08", "", "", "", "", "", ""),
    ("form-09", "", "285.84", "285.84", "20", "100%", "20"),
    ("form-10", "", "15600", "15600", "20", "1", "20"),
    ("form-11", "43.2", "43.2", "37.24", "10", "86%", "9"),
    ("form-13", "214.06", "", "", "", "", ""),
    ("form-16", "854", "", "", "", "", ""),
    ("form-18", "", "300", "259.45", "", "86.5%", ""),
    ("form-23", "", "", "9.55", "", "", ""),
]


def form(number: str) -> FormSheet:
    path = next(FORMS.glob(f"{number}-*.xlsx"))
    read = read_forms(path.name, path.read_bytes())
    assert read.unreadable == ()
    assert read.warnings == ()
    assert len(read.forms) == 1
    return read.forms[0]


@pytest.mark.parametrize(
    ("number", "kind", "rows", "year", "unit", "points", "scores", "total_points", "total_score"), EXPECTED
)
def test_every_sample_form_is_read_whole(
    number: str,
    kind: str,
    rows: int,
    year: int | None,
    unit: str,
    points: str,
    scores: str,
    total_points: str,
    total_score: str,
) -> None:
    found = form(number)
    assert (found.kind.value, len(found.indicators), found.year, found.unit_of_money) == (kind, rows, year, unit)
    assert sum(row.points.number or 0 for row in found.indicators) == Decimal(points)
    assert sum(row.score.number or 0 for row in found.indicators) == Decimal(scores)
    assert (found.total_points.text, found.total_score.text) == (total_points, total_score)
    assert found.title.text
    assert found.project.text
    assert found.department.text
    assert found.unread == ()


@pytest.mark.parametrize(("number", "initial", "adjusted", "executed", "points", "rate", "score"), MONEY)
def test_the_money_block_of_every_layout_is_read(
    number: str, initial: str, adjusted: str, executed: str, points: str, rate: str, score: str
) -> None:
    total = form(number).fund_rows[0]
    assert total.role is FundRole.TOTAL
    assert total.label == "年度资金总额"
    cells = (total.initial, total.adjusted, total.executed, total.points, total.rate, total.score)
    assert tuple(cell.text for cell in cells) == (initial, adjusted, executed, points, rate, score)


def test_merged_levels_are_filled_down_and_their_points_read() -> None:
    rows = form("form-01").indicators
    assert [row.level1.text for row in rows] == ["产出指标(50分)"] * 6 + ["效益指标(30分)"] * 3
    assert [row.level2.text for row in rows[:5]] == ["数量指标", "质量指标", "质量指标", "时效指标", "成本指标"]
    assert rows[0].level1_points == 50
    assert rows[6].level1_points == 30
    assert rows[5].level1.ref == "B15"


def test_three_column_targets_keep_sign_value_and_unit_apart() -> None:
    row = form("form-02").indicators[6]
    assert (row.comparator.text, row.target.text, row.unit.text, row.actual.text) == ("=", "9", "月前", "7月")
    assert (row.row, row.points.ref, row.score.ref) == (18, "I18", "J18")


def test_an_execution_rate_below_outputs_stays_an_indicator() -> None:
    rows = form("form-09").indicators
    assert "预算资金执行率" in [row.name.text for row in rows]


def test_forms_without_points_say_so() -> None:
    found = form("form-12")
    assert (found.has_points, found.has_scores, found.has_actuals) == (False, False, True)
    assert found.indicators[10].actual.text == "无"
    assert found.indicators[10].reason.text == "没有轮换、动用库存"


def test_targets_that_begin_with_an_equals_sign_are_texts_and_not_formulas() -> None:
    targets = [row.target.text for row in form("form-13").indicators]
    assert targets[2] == "=10个"
    assert targets[6] == "=23万元/个"
    assert [row.actual.text for row in form("form-23").indicators][2:4] == ["=100%", "=0件"]


def test_a_unit_or_star_in_the_name_stays_in_the_name() -> None:
    assert form("form-24").indicators[3].name.text == "奖补资金兑付率(%)"
    assert form("form-04").indicators[0].name.text == "★补助各类瓜果蔬菜种植面积"


def test_half_filled_rows_are_kept() -> None:
    rows = form("form-18").indicators
    assert (rows[2].points.text, rows[2].actual.text) == ("", "8535.5亩")
    assert (rows[6].target.text, rows[6].points.text) == ("", "8")
    assert form("form-08").indicators[0].target.text == ""


def test_an_attachment_line_and_blank_rows_are_passed_over() -> None:
    found = form("form-01")
    assert found.title.ref == "A4"
    assert (found.first_row, found.last_row) == (1, 26)
    assert found.unit_name.ref == "G7"
