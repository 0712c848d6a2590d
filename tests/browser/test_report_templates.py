"""Report templates in a real browser: readable on a desk and on a phone, uploaded without any script."""

import pytest
from playwright.sync_api import expect

from jiheng.evaluation.models import ReportTemplate
from jiheng.reports.template_starter import starter_template
from tests.browser.conftest import Open
from tests.browser.test_evaluations import look_at
from tests.county import County
from tests.web.templated import template_of

pytestmark = pytest.mark.browser
HOME = "/report-templates/"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_the_page_is_readable_on_a_desk_and_on_a_phone(county: County, open_page: Open) -> None:
    template_of(county.firm)
    look_at(open_page(HOME, "qh_lead"), "report-templates")


def test_a_template_is_uploaded_from_a_phone_without_script(county: County, open_page: Open) -> None:
    page = open_page(HOME, "qh_lead", size=(360, 800), script=False)
    page.get_by_label("模板名称").fill("事务所版式")
    page.locator("input[type=file]").set_input_files(
        {"name": "模板.docx", "mimeType": WORD, "buffer": starter_template()}
    )
    page.get_by_role("button", name="检查并上传").click()
    expect(page.get_by_role("status").first).to_contain_text("已收入“事务所版式”")
    assert ReportTemplate.objects.get().organisation == county.firm


def test_a_field_is_found_and_copied(county: County, open_page: Open) -> None:
    page = open_page(f"{HOME}?q=覆盖率", "qh_lead")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制{{样本资金覆盖率}}").click()
    expect(page.get_by_text("已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "{{样本资金覆盖率}}"
