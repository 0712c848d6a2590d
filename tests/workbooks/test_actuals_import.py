"""While an evaluation is carried out a list fills actual spending in, line by line of the same number, or nothing."""

from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from threading import Event as Flag

import pytest

from jiheng.audit.models import Event
from jiheng.audit.queries import verify
from jiheng.evaluation.actions.line_imports import hand_in_list, start_import
from jiheng.evaluation.models import EvaluationProject, FundLine, ImportOutcome, LineImport
from jiheng.evaluation.shapes import preparation_of
from jiheng.files.actions import store
from jiheng.jobs.worker import work
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.workbooks.line_list.headings import signature
from tests.county import DAY, County, county
from tests.evaluation.scored import implementing_project
from tests.workbooks.line_list.building import sheet_bytes

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/7")]

HEADS = ("序号", "预算下达文件", "预算数", "实际支出数", "支出凭据编号")
COLUMNS: dict[str, dict[str, object]] = {
    name: {"column": place} for place, name in enumerate(("number", "release", "budget", "actual", "voucher"))
}
Row = list[object]


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
def project(county: County) -> EvaluationProject:
    return implementing_project(county)


def rows_of(project: EvaluationProject) -> list[Row]:
    """Every line as it was approved, each with all its money spent."""
    lines = preparation_of(project, ("lines",)).lines
    return [[one.number, one.release, str(one.budget), str(one.budget), "凭证" + one.number] for one in lines]


def bring(project: EvaluationProject, rows: list[Row], by: Member) -> LineImport:
    content = sheet_bytes([HEADS, *rows])
    stored = store(BytesIO(content), "支出.xlsx", organisation=project.organisation, by=by, at=DAY)
    one = hand_in_list(
        project, stored, sheet="", title_row=0, headings=HEADS, sample=(), columns={}, scale=1, by=by, at=DAY
    )
    start_import(one, columns=COLUMNS, scale=1, appends=False, headings=signature(HEADS), by=by, at=DAY)
    work(clock=Clock(), stop=Flag(), once=True)
    one.refresh_from_db()
    return one


def test_spending_and_vouchers_are_filled_in_and_nothing_else(project: EvaluationProject, lead: Member) -> None:
    before = preparation_of(project, ("lines",)).lines
    one = bring(project, rows_of(project), lead)
    assert (one.outcome, one.rows) == (ImportOutcome.DONE, len(before))
    after = preparation_of(project, ("lines",)).lines
    assert [line.actual for line in after] == [line.budget for line in before]
    assert [(line.number, line.use, line.payee, line.budget) for line in after] == [
        (line.number, line.use, line.payee, line.budget) for line in before
    ]
    assert after[0].voucher == f"凭证{after[0].number}"
    project.refresh_from_db()
    assert project.revision == 2
    assert Event.objects.filter(action="evaluation.actuals_imported").count() == 1
    assert project.score_runs.count() == 1
    assert verify() == []


def test_a_line_without_spending_leaves_what_is_there(project: EvaluationProject, lead: Member) -> None:
    held = {one.number: one.actual for one in preparation_of(project, ("lines",)).lines}
    rows = [[*row[:3], "", ""] for row in rows_of(project)]
    rows[0][3] = "1"
    one = bring(project, rows, lead)
    assert (one.outcome, one.rows) == (ImportOutcome.DONE, 1)
    first = str(rows[0][0])
    assert {one.number: one.actual for one in preparation_of(project, ("lines",)).lines} == held | {first: Decimal(1)}


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (0, "999", "在审定的明细里没有"),
        (1, "旧1号", "预算下达文件与审定的不同"),
        (2, "1", "预算数与审定的不同"),
    ],
)
def test_a_list_that_is_not_the_approved_table_fills_nothing(
    project: EvaluationProject, lead: Member, place: int, value: str, said: str
) -> None:
    rows = rows_of(project)
    rows[1][place] = value
    one = bring(project, rows, lead)
    assert (one.outcome, one.problem_count) == (ImportOutcome.REFUSED, 1)
    assert said in one.problems[0][2]
    project.refresh_from_db()
    assert project.revision == 1
    assert FundLine.objects.filter(project=project, actual=None).exists()


def test_a_number_that_stands_twice_cannot_be_told_apart(project: EvaluationProject, lead: Member) -> None:
    rows = rows_of(project)
    FundLine.objects.filter(project=project, number=rows[1][0]).update(number=rows[0][0])
    one = bring(project, rows[:1], lead)
    assert one.outcome == ImportOutcome.REFUSED
    assert "在审定的明细里有2行，不能按序号补填" in one.problems[0][2]
