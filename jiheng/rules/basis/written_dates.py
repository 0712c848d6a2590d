"""Whole days written out in a document: 2023年3月1日, 二〇二三年三月一日, 2023-03-01."""

import re
from dataclasses import dataclass
from datetime import date

_NOUGHTS = "零〇○◯ＯOo0"
_FIGURES = {**dict.fromkeys(_NOUGHTS, 0), **{sign: n for n, sign in enumerate("一二三四五六七八九", start=1)}}
_CHINESE = rf"一二三四五六七八九{_NOUGHTS}"
_DAY = re.compile(
    rf"(?P<y>(?:19|20)\s?[0-9]{{2}}|[一二][{_CHINESE}]{{3}})\s*年\s*"
    rf"(?P<m>[0-9]{{1,2}}|[{_CHINESE}十]{{1,3}})\s*月\s*(?P<d>[0-9]{{1,2}}|[{_CHINESE}十廿卅]{{1,4}})\s*[日号]"
    rf"|(?<![0-9])(?P<y2>(?:19|20)[0-9]{{2}})(?P<sign>[-./])(?P<m2>[0-9]{{1,2}})(?P=sign)(?P<d2>[0-9]{{1,2}})(?![0-9])"
)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as written; ``day`` is ``None`` when the calendar has no such day."""

    day: date | None
    written: str
    start: int
    end: int


def days_in(text: str) -> tuple[WrittenDay, ...]:
    """Every whole day of a text, first to last; never raises."""
    return tuple(_written(match) for match in _DAY.finditer(text))


def read_figures(written: str) -> int:
    """``二〇二三`` → 2023, ``二十一`` → 21, ``一百零二`` → 102. Raises ``ValueError`` for what is no figure."""
    plain = "".join(written.split())
    if plain.isdecimal():
        return int(plain)
    plain = plain.replace("廿", "二十").replace("卅", "三十")
    if not any(unit in plain for unit in "十百"):
        return int("".join(str(_figure(sign)) for sign in plain))
    total, ones = 0, 0
    for sign in plain:
        if sign in "十百":
            total, ones = total + (ones or 1) * (10 if sign == "十" else 100), 0
        else:
            ones = _figure(sign)
    return total + ones


def _figure(sign: str) -> int:
    if sign in _FIGURES:
        return _FIGURES[sign]
    return int(sign)


def _written(match: re.Match[str]) -> WrittenDay:
    year, month, day = (match[name] or match[f"{name}2"] for name in "ymd")
    try:
        found = date(read_figures(year), read_figures(month), read_figures(day))
    except ValueError:
        found = None
    return WrittenDay(found, match.group().strip(), match.start(), match.end())
