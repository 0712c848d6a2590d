"""业务资料九类: each kind that is due has material, or a word why it has none (第十七条)."""

from collections.abc import Sequence

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.evidence.shapes import KindAnswer, KindNote, Material, MaterialKind, ProjectTraits
from jiheng.rules.evidence.traits import asked_for
from jiheng.rules.finding import Finding

NINE_KINDS = tuple(MaterialKind)[:9]
CLAUSES = (
    "cq2023-7/17",
    "cq2023-7/17.1",
    "cq2023-7/17.2",
    "cq2023-7/17.3",
    "cq2023-7/17.4",
    "cq2023-7/17.5",
    "cq2023-7/17.6",
    "cq2023-7/17.7",
    "cq2023-7/17.8",
    "cq2023-7/17.9",
)
"""The article, then its nine items in order: ``CLAUSES[kind.place]`` is that of a kind."""
KIND_NOTES = "无资料说明"
"""The sheet that says why a kind has no material."""
QUESTIONS = {
    MaterialKind.PROCUREMENT: "政府采购或购买服务",
    MaterialKind.ACCEPTANCE: "验收程序",
    MaterialKind.SUBSIDY: "奖励、补助或补贴",
}
"""Kinds that are due where the project has such a thing; then “不适用” is no answer."""


@clause(*CLAUSES)
def check_nine_kinds(
    materials: Sequence[Material], notes: Sequence[KindNote], traits: ProjectTraits
) -> list[Finding]:
    """Each of the nine kinds was looked at, one answer for each in the order of the article."""
    held = {each.kind for each in materials}
    return [_check_kind(kind, kind in held, notes, traits) for kind in NINE_KINDS]


@clause(*CLAUSES)
def due_kinds(traits: ProjectTraits) -> tuple[MaterialKind, ...]:
    """The kinds a project owes material or a word of; those nobody ruled out are among them."""
    return tuple(kind for kind in NINE_KINDS if asked_for(kind, traits) is not False)


def _check_kind(kind: MaterialKind, held: bool, notes: Sequence[KindNote], traits: ProjectTraits) -> Finding:
    """Reading taken: while nobody chose whether a project has procurement, acceptance or subsidies, material or any
    reasoned note will do, and without one the choice is asked for."""
    clauses = (CLAUSES[kind.place], CLAUSES[0], "cq2023-7/23")
    due, own = asked_for(kind, traits), [note for note in notes if note.kind is kind]
    where = own[0].where if own else traits.where if due is None else KIND_NOTES
    if held:
        return passed("E-B17", f"“{kind}”有资料", clauses=clauses, where=where)
    if due is False:
        return not_applicable("E-B17", f"项目没有{QUESTIONS[kind]}，不查“{kind}”", clauses=clauses, where=where)
    if any(_explains(note, due=due) for note in own):
        return passed("E-B17", f"“{kind}”没有资料，已说明", clauses=clauses, where=where)
    return failed("E-B17", _missing(kind, own, due=due, traits=traits), clauses=clauses, where=where)


def _explains(note: KindNote, *, due: bool | None) -> bool:
    """A reasoned note explains; where the project has such a thing, only that it was not provided."""
    if not note.reason.strip():
        return False
    return note.answer is KindAnswer.NOT_PROVIDED or not (note.kind in QUESTIONS and due)


def _missing(kind: MaterialKind, own: Sequence[KindNote], *, due: bool | None, traits: ProjectTraits) -> str:
    number = f"第{kind.place}类“{kind}”"
    if due is None and not own:
        return f"没有选择项目有没有{QUESTIONS[kind]}，{number}也没有资料。请先作出选择，有的登记资料"
    if any(note.reason.strip() for note in own):
        return f"{number}写了“不适用”，项目有{QUESTIONS[kind]}，必须查看。请登记资料，或注明未提供及原因"
    if own:
        return f"{number}写了“{own[0].answer}”，没有写原因。请补写"
    if kind is MaterialKind.DECISION and traits.approved_above:
        return f"{number}没有资料，也没有说明。项目由上级审批，请登记申报和审批资料，或注明未提供及原因"
    return f"{number}没有资料，也没有说明。请登记资料，或注明未提供及原因"
