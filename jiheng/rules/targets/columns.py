"""One target out of one, two or three columns: 指标性质, 指标值, 度量单位."""

import re
from dataclasses import dataclass
from functools import cache

from jiheng.rules.targets.amounts import amounts_in, hundredths
from jiheng.rules.targets.meaning import LONGEST_NAME
from jiheng.rules.targets.plain_text import plain_text
from jiheng.rules.targets.shapes import Direction
from jiheng.rules.targets.signs import signs_before
from jiheng.rules.targets.vocabulary import words

_DASHES = re.compile(r"[/\\\-_—–]+\Z")
_UNIT_IN_NAME = re.compile(r"[(]([^()]{1,8})[)][:：]?\Z")
_NUMBER_ONLY = re.compile(r"[0-9][0-9,.~\-]*\Z")
_RATE_NAME = re.compile(r"(?:率|满意度|比例|占比|比重|知晓度|认知度|百分比)\Z")
_NAME_TAIL = re.compile(r"(?:[(][^()]*[)]|[0-9.≥≤<>=%]|调查|情况|指标)+\Z")


@dataclass(frozen=True, slots=True)
class TargetText:
    """``raw`` is what people see, ``body`` the same in plain form with sign and unit in place.

    ``qualitative``: the sign column says 定性. ``side``/``side_word``: it says 正向 or 反向 instead of a sign.
    """

    raw: str
    body: str
    qualitative: bool = False
    side: Direction = Direction.UNKNOWN
    side_word: str = ""
    unit_from_name: bool = False
    remarks: tuple[str, ...] = ()


def target_text(text: str, sign: str, unit: str, name: str) -> TargetText:
    """Put the columns of one target together: (“9”, “=”, “月前”) → ``=9月前``."""
    value, column_sign, column_unit = hundredths(plain_text(text)), plain_text(sign), plain_text(unit)
    if column_unit in _column_words("qualitative") or _DASHES.match(column_unit) or column_unit in ("无", "空"):
        column_unit = ""
    qualitative = column_sign in _column_words("qualitative")
    for word in _column_words("qualitative"):
        if value.startswith(word):
            value, qualitative = value[len(word) :].lstrip(":,、;-/"), True
            break
    if qualitative or not value:
        blank = ("指标性质为定性，指标值空白",) if qualitative and not value else ()
        return TargetText(text.strip(), value, qualitative, remarks=blank)
    side, side_word = _side(column_sign)
    prefix = "" if side_word or column_sign in _column_words("quantitative") else column_sign
    from_name = ""
    if _NUMBER_ONLY.match(_after_signs(value)) and not column_unit:
        from_name = unit_in_name(name)
    added = "" if value.endswith(column_unit) else column_unit
    body, remarks = _joined(prefix, value, added or from_name)
    shown_sign = sign.strip() if body.startswith(prefix) and not value.startswith(prefix) else ""
    raw = f"{shown_sign}{text.strip()}{unit.strip() if added else ''}"
    return TargetText(raw, body, False, side, side_word, bool(from_name), remarks)


def unit_in_name(name: str) -> str:
    """A unit in brackets at the end of a name: 奖补资金兑付率(%) → %, 任务完成时限(月) → 月; else nothing."""
    if not name.endswith((")", "）")):
        return ""
    found = _UNIT_IN_NAME.search(plain_text(name))
    if not found:
        return ""
    inside = found.group(1).removeprefix("单位:").removeprefix("≥").removeprefix("≤")
    return inside if _is_unit(inside) else ""


def implied_unit(name: str) -> str:
    """% for a name that ends in 率, 比例, 满意度…; else nothing."""
    return "%" if _RATE_NAME.search(_NAME_TAIL.sub("", plain_text(name[-LONGEST_NAME:]))) else ""


@cache
def _column_words(kind: str) -> frozenset[str]:
    return frozenset(words("signs", "column", kind))


@cache
def _is_unit(text: str) -> bool:
    found = amounts_in(f"1{text}")
    return bool(text) and len(found) == 1 and found[0].end == len(text) + 1


def _side(column_sign: str) -> tuple[Direction, str]:
    if column_sign in _column_words("floor"):
        return Direction.FLOOR, column_sign
    if column_sign in _column_words("ceiling"):
        return Direction.CEILING, column_sign
    return Direction.UNKNOWN, ""


def _after_signs(value: str) -> str:
    first_digit = next((place for place, character in enumerate(value) if character.isdigit()), 0)
    return value[first_digit:] if signs_before(value[:first_digit]).rest == "" else value


def _joined(prefix: str, value: str, unit: str) -> tuple[str, tuple[str, ...]]:
    """Sign column and value's own sign: the same once; “=” gives way to the value's own; else both stay."""
    if not prefix or value.startswith(prefix):
        return f"{value}{unit}", ()
    if prefix in ("=", "＝") and value[:1] in ("≥", "≤", ">", "<"):
        return f"{value}{unit}", (f"指标性质写“=”，指标值写“{value[0]}”，按指标值读",)
    return f"{prefix}{value}{unit}", ()
