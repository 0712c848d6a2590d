"""报送和备案: where the 正式稿 that finance let pass was delivered, put on record and put right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from jiheng.audit.actions import record
from jiheng.audit.chain import Plain
from jiheng.evaluation.fitting import require_fit
from jiheng.evaluation.key_queries import FILED, KeyStanding, key_standing
from jiheng.evaluation.models import EvaluationProject, Filing, Recipient, ReportVersion
from jiheng.files.models import Attachment
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.finding import Outcome
from jiheng.rules.reporting.key_evaluation import check_experts, check_may_file, check_may_report
from jiheng.rules.wording import day_text

STALE: Final = "这条报送刚被改动过，这一次没有保存。请看过现在的情况再办理"


@dataclass(frozen=True, slots=True)
class Delivered:
    """One delivery as it is entered; without a ``receipt`` one that is there already stays."""

    name: str
    sent_on: date
    number: str = ""
    received_on: date | None = None
    receipt: Attachment | None = None


def duty_for(recipient: str) -> Capability:
    """The evaluators report to finance; finance files with the three bodies."""
    return Capability.EVALUATION_EDIT if recipient == Recipient.FINANCE else Capability.REPORT_FILE


@transaction.atomic
def record_filing(
    project: EvaluationProject, recipient: str, given: Delivered, *, by: Member, at: datetime
) -> Filing:
    """Put on record that the 正式稿 that stands was delivered to a body."""
    require(by, duty_for(recipient), over=project.organisation)
    standing, version = _passed(project, recipient, at)
    values = _values(standing, given, at)
    try:
        with transaction.atomic():
            filing = Filing.objects.create(
                version=version, recipient=recipient, by=by.user, at=at, receipt=given.receipt, **values
            )
    except IntegrityError:
        raise Refused("这一稿已经登记过报送这个对象，请改正那一条") from None
    record(by.user, "report.filed", project, at=at, after=_told(filing))
    return filing


@transaction.atomic
def correct_filing(filing: Filing, given: Delivered, *, revision: int, by: Member, at: datetime) -> None:
    """Put a delivery right, or add what came later: the day it was signed for, the receipt."""
    project = filing.version.project
    require(by, duty_for(filing.recipient), over=project.organisation)
    standing = _of_present(filing, at)
    values: dict[str, object] = {**_values(standing, given, at), "by": by.user, "at": at}
    if given.receipt is not None:
        values["receipt"] = given.receipt
    before = _told(filing)
    if not Filing.objects.filter(pk=filing.pk, revision=revision).update(**values, revision=revision + 1):
        raise Refused(STALE)
    filing.refresh_from_db()
    record(by.user, "report.filing_corrected", project, at=at, before=before, after=_told(filing))


@transaction.atomic
def withdraw_filing(filing: Filing, *, reason: str, revision: int, by: Member, at: datetime) -> None:
    """Take a delivery off the record that never took place; the log keeps what stood there."""
    project = filing.version.project
    require(by, duty_for(filing.recipient), over=project.organisation)
    _of_present(filing, at)
    said = reason.strip()
    if not said:
        raise Refused("撤销登记要写明理由，请填写")
    require_fit(Filing, [{"name": said}])
    gone, _ = Filing.objects.filter(pk=filing.pk, revision=revision).delete()
    if not gone:
        raise Refused(STALE)
    record(by.user, "report.filing_withdrawn", project, at=at, before=_told(filing), after={"reason": said})


def _passed(project: EvaluationProject, recipient: str, at: datetime) -> tuple[KeyStanding, ReportVersion]:
    """How the evaluation stands, and the 正式稿 that may go to that body."""
    if recipient not in Recipient.values:
        raise Refused("没有这个报送对象，请用页面上的按钮办理")
    standing = key_standing(project, localdate(at))
    if recipient in FILED and not standing.facts.is_key:
        raise Refused("这个项目没有列为重点评价，不用备案")
    asked = [check_may_report(standing.facts)]
    if recipient in FILED:  # put forward after finance let it pass, it may still lack its experts
        asked = [check_experts(standing.facts, standing.reading), check_may_file(standing.facts)]
    for finding in asked:
        if finding.outcome is Outcome.FAILED:
            raise Refused(finding.message, [finding])
    if standing.version is None:
        raise Refused("还没有正式稿，不能登记报送")
    return standing, standing.version


def _of_present(filing: Filing, at: datetime) -> KeyStanding:
    standing = key_standing(filing.version.project, localdate(at))
    if standing.version is None or standing.version.pk != filing.version_id:
        raise Refused(f"{filing.version}已有更新的正式稿，它的报送只留存，不再改动")
    return standing


def _values(standing: KeyStanding, given: Delivered, at: datetime) -> dict[str, object]:
    today, approved = localdate(at), standing.facts.approved_on
    if given.sent_on > today:
        raise Refused("报送日期在今天以后，请改正")
    if approved and given.sent_on < approved:
        raise Refused(f"报送日期早于审核通过的日期{day_text(approved)}，请改正")
    if given.received_on and not given.sent_on <= given.received_on <= today:
        raise Refused(f"签收日期要在报送日期{day_text(given.sent_on)}到今天之间，请改正")
    values: dict[str, object] = {
        "name": given.name.strip(),
        "sent_on": given.sent_on,
        "number": given.number.strip(),
        "received_on": given.received_on,
    }
    require_fit(Filing, [values])
    return values


def _told(filing: Filing) -> Mapping[str, Plain]:
    return {
        "recipient": str(filing.get_recipient_display()),
        "name": filing.name,
        "day": filing.sent_on,
        "letter": filing.number,
        "received_on": filing.received_on,
        "report_version": str(filing.version),
        "hash": filing.version.content,
    }
