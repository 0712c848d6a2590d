"""A whole office table copied with its headings: every column finds its place whatever the order."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.utils.timezone import now
from openpyxl import load_workbook
from playwright.sync_api import expect

from jiheng.demo.preparation.project import demo_preparation
from jiheng.demo.raw.office_tables import office_tables
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.rules.preparation.shapes import Preparation, Project
from tests.browser.conftest import Open
from tests.browser.test_evaluations import PASTE
from tests.county import County, member_named

pytestmark = [pytest.mark.browser, pytest.mark.clause("cq2023-7/10")]

WANTED = demo_preparation().indicators


@pytest.fixture
def empty(county: County) -> EvaluationProject:
    return open_project(Preparation(Project("PJ-9", "道路养护")), by=member_named("qh_tpl"), at=now())


def copied(name: str) -> str:
    """What a spreadsheet puts on the clipboard when the whole sheet is copied; merged cells are empty but the first."""
    sheet = load_workbook(BytesIO(office_tables()[name])).worksheets[0]
    lines = ["\t".join(quoted(value) for value in row) for row in sheet.iter_rows(values_only=True)]
    return "\n".join(lines) + "\n"


def quoted(value: object) -> str:
    text = "" if value is None else str(value)
    return '"' + text.replace('"', '""') + '"' if "\n" in text else text


def test_the_whole_sheet_of_indicators_takes_its_columns_by_heading(
    empty: EvaluationProject, open_page: Open
) -> None:
    page = open_page(f"/evaluations/{empty.pk}/sheets/评价指标/", "qh_tpl")
    page.get_by_label("第4行　指标编号", exact=True).evaluate(PASTE, copied("34-绩效评价指标体系.xlsx"))
    expect(page.get_by_role("status")).to_contain_text("没有填进来：目标值取自、其他参考值")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status").first).to_contain_text("已保存")
    kept = preparation_of(empty).indicators
    for name in ("code", "level1", "level2", "name", "points", "target", "method", "formula", "deduction", "basis"):
        assert [getattr(one, name) for one in kept] == [getattr(one, name) for one in WANTED], name
    assert sum(one.points for one in kept) == Decimal(100)


def test_the_tree_takes_its_nine_columns_and_names_the_others(empty: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"/evaluations/{empty.pk}/indicators/", "qh_tpl")
    page.get_by_role("button", name="在末尾加一行").click()
    page.get_by_label("第4行　二级指标", exact=True).evaluate(PASTE, copied("34-绩效评价指标体系.xlsx"))
    expect(page.get_by_role("status")).to_contain_text("没有填进来：指标编号、")
    expect(page.locator(".jh-ind-total")).to_have_text("三级合计100")
    page.get_by_role("button", name="保存", exact=True).last.click()
    expect(page.get_by_role("status").first).to_contain_text("已保存")
    kept = preparation_of(empty).indicators
    assert [(one.level1, one.level2, one.name, one.points, one.target) for one in kept] == [
        (one.level1, one.level2, one.name, one.points, one.target) for one in WANTED
    ]
