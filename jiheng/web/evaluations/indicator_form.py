"""One indicator as a form: its fields in groups, the sources of its target and what they come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import Http404

from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.rules.finding import Severity
from jiheng.rules.indicators.shapes import Indicator, Method
from jiheng.rules.indicators.syntax import SYNTAX
from jiheng.rules.indicators.targets import Resolved, reason_in_use, same_target, target_for
from jiheng.rules.preparation.result import Said
from jiheng.rules.preparation.shapes import Preparation
from jiheng.web.evaluations.checking import with_standing
from jiheng.web.evaluations.indicator_tree import COLUMNS, PARTS_SHOWN, PLACES, SHEET
from jiheng.web.evaluations.saying import said_by_row
from jiheng.workbooks.preparation.columns import Column
from jiheng.workbooks.preparation.editing import FIRST_ROW, columns_of, texts_of, with_texts
from jiheng.workbooks.preparation.list_kinds import kind_offers_list
from jiheng.workbooks.preparation.reader import ReadPreparation
from jiheng.workbooks.preparation.rows import BY_TITLE

SOURCES: Final = BY_TITLE["目标值来源"]
SOURCE_COLUMNS: Final = columns_of(SOURCES)
OWNER_COLUMNS: Final = 2
"""Columns that say whose source it is: the number, and which of several of that number."""

SPARE: Final = 2
MOST_SOURCES: Final = 40

BASICS: Final = (
    "name", "points", "side", "aspects", "basis", "purpose", "period", "is_matching_fund", "on_total_investment",
    "weight_reason", "data_source",
)  # fmt: skip
TARGETS: Final = ("target", "target_source", "target_document", "unreasonable_reason")
RULES: Final = ("method", "parameters", "caliber", "formula", "condition", "deduction")
WIDE: Final = frozenset({"name", "parameters"})
GROUPS: Final = (("基本", BASICS), ("目标值及来源", TARGETS), ("计分规则", RULES))
PROSE: Final = frozenset(
    {"basis", "unreasonable_reason", "parameters", "caliber", "formula", "condition", "deduction", "weight_reason"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One field: a list to choose from, a box for prose, or a line."""

    column: Column
    value: str

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def is_wide(self) -> bool:
        return self.column.name in WIDE

    @property
    def is_prose(self) -> bool:
        return self.column.name in PROSE

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be chosen, the present value among it even when it is unusual."""
        kind = self.column.kind
        if not kind_offers_list(kind):
            return ()
        usual = kind.choices if kind.strict and self.value else ("", *kind.choices)
        return usual if self.value in usual else (*usual, self.value)


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """What the page of one indicator shows, as kept or as typed; ``read`` is the preparation with it in place."""

    code: str
    number: int
    indicator: Indicator
    texts: tuple[str, ...]
    sources: tuple[tuple[str, ...], ...]
    read: ReadPreparation
    said: tuple[Said, ...] = ()
    is_typed: bool = False

    @property
    def points(self) -> str:
        return self.texts[PLACES["points"]]

    @property
    def level1_points(self) -> str:
        return self.texts[PLACES["level1_points"]]

    @property
    def level2_points(self) -> str:
        return self.texts[PLACES["level2_points"]]

    @property
    def groups(self) -> list[tuple[str, list[Entry]]]:
        return [
            (title, [Entry(COLUMNS[PLACES[name]], self.texts[PLACES[name]]) for name in names])
            for title, names in GROUPS
        ]

    @property
    def source_rows(self) -> list[list[Entry]]:
        blank = ("",) * len(SOURCES.columns)
        rows = (*self.sources, *([blank] * SPARE))
        return [[Entry(column, said) for column, said in zip(SOURCES.columns, row, strict=True)] for row in rows]

    @property
    def resolved(self) -> Resolved | None:
        """The target its sources give, by the order of the clause."""
        return target_for(self.indicator.candidates, unreasonable_reason=reason_in_use(self.indicator))

    @property
    def is_as_resolved(self) -> bool:
        return self.resolved is not None and same_target(self.indicator.target, self.resolved.value)

    @property
    def hint(self) -> str:
        """How the parameters of the chosen method are written."""
        return dict(self.hints).get(self.indicator.method.strip(), "")

    @property
    def hints(self) -> list[tuple[str, str]]:
        return [(method.value, SYNTAX[method]) for method in Method]


def page_kept(project: EvaluationProject, code: str) -> IndicatorPage:
    """The indicator as it is kept, with what the checks say of its row. Raises ``Http404`` without one."""
    preparation, result = with_standing(project, PARTS_SHOWN)
    place = _place(preparation, code)
    number = FIRST_ROW + place
    said = tuple(said_by_row(result.said, SHEET).get(number, ()))
    return IndicatorPage(
        code,
        number,
        preparation.indicators[place],
        tuple(texts_of(preparation, SHEET)[place]),
        tuple(_own_sources(preparation, code)),
        ReadPreparation(preparation, ()),
        said,
    )


def page_typed(project: EvaluationProject, code: str, post: Mapping[str, str]) -> IndicatorPage:
    """The indicator as it was typed; everything that was not sent stays as it is kept."""
    kept = preparation_of(project, PARTS_SHOWN)
    place = _place(kept, code)
    rows = texts_of(kept, SHEET)
    for name in (*BASICS, *TARGETS, *RULES):
        rows[place][PLACES[name]] = post.get(name, rows[place][PLACES[name]])
    first = with_texts(kept, SHEET, rows)
    sources = _typed_sources(post) if "sources" in post else _own_sources(first.preparation, code)
    others = [row for row in texts_of(first.preparation, SOURCES) if not _owned(row, code)]
    second = with_texts(first.preparation, SOURCES, [*others, *([code, "", *row] for row in sources)])
    read = ReadPreparation(second.preparation, (*first.findings, *second.findings))
    standing = next((one for one in read.preparation.indicators if one.code == code), kept.indicators[place])
    wrong = tuple(Said(one) for one in read.findings if one.severity is Severity.ERROR)
    return IndicatorPage(
        code, FIRST_ROW + place, standing, tuple(rows[place]), tuple(sources), read, wrong, is_typed=True
    )


def _place(preparation: Preparation, code: str) -> int:
    places = [place for place, one in enumerate(preparation.indicators) if one.code == code]
    if not places:
        raise Http404("没有这个指标")
    return places[0]


def _own_sources(preparation: Preparation, code: str) -> list[tuple[str, ...]]:
    return [tuple(row[OWNER_COLUMNS:]) for row in texts_of(preparation, SOURCES) if _owned(row, code)]


def _owned(row: Sequence[str], code: str) -> bool:
    return row[0] == code and row[1] in ("", "1")


def _typed_sources(post: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The lines of sources that hold a source or a value; the answer 是／否 alone is no source."""
    said = post.get("sources", "")
    count = min(int(said), MOST_SOURCES) if said.isdecimal() and len(said) < 10 else 0
    names = [column.name for column in SOURCES.columns]
    rows = [tuple(post.get(f"s{place}-{name}", "") for name in names) for place in range(count)]
    return [row for row in rows if any(cell.strip() for cell in row[:-1])]
