"""沟通纪要, 财政交底 and 前期调研: what each record holds."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.finding import Finding
from jiheng.rules.preparation.scope import DIRECTIVE, REQUIREMENTS, is_entrusted
from jiheng.rules.preparation.shapes import Communication, Project
from jiheng.rules.wording import day_text


class CommunicationKind(StrEnum):
    MINUTES = "沟通纪要"
    BRIEFING = "财政交底"
    SURVEY = "前期调研"
    SERVICE = "服务沟通"


MINUTES_POINTS = ("实施依据", "实施目的", "实施范围", "实施内容", "实施方式", "资金规模", "实施情况")
"""The six facts of 第五条 and the state of implementation."""
BRIEFING_POINTS = ("评价目的", "相关要求", "重点关注内容")
SERVICE_POINTS = ("服务情况", "改进措施")
"""What finance says of the service, and what is done to better it (文件A 三之一)."""
PREFIXES = ("项目", "实施", "评价", "相关", "工作")
SHORT_NAMES = {"重点": "重点关注内容", "重点关注": "重点关注内容", "关注重点": "重点关注内容"}


def of_kind(communications: Sequence[Communication], kind: CommunicationKind) -> list[Communication]:
    return [each for each in communications if each.kind == kind]


def missing_points(records: Sequence[Communication], wanted: Sequence[str]) -> tuple[str, ...]:
    """The points that no record says anything about; “不涉及” is something."""
    said = {_core(name) for each in records for name, text in each.points if text.strip()}
    return tuple(point for point in wanted if _core(point) not in said)


def _core(name: str) -> str:
    """Reading taken: “目的”, “实施目的” and “项目实施目的” are one point."""
    core = SHORT_NAMES.get(name.strip(), name.strip())
    for prefix in PREFIXES:
        core = core.removeprefix(prefix) or core
    return core


@clause("cq2023-7/5")
def check_communications(communications: Sequence[Communication], project: Project) -> list[Finding]:
    """The evaluated unit was talked to on seven points; a third party was briefed by finance on three."""
    if not project.uses(DIRECTIVE):
        return [not_applicable(code, "本项目没有选用重庆市市级项目评价规则包") for code in ("E-B5-1", "W-B5-2")]
    return [_check_briefing(communications, project), _check_minutes(communications, project)]


def _check_briefing(communications: Sequence[Communication], project: Project) -> Finding:
    if not is_entrusted(project):
        return not_applicable("E-B5-1", "由财政部门自行评价，无需交底")
    records = of_kind(communications, CommunicationKind.BRIEFING)
    if not records:
        message = f"由第三方评价，没有财政交底记录。请补登{'、'.join(BRIEFING_POINTS)}"
        return failed("E-B5-1", message, where=project.where)
    missing = missing_points(records, BRIEFING_POINTS)
    if not missing:
        return passed("E-B5-1", where=records[0].where)
    message = f"财政交底应有{len(BRIEFING_POINTS)}项，缺{'、'.join(missing)}。请补登"
    return failed("E-B5-1", message, where=records[0].where)


def _check_minutes(communications: Sequence[Communication], project: Project) -> Finding:
    records = of_kind(communications, CommunicationKind.MINUTES)
    if not records:
        message = f"没有与被评价单位的沟通纪要。请补登{'、'.join(MINUTES_POINTS)}，不涉及的注明“不涉及”"
        return failed("W-B5-2", message, where=project.where)
    missing = missing_points(records, MINUTES_POINTS)
    if not missing:
        return passed("W-B5-2", where=records[0].where)
    message = f"沟通纪要应有{len(MINUTES_POINTS)}项，缺{'、'.join(missing)}。请补登，或注明“不涉及”"
    return failed("W-B5-2", message, where=records[0].where)


@clause("ats2023/3.2")
def check_early_survey(communications: Sequence[Communication], project: Project, submitted_on: date) -> Finding:
    """A survey of the units involved comes before the plan is handed in; that day itself is in time."""
    if not project.uses(REQUIREMENTS):
        return not_applicable("E-A32-2", "本项目没有选用阿图什第三方服务规则包")
    records = of_kind(communications, CommunicationKind.SURVEY)
    if any(each.held_on is not None and each.held_on <= submitted_on for each in records):
        return passed("E-A32-2", where=records[0].where)
    if not records:
        return failed("E-A32-2", "没有前期调研记录。请补登调研的单位、日期、人员和情况", where=project.where)
    days = [each.held_on for each in records if each.held_on is not None]
    said = f"最早在{day_text(min(days))}，晚于送审日{day_text(submitted_on)}" if days else "没有填日期"
    return failed("E-A32-2", f"前期调研{said}。请补登送审之前的调研", where=records[0].where)
