"""Reading written notices: what they ask for, whom they reach, what was handed in on them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils.timezone import localdate

from jiheng.evaluation.models import EvaluationProject, HandedIn, HandedInState, NoticeAddress
from jiheng.evaluation.models import Notice as NoticeRow
from jiheng.evaluation.models import NoticeItem as ItemRow
from jiheng.evaluation.models import Reminder as ReminderRow
from jiheng.evaluation.shapes import implementation_of, shape_of
from jiheng.files.models import Attachment
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.scope import visible
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem, Reminder
from jiheng.rules.evidence.request_states import Standing, Unprovided, standings, unprovided_items
from jiheng.rules.implementation.fieldwork import notices_of

ASKING = ("notices", "notice_items", "reminders")


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything written to units in one evaluation, as it stands on a day."""

    standings: tuple[Standing, ...]
    reminders: tuple[Reminder, ...]

    def of(self, number: str) -> Standing | None:
        """The notice of that number."""
        return next((one for one in self.standings if one.notice.number == number), None)

    def reminders_of(self, number: str) -> tuple[Reminder, ...]:
        return tuple(one for one in self.reminders if one.notice.strip() == number)


def asked_of(project: EvaluationProject, on: date) -> Asked:
    """The notices of a project in the order they were written; three queries."""
    given = implementation_of(project, ASKING)
    found = standings(notices_of(given), given.reminders, project.department, on)
    return Asked(found, given.reminders)


def notice_of(project: EvaluationProject, number: str) -> Notice | None:
    """One notice with its items, or nothing."""
    given = implementation_of(project, ("notices", "notice_items"))
    return next((one for one in notices_of(given) if one.number == number), None)


def unprovided_of(project: EvaluationProject, on: date) -> tuple[Unprovided, ...]:
    """What never came, carried to its indicators."""
    given = implementation_of(project, ("notices", "notice_items", "decisions"))
    prepared = {one.indicator: one.unprovided for one in given.decisions}
    return unprovided_items(notices_of(given), prepared, project.department, on)


def addresses_of(project: EvaluationProject) -> dict[str, NoticeAddress]:
    """Where each notice goes to, by its number."""
    rows = NoticeAddress.objects.filter(project=project).select_related("organisation__region", "receipt__blob")
    return {row.notice: row for row in rows}


def handed_in_on(project: EvaluationProject) -> QuerySet[HandedIn]:
    """What units handed in for a project, in the order it came."""
    return HandedIn.objects.filter(project=project).select_related(
        "project__organisation", "attachment__blob", "by", "settled_by", "organisation"
    )


def addressed_to(member: Member) -> QuerySet[NoticeAddress]:
    """The notices that reach the member's unit, drafts among them: those are told apart by the notice itself."""
    rows = visible(NoticeAddress.objects.all(), member, Capability.REQUESTS_ANSWER)
    return rows.select_related("project__organisation", "organisation")


def handed_in_at(address: NoticeAddress) -> QuerySet[HandedIn]:
    """What came in on one notice from the unit it went to, in the order it came."""
    return handed_in_on(address.project).filter(notice=address.notice, organisation=address.organisation)


def to_answer(notice: Notice, answers: Iterable[HandedIn]) -> tuple[NoticeItem, ...]:
    """What still waits for the unit: not complete, nothing of it waits for the evaluators, and they did not take its
    word that there is no such material."""
    settled = {one.item for one in answers if one.state == HandedInState.WAITING or is_word_taken(one)}
    return tuple(item for item in notice.items if item.received_on is None and item.name not in settled)


def is_word_taken(handed: HandedIn) -> bool:
    """Whether the evaluators put the unit's word that there is no such material on record."""
    return handed.attachment_id is None and handed.state == HandedInState.ACCEPTED


def notices_by_address(addresses: Sequence[NoticeAddress]) -> Iterator[tuple[NoticeAddress, Notice, list[HandedIn]]]:
    """Each notice that went out with what was handed in on it; three queries, however many there are."""
    projects = {row.project_id for row in addresses}
    wanted = {(row.project_id, row.notice): row for row in addresses}
    rows = NoticeRow.objects.filter(project__in=projects, sent_on__isnull=False, sent_on__lte=localdate())
    items = grouped(ItemRow.objects.filter(project__in=projects), "notice")
    answers = grouped(HandedIn.objects.filter(project__in=projects), "notice")
    for row in rows:
        address = wanted.pop((row.project_id, row.number), None)
        if address is not None:
            key = (row.project_id, row.number)
            listed = tuple(shape_of(one, NoticeItem) for one in items.get(key, ()))
            own = [one for one in answers.get(key, ()) if one.organisation_id == address.organisation_id]
            yield address, shape_of(row, Notice, items=listed), own


def grouped(rows: Iterable[Any], name: str) -> dict[tuple[int, str], list[Any]]:
    """Rows by their project and one more field."""
    found: dict[tuple[int, str], list[Any]] = {}
    for row in rows:
        found.setdefault((row.project_id, getattr(row, name)), []).append(row)
    return found


def asked_in(projects: Sequence[EvaluationProject], on: date) -> Iterator[tuple[EvaluationProject, Standing]]:
    """The notices of several projects as they stand; three queries, however many there are."""
    notices, reminders = (
        NoticeRow.objects.filter(project__in=projects),
        ReminderRow.objects.filter(project__in=projects),
    )
    items = grouped(ItemRow.objects.filter(project__in=projects), "notice")
    by_project: dict[int, list[Notice]] = {}
    for row in notices:
        listed = tuple(shape_of(one, NoticeItem) for one in items.get((row.project_id, row.number), ()))
        by_project.setdefault(row.project_id, []).append(shape_of(row, Notice, items=listed))
    urged: dict[int, list[Reminder]] = {}
    for one in reminders:
        urged.setdefault(one.project_id, []).append(shape_of(one, Reminder))
    for project in projects:
        own, said = by_project.get(project.pk, ()), urged.get(project.pk, ())
        yield from ((project, standing) for standing in standings(own, said, project.department, on))


def waiting_in(projects: Sequence[EvaluationProject]) -> dict[int, tuple[int, datetime]]:
    """What waits for the evaluators, by project: how many, and since when."""
    rows = HandedIn.objects.filter(project__in=projects, state=HandedInState.WAITING).order_by()
    counted = rows.values_list("project").annotate(Count("pk"), Min("at"))
    return {project: (count, since) for project, count, since in counted}


def days_late(handed: HandedIn, due: date | None) -> int:
    """How many days after the due day it was handed in; 0 when in time."""
    return max(0, (localdate(handed.at) - due).days) if due else 0


def item_of(notice: Notice, name: str) -> NoticeItem | None:
    """The item of that name a notice lists."""
    return next((one for one in notice.items if one.name == name), None)


def receipt_of(project: EvaluationProject, number: str) -> Attachment | None:
    """The file that shows a notice arrived."""
    row = NoticeAddress.objects.filter(project=project, notice=number).select_related("receipt__blob").first()
    return row.receipt if row else None
