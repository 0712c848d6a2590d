"""Plain shapes of what people write, ask and decide about a report (文件B 第二十九至三十四条)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReportKind(StrEnum):
    DRAFT = "征求意见稿"
    FINAL = "正式稿"


class Decision(StrEnum):
    """What the evaluators did with an opinion (采纳情况)."""

    ACCEPTED = "采纳"
    PARTLY = "部分采纳"
    REFUSED = "不采纳"


@dataclass(frozen=True, slots=True)
class ReportText:
    """What was written for one sub-item of the outline. ``absent`` says that there is nothing of the kind (“无”)."""

    item: str
    text: str = ""
    absent: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One 建议. ``problems`` are titles in 问题清单; ``key`` puts it into the abstract."""

    number: int
    title: str = ""
    text: str = ""
    problems: tuple[str, ...] = ()
    key: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """A 征求意见稿 as it went to one unit: until when it may answer, and what came back.

    ``receipt`` says that there is a 送达凭证; ``no_opinion`` that the unit answered 无意见 in writing; ``late_note``
    is what is put down about a unit that never answered.
    """

    unit: str
    version: int
    sent_on: date
    due: date
    receipt: bool = False
    replied_on: date | None = None
    no_opinion: bool = False
    late_note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class ReportOpinion:
    """One opinion of a unit on one section. ``changed`` is where the report was changed for it."""

    number: int
    unit: str
    section: str
    content: str
    decision: Decision | None = None
    reason: str = ""
    changed: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All of it for one evaluation; ``key_problems`` are the titles of the problems the abstract speaks of."""

    texts: tuple[ReportText, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    key_problems: tuple[str, ...] = ()
    sendings: tuple[Sending, ...] = ()
    opinions: tuple[ReportOpinion, ...] = ()
