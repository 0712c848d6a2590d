"""The words of form headers, read once from ``layouts/vocabulary.toml``."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from jiheng.rules.law import read_toml

VOCABULARY = Path(__file__).parent / "layouts" / "vocabulary.toml"
LONGEST_HEADER = 40

WIDE = str.maketrans("（）【】［］：０１２３４５６７８９％", "()[][]:0123456789%")
BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
IGNORED = re.compile(r"[\s*★☆▲●◆_\-—、/／.．:;；]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``exact`` maps a table (indicator, fund, label) and a word to its role; ``patterns`` come after it."""

    exact: dict[str, dict[str, str]]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    rows: dict[str, re.Pattern[str]]
    funds: dict[str, re.Pattern[str]]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, its patterns compiled."""
    found = read_toml(VOCABULARY)
    return Vocabulary(
        exact={table: _roles(found[table]) for table in ("indicator", "fund", "label")},
        patterns=tuple((role, re.compile(text)) for role, text in found["indicator_patterns"].items()),
        rows={name: re.compile(text) for name, text in found["row"].items()},
        funds={name: re.compile(text) for name, text in found["fund_label"].items()},
    )


def _roles(table: dict[str, list[str]]) -> dict[str, str]:
    return {word: role for role, words in table.items() for word in words}


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """A label without blanks, brackets with their contents, and marks: ``分 值（权重）`` → ``分值``."""
    return IGNORED.sub("", BRACKETED.sub("", text.translate(WIDE)))


@lru_cache(maxsize=4096)
def indicator_role(text: str) -> str:
    """The role of an indicator column by its header; empty when it is none."""
    if len(text) > LONGEST_HEADER:
        return ""
    word = bare(text)
    if not word:
        return ""
    if role := vocabulary().exact["indicator"].get(word):
        return role
    return next((role for role, pattern in vocabulary().patterns if pattern.search(word)), "")


@lru_cache(maxsize=4096)
def fund_role(text: str) -> str:
    """The role of a money column by its header; empty when it is none."""
    return vocabulary().exact["fund"].get(bare(text), "") if len(text) <= LONGEST_HEADER else ""


@lru_cache(maxsize=4096)
def label_role(text: str) -> str:
    """What a label of the form's head names (project, department …); empty when it names nothing known."""
    return vocabulary().exact["label"].get(bare(text), "") if len(text) <= LONGEST_HEADER else ""


def row_is(name: str, text: str) -> bool:
    """Whether a row that begins with ``text`` is of the named sort (total, footer, start …)."""
    return vocabulary().rows[name].search(bare(text)) is not None


def fund_label_is(name: str, text: str) -> bool:
    """Whether ``text`` labels a money row of the named sort (total, part, nested …)."""
    return vocabulary().funds[name].search(bare(text)) is not None
