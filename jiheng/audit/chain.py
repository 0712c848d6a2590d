"""How one event follows from the one before: canonical text, its SHA-256, and the check of a whole chain."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final

GENESIS: Final = "0" * 64
"""Stands where the first event has no event before it."""

Plain = str | int | bool | Decimal | date | Enum | None | list["Plain"] | Mapping[str, "Plain"]
"""What an event may carry. Floats are refused: their digits depend on who prints them."""


@dataclass(frozen=True, slots=True)
class Link:
    """One event as the chain sees it; ``at`` is aware, ``before``/``after`` are canonical text."""

    seq: int
    at: datetime
    actor: int | None
    organisation: int | None
    action: str
    subject_type: str
    subject_id: str
    before: str
    after: str
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One break of the chain: the row it was found at and what is wrong (Chinese)."""

    seq: int
    message: str


def canonical(value: Plain) -> str:
    """The one text of a value: sorted keys, no blanks, decimals and dates as text."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def link_hash(link: Link) -> str:
    """SHA-256 (hex) over every field of the link but ``hash`` itself."""
    return hashlib.sha256(
        canonical(
            {
                "seq": link.seq,
                "at": link.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "actor": link.actor,
                "organisation": link.organisation,
                "action": link.action,
                "subject_type": link.subject_type,
                "subject_id": link.subject_id,
                "before": link.before,
                "after": link.after,
                "previous_hash": link.previous_hash,
            }
        ).encode()
    ).hexdigest()


def broken_links(links: Iterable[Link], head_count: int, head_hash: str) -> list[Problem]:
    """Every break of a chain read in order of ``seq``, and of its head.

    A changed row is named by its own number; a removed one by the gap it leaves; rows that changed
    places no longer follow each other.
    """
    problems: list[Problem] = []
    expected, previous = 1, GENESIS
    for link in links:
        if link.seq != expected:
            problems.append(Problem(expected, _gap(expected, link.seq)))
        elif link.previous_hash != previous:
            problems.append(Problem(link.seq, f"第{link.seq}条与前一条接不上，顺序被调换或前一条被替换"))
        if link_hash(link) != link.hash:
            problems.append(Problem(link.seq, f"第{link.seq}条的内容与摘要不符，已被修改"))
        expected, previous = link.seq + 1, link.hash
    return problems + _head_problems(expected - 1, previous, head_count, head_hash)


def _gap(expected: int, found: int) -> str:
    if found < expected:
        return f"第{found}条重复出现"
    if found == expected + 1:
        return f"第{expected}条缺失，已被删除"
    return f"第{expected}条至第{found - 1}条缺失，已被删除"


def _head_problems(last: int, last_hash: str, head_count: int, head_hash: str) -> list[Problem]:
    if last < head_count:
        return [Problem(last + 1, f"末尾缺失：链头记有{head_count}条，实有到第{last}条，其后的已被删除")]
    if last > head_count:
        return [Problem(head_count + 1, f"链头记有{head_count}条，实有到第{last}条，链头被改动或末尾有冒写")]
    if last_hash != head_hash:
        return [Problem(last, f"链头的摘要与第{last}条不符，链头或末条被改动")]
    return []


def _plain(value: Plain) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return _plain(value.value) if isinstance(value, Enum) else _scalar(value)


def _scalar(value: object) -> str | int | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"an event cannot carry a {type(value).__name__}")
