"""Changing scores by hand and reviewing as an expert, in a real browser on a desk and on a phone."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject, ExpertInvitation, ExpertScore, Phase, PlanStatus
from tests.browser.conftest import Open
from tests.browser.test_evaluations import look_at
from tests.county import County, member_named
from tests.web.judged import invitation_of

pytestmark = pytest.mark.browser


@pytest.fixture
def project(county: County) -> EvaluationProject:
    preparation, given = demo_evaluated()
    agency = member_named("qh_tpl")
    made = open_project(preparation, by=agency, at=now())
    EvaluationProject.objects.filter(pk=made.pk).update(phase=Phase.IMPLEMENT, plan_status=PlanStatus.APPROVED)
    made.refresh_from_db()
    replace_implementation(made, given, revision=1, by=agency, at=now())
    return made


@pytest.fixture
def invitation(project: EvaluationProject) -> ExpertInvitation:
    made = invitation_of(project, member_named("qh_exp").user)
    ExpertInvitation.objects.filter(pk=made.pk).update(declared_at=None)
    return made


def test_a_change_is_asked_for_and_approved(project: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"/evaluations/{project.pk}/scores/G3/", "qh_tpm")
    page.get_by_text("申请调整这个得分").click()
    look_at(page, "adjustment-ask")
    page.get_by_label("调整后得分").fill("3.5")
    page.get_by_label("理由").fill("当场整改，县公路所出具了说明")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("status")).to_contain_text("申请已提交")
    other = open_page(f"/evaluations/{project.pk}/adjustments/", "qh_qc")
    look_at(other, "adjustments")
    other.get_by_role("button", name="批准", exact=True).click()
    expect(other.get_by_role("status")).to_contain_text("已批准")
    look_at(other, "adjustments-done")
    page.goto(f"/evaluations/{project.pk}/scores/G3/")
    look_at(page, "adjustment-counted")


def test_an_expert_declares_scores_and_goes_on(invitation: ExpertInvitation, open_page: Open) -> None:
    page = open_page("/reviews/", "qh_exp")
    look_at(page, "reviews")
    page.get_by_role("link", name="（演示）2022年农村公路补助和建设项目").click()
    look_at(page, "review-declaration")
    page.get_by_label("没有利益关系").check()
    page.get_by_role("button", name="声明").click()
    look_at(page, "review")
    page.get_by_role("link", name="开始打分").click()
    page.get_by_role("spinbutton", name="打分").fill("5.5")
    page.get_by_label("意见").fill("踏勘记录没有照片")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("5.70")).to_be_visible()
    look_at(page, "review-indicator")


def test_the_evaluators_see_what_the_experts_say(
    project: EvaluationProject, invitation: ExpertInvitation, open_page: Open
) -> None:
    for row in demo_evaluated()[0].indicators:
        ExpertScore.objects.create(
            invitation=invitation, indicator=row.code, points=row.points / 2, comment="看得不够", saved_at=now()
        )
    ExpertInvitation.objects.filter(pk=invitation.pk).update(declared_at=now(), submitted_at=now())
    page = open_page(f"/evaluations/{project.pk}/experts/", "qh_lead")
    page.get_by_text("退回或撤回").click()
    look_at(page, "experts")
    page.get_by_role("link", name="按专家意见申请调整项目前期论证充分性").click()
    expect(page.get_by_label("调整后得分")).to_have_value("3.00")
