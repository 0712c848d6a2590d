"""分区和工程节点: whether the schedule is laid out as the funds are."""

from collections.abc import Iterable, Sequence

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.execution.shapes import FundLine
from jiheng.rules.finding import Finding
from jiheng.rules.schedule.shapes import NodeKind, ScheduleNode
from jiheng.rules.schedule.table import Zone, zone_of

WHERE = "实施进度"
"""The sheet, for what no single row is to blame for."""
WORKS_WORD = "工程"
"""A project type or a use of funds with this word in it is works (工程建设, 工程类)."""

_DOES_NOT_APPLY = ("", "不适用")
_NAMES = ("用途", "区域", "管理模式")
_WORKS_NODES = (NodeKind.START, NodeKind.MILESTONE, NodeKind.COMPLETION)
_LISTED_AT_MOST = 10


@clause("cq2023-7/8")
def check_zones(nodes: Sequence[ScheduleNode], lines: Iterable[FundLine]) -> list[Finding]:
    """Where the funds differ in use, area or management mode, the schedule is divided by it.

    Reading taken: every value the funds have stands in the schedule and no node leaves it blank (E-B8-2); a
    combination of values without a node is only pointed out (N-T-04).
    """
    funded = list(dict.fromkeys(_zone_of_line(line) for line in lines))
    varying = [index for index in range(len(_NAMES)) if len(_values(funded, index)) > 1]
    if not varying:
        return [not_applicable("E-B8-2", "资金的用途、区域、管理模式没有差别，不需要分区")]
    found = [finding for index in varying for finding in _undivided(index, nodes, funded)]
    return found or [passed("E-B8-2"), *_unseen(varying, nodes, funded)]


@clause("cq2023-7/8")
def check_works_nodes(
    nodes: Sequence[ScheduleNode], lines: Iterable[FundLine], project_types: Sequence[str]
) -> list[Finding]:
    """Works show when they start, their milestones and their completion.

    Reading taken: where a use of the funds is called 工程, each zone of that use is works. Where none is, but the
    project is of a works type, each zone is works if there is one use, and the schedule as a whole if there are more.
    """
    uses = {zone.use for zone in _zones(nodes, lines)}
    works_uses = {use for use in uses if WORKS_WORD in use}
    if not works_uses and not any(WORKS_WORD in each for each in project_types):
        return [not_applicable("E-B8-3", "不是工程类项目，资金没有用于工程")]
    works = [node for node in nodes if not works_uses or node.use.strip() in works_uses]
    absent = sorted(works_uses - {node.use.strip() for node in works})
    found = [_without_nodes(f"工程用途“{use}”") for use in absent]
    if not works and not absent:
        found.append(_without_nodes("工程类项目"))
    as_a_whole = not works_uses and len(uses - {""}) > 1
    return [*found, *_without_kinds(works, as_a_whole=as_a_whole)] or [passed("E-B8-3")]


def _without_nodes(works: str) -> Finding:
    return failed("E-B8-3", f"{works}没有进度节点，请补开工、里程碑、竣工节点", where=WHERE)


def _without_kinds(works: Sequence[ScheduleNode], *, as_a_whole: bool) -> list[Finding]:
    kinds: dict[str, set[NodeKind]] = {}
    first: dict[str, str] = {}
    for node in works:
        title = "工程" if as_a_whole else f"工程分区（{zone_of(node).title}）"
        kinds.setdefault(title, set()).add(node.kind)
        first.setdefault(title, node.where)
    return [
        failed("E-B8-3", f"{title}缺{'、'.join(missing)}节点，请补填", where=first[title])
        for title, present in kinds.items()
        if (missing := [kind.value for kind in _WORKS_NODES if kind not in present])
    ]


def _undivided(index: int, nodes: Sequence[ScheduleNode], funded: Sequence[Zone]) -> list[Finding]:
    name, due = _NAMES[index], _values(funded, index)
    blank = [node for node in nodes if zone_of(node)[index] in _DOES_NOT_APPLY]
    found = [
        failed("E-B8-2", f"资金有{len(due)}种{name}，节点“{node.name}”没有填{name}，请分区填列", where=node.where)
        for node in blank
    ]
    missing = [value for value in due if value not in _values([zone_of(node) for node in nodes], index)]
    if missing:
        listed = "、".join(missing[:_LISTED_AT_MOST]) + ("等" if len(missing) > _LISTED_AT_MOST else "")
        message = f"资金有{len(due)}种{name}，进度表没有其中{len(missing)}种（{listed}），请按{name}分区填列"
        found.append(failed("E-B8-2", message, where=WHERE))
    return found


def _unseen(varying: Sequence[int], nodes: Sequence[ScheduleNode], funded: Sequence[Zone]) -> list[Finding]:
    def part(zone: Zone) -> tuple[str, ...]:
        return tuple(zone[index] for index in varying)

    shown = {part(zone_of(node)) for node in nodes}
    wanted = dict.fromkeys(part(zone) for zone in funded if not set(part(zone)) & set(_DOES_NOT_APPLY))
    return [
        failed("N-T-04", f"资金有“{'、'.join(each)}”这一分区，进度表没有，请补填或核对分区名称", where=WHERE)
        for each in wanted
        if each not in shown
    ]


def _zones(nodes: Sequence[ScheduleNode], lines: Iterable[FundLine]) -> set[Zone]:
    return {zone_of(node) for node in nodes} | {_zone_of_line(line) for line in lines}


def _zone_of_line(line: FundLine) -> Zone:
    return Zone(line.use.strip(), line.area.strip(), line.management.strip())


def _values(zones: Sequence[Zone], index: int) -> list[str]:
    return list(dict.fromkeys(zone[index] for zone in zones if zone[index] not in _DOES_NOT_APPLY))
