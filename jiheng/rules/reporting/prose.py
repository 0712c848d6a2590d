"""Prose with live fields: ``{{评价得分}}`` in what people write becomes the figure of the data."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.finding import Finding
from jiheng.rules.reporting.content import LiveField

FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
LOOSE = re.compile(r"[{}]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text: ``field`` is the name it came from, empty for what was typed; ``known`` is false for none."""

    text: str
    field: str = ""
    known: bool = True


def values_of(fields: Sequence[LiveField]) -> dict[str, str]:
    """What stands for each name."""
    return {one.name: one.value for one in fields}


def pieces(text: str, values: Mapping[str, str]) -> Iterator[Piece]:
    """The text run by run; an unknown field stays as it was typed."""
    at = 0
    for found in FIELD.finditer(text):
        if found.start() > at:
            yield Piece(text[at : found.start()])
        name = found.group(1)
        yield Piece(values[name], name) if name in values else Piece(found.group(0), name, known=False)
        at = found.end()
    if at < len(text):
        yield Piece(text[at:])


@clause("cq2023-7/30", "cq2023-7/31")
def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every known field replaced by what the data says."""
    return "".join(piece.text for piece in pieces(text, values))


@clause("cq2023-7/31")
def check_fields(text: str, values: Mapping[str, str], where: str) -> list[Finding]:
    """Fields nobody knows, and braces without their other half."""
    found = []
    for name in dict.fromkeys(piece.field for piece in pieces(text, values) if not piece.known):
        near = "、".join(f"“{one}”" for one in nearest(name, values))
        hint = f"，是不是{near}" if near else ""
        said = f"{where}里的“{{{{{name}}}}}”不是可以插入的数据{hint}。请从“插入数据”里选，或者删去"
        found.append(failed("E-W-02", said, where=where))
    if LOOSE.search(FIELD.sub("", text)):
        found.append(failed("E-W-02", f"{where}有没有配对的“{{{{”或“}}}}”，请补上另一半，或者删去", where=where))
    return found


def nearest(name: str, names: Iterable[str], most: int = 3) -> list[str]:
    """The known names most like a wrong one, the best first; none when none is like it."""
    return get_close_matches(name, tuple(names), most)
