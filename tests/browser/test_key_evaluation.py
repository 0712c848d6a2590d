"""A key evaluation and the points of bond money, in a real browser on a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.test_evaluations import look_at
from tests.county import County, member_named
from tests.evaluation.keyed import keyed, passed, reporting_project

pytestmark = pytest.mark.browser


def test_a_key_evaluation_is_filed_on_one_page(county: County, open_page: Open) -> None:
    project = reporting_project(county)
    passed(keyed(project, member_named("qh_tpl"), experts=2), member_named("qh_tpl"), member_named("qh_fld"))
    look_at(open_page(f"/evaluations/{project.pk}/key/", "qh_tpl"), "key-evaluation")
    page = open_page(f"/evaluations/{project.pk}/key/", "qh_fpd")
    body = page.locator("#body-government")
    body.get_by_text("登记报送").click()
    body.get_by_label("文号").fill("清财绩〔2026〕11号")
    look_at(page, "key-evaluation-filing")
    body.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("报送已登记")
    expect(body).to_contain_text("清财绩〔2026〕11号")


def test_the_points_of_bond_money_are_filled_in_and_kept(county: County, open_page: Open) -> None:
    project = reporting_project(county, fund_sources=["专项债券"], by_reference=True)
    page = open_page(f"/evaluations/{project.pk}/bonds/", "qh_tpl")
    look_at(page, "bonds")
    page.get_by_label("可用于还本付息的项目收益").fill("1200万元")
    page.get_by_label("应付债券本息").fill("1000万元")
    page.get_by_role("button", name="全部保存").click()
    expect(page.get_by_text("＝1.20倍")).to_be_visible()
    look_at(open_page(f"/evaluations/{project.pk}/bonds/", "qh_fpd"), "bonds-read")
