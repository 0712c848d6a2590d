"""重点评价 (文件A 三(七)): chosen on a ground, reviewed by experts, passed by finance, filed with three bodies."""

from collections.abc import Sequence
from datetime import date, timedelta

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.experts.review import counted
from jiheng.rules.experts.shapes import ExpertReview
from jiheng.rules.finding import Finding
from jiheng.rules.reporting.key_selection import CLAUSE, NOT_KEY, KeyReading, check_ground
from jiheng.rules.reporting.key_shapes import FILED_WITH, Body, Delivery, KeyFacts, KeyState
from jiheng.rules.wording import day_text

OTHERWISE = "没有选用文件A，也没有列为重点评价"


@clause(CLAUSE)
def panel_of(reviews: Sequence[ExpertReview]) -> tuple[ExpertReview, ...]:
    """The experts that count: handed in, and free of a relation nobody released."""
    return counted(reviews)


@clause(CLAUSE)
def state_of(facts: KeyFacts, reading: KeyReading) -> KeyState:
    """The first step that is not done yet; 备案 once everything is."""
    if not facts.version:
        return KeyState.DRAFT
    if facts.is_key and len(panel_of(facts.reviews)) < reading.least:
        return KeyState.EXPERTS
    if facts.approved_on is None:
        return KeyState.FINANCE
    return KeyState.APPROVED if _undelivered(facts) else KeyState.FILED


@clause(CLAUSE)
def check_experts(facts: KeyFacts, reading: KeyReading) -> Finding:
    """Finance reviews a key evaluation only after experts did."""
    if not facts.is_key:
        return not_applicable("E-A37-2", NOT_KEY)
    number = len(panel_of(facts.reviews))
    if number >= reading.least:
        return passed("E-A37-2", f"已有{number}名专家提交评审")
    waiting = "" if not facts.reviews else f"（已邀请{len(facts.reviews)}名，还没有可以计入的）"
    return failed("E-A37-2", f"重点评价没有专家评审意见{waiting}。请组织专家评审，提交以后再送财政审核")


@clause(CLAUSE)
def check_panel(facts: KeyFacts, reading: KeyReading) -> Finding:
    """Fewer experts than suggested, or an even number, asks for a word; a note settles it."""
    number = len(panel_of(facts.reviews))
    if facts.ground is None:
        return not_applicable("W-A37-10", NOT_KEY)
    if not number:
        return not_applicable("W-A37-10", "还没有专家提交评审")
    if number >= reading.suggested and number % 2:
        return passed("W-A37-10", f"{number}名专家")
    if facts.ground.panel_note.strip():
        return passed("W-A37-10", f"{number}名专家，已说明：{facts.ground.panel_note.strip()}")
    why = f"少于{reading.suggested}人" if number < reading.suggested else "是偶数"
    return failed("W-A37-10", f"提交评审的专家有{number}名，{why}。请增补专家，或写明为什么")


@clause(CLAUSE)
def check_may_file(facts: KeyFacts) -> Finding:
    """A key evaluation is filed once finance let it pass."""
    return _check_approved("E-A37-3", facts, "备案") if facts.is_key else not_applicable("E-A37-3", NOT_KEY)


@clause(CLAUSE)
def check_may_report(facts: KeyFacts) -> Finding:
    """A result goes to finance once it was approved, not before."""
    if not facts.applies:
        return not_applicable("E-A37-8", OTHERWISE)
    sent = facts.delivery_to(Body.FINANCE)
    if sent and facts.approved_on and sent.sent_on < facts.approved_on:
        early = f"{day_text(sent.sent_on)}报送财政部门，早于{day_text(facts.approved_on)}审核通过"
        return failed("E-A37-8", f"{early}。请核对日期，或把审核通过的稿重新报送")
    return _check_approved("E-A37-8", facts, "报送财政部门")


@clause(CLAUSE)
def check_filed(facts: KeyFacts) -> Finding:
    """Filing is complete once each of the three bodies has it: a day, and a number or a receipt."""
    if not facts.is_key:
        return not_applicable("E-A37-4", NOT_KEY)
    if facts.approved_on is None:
        return not_applicable("E-A37-4", "财政审核通过以后才备案")
    missing = _undelivered(facts)
    if not missing:
        return passed("E-A37-4", "三家都已送达")
    return failed("E-A37-4", f"备案没有完成：{'；'.join(missing)}。请补登送达")


@clause(CLAUSE)
def report_due(approved_on: date, days: int) -> date:
    """Until when an approved result goes to finance (T-14); the day of the approval is not counted."""
    return approved_on + timedelta(days=days)


@clause(CLAUSE)
def check_reported(facts: KeyFacts, reading: KeyReading, today: date) -> Finding:
    """An approved result goes to finance in time; lateness is put on record and stops nothing."""
    if not facts.applies:
        return not_applicable("E-A37-7", OTHERWISE)
    if facts.approved_on is None:
        return not_applicable("E-A37-7", "审核通过以后才报送财政部门")
    due, sent = report_due(facts.approved_on, reading.days), facts.delivery_to(Body.FINANCE)
    late = ((sent.sent_on if sent else today) - due).days
    if late <= 0:
        said = f"已于{day_text(sent.sent_on)}报送" if sent else f"没有到期，{day_text(due)}前报送"
        return passed("E-A37-7", said)
    how = "才报送财政部门" if sent else "还没有报送财政部门"
    message = f"{day_text(facts.approved_on)}审核通过，应在{day_text(due)}前报送，逾期{late}天{how}"
    return failed("E-A37-7", message if sent else f"{message}。请报送并登记")


@clause(CLAUSE)
def key_findings(facts: KeyFacts, reading: KeyReading, today: date) -> list[Finding]:
    """Everything asked of a key evaluation as it stands, in the order it is done."""
    return [
        check_ground(facts.ground, reading),
        check_experts(facts, reading),
        check_panel(facts, reading),
        check_may_file(facts),
        check_may_report(facts),
        check_filed(facts),
        check_reported(facts, reading, today),
    ]


def _check_approved(code: str, facts: KeyFacts, act: str) -> Finding:
    if facts.approved_on is not None:
        return passed(code, f"{facts.version}已于{day_text(facts.approved_on)}审核通过")
    view = facts.finance
    if not facts.version:
        return failed(code, f"还没有正式稿，不能{act}。请先生成正式稿，送财政审核")
    if view is None:
        return failed(code, f"{facts.version}没有送财政审核，不能{act}。请先送财政审核")
    if view.approved is None:
        return failed(code, f"{facts.version}正在财政审核，通过以后才能{act}")
    if not view.approved:
        return failed(code, f"{facts.version}被财政部门退回，不能{act}。请修改后生成新的正式稿，再送审")
    return failed(code, f"{facts.version}与审核通过时的内容不同，不能{act}。请重新生成正式稿，再送审")


def _undelivered(facts: KeyFacts) -> list[str]:
    """What is missing at each of the three bodies; nothing for an evaluation that is not a key one."""
    if not facts.is_key:
        return []
    given = ((body, facts.delivery_to(body)) for body in FILED_WITH)
    return [_lacking(body, one) for body, one in given if one is None or not one.is_proved]


def _lacking(body: Body, delivery: Delivery | None) -> str:
    return f"{body}没有登记送达" if delivery is None else f"{body}没有文号，也没有送达凭证"
