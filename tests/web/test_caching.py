"""What somebody logged in was shown does not stay in the browser after they have left."""

import pytest
from django.test import Client

from jiheng.orgs.models import Duty
from tests.county import County
from tests.web.conftest import LoggedIn
from tests.web.handed_in import batch_of

KEEP_NOTHING = "private, no-store"


@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), ("/rechecks/", 200), ("/password/", 200), ("/nowhere/", 404), ("/system/events/", 403)],
)
def test_a_page_of_somebody_logged_in_is_not_kept(logged_in: LoggedIn, address: str, status: int) -> None:
    answer = logged_in(Duty.UNT).get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (status, KEEP_NOTHING)


def test_a_download_is_not_kept(county: County, logged_in: LoggedIn) -> None:
    batch = batch_of(county.school)
    browser = logged_in(Duty.UNT)
    for rest in (f"files/{batch.files.latest('pk').pk}/", "workbook/", "opinion/"):
        answer = browser.get(f"/rechecks/{batch.pk}/{rest}")
        assert (answer.status_code, answer["Cache-Control"]) == (200, KEEP_NOTHING), rest


def test_leaving_is_not_kept_either(logged_in: LoggedIn) -> None:
    assert logged_in(Duty.UNT).post("/logout/")["Cache-Control"] == KEEP_NOTHING


@pytest.mark.django_db
def test_the_static_files_may_be_kept(client: Client, logged_in: LoggedIn) -> None:
    for browser in (client, logged_in(Duty.UNT)):
        answer = browser.get("/static/jiheng/frame-1.css")
        assert answer.status_code == 200
        assert "no-store" not in answer.get("Cache-Control", "")
