"""The main path of the recheck in a real browser: upload, progress, summary, form, mark, decision, exports."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from docx import Document
from docx.document import Document as WordDocument
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from jiheng.self_evaluation.models import Decision, RecheckDecision
from tests.browser.conftest import Open
from tests.browser.test_evaluations import look_at
from tests.county import County
from tests.web.handed_in import WORKBOOK, batch_of

pytestmark = pytest.mark.browser


def test_a_workbook_is_uploaded_rechecked_explained_and_answered(county: County, open_page: Open) -> None:
    page = open_page("/rechecks/", "qh_fpd")
    look_at(page, "rechecks")
    page.locator("input[type=file]").set_input_files(WORKBOOK)
    expect(page.locator(".jh-drop .names")).to_contain_text(WORKBOOK.name)
    page.get_by_role("button", name="开始复核").click()
    page.wait_for_url("**/rechecks/*/")
    call_command("work", "--once")
    page.reload()
    expect(page.locator(".jh-stats")).to_contain_text("共 1 张表")
    look_at(page, "recheck-batch")
    page.get_by_role("link", name="逐表查看").click()
    drawer = page.locator(".jh-drawer")
    expect(drawer).to_contain_text("按公式应得8.62")
    expect(drawer).to_contain_text("37.24/43.2×10=8.62037")
    look_at(page, "recheck-form")
    page.get_by_role("button", name="列入退回清单").click()
    expect(page.get_by_role("status").first).to_be_visible()
    (decision,) = RecheckDecision.objects.all()
    assert (decision.code, decision.decision) == ("E-R-01", Decision.RETURN)


def test_the_opinion_and_the_list_are_downloaded_as_word_and_excel(county: County, open_page: Open) -> None:
    page = open_page(f"/rechecks/{batch_of(county.bureau).pk}/", "qh_fpd")
    opinion = Document(BytesIO(downloaded(page, "复核意见书")))
    assert any("8.62" in text for text in all_text(opinion))
    book = load_workbook(BytesIO(downloaded(page, "导出复核表")))
    assert "复核结果" in book.sheetnames


def test_a_file_that_is_no_workbook_is_refused_in_words(county: County, open_page: Open, tmp_path: Path) -> None:
    fake = tmp_path / "假表.xlsx"
    fake.write_text("项目,得分\n道路,10\n", "utf-8")
    page = open_page("/rechecks/", "qh_fpd", complain=False)
    page.locator("input[type=file]").set_input_files(fake)
    page.get_by_role("button", name="开始复核").click()
    expect(page.locator("main")).to_contain_text("“假表.xlsx”实际是")
    expect(page.locator("main")).to_contain_text("E-F-10")
    look_at(page, "recheck-refused")


def downloaded(page: Page, link: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    return Path(waiting.value.path()).read_bytes()


def all_text(document: WordDocument) -> list[str]:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]
