"""Logging in, staying in, and what happens when it does not work."""

import json
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiheng.audit.models import Event
from jiheng.orgs.actions import create_user, grant_duty, join_organisation
from jiheng.orgs.models import Duty, User
from tests.county import DAY, PASSWORD, County
from tests.web.conftest import LoggedIn, client_of

NEW = "Another-pass-77"


def test_the_first_page_asks_for_a_login_and_comes_back(client: Client, county: County) -> None:
    answer = client.get("/clauses/?q=执行率")
    assert answer["Location"].startswith("/login/?next=%2Fclauses%2F")
    words = {"username": "qh_fpd", "password": PASSWORD, "next": "/clauses/?q=执行率"}
    assert client.post("/login/", words)["Location"].startswith("/clauses/")


def test_a_wrong_password_does_not_say_which_of_the_two_was_wrong(client: Client, county: County) -> None:
    wrong = client.post("/login/", {"username": "qh_fpd", "password": "no"}).content.decode()
    unknown = client.post("/login/", {"username": "nobody", "password": "no"}).content.decode()
    said = "登录名或密码不正确"
    assert said in wrong
    assert said in unknown


def test_five_wrong_passwords_close_the_account_for_a_while(client: Client, county: County) -> None:
    for _ in range(5):
        answer = client.post("/login/", {"username": "qh_fpd", "password": "no"})
    assert answer.status_code == 429
    assert "15 分钟后再试" in answer.content.decode()
    assert client.post("/login/", {"username": "qh_fpd", "password": PASSWORD}).status_code == 429


def test_a_login_never_leads_to_another_site(client: Client, county: County) -> None:
    words = {"username": "qh_fpd", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post("/login/", words)["Location"] == "/"


def test_logging_out_needs_a_form(logged_in: LoggedIn) -> None:
    browser = logged_in(Duty.FPD)
    assert browser.get("/logout/").status_code == 405
    assert browser.post("/logout/")["Location"] == "/login/"
    assert browser.get("/")["Location"].startswith("/login/")


def test_a_first_password_opens_nothing_but_its_own_change(client: Client, county: County) -> None:
    place = create_user(username="fresh", name="新人", password=PASSWORD, organisation=county.bureau, by=None, at=DAY)
    grant_duty(place, Duty.FPD, by=None, at=DAY)
    client.force_login(place.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/")["Location"] == "/password/"
    words = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert client.post("/password/", words)["Location"] == "/"
    assert client.get("/").status_code == 200
    assert Event.objects.filter(action="user.password_changed", actor=place.user).count() == 1


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("wrong", NEW, NEW, "原密码不正确"),
        (PASSWORD, NEW, "different-1A", "两次输入的新密码不一样"),
        (PASSWORD, "short", "short", "密码不得少于 10 个字符"),
        (PASSWORD, PASSWORD, PASSWORD, "新密码与原密码相同"),
    ],
)
def test_a_refused_password_says_why(logged_in: LoggedIn, old: str, new: str, again: str, said: str) -> None:
    words = {"old_password": old, "new_password1": new, "new_password2": again}
    answer = logged_in(Duty.FPD).post("/password/", words)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_person_of_two_organisations_chooses_which_to_act_for(county: County) -> None:
    member = county.member(Duty.FPD)
    place = join_organisation(member.user, county.health, by=None, at=DAY)
    grant_duty(place, Duty.DPT, by=None, at=DAY)
    browser = client_of(member)
    assert browser.get("/system/events/").status_code == 200
    browser.post("/switch/", {"organisation": county.health.pk})
    assert "清禾县卫生健康局" in browser.get("/").content.decode()
    assert browser.get("/system/events/").status_code == 403


def test_nobody_acts_for_an_organisation_they_have_no_place_in(county: County, logged_in: LoggedIn) -> None:
    browser = logged_in(Duty.FPD)
    browser.post("/switch/", {"organisation": county.other_bureau.pk})
    assert "您不在这个机构任职" in browser.get("/").content.decode()
    assert "organisation" not in browser.session


def test_who_has_no_place_yet_is_told_whom_to_ask(client: Client, county: County) -> None:
    user = User.objects.create(username="alone", name="孤身", must_change_password=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/")
    assert answer.status_code == 403
    assert "还没有归入任何机构" in answer.content.decode()


def test_demo_logins_show_only_where_the_setting_names_them(
    client: Client, county: County, settings: Settings, tmp_path: Path
) -> None:
    assert "演示账号" not in client.get("/login/").content.decode()
    file = tmp_path / "logins.json"
    entry = {
        "duty": "财政绩效科",
        "organisation": "清禾县财政局",
        "name": "甲",
        "username": "qh_fpd",
        "password": "p",
    }
    file.write_text(json.dumps([entry]), "utf-8")
    settings.JIHENG_DEMO_LOGINS = file
    page = client.get("/login/").content.decode()
    assert "演示账号" in page
    assert "用财政绩效科的账号登录" in page


def test_a_part_of_a_page_takes_the_whole_page_to_the_login(client: Client, county: County) -> None:
    answer = client.get("/jobs/1/row/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/login/"
