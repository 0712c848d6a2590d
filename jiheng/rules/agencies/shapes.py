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
    """A person of the evaluation team. ``years`` is years of related work; ``duties`` is 人员分工 in words.

    ``guided_goal`` says whether the person guided the goal of this very project; ``None`` until somebody chose.
    """

    name: str
    role: TeamRole
    profession: str = ""
    title: str = ""
    certificates: str = ""
    years: int | None = None
    duties: str = ""
    guided_goal: bool | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """利益关系声明 of one person towards one unit involved.

    ``relation`` is empty for “无利益关系”; ``until`` is when a past relation ended; ``recused`` is what finance
    decided (认定应回避), ``None`` while it has not. The agency declares too: ``person`` is then its name.
    """

    person: str
    unit: str
    relation: str = ""
    until: date | None = None
    signed_on: date | None = None
    recused: bool | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class TeamReview:
    """What finance found of the team: structure, capability and recusal, each ``None`` until it was judged."""

    structure: bool | None = None
    capability: bool | None = None
    recusal: bool | None = None
    opinion: str = ""
    reviewed_on: date | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Engagement:
    """Who evaluates whom: what the rules on people need of a project. ``where`` is its sheet.

    ``units`` are all units involved; ``evaluated`` those among them that may not commission their own evaluation.
    """

    units: tuple[str, ...] = ()
    evaluated: tuple[str, ...] = ()
    commissioner: str = ""
    agency: str = ""
    agency_drafted: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ("cq2023-7",)
    review: TeamReview | None = None
    where: str = ""
