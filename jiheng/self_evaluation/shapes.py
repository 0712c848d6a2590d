"""The doorway: the JSON of one rechecked form becomes the figures its row is found and counted by."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypedDict

from jiheng.orgs.money import LIMIT as MONEY_LIMIT
from jiheng.rules.figures import rounded
from jiheng.rules.finding import Severity
from jiheng.rules.recheck.results import Verdict
from jiheng.self_evaluation.models import Worst

YUAN: Final[Mapping[str, int]] = {"元": 1, "万元": 10**4, "亿元": 10**8}
WEIGHT: Final = {
    Severity.ERROR: Worst.ERROR,
    Severity.RECORD: Worst.RECORD,
    Severity.WARNING: Worst.WARNING,
    Severity.NOTICE: Worst.NOTICE,
}
SCORE_LIMIT: Final = Decimal(10) ** 9
YEARS: Final = range(1900, 2200)


class FindingJson(TypedDict):
    code: str
    severity: str
    message: str
    cell: str | None


class RowJson(TypedDict):
    verdict: str
    findings: Sequence[FindingJson]


class FundsJson(TypedDict):
    executed: str | None


class TotalsJson(TypedDict):
    reported: str | None
    recomputed: str | None
    grade_reported: str | None
    grade_recomputed: str | None


class FormJson(TypedDict):
    """What is read here of a form's JSON. ``kind`` is ``None`` for a sheet that could not be read."""

    sheet: str | None
    kind: str | None
    project: str | None
    unit_name: str | None
    year: int | None
    unit_of_money: str | None
    funds: FundsJson | None
    indicators: Sequence[RowJson]
    totals: TotalsJson | None
    findings: Sequence[FindingJson]


@dataclass(frozen=True, slots=True)
class CodeTimes:
    code: str
    severity: Worst
    times: int


@dataclass(frozen=True, slots=True)
class FormFigures:
    """Scores in 分, ``executed`` in 元; a figure too large to be meant is left out."""

    sheet: str
    kind: str
    project: str
    unit_name: str
    year: int | None
    reported: Decimal | None
    recomputed: Decimal | None
    grade_reported: str
    grade: str
    verdicts: Mapping[str, int]
    severities: Mapping[Worst, int]
    codes: tuple[CodeTimes, ...]
    executed: Decimal | None

    @property
    def worst(self) -> Worst:
        return max(self.severities, default=Worst.NONE)


def form_of(text: str) -> FormJson:
    """The form's JSON; its figures are decimal strings."""
    form: FormJson = json.loads(text)
    return form


def findings_of(form: FormJson) -> list[FindingJson]:
    """Every finding in stored order: the form's own, then each row's. Decisions name a finding by its place here."""
    return [*form["findings"], *(finding for row in form["indicators"] for finding in row["findings"])]


def figures_of(form: FormJson) -> FormFigures:
    """The figures of a form that was read."""
    codes = Counter((finding["code"], WEIGHT[Severity(finding["severity"])]) for finding in findings_of(form))
    severities: Counter[Worst] = Counter()
    for (_, severity), times in codes.items():
        severities[severity] += times
    totals = form["totals"]
    return FormFigures(
        sheet=_short(form["sheet"], 120),
        kind=_short(form["kind"], 32),
        project=_short(form["project"], 200),
        unit_name=_short(form["unit_name"], 200),
        year=form["year"] if form["year"] in YEARS else None,
        reported=_figure(totals["reported"] if totals else None, SCORE_LIMIT),
        recomputed=_figure(totals["recomputed"] if totals else None, SCORE_LIMIT),
        grade_reported=_short(totals["grade_reported"] if totals else None, 8),
        grade=_short(totals["grade_recomputed"] if totals else None, 8),
        verdicts=Counter(Verdict(row["verdict"]).value for row in form["indicators"]),
        severities=severities,
        codes=tuple(CodeTimes(code, severity, times) for (code, severity), times in sorted(codes.items())),
        executed=_executed(form),
    )


def _executed(form: FormJson) -> Decimal | None:
    factor = YUAN.get(form["unit_of_money"] or "")
    executed = form["funds"]["executed"] if form["funds"] else None
    if factor is None or executed is None:
        return None
    return _figure(str(Decimal(executed) * factor), MONEY_LIMIT)


def _figure(text: str | None, limit: Decimal) -> Decimal | None:
    if text is None:
        return None
    value = rounded(Decimal(text))
    return value if abs(value) < limit else None


def _short(text: str | None, length: int) -> str:
    return (text or "").replace("\x00", "")[:length]
