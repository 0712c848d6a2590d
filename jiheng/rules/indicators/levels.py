"""Recognises the levels of an indicator system in the words people use for them (``law/vocabulary``)."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from jiheng.rules.indicators.shapes import Indicator, Level1
from jiheng.rules.targets.vocabulary import word_list, words

VOCABULARY = "indicators"
FEASIBILITY = "管理措施的可行性"
EFFECTIVENESS = "管理措施的有效性"
MEASURES = (FEASIBILITY, EFFECTIVENESS)
"""The second levels that are set for the department and for the implementing unit."""

_BRACKETS = re.compile(r"[（(\[【][^（）()\[\]【】]*[)）\]】]")
_LIST_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|[A-Za-z]?[0-9]+(?:[.．][0-9]+)*[.．、]?|[A-Za-z][.．、])")
_POINTS = re.compile(r"[0-9.]+分?$")
_BLANKS_AND_OF = re.compile(r"[\s的]+")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A second level that may not be missing; ``code`` is what its absence breaks."""

    code: str
    level1: Level1
    name: str
    words: tuple[str, ...]

    def is_met_by(self, indicator: Indicator) -> bool:
        if level1_of(indicator.level1) is not self.level1:
            return False
        written = bare(indicator.level2)
        return any(word in written for word in self.words)


@cache
def requirements(code: str = "") -> tuple[Requirement, ...]:
    """Every required second level, or those of one code."""
    every = (
        Requirement(entry["code"], Level1(entry["level1"]), entry["name"], tuple(entry["words"]))
        for entry in word_list(VOCABULARY)["required"]
    )
    return tuple(entry for entry in every if code in ("", entry.code))


@cache
def requirement(name: str) -> Requirement:
    """The required second level of this name."""
    return next(entry for entry in requirements() if entry.name == name)


@lru_cache(maxsize=1024)
def level1_of(text: str) -> Level1 | None:
    """Which of the four classes a first level is, or ``None`` (过程 is 管理, 效益 is 效果)."""
    written = bare(text)
    found = (entry["name"] for entry in word_list(VOCABULARY)["level1"] if written in entry["words"])
    name = next(found, None)
    return Level1(name) if name else None


def sides() -> tuple[str, ...]:
    """主管部门 and 实施单位."""
    return _names("side")


def aspects() -> tuple[str, ...]:
    """业务, 预算 and 成本."""
    return _names("aspect")


def side_of(indicator: Indicator) -> str:
    """Whose management an indicator speaks of; empty when it names neither side, or both at once."""
    for text in (indicator.side, indicator.name, indicator.level2):
        found = _named_in("side", text)
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def aspects_of(indicator: Indicator) -> set[str]:
    """The aspects an indicator says it touches, or says do not apply (“成本不涉及”)."""
    return {found for text in (*indicator.aspects, indicator.name) for found in _named_in("aspect", text)}


def is_matching_fund(indicator: Indicator) -> bool:
    """Marked as 配套资金到位, or named so."""
    written = bare(indicator.name) + bare(indicator.level2)
    named = all(any(word in written for word in words(VOCABULARY, "matching_fund", key)) for key in _MATCHING)
    return indicator.is_matching_fund or named


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """``（一）项目管理措施的可行性指标（10分）`` → ``管理措施可行性``."""
    written = _LIST_NUMBER.sub("", _BLANKS_AND_OF.sub("", _BRACKETS.sub("", text)))
    written = _POINTS.sub("", written)
    if len(written) > len("项目"):
        written = written.removeprefix("项目")
    ending = next((word for word in words(VOCABULARY, "endings", "words") if written.endswith(word)), "")
    return written.removesuffix(ending) if len(ending) < len(written) else written


_MATCHING = ("money", "arrived")


def _names(kind: str) -> tuple[str, ...]:
    return tuple(entry["name"] for entry in word_list(VOCABULARY)[kind])


def _named_in(kind: str, text: str) -> list[str]:
    return [entry["name"] for entry in word_list(VOCABULARY)[kind] if any(word in text for word in entry["words"])]
