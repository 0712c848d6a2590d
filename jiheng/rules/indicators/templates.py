"""Indicator frameworks to start from (``reference/frameworks``), copied into indicators that people then edit."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from jiheng.rules.clause import clause
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.law import LAW_FOLDER, read_toml

FOLDER = LAW_FOLDER.parent / "reference" / "frameworks"


class UnknownFramework(LookupError):
    """No framework with this id; the message is Chinese and lists what exists."""


@dataclass(frozen=True, slots=True)
class Framework:
    """One framework. ``evidence`` says how far its text was checked, ``note`` what to mind when using it.

    The indicators are ready to edit: points add up to 100, targets that belong to the project stay blank.
    """

    id: str
    title: str
    source: str
    evidence: str
    note: str
    indicators: tuple[Indicator, ...]


@cache
def frameworks() -> tuple[Framework, ...]:
    """Every framework, by id."""
    return tuple(framework_from(read_toml(path)) for path in sorted(FOLDER.glob("*.toml")))


def framework(framework_id: str) -> Framework:
    """The framework with this id, e.g. ``cq2023-7``. Raises ``UnknownFramework``."""
    found = next((one for one in frameworks() if one.id == framework_id), None)
    if found is None:
        known = "、".join(f"{one.id}（{one.title}）" for one in frameworks())
        raise UnknownFramework(f"没有指标框架“{framework_id}”。可选：{known}")
    return found


@clause("cq2023-7/10")
def indicators_from(framework_id: str, *, part: str = "") -> tuple[Indicator, ...]:
    """A copy of a framework's indicators, for the whole project or for one part of a split one."""
    prefix = f"{part}-" if part else ""
    return tuple(replace(row, part=part, code=f"{prefix}{row.code}") for row in framework(framework_id).indicators)


def framework_from(parsed: Mapping[str, Any]) -> Framework:
    """A parsed framework file as indicators numbered level by level (1.2.1), with the sums of every level."""
    rows = parsed["indicator"]
    codes = _codes(rows)
    return Framework(
        parsed["id"],
        parsed["title"],
        parsed["source"],
        parsed["evidence"],
        parsed["note"],
        tuple(_indicator(row, code, rows, parsed["basis"]) for row, code in zip(rows, codes, strict=True)),
    )


def _indicator(row: Mapping[str, Any], code: str, rows: list[Mapping[str, Any]], basis: str) -> Indicator:
    level1 = [other for other in rows if other["level1"] == row["level1"]]
    level2 = [other for other in level1 if other["level2"] == row["level2"]]
    written = {key: value for key, value in row.items() if key not in {"points", "aspects"}}
    return Indicator(
        code=code,
        points=Decimal(row["points"]),
        level1_points=_sum(level1),
        level2_points=_sum(level2),
        aspects=tuple(row.get("aspects", ())),
        **{"basis": basis, **written},
    )


def _sum(rows: list[Mapping[str, Any]]) -> Decimal:
    return sum((Decimal(row["points"]) for row in rows), Decimal(0))


def _codes(rows: list[Mapping[str, Any]]) -> list[str]:
    firsts = list(dict.fromkeys(row["level1"] for row in rows))
    found: list[str] = []
    for row in rows:
        above = [other for other in rows if other["level1"] == row["level1"]]
        seconds = list(dict.fromkeys(other["level2"] for other in above))
        number = f"{firsts.index(row['level1']) + 1}.{seconds.index(row['level2']) + 1}"
        found.append(f"{number}.{sum(code.startswith(f'{number}.') for code in found) + 1}")
    return found
