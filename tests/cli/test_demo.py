"""``jiheng demo`` as a newcomer runs it: it comes up, it goes away whole, and it comes up again with what was there."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

TOP = Path(__file__).resolve().parents[2]
PATIENCE = 120


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An own folder for the database and the files, shared by the starts of this module."""
    return tmp_path_factory.mktemp("var")


class Demo:
    """One start of the demonstration, with everything it said."""

    def __init__(self, var: Path, port: int, *words: str) -> None:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "JIHENG_"))
        }
        environment |= {"JIHENG_VAR": str(var), "DATABASE_URL": f"sqlite:///{var / 'jiheng.sqlite3'}"}
        self.log = var / f"log-{port}"
        command = [sys.executable, "-m", "jiheng.cli", "demo", "--port", str(port), *words]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=TOP, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        self.port = port
        self.var = var

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8")

    def wait_until_open(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while "按 Ctrl-C 停止" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.1)

    def page(self, address: str) -> str:
        with urlopen(f"http://127.0.0.1:{self.port}{address}", timeout=20) as answer:
            text: str = answer.read().decode()
        return text

    def children(self) -> set[int]:
        """Every process that works on this folder's database, found by its environment."""
        mark = f"JIHENG_VAR={self.var}".encode()
        return {pid for pid in processes() if mark in environment_of(pid)}

    def end(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=40)


@pytest.fixture
def started(var: Path) -> Iterator[list[Demo]]:
    """Whatever a test starts is ended, should the test fail before."""
    demos: list[Demo] = []
    yield demos
    for demo in demos:
        for pid in demo.children():
            os.kill(pid, signal.SIGKILL)
        demo.process.wait(timeout=20)


@pytest.mark.parametrize(
    "number",
    [signal.SIGINT, signal.SIGTERM, signal.SIGHUP],
    ids=["Ctrl-C", "ended by another program", "window closed"],
)
def test_it_opens_a_login_page_and_ends_with_everything_it_started(
    var: Path, started: list[Demo], number: int
) -> None:
    demo = Demo(var, free_port())
    started.append(demo)
    demo.wait_until_open()
    login = demo.page("/login/")
    assert "caizheng" in login, "the login page offers the logins"
    assert f"http://127.0.0.1:{demo.port}/" in demo.said
    assert "样表 24 张已复核" in demo.said
    for username in ("caizheng", "danwei", "guanliyuan"):
        assert username in demo.said
    assert len(demo.children()) >= 3, "the command, the server and the worker"
    assert demo.end(number) == 0
    assert "正在停止" in demo.said
    assert demo.children() == set()
    with pytest.raises(URLError):
        demo.page("/login/")
    assert "Traceback" not in demo.said


def test_when_one_service_dies_the_others_are_ended_and_it_is_said(var: Path, started: list[Demo]) -> None:
    demo = Demo(var, free_port())
    started.append(demo)
    demo.wait_until_open()
    (worker,) = (pid for pid in demo.children() if b"manage.py" in Path(f"/proc/{pid}/cmdline").read_bytes())
    os.kill(worker, signal.SIGKILL)
    assert demo.process.wait(timeout=40) == 1
    assert "有一个服务意外结束，已全部停止" in demo.said
    assert demo.children() == set()


def test_the_second_start_is_quick_and_loses_nothing(var: Path, started: list[Demo]) -> None:
    Demo(var, free_port(), "--prepare").process.wait(timeout=PATIENCE)
    before = files_in(var)
    begin = time.monotonic()
    demo = Demo(var, free_port())
    started.append(demo)
    demo.wait_until_open()
    assert time.monotonic() - begin < 30
    assert "样表 24 张已复核" in demo.said
    demo.end()
    assert before <= files_in(var)


def test_preparing_alone_serves_nothing(var: Path) -> None:
    demo = Demo(var, free_port(), "--prepare")
    assert demo.process.wait(timeout=PATIENCE) == 0
    assert "样表 24 张已复核" in demo.said
    assert "http://" not in demo.said


def test_a_port_that_is_taken_is_said_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        demo = Demo(tmp_path, port)
        assert demo.process.wait(timeout=PATIENCE) == 1
    assert re.search(rf"端口 {port} 已被占用，请换一个：make demo PORT={port + 1}", demo.said)
    assert not (tmp_path / "jiheng.sqlite3").exists(), "nothing is built before it is said"


@pytest.mark.parametrize("port", ["0", "-1", "70000"])
def test_a_port_that_cannot_be_is_wrong_usage(tmp_path: Path, port: str) -> None:
    demo = Demo(tmp_path, int(port))
    assert demo.process.wait(timeout=PATIENCE) == 2
    assert "端口要在 1 到 65535 之间" in demo.said
    assert "Traceback" not in demo.said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def files_in(var: Path) -> set[str]:
    return {str(path.relative_to(var)) for path in (var / "files").rglob("*") if path.is_file()}


def processes() -> set[int]:
    return {int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()}


def environment_of(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []
