"""What people should look at in a catalogue although nothing is blocked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jiheng.rules.basis.conflicts import Conflict, Standing
from jiheng.rules.basis.entries import Catalogue, Entry
from jiheng.rules.basis.references import cited, reference_key
from jiheng.rules.basis.shapes import MaterialClass
from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.finding import Finding
from jiheng.rules.wording import day_text


@dataclass(frozen=True, slots=True)
class Citation:
    """A document named on another sheet: ``reference`` as written there, ``by`` what names it (指标“甲”)."""

    reference: str
    by: str
    where: str = ""


@clause("cq2023-7/6")
def notices_on(catalogue: Catalogue, conflicts: Iterable[Conflict]) -> list[Finding]:
    """Documents out of force, conflicts that set nothing aside, and entries without their reason."""
    return [
        *(finding for entry in catalogue.entries for finding in _on_entry(entry)),
        *_registered_twice(catalogue),
        *(finding for conflict in conflicts for finding in _on_conflict(conflict)),
        *_undecided(catalogue),
    ]


@clause("cq2023-7/6")
def check_citations(citations: Iterable[Citation], catalogue: Catalogue) -> list[Finding]:
    """What other sheets cite stands in the catalogue. A release document left out stays the budget's yardstick."""
    return [finding for citation in citations for finding in _on_citation(citation, catalogue)]


def _on_citation(citation: Citation, catalogue: Catalogue) -> Iterator[Finding]:
    if not citation.reference.strip():
        return
    entry = catalogue.entry_for(citation.reference)
    if entry is None:
        message = f"{citation.by}引用的“{citation.reference}”没有登记在评价依据目录，请登记或改正引用"
        yield failed("N-C-04", message, where=citation.where)
    elif not entry.included and entry.document.material is not MaterialClass.RELEASE:
        message = f"{citation.by}引用的{cited(entry.document)}不予列入评价依据目录（{entry.reason}），请改引其他文件"
        yield failed("N-C-08", message, where=citation.where)


def _on_entry(entry: Entry) -> Iterator[Finding]:
    document, name = entry.document, cited(entry.document)
    if entry.expired and document.effective_to:
        message = f"{name}已于{day_text(document.effective_to)}失效，请核对是否有新文件替代"
        yield failed("N-C-01", message, where=document.where)
    if entry.pending and document.effective_from:
        message = f"{name}自{day_text(document.effective_from)}起施行，目录日期还没有到，请核对"
        yield failed("N-C-02", message, where=document.where)
    if document.force is not None and not document.force_reason.strip():
        message = f"{name}的效力层级人工填为{document.force}（{entry.force_name}），没有写理由，请补写"
        yield failed("N-C-05", message, where=document.where)


def _registered_twice(catalogue: Catalogue) -> Iterator[Finding]:
    times = Counter(_identity(entry) for entry in catalogue.entries)
    told: set[str] = set()
    for entry in catalogue.entries:
        identity = _identity(entry)
        if times[identity] > 1 and identity not in told:
            told.add(identity)
            message = f"{cited(entry.document)}登记了{times[identity]}次，请保留一条"
            yield failed("N-C-06", message, where=entry.document.where)


def _identity(entry: Entry) -> str:
    return reference_key(entry.number) or reference_key(entry.key)


def _on_conflict(conflict: Conflict) -> Iterator[Finding]:
    provision = conflict.provision
    pair = f"“{provision.document}”与“{provision.conflicts_with}”关于“{provision.matter}”的规定冲突"
    if conflict.standing is Standing.SAME_LEVEL:
        yield failed("N-C-03", f"{pair}，两者效力相同，都留在目录，请说明采用哪一份", where=provision.where)
    if conflict.standing is Standing.FORCE_UNKNOWN:
        yield failed("N-C-03", f"{pair}，有一份效力未定，不能分出上下级，请补填文种和制发层级", where=provision.where)
    if conflict.standing is Standing.NOT_REGISTERED:
        absent = provision.document if conflict.lower is None else provision.conflicts_with
        message = f"冲突认定所写的“{absent}”没有登记在评价依据目录，这一冲突没有生效，请登记或改正文号"
        yield failed("N-C-04", message, where=provision.where)


def _undecided(catalogue: Catalogue) -> Iterator[Finding]:
    for line in catalogue.left_out:
        if line.whole and not line.decided_by.strip():
            message = (
                f"{cited(line.document)}因“{line.matter}”与{cited(line.higher)}冲突不予列入，没有写认定人，请补填"
            )
            yield failed("N-C-07", message, where=line.document.where)
