"""The tables of 项目预算执行情况表, added up by the database: 200,000 lines are never all in memory.

They are the very tables of ``rules/execution/tables`` (a test compares the two); money is kept in whole 分, so that
sums are exact on every engine.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, Min, Q, QuerySet, Sum

from jiheng.evaluation.models import EvaluationProject, FundLine, Release
from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.execution.tables import Amounts, CrossTable, SummaryRow

COLUMN_OF: Final[Mapping[Dimension, str]] = {
    Dimension.TIME: "allocated_on",
    Dimension.METHOD: "method",
    Dimension.STANDARD: "standard",
    Dimension.MANAGEMENT: "management",
    Dimension.USE: "use",
    Dimension.AREA: "area",
    Dimension.PAYEE: "payee",
}
ZERO: Final = Decimal(0)
SUMS: Final = {
    "lines": Count("pk"),
    "payees": Count("payee", distinct=True, filter=~Q(payee="")),
    "missing": Count("pk", filter=Q(actual__isnull=True)),
    "planned": Sum("budget"),
    "spent": Sum("actual"),
}


FEWER: Final = {name: one for name, one in SUMS.items() if name != "payees"}


def lines_of(project: EvaluationProject, values: Mapping[Dimension, str] | None = None) -> QuerySet[FundLine]:
    """The lines of a project, in the order entered; with ``values`` those that have them."""
    chosen = {COLUMN_OF[dimension]: value for dimension, value in (values or {}).items()}
    return FundLine.objects.filter(project=project, **chosen)


def releases_of(project: EvaluationProject) -> QuerySet[Release]:
    """The release documents of a project, in the order entered."""
    return Release.objects.filter(project=project)


def total_of(rows: QuerySet[FundLine]) -> Amounts:
    """All lines added up."""
    return _amounts(rows.order_by().aggregate(**SUMS))


def summary_of(rows: QuerySet[FundLine], dimension: Dimension, whole: Amounts) -> Sequence[SummaryRow]:
    """The summary table of one dimension: a row for each value, in the order values first appear, blanks last."""
    return [SummaryRow(value, amounts, whole) for value, amounts in _grouped(rows, dimension)]


def largest_of(rows: QuerySet[FundLine], dimension: Dimension, most: int) -> list[str]:
    """The values with most money, at most so many; equals by their words."""
    column = COLUMN_OF[dimension]
    sums = rows.order_by().values(column).annotate(planned=Sum("budget")).order_by("-planned", column)
    return [one[column] for one in sums[:most]]


def count_of_values(rows: QuerySet[FundLine], dimension: Dimension) -> int:
    """How many different values the lines have in a dimension, blank among them."""
    found: int = rows.order_by().values(COLUMN_OF[dimension]).distinct().count()
    return found


def cross_of(rows: QuerySet[FundLine], down: Dimension, across: Dimension) -> CrossTable:
    """Any two dimensions against each other, with the totals of both sides; payees are not counted (0)."""
    columns = list(dict.fromkeys((COLUMN_OF[down], COLUMN_OF[across])))
    grouped = rows.order_by().values(*columns).annotate(first=Min("position"), **FEWER)
    found = [((row[columns[0]], row[columns[-1]]), _amounts(row)) for row in grouped.order_by("first")]
    cells = dict(found)
    whole = added(cells.values())
    return CrossTable(_side(found, 0, whole), _side(found, 1, whole), cells, whole)


def added(parts: Iterable[Amounts]) -> Amounts:
    """Amounts added up; how many payees they reach cannot be added and is left 0."""
    held = list(parts)
    return Amounts(
        sum(one.count for one in held),
        0,
        sum(one.missing for one in held),
        sum((one.budget for one in held), ZERO),
        sum((one.collected for one in held), ZERO),
    )


def _side(found: Sequence[tuple[tuple[str, str], Amounts]], side: int, whole: Amounts) -> tuple[SummaryRow, ...]:
    """The totals of one side, in the order values first appear, blanks last."""
    groups: dict[str, list[Amounts]] = {}
    for pair, amounts in found:
        groups.setdefault(pair[side], []).append(amounts)
    if "" in groups:
        groups[""] = groups.pop("")
    return tuple(SummaryRow(value, added(held), whole) for value, held in groups.items())


def flows_of(project: EvaluationProject) -> Iterator[tuple[str, str, str, Decimal]]:
    """Release document, use, area and budget of every such triple that has money."""
    columns = ("release", COLUMN_OF[Dimension.USE], COLUMN_OF[Dimension.AREA])
    rows = lines_of(project).order_by().values_list(*columns).annotate(planned=Sum("budget"), first=Min("position"))
    for release, use, area, planned, _ in rows.order_by("first"):
        yield release, use, area, planned or ZERO


def _grouped(rows: QuerySet[FundLine], dimension: Dimension) -> Iterator[tuple[str, Amounts]]:
    column = COLUMN_OF[dimension]
    grouped = rows.order_by().values(column).annotate(first=Min("position"), **SUMS).order_by("first")
    for row in sorted(grouped, key=lambda one: one[column] == ""):
        yield row[column], _amounts(row)


def _amounts(row: Mapping[str, Any]) -> Amounts:
    return Amounts(row["lines"], row.get("payees", 0), row["missing"], row["planned"] or ZERO, row["spent"] or ZERO)
