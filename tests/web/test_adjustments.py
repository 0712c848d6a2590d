"""Changing a score by hand through the pages: asked for on its own page, decided by somebody else on the list."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import AdjustmentRequest, AdjustmentStatus, EvaluationProject
from jiheng.orgs.models import Duty
from tests.county import DAY, County
from tests.evaluation.scored import scored_project
from tests.web.preparing import fresh, home, page

pytestmark = [pytest.mark.django_db, pytest.mark.clause("mof2020-10/4.9")]
LoggedIn = Callable[[Duty], Client]
REASON = "当场整改，县公路所出具了说明"


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return scored_project(county)


def ask(client: Client, project: EvaluationProject, code: str = "G3", **changed: Any) -> tuple[int, str]:
    form = {"revision": fresh(project).revision, "score": "3.5", "reason": REASON, **changed}
    answer = client.post(f"{home(project)}scores/{code}/adjust/", form, follow=True)
    return answer.status_code, answer.content.decode()


def decide(client: Client, project: EvaluationProject, **form: Any) -> tuple[int, str]:
    request = AdjustmentRequest.objects.filter(project=project).latest("pk")
    given = {"revision": fresh(project).revision, "decision": "approve", **form}
    answer = client.post(f"{home(project)}adjustments/{request.pk}/decide/", given, follow=True)
    return answer.status_code, answer.content.decode()


def test_asked_for_approved_and_taken_back(logged_in: LoggedIn, project: EvaluationProject) -> None:
    member, lead = logged_in(Duty.TPM), logged_in(Duty.LEAD)
    assert "申请调整这个得分" in page(member, f"{home(project)}scores/G3/")
    status, shown = ask(member, project, materials=["QL-2023-PJ-01-04-000-0003"])
    assert status == 200
    assert "申请已提交" in shown
    assert "批准</button>" not in shown, "who may not decide is offered nothing"
    assert "差 <b>+0.50</b> 分" in page(lead, f"{home(project)}adjustments/")
    assert "已批准，计入得分" in decide(lead, project, word="同意")[1]
    why = page(member, f"{home(project)}scores/G3/")
    assert "按规则3.00分 → 人工调整3.50分，差+0.50分" in why
    assert "<dt>按规则得分</dt><dd>3.00</dd>" in why
    assert "人工调整+0.50" in page(member, f"{home(project)}scores/")
    request = AdjustmentRequest.objects.get()
    address = f"{home(project)}adjustments/{request.pk}/withdraw/"
    answer = lead.post(address, {"revision": fresh(project).revision, "word": "又查实没有整改"}, follow=True)
    assert "已撤回，得分按规则" in answer.content.decode()
    assert "又查实没有整改" in answer.content.decode()
    assert "人工调整+0.50" not in page(member, f"{home(project)}scores/")


def test_a_computed_score_says_why_it_is_not_changed(logged_in: LoggedIn, project: EvaluationProject) -> None:
    member = logged_in(Duty.TPM)
    shown = page(member, f"{home(project)}scores/C1/")
    assert "申请调整这个得分" not in shown
    assert "比例法由数算出得分，没有留给人判断，不能人工调整" in shown
    status, shown = ask(member, project, "C1", score="8")
    assert status == 400
    assert "请改正取数或样本指标值" in shown
    assert not AdjustmentRequest.objects.exists()


def test_without_material_it_is_not_offered(logged_in: LoggedIn, project: EvaluationProject) -> None:
    shown = page(logged_in(Duty.TPM), f"{home(project)}scores/X2/")
    assert "申请调整这个得分" not in shown


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"score": "9"}, "不在0到分值4之间"),
        ({"score": "三分"}, "申请没有提交，请改正标红的栏"),
        ({"revision": 1}, "已被他人修改"),
        ({"materials": ["别的"]}, "申请没有提交"),
    ],
)
def test_what_cannot_be_taken_is_told_and_the_typing_stays(
    logged_in: LoggedIn, project: EvaluationProject, changed: dict[str, Any], said: str
) -> None:
    status, shown = ask(logged_in(Duty.TPM), project, **changed)
    assert status == 400
    assert said in shown
    assert REASON in shown
    assert 'value="' + str(changed.get("score", "3.5")) + '"' in shown
    assert '<details class="jh-goback" open>' in shown


def test_the_one_who_asked_cannot_approve_even_as_lead(logged_in: LoggedIn, project: EvaluationProject) -> None:
    lead = logged_in(Duty.LEAD)
    shown = ask(lead, project)[1]
    assert "批准</button>" not in shown
    status, shown = decide(lead, project, word="自己同意")
    assert status == 400
    assert "申请人不能批准自己的申请" in shown
    assert AdjustmentRequest.objects.get().status == AdjustmentStatus.REQUESTED


def test_a_refusal_without_a_word_and_a_stale_page_lose_nothing(
    logged_in: LoggedIn, project: EvaluationProject
) -> None:
    ask(logged_in(Duty.TPM), project)
    reviewer = logged_in(Duty.QC)
    assert "不同意的要写明意见" in decide(reviewer, project, decision="refuse")[1]
    status, shown = decide(reviewer, project, decision="refuse", word="整改没有回执", revision=1)
    assert status == 400
    assert "已被他人修改" in shown
    assert "整改没有回执</textarea>" in shown
    assert "没有收到同意还是不同意" in decide(reviewer, project, decision="")[1]
    assert "已退回申请人" in decide(reviewer, project, decision="refuse", word="整改没有回执")[1]


def test_the_list_says_when_an_approved_change_has_lapsed(
    logged_in: LoggedIn, project: EvaluationProject, county: County
) -> None:
    ask(logged_in(Duty.TPM), project)
    decide(logged_in(Duty.LEAD), project)
    given = demo_evaluated()[1]
    moved = tuple(
        type(row)(row.indicator, row.point, "部分达成，70%", row.note) if row.indicator == "G3" else row
        for row in given.values
    )
    changed = type(given)(values=moved)
    revision = fresh(project).revision
    replace_implementation(
        fresh(project), changed, revision=revision, by=county.member(Duty.TPM), at=DAY, parts={"values"}
    )
    shown = page(logged_in(Duty.LEAD), f"{home(project)}adjustments/")
    assert "已失效" in shown
    assert "批准调整时按规则得3.00分，现在得2.80分" in shown
    scores = page(logged_in(Duty.LEAD), f"{home(project)}scores/")
    assert "W-J-06" in scores


def test_changes_by_hand_in_a_workbook_are_not_taken_in(logged_in: LoggedIn, project: EvaluationProject) -> None:
    member = logged_in(Duty.TPM)
    ask(member, project)
    decide(logged_in(Duty.LEAD), project)
    content = member.get(f"{home(project)}evaluation-workbook/").content
    address = f"{home(project)}evaluation-workbook/import/"

    def brought(name: str) -> str:
        form = {"workbook": SimpleUploadedFile(name, content), "revision": fresh(project).revision}
        return member.post(address, form, follow=True).content.decode()

    assert "人工调整没有读入" not in brought("同一份.xlsx"), "what is known here needs no remark"
    AdjustmentRequest.objects.update(status=AdjustmentStatus.WITHDRAWN)
    assert "工作簿里的人工调整没有读入" in brought("旧的.xlsx")
    assert member.get(f"{home(project)}implementation/人工调整/").status_code == 404


def test_many_requests_take_no_more_queries_than_one(
    logged_in: LoggedIn, project: EvaluationProject, county: County
) -> None:
    lead = logged_in(Duty.LEAD)
    ask(logged_in(Duty.TPM), project)
    page(lead, f"{home(project)}adjustments/")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page(lead, f"{home(project)}adjustments/")
        return len(seen)

    one = queries()
    for number in range(5):
        AdjustmentRequest.objects.create(
            project=project,
            indicator="D1",
            score=number,
            reason="历史",
            status=AdjustmentStatus.REFUSED,
            requested_by=county.member(Duty.TPM).user,
            requested_at=DAY,
            decided_by=county.member(Duty.LEAD).user,
            decided_at=DAY,
        )
    assert queries() == one


def test_whoever_decides_finds_the_request_on_the_first_page(logged_in: LoggedIn, project: EvaluationProject) -> None:
    ask(logged_in(Duty.TPM), project)
    assert "申请调整指标G3的得分" in page(logged_in(Duty.QC), "/")
    assert "申请调整指标G3的得分" not in page(logged_in(Duty.TPM), "/")
