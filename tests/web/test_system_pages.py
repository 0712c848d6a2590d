"""机构与用户, 操作记录 and the search box."""

import re

import pytest
from django.db import connection

from jiheng.audit.models import Event
from jiheng.audit.triggers import drop_guard, raise_guard
from jiheng.evaluation.models import EvaluationProject
from jiheng.orgs.models import Duty, Grant, Membership, Organisation, User
from jiheng.web.system.words import ACTIONS
from tests.architecture.tree import python_files, text
from tests.county import County, member_named
from tests.web.conftest import LoggedIn, client_of
from tests.web.handed_in import batch_of

RECORDED = re.compile(r'record\(\s*[^"()]*?(?:\([^()]*\)[^"()]*?)*"([a-z_]+\.[a-z_]+)"')
PASSWORD = "Brand-new-2026"


def test_a_new_person_gets_a_login_a_duty_and_a_password_of_their_own(county: County, logged_in: LoggedIn) -> None:
    browser = logged_in(Duty.SYS)
    words = {"name": "林晓", "username": "linxiao", "password": PASSWORD}
    answer = browser.post(f"/system/organisations/{county.school.pk}/people/", words)
    place = Membership.objects.get(user__username="linxiao")
    assert answer["Location"] == f"/system/people/{place.pk}/"
    assert place.user.must_change_password
    browser.post(f"/system/people/{place.pk}/grant/", {"duty": Duty.UNT, "scope": county.school.pk})
    assert Grant.objects.filter(membership=place, duty=Duty.UNT, scope=county.school).exists()


def test_a_refused_form_keeps_what_was_typed_and_says_why(county: County, logged_in: LoggedIn) -> None:
    words = {"name": "林晓", "username": "qh_fpd", "password": PASSWORD}
    answer = logged_in(Duty.SYS).post(f"/system/organisations/{county.school.pk}/people/", words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="林晓"' in page
    assert "登录名“qh_fpd”已有人使用" in page
    assert PASSWORD not in page


def test_an_empty_field_is_named(county: County, logged_in: LoggedIn) -> None:
    page = logged_in(Duty.SYS).post(f"/system/organisations/{county.school.pk}/people/", {}).content.decode()
    assert "请填写姓名。" in page
    assert 'aria-invalid="true"' in page


def test_the_administrator_s_duty_never_joins_another(county: County, logged_in: LoggedIn) -> None:
    place = Membership.objects.get(user=county.member(Duty.FPD).user)
    words = {"duty": Duty.SYS, "scope": county.bureau.pk}
    page = logged_in(Duty.SYS).post(f"/system/people/{place.pk}/grant/", words, follow=True).content.decode()
    assert "系统管理员不得兼任业务职责" in page


def test_a_duty_is_taken_back_once(county: County, logged_in: LoggedIn) -> None:
    browser = logged_in(Duty.SYS)
    grant = Grant.objects.get(membership__user=county.member(Duty.UNT).user)
    address = f"/system/people/{grant.membership_id}/grants/{grant.pk}/revoke/"
    assert "已收回“预算单位”" in browser.post(address, follow=True).content.decode()
    assert "已经收回" in browser.post(address, follow=True).content.decode()


def test_a_closed_login_stays_closed(county: County, logged_in: LoggedIn) -> None:
    place = Membership.objects.get(user=county.member(Duty.UNT).user)
    page = logged_in(Duty.SYS).post(f"/system/people/{place.pk}/deactivate/", follow=True).content.decode()
    assert "已停用" in page
    assert not User.objects.get(pk=place.user_id).is_active


def test_a_body_is_set_up_below_another(county: County, logged_in: LoggedIn) -> None:
    words = {"name": "清禾县第二小学", "kind": "unit"}
    address = f"/system/organisations/{county.education.pk}/below/"
    page = logged_in(Duty.SYS).post(address, words, follow=True).content.decode()
    made = Organisation.objects.get(name="清禾县第二小学")
    assert made.path.startswith(county.education.path)
    assert "已登记“清禾县第二小学”" in page


def test_logins_and_phones_are_for_the_administrator_alone(county: County, logged_in: LoggedIn) -> None:
    address = f"/system/organisations/{county.bureau.pk}/"
    assert "qh_fld" in logged_in(Duty.SYS).get(address).content.decode()
    assert "qh_fld" not in logged_in(Duty.FPD).get(address).content.decode()


def test_every_act_that_is_recorded_has_a_word() -> None:
    recorded = {code for path in python_files("jiheng") for code in RECORDED.findall(text(path))}
    assert "user.created" in {*recorded, *ACTIONS}
    assert recorded - set(ACTIONS) == set(), "add the word to jiheng/web/system/words.py"


def test_the_whole_chain_is_checked_on_demand(county: County, logged_in: LoggedIn) -> None:
    page = logged_in(Duty.SUP).post("/system/events/verify/").content.decode()
    assert "全部记录完整" in page
    assert re.search(r"<code>\d+:[0-9a-f]{64}</code>", page)


def test_a_changed_row_is_named(county: County, logged_in: LoggedIn) -> None:
    drop_guard(connection)
    Event.objects.filter(seq=5).update(action="user.joined")
    raise_guard(connection)
    page = logged_in(Duty.SUP).post("/system/events/verify/").content.decode()
    assert "发现 1 处异常" in page
    assert "第5条的内容与摘要不符" in page


@pytest.mark.parametrize(("sought", "found"), [("授予", "授予职责"), ("第一小学", "清禾县第一小学")])
def test_events_are_found_by_act_and_by_body(county: County, logged_in: LoggedIn, sought: str, found: str) -> None:
    page = logged_in(Duty.SUP).get("/system/events/", {"q": sought}).content.decode()
    assert found in page
    assert "登记行政区划" not in page


def test_a_digest_is_cut_short_and_stands_whole_behind_it(county: County, logged_in: LoggedIn) -> None:
    digest = batch_of(county.school).files.get().attachment.blob_id  # type: ignore[union-attr]  # it has one
    page = logged_in(Duty.FPD).get("/system/events/", {"q": "上传文件"}).content.decode()
    assert f'摘要 <code title="{digest}">{digest[:12]}</code>' in page
    assert digest not in re.sub(r'title="[^"]*"', "", page)


def test_what_was_recorded_is_shown_as_text(county: County, logged_in: LoggedIn) -> None:
    words = {"name": "县<b>二小</b>", "kind": "unit"}
    logged_in(Duty.SYS).post(f"/system/organisations/{county.education.pk}/below/", words)
    page = logged_in(Duty.FPD).get("/system/events/").content.decode()
    assert "县&lt;b&gt;二小&lt;/b&gt;" in page
    assert "<b>二小" not in page


def test_no_recorded_word_is_left_in_english(county: County, logged_in: LoggedIn) -> None:
    page = logged_in(Duty.FPD).get("/system/events/").content.decode()
    assert Event.objects.exists()
    assert not re.search(r">[a-z_]+\.[a-z_]+<", page)


def test_search_finds_the_evaluations_one_may_read(
    county: County, logged_in: LoggedIn, opened: EvaluationProject
) -> None:
    for sought in ("农村公路", opened.code.lower()):
        page = logged_in(Duty.TPL).get("/search/", {"q": sought}).content.decode()
        assert f'href="/evaluations/{opened.pk}/"' in page
    assert opened.name not in client_of(member_named("lz_fpd")).get("/search/", {"q": "农村公路"}).content.decode()
    assert opened.name not in logged_in(Duty.UNT).get("/search/", {"q": "农村公路"}).content.decode()


def test_search_finds_clauses_people_and_nothing_of_others(county: County, logged_in: LoggedIn) -> None:
    page = logged_in(Duty.FPD).get("/search/", {"q": "执行率"}).content.decode()
    assert "/clauses/mof2020-10/4.1/" in page
    assert "监督甲" in logged_in(Duty.FPD).get("/search/", {"q": "监督"}).content.decode()
    assert "监督甲" not in logged_in(Duty.UNT).get("/search/", {"q": "监督"}).content.decode()
    assert "没有找到" in logged_in(Duty.UNT).get("/search/", {"q": "没有这样的词"}).content.decode()
    assert "输入要找的内容" in logged_in(Duty.UNT).get("/search/", {"q": "  "}).content.decode()


def test_what_is_searched_for_is_shown_as_text(logged_in: LoggedIn) -> None:
    page = logged_in(Duty.FPD).get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
