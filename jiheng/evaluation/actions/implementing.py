"""Entering what an evaluation is scored by, while it is carried out."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction

from jiheng.audit.actions import record
from jiheng.evaluation.actions.entering import count_revision, insert_rows
from jiheng.evaluation.actions.runs import keep_run
from jiheng.evaluation.models import EvaluationProject, Phase
from jiheng.evaluation.shapes import IMPLEMENTATION, row_values
from jiheng.orgs.duties import Capability, Member, require
from jiheng.rules.implementation.shapes import Implementation

ALL: Final = tuple(IMPLEMENTATION)


@transaction.atomic
def replace_implementation(
    project: EvaluationProject,
    given: Implementation,
    *,
    revision: int,
    by: Member,
    at: datetime,
    parts: Collection[str] = ALL,
) -> None:
    """Put parts of an implementation in place of the present ones, all or nothing; only in 评价实施.

    ``parts`` are field names of ``Implementation``; ``revision`` is what the change was based on.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    count_revision(project, revision, Phase.IMPLEMENT)
    for name in parts:
        model, _ = IMPLEMENTATION[name]
        model._default_manager.filter(project=project).delete()
        insert_rows(project, model, [row_values(row) for row in getattr(given, name)])
    project.refresh_from_db()
    keep_run(project, by=by, at=at)
    changed = "、".join(sorted(parts))
    record(by.user, "evaluation.implemented", project, at=at, after={"revision": project.revision, "parts": changed})
