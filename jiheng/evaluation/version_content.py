"""An indicator system as canonical JSON, and back: what a version of it is kept as. Nothing is lost either way."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any, Final

from jiheng.evaluation.shapes import row_values
from jiheng.rules.figures import plain
from jiheng.rules.indicators.shapes import Indicator, TargetCandidate, TargetSource

POINTS: Final = ("points", "level1_points", "level2_points")


def content_of(indicators: Iterable[Indicator]) -> str:
    """The same indicators give the same text, whether they were just typed or come from the database."""
    listed = [_written(one) for one in indicators]
    return json.dumps(listed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def indicators_in(content: str) -> tuple[Indicator, ...]:
    """The indicators a version holds; a field the version does not know yet is blank."""
    return tuple(_read(one) for one in json.loads(content))


def _written(indicator: Indicator) -> dict[str, Any]:
    values = row_values(indicator)
    values["candidates"] = [row_values(one) for one in indicator.candidates]
    return {name: plain(value) if isinstance(value, Decimal) else value for name, value in values.items()}


def _read(written: Mapping[str, Any]) -> Indicator:
    known = {one.name for one in fields(Indicator)}
    values = {name: value for name, value in written.items() if name in known}
    for name in POINTS:
        values[name] = None if values.get(name) is None else Decimal(values[name])
    values["aspects"] = tuple(values.get("aspects", ()))
    values["candidates"] = tuple(
        TargetCandidate(**(one | {"source": TargetSource(one["source"])})) for one in values.get("candidates", ())
    )
    return Indicator(**values)
