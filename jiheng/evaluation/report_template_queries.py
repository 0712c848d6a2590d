"""Reading report templates: those of an organisation, those a project may be written with, and the one it is."""

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from jiheng.evaluation.models import EvaluationProject, ReportSetup, ReportTemplate
from jiheng.evaluation.report_shapes import setup_of
from jiheng.orgs.models import Organisation, OrganisationKind
from jiheng.orgs.refusal import Refused


def templates_of(organisation: Organisation) -> QuerySet[ReportTemplate]:
    """Every template of an organisation, withdrawn ones too, the latest first."""
    rows = ReportTemplate.objects.filter(organisation=organisation)
    return rows.select_related("organisation", "attachment__blob", "uploaded_by")


def templates_for(project: EvaluationProject) -> QuerySet[ReportTemplate]:
    """Templates in use of who evaluates, and of the finance bureaus of its region and of the regions above."""
    evaluating = project.organisation
    regions = [int(number) for number in evaluating.region.path.split("/") if number]
    bureaus = Q(organisation__kind=OrganisationKind.FINANCE, organisation__region_id__in=regions)
    rows = ReportTemplate.objects.filter(bureaus | Q(organisation=evaluating), withdrawn_at=None)
    return rows.select_related("organisation", "attachment__blob").order_by("organisation__path", "name", "pk")


def chosen_by(templates: QuerySet[ReportTemplate]) -> Mapping[int, int]:
    """How many projects each template is chosen for."""
    rows = ReportSetup.objects.filter(template__in=templates).values("template").annotate(count=Count("pk"))
    return {row["template"]: row["count"] for row in rows}


def template_to_write(project: EvaluationProject) -> ReportTemplate | None:
    """The template the report is written with, ``None`` the built-in one. Raises ``Refused`` for one withdrawn."""
    chosen = setup_of(project).template
    if chosen is not None and chosen.withdrawn_at is not None:
        raise Refused(f"选用的报告模板“{chosen}”已停用，请另选一份，或者改用系统自带的版式")
    return chosen
