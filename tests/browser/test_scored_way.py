"""From evidence to grade in the browser: sheets pasted as from Excel, files handed in, a score opened and lost again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation.models import EvaluationProject, Material, ScoreRun
from jiheng.workbooks.preparation.implementation_editing import implementation_texts
from jiheng.workbooks.preparation.layout_implementation import IMPLEMENTATION_SHEETS
from tests.browser.conftest import Open
from tests.browser.test_evaluations import PASTE
from tests.county import County
from tests.evaluation.scored import implementing_project
from tests.files.pictures import jpeg

pytestmark = [pytest.mark.browser, pytest.mark.clause("cq2023-7/23", "cq2023-7/27", "cq2023-7/28")]

SCORING = ("资料编号清单", "资料对应", "指标取数", "样本指标值", "资料充分性")
BY_TITLE = {sheet.title: sheet for sheet in IMPLEMENTATION_SHEETS}
AGENCY = "qh_tpl"


@pytest.fixture
def project(county: County) -> EvaluationProject:
    """Approved and being carried out; nothing is entered to score it yet."""
    return implementing_project(county)


def copied(sheet: str) -> str:
    """The rows of the demonstration's sheet as a spreadsheet puts them on the clipboard."""
    rows = implementation_texts(demo_evaluated()[1], BY_TITLE[sheet])
    return "\n".join("\t".join(row) for row in rows) + "\n"


def entered(page: Page, project: EvaluationProject, sheet: str) -> None:
    page.goto(f"/evaluations/{project.pk}/implementation/{sheet}/")
    page.locator("[name=r0c0]").evaluate(PASTE, copied(sheet))
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status").first).to_contain_text("已保存")


def test_from_evidence_to_grade_and_back(project: EvaluationProject, open_page: Open, tmp_path: Path) -> None:
    home = f"/evaluations/{project.pk}/"
    page = open_page(f"{home}scores/", AGENCY)
    expect(page.get_by_role("main")).to_contain_text("没有写怎样取数")
    for sheet in SCORING:
        entered(page, project, sheet)
    page.goto(f"{home}scores/")
    expect(page.get_by_role("main")).to_contain_text("86.96 分")
    expect(page.get_by_role("main")).to_contain_text("等级“良”")

    page.get_by_role("link", name=re.compile("通村公路硬化里程完成率为什么得7.85分")).click()
    drawer = page.locator("#score-drawer")
    expect(drawer.get_by_role("heading", level=2)).to_be_focused()
    expect(drawer).to_contain_text("怎么算出来的")
    expect(drawer).to_contain_text("QL-2023-PJ-01-07-000-0005")
    page.keyboard.press("Escape")
    expect(drawer).to_be_empty()

    hand_in_a_photo(page, project, tmp_path)
    take_the_last_material_away(page, project)


def hand_in_a_photo(page: Page, project: EvaluationProject, tmp_path: Path) -> None:
    """Material is taken in, numbered and made to speak for the indicator that had nothing."""
    home = f"/evaluations/{project.pk}/"
    photo = tmp_path / "运费调查.jpg"
    photo.write_bytes(jpeg())
    page.goto(f"{home}materials/")
    page.get_by_text("展开").or_(page.get_by_role("heading", name="收入文件")).first.click()
    page.locator("#id_kind").select_option("走访调查")
    page.locator("#id_nature").select_option("primary")
    page.locator("#uploads").set_input_files(photo)
    page.get_by_role("button", name="收入并编号").click()
    expect(page.locator("[data-sum]")).to_have_text(re.compile("共 1 个，收入 1 个"))
    taken = Material.objects.get(project=project, title__contains="运费调查")
    page.goto(f"{home}scores/X2/?q=运费调查")
    page.get_by_label(re.compile("运费调查")).check()
    page.get_by_role("button", name="对应这个指标").click()
    expect(page.get_by_role("status").first).to_contain_text("已对应这个指标")
    assert taken.number in page.get_by_role("main").inner_text()


def take_the_last_material_away(page: Page, project: EvaluationProject) -> None:
    """The questionnaires of the satisfaction indicator leave the list, and its points are gone with the reason."""
    home = f"/evaluations/{project.pk}/"
    page.goto(f"{home}implementation/资料编号清单/")
    row = page.locator("tr", has=page.locator("input[value='QL-2023-PJ-01-13-000-0009']"))
    for cell in row.locator("input, textarea").all():
        cell.fill("")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status").first).to_contain_text("已保存")
    page.goto(f"{home}scores/")
    expect(page.get_by_role("main")).to_contain_text("没有可用资料")
    page.goto(f"{home}scores/X4/")
    expect(page.get_by_role("main")).to_contain_text("没有资料，这个指标不得分")
    newest = ScoreRun.objects.filter(project=project).first()
    assert newest is not None
    assert newest.cause == "资料编号清单已修改"
    page.goto(f"{home}runs/{newest.number}/")
    expect(page.get_by_role("main")).to_contain_text("资料“QL-2023-PJ-01-13-000-0009”已不在清单")
