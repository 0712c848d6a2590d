"""The three phases of an evaluation as a strip, and why it went back a phase."""

import json
from dataclasses import dataclass
from datetime import datetime

from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.queries import last_return
from jiheng.rules.preparation.phases import Phase

NAMES = {Phase.PREPARE: "准备", Phase.IMPLEMENT: "实施", Phase.REPORT: "报告"}


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """One phase of the strip: 准备, 实施 or 报告, with its state."""

    name: str
    tone: str
    word: str
    now: bool


@dataclass(frozen=True, slots=True)
class Returned:
    """Who took the evaluation back a phase, when and why."""

    name: str
    at: datetime
    reason: str


def phases_of(project: EvaluationProject) -> list[PhaseStep]:
    """Every phase: done, under way, or still to come."""
    at = list(Phase).index(Phase(project.phase))
    return [PhaseStep(NAMES[phase], *_state(number - at), now=number == at) for number, phase in enumerate(Phase)]


def returned(project: EvaluationProject) -> Returned | None:
    """The last return, as long as the evaluation has not moved on since."""
    event = last_return(project)
    if event is None:
        return None
    return Returned(event.actor.name if event.actor else "", event.at, json.loads(event.after).get("reason", ""))


def _state(distance: int) -> tuple[str, str]:
    if distance < 0:
        return "green", "已完成"
    return ("run", "进行中") if distance == 0 else ("none", "未开始")
