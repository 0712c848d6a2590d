"""The head of a form: title, year, names, unit of money, kind."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jiheng.rules.recheck.shapes import NO_CELL, Cell, FormKind
from jiheng.workbooks.grid import Grid, text_cell
from jiheng.workbooks.vocabulary import WIDE, bare, fund_role, indicator_role, label_role, row_is

YEAR_LINE = re.compile(r"^[(（\s]*(20\d{2})\s*年?度?[)）\s]*$")
YEAR = re.compile(r"(20\d{2})\s*(?:年|$|[-—])")
MONEY_UNIT = re.compile(
    r"[(:,]\s*(?:金额)?(?:单位)?:?\s*(亿元|万元|元)\s*(?:\)|$)|单位\s*:\s*(?:人民币)?\s*(亿元|万元|元)"
)
MONEY_WORD = re.compile(r"预算|资金|支出|拨款|金额|执行数|单位")
LABELLED = re.compile(r"^([^:：]{2,16})[:：]\s*(.*)$", re.DOTALL)
OVERALL = re.compile(r"整体(支出)?(绩效)?|部门\(单位\)整体")
DECLARED = re.compile(r"申报|目标表|目标设定|目标批复")
SELF_EVALUATED = re.compile(r"自评|评价|完成情况|执行情况")


@dataclass(frozen=True, slots=True)
class Region:
    """Part of a sheet: rows and columns from 0, both ends included."""

    top: int
    bottom: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a form's tables; a value cell is blank where the label has no value."""

    title: Cell
    project: Cell
    department: Cell
    unit_name: Cell
    year: int | None
    grade: Cell


def read_head(grid: Grid, region: Region) -> Head:
    """Read the rows above the indicator header."""
    labels = labelled_values(grid, region)
    title = _title(grid, region)
    project = labels.get("project", NO_CELL)
    return Head(
        title=title,
        project=project,
        department=labels.get("department", NO_CELL),
        unit_name=labels.get("unit_name", NO_CELL),
        year=_year(grid, region, (title.text, labels.get("year", NO_CELL).text, project.text, grid.name)),
        grade=labels.get("grade", NO_CELL),
    )


def labelled_values(grid: Grid, region: Region) -> dict[str, Cell]:
    """Label role → the value beside it, or behind its colon. The first label of a role counts."""
    values: dict[str, Cell] = {}
    for row in range(region.top, region.bottom + 1):
        for column, cell in grid.filled(row, region.first, region.last):
            if role := label_role(cell.text):
                value = _value_beside(grid, row, column, region.last)
            elif (match := LABELLED.match(cell.text)) and (role := label_role(match[1])):
                value = text_cell(cell.ref, match[2])
            else:
                continue
            values.setdefault(role, value)
    return values


def _value_beside(grid: Grid, row: int, column: int, last: int) -> Cell:
    beside = grid.last_column(row, column) + 1
    for _, cell in grid.filled(row, beside, last):
        taken = label_role(cell.text) or fund_role(cell.text) or indicator_role(cell.text)
        return grid.own(row, beside) if taken else cell
    return grid.own(row, beside)


def _title(grid: Grid, region: Region) -> Cell:
    """The line that names the form: not an 附件 line, a year line, a unit line or a label."""
    candidates = []
    for row in range(region.top, region.bottom + 1):
        cells = list(grid.filled(row, region.first, region.last))
        if any(label_role(cell.text) in ("project", "department", "unit_name") for _, cell in cells):
            break
        candidates += [cell for _, cell in cells if _may_be_title(cell.text)]
    named = [cell for cell in candidates if row_is("title", cell.text)]
    return (named or candidates or [NO_CELL])[0]


def _may_be_title(text: str) -> bool:
    word = bare(text)
    if not word or row_is("not_title", text) or indicator_role(text) or fund_role(text):
        return False
    return (len(word) >= 4 and not YEAR_LINE.match(text) and not LABELLED.match(text)) or row_is("title", text)


def _year(grid: Grid, region: Region, texts: Iterable[str]) -> int | None:
    """The year of the line under the title, else of the title, the year label, the project, the sheet's name."""
    for row in range(region.top, region.bottom + 1):
        for _, cell in grid.filled(row, region.first, region.last):
            if match := YEAR_LINE.match(cell.text):
                return int(match[1])
    for text in texts:
        if match := YEAR.search(text):
            return int(match[1])
    return None


def unit_of_money(grid: Grid, region: Region) -> str:
    """元, 万元 or 亿元 as printed at the money block, else anywhere in the head; empty when not said."""
    for row in range(region.top, region.bottom + 1):
        for _, cell in grid.filled(row, region.first, region.last):
            if len(cell.text) > 40 or not MONEY_WORD.search(cell.text):
                continue
            if match := MONEY_UNIT.search(cell.text.translate(WIDE)):
                return match[1] or match[2]
    return ""


def kind_for(head: Head, *, has_actuals: bool, has_scores: bool) -> FormKind:
    """The kind by title and project; without result columns it is a declaration."""
    text = f"{head.title.text} {head.project.text}".translate(WIDE)
    declares = DECLARED.search(text) and not SELF_EVALUATED.search(text)
    if not (has_actuals or has_scores) or (declares and not has_scores):
        return FormKind.GOAL_DECLARATION
    return FormKind.DEPARTMENT_OVERALL if OVERALL.search(text) else FormKind.PROJECT_SELF_EVALUATION
