"""A Word file as PDF, printed by LibreOffice; both with the right page numbers in their contents."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from pypdf import PdfReader

from jiheng.orgs.refusal import Refused
from jiheng.reports.office_profile import write_fonts, write_profile
from jiheng.reports.one_at_a_time import one_at_a_time
from jiheng.reports.report_contents import FIRST_PAGE, contents_marks, for_printing, with_page_numbers

PLACES: Final = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
)
SECONDS: Final = 180.0
LAST_WORDS: Final = 300
ROOM: Final = "jiheng-print-"
LEFT_OVER_SECONDS: Final = 3600.0
"""A folder older than this belongs to no printing that still runs."""
OPTIONS: Final = {
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"},
    "ReduceImageResolution": {"type": "boolean", "value": "false"},
}
"""Headings become the outline of the PDF, marks its named places: where each stands can be read back."""

_CODED: Final = re.compile(r"/([0-9A-F]{2})")


class NoOffice(Refused):
    """This machine cannot print; the Word file can be had without it."""

    def __init__(self) -> None:
        super().__init__(
            "本机没有找到 LibreOffice，不能生成PDF；Word可以照常导出。请管理员安装 LibreOffice"
            "（Debian：apt-get install libreoffice-writer-nogui fonts-noto-cjk），"
            "或者用环境变量 JIHENG_SOFFICE 指明 soffice 的位置"
        )


class NotPrinted(Refused):
    """LibreOffice did not make a PDF of the file, or not in time."""


@dataclass(frozen=True, slots=True)
class WordAndPdf:
    """The same paper twice; the contents of both name the same pages."""

    pdf: bytes
    word: bytes


def word_as_pdf(docx: bytes, *, timeout: float = SECONDS) -> WordAndPdf:
    """Print a Word file. ``timeout`` is in seconds, waiting for another printing to end included.

    Raises ``NoOffice`` or ``NotPrinted``; nothing is left behind either way.
    """
    program = office_program()
    until = time.monotonic() + timeout
    pdf = _printed(program, for_printing(docx), until)
    marks = contents_marks(docx)
    return WordAndPdf(pdf, with_page_numbers(docx, _numbers(pdf)) if marks else docx)


def office_program() -> str:
    """Where LibreOffice is: as the environment says, on the path, or where it usually stands."""
    named = os.environ.get("JIHENG_SOFFICE")
    if named:
        found = shutil.which(named)
        if found is None:
            raise NoOffice
        return found
    for name in ("soffice", "libreoffice", *PLACES):
        if found := shutil.which(name):
            return found
    raise NoOffice


def _printed(program: str, docx: bytes, until: float) -> bytes:
    _clear_left_over()
    with tempfile.TemporaryDirectory(prefix=ROOM, ignore_cleanup_errors=True) as room:
        folder = Path(room)
        write_profile(folder / "profile")
        write_fonts(folder / "fonts.conf")
        (folder / "report.docx").write_bytes(docx)
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            f"pdf:writer_pdf_Export:{json.dumps(OPTIONS)}",
            "--outdir",
            str(folder),
            str(folder / "report.docx"),
        ]
        around = os.environ | {"FONTCONFIG_FILE": str(folder / "fonts.conf"), "SAL_USE_VCLPLUGIN": "svp"}
        with one_at_a_time(until) as free:
            if not free:
                raise NotPrinted("别的PDF正在生成，等候超时。请稍后再试")
            said = _run(command, around, until)
        made = folder / "report.pdf"
        if not made.is_file() or not made.read_bytes().startswith(b"%PDF"):
            raise NotPrinted(f"LibreOffice 没有生成PDF。请管理员检查其安装：{said[-LAST_WORDS:] or '没有说明'}")
        return made.read_bytes()


def _clear_left_over() -> None:
    """Take away the folders of printings whose process was killed: nobody else does."""
    for room in Path(tempfile.gettempdir()).glob(f"{ROOM}*"):
        with suppress(OSError):
            if room.is_dir() and time.time() - room.stat().st_mtime > LEFT_OVER_SECONDS:
                shutil.rmtree(room, ignore_errors=True)


def _run(command: list[str], around: Mapping[str, str], until: float) -> str:
    """Run to the end or until the time is up; whatever it started is ended with it."""
    started = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=around,
        start_new_session=True,
    )
    try:
        said, _ = started.communicate(timeout=max(0.1, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise NotPrinted("生成PDF超时，已停止。请稍后再试，或者先导出Word") from None
    finally:
        _end_group(started)
    return said.decode("utf-8", "replace").strip()


def _end_group(started: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(started.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(started.pid, signal.SIGKILL)
    started.wait()


def _numbers(pdf: bytes) -> dict[str, int]:
    """The number printed on the page of each mark: pages are counted from the mark of the first one."""
    reader = PdfReader(BytesIO(pdf))
    pages: dict[str, int] = {}
    for name, place in reader.named_destinations.items():
        page = reader.get_destination_page_number(place)
        if page is not None:
            pages[_mark(name)] = page
    first = pages.get(FIRST_PAGE, 0)
    return {name: page - first + 1 for name, page in pages.items()}


def _mark(name: str) -> str:
    """``5FToc1`` after a slash → ``_Toc1``: LibreOffice writes other signs than letters and figures as their code."""
    return _CODED.sub(lambda coded: chr(int(coded[1], 16)), name)
