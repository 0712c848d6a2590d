"""环节 on the page of an evaluation: the strip, the way on, the way back."""

import pytest
from django.test import Client
from django.utils.timezone import now

from jiheng.demo.preparation.project import demo_preparation
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.models import EvaluationProject, PlanStatus
from jiheng.orgs.models import Duty
from tests.county import County, member_named
from tests.web.conftest import LoggedIn

WHY = "主管部门补来了两份下达文件"


@pytest.fixture
def agency(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.TPL)


@pytest.fixture
def opened(county: County) -> EvaluationProject:
    return open_project(demo_preparation(), by=member_named("qh_tpl"), at=now())


def put(project: EvaluationProject, phase: str) -> None:
    EvaluationProject.objects.filter(pk=project.pk).update(phase=phase, plan_status=PlanStatus.APPROVED)


def move(client: Client, project: EvaluationProject, enters: str, reason: str = "", revision: int = 1) -> str:
    form = {"enters": enters, "reason": reason, "revision": revision}
    return client.post(f"/evaluations/{project.pk}/phase/", form, follow=True).content.decode()


def page(client: Client, project: EvaluationProject) -> str:
    return client.get(f"/evaluations/{project.pk}/").content.decode()


def fresh(project: EvaluationProject) -> EvaluationProject:
    return EvaluationProject.objects.get(pk=project.pk)


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        ("PREPARE", ["进行中", "未开始", "未开始"]),
        ("IMPLEMENT", ["已完成", "进行中", "未开始"]),
        ("REPORT", ["已完成", "已完成", "进行中"]),
    ],
)
def test_the_strip_says_how_each_phase_stands(
    agency: Client, opened: EvaluationProject, phase: str, words: list[str]
) -> None:
    put(opened, phase)
    strip = page(agency, opened).partition('aria-label="环节"')[2].partition("</ol>")[0]
    items = strip.split("<li")[1:]
    assert [name for item, name in zip(items, ("准备", "实施", "报告"), strict=True) if name in item] == [
        "准备",
        "实施",
        "报告",
    ]
    assert all(word in item for item, word in zip(items, words, strict=True))
    assert ["aria-current" in item for item in items] == [word == "进行中" for word in words]


def test_the_evaluation_goes_on_and_back_with_its_reason_shown(agency: Client, opened: EvaluationProject) -> None:
    put(opened, "PREPARE")
    assert 'value="IMPLEMENT"' in page(agency, opened)
    assert "已进入评价实施。" in move(agency, opened, "IMPLEMENT")
    assert "退回的原因" in page(agency, opened)
    shown = move(agency, opened, "PREPARE", WHY, revision=2)
    assert "已退回评价准备。" in shown
    assert f"退回评价准备：{WHY}" in shown
    assert "送审</button>" in shown
    assert (fresh(opened).phase, fresh(opened).plan_status) == ("PREPARE", PlanStatus.DRAFT)
    assert "退回的原因" not in shown


def test_a_plan_that_is_a_draft_again_is_not_offered_for_decision(
    agency: Client, logged_in: LoggedIn, opened: EvaluationProject
) -> None:
    agency.post(f"/evaluations/{opened.pk}/submit/")
    finance = logged_in(Duty.FPD)
    finance.post(f"/evaluations/{opened.pk}/decide/", {"version": 1, "decision": "approve"})
    move(agency, opened, "IMPLEMENT")
    move(agency, opened, "PREPARE", WHY, revision=2)
    shown = page(finance, opened)
    assert "方案第 1 稿" in shown
    assert "审定评价方案" not in shown


def test_without_a_reason_nothing_goes_back(agency: Client, opened: EvaluationProject) -> None:
    put(opened, "IMPLEMENT")
    assert "退回评价准备要写明原因，请填写。" in move(agency, opened, "PREPARE", " ")
    assert fresh(opened).phase == "IMPLEMENT"


def test_a_reason_typed_on_an_older_page_stays_on_the_page(agency: Client, opened: EvaluationProject) -> None:
    put(opened, "REPORT")
    shown = move(agency, opened, "IMPLEMENT", WHY, revision=7)
    assert "请看过现在的情况再办理。" in shown
    assert f">{WHY}</textarea>" in shown
    assert fresh(opened).phase == "REPORT"


def test_before_the_report_everything_lacking_is_named(agency: Client, opened: EvaluationProject) -> None:
    put(opened, "IMPLEMENT")
    shown = move(agency, opened, "REPORT")
    assert "评价指标还没有计分；E-B7-3 有" in shown
    assert "E-B8-5" in shown
    assert fresh(opened).phase == "IMPLEMENT"


@pytest.mark.parametrize("enters", ["", "ARCHIVE"])
def test_a_phase_nobody_offers_is_refused_in_words(agency: Client, opened: EvaluationProject, enters: str) -> None:
    assert "没有收到要去的环节" in move(agency, opened, enters)


def test_who_only_reads_sees_the_strip_and_no_way_on_or_back(logged_in: LoggedIn, opened: EvaluationProject) -> None:
    put(opened, "IMPLEMENT")
    shown = page(logged_in(Duty.FLD), opened)
    assert "进行中" in shown
    assert "/phase/" not in shown
