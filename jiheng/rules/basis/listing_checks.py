"""Whether the catalogue lists what it has to, in the right order, and leaves out what gives way."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from jiheng.rules.basis.catalogue import Order, order_of
from jiheng.rules.basis.conflicts import Conflict, Place, Standing, matters_of
from jiheng.rules.basis.entries import Catalogue, Entry
from jiheng.rules.basis.references import cited
from jiheng.rules.basis.shapes import SHEET, BasisDocument, Provision
from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.finding import Finding

_NO_CLAIM = (Standing.TIME_ONLY, Standing.NOT_REGISTERED)


@dataclass(frozen=True, slots=True)
class Judged:
    """The catalogue as it is, beside what the documents and provisions say it should be."""

    catalogue: Catalogue
    documents: Sequence[BasisDocument]
    provisions: Sequence[Provision]
    leads: Sequence[str]
    conflicts: tuple[Conflict, ...]
    places: dict[str, Place]


@clause("cq2023-7/6")
def check_exclusions(judged: Judged) -> list[Finding]:
    """A lower document in conflict with a higher one is not in the catalogue, unless the lead keeps it for a matter.

    Reading taken: the matter in conflict cannot itself be kept, and a conflict without its matter is not settled.
    """
    claimed = [each for each in judged.conflicts if each.standing not in _NO_CLAIM]
    if not claimed:
        return [not_applicable("E-B6-1", "没有认定文件之间有冲突")]
    unsettled = [_unsettled(each) for each in claimed if each.standing is Standing.INCOMPLETE]
    listed = [
        failed("E-B6-1", message, where=entry.document.where)
        for entry in judged.catalogue.included
        for message in _wrongly_listed(entry, judged)
    ]
    return [*unsettled, *listed] or [passed("E-B6-1")]


@clause("cq2023-7/6")
def check_order(judged: Judged) -> list[Finding]:
    """The catalogue lists every registered document, by force and then by day of issue, numbered from 1."""
    if not judged.documents:
        return [not_applicable("E-B6-2", "没有登记文件")]
    included = judged.catalogue.included
    messages = [
        *_missing(judged),
        *_no_longer_registered(judged),
        *_left_out_without_ground(judged),
        *_out_of_order(judged),
    ]
    if [entry.order for entry in included] != list(range(1, len(included) + 1)):
        messages.append("目录序号没有从1起连续编排，请重新生成目录")
    return [failed("E-B6-2", message, where=SHEET) for message in messages] or [passed("E-B6-2")]


def _unsettled(conflict: Conflict) -> Finding:
    provision = conflict.provision
    message = (
        f"“{provision.document}”与“{provision.conflicts_with}”填为冲突，但没有写明是哪一事项，或两者是同一文件，"
        "下级文件还留在目录，请写明事项和冲突的上级文件"
    )
    return failed("E-B6-1", message, where=provision.where)


def _wrongly_listed(entry: Entry, judged: Judged) -> list[str]:
    place = judged.places.get(entry.key)
    if place is None or not place.grounds or place.dropped:
        return []
    name = cited(entry.document)
    matters = "、".join(dict.fromkeys(each.provision.matter for each in place.grounds))
    if not place.kept_for:
        return [f"{name}关于“{matters}”的规定与上级文件冲突，仍列在目录，请移入不予列入清单，或由主评人限事项列入"]
    if not entry.limited_to:
        return [f"{name}是限事项列入，目录没有标明限定事项“{'；'.join(place.kept_for)}”，请重新生成目录"]
    return _unfounded_exception(name, place, judged.leads)


def _unfounded_exception(name: str, place: Place, leads: Sequence[str]) -> list[str]:
    conflicting = [ground.provision for ground in place.grounds]
    messages = [
        f"{name}关于“{each.matter}”的规定与上级文件冲突，不能以同一事项列入，请改为不冲突的事项或移入不予列入清单"
        for each in conflicting
        if matters_of((each.matter,)) & matters_of(place.kept_for)
    ]
    if not all(each.decided_by.strip() for each in conflicting):
        messages.append(f"{name}限事项列入没有写认定人，由主评人认定后才能留在目录")
    elif leads and not all(any(lead in each.decided_by for lead in leads) for each in conflicting):
        people = "、".join(dict.fromkeys(each.decided_by for each in conflicting))
        messages.append(f"{name}限事项列入的认定人是“{people}”，不是主评人（{'、'.join(leads)}），请由主评人认定")
    return messages


def _missing(judged: Judged) -> list[str]:
    listed = {entry.key for entry in judged.catalogue.entries}
    return [
        f"目录没有收入已登记的{cited(document)}，请重新生成目录"
        for document in judged.documents
        if document.key not in listed
    ]


def _left_out_without_ground(judged: Judged) -> list[str]:
    return [
        f"{cited(entry.document)}列为不予列入，但没有与上级文件冲突的认定，请重新生成目录"
        for entry in judged.catalogue.entries
        if not entry.included and judged.places.get(entry.key, Place()).included
    ]


def _no_longer_registered(judged: Judged) -> list[str]:
    registered = {document.key for document in judged.documents}
    return [
        f"目录里的{cited(entry.document)}已不在登记的文件中，请重新生成目录"
        for entry in judged.catalogue.entries
        if entry.key not in registered
    ]


def _out_of_order(judged: Judged) -> list[str]:
    registered: dict[str, list[BasisDocument]] = {}
    for document in judged.documents:
        registered.setdefault(document.key, []).append(document)

    def place(entry: Entry) -> Order:
        """Its place by what is registered now; a key that was given twice does not tell which row is meant."""
        found = registered.get(entry.key, [])
        return order_of(found[0] if len(found) == 1 else entry.document, entry.force)

    return [
        f"目录第{later.order}项{cited(later.document)}应排在第{earlier.order}项{cited(earlier.document)}之前"
        f"（先比效力，再比印发日期、文号），请重新生成目录"
        for earlier, later in pairwise(judged.catalogue.included)
        if place(later) < place(earlier)
    ]
