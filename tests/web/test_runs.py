"""Frozen scores on the page: every change with its reason, any two side by side, and a paper that fits its run."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.actions.runs import keep_run
from jiheng.evaluation.models import EvaluationProject, FrozenText, ScoreRun
from jiheng.orgs.models import Duty
from jiheng.rules.implementation.shapes import Implementation
from tests.county import DAY, County, member_named
from tests.evaluation.scored import implementing_project, scored_project

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/23", "cq2023-7/27")]
LoggedIn = Callable[[Duty], Client]
PAPER = "QL-2023-PJ-01-07-000-0005"


@pytest.fixture
def project(county: County) -> EvaluationProject:
    """Two scores: the second after the last paper of C1 was taken off the list."""
    made = scored_project(county)
    given = demo_evaluated()[1]
    left = tuple(one for one in given.materials if one.number != PAPER)
    change(made, materials=left)
    return made


@pytest.fixture
def agency(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.TPL)


def change(project: EvaluationProject, **rows: tuple[object, ...]) -> None:
    given = replace(Implementation(), **rows)  # type: ignore[arg-type]  # rows of the table named
    replace_implementation(
        project, given, revision=project.revision, by=member_named("qh_tpl"), at=DAY, parts=set(rows)
    )


def page(client: Client, project: EvaluationProject, address: str) -> str:
    answer = client.get(f"/evaluations/{project.pk}/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_deleting_the_last_evidence_shows_the_loss_and_the_reason(agency: Client, project: EvaluationProject) -> None:
    shown = page(agency, project, "scores/")
    assert "第 2 次计分 · 比上一次 −7.85 分" in shown
    assert f"C1 得分 7.85→0.00：资料“{PAPER}”已不在清单，没有可用资料（E-B23-1）" in shown
    assert "资料编号清单已修改" in shown
    assert "现在的结果和这一次不同" not in shown


def test_reading_scores_makes_no_run(agency: Client, project: EvaluationProject) -> None:
    for address in ("scores/", "scores/C1/", "runs/", "runs/2/"):
        page(agency, project, address)
    assert ScoreRun.objects.filter(project=project).count() == 2


def test_a_score_that_comes_out_otherwise_now_is_told(agency: Client, project: EvaluationProject) -> None:
    ScoreRun.objects.filter(number=2).update(score="1.00")
    assert "现在的结果和这一次不同" in page(agency, project, "scores/")


def test_the_list_names_who_when_why_and_what_moved(agency: Client, project: EvaluationProject) -> None:
    shown = page(agency, project, "runs/")
    assert shown.index("第2次</a>") < shown.index("第1次</a>")
    for said in ("资料编号清单已修改", "第一次计分", "−7.85", member_named("qh_tpl").user.name, "2026年3月2日"):
        assert said in shown


def test_the_list_asks_as_many_questions_for_twenty_runs_as_for_two(
    agency: Client, project: EvaluationProject
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(agency, project, "runs/")
        return len(asked)

    page(agency, project, "runs/")
    before = questions()
    for _ in range(22):
        keep_run(project, by=member_named("qh_tpl"), at=DAY, always=True)
    assert questions() <= before + 1  # the run before the last one on the page
    assert "第24次" in page(agency, project, "runs/")
    assert "第1次</a>" in page(agency, project, "runs/?page=2")


def test_a_run_shows_what_was_frozen_whatever_came_after(agency: Client, project: EvaluationProject) -> None:
    first = ScoreRun.objects.get(project=project, number=1)
    shown = page(agency, project, "runs/1/")
    assert f"<b>{first.score}</b> 分　等级“{first.grade}”" in shown
    assert "第一次计分" in shown
    assert first.inputs["lines"] in shown
    assert first.law in shown
    assert f"jiheng evaluation rescore {project.code}/1" in shown


def test_a_run_is_set_against_the_one_before(agency: Client, project: EvaluationProject) -> None:
    shown = page(agency, project, "runs/2/")
    assert "比第1次" in shown
    row = shown.split('id="change-C1"')[1].split("</tr>")[0]
    for said in ("7.85", "0.00", "−7.85", "已不在清单"):
        assert said in row
    assert "新出现" in shown
    assert "E-B23-4" in shown


def test_any_two_runs_are_compared_in_either_order(agency: Client, project: EvaluationProject) -> None:
    change(project, materials=demo_evaluated()[1].materials)
    one = page(agency, project, "runs/compare/?old=2&new=3")
    assert "+7.85" in one
    other = page(agency, project, "runs/compare/?old=3&new=2")
    assert one.split("<main")[1] == other.split("<main")[1]
    same = page(agency, project, "runs/compare/?old=1&new=3")
    assert "各指标都没有变化" in same
    assert agency.get(f"/evaluations/{project.pk}/runs/compare/?old=1").status_code == 302


@pytest.mark.parametrize("address", ["runs/9/", "runs/9/paper/", "runs/9/word/", "runs/compare/?old=一&new=1"])
def test_a_run_that_is_not_there_is_not_found(agency: Client, project: EvaluationProject, address: str) -> None:
    assert agency.get(f"/evaluations/{project.pk}/{address}").status_code == 404


def test_an_indicator_tells_its_own_history(agency: Client, project: EvaluationProject) -> None:
    shown = page(agency, project, "scores/C1/").split("这个指标的历次得分")[1]
    assert shown.count("<tr>") == 3
    assert "−7.85" in shown
    steady = page(agency, project, "scores/D1/").split("这个指标的历次得分")[1]
    assert steady.count("<tr>") == 2


def test_before_anything_was_scored_the_list_says_what_to_do(county: County, agency: Client) -> None:
    made = implementing_project(county)
    assert "还没有计分记录" in page(agency, made, "runs/")
    assert "次计分" not in page(agency, made, "scores/")


def test_the_paper_holds_every_step_every_number_and_what_it_is_matched_by(
    agency: Client, project: EvaluationProject
) -> None:
    run = ScoreRun.objects.get(project=project, number=1)
    shown = page(agency, project, "runs/1/paper/")
    for material in demo_evaluated()[1].materials:
        assert material.number in shown
        assert material.title in shown
    for said in (
        f"计分编号 {project.code}/1",
        run.law[:12],
        run.result[:12],
        "软件 0.1",
        "等级下限（分）",
        "97.5/100×3=2.925",
    ):
        assert said in shown


def test_the_word_paper_says_the_same(agency: Client, project: EvaluationProject) -> None:
    answer = agency.get(f"/evaluations/{project.pk}/runs/2/word/")
    document = Document(BytesIO(answer.content))
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    paragraphs = "\n".join(one.text for one in document.paragraphs)
    run = ScoreRun.objects.get(project=project, number=2)
    assert f"评价得分{run.score}分，等级“{run.grade}”。" in paragraphs
    assert "C1　通村公路硬化里程完成率　8分　得0.00分" in paragraphs
    assert ["没有资料", "", "", ""] in cells
    assert any(row[1:2] == ["E-B23-1"] for row in cells)
    assert ["预算执行明细", run.inputs["lines"]] in cells
    footer = "\n".join(one.text for one in document.sections[0].footer.paragraphs)
    assert f"计分编号 {project.code}/2" in footer
    assert run.law[:12] in footer
    assert answer.content == agency.get(f"/evaluations/{project.pk}/runs/2/word/").content


@pytest.mark.parametrize("address", ["runs/2/", "runs/2/paper/", "runs/2/word/", "runs/compare/?old=1&new=2"])
def test_a_frozen_text_that_was_changed_is_told_and_not_shown(
    agency: Client, project: EvaluationProject, address: str
) -> None:
    FrozenText.objects.filter(pk__in=ScoreRun.objects.get(number=2).inputs.values()).update(content=b"xx")
    FrozenText.objects.filter(pk=ScoreRun.objects.get(number=2).result).update(content=b"xx")
    answer = agency.get(f"/evaluations/{project.pk}/{address}", follow=True)
    assert "这次计分不能显示：底本" in answer.content.decode()
    assert agency.get(f"/evaluations/{project.pk}/scores/").status_code == 200


def test_finance_and_supervision_read_the_runs(logged_in: LoggedIn, project: EvaluationProject) -> None:
    for duty in (Duty.FPD, Duty.SUP):
        assert "第2次" in page(logged_in(duty), project, "runs/")


@pytest.mark.parametrize(
    "changed",
    [{"score": "99.00"}, {"parameters": []}, {"inputs": {}}, {"figures": {}}, {"judged_on": "2020-01-01"}],
    ids=lambda changed: next(iter(changed)),
)
def test_a_run_changed_in_the_database_is_told_and_not_shown(
    agency: Client, project: EvaluationProject, changed: dict[str, Any]
) -> None:
    ScoreRun.objects.filter(project=project, number=2).update(**changed)
    assert page(agency, project, "runs/").count("计分以后被改动过") == 1
    for address in ("runs/2/", "runs/2/paper/", "runs/2/word/", "runs/compare/?old=1&new=2"):
        answer = agency.get(f"/evaluations/{project.pk}/{address}", follow=True)
        assert "这次计分不能显示" in answer.content.decode()
    assert "这次计分不能显示" not in page(agency, project, "runs/1/")


def test_a_text_that_is_gone_is_told_on_the_page_of_its_run(agency: Client, project: EvaluationProject) -> None:
    last = ScoreRun.objects.get(project=project, number=2)
    page(agency, project, "runs/compare/?old=1&new=2")
    FrozenText.objects.filter(sha256=last.inputs["materials"]).delete()
    for address in ("runs/2/", "runs/compare/?old=1&new=2"):
        answer = agency.get(f"/evaluations/{project.pk}/{address}", follow=True)
        assert "不在库里" in answer.content.decode()
