"""Number formats: how a cell's number is shown, as far as it changes what a reader understands."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jiheng.rules.figures import plain

BUILT_IN = {9: "0%", 10: "0.00%"}
"""The built-in formats that matter here."""

TOKEN = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]|([0#?.,]+)|(%)|(.)', re.DOTALL)
DATE_OR_TEXT = re.compile(r"[ymdhsYMDHS@eEgG]")
IDLE = set(" ¥￥$-+()/")


@dataclass(frozen=True, slots=True)
class Display:
    """``prefix`` and ``suffix`` are words the format prints around the number (``0"个"``)."""

    percent: bool
    prefix: str = ""
    suffix: str = ""

    def show(self, number: Decimal) -> str:
        """The number as read on the sheet, all digits kept: 0.86 → ``86%``."""
        body = f"{plain(number * 100)}%" if self.percent else plain(number)
        return f"{self.prefix}{body}{self.suffix}"


@lru_cache(maxsize=1024)
def display_for(code: str) -> Display | None:
    """The display of a format code, or None when it adds neither a percent sign nor words."""
    percent, before, after, seen = False, "", "", False
    for quoted, escaped, digits, sign, other in TOKEN.findall(code.split(";", maxsplit=1)[0]):
        if other and DATE_OR_TEXT.match(other):
            return None
        if digits:
            seen = True
        elif sign:
            percent = True
        elif word := quoted or escaped or other:
            before, after = (before, after + word) if seen else (before + word, after)
    if not seen:
        return None
    before, after = _words(before), _words(after)
    return Display(percent, before, after) if percent or before or after else None


def _words(text: str) -> str:
    return "" if set(text) <= IDLE else text.strip()
