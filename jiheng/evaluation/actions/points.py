"""Sample points that come in by hand, and what was found at each point."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import transaction

from jiheng.evaluation.actions.entering import replace_preparation
from jiheng.evaluation.models import EvaluationProject, Phase
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.finding import Outcome
from jiheng.rules.preparation.result import SamplingResult
from jiheng.rules.sampling.picking import check_new_point
from jiheng.rules.sampling.points import Point, sample_points
from jiheng.rules.sampling.shapes import ManualPoint
from jiheng.rules.surveys.point_entries import Place, Written, with_written

VALUE_PHASES: Final = frozenset({Phase.PREPARE, Phase.IMPLEMENT})
"""The phases values of points are collected in."""


@transaction.atomic
def add_point(
    project: EvaluationProject,
    entry: ManualPoint,
    sampled: SamplingResult,
    *,
    revision: int,
    by: Member,
    at: datetime,
) -> None:
    """Take a unit into the sample by hand (加选), or in place of a drawn one when ``entry.replaces`` names it (替换).

    ``sampled`` is the sample as it stood at ``revision``.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    preparation = preparation_of(project, {"sampling", "manual_points"})
    manual = (*preparation.manual_points, entry)
    after = sample_points(preparation.sampling, sampled.frame, sampled.draw, manual)
    finding = check_new_point(entry, sampled.points, after)
    if finding.outcome is Outcome.FAILED:
        raise Refused(finding.message)
    added = replace(preparation, manual_points=manual)
    replace_preparation(project, added, revision=revision, by=by, at=at, parts={"manual_points"})


@transaction.atomic
def keep_values(
    project: EvaluationProject,
    written: Mapping[Place, Written],
    points: Sequence[Point],
    *,
    revision: int,
    by: Member,
    at: datetime,
) -> int:
    """Write values of some places anew; values of all other places stay. Answers how many changed.

    ``points`` are the sample as it stood at ``revision``. A place written blank has no value any more.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    if project.phase not in VALUE_PHASES:
        raise Refused("已在撰写报告，退回评价实施后才能改样本点基础信息")
    preparation = preparation_of(project, {"base_fields", "point_values"})
    values = with_written(preparation.point_values, points, preparation.base_fields, written)
    changed = len({(one.point, one.field) for one in set(values) ^ set(preparation.point_values)})
    if not changed:
        return 0
    kept = replace(preparation, point_values=values)
    replace_preparation(project, kept, revision=revision, by=by, at=at, parts={"point_values"})
    return changed
