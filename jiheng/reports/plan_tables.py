"""The tables of an evaluation plan, and how its figures and days are printed."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from docx.document import Document as WordDocument

from jiheng.reports.official_page import add_table
from jiheng.rules.figures import plain

NOTHING = "—"
PARTLY = "（未收齐）"
"""Behind a sum of actual spending some lines of which are not collected yet."""
WIDE_MM = 247.0
UPRIGHT_MM = 156.0


def plan_table(
    document: WordDocument,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[int],
    width: float,
    *,
    figures: frozenset[int] = frozenset(),
) -> None:
    """A table over the whole width; ``shares`` are the columns' parts of it. An empty one says so."""
    filled = rows or [("（未填）", *[""] * (len(heads) - 1))]
    add_table(document, heads, filled, [width * share / sum(shares) for share in shares], figures=figures)


def joined(*parts: str) -> str:
    return "；".join(part for part in parts if part) or NOTHING


def weighted(name: str, points: Decimal | None) -> str:
    """A level with its weight, when one is written for it."""
    return f"{name}（{plain(points)}）" if points is not None and name else name


def percent_text(ratio: str | None) -> str:
    return NOTHING if ratio is None else f"{plain(Decimal(ratio) * 100)}%"


def money_text(amount: str | None) -> str:
    return f"{Decimal(amount):,.2f}" if amount else NOTHING


def iso_text(day: str | None) -> str:
    """A day of the result, written as in a document."""
    return day_text(date.fromisoformat(day)) if day else NOTHING


def day_text(day: date | None) -> str:
    return NOTHING if day is None else f"{day.year}年{day.month}月{day.day}日"
