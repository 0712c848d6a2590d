"""What review and filing of a report ask for: of finance to review and file, of evaluators to mend and report."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.urls import reverse

from jiheng.evaluation.key_queries import (
    returned_reviews,
    unfiled_bodies,
    unfiled_reviews,
    unreported_reviews,
    waiting_reviews,
)
from jiheng.evaluation.models import FinanceReview
from jiheng.orgs.duties import Capability, Member
from jiheng.web.workbench.todo import ToDo, Urgency

MOST: Final = 20


def key_todos(member: Member) -> Iterable[ToDo]:
    """A 正式稿 that waits for finance, one that waits to be filed, one that came back, one to report."""
    if member.may(Capability.REPORT_REVIEW):
        for review in waiting_reviews(member)[:MOST]:
            note = f"正式稿待审核，{review.asked_by.name}送审"
            yield _todo(review, ("审核", note, "去审核"), review.asked_at)
    if member.may(Capability.REPORT_FILE):
        for review in unfiled_reviews(member)[:MOST]:
            note = f"待备案：{'、'.join(unfiled_bodies(review))}"
            yield _todo(review, ("备案", note, "去登记"), review.at)
    if member.may(Capability.EVALUATION_EDIT):
        for review in returned_reviews(member)[:MOST]:
            yield _todo(review, ("修改", "正式稿被财政部门退回", "看意见"), review.at, Urgency.STUCK)
        for review in unreported_reviews(member)[:MOST]:
            yield _todo(review, ("报送", "正式稿已审核通过，还没有报送财政部门", "去登记"), review.at)


def _todo(
    review: FinanceReview, words: tuple[str, str, str], since: datetime | None, urgency: Urgency = Urgency.NEXT
) -> ToDo:
    """``words`` are the verb, the note and the word of the link."""
    project, (verb, note, act) = review.version.project, words
    address, place = reverse("evaluations:key", args=[project.pk]), project.organisation.label
    return ToDo(urgency, verb, project.name, note, place, since or review.asked_at, address, act)
