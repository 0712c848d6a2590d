"""What 第九条 asks of the sample as a whole: random, no value left out, works by contract, services by both."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.execution.shapes import Dimension, FundLine
from jiheng.rules.finding import Finding
from jiheng.rules.sampling.canonical import tidy
from jiheng.rules.sampling.draw import Draw, draw_for
from jiheng.rules.sampling.frame import Frame, frame_for, names_something, provider_of
from jiheng.rules.sampling.point_checks import (
    SamplingLimits,
    check_fund_coverage,
    check_manual_points,
    check_replacements,
)
from jiheng.rules.sampling.points import DimensionCoverage, SamplePoints, coverage, sample_points
from jiheng.rules.sampling.shapes import ManualPoint, SamplingPlan, UncoveredReason, UnitKind
from jiheng.rules.sampling.size import sample_size

CLAUSE = "cq2023-7/9"
LISTED = 10
"""Names said in one message; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """Everything entered about sampling. ``works`` and ``services`` say whether the project has such funds."""

    plan: SamplingPlan
    lines: tuple[FundLine, ...]
    manual: tuple[ManualPoint, ...] = ()
    uncovered: tuple[UncoveredReason, ...] = ()
    works: bool = False
    services: bool = False


@clause(CLAUSE)
def check_sampling(sampling: Sampling, limits: SamplingLimits) -> tuple[Finding, ...]:
    """Every check of the sample, in the order of the codes."""
    frame = frame_for(sampling.lines, sampling.plan)
    draw = draw_for(sampling.plan, frame)
    points = sample_points(sampling.plan, frame, draw, sampling.manual)
    return (
        *check_random_draw(sampling.plan, frame, draw, points),
        *check_values_covered(frame, points, sampling.uncovered, sampling.plan.where),
        *check_works_contracts(sampling.plan, sampling.lines, works=sampling.works),
        check_services(sampling.plan, sampling.lines, services=sampling.services),
        *check_manual_points(points, limits),
        *check_replacements(points, sampling.manual),
        check_fund_coverage(coverage(frame, points.points), limits, sampling.plan.where),
    )


@clause(CLAUSE)
def check_random_draw(
    plan: SamplingPlan, frame: Frame, draw: Draw | None, points: SamplePoints
) -> tuple[Finding, ...]:
    """Points are drawn by the system with a seed, or on paper with a record of method, course and witnesses.

    Reading taken: a frame of one unit leaves nothing to chance, once that unit is in the sample.
    """
    if draw is not None:
        return (passed("E-B9-1", f"按种子“{draw.seed}”抽取{draw.size:,}个单元"),)
    if plan.offline:
        return _offline(plan, frame, points)
    if len(frame.units) == 1 and points.points:
        return (not_applicable("E-B9-1", "抽样框只有一个单元，已列入样本，不需要随机抽取"),)
    wanted = sample_size(plan, frame)
    missing = [] if tidy(plan.seed) else ["没有填抽样种子，也没有线下抽样记录，请填种子后抽取，或登记线下抽样"]
    missing += [wanted.reason] if wanted.size is None else []
    return tuple(failed("E-B9-1", reason, where=plan.where) for reason in missing)


def _offline(plan: SamplingPlan, frame: Frame, points: SamplePoints) -> tuple[Finding, ...]:
    wrong = [f"线下抽样记录的单元有误：{problem}" for problem in points.offline_problems]
    if not plan.offline_units:
        wrong.append("登记了线下抽样，没有填抽中的单元，请补填")
    if not wrong:
        return (passed("E-B9-1", f"线下抽样，抽中{len(plan.offline_units):,}个单元"),)
    return tuple(failed("E-B9-1", said, where=plan.where) for said in wrong)


@clause(CLAUSE)
def check_values_covered(
    frame: Frame, points: SamplePoints, reasons: Iterable[UncoveredReason], where: str = ""
) -> tuple[Finding, ...]:
    """Each value of each main dimension has a sample point, or a reason; the payee is the unit and stands apart.

    One answer for each dimension that fails. A stratum whose lines name no unit cannot be drawn from and is said too.
    """
    if not points.points:
        return (not_applicable("E-B9-2", "还没有样本，不核对维度取值"),)
    explained = {(one.dimension, tidy(one.value)) for one in reasons if one.reason}
    found = [
        *_uncovered(coverage(frame, points.points).dimensions, explained, where),
        *_strata_without_units(frame, explained, where),
    ]
    return tuple(found) or (passed("E-B9-2"),)


def _uncovered(
    dimensions: Iterable[DimensionCoverage], explained: set[tuple[Dimension, str]], where: str
) -> Iterator[Finding]:
    for one in dimensions:
        bare = [value for value in one.missing if (one.dimension, value) not in explained]
        if bare:
            said = f"{one.dimension.value}有{len(bare):,}个取值没有样本：{_listed(bare)}。请补抽，或逐个说明原因"
            yield failed("E-B9-2", said, where=where)


def _strata_without_units(frame: Frame, explained: set[tuple[Dimension, str]], where: str) -> Iterator[Finding]:
    for stratum in frame.strata:
        named = zip(frame.dimensions, stratum.values, strict=True)
        if not stratum.units and not any(pair in explained for pair in named):
            yield failed(
                "E-B9-2",
                f"分层“{stratum.key}”有资金{stratum.money:,f}元，没有可抽的单元，"
                "请补填明细行的资金到达对象（工程填合同，购买服务填提供方和区域）或说明",
                where=where,
            )


@clause(CLAUSE)
def check_works_contracts(
    plan: SamplingPlan, lines: Sequence[FundLine], *, works: bool = False
) -> tuple[Finding, ...]:
    """Funds for works are sampled by contracts, and every line of them names one.

    ``works`` says that the project has works; then some unit has to be a contract.
    """
    kinds = dict(plan.kinds_by_use)
    by_contract = [line for line in lines if kinds.get(line.use, plan.unit_kind) is UnitKind.CONTRACT]
    if not by_contract:
        if not works:
            return (not_applicable("E-B9-3", "没有工程建设资金"),)
        said = "项目有工程建设，抽样单元没有按工程合同确定，请在抽样方案选“工程合同”，明细行填业主或代建方签订的合同"
        return (failed("E-B9-3", said, where=plan.where),)
    bare = [line for line in by_contract if not names_something(line.contract)]
    if not bare:
        return (passed("E-B9-3"),)
    named = _listed([line.number or line.where for line in bare])
    said = f"{len(bare):,}行工程资金没有关联合同：明细行{named}。请关联业主或代建方与参与各方签订的合同"
    return (failed("E-B9-3", said, where=bare[0].where),)


@clause(CLAUSE)
def check_services(plan: SamplingPlan, lines: Sequence[FundLine], *, services: bool = False) -> Finding:
    """Bought services are stratified by provider (the payee dimension) and area, unless there is but one of them."""
    kinds = dict(plan.kinds_by_use)
    bought = [line for line in lines if kinds.get(line.use, plan.unit_kind) is UnitKind.SERVICE]
    if not bought:
        if not services:
            return not_applicable("E-B9-4", "没有政府购买服务资金")
        said = "项目有政府购买服务，抽样单元没有考虑服务提供方和区域，请在抽样方案选“服务提供方和区域”"
        return failed("E-B9-4", said, where=plan.where)
    wrong = [*_blank_services(bought), *_not_stratified(plan, bought)]
    return failed("E-B9-4", "；".join(wrong), where=plan.where) if wrong else passed("E-B9-4")


def _blank_services(lines: Sequence[FundLine]) -> Iterator[str]:
    bare = [line for line in lines if not (names_something(provider_of(line)) and names_something(line.area))]
    if bare:
        named = _listed([line.number or line.where for line in bare])
        yield f"{len(bare):,}行购买服务资金没有填服务提供方或区域：明细行{named}，请补填"


def _not_stratified(plan: SamplingPlan, lines: Sequence[FundLine]) -> Iterator[str]:
    values = {
        Dimension.PAYEE: ("服务提供方", {tidy(provider_of(line)) for line in lines}),
        Dimension.AREA: ("区域", {tidy(line.area) for line in lines}),
    }
    for dimension, (name, held) in values.items():
        if dimension not in plan.strata and len(held) > 1:
            yield f"购买服务的{name}有{len(held):,}个取值，没有列入分层，请把{dimension.value}列入分层维度"


def _listed(names: Sequence[str]) -> str:
    more = f"等{len(names):,}个" if len(names) > LISTED else ""
    return "、".join(names[:LISTED]) + more
