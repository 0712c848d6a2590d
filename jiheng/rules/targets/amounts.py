"""Numbers with their units in a text already brought to plain form."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from jiheng.rules.targets.units import MAGNITUDES, known_units

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,18}(?![0-9]))(?:\.[0-9]{1,20}(?![0-9.]))?(?!\.[0-9])"
_TRIED = re.compile(r"[0-9]")
_CHINESE_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_CHINESE_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_HUNDREDTHS = re.compile(r"百分之([零一二三四五六七八九十百]{1,4}|[0-9]+(?:\.[0-9]+)?)")
_CODE_TAIL = re.compile(r"[A-Za-z]+[0-9]")
_LISTED = re.compile(r"\A[0-9]{1,2}[.、](?![0-9])")
_LIST_NUMBER = re.compile(r"(?<![0-9.])[0-9]{1,2}[.、](?![0-9])")
_NOISE = re.compile(
    r"[(]\d{1,2}[)]|p[Hh]值?|P[Hh]值?|(?<![0-9A-Za-z/每])[A-Za-z]{1,5}(?:/[TZ])?\d+(?:[.\-]\d+)*"
    r"|[〔\[]\d{4}[〕\]]第?\d*号?|第\d+[一-鿿]?|\(含[^)]*\)|\d+(?:号文件?|A级|[A-Z]+级)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit as written (``%`` for 百分比) and where it stands.

    ``about`` is 余 or 多 when it follows the number.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    about: str = ""

    def __str__(self) -> str:
        return f"{self.value:f}{self.unit}"


def amounts_in(text: str) -> list[Amount]:
    """Every number with its unit, in order; ordinals, list numbers and document numbers are left out."""
    if not _TRIED.search(text):
        return []
    return [_amount(match) for match in _pattern().finditer(text) if not _CODE_TAIL.match(text, match.end())]


def without_noise(text: str) -> str:
    """The text without list numbers, document numbers and ordinals, which are not quantities."""
    if not _TRIED.search(text):
        return text
    if _LISTED.match(text):
        text = _LIST_NUMBER.sub("", text)
    return _NOISE.sub("", text)


def hundredths(text: str) -> str:
    """百分之九十五 → 95%."""
    return _HUNDREDTHS.sub(_as_percent, text) if "百分之" in text else text


def chinese_amount(text: str) -> Amount | None:
    """A whole text of a Chinese numeral and a known unit: ``两次`` → 2 次. ``None`` for anything else."""
    found = _chinese().fullmatch(text)
    if not found:
        return None
    value = _chinese_value(found.group(1))
    return None if value is None else Amount(Decimal(value), found.group(2), 0, len(text))


def unit_words(unit: str) -> str:
    """A unit as it is stored: 百分比 is %."""
    return "%" if unit in ("百分比", "百分之") else unit


def _amount(match: re.Match[str]) -> Amount:
    value = Decimal(match.group("number").replace(",", ""))
    unit = unit_words(match.group("unit") or "")
    return Amount(value, unit, match.start(), match.end(), match.group("about") or "")


def _as_percent(found: re.Match[str]) -> str:
    digits = found.group(1)
    value = digits if digits[0].isascii() else _chinese_value(digits)
    return found.group() if value is None else f"{value}%"


def _chinese_value(text: str) -> int | None:
    total = section = 0
    for character in text:
        if character in _CHINESE_DIGITS:
            section = _CHINESE_DIGITS[character]
        else:
            total += (section or 1) * _CHINESE_TENS[character]
            section = 0
    return total + section


@cache
def _unit_expression() -> str:
    scale = "|".join(sorted(MAGNITUDES, key=len, reverse=True))
    known = "|".join(re.escape(unit) for unit in known_units())
    below = rf"(?:{known}|[一-鿿]{{1,3}}(?![一-鿿]))"
    more = rf"(?:(?:[/·・、*]|\.(?=[一-鿿])){below})*"
    return rf"(?:(?:{known})|(?:{scale})(?:{known})?)?(?:(?:/|每(?=[一-鿿])){below}{more})?"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<number>(?:(?<![0-9一-鿿%‰)A-Za-z.\]])-)?(?<![A-Za-z0-9.]){_NUMBER})(?P<about>[余多]?)(?P<unit>{_unit_expression()})"
    )


@cache
def _chinese() -> re.Pattern[str]:
    known = "|".join(re.escape(unit) for unit in known_units())
    return re.compile(rf"([零一二两三四五六七八九十百]{{1,5}})({known})")
