"""A report as it is printed: sections, tables and charts without any file format. What is frozen, signed, compared.

Every figure stands here as it is printed. ``exact_json.to_text`` of a content gives the text whose hash is locked.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jiheng.rules.reporting.shapes import ReportKind


@dataclass(frozen=True, slots=True)
class Table:
    """One table. ``widths`` are shares of the page's width in % and add up to 100.

    ``figures`` are the columns set to the right, ``merged`` those in which equal neighbours below each other become
    one cell (each within the merged column to its left). ``groups`` is a line above ``heads``: texts with how many
    columns each spans, blank for columns whose head takes both lines. ``total`` says that the last row is a sum.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    figures: tuple[int, ...] = ()
    merged: tuple[int, ...] = ()
    groups: tuple[tuple[str, int], ...] = ()
    total: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: ``value`` in the unit of the chart's ``full``; ``text`` is what stands at its end."""

    label: str
    value: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars to compare. ``full`` is the length of the whole line; ``alt`` says in words what the picture shows."""

    title: str
    alt: str
    full: Decimal
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a section: a text (one paragraph a line), or a table, or a chart, or a small heading."""

    text: str = ""
    table: Table | None = None
    chart: Chart | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered section with its sub-items; ``key`` is that of the outline, ``title`` carries no number."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """附件. ``wide`` is printed across; ``key`` says which it is (``indicators``, ``opinions``…)."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class LiveField:
    """A figure or a name of the data under the name people insert it by; ``value`` as printed, with its unit."""

    name: str
    value: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class ReportContent:
    """``title`` is that of the cover, ``marks`` what it is marked with (参照执行…). ``leads`` sign, ``agency`` seals.

    ``number`` counts the versions of the kind, ``run`` is the frozen score behind every figure.
    """

    title: str
    kind: ReportKind
    number: int
    project: str
    code: str
    units: tuple[str, ...]
    agency: str
    leads: tuple[str, ...]
    made_on: date
    run: int
    marks: tuple[str, ...] = ()
    abstract: tuple[Section, ...] = ()
    body: tuple[Section, ...] = ()
    annexes: tuple[Annex, ...] = ()
    fields: tuple[LiveField, ...] = ()
