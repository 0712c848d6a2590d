"""From a blank report to both versions in a real browser: figures inserted by a click, files made, opinions, signed."""

from pathlib import Path

import pytest
from django.utils.timezone import now
from docx import Document
from playwright.sync_api import Page, expect

from jiheng.evaluation.models import EvaluationProject, ReportVersion, VersionState
from jiheng.web.evaluations.report_job import make_files
from tests.browser.conftest import PHONE, Open
from tests.browser.test_evaluations import look_at
from tests.county import County, member_named
from tests.evaluation.reported import reporting_project, written_project
from tests.files.originals import NOTICE, pdf
from tests.files.pictures import jpeg

pytestmark = [
    pytest.mark.browser,
    pytest.mark.office,
    pytest.mark.clause("cq2023-7/29", "cq2023-7/33", "cq2023-7/34"),
]
AGENCY, LEAD = "qh_tpl", "qh_lead"


def generated(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text("正在生成文件", exact=True)).to_be_visible()
    version = ReportVersion.objects.select_related("project__organisation").get(state=VersionState.MAKING)
    make_files(version, by=member_named(AGENCY), at=now())
    page.reload()
    expect(page.get_by_role("link", name="PDF")).to_be_visible()


def home(project: EvaluationProject) -> str:
    return f"/evaluations/{project.pk}/report/"


def test_a_section_is_written_with_figures_by_a_click(county: County, open_page: Open) -> None:
    project = reporting_project(county)
    page = open_page(home(project), AGENCY)
    look_at(page, "report-blank")
    page.get_by_role("button", name="空白处按数据起草").click()
    page.get_by_role("link", name="评价结论", exact=True).click()
    box = page.locator("[name='text-body-3.overall']")
    box.fill("总体得")
    page.get_by_text("结论", exact=True).last.click()
    page.get_by_role("button", name="评价得分", exact=True).click()
    expect(box).to_have_value("总体得{{评价得分}}")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("已保存1项")
    expect(page.locator("mark", has_text="86.96分").first).to_be_visible()
    look_at(page, "report-section")
    bare = open_page(f"{home(project)}sections/body-3/", AGENCY, size=PHONE, script=False)
    bare.get_by_role("button", name="保存并写下一节").click()
    expect(bare.get_by_role("heading", level=1)).to_contain_text("问题和建议")


def test_from_the_draft_to_the_report_that_goes_out(county: County, open_page: Open, tmp_path: Path) -> None:
    project = written_project(county)
    page = open_page(home(project), AGENCY)
    generated(page, "生成征求意见稿")
    with page.expect_download() as handed:
        page.get_by_role("link", name="Word").click()
    handed.value.save_as(tmp_path / "draft.docx")
    assert any("征求意见稿" in one.text for one in Document(str(tmp_path / "draft.docx")).tables[0]._cells)
    answered_on_paper(page, project, tmp_path)
    page.goto(home(project))
    expect(page.get_by_text("没有拦住定稿的")).to_be_visible()
    generated(page, "生成正式稿")
    look_at(page, "report-final")
    signed(open_page(f"{home(project)}final/1/signatures/", LEAD), tmp_path)
    page.goto(home(project))
    expect(page.get_by_text("正式稿第1稿已签章发出")).to_be_visible()
    look_at(page, "report-issued")


def answered_on_paper(page: Page, project: EvaluationProject, folder: Path) -> None:
    """The department is not in the system: it answers on paper that it has no opinion."""
    letter = folder / "复函.pdf"
    letter.write_bytes(pdf(NOTICE))
    page.goto(f"{home(project)}opinions/")
    page.get_by_role("button", name="送出").click()
    page.get_by_role("link", name="录入书面回函").click()
    page.locator("input[type=file]").set_input_files(letter)
    page.get_by_label("回函写明没有意见").check()
    page.get_by_role("button", name="录入回函").click()
    expect(page.get_by_role("main")).to_contain_text("回复无意见")


def signed(page: Page, folder: Path) -> None:
    """One scanned page with the signature and the seal."""
    scan = folder / "签章页.jpg"
    scan.write_bytes(jpeg())
    form = page.locator("form", has=page.locator("input[type=file]")).first
    form.locator("input[type=file]").set_input_files(scan)
    for box in form.get_by_role("checkbox").all():
        box.check()
    form.get_by_role("button", name="登记签章").click()
    page.get_by_role("button", name="发出正式稿").click()
    expect(page.get_by_role("status").first).to_contain_text("发出")
