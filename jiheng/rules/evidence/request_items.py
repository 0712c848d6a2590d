"""通知所列资料: what a notice may ask for, from the nine kinds and the four sides, as the project asks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jiheng.rules.clause import clause
from jiheng.rules.evidence.nine_kinds import CLAUSES, NINE_KINDS, QUESTIONS
from jiheng.rules.evidence.shapes import IndicatorLine, MaterialKind, ProjectTraits, Side, Subject
from jiheng.rules.evidence.traits import asked_for
from jiheng.rules.indicators.levels import level1_of
from jiheng.rules.indicators.shapes import Level1

EVALUATED, IMPLEMENTING = Subject.EVALUATED, Subject.IMPLEMENTING
FROM_ABOVE: Final = "向上级申报的材料、上级的审批和下达文件"
"""What stands behind a decision a higher level took."""

PAPERS: Final[Mapping[MaterialKind, str]] = {
    MaterialKind.BEFORE: "立项前的现状、需求调查、可行性研究报告、踏勘记录",
    MaterialKind.CONDITIONS: "用地、规划、环评等批准手续，方案和图纸的批复，资金落实证明",
    MaterialKind.DECISION: "立项申请和批复、集体决策的会议纪要、绩效目标、资金分配方案",
    MaterialKind.UNIT_MEASURES: "项目管理办法、任务分解、检查和考核的记录、整改回执",
    MaterialKind.IMPLEMENTER_MEASURES: "内部管理制度、实施方案、进度和质量的控制记录",
    MaterialKind.PROCUREMENT: "采购文件、中标或成交通知书、合同和变更、履行和付款记录",
    MaterialKind.ACCEPTANCE: "验收申请、验收单、竣工验收报告、问题整改情况",
    MaterialKind.SUBSIDY: "申请、承诺、审核和公示、发放清册和到账凭证",
    MaterialKind.OTHER: "工作总结、监督检查和审计的结论、群众来信来访的处理记录",
}
SIDE_PAPERS: Final[Mapping[Side, str]] = {
    Side.BUDGET: "预算编制和批复、分解下达、调剂审批、支出标准的依据",
    Side.PERFORMANCE: "绩效目标、运行监控、自评和结果应用的材料",
    Side.FINANCE: "财务制度、专账和明细账、拨付凭证、成本控制的记录",
    Side.ASSETS: "资产台账、登记和移交手续、使用和处置的记录",
}
LEVELS: Final[Mapping[MaterialKind, tuple[Level1, ...]]] = {
    MaterialKind.BEFORE: (Level1.DECISION,),
    MaterialKind.CONDITIONS: (Level1.DECISION,),
    MaterialKind.DECISION: (Level1.DECISION,),
    MaterialKind.UNIT_MEASURES: (Level1.MANAGEMENT,),
    MaterialKind.IMPLEMENTER_MEASURES: (Level1.MANAGEMENT,),
    MaterialKind.PROCUREMENT: (Level1.MANAGEMENT,),
    MaterialKind.ACCEPTANCE: (Level1.OUTPUT,),
    MaterialKind.SUBSIDY: (Level1.OUTPUT,),
    MaterialKind.OTHER: (Level1.OUTPUT, Level1.EFFECT),
}
"""The classes of indicators a kind speaks for when nobody says otherwise."""

OTHERS_PAPERS: Final[Mapping[Subject, tuple[MaterialKind, ...]]] = {
    EVALUATED: (MaterialKind.IMPLEMENTER_MEASURES,),
    IMPLEMENTING: (MaterialKind.DECISION, MaterialKind.UNIT_MEASURES),
}
"""Kinds that lie with the other unit."""


@dataclass(frozen=True, slots=True)
class ProposedItem:
    """One piece of material a notice may list.

    ``group`` is 业务资料 or 管理情况; ``indicators`` are codes; ``remark`` says what nobody chose yet.
    """

    group: str
    title: str
    papers: str
    indicators: tuple[str, ...] = ()
    remark: str = ""
    kind: MaterialKind = MaterialKind.OTHER

    @property
    def name(self) -> str:
        """How the notice names it."""
        return f"{self.title}：{self.papers}"


@clause(*CLAUSES, "cq2023-7/16", "cq2023-7/18")
def proposed_items(
    traits: ProjectTraits, indicators: Sequence[IndicatorLine], to: Subject
) -> tuple[ProposedItem, ...]:
    """What to ask of a unit: the kinds that are due, then the four sides, each with the indicators it is for.

    Reading taken: decisions and measures of the evaluated unit are asked of it, measures of the implementing unit of
    that one, everything else of both; of one unit that is both, everything. A kind nobody ruled out is offered.
    """
    kinds = (_of_kind(kind, traits, indicators) for kind in NINE_KINDS if _is_asked_of(kind, traits, to))
    return (*kinds, *_sides(indicators))


@clause("cq2023-7/17")
def kind_asked_for(name: str) -> MaterialKind:
    """The kind of material an item of a notice names, by the title it begins with; otherwise the ninth.

    Reading taken: what a side of management shows is sorted as 管理情况查看.
    """
    said = name.strip()
    if any(said.startswith(side.value) for side in Side):
        return MaterialKind.MANAGEMENT
    return next((kind for kind in NINE_KINDS if said.startswith(kind.value)), MaterialKind.OTHER)


def _is_asked_of(kind: MaterialKind, traits: ProjectTraits, to: Subject) -> bool:
    elsewhere = not traits.same_unit and kind in OTHERS_PAPERS[to]
    return not elsewhere and asked_for(kind, traits) is not False


def _of_kind(kind: MaterialKind, traits: ProjectTraits, indicators: Sequence[IndicatorLine]) -> ProposedItem:
    above = kind is MaterialKind.DECISION and traits.approved_above
    papers = f"{FROM_ABOVE}、{PAPERS[kind]}" if above else PAPERS[kind]
    unsure = kind in QUESTIONS and asked_for(kind, traits) is None
    remark = f"没有选择项目有没有{QUESTIONS[kind]}，没有的请去掉" if unsure else ""
    return ProposedItem("业务资料", kind.value, papers, _codes(indicators, LEVELS[kind]), remark, kind)


def _sides(indicators: Sequence[IndicatorLine]) -> Iterator[ProposedItem]:
    codes = _codes(indicators, (Level1.MANAGEMENT,))
    for side, papers in SIDE_PAPERS.items():
        yield ProposedItem("管理情况", side.value, papers, codes, kind=MaterialKind.MANAGEMENT)


def _codes(indicators: Sequence[IndicatorLine], levels: tuple[Level1, ...]) -> tuple[str, ...]:
    return tuple(one.code for one in indicators if level1_of(one.level1) in levels)
