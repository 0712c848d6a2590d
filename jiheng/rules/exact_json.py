"""Plain dataclasses as JSON and back, exact: what is kept of a score can be read again to the last digit.

How a value is written follows from its declared type: decimals and fractions as text, dates as ISO dates, enums by
their value, tuples as lists. Rows of one kind become a table with its columns named once. A column the reader does
not know is left out, and one the writer did not know has its default, so that old text stays readable.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any, TypeAlias, TypeVar, cast, get_args, get_origin, get_type_hints

Json: TypeAlias = Any
Shape = TypeVar("Shape")

COLUMNS, ROWS = "columns", "rows"


@dataclass(frozen=True, slots=True)
class Way:
    """How values of one declared type are written, and read again."""

    write: Callable[[Any], Json]
    read: Callable[[Json], Any]


def to_text(value: object, kind: object = None) -> str:
    """The same value gives the same text. ``kind`` is its declared type where that is not the value's own."""
    return json.dumps(_way(kind or type(value)).write(value), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str, kind: type[Shape]) -> Shape:
    """The value a text was made of."""
    return cast(Shape, _way(cast(Any, kind)).read(json.loads(text)))


def field_kinds(shape: type) -> dict[str, Any]:
    """The declared type of each field of a dataclass."""
    return _hints(shape)


@cache
def _hints(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)


@cache
def _way(kind: Any) -> Way:
    if kind in SIMPLE:
        return SIMPLE[kind]
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind))
    others = [one for one in get_args(kind) if one is not NoneType]
    if len(others) == 1:
        return _or_nothing(_way(others[0]))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Way(lambda value: None if value is None else kind(value).value, kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _shape(kind)
    raise TypeError(f"no way to write {kind}")


def _as_it_is(value: Any) -> Any:
    return value


def _plain_text(value: str) -> str:
    return str(value)


SIMPLE: dict[Any, Way] = {
    str: Way(_plain_text, _as_it_is),
    int: Way(_as_it_is, _as_it_is),
    bool: Way(_as_it_is, _as_it_is),
    Decimal: Way(str, Decimal),
    Fraction: Way(str, Fraction),
    date: Way(date.isoformat, date.fromisoformat),
}


def _or_nothing(way: Way) -> Way:
    return Way(
        lambda value: None if value is None else way.write(value),
        lambda value: None if value is None else way.read(value),
    )


def _tuple(kinds: tuple[Any, ...]) -> Way:
    """A list of one kind, a table of one kind of row, or a few values each of its own kind."""
    if kinds[-1] is not Ellipsis:
        ways = [_way(kind) for kind in kinds]
        return Way(
            lambda values: [way.write(value) for way, value in zip(ways, values, strict=True)],
            lambda values: tuple(way.read(value) for way, value in zip(ways, values, strict=True)),
        )
    if is_dataclass(kinds[0]):
        return _table(cast(type, kinds[0]))
    way = _way(kinds[0])
    return Way(
        lambda values: [way.write(value) for value in values],
        lambda values: tuple(way.read(value) for value in values),
    )


def _shape(shape: type) -> Way:
    ways = {one.name: _way(_hints(shape)[one.name]) for one in fields(shape)}
    return Way(
        lambda value: {name: way.write(getattr(value, name)) for name, way in ways.items()},
        lambda value: shape(**{name: ways[name].read(given) for name, given in value.items() if name in ways}),
    )


def _table(shape: type) -> Way:
    ways = {one.name: _way(_hints(shape)[one.name]) for one in fields(shape)}

    def write(rows: tuple[Any, ...]) -> Json:
        columns = list(zip(*(_column(rows, name, way) for name, way in ways.items()), strict=True))
        return {COLUMNS: list(ways), ROWS: columns}

    def read(table: Json) -> tuple[Any, ...]:
        known = [(at, name, ways[name].read) for at, name in enumerate(table[COLUMNS]) if name in ways]
        return tuple(shape(**{name: reader(row[at]) for at, name, reader in known}) for row in table[ROWS])

    return Way(write, read)


def _column(rows: tuple[Any, ...], name: str, way: Way) -> list[Json]:
    return [way.write(getattr(row, name)) for row in rows]
