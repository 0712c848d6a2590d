"""What is wrong with a schedule."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from jiheng.rules.basis.entries import Catalogue
from jiheng.rules.basis.references import cited
from jiheng.rules.basis.shapes import BasisDocument, MaterialClass
from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.execution.shapes import FundLine
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.schedule.shapes import NodeKind, ScheduleNode
from jiheng.rules.schedule.table import ScheduleLine, Zone, schedule_lines, zone_of
from jiheng.rules.schedule.zones import check_works_nodes, check_zones
from jiheng.rules.wording import day_text

_WORDS_OF_ENDS = re.compile(r"开工|动工|竣工|完工|完成|验收|时间|日期|节点|建设|\s")


def check_schedule(
    nodes: Sequence[ScheduleNode],
    funds: Sequence[FundLine],
    catalogue: Catalogue,
    evaluation_date: date | None,
    book: Rulebook,
    *,
    project_types: Sequence[str] = (),
    entering_report: bool = False,
) -> list[Finding]:
    """Every check of the schedule. ``entering_report`` asks for actual dates too."""
    lines = schedule_lines(nodes, catalogue, evaluation_date, book)
    return [
        *check_planned(lines, catalogue),
        *check_zones(nodes, funds),
        *check_works_nodes(nodes, funds, project_types),
        *check_completion(lines),
        *check_actual(nodes, entering_report=entering_report),
        *check_grounds(lines),
        *check_early_start(lines, catalogue),
    ]


@clause("cq2023-7/8")
def check_planned(lines: Sequence[ScheduleLine], catalogue: Catalogue) -> list[Finding]:
    """A planned date that was entered is the one the rule gives; a blank one takes it.

    Reading taken: of two dates equally near, people may keep either; both are shown to be confirmed.
    """
    settled = [(line, line.planned.day) for line in lines if line.planned.day is not None]
    notices = [finding for line in lines for finding in _to_confirm(line)]
    if not settled:
        return [not_applicable("E-B8-1", "没有节点有计划时间依据"), *notices]
    wrong = [finding for line, due in settled for finding in _wrong_plan(line, due, catalogue)]
    return [*(wrong or [passed("E-B8-1")]), *notices]


@clause("cq2023-7/8")
def check_completion(lines: Sequence[ScheduleLine]) -> list[Finding]:
    """Works are not completed before they start, neither in plan nor in fact. The same day is possible.

    Reading taken: a completion belongs to the start of the same works, told by the name; else to the zone's first.
    """
    found = [
        *_backwards(lines, "计划", lambda line: line.counts),
        *_backwards(lines, "实际", lambda line: line.node.actual),
    ]
    kinds = {line.node.kind for line in lines}
    if not {NodeKind.START, NodeKind.COMPLETION} <= kinds:
        return [not_applicable("E-B8-4", "没有成对的开工、竣工节点")]
    return found or [passed("E-B8-4")]


@clause("cq2023-7/8")
def check_actual(nodes: Sequence[ScheduleNode], *, entering_report: bool) -> list[Finding]:
    """Actual dates are collected while the evaluation is carried out: before the report each is there, or 未发生."""
    torn = [
        failed(
            "N-T-03",
            f"节点“{node.name}”实际时间填{day_text(node.actual)}，又注明“未发生”，请删去一项",
            where=node.where,
        )
        for node in nodes
        if node.actual is not None and node.not_happened
    ]
    if not entering_report or not nodes:
        reason = "进度表没有节点" if not nodes else "实际时间在评价实施阶段收集，进入报告前填齐"
        return [not_applicable("E-B8-5", reason), *torn]
    missing = [
        failed("E-B8-5", f"节点“{node.name}”没有填实际时间，也没有注明“未发生”，请补填或注明", where=node.where)
        for node in nodes
        if node.actual is None and not node.not_happened
    ]
    return [*(missing or [passed("E-B8-5")]), *torn]


@clause("cq2023-7/8")
def check_grounds(lines: Sequence[ScheduleLine]) -> list[Finding]:
    """A planned date stands on a document of the catalogue."""
    if not lines:
        return [not_applicable("W-B8-6", "进度表没有节点")]
    found = [
        failed("W-B8-6", _no_ground(line), where=line.node.where)
        for line in lines
        if line.planned.day is None and not line.planned.needs_evaluation_date
    ]
    return found or [passed("W-B8-6")]


@clause("cq2023-7/8")
def check_early_start(lines: Sequence[ScheduleLine], catalogue: Catalogue) -> list[Finding]:
    """Works do not start before their planned date, nor before the first approval or release was issued."""
    started = [line for line in lines if line.node.kind is NodeKind.START and line.node.actual is not None]
    if not started:
        return [not_applicable("W-B8-7", "没有填实际开工时间")]
    approval = _first_approval(catalogue)
    found = [finding for line in started for finding in _early(line, approval)]
    return found or [passed("W-B8-7")]


def _wrong_plan(line: ScheduleLine, due: date, catalogue: Catalogue) -> Iterable[Finding]:
    """The finding where a date was entered that is neither due nor equally near."""
    node, planned = line.node, line.planned
    if node.planned is None or node.planned in (due, *planned.tied):
        return
    entry = catalogue.entry_for(planned.document)
    source = cited(entry.document) if entry else planned.document
    why = next((lost.why for lost in planned.lost if lost.day == node.planned), "没有文件这样要求")
    message = (
        f"节点“{node.name}”计划时间填{day_text(node.planned)}（{why}），"
        f"应为{day_text(due)}，依据{source}，属{planned.force_name}，请重新取值"
    )
    yield failed("E-B8-1", message, where=node.where)


def _to_confirm(line: ScheduleLine) -> Iterable[Finding]:
    planned, node = line.planned, line.node
    if planned.tied:
        days = "、".join(map(day_text, planned.tied))
        message = f"节点“{node.name}”同等效力文件要求的{days}离评价时间一样近，暂取较晚的一个，请确认"
        yield failed("N-T-01", message, where=node.where)
    if planned.needs_evaluation_date:
        message = f"节点“{node.name}”同等效力文件要求的时间不一致，没有评价基准日，不能取舍，请填评价基准日"
        yield failed("N-T-02", message, where=node.where)


def _backwards(
    lines: Sequence[ScheduleLine], word: str, day_of: Callable[[ScheduleLine], date | None]
) -> list[Finding]:
    """Completions whose date is before the start they belong to."""
    starts: dict[tuple[Zone, str], date] = {}
    for line in lines:
        day = day_of(line)
        if line.node.kind is NodeKind.START and day is not None:
            for key in (_works(line), (zone_of(line.node), "")):
                starts[key] = min(day, starts.get(key, day))
    found = []
    for line in lines:
        start, end = starts.get(_works(line)) or starts.get((zone_of(line.node), "")), day_of(line)
        if line.node.kind is NodeKind.COMPLETION and start and end and end < start:
            message = f"节点“{line.node.name}”{word}竣工{day_text(end)}早于{word}开工{day_text(start)}，请改正日期"
            found.append(failed("E-B8-4", message, where=line.node.where))
    return found


def _works(line: ScheduleLine) -> tuple[Zone, str]:
    return zone_of(line.node), _WORDS_OF_ENDS.sub("", line.node.name)


def _no_ground(line: ScheduleLine) -> str:
    lost = "；".join(f"“{each.document}”要求{day_text(each.day)}，{each.why}" for each in line.planned.lost)
    entered = f"，填写的{day_text(line.node.planned)}没有依据，不计逾期" if line.node.planned else "，不计逾期"
    return f"节点“{line.node.name}”没有可用的计划时间依据{f'（{lost}）' if lost else ''}{entered}，请补充依据或说明"


def _first_approval(catalogue: Catalogue) -> BasisDocument | None:
    approvals = [
        entry.document
        for entry in catalogue.entries
        if entry.document.material is MaterialClass.RELEASE and entry.date is not None
    ]
    return min(approvals, key=lambda each: each.issued_on or date.max, default=None)


def _early(line: ScheduleLine, approval: BasisDocument | None) -> Iterable[Finding]:
    node, actual, planned = line.node, line.node.actual or date.max, line.counts
    begun = f"节点“{node.name}”实际开工{day_text(actual)}"
    if planned is not None and actual < planned:
        yield failed("W-B8-7", f"{begun}早于计划{day_text(planned)}，请核对或说明", where=node.where)
    issued = approval.issued_on if approval else None
    if approval is not None and issued is not None and actual < issued:
        source = f"最早的审批、下达文件{cited(approval)}的印发日期{day_text(issued)}"
        yield failed("W-B8-7", f"{begun}早于{source}，请核对或说明", where=node.where)
