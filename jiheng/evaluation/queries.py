"""Reading evaluation projects."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.db.models import Q, QuerySet

from jiheng.audit.models import Event
from jiheng.evaluation.models import (
    AdjustmentRequest,
    AdjustmentStatus,
    AmendmentStatus,
    BasisFile,
    ColumnMapping,
    EvaluationProject,
    ExpertInvitation,
    IndicatorAmendment,
    IndicatorVersion,
    LineImport,
    Phase,
    PlanVersion,
    ScoreRun,
)
from jiheng.evaluation.shapes import IMPLEMENTATION, MODELS_OF
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.models import Duty, Membership, Organisation, User
from jiheng.orgs.scope import visible

ENTERED: Final = ("evaluation.implementation_entered", "evaluation.report_entered")
RESUMED: Final = ("evaluation.preparation_resumed", "evaluation.implementation_resumed")
"""Events of moving on by one phase, and of going back by one."""

BESIDE_PREPARATION: Final = tuple(
    f"evaluation.{name}"
    for name in (
        "scored", "implemented", "materials_added", "material_version_added", "material_changed", "materials_changed",
        "pictures_filled", "material_linked", "material_unlinked", "material_withdrawn", "notice_drafted",
        "notice_discarded", "notice_sent", "notice_receipt", "items_received", "items_reopened", "unit_urged",
        "deductions_prepared", "adjustment_requested", "adjustment_approved", "adjustment_refused",
        "adjustment_withdrawn", "amendment_requested", "amendment_refused", "amendment_withdrawn",
    )
)  # fmt: skip
"""Events of acts that change no table of the preparation."""

REPORT_EVENTS: Final = "report."
"""How the names of acts begin that change the report alone, and nothing it is made of."""


def projects(member: Member) -> QuerySet[EvaluationProject]:
    """The evaluations the member may read, newest first."""
    rows = visible(EvaluationProject.objects.all(), member, Capability.EVALUATION_READ)
    return rows.select_related("organisation", "created_by", "submitted_by")


def current_version(project: EvaluationProject) -> PlanVersion | None:
    """The version sent last, with what finance said of it."""
    return project.versions.prefetch_related("opinions__by").select_related("submitted_by", "decided_by").first()


def indicator_versions(project: EvaluationProject) -> QuerySet[IndicatorVersion]:
    """Every version of the indicator system, the latest first."""
    return project.indicator_versions.select_related("saved_by")


def score_runs(project: EvaluationProject) -> QuerySet[ScoreRun]:
    """Every frozen score, the latest first."""
    return project.score_runs.select_related("made_by")


def runs_called(code: str, number: int, member: Member | None) -> QuerySet[ScoreRun]:
    """The frozen score people call ``code/number``; of several organisations when their projects share the code.

    Without a member the whole register is searched: for whoever checks it at the machine it runs on.
    """
    known = EvaluationProject.objects.all() if member is None else projects(member)
    runs = ScoreRun.objects.filter(project__in=known, project__code=code, number=number)
    return runs.select_related("project__organisation", "made_by")


def is_logged(run: ScoreRun, digest: str) -> bool:
    """Whether the log of events holds this hash of a run."""
    return _scored_events(run).filter(after__contains=digest).exists()


def unlogged(digests: Mapping[str, ScoreRun]) -> frozenset[int]:
    """The numbers of those runs of one project whose hash, by which they are given, the log does not hold."""
    if not digests:
        return frozenset()
    named = Q()
    for digest in digests:
        named |= Q(after__contains=digest)
    held = "".join(_scored_events(next(iter(digests.values()))).filter(named).values_list("after", flat=True))
    return frozenset(run.number for digest, run in digests.items() if digest not in held)


def _scored_events(run: ScoreRun) -> QuerySet[Event]:
    return Event.objects.filter(
        subject_type=run.project._meta.label_lower, subject_id=str(run.project_id), action="evaluation.scored"
    )


def amendments(project: EvaluationProject) -> QuerySet[IndicatorAmendment]:
    """Every amendment of the indicators, the latest first."""
    rows = IndicatorAmendment.objects.filter(project=project)
    return rows.select_related("project__organisation", "requested_by", "decided_by")


def basis_files(project: EvaluationProject) -> QuerySet[BasisFile]:
    """The originals handed in for a project, confirmed or not, in the order they came."""
    return BasisFile.objects.filter(project=project).select_related("project", "attachment__blob", "confirmed_by")


def rows_in(project: EvaluationProject, part: str) -> int:
    """How many rows a part of the preparation has in its first table."""
    models = MODELS_OF.get(part, ())
    return models[0]._default_manager.filter(project=project).count() if models else 1


def filled_parts(project: EvaluationProject, parts: Iterable[str]) -> frozenset[str]:
    """Those parts of the implementation that hold any row; one query a part."""
    return frozenset(
        part for part in parts if IMPLEMENTATION[part][0]._default_manager.filter(project=project).exists()
    )


def rows_entered(project: EvaluationProject, part: str) -> int:
    """How many rows a part of what the evaluation is scored by has."""
    model, _ = IMPLEMENTATION[part]
    return model._default_manager.filter(project=project).count()


def state_mark(project: EvaluationProject) -> str:
    """The hash of the last event on what a project holds: it changes with every act and never comes again.

    What is written, sent and signed of the report does not count. Empty without any event.
    """
    events = Event.objects.filter(subject_type=project._meta.label_lower, subject_id=str(project.pk))
    return (
        events.exclude(action__startswith=REPORT_EVENTS).order_by("-seq").values_list("hash", flat=True).first() or ""
    )


def prepared_mark(project: EvaluationProject) -> str:
    """The same for what was prepared alone: acts that leave every table of the preparation as it is do not count."""
    events = Event.objects.filter(subject_type=project._meta.label_lower, subject_id=str(project.pk))
    own = events.exclude(action__in=BESIDE_PREPARATION).exclude(action__startswith=REPORT_EVENTS)
    return own.order_by("-seq").values_list("hash", flat=True).first() or ""


def last_mark(project: EvaluationProject) -> str:
    """The hash of the very last event on a project, whatever it was."""
    events = Event.objects.filter(subject_type=project._meta.label_lower, subject_id=str(project.pk))
    return events.order_by("-seq").values_list("hash", flat=True).first() or ""


def last_return(project: EvaluationProject) -> Event | None:
    """The last time the evaluation went back a phase; ``None`` once it moved on again, or when it never did."""
    events = Event.objects.filter(
        subject_type=project._meta.label_lower, subject_id=str(project.pk), action__in=(*ENTERED, *RESUMED)
    )
    last = events.select_related("actor").order_by("-seq").first()
    return last if last and last.action in RESUMED else None


def line_imports(project: EvaluationProject) -> QuerySet[LineImport]:
    """The lists of fund lines handed in for a project, the latest first."""
    return project.line_imports.select_related("project__organisation", "attachment__blob", "handed_in_by", "job")


def column_mapping(organisation: Organisation, headings: str) -> dict[str, str]:
    """What the organisation's last list with these headings (their signature) was read as: field → heading."""
    known = ColumnMapping.objects.filter(organisation=organisation, headings=headings).first()
    return dict(known.columns) if known else {}


def imported_project(number: str) -> EvaluationProject:
    """The project of a list that was just imported; for the job that did it, which acts for nobody's page."""
    return LineImport.objects.select_related("project__organisation").get(pk=number).project


def adjustment_requests(project: EvaluationProject) -> QuerySet[AdjustmentRequest]:
    """Every change by hand ever asked for, the latest first."""
    rows = AdjustmentRequest.objects.filter(project=project)
    return rows.select_related("project", "requested_by", "decided_by", "withdrawn_by")


def waiting_adjustments(member: Member) -> QuerySet[AdjustmentRequest]:
    """Requests somebody else made that the member may decide, the oldest first."""
    rows = visible(AdjustmentRequest.objects.all(), member, Capability.ADJUSTMENT_DECIDE)
    waiting = rows.filter(
        status=AdjustmentStatus.REQUESTED, project__organisation=member.organisation, project__phase=Phase.IMPLEMENT
    )
    others = waiting.exclude(requested_by=member.user).select_related("project__organisation", "requested_by")
    return others.order_by("requested_at", "pk")


def waiting_amendments(member: Member) -> QuerySet[IndicatorAmendment]:
    """Amendments somebody else asked for that the member may approve, the oldest first."""
    rows = visible(IndicatorAmendment.objects.all(), member, Capability.AMENDMENT_APPROVE)
    waiting = rows.filter(status=AmendmentStatus.REQUESTED, project__phase=Phase.IMPLEMENT)
    others = waiting.exclude(requested_by=member.user).select_related("project__organisation", "requested_by")
    return others.order_by("requested_at", "pk")


def invitations(project: EvaluationProject) -> QuerySet[ExpertInvitation]:
    """The experts asked to review a project and not asked off again, with their scores."""
    rows = ExpertInvitation.objects.filter(project=project, withdrawn_at=None)
    return rows.select_related("project", "expert", "invited_by", "released_by").prefetch_related("scores")


def withdrawn_invitations(project: EvaluationProject) -> QuerySet[ExpertInvitation]:
    rows = ExpertInvitation.objects.filter(project=project).exclude(withdrawn_at=None)
    return rows.select_related("expert", "withdrawn_by")


def own_invitations(member: Member) -> QuerySet[ExpertInvitation]:
    """The member's own invitations; being the one invited is the whole scope, whoever carries the project out."""
    if not member.may(Capability.EXPERT_REVIEW):
        return ExpertInvitation.objects.none()
    rows = ExpertInvitation.objects.filter(expert=member.user, withdrawn_at=None)
    return rows.select_related("project__organisation", "expert", "invited_by").prefetch_related("scores")


def waiting_conflicts(member: Member) -> QuerySet[ExpertInvitation]:
    """Experts who declared a relation nobody has settled, on projects for which the member invites experts."""
    rows = visible(ExpertInvitation.objects.all(), member, Capability.EXPERT_INVITE)
    open_now = rows.filter(withdrawn_at=None, release_reason="").exclude(relation="")
    return open_now.select_related("project__organisation", "expert")


def experts_for(project: EvaluationProject) -> QuerySet[User]:
    """Whom a project may ask: experts of its region, of the regions below and above it, who do not evaluate it."""
    path = project.organisation.region.path
    above = [int(number) for number in path.split("/") if number]
    near = Q(organisation__region__path__startswith=path) | Q(organisation__region_id__in=above)
    places = Membership.objects.filter(near, grants__duty=Duty.EXP)
    evaluating = Membership.objects.filter(
        organisation=project.organisation, grants__duty__in=(Duty.TPL, Duty.TPM, Duty.LEAD, Duty.QC)
    )
    users = User.objects.filter(is_active=True, pk__in=places.values("user"))
    return users.exclude(pk__in=evaluating.values("user")).order_by("name", "username")
