"""Which column of a list is which: proposed from its headings, chosen by a person, remembered by the headings."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from jiheng.rules.law import read_toml
from jiheng.workbooks.grid import Value
from jiheng.workbooks.line_list.opening import Row
from jiheng.workbooks.preparation.kinds import SCALES
from jiheng.workbooks.preparation.layout import LINES
from jiheng.workbooks.vocabulary import bare

WORDS: Final = Path(__file__).parents[1] / "layouts" / "fund_columns.toml"
LOOKED_AT: Final = 40
"""Rows from the top among which the line of headings is looked for."""

SHOWN: Final = 5
WAN: Final = 10_000
FIELDS: Final = tuple(column.name for column in LINES.columns)
LEAST_KNOWN: Final = 2


@dataclass(frozen=True, slots=True)
class Heads:
    """The beginning of a list: the row of its headings (from 0), the headings and the first rows below.

    ``proposed`` maps fields of ``FundLine`` to columns; ``scale`` is 10000 when the list says 万元 over its money.
    """

    row: int
    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    proposed: Mapping[str, int]
    scale: int


def heads_of(rows: Iterable[Row]) -> Heads:
    """What the first rows of a list say. The line with most known words counts as its headings."""
    first = [(number, [_text(value) for value in values]) for number, values in islice(rows, LOOKED_AT)]
    filled = [(number, texts) for number, texts in first if any(texts)]
    if not filled:
        return Heads(0, (), (), {}, 1)
    number, texts = max(filled, key=lambda one: len(proposal(one[1])))
    if len(proposal(texts)) < LEAST_KNOWN:
        number, texts = max(filled, key=lambda one: sum(map(bool, one[1])))
    below = [tuple(row) for place, row in filled if place > number][:SHOWN]
    above = "".join(text for place, row in filled if place <= number for text in row)
    return Heads(number, tuple(texts), tuple(below), proposal(texts), _scale(texts, above))


def proposal(headings: Sequence[str]) -> dict[str, int]:
    """The column of each field by the words of the headings; the first fitting column of a field counts."""
    found: dict[str, int] = {}
    taken: set[int] = set()
    for word, field in _words():
        for column, heading in enumerate(headings):
            if field not in found and column not in taken and bare(heading) == word:
                found[field] = column
                taken.add(column)
    return {field: found[field] for field in FIELDS if field in found}


def remembered(headings: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """A remembered choice (field → heading) on these headings; what is no longer there is left out."""
    places = {heading: column for column, heading in reversed(list(enumerate(headings))) if heading}
    return {field: places[heading] for field, heading in columns.items() if heading in places}


def signature(headings: Sequence[str]) -> str:
    """SHA-256 by which a unit's lists with the same headings are known again."""
    return hashlib.sha256(json.dumps(list(headings), ensure_ascii=False).encode()).hexdigest()


@cache
def _words() -> tuple[tuple[str, str], ...]:
    """Word and field, longer words first; of equal length in the order of the list."""
    listed = [(word, field) for field, words in read_toml(WORDS)["column"].items() for word in words]
    return tuple(sorted(listed, key=lambda pair: -len(pair[0])))


def _scale(headings: Sequence[str], above: str) -> int:
    """The unit over the money: in its own heading, else anywhere above the rows."""
    proposed = proposal(headings)
    own = headings[proposed["budget"]] if "budget" in proposed else ""
    for text in (own, above):
        unit = next((word for word in ("亿元", "万元", "元") if word in text), "")
        if unit:
            return SCALES[unit]
    return 1


def _text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
