"""Plain shapes of asking for material in writing (文件B 第十六条)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """A piece of material asked for, the indicators it is for, and the day it was handed in completely.

    ``notice`` is the number of the notice that asks for it.
    """

    name: str
    indicators: tuple[str, ...] = ()
    received_on: date | None = None
    notice: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """资料提交书面通知 to the evaluated or the implementing unit. ``receipt`` is what shows that it arrived."""

    number: str
    to: str
    due: date | None = None
    truth_clause: str = ""
    consequence_clause: str = ""
    sent_on: date | None = None
    method: str = ""
    receipt: str = ""
    items: tuple[NoticeItem, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """督促: the evaluated unit was asked to see to it. ``notice`` is the number of the notice."""

    notice: str
    to: str
    reminded_on: date | None = None
    method: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class UnprovidedDeduction:
    """Points taken off because ``item`` was not handed in; ``decided_on`` is empty while that is only planned."""

    indicator: str
    item: str
    decided_on: date | None = None
    where: str = ""
