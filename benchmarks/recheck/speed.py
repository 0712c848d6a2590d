"""How fast the recheck is once started, what memory a batch takes, and what LibreOffice needs for the same files."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.workbooks.rechecking import recheck_bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch in a process of its own: forms given and answered, wall-clock seconds, peak memory in MB, exit code."""

    forms: int
    answered: int
    seconds: float
    peak_megabytes: float
    exit_code: int


def seconds_per_form(paths: Sequence[Path], parameters: RecheckParameters, forms: int) -> float:
    """Recheck the files over and over on one core until ``forms`` files were read and answered as JSON."""
    for path in paths:
        recheck_bytes(path.name, path.read_bytes(), parameters)
    begun = time.perf_counter()
    for turn in range(forms):
        path = paths[turn % len(paths)]
        recheck_bytes(path.name, path.read_bytes(), parameters).as_json(parameters.rules)
    return (time.perf_counter() - begun) / forms


def batch(paths: Sequence[Path], forms: int) -> Batch:
    """Run the command a user would run over a folder of ``forms`` copies."""
    with TemporaryDirectory() as room:
        folder = Path(room) / "forms"
        folder.mkdir()
        for turn in range(forms):
            path = paths[turn % len(paths)]
            shutil.copyfile(path, folder / f"{turn:05d}-{path.name}")
        answers = Path(room) / "out.json"
        command = [sys.executable, "-m", "jiheng.cli", "recheck", str(folder), "--json", str(answers)]
        begun = time.perf_counter()
        with Path(os.devnull).open("wb") as nowhere:
            started = subprocess.Popen(command, stdout=nowhere, stderr=nowhere)
            _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begun
        answered = len(json.loads(answers.read_text("utf-8"))) if answers.exists() else 0
    return Batch(forms, answered, seconds, used.ru_maxrss / 1024, started.returncode)


def office_seconds_per_form(paths: Sequence[Path]) -> float | None:
    """Time LibreOffice opening the same files and writing them as CSV; None when it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        return None
    with TemporaryDirectory() as room:
        profile = f"-env:UserInstallation=file://{room}/profile"
        convert = [office, profile, "--headless", "--convert-to", "csv", "--outdir", room]
        subprocess.run([*convert, str(paths[0])], check=True, capture_output=True)
        begun = time.perf_counter()
        subprocess.run([*convert, *map(str, paths)], check=True, capture_output=True)
        return (time.perf_counter() - begun) / len(paths)
