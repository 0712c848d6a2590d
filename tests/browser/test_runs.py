"""Frozen scores in a real browser: readable on a desk and on a phone, and two of them compared by hand."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject
from tests.browser.conftest import Open
from tests.browser.test_evaluations import look_at
from tests.county import DAY, County, member_named
from tests.evaluation.scored import scored_project

pytestmark = pytest.mark.browser

PAGES = (
    ("evaluation-runs", "/evaluations/{}/runs/"),
    ("evaluation-run", "/evaluations/{}/runs/2/"),
    ("evaluation-runs-compared", "/evaluations/{}/runs/compare/?old=1&new=2"),
    ("evaluation-run-paper", "/evaluations/{}/runs/2/paper/"),
    ("evaluation-scores", "/evaluations/{}/scores/"),
    ("evaluation-score-why", "/evaluations/{}/scores/C1/"),
)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    made = scored_project(county)
    given = demo_evaluated()[1]
    fewer = replace(given, materials=given.materials[:4])
    replace_implementation(made, fewer, revision=2, by=member_named("qh_tpl"), at=DAY, parts={"materials"})
    return made


@pytest.mark.parametrize(("name", "address"), PAGES, ids=[name for name, _ in PAGES])
def test_a_page_is_readable_on_a_desk_and_on_a_phone(
    project: EvaluationProject, open_page: Open, name: str, address: str
) -> None:
    look_at(open_page(address.format(project.pk), "qh_tpl"), name)


def test_two_runs_are_chosen_and_compared(project: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"/evaluations/{project.pk}/runs/", "qh_tpl")
    page.get_by_role("button", name="比较选中的两次").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("第 1 次和第 2 次")
    expect(page.locator("#change-C1")).to_contain_text("已不在清单")
