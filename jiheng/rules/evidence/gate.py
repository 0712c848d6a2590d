"""得分与证据: no admissible material, no points; thin material, fewer points."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.explained import Score, Step
from jiheng.rules.figures import exact, plain, rounded, shown
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.scoring.explanation import Explanation, equals

CLAUSES = ("cq2023-7/23", "mof2020-10/4.4")
BASIS = "只凭一手资料或监督结论计分；没有资料得0分，资料不充分的相应扣分"


class Nature(StrEnum):
    """Where a piece of material comes from; only the first two may support points."""

    PRIMARY = "primary"
    SUPERVISORY = "supervisory"
    ENTITY_SUMMARY = "entity_summary"
    IMPLEMENTER_SUMMARY = "implementer_summary"
    THIRD_PARTY_DRAFT = "third_party_draft"
    CONSULTATION = "consultation"

    @property
    def label(self) -> str:
        return {
            "primary": "一手资料",
            "supervisory": "监督机关监督结论",
            "entity_summary": "被评价单位总结报告",
            "implementer_summary": "实施单位总结报告",
            "third_party_draft": "其他第三方起草的资料",
            "consultation": "咨询意见",
        }[self.value]


ADMISSIBLE = frozenset({Nature.PRIMARY, Nature.SUPERVISORY})
FORBIDDEN = frozenset({Nature.ENTITY_SUMMARY, Nature.IMPLEMENTER_SUMMARY, Nature.THIRD_PARTY_DRAFT})


class Sufficiency(StrEnum):
    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of material by its number; ``as_lead`` keeps it as a lead that supports nothing by itself."""

    number: str
    nature: Nature
    as_lead: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the evaluator decided about the material; ``deduct`` in 分, with its reason, when insufficient."""

    sufficiency: Sufficiency
    deduct: Decimal = Decimal(0)
    reason: str = ""


@clause(*CLAUSES)
def supports_points(evidence: Evidence) -> bool:
    """Only first-hand material and findings of supervisory bodies, not kept as a mere lead, support points."""
    return evidence.nature in ADMISSIBLE and not evidence.as_lead


@clause(*CLAUSES)
def check_source(evidence: Evidence) -> Finding:
    """Summary reports and drafts of other third parties are never a direct ground for points."""
    if evidence.as_lead:
        return not_applicable("E-B23-2", f"资料{evidence.number}只作线索，不作为得分依据")
    if evidence.nature not in FORBIDDEN:
        return passed("E-B23-2")
    message = (
        f"资料{evidence.number}是{evidence.nature.label}，不得直接作为得分依据，请取得一手资料印证，原资料改作线索"
    )
    return failed("E-B23-2", message)


@clause(*CLAUSES)
def check_attached(evidence: Sequence[Evidence], *, confirmed_zero: bool) -> Finding:
    """Every indicator has material attached, or a person confirmed that it scores zero."""
    if evidence:
        return passed("E-B23-4")
    if confirmed_zero:
        return not_applicable("E-B23-4", "已按0分确认，不需要对应资料")
    return failed("E-B23-4", "指标没有对应的资料，请对应资料，或者按0分确认")


@clause(*CLAUSES)
def gate(score: Score, evidence: Sequence[Evidence], judgement: Judgement | None = None) -> Score:
    """Let a score through the evidence gate.

    No supporting material: zero, which nobody can override. Otherwise the evaluator has to say whether the material
    is sufficient; when it is not, a deduction above zero with a reason comes off, never below zero.
    """
    supporting = [item for item in evidence if supports_points(item)]
    sources = tuple(finding for finding in map(check_source, evidence) if finding.outcome is Outcome.FAILED)
    explanation = Explanation(score.points, CLAUSES, BASIS, _inputs(evidence, supporting))
    if not supporting:
        return _joined(score, _without_support(score, explanation, sources))
    if score.raw is None:
        return replace(score, findings=(*score.findings, *sources))
    return _joined(score, _judged(score.raw, explanation, judgement, sources))


@clause("mof2020-10/4.4")
def suggested_deduct(points: Decimal, due: int, missing: int) -> Decimal | None:
    """The deduction to offer: missing over due pieces of material times the points; ``None`` when none are due."""
    if due <= 0 or not 0 <= missing <= due:
        return None
    return rounded(exact(points) * missing / due)


def _without_support(score: Score, explanation: Explanation, sources: tuple[Finding, ...]) -> Score:
    claimed = score.raw is not None and score.raw > 0
    message = "没有一手资料或监督结论，得0分，请补充资料"
    unsupported = (failed("E-B23-1", message),) if claimed else ()
    return explanation.nothing("没有可以采用的资料", *sources, *unsupported)


def _judged(
    raw: Fraction, explanation: Explanation, judgement: Judgement | None, sources: tuple[Finding, ...]
) -> Score:
    if judgement is None:
        unsettled = failed("E-B23-3", "还没有评定资料是否充分，请评定后计分")
        return explanation.no_score(*sources, unsettled)
    if judgement.sufficiency is Sufficiency.SUFFICIENT:
        return explanation.score(raw, f"资料充分，保留{shown(raw)}分", *sources)
    if judgement.deduct <= 0 or not judgement.reason.strip():
        unsettled = failed("E-B23-3", "资料评为不充分，须填写大于0的扣分和理由")
        return explanation.no_score(*sources, unsettled)
    left = raw - exact(judgement.deduct)
    working = equals(f"{shown(raw)}-{plain(judgement.deduct)}", left)
    note = f"资料不充分（{judgement.reason.strip()}），{working}"
    return explanation.score(left, f"{note}，低于0按0计" if left < 0 else note, *sources)


def _inputs(evidence: Sequence[Evidence], supporting: Sequence[Evidence]) -> str:
    if not evidence:
        return "没有资料"
    listed = "、".join(f"{item.number}（{item.nature.label}{'，线索' if item.as_lead else ''}）" for item in evidence)
    return f"资料{listed}，可以采用{len(supporting)}份"


def _joined(before: Score, after: Score) -> Score:
    """The gate's answer, with the steps that led to the raw score in front."""
    steps: tuple[Step, ...] = (*before.steps, *after.steps)
    clauses = tuple(dict.fromkeys((*before.clauses, *after.clauses)))
    return Score(after.points, after.value, after.raw, steps, clauses, (*before.findings, *after.findings))
