"""What the pages of the indicator system show: the tables with their sums and findings, and the split by use."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from jiheng.evaluation.actions.entering import OPEN
from jiheng.evaluation.models import EvaluationProject, Phase
from jiheng.orgs.duties import Capability
from jiheng.rules.figures import percent, plain
from jiheng.rules.finding import Finding
from jiheng.rules.indicators.shapes import Level1, Part
from jiheng.rules.indicators.split import UseAdvice
from jiheng.rules.preparation.result import Said
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.preparation.steps import step_of
from jiheng.rules.scoring.weights import evaluation_weights_for
from jiheng.web.evaluations.checking import judged_on, with_standing
from jiheng.web.evaluations.indicator_tree import (
    CHOSEN,
    COLUMNS,
    HEADS,
    MOST_ROWS,
    PARTS_SHOWN,
    PLACES,
    SHEET,
    SHOWN,
    TreeCell,
    TypedRow,
    rows_kept,
    trees_of,
)
from jiheng.web.evaluations.remembered import Standing
from jiheng.web.evaluations.saying import said_by_row
from jiheng.web.evaluations.views import LISTING
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep
from jiheng.workbooks.preparation.editing import FIRST_ROW, texts_of

TITLE: Final = "指标体系"
STEPS: Final = ("评价指标", "拆分评价")
LEVEL1_NAMES: Final = (*Level1, "过程", "效益")
"""Words offered while typing; others are kept as typed."""


@dataclass(frozen=True, slots=True)
class SplitRow:
    """One use of funds, or one part: its funds, what is advised and what was decided."""

    advice: UseAdvice
    share: str
    advised: str
    weight: str
    impact: str
    reason: str


def may_edit(request: MemberRequest, project: EvaluationProject) -> bool:
    """Whether the member may change the indicators now; the action asks again."""
    standing = project.phase == Phase.PREPARE and project.plan_status in OPEN
    return standing and request.member.may(Capability.EVALUATION_EDIT)


def may_amend(request: MemberRequest, project: EvaluationProject) -> bool:
    """Whether the member may ask for indicators to be mended while the evaluation is carried out."""
    return project.phase == Phase.IMPLEMENT and request.member.may(Capability.EVALUATION_EDIT)


def is_amending(request: MemberRequest, project: EvaluationProject) -> bool:
    """Whether the page was opened to mend, or sent back while mending."""
    return may_amend(request, project) and ("amend" in request.GET or "reason" in request.POST)


def typed_reason(request: MemberRequest) -> dict[str, Any]:
    """What was typed beside indicators that are being mended."""
    late = bool(request.POST.get("late"))
    return {"amending": True, "editable": True, "reason": request.POST.get("reason", ""), "late": late}


def trail_of(project: EvaluationProject, *further: TrailStep) -> list[TrailStep]:
    """The trail to a page of the indicator system; the last step has no address."""
    home = f"/evaluations/{project.pk}/"
    system = TrailStep(TITLE, f"{home}indicators/" if further else "")
    return [LISTING, TrailStep(project.name, home), system, *further]


def tree_context(request: MemberRequest, project: EvaluationProject) -> dict[str, Any]:
    """The page as the indicators are kept."""
    preparation, result = with_standing(project, PARTS_SHOWN)
    rows = rows_kept(texts_of(preparation, SHEET))
    amending = is_amending(request, project)
    editable = (may_edit(request, project) or amending) and len(rows) <= MOST_ROWS
    context = _context(project, preparation, rows, [one for one in result.said if step_of(one.finding) in STEPS])
    more = {"too_many": len(rows) > MOST_ROWS, "editable": editable, "split": split_rows(result, preparation.parts)}
    amends = {"amending": amending and editable, "may_amend": may_amend(request, project)}
    return context | more | amends | {"revision": project.revision}


def typed_context(
    project: EvaluationProject,
    preparation: Preparation,
    rows: Sequence[TypedRow],
    revision: int,
    wrong: Sequence[Finding] = (),
) -> dict[str, Any]:
    """The page as it was typed, not kept yet; ``preparation`` is what the typing was read as."""
    context = _context(project, preparation, rows, [Said(finding) for finding in wrong])
    return context | {"editable": True, "unsaved": True, "wrong": bool(wrong), "revision": revision}


def _context(
    project: EvaluationProject, preparation: Preparation, rows: Sequence[TypedRow], said: Sequence[Said]
) -> dict[str, Any]:
    book, _ = rulebook_for(preparation.project, judged_on(preparation))
    trees = trees_of(rows, preparation.indicators, preparation.parts, said_by_row(said, SHEET), book)
    return {
        "project": project,
        "trees": trees,
        "count": len(rows),
        "first_line": FIRST_ROW,
        "whole": plain(evaluation_weights_for(book).whole),
        "heads": [(name, HEADS.get(name, COLUMNS[PLACES[name]].title)) for name in SHOWN],
        "blank": [TreeCell(COLUMNS[PLACES[name]], "", 1) for name in SHOWN],
        "level1_names": LEVEL1_NAMES,
        "chosen": CHOSEN,
        "said": said,
        "trail": trail_of(project),
    }


def split_rows(result: Standing, parts: Sequence[Part]) -> list[SplitRow]:
    """The funds by use beside the advised weights and those decided."""
    named = {part.name: part for part in parts}
    return [
        SplitRow(
            one,
            "—" if one.share is None else percent(one.share),
            "—" if one.advised_weight is None else plain(one.advised_weight),
            "—" if one.weight is None else plain(one.weight),
            named[one.use].impact if one.use in named else "",
            named[one.use].reason if one.use in named else "",
        )
        for one in result.indicators.split
    ]
