"""Every shape survives being written as text, to the last digit."""

import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiheng.rules.exact_json import from_text, to_text
from jiheng.rules.implementation.result import EvaluationResult
from jiheng.rules.implementation.shapes import Implementation, ValueKind
from jiheng.rules.preparation.shapes import Preparation

WORDS = st.text(max_size=8)
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    int: st.integers(-(10**20), 10**20),
    bool: st.booleans(),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    Fraction: st.fractions(),
    date: st.dates(),
}


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a declared type."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    arguments = get_args(kind)
    if get_origin(kind) is tuple:
        if arguments[-1] is Ellipsis:
            return st.lists(anything(arguments[0]), max_size=2).map(tuple)
        return st.tuples(*map(anything, arguments))
    if NoneType in arguments:
        return st.none() | anything(next(one for one in arguments if one is not NoneType))
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    hints = get_type_hints(kind)
    return st.builds(kind, **{one.name: anything(hints[one.name]) for one in fields(kind)})


def same(one: Any, other: Any) -> bool:
    """Equal down to the type of every part and the last zero of every decimal."""
    if is_dataclass(one):
        return type(one) is type(other) and all(
            same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one)
        )
    if isinstance(one, tuple):
        return isinstance(other, tuple) and len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


def survives(value: Any) -> bool:
    text = to_text(value)
    return same(from_text(text, type(value)), value) and to_text(from_text(text, type(value))) == text


QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(anything(Preparation))
def test_any_preparation_survives(value: Preparation) -> None:
    assert survives(value)


@QUICK
@given(anything(Implementation))
def test_any_implementation_survives(value: Implementation) -> None:
    assert survives(value)


@QUICK
@given(anything(EvaluationResult))
def test_any_result_survives(value: EvaluationResult) -> None:
    assert survives(value)


@dataclass(frozen=True, slots=True)
class Old:
    kind: ValueKind
    spent: Decimal
    gone: str = ""


@dataclass(frozen=True, slots=True)
class New:
    kind: ValueKind
    spent: Decimal
    came: tuple[str, ...] = ("以后加的",)


@dataclass(frozen=True, slots=True)
class OldRows:
    rows: tuple[Old, ...]


@dataclass(frozen=True, slots=True)
class NewRows:
    rows: tuple[New, ...]


def test_text_of_an_earlier_version_is_read_by_a_later_one() -> None:
    old = OldRows((Old(ValueKind.WHOLE, Decimal("1.50"), "不再有的"),))
    assert from_text(to_text(old), NewRows) == NewRows((New(ValueKind.WHOLE, Decimal("1.50")),))
    assert from_text(to_text(old.rows[0]), New) == New(ValueKind.WHOLE, Decimal("1.50"))


def test_columns_are_named_once_and_figures_are_text() -> None:
    text = to_text(OldRows((Old(ValueKind.WHOLE, Decimal("0.1")),) * 2))
    assert text.count("spent") == 1
    assert json.loads(text)["rows"]["rows"] == [["整体评定", "0.1", ""]] * 2


def test_a_type_without_a_way_is_refused() -> None:
    with pytest.raises(TypeError, match="no way to write"):
        to_text(1.5)
