"""Plain shapes of the finished catalogue."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from jiheng.rules.basis.conflicts import ConflictScope
from jiheng.rules.basis.references import find_document
from jiheng.rules.basis.shapes import BasisDocument
from jiheng.rules.wording import chinese_number


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the catalogue. ``order`` counts the documents that are included, from 1; the others have none.

    ``limited_to`` are the matters it stays listed for (限事项列入). ``reason`` says why it is left out or limited.
    ``expired`` and ``pending`` say that on the day of the catalogue it is no longer, or not yet, in force.
    """

    document: BasisDocument
    order: int | None
    force: int | None
    force_name: str
    included: bool = True
    limited_to: str = ""
    reason: str = ""
    expired: bool = False
    pending: bool = False

    @property
    def key(self) -> str:
        return self.document.key

    @property
    def title(self) -> str:
        return self.document.title

    @property
    def number(self) -> str:
        return self.document.number

    @property
    def date(self) -> date | None:
        return self.document.issued_on


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One line of 不予列入清单. ``whole`` is false where only the matter is left out.

    ``still_yardstick`` marks a release document: out of the catalogue, it still is what the budget is measured by.
    """

    document: BasisDocument
    matter: str
    content: str
    higher: BasisDocument
    decided_by: str
    decided_on: date | None
    whole: bool
    still_yardstick: bool


@dataclass(frozen=True, slots=True)
class ForceGroup:
    """The included documents of one rank under a heading such as 一、法律."""

    heading: str
    force: int | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All registered documents in order, included or not, on one day."""

    on: date
    scope: ConflictScope
    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def included(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.included)

    @property
    def groups(self) -> tuple[ForceGroup, ...]:
        """The included documents by rank, numbered in Chinese."""
        ranked = groupby(self.included, key=lambda entry: (entry.force, entry.force_name))
        return tuple(
            ForceGroup(f"{chinese_number(position)}、{name}", force, tuple(entries))
            for position, ((force, name), entries) in enumerate(ranked, start=1)
        )

    def entry_for(self, reference: str) -> Entry | None:
        """The entry a reference means: a key, a 文号 or a title."""
        found = find_document(reference, [entry.document for entry in self.entries])
        return next((entry for entry in self.entries if entry.document is found), None)
