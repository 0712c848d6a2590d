"""From a shape to the cells of a row, and from the values of a row to a shape."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Final, TypeAlias

from jiheng.rules.preparation.shapes import Preparation
from jiheng.workbooks.preparation.columns import NUMBER_OF_SAME, Column, Sheet
from jiheng.workbooks.preparation.kinds import Whole, Written
from jiheng.workbooks.preparation.layout import SHEETS, WAIVERS, Waiver

Points: TypeAlias = tuple[tuple[str, str], ...]

BY_TITLE: Final = {sheet.title: sheet for sheet in SHEETS}


def all_columns(sheet: Sheet) -> tuple[Column, ...]:
    """The columns of the sheet with those that say whose row it is."""
    if sheet.owner is None:
        return sheet.columns
    key = next(column for column in BY_TITLE[sheet.owner.sheet].columns if column.name == sheet.owner.key)
    advice = f"与{sheet.owner.sheet}一致"
    owner = Column(key.title, "owner", key.kind, required=True, advice=advice, width=key.width)
    nth = Column(NUMBER_OF_SAME, "nth", Whole(), advice=f"{key.title}重复时写第几个，一般留空", width=10)
    return (owner, nth, *sheet.columns)


def rows_of(preparation: Preparation, sheet: Sheet) -> Iterator[list[Written]]:
    """The rows of a sheet, cell by cell in the order of its columns."""
    if sheet.owner is None:
        yield from (cells_of(sheet, item) for item in _entries(preparation, sheet))
        return
    owner = BY_TITLE[sheet.owner.sheet]
    seen: dict[str, int] = {}
    for item in _entries(preparation, owner):
        key = str(getattr(item, sheet.owner.key))
        seen[key] = seen.get(key, 0) + 1
        nth = seen[key] if seen[key] > 1 else None
        yield from ([key or None, nth, *cells_of(sheet, row)] for row in getattr(item, sheet.owner.into))


def _entries(preparation: Preparation, sheet: Sheet) -> Sequence[object]:
    held = getattr(preparation, sheet.name)
    if sheet.form:
        return () if held is None else (held,)
    return [Waiver(*entry) for entry in held] if sheet is WAIVERS else list(held)


def cells_of(sheet: Sheet, item: object) -> list[Written]:
    """The cells of one shape, in the order of the sheet's own columns."""
    spread = _spread_field(sheet)
    parts = [column.part for column in sheet.columns if column.part]
    named, rest = _spread(getattr(item, spread), parts) if spread else ({}, ())
    cells: list[Written] = []
    for column in sheet.columns:
        if column.part:
            cells.append(named.get(column.part))
        elif spread and column.name == spread:
            cells.append(column.kind.write(rest))
        else:
            cells.append(column.kind.write(getattr(item, column.name)))
    return cells


def _spread_field(sheet: Sheet) -> str:
    """The field whose (name, text) pairs have columns of their own, if there is one."""
    return next((column.name for column in sheet.columns if column.part), "")


def _spread(points: Points, names: Sequence[str]) -> tuple[dict[str, str], Points]:
    """The points that have a column of their own, as long as they stand in the columns' order; and the rest."""
    named: dict[str, str] = {}
    place = -1
    for index, (name, said) in enumerate(points):
        if not said or name not in names or names.index(name) <= place:
            return named, points[index:]
        place = names.index(name)
        named[name] = said
    return named, ()


def built(sheet: Sheet, values: Sequence[object], where: str) -> object:
    """The shape made from a row's values (in the order of ``sheet.columns``); it keeps ``where`` it stands."""
    given: dict[str, object] = {}
    points: list[tuple[str, str]] = []
    spread = _spread_field(sheet)
    for column, value in zip(sheet.columns, values, strict=True):
        if column.part:
            points += [(column.part, str(value))] if value else []
        elif spread and column.name == spread:
            given[spread] = (*points, *(value if isinstance(value, tuple) else ()))
        else:
            given[column.name] = value
    if spread and spread not in given:
        given[spread] = tuple(points)
    if _says_where(sheet):
        given["where"] = where
    return sheet.shape(**given)


def _says_where(sheet: Sheet) -> bool:
    return is_dataclass(sheet.shape) and any(each.name == "where" for each in fields(sheet.shape))
