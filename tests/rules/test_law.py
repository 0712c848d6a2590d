"""The law as data: every number has a first day, a clause and a word on how far it was checked."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from jiheng.rules.clauses import UnknownClause, all_clauses, clause_entry
from jiheng.rules.law import (
    LAW_FOLDER,
    NATIONAL,
    Entry,
    Instrument,
    NotSet,
    Rulebook,
    UnknownInstrument,
    instrument_ids,
    load_instrument,
    read_toml,
    rulebook,
)

CHECKED = {"文件A", "文件B", "查证", "旁证", "未查证", "设计"}
TODAY = date(2026, 1, 1)

OPENED_BY_THE_RULES = """
import importlib, pkgutil, sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
import jiheng.rules
for module in pkgutil.walk_packages(jiheng.rules.__path__, "jiheng.rules."):
    importlib.import_module(module.name)
from jiheng.rules.clauses import all_clauses
from jiheng.rules.codes import codes
from jiheng.rules.law import instrument_ids, load_instrument
all_clauses(), codes(), [load_instrument(each) for each in instrument_ids()]
print("\\n".join(path for path in opened if not path.endswith((".py", ".pyc")) and ".pyc." not in path))
"""


def _entries() -> Iterator[Entry]:
    for instrument_id in instrument_ids():
        yield from load_instrument(instrument_id).entries


def _values(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _values(each)
    elif isinstance(value, list):
        for each in value:
            yield from _values(each)
    else:
        yield value


@pytest.mark.parametrize(
    "path", sorted(LAW_FOLDER.rglob("*.toml")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_every_number_of_the_law_is_exact_and_finite(path: object) -> None:
    values = list(_values(read_toml(LAW_FOLDER / str(path))))
    assert not [value for value in values if isinstance(value, float)]
    assert not [value for value in values if isinstance(value, Decimal) and not value.is_finite()]


def test_every_parameter_has_a_first_day_a_clause_of_its_own_instrument_and_a_word_on_checking() -> None:
    known = {entry.id: entry.instrument for entry in all_clauses()}
    for entry in _entries():
        where = f"{entry.instrument}: {entry.name}"
        assert isinstance(entry.since, date), where
        assert known.get(entry.clause) == entry.instrument, f"{where} → {entry.clause}"
        assert entry.values["evidence"] in CHECKED, where


def test_no_parameter_is_set_twice_for_the_same_day() -> None:
    days = [(entry.instrument, entry.name, entry.since) for entry in _entries()]
    assert len(days) == len(set(days))


def test_no_parameter_is_older_than_its_instrument() -> None:
    assert not [entry for entry in _entries() if entry.since < load_instrument(entry.instrument).since]


def test_every_instrument_stands_on_the_national_one() -> None:
    assert set(instrument_ids()) >= {NATIONAL, "cq2023-7", "ats2023", "hubei", "sichuan", "yunnan"}
    for instrument_id in instrument_ids():
        assert rulebook(instrument_id, TODAY).instruments[0].id == NATIONAL
        assert rulebook(instrument_id, TODAY).id == instrument_id


def test_every_clause_says_how_far_it_was_checked() -> None:
    assert {entry.evidence for entry in all_clauses()} <= CHECKED


def test_a_local_instrument_takes_the_rest_from_the_national_one() -> None:
    book = rulebook("hubei", TODAY)
    assert book.entry("execution").decimal("points") == 20
    assert book.entry("grade_floors").instrument == NATIONAL


def test_hubei_moves_the_floor_of_the_second_band_to_fifty_percent() -> None:
    assert rulebook("hubei", TODAY).entry("qualitative_bands").decimal("partly") == Decimal("0.50")
    assert rulebook(NATIONAL, TODAY).entry("qualitative_bands").decimal("partly") == Decimal("0.60")


@pytest.mark.clause("cq2023-7/37")
@pytest.mark.parametrize(("on", "instrument"), [(date(2022, 12, 31), NATIONAL), (date(2023, 1, 1), "cq2023-7")])
def test_the_directive_sets_nothing_before_its_first_day(on: date, instrument: str) -> None:
    assert rulebook("cq2023-7", on).entry("grade_floors").instrument == instrument


def test_hubei_gives_twenty_forty_forty() -> None:
    points = rulebook("hubei", TODAY).entry("level_points")
    assert [points.decimal(key) for key in ("execution", "output", "benefit_and_satisfaction", "total")] == [
        20,
        40,
        40,
        100,
    ]


def test_sichuan_warns_only_from_the_day_of_its_notice() -> None:
    assert rulebook("sichuan", date(2025, 1, 1)).entry("monitoring_warnings").decimal("through_august") == Decimal(
        "0.6"
    )
    with pytest.raises(NotSet, match="规则包“sichuan”在2024年12月31日没有设定参数“monitoring_warnings”"):
        rulebook("sichuan", date(2024, 12, 31)).entry("monitoring_warnings")


@pytest.mark.parametrize(
    ("name", "key", "number"),
    [
        ("resident_staff", "least", 3),
        ("resident_staff", "leaders", 1),
        ("goal_completion", "days", 10),
        ("goal_correction", "days", 10),
        ("training", "least_sessions", 5),
        ("training", "least_hours", 2),
        ("training", "most_hours", 4),
        ("retention", "important_years", 10),
        ("retention", "other_years", 5),
    ],
)
def test_the_numbers_written_in_the_requirements_are_theirs(name: str, key: str, number: int) -> None:
    entry = rulebook("ats2023", TODAY).entry(name)
    assert (entry.decimal(key), entry.values["evidence"]) == (Decimal(number), "文件A")


@pytest.mark.parametrize(("name", "floor"), [("excellent", 90), ("good", 80), ("fair", 60)])
def test_the_grade_floors_of_the_directive_are_its_own(name: str, floor: int) -> None:
    entry = rulebook("cq2023-7", TODAY).entry("grade_floors")
    assert (entry.clause, entry.decimal(name)) == ("cq2023-7/28", Decimal(floor))


@pytest.mark.parametrize(
    ("on", "excellent"),
    [(date(2023, 6, 30), "90"), (date(2023, 7, 1), "92"), (date(2024, 1, 1), "92")],
)
def test_the_entry_of_the_day_is_read(on: date, excellent: str) -> None:
    entries = tuple(
        Entry("floors", "local", "local/1", since, MappingProxyType({"excellent": Decimal(number)}))
        for since, number in ((date(2020, 1, 1), "90"), (date(2023, 7, 1), "92"))
    )
    local = Instrument("local", "某地办法", "某地", "", date(2020, 1, 1), entries)
    assert Rulebook((local,), on).entry("floors").decimal("excellent") == Decimal(excellent)


def test_an_unknown_instrument_is_answered_with_those_that_exist() -> None:
    with pytest.raises(UnknownInstrument, match="没有规则包“nowhere”。可选：mof2020-10、"):
        load_instrument("nowhere")


def test_a_clause_is_found_by_its_id_and_an_unknown_one_is_named() -> None:
    assert clause_entry("cq2023-7/23").title == "证据与得分"
    with pytest.raises(UnknownClause, match="没有条款“cq2023-7/99”"):
        clause_entry("cq2023-7/99")


def test_the_rules_room_opens_no_file_outside_the_law() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", OPENED_BY_THE_RULES], cwd=LAW_FOLDER.parent, capture_output=True, text=True, check=True
    )
    opened = [line for line in ran.stdout.splitlines() if line]
    assert opened
    assert not [path for path in opened if not path.startswith(str(LAW_FOLDER))]
