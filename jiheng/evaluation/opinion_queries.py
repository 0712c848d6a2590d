"""Reading 征求意见: the drafts sent, and the opinions that came back."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from jiheng.evaluation.models import (
    EvaluationProject,
    Phase,
    ReportKind,
    ReportOpinion,
    ReportSending,
    ReportVersion,
)
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.scope import visible

BEHIND = (
    "version__project__organisation",
    "organisation__region",
    "sent_by",
    "replied_by",
    "receipt__blob",
    "reply__blob",
)


def sendings_in(project: EvaluationProject) -> QuerySet[ReportSending]:
    """Every sending of a project, in the order they went out."""
    return ReportSending.objects.filter(version__project=project).select_related(*BEHIND)


def opinions_in(project: EvaluationProject) -> QuerySet[ReportOpinion]:
    """The opinions units gave, in the order of the table; what a unit noted before it replied is its own."""
    rows = ReportOpinion.objects.filter(sending__version__project=project, sending__replied_at__isnull=False)
    return rows.select_related("sending__version", "sending__organisation", "decided_by").order_by(
        "sending__sent_at", "sending_id", "pk"
    )


def sent_to(member: Member) -> QuerySet[ReportSending]:
    """The drafts that reach the member's unit, the latest first, each with the opinions noted.

    ``replaced`` says that the unit got a later draft of the same report.
    """
    rows = visible(ReportSending.objects.all(), member, Capability.REPORT_OPINE)
    own = Prefetch("opinions", ReportOpinion.objects.select_related("by"))
    kinds = ("version__word__blob", "version__pdf__blob")
    found = rows.select_related(*BEHIND, *kinds).prefetch_related(own).annotate(replaced=Exists(_later()))
    return found.order_by("-sent_at", "-pk")


def unanswered_by(member: Member) -> QuerySet[ReportSending]:
    """The drafts the member's unit has still to answer, the latest first."""
    return sent_to(member).filter(~Exists(_later()), replied_at=None)


def _later() -> QuerySet[ReportSending]:
    """The sendings of a later draft to the unit of the row asked about."""
    return ReportSending.objects.filter(
        unit=OuterRef("unit"),
        version__project=OuterRef("version__project"),
        version__number__gt=OuterRef("version__number"),
    )


def is_closed(project: EvaluationProject) -> bool:
    """Whether a 正式稿 went out: then opinions and what was done with them are part of it for good."""
    return project.pk in closed_among([project])


def closed_among(projects: Iterable[EvaluationProject]) -> set[int]:
    """Which of the projects sent out a 正式稿; one that was made and may still be made anew does not count."""
    made = ReportVersion.objects.filter(project__in=projects, kind=ReportKind.FINAL, issued_at__isnull=False)
    return set(made.values_list("project_id", flat=True))


def consulting(member: Member, most: int) -> list[EvaluationProject]:
    """The reports the member writes that were sent and are not final yet."""
    rows = visible(EvaluationProject.objects.all(), member, Capability.EVALUATION_EDIT)
    sent = ReportSending.objects.values("version__project_id")
    found = list(rows.filter(phase=Phase.REPORT, pk__in=sent).select_related("organisation")[:most])
    closed = closed_among(found)
    return [project for project in found if project.pk not in closed]


def undecided_in(projects: Iterable[EvaluationProject]) -> dict[int, int]:
    """How many opinions wait for a decision, by project."""
    rows = ReportOpinion.objects.filter(sending__version__project__in=projects, sending__replied_at__isnull=False)
    counted = (
        rows.order_by().values_list("sending__version__project").annotate(count=Count("pk", filter=Q(decision="")))
    )
    return {project: count for project, count in counted if count}


def sendings_among(projects: Iterable[EvaluationProject]) -> dict[int, list[ReportSending]]:
    """The sendings of several projects, by project."""
    found: dict[int, list[ReportSending]] = {}
    for row in ReportSending.objects.filter(version__project__in=projects).select_related("version"):
        found.setdefault(row.version.project_id, []).append(row)
    return found
