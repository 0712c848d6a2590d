"""Plain shapes of an evaluation team."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TeamRole(StrEnum):
    LEAD = "主评人"
    FIRST_LEAD = "第一主评人"
    MEMBER = "成员"
    REVIEWER = "质控复核人"
    EXPERT = "专家"


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A person of the evaluation team. ``years`` is years of related work; ``duties`` is 人员分工 in words."""

    name: str
    role: TeamRole
    profession: str = ""
    title: str = ""
    certificates: str = ""
    years: int | None = None
    duties: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """利益关系声明 of one person towards one unit involved.

    ``relation`` is empty for “无利益关系”; ``until`` is when a past relation ended; ``recused`` is what finance
    decided (认定应回避), ``None`` while it has not.
    """

    person: str
    unit: str
    relation: str = ""
    until: date | None = None
    signed_on: date | None = None
    recused: bool | None = None
    where: str = ""
