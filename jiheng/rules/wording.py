"""How messages name several things and a day, and how headings count."""

from collections.abc import Iterable
from datetime import date

_NUMERALS = "零一二三四五六七八九"
SHOWN = 8
"""How many names a message lists before it says how many there are."""


def quoted(names: Iterable[str]) -> str:
    """Names in quotation marks, ``“甲”、“乙”``; beyond :data:`SHOWN` the number of all of them is said."""
    listed = list(names)
    said = "、".join(f"“{name}”" for name in listed[:SHOWN])
    return said if len(listed) <= SHOWN else f"{said}等{len(listed)}项"


def day_text(day: date) -> str:
    """A day as people write it: ``2026年3月1日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_number(figure: int) -> str:
    """1 to 99 as headings count: 十二."""
    tens, ones = divmod(figure, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return f"{head}{_NUMERALS[ones]}" if ones or not head else head
