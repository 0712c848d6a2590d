"""Which documents give way: a lower document in conflict with a higher one on the same matter."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from jiheng.rules.basis.references import find_document, names, reference_key
from jiheng.rules.basis.shapes import BasisDocument, Provision
from jiheng.rules.clause import clause
from jiheng.rules.law import Rulebook

_BETWEEN_MATTERS = re.compile(r"[、，,；;\n]")


class ConflictScope(StrEnum):
    """What stays out of the catalogue: the whole lower document, or only the matter in conflict."""

    DOCUMENT = "document"
    MATTER = "matter"


class Standing(StrEnum):
    """What a conflict that was entered comes to."""

    DECIDED = "下级与上级冲突"
    SAME_LEVEL = "同级冲突"
    FORCE_UNKNOWN = "效力未定"
    TIME_ONLY = "时间要求不一致"
    INCOMPLETE = "没有写明事项"
    NOT_REGISTERED = "文件没有登记"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One provision entered as a conflict: ``lower`` gives way to ``higher`` once ``standing`` says DECIDED."""

    provision: Provision
    standing: Standing
    lower: BasisDocument | None = None
    higher: BasisDocument | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands: ``grounds`` are the conflicts that count against it, the highest first.

    ``kept_for`` are the matters it stays listed for all the same; ``dropped`` those it gives up under
    ``ConflictScope.MATTER``.
    """

    included: bool = True
    grounds: tuple[Conflict, ...] = ()
    kept_for: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    def binds_on(self, matter: str) -> bool:
        """Whether the document counts on a matter, so that it can set a lower one aside."""
        wanted = reference_key(matter)
        if not self.included or wanted in {reference_key(each) for each in self.dropped}:
            return False
        return not self.kept_for or wanted in matters_of(self.kept_for)


@dataclass(slots=True)
class _Board:
    """The places found so far, from the highest force down."""

    scope: ConflictScope
    places: dict[str, Place] = field(default_factory=dict)


def conflict_scope_for(book: Rulebook) -> ConflictScope:
    return ConflictScope(book.entry("conflict_reading").text("scope"))


def matters_of(texts: Sequence[str]) -> frozenset[str]:
    """The matters named in texts such as ``建设内容、验收要求``, each in one spelling."""
    whole = {reference_key(text) for text in texts}
    parts = {reference_key(part) for text in texts for part in _BETWEEN_MATTERS.split(text)}
    return frozenset((whole | parts) - {""})


@clause("cq2023-7/6")
def conflicts_in(
    provisions: Sequence[Provision], documents: Sequence[BasisDocument], forces: Mapping[str, int | None]
) -> tuple[Conflict, ...]:
    """Every conflict people entered, with what it comes to; either document may have been written first.

    Demands of time are never a conflict: the schedule settles them by force and nearness. ``forces`` is by key.
    """
    entered = (each for each in provisions if each.conflicts_with.strip())
    return tuple(_conflict(provision, documents, forces) for provision in entered)


@clause("cq2023-7/6")
def places_for(
    documents: Sequence[BasisDocument],
    provisions: Sequence[Provision],
    forces: Mapping[str, int | None],
    scope: ConflictScope,
) -> dict[str, Place]:
    """The place of every document, by key, judged from high force to low.

    Reading taken: a document that is out sets no other aside, and one kept for some matters does so on those alone.
    """
    conflicts = conflicts_in(provisions, documents, forces)
    board = _Board(scope)
    for document in sorted(documents, key=lambda each: _rank(forces.get(each.key))):
        against = [
            each
            for each in conflicts
            if each.standing is Standing.DECIDED and each.lower and each.lower.key == document.key
        ]
        board.places[document.key] = _place(document, against, provisions, board, forces)
    return board.places


def _conflict(provision: Provision, documents: Sequence[BasisDocument], forces: Mapping[str, int | None]) -> Conflict:
    one = find_document(provision.document, documents)
    other = find_document(provision.conflicts_with, documents)
    if one is None or other is None:
        return Conflict(provision, Standing.NOT_REGISTERED, one, other)
    if provision.about_time:
        return Conflict(provision, Standing.TIME_ONLY, one, other)
    if not provision.matter.strip() or one.key == other.key:
        return Conflict(provision, Standing.INCOMPLETE, one, other)
    force, other_force = forces.get(one.key), forces.get(other.key)
    if force is None or other_force is None:
        return Conflict(provision, Standing.FORCE_UNKNOWN, one, other)
    if force == other_force:
        return Conflict(provision, Standing.SAME_LEVEL, one, other)
    lower, higher = (one, other) if force > other_force else (other, one)
    return Conflict(provision, Standing.DECIDED, lower, higher)


def _place(
    document: BasisDocument,
    against: list[Conflict],
    provisions: Sequence[Provision],
    board: _Board,
    forces: Mapping[str, int | None],
) -> Place:
    holding = [
        each for each in against if each.higher and board.places[each.higher.key].binds_on(each.provision.matter)
    ]
    if not holding:
        return Place()
    grounds = tuple(sorted(holding, key=lambda each: _ground_order(each, forces)))
    if board.scope is ConflictScope.MATTER:
        return Place(grounds=grounds, dropped=tuple(dict.fromkeys(each.provision.matter for each in grounds)))
    kept = _kept_for(document, grounds, provisions)
    return Place(included=bool(kept), grounds=grounds, kept_for=kept)


def _kept_for(
    document: BasisDocument, grounds: tuple[Conflict, ...], provisions: Sequence[Provision]
) -> tuple[str, ...]:
    own = (each for each in provisions if not each.conflicts_with.strip() and names(document, each.document))
    written = {each.kept_for.strip() for each in (*own, *(ground.provision for ground in grounds))}
    return tuple(sorted(written - {""}))


def _ground_order(conflict: Conflict, forces: Mapping[str, int | None]) -> tuple[int, str, str, str, str]:
    key, provision = conflict.higher.key if conflict.higher else "", conflict.provision
    return (_rank(forces.get(key)), key, provision.matter, provision.content, provision.decided_by)


def _rank(force: int | None) -> int:
    return 10**6 if force is None else force
