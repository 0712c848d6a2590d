"""Entering what an evaluation is scored by, while it is carried out."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction

from jiheng.audit.actions import record
from jiheng.evaluation.actions.entering import count_revision, insert_rows
from jiheng.evaluation.actions.material_files import fitted_to_files, keep_numbers
from jiheng.evaluation.actions.runs import keep_run
from jiheng.evaluation.actions.sent_notices import require_sent_kept
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

    A notice that reached a unit in this system stays as it went out.
    Lines of 资料编号清单 agree with the files handed in under their numbers, see ``fitted_to_files``.
    ``parts`` are field names of ``Implementation``; ``revision`` is what the change was based on.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    count_revision(project, revision, Phase.IMPLEMENT)
    for name in parts:
        model, _ = IMPLEMENTATION[name]
        rows = getattr(given, name)
        require_sent_kept(project, name, rows)
        if name == "materials":
            rows = fitted_to_files(project, rows)
        model._default_manager.filter(project=project).delete()
        insert_rows(project, model, [row_values(row) for row in rows])
    if "materials" in parts:
        keep_numbers(project, given.materials)
    project.refresh_from_db()
    keep_run(project, by=by, at=at)
    changed = "、".join(sorted(parts))
    record(by.user, "evaluation.implemented", project, at=at, after={"revision": project.revision, "parts": changed})
