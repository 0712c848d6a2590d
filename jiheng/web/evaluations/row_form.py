"""One row of a sheet as a form, on a desk or on a phone in a village: the same columns, the same reading."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict

from jiheng.rules.finding import Finding, Severity
from jiheng.workbooks.preparation.cell_lists import LINE, STOP, escaped, parted, unescaped
from jiheng.workbooks.preparation.columns import Column, Sheet
from jiheng.workbooks.preparation.editing import FIRST_ROW, text_of
from jiheng.workbooks.preparation.implementation_editing import with_implementation_texts
from jiheng.workbooks.preparation.kinds import Choice, Day, Text
from jiheng.workbooks.preparation.list_kinds import Listed
from jiheng.workbooks.preparation.rows import cells_of

LINE_WIDTH: Final = 30
"""From this width on a column is written in several lines, but for what is a name."""
NAMES: Final = frozenset({"place", "title"})
NOTHING: Final = "什么都没有填"
_CELL: Final = re.compile(rf" ([A-Z]{{1,2}}){FIRST_ROW}$")

Offered = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RowField:
    """One column as a field. ``offered`` are (value, label); ``chosen`` those ticked where several may be."""

    index: int
    column: Column
    value: str
    widget: str
    offered: Offered = ()
    chosen: frozenset[str] = frozenset()
    fault: str = ""

    @property
    def name(self) -> str:
        return f"f{self.index}"


def row_texts(sheet: Sheet, row: object) -> list[str]:
    """A row as the texts of its cells."""
    return [text_of(value) for value in cells_of(sheet, row)]


def typed_texts(sheet: Sheet, typed: QueryDict) -> list[str]:
    """What was typed, cell by cell; ticks are joined as a cell holds them."""
    return [_typed(column, typed, f"f{index}") for index, column in enumerate(sheet.columns)]


def preset_texts(sheet: Sheet, given: Mapping[str, str]) -> list[str]:
    """The cells of a new row, some of them filled beforehand by the name of their field or their title."""
    return [given.get(column.title, given.get(column.name, "")) for column in sheet.columns]


def read_row(sheet: Sheet, texts: Sequence[str]) -> tuple[Any, tuple[Finding, ...]]:
    """The row that was typed, or ``None``, and what keeps it from being read."""
    given, found = with_implementation_texts(sheet, [list(texts)])
    rows = getattr(given, sheet.name)
    wrong = tuple(one for one in found if one.severity is Severity.ERROR)
    return (rows[0] if rows else None), wrong


def fields_of(
    sheet: Sheet, texts: Sequence[str], wrong: Iterable[Finding] = (), offered: Mapping[str, Offered] | None = None
) -> list[RowField]:
    """The fields of a form; ``offered`` gives what may be chosen for a column, by the name of its field."""
    faults = _faults(sheet, wrong)
    choices = offered or {}
    return [
        _field(index, column, text, choices.get(column.name), faults.get(index, ""))
        for index, (column, text) in enumerate(zip(sheet.columns, texts, strict=True))
    ]


def next_number(taken: Sequence[str], first: str) -> str:
    """The number behind the last one: 访03 → 访04; ``first`` where none ends in figures."""
    last = next((number for number in reversed(taken) if number[-1:].isdecimal() and number[-1:].isascii()), "")
    if not last:
        return first
    stem = last.rstrip("0123456789")
    width, count = len(last) - len(stem), int(last[len(stem) :])
    held = set(taken)
    while (made := f"{stem}{count:0{width}d}") in held:
        count += 1
    return made


def _typed(column: Column, typed: QueryDict, name: str) -> str:
    if isinstance(column.kind, Listed) and f"{name}-many" in typed:
        return STOP.join(escaped(one, STOP + LINE) for one in typed.getlist(name) if one)
    return typed.get(name, "").replace("\r\n", "\n").strip()


def _field(index: int, column: Column, text: str, offered: Offered | None, fault: str) -> RowField:
    kind = column.kind
    if isinstance(kind, Listed) and (offered is not None or kind.of is not None):
        return _many(index, column, text, offered, fault)
    if offered is not None or isinstance(kind, Choice):
        found = offered if offered is not None else [(one, one) for one in kind.choices]
        beyond = [(text, text)] if text and text not in dict(found) else []
        return RowField(index, column, text, "choice", (*found, *beyond), fault=fault)
    if isinstance(kind, Day):
        return RowField(index, column, text, "day" if not fault else "line", fault=fault)
    if isinstance(kind, Text) and kind.choices:
        return RowField(index, column, text, "line", [(one, one) for one in kind.choices], fault=fault)
    several = column.part or (column.width >= LINE_WIDTH and column.name not in NAMES)
    return RowField(index, column, text, "area" if several else "line", fault=fault)


def _many(index: int, column: Column, text: str, offered: Offered | None, fault: str) -> RowField:
    chosen = [unescaped(one, STOP + LINE) for one in parted(text, STOP + LINE)]
    found = list(offered) if offered is not None else [(one, one) for one in column.kind.choices]
    known = dict(found)
    beyond = [(one, one) for one in chosen if one not in known]
    return RowField(index, column, text, "many", (*found, *beyond), frozenset(chosen), fault)


def _faults(sheet: Sheet, wrong: Iterable[Finding]) -> dict[int, str]:
    """What is wrong, by the place of the column its cell stands in."""
    faults: dict[int, str] = {}
    for finding in wrong:
        cell = _CELL.search(finding.where)
        if cell:
            faults.setdefault(_place(cell[1]), finding.message)
    return {place: said for place, said in faults.items() if place < len(sheet.columns)}


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
