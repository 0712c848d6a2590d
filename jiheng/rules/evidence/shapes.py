"""Plain shapes of the material gathered, of what a project is, and of management looked at (文件B 第三章)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jiheng.rules.evidence.gate import Nature


class MaterialKind(StrEnum):
    """资料类别: the nine kinds of 第十七条, then what the evaluators gather themselves."""

    BEFORE = "实施前情况"
    CONDITIONS = "实施条件"
    DECISION = "决策资料"
    UNIT_MEASURES = "被评价单位管理措施"
    IMPLEMENTER_MEASURES = "实施单位管理措施"
    PROCUREMENT = "采购资料"
    ACCEPTANCE = "验收资料"
    SUBSIDY = "奖补资料"
    OTHER = "全过程其他资料"
    MANAGEMENT = "管理情况查看"
    SITE = "现场查看"
    VISIT = "走访调查"
    QUESTIONNAIRE = "问卷调查"
    SUPERVISION = "监督结论"
    CONSULTATION = "咨询记录"

    @property
    def place(self) -> int:
        """The figure a number carries for the kind: 1–9 are the items of 第十七条. New kinds go to the end."""
        return list(MaterialKind).index(self) + 1


class Form(StrEnum):
    PAPER = "书面"
    PICTURE = "图片"
    RECORDING = "音视频"
    ELECTRONIC = "电子数据"


class ObtainMethod(StrEnum):
    PAPERS = "查看资料"
    SITE = "查看现场"
    VISIT = "走访调查"
    QUESTIONNAIRE = "问卷"
    SUPERVISOR = "监督机关"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Material:
    """One line of 资料编号清单. ``proves`` is 证明对象, ``content`` 证明内容; ``indicators`` are codes or names.

    ``taken_on`` and ``taken_in`` say when and where a picture was taken; ``point`` is the sample point it belongs to.
    ``as_lead`` keeps it as a lead that supports nothing. ``size`` is in bytes, ``keep_years`` is 保管期限.
    """

    number: str = ""
    title: str = ""
    kind: MaterialKind | None = None
    form: Form | None = None
    source: str = ""
    obtained_by: ObtainMethod | None = None
    obtained_on: date | None = None
    collector: str = ""
    provider: str = ""
    proves: str = ""
    content: str = ""
    taken_on: date | None = None
    taken_in: str = ""
    indicators: tuple[str, ...] = ()
    nature: Nature | None = None
    as_lead: bool = False
    point: str = ""
    pages: int | None = None
    size: int | None = None
    sha256: str = ""
    keep_years: int | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class ProjectTraits:
    """What the checks ask of a project. Yes/no facts are ``None`` until somebody chose.

    ``has_site`` is 具有特定实施场地; ``subsidises_people`` is 对特定人群补助; ``approved_above`` says that a higher
    level approved the project; ``where`` is its sheet.
    """

    code: str = ""
    types: tuple[str, ...] = ()
    has_procurement: bool | None = None
    has_acceptance: bool | None = None
    has_subsidy: bool | None = None
    has_site: bool | None = None
    is_guidance: bool | None = None
    subsidises_people: bool | None = None
    approved_above: bool | None = None
    concerns_policy: bool | None = None
    same_unit: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator by code and name; ``level1`` is one of the four classes (决策、管理、产出、效果)."""

    code: str
    name: str
    level1: str
    where: str = ""


class KindAnswer(StrEnum):
    NOT_PROVIDED = "未提供"
    NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True)
class KindNote:
    """Why there is no material of one of the nine kinds."""

    kind: MaterialKind
    answer: KindAnswer
    reason: str = ""
    where: str = ""


class Side(StrEnum):
    """The four sides management is looked at from."""

    BUDGET = "预算管理"
    PERFORMANCE = "绩效管理"
    FINANCE = "财务管理"
    ASSETS = "资产管理"


class Subject(StrEnum):
    EVALUATED = "被评价单位"
    IMPLEMENTING = "实施单位"


@dataclass(frozen=True, slots=True)
class ManagementView:
    """管理情况查看: what was found on one side at one kind of unit; ``declined`` is why it does not apply."""

    side: Side
    subject: Subject
    found: str = ""
    declined: str = ""
    viewed_on: date | None = None
    materials: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class WayNote:
    """Why one of the ways to first-hand facts was not used."""

    way: ObtainMethod
    reason: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class ProofNote:
    """How an indicator of output or effect was proved without the site or talks."""

    indicator: str
    proved_by: str = ""
    where: str = ""
