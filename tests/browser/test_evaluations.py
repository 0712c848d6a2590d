"""Preparing an evaluation in a real browser: fill cells, paste from a spreadsheet, save, look at the results."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import Locator, Page, expect

from jiheng.demo.preparation.project import demo_preparation
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.models import EvaluationProject, Phase, PlanStatus, Task
from jiheng.evaluation.shapes import preparation_of
from jiheng.rules.preparation.shapes import Communication, Preparation, Project
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
    ("evaluation-documents", "/evaluations/{}/documents/"),
    ("evaluation-lines-import", "/evaluations/{}/lines/import/"),
    ("evaluation-funds", "/evaluations/{}/results/execution/"),
    ("evaluation-funds-summaries", "/evaluations/{}/results/execution/summaries/"),
    ("evaluation-funds-levels", "/evaluations/{}/results/execution/levels/"),
    ("evaluation-funds-detail", "/evaluations/{}/results/execution/lines/"),
    ("evaluation-schedule", "/evaluations/{}/results/schedule/"),
    ("evaluation-sampling", "/evaluations/{}/results/sampling/"),
    ("evaluation-indicators", "/evaluations/{}/results/indicators/"),
    ("evaluation-points", "/evaluations/{}/points/"),
    ("evaluation-point", "/evaluations/{}/points/1/"),
    ("evaluation-point-choice", "/evaluations/{}/points/choose/"),
    ("evaluation-point-instead", "/evaluations/{}/points/1/choose/"),
    ("evaluation-questionnaires", "/evaluations/{}/questionnaires/"),
    ("evaluation-question-bank", "/evaluations/{}/questionnaires/bank/"),
    ("evaluation-questionnaire", "/evaluations/{}/questionnaires/1/"),
)
"""Name of the picture and address. Pages of the indicators have a list of their own in ``test_indicators``."""

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


def test_the_evaluation_goes_back_a_phase_with_a_reason(project: EvaluationProject, open_page: Open) -> None:
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.IMPLEMENT, plan_status=PlanStatus.APPROVED)
    page = open_page(f"/evaluations/{project.pk}/", "qh_tpl")
    page.locator("summary", has_text="退回评价准备").click()
    look_at(page, "evaluation-implement")
    page.get_by_label("退回的原因").fill("主管部门补来了两份下达文件")
    page.get_by_role("button", name="退回评价准备").click()
    expect(page.get_by_role("status")).to_contain_text("已退回评价准备")
    expect(page.get_by_text("退回评价准备：主管部门补来了两份下达文件")).to_be_visible()
    look_at(page, "evaluation-returned-to-preparation")


def test_a_completion_before_its_start_is_told_on_the_page(project: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"/evaluations/{project.pk}/sheets/实施进度/", "qh_tpl", complain=False)
    page.get_by_label("第6行　实际时间", exact=True).fill("2022-05-11")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status").first).to_contain_text("没有保存，须先改正：实施进度 第6行")
    expect(page.get_by_label("第6行　实际时间", exact=True)).to_have_value("2022-05-11")
    look_at(page, "evaluation-not-saved")


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


def test_a_cell_of_several_lines_stays_so_when_the_sheet_is_saved(county: County, open_page: Open) -> None:
    """A one-line field would run the lines together unseen."""
    said = (Communication("沟通纪要", points=(("依据", "第一条"), ("风险", "已核实"), ("备查", "另附"))),)
    preparation = Preparation(project=Project("PJ-2", "村道"), communications=said)
    made = open_project(preparation, by=member_named("qh_tpl"), at=now())
    page = open_page(f"/evaluations/{made.pk}/sheets/沟通和交底/", "qh_tpl")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("已保存")
    assert preparation_of(made).communications[0].points == said[0].points


def test_quoted_cells_of_a_spreadsheet_are_pasted_with_their_lines(
    project: EvaluationProject, open_page: Open
) -> None:
    page = open_page(f"/evaluations/{project.pk}/sheets/分工和时间/", "qh_tpl")
    paste(page, 9, 1, '"第一行\n说""到""这里"\t吴倩\t2023-05-22\n说"不"的\t钱宁\t2023-05-23\n')
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("已保存")
    names = list(Task.objects.filter(project=project).values_list("name", flat=True))
    assert names[-2:] == ['第一行\n说"到"这里', '说"不"的']
