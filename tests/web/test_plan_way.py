"""The plan on its way: sent for review, returned with opinions, approved, and what follows from it."""

import json
from dataclasses import replace
from datetime import date
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from jiheng.demo.preparation.project import demo_preparation, demo_workbook
from jiheng.evaluation.actions.entering import open_project, replace_preparation
from jiheng.evaluation.models import EvaluationProject, Phase, PlanStatus
from jiheng.orgs.actions import grant_duty
from jiheng.orgs.models import Duty, Membership
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.workbooks.preparation.rows import BY_TITLE
from tests.county import County, member_named
from tests.web.conftest import client_of
from tests.web.preparing import fresh, home, page, save, sheet_of, texts, workbook


def submit(client: Client, project: EvaluationProject) -> str:
    return client.post(f"{home(project)}submit/", follow=True).content.decode()


def decide(client: Client, project: EvaluationProject, decision: str, **opinions: str) -> str:
    form = {
        "version": project.versions.count(),
        "decision": decision,
        **{key.replace("_", "-"): said for key, said in opinions.items()},
    }
    return client.post(f"{home(project)}decide/", form, follow=True).content.decode()


def implement(client: Client, project: EvaluationProject) -> str:
    form = {"enters": "IMPLEMENT", "revision": fresh(project).revision}
    return client.post(f"{home(project)}phase/", form, follow=True).content.decode()


def test_what_blocks_keeps_the_plan_from_being_sent(agency: Client, county: County) -> None:
    project = open_project(Preparation(project=Project("PJ-2", "空的")), by=member_named("qh_tpl"), at=now())
    assert "不能送审" in submit(agency, project)
    assert fresh(project).plan_status == PlanStatus.DRAFT
    assert "看检查" in page(agency, home(project))


def test_the_plan_is_sent_returned_with_opinions_mended_and_approved(
    agency: Client, finance: Client, opened: EvaluationProject
) -> None:
    assert "第1稿已送审" in submit(agency, opened)
    assert "审定评价方案" in page(finance, home(opened))
    assert "至少写一条意见" in decide(finance, opened, "return")
    assert "已退回" in decide(finance, opened, "return", opinion_6="权重请说明理由")
    shown = page(agency, home(opened))
    assert "权重请说明理由" in shown
    assert "指标体系" in shown
    rows = texts(opened, "分工和时间")
    assert save(agency, opened, "分工和时间", rows).status_code == 302
    assert "第2稿已送审" in submit(agency, opened)
    assert "方案已审定" in decide(finance, opened, "approve")
    implement(agency, opened)
    assert (fresh(opened).phase, fresh(opened).plan_status) == (Phase.IMPLEMENT, PlanStatus.APPROVED)
    assert "保存" not in page(agency, sheet_of(opened, "分工和时间"))


def test_a_plan_under_review_cannot_be_changed(agency: Client, opened: EvaluationProject) -> None:
    submit(agency, opened)
    shown = page(agency, sheet_of(opened, "分工和时间"))
    assert "保存" not in shown
    assert "<input name=" not in shown
    answer = save(agency, opened, "分工和时间", [["", "", "", ""]])
    assert answer.status_code == 400
    assert "退回后才能修改" in answer.content.decode()
    sent = {"workbook": workbook(demo_workbook()), "revision": 1}
    assert "退回后才能修改" in agency.post(f"{home(opened)}import/", sent, follow=True).content.decode()
    assert "用 Excel 填" not in page(agency, home(opened))
    assert texts(opened, "分工和时间")


def test_nobody_sends_twice_or_starts_before_approval(agency: Client, opened: EvaluationProject) -> None:
    assert "还没有经财政部门审定" in implement(agency, opened)
    submit(agency, opened)
    assert "已送审或已审定" in submit(agency, opened)
    assert fresh(opened).versions.count() == 1


def test_a_version_is_kept_with_all_that_was_entered(agency: Client, opened: EvaluationProject) -> None:
    submit(agency, opened)
    kept = json.loads(opened.versions.get().content)
    assert kept["sheets"] == {title: texts(opened, title) for title in BY_TITLE}
    assert kept["result"]["findings"]


def test_a_draft_that_was_not_looked_at_is_not_decided(
    agency: Client, finance: Client, opened: EvaluationProject
) -> None:
    submit(agency, opened)
    decide(finance, opened, "return", opinion_6="权重请说明理由")
    submit(agency, opened)
    answer = finance.post(f"{home(opened)}decide/", {"version": 1, "decision": "approve"}, follow=True)
    assert "不是您看的那一稿" in answer.content.decode()
    assert fresh(opened).plan_status == PlanStatus.SUBMITTED


def test_opinions_that_could_not_be_taken_stay_on_the_page(
    agency: Client, finance: Client, opened: EvaluationProject
) -> None:
    submit(agency, opened)
    refused = decide(finance, opened, "return", opinion_6="权重请说明理由", opinion_3="长" * 1001)
    assert "“预算执行情况表”的意见有1001字，最多1000字" in refused
    assert "权重请说明理由</textarea>" in refused
    assert "长" * 1001 in refused
    assert fresh(opened).plan_status == PlanStatus.SUBMITTED
    decide(finance, opened, "return", opinion_6="权重请说明理由")
    late = decide(finance, opened, "return", opinion_2="目录还差一份<b>")
    assert "没有送出的意见" in late
    assert "目录还差一份&lt;b&gt;" in late


def test_what_blocks_implementation_is_told_and_mended_after_a_return(
    agency: Client, finance: Client, opened: EvaluationProject
) -> None:
    stranger = replace(demo_preparation(), project=replace(demo_preparation().project, leads=("不在小组的人",)))
    replace_preparation(opened, stranger, revision=1, by=member_named("qh_tpl"), at=now())
    assert "已送审" in submit(agency, opened)
    decide(finance, opened, "approve")
    said = implement(agency, opened)
    assert "有1项没有齐备：E-B4-2" in said
    assert fresh(opened).phase == Phase.PREPARE
    assert "已退回" in decide(finance, opened, "return", opinion_1="请改选主评人")
    replace_preparation(opened, demo_preparation(), revision=2, by=member_named("qh_tpl"), at=now())
    submit(agency, opened)
    decide(finance, opened, "approve")
    implement(agency, opened)
    assert fresh(opened).phase == Phase.IMPLEMENT
    assert "审定评价方案" not in page(finance, home(opened))


def test_nothing_is_decided_that_was_not_sent(finance: Client, opened: EvaluationProject) -> None:
    assert "还没有送审" in decide(finance, opened, "approve")
    assert fresh(opened).plan_status == PlanStatus.DRAFT


def test_nobody_approves_what_they_sent(county: County, opened: EvaluationProject) -> None:
    member = member_named("qh_tpl")
    place = Membership.objects.get(user=member.user)
    grant_duty(place, Duty.FPD, by=None, at=now(), scope=county.firm)
    both = client_of(member_named("qh_tpl"))
    submit(both, opened)
    assert "送审人不能审定" in decide(both, opened, "approve")
    assert fresh(opened).plan_status == PlanStatus.SUBMITTED


# Who


@pytest.mark.parametrize(("given", "kept"), [(None, localdate()), (date(2023, 3, 1), date(2023, 3, 1))])
def test_the_day_of_approval_becomes_the_base_day_when_none_was_given(
    agency: Client, finance: Client, county: County, given: date | None, kept: date
) -> None:
    good = demo_preparation()
    dated = replace(good, project=replace(good.project, evaluation_date=given))
    project = open_project(dated, by=member_named("qh_tpl"), at=now())
    submit(agency, project)
    decide(finance, project, "approve")
    assert fresh(project).evaluation_date == kept


def test_a_finding_leads_to_its_row(agency: Client, county: County) -> None:
    good = demo_preparation()
    lines = (replace(good.lines[0], release="没有这个文号"), *good.lines[1:])
    project = open_project(replace(good, lines=lines), by=member_named("qh_tpl"), at=now())
    shown = page(agency, f"{home(project)}check/")
    address = f"{quote(f'{home(project)}sheets/预算执行明细/')}#row-4"
    assert f'href="{address}">预算执行明细 第4行</a>' in shown
    assert 'id="row-4"' in page(agency, sheet_of(project, "预算执行明细"))
