"""Reads ``law/``: every number has a first day and a clause, and the most local instrument that sets it wins."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

LAW_FOLDER = Path(os.environ.get("JIHENG_LAW") or Path(__file__).resolve().parents[2] / "law")
"""The law as data. ``JIHENG_LAW`` names another folder: a frozen score is repeated with the law of its own day."""

NATIONAL = "mof2020-10"
"""The base every other instrument stands on."""


class UnknownInstrument(LookupError):
    """No folder ``law/<id>/``; the message is Chinese and lists what exists."""


class NotSet(LookupError):
    """No instrument of the rulebook sets this parameter on the day asked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated entry of ``parameters.toml``. Numbers are ``Decimal`` or ``int``, never float."""

    name: str
    instrument: str
    clause: str
    since: date
    values: Mapping[str, Any]

    def decimal(self, key: str) -> Decimal:
        return Decimal(self.values[key])

    def text(self, key: str) -> str:
        return str(self.values[key])


@dataclass(frozen=True, slots=True)
class Instrument:
    """One body of rules: ``instrument.toml`` with its parameters."""

    id: str
    title: str
    short_title: str
    base: str
    since: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """An ordered list of instruments, national first, read for one day."""

    instruments: tuple[Instrument, ...]
    on: date

    @property
    def id(self) -> str:
        """The id of the most local instrument: what ``--rules`` was given."""
        return self.instruments[-1].id

    def entry(self, name: str) -> Entry:
        """The entry in force on the day, from the most local instrument that sets it.

        Raises ``NotSet`` when none does.
        """
        for instrument in reversed(self.instruments):
            dated = [entry for entry in instrument.entries if entry.name == name and entry.since <= self.on]
            if dated:
                return max(dated, key=lambda entry: entry.since)
        raise NotSet(f"规则包“{self.id}”在{self.on:%Y年%m月%d日}没有设定参数“{name}”")


@cache
def instrument_ids() -> tuple[str, ...]:
    """Every instrument in ``law/``, the national one first."""
    found = sorted(path.parent.name for path in LAW_FOLDER.glob("*/instrument.toml"))
    return tuple(sorted(found, key=lambda id_: (id_ != NATIONAL, id_)))


@cache
def load_instrument(instrument_id: str) -> Instrument:
    """Read one instrument. Raises ``UnknownInstrument`` with a Chinese message."""
    if instrument_id not in instrument_ids():
        raise UnknownInstrument(f"没有规则包“{instrument_id}”。可选：{'、'.join(instrument_ids())}")
    folder = LAW_FOLDER / instrument_id
    head = read_toml(folder / "instrument.toml")
    parameters = read_toml(folder / "parameters.toml") if (folder / "parameters.toml").exists() else {}
    return Instrument(
        id=instrument_id,
        title=head["title"],
        short_title=head["short_title"],
        base=head.get("base", ""),
        since=head["from"],
        entries=tuple(_entry(instrument_id, name, values) for name, dated in parameters.items() for values in dated),
    )


@cache
def law_texts() -> Mapping[str, str]:
    """Every file of the law by its place in ``law/``, as it stood when first asked for."""
    paths = sorted(LAW_FOLDER.rglob("*.toml"))
    return MappingProxyType({path.relative_to(LAW_FOLDER).as_posix(): path.read_text("utf-8") for path in paths})


@cache
def rulebook(instrument_id: str, on: date) -> Rulebook:
    """The rulebook of an instrument with everything it stands on, e.g. ``hubei`` → national, hubei."""
    chain: list[Instrument] = []
    wanted = instrument_id
    while wanted:
        instrument = load_instrument(wanted)
        chain.insert(0, instrument)
        wanted = instrument.base
    return Rulebook(instruments=tuple(chain), on=on)


def clause_label(clause_id: str) -> str:
    """How people call a clause: ``mof2020-10/4.1`` → 国家通用 4.1."""
    instrument, _, number = clause_id.partition("/")
    known = instrument in instrument_ids()
    return f"{load_instrument(instrument).short_title if known else instrument} {number}"


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file with its decimals kept exact."""
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


def _entry(instrument_id: str, name: str, values: dict[str, Any]) -> Entry:
    rest = {key: value for key, value in values.items() if key not in {"clause", "from"}}
    return Entry(name, instrument_id, values["clause"], values["from"], MappingProxyType(rest))
