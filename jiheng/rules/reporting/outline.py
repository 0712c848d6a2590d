"""The outline of a report: which sections, which sub-items each asks for, and what the system inserts by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from jiheng.rules.clause import clause
from jiheng.rules.law import LAW_FOLDER, NATIONAL, read_toml
from jiheng.rules.preparation.shapes import Project

FOLDER = LAW_FOLDER / "outlines"


class ReportPart(StrEnum):
    ABSTRACT = "abstract"
    BODY = "body"

    @property
    def label(self) -> str:
        return {"abstract": "摘要", "body": "正文"}[self.value]


class Shows(StrEnum):
    """What the system inserts below the text of a sub-item."""

    EXECUTION = "execution"
    SCORES = "scores"
    LEVELS = "levels"
    PROBLEMS = "problems"
    KEY_PROBLEMS = "key_problems"
    RECOMMENDATIONS = "recommendations"
    KEY_RECOMMENDATIONS = "key_recommendations"


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A sub-item of a section. ``asks`` says what to write, empty when nobody has to; ``start`` is a first draft.

    ``absent`` marks what may be answered “无”; ``key`` is unique in the outline (``body-2.samples``).
    """

    key: str
    title: str
    asks: str = ""
    absent: bool = False
    shows: Shows | None = None
    start: str = ""


@dataclass(frozen=True, slots=True)
class OutlineSection:
    key: str
    part: ReportPart
    title: str
    clause: str
    items: tuple[OutlineItem, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """``instrument`` is where it comes from."""

    instrument: str
    sections: tuple[OutlineSection, ...]

    def of(self, part: ReportPart) -> tuple[OutlineSection, ...]:
        return tuple(one for one in self.sections if one.part is part)

    @property
    def items(self) -> Iterator[tuple[OutlineSection, OutlineItem]]:
        return ((section, item) for section in self.sections for item in section.items)

    def item(self, key: str) -> tuple[OutlineSection, OutlineItem] | None:
        """The sub-item of that key with its section."""
        return next((pair for pair in self.items if pair[1].key == key), None)


@clause("cq2023-7/29", "cq2023-7/30", "cq2023-7/31")
def outline_for(project: Project) -> Outline:
    """The outline of the rulebook the project was set up with; the national one where that has none of its own."""
    return outline_under(project.instrument)


def outline_under(instrument: str) -> Outline:
    """The same by the name of the rulebook."""
    return outline_called(instrument if (FOLDER / f"{instrument}.toml").is_file() else NATIONAL)


@cache
def outline_called(instrument: str) -> Outline:
    read = read_toml(FOLDER / f"{instrument}.toml")["section"]
    return Outline(instrument, tuple(_section(one) for one in read))


def _section(read: dict[str, object]) -> OutlineSection:
    key = str(read["key"])
    rows: list[dict[str, str]] = read["item"]  # type: ignore[assignment]  # the file's own shape
    items = tuple(
        OutlineItem(
            f"{key}.{one['key']}",
            one["title"],
            one.get("asks", ""),
            bool(one.get("absent", False)),
            Shows(one["shows"]) if "shows" in one else None,
            one.get("start", ""),
        )
        for one in rows
    )
    return OutlineSection(key, ReportPart(str(read["part"])), str(read["title"]), str(read["clause"]), items)
