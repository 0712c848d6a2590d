"""Founding an installation from the command line."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIRST = ("--region", "青岚县", "--code", "659900", "--bureau", "青岚县财政局", "--login", "admin")


def found(folder: Path, password: str) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"JIHENG_VAR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'first.sqlite3'}"}
    return subprocess.run(
        [sys.executable, "-m", "jiheng.cli", "setup", *FIRST],
        input=f"{password}\n", capture_output=True, text=True, env=environment, cwd=ROOT, check=False,
    )  # fmt: skip


def test_an_installation_is_founded_once(tmp_path: Path) -> None:
    first = found(tmp_path, "Qinglan-2026-first")
    assert first.returncode == 0, first.stderr
    assert "青岚县财政局" in first.stdout
    again = found(tmp_path, "Qinglan-2026-first")
    assert again.returncode == 1
    assert "已经安装过" in again.stderr


def test_a_weak_password_founds_nothing(tmp_path: Path) -> None:
    refused = found(tmp_path, "123")
    assert refused.returncode == 1
    assert "没有建立" in refused.stderr
    assert found(tmp_path, "Qinglan-2026-first").returncode == 0
