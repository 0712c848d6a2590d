"""Find every form of a workbook: by what is written, never by where it stands."""

from dataclasses import dataclass, replace

from jiheng.rules.codes import failed
from jiheng.rules.recheck.results import Unreadable
from jiheng.rules.recheck.shapes import Cell, FormSheet, FundRole, FundRow, IndicatorRow
from jiheng.workbooks.form_heads import Region, kind_for, labelled_values, read_head, unit_of_money
from jiheng.workbooks.fund_block import read_funds
from jiheng.workbooks.grid import Grid, Workbook
from jiheng.workbooks.headers import Columns, Header, find_headers
from jiheng.workbooks.indicator_rows import Body, read_body, starts_form
from jiheng.workbooks.vocabulary import bare, row_is

WHOLE_PERIOD = ("中期", "长期", "实施期", "三年")


def find_forms(file_name: str, workbook: Workbook) -> tuple[tuple[FormSheet, ...], tuple[Unreadable, ...]]:
    """Every form in every sheet, and what could not be read.

    A sheet without a form is passed over; a workbook without any is an ``Unreadable``.
    """
    forms: list[FormSheet] = []
    monitored = False
    for grid in workbook.grids:
        for form in forms_in(file_name, grid):
            if row_is("monitoring", form.title.text):
                monitored = True
            else:
                forms.append(form)
    unreadable = list(workbook.unreadable)
    if not forms and not unreadable:
        unreadable.append(_nothing_found(file_name, monitored=monitored))
    return tuple(forms), tuple(unreadable)


def _nothing_found(name: str, *, monitored: bool) -> Unreadable:
    why = (
        "是绩效监控表，不是自评表或申报表，没有可复算的得分。请上传自评表或申报表"
        if monitored
        else "里没有认出自评表或申报表。请核对表头是否有“三级指标”“指标值”“实际完成值”等栏"
    )
    return Unreadable(name, "", failed("E-F-11", f"“{name}”{why}", where=name))


def forms_in(file_name: str, grid: Grid) -> list[FormSheet]:
    """The forms of one sheet, top to bottom, and left to right where they stand side by side."""
    headers = find_headers(grid)
    forms: list[FormSheet] = []
    top = 0
    for index, header in enumerate(headers):
        bottom = headers[index + 1].top - 1 if index + 1 < len(headers) else grid.height - 1
        parts = [_read_part(grid, header, columns, top, bottom) for columns in _sets(grid, header, top)]
        if forms and not _has_head(grid, Region(top, header.top - 1, 0, grid.width - 1)):
            forms[-1] = _continued(grid, forms[-1], parts, Region(top, header.top - 1, 0, grid.width - 1))
        else:
            forms += [_form(file_name, grid, part) for part in _joined(parts)]
        top = max(part.end for part in parts)
    return forms


@dataclass(frozen=True, slots=True)
class _Part:
    """One set of columns with its head region, its rows and where its footers end."""

    head: Region
    columns: Columns
    body: Body
    end: int
    foot: Region


def _sets(grid: Grid, header: Header, top: int) -> list[Columns]:
    """The sets of columns to read: of a whole-period and an annual half, the annual one."""
    if len(header.sets) == 2 and "level1" not in header.sets[1].spans:
        first, second = header.sets
        if "level1" in first.spans:
            second.spans["level1"] = first.spans["level1"]
        second.first = 0
        if _says_whole_period(grid, Region(top, header.bottom, first.first, first.last)):
            return [second]
    return list(header.sets)


def _says_whole_period(grid: Grid, region: Region) -> bool:
    return any(
        any(word in cell.text for word in WHOLE_PERIOD) and len(cell.text) < 30
        for row in range(region.top, region.bottom + 1)
        for _, cell in grid.filled(row, region.first, region.last)
    )


def _read_part(grid: Grid, header: Header, columns: Columns, top: int, bottom: int) -> _Part:
    first, last = columns.first, columns.last
    body = read_body(grid, Region(header.bottom + 1, bottom, first, last), columns)
    end = body.end
    while end <= bottom and not starts_form(grid, end, Region(end, bottom, first, last)):
        end += 1
    foot = Region(body.end, end - 1, first, last)
    return _Part(Region(top, header.top - 1, first, last), columns, body, end, foot)


def _joined(parts: list[_Part]) -> list[_Part]:
    """Two sets that share their first level are one form; sets with their own stand for forms side by side."""
    if len(parts) == 2 and parts[0].columns.spans.get("level1") == parts[1].columns.spans.get("level1"):
        left, right = parts
        left.body.indicators += right.body.indicators
        return [left]
    return parts


def _has_head(grid: Grid, region: Region) -> bool:
    return any(starts_form(grid, row, region) for row in range(region.top, region.bottom + 1))


def _continued(grid: Grid, form: FormSheet, parts: list[_Part], between: Region) -> FormSheet:
    """A second table under the same head: more rows, or the annual table after one for the whole period."""
    rows = tuple(row for part in parts for row in part.body.indicators)
    heading = "".join(
        cell.text
        for row in range(between.top, between.bottom + 1)
        for _, cell in grid.filled(row)
        if len(cell.text) < 30
    )
    annual = "年度" in bare(heading)
    body = parts[-1].body
    return replace(
        form,
        indicators=rows if annual and rows else form.indicators + rows,
        total_points=body.total_points if body.total_points.ref else form.total_points,
        total_score=body.total_score if body.total_score.ref else form.total_score,
        last_row=_last_row(grid, parts[-1]),
    )


def _form(file_name: str, grid: Grid, part: _Part) -> FormSheet:
    head, spans, body = read_head(grid, part.head), part.columns.spans, part.body
    unit = unit_of_money(grid, part.head)
    funds = _with_execution_row(read_funds(grid, part.head, unit), body.execution)
    grade = labelled_values(grid, replace(part.foot, top=max(part.foot.top - 1, 0))).get("grade", head.grade)
    return FormSheet(
        file=file_name,
        sheet=grid.name,
        kind=kind_for(head, has_actuals="actual" in spans, has_scores="score" in spans),
        title=head.title,
        project=head.project,
        department=head.department,
        unit_name=head.unit_name,
        year=head.year,
        unit_of_money=unit,
        fund_rows=funds,
        indicators=tuple(body.indicators),
        total_points=body.total_points,
        total_score=body.total_score,
        grade=grade,
        has_points="points" in spans,
        has_scores="score" in spans,
        has_actuals="actual" in spans,
        first_row=_first_row(grid, part.head),
        last_row=_last_row(grid, part),
        unread=tuple(body.unread),
    )


def _with_execution_row(funds: tuple[FundRow, ...], execution: IndicatorRow | None) -> tuple[FundRow, ...]:
    """Points and score of the execution rate when they stand in the indicator table."""
    if execution is None:
        return funds
    total = next((row for row in funds if row.role is FundRole.TOTAL), None)
    if total is None:
        total = FundRow(FundRole.TOTAL, execution.name.text or execution.level1.text, execution.row)
        funds = (total, *funds)
    merged = replace(
        total,
        points=_first(total.points, execution.points),
        score=_first(total.score, execution.score),
        rate=_first(total.rate, execution.actual),
    )
    return tuple(merged if row is total else row for row in funds)


def _first(printed: Cell, row: Cell) -> Cell:
    """The money block's own figure, else the indicator table's."""
    return printed if printed.number is not None or not row.ref else row


def _first_row(grid: Grid, region: Region) -> int:
    filled = (row for row in range(region.top, region.bottom + 1) if any(True for _ in grid.filled(row)))
    return next(filled, region.top) + 1


def _last_row(grid: Grid, part: _Part) -> int:
    rows = range(part.end - 1, part.head.bottom, -1)
    return next((row for row in rows if any(True for _ in grid.filled(row, part.head.first, part.head.last))), 0) + 1
