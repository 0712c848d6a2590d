"""Which side of a target is better: from its sign first, else from the words of its name."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jiheng.rules.clause import clause
from jiheng.rules.figures import HUNDRED
from jiheng.rules.targets.meaning import Meaning, meaning_of
from jiheng.rules.targets.shapes import Direction, DirectionSource, Target
from jiheng.rules.targets.signs import AT_LEAST, AT_MOST, EQUAL
from jiheng.rules.targets.units import unit_family
from jiheng.rules.targets.vocabulary import words

_SIDE_OF_SIGN = {
    "≥": (Direction.FLOOR, "不低于目标为达成"),
    ">": (Direction.FLOOR, "高于目标为达成"),
    "≤": (Direction.CEILING, "不高于目标为达成"),
    "<": (Direction.CEILING, "低于目标为达成"),
}


@dataclass(frozen=True, slots=True)
class DirectionReading:
    """The side that is better, where it was taken from, and in Chinese which sign or word decided."""

    direction: Direction
    source: DirectionSource
    reason: str


class DirectionDoubt(StrEnum):
    """Whether a target's sign fits its name."""

    NONE = "none"
    SUSPICIOUS = "suspicious"
    """A quantity held down with “≤” (建设数量≤4): odd, though it can be meant."""
    REVERSED = "reversed"
    """A bad thing asked to be high (逾期率≥100%), or a good rate asked to be low."""


@clause("mof2020-10/4.2")
def direction_for(
    name: str,
    level2: str = "",
    *,
    comparator: str = "",
    value: Decimal | None = None,
    unit: str = "",
    lead: Direction = Direction.UNKNOWN,
    lead_word: str = "",
) -> DirectionReading:
    """The better side of a target, never guessed silently: ``reason`` names the sign or word that decided.

    ``comparator`` is one of ≥ ≤ ＝ > < or empty; ``lead`` is the side the target's own words give (降至).
    Reading taken: “＝” gives no side, so the name decides; when the name does not either it is 等值.
    """
    if comparator in _SIDE_OF_SIGN:
        side, means = _SIDE_OF_SIGN[comparator]
        return DirectionReading(side, DirectionSource.SIGN, f"符号“{comparator}”：{means}")
    equal = f"符号“{EQUAL}”不分方向，" if comparator == EQUAL else ""
    if lead is not Direction.UNKNOWN:
        return DirectionReading(lead, DirectionSource.MEANING, f"{equal}目标写“{lead_word}”，{_better(lead)}")
    meaning = meaning_of(name, level2)
    if meaning.direction is not Direction.UNKNOWN:
        return DirectionReading(meaning.direction, DirectionSource.MEANING, f"{equal}{meaning.reason}")
    if "时效" in level2 and unit_family(unit) in ("天", "工作日", "月年") and not _neutral_duration(name):
        reason = f"{equal}时效指标以“{unit}”计，越短越好"
        return DirectionReading(Direction.CEILING, DirectionSource.MEANING, reason)
    if value == HUNDRED and unit in ("%", ""):
        reason = f"{equal}目标已是100%，名称没有反向的词，越接近100%越好"
        return DirectionReading(Direction.FLOOR, DirectionSource.MEANING, reason)
    return _no_side(name, comparator)


def _neutral_duration(name: str) -> bool:
    return any(word in name for word in words("signs", "durations", "neutral"))


def _no_side(name: str, comparator: str) -> DirectionReading:
    if comparator == EQUAL:
        reason = f"符号“{EQUAL}”：等于目标为达成；名称“{name}”看不出越高越好还是越低越好"
        return DirectionReading(Direction.EXACT, DirectionSource.SIGN, reason)
    reason = f"没有符号，名称“{name}”看不出越高越好还是越低越好"
    return DirectionReading(Direction.UNKNOWN, DirectionSource.NONE, reason)


@clause("mof2020-10/4.2")
def direction_doubt(target: Target, name: str, level2: str = "") -> DirectionDoubt:
    """Whether the sign goes against what the name means."""
    meaning = meaning_of(name, level2)
    if not meaning.word or target.comparator == "":
        return DirectionDoubt.NONE
    if meaning.direction is Direction.CEILING and meaning.firm and _asks_for_more(target, meaning):
        return DirectionDoubt.REVERSED
    if meaning.direction is Direction.FLOOR and target.comparator in AT_MOST:
        if meaning.firm:
            return DirectionDoubt.REVERSED
        held_down = any(word in name for word in words("directions", "limits", "words"))
        return DirectionDoubt.SUSPICIOUS if meaning.counts and not held_down else DirectionDoubt.NONE
    return DirectionDoubt.NONE


def is_reverse_written(target: Target, name: str, level2: str = "") -> bool:
    """A target whose sign reads the wrong way: 逾期发放率≥100%, 建设数量≤4. See :func:`direction_doubt`."""
    return direction_doubt(target, name, level2) is not DirectionDoubt.NONE


def _asks_for_more(target: Target, meaning: Meaning) -> bool:
    """“≥” on a bad thing. Reading taken: ≥0 and a bad rate of ＝100% are also the wrong way round."""
    if target.comparator in AT_LEAST:
        return True
    return target.comparator == EQUAL and meaning.bad and target.value == HUNDRED and target.unit == "%"


def _better(direction: Direction) -> str:
    return "越高越好" if direction is Direction.FLOOR else "越低越好"
