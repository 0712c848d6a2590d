"""评价依据目录: the documents that bind an evaluation, by force and day of issue, and those that give way."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from jiheng.rules.basis.conflicts import Conflict, Place, conflict_scope_for, places_for
from jiheng.rules.basis.entries import Catalogue, Entry, ForceGroup, LeftOut
from jiheng.rules.basis.force import ForceTable, force_of, force_table_for
from jiheng.rules.basis.references import SortKey, cited, number_order
from jiheng.rules.basis.shapes import BasisDocument, MaterialClass, Provision
from jiheng.rules.clause import clause
from jiheng.rules.law import Rulebook

Order = tuple[bool, int, bool, date, SortKey, str, str, str]

__all__ = ["Catalogue", "Entry", "ForceGroup", "LeftOut", "Order", "build_catalogue", "order_of"]


@clause("cq2023-7/6", "cq2023-7/6.5")
def build_catalogue(
    documents: Sequence[BasisDocument], provisions: Sequence[Provision], on: date, book: Rulebook
) -> Catalogue:
    """Order the documents by force, day of issue and 文号, and leave out lower ones in conflict with higher ones.

    All five kinds of material are listed. The result does not depend on the order of entry.
    """
    table, scope = force_table_for(book), conflict_scope_for(book)
    forces = _forces(documents, table)
    places = places_for(documents, provisions, forces, scope)
    ordered = sorted(documents, key=lambda each: order_of(each, forces[each.key]))
    numbers = _numbers(places[each.key].included for each in ordered)
    ranks = {key: (force, table.name_of(force)) for key, force in forces.items()}
    entries = tuple(
        _entry(document, number, ranks[document.key], places[document.key], on)
        for document, number in zip(ordered, numbers, strict=True)
    )
    left_out = (line for each in ordered for line in _left_out(each, places[each.key]))
    return Catalogue(on, scope, entries, tuple(dict.fromkeys(left_out)))


def order_of(document: BasisDocument, force: int | None) -> Order:
    """The place of a document in the catalogue; what cannot be ranked or dated stands last within its kind."""
    return (
        force is None,
        force or 0,
        document.issued_on is None,
        document.issued_on or date.min,
        number_order(document.number),
        document.title,
        document.key,
        document.where,
    )


def _forces(documents: Sequence[BasisDocument], table: ForceTable) -> dict[str, int | None]:
    """Force by key; of a document registered twice the higher force counts, whatever the order of entry."""
    found: dict[str, int | None] = {}
    for document in documents:
        force, other = force_of(document, table), found.get(document.key)
        found[document.key] = force if other is None else other if force is None else min(force, other)
    return found


def _numbers(included: Iterable[bool]) -> Iterator[int | None]:
    last = 0
    for each in included:
        last += each
        yield last if each else None


def _entry(document: BasisDocument, order: int | None, rank: tuple[int | None, str], place: Place, on: date) -> Entry:
    ends, begins = document.effective_to, document.effective_from
    return Entry(
        document,
        order,
        *rank,
        included=place.included,
        limited_to="；".join(place.kept_for) if place.included else "",
        reason=_reason(document, place),
        expired=ends is not None and ends < on,
        pending=begins is not None and begins > on,
    )


def _reason(document: BasisDocument, place: Place) -> str:
    told = "；".join(dict.fromkeys(_ground(each) for each in place.grounds))
    if not told:
        return ""
    if place.kept_for:
        return f"{told}，限“{'；'.join(place.kept_for)}”列入"
    if place.dropped:
        return f"{told}，其余事项照常列入"
    return f"{told}，仍为预算基准" if _is_yardstick(document) else told


def _ground(conflict: Conflict) -> str:
    higher = conflict.higher
    return f"与{cited(higher)}关于“{conflict.provision.matter}”的规定冲突" if higher else ""


def _left_out(document: BasisDocument, place: Place) -> Iterator[LeftOut]:
    for conflict in place.grounds:
        provision, higher = conflict.provision, conflict.higher
        if higher is not None:
            yield LeftOut(
                document,
                provision.matter,
                provision.content,
                higher,
                provision.decided_by,
                provision.decided_on,
                whole=not place.included,
                still_yardstick=_is_yardstick(document),
            )


def _is_yardstick(document: BasisDocument) -> bool:
    return document.material is MaterialClass.RELEASE
