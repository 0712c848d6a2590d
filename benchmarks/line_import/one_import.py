"""One import in a process of its own, on a new database: ``python -m benchmarks.line_import.one_import FILE``.

Everything a user waits for is in it: keeping the file, reading its headings, the job from the queue to the last row.
"""

import json
import sys
import time
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from jiheng.evaluation.models import EvaluationProject, LineImport
    from jiheng.orgs.duties import Member

    Columns = dict[str, dict[str, object]]


def main() -> None:
    """Print ``{"lines", "outcome", "handing_in", "importing"}`` as JSON; seconds are wall-clock."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(_imported(Path(sys.argv[1]))))


def _imported(path: Path) -> dict[str, object]:
    from django.utils.timezone import now

    from jiheng.evaluation.actions.line_imports import start_import
    from jiheng.jobs.worker import work
    from jiheng.workbooks.line_list.headings import signature

    by, project = _agency()
    begun = time.perf_counter()
    one, columns = _handed_in(path, project, by)
    handed_in = time.perf_counter()
    heads = signature(one.headings)
    start_import(one, columns=columns, scale=1, appends=False, headings=heads, by=by, at=now())
    work(clock=now, stop=Event(), once=True)
    one.refresh_from_db()
    done = time.perf_counter()
    return {
        "lines": one.rows,
        "outcome": one.outcome,
        "handing_in": round(handed_in - begun, 1),
        "importing": round(done - handed_in, 1),
    }


def _agency() -> "tuple[Member, EvaluationProject]":
    """The head of the demonstration's agency and a project with nothing in it."""
    from django.utils.timezone import now

    from jiheng.demo.county import build_county
    from jiheng.evaluation.actions.entering import open_project
    from jiheng.orgs.models import User
    from jiheng.orgs.queries import member_for
    from jiheng.rules.preparation.shapes import Preparation, Project

    build_county()
    by = member_for(User.objects.get(username="fuzeren"))
    if by is None:
        raise SystemExit("演示县里没有第三方项目负责人。")
    return by, open_project(Preparation(project=Project("PJ-1", "村道养护")), by=by, at=now())


def _handed_in(path: Path, project: "EvaluationProject", by: "Member") -> "tuple[LineImport, Columns]":
    """The list kept, its columns as its headings propose them."""
    from django.utils.timezone import now

    from jiheng.evaluation.actions.line_imports import hand_in_list
    from jiheng.files.actions import store
    from jiheng.files.disk import blob_path
    from jiheng.files.models import FileType
    from jiheng.workbooks.line_list.headings import heads_of
    from jiheng.workbooks.line_list.opening import open_list

    place, any_kind = project.organisation, frozenset(FileType)
    with path.open("rb") as file:
        kept = store(file, path.name, organisation=place, by=by, at=now(), accepts=any_kind)
    with open_list(kept.name, blob_path(kept.blob), FileType(kept.blob.type)) as opened:
        heads = heads_of(opened.rows())
    one = hand_in_list(
        project, kept, sheet="", title_row=heads.row, headings=heads.headings, sample=heads.sample,
        columns=heads.proposed, scale=heads.scale, by=by, at=now(),
    )  # fmt: skip
    return one, {name: {"column": column} for name, column in heads.proposed.items()}


if __name__ == "__main__":
    main()
