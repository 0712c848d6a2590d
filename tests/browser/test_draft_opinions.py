"""Asking for opinions in a real browser, on both sides: readable on a desk and on a phone, gone through to the end."""

import pytest
from playwright.sync_api import expect

from jiheng.evaluation.actions.report_opinions import send_for_opinion
from jiheng.evaluation.models import ReportOpinion, ReportSending
from jiheng.orgs.models import Duty
from tests.browser.conftest import Open
from tests.browser.test_evaluations import look_at
from tests.county import DAY, County
from tests.evaluation.consulting import DUE, OTHER, UNIT, answered, consulted, drafted

pytestmark = pytest.mark.browser


def test_both_sides_are_readable_on_a_desk_and_on_a_phone(county: County, open_page: Open) -> None:
    one = answered(county, "得分请核对", "用词请统一")
    other = send_for_opinion(one.version, OTHER, county.school, due=DUE, by=one.lead, at=DAY)
    address = f"/evaluations/{one.project.pk}/report/opinions/"
    look_at(open_page(address, "qh_tpl"), "report-opinions")
    look_at(open_page(f"{address}{other.pk}/paper/", "qh_tpl"), "paper-reply")
    look_at(open_page("/opinions/", "qh_dpt"), "opinions")
    look_at(open_page(f"/opinions/{other.pk}/", "qh_unt"), "opinion")


def test_a_unit_notes_an_opinion_and_replies_from_a_phone_without_script(county: County, open_page: Open) -> None:
    one = consulted(county)
    page = open_page(f"/opinions/{one.sending.pk}/", "qh_dpt", size=(360, 800), script=False)
    page.get_by_text("写意见", exact=True).nth(3).click()
    page.get_by_label("对“正文　二、评价结论”的意见").fill("得分请核对")
    page.get_by_role("button", name="记下意见").locator("visible=true").click()
    page.get_by_label("本人姓名").fill(one.unit.user.name)
    page.get_by_role("button", name="回复这 1 条意见").click()
    expect(page.get_by_text("已回复1条意见")).to_be_visible()
    assert ReportOpinion.objects.get().section == "正文　二、评价结论"


def test_evaluators_send_a_draft_and_decide_in_the_table(county: County, open_page: Open) -> None:
    version = drafted(county)
    page = open_page(f"/evaluations/{version.project.pk}/report/opinions/", "qh_tpl")
    page.get_by_role("button", name="送出").click()
    expect(page.get_by_role("status").first).to_contain_text("对方登录就能看到")
    assert ReportSending.objects.get().unit == UNIT


def test_the_whole_table_is_saved_with_one_button(county: County, open_page: Open) -> None:
    one = answered(county, "甲", "乙")
    page = open_page(f"/evaluations/{one.project.pk}/report/opinions/", "qh_tpl")
    page.get_by_label("第1条的采纳情况").select_option("采纳")
    page.get_by_label("第1条的修改位置").fill("正文第12页")
    page.get_by_label("第2条的采纳情况").select_option("不采纳")
    page.get_by_role("button", name="保存采纳情况").click()
    expect(page.get_by_text("不采纳，没有写理由。请填写").last).to_be_visible()
    assert [row.decision for row in ReportOpinion.objects.all()] == ["采纳", "不采纳"]
    assert county.member(Duty.TPL).user == ReportOpinion.objects.all()[0].decided_by
