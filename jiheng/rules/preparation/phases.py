"""环节: preparation, implementation, report; one step at a time, and back when something has to be mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.finding import Finding


class Phase(StrEnum):
    PREPARE = "PREPARE"
    IMPLEMENT = "IMPLEMENT"
    REPORT = "REPORT"

    @property
    def label(self) -> str:
        return {"PREPARE": "评价准备", "IMPLEMENT": "评价实施", "REPORT": "报告撰写"}[self.value]


@dataclass(frozen=True, slots=True)
class Move:
    """A step from one phase to another; ``acts`` are those whose open errors keep it back."""

    leaves: Phase
    enters: Phase
    acts: frozenset[str] = frozenset()
    needs_approved_plan: bool = False
    needs_scores: bool = False

    @property
    def goes_back(self) -> bool:
        return list(Phase).index(self.enters) < list(Phase).index(self.leaves)


PLAN_ACTS = frozenset({"立项", "保存", "出表", "方案送审", "送审"})
"""Acts on the way to a plan: it is not complete while one of them is blocked."""
START_ACTS = frozenset({"选定机构", "审核通过", "开展评价", "分派任务", "进入实施", "进入评价实施"})
REPORT_ACTS = frozenset({"分派任务", "保存修正", "计分", "进入报告"})

MOVES = (
    Move(Phase.PREPARE, Phase.IMPLEMENT, PLAN_ACTS | START_ACTS, needs_approved_plan=True),
    Move(Phase.IMPLEMENT, Phase.REPORT, REPORT_ACTS, needs_scores=True),
    Move(Phase.IMPLEMENT, Phase.PREPARE),
    Move(Phase.REPORT, Phase.IMPLEMENT),
)
LISTED_AT_MOST = 10


def move_between(phase: Phase, wanted: Phase) -> Move | None:
    """The step from one phase to another; ``None`` when there is none."""
    return next((each for each in MOVES if (each.leaves, each.enters) == (phase, wanted)), None)


def next_phases(phase: Phase) -> tuple[Phase, ...]:
    """The phases that can be entered from here: the one that follows, then the one to go back to."""
    return tuple(move.enters for move in MOVES if move.leaves is phase)


def holding_back(move: Move, findings: Sequence[Finding]) -> list[Finding]:
    """The open errors that keep a move back: those that block one of its acts."""
    return [finding for finding in findings if finding.blocks and finding.act in move.acts]


@clause("cq2023-7/3")
def check_move(
    phase: Phase,
    wanted: Phase,
    findings: Sequence[Finding],
    *,
    plan_approved: bool | None = None,
    scored: bool | None = None,
) -> Finding:
    """A phase is left for the next one when what it asks for is complete; going back one step is always open.

    ``plan_approved`` is ``False`` while finance has not approved the plan, ``scored`` while the indicators have no
    scores (B-23); ``None`` where nobody can know.
    Reading taken: going back is one step at a time, too.
    """
    if wanted is phase:
        return not_applicable("E-B3", f"已在{phase.label}环节")
    move = move_between(phase, wanted)
    if move is None:
        ways = "、".join(f"“{each.label}”" for each in next_phases(phase))
        return failed("E-B3", f"从“{phase.label}”不能直接到“{wanted.label}”，只能到{ways}。请逐个环节办理")
    lacking = _lacking(move, findings)
    if move.needs_approved_plan and plan_approved is False:
        lacking.append("评价方案还没有经财政部门审定")
    if move.needs_scores and scored is False:
        lacking.insert(0, "评价指标还没有计分")
    if not lacking:
        return passed("E-B3", f"可以从“{phase.label}”到“{wanted.label}”")
    listed = "；".join(lacking[:LISTED_AT_MOST]) + ("等" if len(lacking) > LISTED_AT_MOST else "")
    message = f"还不能从“{phase.label}”到“{wanted.label}”，有{len(lacking)}项没有齐备：{listed}。请逐项补齐"
    return failed("E-B3", message)


def _lacking(move: Move, findings: Sequence[Finding]) -> list[str]:
    """One line a code: a table may have the same error in a thousand rows."""
    by_code: dict[str, list[str]] = {}
    for found in holding_back(move, findings):
        by_code.setdefault(found.code, []).append(found.message.rstrip("。"))
    return [
        f"{code} {said[0]}" if len(said) == 1 else f"{code} 有{len(said)}处，第一处是{said[0]}"
        for code, said in by_code.items()
    ]
