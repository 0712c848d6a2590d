"""分类汇总表: the sample points summed up by kind, area or use, on the page and as a workbook."""

from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.duties import Capability
from jiheng.rules.implementation.point_summary import (
    ColumnSummary,
    Grouping,
    PointSummary,
    point_summaries,
)
from jiheng.rules.surveys.shapes import BaseField
from jiheng.web.access import needs
from jiheng.web.evaluations.checking import judged_on, sampling_of
from jiheng.web.evaluations.point_pages import trail_of
from jiheng.web.evaluations.point_views import NOTHING_YET
from jiheng.web.evaluations.remembered import remembered
from jiheng.web.evaluations.views import file_response, project_of
from jiheng.web.paging import page_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep, tabs_for
from jiheng.workbooks.preparation.point_summary_sheet import point_summary_book

TITLE: Final = "分类汇总表"
READ: Final = ("lines", "sampling", "manual_points", "base_fields", "point_values")
WORDS: Final = {"kind": Grouping.KIND, "area": Grouping.AREA, "use": Grouping.USE}
"""The word of each grouping in the address of the page."""
FIELDS_A_PAGE: Final = 20


@needs(Capability.EVALUATION_READ)
@require_safe
def summary(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    word = request.GET.get("by", "") if request.GET.get("by") in WORDS else "kind"
    found = next(one for one in summaries_of_points(project) if one.by is WORDS[word])
    fields = [column.field for column in found.whole.columns]
    page = page_of(request, fields, FIELDS_A_PAGE)
    context = {
        "project": project,
        "found": found,
        "tabs": tabs_for(request.GET, "by", [(key, f"按{by}", None) for key, by in WORDS.items()], word),
        "page": page,
        "fields": [(field, rows_of(found, field)) for field in page],
        "trail": trail_of(project, TrailStep(TITLE)),
    }
    return render(request, "evaluations/point_summary.html", context)


@needs(Capability.EVALUATION_READ)
@require_safe
def summary_file(request: MemberRequest, pk: int) -> HttpResponse:
    """All three groupings in one workbook."""
    project = project_of(request, pk)
    found = summaries_of_points(project)
    if not found[0].whole.points:
        raise Http404(NOTHING_YET)
    return file_response(point_summary_book(project.name, found), f"{TITLE}_{project.code}")


def summaries_of_points(project: EvaluationProject) -> Sequence[PointSummary]:
    """The points by each grouping, added up anew whenever anything of the project changed."""
    day = judged_on(preparation_of(project, ()))
    return remembered(project, day, "point-summaries", lambda: _summed(project))


def _summed(project: EvaluationProject) -> Sequence[PointSummary]:
    return point_summaries(preparation_of(project, READ), sampling_of(project).points.points)


def rows_of(found: PointSummary, field: BaseField) -> list[tuple[str, ColumnSummary]]:
    """One column in every group that has it, and in all of them."""
    groups = (*found.groups, found.whole)
    return [(one.title, column) for one in groups if (column := one.column(field)) is not None]
