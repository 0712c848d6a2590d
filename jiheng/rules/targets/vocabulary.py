"""The word lists of ``law/vocabulary/``, read once. A county adds words there; no code changes."""

from functools import cache
from typing import Any

from jiheng.rules.law import LAW_FOLDER, read_toml

FOLDER = LAW_FOLDER / "vocabulary"


@cache
def word_list(file: str) -> dict[str, Any]:
    """One file of ``law/vocabulary/`` by name without ending (``signs``)."""
    return read_toml(FOLDER / f"{file}.toml")


@cache
def words(file: str, *path: str) -> tuple[str, ...]:
    """A list of words, longest first, e.g. ``words("bands", "reached", "deeds")``."""
    found: Any = word_list(file)
    for key in path:
        found = found[key]
    return tuple(sorted((str(word) for word in found), key=len, reverse=True))


class Endings:
    """Looks for the longest of many words at the end of a text."""

    def __init__(self, *lists: tuple[str, ...]) -> None:
        self._words = frozenset(word for words_of_list in lists for word in words_of_list)
        self._longest = max((len(word) for word in self._words), default=0)

    def at_end_of(self, text: str) -> str:
        """The longest word ``text`` ends with, or nothing."""
        for length in range(min(self._longest, len(text)), 0, -1):
            if text[-length:] in self._words:
                return text[-length:]
        return ""

    def all_at_end_of(self, text: str) -> list[str]:
        """Every word ``text`` ends with, longest first."""
        sizes = range(min(self._longest, len(text)), 0, -1)
        return [text[-size:] for size in sizes if text[-size:] in self._words]
