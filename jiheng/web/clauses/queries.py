"""Choosing clauses and laying out an instrument's numbers for a page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from jiheng.clause_table import ClauseRow, clause_table
from jiheng.rules.clauses import Status
from jiheng.rules.law import Instrument, load_instrument
from jiheng.rules.law_words import key_of, shown_value, title_of
from jiheng.web.clauses.links import split_id

TONES = {
    Status.CODED: "green",
    Status.DATA: "tip",
    Status.MANUAL: "run",
    Status.NOT_APPLICABLE: "none",
    Status.DEFERRED: "wait",
}


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One row of the table: the clause with its light and its number inside the instrument."""

    row: ClauseRow
    number: str
    tone: str
    word: str


@dataclass(frozen=True, slots=True)
class Group:
    """The clauses of one instrument."""

    instrument: Instrument
    lines: list[ClauseLine]


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """One dated entry: its title, clause, first day and values, all as people read them."""

    title: str
    clause: str
    since: date
    evidence: str
    values: list[tuple[str, str]]


def matching(rows: Iterable[ClauseRow], sought: str, instrument: str) -> list[ClauseRow]:
    """Rows of the instrument (all when empty) whose id, title, summary, reason or functions contain every word."""
    words = sought.casefold().split()
    return [
        row
        for row in rows
        if (not instrument or row.instrument == instrument) and all(word in _text(row) for word in words)
    ]


def counts(rows: Iterable[ClauseRow]) -> Counter[Status]:
    """How many clauses stand in each status."""
    return Counter(row.status for row in rows)


def grouped(rows: Sequence[ClauseRow]) -> list[Group]:
    """The rows by instrument, in the order of the table."""
    instruments = dict.fromkeys(row.instrument for row in rows)
    return [Group(load_instrument(id_), [line(row) for row in rows if row.instrument == id_]) for id_ in instruments]


def line(row: ClauseRow) -> ClauseLine:
    return ClauseLine(row, split_id(row.id)[1], TONES[row.status], row.status.label)


def clause_row(clause_id: str) -> ClauseRow | None:
    """The row of a clause; ``None`` when there is no such clause."""
    return next((row for row in clause_table() if row.id == clause_id), None)


def parameter_lines(instrument: Instrument, clause_id: str = "") -> list[ParameterLine]:
    """Every dated number of an instrument, or of one clause; the newest entry of a name first."""
    entries = [entry for entry in instrument.entries if not clause_id or entry.clause == clause_id]
    return [
        ParameterLine(
            title_of(entry.name),
            entry.clause,
            entry.since,
            str(entry.values.get("evidence", "")),
            [
                (key_of(entry.name, key), shown_value(value))
                for key, value in entry.values.items()
                if key != "evidence"
            ],
        )
        for entry in sorted(entries, key=lambda entry: (entry.clause, entry.name, -entry.since.toordinal()))
    ]


def _text(row: ClauseRow) -> str:
    return " ".join((row.id, row.title, row.summary, row.reason, *row.functions)).casefold()
