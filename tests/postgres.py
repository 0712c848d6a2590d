"""A private PostgreSQL for one test run: own folder, own socket, no network, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn, TypedDict
from urllib.parse import quote

OWNER = "jiheng"
START_SECONDS = 60
STOP_SECONDS = 20

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "log_min_messages": "error",
    "log_min_error_statement": "panic",
}


class ServerFailed(RuntimeError):
    """The cluster could not be made or started; the message holds what the server said."""


class _Account(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def binaries() -> Path | None:
    """The folder with ``initdb`` and ``postgres``: from PATH, else the newest of Debian's. None when absent."""
    in_path = shutil.which("initdb")
    folders = [Path(in_path).resolve().parent] if in_path else []
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(debian, key=lambda folder: folder.parent.name.zfill(4), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


@contextmanager
def private_cluster(programs: Path) -> Iterator[str]:
    """Start a cluster and yield its ``DATABASE_URL``. It ends by its own process id, also on SIGTERM."""
    base = Path(tempfile.mkdtemp(prefix="jiheng-pg-", dir=_short_folder()))
    account = _account()
    with exit_on_sigterm():
        try:
            if account:
                os.chown(base, account["user"], account["group"])
            _initialise(programs, base, account)
            server = _start(programs, base, account)
            try:
                _wait_until_ready(programs, base, server)
                yield f"postgresql://{OWNER}@/postgres?host={quote(str(base), safe='')}"
            finally:
                _stop(server)
        finally:
            shutil.rmtree(base, ignore_errors=True)


def _short_folder() -> str | None:
    """A socket's path has about 100 bytes, and the server's account must be able to enter the folder."""
    return "/tmp" if Path("/tmp").is_dir() else None


def _account() -> _Account:
    """The server refuses to run as root: then it gets the account of its own package, else ``nobody``."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise ServerFailed("以 root 运行时需要 postgres 或 nobody 账户来启动数据库，本机两者都没有。")


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C.UTF-8"}


def _initialise(programs: Path, base: Path, account: _Account) -> None:
    command = [
        str(programs / "initdb"),
        f"--pgdata={base / 'cluster'}",
        f"--username={OWNER}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]
    made = subprocess.run(
        command, cwd=base, env=_environment(), capture_output=True, text=True, check=False, **account
    )
    if made.returncode:
        raise ServerFailed(f"initdb 没有成功：\n{made.stdout}{made.stderr}")


def _start(programs: Path, base: Path, account: _Account) -> subprocess.Popen[bytes]:
    settings = SETTINGS | {"unix_socket_directories": str(base)}
    command = [str(programs / "postgres"), "-D", str(base / "cluster")]
    command += [f"--{name}={value}" for name, value in settings.items()]
    with (base / "log").open("wb") as log:
        # In a session of its own, so that Ctrl-C at the terminal reaches the tests first and the server last.
        return subprocess.Popen(
            command, cwd=base, env=_environment(), stdout=log, stderr=log, start_new_session=True, **account
        )


def _wait_until_ready(programs: Path, base: Path, server: subprocess.Popen[bytes]) -> None:
    command = [str(programs / "pg_isready"), "-q", "-h", str(base), "-U", OWNER, "-d", "postgres"]
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        if subprocess.run(command, env=_environment(), check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise ServerFailed(f"PostgreSQL 没有启动成功：\n{(base / 'log').read_text(errors='replace')}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown (SIGINT), then immediate (SIGQUIT) should connections hold it up."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is not None:
            return
        server.send_signal(number)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue


@contextmanager
def exit_on_sigterm() -> Iterator[None]:
    """Turn SIGTERM into an exception, so that what was started is ended and its folders are removed."""

    def leave(number: int, _frame: FrameType | None) -> NoReturn:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
