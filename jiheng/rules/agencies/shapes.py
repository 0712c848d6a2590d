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
    ``resident`` is 驻点 (works at the finance bureau), ``backbone`` 业务骨干.
    """

    name: str
    role: TeamRole
    profession: str = ""
    title: str = ""
    certificates: str = ""
    years: int | None = None
    duties: str = ""
    guided_goal: bool | None = None
    resident: bool | None = None
    backbone: bool | None = None
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


class ChangeKind(StrEnum):
    JOINED = "进组"
    LEFT = "离组"


@dataclass(frozen=True, slots=True)
class TeamChange:
    """人员变动: who joined or left, when and why; ``successor`` is who takes over.

    ``structure``, ``capability`` and ``recusal`` are what finance found of a person who joined (补审) on
    ``reviewed_on``, each ``None`` until it was judged.
    """

    person: str
    kind: ChangeKind
    changed_on: date | None = None
    reason: str = ""
    successor: str = ""
    structure: bool | None = None
    capability: bool | None = None
    recusal: bool | None = None
    reviewed_on: date | None = None
    where: str = ""

    @property
    def readmitted(self) -> bool:
        """Whether finance found all three points met."""
        return bool(self.structure and self.capability and self.recusal)


class Assessed(StrEnum):
    PEOPLE = "人员"
    WORK = "工作情况"


@dataclass(frozen=True, slots=True)
class Assessment:
    """绩效考核 by the leader: of a person, or (without one) of the work of the team. ``score`` as written."""

    subject: Assessed
    person: str = ""
    assessed_on: date | None = None
    score: str = ""
    note: str = ""
    assessor: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class ResidentOrder:
    """驻点工作安排: what finance gave the resident members to do, and when it was done."""

    content: str
    people: str = ""
    ordered_on: date | None = None
    due: date | None = None
    done_on: date | None = None
    report: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A task of the plan and the people it was given to."""

    task: str
    people: str
    starts: date | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Residence:
    """The stay of a team at the finance bureau: changes, assessments, orders, talks and the tasks given out.

    ``talks`` are the days of talks with finance about the service; ``starts`` and ``ends`` are those of the contract.
    """

    changes: tuple[TeamChange, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    orders: tuple[ResidentOrder, ...] = ()
    talks: tuple[date, ...] = ()
    tasks: tuple[Assigned, ...] = ()
    starts: date | None = None
    ends: date | None = None


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
    residence: Residence = Residence()
    where: str = ""
