"""计分记录: a score is made anew after every change, and frozen when it came out otherwise than the last."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from jiheng import __version__
from jiheng.audit.actions import record
from jiheng.audit.chain import Plain
from jiheng.evaluation.frozen import digest_of_run, kept, law_text, result_of_run
from jiheng.evaluation.models import EvaluationProject, Phase, ScoreRun
from jiheng.evaluation.shapes import IMPLEMENTATION, MODELS_OF, implementation_of, preparation_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.rules.implementation.freezing import PREPARED, Frozen, freeze
from jiheng.rules.sampling.canonical import sha256

SCORED_PHASES: Final = frozenset({Phase.IMPLEMENT, Phase.REPORT})
LONGEST_CAUSE: Final = 500
FIRST: Final = "第一次计分"
SOFTWARE: Final = "软件版本更新"
LAW: Final = "法规文件更新"
SAME: Final = "没有改动，再计一次"

LABELS: Final[Mapping[str, str]] = {
    "project": "项目基本情况",
    **{name: str(MODELS_OF[name][0]._meta.verbose_name) for name in PREPARED if name in MODELS_OF},
    **{name: str(model._meta.verbose_name) for name, (model, _) in IMPLEMENTATION.items()},
    "adjustments": "人工调整",
}
"""What people call each part a score is made of."""


@transaction.atomic
def keep_run(
    project: EvaluationProject, *, by: Member, at: datetime, cause: str = "", always: bool = False
) -> ScoreRun | None:
    """Score anew after a change and freeze what came out, unless nothing of the result differs from the last run.

    Called by every action that counts a revision, once its rows are written and before it records its own event;
    before the plan is approved nothing is scored. ``cause`` says what was done where that tells more than
    which tables changed; ``always`` freezes in any case.
    """
    enters = by.may(Capability.EVALUATION_EDIT)
    require(by, Capability.EVALUATION_EDIT if enters else Capability.ADJUSTMENT_DECIDE, over=project.organisation)
    if project.phase not in SCORED_PHASES:
        return None
    day = project.evaluation_date or localdate(at)
    frozen = freeze(preparation_of(project, PREPARED), implementation_of(project), day)
    last = ScoreRun.objects.filter(project=project).first()
    if last is not None and not always and _came_out_the_same(last, frozen):
        return None
    law, result, *hashes = kept([law_text(), frozen.result, *frozen.inputs.values()])
    inputs = dict(zip(frozen.inputs, hashes, strict=True))
    run = ScoreRun(
        project=project,
        number=last.number + 1 if last else 1,
        made_by=by.user,
        made_at=at,
        cause=(cause or _cause(last, inputs, law))[:LONGEST_CAUSE],
        instrument=project.instrument,
        judged_on=day,
        software=__version__,
        law=law,
        parameters=list(frozen.parameters),
        inputs=inputs,
        result=result,
        figures=dict(frozen.figures),
        **_conclusion(frozen),
    )
    run.save(force_insert=True)
    record(by.user, "evaluation.scored", project, at=at, after=_logged(run))
    return run


def _logged(run: ScoreRun) -> dict[str, Plain]:
    """What the log keeps: the conclusion, and the hash that any later change of the run would no longer fit."""
    said = {"score": run.score, "grade": run.grade, "cause": run.cause, "hash": digest_of_run(run)}
    return {"number": run.number, **said}


def _came_out_the_same(last: ScoreRun, frozen: Frozen) -> bool:
    """Whether every digit, every finding and the conclusion are those of the last run; the project's own words do
    not matter.
    """
    if last.result == sha256(frozen.result):
        return True
    before, now = result_of_run(last), frozen.scored
    return (before.parts, before.conclusion, before.findings) == (now.parts, now.conclusion, now.findings)


def _conclusion(frozen: Frozen) -> dict[str, str]:
    conclusion = frozen.scored.conclusion
    return {
        "score": "" if conclusion.value is None else f"{conclusion.value:f}",
        "grade": conclusion.grade.value if conclusion.grade else "",
    }


def _cause(last: ScoreRun | None, inputs: Mapping[str, str], law: str) -> str:
    """Which tables changed since the last run, in plain words."""
    if last is None:
        return FIRST
    changed = [LABELS[name] for name, digest in inputs.items() if last.inputs.get(name) != digest]
    said = [f"{'、'.join(changed)}已修改"] if changed else []
    said += [LAW] if last.law != law else []
    said += [SOFTWARE] if last.software != __version__ else []
    return "，".join(said) or SAME
