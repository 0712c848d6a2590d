"""``jiheng demo``: an invented county on this machine, from nothing to a login page."""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parents[2]
PORTS = range(1, 65536)
WAIT_SECONDS = 60


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``demo`` to the command line."""
    parser = commands.add_parser(
        "demo", help="建一个虚构的县并在本机打开", description="建库、装入样表、在本机提供网页。"
    )
    parser.add_argument("--port", type=int, default=8765, metavar="端口", help="端口，默认 8765")
    parser.add_argument("--prepare", action="store_true", help="只建库装样表，不提供网页")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Prepare, then serve until Ctrl-C; everything started here ends with it."""
    if arguments.port not in PORTS:
        print(f"端口要在 1 到 {PORTS[-1]} 之间，现在是 {arguments.port}", file=sys.stderr)
        return 2
    if not arguments.prepare and _taken(arguments.port):
        print(f"端口 {arguments.port} 已被占用，请换一个：make demo PORT={arguments.port + 1}", file=sys.stderr)
        return 1
    _environment()
    forms = _prepare()
    print(f"虚构的青岚县已就绪，样表 {forms} 张已复核。", flush=True)
    if arguments.prepare:
        return 0
    return _serve(arguments.port)


def _environment() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    var = Path(os.environ.setdefault("JIHENG_VAR", str(ROOT / "var")))
    (var / "static").mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("JIHENG_LOG", "WARNING")
    os.environ.setdefault("JIHENG_DEMO_LOGINS", str(var / "demo-logins.json"))


def _prepare() -> int:
    import django  # noqa: PLC0415  settings are chosen just before
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    from jiheng.demo.county import build_county, logins  # noqa: PLC0415
    from jiheng.demo.reported_evaluation import load_reported_evaluation  # noqa: PLC0415
    from jiheng.demo.sample_batch import load_samples  # noqa: PLC0415
    from jiheng.demo.sample_evaluation import load_evaluation  # noqa: PLC0415
    from jiheng.demo.scored_evaluation import load_scored_evaluation  # noqa: PLC0415

    print("正在建库……", flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    build_county()
    Path(os.environ["JIHENG_DEMO_LOGINS"]).write_text(json.dumps(logins(), ensure_ascii=False, indent=1), "utf-8")
    load_reported_evaluation()
    load_scored_evaluation()
    load_evaluation()
    print("正在装入样表并复核……", flush=True)
    return load_samples()


def _serve(port: int) -> int:
    web = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}", "--workers", "2"]
    quiet = ["--threads", "4", "--log-level", "warning", "--timeout", "120"]
    worker = [sys.executable, "manage.py", "work"]
    for number in (signal.SIGTERM, signal.SIGHUP):  # ended by another program, or its window was closed
        signal.signal(number, _interrupt)
    children: list[subprocess.Popen[bytes]] = []
    try:
        children.append(subprocess.Popen([*web, *quiet], cwd=ROOT, start_new_session=True))
        children.append(subprocess.Popen(worker, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL))
        if not _answers(port, children):
            print("网页没有启动成功，原因见上。", file=sys.stderr)
            return 1
        _announce(port)
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        print("有一个服务意外结束，已全部停止。原因见上。", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n正在停止……", flush=True)
        return 0
    finally:
        _end(children)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _answers(port: int, children: Sequence["subprocess.Popen[bytes]"]) -> bool:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline and all(child.poll() is None for child in children):
        try:
            with urlopen(f"http://{HOST}:{port}/login/", timeout=5):
                return True
        except (URLError, OSError):
            time.sleep(0.3)
    return False


def _announce(port: int) -> None:
    from jiheng.demo.county import PASSWORD, logins  # noqa: PLC0415

    print(f"\n请用浏览器打开　http://{HOST}:{port}/\n\n登录名（密码都是 {PASSWORD}）：")
    for login in logins():
        print(f"  {login['username']:<12}{login['organisation']}　{login['name']}，{login['duty']}")
    print("\n按 Ctrl-C 停止。", flush=True)


def _end(children: Sequence["subprocess.Popen[bytes]"]) -> None:
    """End what was started here, by its own process id; then make sure."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _taken(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False
