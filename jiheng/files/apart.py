"""Looking into a file anybody may hand in, in a process of its own that ends in time whatever the file holds.

A PDF of two kilobytes can keep a reader busy for years. What runs here may use so much time and memory and no more.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from jiheng.files.certificates import CertificateFacts
from jiheng.files.disk import workspace
from jiheng.files.pdf_signing import PdfSignature, Unreadable

SECONDS: Final = 10
START: Final = "import django, sys; django.setup(); from jiheng.files.apart_worker import main; main(sys.argv[1:])"
TOO_LONG: Final = "这份 PDF 的结构过于复杂，没有看完"


def words_apart(content: bytes, *, seconds: int = SECONDS) -> str:
    """The words of a Word file or a PDF; none when it cannot be read, or not in time."""
    said = _done("words", [content], seconds)
    return str(said["words"]) if said else ""


def signatures_apart(content: bytes, *, seconds: int = SECONDS) -> tuple[PdfSignature, ...]:
    """Every signature in a PDF (``pdf_signing.signatures_in`` with the trusted roots). Raises ``Unreadable``."""
    return _signatures(_done("signatures", [content], seconds))


def _signatures(said: dict[str, Any] | None) -> tuple[PdfSignature, ...]:
    if said is None:
        raise Unreadable(TOO_LONG)
    if "fault" in said:
        raise Unreadable(str(said["fault"]))
    return tuple(_signature(one) for one in said["signatures"])


def grown_apart(original: bytes, signed: bytes, *, seconds: int = SECONDS) -> tuple[tuple[PdfSignature, ...], bool]:
    """The signatures in a PDF, and whether it grew from another by signatures alone. Raises ``Unreadable``."""
    said = _done("growth", [signed, original], seconds)
    return _signatures(said), bool(said and said.get("kept"))


def _signature(held: dict[str, Any]) -> PdfSignature:
    facts, signed_at = held["certificate"], held["signed_at"]
    if facts is not None:
        days = {name: datetime.fromisoformat(facts[name]) for name in ("valid_from", "valid_to")}
        facts = CertificateFacts(**{**facts, **days})
    moment = datetime.fromisoformat(signed_at) if signed_at else None
    return PdfSignature(**{**held, "certificate": facts, "signed_at": moment})


def _done(work: str, contents: Sequence[bytes], seconds: int) -> dict[str, Any] | None:
    """What the process answers; nothing when it was stopped, or failed."""
    with workspace() as folder:
        paths = []
        for number, content in enumerate(contents):
            path = folder.resolve() / f"looked-at-{number}"
            path.write_bytes(content)
            paths.append(str(path))
        trust = {"JIHENG_TRUST": str(settings.JIHENG_TRUST)} if settings.JIHENG_TRUST else {}
        around = os.environ | {"PYTHONPATH": _places(), "DJANGO_SETTINGS_MODULE": "config.settings"} | trust
        command = [sys.executable, "-c", START, work, str(seconds), *paths]
        try:
            ended = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds + 5, env=around, check=False
            )
            said: dict[str, Any] = json.loads(ended.stdout)
        except (subprocess.TimeoutExpired, OSError, ValueError):
            return None
    return said


def _places() -> str:
    """This software first, wherever it stands, then what was given."""
    here = str(Path(__file__).resolve().parents[2])
    return os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH", ""))))
