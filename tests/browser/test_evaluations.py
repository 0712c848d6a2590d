"""Preparing an evaluation in a real browser: fill cells, paste from a spreadsheet, save, look at the results."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import Locator, Page, expect

from jiheng.demo.preparation.project import demo_preparation
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.models import EvaluationProject, Task
from tests.browser.conftest import DESKTOP, PHONE, Open, keep_picture
from tests.browser.test_frame import overflow, serious_findings
from tests.county import County, member_named

pytestmark = pytest.mark.browser

PAGES = (
    ("evaluations", "/evaluations/"),
    ("evaluation", "/evaluations/{}/"),
    ("evaluation-check", "/evaluations/{}/check/"),
    ("evaluation-form", "/evaluations/{}/sheets/项目基本信息/"),
    ("evaluation-sheet", "/evaluations/{}/sheets/评价指标/"),
    ("evaluation-catalogue", "/evaluations/{}/results/catalogue/"),
    ("evaluation-execution", "/evaluations/{}/results/execution/"),
    ("evaluation-schedule", "/evaluations/{}/results/schedule/"),
    ("evaluation-sampling", "/evaluations/{}/results/sampling/"),
    ("evaluation-indicators", "/evaluations/{}/results/indicators/"),
)
"""Name of the picture and address."""

TITLES = ("工作", "人员", "开始日期", "完成日期")
"""The columns of the sheet that is filled here."""

PASTE = """(cell, text) => {
    const carried = new DataTransfer();
    carried.setData("text", text);
    cell.dispatchEvent(new ClipboardEvent("paste", {clipboardData: carried, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return open_project(demo_preparation(), by=member_named("qh_tpl"), at=now())


@pytest.mark.parametrize(("name", "address"), PAGES, ids=[name for name, _ in PAGES])
def test_a_page_is_readable_on_a_desk_and_on_a_phone(
    project: EvaluationProject, open_page: Open, name: str, address: str
) -> None:
    look_at(open_page(address.format(project.pk), "qh_tpl"), name)


def test_an_evaluation_is_opened_by_its_name(county: County, open_page: Open) -> None:
    page = open_page("/evaluations/", "qh_tpl")
    page.get_by_label("项目编号").fill("PJ-2026-07")
    page.get_by_label("项目名称").fill("村道养护补助")
    page.get_by_role("button", name="立项").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("村道养护补助")
    page.get_by_role("link", name="看检查").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("检查")
    look_at(page, "evaluation-check-open")


def test_cells_are_filled_and_pasted_and_kept(project: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"/evaluations/{project.pk}/sheets/分工和时间/", "qh_tpl")
    cell(page, 4, 1).fill("收集资料和制定方案")
    paste(page, 9, 1, "装订归档\t吴倩\t2023-05-22\n移交\t钱宁\t2023-05-24\n")
    expect(cell(page, 10, 2)).to_have_value("钱宁")
    look_at(page, "evaluation-pasted")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("“分工和时间”已保存")
    expect(cell(page, 4, 1)).to_have_value("收集资料和制定方案")
    expect(cell(page, 10, 3)).to_have_value("2023-05-24")
    assert list(Task.objects.filter(project=project).values_list("name", flat=True))[-2:] == ["装订归档", "移交"]


def test_pasting_past_the_last_row_adds_rows(project: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"/evaluations/{project.pk}/sheets/分工和时间/", "qh_tpl")
    before = page.locator("tbody tr").count()
    paste(page, 9, 1, "\n".join(f"工作{number}\t吴倩" for number in range(20)))
    assert page.locator("tbody tr").count() == 5 + 20
    assert before < 25
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("已保存")
    expect(cell(page, 28, 1)).to_have_value("工作19")


def test_a_date_nobody_can_read_is_told_and_the_typing_stays(project: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"/evaluations/{project.pk}/sheets/分工和时间/", "qh_tpl", complain=False)
    cell(page, 4, 3).fill("下月初")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("“开始日期”填的“下月初”不是日期")
    expect(cell(page, 4, 3)).to_have_value("下月初")
    look_at(page, "evaluation-wrong")


def test_the_keyboard_goes_from_cell_to_cell(project: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"/evaluations/{project.pk}/sheets/分工和时间/", "qh_tpl")
    cell(page, 4, 2).focus()
    page.keyboard.press("Enter")
    expect(cell(page, 5, 2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(cell(page, 4, 2)).to_be_focused()
    page.keyboard.press("Tab")
    expect(cell(page, 4, 3)).to_be_focused()


def test_without_a_script_a_sheet_is_still_filled(project: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"/evaluations/{project.pk}/sheets/分工和时间/", "qh_tpl", script=False)
    cell(page, 9, 1).fill("装订归档")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("已保存")
    expect(cell(page, 9, 1)).to_have_value("装订归档")


def test_the_plan_is_sent_and_returned_and_approved(project: EvaluationProject, open_page: Open) -> None:
    address = f"/evaluations/{project.pk}/"
    page = open_page(address, "qh_tpl")
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_role("status")).to_contain_text("第1稿已送审")
    office = open_page(address, "qh_fpd")
    look_at(office, "evaluation-decide")
    office.get_by_label("指标体系", exact=True).fill("权重请说明理由")
    office.get_by_role("button", name="退回修改").click()
    page.goto(address)
    expect(page.get_by_text("权重请说明理由")).to_be_visible()
    look_at(page, "evaluation-returned")
    page.get_by_role("button", name="送审").click()
    office.goto(address)
    office.get_by_role("button", name="审定", exact=True).click()
    page.goto(address)
    page.get_by_role("button", name="进入评价实施").click()
    expect(page.get_by_role("status")).to_contain_text("已进入评价实施")


def cell(page: Page, row: int, column: int) -> Locator:
    """The field in a row, numbered as in the workbook."""
    return page.get_by_label(f"第{row}行　{TITLES[column - 1]}", exact=True)


def paste(page: Page, row: int, column: int, text: str) -> None:
    """What the clipboard of a spreadsheet gives when pasted into a cell."""
    cell(page, row, column).evaluate(PASTE, text)


def look_at(page: Page, name: str) -> None:
    """Picture, width and axe on a desk and on a phone."""
    for width, height in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": height})
        keep_picture(page, name)
        assert overflow(page) <= 0, f"at {width} the page is wider than the screen"
        assert serious_findings(page) == []
