"""How names and money of a sampling frame are written, so that every machine hashes the same bytes."""

import hashlib
import unicodedata
from decimal import Decimal

from jiheng.rules.figures import plain, rounded

BETWEEN = "｜"
"""Stands between names that belong together: the values of a stratum, a provider and an area."""
SIGNS = str.maketrans({sign: f"\\{sign}" for sign in ("\\", "|", BETWEEN)})


def tidy(name: str) -> str:
    """A name in one normal form (Unicode NFC) on one line, with single spaces and none at its ends."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def joined(*names: str) -> str:
    """Tidy names side by side; a sign of the format inside a name has ``\\`` before it, so that none is mistaken."""
    return BETWEEN.join(tidy(name).translate(SIGNS) for name in names)


def money_text(money: Decimal) -> str:
    """元 with two decimals (``43.20``); digits beyond the cent, if any, are kept."""
    cents = rounded(money, 2)
    return f"{cents:f}" if cents == money else plain(money)


def sha256(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
