"""Plain shapes of going to the site, talking to people and asking experts (文件B 第二十、二十一、二十五条)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class SiteVisit:
    """现场查看记录. ``photos`` are numbers of pictures in the list of materials."""

    number: str
    place: str = ""
    visited_on: date | None = None
    people: str = ""
    found: str = ""
    photos: tuple[str, ...] = ()
    point: str = ""
    where: str = ""


class Visited(StrEnum):
    """Whom a talk was with, as to the project."""

    PARTICIPANT = "实质参与人"
    STAKEHOLDER = "直接利害关系方"
    BENEFICIARY = "实际获益者"
    NOT_BENEFITING = "相关但未获益者"
    NOT_APPLYING = "未提交申请者"


class VisitTopic(StrEnum):
    NECESSITY = "必要性"
    REASONABLENESS = "合理性"
    EFFECT = "实施效果"
    LASTING = "可持续性"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Visit:
    """走访记录 of one talk. ``kinds`` may be several; ``said`` is what was learnt on each topic."""

    number: str
    kinds: tuple[Visited, ...] = ()
    said: tuple[tuple[VisitTopic, str], ...] = ()
    visited_on: date | None = None
    person: str = ""
    place: str = ""
    visitors: str = ""
    materials: tuple[str, ...] = ()
    where: str = ""


class Consulted(StrEnum):
    DEPARTMENT = "主管部门"
    EXPERT = "专家"


@dataclass(frozen=True, slots=True)
class Consultation:
    """咨询记录: a question of the trade, whom it was put to, and the answer."""

    question: str
    who: str
    kind: Consulted
    answer: str = ""
    consulted_on: date | None = None
    where: str = ""
