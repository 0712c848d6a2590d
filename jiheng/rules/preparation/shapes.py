"""The whole preparation of an evaluation as one plain value: what the workbook holds and every check reads."""

from dataclasses import dataclass, field
from datetime import date

from jiheng.rules.agencies.shapes import (
    Assessment,
    Declaration,
    ResidentOrder,
    TeamChange,
    TeamMember,
    TeamReview,
)
from jiheng.rules.basis.shapes import BasisDocument, Provision
from jiheng.rules.execution.shapes import FundLine, Release
from jiheng.rules.indicators.shapes import Indicator, Part
from jiheng.rules.sampling.shapes import ManualPoint, SamplingPlan, UncoveredReason
from jiheng.rules.schedule.shapes import ScheduleNode
from jiheng.rules.surveys.shapes import BaseField, PointValue, Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Project:
    """项目基本信息. ``by_reference`` is 参照执行; ``same_unit`` says that department and implementing unit are one.

    ``evaluation_date`` is 评价基准日. ``purposes`` are the lines of 实施初衷 that effect indicators link to.
    ``objective`` is 评价目的. Yes/no facts are ``None`` until somebody chose.

    ``also`` names the instruments chosen beside ``instrument``. ``leads`` are the 主评人 as the project sheet names
    them; without any, the roles of the team decide. ``other_units`` are involved beside department and implementing
    unit. ``agency_drafted`` lists what the agency once drafted for this very project (可研、绩效目标…).
    ``industries`` are the fields the team has to know; ``methods`` are 评价方法, ``discipline`` is 工作纪律;
    ``indicator_opinions`` holds 完善意见, or “无意见”. The facts after
    the contract say what field work is due (第十七条至第二十四条).
    """

    code: str
    name: str
    evaluator_kind: str = ""
    agency: str = ""
    instrument: str = "cq2023-7"
    level: str = ""
    by_reference: bool = False
    department: str = ""
    implementing_unit: str = ""
    same_unit: bool = False
    evaluation_date: date | None = None
    budget_year: int | None = None
    basis_rules: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    project_types: tuple[str, ...] = ()
    fund_sources: tuple[str, ...] = ()
    has_matching_fund: bool | None = None
    has_beneficiary: bool | None = None
    is_guidance: bool | None = None
    objective: str = ""
    also: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    commissioner: str = ""
    other_units: tuple[str, ...] = ()
    agency_drafted: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    discipline: str = ""
    indicator_opinions: str = ""
    contract_starts: date | None = None
    contract_ends: date | None = None
    has_procurement: bool | None = None
    has_acceptance: bool | None = None
    has_subsidy: bool | None = None
    has_site: bool | None = None
    subsidises_people: bool | None = None
    approved_above: bool | None = None
    concerns_policy: bool | None = None
    where: str = ""

    def uses(self, instrument: str) -> bool:
        """Whether the evaluation follows this instrument; codes of others block nothing."""
        return instrument == self.instrument or instrument in self.also


@dataclass(frozen=True, slots=True)
class Communication:
    """沟通纪要 (six facts and the state of implementation), 财政交底 (three points), 前期调研, 服务沟通."""

    kind: str
    held_on: date | None = None
    people: str = ""
    points: tuple[tuple[str, str], ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """人员分工和时间节点 of the plan: one task, who, from when to when."""

    name: str
    people: str = ""
    starts: date | None = None
    ends: date | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Preparation:
    """Everything entered in preparation. Tuples keep the order of entry; keys join them."""

    project: Project
    team: tuple[TeamMember, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    communications: tuple[Communication, ...] = ()
    documents: tuple[BasisDocument, ...] = ()
    provisions: tuple[Provision, ...] = ()
    releases: tuple[Release, ...] = ()
    lines: tuple[FundLine, ...] = ()
    schedule: tuple[ScheduleNode, ...] = ()
    sampling: SamplingPlan = field(default_factory=SamplingPlan)
    manual_points: tuple[ManualPoint, ...] = ()
    uncovered: tuple[UncoveredReason, ...] = ()
    parts: tuple[Part, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    base_fields: tuple[BaseField, ...] = ()
    point_values: tuple[PointValue, ...] = ()
    questionnaires: tuple[Questionnaire, ...] = ()
    questions: tuple[Question, ...] = ()
    tasks: tuple[Task, ...] = ()
    waivers: tuple[tuple[str, str], ...] = ()
    """Reasons given for warnings: (code, reason)."""
    team_review: TeamReview | None = None
    """工作组备案审核 (文件A only): what finance found of the team."""
    team_changes: tuple[TeamChange, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    resident_orders: tuple[ResidentOrder, ...] = ()
    """人员变动, 绩效考核 and 驻点工作安排 (文件A only)."""
