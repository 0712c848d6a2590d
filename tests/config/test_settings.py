"""What an installation gets without being told anything, and what the environment changes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from config.database import database_from
from config.settings import _secret_key

TOP = Path(__file__).resolve().parents[2]


def test_sqlite_is_named_by_its_file(tmp_path: Path) -> None:
    found = database_from(f"sqlite:///{tmp_path}/deep/jiheng.sqlite3")
    assert found["NAME"] == f"{tmp_path}/deep/jiheng.sqlite3"
    assert (tmp_path / "deep").is_dir()
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_the_file_of_sqlite_is_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "jiheng.sqlite3"
    environment = os.environ | {"JIHENG_VAR": str(path.parent)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, str(TOP / "manage.py"), "migrate", "-v0"]
    subprocess.run(command, env=environment, check=True, timeout=120, umask=0o022)
    assert path.stat().st_size
    assert {file.name: oct(file.stat().st_mode & 0o777) for file in path.parent.glob("jiheng.sqlite3*")} == {
        file.name: "0o600" for file in path.parent.glob("jiheng.sqlite3*")
    }


def test_a_database_already_there_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "jiheng.sqlite3"
    path.touch(0o660)
    path.chmod(0o660)
    database_from(f"sqlite:///{path}")
    assert path.stat().st_mode & 0o777 == 0o660


def test_postgresql_is_named_by_its_parts() -> None:
    found = database_from("postgresql://jh:p%40ss@db.county:5433/jiheng?sslmode=require")
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("jiheng", "jh", "p@ss")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("db.county", "5433", {"sslmode": "require"})


def test_postgresql_is_reached_through_a_socket_folder() -> None:
    found = database_from("postgresql://jh@/jiheng?host=/run/postgresql")
    assert (found["HOST"], found["USER"], found["OPTIONS"]) == ("/run/postgresql", "jh", {})


def test_another_engine_is_refused_in_chinese() -> None:
    with pytest.raises(ValueError, match="DATABASE_URL 只支持"):
        database_from("mysql://x/y")


@pytest.mark.django_db
def test_sqlite_waits_checks_keys_and_lets_readers_go_on() -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 20_000}


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret_key"
    first = _secret_key(path)
    assert len(first) > 60
    assert _secret_key(path) == first
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_every_answer_carries_the_strict_headers(client: Client) -> None:
    answer = client.get("/login/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "img-src 'self' data:" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_session_ends_after_half_an_hour_without_a_request() -> None:
    assert settings.SESSION_COOKIE_AGE == 1800
    assert settings.SESSION_SAVE_EVERY_REQUEST
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_the_worker_ends_when_it_is_asked_to(tmp_path: Path) -> None:
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/jiheng.sqlite3",
        "JIHENG_VAR": str(tmp_path),
        "JIHENG_FILES": str(tmp_path / "files"),
    }
    command = [sys.executable, str(TOP / "manage.py")]
    subprocess.run([*command, "migrate", "-v0"], env=environment, check=True, timeout=120)
    with subprocess.Popen([*command, "work"], env=environment, stdout=subprocess.PIPE, text=True) as worker:
        try:
            assert worker.stdout is not None
            assert "开始" in worker.stdout.readline()
            asked = time.monotonic()
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(timeout=30) == 0
            assert time.monotonic() - asked < 10
            assert "已执行0个任务" in worker.stdout.read()
        finally:
            worker.kill()
