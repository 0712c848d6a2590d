"""How names and money of a sampling frame are written, so that every machine hashes the same bytes."""

import hashlib
import unicodedata
from decimal import Decimal
from functools import lru_cache

from jiheng.rules.figures import plain, rounded

BETWEEN = "｜"
"""Stands between names that belong together: the values of a stratum, a provider and an area."""
SIGNS = str.maketrans({sign: f"\\{sign}" for sign in ("\\", "|", BETWEEN)})

REMEMBERED = 65_536
"""Names repeat from line to line; so many are kept so that a long table is read quickly."""


@lru_cache(REMEMBERED)
def tidy(name: str) -> str:
    """A name in one normal form (Unicode NFC) on one line, with single spaces and none at its ends."""
    return " ".join(unicodedata.normalize("NFC", name).split())


@lru_cache(REMEMBERED)
def joined(*names: str) -> str:
    """Tidy names side by side; a sign of the format inside a name has ``\\`` before it, so that none is mistaken."""
    return BETWEEN.join(tidy(name).translate(SIGNS) for name in names)


def money_text(money: Decimal) -> str:
    """元 with two decimals (``43.20``); digits beyond the cent, if any, are kept."""
    if money.as_tuple().exponent == -2 and money:  # written so already: by far the most
        return f"{money:f}"
    cents = rounded(money, 2)
    return f"{cents:f}" if cents == money else plain(money)


def sha256(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
