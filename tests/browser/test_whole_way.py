"""A third party prepares the demonstration project from its raw files to the approved plan, in the browser alone."""

from pathlib import Path
from threading import Event as Flag

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from jiheng.demo.preparation.project import demo_preparation
from jiheng.demo.raw_files import raw_files
from jiheng.evaluation.models import BasisFile, EvaluationProject, Phase, PlanStatus
from jiheng.evaluation.shapes import preparation_of
from jiheng.jobs.worker import work
from jiheng.rules.preparation.shapes import Preparation
from jiheng.workbooks.preparation.columns import Sheet
from jiheng.workbooks.preparation.editing import FIRST_ROW, columns_of, texts_of
from jiheng.workbooks.preparation.rows import BY_TITLE
from tests.browser.conftest import Open, keep_picture
from tests.browser.test_evaluations import PASTE
from tests.county import County

pytestmark = [pytest.mark.browser, pytest.mark.clause("cq2023-7/14")]

TYPED = (
    "项目基本信息", "评价小组", "利益关系声明", "沟通和交底", "事项规定", "下达文件", "实施进度", "进度时间要求", "抽样方案",
    "人工加选和替换", "评价指标", "目标值来源", "基础信息列", "调查问卷", "问卷题目", "分工和时间", "放行理由",
)  # fmt: skip
"""What is pasted from the office's own papers; documents and fund lines come in as files."""


def test_from_the_raw_files_to_the_approved_plan(county: County, open_page: Open, tmp_path: Path) -> None:
    wanted = demo_preparation()
    for name, content in raw_files().items():
        (tmp_path / name).write_bytes(content)
    page = open_page("/evaluations/", "qh_tpl")
    project = opened(page, wanted)
    papers_are_confirmed(page, project, sorted(tmp_path.glob("[12][1-7]-*.docx")), wanted)
    for title in TYPED:
        filled(page, project, BY_TITLE[title], wanted)
    lines_are_imported(page, project, tmp_path / "31-资金分配明细表.xlsx")
    same_as_wanted(project, wanted)
    nothing_keeps_the_plan_back(page, project)
    plan_goes_its_way(page, open_page(f"/evaluations/{project.pk}/", "qh_fpd"), project)


def opened(page: Page, wanted: Preparation) -> EvaluationProject:
    page.get_by_label("项目编号").fill(wanted.project.code)
    page.get_by_label("项目名称").fill("先起个名字")
    page.get_by_role("button", name="立项").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("先起个名字")
    return EvaluationProject.objects.get()


def papers_are_confirmed(page: Page, project: EvaluationProject, papers: list[Path], wanted: Preparation) -> None:
    """Every paper is proposed from its own text; a person looks, corrects what is not in it, and confirms."""
    assert len(papers) == len(wanted.documents)
    page.goto(f"/evaluations/{project.pk}/documents/")
    page.locator("input[type=file]").set_input_files(papers)
    page.get_by_role("button", name="收入", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("收入10个文件")
    keep_picture(page, "whole-way-papers")
    for file in BasisFile.objects.filter(project=project):
        card = page.locator(f"#file-{file.pk}")
        title = card.get_by_label("文件名称").input_value()
        due = next(one for one in wanted.documents if one.title == title)
        assert card.get_by_label("文号", exact=False).first.input_value() == due.number
        card.get_by_label("文件简称").fill(due.key)
        card.get_by_label("机关层级").select_option(due.issuer_level)
        card.get_by_label("取得方式").select_option(due.channel)
        card.get_by_role("button", name="确认登记").click()
        expect(card.get_by_role("button", name="确认登记")).to_have_count(0)
    page.goto(f"/evaluations/{project.pk}/results/catalogue/")
    expect(page.get_by_text("中华人民共和国公路法").first).to_be_visible()
    keep_picture(page, "whole-way-catalogue")


def filled(page: Page, project: EvaluationProject, sheet: Sheet, wanted: Preparation) -> None:
    """Paste a sheet as somebody does who has it in Excel."""
    rows = texts_of(wanted, sheet)
    page.goto(f"/evaluations/{project.pk}/sheets/{sheet.title}/")
    first = sheet.columns[0].title if sheet.form else f"第{FIRST_ROW}行　{columns_of(sheet)[0].title}"
    page.get_by_label(first, exact=True).evaluate(PASTE, "\n".join("\t".join(map(quoted, row)) for row in rows))
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text(f"“{sheet.title}”已保存")


def quoted(text: str) -> str:
    """A cell as a spreadsheet copies it: in quotes when it holds a line break."""
    return '"' + text.replace('"', '""') + '"' if "\n" in text else text


def lines_are_imported(page: Page, project: EvaluationProject, workbook: Path) -> None:
    """The office's own list: its columns are recognised, checked by a person, and read in the background."""
    page.goto(f"/evaluations/{project.pk}/lines/import/")
    page.locator("input[type=file]").set_input_files(workbook)
    page.get_by_role("button", name="下一步：核对列").click()
    keep_picture(page, "whole-way-columns")
    page.get_by_role("button", name="开始导入").click()
    expect(page.get_by_text("等待开始")).to_be_visible()
    work(clock=now, stop=Flag(), once=True)
    expect(page.get_by_text("已导入 16 行")).to_be_visible(timeout=20_000)


def same_as_wanted(project: EvaluationProject, wanted: Preparation) -> None:
    """What the browser kept is the demonstration project, to the cent and the letter."""
    project.refresh_from_db()
    kept = preparation_of(project)
    assert [(line.budget, line.payee, line.use, line.area) for line in kept.lines] == [
        (line.budget, line.payee, line.use, line.area) for line in wanted.lines
    ]
    assert kept.indicators == wanted.indicators
    assert kept.project == wanted.project
    assert kept.questions == wanted.questions
    assert {one.key: one.issued_on for one in kept.documents} == {one.key: one.issued_on for one in wanted.documents}


def nothing_keeps_the_plan_back(page: Page, project: EvaluationProject) -> None:
    page.goto(f"/evaluations/{project.pk}/check/")
    keep_picture(page, "whole-way-check")
    page.goto(f"/evaluations/{project.pk}/points/")
    expect(page.get_by_text("12 个").first).to_be_visible()
    page.goto(f"/evaluations/{project.pk}/")
    expect(page.get_by_text("检查已通过，可以送审")).to_be_visible()


def plan_goes_its_way(page: Page, office: Page, project: EvaluationProject) -> None:
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_role("status")).to_contain_text("第1稿已送审")
    office.reload()
    office.get_by_label("样本点", exact=True).fill("请写明西片重点样本的理由")
    office.get_by_role("button", name="退回修改").click()
    page.reload()
    expect(page.get_by_text("请写明西片重点样本的理由")).to_be_visible()
    page.get_by_role("button", name="送审").click()
    office.reload()
    office.get_by_role("button", name="审定", exact=True).click()
    page.reload()
    page.get_by_role("button", name="进入评价实施").click()
    expect(page.get_by_role("status")).to_contain_text("评价实施")
    project.refresh_from_db()
    assert (project.phase, project.plan_status) == (Phase.IMPLEMENT, PlanStatus.APPROVED)
    assert project.versions.count() == 2
    keep_picture(page, "whole-way-approved")
