"""Reading a page never changes the database."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from jiheng.orgs.models import Region
from jiheng.web.readonly import ReadonlyMiddleware, WroteOnRead, changed_table


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("SELECT * FROM orgs_user", ""),
        ("SELECT * FROM orgs_user FOR UPDATE", ""),
        ('INSERT INTO "orgs_user" ("name") VALUES (%s)', "orgs_user"),
        ("UPDATE orgs_user SET name = %s", "orgs_user"),
        ("  update `orgs_user` set name = %s", "orgs_user"),
        ('DELETE FROM "orgs_user" WHERE 1 = 1', "orgs_user"),
        ("INSERT OR IGNORE INTO orgs_user VALUES (1)", "orgs_user"),
        ("REPLACE INTO orgs_user VALUES (1)", "orgs_user"),
        ("TRUNCATE TABLE orgs_user", "orgs_user"),
        ("DROP TABLE orgs_user", "orgs_user"),
        ("WITH old AS (SELECT 1) DELETE FROM orgs_user", "orgs_user"),
        ("SAVEPOINT a", ""),
        ('UPDATE "django_session" SET session_data = %s', ""),
        ('INSERT INTO "axes_accessattempt" VALUES (%s)', ""),
    ],
)
def test_a_change_is_told_from_a_read(sql: str, table: str) -> None:
    assert changed_table(sql) == table


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_page_that_writes_while_it_is_read_breaks_down(method: str) -> None:
    with pytest.raises(WroteOnRead):
        ReadonlyMiddleware(writes)(RequestFactory().generic(method, "/"))
    assert not Region.objects.exists()


@pytest.mark.django_db
def test_the_same_page_may_write_when_it_is_posted() -> None:
    ReadonlyMiddleware(writes)(RequestFactory().post("/"))
    assert Region.objects.count() == 1


def writes(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO orgs_region (code, name, path) VALUES ('1', 'a', '/1/')")
    return HttpResponse()
