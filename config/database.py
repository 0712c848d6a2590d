"""Read ``DATABASE_URL``: SQLite by default, PostgreSQL for production."""

import os
from pathlib import Path
from typing import NotRequired, TypedDict
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"


class Database(TypedDict):
    """One entry of Django's ``DATABASES``."""

    ENGINE: str
    NAME: str
    USER: NotRequired[str]
    PASSWORD: NotRequired[str]
    HOST: NotRequired[str]
    PORT: NotRequired[str]
    CONN_MAX_AGE: NotRequired[int]
    CONN_HEALTH_CHECKS: NotRequired[bool]
    OPTIONS: dict[str, str | int]


def database_from(url: str) -> Database:
    """The database an address names.

    ``sqlite:///relative/or//absolute`` or ``postgresql://user:password@host:port/name?host=/socket/folder``;
    every other query word is handed to the driver (``sslmode=require``). Anything else is a ``ValueError``.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")))
    if parts.scheme in {"postgresql", "postgres"}:
        options: dict[str, str | int] = dict(parse_qsl(parts.query))
        host = str(options.pop("host", parts.hostname or ""))
        return Database(
            ENGINE="django.db.backends.postgresql",
            NAME=unquote(parts.path.removeprefix("/")),
            USER=unquote(parts.username or str(options.pop("user", ""))),
            PASSWORD=unquote(parts.password or ""),
            HOST=host,
            PORT=str(options.pop("port", parts.port or "")),
            CONN_MAX_AGE=60,
            CONN_HEALTH_CHECKS=True,
            OPTIONS=options,
        )
    raise ValueError("DATABASE_URL 只支持 sqlite:/// 和 postgresql://，请核对地址开头")


def _private(path: Path) -> None:
    """Make the file before SQLite does, for its owner only; what SQLite lays beside it takes the same rights."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _sqlite(name: str) -> Database:
    if name != ":memory:":
        _private(Path(name))
    return Database(
        ENGINE="django.db.backends.sqlite3",
        NAME=name,
        OPTIONS={"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    )
