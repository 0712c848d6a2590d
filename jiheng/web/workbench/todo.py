"""One line of the to-do list and the groups it falls into."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Urgency(Enum):
    """The groups of the list, in its order: tone of the light and word."""

    STUCK = ("red", "需要处理")
    NEXT = ("yellow", "接着办")
    WAITING = ("wait", "正在进行")

    @property
    def tone(self) -> str:
        return self.value[0]

    @property
    def word(self) -> str:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class ToDo:
    """One line: ``verb`` first, then what; ``act`` is the word of the link."""

    urgency: Urgency
    verb: str
    what: str
    note: str
    who: str
    since: datetime
    address: str
    act: str


@dataclass(frozen=True, slots=True)
class ToDoGroup:
    urgency: Urgency
    items: Sequence[ToDo]
