"""Filled forms of sample points come back: several files at once, each with some points, nothing passed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from jiheng.rules.codes import failed
from jiheng.rules.figures import plain
from jiheng.rules.finding import Finding
from jiheng.rules.recheck.shapes import Cell
from jiheng.rules.sampling.canonical import tidy
from jiheng.rules.surveys.columns import DAY, NUMBER
from jiheng.rules.surveys.point_columns import PointColumn, groups_of
from jiheng.rules.surveys.point_entries import Place, PointEntry, Written
from jiheng.rules.surveys.point_values import fault_of, points_by_name, tidied
from jiheng.rules.wording import quoted
from jiheng.workbooks.grid import Grid
from jiheng.workbooks.opening import open_workbook
from jiheng.workbooks.preparation.point_forms import COLUMNS, ID_LABEL, ORDINALS, SIGNERS
from jiheng.workbooks.refusals import CannotRead, Limits

FORMS: Final = Limits(sheets=3000)
HEAD_ROWS: Final = 20
ELEMENT, _, _, VALUE, EVIDENCE = COLUMNS
BELOW_ID: Final = "名称"
"""What stands under the label of the id; the table of all points has the same label in another place."""


@dataclass(frozen=True, slots=True)
class ReadForms:
    """What filled forms say: values by place, the points that were in them, and what could not be read."""

    written: Mapping[Place, Written]
    points: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_forms(files: Sequence[tuple[str, bytes]], entries: Sequence[PointEntry]) -> ReadForms:
    """Read the bytes of filled forms by their file names.

    A blank cell leaves what is there; of two files that differ the first is taken and the other named. A file that
    cannot be opened is a finding and keeps none of the others back.
    """
    reading = _Reading(entries)
    for name, content in files:
        reading.read(name, content)
    return ReadForms(reading.written, tuple(reading.seen), tuple(reading.findings))


@dataclass(slots=True)
class _Form:
    """One sheet being read: whose it is, where its two columns to fill are, and which elements have come."""

    place: str
    grid: Grid
    entry: PointEntry
    head: int
    value: int
    evidence: int | None
    group: str = ""
    taken: set[str] = field(default_factory=set)


class _Reading:
    def __init__(self, entries: Sequence[PointEntry]) -> None:
        names = points_by_name([entry.point for entry in entries])
        by_id = {entry.id: entry for entry in entries}
        self.entries = {name: by_id[point.unit.id] for name, point in names.items()}
        self.written: dict[Place, Written] = {}
        self.seen: dict[str, None] = {}
        self.findings: list[Finding] = []

    def read(self, name: str, content: bytes) -> None:
        try:
            book = open_workbook(name, content, FORMS)
        except CannotRead as refusal:
            self.findings.append(refusal.finding)
            return
        self.findings += [*book.warnings, *(left.finding for left in book.unreadable)]
        for grid in book.grids:
            if grid.cells and (form := self._form(name, grid)):
                self.seen.setdefault(form.entry.id)
                self._lines(form)

    def _form(self, name: str, grid: Grid) -> _Form | None:
        """The form a sheet is; why it is none is said."""
        place, title = f"{name}／{grid.name}", f"工作表“{grid.name}”"
        label = next((row for row in range(HEAD_ROWS) if _is_id(grid, row)), None)
        head = next((row for row in range(HEAD_ROWS) if grid.own(row, 0).text == ELEMENT), None)
        if label is None or head is None:
            self._say("N-P-14", f"{title}不是一个样本点的基础信息表，没有读取。请用“每点一表”填写", place)
            return None
        number = grid.own(label, 1).text
        entry = self.entries.get(tidy(number))
        columns = {cell.text: column for column, cell in grid.filled(head)}
        if entry is None:
            said = f"{title}的样本点编号“{number}”不在样本里，整张表没有读入。请从系统取回编号"
            self._say("E-P-07", said, f"{place} B{label + 1}")
            return None
        if VALUE not in columns:
            self._say("E-P-02", f"{title}缺少“{VALUE}”列，整张表没有读入。请从系统取回这个列名", place)
            return None
        if EVIDENCE not in columns:
            self._say("W-P-10", f"{title}没有“{EVIDENCE}”列，资料编号没有读入", place)
        return _Form(place, grid, entry, head, columns[VALUE], columns.get(EVIDENCE))

    def _lines(self, form: _Form) -> None:
        groups = groups_of(form.entry.columns)
        for row in range(form.head + 1, form.grid.height):
            text = form.grid.own(row, 0).text
            if text.startswith(SIGNERS):
                break
            if text[:1] in ORDINALS and text[1:].lstrip("、").strip() in groups:
                form.group = text[1:].lstrip("、").strip()
            else:
                self._line(form, row, text)
        lacking = [column.field.name for column in form.entry.columns if column.key not in form.taken]
        if lacking:
            said = f"工作表“{form.grid.name}”没有要素{quoted(lacking)}的行，原来的值不变。要填的请从系统取回这一行"
            self._say("W-P-10", said, form.place)

    def _line(self, form: _Form, row: int, name: str) -> None:
        value = form.grid.own(row, form.value)
        evidence = form.grid.own(row, form.evidence) if form.evidence is not None else Cell("")
        column = _column(form, name)
        if column is None:
            if _holds(value) or _holds(evidence):
                where = f"{form.place} {value.ref if _holds(value) else evidence.ref}"
                said = f"要素“{name}”不是这个样本点的列，这一行没有读入。请改回原来的名称"
                self._say("E-P-07", said, where)
            return
        form.taken.add(column.key)
        said = self._value(form, column, value)
        number = "" if evidence.error or evidence.uncached else evidence.text
        if not said and not number:
            return
        held = form.entry.values.get(column.key)
        before = (held.value, held.evidence) if held else ("", "")
        self._keep(form, column, (said or before[0], number or before[1]), value.ref)

    def _value(self, form: _Form, column: PointColumn, cell: Cell) -> str:
        """The value of a cell in the form it is kept in; one that cannot be read is named and reads as blank."""
        where = f"{form.place} {cell.ref}"
        name = column.field.name
        if cell.uncached or cell.error:
            what = f"是错误值“{cell.error}”" if cell.error else "是公式，没有保存过结果"
            self._say("E-P-08", f"“{name}”{what}。请改正公式，或直接填写内容", where)
            return ""
        text = cell.text
        if column.field.kind == NUMBER and cell.number is not None and not cell.is_percent:
            text = plain(cell.number)
        fault = fault_of(column.field, text)
        if fault:
            code = {NUMBER: "E-P-04", DAY: "E-P-03"}.get(column.field.kind, "E-P-05")
            self._say(code, f"“{name}”填的{fault}", where)
            return ""
        return tidied(column.field, text)

    def _keep(self, form: _Form, column: PointColumn, said: Written, ref: str) -> None:
        place = (form.entry.id, column.key)
        first = self.written.setdefault(place, said)
        if first[0] != said[0] or first[1] != said[1]:
            kept, other = ("，资料编号".join(part for part in each if part) for each in (first, said))
            message = f"“{column.field.name}”前面读到“{kept}”，这里填的是“{other}”，取前面的。请核对后改正"
            self._say("W-I-03", message, f"{form.place} {ref}")

    def _say(self, code: str, said: str, where: str) -> None:
        self.findings.append(failed(code, said, where=where))


def _is_id(grid: Grid, row: int) -> bool:
    return grid.own(row, 0).text == ID_LABEL and grid.own(row + 1, 0).text == BELOW_ID


def _holds(cell: Cell) -> bool:
    return bool(cell.text or cell.error or cell.uncached)


def _column(form: _Form, name: str) -> PointColumn | None:
    """The next column of that name in the group of the line; one that moved is found by its name alone."""
    left = [one for one in form.entry.columns if one.field.name.strip() == name and one.key not in form.taken]
    return next((one for one in left if one.field.group == form.group), left[0] if len(left) == 1 else None)
