"""Sample points and questionnaires in a real browser: readable on a desk and on a phone, and filled from end to end."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from jiheng.demo.preparation.project import demo_preparation
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from tests.browser.conftest import Open
from tests.browser.test_evaluations import look_at
from tests.county import County, member_named

pytestmark = pytest.mark.browser

PAGES = (
    ("evaluation-points", "/evaluations/{}/points/"),
    ("evaluation-point", "/evaluations/{}/points/3/"),
    ("evaluation-point-choose", "/evaluations/{}/points/choose/"),
    ("evaluation-point-replace", "/evaluations/{}/points/6/choose/"),
    ("evaluation-questionnaires", "/evaluations/{}/questionnaires/"),
    ("evaluation-question-bank", "/evaluations/{}/questionnaires/bank/"),
    ("evaluation-questionnaire", "/evaluations/{}/questionnaires/5/"),
)
"""Name of the picture and address."""


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return open_project(demo_preparation(), by=member_named("qh_tpl"), at=now())


@pytest.mark.parametrize(("name", "address"), PAGES, ids=[name for name, _ in PAGES])
def test_a_page_is_readable_on_a_desk_and_on_a_phone(
    project: EvaluationProject, open_page: Open, name: str, address: str
) -> None:
    look_at(open_page(address.format(project.pk), "qh_tpl"), name)


def test_a_point_is_filled_by_keyboard_and_goes_on_to_the_next(project: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"/evaluations/{project.pk}/points/3/", "qh_tpl")
    page.get_by_label("计划硬化里程", exact=True).fill("12.40")
    page.keyboard.press("Tab")
    page.keyboard.type("Z-01")
    page.get_by_label("有无资金专账", exact=True).select_option("是")
    page.get_by_role("button", name="保存，填下一个").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("南坪镇人民政府")
    kept = [(one.field, one.value, one.evidence) for one in preparation_of(project).point_values]
    assert kept == [("计划硬化里程", "12.4", "Z-01"), ("有无资金专账", "是", "")]


def test_a_drawn_point_gives_way_to_the_next_in_line(project: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"/evaluations/{project.pk}/points/6/choose/", "qh_tpl")
    page.get_by_label("替换的理由").fill("该镇已撤并")
    page.get_by_role("button", name="替换").click()
    expect(page.get_by_role("status")).to_contain_text("已用“龙溪镇人民政府”替换“赤岩镇人民政府”")
