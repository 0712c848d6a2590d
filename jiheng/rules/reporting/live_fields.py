"""Live fields: every figure and name people insert into their prose or a template by its name, as it is printed.

Values carry their unit (``86.96分``, ``97.50%``), so that a sentence reads right wherever a field is put.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.evidence.analysis_shapes import Comparison
from jiheng.rules.evidence.shapes import Side, Subject
from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.figures import exact, plain
from jiheng.rules.implementation.result import PartResult
from jiheng.rules.reporting.content import LiveField
from jiheng.rules.reporting.grounds import NOTHING, Grounds, day, in_ten_thousands, points, ratio, value_text
from jiheng.rules.sampling.points import PointKind
from jiheng.rules.schedule.table import ScheduleLine

BASES_SHOWN, USES_SHOWN = 5, 6
BLANK = "（未填）"
Pair = tuple[str, str]


@clause("cq2023-7/30", "cq2023-7/31")
def live_fields(grounds: Grounds) -> tuple[LiveField, ...]:
    """Every field of an evaluation, by group; a name stands for one field only."""
    groups: tuple[tuple[str, Iterable[Pair]], ...] = (
        ("项目", _project(grounds)),
        ("资金", _funds(grounds)),
        ("样本", _samples(grounds)),
        ("进度", _schedule(grounds.checked.schedule)),
        ("工作", _work(grounds)),
        ("结论", _conclusion(grounds)),
        ("指标得分", _indicators(grounds.scored.parts)),
        ("分析", _analysis(grounds)),
    )
    found: dict[str, LiveField] = {}
    for group, pairs in groups:
        for name, value in pairs:
            found.setdefault(name, LiveField(name, value or BLANK, group))
    return tuple(found.values())


def _project(grounds: Grounds) -> Iterator[Pair]:
    project = grounds.project
    yield "项目名称", project.name
    yield "项目编号", project.code
    yield "主管部门", project.department
    yield "实施单位", project.implementing_unit or project.department
    yield "被评价单位", "、".join(grounds.units)
    yield "评价机构", project.agency
    yield "主评人", "、".join(grounds.leads)
    yield "评价年度", f"{project.budget_year}" if project.budget_year else ""
    yield "评价基准日", day(project.evaluation_date)
    yield "资金来源", "、".join(project.fund_sources)
    yield "项目类型", "、".join(project.project_types)
    yield "实施初衷", "；".join(project.purposes)
    yield "评价目的", project.objective
    yield "评价方法", "、".join(project.methods)
    listed = [one for one in grounds.checked.catalogue.entries if one.included]
    yield "依据文件数", f"{len(listed)}份"
    yield "主要依据", "".join(f"《{one.title.strip('《》')}》" for one in listed[:BASES_SHOWN])


def _funds(grounds: Grounds) -> Iterator[Pair]:
    uses = grounds.checked.execution.summaries[Dimension.USE]
    whole = uses[0].whole if uses else None
    yield "下达金额", in_ten_thousands(sum((one.amount for one in grounds.checked.execution.balances), Decimal(0)))
    yield "预算数", in_ten_thousands(whole.budget if whole else None)
    partly = "（未收齐）" if whole and whole.missing and whole.actual is not None else ""
    yield "实际支出数", f"{in_ten_thousands(whole.actual if whole else None)}{partly}"
    yield "预算执行率", ratio(whole.rate if whole else None)
    yield "结余", in_ten_thousands(whole.balance if whole else None)
    largest = sorted(uses, key=lambda row: -row.budget)[:USES_SHOWN]
    said = [f"{row.value or '未填'}{in_ten_thousands(row.budget)}（占{ratio(row.budget_share)}）" for row in largest]
    yield "主要用途", "、".join(said) + ("等" if len(uses) > USES_SHOWN else "")
    yield "用途数", f"{len(uses)}项"


def _samples(grounds: Grounds) -> Iterator[Pair]:
    sampling = grounds.checked.sampling
    sampled = sampling.points
    areas = Counter("、".join(point.unit.values.get(Dimension.AREA, ())) or "未填" for point in sampled.points)
    yield "抽样框数量", f"{sum(len(one.units) for one in sampling.frame.strata)}"
    yield "样本点数量", f"{len(sampled.points)}个"
    yield "样本分布", "、".join(f"{area}{count}个" for area, count in areas.items())
    yield "随机样本数", f"{len(sampled.of(PointKind.DRAWN))}个"
    yield "重点样本数", f"{len(sampled.of(PointKind.MANUAL))}个"
    yield "替换样本数", f"{len(sampled.of(PointKind.REPLACEMENT))}个"
    yield "样本资金", in_ten_thousands(sampling.coverage.money)
    yield "样本资金覆盖率", ratio(sampling.coverage.rate)


def _schedule(lines: Sequence[ScheduleLine]) -> Iterator[Pair]:
    late = sum((line.lateness.deviation or 0) > 0 for line in lines)
    known = sum(line.lateness.deviation is not None for line in lines)
    yield "进度节点数", f"{len(lines)}个"
    yield "按期节点数", f"{known - late}个"
    yield "延期节点数", f"{late}个"


def _work(grounds: Grounds) -> Iterator[Pair]:
    given = grounds.given
    yield "现场查看次数", f"{len(given.site_visits)}次"
    yield "走访次数", f"{len(given.visits)}次"
    yield "咨询次数", f"{len(given.consultations)}次"
    yield "资料数量", f"{len(given.materials)}份"
    yield "问卷种数", f"{sum(not one.declined for one in grounds.preparation.questionnaires)}种"
    yield "方法运用", "；".join(f"{one.name}用于{one.purpose}" for one in given.methods if one.purpose)
    yield "指标数量", f"{len(grounds.preparation.indicators)}个"
    yield "问题数量", f"{len(given.problems)}个"


def _conclusion(grounds: Grounds) -> Iterator[Pair]:
    concluded = grounds.scored.conclusion
    yield "评价得分", NOTHING if concluded.value is None else f"{concluded.value:f}分"
    yield "等级", concluded.grade.value if concluded.grade else NOTHING
    yield (
        "一级指标得分情况",
        "；".join(
            f"{part.name if len(grounds.scored.parts) > 1 else ''}{_levels_said(part)}"
            for part in grounds.scored.parts
        ),
    )
    for part in grounds.scored.parts:
        named = part.name if len(grounds.scored.parts) > 1 else ""
        if named:
            yield f"{named}得分", f"{points(part.total.value)}分"
        for level in part.levels:
            yield f"{named}{level.name}得分", f"{points(level.earned)}分"
            yield f"{named}{level.name}分值", f"{plain(level.points)}分"
            yield f"{named}{level.name}得分率", ratio(earned_rate(level.earned, level.points))


def _levels_said(part: PartResult) -> str:
    said = []
    for one in part.levels:
        rate = ratio(earned_rate(one.earned, one.points))
        said.append(f"{one.name}类{plain(one.points)}分得{points(one.earned)}分，得分率{rate}")
    return "，".join(said)


def earned_rate(earned: Decimal | None, full: Decimal) -> Fraction | None:
    """The share of the points that was earned; nothing without a score or without points."""
    return None if earned is None or not full else exact(earned) / exact(full)


def _indicators(parts: Sequence[PartResult]) -> Iterator[Pair]:
    for part in parts:
        for one in part.indicators:
            if not one.excluded:
                yield f"{one.indicator.code}得分", f"{points(one.final.value)}分"
                yield f"{one.indicator.code}评价值", value_text(one.value)


def _analysis(grounds: Grounds) -> Iterator[Pair]:
    said = {one.comparison: one.said for one in grounds.given.comparisons if one.said}
    for comparison in Comparison:
        yield f"{comparison.value}分析", said.get(comparison, "")
    views = [one for one in grounds.given.views if one.side is Side.PERFORMANCE and one.subject is Subject.EVALUATED]
    yield "主体责任情况", "；".join(one.found for one in views if one.found)
