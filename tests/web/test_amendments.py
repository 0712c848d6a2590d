"""指标修正 on the pages: from the form of an indicator to the lead evaluator's word."""

import re

import pytest
from django.test import Client

from jiheng.evaluation.models import AmendmentStatus, EvaluationProject, IndicatorAmendment
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.models import Duty
from jiheng.workbooks.preparation.rows import BY_TITLE
from tests.county import County
from tests.evaluation.scored import scored_project
from tests.web.conftest import LoggedIn
from tests.web.preparing import fresh, home, page, texts

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/26")]

STRICTER = {"method": "扣分法", "parameters": "每低1个百分点扣0.5分"}


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return scored_project(county)


def fields_of(shown: str) -> dict[str, str]:
    """What the form of an indicator would send as it stands."""
    values = dict(re.findall(r'<input class="form-control" id="f-[^"]+" name="([^"]+)" value="([^"]*)"', shown))
    values |= dict(re.findall(r'<textarea class="form-control" id="f-[^"]+" name="([^"]+)"[^>]*>([^<]*)<', shown))
    for name, options in re.findall(r'<select class="form-select" id="f-[^"]+" name="([^"]+)">(.*?)</select>', shown):
        chosen = re.search(r"<option selected>([^<]*)", options)
        values[name] = chosen[1] if chosen else ""
    return values


def amend(client: Client, project: EvaluationProject, code: str, **values: str) -> str:
    address = f"{home(project)}indicators/{code}/"
    form = fields_of(page(client, f"{address}?amend=1"))
    sent = form | {"revision": str(fresh(project).revision), "late": "1"} | values
    return client.post(f"{address}amend/", sent, follow=True).content.decode()


def test_from_the_form_to_the_word_of_the_lead(
    agency: Client, logged_in: LoggedIn, project: EvaluationProject
) -> None:
    assert "修正这个指标" in page(agency, f"{home(project)}indicators/C1/")
    shown = amend(agency, project, "C1", **STRICTER, reason="按批复修正")
    assert "修正单已提交" in shown
    assert "按批复修正" in shown
    assert "每低1个百分点扣0.5分" in shown
    assert "86.96" in shown
    lead = logged_in(Duty.LEAD)
    assert "申请修正指标C1" in page(lead, "/")
    form = {"revision": fresh(project).revision, "decision": "approve", "word": "同意"}
    decided = lead.post(f"{home(project)}amendments/1/decide/", form, follow=True).content.decode()
    assert "已批准，得分已按新的指标重算" in decided
    (method,) = [one.method for one in preparation_of(project).indicators if one.code == "C1"]
    assert method == "扣分法"
    assert "指标修正（修正单1）：C1" in page(agency, f"{home(project)}runs/")


def test_what_was_typed_stays_when_it_cannot_be_taken(agency: Client, project: EvaluationProject) -> None:
    shown = amend(agency, project, "C1", **STRICTER, reason="")
    assert "没有写理由" in shown
    assert "每低1个百分点扣0.5分" in shown
    assert "提交修正单" in shown
    assert not IndicatorAmendment.objects.exists()


def test_points_move_in_the_table(agency: Client, project: EvaluationProject) -> None:
    shown = page(agency, f"{home(project)}indicators/?amend=1")
    assert f"{home(project)}indicator-table/amend/" in shown
    given = texts(project, "评价指标")
    columns = [column.name for column in BY_TITLE["评价指标"].columns]
    cells = {f"r{at}-{name}": row[columns.index(name)] for at, row in enumerate(given) for name in columns}
    moved = {"r3-points": "3.5", "r4-points": "4.5"}
    form = cells | moved | {f"r{at}-was": str(at + 1) for at in range(len(given))}
    sent = form | {"rows": len(given), "revision": 2, "reason": "调剂分值", "late": "1"}
    answer = agency.post(f"{home(project)}indicator-table/amend/", sent, follow=True).content.decode()
    assert "修正单已提交" in answer, re.findall(r"jh-message[^>]*>([^<]*)", answer)
    assert IndicatorAmendment.objects.get().codes == ["G1", "G2"]


def test_finance_and_quality_control_read_and_decide_nothing(
    agency: Client, logged_in: LoggedIn, project: EvaluationProject
) -> None:
    amend(agency, project, "C1", **STRICTER, reason="按批复修正")
    for duty in (Duty.FPD, Duty.QC):
        client = logged_in(duty)
        assert "批准</button>" not in page(client, f"{home(project)}amendments/")
        form = {"revision": fresh(project).revision, "decision": "approve"}
        assert client.post(f"{home(project)}amendments/1/decide/", form).status_code == 403
    assert IndicatorAmendment.objects.get().status == AmendmentStatus.REQUESTED


def test_the_later_of_two_is_told(agency: Client, logged_in: LoggedIn, project: EvaluationProject) -> None:
    amend(agency, project, "C1", **STRICTER, reason="按批复修正")
    form = {"revision": 1, "decision": "refuse", "word": "依据不足，请补充"}
    answer = logged_in(Duty.LEAD).post(f"{home(project)}amendments/1/decide/", form)
    assert answer.status_code == 400
    assert "已被他人修改" in answer.content.decode()
    assert "依据不足，请补充" in answer.content.decode()


def test_a_row_is_added_without_script_while_mending(agency: Client, project: EvaluationProject) -> None:
    shown = page(agency, f"{home(project)}indicators/?amend=1")
    names = re.findall(r'name="(r[0-9]+[^"]*)"[^>]*value="([^"]*)"', shown)
    form = dict(names) | {"rows": "18", "revision": "2", "reason": "按批复修正", "act": "after-0"}
    arranged = agency.post(f"{home(project)}indicator-table/arrange/", form).content.decode()
    assert "提交修正单" in arranged
    assert "按批复修正" in arranged
    assert "indicator-table/amend/" in arranged


def test_a_word_too_long_is_told_and_kept_not_cut(
    agency: Client, logged_in: LoggedIn, project: EvaluationProject
) -> None:
    request = IndicatorAmendment.objects.filter(project=project)
    word = "请补充依据。" * 200
    amend(agency, project, "C1", **STRICTER, reason="按批复修正")
    form = {"revision": fresh(project).revision, "decision": "refuse", "word": word}
    answer = logged_in(Duty.LEAD).post(f"{home(project)}amendments/{request.get().number}/decide/", form)
    assert answer.status_code == 400
    assert "意见有1200字，最多1000字" in answer.content.decode()
    assert word in answer.content.decode()
    assert request.get().status == AmendmentStatus.REQUESTED
