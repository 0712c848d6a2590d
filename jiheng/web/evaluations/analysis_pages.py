"""What the analysis page shows: a card for each comparison, the methods used, and the problems."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import implementation_of, preparation_of
from jiheng.rules.evidence.analysis import untold
from jiheng.rules.evidence.analysis_shapes import Comparison, ComparisonNote, MethodUse, Problem
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.shapes import Implementation
from jiheng.web.evaluations.analysis_facts import facts_of, problem_address
from jiheng.web.evaluations.row_form import Offered, fields_of
from jiheng.web.evaluations.scoring import gathered_of
from jiheng.web.evaluations.views import LISTING
from jiheng.web.evaluations.visit_pages import may_enter
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep
from jiheng.workbooks.preparation.layout_fieldwork import METHODS_USUAL, PROBLEMS

TITLE: Final = "分析"
PARTS: Final = frozenset({"comparisons", "methods", "problems", "materials"})
ASKED: Final = ("E-B24", "W-B24")
SPARE_METHODS: Final = 2
ADVICE: Final[Mapping[Comparison, str]] = {
    Comparison.PLAN: "目标、时间和数量，计划的和实际的",
    Comparison.APPROVAL: "批复和下达文件要求的，和实际做的",
    Comparison.RULES: "法规制度和管理办法规定的，和实际做的",
    Comparison.HISTORY: "历史上的水平，和现在的",
    Comparison.PEERS: "同行业、异地同类项目的水平，和本项目的",
    Comparison.SPENDING_AND_BUDGET: "支出的金额和用途，和预算比，差在哪里",
    Comparison.SPENDING_AND_PERFORMANCE: "钱花得多的地方，产出和效果是不是也好",
    Comparison.MEASURES_AND_EFFECT: "管理措施落实得怎样，是不是影响了产出和效果",
    Comparison.POLICY: "支出政策本身对结果的影响",
}
"""What each comparison is about."""


FACTS: Final[Mapping[Comparison, str]] = {
    Comparison.PLAN: "plan",
    Comparison.APPROVAL: "papers",
    Comparison.RULES: "papers",
    Comparison.HISTORY: "earlier",
    Comparison.PEERS: "earlier",
    Comparison.SPENDING_AND_BUDGET: "spending",
    Comparison.SPENDING_AND_PERFORMANCE: "performance",
    Comparison.MEASURES_AND_EFFECT: "measures",
    Comparison.POLICY: "papers",
}
"""The template that lays out the facts of a comparison."""


@dataclass(frozen=True, slots=True)
class Card:
    """One comparison: the facts, what was written, and what stands kept where something else was typed."""

    comparison: Comparison
    facts: Mapping[str, Any]
    note: ComparisonNote
    kept: ComparisonNote | None
    problems: int
    address: str

    @property
    def word(self) -> str:
        """The comparison in the address."""
        return self.comparison.name.lower()

    @property
    def advice(self) -> str:
        return ADVICE[self.comparison]

    @property
    def template(self) -> str:
        return f"evaluations/analysis_{FACTS[self.comparison]}.html"

    @property
    def light(self) -> tuple[str, str]:
        """Tone and word of whether it was made."""
        if self.note.said.strip():
            return "green", "已写"
        if self.note.declined.strip():
            return "none", "不做，有原因"
        return ("yellow", "只有问题，没写结果") if self.problems else ("none", "没有写")


@dataclass(frozen=True, slots=True)
class ProblemCard:
    """One problem with what it still lacks; ``indicators`` and ``materials`` are pairs of a name and its address."""

    number: int
    problem: Problem
    lacks: Sequence[str]
    indicators: Sequence[tuple[str, str]]
    materials: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class MethodLine:
    """One method; ``listed`` ones have a tick, others are named in a field."""

    name: str
    purpose: str
    ticked: bool
    listed: bool


def analysis_context(
    request: MemberRequest,
    project: EvaluationProject,
    typed: ComparisonNote | None = None,
    methods: Sequence[MethodLine] = (),
) -> dict[str, Any]:
    """The page; ``typed`` and ``methods`` are what was typed and could not be kept."""
    given = implementation_of(project, PARTS)
    facts = facts_of(project)
    return {
        "project": project,
        "revision": project.revision,
        "editable": may_enter(request, project),
        "cards": [_card(project, one, facts[one], given, typed) for one in Comparison],
        "methods": methods or method_lines(given.methods),
        "problems": _problems(project, given),
        "new_problem": problem_address(project, Comparison.PLAN).partition("?")[0],
        "said": [one for one in gathered_of(project) if one.finding.code.startswith(ASKED)],
        "trail": trail_of(project),
    }


def problem_context(
    project: EvaluationProject, texts: Sequence[str], wrong: Sequence[Finding] = (), mark: str = ""
) -> dict[str, Any]:
    """A problem as a form; ``mark`` is that of the row it stands for, empty for a new one."""
    called = "修改问题" if mark else "记为问题"
    indicators = preparation_of(project, {"indicators"}).indicators
    offered: dict[str, Offered] = {"indicators": [(one.code, f"{one.code} {one.name}") for one in indicators]}
    return {
        "project": project,
        "revision": project.revision,
        "called": called,
        "fields": fields_of(PROBLEMS, texts, wrong, offered),
        "mark": mark,
        "trail": trail_of(project, TrailStep(called)),
    }


def method_lines(used: Sequence[MethodUse]) -> list[MethodLine]:
    """The usual methods to tick, then others in use, then room for more."""
    held = {one.name: one for one in used}
    usual = [_method(name, held) for name in METHODS_USUAL]
    others = [_method(one.name, held) for one in used if one.name not in METHODS_USUAL]
    return [*usual, *others, *([MethodLine("", "", ticked=False, listed=False)] * SPARE_METHODS)]


def trail_of(project: EvaluationProject, *further: TrailStep) -> list[TrailStep]:
    home = f"/evaluations/{project.pk}/"
    own = TrailStep(TITLE, f"{home}analysis/" if further else "")
    return [LISTING, TrailStep(project.name, home), own, *further]


def _method(name: str, held: Mapping[str, MethodUse]) -> MethodLine:
    return MethodLine(name, held[name].purpose if name in held else "", ticked=name in held, listed=True)


def _card(
    project: EvaluationProject,
    comparison: Comparison,
    facts: Mapping[str, Any],
    given: Implementation,
    typed: ComparisonNote | None,
) -> Card:
    bare = ComparisonNote(comparison)
    kept = next((one for one in given.comparisons if one.comparison is comparison), bare)
    shown = typed if typed is not None and typed.comparison is comparison else kept
    differs = (shown.said, shown.declined) != (kept.said, kept.declined)
    problems = sum(one.compared is comparison for one in given.problems)
    address = problem_address(project, comparison)
    return Card(comparison, facts, shown, kept if differs else None, problems, address)


def _problems(project: EvaluationProject, given: Implementation) -> list[ProblemCard]:
    codes = {one.code for one in preparation_of(project, {"indicators"}).indicators}
    papers = {one.number.strip() for one in given.materials}
    home = f"/evaluations/{project.pk}/"
    return [
        ProblemCard(
            number,
            one,
            untold(one),
            [(code, f"{home}scores/{code}/" if code in codes else "") for code in one.indicators],
            [(paper, _paper(project, paper.strip(), papers)) for paper in one.materials],
        )
        for number, one in enumerate(given.problems, 1)
    ]


def _paper(project: EvaluationProject, number: str, papers: Collection[str]) -> str:
    """The page of a piece of material; nowhere when the list has no such number."""
    return reverse("evaluations:material", args=[project.pk, number]) if number in papers else ""
