"""What the checks said of a preparation, kept until the preparation changes: 200,000 lines take them seconds.

A pure function is remembered by everything it reads: the state of the project, the day, the law and the software.
The state is the hash of the project's last event, which no other history of it can have, so that a database put back
from a backup never meets the answers of another course of things. Without an event nothing is remembered.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache as once
from typing import Any, Final, TypeVar

from django.core.cache import cache

from jiheng import __version__
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.queries import prepared_mark, state_mark
from jiheng.rules.basis.entries import Catalogue
from jiheng.rules.execution.balances import Balance
from jiheng.rules.finding import Finding
from jiheng.rules.indicators.checks import IndicatorFigures
from jiheng.rules.law import LAW_FOLDER
from jiheng.rules.preparation.result import Said, keeps_plan
from jiheng.rules.schedule.table import ScheduleLine

Made = TypeVar("Made")

KEPT_SECONDS: Final = 30 * 24 * 3600
SHAPE: Final = "6"
"""Counts up when what is kept takes another form within one software version."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the check says, without what is as long as the detail table (see ``checking.sampling_of`` for the frame).

    ``shown`` is the JSON of the check but its execution tables; ``filled`` says whether a sheet (by title) holds any,
    ``unasked`` which steps the chosen rulebooks have no rule for.
    """

    said: tuple[Said, ...]
    catalogue: Catalogue
    schedule: tuple[ScheduleLine, ...]
    balances: tuple[Balance, ...]
    indicators: IndicatorFigures
    shown: Mapping[str, Any]
    filled: Mapping[str, bool]
    unasked: frozenset[str]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(one.finding for one in self.said)

    @property
    def blocking_plan(self) -> tuple[Finding, ...]:
        """The findings that keep the plan from being handed in (方案送审)."""
        return tuple(each for each in self.findings if keeps_plan(each))


def remembered(
    project: EvaluationProject, day: date, what: str, make: Callable[[], Made], *, prepared: bool = False
) -> Made:
    """One answer (``what``) about a project for a day, made when it is not known.

    ``prepared`` is for an answer that reads nothing but the preparation: what is entered while the evaluation is
    carried out leaves it standing.
    """
    mark = prepared_mark(project) if prepared else state_mark(project)
    if not mark:
        return make()
    revision = "" if prepared else str(project.revision)
    words = "|".join((mark, str(project.pk), revision, project.instrument, day.isoformat(), _software()))
    key = f"evaluation-{what}-{hashlib.sha256(words.encode()).hexdigest()}"
    known: Made | None = cache.get(key)
    if known is not None:
        return known
    made = make()
    cache.set(key, made, KEPT_SECONDS)
    return made


@once
def _software() -> str:
    """Version, form of what is kept, and the digest of the law's files as they stand when the program starts."""
    digest = hashlib.sha256()
    for path in sorted(LAW_FOLDER.rglob("*.toml")):
        digest.update(path.read_bytes())
    return f"{__version__}-{SHAPE}-{digest.hexdigest()}"
