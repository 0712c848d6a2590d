"""What the Word plan says of the evaluated units, the weights and spending that is not all collected."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from jiheng.demo.preparation.project import demo_preparation
from jiheng.reports.evaluation_plan import evaluation_plan
from jiheng.rules.preparation.check import check
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.shapes import Preparation

pytestmark = pytest.mark.clause("cq2023-7/14")

ON = date(2023, 3, 1)


def plan_of(preparation: Preparation) -> tuple[str, list[list[str]]]:
    """Its paragraphs, and the cells of all its tables row by row."""
    book, _ = rulebook_for(preparation.project, ON)
    content = evaluation_plan(preparation, check(preparation, book, ON), number=1)
    document = Document(BytesIO(content))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return "\n".join(one.text for one in document.paragraphs), rows


def test_both_evaluated_units_are_named_and_one_unit_only_once() -> None:
    good = demo_preparation()
    two = replace(good.project, department="县交通局", implementing_unit="县公路中心")
    assert "被评价单位：县交通局、县公路中心。" in plan_of(replace(good, project=two))[0]
    same = replace(two, implementing_unit="县交通局")
    assert "被评价单位：县交通局。" in plan_of(replace(good, project=same))[0]


def test_levels_carry_their_weights() -> None:
    _, rows = plan_of(demo_preparation())
    first = next(row for row in rows if row[2:3] == ["项目前期论证充分性"])
    assert first[:2] == ["决策（18）", "前期准备的充分性（6）"]


def test_a_sum_of_which_not_all_is_collected_says_so() -> None:
    _, rows = plan_of(demo_preparation())
    east = next(row for row in rows if row[0] == "东片" and len(row) == 5)
    assert east[3:] == ["1,570,000.00（未收齐）", "—"]
    works = next(row for row in rows if row[0] == "道路工程" and len(row) == 5)
    assert works[3:] == ["1,570,000.00", "100%"]
