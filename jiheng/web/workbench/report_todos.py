"""What a report asks of its evaluators: to write and make it, to send it, to make it final, to sign and issue it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.urls import reverse

from jiheng.evaluation.models import EvaluationProject, ReportKind, ReportSending, ReportVersion
from jiheng.evaluation.opinion_queries import sendings_among, undecided_in
from jiheng.evaluation.report_queries import latest_versions, reports_of
from jiheng.evaluation.report_shapes import sending_of
from jiheng.orgs.duties import Capability, Member
from jiheng.rules.reporting.opinions import is_replaced
from jiheng.web.workbench.todo import ToDo, Urgency

MOST: Final = 20
Asked = tuple[str, str, str, str, datetime]
"""The verb, the note, the address, the word of the link, and since when."""


def report_todos(member: Member) -> Iterable[ToDo]:
    """One line for each report the member writes; none while others are to answer, and none once it went out."""
    if not member.may(Capability.EVALUATION_EDIT):
        return
    projects = reports_of(member, MOST)
    latest, sendings, undecided = latest_versions(projects), sendings_among(projects), undecided_in(projects)
    for project in projects:
        final = latest.get((project.pk, ReportKind.FINAL))
        draft = latest.get((project.pk, ReportKind.DRAFT))
        asked: Asked | None = None
        if final is not None:
            asked = _of_final(final)
        elif project.pk not in undecided:
            asked = _of_draft(project, draft, sendings.get(project.pk, []))
        if asked is not None:
            verb, note, address, act, since = asked
            place = project.organisation.label
            yield ToDo(Urgency.NEXT, verb, project.name, note, place, since, address, act)


def _of_draft(project: EvaluationProject, draft: ReportVersion | None, sendings: list[ReportSending]) -> Asked | None:
    home = reverse("evaluations:report", args=[project.pk])
    if draft is None:
        return "撰写", "评价报告还没有征求意见稿", home, "去撰写", project.created_at
    if not sendings:
        address = reverse("evaluations:report-opinions", args=[project.pk])
        return "送出", f"{draft}还没有送被评价单位", address, "去送出", draft.made_at
    shapes = [sending_of(one) for one in sendings]
    waiting = [one for one in shapes if one.replied_on is None and not is_replaced(one, shapes)]
    if waiting:
        return None
    since = max(one.replied_at or one.sent_at for one in sendings)
    return "定稿", "意见已经办好，可以生成正式稿", home, "去定稿", since


def _of_final(final: ReportVersion) -> Asked | None:
    if final.issued_at is not None:
        return None
    address = reverse("signing:signatures", args=[final.project_id, final.number])
    return "签章", f"{final}待签字盖章、发出", address, "去签章", final.made_at
