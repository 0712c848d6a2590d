"""Find the columns of a sheet by their titles, in any order, and the rows below."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jiheng.rules.codes import failed
from jiheng.rules.finding import Finding
from jiheng.rules.recheck.shapes import Cell
from jiheng.workbooks.grid import Grid
from jiheng.workbooks.preparation.columns import Column, Sheet
from jiheng.workbooks.preparation.kinds import SCALES
from jiheng.workbooks.preparation.rows import all_columns

LINES_ABOVE = 20
"""How far down a sheet its line of titles is looked for."""

FORM_HEAD = "项目"
"""What stands above the titles of a form."""

TOTALS = {"合计", "小计", "总计"}
_BRACKETS = str.maketrans("（）：＊", "():*")
_MONEY_UNIT = re.compile(r"\((?:单位:)?(元|万元|亿元)\)$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column's values stand; ``scale`` is 10000 under a title that ends in （万元）."""

    column: int
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its columns found: ``titles`` is the line of titles, ``places`` title → place."""

    grid: Grid
    titles: int
    places: dict[str, Place]
    findings: tuple[Finding, ...]

    def rows(self) -> Iterator[int]:
        """The rows below the titles that hold anything."""
        for row in range(self.titles + 1, self.grid.height):
            if any(True for _ in self.grid.filled(row)):
                yield row

    def cell(self, row: int, column: Column) -> Cell:
        """The cell under a title; of cells merged downwards each row sees the first."""
        place = self.places.get(column.title)
        if place is None:
            return Cell("")
        first = self.grid.anchor(row, place.column)
        return self.grid.own(*(first if first[1] == place.column else (row, place.column)))

    def is_total(self, row: int) -> bool:
        """Whether the row is a sum of others: 合计 and nothing but numbers beside it."""
        cells = [cell for _, cell in self.grid.filled(row)]
        return "".join(cells[0].text.split()) in TOTALS and all(cell.number is not None for cell in cells[1:])


def find_table(grid: Grid, sheet: Sheet) -> Table:
    """The columns of a sheet; each one missing, doubled or unknown is a finding."""
    wanted = {plain_title(column.title): column for column in all_columns(sheet)}
    line = max(range(min(grid.height, LINES_ABOVE)), key=lambda row: _known(grid, row, wanted), default=0)
    places: dict[str, Place] = {}
    findings: list[Finding] = []
    for number, cell in grid.filled(line):
        title, scale = _title_and_scale(cell.text)
        column = wanted.get(title)
        if column is None:
            said = f"工作表“{sheet.title}”的列“{cell.text}”（{cell.ref}）不是模板里的列，没有读取"
            findings.append(failed("N-P-14", said, where=f"{sheet.title} {cell.ref}"))
        elif column.title in places:
            said = f"工作表“{sheet.title}”有两列“{column.title}”，只读了前一列。请删去或改名"
            findings.append(failed("W-P-13", said, where=f"{sheet.title} {cell.ref}"))
        else:
            places[column.title] = Place(number, scale)
    findings += [missing_column(sheet, column) for column in wanted.values() if column.title not in places]
    return Table(grid, line, places, tuple(findings))


def find_lines(grid: Grid, sheet: Sheet) -> Table:
    """The lines of a form: titles in the first column, values in the second. ``places`` hold rows."""
    wanted = {plain_title(column.title): column for column in sheet.columns}
    places: dict[str, Place] = {}
    findings: list[Finding] = []
    for row in range(grid.height):
        column = wanted.get(plain_title(grid.own(row, 0).text))
        if column is not None and column.title in places:
            said = f"工作表“{sheet.title}”有两行“{column.title}”，只读了前一行。请删去或改名"
            findings.append(failed("W-P-13", said, where=f"{sheet.title} A{row + 1}"))
        elif column is not None:
            places[column.title] = Place(row)
        elif grid.own(row, 1) and grid.own(row, 0).text != FORM_HEAD:
            said = f"工作表“{sheet.title}”第{row + 1}行“{grid.own(row, 0).text}”不是模板里的项，没有读取"
            findings.append(failed("N-P-14", said, where=f"{sheet.title} A{row + 1}"))
    findings += [missing_column(sheet, column) for column in sheet.columns if column.title not in places]
    return Table(grid, 0, places, tuple(findings))


def missing_column(sheet: Sheet, column: Column) -> Finding:
    """The finding of a column (or line of a form) that is not there."""
    word = "行" if sheet.form else "列"
    if column.required:
        said = f"工作表“{sheet.title}”缺少“{column.title}”{word}。请从模板取回这个名称，内容照填"
        return failed("E-P-02", said, where=sheet.title)
    said = f"工作表“{sheet.title}”没有“{column.title}”{word}，按没有填读取。要填的请从模板取回这个名称"
    return failed("W-P-10", said, where=sheet.title)


def plain_title(text: str) -> str:
    """A title without marks, blanks and the difference between narrow and wide brackets."""
    return "".join(text.translate(_BRACKETS).split()).strip("*")


def _title_and_scale(text: str) -> tuple[str, int]:
    title = plain_title(text)
    unit = _MONEY_UNIT.search(title)
    return (title[: unit.start()], SCALES[unit[1]]) if unit else (title, 1)


def _known(grid: Grid, row: int, wanted: dict[str, Column]) -> int:
    return sum(_title_and_scale(cell.text)[0] in wanted for _, cell in grid.filled(row))
