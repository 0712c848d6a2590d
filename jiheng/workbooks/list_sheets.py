"""The lists of a recheck as sheets: every finding, and every form with its totals."""

from collections.abc import Sequence
from copy import copy
from decimal import Decimal

from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.rules.finding import Severity
from jiheng.rules.law import clause_label
from jiheng.rules.recheck.finding_lines import FindingLine, finding_lines
from jiheng.rules.recheck.result_json import Json

FILLS = {
    Severity.ERROR: PatternFill("solid", fgColor="FCD9D6"),
    Severity.RECORD: PatternFill("solid", fgColor="FCD9D6"),
    Severity.WARNING: PatternFill("solid", fgColor="FDECC3"),
    Severity.NOTICE: PatternFill("solid", fgColor="DCE8F6"),
}
HEAD = PatternFill("solid", fgColor="E0EAF6")
THIN = Side(style="thin", color="C6CCD5")
BORDER = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
FINDING_COLUMNS = (
    ("序号", 6), ("程度", 7), ("项目", 26), ("单位", 18), ("位置", 16), ("单元格", 8), ("问题", 20),
    ("说明", 60), ("填报", 9), ("应为", 9), ("依据", 24), ("代码", 11), ("文件", 28), ("工作表", 14),
)  # fmt: skip
FORM_COLUMNS = (
    ("序号", 6), ("项目", 34), ("单位", 20), ("年度", 7), ("填报总分", 10), ("复算总分", 10), ("填报等级", 9),
    ("复算等级", 9), ("阻断", 6), ("提醒", 6), ("提示", 6), ("文件", 30), ("工作表", 14),
)  # fmt: skip
SEVERITY_COLUMN = 2

Value = str | int | Decimal


def write_findings(sheet: Worksheet, lines: Sequence[FindingLine]) -> None:
    """One row a finding, in the order given."""
    _write_head(sheet, FINDING_COLUMNS)
    rows = _Rows(sheet)
    for number, line in enumerate(lines, 1):
        rows.add(
            (
                number,
                line.severity.label,
                line.project,
                line.unit_name,
                line.subject,
                line.cell,
                line.title,
                line.message,
                _figure(line.reported),
                _figure(line.due),
                "、".join(map(clause_label, line.clauses)),
                line.code,
                line.file,
                line.sheet,
            )
        )
        sheet.cell(number + 1, SEVERITY_COLUMN).fill = FILLS[line.severity]
    if not lines:
        rows.add(("", "", "没有检出问题"))


def write_forms(sheet: Worksheet, forms: Sequence[Json]) -> None:
    """One row a form: its totals, grades and counts."""
    _write_head(sheet, FORM_COLUMNS)
    rows = _Rows(sheet)
    for number, form in enumerate(forms, 1):
        totals = form["totals"] or {}
        counts = [line.severity for line in finding_lines([form])]
        reported = totals.get("reported") or ""
        recomputed = totals.get("recomputed") or ("不能复算" if reported else "")
        rows.add(
            (
                number,
                form["project"] or "未能读取",
                form["unit_name"],
                form["year"] or "",
                _figure(reported),
                _figure(recomputed),
                totals.get("grade_reported") or "",
                totals.get("grade_recomputed") or "",
                counts.count(Severity.ERROR),
                counts.count(Severity.WARNING),
                counts.count(Severity.NOTICE),
                form["file"],
                form["sheet"] or "",
            )
        )


def write_text(cell: Cell, text: str) -> None:
    """Text stays text: a cell that starts with “=” is never a live formula. Signs no file can hold are left out."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    if text[:1] in "=+-@":
        cell.data_type = "s"
        cell.quotePrefix = True


class _Rows:
    """Writes rows one below the other; the look of a cell is set up once and shared by all."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.number = 1
        self.look = _look(sheet)

    def add(self, values: Sequence[Value]) -> None:
        self.number += 1
        for index, value in enumerate(values, 1):
            cell = self.sheet.cell(self.number, index)
            if isinstance(cell, MergedCell):
                continue
            cell._style = copy(self.look)  # type: ignore[attr-defined]  # as above; ten times faster than naming each part
            if isinstance(value, str):
                write_text(cell, value)
            else:
                cell.value = value


def _look(sheet: Worksheet) -> object:
    """What openpyxl keeps of a cell's look, taken from a cell that is given it and put back."""
    cell = sheet.cell(sheet.max_row + 1, 1)
    before = cell._style  # type: ignore[union-attr]  # the array openpyxl itself copies from cell to cell
    cell.border = BORDER
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    look = copy(cell._style)  # type: ignore[union-attr]  # as above
    cell._style = before  # type: ignore[union-attr]  # as above
    return look


def _figure(text: str) -> Value:
    """A score as a number, so that people can add and sort; words stay words."""
    return Decimal(text) if text and text.replace(".", "", 1).removeprefix("-").isdigit() else text


def _write_head(sheet: Worksheet, columns: Sequence[tuple[str, int]]) -> None:
    for index, (label, width) in enumerate(columns, 1):
        cell = sheet.cell(1, index, label)
        cell.font, cell.fill, cell.border = Font(bold=True), HEAD, BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
