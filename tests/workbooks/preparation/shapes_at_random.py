"""Any preparation a person could have entered, built from the shapes' own fields."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeVar, cast, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from jiheng.rules.preparation.shapes import Preparation
from jiheng.workbooks.preparation.columns import Column, Sheet
from jiheng.workbooks.preparation.kinds import Choice, Money
from jiheng.workbooks.preparation.layout import SHEETS, Waiver
from jiheng.workbooks.preparation.rows import BY_TITLE

T = TypeVar("T")

ODD_WORDS = st.sampled_from(
    [
        "=1+1", "=SUM(A1:A9)", "+1", "-2", "@x", "12.40", "00123", "1e5", "86%", "TRUE", "#N/A", "_x0041_", "_x005F_",
        "甲、乙", "甲=5", "\\", "\\、", "\\-", "\\n", "a\\", "：", "风险：高", "甲\n乙", "2023-01-01", "44927", "(元)", "*名", "'x",
        "合计与小计", "\u3000甲\u3000", "é", "𠮷", "<b>&amp;", "\u2028行", "\u00a0", "\u200b",
    ]
)  # fmt: skip
ANY_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=12)
WORDS = (ODD_WORDS | ANY_WORDS | st.sampled_from(["1", "甲", "乙"])).map(str.strip)
SOME_WORDS = WORDS.filter(lambda words: bool(words) and words not in {"合计", "小计", "总计"})
"""What a cell that must be filled holds. A line that says 合计 and has nothing but numbers is a sum, no entry."""

NO_CELL = frozenset({"where", "items"})
"""Fields no column of the sheet holds."""

CENTS = st.integers(-(10**18), 10**18).map(lambda cents: Decimal(cents).scaleb(-2))
FIGURES = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20)


def any_preparation() -> st.SearchStrategy[Preparation]:
    """Every sheet with up to three rows, every field with anything its type allows."""
    return cast(st.SearchStrategy[Preparation], _shape(Preparation))


def shape_of_sheet(sheet: Sheet) -> st.SearchStrategy[object]:
    """Any row of a sheet of its own shape."""
    return _shape(cast(type, sheet.shape), sheet)


def _shape(shape: type, sheet: Sheet | None = None) -> st.SearchStrategy[object]:
    if shape is Waiver:
        return st.tuples(SOME_WORDS, WORDS)
    sheet = sheet or next((sheet for sheet in SHEETS if sheet.shape is shape), None)
    hints = get_type_hints(shape)
    given = {
        each.name: _field(each.name, hints[each.name], sheet) for each in fields(shape) if each.name not in NO_CELL
    }
    built = st.builds(cast(Callable[..., object], shape), **given)
    return built.filter(lambda one: one != shape()) if sheet and sheet.form and sheet.optional else built


def _field(name: str, hint: object, sheet: Sheet | None) -> st.SearchStrategy[object]:
    if name == "waivers":
        return st.lists(_shape(Waiver), max_size=2).map(tuple)
    columns = [column for column in sheet.columns if column.name == name] if sheet else []
    if columns and all(column.part for column in columns):
        return _parts([column.part for column in columns])
    column = columns[0] if columns else None
    if _must_be_filled(name, column, sheet):
        return SOME_WORDS if hint is str else _any(hint, column)
    return _any(hint, column)


def _parts(names: list[str]) -> st.SearchStrategy[object]:
    """Words for some of the names, in their order: what columns of their own can hold."""
    said = st.dictionaries(st.sampled_from(names), SOME_WORDS)
    return said.map(lambda by_name: tuple((name, by_name[name]) for name in names if name in by_name))


def _must_be_filled(name: str, column: Column | None, sheet: Sheet | None) -> bool:
    owned_by = {each.owner.key for each in SHEETS if each.owner and sheet and BY_TITLE[each.owner.sheet] is sheet}
    return bool(sheet and (name in sheet.blanks or name in owned_by)) or bool(column and column.required)


def _any(hint: object, column: Column | None = None) -> st.SearchStrategy[object]:
    arguments = get_args(hint)
    if get_origin(hint) is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return st.lists(_any(arguments[0], column), max_size=3).map(tuple)
        return st.tuples(*(_any(each, column) for each in arguments))
    if type(None) in arguments:
        other = next(each for each in arguments if each is not type(None))
        return st.none() | _any(other, column)
    if column and isinstance(column.kind, Choice):
        return st.sampled_from(list(column.kind.meanings))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return _shape(hint) if isinstance(hint, type) and is_dataclass(hint) else _plain(hint, column)


def _plain(hint: object, column: Column | None) -> st.SearchStrategy[object]:
    plain: dict[object, st.SearchStrategy[object]] = {
        str: WORDS,
        Decimal: CENTS if column and isinstance(column.kind, Money) else FIGURES,
        bool: st.booleans(),
        int: st.integers(-(10**17), 10**17),
        date: st.dates(),
    }
    return plain[hint]


def without_where(thing: T) -> T:
    """The same shapes without the places the reader notes."""
    if isinstance(thing, tuple):
        return cast(T, tuple(without_where(each) for each in thing))
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    kept = {each.name: without_where(getattr(thing, each.name)) for each in fields(thing)}
    return cast(T, replace(thing, **(kept | ({"where": ""} if "where" in kept else {}))))
