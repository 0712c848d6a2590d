"""The way of a report behind its writing: asked for opinions, signed, reviewed and filed, each with how it stands."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.timezone import localdate

from jiheng.evaluation.bond_queries import bond_standing
from jiheng.evaluation.frozen import Broken
from jiheng.evaluation.key_queries import key_standing
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.report_queries import finals_of
from jiheng.evaluation.report_signatures import named_in, pending_of, signatures_of, signed_of, standings
from jiheng.rules.reporting.key_evaluation import state_of
from jiheng.rules.reporting.key_shapes import KeyState
from jiheng.rules.reporting.opinions import SendingState, sending_state
from jiheng.rules.reporting.shapes import Report
from jiheng.web.evaluations.reporting import current_content

Light = tuple[str, str]
SAID: Final = {
    KeyState.DRAFT: "等正式稿",
    KeyState.EXPERTS: "等专家评审",
    KeyState.FINANCE: "等财政审核",
    KeyState.APPROVED: "财政审核通过，报送和备案没有办完",
    KeyState.FILED: "财政审核通过，报送和备案已办完",
}


@dataclass(frozen=True, slots=True)
class WayLine:
    """One matter of the way, where it is done and how it stands."""

    title: str
    address: str
    said: str
    light: Light


def way_of(project: EvaluationProject, report: Report, *, bonds: bool) -> list[WayLine]:
    """Every matter in order; bonds only where bond money is in it."""
    lines = [_opinions(project, report), _signing(project), _key(project)]
    return [*lines, _bonds(project)] if bonds else lines


def _opinions(project: EvaluationProject, report: Report) -> WayLine:
    states = [sending_state(one, report.sendings, localdate()) for one in report.sendings]
    waiting = states.count(SendingState.WAITING)
    open_ones = sum(one.decision is None for one in report.opinions)
    said = (
        f"送{len(states)}次，待反馈{waiting}，意见{len(report.opinions)}条，未处理{open_ones}条"
        if states
        else "还没有送出"
    )
    if SendingState.OVERDUE in states:
        light = ("yellow", "逾期未反馈")
    elif waiting or open_ones:
        light = ("wait", "待反馈" if waiting else "待处理")
    else:
        light = ("green", "已办好") if states else ("none", "未送出")
    return WayLine("征求意见", reverse("evaluations:report-opinions", args=[project.pk]), said, light)


def _signing(project: EvaluationProject) -> WayLine:
    final = finals_of(project).first()
    if final is None:
        return WayLine(
            "签字盖章", reverse("evaluations:report", args=[project.pk]), "还没有正式稿", ("none", "未开始")
        )
    address = reverse("signing:signatures", args=[project.pk, final.number])
    if final.issued_at:
        return WayLine("签字盖章", address, f"{final}已签章发出", ("green", "已发出"))
    try:
        lacking = pending_of(
            named_in(final), standings(list(signatures_of(final)), signed_of(final, current_content(final)))
        )
    except Broken as fault:
        return WayLine("签字盖章", address, f"{final}：{fault}", ("red", "读不出"))
    names = "、".join(one.name for one in lacking)
    said = f"{final}待{names}签章" if lacking else f"{final}签章齐全，可以发出"
    return WayLine("签字盖章", address, said, ("wait", "待签章") if lacking else ("run", "待发出"))


def _key(project: EvaluationProject) -> WayLine:
    standing = key_standing(project, localdate())
    state = state_of(standing.facts, standing.reading)
    asked = standing.row is not None
    said = SAID[state] if asked or standing.review else "没有列为重点评价，也没有送财政审核"
    done = state is KeyState.FILED
    light = ("green", "已办好") if done else ("wait", "进行中") if asked or standing.review else ("none", "未开始")
    return WayLine("财政审核、重点评价和备案", reverse("evaluations:key", args=[project.pk]), said, light)


def _bonds(project: EvaluationProject) -> WayLine:
    said = bond_standing(project, localdate()).said
    light = ("yellow", f"{len(said)}处提醒") if said else ("green", "没有提醒")
    address = reverse("evaluations:bonds", args=[project.pk])
    return WayLine("政府债券资金检查", address, "逐个要点填写，作为报告附件", light)
