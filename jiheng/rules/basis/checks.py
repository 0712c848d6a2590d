"""What is wrong with a basis catalogue."""

from collections.abc import Sequence

from jiheng.rules.basis.conflicts import conflicts_in, places_for
from jiheng.rules.basis.entries import Catalogue, Entry
from jiheng.rules.basis.listing_checks import Judged, check_exclusions, check_order
from jiheng.rules.basis.notices import notices_on
from jiheng.rules.basis.references import cited
from jiheng.rules.basis.shapes import SHEET, BasisDocument, MaterialClass, Provision
from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, passed
from jiheng.rules.finding import Finding

_CLASSES_TO_COLLECT = {
    MaterialClass.LAW: "cq2023-7/6.1",
    MaterialClass.POLICY: "cq2023-7/6.2",
    MaterialClass.RULES: "cq2023-7/6.3",
}


def check_catalogue(
    catalogue: Catalogue,
    documents: Sequence[BasisDocument],
    provisions: Sequence[Provision],
    *,
    leads: Sequence[str] = (),
) -> list[Finding]:
    """Every check of the catalogue against the documents as registered now.

    ``leads`` are the names of 主评人: where they are given, only one of them can keep a document for some matters.
    """
    forces = {entry.key: entry.force for entry in catalogue.entries}
    judged = Judged(
        catalogue,
        documents,
        provisions,
        leads,
        conflicts_in(provisions, documents, forces),
        places_for(documents, provisions, forces, catalogue.scope),
    )
    return [
        *check_exclusions(judged),
        *check_order(judged),
        check_releases(documents),
        *check_sortable(catalogue),
        *check_materials(documents),
        *notices_on(catalogue, judged.conflicts),
    ]


@clause("cq2023-7/6.4")
def check_releases(documents: Sequence[BasisDocument]) -> Finding:
    """At least one document approves the project or releases its funds."""
    if any(document.material is MaterialClass.RELEASE for document in documents):
        return passed("E-B6-3")
    unclassed = sum(document.material is None for document in documents)
    hint = f"；另有{unclassed}份文件没有选资料类别，如有审批、下达文件请选第（四）类" if unclassed else ""
    message = f"已登记{len(documents)}份文件，第（四）类项目（资金）审批、下达文件是0份，请补登{hint}"
    return failed("E-B6-3", message, where=SHEET)


@clause("cq2023-7/6")
def check_sortable(catalogue: Catalogue) -> list[Finding]:
    """A document can take its place only with its issuer, its day of issue and its force."""
    found = [
        failed(
            "W-B6-4",
            f"{cited(entry.document)}缺{'、'.join(missing)}，不能排定次序，暂排在后面，请补填",
            where=entry.document.where,
        )
        for entry in catalogue.entries
        if (missing := _unknown(entry))
    ]
    return found or [passed("W-B6-4")]


@clause("cq2023-7/6.1", "cq2023-7/6.2", "cq2023-7/6.3")
def check_materials(documents: Sequence[BasisDocument]) -> list[Finding]:
    """Laws, policies and rules on the project or its funds were all collected."""
    present = {document.material for document in documents}
    found = [
        failed(
            "W-B6-5",
            f"第（{'一二三'[material - 1]}）类资料（{material.label}）是0份，请补收，确实没有的在放行理由注明“无”",
            clauses=(clause_id,),
            where=SHEET,
        )
        for material, clause_id in _CLASSES_TO_COLLECT.items()
        if material not in present
    ]
    return found or [passed("W-B6-5")]


def _unknown(entry: Entry) -> list[str]:
    document = entry.document
    return [
        word
        for word, missing in (
            ("发文机关", not document.issuer.strip()),
            ("印发日期", document.issued_on is None),
            ("文种或机关层级（效力未定）", entry.force is None),
        )
        if missing
    ]
