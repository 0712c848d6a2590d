"""Read the workbook of a preparation. Nothing is passed over in silence: what was not read is a finding."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from jiheng.rules.codes import failed
from jiheng.rules.finding import Finding
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.rules.recheck.shapes import Cell
from jiheng.workbooks.grid import Grid
from jiheng.workbooks.opening import open_workbook
from jiheng.workbooks.preparation.columns import Column, Sheet
from jiheng.workbooks.preparation.kinds import Text, Unfit
from jiheng.workbooks.preparation.layout import SHEETS
from jiheng.workbooks.preparation.layout_implementation import IMPLEMENTATION_SHEETS
from jiheng.workbooks.preparation.rows import BY_TITLE, all_columns, built
from jiheng.workbooks.preparation.tables import Table, find_lines, find_table
from jiheng.workbooks.preparation.titles import NOT_READ
from jiheng.workbooks.refusals import MEGABYTE, Limits, refuse

LARGE = Limits(unpacked_size=800 * MEGABYTE, sheet_size=400 * MEGABYTE, cells=4_000_000, list_rows=1_000_000)
"""A detail table may have 200,000 lines."""

NO_REMARK: Final = {*BY_TITLE, *NOT_READ, *(sheet.title for sheet in IMPLEMENTATION_SHEETS)}
"""Sheets that are read here, read for scoring, or written for people alone."""

changed: Final[Callable[..., Preparation]] = replace
"""The preparation with a field of the layout set; the layout names the field."""


@dataclass(frozen=True, slots=True)
class ReadPreparation:
    """A preparation as read, with everything the reading found wrong."""

    preparation: Preparation
    findings: tuple[Finding, ...]


def read_preparation(name: str, content: bytes) -> ReadPreparation:
    """Read a workbook's bytes. Raises ``CannotRead`` when it cannot be opened or holds none of the sheets."""
    book = open_workbook(name, content, LARGE)
    grids = {grid.name.strip(): grid for grid in book.grids}
    if not grids.keys() & BY_TITLE.keys():
        raise refuse("E-P-09", name, "里没有“项目基本信息”等工作表，不是评价准备工作簿。请用模板填写")
    reading = Reading(list(book.warnings) + [left.finding for left in book.unreadable])
    reading.remark_unknown(book.grids)
    preparation = Preparation(project=Project("", ""))
    for sheet in SHEETS:
        grid = grids.get(sheet.title)
        if grid is None:
            reading.missing(sheet)
        elif sheet.form:
            preparation = changed(preparation, **{sheet.name: reading.form(grid, sheet)})
        elif sheet.owner is None:
            rows = reading.rows(grid, sheet)
            preparation = changed(preparation, **{sheet.name: tuple(row for _, row in rows)})
        else:
            preparation = reading.join(preparation, sheet, reading.rows(grid, sheet))
    return ReadPreparation(preparation, tuple(reading.findings))


@dataclass(slots=True)
class Reading:
    findings: list[Finding] = field(default_factory=list)

    def remark_unknown(self, grids: Sequence[Grid]) -> None:
        for grid in grids:
            if grid.cells and grid.name.strip() not in NO_REMARK:
                said = f"工作表“{grid.name}”不是模板里的表，没有读取"
                self.findings.append(failed("N-P-14", said, where=grid.name))

    def missing(self, sheet: Sheet) -> None:
        if sheet.optional:
            said = f"没有工作表“{sheet.title}”，按没有内容读取。要填的请从模板取回"
            self.findings.append(failed("W-P-10", said, where=sheet.title))
            return
        said = f"缺少工作表“{sheet.title}”。请从模板取回这张表，没有内容也保留表头"
        self.findings.append(failed("E-P-01", said, where=sheet.title))

    def form(self, grid: Grid, sheet: Sheet) -> object:
        table = find_lines(grid, sheet)
        self.findings += table.findings
        if sheet.optional and not any(grid.own(place.column, 1) for place in table.places.values()):
            return None
        values = []
        for column in sheet.columns:
            place = table.places.get(column.title)
            cell = grid.own(place.column, 1) if place else Cell("")
            values.append(self.value(sheet, column, cell, sought=place is not None))
        return built(sheet, values, sheet.title)

    def rows(self, grid: Grid, sheet: Sheet) -> list[tuple["_Owner", object]]:
        table = find_table(grid, sheet)
        self.findings += table.findings
        if not table.places:
            return []
        read = []
        for row in table.rows():
            if table.is_total(row):
                said = "合计行没有读取，合计由系统计算"
                self.findings.append(failed("N-P-15", said, where=f"{sheet.title} 第{row + 1}行"))
            elif (entry := self.row(table, sheet, row)) is not None:
                read.append(entry)
        return read

    def row(self, table: Table, sheet: Sheet, row: int) -> "tuple[_Owner, object] | None":
        where = f"{sheet.title} 第{row + 1}行"
        columns = all_columns(sheet)
        values = [self._value(table, sheet, column, row) for column in columns]
        lacking = [c for c, value in zip(columns, values, strict=True) if c.required and value is None]
        if lacking:
            said = f"“{lacking[0].title}”没有可用的内容，这一行没有读入。请改正后再读"
            self.findings.append(failed("E-P-06", said, where=where))
            return None
        own = values[2:] if sheet.owner else values
        owner = _Owner(str(values[0]), values[1] if isinstance(values[1], int) else 0, where)
        return owner, built(sheet, own, where)

    def _value(self, table: Table, sheet: Sheet, column: Column, row: int) -> object:
        place = table.places.get(column.title)
        cell = table.cell(row, column)
        return self.value(sheet, column, cell, place.scale if place else 1, sought=place is not None)

    def value(self, sheet: Sheet, column: Column, cell: Cell, scale: int = 1, *, sought: bool) -> object:
        """The value of a cell; a cell that does not fit is a finding and reads as blank."""
        blank = sheet.blank(column)
        where = f"{sheet.title} {cell.ref}"
        if cell.uncached or cell.error:
            what = f"是错误值“{cell.error}”" if cell.error else "是公式，没有保存过结果"
            self._say("E-P-08", sheet, column, cell, f"{what}。请改正公式，或直接填写内容")
            return blank
        if not cell:
            if column.required and sought and blank is not None:
                said = f"“{column.title}”没有填。请补填"
                self.findings.append(failed("E-P-06", said, where=where))
            return blank
        try:
            value = column.kind.read(cell, scale)
        except Unfit as unfit:
            self._say(unfit.code, sheet, column, cell, f"填的{unfit}")
            return blank
        self._remark(sheet, column, cell)
        return value

    def _remark(self, sheet: Sheet, column: Column, cell: Cell) -> None:
        kind = column.kind
        if isinstance(kind, Text) and kind.choices and cell.text not in kind.choices:
            said = f"填的“{cell.text}”不是通常的说法，按原文读入。通常写：{'、'.join(kind.choices)}"
            self._say("W-P-11", sheet, column, cell, said)

    def _say(self, code: str, sheet: Sheet, column: Column, cell: Cell, said: str) -> None:
        self.findings.append(failed(code, f"“{column.title}”{said}", where=f"{sheet.title} {cell.ref}"))

    def join(self, preparation: Preparation, sheet: Sheet, rows: list[tuple["_Owner", object]]) -> Preparation:
        """Put rows into the rows of another sheet that own them."""
        if sheet.owner is None:
            return preparation
        owning = BY_TITLE[sheet.owner.sheet]
        held = list(getattr(preparation, owning.name))
        places: dict[str, list[int]] = {}
        for index, entry in enumerate(held):
            places.setdefault(str(getattr(entry, sheet.owner.key)), []).append(index)
        gathered: dict[int, list[object]] = {}
        for owner, row in rows:
            place = self._owner_place(sheet, owner, places.get(owner.key, []))
            if place is not None:
                gathered.setdefault(place, []).append(row)
        for place, own in gathered.items():
            held[place] = replace(held[place], **{sheet.owner.into: tuple(own)})
        return changed(preparation, **{owning.name: tuple(held)})

    def _owner_place(self, sheet: Sheet, owner: "_Owner", places: list[int]) -> int | None:
        title = sheet.owner.sheet if sheet.owner else ""
        if len(places) < max(owner.nth, 1):
            which = f"“{owner.key}”" + (f"的第{owner.nth}个" if owner.nth > 1 else "")
            said = f"写的{which}在工作表“{title}”里没有，这一行没有读入。请核对编号"
            self.findings.append(failed("E-P-07", said, where=owner.where))
            return None
        if owner.nth < 1 and len(places) > 1:
            said = (
                f"{owner.where}写的“{owner.key}”在工作表“{title}”里有{len(places)}行，按第一行读。请改成不重复的编号"
            )
            self.findings.append(failed("W-P-12", said, where=owner.where))
        return places[max(owner.nth, 1) - 1]


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose row it is: the owner's key and, when several share it, which of them."""

    key: str
    nth: int
    where: str
