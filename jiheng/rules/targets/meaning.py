"""What an indicator's name says about which side is better, from the word lists of ``law/vocabulary``."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from jiheng.rules.clause import clause
from jiheng.rules.targets.plain_text import plain_text
from jiheng.rules.targets.shapes import Direction
from jiheng.rules.targets.vocabulary import Endings, words

_TAIL = re.compile(r"(?:\([^()]*\)|[0-9.≥≤<>=＝%*★☆●·:;,。、/]|调查|情况|指标|水平)+\Z")
_HEAD = re.compile(r"\A[*★☆●#\s]+|\A[0-9]{1,2}[.、)]")

LONGEST_NAME = 200
"""Characters looked at, from the end; no indicator is named longer."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """``word`` decided; empty when only the second-level name did.

    ``firm``: a sign against it is a mistake. ``counts``: a plain count. ``bad``: counts or rates a bad thing.
    """

    direction: Direction
    reason: str = ""
    word: str = ""
    firm: bool = False
    counts: bool = False
    bad: bool = False


UNCLEAR = Meaning(Direction.UNKNOWN)


@clause("mof2020-10/4.2")
def meaning_of(name: str, level2: str = "") -> Meaning:
    """The better side by the words of the name, else by the second-level name; ``UNCLEAR`` when neither says.

    The end of a name decides before its middle: 不合格产品处置率 is the more the better. The name beats the level:
    成本节约率 under 成本指标 is the more the better.
    """
    return _meaning(name, level2)


@lru_cache(maxsize=8192)
def _meaning(name: str, level2: str) -> Meaning:
    head = _TAIL.sub("", _HEAD.sub("", plain_text(name[-LONGEST_NAME:])))
    by_end = _bad_thing(head) or _by_ending(head)
    if by_end:
        return by_end
    return (
        _ceiling_inside(head)
        or _by_level(level2, Direction.CEILING)
        or _floor_inside(head)
        or _by_level(level2, Direction.FLOOR)
        or UNCLEAR
    )


def _bad_thing(head: str) -> Meaning | None:
    """事故率, 投诉件数, 死亡人数: a bad thing with or without a measure behind it."""
    endings = _lists()
    if endings.floor.at_end_of(head) and not endings.bad_ends_longer(head):
        return None
    for measure in (*endings.measures.all_at_end_of(head), ""):
        stem = head[: len(head) - len(measure)]
        bad = endings.bad.at_end_of(stem)
        if bad:
            before = stem[: len(stem) - len(bad)]
            turned = endings.turned_bad.at_end_of(before) or _dealt_with(before)
            return _turned(turned, bad) if turned else _worse(bad)
    return None


def _dealt_with(before: str) -> str:
    return next((word for word in words("directions", "bad_things", "dealt_with_by") if word in before), "")


def _by_ending(head: str) -> Meaning | None:
    endings = _lists()
    good = endings.floor.at_end_of(head)
    firm, loose, count = (found.at_end_of(head) for found in (endings.firm, endings.loose, endings.counts))
    longest = max((good, firm, loose, count), key=len)
    if not longest:
        return None
    before = head[: len(head) - len(longest)]
    if longest == good:
        spoiled = endings.spoiled.at_end_of(before)
        if spoiled:
            return _worse(f"{spoiled}{good}")
        return Meaning(Direction.FLOOR, f"名称以“{good}”结尾，越高越好", good, firm=True)
    if longest in (firm, loose):
        turned = _turned_cost(before)
        if turned:
            return _turned(turned, longest)
        return Meaning(Direction.CEILING, f"名称以“{longest}”结尾，越低越好", longest, firm=longest == firm)
    return Meaning(Direction.FLOOR, f"名称以“{count}”结尾，越多越好", count, counts=True)


def _ceiling_inside(head: str) -> Meaning | None:
    found = list(_inside("ceiling").finditer(head))
    if not found:
        return None
    word = found[-1].group()
    turned = _turned_cost(head[: found[-1].start()])
    return _turned(turned, word) if turned else Meaning(Direction.CEILING, f"名称含“{word}”，越低越好", word)


def _floor_inside(head: str) -> Meaning | None:
    found = [match.group() for match in _inside("floor").finditer(head)]
    return Meaning(Direction.FLOOR, f"名称含“{found[-1]}”，越多越好", found[-1]) if found else None


def _turned_cost(before: str) -> str:
    """降低成本, 降低运输成本: the word stands right before it or opens the name."""
    near = _lists().turned_middle.at_end_of(before)
    return near or next((word for word in words("directions", "middle", "turned_by") if before.startswith(word)), "")


def _by_level(level2: str, direction: Direction) -> Meaning | None:
    if not any(word in level2 for word in words("directions", "level2", direction.value)):
        return None
    better = "越低越好" if direction is Direction.CEILING else "越多越好"
    return Meaning(direction, f"名称没有表示方向的词，属“{level2}”，{better}")


def _worse(word: str) -> Meaning:
    return Meaning(Direction.CEILING, f"名称含“{word}”，越少越好", word, firm=True, bad=True)


def _turned(turned: str, word: str) -> Meaning:
    return Meaning(Direction.FLOOR, f"名称写“{turned}{word}”，做到的越多越好", f"{turned}{word}")


@dataclass(frozen=True, slots=True)
class _Lists:
    floor: Endings
    counts: Endings
    bad: Endings
    measures: Endings
    turned_bad: Endings
    spoiled: Endings
    firm: Endings
    loose: Endings
    turned_middle: Endings

    def bad_ends_longer(self, head: str) -> bool:
        """不合格率 ends in 合格率 too; the bad reading wins because it is longer."""
        good = self.floor.at_end_of(head)
        for measure in self.measures.all_at_end_of(head):
            bad = self.bad.at_end_of(head[: len(head) - len(measure)])
            if bad and len(bad) + len(measure) > len(good):
                return True
        return False


@cache
def _lists() -> _Lists:
    return _Lists(
        floor=Endings(words("directions", "floor_endings", "words")),
        counts=Endings(words("directions", "counts", "words")),
        bad=Endings(words("directions", "bad_things", "words")),
        measures=Endings(words("directions", "bad_things", "measures")),
        turned_bad=Endings(words("directions", "bad_things", "turned_by")),
        spoiled=Endings(words("directions", "bad_things", "spoiled_by")),
        firm=Endings(words("directions", "ceiling_endings", "firm")),
        loose=Endings(words("directions", "ceiling_endings", "loose")),
        turned_middle=Endings(words("directions", "middle", "turned_by")),
    )


@cache
def _inside(side: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words("directions", "middle", side)))
