"""Reading key evaluations: the ground, the 正式稿 that stands, what finance said of it, and where it went."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from jiheng.audit.models import Event
from jiheng.evaluation.models import (
    EvaluationProject,
    ExpertInvitation,
    Filing,
    FinanceReview,
    KeyEvaluation,
    Recipient,
    Release,
    ReportKind,
    ReportVersion,
    ScoreRun,
    TeamMember,
    VersionState,
)
from jiheng.evaluation.queries import invitations
from jiheng.evaluation.report_queries import finals_of
from jiheng.evaluation.shapes import preparation_of, review_of
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.models import Duty, Organisation, OrganisationKind, User
from jiheng.orgs.queries import member_for
from jiheng.orgs.scope import visible
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.scope import REQUIREMENTS
from jiheng.rules.preparation.shapes import Project
from jiheng.rules.reporting.key_selection import KeyReading, key_reading_for
from jiheng.rules.reporting.key_shapes import FILED_WITH, Body, Delivery, FinanceView, KeyFacts, KeyGround

BODY_OF = {
    Recipient.FINANCE: Body.FINANCE,
    Recipient.GOVERNMENT: Body.GOVERNMENT,
    Recipient.PARTY: Body.PARTY,
    Recipient.CONGRESS: Body.CONGRESS,
}
FILED = tuple(recipient for recipient, body in BODY_OF.items() if body in FILED_WITH)
APPROVED = "report.review_approved"
EVALUATING = frozenset({Duty.TPL, Duty.TPM, Duty.LEAD, Duty.QC})


@dataclass(frozen=True, slots=True)
class KeyStanding:
    """A key evaluation with the rows behind its facts. ``review`` is the last of the version that stands."""

    row: KeyEvaluation | None
    version: ReportVersion | None
    review: FinanceReview | None
    filings: tuple[Filing, ...]
    invited: tuple[ExpertInvitation, ...]
    facts: KeyFacts
    reading: KeyReading

    def filing_to(self, recipient: str) -> Filing | None:
        return next((one for one in self.filings if one.recipient == recipient), None)


def key_book(project: Project, on: date) -> Rulebook:
    """The rulebook of the project with the figures of 文件A beside it, which every key evaluation goes by."""
    return rulebook_for(replace(project, also=(*project.also, REQUIREMENTS)), on)[0]


def key_standing(project: EvaluationProject, today: date) -> KeyStanding:
    """Everything of a key evaluation as it stands; the same number of queries however much there is."""
    plain = preparation_of(project, ()).project
    row = KeyEvaluation.objects.filter(project=project).select_related("confirmed_by").first()
    version = final_version(project)
    review = reviews_in(project).filter(version=version).first() if version else None
    filings = tuple(filings_in(project).filter(version=version)) if version else ()
    invited = tuple(invitations(project))
    facts = KeyFacts(
        requirements=plain.uses(REQUIREMENTS),
        ground=_ground(row),
        reviews=tuple(map(review_of, invited)),
        version=str(version) if version else "",
        finance=_view(review),
        deliveries=tuple(map(delivery_of, filings)),
    )
    reading = key_reading_for(key_book(plain, plain.evaluation_date or today))
    return KeyStanding(row, version, review, filings, invited, facts, reading)


def final_version(project: EvaluationProject) -> ReportVersion | None:
    """The 正式稿 made last that has its files; what finance reviews and what is filed."""
    return finals_of(project).order_by("-number").first()


def reviews_in(project: EvaluationProject) -> QuerySet[FinanceReview]:
    """Every review of finance, the latest first."""
    rows = FinanceReview.objects.filter(version__project=project)
    return rows.select_related("version__project__organisation", "asked_by", "by")


def filings_in(project: EvaluationProject) -> QuerySet[Filing]:
    """Every delivery of every 正式稿, those of the present one first."""
    rows = Filing.objects.filter(version__project=project)
    return rows.select_related("version__project__organisation", "by", "receipt__blob").order_by(
        "-version__number", "pk"
    )


def works_on(project: EvaluationProject, user: User) -> bool:
    """Whether the user works on the evaluation (SOD-3): by duty, by having begun or made it, or by name in its team.

    A name alone tells, since the team of an evaluation is kept by names; somebody else of the bureau can decide then.
    """
    named = {name.strip() for name in project.leads}
    named |= {name.strip() for name in TeamMember.objects.filter(project=project).values_list("name", flat=True)}
    if project.created_by_id == user.pk or user.name in named:
        return True
    if ReportVersion.objects.filter(project=project, made_by=user).exists():
        return True
    places = user.memberships.filter(grants__duty__in=EVALUATING).values_list("organisation_id", flat=True)
    held = [one for place in places if (member := member_for(user, place)) for one in member.held]
    return any(one.duty in EVALUATING and one.covers(project.organisation) for one in held)


def waiting_reviews(member: Member) -> QuerySet[FinanceReview]:
    """正式稿 that wait for finance and are the last of their project, the oldest first."""
    rows = visible(FinanceReview.objects.all(), member, Capability.REPORT_REVIEW).filter(approved=None)
    return _of_last(rows).exclude(asked_by=member.user).order_by("asked_at", "pk")


def unfiled_reviews(member: Member) -> QuerySet[FinanceReview]:
    """Key evaluations finance let pass that one of the three bodies does not have yet, the oldest first."""
    proved = Q(recipient__in=FILED) & (~Q(number="") | Q(receipt__isnull=False))
    filed = Filing.objects.filter(proved, version=OuterRef("version"))
    number = filed.order_by().values("version").annotate(number=Count("pk")).values("number")
    keyed = KeyEvaluation.objects.filter(project=OuterRef("version__project"))
    rows = _approved(member, Capability.REPORT_FILE).filter(Exists(keyed))
    open_now = rows.annotate(filed=Coalesce(Subquery(number), 0)).filter(filed__lt=len(FILED))
    return open_now.prefetch_related("version__filings")


def unfiled_bodies(review: FinanceReview) -> list[str]:
    """The bodies of which nothing shows that they have the report."""
    proved = {one.recipient for one in review.version.filings.all() if delivery_of(one).is_proved}
    return [str(one.label) for one in FILED if one not in proved]


def unreported_reviews(member: Member) -> list[FinanceReview]:
    """What finance let pass and nobody reported to it, where 文件A or a key evaluation asks for it."""
    sent = Filing.objects.filter(version=OuterRef("version"), recipient=Recipient.FINANCE)
    keyed = KeyEvaluation.objects.filter(project=OuterRef("version__project"))
    rows = _approved(member, Capability.EVALUATION_EDIT).filter(~Exists(sent)).annotate(keyed=Exists(keyed))
    return [one for one in rows if getattr(one, "keyed", False) or _uses_requirements(one.version.project)]


def returned_reviews(member: Member) -> QuerySet[FinanceReview]:
    """What finance returned and nobody sent anew, the oldest first."""
    rows = visible(FinanceReview.objects.all(), member, Capability.EVALUATION_EDIT).filter(approved=False)
    return _of_last(rows).order_by("at", "pk")


def delivery_of(filing: Filing) -> Delivery:
    """A filing as the rules read it."""
    body = BODY_OF[Recipient(filing.recipient)]
    return Delivery(body, filing.sent_on, filing.number, filing.received_on, filing.receipt_id is not None)


def _approved(member: Member, capability: Capability) -> QuerySet[FinanceReview]:
    rows = visible(FinanceReview.objects.all(), member, capability).filter(approved=True)
    return _of_last(rows).order_by("at", "pk")


def _uses_requirements(project: EvaluationProject) -> bool:
    return REQUIREMENTS in (project.instrument, *project.also)


def _of_last(rows: QuerySet[FinanceReview]) -> QuerySet[FinanceReview]:
    """Reviews of the 正式稿 that stands, and of those the last."""
    ready = ReportVersion.objects.filter(
        project=OuterRef("version__project"), kind=ReportKind.FINAL, state=VersionState.READY
    ).order_by("-number")
    last = FinanceReview.objects.filter(version=OuterRef("version")).order_by("-asked_at", "-pk")
    standing = rows.annotate(standing=Subquery(ready.values("pk")[:1]), last=Subquery(last.values("pk")[:1]))
    found = standing.filter(version=F("standing"), pk=F("last"))
    return found.select_related("version__project__organisation", "asked_by", "by")


def _ground(row: KeyEvaluation | None) -> KeyGround | None:
    if row is None:
        return None
    return KeyGround(
        basis=row.basis,
        amount_large=row.amount_large,
        amount_evidence=row.amount_evidence,
        attention_high=row.attention_high,
        attention_evidence=row.attention_evidence,
        confirmed_on=localdate(row.confirmed_at) if row.confirmed_at else None,
        panel_note=row.panel_note,
        budget=budget_of(row.project),
    )


def budget_of(project: EvaluationProject) -> Decimal | None:
    """What was released to the project in all, in 元; nothing while no release is on record."""
    total: Decimal | None = Release.objects.filter(project=project).aggregate(total=Sum("amount"))["total"]
    return total


def _view(review: FinanceReview | None) -> FinanceView | None:
    if review is None:
        return None
    decided = localdate(review.at) if review.at else None
    intact = not review.approved or _is_what_was_approved(review)
    return FinanceView(localdate(review.asked_at), review.approved, decided, intact)


def _is_what_was_approved(review: FinanceReview) -> bool:
    """Whether the log holds the approval of this very content."""
    project = review.version.project
    events = Event.objects.filter(subject_type=project._meta.label_lower, subject_id=str(project.pk), action=APPROVED)
    return events.filter(after__contains=review.version.content).exists()


def bureau_of(project: EvaluationProject) -> str:
    """The finance bureau of the region the evaluators belong to, by name; empty when none is registered."""
    region = project.organisation.region_id
    found = Organisation.objects.filter(kind=OrganisationKind.FINANCE, region=region).order_by("pk").first()
    return found.name if found else ""


def conclusion_of(version: ReportVersion) -> tuple[str, str]:
    """Score and grade of the frozen score a version stands on, as printed; blank without a conclusion."""
    run = ScoreRun.objects.filter(project=version.project_id, number=version.run).first()
    return (run.score, run.grade) if run else ("", "")
