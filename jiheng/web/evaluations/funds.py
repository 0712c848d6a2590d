"""What the pages of the execution tables show: a cross table with the rest gathered, levels, lines by document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Final
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import QueryDict

from jiheng.evaluation.fund_tables import added, cross_of, summary_of, total_of
from jiheng.evaluation.models import FundLine
from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.execution.tables import Amounts, CrossTable, SummaryRow
from jiheng.rules.figures import exact, rounded
from jiheng.web.charts.rates import Rate, rate_of

MOST_ACROSS: Final = 6
MOST_DOWN: Final = 15
LEVELS: Final = (Dimension.USE, Dimension.AREA, Dimension.PAYEE)
"""The usual order in which the levels open."""

WORDS: Final[Mapping[Dimension, str]] = {
    Dimension.TIME: "time",
    Dimension.METHOD: "method",
    Dimension.STANDARD: "standard",
    Dimension.MANAGEMENT: "management",
    Dimension.USE: "use",
    Dimension.AREA: "area",
    Dimension.PAYEE: "payee",
}
"""The word of each dimension in the address of the page."""

UNNAMED: Final = "未填"


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of the cross table, in 元; ``address`` shows its lines, ``name`` says whose it is."""

    amounts: Amounts | None
    whole: Amounts
    address: str = ""
    name: str = ""

    @property
    def rate(self) -> Rate:
        """Unknown while a line lacks its actual: half collected is no rate."""
        collected = self.amounts if self.amounts and not self.amounts.missing else None
        return rate_of(self.budget, collected.actual if collected else None)

    @property
    def percentage(self) -> Decimal | int:
        return 0 if self.rate.ratio is None else rounded(self.rate.ratio * 100)

    @property
    def budget(self) -> Decimal:
        return self.amounts.budget if self.amounts else Decimal(0)

    @property
    def share(self) -> Fraction | None:
        return exact(self.budget) / exact(self.whole.budget) if self.whole.budget else None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the cross table; ``gathered`` counts the values that stand together in it."""

    title: str
    boxes: tuple[Box, ...]
    total: Box
    gathered: int = 0


@dataclass(frozen=True, slots=True)
class ReleaseLines:
    """Lines of one release document on a page; ``subtotal`` once its last line is shown."""

    release: str
    lines: tuple[FundLine, ...]
    subtotal: Amounts | None


@dataclass(frozen=True, slots=True)
class Pivot:
    """The cross table as it is shown. ``columns`` are the titles; the last row and column are the totals."""

    down: Dimension
    across: Dimension
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    foot: Line
    collected: bool


def chosen_values(query: QueryDict) -> dict[Dimension, str]:
    """The values the address asks for; an empty one means lines that were left blank there."""
    return {dimension: str(query[word]) for dimension, word in WORDS.items() if word in query}


def dimension_of(query: QueryDict, key: str, usual: Dimension) -> Dimension:
    """The dimension the address names under ``key``."""
    return next((dimension for dimension, word in WORDS.items() if word == query.get(key)), usual)


def pivot_of(rows: QuerySet[FundLine], down: Dimension, across: Dimension) -> Pivot:
    """Two dimensions against each other: the largest values one by one, the others gathered."""
    table = cross_of(rows, down, across)
    kept_down, rest_down = _kept(table.rows, MOST_DOWN)
    kept_across, rest_across = _kept(table.columns, MOST_ACROSS)
    columns = [*((value,) for value in kept_across), *([tuple(rest_across)] if rest_across else [])]
    groups = [*((value,) for value in kept_down), *([tuple(rest_down)] if rest_down else [])]
    lines = tuple(_line(table, group, columns, down, across) for group in groups)
    titles = tuple(_title(column) for column in columns)
    whole = tuple(row.value for row in table.rows)
    foot = Line(
        "合计",
        tuple(Box(_sum(table, whole, column), table.whole) for column in columns),
        Box(table.whole, table.whole),
    )
    return Pivot(down, across, titles, lines, foot, table.whole.actual is not None)


def level_rows(
    rows: QuerySet[FundLine], levels: Sequence[Dimension], chosen: Mapping[Dimension, str]
) -> tuple[Dimension | None, Sequence[SummaryRow]]:
    """The next level under the values chosen so far, with its rows; none when every level is open."""
    following = next((dimension for dimension in levels if dimension not in chosen), None)
    if following is None:
        return None, ()
    return following, summary_of(rows, following, total_of(rows))


def address_of(values: Mapping[Dimension, str], **more: str) -> str:
    """The words of an address that asks for these values."""
    return "?" + urlencode({**{WORDS[dimension]: value for dimension, value in values.items()}, **more})


def _kept(rows: Sequence[SummaryRow], most: int) -> tuple[list[str], list[str]]:
    """The values with most money in their own order, and those gathered; one alone is never gathered."""
    values = [row.value for row in rows]
    if len(values) <= most + 1:
        return values, []
    largest = {row.value for row in sorted(rows, key=lambda row: (-row.budget, row.value))[:most]}
    return [value for value in values if value in largest], [value for value in values if value not in largest]


def _line(
    table: CrossTable, group: Sequence[str], columns: Iterable[Sequence[str]], down: Dimension, across: Dimension
) -> Line:
    boxes = []
    for column in columns:
        single = len(group) == 1 and len(column) == 1
        address = address_of({down: group[0], across: column[0]}) if single else ""
        name = f"{_title(group)}，{_title(column)}"
        boxes.append(Box(_sum(table, group, column), table.whole, address, name))
    every = tuple(row.value for row in table.columns)
    own = address_of({down: group[0]}) if len(group) == 1 else ""
    total = Box(_sum(table, group, every), table.whole, own, _title(group))
    return Line(_title(group), tuple(boxes), total, len(group) if len(group) > 1 else 0)


def _title(values: Sequence[str]) -> str:
    return f"其他{len(values)}项" if len(values) > 1 else values[0] or UNNAMED


def _sum(table: CrossTable, down: Iterable[str], across: Sequence[str]) -> Amounts | None:
    """Cells added up; none where no line stands."""
    cells = [table.cells[pair] for value in down for other in across if (pair := (value, other)) in table.cells]
    return added(cells) if cells else None


def by_release(rows: QuerySet[FundLine], page: "Page[FundLine]") -> list[ReleaseLines]:
    """The lines of a page under their release documents, those shown to their end with their sub-total."""
    shown = list(page.object_list)
    follows = rows[page.end_index() : page.end_index() + 1]
    after = next((line.release for line in follows), None)
    found = []
    for release, lines in groupby(shown, key=lambda line: line.release):
        goes_on = release == after and release == shown[-1].release
        subtotal = None if goes_on else total_of(rows.filter(release=release))
        found.append(ReleaseLines(release, tuple(lines), subtotal))
    return found
