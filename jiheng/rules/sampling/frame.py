"""抽样框: the units a sample is drawn from, made of the lines of the execution tables.

A unit is a payee, a contract, or a provider in an area, and stands in one stratum: a payee with money in two strata
is a unit in each, as every sample point belongs to one use and area. Money is the budget, in 元.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.execution.shapes import NOT_APPLICABLE, VALUE_OF, Dimension, FundLine
from jiheng.rules.sampling.canonical import joined, money_text, sha256, tidy
from jiheng.rules.sampling.shapes import SamplingPlan, UnitKind

CLAUSE = "cq2023-7/9"
FORMAT = "jiheng-frame-1"
ALL = "全部"
BLANK = "（未填）"

COVERED_DIMENSIONS = tuple(dimension for dimension in Dimension if dimension is not Dimension.PAYEE)
"""The dimensions whose values a sample has to cover: the payee is the unit itself."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. ``key`` names it within its stratum; ``values`` is what its lines say in each covered dimension."""

    stratum: str
    key: str
    kind: UnitKind
    money: Decimal
    values: Mapping[Dimension, tuple[str, ...]]
    lines: tuple[str, ...]

    @property
    def id(self) -> str:
        """Stratum and key: the name that is unique in the whole frame."""
        return f"{self.stratum}|{self.key}"


@dataclass(frozen=True, slots=True)
class Stratum:
    """One combination of values. ``money`` counts lines without a unit too; a stratum may have no units at all."""

    key: str
    values: tuple[str, ...]
    money: Decimal
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """All strata by key. ``left_out`` are lines that name no unit; ``total`` is the money of all lines."""

    dimensions: tuple[Dimension, ...]
    strata: tuple[Stratum, ...]
    left_out: tuple[FundLine, ...]
    total: Decimal
    values: Mapping[Dimension, tuple[str, ...]]

    @property
    def units(self) -> tuple[Unit, ...]:
        return tuple(unit for stratum in self.strata for unit in stratum.units)


@dataclass(slots=True)
class _Gathered:
    """Lines of one stratum, or of one unit in it, while the frame is being made."""

    values: tuple[str, ...]
    money: Decimal
    lines: list[tuple[str, FundLine]]


@clause(CLAUSE)
def frame_for(lines: Iterable[FundLine], plan: SamplingPlan) -> Frame:
    """The frame of a plan. It does not depend on the order of the lines.

    A line whose payee, contract, or provider and area are blank (or 不适用) names no unit and is left out.
    """
    kinds = dict(plan.kinds_by_use)
    gathered: dict[str, _Gathered] = {}
    seen: list[tuple[Callable[[FundLine], str], set[str]]] = [(VALUE_OF[one], set()) for one in COVERED_DIMENSIONS]
    left_out: list[FundLine] = []
    for line in lines:
        kind = kinds.get(line.use, plan.unit_kind)
        key = unit_key(line, kind)
        values = tuple(stratum_value(line, dimension, kind) for dimension in plan.strata)
        name = joined(*values) or ALL
        stratum = gathered.get(name) or gathered.setdefault(name, _Gathered(values, Decimal(0), []))
        stratum.money += line.budget
        for value_of, values_seen in seen:
            values_seen.add(value_of(line))
        if key:
            stratum.lines.append((key, line))
        else:
            left_out.append(line)
    strata = tuple(_stratum(key, gathered[key], kinds, plan.unit_kind) for key in sorted(gathered))
    return Frame(
        dimensions=plan.strata,
        strata=strata,
        left_out=tuple(left_out),
        total=sum((stratum.money for stratum in strata), Decimal(0)),
        values={
            dimension: tuple(sorted({tidy(value) for value in values if names_something(value)}))
            for dimension, (_, values) in zip(COVERED_DIMENSIONS, seen, strict=True)
        },
    )


def unit_key(line: FundLine, kind: UnitKind) -> str:
    """The name of the unit a line belongs to; empty when the line names none.

    Reading taken: who is paid for a bought service is its provider, unless another provider is entered.
    """
    if kind is UnitKind.CONTRACT:
        return joined(line.contract) if names_something(line.contract) else ""
    if kind is UnitKind.SERVICE:
        provider = provider_of(line)
        return joined(provider, line.area) if names_something(provider) and names_something(line.area) else ""
    return joined(line.payee) if names_something(line.payee) else ""


def provider_of(line: FundLine) -> str:
    """Who provides a bought service."""
    return line.provider or line.payee


def stratum_value(line: FundLine, dimension: Dimension, kind: UnitKind) -> str:
    """A line's value for its stratum; for bought services the payee dimension is the provider."""
    service = kind is UnitKind.SERVICE and dimension is Dimension.PAYEE
    return tidy(provider_of(line) if service else VALUE_OF[dimension](line)) or BLANK


def names_something(value: str) -> bool:
    """A value that names something: neither blank nor 不适用."""
    return value.strip() not in {"", NOT_APPLICABLE}


@clause(CLAUSE)
def frame_text(frame: Frame) -> str:
    """The frame in its canonical form, the same on every machine and for every order of lines.

    UTF-8, each line ended by a single line feed. First ``jiheng-frame-1|`` and the stratifying dimensions; then one
    line for each unit, sorted by code points: ``stratum|unit|kind|money|dimension=values|…`` with the money in 元,
    two decimals, and the six covered dimensions in their order. ``｜`` stands between values; inside a name ``\\``,
    ``|`` and ``｜`` are written with a ``\\`` before them.
    """
    head = f"{FORMAT}|{joined(*frame.dimensions)}"
    return "".join(f"{line}\n" for line in (head, *sorted(map(unit_text, frame.units))))


def unit_text(unit: Unit) -> str:
    """One line of ``frame_text``, without its line feed."""
    values = (f"{dimension.value}={joined(*unit.values[dimension])}" for dimension in COVERED_DIMENSIONS)
    return "|".join((unit.stratum, unit.key, unit.kind.value, money_text(unit.money), *values))


@clause(CLAUSE)
def frame_hash(frame: Frame) -> str:
    """SHA-256 of ``frame_text`` in lower-case hexadecimal: what ``sha256sum`` prints for the saved text."""
    return sha256(frame_text(frame))


def _stratum(key: str, gathered: _Gathered, kinds: Mapping[str, UnitKind], usual: UnitKind) -> Stratum:
    groups: dict[str, list[FundLine]] = {}
    for unit, line in gathered.lines:
        groups.setdefault(unit, []).append(line)
    units = tuple(_unit(key, unit, groups[unit], kinds, usual) for unit in sorted(groups))
    return Stratum(key, gathered.values, gathered.money, units)


def _unit(stratum: str, key: str, lines: Sequence[FundLine], kinds: Mapping[str, UnitKind], usual: UnitKind) -> Unit:
    return Unit(
        stratum=stratum,
        key=key,
        kind=min(kinds.get(line.use, usual) for line in lines),
        money=sum((line.budget for line in lines), Decimal(0)),
        values={dimension: _values(lines, dimension) for dimension in COVERED_DIMENSIONS},
        lines=tuple(sorted(line.number for line in lines)),
    )


def _values(lines: Sequence[FundLine], dimension: Dimension) -> tuple[str, ...]:
    value_of = VALUE_OF[dimension]
    if len(lines) == 1:  # one line for each household is the longest of tables
        only = tidy(value_of(lines[0]))
        return (only,) if only else ()
    return tuple(sorted({tidy(value_of(line)) for line in lines} - {""}))
