"""Splitting an evaluation by use of funds, read off the fund lines and the parts as they were entered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable
from jiheng.rules.evaluation.split import (
    Impact,
    Purpose,
    SplitReading,
    check_parts_have_indicators,
    check_split_needed,
    suggested_weights,
    weight_faults,
)
from jiheng.rules.execution.shapes import FundLine
from jiheng.rules.figures import exact, plain
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.indicators.shapes import Indicator, Part
from jiheng.rules.indicators.systems import TABLE, answered
from jiheng.rules.scoring.explanation import share

NO_USE = "未填用途"
PARTS_TABLE = "拆分项目"


@dataclass(frozen=True, slots=True)
class UseAdvice:
    """One use of funds, or one part of a split project.

    ``funds`` in 元, ``share`` of all funds (``None`` without any), weights in 分: the one advised and the one given.
    """

    use: str
    funds: Decimal
    share: Fraction | None
    advised_weight: Decimal | None
    weight: Decimal | None = None


@clause("cq2023-7/11")
def advice_for(lines: Sequence[FundLine], parts: Sequence[Part], reading: SplitReading) -> tuple[UseAdvice, ...]:
    """Shares and advised weights: by part once the project is split, else by use in the order of the lines."""
    purposes = part_purposes(lines, parts) if parts else use_purposes(lines)
    whole = sum((funds for funds in funds_by_use(lines).values()), Decimal(0))
    advised = suggested_weights(purposes, reading) if all(purpose.funds >= 0 for purpose in purposes) else ()
    given = [part.weight for part in parts] if parts else [None] * len(purposes)
    return tuple(
        UseAdvice(
            purpose.name,
            purpose.funds,
            exact(purpose.funds) / exact(whole) if whole else None,
            advised[place] if advised else None,
            given[place],
        )
        for place, purpose in enumerate(purposes)
    )


@clause("cq2023-7/11")
def check_split(lines: Sequence[FundLine], parts: Sequence[Part], reading: SplitReading) -> list[Finding]:
    """Two or more uses whose shares are not low are evaluated apart.

    Reading taken: they are apart when no part holds two of them.
    """
    uses = use_purposes(lines)
    whole = sum((use.funds for use in uses), Decimal(0))
    large = {use.name for use in uses if whole and exact(use.funds) >= exact(reading.purpose_share) * exact(whole)}
    is_split = len(parts) > 1 and all(len(large & set(uses_of(part))) < 2 for part in parts)
    return [replace(check_split_needed(uses, reading, is_split=is_split), where=PARTS_TABLE)]


@clause("cq2023-7/11")
def check_part_shares(lines: Sequence[FundLine], parts: Sequence[Part], reading: SplitReading) -> list[Finding]:
    """Weights follow shares and impact; a part that gives its reason is accepted.

    The largest part has not the lowest weight, and an important or key part not less than its share of funds.
    """
    code = "W-B11-2"
    rows = advice_for(lines, parts, reading)
    if len(parts) < 2 or not any(funds_by_use(lines).values()):
        return [not_applicable(code, "没有拆分，或拆分项目没有资金，不比较权重")]
    found = _unplaced(lines, parts) + [
        failed(code, f"子项目“{part.name}”没有填权重，按资金占比和影响程度建议权重{_advised(row)}", where=part.where)
        for part, row in zip(parts, rows, strict=True)
        if part.weight is None
    ]
    weights = [part.weight for part in parts if part.weight is not None]
    if len(weights) == len(parts) and any(row.funds for row in rows):
        purposes = part_purposes(lines, parts)
        by_name = {part.name: part for part in parts}
        advised = {row.use: _advised(row) for row in rows}
        found += [
            failed(code, f"{fault}，建议权重{advised[purpose.name]}，请调整或说明", where=by_name[purpose.name].where)
            for purpose, fault in weight_faults(purposes, weights)
            if not by_name[purpose.name].reason.strip()
        ]
    return answered(code, found)


@clause("cq2023-7/11")
def check_own_indicators(parts: Sequence[Part], indicators: Sequence[Indicator]) -> list[Finding]:
    """Every part has indicators of its own, and no indicator names a part that is not there."""
    counts = [(part.name, sum(row.part == part.name for row in indicators)) for part in parts]
    answer = check_parts_have_indicators(counts)
    bare = next((part for part, (_, count) in zip(parts, counts, strict=True) if not count), None)
    if bare is not None:
        answer = failed(answer.code, answer.message, where=bare.where or TABLE)
    names = {part.name for part in parts}
    strays = [
        failed(
            "E-B11-3",
            f"指标“{row.name}”写的子项目“{row.part}”不在拆分项目里，请改正名称，或先登记这个子项目",
            where=row.where,
        )
        for row in indicators
        if row.part and row.part not in names
    ]
    return [*([answer] if answer.outcome is Outcome.FAILED or not strays else []), *strays]


def funds_by_use(lines: Sequence[FundLine]) -> dict[str, Decimal]:
    """The budget of each use, in the order of the lines."""
    found: dict[str, Decimal] = {}
    for line in lines:
        use = line.use.strip() or NO_USE
        found[use] = found.get(use, Decimal(0)) + line.budget
    return found


def use_purposes(lines: Sequence[FundLine]) -> tuple[Purpose, ...]:
    return tuple(Purpose(use, funds) for use, funds in funds_by_use(lines).items())


def part_purposes(lines: Sequence[FundLine], parts: Sequence[Part]) -> tuple[Purpose, ...]:
    """Each part with the funds of its uses; a part without uses takes the use of its own name."""
    funds = funds_by_use(lines)
    return tuple(
        Purpose(part.name, sum((funds.get(use, Decimal(0)) for use in uses_of(part)), Decimal(0)), impact_of(part))
        for part in parts
    )


def uses_of(part: Part) -> tuple[str, ...]:
    return tuple(dict.fromkeys(use.strip() for use in part.uses if use.strip())) or (part.name.strip(),)


def impact_of(part: Part) -> Impact:
    """The impact by its word; a word that is none of the three counts as 一般."""
    return next((impact for impact in Impact if impact.label == part.impact.strip()), Impact.USUAL)


def _unplaced(lines: Sequence[FundLine], parts: Sequence[Part]) -> list[Finding]:
    placed = {use for part in parts for use in uses_of(part)}
    funds = funds_by_use(lines)
    whole = sum(map(exact, funds.values()), Fraction(0))
    return [
        failed(
            "W-B11-2",
            f"用途“{use}”（{plain(money)}元，资金占比{share(exact(money) / whole) if whole else '—'}）"
            "没有归入任何子项目，请在子项目的用途里写明",
            where=parts[0].where or PARTS_TABLE,
        )
        for use, money in funds.items()
        if use not in placed and money
    ]


def _advised(row: UseAdvice) -> str:
    return "—" if row.advised_weight is None else plain(row.advised_weight)
