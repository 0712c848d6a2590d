"""A change of a score is asked for by one person, decided by another, and kept whatever becomes of it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.audit.models import Event
from jiheng.audit.queries import verify
from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation.actions.adjusting import decide_adjustment, request_adjustment, withdraw_adjustment
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import AdjustmentRequest, AdjustmentStatus, EvaluationProject, Phase
from jiheng.evaluation.queries import waiting_adjustments
from jiheng.evaluation.shapes import implementation_of, preparation_of
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty, User
from jiheng.orgs.refusal import Refused
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.rules.implementation.result import EvaluationResult, score_evaluation
from jiheng.rules.implementation.shapes import Implementation
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.workbooks.preparation.implementation import read_implementation, write_evaluation
from jiheng.workbooks.preparation.reader import read_preparation
from tests.county import DAY, County, appoint
from tests.evaluation.scored import scored_project

pytestmark = [pytest.mark.django_db, pytest.mark.clause("mof2020-10/4.9")]
D = Decimal
LATER = DAY + timedelta(days=1)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return scored_project(county)


def result_of(project: EvaluationProject) -> EvaluationResult:
    preparation = preparation_of(project)
    day = preparation.project.evaluation_date
    assert day is not None
    return score_evaluation(preparation, implementation_of(project), rulebook_for(preparation.project, day)[0])


def scored(project: EvaluationProject, code: str) -> IndicatorScore:
    return next(one for one in result_of(project).parts[0].indicators if one.indicator.code == code)


def ask(project: EvaluationProject, by: Member, code: str = "G3", **changed: Any) -> AdjustmentRequest:
    project.refresh_from_db()
    given: dict[str, Any] = {"score": D("3.5"), "reason": "当场整改", "materials": [], "revision": project.revision}
    return request_adjustment(project, scored(project, code), **given | changed, by=by, at=DAY)


def decide(
    request: AdjustmentRequest, by: Member, *, approve: bool = True, word: str = "", revision: int = 0
) -> None:
    project = EvaluationProject.objects.get(pk=request.project_id)
    found = scored(project, request.indicator)
    count = revision or project.revision
    decide_adjustment(request, found, approve=approve, word=word, revision=count, by=by, at=LATER)


def test_an_approved_change_takes_its_place_and_everything_is_on_record(
    project: EvaluationProject, county: County
) -> None:
    assert scored(project, "G3").final.value == D("3.00")
    request = ask(project, county.member(Duty.TPM), materials=["QL-2023-PJ-01-04-000-0003"])
    assert scored(project, "G3").final.value == D("3.00"), "a request alone changes nothing"
    assert implementation_of(project).adjustments == ()
    decide(request, county.member(Duty.LEAD), word="同意")
    one = scored(project, "G3")
    assert (one.raw.value, one.final.value) == (D("3.00"), D("3.50"))
    assert "差+0.50分" in " ".join(step.text for step in one.final.steps)
    acts = Event.objects.filter(action__contains="adjustment").order_by("seq").values_list("action", flat=True)
    assert list(acts) == ["evaluation.adjustment_requested", "evaluation.adjustment_approved"]
    assert '"difference":"0.5000"' in Event.objects.get(action="evaluation.adjustment_approved").after
    assert verify() == []


def test_the_workbook_gives_the_same_digits_as_the_register(project: EvaluationProject, county: County) -> None:
    decide(ask(project, county.member(Duty.TPM)), county.member(Duty.QC))
    here = result_of(project)
    content = write_evaluation(preparation_of(project), implementation_of(project))
    prepared = read_preparation("评价.xlsx", content).preparation
    day = prepared.project.evaluation_date
    assert day is not None
    there = score_evaluation(
        prepared,
        read_implementation("评价.xlsx", content).implementation,
        rulebook_for(prepared.project, day)[0],
    )
    assert there.conclusion == here.conclusion
    assert [one.final for one in there.parts[0].indicators] == [one.final for one in here.parts[0].indicators]


def test_nobody_decides_an_own_request(project: EvaluationProject, county: County) -> None:
    lead = county.member(Duty.LEAD)
    request = ask(project, lead)
    with pytest.raises(Refused, match="申请人不能批准自己的申请"):
        decide(request, lead)
    assert list(waiting_adjustments(lead)) == []
    assert list(waiting_adjustments(county.member(Duty.QC))) == [request]
    decide(request, county.member(Duty.QC))


@pytest.mark.parametrize("duty", [Duty.TPL, Duty.TPM, Duty.FPD, Duty.EXP])
def test_only_the_lead_evaluator_or_the_reviewer_decides(
    project: EvaluationProject, county: County, duty: Duty
) -> None:
    request = ask(project, county.member(Duty.LEAD))
    with pytest.raises(PermissionDenied):
        decide(request, county.member(duty))


def test_a_lead_of_another_body_does_not_decide(project: EvaluationProject, county: County) -> None:
    stranger = appoint("other_lead", Duty.LEAD, county.auditors, scope=county.firm)
    with pytest.raises(PermissionDenied):
        decide(ask(project, county.member(Duty.TPM)), stranger)


def test_two_people_of_one_name_are_told_apart(project: EvaluationProject, county: County) -> None:
    asker, decider = county.member(Duty.TPM), county.member(Duty.LEAD)
    User.objects.filter(pk=decider.user.pk).update(name=asker.user.name)
    decider.user.refresh_from_db()
    decide(ask(project, asker), decider)
    assert scored(project, "G3").final.value == D("3.50")


def test_refusing_asks_for_a_word_and_changes_nothing(project: EvaluationProject, county: County) -> None:
    request = ask(project, county.member(Duty.TPM))
    with pytest.raises(Refused, match="不同意的要写明意见"):
        decide(request, county.member(Duty.LEAD), approve=False)
    decide(request, county.member(Duty.LEAD), approve=False, word="整改没有回执")
    assert scored(project, "G3").final.value == D("3.00")
    with pytest.raises(Refused, match="已经办理或撤回"):
        decide(request, county.member(Duty.LEAD))


@pytest.mark.parametrize(
    ("code", "changed", "said"),
    [
        ("C1", {}, "没有留给人判断，不能人工调整"),
        ("X4", {"score": D("6")}, "没有留给人判断，不能人工调整"),
        ("G3", {"score": D("4.01")}, "不在0到分值4之间"),
        ("G3", {"score": None}, "没有写调整后的得分"),
        ("G3", {"reason": " "}, "没有写理由"),
        ("G3", {"reason": "长" * 1001}, "最多1000字"),
        ("G3", {"materials": ["没有"]}, "“没有”不在资料编号清单里"),
        ("G3", {"revision": 1}, "已被他人修改"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_with_the_way_out(
    project: EvaluationProject, county: County, code: str, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        ask(project, county.member(Duty.TPM), code, **changed)
    assert not AdjustmentRequest.objects.exists()


def test_without_material_nothing_can_be_asked_for(project: EvaluationProject, county: County) -> None:
    replace_implementation(
        project, Implementation(), revision=2, by=county.member(Duty.TPM), at=DAY, parts={"materials", "uses"}
    )
    with pytest.raises(Refused, match="没有可以采用的资料"):
        ask(project, county.member(Duty.TPM))


def test_one_request_waits_at_a_time(project: EvaluationProject, county: County) -> None:
    ask(project, county.member(Duty.TPM))
    with pytest.raises(Refused, match="已有等待批准的调整申请"):
        ask(project, county.member(Duty.TPL))


def test_the_later_of_two_deciders_is_told(project: EvaluationProject, county: County) -> None:
    request = ask(project, county.member(Duty.TPM))
    looked_at = EvaluationProject.objects.get(pk=project.pk).revision
    decide(request, county.member(Duty.LEAD), revision=looked_at)
    stale = AdjustmentRequest.objects.get(pk=request.pk)
    with pytest.raises(Refused, match="已被他人修改"):
        decide(stale, county.member(Duty.QC), approve=False, word="不同意", revision=looked_at)
    assert AdjustmentRequest.objects.get().status == AdjustmentStatus.APPROVED


def test_when_the_rule_comes_to_another_score_it_lapses(project: EvaluationProject, county: County) -> None:
    def mended(value: str) -> None:
        project.refresh_from_db()
        values = implementation_of(project, {"values"})
        rows = tuple(
            type(row)(row.indicator, row.point, value, row.note) if row.indicator == "G3" else row
            for row in values.values
        )
        replace_implementation(
            project,
            Implementation(values=rows),
            revision=project.revision,
            by=county.member(Duty.TPM),
            at=DAY,
            parts={"values"},
        )

    request = ask(project, county.member(Duty.TPM))
    mended("部分达成，70%")
    with pytest.raises(Refused, match="调整失效"):
        decide(request, county.member(Duty.LEAD))
    mended("部分达成，75%")
    decide(request, county.member(Duty.LEAD))
    assert scored(project, "G3").final.value == D("3.50")
    mended("部分达成，70%")
    assert scored(project, "G3").final.value == D("2.80")
    assert "W-J-06" in [finding.code for finding in result_of(project).findings]


def test_a_new_change_replaces_the_old_and_the_history_stays(project: EvaluationProject, county: County) -> None:
    decide(ask(project, county.member(Duty.TPM)), county.member(Duty.LEAD))
    decide(ask(project, county.member(Duty.TPM), score=D("3.2")), county.member(Duty.LEAD))
    assert scored(project, "G3").final.value == D("3.20")
    standing = AdjustmentRequest.objects.order_by("pk").values_list("status", flat=True)
    assert list(standing) == [AdjustmentStatus.REPLACED, AdjustmentStatus.APPROVED]


def test_taking_an_approved_change_back_needs_a_reason(project: EvaluationProject, county: County) -> None:
    asker, lead = county.member(Duty.TPM), county.member(Duty.LEAD)
    request = ask(project, asker)
    decide(request, lead)
    project.refresh_from_db()
    with pytest.raises(Refused, match="要写明原因"):
        withdraw_adjustment(request, reason=" ", revision=project.revision, by=lead, at=LATER)
    with pytest.raises(Refused, match="只有申请人"):
        withdraw_adjustment(request, reason="不对", revision=project.revision, by=county.member(Duty.TPL), at=LATER)
    withdraw_adjustment(request, reason="又查实没有整改", revision=project.revision, by=asker, at=LATER)
    assert scored(project, "G3").final.value == D("3.00")
    project.refresh_from_db()
    with pytest.raises(Refused, match="已经办理或撤回"):
        withdraw_adjustment(request, reason="再撤", revision=project.revision, by=asker, at=LATER)
    assert AdjustmentRequest.objects.get().withdrawal == "又查实没有整改"


@pytest.mark.parametrize("phase", [Phase.PREPARE, Phase.REPORT])
def test_other_phases_keep_scores_as_they_are(project: EvaluationProject, county: County, phase: Phase) -> None:
    EvaluationProject.objects.filter(pk=project.pk).update(phase=phase)
    with pytest.raises(Refused, match="要在评价实施环节才能修改"):
        ask(project, county.member(Duty.TPM))


def test_bringing_sheets_in_leaves_approved_changes_alone(project: EvaluationProject, county: County) -> None:
    decide(ask(project, county.member(Duty.TPM)), county.member(Duty.LEAD))
    project.refresh_from_db()
    replace_implementation(
        project, demo_evaluated()[1], revision=project.revision, by=county.member(Duty.TPM), at=LATER
    )
    assert scored(project, "G3").final.value == D("3.50")
