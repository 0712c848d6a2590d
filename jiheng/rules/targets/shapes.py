"""Plain shapes of a read target and a read actual value."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class TargetKind(StrEnum):
    """What sort of thing a target asks for."""

    QUANTITATIVE = "quantitative"
    """One number, with or without a sign and a unit."""
    RANGE = "range"
    """Between two numbers, both included."""
    DATE = "date"
    """A day, month or year to be met."""
    YES_NO = "yes_no"
    """是／否."""
    QUALITATIVE = "qualitative"
    """Words without a number (效果明显、严格执行制度规定)."""
    COMPOUND = "compound"
    """Several numbers in one cell that cannot be one target (返本20%，分红8%)."""
    MISSING = "missing"
    """Blank."""
    NOT_APPLICABLE = "not_applicable"
    """“/”, “—”, 不适用."""


class Direction(StrEnum):
    """Which side of the target is better."""

    FLOOR = "floor"
    """正向: the more the better."""
    CEILING = "ceiling"
    """反向: the less the better."""
    EXACT = "exact"
    """等值: the nearer the better."""
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {"floor": "正向", "ceiling": "反向", "exact": "等值", "unknown": "不能判定"}[self.value]


class DirectionSource(StrEnum):
    """Where the direction was taken from."""

    SIGN = "sign"
    MEANING = "meaning"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Target:
    """A target as read. ``value`` is in ``unit`` after no conversion: ``550万粒`` is 550 in 万粒.

    ``comparator`` is one of ≥ ≤ ＝ > <, or empty when the cell has none (``direction`` then comes from meaning).
    ``value``/``upper`` are the ends of a range; ``deadline`` is the last day that still meets a date target.
    ``sentence`` is true when the number stood inside prose; ``remarks`` are Chinese notes on the reading.
    ``implied_unit`` is what a target without a unit is understood in: % for a name that ends in 率.
    ``deadline_from`` is the first day a date target can mean (2023-09-01 for 9月), ``deadline`` the last.
    """

    kind: TargetKind
    raw: str
    comparator: str = ""
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    deadline: date | None = None
    direction: Direction = Direction.UNKNOWN
    direction_from: DirectionSource = DirectionSource.NONE
    direction_reason: str = ""
    sentence: bool = False
    remarks: tuple[str, ...] = ()
    implied_unit: str = ""
    deadline_from: date | None = None


class ActualKind(StrEnum):
    """What sort of thing stands in the actual-value cell."""

    NUMBER = "number"
    DATE = "date"
    BAND = "band"
    """One of the three qualitative bands, or words that amount to one (达成预期指标、已完成)."""
    WORDS = "words"
    NONE_WORD = "none_word"
    """“无”: a person has to decide what it means."""
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


class Band(StrEnum):
    """The three bands of a qualitative indicator."""

    REACHED = "reached"
    PARTLY = "partly"
    MISSED = "missed"

    @property
    def label(self) -> str:
        return {
            "reached": "达成预期指标",
            "partly": "部分达成预期指标并具有一定效果",
            "missed": "未达成预期指标且效果较差",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Actual:
    """An actual value as read; ``value`` is converted to the target's unit (80万元 against 元 → 800000).

    ``copied`` is true when the cell repeats an inequality or the target's own words instead of a value.
    ``unit_mismatch`` names both units when they cannot be converted into each other; value and unit are then
    as written. ``day`` is the last day the cell can mean and ``day_from`` the first (7月 → 31 and 1 July).
    """

    kind: ActualKind
    raw: str
    value: Decimal | None = None
    unit: str = ""
    day: date | None = None
    band: Band | None = None
    copied: bool = False
    unit_mismatch: str = ""
    remarks: tuple[str, ...] = ()
    day_from: date | None = None
