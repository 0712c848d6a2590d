"""The doorway: rows of an evaluation become the plain shapes that rules read, and back."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from enum import Enum
from typing import Any, Final, TypeAlias, TypeVar

from django.db import models as django_models
from django.utils.timezone import localdate

from jiheng.evaluation import models
from jiheng.evaluation.models.rows import ProjectRow
from jiheng.rules.agencies.shapes import (
    Assessed,
    Assessment,
    ChangeKind,
    Declaration,
    ResidentOrder,
    TeamChange,
    TeamMember,
    TeamReview,
    TeamRole,
)
from jiheng.rules.basis.shapes import BasisDocument, MaterialClass, Provision
from jiheng.rules.evidence.analysis_shapes import Comparison, ComparisonNote, MethodUse, Problem
from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem, Reminder
from jiheng.rules.evidence.shapes import (
    Form,
    KindAnswer,
    KindNote,
    ManagementView,
    Material,
    MaterialKind,
    ObtainMethod,
    ProofNote,
    Side,
    Subject,
    WayNote,
)
from jiheng.rules.evidence.visit_shapes import Consultation, Consulted, SiteVisit, Visit, Visited, VisitTopic
from jiheng.rules.execution.shapes import Dimension, FundLine, Release
from jiheng.rules.experts.shapes import ExpertReview, ExpertScore
from jiheng.rules.implementation.shapes import (
    Adjustment,
    Excluded,
    Implementation,
    MaterialUse,
    Measure,
    SampleValue,
    SufficiencyDecision,
    ValueKind,
)
from jiheng.rules.indicators.shapes import Indicator, Part, TargetCandidate, TargetSource
from jiheng.rules.preparation.shapes import Communication, Preparation, Project, Task
from jiheng.rules.sampling.shapes import ManualPoint, SamplingPlan, SizeMethod, UncoveredReason, UnitKind
from jiheng.rules.schedule.shapes import DateDemand, NodeKind, ScheduleNode
from jiheng.rules.surveys.shapes import BaseField, PointValue, Question, Questionnaire

Shape = TypeVar("Shape")

SIMPLE: Final[Mapping[str, tuple[type[ProjectRow], type[Any]]]] = {
    "team": (models.TeamMember, TeamMember),
    "declarations": (models.Declaration, Declaration),
    "communications": (models.Communication, Communication),
    "documents": (models.BasisDocument, BasisDocument),
    "provisions": (models.Provision, Provision),
    "releases": (models.Release, Release),
    "lines": (models.FundLine, FundLine),
    "manual_points": (models.ManualPoint, ManualPoint),
    "uncovered": (models.UncoveredReason, UncoveredReason),
    "parts": (models.Part, Part),
    "base_fields": (models.BaseField, BaseField),
    "point_values": (models.PointValue, PointValue),
    "questionnaires": (models.Questionnaire, Questionnaire),
    "questions": (models.Question, Question),
    "tasks": (models.Task, Task),
    "team_changes": (models.TeamChange, TeamChange),
    "assessments": (models.Assessment, Assessment),
    "resident_orders": (models.ResidentOrder, ResidentOrder),
}
"""Parts of a preparation whose rows and shapes have the same fields."""

MODELS_OF: Final[Mapping[str, tuple[type[ProjectRow], ...]]] = {
    **{name: (model,) for name, (model, _) in SIMPLE.items()},
    "schedule": (models.ScheduleNode, models.DateDemand),
    "indicators": (models.Indicator, models.TargetCandidate),
    "sampling": (models.SamplingPlan,),
    "team_review": (models.TeamReview,),
    "waivers": (models.Waiver,),
}
"""Part of a preparation → the tables it is kept in."""

PARTS: Final = ("project", *MODELS_OF)

IMPLEMENTATION: Final[Mapping[str, tuple[type[ProjectRow], type[Any]]]] = {
    "materials": (models.Material, Material),
    "uses": (models.MaterialUse, MaterialUse),
    "measures": (models.Measure, Measure),
    "values": (models.SampleValue, SampleValue),
    "decisions": (models.SufficiencyDecision, SufficiencyDecision),
    "excluded": (models.Excluded, Excluded),
    "notices": (models.Notice, Notice),
    "notice_items": (models.NoticeItem, NoticeItem),
    "reminders": (models.Reminder, Reminder),
    "kind_notes": (models.KindNote, KindNote),
    "way_notes": (models.WayNote, WayNote),
    "views": (models.ManagementView, ManagementView),
    "site_visits": (models.SiteVisit, SiteVisit),
    "visits": (models.Visit, Visit),
    "proof_notes": (models.ProofNote, ProofNote),
    "methods": (models.MethodUse, MethodUse),
    "comparisons": (models.ComparisonNote, ComparisonNote),
    "problems": (models.Problem, Problem),
    "consultations": (models.Consultation, Consultation),
}
"""Part of an implementation that is entered → its table and the shape of a row."""

SCORED_BY: Final = (*IMPLEMENTATION, "adjustments")
"""Every part of an implementation; changes by hand are not entered but asked for and approved."""

Rows: TypeAlias = list[dict[str, Any]]
CHUNK: Final = 2000
NOT_KEPT: Final = frozenset({"where", "demands", "candidates", "items"})
"""Fields of shapes that are no columns: where a row stands, and rows of another table gathered in it."""

ENUMS: Final[Mapping[tuple[type[Any], str], type[Enum]]] = {
    (TeamMember, "role"): TeamRole,
    (TeamChange, "kind"): ChangeKind,
    (Assessment, "subject"): Assessed,
    (BasisDocument, "material"): MaterialClass,
    (UncoveredReason, "dimension"): Dimension,
    (ScheduleNode, "kind"): NodeKind,
    (SamplingPlan, "unit_kind"): UnitKind,
    (SamplingPlan, "size_method"): SizeMethod,
    (TargetCandidate, "source"): TargetSource,
    (Material, "kind"): MaterialKind,
    (Material, "form"): Form,
    (Material, "obtained_by"): ObtainMethod,
    (Material, "nature"): Nature,
    (Measure, "kind"): ValueKind,
    (KindNote, "kind"): MaterialKind,
    (KindNote, "answer"): KindAnswer,
    (WayNote, "way"): ObtainMethod,
    (ManagementView, "side"): Side,
    (ManagementView, "subject"): Subject,
    (ComparisonNote, "comparison"): Comparison,
    (Problem, "compared"): Comparison,
    (Consultation, "kind"): Consulted,
}


def preparation_of(
    project: models.EvaluationProject, parts: Collection[str] = PARTS, most: int | None = None
) -> Preparation:
    """Everything entered for a project, or only some ``parts`` of it; one query a table.

    ``most`` cuts the plain tables (the detail table among them) to their first rows, for a page that shows no more.
    """
    given: dict[str, Any] = {
        name: tuple(_shapes(model, shape, project, most)) for name, (model, shape) in SIMPLE.items() if name in parts
    }
    given |= {name: read(project) for name, read in READ.items() if name in parts}
    return Preparation(project=shape_of(project, Project), **given)


def implementation_of(
    project: models.EvaluationProject, parts: Collection[str] = SCORED_BY, most: int | None = None
) -> Implementation:
    """Everything an evaluation is scored by, or only some ``parts`` of it; one query a table.

    ``most`` cuts the tables to their first rows, for a page that shows no more.
    """
    given: dict[str, Any] = {
        name: tuple(_shapes(model, shape, project, most))
        for name, (model, shape) in IMPLEMENTATION.items()
        if name in parts
    }
    if "adjustments" in parts:
        given["adjustments"] = _adjustments(project)
    return Implementation(**given)


def _adjustments(project: models.EvaluationProject) -> tuple[Adjustment, ...]:
    """The changes by hand that were approved, whatever has become of the score by rule since."""
    rows = models.AdjustmentRequest.objects.filter(project=project, status=models.AdjustmentStatus.APPROVED)
    return tuple(adjustment_of(row) for row in rows.select_related("requested_by", "decided_by").order_by("pk"))


def adjustment_of(row: models.AdjustmentRequest) -> Adjustment:
    """A request as the rules read it; two people of one name are told apart by their logins."""
    asked, decided = row.requested_by, row.decided_by
    same = decided is not None and asked.pk != decided.pk and asked.name == decided.name
    return Adjustment(
        indicator=row.indicator,
        rule_score=row.rule_score,
        score=row.score,
        reason=row.reason,
        materials=tuple(row.materials),
        requested_by=f"{asked.name}（{asked.username}）" if same else asked.name,
        requested_on=localdate(row.requested_at),
        approved_by="" if decided is None else f"{decided.name}（{decided.username}）" if same else decided.name,
        approved_on=localdate(row.decided_at) if row.decided_at else None,
    )


def review_of(invitation: models.ExpertInvitation) -> ExpertReview:
    """An invitation with its scores as the rules read it."""
    return ExpertReview(
        expert=invitation.expert.name,
        relation=invitation.relation,
        declared_on=localdate(invitation.declared_at) if invitation.declared_at else None,
        released=invitation.release_reason,
        submitted_on=localdate(invitation.submitted_at) if invitation.submitted_at else None,
        scores=tuple(shape_of(row, ExpertScore) for row in invitation.scores.all()),
    )


def _waivers(project: models.EvaluationProject) -> tuple[tuple[str, str], ...]:
    return tuple(models.Waiver.objects.filter(project=project).values_list("code", "reason"))


def _shapes(
    model: type[ProjectRow], shape: type[Shape], project: models.EvaluationProject, most: int | None
) -> Iterator[Shape]:
    """The rows of a table as shapes, read column by column: a detail table may have 200,000 lines."""
    names = [one.name for one in fields(shape) if one.name not in NOT_KEPT]  # type: ignore[arg-type]  # a dataclass
    kinds = {field.name: field for field in model._meta.concrete_fields}
    made = [(at, name) for at, name in enumerate(names) if _is_made(shape, name, kinds[name])]
    again: dict[object, object] = {}
    for row in model._default_manager.filter(project=project).values_list(*names)[:most].iterator(CHUNK):
        values = [again.setdefault(value, value) if isinstance(value, str) else value for value in row]
        for at, name in made:
            values[at] = _plain(shape, name, values[at])
        yield shape(*values)


def _is_made(shape: type[Any], name: str, field: "django_models.Field[Any, Any]") -> bool:
    """Whether a column is kept otherwise than its shape holds it: lists, and choices that are enums."""
    return isinstance(field, django_models.JSONField) or (shape, name) in ENUMS


def shape_of(row: django_models.Model, shape: type[Shape], **given: object) -> Shape:
    """A row as its shape: the fields of the same name, lists as tuples, choices as their enums."""
    values: dict[str, object] = dict(given)
    for one in fields(shape):  # type: ignore[arg-type]  # every shape is a dataclass
        if one.name in values or one.name == "where" or not hasattr(row, one.name):
            continue
        values[one.name] = _plain(shape, one.name, getattr(row, one.name))
    return shape(**values)


def row_values(shape: object) -> dict[str, object]:
    """A shape as the columns of its row."""
    kept = (one.name for one in fields(shape) if one.name not in NOT_KEPT)  # type: ignore[arg-type]  # a dataclass
    return {name: _column(type(shape), name, getattr(shape, name)) for name in kept}


def rows_of(preparation: Preparation, part: str) -> list[tuple[type[ProjectRow], Rows]]:
    """The rows one part of a preparation is kept as, table by table."""
    if part in SIMPLE:
        return [(SIMPLE[part][0], [row_values(one) for one in getattr(preparation, part)])]
    return list(zip(MODELS_OF.get(part, ()), NESTED[part](preparation) if part in NESTED else (), strict=True))


def _schedule_rows(preparation: Preparation) -> tuple[Rows, Rows]:
    demands = [
        {"node": node.number, "document": one.document, "day": one.day}
        for node in preparation.schedule
        for one in node.demands
    ]
    return [row_values(node) for node in preparation.schedule], demands


def _indicator_rows(preparation: Preparation) -> tuple[Rows, Rows]:
    candidates = [
        {"indicator": indicator.code, **row_values(one)}
        for indicator in preparation.indicators
        for one in indicator.candidates
    ]
    return [row_values(one) for one in preparation.indicators], candidates


def _review_rows(preparation: Preparation) -> tuple[Rows]:
    return ([row_values(preparation.team_review)] if preparation.team_review else [],)


NESTED: Final[Mapping[str, Callable[[Preparation], tuple[Rows, ...]]]] = {
    "schedule": _schedule_rows,
    "indicators": _indicator_rows,
    "sampling": lambda preparation: ([row_values(preparation.sampling)],),
    "team_review": _review_rows,
    "waivers": lambda preparation: ([{"code": code, "reason": reason} for code, reason in preparation.waivers],),
}


def _plain(shape: type[Any], name: str, value: object) -> object:
    enum = ENUMS.get((shape, name))
    if enum is not None:
        return enum(value) if value not in (None, "") else None
    if isinstance(value, list):
        return tuple(_plain_item(shape, name, item) for item in value)
    return value


def _plain_item(shape: type[Any], name: str, item: object) -> object:
    if (shape, name) == (SamplingPlan, "strata"):
        return Dimension(str(item))
    if (shape, name) == (SamplingPlan, "kinds_by_use") and isinstance(item, list):
        return (item[0], UnitKind(item[1]))
    if (shape, name) == (Visit, "kinds"):
        return Visited(str(item))
    if (shape, name) == (Visit, "said") and isinstance(item, list):
        return (VisitTopic(item[0]), item[1])
    if (shape, name) == (Question, "options") and isinstance(item, list):
        said, points = item
        return (said, None if points is None else Decimal(points))
    return tuple(item) if isinstance(item, list) else item


def _column(shape: type[Any], name: str, value: object) -> object:
    """A value as its column keeps it; a choice of words nobody made is a blank text."""
    enum = ENUMS.get((shape, name))
    return "" if value is None and enum is not None and issubclass(enum, str) else _stored(value)


def _stored(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_stored_item(item) for item in value]
    return value


def _stored_item(item: object) -> object:
    if isinstance(item, tuple):
        return [str(part) if isinstance(part, Decimal) else _stored(part) for part in item]
    return _stored(item)


def _schedule(project: models.EvaluationProject) -> tuple[ScheduleNode, ...]:
    demands = _by(models.DateDemand.objects.filter(project=project), "node")
    return tuple(
        shape_of(
            row, ScheduleNode, demands=tuple(DateDemand(one.document, one.day) for one in demands.get(row.number, ()))
        )
        for row in models.ScheduleNode.objects.filter(project=project)
    )


def _indicators(project: models.EvaluationProject) -> tuple[Indicator, ...]:
    candidates = _by(models.TargetCandidate.objects.filter(project=project), "indicator")
    return tuple(
        shape_of(
            row, Indicator, candidates=tuple(shape_of(one, TargetCandidate) for one in candidates.get(row.code, ()))
        )
        for row in models.Indicator.objects.filter(project=project)
    )


def _sampling(project: models.EvaluationProject) -> SamplingPlan:
    row = models.SamplingPlan.objects.filter(project=project).first()
    return shape_of(row, SamplingPlan) if row else SamplingPlan()


def _team_review(project: models.EvaluationProject) -> TeamReview | None:
    row = models.TeamReview.objects.filter(project=project).first()
    return shape_of(row, TeamReview) if row else None


def _by(rows: Iterable[Any], name: str) -> Mapping[str, Sequence[Any]]:
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(getattr(row, name), []).append(row)
    return groups


READ: Final[Mapping[str, Callable[[models.EvaluationProject], Any]]] = {
    "schedule": _schedule,
    "sampling": _sampling,
    "team_review": _team_review,
    "indicators": _indicators,
    "waivers": _waivers,
}
"""Parts that are kept in several tables, or in one row."""
