"""Plain shapes of questionnaires and base-information columns."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Party(StrEnum):
    """Kinds of people to be asked (第十三条)."""

    DECISION = "决策方"
    IMPLEMENTATION = "实施方"
    ACCEPTANCE = "验收方"
    OTHER = "其他过程相关方"
    STAKE = "利害关系方"


class Topic(StrEnum):
    DECISION = "决策"
    MANAGEMENT = "管理"
    IMPLEMENTATION = "实施"
    EFFECT = "效果"


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One questionnaire for one or more kinds of people (more than one is a fault). ``declined`` says why none."""

    key: str
    parties: tuple[str, ...]
    purpose: str = ""
    audience: str = ""
    method: str = ""
    declined: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    questionnaire: str
    number: str
    text: str
    kind: str = ""
    topic: str = ""
    options: tuple[tuple[str, Decimal | None], ...] = ()
    indicator: str = ""
    where: str = ""


class FieldGroup(StrEnum):
    """The five groups of 第十二条, and the paper elements of guidance projects."""

    BASIC = "基本情况"
    FUNDING = "获得资金支持情况"
    CONDITIONS = "支持条件情况"
    MANAGEMENT = "管理措施及落实"
    CONTRACT = "合同及履行"
    PAPERS = "文书要素"


@dataclass(frozen=True, slots=True)
class BaseField:
    """A column of the base-information table. ``kind`` is 数值、日期、枚举、是否 or 文字; ``choices`` for 枚举."""

    name: str
    group: str
    kind: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    sample_kind: str = ""
    source_rule: str = ""
    indicators: tuple[str, ...] = ()
    declined: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class PointValue:
    """What was found at one sample point for one column, as text; ``evidence`` numbers the papers that show it.

    ``point`` is the id of its unit (``stratum|unit``). ``field`` is the name of the column. Columns for different
    kinds of sample points may share a name, as a point has the columns of its own kind alone; where one kind has
    the name in two groups, the first keeps it and the others are called ``group／name`` (see ``point_columns``).
    """

    point: str
    field: str
    value: str = ""
    evidence: str = ""
    where: str = ""
