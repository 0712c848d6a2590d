"""Writing a report: texts, first drafts, recommendations, the problems of the abstract, and two people at once."""

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.evaluation.actions.report_writing import (
    Typed,
    choose_key_problems,
    draft_texts,
    remove_recommendation,
    save_recommendation,
    save_texts,
)
from jiheng.evaluation.models import EvaluationProject, PlanStatus, Recommendation, ReportText
from jiheng.evaluation.queries import state_mark
from jiheng.evaluation.report_shapes import setup_of, written_report
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.reporting.outline import Outline, outline_called
from tests.county import DAY, County
from tests.evaluation.reported import reporting_project

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/30", "cq2023-7/31")]
OVERALL, CASES = "body-3.overall", "body-3.cases"


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return reporting_project(county)


@pytest.fixture
def outline() -> Outline:
    return outline_called("cq2023-7")


def said(project: EvaluationProject) -> dict[str, str]:
    return dict(ReportText.objects.filter(project=project).values_list("item", "text"))


def test_texts_are_kept_and_only_what_changed_counts(
    project: EvaluationProject, outline: Outline, county: County
) -> None:
    by = county.member(Duty.TPM)
    typed = {OVERALL: Typed(" 总体较好。 ", False, 0), CASES: Typed("", True, 0), "body-1.use": Typed("", False, 0)}
    assert save_texts(project, outline, typed, by=by, at=DAY) == 2
    assert said(project) == {OVERALL: "总体较好。", CASES: ""}
    again = {OVERALL: Typed("总体较好。", False, 1), CASES: Typed("", True, 1)}
    assert save_texts(project, outline, again, by=by, at=DAY) == 0
    (cases,) = [one for one in written_report(project).texts if one.item == CASES]
    assert cases.absent


def test_a_text_changed_meanwhile_is_not_overwritten_and_nothing_of_the_page_is_kept(
    project: EvaluationProject, outline: Outline, county: County
) -> None:
    first, second = county.member(Duty.TPL), county.member(Duty.TPM)
    save_texts(project, outline, {OVERALL: Typed("甲写的", False, 0)}, by=first, at=DAY)
    late = {CASES: Typed("案例", False, 0), OVERALL: Typed("乙写的", False, 0)}
    with pytest.raises(Refused, match="刚被别人改过"):
        save_texts(project, outline, late, by=second, at=DAY)
    assert said(project) == {OVERALL: "甲写的"}


@pytest.mark.parametrize(
    ("key", "typed", "message"),
    [
        (OVERALL, Typed("", True, 0), "不能写“无”"),
        (CASES, Typed("案例", True, 0), "请留一样"),
        (OVERALL, Typed("字" * 20_001, False, 0), "最多20000字"),
        (OVERALL, Typed("有\x00空字符", False, 0), "不可见的字符"),
        ("body-9.none", Typed("字", False, 0), "没有这一项"),
    ],
)
def test_what_cannot_be_kept_is_told(
    project: EvaluationProject, outline: Outline, county: County, key: str, typed: Typed, message: str
) -> None:
    with pytest.raises(Refused, match=message):
        save_texts(project, outline, {key: typed}, by=county.member(Duty.TPL), at=DAY)
    assert said(project) == {}


def test_a_first_draft_fills_what_is_empty_and_touches_nothing_else(
    project: EvaluationProject, outline: Outline, county: County
) -> None:
    by = county.member(Duty.TPL)
    save_texts(project, outline, {"body-1.use": Typed("我写的", False, 0)}, by=by, at=DAY)
    started = [item for _, item in outline.items if item.start]
    assert draft_texts(project, outline, by=by, at=DAY) == len(started) - 1
    assert said(project)["body-1.use"] == "我写的"
    assert said(project)["abstract-2.score"].startswith("经评价，项目得分{{评价得分}}")
    assert draft_texts(project, outline, by=by, at=DAY) == 0


def test_recommendations_are_numbered_kept_and_taken_out(project: EvaluationProject, county: County) -> None:
    by = county.member(Duty.TPL)
    for title in ("甲", "乙", "丙"):
        save_recommendation(
            project, None, title=title, text="内容", problems=["问题"], key=False, revision=0, by=by, at=DAY
        )
    remove_recommendation(project, 2, revision=1, by=by, at=DAY)
    assert [(one.number, one.title) for one in written_report(project).recommendations] == [(1, "甲"), (2, "丙")]
    save_recommendation(project, 2, title="丙改", text="", problems=[], key=True, revision=1, by=by, at=DAY)
    with pytest.raises(Refused, match="刚被别人改过"):
        save_recommendation(project, 2, title="晚了", text="", problems=[], key=True, revision=1, by=by, at=DAY)
    with pytest.raises(Refused, match="没有写标题"):
        save_recommendation(project, None, title=" ", text="", problems=[], key=True, revision=0, by=by, at=DAY)
    with pytest.raises(Refused, match="最多200个"):
        save_recommendation(
            project, None, title="长" * 201, text="", problems=[], key=False, revision=0, by=by, at=DAY
        )
    assert Recommendation.objects.get(project=project, number=2).title == "丙改"


def test_the_problems_of_the_abstract_are_chosen_once_at_a_time(project: EvaluationProject, county: County) -> None:
    by = county.member(Duty.TPL)
    assert setup_of(project).revision == 0
    choose_key_problems(project, ["甲", "甲", "乙"], revision=0, by=by, at=DAY)
    assert setup_of(project).key_problems == ["甲", "乙"]
    with pytest.raises(Refused, match="刚有别人改过"):
        choose_key_problems(project, ["丙"], revision=0, by=by, at=DAY)
    choose_key_problems(project, [], revision=1, by=by, at=DAY)
    assert setup_of(project).key_problems == []


def test_a_report_is_written_once_the_plan_is_approved_and_by_evaluators_alone(
    project: EvaluationProject, outline: Outline, county: County
) -> None:
    typed = {OVERALL: Typed("总体较好。", False, 0)}
    for other in (county.member(Duty.FPD), county.member(Duty.QC), county.member(Duty.DPT)):
        with pytest.raises(PermissionDenied):
            save_texts(project, outline, typed, by=other, at=DAY)
    project.plan_status = PlanStatus.RETURNED
    with pytest.raises(Refused, match="审定以后"):
        save_texts(project, outline, typed, by=county.member(Duty.TPL), at=DAY)


def test_writing_leaves_the_remembered_scores_standing(
    project: EvaluationProject, outline: Outline, county: County
) -> None:
    before = state_mark(project)
    draft_texts(project, outline, by=county.member(Duty.TPL), at=DAY)
    assert state_mark(project) == before
