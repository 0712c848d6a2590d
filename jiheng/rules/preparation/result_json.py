"""The check of a preparation as plain JSON: money, ratios and points are decimal strings."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from jiheng.rules.basis.entries import Entry
from jiheng.rules.execution.balances import Balance
from jiheng.rules.execution.tables import SummaryRow
from jiheng.rules.figures import plain, rounded
from jiheng.rules.indicators.split import UseAdvice
from jiheng.rules.indicators.targets import TargetRow
from jiheng.rules.preparation.result import ExecutionResult, PreparationResult, Said, SamplingResult
from jiheng.rules.sampling.draw import StratumDraw
from jiheng.rules.sampling.points import Coverage, Point
from jiheng.rules.schedule.table import ScheduleLine

Json: TypeAlias = dict[str, Any]

RATIO_PLACES = 4
"""Ratios are given as printed: 0.8620 is 86.20%."""


def preparation_json(result: PreparationResult) -> Json:
    """Everything of the check; the keys are those of the command's description."""
    return {
        "catalogue": [_entry(entry) for entry in result.catalogue.entries],
        "schedule": [_line(line) for line in result.schedule],
        "execution": _execution(result.execution),
        "sampling": _sampling(result.sampling),
        "indicators": {
            "weights_ok": result.indicators.weights_ok,
            "missing": list(result.indicators.missing),
            "targets": [_target(row) for row in result.indicators.targets],
        },
        "split": [_advice(row) for row in result.indicators.split],
        "findings": [_said(one) for one in result.said],
    }


def _entry(entry: Entry) -> Json:
    return {
        "order": entry.order,
        "number": entry.number,
        "title": entry.title,
        "force": entry.force,
        "force_name": entry.force_name,
        "date": _day(entry.date),
        "included": entry.included,
        "limited_to": entry.limited_to,
        "reason": entry.reason,
    }


def _line(line: ScheduleLine) -> Json:
    node = line.node
    return {
        "node": node.name,
        "number": node.number,
        "area": node.area,
        "use": node.use,
        "mode": node.management,
        "planned": _day(line.counts),
        "document": line.planned.document,
        "lost": [{"document": one.document, "date": _day(one.day), "reason": one.why} for one in line.planned.lost],
        "actual": _day(node.actual),
        "deviation_days": line.lateness.deviation,
    }


def _execution(execution: ExecutionResult) -> Json:
    return {
        "releases": [_balance(balance) for balance in execution.balances],
        "summaries": {
            dimension.value: [_summary(row) for row in rows] for dimension, rows in execution.summaries.items()
        },
    }


def _balance(balance: Balance) -> Json:
    return {
        "number": balance.number,
        "amount": _money(balance.amount),
        "lines_sum": _money(balance.lines_sum),
        "unallocated": _money(balance.unallocated),
        "difference": _money(balance.difference),
    }


def _summary(row: SummaryRow) -> Json:
    return {
        "value": row.value,
        "budget": _money(row.budget),
        "actual": _money(row.actual),
        "rate": _ratio(row.rate),
        "share": _ratio(row.budget_share),
    }


def _sampling(sampling: SamplingResult) -> Json:
    draw = sampling.draw
    undrawn = [StratumDraw(one.key, len(one.units), one.money, 0, ()) for one in sampling.frame.strata]
    return {
        "seed": draw.seed if draw else "",
        "method": draw.method if draw else "",
        "frame_hash": sampling.frame_hash,
        "strata": [_stratum(one) for one in (draw.strata if draw else undrawn)],
        "points": [_point(point) for point in sampling.points.points],
        "coverage": _coverage(sampling.coverage),
    }


def _stratum(stratum: StratumDraw) -> Json:
    return {
        "key": stratum.key,
        "units": stratum.units,
        "money": _money(stratum.money),
        "allocated": stratum.allocated,
        "drawn": list(stratum.drawn),
    }


def _point(point: Point) -> Json:
    return {
        "stratum": point.unit.stratum,
        "unit": point.unit.key,
        "kind": point.kind.value,
        "money": _money(point.unit.money),
        "reason": point.reason,
        "replaces": point.replaces,
    }


def _coverage(coverage: Coverage) -> Json:
    return {
        "money": _money(coverage.money),
        "total": _money(coverage.total),
        "rate": _ratio(coverage.rate),
        "dimensions": {
            one.dimension.value: {"rate": _ratio(one.rate), "missing": list(one.missing)}
            for one in coverage.dimensions
        },
    }


def _target(row: TargetRow) -> Json:
    return {
        "name": row.name,
        "value": row.value,
        "source": row.source,
        "lost": [
            {
                "value": lost.candidate.value,
                "source": lost.candidate.source.value,
                "document": lost.candidate.document,
                "reason": lost.reason,
            }
            for lost in row.lost
        ],
    }


def _advice(row: UseAdvice) -> Json:
    advised = row.advised_weight
    return {
        "use": row.use,
        "share": _ratio(row.share),
        "advised_weight": None if advised is None else plain(advised),
    }


def _said(said: Said) -> Json:
    finding = said.finding
    return {
        **finding.as_json(),
        "where": finding.where,
        "act": finding.act,
        "waiver": said.waiver,
    }


def _money(money: Decimal | None) -> str | None:
    return None if money is None else f"{rounded(money, 2):f}"


def _ratio(ratio: Fraction | None) -> str | None:
    return None if ratio is None else f"{rounded(ratio, RATIO_PLACES):f}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
