"""Filter tabs and the trail above a title: plain values that ``parts/tabs.html`` and ``parts/trail.html`` print."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Tab:
    """One filter tab; ``count`` is left out when it is ``None``."""

    label: str
    address: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class TrailStep:
    """One step of the trail; the page itself has no address."""

    label: str
    address: str = ""


def tabs_for(query: QueryDict, key: str, choices: Iterable[tuple[str, str, int | None]], chosen: str) -> list[Tab]:
    """Tabs for one word of the address: (value, label, count) each; the empty value takes the word away.

    Every other word of the address stays, but the page number.
    """
    return [Tab(label, _address(query, key, value), value == chosen, count) for value, label, count in choices]


def _address(query: QueryDict, key: str, value: str) -> str:
    words = query.copy()
    words.pop("page", None)
    words.pop(key, None)
    if value:
        words[key] = value
    return f"?{words.urlencode()}"
