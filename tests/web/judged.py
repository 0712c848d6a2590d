"""A request to change a score, and an invitation, belonging to whatever unit or expert a test names."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.timezone import now

from jiheng.evaluation.models import (
    AdjustmentRequest,
    EvaluationProject,
    ExpertInvitation,
    Indicator,
    IndicatorAmendment,
    Phase,
)
from jiheng.evaluation.shapes import preparation_of
from jiheng.evaluation.version_content import content_of
from jiheng.orgs.models import Organisation, User
from tests.web.handed_in import clerk_of
from tests.web.opened import evaluation_of


def judged_evaluation_of(unit: Organisation) -> EvaluationProject:
    """An evaluation of the unit that is being carried out, with one indicator that people judge."""
    project = evaluation_of(unit)
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.IMPLEMENT)
    row = {"code": "D1", "level1": "决策", "level2": "立项", "name": "论证", "points": 100, "method": "定性三档"}
    Indicator.objects.create(project=project, position=1, **row)
    project.refresh_from_db()
    return project


def request_of(project: EvaluationProject) -> AdjustmentRequest:
    return AdjustmentRequest.objects.create(
        project=project,
        indicator="D1",
        rule_score=Decimal(90),
        score=Decimal(95),
        reason="专家认为论证充分",
        requested_by=project.created_by,
        requested_at=now(),
    )


def amendment_of(project: EvaluationProject) -> IndicatorAmendment:
    """An amendment of the one indicator, asked for by who opened the evaluation."""
    indicators = preparation_of(project, ("indicators",)).indicators
    amended = [replace(one, caliber="按论证报告") for one in indicators]
    return IndicatorAmendment.objects.create(
        project=project,
        number=1,
        codes=["D1"],
        content=content_of(amended),
        reason="论证报告补交",
        base_version=0,
        requested_by=project.created_by,
        requested_at=now(),
    )


def invitation_of(project: EvaluationProject, expert: User | None = None) -> ExpertInvitation:
    """An invitation of the expert (the clerk when nobody is named), declared without a relation."""
    return ExpertInvitation.objects.create(
        project=project,
        expert=expert or clerk_of(project.organisation).user,
        invited_by=project.created_by,
        invited_at=now(),
        declared_at=now(),
        due=date(2099, 1, 1),
    )
