"""Find indicator header rows by meaning and map their columns to roles."""

from dataclasses import dataclass, field

from jiheng.workbooks.grid import Grid
from jiheng.workbooks.vocabulary import indicator_role

LEVELS = ("level1", "level2", "level3", "content")
ASKED = ("target", "target_adjusted", "actual")
STARTS_OVER = {"level1", "level2", "level3", "content"}
"""A second column of one of these begins a second set of columns to the right."""

WIDE_ROLES = {"level3", "content", "target", "actual", "reason"}
"""Texts that may stand in a blank-headed column right of their header."""


@dataclass(slots=True)
class Columns:
    """One set of columns: role → first and last column; the window is where its form stands."""

    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    first: int = 0
    last: int = 0

    def qualifies(self) -> bool:
        """Names something, asks for something, and is no accident."""
        named = any(role in self.spans for role in (*LEVELS, "weak_content"))
        return named and any(role in self.spans for role in ASKED) and len(self.spans) >= 3


@dataclass(frozen=True, slots=True)
class Header:
    """An indicator header: rows ``top`` to ``bottom`` counted from 0, with one or more sets of columns."""

    top: int
    bottom: int
    sets: tuple[Columns, ...]


def find_headers(grid: Grid) -> list[Header]:
    """Every indicator header of a sheet, from top to bottom."""
    found: list[Header] = []
    row = 0
    while row < grid.height:
        header = _header_at(grid, row)
        if header:
            found.append(header)
            row = header.bottom
        row += 1
    return found


def _header_at(grid: Grid, row: int) -> Header | None:
    if sum(1 for _, cell in grid.filled(row) if indicator_role(cell.text)) < 2:
        return None
    roles = _roles(grid, row)
    if not _sets(grid, roles)[0].qualifies():
        return None
    below = _roles(grid, row + 1) if row + 1 < grid.height else {}
    two = _two_rows(grid, row, roles, below)
    sets = _sets(grid, two or roles)
    if not sets or not all(columns.qualifies() for columns in sets):
        return None
    return Header(row, row + 1 if two else row, tuple(sets))


def _roles(grid: Grid, row: int) -> dict[int, tuple[str, int]]:
    """First column → role and last column, as seen through merged areas. A label down the side is no column."""
    roles: dict[int, tuple[str, int]] = {}
    for column in range(grid.width):
        place = grid.anchor(row, column)
        if place[1] != column:
            continue
        role = indicator_role(grid.own(*place).text)
        end = grid.ends.get(place, place)
        if role == "weak_content" and (end[0] > row + 1 or column == 0):
            continue
        if role:
            roles[column] = (role, end[1])
    return roles


def _two_rows(
    grid: Grid, row: int, roles: dict[int, tuple[str, int]], below: dict[int, tuple[str, int]]
) -> dict[int, tuple[str, int]] | None:
    """The columns of a header in two rows, or None when the next row is already a body row."""
    lower = [(column, cell) for column, cell in grid.filled(row + 1) if grid.anchor(row, column)[0] <= row]
    if not lower or not all(
        indicator_role(cell.text) or _under_side_label(grid, row, column) for column, cell in lower
    ):
        return None
    joined = {column: role for column, role in roles.items() if not any(c in below for c in _span(column, role[1]))}
    return {**joined, **below}


def _span(first: int, last: int) -> range:
    return range(first, last + 1)


def _under_side_label(grid: Grid, row: int, column: int) -> bool:
    """A sub-heading without a role, such as 经费保障 under a merged 偏差原因分析."""
    for candidate in range(column, -1, -1):
        place = grid.anchor(row, candidate)
        if grid.own(*place).text:
            return grid.last_column(*place) > place[1] and grid.last_column(*place) >= column
    return False


def _sets(grid: Grid, roles: dict[int, tuple[str, int]]) -> list[Columns]:
    sets = [Columns()]
    headed = sorted(roles)
    for position, column in enumerate(headed):
        role, last = roles[column]
        if role in STARTS_OVER and role in sets[-1].spans and any(asked in sets[-1].spans for asked in ASKED):
            sets.append(Columns())
        following = headed[position + 1] if position + 1 < len(headed) else grid.width
        _place(sets[-1], role, column, last, following)
    _windows(grid, sets)
    return sets


def _place(columns: Columns, role: str, first: int, last: int, following: int) -> None:
    if role in columns.spans:
        # Weights are often printed behind every level; the indicator's own stand after its name.
        named = max(
            (columns.spans[level][0] for level in ("level3", "content") if level in columns.spans), default=-1
        )
        if role != "points" or columns.spans[role][0] > named:
            return
    columns.spans[role] = (first, max(last, following - 1) if role in WIDE_ROLES else last)


def _windows(grid: Grid, sets: list[Columns]) -> None:
    for index, columns in enumerate(sets):
        columns.first = 0 if index == 0 else min(first for first, _ in columns.spans.values())
        columns.last = grid.width - 1
        if index:
            sets[index - 1].last = columns.first - 1
