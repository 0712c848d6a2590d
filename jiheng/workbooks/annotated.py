"""The annotated workbook: each original sheet, a marked copy beside it, and the findings sorted by severity."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.rules.recheck.finding_lines import FindingLine, finding_lines
from jiheng.rules.recheck.result_json import Json
from jiheng.workbooks.list_sheets import BORDER, FILLS, write_findings, write_forms, write_text
from jiheng.workbooks.opening import open_workbook
from jiheng.workbooks.with_looks import workbook_with_looks

FORMS_SHOWN = 60
"""Beyond this many forms only the lists are written: a workbook of thousands of sheets opens nowhere."""


@dataclass(frozen=True, slots=True)
class AnnotatedSource:
    """One file with its rechecked forms as JSON."""

    name: str
    content: bytes
    forms: tuple[Json, ...]


def annotated_workbook(sources: Sequence[AnnotatedSource]) -> bytes:
    """The workbook as ``.xlsx`` bytes. Formulas of the original are written as their saved values, never live."""
    book = Workbook()
    findings = book.worksheets[0]
    findings.title = "复核结果"
    every = [form for source in sources for form in source.forms]
    write_findings(findings, finding_lines(every))
    write_forms(book.create_sheet("各表汇总"), every)
    if sum(form["kind"] is not None for form in every) <= FORMS_SHOWN:
        for number, source in enumerate(sources, 1):
            _write_source(book, source, number if len(sources) > 1 else 0)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write_source(book: Workbook, source: AnnotatedSource, number: int) -> None:
    wanted = list(dict.fromkeys(form["sheet"] for form in source.forms if form["kind"] is not None))
    for sheet_name, original in _original_sheets(source, wanted):
        prefix = f"{number:02d}" if number else ""
        _copy_sheet(original, book.create_sheet(_free_title(book, f"{prefix}{sheet_name}")))
        marked = book.create_sheet(_free_title(book, f"{prefix}{sheet_name}（复核）"))
        _copy_sheet(original, marked)
        _mark_cells(marked, finding_lines(form for form in source.forms if form["sheet"] == sheet_name))


def _original_sheets(source: AnnotatedSource, wanted: list[str]) -> list[tuple[str, Worksheet]]:
    if not wanted:
        return []
    loaded = workbook_with_looks(source.content)
    if loaded is not None:
        return [(name, loaded[name]) for name in wanted if name in loaded.sheetnames]
    return [(name, _sheet_of_values(source, name)) for name in wanted]


def _sheet_of_values(source: AnnotatedSource, name: str) -> Worksheet:
    """An old .xls sheet: its values and merges, without its colours."""
    sheet = Workbook().worksheets[0]
    grid = next(grid for grid in open_workbook(source.name, source.content).grids if grid.name == name)
    for (row, column), cell in grid.cells.items():
        twin = _place(sheet, row + 1, column + 1)
        write_text(twin, cell.text)
        twin.border = BORDER
    for (row, column), (last_row, last_column) in grid.ends.items():
        if (row, column) != (last_row, last_column):
            sheet.merge_cells(
                start_row=row + 1, start_column=column + 1, end_row=last_row + 1, end_column=last_column + 1
            )
    return sheet


def _copy_sheet(original: Worksheet, target: Worksheet) -> None:
    for place in sorted(original._cells):  # only the cells there are: one stray cell makes a rectangle of millions
        cell = original._cells[place]
        if isinstance(cell, MergedCell):
            continue
        twin = _place(target, cell.row, cell.column)
        _copy_value(cell, twin)
        if cell.has_style:
            _copy_style(cell, twin)
    for merged in original.merged_cells.ranges:
        target.merge_cells(merged.coord)
    target.sheet_format = copy(original.sheet_format)
    for letter, column in original.column_dimensions.items():
        twin_column = target.column_dimensions[letter]
        twin_column.width, twin_column.min, twin_column.max = column.width, column.min, column.max
    for index, dimension in original.row_dimensions.items():
        target.row_dimensions[index].height = dimension.height
    target.page_setup.orientation = original.page_setup.orientation or "portrait"
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _place(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell at a place of a sheet that has no merged areas yet."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        raise TypeError(f"{cell.coordinate} is covered by a merged area")
    return cell


def _copy_value(cell: Cell, twin: Cell) -> None:
    if isinstance(cell.value, str):
        write_text(twin, cell.value)
    else:
        twin.value = cell.value


def _copy_style(cell: Cell, twin: Cell) -> None:
    for aspect in ("font", "border", "fill", "alignment"):
        setattr(twin, aspect, copy(getattr(cell, aspect)))
    twin.number_format = cell.number_format


def _mark_cells(sheet: Worksheet, lines: Iterable[FindingLine]) -> None:
    notes: dict[str, list[FindingLine]] = {}
    for line in lines:
        if line.cell:
            notes.setdefault(line.cell, []).append(line)
    for ref, here in notes.items():
        cell = sheet[ref]
        if isinstance(cell, MergedCell):
            continue
        cell.fill = FILLS[here[0].severity]
        said = "\n".join(f"【{line.severity.label}】{line.message}（{line.code}）" for line in here)
        text = ILLEGAL_CHARACTERS_RE.sub("", said)
        cell.comment = Comment(text, "绩衡复核", width=360, height=min(60 + 44 * len(here), 320))


def _free_title(book: Workbook, wanted: str) -> str:
    clean = "".join("_" if char in "[]:*?/\\'" else char for char in wanted)[-31:]
    title, number = clean, 2
    taken = {name.casefold() for name in book.sheetnames}
    while title.casefold() in taken:
        title, number = f"{clean[:27]}_{number}", number + 1
    return title
