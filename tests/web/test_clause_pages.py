"""条款对照 on the screen: every clause, found by words and status, and the numbers in plain words."""

import re

import pytest

from jiheng.clause_table import clause_table
from jiheng.orgs.models import Duty
from jiheng.rules.law import instrument_ids, load_instrument
from jiheng.rules.law_words import key_of, shown_value, title_of
from jiheng.web.clauses.queries import parameter_lines
from tests.web.conftest import LoggedIn

PLAIN_NAME = re.compile(r"[a-z_]{2,}")


def test_every_clause_stands_in_the_table_with_an_anchor_and_a_page(logged_in: LoggedIn) -> None:
    browser = logged_in(Duty.FPD)
    listing = browser.get("/clauses/").content.decode()
    for row in clause_table():
        assert f'id="{row.id}"' in listing
        assert f'href="/clauses/{row.id}/"' in listing


def test_a_clause_s_page_says_what_it_asks_and_how_it_is_kept(logged_in: LoggedIn) -> None:
    page = logged_in(Duty.UNT).get("/clauses/mof2020-10/4.1/").content.decode()
    row = next(row for row in clause_table() if row.id == "mof2020-10/4.1")
    assert row.summary in page
    assert row.status.label in page
    assert all(name in page for name in (*row.functions, *row.tests))
    assert "预算执行率" in page


@pytest.mark.parametrize("address", ["/clauses/mof2020-10/99/", "/clauses/nowhere/", "/clauses/nowhere/1/"])
def test_a_clause_that_does_not_exist_is_not_there(logged_in: LoggedIn, address: str) -> None:
    assert logged_in(Duty.FPD).get(address).status_code == 404


def test_the_table_is_narrowed_by_words_package_and_status(logged_in: LoggedIn) -> None:
    browser = logged_in(Duty.FPD)
    found = browser.get("/clauses/", {"q": "20分", "instrument": "hubei"}).content.decode()
    assert 'id="hubei/4.1"' in found
    assert 'id="mof2020-10/4.1"' not in found
    coded = browser.get("/clauses/", {"status": "coded"}).content.decode()
    assert 'id="mof2020-10/4.1"' in coded
    assert all(f'id="{row.id}"' not in coded for row in clause_table() if row.status != "coded")


def test_nothing_found_offers_the_whole_table(logged_in: LoggedIn) -> None:
    page = logged_in(Duty.FPD).get("/clauses/", {"q": "没有这样的词", "status": "nonsense"}).content.decode()
    assert "没有符合条件的条款" in page
    assert "看全部条款" in page


@pytest.mark.parametrize("instrument", instrument_ids())
def test_every_number_of_the_law_has_a_name_people_read(instrument: str) -> None:
    entries = load_instrument(instrument).entries
    nameless = [entry.name for entry in entries if title_of(entry.name) == entry.name]
    nameless += [
        f"{entry.name}.{key}"
        for entry in entries
        for key, value in entry.values.items()
        if key != "evidence" and (key_of(entry.name, key) == key or PLAIN_NAME.fullmatch(shown_value(value)))
    ]
    assert not nameless, "add the Chinese to law/words.toml"


def test_a_number_shows_its_first_day_and_clause() -> None:
    lines = parameter_lines(load_instrument("mof2020-10"), "mof2020-10/4.1")
    assert lines[0].title == "预算执行率"
    assert all(line.clause == "mof2020-10/4.1" and line.since.year == 2020 for line in lines)
