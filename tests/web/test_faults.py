"""Pages shown when something went wrong: the true status, what happened and what to do, in Chinese."""

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, path
from pytest_django.fixtures import Settings

from config.urls import handler400, handler403, handler404
from config.urls import urlpatterns as real_addresses
from jiheng.orgs.models import Duty
from jiheng.web.access import public
from tests.web.conftest import LoggedIn

MEGABYTE = 1024 * 1024


@public
def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("for the test")


@public
def suspects(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("for the test")


def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open to all by oversight")


urlpatterns: list[URLPattern | URLResolver] = [
    *real_addresses,
    path("breaks/", breaks),
    path("suspects/", suspects),
    path("unmarked/", unmarked),
]

__all__ = ["handler400", "handler403", "handler404", "urlpatterns"]


@pytest.fixture
def with_faulty_pages(settings: Settings) -> Client:
    settings.ROOT_URLCONF = "tests.web.test_faults"
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/suspects/", 400, "没有保存任何改动"),
        ("/nowhere/", 404, "没有找到这个页面"),
        ("/breaks/", 500, "这次操作没有完成"),
    ],
)
def test_a_fault_says_what_happened_and_what_to_do(
    with_faulty_pages: Client, address: str, status: int, said: str
) -> None:
    answer = with_faulty_pages.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert said in page
    assert "<li>" in page
    assert "frame-1.css" in page
    assert "for the test" not in page


def test_a_view_without_a_mark_is_open_to_nobody(with_faulty_pages: Client, logged_in: LoggedIn) -> None:
    assert with_faulty_pages.get("/unmarked/")["Location"].startswith("/login/")
    for duty in (Duty.SYS, Duty.FPD):
        assert logged_in(duty).get("/unmarked/").status_code == 403


def test_a_refused_page_names_the_way_to_get_in(logged_in: LoggedIn) -> None:
    answer = logged_in(Duty.UNT).get("/system/events/")
    assert answer.status_code == 403
    assert "请联系本单位的系统管理员" in answer.content.decode()


@pytest.mark.django_db
def test_an_upload_over_the_limit_is_refused_before_it_is_read(client: Client, settings: Settings) -> None:
    settings.JIHENG_UPLOAD_LIMIT = 3 * MEGABYTE
    body = b"x" * (4 * MEGABYTE + 1)
    answer = client.generic("POST", "/login/", body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "一次最多上传 3 兆字节" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_that_is_too_large_is_413_too(client: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = client.post("/login/", {"username": "x" * 2000})
    assert answer.status_code == 413


@pytest.mark.django_db
def test_a_form_from_another_site_is_refused_in_plain_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/login/", {"username": "a", "password": "b"})
    assert answer.status_code == 403
    assert "已经失效" in answer.content.decode()


@pytest.mark.django_db
def test_every_page_carries_the_strict_policy(client: Client) -> None:
    policy = client.get("/login/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
