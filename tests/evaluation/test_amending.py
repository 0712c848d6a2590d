"""Indicators are mended late, with a reason, by approval of somebody else, and the scores follow."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.audit.queries import verify
from jiheng.evaluation.actions.amending import decide_amendment, request_amendment, withdraw_amendment
from jiheng.evaluation.models import AmendmentStatus, EvaluationProject, IndicatorAmendment, Phase, ScoreRun
from jiheng.evaluation.queries import indicator_versions, waiting_amendments
from jiheng.evaluation.shapes import preparation_of
from jiheng.evaluation.version_content import content_of
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.implementation.amending import collected_of
from jiheng.rules.indicators.shapes import Indicator
from tests.county import DAY, County
from tests.evaluation.scored import scored_project

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/26")]
LATER = DAY + timedelta(days=1)
STRICTER = {"method": "扣分法", "parameters": "每低1个百分点扣0.5分"}
REASON = "验收资料表明道路标准已提高，按批复修正目标值"


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return scored_project(county)


@pytest.fixture
def asker(county: County) -> Member:
    return county.member(Duty.TPL)


@pytest.fixture
def lead(county: County) -> Member:
    return county.member(Duty.LEAD)


def indicators(project: EvaluationProject) -> tuple[Indicator, ...]:
    return preparation_of(project, ("indicators",)).indicators


def amended(project: EvaluationProject, code: str, **values: Any) -> tuple[Indicator, ...]:
    return tuple(replace(one, **values) if one.code == code else one for one in indicators(project))


def ask(project: EvaluationProject, by: Member, wanted: tuple[Indicator, ...], **given: Any) -> IndicatorAmendment:
    project.refresh_from_db()
    usual: dict[str, Any] = {"reason": REASON, "confirmed_late": True, "revision": project.revision}
    return request_amendment(project, wanted, **usual | given, by=by, at=DAY)


def decide(amendment: IndicatorAmendment, by: Member, *, approve: bool = True, word: str = "") -> None:
    amendment.project.refresh_from_db()
    revision = amendment.project.revision
    decide_amendment(amendment, approve=approve, word=word, revision=revision, by=by, at=LATER)


def test_an_amendment_shows_what_it_does_and_changes_nothing_until_it_is_approved(
    project: EvaluationProject, asker: Member
) -> None:
    before = content_of(indicators(project))
    made = ask(project, asker, amended(project, "C1", **STRICTER))
    assert made.codes == ["C1"]
    assert (made.effect["before"], [row[0] for row in made.effect["moved"]]) == ("86.96", ["C1"])
    assert Decimal(made.effect["after"]) < Decimal("86.96")
    assert content_of(indicators(project)) == before
    assert ScoreRun.objects.filter(project=project).count() == 1


def test_approved_it_is_the_next_version_and_the_scores_follow(
    project: EvaluationProject, asker: Member, lead: Member
) -> None:
    made = ask(project, asker, amended(project, "C1", **STRICTER))
    assert list(waiting_amendments(lead)) == [made]
    decide(made, lead, word="同意")
    versions = list(indicator_versions(project))
    assert [(one.number, one.reason) for one in versions] == [(2, REASON), (1, "")]
    assert (made.base_version, made.new_version, made.status) == (1, 2, AmendmentStatus.APPROVED)
    newest, first = ScoreRun.objects.filter(project=project)
    assert (first.score, newest.score) == ("86.96", made.effect["after"])
    assert newest.cause == "指标修正（修正单1）：C1"
    assert verify() == []
    assert list(waiting_amendments(lead)) == []


def test_points_are_moved_only_so_that_they_still_make_a_hundred(project: EvaluationProject, asker: Member) -> None:
    with pytest.raises(Refused, match="权重6，所属三级指标合计"):
        ask(project, asker, amended(project, "D1", points=Decimal("5.5")))
    moved = tuple(
        replace(one, points=one.points + {"G1": Decimal("-0.5"), "G2": Decimal("0.5")}.get(one.code, Decimal(0)))
        for one in indicators(project)
    )
    assert ask(project, asker, moved).codes == ["G1", "G2"]


@pytest.mark.parametrize(
    ("given", "said"),
    [({"reason": " "}, "没有写理由"), ({"reason": "长" * 1001}, "最多1000字"), ({"revision": 1}, "已被他人修改")],
)
def test_what_is_lacking_is_told(project: EvaluationProject, asker: Member, given: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        ask(project, asker, amended(project, "C1", **STRICTER), **given)
    assert not IndicatorAmendment.objects.exists()


def test_without_a_change_there_is_nothing_to_ask_for(project: EvaluationProject, asker: Member) -> None:
    with pytest.raises(Refused, match="没有改动"):
        ask(project, asker, indicators(project))


def test_while_little_is_collected_a_person_confirms_that_it_is_late(
    project: EvaluationProject, asker: Member
) -> None:
    share = collected_of(preparation_of(project))
    assert share.filled * 10 < share.due * 8
    with pytest.raises(Refused, match="请勾选“已属实施后期”"):
        ask(project, asker, amended(project, "C1", **STRICTER), confirmed_late=False)


@pytest.mark.parametrize(("phase", "said"), [(Phase.PREPARE, "直接修改指标"), (Phase.REPORT, "已进入报告撰写")])
def test_indicators_are_mended_only_while_it_is_carried_out(
    project: EvaluationProject, asker: Member, phase: Phase, said: str
) -> None:
    EvaluationProject.objects.filter(pk=project.pk).update(phase=phase)
    with pytest.raises(Refused, match=said):
        ask(project, asker, amended(project, "C1", **STRICTER))


def test_who_asked_does_not_approve_and_others_may_not(
    county: County, project: EvaluationProject, asker: Member, lead: Member
) -> None:
    made = ask(project, lead, amended(project, "C1", **STRICTER))
    with pytest.raises(Refused, match="申请人不能批准"):
        decide(made, lead)
    for duty in (Duty.TPL, Duty.QC, Duty.FPD):
        with pytest.raises(PermissionDenied):
            decide(made, county.member(duty))


def test_refused_with_a_word_it_stays_and_changes_nothing(
    project: EvaluationProject, asker: Member, lead: Member
) -> None:
    made = ask(project, asker, amended(project, "C1", **STRICTER))
    with pytest.raises(Refused, match="不同意的要写明意见"):
        decide(made, lead, approve=False)
    decide(made, lead, approve=False, word="依据不足")
    made.refresh_from_db()
    assert (made.status, made.decision, made.new_version) == (AmendmentStatus.REFUSED, "依据不足", None)
    assert indicator_versions(project).count() == 1


def test_one_waits_at_a_time_and_may_be_taken_back(project: EvaluationProject, asker: Member, lead: Member) -> None:
    made = ask(project, asker, amended(project, "C1", **STRICTER))
    with pytest.raises(Refused, match="已有等待批准的修正单"):
        ask(project, asker, amended(project, "C4", **STRICTER))
    project.refresh_from_db()
    withdraw_amendment(made, revision=project.revision, by=asker, at=LATER)
    assert ask(project, asker, amended(project, "C4", **STRICTER)).number == 2
    with pytest.raises(Refused, match="已经办理"):
        decide(made, lead)
