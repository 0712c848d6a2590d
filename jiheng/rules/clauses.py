"""Every clause of every instrument: what it asks in one line of our own words, and how far it is built."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from jiheng.rules.law import LAW_FOLDER, instrument_ids, read_toml


class Status(StrEnum):
    """How a clause is kept. Every status but ``coded`` comes with a reason."""

    CODED = "coded"
    DATA = "data"
    MANUAL = "manual"
    NOT_APPLICABLE = "not_applicable"
    DEFERRED = "deferred"

    @property
    def label(self) -> str:
        return _LABELS[self.value]


_LABELS = {
    "coded": "已编码",
    "data": "参数",
    "manual": "人工办理",
    "not_applicable": "不适用",
    "deferred": "待编码",
}


class UnknownClause(LookupError):
    """No clause with this id; the message is Chinese and says where clauses are listed."""


@dataclass(frozen=True, slots=True)
class ClauseEntry:
    """One entry of ``clauses.toml``.

    ``evidence`` says how far the text was checked (文件A、文件B、查证、旁证、未查证、设计), ``sources`` against what.
    """

    id: str
    title: str
    summary: str
    status: Status
    reason: str
    evidence: str
    sources: str
    instrument: str


@cache
def all_clauses() -> tuple[ClauseEntry, ...]:
    """Every clause, instrument by instrument (the national one first), in the order of its file.

    Raises ``ValueError`` when an id is defined twice or does not begin with its instrument.
    """
    found: dict[str, ClauseEntry] = {}
    for instrument_id in instrument_ids():
        path = LAW_FOLDER / instrument_id / "clauses.toml"
        for entry in read_toml(path).get("clause", []) if path.exists() else []:
            clause = _entry(instrument_id, entry)
            if clause.id in found or not clause.id.startswith(f"{instrument_id}/"):
                raise ValueError(f"clause {clause.id} in {instrument_id} is defined twice or in the wrong place")
            found[clause.id] = clause
    return tuple(found.values())


@cache
def _by_id() -> dict[str, ClauseEntry]:
    return {entry.id: entry for entry in all_clauses()}


def clause_entry(clause_id: str) -> ClauseEntry:
    """The clause with this id, e.g. ``cq2023-7/23``. Raises ``UnknownClause``."""
    if clause_id not in _by_id():
        raise UnknownClause(f"没有条款“{clause_id}”，全部条款见“条款对照”")
    return _by_id()[clause_id]


def _entry(instrument_id: str, entry: dict[str, Any]) -> ClauseEntry:
    return ClauseEntry(
        id=entry["id"],
        title=entry["title"],
        summary=entry["summary"],
        status=Status(entry["status"]),
        reason=entry.get("reason", ""),
        evidence=entry["evidence"],
        sources=entry.get("sources", ""),
        instrument=instrument_id,
    )
