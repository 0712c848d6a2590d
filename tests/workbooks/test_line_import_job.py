"""A list handed in becomes the detail table: all of it, or nothing, and what is wrong is named by cell."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from threading import Event as Flag

import pytest

from jiheng.audit.models import Event
from jiheng.audit.queries import verify
from jiheng.evaluation.actions.entering import open_project, replace_preparation
from jiheng.evaluation.actions.line_imports import hand_in_list, start_import
from jiheng.evaluation.actions.plan import submit_plan
from jiheng.evaluation.models import ColumnMapping, EvaluationProject, FundLine, ImportOutcome, LineImport
from jiheng.evaluation.queries import column_mapping
from jiheng.evaluation.shapes import preparation_of
from jiheng.files.actions import store
from jiheng.files.models import FileType
from jiheng.jobs.models import Job, JobStatus
from jiheng.jobs.worker import work
from jiheng.orgs.actions import revoke_duty
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty, Grant
from jiheng.orgs.refusal import Refused
from jiheng.rules.execution.shapes import FundLine as LineShape
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.workbooks.line_list.headings import signature
from tests.county import DAY, County, county
from tests.workbooks.line_list.building import HEADS, ROWS, sheet_bytes

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/7")]

COLUMNS: dict[str, dict[str, object]] = {
    "number": {"column": 0},
    "release": {"column": 1},
    "use": {"column": 2},
    "area": {"column": 3},
    "payee": {"column": 4},
    "budget": {"column": 5},
    "management": {"fixed": "乡镇自建"},
}
OLD = LineShape("1", "旧1号", payee="旧对象", budget=Decimal("5.00"))
SUM = ("合计", "", "", "", "", 1019.5001, "")


class Clock:
    def __init__(self) -> None:
        self.time = DAY

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


@pytest.fixture
def lead(county: County) -> Member:
    return county.member(Duty.TPL)


@pytest.fixture
def project(lead: Member) -> EvaluationProject:
    return open_project(Preparation(project=Project("PJ-1", "村道养护"), lines=(OLD,)), by=lead, at=DAY)


HandIn = Callable[..., LineImport]


@pytest.fixture
def hand_in(project: EvaluationProject, lead: Member) -> HandIn:
    def make(*rows: tuple[object, ...], start: bool = True, **how: object) -> LineImport:
        content = sheet_bytes([HEADS, *rows])
        stored = store(BytesIO(content), "明细.xlsx", organisation=project.organisation, by=lead, at=DAY)
        one = hand_in_list(
            project,
            stored,
            sheet="",
            title_row=0,
            headings=HEADS,
            sample=(),
            columns={},
            scale=10_000,
            by=lead,
            at=DAY,
        )
        if start:
            given = {"columns": COLUMNS, "scale": 10_000, "appends": False, "headings": signature(HEADS), **how}
            start_import(one, by=lead, at=DAY, **given)  # type: ignore[arg-type]  # as the page gives them
        return one

    return make


def run(one: LineImport) -> LineImport:
    work(clock=Clock(), stop=Flag(), once=True)
    one.refresh_from_db()
    return one


def numbers(project: EvaluationProject) -> list[str]:
    return list(FundLine.objects.filter(project=project).values_list("number", flat=True))


def test_all_lines_take_the_place_of_the_old_ones(project: EvaluationProject, hand_in: HandIn) -> None:
    one = run(hand_in(*ROWS, SUM))
    assert one.outcome == ImportOutcome.DONE
    assert one.rows == 3
    lines = preparation_of(project).lines
    assert [line.budget for line in lines] == [Decimal("125000.00"), Decimal("70001.00"), Decimal("10000000.00")]
    assert {line.management for line in lines} == {"乡镇自建"}
    assert [said for _, _, said in one.problems] == ["有1行合计或小计，没有当作明细，合计由系统算"]
    project.refresh_from_db()
    assert project.revision == 2
    assert Event.objects.filter(action="evaluation.lines_imported").count() == 1
    assert verify() == []


def test_lines_can_stand_behind_the_present_ones(project: EvaluationProject, hand_in: HandIn) -> None:
    one = run(hand_in(*ROWS, appends=True))
    assert one.rows == 3
    assert numbers(project) == ["1", "1", "2", "3"]
    assert list(FundLine.objects.filter(project=project).values_list("position", flat=True)) == [1, 2, 3, 4]


def test_one_bad_cell_keeps_every_line_out_and_the_old_ones_in(project: EvaluationProject, hand_in: HandIn) -> None:
    one = run(hand_in(*ROWS, (4, "", "道路", "东乡", "甲村", "五", "")))
    assert one.outcome == ImportOutcome.REFUSED
    assert one.problem_count == 2
    assert [[cell, code] for cell, code, _ in one.problems] == [["B5", "E-P-06"], ["F5", "E-P-04"]]
    assert numbers(project) == ["1"]
    project.refresh_from_db()
    assert project.revision == 1
    job = Job.objects.get()
    assert job.status == JobStatus.SUCCEEDED
    assert job.result == {
        "address": f"/evaluations/{project.pk}/lines/{one.pk}/",
        "rows": 0,
        "refused": "没有导入，有2处要改",
    }


def test_a_total_that_differs_from_the_lines_is_pointed_out(hand_in: HandIn) -> None:
    one = run(hand_in(*ROWS, ("合计", "", "", "", "", 1020, "")))
    assert one.outcome == ImportOutcome.DONE
    said = [said for _, code, said in one.problems if code == "W-P-18"]
    assert said == [
        "表里写的合计是10,200,000.00元，各行相加是10,195,001.00元，差4,999.00元。请核对有没有漏行、多行或改过的数"
    ]


def test_a_list_with_nothing_below_its_headings_is_refused(hand_in: HandIn) -> None:
    one = run(hand_in())
    assert one.outcome == ImportOutcome.REFUSED
    assert "表头下面一行内容也没有" in one.problems[0][2]


def test_somebody_else_s_change_meanwhile_is_not_overwritten(
    project: EvaluationProject, hand_in: HandIn, lead: Member
) -> None:
    one = hand_in(*ROWS)
    changed = Preparation(project=Project("PJ-1", "村道养护"), lines=(OLD, LineShape("2", "旧1号")))
    replace_preparation(project, changed, revision=1, by=lead, at=DAY, parts={"lines"})
    run(one)
    assert one.outcome == ImportOutcome.REFUSED
    assert "已被他人修改" in one.problems[0][2]
    assert "重新点“开始导入”" in one.problems[0][2]
    assert numbers(project) == ["1", "2"]


def test_it_can_be_started_again_after_a_refusal_but_not_while_it_runs(
    project: EvaluationProject, hand_in: HandIn, lead: Member
) -> None:
    one = hand_in(*ROWS)
    again = {"columns": COLUMNS, "scale": 10_000, "appends": False, "headings": signature(HEADS)}
    with pytest.raises(Refused, match="正在导入或已经导入"):
        start_import(one, by=lead, at=DAY, **again)  # type: ignore[arg-type]  # as the page gives them
    run(one)
    with pytest.raises(Refused, match="正在导入或已经导入"):
        start_import(one, by=lead, at=DAY, **again)  # type: ignore[arg-type]  # as the page gives them


def test_a_plan_sent_for_review_locks_the_table(project: EvaluationProject, hand_in: HandIn, lead: Member) -> None:
    one = hand_in(*ROWS)
    submit_plan(project, (), content="{}", by=lead, at=DAY)
    run(one)
    assert one.outcome == ImportOutcome.REFUSED
    assert "方案已送审" in one.problems[0][2]
    assert numbers(project) == ["1"]


def test_who_lost_the_duty_meanwhile_imports_nothing(
    project: EvaluationProject, hand_in: HandIn, lead: Member, county: County
) -> None:
    one = hand_in(*ROWS)
    grant = Grant.objects.get(membership__user=lead.user, duty=Duty.TPL)
    revoke_duty(grant, by=county.member(Duty.SYS), at=DAY)
    run(one)
    assert one.outcome == ImportOutcome.WAITING
    job = Job.objects.get()
    assert job.status == JobStatus.FAILED
    assert "已不在岗或不再有评价职责" in job.error
    assert numbers(project) == ["1"]


def test_the_choice_of_columns_is_remembered_for_the_unit_and_for_nobody_else(
    hand_in: HandIn, county: County, project: EvaluationProject
) -> None:
    hand_in(*ROWS)
    known = column_mapping(project.organisation, signature(HEADS))
    assert known == {
        "number": "序号",
        "release": "下达文号",
        "use": "资金用途",
        "area": "乡镇",
        "payee": "补助对象",
        "budget": "补助金额（万元）",
    }
    assert column_mapping(county.school, signature(HEADS)) == {}
    assert column_mapping(project.organisation, signature(HEADS[1:])) == {}
    hand_in(*ROWS, columns=COLUMNS | {"note": {"column": 6}})
    assert ColumnMapping.objects.count() == 1
    assert column_mapping(project.organisation, signature(HEADS))["note"] == "备注"


def test_a_csv_comes_in_through_the_same_door(project: EvaluationProject, lead: Member) -> None:
    text = "下达文号,补助对象,金额\n甲1号,龙溪镇,1280.50\n"
    stored = store(
        BytesIO(text.encode("gb18030")),
        "明细.csv",
        organisation=project.organisation,
        by=lead,
        at=DAY,
        accepts=frozenset({FileType.CSV}),
    )
    heads = ("下达文号", "补助对象", "金额")
    columns = {"release": {"column": 0}, "payee": {"column": 1}, "budget": {"column": 2}}
    one = hand_in_list(
        project, stored, sheet="", title_row=0, headings=heads, sample=(), columns={}, scale=1, by=lead, at=DAY
    )
    start_import(one, columns=columns, scale=1, appends=False, headings=signature(heads), by=lead, at=DAY)
    assert run(one).rows == 1
    assert preparation_of(project).lines[0].budget == Decimal("1280.50")
