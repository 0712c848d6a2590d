"""The pages of carrying out an evaluation, readable on a desk and on a phone, the drawer of a score among them."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from jiheng.evaluation.actions.amending import request_amendment
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from tests.browser.conftest import Open
from tests.browser.test_evaluations import look_at
from tests.county import DAY, County, member_named
from tests.evaluation.scored import scored_project

pytestmark = pytest.mark.browser

PAGES = (
    ("implementing", "/evaluations/{}/"),
    ("implementing-check", "/evaluations/{}/check/"),
    ("implementing-sheet", "/evaluations/{}/implementation/走访记录/"),
    ("implementing-facts", "/evaluations/{}/sheets/项目基本信息/"),
    ("implementing-amendments", "/evaluations/{}/amendments/"),
    ("implementing-amend-one", "/evaluations/{}/indicators/C1/?amend=1"),
    ("implementing-amend-table", "/evaluations/{}/indicators/?amend=1"),
    ("implementing-actuals", "/evaluations/{}/lines/import/"),
)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    made = scored_project(county)
    indicators = preparation_of(made, ("indicators",)).indicators
    stricter = {"method": "扣分法", "parameters": "每低1个百分点扣0.5分"}
    amended = [replace(one, **stricter) if one.code == "C1" else one for one in indicators]  # type: ignore[arg-type]  # fields by their names
    request_amendment(
        made, amended, reason="演示：按批复", confirmed_late=True, revision=2, by=member_named("qh_tpl"), at=DAY
    )
    return made


@pytest.mark.parametrize(("name", "address"), PAGES, ids=[name for name, _ in PAGES])
def test_a_page_is_readable_on_a_desk_and_on_a_phone(
    project: EvaluationProject, open_page: Open, name: str, address: str
) -> None:
    look_at(open_page(address.format(project.pk), "qh_tpl"), name)


def test_a_score_opens_beside_the_table(project: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"/evaluations/{project.pk}/scores/", "qh_tpl")
    page.get_by_role("link", name="通村公路硬化里程完成率为什么得7.85分").click()
    expect(page.locator("#score-drawer h2")).to_be_focused()
    look_at(page, "score-drawer")
    page.get_by_role("button", name="关闭").click()
    expect(page.locator("#score-drawer")).to_be_empty()
