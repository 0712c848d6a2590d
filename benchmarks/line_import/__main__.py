"""``python -m benchmarks.line_import``: prints seconds and memory beside LibreOffice opening the same file."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.line_import.lists import write_text, write_workbook


@dataclass(frozen=True, slots=True)
class Run:
    """One import in a process of its own: what it answered, wall-clock seconds of all of it, peak memory in MB."""

    lines: int
    outcome: str
    handing_in: float
    importing: float
    seconds: float
    peak_megabytes: float


def main() -> None:
    """Import a workbook and a text file of so many lines; then let LibreOffice open the workbook."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.line_import", description="导入明细的时间和内存")
    asked.add_argument("--lines", type=int, default=200_000, help="行数")
    count = asked.parse_args().lines
    with TemporaryDirectory() as room:
        workbook, text = Path(room) / "明细.xlsx", Path(room) / "明细.csv"
        write_workbook(workbook, count)
        write_text(text, count)
        for path in (workbook, text):
            run = imported(path)
            print(
                f"{path.suffix}　{run.lines:,} 行，{run.outcome}：上传和认表头 {run.handing_in:.1f} 秒，"
                f"导入 {run.importing:.1f} 秒，整个进程 {run.seconds:.1f} 秒，内存最高 {run.peak_megabytes:.0f} MB"
            )
        office = office_seconds(workbook, Path(room))
        if office is None:
            print("没有装 LibreOffice，不作对比。")
        else:
            ours = imported(workbook)
            both = ours.handing_in + ours.importing
            print(f"LibreOffice 打开同一份 xlsx 并转成 CSV：{office:.1f} 秒；绩衡从上传到入库 {both:.1f} 秒，")
            print(f"是它的 {both / office:.2f} 倍")


def imported(path: Path) -> Run:
    """Import one file on a new database of its own."""
    with TemporaryDirectory() as var:
        around = os.environ | {
            "JIHENG_VAR": var,
            "DATABASE_URL": f"sqlite:///{var}/jiheng.sqlite3",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        command = [sys.executable, "-m", "benchmarks.line_import.one_import", str(path)]
        begun = time.perf_counter()
        started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=around)
        answered = started.stdout.read() if started.stdout else b""
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begun
    if started.returncode:
        raise SystemExit(f"导入进程退出码 {started.returncode}。")
    return Run(**json.loads(answered.splitlines()[-1]), seconds=seconds, peak_megabytes=used.ru_maxrss / 1024)


def office_seconds(path: Path, room: Path) -> float | None:
    """How long LibreOffice takes to open the workbook and write it as CSV, started before; None without it."""
    office = shutil.which("soffice")
    if office is None:
        return None
    profile = f"-env:UserInstallation=file://{room}/profile"
    convert = [office, profile, "--headless", "--convert-to", "csv", "--outdir", str(room / "out")]
    small = room / "小.xlsx"
    write_workbook(small, 10)
    subprocess.run([*convert, str(small)], check=True, capture_output=True)
    begun = time.perf_counter()
    subprocess.run([*convert, str(path)], check=True, capture_output=True)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
