"""An expert's own pages and those of the evaluators who asked for the review."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation.models import EvaluationProject, ExpertInvitation, ExpertScore
from jiheng.orgs.models import Duty
from tests.county import DAY, County, appoint
from tests.evaluation.scored import scored_project
from tests.web.conftest import client_of
from tests.web.judged import invitation_of
from tests.web.opened import evidence_of
from tests.web.preparing import fresh, home, page

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/25")]
LoggedIn = Callable[[Duty], Client]


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return scored_project(county)


@pytest.fixture
def expert(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.EXP)


@pytest.fixture
def invitation(project: EvaluationProject, county: County) -> ExpertInvitation:
    made = invitation_of(project, county.member(Duty.EXP).user)
    ExpertInvitation.objects.filter(pk=made.pk).update(declared_at=None)
    made.refresh_from_db()
    return made


def review(invitation: ExpertInvitation) -> str:
    return f"/reviews/{invitation.pk}/"


def declare(client: Client, invitation: ExpertInvitation, **form: Any) -> str:
    invitation.refresh_from_db()
    given = {"related": "no", "revision": invitation.revision, **form}
    return client.post(f"{review(invitation)}declare/", given, follow=True).content.decode()


def save(client: Client, invitation: ExpertInvitation, code: str = "D1", **form: Any) -> tuple[int, str]:
    given = {"points": "5", "comment": "略简", "counter": 0, **form}
    answer = client.post(f"{review(invitation)}indicators/{code}/save/", given, follow=True)
    return answer.status_code, answer.content.decode()


def finish(invitation: ExpertInvitation, off: dict[str, str]) -> None:
    """Everything scored in full but for ``off``, and handed in."""
    for row in demo_evaluated()[0].indicators:
        points = off.get(row.code, row.points)
        ExpertScore.objects.create(
            invitation=invitation, indicator=row.code, points=points, comment="看得不够", saved_at=DAY
        )
    ExpertInvitation.objects.filter(pk=invitation.pk).update(declared_at=DAY, submitted_at=DAY)


def test_the_declaration_comes_first(expert: Client, invitation: ExpertInvitation) -> None:
    shown = page(expert, review(invitation))
    assert "青岚县交通运输局" in shown, "the units are named"
    assert "项目前期论证充分性" not in shown
    closed = expert.get(f"{review(invitation)}indicators/D1/")
    assert (closed.status_code, closed["Location"]) == (302, review(invitation))
    assert save(expert, invitation)[0] == 400
    assert "请选择有没有利益关系" in declare(expert, invitation, related="")
    shown = declare(expert, invitation, related="yes", relation=" ")
    assert "请写明是什么关系" in shown
    assert "可以打分了" in declare(expert, invitation)
    assert "项目前期论证充分性" in page(expert, review(invitation))


def test_a_relation_keeps_it_closed_until_the_lead_lets_the_expert_take_part(
    expert: Client, logged_in: LoggedIn, project: EvaluationProject, invitation: ExpertInvitation
) -> None:
    assert "主评人同意以后才能打分" in declare(expert, invitation, related="yes", relation="配偶在县交通局")
    assert "项目前期论证充分性" not in page(expert, review(invitation))
    lead = logged_in(Duty.LEAD)
    assert "专家专家甲声明了利益关系" in page(lead, "/")
    assert "配偶在县交通局" in page(lead, f"{home(project)}experts/")
    invitation.refresh_from_db()
    address = f"{home(project)}experts/{invitation.pk}/act/"
    form = {"act": "release", "revision": invitation.revision, "reason": ""}
    assert "要写明理由" in lead.post(address, form, follow=True).content.decode()
    answer = lead.post(address, {**form, "reason": "离职已满五年"}, follow=True)
    assert "专家可以打分了" in answer.content.decode()
    assert "项目前期论证充分性" in page(expert, review(invitation))


def test_the_score_by_rule_is_hidden_until_the_own_one_is_kept(expert: Client, invitation: ExpertInvitation) -> None:
    declare(expert, invitation)
    before = page(expert, f"{review(invitation)}indicators/D1/")
    assert "5.70" not in before
    assert "按规则得分</dt>" not in before
    assert "QL-2023-PJ-01-01-000-0001" in before
    assert "（演示）可行性研究报告和踏勘记录" in before
    assert "定性三档" in before
    assert "5.70" not in page(expert, review(invitation))
    save(expert, invitation, points="", comment="还要看")
    assert "5.70" not in page(expert, f"{review(invitation)}indicators/D1/"), "a note alone shows nothing"
    status, shown = save(expert, invitation, counter=1)
    assert status == 200
    assert "<dt>按规则得分</dt><dd>5.70</dd>" in shown


def test_the_later_of_two_windows_sees_both_and_loses_nothing(expert: Client, invitation: ExpertInvitation) -> None:
    declare(expert, invitation)
    save(expert, invitation)
    status, shown = save(expert, invitation, points="3", comment="另一个窗口")
    assert status == 400
    assert "已在别的窗口保存过" in shown
    assert "现在保存着的是：5.00 分，意见“略简”" in shown
    assert "另一个窗口</textarea>" in shown
    assert ExpertScore.objects.get().points == 5


@pytest.mark.parametrize(("form", "said"), [({"points": "6.5"}, "不在0到分值6之间"), ({"points": "五"}, "请改正")])
def test_what_cannot_be_kept_is_told_and_stays(
    expert: Client, invitation: ExpertInvitation, form: dict[str, Any], said: str
) -> None:
    declare(expert, invitation)
    status, shown = save(expert, invitation, **form)
    assert status == 400
    assert said in shown
    assert "略简</textarea>" in shown


def test_from_one_indicator_to_the_next_and_handed_in(
    expert: Client, project: EvaluationProject, invitation: ExpertInvitation
) -> None:
    declare(expert, invitation)
    codes = [row.code for row in demo_evaluated()[0].indicators]
    for number, row in enumerate(demo_evaluated()[0].indicators):
        form = {"points": str(row.points), "comment": "", "counter": 0, "next": "1"}
        answer = expert.post(f"{review(invitation)}indicators/{row.code}/save/", form)
        after = f"indicators/{codes[number + 1]}/" if number + 1 < len(codes) else ""
        assert answer["Location"] == f"{review(invitation)}{after}"
        if number == 3:
            invitation.refresh_from_db()
            early = expert.post(f"{review(invitation)}submit/", {"revision": invitation.revision})
            assert early.status_code == 400
            assert "还没有打分" in early.content.decode()
    invitation.refresh_from_db()
    assert "已完成 18／18" in page(expert, review(invitation))
    answer = expert.post(f"{review(invitation)}submit/", {"revision": invitation.revision}, follow=True)
    assert "评审已提交" in answer.content.decode()
    assert "保存</button>" not in page(expert, f"{review(invitation)}indicators/D1/")
    assert save(expert, invitation, counter=1)[0] == 400


def test_another_expert_finds_nothing(
    expert: Client, invitation: ExpertInvitation, project: EvaluationProject, county: County
) -> None:
    other = client_of(appoint("other_exp", Duty.EXP, county.firm))
    declare(expert, invitation)
    assert "现在没有邀请" in page(other, "/reviews/")
    for address in (review(invitation), f"{review(invitation)}indicators/D1/"):
        assert other.get(address).status_code == 404
    for act in ("declare/", "submit/", "indicators/D1/save/"):
        assert other.post(f"{review(invitation)}{act}", {"points": "1", "revision": 1}).status_code == 404
    assert expert.get(f"{home(project)}scores/").status_code == 403
    assert expert.get(f"{review(invitation)}indicators/没有/").status_code == 404


def test_the_evaluators_see_mean_spread_and_rule_and_can_start_a_change(
    logged_in: LoggedIn, project: EvaluationProject, invitation: ExpertInvitation, county: County
) -> None:
    second = invitation_of(project, appoint("other_exp", Duty.EXP, county.auditors).user)
    finish(invitation, {"D1": "4", "C1": "7"})
    finish(second, {"D1": "6", "C1": "6.5"})
    agency = logged_in(Duty.TPM)
    shown = page(agency, f"{home(project)}experts/")
    assert "专家最高6.00分，最低4.00分，相差2.00分" in shown
    assert f"{home(project)}scores/D1/?opinion=1#adjust" in shown
    assert f"{home(project)}scores/C1/?opinion=1#adjust" not in shown, "a computed score is not changed"
    form = page(agency, f"{home(project)}scores/D1/?opinion=1")
    assert 'value="5.00"' in form
    assert "2名专家评审，平均5.00分，最高6.00分，最低4.00分。" in form
    assert fresh(project).revision == project.revision, "looking changes nothing"


def test_the_summary_goes_out_to_word_and_excel(
    logged_in: LoggedIn, project: EvaluationProject, invitation: ExpertInvitation
) -> None:
    office = logged_in(Duty.FPD)
    empty = Document(io.BytesIO(office.get(f"{home(project)}experts/word/").content))
    assert "还没有专家提交评审。" in [paragraph.text for paragraph in empty.paragraphs]
    finish(invitation, {"D1": "4"})
    document = Document(io.BytesIO(office.get(f"{home(project)}experts/word/").content))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["D1", "项目前期论证充分性", "6", "4.00", "4.00", "4.00", "4.00", "0.00", "5.70"] in rows
    assert ["D1", "项目前期论证充分性", "专家甲", "4.00", "看得不够"] in rows
    assert rows[1][:2] == ["专家甲", "没有利益关系"]
    book = load_workbook(io.BytesIO(office.get(f"{home(project)}experts/excel/").content))
    assert book.sheetnames == ["打分汇总", "各人意见", "利益关系声明"]
    figures = [[cell.value for cell in row] for row in book["打分汇总"].iter_rows(min_row=2)]
    assert figures[0] == ["编号", "指标", "分值", "专家甲", "平均", "最高", "最低", "相差", "按规则得分"]
    assert figures[1] == ["D1", "项目前期论证充分性", 6, 4, 4, 4, 4, 0, 5.7]


def test_asking_an_expert_and_asking_off(
    logged_in: LoggedIn, project: EvaluationProject, county: County, expert: Client
) -> None:
    lead = logged_in(Duty.LEAD)
    user = county.member(Duty.EXP).user
    address = f"{home(project)}experts/"
    assert "请选择专家" in lead.post(f"{address}invite/", {"due": "2099-01-01"}).content.decode()
    past = lead.post(f"{address}invite/", {"expert": user.pk, "due": "2020-01-01"}).content.decode()
    assert "完成期限已经过去" in past
    assert 'value="2020-01-01"' in past
    answer = lead.post(f"{address}invite/", {"expert": user.pk, "due": "2099-01-01"}, follow=True)
    assert "已邀请专家甲" in answer.content.decode()
    assert project.name in page(expert, "/reviews/")
    assert "先声明利益关系，再打分" in page(expert, "/")
    invitation = ExpertInvitation.objects.get()
    form = {"act": "withdraw", "revision": 1, "reason": "时间冲突"}
    stale = lead.post(f"{address}{invitation.pk}/act/", {**form, "revision": 9})
    assert stale.status_code == 400
    assert "时间冲突</textarea>" in stale.content.decode()
    assert "没有收到要办什么" in lead.post(f"{address}{invitation.pk}/act/", {**form, "act": "x"}).content.decode()
    assert "时间冲突" in lead.post(f"{address}{invitation.pk}/act/", form, follow=True).content.decode()
    assert "现在没有邀请" in page(expert, "/reviews/")


def test_a_review_past_its_day_comes_to_the_top(expert: Client, invitation: ExpertInvitation) -> None:
    assert "需要处理" not in page(expert, "/")
    ExpertInvitation.objects.filter(pk=invitation.pk).update(due=date(2026, 3, 9))
    shown = page(expert, "/")
    assert "需要处理" in shown
    assert "先声明利益关系，再打分，应在2026年3月9日前完成" in shown
    assert "已过期限" in page(expert, "/reviews/")


def test_more_experts_take_no_more_queries(
    logged_in: LoggedIn, project: EvaluationProject, invitation: ExpertInvitation, county: County
) -> None:
    finish(invitation, {})
    lead = logged_in(Duty.LEAD)
    page(lead, f"{home(project)}experts/")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(lead, f"{home(project)}experts/")
        return len(seen)

    one = queries()
    for number in range(3):
        finish(invitation_of(project, appoint(f"exp{number}", Duty.EXP, county.auditors).user), {})
    page(lead, f"{home(project)}experts/")
    assert queries() == one


def test_the_material_behind_an_indicator_opens_once_declared_and_only_there(
    expert: Client, invitation: ExpertInvitation, county: County
) -> None:
    file = evidence_of(invitation.project)
    address = f"{review(invitation)}materials/{file.number}/"
    assert expert.get(address).status_code == 404
    declare(expert, invitation)
    answer = expert.get(address)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"  # type: ignore[attr-defined]  # a file goes out
    other = client_of(appoint("zhuanjia_b", Duty.EXP, county.firm))
    assert other.get(address).status_code == 404
    type(file).objects.filter(pk=file.pk).update(withdrawn_at=DAY)
    assert expert.get(address).status_code == 404


def test_a_value_that_is_itself_a_judgement_is_seen_beside_ones_own(
    expert: Client, invitation: ExpertInvitation
) -> None:
    declare(expert, invitation)
    assert "达成，95%" not in page(expert, f"{review(invitation)}indicators/D1/")
    assert "171/200" in page(expert, f"{review(invitation)}indicators/X4/")
    form = {"points": "6", "comment": "", "counter": 0}
    assert expert.post(f"{review(invitation)}indicators/D1/save/", form).status_code == 302
    assert "达成，95%" in page(expert, f"{review(invitation)}indicators/D1/")
