"""What can be chosen for materials: indicators, sample points with their numbers, kinds, ways and natures."""

import hashlib
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache

from jiheng import __version__
from jiheng.evaluation.evidence_queries import indicator_choices, preparation_mark
from jiheng.evaluation.models import EvaluationProject
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.gate import ADMISSIBLE, Nature
from jiheng.rules.evidence.shapes import Form, MaterialKind, ObtainMethod
from jiheng.web.evaluations.checking import sampling_of

UNCHOSEN: Final = ("", "未选")
KINDS: Final = [(one.value, one.value) for one in MaterialKind]
FORMS: Final = [(one.value, one.value) for one in Form]
WAYS: Final = [(one.value, one.value) for one in ObtainMethod]
NATURES: Final = [
    (one.value, one.label if one in ADMISSIBLE else f"不能计分：{one.label}") for one in Nature
]  # fmt: skip
KEPT_SECONDS: Final = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class PointChoice:
    """A sample point as it is chosen; ``number`` is its place in the list of points."""

    number: int
    id: str
    label: str


def points_of(project: EvaluationProject) -> tuple[PointChoice, ...]:
    """The sample points, remembered as long as nothing but materials changes: the sample reads none of them."""
    mark = preparation_mark(project)
    key = f"evaluation-points-{hashlib.sha256(f'{mark}|{project.pk}|{__version__}'.encode()).hexdigest()}"
    known: tuple[PointChoice, ...] | None = cache.get(key) if mark else None
    if known is not None:
        return known
    made = tuple(
        PointChoice(number, point.unit.id, point.unit.id.replace("|", "　"))
        for number, point in enumerate(sampling_of(project).points.points, 1)
    )
    if mark:
        cache.set(key, made, KEPT_SECONDS)
    return made


def point_choices(project: EvaluationProject) -> list[tuple[str, str]]:
    return [(one.id, f"{one.number}　{one.label}") for one in points_of(project)]


def point_number(project: EvaluationProject, point: str) -> int | None:
    """The place of a point in the list, for a number; ``None`` without a point."""
    return next((one.number for one in points_of(project) if one.id == point), None) if point else None


def require_point(project: EvaluationProject, point: str) -> None:
    """Refuse a sample point the project has not (blank stands for all of them)."""
    if point and point_number(project, point) is None:
        raise Refused("抽样确定的样本点里没有选的这一个，请重新选择样本点")


def indicators_of(project: EvaluationProject) -> list[tuple[str, str]]:
    return [(code, f"{code}　{name}") for code, name in indicator_choices(project)]
