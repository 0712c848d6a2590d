"""书面通知: material is asked for in writing, late units are urged, and nobody loses points unasked (第十六条)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem, Reminder, UnprovidedDeduction
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.wording import day_text, quoted

CLAUSE = "cq2023-7/16"


@dataclass(frozen=True, slots=True)
class NoticeClauses:
    """The two clauses every notice carries, as the rulebook words them."""

    truth: str
    consequence: str


@dataclass(frozen=True, slots=True)
class Overdue:
    """A notice whose time is up while ``missing`` was not handed in; ``days`` are natural days past the due day."""

    notice: Notice
    missing: tuple[NoticeItem, ...]
    days: int
    reminded: bool


def notice_clauses_for(book: Rulebook) -> NoticeClauses:
    entry = book.entry("notice_clauses")
    return NoticeClauses(entry.text("truth"), entry.text("consequence"))


@clause(CLAUSE)
def check_notice(notice: Notice, clauses: NoticeClauses) -> Finding:
    """A notice says that the unit answers for true, exact and complete material, and what follows if it fails to.

    Reading taken: the wording of the template stands in the notice unchanged but for blanks; more may be added.
    """
    carried = {
        f"责任条款（{clauses.truth}）": _stands_in(clauses.truth, notice.truth_clause),
        f"后果条款（{clauses.consequence}）": _stands_in(clauses.consequence, notice.consequence_clause),
    }
    lacking = [name for name, there in carried.items() if not there]
    if not lacking:
        return passed("E-B16-1", where=notice.where)
    message = f"{_titled(notice)}缺{'、'.join(lacking)}。请恢复模板条款后发出"
    return failed("E-B16-1", message, where=notice.where)


@clause(CLAUSE)
def check_notices(notices: Sequence[Notice], clauses: NoticeClauses) -> list[Finding]:
    """Every notice carries the two clauses."""
    if not notices:
        return [not_applicable("E-B16-1", "还没有资料提交通知")]
    return [check_notice(each, clauses) for each in notices]


@clause(CLAUSE)
def missing_items(notice: Notice, on: date) -> tuple[NoticeItem, ...]:
    """What a notice asked for and has not been handed in by the day."""
    return tuple(item for item in notice.items if item.received_on is None or item.received_on > on)


@clause(CLAUSE)
def overdue_notices(
    notices: Sequence[Notice], reminders: Sequence[Reminder], evaluated_unit: str, on: date
) -> tuple[Overdue, ...]:
    """The notices sent whose due day has passed while something is missing, and whether the unit was urged since.

    Reading taken: it is the evaluated unit that has to be urged, whoever got the notice, and after the due day;
    what is handed in on the due day is in time.
    """
    found = []
    for notice in notices:
        missing = missing_items(notice, on)
        if missing and notice.due is not None and notice.due < on and _is_sent(notice, on):
            reminded = any(_urges(each, notice, notice.due, evaluated_unit, on) for each in reminders)
            found.append(Overdue(notice, missing, (on - notice.due).days, reminded))
    return tuple(found)


@clause(CLAUSE)
def check_reminded(
    notices: Sequence[Notice], reminders: Sequence[Reminder], evaluated_unit: str, on: date
) -> list[Finding]:
    """Where material is late, the evaluated unit is asked to help or to urge; this is recorded and blocks nothing."""
    late = overdue_notices(notices, reminders, evaluated_unit, on)
    if not late:
        return [not_applicable("E-B16-2", f"到{day_text(on)}没有逾期未交的资料")]
    found = [
        failed("E-B16-2", _not_urged(each, evaluated_unit), where=each.notice.where)
        for each in late
        if not each.reminded
    ]
    return found or [passed("E-B16-2", f"{len(late)}份通知逾期未交，都已督促")]


@clause(CLAUSE, "cq2023-7/23")
def check_deductions(deductions: Sequence[UnprovidedDeduction], notices: Sequence[Notice], on: date) -> list[Finding]:
    """Points come off for material that was not provided only after it was asked for in writing.

    Reading taken: the notice names the material or the indicator, and its time was up before the deduction; without
    a due day, having been sent before that day is enough. A deduction not yet decided is judged on the day.
    """
    if not deductions:
        return [not_applicable("E-B16-3", "没有以“未提供资料”扣分的指标")]
    found = [
        failed("E-B16-3", reason, where=each.where)
        for each in deductions
        if (reason := _unasked(each, notices, each.decided_on or on))
    ]
    return found or [passed("E-B16-3", f"{len(deductions)}处以“未提供资料”扣分，之前都发过书面通知")]


def _stands_in(wanted: str, text: str) -> bool:
    return "".join(wanted.split()) in "".join(text.split())


def _is_sent(notice: Notice, on: date) -> bool:
    return notice.sent_on is not None and notice.sent_on <= on


def _urges(reminder: Reminder, notice: Notice, due: date, evaluated_unit: str, on: date) -> bool:
    if reminder.notice.strip() != notice.number.strip() or reminder.reminded_on is None:
        return False
    right_unit = not evaluated_unit.strip() or reminder.to.strip() == evaluated_unit.strip()
    return right_unit and due < reminder.reminded_on <= on


def _titled(notice: Notice) -> str:
    number = notice.number.strip()
    return f"给“{notice.to.strip()}”的书面通知{f'（{number}）' if number else ''}"


def _not_urged(late: Overdue, evaluated_unit: str) -> str:
    names = quoted(item.name for item in late.missing)
    due = day_text(late.notice.due) if late.notice.due else "—"
    return (
        f"{_titled(late.notice)}提交期限是{due}，已逾期{late.days}天，{names}还没有交，"
        f"没有督促记录。请联系被评价单位{f'“{evaluated_unit.strip()}”' if evaluated_unit.strip() else ''}协助或督促"
    )


def _unasked(deduction: UnprovidedDeduction, notices: Sequence[Notice], day: date) -> str:
    """Why points may not come off on the day (Chinese), or nothing."""
    said = f"指标“{deduction.indicator}”以未提供“{deduction.item}”扣分"
    asked = [notice for notice in _asking(deduction, notices) if _is_sent(notice, day)]
    if not asked:
        return f"{said}，到{day_text(day)}没有书面通知要过这项资料。请先发书面通知"
    if any(notice.due is None or notice.due < day for notice in asked):
        return ""
    due = min(notice.due for notice in asked if notice.due is not None)
    return f"{said}，书面通知的期限{day_text(due)}还没有过。请到期仍未提交时再扣分"


def _asking(deduction: UnprovidedDeduction, notices: Sequence[Notice]) -> Iterator[Notice]:
    for notice in notices:
        if any(
            item.name.strip() == deduction.item.strip() or deduction.indicator in item.indicators
            for item in notice.items
        ):
            yield notice
