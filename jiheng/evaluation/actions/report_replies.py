"""征求意见 on the side of the unit: opinions noted on the draft, and one reply, after which nothing changes."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F

from jiheng.audit.actions import record
from jiheng.audit.chain import Plain
from jiheng.evaluation.fitting import require_fit
from jiheng.evaluation.models import ReportOpinion, ReportSending
from jiheng.evaluation.opinion_queries import is_closed
from jiheng.files.models import Attachment
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.sampling.canonical import sha256

REPLIED: Final = "已经回复，意见不能再改。有新情况的，请直接与评价机构联系"
CLOSED: Final = "评价机构已出正式稿，这里不再收意见。有不同意见的，请直接与评价机构联系"
STALE: Final = "这里的意见刚在别的窗口改动过，这一次没有保存。请看过现在的意见再办理"
MOST: Final = 500
"""How many opinions one unit may note on one draft."""


@transaction.atomic
def note_opinion(sending: ReportSending, section: str, content: str, *, by: Member, at: datetime) -> ReportOpinion:
    """Note an opinion on a section; it stays the unit's own until it replies."""
    values = _opinion_values(section, content)
    _hold(sending, by)
    if sending.opinions.count() >= MOST:
        raise Refused(f"一份征求意见稿最多写{MOST}条意见。请合并，或者另附书面意见")
    opinion = ReportOpinion.objects.create(sending=sending, by=by.user, at=at, **values)
    _told("report.opinion_noted", sending, by, at, {"section": opinion.section})
    return opinion


@transaction.atomic
def change_opinion(
    opinion: ReportOpinion, section: str, content: str, *, revision: int, by: Member, at: datetime
) -> None:
    """Word an opinion anew before the reply."""
    values = _opinion_values(section, content)
    _hold(opinion.sending, by)
    standing = ReportOpinion.objects.filter(pk=opinion.pk, revision=revision)
    if not standing.update(**values, by=by.user, at=at, revision=revision + 1):
        raise Refused(STALE)
    _told("report.opinion_changed", opinion.sending, by, at, {"section": values["section"]})


@transaction.atomic
def remove_opinion(opinion: ReportOpinion, *, revision: int, by: Member, at: datetime) -> None:
    """Take an opinion back before the reply."""
    _hold(opinion.sending, by)
    gone, _ = ReportOpinion.objects.filter(pk=opinion.pk, revision=revision).delete()
    if not gone:
        raise Refused(STALE)
    _told("report.opinion_removed", opinion.sending, by, at, {"section": opinion.section})


@transaction.atomic
def reply_to_draft(
    sending: ReportSending,
    name: str,
    *,
    no_opinion: bool,
    file: Attachment | None = None,
    revision: int,
    by: Member,
    at: datetime,
) -> None:
    """Reply with the opinions noted, or that there are none; ``name`` is the replier's own, typed to confirm.

    ``file`` is the stamped letter, where there is one. ``revision`` is what the page was read at.
    """
    require(by, Capability.REPORT_OPINE, over=sending.organisation)
    _require_open(sending)
    opinions = list(sending.opinions.all())
    if no_opinion and opinions:
        raise Refused(f"已写了{len(opinions)}条意见，不能回复无意见。没有意见的，请先删去")
    if not no_opinion and not opinions:
        raise Refused("还没有写意见。确实没有意见的，请选“无意见”回复")
    if name.strip() != by.user.name:
        raise Refused(f"请输入本人姓名“{by.user.name}”确认回复")
    standing = ReportSending.objects.filter(pk=sending.pk, revision=revision, replied_at=None)
    values = {"replied_by": by.user, "replied_at": at, "no_opinion": no_opinion, "reply": file}
    if not standing.update(**values, revision=revision + 1):
        raise Refused(STALE)
    said = "\n".join(f"{one.section}\t{one.content}" for one in opinions)
    after: dict[str, Plain] = {"opinions": len(opinions), "hash": sha256(said)}
    if file is not None:
        after["file"] = file.name
    _told("report.opinion_replied", sending, by, at, after)


def _hold(sending: ReportSending, by: Member) -> None:
    """Let nobody reply meanwhile: counting the revision makes a reply from an older page fail."""
    require(by, Capability.REPORT_OPINE, over=sending.organisation)
    _require_open(sending)
    held = ReportSending.objects.filter(pk=sending.pk, replied_at=None).update(revision=F("revision") + 1)
    if not held:
        raise Refused(REPLIED)


def _require_open(sending: ReportSending) -> None:
    if sending.organisation is None:
        raise Refused("这一稿不在系统里送达")
    if sending.replied_at is not None:
        raise Refused(REPLIED)
    if is_closed(sending.version.project):
        raise Refused(CLOSED)


def _opinion_values(section: str, content: str) -> dict[str, str]:
    values = {"section": section.strip(), "content": content.strip()}
    if not values["section"]:
        raise Refused("请选择意见针对的章节")
    if not values["content"]:
        raise Refused("请写明意见")
    require_fit(ReportOpinion, [values])
    return values


def _told(act: str, sending: ReportSending, by: Member, at: datetime, more: dict[str, Plain]) -> None:
    after: dict[str, Plain] = {"version": str(sending.version), "unit": sending.unit, **more}
    record(by.user, act, sending.version.project, at=at, after=after)
