"""Comparison signs and the words that stand for them, in front of a number and behind it."""

import re
from dataclasses import dataclass
from functools import cache

from jiheng.rules.targets.vocabulary import word_list

EQUAL = "＝"
AT_LEAST = ("≥", ">")
AT_MOST = ("≤", "<")
LONGEST_SIGN = 12
"""Characters looked at before a number; no sign word is longer."""

_SIGN_CHARACTERS = {"≥": "≥", "≤": "≤", ">": ">", "<": "<", "=": EQUAL, EQUAL: EQUAL}


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs found on one side of a number and what is left of the text there."""

    found: tuple[str, ...]
    written: str
    rest: str


def signs_before(text: str) -> Signs:
    """Signs at the end of what stands before a number: ``完成率不低于`` → ≥, rest ``完成率``."""
    found: list[str] = []
    rest = text
    while match := _before().search(rest, max(0, len(rest) - LONGEST_SIGN)):
        found.insert(0, _meaning()[match.group()])
        rest = rest[: match.start()]
    return Signs(tuple(found), text[len(rest) :], rest)


def signs_after(text: str) -> Signs:
    """Signs at the start of what follows a number: ``以上（含）`` → ≥."""
    match = _after().match(text)
    if not match:
        return Signs((), "", text)
    return Signs((_meaning()[match.group(1)],), match.group(1), text[match.end() :])


def sign_at_start(text: str) -> tuple[str, str, str]:
    """A comparison that opens a text without a number: ``不超预算`` → (≤, 不超, 预算)."""
    match = _opening().match(text)
    return (_meaning()[match.group()], match.group(), text[match.end() :]) if match else ("", "", text)


@cache
def _meaning() -> dict[str, str]:
    meaning = dict(_SIGN_CHARACTERS)
    for entry in word_list("signs")["comparator"]:
        for word in (*entry["before"], *entry["after"]):
            meaning[word] = entry["sign"]
    return meaning


def _words(side: str) -> str:
    every = [word for entry in word_list("signs")["comparator"] for word in entry[side]]
    return "|".join(re.escape(word) for word in sorted(every, key=len, reverse=True))


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:[≥≤<>=＝]|{_words('before')})\Z")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?:\(含[^)]*\))?({_words('after')})(?:\(含[^)]*\)|含本数)?")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"[≥≤<>=＝]|{_words('before')}")
