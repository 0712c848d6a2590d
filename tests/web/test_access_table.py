"""Every address, opened as every duty, from the right unit, from a wrong one, and by nobody in particular."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from jiheng.orgs.models import Duty
from jiheng.web.access import Who, access_of
from tests.county import County, member_named
from tests.web.access_rows import EVERYBODY, Row
from tests.web.access_table import GET, OF_NOBODY, POST
from tests.web.conftest import client_of

ROWS = [*(("GET", row) for row in GET), *(("POST", row) for row in POST)]
OPENED = {200, 204, 302, 400, 422}
"""Let in: shown, done, or told what is wrong with the form."""


def said(part: "str | Row") -> str:
    return part.name if isinstance(part, Row) else part


every_row = pytest.mark.parametrize(("method", "row"), ROWS, ids=said)


def test_every_address_has_a_row() -> None:
    listed = {row.name for row in (*GET, *POST)}
    found = dict(addresses())
    assert set(found) - listed == set(), "add a row to tests/web/access_table.py"
    assert listed - set(found) == set(), "the page is gone, remove its row"


def test_every_view_says_who_may_open_it() -> None:
    unmarked = [name for name, view in addresses() if access_of(view.callback).who is Who.NOBODY]
    assert not unmarked, "mark the view with public, any_user, any_member or needs"


@every_row
def test_those_with_the_duty_get_in_and_nobody_else(county: County, method: str, row: Row) -> None:
    for duty in Duty:
        member = county.member(duty)
        answer = ask(client_of(member), method, row, member.user.username)
        allowed = duty in row.duties
        assert (answer.status_code in OPENED) is allowed, f"{duty}: {answer.status_code}"
        assert allowed or answer.status_code == 403, f"{duty}: {answer.status_code}"


@every_row
def test_another_unit_s_row_is_not_there(county: County, method: str, row: Row) -> None:
    if row.of is None or row.name in OF_NOBODY:
        assert not takes_words(row) or row.name in OF_NOBODY
        return
    for duty in Duty:
        answer = ask(client_of(county.member(duty)), method, row, "lz_fpd")
        assert answer.status_code == (404 if duty in row.duties else 403), f"{duty}: {answer.status_code}"
    for username in ("lz_fpd", "lz_sys"):
        neighbour = member_named(username)
        allowed = neighbour.duties <= row.duties
        answer = ask(client_of(neighbour), method, row, "qh_fpd")
        assert answer.status_code == (404 if allowed else 403), f"{username}: {answer.status_code}"


@every_row
def test_who_is_not_logged_in_is_asked_to(county: County, method: str, row: Row) -> None:
    answer = ask(Client(), method, row, "qh_fpd")
    if row.who == EVERYBODY:
        assert answer.status_code in OPENED
    else:
        assert answer.status_code == 302
        assert answer["Location"].startswith(settings.LOGIN_URL)


def test_an_address_that_only_acts_cannot_be_read(county: County) -> None:
    for row in POST:
        if row.name not in {one.name for one in GET}:
            duty = min(row.duties)
            answer = ask(client_of(county.member(duty)), "GET", row, f"qh_{duty.lower()}")
            assert answer.status_code == 405, row.name


def ask(client: Client, method: str, row: Row, owner: str) -> HttpResponseBase:
    """Open the address of something that belongs to ``owner``; whatever it changed is undone."""
    with transaction.atomic():
        words = row.of(member_named(owner)) if row.of else []
        address = reverse(row.name, args=words)
        answer = client.get(address) if method == "GET" else client.post(address, row.form)
        transaction.set_rollback(True)
    return answer


def takes_words(row: Row) -> bool:
    pattern = dict(addresses())[row.name].pattern
    return bool(pattern.converters)


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every address of the system by its full name."""
    yield from _addresses(get_resolver().url_patterns, "")


def _addresses(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _addresses(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"{pattern} has no name"
            yield f"{space}{pattern.name}", pattern
