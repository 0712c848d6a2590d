"""The background job of a list of fund lines: read every row, then take all of them or none."""

import gc
from collections.abc import Mapping
from typing import Final

from django.utils.timezone import localtime

from jiheng.evaluation.actions.entering import STALE
from jiheng.evaluation.actions.line_imports import NotTheSame, refuse_lines, take_actuals, take_lines
from jiheng.evaluation.models import ImportOutcome, LineImport, Phase
from jiheng.files.disk import blob_path
from jiheng.files.models import FileType
from jiheng.jobs.context import JobContext
from jiheng.jobs.registry import Json
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.queries import member_for
from jiheng.orgs.refusal import Refused
from jiheng.rules.figures import rounded
from jiheng.rules.wording import day_text
from jiheng.workbooks.line_list.opening import open_list
from jiheng.workbooks.line_list.reading import KEPT, Choice, ReadLines, as_values, read_lines
from jiheng.workbooks.refusals import CannotRead

ADDRESS: Final = "/evaluations/{project}/lines/{pk}/"
READ: Final = 70
WRITTEN: Final = 100
"""How far the bar is when every row is read, and when every line is written."""


def run_line_import(context: JobContext) -> Mapping[str, Json]:
    """Read a handed-in list into the detail table. Run again after a break it starts from the first row."""
    one = LineImport.objects.select_related("project__organisation", "attachment__blob").get(
        pk=str(context.arguments["import"])
    )
    if one.outcome != ImportOutcome.WAITING:  # the break came after the last write
        return _answer(one)
    member = _in_office(context)
    try:
        read = _read(context, one)
    except CannotRead as refusal:
        found = refusal.finding
        refuse_lines(one, [("", found.code, found.message)], 1, by=member, at=context.now())
        return _answer(one)
    if read.count or not read.lines:
        problems = read.problems or [("", "E-F-03", "表头下面一行内容也没有。请核对表头所在的行")]
        refuse_lines(one, problems, max(read.count, 1), by=member, at=context.now())
        return _answer(one)
    gc.collect()
    context.progress(READ, WRITTEN, f"正在写入{len(read.lines):,}行")
    try:
        take = take_actuals if one.project.phase == Phase.IMPLEMENT else take_lines
        rows = take(one, map(as_values, read.lines), _notes(read), by=member, at=context.now())
    except NotTheSame as refusal:
        told = refusal.problems
        refuse_lines(one, told[:KEPT], len(told), by=member, at=context.now())
        return _answer(one)
    except Refused as refusal:
        refuse_lines(one, [("", "", _refused(refusal))], 1, by=member, at=context.now())
        return _answer(one)
    return {"address": _address(one), "rows": rows}


def _address(one: LineImport) -> str:
    return ADDRESS.format(project=one.project_id, pk=one.pk)


def _answer(one: LineImport) -> dict[str, Json]:
    """What a list that is dealt with already came to; one that was refused says so beside its light."""
    one.refresh_from_db()
    answer: dict[str, Json] = {"address": _address(one), "rows": one.rows}
    if one.outcome == ImportOutcome.REFUSED:
        answer["refused"] = f"没有导入，有{one.problem_count}处要改"
    return answer


def _refused(refusal: Refused) -> str:
    """A list that lost a race can be read again at once; one that met a locked plan has to wait."""
    return "该项目已被他人修改，没有导入。请重新点“开始导入”" if str(refusal) == STALE else f"{refusal}，没有导入"


def choice_of(one: LineImport) -> Choice:
    """How the list is to be read, as a person chose it."""
    columns = {name: read["column"] for name, read in one.columns.items() if "column" in read}
    fixed = {name: read["fixed"] for name, read in one.columns.items() if "fixed" in read}
    return Choice(columns, fixed, one.scale, one.title_row)


def _read(context: JobContext, one: LineImport) -> ReadLines:
    blob = one.attachment.blob
    with open_list(one.attachment.name, blob_path(blob), FileType(blob.type), one.sheet) as opened:
        height = max(opened.height, 1)

        def told(row: int) -> None:
            context.progress(min(READ, row * READ // height), WRITTEN, f"正在读第{row + 1:,}行")

        return read_lines(opened, choice_of(one), told)


def _notes(read: ReadLines) -> list[tuple[str, str, str]]:
    """What people should know of a list that was taken: sums left out, and a total that is not the sum."""
    notes = []
    if read.totals:
        notes.append(("", "N-P-15", f"有{read.totals}行合计或小计，没有当作明细，合计由系统算"))
    if read.stated is not None and read.stated != read.total:
        said = (
            f"表里写的合计是{rounded(read.stated):,}元，各行相加是{rounded(read.total):,}元，"
            f"差{rounded(read.stated - read.total):,}元。"
            "请核对有没有漏行、多行或改过的数"
        )
        notes.append(("", "W-P-18", said))
    return notes


def _in_office(context: JobContext) -> Member:
    """Who handed the list in, as long as they still hold the duty."""
    member = member_for(context.job.owner, context.job.organisation_id)
    if (
        member is None
        or not member.user.is_active
        or member.organisation.pk != context.job.organisation_id
        or not member.may(Capability.EVALUATION_EDIT)
    ):
        on = day_text(localtime(context.job.created_at).date())
        raise Refused(f"{on}发起导入的人已不在岗或不再有评价职责，请由在岗人员重新导入")
    return member
