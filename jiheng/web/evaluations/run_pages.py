"""What the pages of frozen scores show: the list, one run against the one before, and the paper."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.core.cache import cache
from django.utils.timezone import localdate

from jiheng import __version__
from jiheng.evaluation.actions.runs import LABELS
from jiheng.evaluation.frozen import Broken, digest_of_run, inputs_of_run, require_there, result_of_run, side_of
from jiheng.evaluation.models import EvaluationProject, ScoreRun
from jiheng.evaluation.queries import is_logged, score_runs, unlogged
from jiheng.reports.score_paper import ScorePaper
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.changes import changes_between
from jiheng.rules.implementation.freezing import figures_of, part_in
from jiheng.rules.implementation.result import EvaluationResult
from jiheng.rules.law import instrument_ids, load_instrument
from jiheng.web.evaluations.views import LISTING
from jiheng.web.tabs import TrailStep

TITLE: Final = "计分记录"
KEPT_SECONDS: Final = 30 * 24 * 3600
HISTORY: Final = 20
"""The most changes of one indicator shown on its page."""


@dataclass(frozen=True, slots=True)
class ListedRun:
    """A run with what moved against the one before it; ``changed`` when it is not what the log says of it."""

    run: ScoreRun
    moved: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in a comparison, as printed; ``page`` is its code as long as it stands."""

    code: str
    page: str
    name: str
    value_before: str
    value_after: str
    before: str
    after: str
    moved: str
    reasons: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side, without the results themselves: small enough to be remembered."""

    rows: tuple[Row, ...]
    general: tuple[str, ...]
    gone: tuple[Finding, ...]
    new: tuple[Finding, ...]
    moved: str

    @property
    def scored(self) -> tuple[Row, ...]:
        """The indicators whose score is another."""
        return tuple(row for row in self.rows if row.before != row.after)


@dataclass(frozen=True, slots=True)
class Strip:
    """The newest run above the scores, with what moved; ``current`` says whether the scores are still its own."""

    run: ScoreRun
    comparison: Comparison | None
    current: bool


@dataclass(frozen=True, slots=True)
class Past:
    """What one indicator came to in a run."""

    run: ScoreRun
    figures: dict[str, Any]
    moved: str


def moved_text(before: str | None, after: str | None) -> str:
    """By how many points a score went up or down: ``+1.20``, ``−5.60``, 没有变; blank where one is missing."""
    if not before or not after:
        return ""
    difference = Decimal(after) - Decimal(before)
    if not difference:
        return "没有变"
    return f"{'+' if difference > 0 else '−'}{abs(difference):f}"


def listed(project: EvaluationProject, shown: Sequence[ScoreRun]) -> list[ListedRun]:
    """The runs of a page, each against the one before; the first of all stands against nothing."""
    if not shown:
        return []
    before = score_runs(project).filter(number=shown[-1].number - 1).first()
    changed = unlogged({digest_of_run(run): run for run in shown})
    return [
        ListedRun(run, moved_text(other.score, run.score) if other else "", run.number in changed)
        for run, other in zip(shown, [*shown[1:], before], strict=True)
    ]


def require_unchanged(run: ScoreRun) -> None:
    """Raise ``Broken`` when a run is not what the log says of it, or a text it was made of is gone."""
    if not is_logged(run, digest_of_run(run)):
        raise Broken("内容和操作记录里留下的摘要不符，计分以后被改动过")
    require_there({run.law, run.result, *run.inputs.values()})


def compared(old: ScoreRun, new: ScoreRun) -> Comparison:
    """Two runs of one project; what never changes is worked out once."""
    words = f"{digest_of_run(old)}|{digest_of_run(new)}|{__version__}"
    key = f"score-runs-{hashlib.sha256(words.encode()).hexdigest()}"
    known: Comparison | None = cache.get(key)
    if known is None:
        known = _compared(old, new)
        cache.set(key, known, KEPT_SECONDS)
    return known


def _compared(old: ScoreRun, new: ScoreRun) -> Comparison:
    found = changes_between(side_of(old, new), side_of(new, old))
    rows = []
    for one in found.indicators:
        before, after = one.scored
        moved = "" if one.difference is None else moved_text("0", f"{one.difference:f}")
        values = [side.value if side else "" for side in (one.before, one.after)]
        page = one.after.indicator.code if one.after else ""
        rows.append(Row(one.code, page, one.name, values[0], values[1], before, after, moved, one.reasons, one.said))
    rows.sort(key=lambda row: row.before == row.after)
    return Comparison(tuple(rows), found.general, found.gone, found.new, moved_text(old.score, new.score))


def history_of(project: EvaluationProject, called: str) -> list[Past]:
    """Every run in which an indicator came to something else than in the run before, the latest first."""
    found: list[Past] = []
    before: dict[str, Any] | None = None
    for run in score_runs(project).defer("parameters", "inputs").order_by("number"):
        figures = run.figures.get(called)
        if figures is not None and figures != before:
            moved = moved_text((before or {}).get("final_score"), figures["final_score"])
            found.append(Past(run, figures, moved))
        before = figures
    return found[::-1][:HISTORY]


def strip_of(project: EvaluationProject, result: EvaluationResult) -> Strip | None:
    """The newest run against the one before; ``None`` as long as nothing was scored, or when it cannot be read."""
    newest = list(score_runs(project)[:2])
    if not newest:
        return None
    try:
        comparison = compared(newest[1], newest[0]) if len(newest) > 1 else None
    except Broken:
        return None
    return Strip(newest[0], comparison, is_current(newest[0], result))


def is_current(run: ScoreRun, result: EvaluationResult) -> bool:
    """Whether the score as it is worked out now has the figures of a run."""
    concluded = result.conclusion.value
    return run.figures == figures_of(result) and run.score == ("" if concluded is None else f"{concluded:f}")


def paper_of(run: ScoreRun) -> ScorePaper:
    """A run with all that is printed of it. Raises ``Broken`` when what it was made of was changed."""
    require_unchanged(run)
    inputs = inputs_of_run(run)
    known = run.instrument in instrument_ids()
    return ScorePaper(
        called=called_run(run),
        number=run.number,
        made_by=run.made_by.name,
        made_on=localdate(run.made_at),
        cause=run.cause,
        rules_title=load_instrument(run.instrument).title if known else run.instrument,
        judged_on=run.judged_on,
        software=run.software,
        law=run.law,
        result_hash=run.result,
        inputs=dict(inputs_listed(run)),
        result=result_of_run(run),
        materials={one.number.strip(): one for one in part_in("materials", inputs["materials"])},
        parameters=run.parameters,
    )


def inputs_listed(run: ScoreRun) -> list[tuple[str, str]]:
    """What people call each part that was read, and its hash, always in one order."""
    order = [*LABELS, *(name for name in run.inputs if name not in LABELS)]
    return [(LABELS.get(name, name), run.inputs[name]) for name in order if name in run.inputs]


def called_run(run: ScoreRun) -> str:
    """How people call a run, and what ``jiheng evaluation rescore`` is given."""
    return f"{run.project.code}/{run.number}"


def trail_of(project: EvaluationProject, *steps: TrailStep) -> list[TrailStep]:
    """The way to a page of frozen scores."""
    home = f"/evaluations/{project.pk}/"
    runs = TrailStep(TITLE, f"{home}runs/" if steps else "")
    return [LISTING, TrailStep(project.name, home), TrailStep("计分结果", f"{home}scores/"), runs, *steps]
