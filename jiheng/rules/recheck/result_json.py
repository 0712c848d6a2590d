"""A recheck result as plain JSON: figures are decimal strings, never floats."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeAlias

from jiheng.rules.explained import Score
from jiheng.rules.figures import plain
from jiheng.rules.recheck.results import FundsResult, Mark, RecheckResult, RowResult, Totals, Unreadable
from jiheng.rules.targets.shapes import Actual, Target, TargetKind

Json: TypeAlias = dict[str, Any]


def result_json(result: RecheckResult) -> Json:
    """One form: the shape the command line writes and the register keeps."""
    form = result.form
    return {
        "file": form.file,
        "sheet": form.sheet,
        "kind": form.kind.value,
        "title": form.title.text,
        "project": form.project.text or form.title.text,
        "unit_name": form.unit_name.text,
        "year": form.year,
        "unit_of_money": form.unit_of_money or None,
        "rules": result.rules,
        "area": {"first_row": form.first_row, "last_row": form.last_row},
        "funds": _funds_json(result.funds),
        "indicators": [_row_json(row) for row in result.rows],
        "totals": _totals_json(result.totals),
        "findings": [*_marks_json(result.funds.marks), *_marks_json(result.marks)],
    }


def unreadable_json(unreadable: Unreadable, rules: str) -> Json:
    """A file or sheet that could not be read, with the same keys as a form so that nothing downstream breaks."""
    return {
        "file": unreadable.file,
        "sheet": unreadable.sheet or None,
        "kind": None,
        "title": "",
        "project": None,
        "unit_name": "",
        "year": None,
        "unit_of_money": None,
        "rules": rules,
        "area": None,
        "funds": None,
        "indicators": [],
        "totals": None,
        "findings": [_finding_json(Mark(unreadable.finding, ""))],
    }


def _funds_json(funds: FundsResult) -> Json:
    return {
        "initial": _figure(funds.initial),
        "adjusted": _figure(funds.adjusted),
        "executed": _figure(funds.executed),
        "rate": _figure(funds.rate),
        "points": _figure(funds.points),
        "reported_score": _figure(funds.reported),
        "recomputed_score": _score_text(funds.recomputed),
        "verdict": funds.verdict.value,
        "steps": _steps_json(funds.score),
    }


def _row_json(row: RowResult) -> Json:
    cells = row.row
    raw = f"{cells.comparator.text}{cells.target.text}{cells.unit.text}"
    return {
        "row": cells.row,
        "level1": cells.level1.text,
        "level2": cells.level2.text,
        "name": cells.name.text,
        "target_raw": raw or None,
        "target": _target_json(row.target),
        "actual_raw": cells.actual.text or None,
        "actual": _actual_text(row.actual),
        "points": _figure(row.points),
        "reported_score": _figure(row.reported),
        "recomputed_score": _score_text(row.recomputed),
        "verdict": row.verdict.value,
        "steps": _steps_json(row.score),
        "cells": {
            "target": cells.target.ref,
            "actual": cells.actual.ref,
            "points": cells.points.ref,
            "score": cells.score.ref,
        },
        "findings": _marks_json(row.marks),
    }


def _target_json(target: Target) -> Json:
    return {
        "kind": target.kind.value,
        "comparator": target.comparator or None,
        "value": _target_value(target),
        "unit": target.unit or None,
        "direction": target.direction.value,
        "direction_from": target.direction_from.value,
        "direction_reason": target.direction_reason,
        "remarks": list(target.remarks),
    }


def _target_value(target: Target) -> str | None:
    if target.kind is TargetKind.DATE and target.deadline is not None:
        return target.deadline.isoformat()
    if target.kind is TargetKind.RANGE and target.value is not None and target.upper is not None:
        return f"{plain(target.value)}~{plain(target.upper)}"
    return _figure(target.value)


def _actual_text(actual: Actual) -> str | None:
    if actual.value is not None:
        return plain(actual.value)
    if actual.day is not None:
        return actual.day.isoformat()
    return actual.band.value if actual.band else None


def _totals_json(totals: Totals) -> Json:
    return {
        "points": _figure(totals.points),
        "reported": _figure(totals.reported),
        "recomputed": _score_text(totals.recomputed),
        "grade_reported": totals.grade_reported or None,
        "grade_recomputed": totals.grade_recomputed or None,
    }


def _marks_json(marks: Iterable[Mark]) -> list[Json]:
    return [_finding_json(mark) for mark in marks]


def _finding_json(mark: Mark) -> Json:
    return {
        **mark.finding.as_json(),
        "cell": mark.cell or None,
        "reported": _figure(mark.reported),
        "due": _figure(mark.due),
    }


def _steps_json(score: Score | None) -> list[Json]:
    if score is None:
        return []
    return [{"kind": step.kind.value, "text": step.text, "clause": step.clause or None} for step in score.steps]


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _score_text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"
