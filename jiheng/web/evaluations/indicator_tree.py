"""The indicator table as the official form has it: first and second levels merged downwards, with their sums."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from jiheng.rules.codes import codes
from jiheng.rules.figures import plain
from jiheng.rules.indicators.shapes import Indicator, Part
from jiheng.rules.indicators.systems import System
from jiheng.rules.indicators.weights import LevelSum, level_sums
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.result import Said
from jiheng.rules.scoring.weights import evaluation_weights_for
from jiheng.web.evaluations.saying import Light, light_of_said
from jiheng.workbooks.preparation.columns import Column
from jiheng.workbooks.preparation.editing import FIRST_ROW, columns_of
from jiheng.workbooks.preparation.rows import BY_TITLE

SHEET: Final = BY_TITLE["评价指标"]
COLUMNS: Final = columns_of(SHEET)
PLACES: Final = {column.name: place for place, column in enumerate(COLUMNS)}
MERGED: Final = ("level1", "level1_points", "level2", "level2_points")
OWN: Final = ("name", "points", "target", "target_source", "method")
SHOWN: Final = (*MERGED, *OWN)
FIGURES: Final = ("level1_points", "level2_points", "points")
CHOSEN: Final = ("target_source", "method")
HEADS: Final = {"level1_points": "权重", "level2_points": "权重", "target_source": "来源"}
MOST_ROWS: Final = 300
"""A longer system is edited in Excel."""

MOST_TYPED: Final = 1_000
"""More rows than a form can hold fields for, so that none is passed over."""

SHARED: Final = "各子项目共用"

_NUMBERED = re.compile(r"(.*?)([0-9]{0,9})")


PARTS_SHOWN: Final = frozenset({"indicators", "parts"})
"""The parts of a preparation these pages read; the detail table is not among them."""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One indicator as texts of all columns of the sheet; ``was`` is its place (from 1) among those kept."""

    was: str
    cells: tuple[str, ...]

    def text(self, name: str) -> str:
        return self.cells[PLACES[name]]

    @property
    def is_spare(self) -> bool:
        """A row that was added and left empty."""
        return not self.was and not any(self.text(name).strip() for name in OWN)


@dataclass(frozen=True, slots=True)
class TreeCell:
    """One cell; ``rows`` is how far it reaches down. ``light`` says what the level below adds up to."""

    column: Column
    value: str
    rows: int
    light: Light | None = None

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def is_figure(self) -> bool:
        return self.column.name in FIGURES

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be chosen, the present value among it even when it is unusual."""
        if self.column.name not in CHOSEN:
            return ()
        usual = ("", *self.column.kind.choices)
        return usual if self.value in usual else (*usual, self.value)


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One line of the table; ``place`` names its fields, ``number`` is the line of the sheet people speak of."""

    place: int
    number: int
    typed: TypedRow
    cells: tuple[TreeCell, ...]
    said: tuple[Said, ...]

    @property
    def code(self) -> str:
        return self.typed.text("code")

    @property
    def light(self) -> Light:
        return light_of_said(self.said)

    @property
    def titles(self) -> list[str]:
        """What is wrong, in a few words each."""
        return list(dict.fromkeys(codes()[one.finding.code].title for one in self.said))


@dataclass(frozen=True, slots=True)
class Tree:
    """The table of one system; ``is_shared`` marks the rows every part of a split project shares."""

    part: str
    rows: tuple[TreeRow, ...]
    is_shared: bool
    totals: tuple[Light, ...]


def rows_kept(texts: Sequence[Sequence[str]]) -> list[TypedRow]:
    return [TypedRow(str(place), tuple(row)) for place, row in enumerate(texts, 1)]


def rows_typed(post: Mapping[str, str], kept: Sequence[Sequence[str]]) -> list[TypedRow]:
    """The table as it was sent: what the page does not show is as kept, what is merged is as in the row above."""
    said = post.get("rows", "")
    count = min(int(said), MOST_TYPED) if said.isdecimal() and len(said) < 10 else 0
    rows: list[TypedRow] = []
    for place in range(count):
        was = post.get(f"r{place}-was", "")
        known = was.isdecimal() and len(was) < 10 and 0 < int(was) <= len(kept)
        cells = list(kept[int(was) - 1]) if known else [""] * len(COLUMNS)
        for name in ("part", *SHOWN):
            above = rows[-1].text(name) if rows and name in MERGED else cells[PLACES[name]]
            cells[PLACES[name]] = post.get(f"r{place}-{name}", above)
        rows.append(TypedRow(was if known else "", tuple(cells)))
    return rows


def rows_to_save(rows: Sequence[TypedRow]) -> list[TypedRow]:
    """Without the rows left empty, each new one with a number of its own after that of the row above."""
    taken = {row.text("code") for row in rows}
    named: list[TypedRow] = []
    for row in (one for one in rows if not one.is_spare):
        code = row.text("code") or free_code(named[-1].text("code") if named else "", taken)
        taken.add(code)
        named.append(_with(row, "code", code))
    return named


def free_code(above: str, taken: set[str]) -> str:
    """The next number after the one above that nobody has: 1.2.3 gives 1.2.4."""
    match = _NUMBERED.fullmatch(above)
    stem, number = (match[1], int(match[2] or 0)) if match else ("", 0)
    while f"{stem}{number + 1}" in taken:
        number += 1
    return f"{stem}{number + 1}"


def rearranged(rows: Sequence[TypedRow], act: str) -> list[TypedRow]:
    """The rows after one act: ``after-3``, ``remove-3``, ``up-3``, ``down-3``, or ``last-道路`` for a new last row.

    ``after`` adds a row of the same second level.
    """
    verb, _, said = act.partition("-")
    if verb == "last":
        return [*rows, _with(TypedRow("", ("",) * len(COLUMNS)), "part", said)]
    place = int(said) if said.isdecimal() and len(said) < 10 else -1
    moved = list(rows)
    if not 0 <= place < len(moved):
        return moved
    if verb == "after":
        copied = ("part", *MERGED)
        cells = [said if COLUMNS[at].name in copied else "" for at, said in enumerate(moved[place].cells)]
        moved.insert(place + 1, TypedRow("", tuple(cells)))
    elif verb == "remove":
        del moved[place]
    elif verb in ("up", "down"):
        other = place + (-1 if verb == "up" else 1)
        if 0 <= other < len(moved) and moved[other].text("part") == moved[place].text("part"):
            moved[place], moved[other] = moved[other], moved[place]
    return moved


def trees_of(
    rows: Sequence[TypedRow],
    indicators: Sequence[Indicator],
    parts: Sequence[Part],
    said: Mapping[int, Sequence[Said]],
    book: Rulebook,
) -> list[Tree]:
    """One table, or one for each part and one for what they share; ``said`` holds the findings of a sheet's line."""
    named = list(dict.fromkeys([*(one.name for one in parts), *(row.text("part") for row in rows)]))
    names = [name for name in named if name] or [""]
    if names != [""] and any(not row.text("part") for row in rows):
        names.append("")
    trees: list[Tree] = []
    begun = 0
    for name in names:
        own = [(FIRST_ROW + at, row) for at, row in enumerate(rows) if row.text("part") == name]
        is_shared = not name and len(names) > 1
        system = System(name, tuple(one for one in indicators if one.part in (name, "")))
        sums = {} if is_shared else {(one.level1, one.level2): one for one in level_sums(system)}
        lines = [
            TreeRow(begun + at, number, row, _cells(own, at, sums), tuple(said.get(number, ())))
            for at, (number, row) in enumerate(own)
        ]
        totals = () if is_shared else _totals(system, list(sums.values()), book)
        trees.append(Tree(name, tuple(lines), is_shared, totals))
        begun += len(own)
    return trees


def _cells(
    own: Sequence[tuple[int, TypedRow]], at: int, sums: Mapping[tuple[str, str], LevelSum]
) -> tuple[TreeCell, ...]:
    row = own[at][1]
    cells: list[TreeCell] = []
    for name in SHOWN:
        deep = MERGED.index(name) + 1 if name in MERGED else 0
        if deep and at and _same(own[at - 1][1], row, name):
            continue
        reach = 1
        while deep and at + reach < len(own) and _same(own[at + reach][1], row, name):
            reach += 1
        level2 = row.text("level2").strip() if name == "level2_points" else ""
        one = sums.get((row.text("level1").strip(), level2)) if name in ("level1_points", "level2_points") else None
        cells.append(TreeCell(COLUMNS[PLACES[name]], row.text(name), reach, light_of_level(one) if one else None))
    return tuple(cells)


KEYS: Final = {
    "level1": ("level1",),
    "level1_points": ("level1", "level1_points"),
    "level2": ("level1", "level2"),
    "level2_points": ("level1", "level2", "level2_points"),
}
"""What two rows have in common when a merged cell reaches over both; weights that contradict stay apart."""


def _same(one: TypedRow, other: TypedRow, name: str) -> bool:
    return all(one.text(key).strip() == other.text(key).strip() for key in KEYS[name])


def light_of_level(one: LevelSum) -> Light:
    """What stands below a level beside what it was given."""
    total = plain(one.total)
    if len(one.declared) > 1:
        return Light("red", "权重写法不一")
    if not one.declared:
        return Light("none", f"合计{total}")
    return _against(f"合计{total}", one.total - one.declared[0])


def _totals(system: System, sums: Sequence[LevelSum], book: Rulebook) -> tuple[Light, ...]:
    """Σ一级、Σ二级、Σ三级, each against one hundred."""
    whole = evaluation_weights_for(book).whole
    figures = (
        sum((one.points for one in sums if not one.level2), Decimal(0)),
        sum((one.points for one in sums if one.level2), Decimal(0)),
        sum((one.points for one in system.indicators), Decimal(0)),
    )
    return tuple(_against(plain(figure), figure - whole) for figure in figures)


def _against(said: str, beyond: Decimal) -> Light:
    if not beyond:
        return Light("green", said)
    return Light("red", f"{said}，{'多' if beyond > 0 else '少'}{plain(abs(beyond))}")


def _with(row: TypedRow, name: str, value: str) -> TypedRow:
    cells = list(row.cells)
    cells[PLACES[name]] = value
    return TypedRow(row.was, tuple(cells))
