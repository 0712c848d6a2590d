"""What the search box finds; nothing outside the member's reach."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from jiheng.clause_table import clause_table
from jiheng.evaluation.models import EvaluationProject, EvidenceFile, Material
from jiheng.evaluation.queries import projects
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.models import Membership
from jiheng.orgs.scope import visible
from jiheng.self_evaluation.models import RecheckForm
from jiheng.web.clauses.links import clause_label, clause_url
from jiheng.web.clauses.queries import matching

MOST = 20
"""As many of each kind as one page shows."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: what it is called, where it leads and one line about it."""

    title: str
    note: str
    address: str


def found_forms(member: Member, sought: str) -> list[Hit]:
    """Rechecked forms by project or unit."""
    if not member.may(Capability.RECHECK_READ):
        return []
    forms = visible(RecheckForm.objects.all(), member, Capability.RECHECK_READ)
    wanted = Q(project__icontains=sought) | Q(unit_name__icontains=sought)
    rows = forms.filter(wanted).select_related("batch").order_by("-batch__created_at", "pk")[:MOST]
    return [
        Hit(
            title=form.project or form.sheet,
            note=f"{form.unit_name}　{form.batch.name}",
            address=reverse("rechecks:form", args=[form.batch_id, form.pk]),
        )
        for form in rows
    ]


def found_evaluations(member: Member, sought: str) -> list[Hit]:
    """Evaluations by name, code, 主管部门 or 实施单位, the newest first."""
    if not member.may(Capability.EVALUATION_READ):
        return []
    wanted = Q(name__icontains=sought) | Q(code__icontains=sought)
    wanted |= Q(department__icontains=sought) | Q(implementing_unit__icontains=sought)
    return [
        Hit(one.name, f"{one.code}　{one.organisation.label}", reverse("evaluations:overview", args=[one.pk]))
        for one in projects(member).filter(wanted)[:MOST]
    ]


def found_materials(member: Member, sought: str) -> list[Hit]:
    """Evidence by its number or name; one that was withdrawn too, by its number."""
    if not member.may(Capability.EVALUATION_READ):
        return []
    wanted = Q(number__icontains=sought) | Q(title__icontains=sought)
    lines = visible(Material.objects.all(), member, Capability.EVALUATION_READ).filter(wanted)
    rows = lines.select_related("project").order_by("-project__created_at", "position", "pk")[:MOST]
    gone = visible(EvidenceFile.objects.filter(current=True), member, Capability.EVALUATION_READ)
    gone = gone.exclude(withdrawn_at=None).filter(number__icontains=sought).select_related("project").defer("text")
    return [
        *(_material_hit(row.project, row.number, row.title) for row in rows),
        *(_material_hit(file.project, file.number, "已撤回") for file in gone[: MOST - len(rows)]),
    ]


def found_clauses(member: Member, sought: str) -> list[Hit]:
    """Clauses by id, title, summary or reason."""
    if not member.may(Capability.CLAUSES_READ):
        return []
    rows = matching(clause_table(), sought, "")[:MOST]
    return [Hit(f"{clause_label(row.id)}　{row.title}", row.summary, clause_url(row.id)) for row in rows]


def found_people(member: Member, sought: str) -> list[Hit]:
    """People by name or login, with the organisation they act for."""
    if not member.may(Capability.ORGANISATIONS_READ):
        return []
    places = visible(Membership.objects.all(), member, Capability.ORGANISATIONS_READ)
    wanted = Q(user__name__icontains=sought) | Q(user__username__icontains=sought)
    rows = places.filter(wanted).select_related("user", "organisation").order_by("user__name", "pk")[:MOST]
    return [
        Hit(place.user.name, place.organisation.name, reverse("system:organisation", args=[place.organisation_id]))
        for place in rows
    ]


def _material_hit(project: EvaluationProject, number: str, title: str) -> Hit:
    note = f"{number}　{project.name}"
    return Hit(title or number, note, reverse("evaluations:material", args=[project.pk, number]))
