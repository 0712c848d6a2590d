"""The facts of each comparison (文件B 第二十四条) as the system already has them, for the cards of a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse

from jiheng.evaluation.fund_tables import lines_of, releases_of, summary_of, total_of
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import implementation_of, preparation_of
from jiheng.rules.basis.references import reference_key
from jiheng.rules.basis.shapes import BasisDocument, MaterialClass, Provision
from jiheng.rules.evidence.analysis_shapes import Comparison
from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.execution.tables import SummaryRow
from jiheng.rules.figures import exact, percent
from jiheng.rules.implementation.comparing import Compared, PlannedPair, TargetRow, compared
from jiheng.rules.implementation.point_rates import PointRate
from jiheng.rules.implementation.result import EvaluationResult, PartResult
from jiheng.rules.indicators.shapes import Indicator, TargetSource
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.schedule.table import ScheduleLine
from jiheng.web.charts.drawing import Chart
from jiheng.web.charts.money import wan
from jiheng.web.charts.pairs import Pair, pairs_of
from jiheng.web.charts.scatter import Dot, scatter_of
from jiheng.web.evaluations.checking import judged_on, sampling_of, standing_of
from jiheng.web.evaluations.remembered import remembered
from jiheng.web.evaluations.scoring import scored_of

SHOWN: Final = 12
"""Rows of a table of facts; the others are on the page the table is taken from."""
UNNAMED: Final = "未填"
POINT_PARTS: Final = frozenset(
    {"lines", "sampling", "manual_points", "base_fields", "point_values", "indicators", "parts"}
)
"""What sample points, their money and their values are made of."""
CLASSES: Final = {
    Comparison.APPROVAL: (MaterialClass.RELEASE,),
    Comparison.RULES: (MaterialClass.LAW, MaterialClass.RULES),
    Comparison.POLICY: (MaterialClass.POLICY,),
}
SOURCES: Final = {Comparison.HISTORY: TargetSource.HISTORY, Comparison.PEERS: TargetSource.INDUSTRY}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of facts with the address that takes it into 问题清单, empty where nothing lacks."""

    fact: Any
    address: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the catalogue with what it says, for comparing with it."""

    document: BasisDocument
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What another source gives for an indicator, beside what it came to."""

    indicator: Indicator
    said: str
    document: str
    value: str


def compared_of(project: EvaluationProject) -> Compared:
    """Targets, planned figures and rates by point, made anew when anything of the evaluation changed."""
    day = judged_on(preparation_of(project, ()))
    return remembered(project, day, "compared", lambda: _compared(project, day))


def problem_address(
    project: EvaluationProject, comparison: Comparison, title: str = "", gap: str = "", indicators: str = ""
) -> str:
    """The address of a new problem with what is known of it filled in."""
    given = {"compared": comparison.value, "title": title, "gap": gap, "indicators": indicators}
    words = urlencode({name: said for name, said in given.items() if said})
    return f"{reverse('evaluations:problem-new', args=[project.pk])}?{words}"


def facts_of(project: EvaluationProject) -> dict[Comparison, dict[str, Any]]:
    """What each card shows, by comparison."""
    preparation = preparation_of(project, {"documents", "provisions", "indicators"})
    standing = standing_of(project)  # the sample is worked out with it
    found, result = compared_of(project), scored_of(project)
    facts = {
        Comparison.PLAN: _plan(project, found, standing.schedule),
        Comparison.SPENDING_AND_BUDGET: _budget(project),
        Comparison.SPENDING_AND_PERFORMANCE: _performance(project, found, result),
        Comparison.MEASURES_AND_EFFECT: _measures(project, found, result),
    }
    for comparison, source in SOURCES.items():
        facts[comparison] = {"earlier": earlier_of(preparation.indicators, source, found.targets)}
    for comparison in CLASSES:
        facts[comparison] = {"papers": papers_of(preparation, comparison)}
    facts[Comparison.APPROVAL] |= _approved(project)
    facts[Comparison.POLICY] |= {"concerned": preparation.project.concerns_policy}
    return facts


def papers_of(preparation: Preparation, comparison: Comparison) -> list[Paper]:
    """The documents to compare with and what they say, in the order of the catalogue's sheet."""
    said: dict[str, list[Provision]] = {}
    for provision in preparation.provisions:
        said.setdefault(reference_key(provision.document), []).append(provision)
    return [
        Paper(one, tuple(said.get(reference_key(one.key), ())))
        for one in preparation.documents
        if one.material in CLASSES[comparison]
    ]


def earlier_of(indicators: Sequence[Indicator], source: TargetSource, targets: Sequence[TargetRow]) -> list[Earlier]:
    """What a source gives for an indicator, beside what was found now."""
    values = {one.indicator.code: one.value for one in targets}
    return [
        Earlier(indicator, one.value, one.document, values.get(indicator.code, ""))
        for indicator in indicators
        for one in indicator.candidates
        if one.source is source and one.value.strip()
    ]


def _compared(project: EvaluationProject, day: date) -> Compared:
    preparation = preparation_of(project, POINT_PARTS)
    book, _ = rulebook_for(preparation.project, day)
    given = implementation_of(project, {"measures", "values"})
    return compared(preparation, given, scored_of(project), book, sampling_of(project).points.points)


def _plan(project: EvaluationProject, found: Compared, schedule: Sequence[ScheduleLine]) -> dict[str, Any]:
    targets = [one for one in found.targets if one.indicator.target.strip()]
    late = [one for one in schedule if one.counts is not None]
    return {
        "targets": [Row(one, _missed(project, one)) for one in targets],
        "nodes": [Row(one, _late(project, one)) for one in late],
        "pairs": [Row(one, _short(project, one)) for one in found.pairs],
    }


def _missed(project: EvaluationProject, one: TargetRow) -> str:
    if one.rate is None or one.rate >= 1:
        return ""
    title = f"“{one.indicator.name}”没有达到目标"
    gap = f"目标值{one.indicator.target}，评价值{one.value or '空白'}"
    return problem_address(project, Comparison.PLAN, title, gap, one.indicator.code)


def _late(project: EvaluationProject, one: ScheduleLine) -> str:
    if not one.lateness.days_late:
        return ""
    return problem_address(project, Comparison.PLAN, f"“{one.node.name}”没有按期完成", one.lateness.shown)


def _short(project: EvaluationProject, one: PlannedPair) -> str:
    if one.rate is None or one.rate >= 1:
        return ""
    gap = f"完成{percent(one.rate)}"
    return problem_address(project, Comparison.PLAN, f"“{one.actual.name}”少于“{one.planned.name}”", gap)


def _budget(project: EvaluationProject) -> dict[str, Any]:
    rows = lines_of(project)
    whole = total_of(rows)
    uses, areas = (summary_of(rows, one, whole) for one in (Dimension.USE, Dimension.AREA))
    return {
        "whole": whole,
        "tables": [(label, _spent(project, found), len(found)) for label, found in (("用途", uses), ("区域", areas))],
        "chart": _spending_chart(uses),
    }


def _spent(project: EvaluationProject, found: Sequence[SummaryRow]) -> list[Row]:
    """The values with most money first."""
    largest = sorted(found, key=lambda one: -one.budget)[:SHOWN]
    return [Row(one, _unspent(project, one)) for one in largest]


def _unspent(project: EvaluationProject, one: SummaryRow) -> str:
    if one.rate is None or one.rate == 1 or one.balance is None:
        return ""
    said = "支出超过预算" if one.balance < 0 else "支出慢于预算"
    gap = f"执行率{percent(one.rate)}，结余{wan(one.balance)}万元"
    return problem_address(project, Comparison.SPENDING_AND_BUDGET, f"“{one.value or UNNAMED}”{said}", gap)


def _spending_chart(uses: Sequence[SummaryRow]) -> Chart:
    pairs = [
        Pair(one.value or UNNAMED, (one.budget, one.actual), (wan(one.budget), _spent_said(one))) for one in uses
    ]
    return pairs_of(
        pairs, name="spending", title="各用途预算和支出", unit="万元", thing="用途", series=("预算数", "实际支出数")
    )


def _spent_said(one: SummaryRow) -> str:
    """What was spent, with a word where not every line is collected."""
    if one.actual is None:
        return "未采集"
    return f"{wan(one.actual)}{'（未采齐）' if one.amounts.missing else ''}"


def _performance(project: EvaluationProject, found: Compared, result: EvaluationResult) -> dict[str, Any]:
    parts = _part_pairs(result) if len(result.parts) > 1 else []
    pairs = parts or [
        Pair(one.name, (one.share, one.results), (_percent(one.share), _percent(one.results))) for one in found.uses
    ]
    chart = pairs_of(
        pairs,
        name="performance",
        title="资金占比和得分率",
        unit="%",
        thing="部分" if parts else "用途",
        series=("资金占比", "得分率" if parts else "产出、效果得分率"),
    )
    largest = sorted(found.points, key=lambda one: -one.budget)
    return {
        "chart": chart,
        "uses": [Row(one, _behind(project, one)) for one in found.uses],
        "points": [Row(one, _behind(project, one)) for one in largest],
        "parts": result.parts if parts else (),
    }


def _part_pairs(result: EvaluationResult) -> list[Pair]:
    whole = exact(sum((part.funds for part in result.parts), Decimal(0)))
    return [_part_pair(part, exact(part.funds) / whole if whole else None) for part in result.parts]


def _part_pair(part: PartResult, share: Fraction | None) -> Pair:
    score = part.total.value
    rate = None if score is None or not part.total.points else exact(score) / exact(part.total.points)
    return Pair(part.name, (share, rate), (_percent(share), _percent(rate)))


def _behind(project: EvaluationProject, one: PointRate) -> str:
    if one.results is None or one.results >= 1:
        return ""
    gap = f"资金占{_percent(one.share)}，产出、效果得分率{percent(one.results)}"
    title = f"“{one.name}”的产出和效果与支出不相称"
    return problem_address(project, Comparison.SPENDING_AND_PERFORMANCE, title, gap)


def _measures(project: EvaluationProject, found: Compared, result: EvaluationResult) -> dict[str, Any]:
    dots = [Dot(one.name, one.management, one.results) for one in found.points]
    chart = scatter_of(
        dots, name="measures", title="管理与产出、效果", thing="样本点", across="管理得分率", up="产出、效果得分率"
    )
    rows = [Row(one, _weak(project, one)) for one in found.points]
    levels = [(part.name, level) for part in result.parts for level in part.levels]
    return {"chart": chart, "points": rows, "levels": levels, "split": len(result.parts) > 1}


def _weak(project: EvaluationProject, one: PointRate) -> str:
    """Both fall short: what was done badly may be why it came out badly."""
    if one.management is None or one.results is None or one.management >= 1 or one.results >= 1:
        return ""
    gap = f"管理得分率{percent(one.management)}，产出、效果得分率{percent(one.results)}"
    return problem_address(project, Comparison.MEASURES_AND_EFFECT, f"“{one.name}”管理措施没有落实到位", gap)


def _approved(project: EvaluationProject) -> dict[str, Any]:
    """The money the release documents gave, beside the lines."""
    documents = list(releases_of(project)[: SHOWN + 1])
    more = len(documents) > SHOWN
    return {"releases": documents[:SHOWN], "more_releases": more, "whole": total_of(lines_of(project))}


def _percent(rate: Fraction | None) -> str:
    return "—" if rate is None else percent(rate)
