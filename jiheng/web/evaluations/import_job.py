"""The import of fund lines, with the check of what came in, so that the next page need not wait for it."""

from collections.abc import Mapping
from typing import Final

from jiheng.evaluation.queries import imported_project
from jiheng.jobs.context import JobContext
from jiheng.jobs.registry import Json
from jiheng.web.evaluations.checking import standing_of
from jiheng.workbooks.line_import_job import run_line_import

CHECKED_AT_ONCE: Final = 50_000
"""Lines up to which the worker checks them as well; more would take too much memory on top of reading them."""


def run_import_and_check(context: JobContext) -> Mapping[str, Json]:
    """Read the list, then remember what the rules say of it."""
    result = run_line_import(context)
    rows = result.get("rows")
    if isinstance(rows, int) and 0 < rows <= CHECKED_AT_ONCE:
        standing_of(imported_project(str(context.arguments["import"])))
    return result
