"""项目预算执行情况表 on the page: cross table, flow, seven summaries, levels that open, and the detail table."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.evaluation.fund_tables import flows_of, lines_of, releases_of, summary_of, total_of
from jiheng.evaluation.models import EvaluationProject
from jiheng.orgs.duties import Capability
from jiheng.rules.execution.shapes import Dimension
from jiheng.web.access import needs
from jiheng.web.charts.sankey import Flow, sankey_of
from jiheng.web.charts.treemap import Cell, treemap_of
from jiheng.web.evaluations.checking import standing_of
from jiheng.web.evaluations.funds import (
    LEVELS,
    UNNAMED,
    WORDS,
    address_of,
    by_release,
    chosen_values,
    dimension_of,
    level_rows,
    pivot_of,
)
from jiheng.web.evaluations.result_views import TITLES
from jiheng.web.evaluations.views import LISTING, project_of
from jiheng.web.paging import page_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

LINES_A_PAGE: Final = 50
VALUES_A_PAGE: Final = 30
BALANCES_SHOWN: Final = 200
TITLE: Final = TITLES["execution"]


@needs(Capability.EVALUATION_READ)
@require_safe
def funds(request: MemberRequest, pk: int) -> HttpResponse:
    """The overview: figures, balance with the release documents, cross table, flow, treemap."""
    project = project_of(request, pk)
    rows = lines_of(project)
    down = dimension_of(request.GET, "down", Dimension.USE)
    across = dimension_of(request.GET, "across", Dimension.AREA)
    balances = sorted(standing_of(project).balances, key=lambda one: not one.difference)
    context = _frame(project, "overview") | {
        "whole": total_of(rows),
        "pivot": pivot_of(rows, down, across),
        "balances": balances[:BALANCES_SHOWN],
        "more_balances": max(0, len(balances) - BALANCES_SHOWN),
        "uneven": sum(bool(one.difference) for one in balances),
        "flow": _flow(project),
        "areas": _treemap(project, down),
    }
    return render(request, "evaluations/result_execution.html", context)


@needs(Capability.EVALUATION_READ)
@require_safe
def summaries(request: MemberRequest, pk: int) -> HttpResponse:
    """The summary table of one dimension (汇总表), a page of its values at a time."""
    project = project_of(request, pk)
    rows = lines_of(project)
    by = dimension_of(request.GET, "by", Dimension.USE)
    whole = total_of(rows)
    context = _frame(project, "summaries") | {
        "whole": whole,
        "by": by,
        "values": page_of(request, summary_of(rows, by, whole), VALUES_A_PAGE),
        "word": WORDS[by],
    }
    return render(request, "evaluations/funds_summary.html", context)


@needs(Capability.EVALUATION_READ)
@require_safe
def levels(request: MemberRequest, pk: int) -> HttpResponse:
    """Levels that open (分层次): the values of the next level under those chosen so far."""
    project = project_of(request, pk)
    order = tuple(dimension_of(request.GET, f"level{number}", usual) for number, usual in enumerate(LEVELS, 1))
    order = tuple(dict.fromkeys(order))
    given = chosen_values(request.GET)
    chosen = {dimension: given[dimension] for dimension in order if dimension in given}
    rows = lines_of(project, chosen)
    level, values = level_rows(rows, order, chosen)
    context = _frame(project, "levels") | {
        "order": order,
        "whole": total_of(rows),
        "level": level,
        "steps": _steps(order, chosen),
        "values": page_of(
            request, [(_opened(order, chosen, level, row.value), row) for row in values], VALUES_A_PAGE
        ),
        "lines_address": address_of(chosen),
    }
    return render(request, "evaluations/funds_levels.html", context)


@needs(Capability.EVALUATION_READ)
@require_safe
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """The detail table, with the values the address asks for, a page at a time."""
    project = project_of(request, pk)
    chosen = chosen_values(request.GET)
    rows = lines_of(project, chosen).order_by("release", "position")
    release = request.GET.get("release", "")
    if release:
        rows = rows.filter(release=release)
    page = page_of(request, rows, LINES_A_PAGE)
    context = _frame(project, "detail") | {
        "whole": total_of(rows),
        "lines": page,
        "groups": by_release(rows, page),
        "chosen": [(dimension, value or UNNAMED) for dimension, value in chosen.items()],
        "release": release,
        "releases": releases_of(project).values_list("number", flat=True)[:BALANCES_SHOWN],
    }
    return render(request, "evaluations/funds_detail.html", context)


def _frame(project: EvaluationProject, tab: str) -> dict[str, Any]:
    return {
        "project": project,
        "name": "execution",
        "title": TITLE,
        "titles": TITLES,
        "tab": tab,
        "dimensions": [(word, dimension.value) for dimension, word in WORDS.items()],
        "words": {dimension.value: word for dimension, word in WORDS.items()},
        "trail": [LISTING, TrailStep(project.name, f"/evaluations/{project.pk}/"), TrailStep(TITLE)],
    }


def _flow(project: EvaluationProject) -> object:
    flows = [Flow(release, use, area, money) for release, use, area, money in flows_of(project)]
    left = releases_of(project).values_list("number", "unallocated")
    return sankey_of(flows, [(number, money) for number, money in left if money])


def _treemap(project: EvaluationProject, by: Dimension) -> object:
    rows = lines_of(project)
    cells = [Cell(row.value, row.budget, row.actual) for row in summary_of(rows, by, total_of(rows))]
    return treemap_of(cells, title=f"资金分布（按{by.value}）", dimension=by.value)


def _steps(order: tuple[Dimension, ...], chosen: dict[Dimension, str]) -> list[tuple[str, str]]:
    """The way back: everything, then each value opened so far with its address."""
    steps = [("全部", _with_order(order, {}))]
    held: dict[Dimension, str] = {}
    for dimension, value in chosen.items():
        held[dimension] = value
        steps.append((f"{dimension.value}：{value or UNNAMED}", _with_order(order, held)))
    return steps


def _opened(order: tuple[Dimension, ...], chosen: dict[Dimension, str], level: Dimension | None, value: str) -> str:
    return _with_order(order, chosen | ({level: value} if level else {}))


def _with_order(order: tuple[Dimension, ...], chosen: dict[Dimension, str]) -> str:
    words = {f"level{number}": WORDS[dimension] for number, dimension in enumerate(order, 1)}
    return address_of(chosen, **words)
