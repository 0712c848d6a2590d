"""One number in a text: its comparison, its unit and whether it stands in prose."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from jiheng.rules.targets.amounts import Amount
from jiheng.rules.targets.shapes import Direction
from jiheng.rules.targets.signs import AT_LEAST, AT_MOST, EQUAL, signs_after, signs_before
from jiheng.rules.targets.units import unit_family
from jiheng.rules.targets.vocabulary import words

_WITHIN = re.compile(r"(?:之?内|以内)")
_UNKNOWN_UNIT = re.compile(r"[A-Za-z一-鿿/·]{1,6}\Z")
_PER = re.compile(r"(?:平均)?((?:每(?:(?!每)[一-鿿]){1,4})+)\Z")
_EDGES = ",.。;:、()[]“”\"' "
_LOOSE_LEADS = ("控制在",)


@dataclass(frozen=True, slots=True)
class Quantity:
    """``comparator`` as in ``Target``; ``conflict`` names two signs that contradict each other."""

    value: Decimal
    unit: str
    comparator: str = ""
    conflict: str = ""
    sentence: bool = False
    lead: Direction = Direction.UNKNOWN
    lead_word: str = ""
    written_sign: str = ""
    remarks: tuple[str, ...] = ()


def one_quantity(text: str, amount: Amount) -> Quantity:
    """The only number of a text with everything around it: ``完成率达到95%以上`` → ≥ 95 %, sentence."""
    before, after = signs_before(text[: amount.start]), text[amount.end :]
    behind = signs_after(after)
    found, written, rest_after = behind.found, behind.written, behind.rest
    if not found and _WITHIN.match(after) and unit_family(amount.unit) in ("天", "月年", "工作日"):
        found, written, rest_after = ("≤",), "内", after.removeprefix("之").removeprefix("内")
    leading = () if before.written in _LOOSE_LEADS and found else before.found
    comparator, conflict = _one_sign(leading, found)
    unit, rest_after = _unit_and_rest(amount.unit, rest_after)
    per, every, rest_before = _per(before.rest, unit)
    lead, lead_word, rest_before, about = _lead(rest_before)
    stripped, about_behind = _without_about(rest_after)
    remarks = [*(() if conflict else _sign_remarks(leading, found, before.written, written)), *every]
    about = about or amount.about or about_behind
    if about:
        remarks.append(f"“{about}”是约数，按{amount.value:f}{unit}读")
    return Quantity(
        value=amount.value,
        unit=f"{unit}{per}",
        comparator="" if conflict else comparator,
        conflict=conflict,
        sentence=bool(rest_before.strip(_EDGES)) or len(stripped.strip(_EDGES)) > 4,
        lead=lead,
        lead_word=lead_word,
        written_sign=f"{before.written}{written}",
        remarks=tuple(remarks),
    )


def _one_sign(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, str]:
    """One sign out of all that were written: “=” gives way, ≥ and > are on one side, ≥ with ≤ is a conflict."""
    signs = [*before, *after]
    sided = [sign for sign in signs if sign != EQUAL]
    if not sided:
        return (EQUAL, "") if signs else ("", "")
    if any(sign in AT_LEAST for sign in sided) and any(sign in AT_MOST for sign in sided):
        return "", "与".join(f"“{sign}”" for sign in dict.fromkeys(sided))
    loose = next((sign for sign in sided if sign in ("≥", "≤")), "")
    return loose or sided[0], ""


def _sign_remarks(before: tuple[str, ...], after: tuple[str, ...], written: str, behind: str) -> list[str]:
    if len(before) > 1:
        return [f"符号写了两次：“{written}”"]
    if before and after and before[0] != EQUAL:
        return [f"符号“{written}”与“{behind}”重复"]
    return []


def _unit_and_rest(unit: str, rest: str) -> tuple[str, str]:
    """A unit not in the vocabulary is taken as written when nothing else follows it."""
    if unit or not _UNKNOWN_UNIT.match(rest) or _says_something(rest):
        return unit, rest
    return rest, ""


def _says_something(rest: str) -> bool:
    return any(rest.startswith(word) for word in _saying())


@cache
def _saying() -> tuple[str, ...]:
    return (
        *words("signs", "deeds", "words"),
        *words("signs", "lead", "about_after"),
        *words("signs", "lead", "neutral"),
        *words("signs", "lead", "floor"),
    )


def _per(rest: str, unit: str) -> tuple[str, list[str], str]:
    """每人400元 → unit ``/人``; 每年2次 only leaves a remark."""
    for word in words("signs", "lead", "every"):
        if rest.endswith(word) and "元" not in unit:
            return "", [f"“{word}”的要求，按一次的数读"], rest[: len(rest) - len(word)]
    found = _PER.search(rest)
    if not found or "元" not in unit or "/" in unit:
        return "", [], rest
    parts = found.group(1).split("每")[1:]
    return f"/{'·'.join(parts)}", [], rest[: found.start()]


def _lead(rest: str) -> tuple[Direction, str, str, str]:
    about = next((word for word in words("signs", "lead", "about_before") if rest.endswith(word)), "")
    rest = rest[: len(rest) - len(about)]
    for side, direction in (("ceiling", Direction.CEILING), ("floor", Direction.FLOOR)):
        word = next((word for word in words("signs", "lead", side) if rest.endswith(word)), "")
        if word:
            return direction, word, _without_neutral(rest[: len(rest) - len(word)]), about
    return Direction.UNKNOWN, "", _without_neutral(rest), about


def _without_neutral(rest: str) -> str:
    found = True
    while found and rest:
        word = next((word for word in words("signs", "lead", "neutral") if rest.endswith(word)), "")
        rest, found = rest[: len(rest) - len(word)], bool(word)
    return rest


def _without_about(rest: str) -> tuple[str, str]:
    word = next((word for word in words("signs", "lead", "about_after") if rest.startswith(word)), "")
    return rest[len(word) :], word
