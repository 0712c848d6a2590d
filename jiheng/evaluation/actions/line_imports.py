"""A list of fund lines on its way into the detail table: handed in, its columns chosen, taken whole or refused."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from jiheng.audit.actions import record
from jiheng.audit.chain import Plain
from jiheng.evaluation.actions.entering import append_rows, count_revision
from jiheng.evaluation.actions.runs import keep_run
from jiheng.evaluation.models import ColumnMapping, EvaluationProject, FundLine, ImportOutcome, LineImport, Phase
from jiheng.files.models import Attachment
from jiheng.jobs.actions import enqueue
from jiheng.jobs.models import Job
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused

KIND: Final = "line_import"
CHUNK: Final = 2000
OPEN_AGAIN: Final = (ImportOutcome.CHOOSING, ImportOutcome.REFUSED)


@transaction.atomic
def hand_in_list(
    project: EvaluationProject,
    attachment: Attachment,
    *,
    sheet: str,
    title_row: int,
    headings: Sequence[str],
    sample: Sequence[Sequence[str]],
    columns: Mapping[str, int],
    scale: int,
    by: Member,
    at: datetime,
) -> LineImport:
    """Keep a list with what its headings propose; nothing of it counts yet."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    made = LineImport.objects.create(
        project=project,
        attachment=attachment,
        sheet=sheet,
        title_row=title_row,
        headings=list(headings),
        sample=[list(row) for row in sample],
        columns={name: {"column": place} for name, place in columns.items()},
        scale=scale,
        revision=project.revision,
        handed_in_by=by.user,
        handed_in_at=at,
    )
    record(by.user, "evaluation.list_handed_in", project, at=at, after={"name": attachment.name})
    return made


@transaction.atomic
def start_import(
    one: LineImport,
    *,
    columns: Mapping[str, Mapping[str, object]],
    scale: int,
    appends: bool,
    headings: str,
    by: Member,
    at: datetime,
) -> Job:
    """Set what is read as what, remember it for the unit's next list with these ``headings``, queue the reading."""
    require(by, Capability.EVALUATION_EDIT, over=one.project.organisation)
    moved = LineImport.objects.filter(pk=one.pk, outcome__in=OPEN_AGAIN).update(
        outcome=ImportOutcome.WAITING,
        columns={name: dict(read) for name, read in columns.items()},
        scale=scale,
        appends=appends,
        revision=one.project.revision,
        problems=[],
        problem_count=0,
    )
    if not moved:
        raise Refused("这份明细正在导入或已经导入，请刷新页面")
    _remember(one, columns, headings, by, at)
    job = enqueue(KIND, f"导入明细：{one.attachment.name}", {"import": one.pk}, by=by, at=at)
    LineImport.objects.filter(pk=one.pk).update(job=job)
    return job


@transaction.atomic
def take_lines(
    one: LineImport, lines: Iterable[dict[str, Any]], notes: Sequence[object], *, by: Member, at: datetime
) -> int:
    """Put all lines of a list into the detail table, in place of the present ones or behind them.

    Refused when the preparation changed since the import was started, or its plan is locked.
    """
    project = one.project
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    count_revision(project, one.revision)
    held = FundLine.objects.filter(project=project)
    before = held.count()
    after = (held.aggregate(last=Max("position"))["last"] or 0) if one.appends else 0
    if not one.appends:
        held.delete()
    append_rows(project, FundLine, lines, after)
    count = held.count() - (before if one.appends else 0)
    moved = LineImport.objects.filter(pk=one.pk, outcome=ImportOutcome.WAITING).update(
        outcome=ImportOutcome.DONE, rows=count, problems=list(notes), finished_at=at
    )
    if not moved:
        raise Refused("这份明细已经导入或已改作别的处理，请刷新页面")
    project.refresh_from_db()
    keep_run(project, by=by, at=at)
    after_text: dict[str, Plain] = {"name": one.attachment.name, "rows": count, "revision": one.revision + 1}
    record(by.user, "evaluation.lines_imported", project, at=at, before={"rows": before}, after=after_text)
    return count


class NotTheSame(Refused):
    """A list of actual spending that is not the table that was approved; ``problems`` names its lines."""

    def __init__(self, problems: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(f"有{len(problems)}行与审定的预算执行明细对不上")
        self.problems = tuple(problems)


@transaction.atomic
def take_actuals(
    one: LineImport, lines: Iterable[dict[str, Any]], notes: Sequence[object], *, by: Member, at: datetime
) -> int:
    """Fill actual spending and vouchers in from a list, line by line of the same number; nothing else changes.

    Refused as a whole when a number is not there or twice, or when its release or its budget is another. Answers how
    many lines were filled; a line without actual spending leaves what is there.
    """
    project = one.project
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    count_revision(project, one.revision, Phase.IMPLEMENT)
    held: dict[str, list[FundLine]] = {}
    for row in FundLine.objects.filter(project=project).only("number", "release", "budget", "actual", "voucher"):
        held.setdefault(row.number, []).append(row)
    changed, problems = _filled(held, lines)
    if problems:
        raise NotTheSame(problems)
    FundLine.objects.bulk_update(changed, ("actual", "voucher"), batch_size=CHUNK)
    moved = LineImport.objects.filter(pk=one.pk, outcome=ImportOutcome.WAITING).update(
        outcome=ImportOutcome.DONE, rows=len(changed), problems=list(notes), finished_at=at
    )
    if not moved:
        raise Refused("这份明细已经导入或已改作别的处理，请刷新页面")
    project.refresh_from_db()
    keep_run(project, by=by, at=at)
    said: dict[str, Plain] = {"name": one.attachment.name, "rows": len(changed), "revision": one.revision + 1}
    record(by.user, "evaluation.actuals_imported", project, at=at, after=said)
    return len(changed)


def _filled(
    held: Mapping[str, Sequence[FundLine]], lines: Iterable[dict[str, Any]]
) -> tuple[list[FundLine], list[tuple[str, str, str]]]:
    changed: dict[int, FundLine] = {}
    problems: list[tuple[str, str, str]] = []
    for line in lines:
        rows = held.get(line["number"], ())
        if said := _unfit(line, rows):
            problems.append((f"序号{line['number']}", "E-P-07", said))
            continue
        if line["actual"] is not None:
            row = rows[0]
            row.actual, row.voucher = line["actual"], line["voucher"] or row.voucher
            changed[row.pk] = row
    return list(changed.values()), problems


def _unfit(line: Mapping[str, Any], rows: Sequence[FundLine]) -> str:
    """Why a line of the list is none of the table (Chinese), or nothing."""
    if not rows:
        return f"序号“{line['number']}”在审定的明细里没有。请从导出的工作簿里填，不要增加行"
    if len(rows) > 1:
        return f"序号“{line['number']}”在审定的明细里有{len(rows)}行，不能按序号补填。请在页面上逐行填"
    other = [
        title
        for name, title in (("release", "预算下达文件"), ("budget", "预算数"))
        if line[name] != getattr(rows[0], name)
    ]
    return f"{'、'.join(other)}与审定的不同，方案审定后不能改。请改回来" if other else ""


@transaction.atomic
def refuse_lines(one: LineImport, problems: Sequence[object], count: int, *, by: Member, at: datetime) -> None:
    """Keep what is wrong with a list, cell by cell; none of its lines was taken."""
    moved = LineImport.objects.filter(pk=one.pk, outcome=ImportOutcome.WAITING).update(
        outcome=ImportOutcome.REFUSED, problems=list(problems), problem_count=count, rows=0, finished_at=at
    )
    if moved:
        said: dict[str, Plain] = {"name": one.attachment.name, "problems": count}
        record(by.user, "evaluation.lines_refused", one.project, at=at, after=said)


def _remember(
    one: LineImport, columns: Mapping[str, Mapping[str, object]], headings: str, by: Member, at: datetime
) -> None:
    chosen = {
        name: one.headings[place]
        for name, read in columns.items()
        if isinstance(place := read.get("column"), int) and place < len(one.headings)
    }
    ColumnMapping.objects.update_or_create(
        organisation=one.project.organisation,
        headings=headings,
        defaults={"columns": chosen, "saved_by": by.user, "saved_at": at},
    )
