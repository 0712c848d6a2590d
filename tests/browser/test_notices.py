"""Written notices in a real browser, on both sides: readable on a desk and on a phone, and gone through to the end."""

import pytest
from playwright.sync_api import expect

from jiheng.evaluation.models import HandedIn, Notice
from tests.browser.conftest import Open
from tests.browser.test_evaluations import look_at
from tests.county import County
from tests.evaluation.asking import CONTRACT, MINUTES, NUMBER, Asked, asked, handed_in
from tests.files.originals import NOTICE, pdf

pytestmark = pytest.mark.browser

PAGES = (
    ("notices", "/evaluations/{}/notices/"),
    ("notice-new", "/evaluations/{}/notices/new/"),
    ("notice", f"/evaluations/{{}}/notices/{NUMBER}/"),
    ("management", "/evaluations/{}/management/"),
    ("nine-kinds", "/evaluations/{}/nine-kinds/"),
)
"""Name of the picture and address."""


@pytest.fixture
def one(county: County) -> Asked:
    found = asked(county)
    handed_in(found)
    return found


@pytest.mark.parametrize(("name", "address"), PAGES, ids=[name for name, _ in PAGES])
def test_a_page_is_readable_on_a_desk_and_on_a_phone(one: Asked, open_page: Open, name: str, address: str) -> None:
    look_at(open_page(address.format(one.project.pk), "qh_tpl"), name)


def test_the_side_of_the_unit_is_readable_on_a_desk_and_on_a_phone(one: Asked, open_page: Open) -> None:
    look_at(open_page("/requests/", "qh_unt"), "requests")
    look_at(open_page(f"/requests/{one.address.pk}/", "qh_unt"), "request")


def test_a_notice_is_drafted_and_sent(one: Asked, open_page: Open) -> None:
    page = open_page(f"/evaluations/{one.project.pk}/notices/new/?to=implementing", "qh_tpl")
    page.get_by_label("提交期限").fill("2099-04-15")
    page.get_by_role("button", name="存为草稿").click()
    page.get_by_label("送达方式").fill("当面送达")
    page.get_by_role("button", name="登记发出").click()
    expect(page.get_by_role("status").first).to_contain_text("通知已登记发出")
    assert Notice.objects.exclude(number=NUMBER).get().sent_on is not None


def test_a_unit_hands_in_a_file_from_a_phone_without_script(one: Asked, open_page: Open) -> None:
    page = open_page(f"/requests/{one.address.pk}/", "qh_unt", size=(360, 800), script=False)
    page.get_by_text("上传文件，或说明没有").click()
    page.get_by_label("文件", exact=True).last.set_input_files(
        {"name": "纪要.pdf", "mimeType": "application/pdf", "buffer": pdf(NOTICE[:3])}
    )
    page.get_by_role("button", name="提交", exact=True).last.click()
    expect(page.get_by_text("已提交1个文件")).to_be_visible()
    assert sorted(HandedIn.objects.values_list("item", flat=True)) == sorted([CONTRACT, MINUTES])
