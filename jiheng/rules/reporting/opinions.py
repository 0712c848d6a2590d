"""征求意见: the evaluated unit is asked, every opinion is answered, and both stand in an annex (第三十三条)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.deadlines.periods import Calendar, DayCount, PeriodReading, due_day
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.reporting.shapes import Decision, ReportOpinion, Sending
from jiheng.rules.wording import day_text

CLAUSE = "cq2023-7/33"
WEEKENDS_OFF: Final = Calendar()


class SendingState(StrEnum):
    """How a sending stands on a day."""

    WAITING = "待反馈"
    OVERDUE = "逾期未反馈"
    NOTED = "逾期未反馈，已注明"
    OPINIONS = "已反馈意见"
    NONE = "回复无意见"
    REPLACED = "已另送新稿"


def opinion_days_for(book: Rulebook) -> int:
    """How many working days a unit has by default."""
    return int(book.entry("opinion_period").decimal("working_days"))


@clause(CLAUSE)
def opinion_due(sent_on: date, working_days: int, calendar: Calendar = WEEKENDS_OFF) -> date:
    """The last day a unit may answer, counted in working days from the day after the sending.

    Reading taken: the article sets no period; this is proposed and people may set another day.
    """
    return due_day(sent_on, working_days, PeriodReading(DayCount.WORKING, roll_over=False), calendar)


@clause(CLAUSE)
def evaluated_unit_for(department: str, implementing_unit: str) -> str:
    """被评价单位: the department, or the implementing unit where no department is named."""
    return department.strip() or implementing_unit.strip()


def is_replaced(sending: Sending, sendings: Sequence[Sending]) -> bool:
    """Whether the unit got a later draft."""
    return any(_same(each.unit, sending.unit) and each.version > sending.version for each in sendings)


@clause(CLAUSE)
def sending_state(sending: Sending, sendings: Sequence[Sending], on: date) -> SendingState:
    """How one of the sendings stands on the day; what is answered on the due day is in time.

    Reading taken: a unit that got a later draft answers that one; the earlier need not be answered any more.
    """
    if sending.replied_on is not None and sending.replied_on <= on:
        return SendingState.NONE if sending.no_opinion else SendingState.OPINIONS
    if is_replaced(sending, sendings):
        return SendingState.REPLACED
    if sending.due >= on:
        return SendingState.WAITING
    return SendingState.NOTED if sending.receipt and sending.late_note.strip() else SendingState.OVERDUE


def check_opinions(
    evaluated_unit: str, sendings: Sequence[Sending], opinions: Sequence[ReportOpinion], on: date
) -> list[Finding]:
    """Everything asked before the 正式稿 but the annex, in the order of the codes."""
    return [
        *check_consulted(evaluated_unit, sendings, on),
        *check_decided(opinions),
        *check_late_replies(sendings, on),
        *check_places(opinions),
    ]


@clause(CLAUSE)
def check_consulted(evaluated_unit: str, sendings: Sequence[Sending], on: date) -> list[Finding]:
    """A 征求意见稿 went to the evaluated unit, and everybody asked has answered or had the time to.

    Reading taken: other units may be asked as well, and are waited for too once they are; where the project names no
    evaluated unit, any unit will do.
    """
    unit = evaluated_unit.strip()
    if not any(not unit or _same(each.unit, unit) for each in sendings):
        asked = f"被评价单位“{unit}”" if unit else "被评价单位"
        return [failed("E-B33-1", f"没有向{asked}征求意见。请送征求意见稿", where="征求意见")]
    waiting = [each for each in sendings if sending_state(each, sendings, on) is SendingState.WAITING]
    if not waiting:
        return [passed("E-B33-1", f"已向{len({each.unit.strip() for each in sendings})}个单位征求意见")]
    return [failed("E-B33-1", _not_yet(each), where=each.where) for each in waiting]


@clause(CLAUSE)
def check_decided(opinions: Sequence[ReportOpinion]) -> list[Finding]:
    """Every opinion says what was done with it, and one not taken in full says why."""
    if not opinions:
        return [not_applicable("E-B33-2", "没有收到意见")]
    found = [
        failed("E-B33-2", _titled(each) + lack, where=each.where) for each in opinions if (lack := undecided(each))
    ]
    return found or [passed("E-B33-2", f"{len(opinions)}条意见都已处理")]


@clause(CLAUSE)
def check_places(opinions: Sequence[ReportOpinion]) -> list[Finding]:
    """An opinion that was taken, in full or in part, says where the report was changed.

    Reading taken: the article asks for the decision and not for the place, so this only reminds.
    """
    taken = [each for each in opinions if each.decision in (Decision.ACCEPTED, Decision.PARTLY)]
    if not taken:
        return [not_applicable("W-O-01", "没有采纳的意见")]
    found = [failed("W-O-01", _titled(each) + lack, where=each.where) for each in taken if (lack := unplaced(each))]
    return found or [passed("W-O-01", f"{len(taken)}条采纳的意见都写了修改位置")]


@clause(CLAUSE)
def check_late_replies(sendings: Sequence[Sending], on: date) -> list[Finding]:
    """A unit that let its time pass without an answer: 送达凭证 is there, and it is put down that it did not answer.

    Reading taken: an answer that comes late is an answer.
    """
    states = {id(each): sending_state(each, sendings, on) for each in sendings}
    late = [each for each in sendings if states[id(each)] in (SendingState.OVERDUE, SendingState.NOTED)]
    if not late:
        return [not_applicable("W-B33-4", "没有逾期未反馈的单位")]
    found = [
        failed("W-B33-4", _late(each, on), where=each.where)
        for each in late
        if states[id(each)] is SendingState.OVERDUE
    ]
    return found or [passed("W-B33-4", f"{len(late)}个单位逾期未反馈，都有送达凭证和说明")]


def undecided(opinion: ReportOpinion) -> str:
    """What an opinion lacks to be answered (Chinese), or nothing."""
    if opinion.decision is None:
        return "没有处理。请选采纳情况"
    if opinion.decision is not Decision.ACCEPTED and not opinion.reason.strip():
        return f"{opinion.decision.value}，没有写理由。请填写"
    return ""


def unplaced(opinion: ReportOpinion) -> str:
    """That an opinion taken does not say where the report was changed (Chinese), or nothing."""
    if opinion.decision in (Decision.ACCEPTED, Decision.PARTLY) and not opinion.changed.strip():
        return f"{opinion.decision.value}，没有写修改位置。请填写；没有改动文字的写明原因"
    return ""


def _same(unit: str, other: str) -> bool:
    return unit.strip() == other.strip()


def _titled(opinion: ReportOpinion) -> str:
    return f"第{opinion.number}条意见（{opinion.unit.strip()}，{opinion.section.strip() or '全文'}）"


def _not_yet(sending: Sending) -> str:
    return (
        f"“{sending.unit.strip()}”还没有反馈，期限{day_text(sending.due)}还没有过。"
        "请等单位反馈；收到书面回函的请录入；到期没有反馈的，附送达凭证并注明逾期未反馈"
    )


def _late(sending: Sending, on: date) -> str:
    wanted = {"附送达凭证": sending.receipt, "注明逾期未反馈": bool(sending.late_note.strip())}
    todo = "、".join(name for name, there in wanted.items() if not there)
    days = (on - sending.due).days
    return f"“{sending.unit.strip()}”应在{day_text(sending.due)}前反馈，已逾期{days}天，没有回函。请{todo}"
