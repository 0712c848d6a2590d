"""Analysis, visits and the summed-up points on a desk, on a phone, and without a script."""

import pytest

from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject, Phase, PlanStatus
from jiheng.evaluation.shapes import implementation_of
from tests.browser.conftest import Open
from tests.browser.test_evaluations import look_at
from tests.county import DAY, County, member_named

pytestmark = pytest.mark.browser

PAGES = (
    ("evaluation-analysis", "analysis/"),
    ("evaluation-problem", "analysis/problems/1/"),
    ("evaluation-visits", "visits/"),
    ("evaluation-talk", "visits/talk/new/"),
    ("evaluation-site", "visits/site/1/"),
    ("evaluation-point-summary", "points/summary/?by=use"),
)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    preparation, given = demo_evaluated()
    lead = member_named("qh_tpl")
    made = open_project(preparation, by=lead, at=DAY)
    EvaluationProject.objects.filter(pk=made.pk).update(phase=Phase.IMPLEMENT, plan_status=PlanStatus.APPROVED)
    made.refresh_from_db()
    replace_implementation(made, given, revision=1, by=lead, at=DAY)
    return made


@pytest.mark.parametrize(("name", "address"), PAGES, ids=[name for name, _ in PAGES])
def test_a_page_is_readable_on_a_desk_and_on_a_phone(
    project: EvaluationProject, open_page: Open, name: str, address: str
) -> None:
    look_at(open_page(f"/evaluations/{project.pk}/{address}", "qh_tpl"), name)


def test_a_talk_is_written_down_without_any_script(project: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"/evaluations/{project.pk}/visits/", "qh_tpl", script=False)
    page.get_by_role("link", name="登记走访").click()
    page.get_by_label("实际获益者").check()
    page.get_by_label("实施效果").fill("路通了，运肥料省一半时间")
    page.get_by_role("button", name="保存", exact=True).click()
    last = implementation_of(project, {"visits"}).visits[-1]
    assert (last.number, last.said[-1][1]) == ("访04", "路通了，运肥料省一半时间")


def test_a_fact_becomes_a_problem_and_comes_back_to_the_list(project: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"/evaluations/{project.pk}/analysis/", "qh_tpl")
    page.locator("#plan").get_by_role("row", name="道路工程竣工").get_by_role("link", name="记为问题").click()
    page.get_by_label("具体表现").fill("晚8天竣工")
    page.get_by_role("button", name="保存", exact=True).click()
    assert page.url.endswith("#problems")
    assert "缺判断依据、成因" in page.locator("#problems").inner_text()
