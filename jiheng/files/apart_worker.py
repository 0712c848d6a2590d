"""The process that looks into one file and says what it found as JSON; see ``jiheng.files.apart``."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from jiheng.files.certificates import trusted_roots
from jiheng.files.models import FileType
from jiheng.files.pdf_growth import only_signed_since
from jiheng.files.pdf_signing import Unreadable, signatures_in
from jiheng.files.text import BOUNDS, READERS

if sys.platform != "win32":
    import resource

MEMORY: Final = 3 * 1024**3


def main(words: list[str]) -> None:
    """Look into the files and print what was found; the words are what to look for, for how long, and where."""
    work, seconds, paths = words[0], int(words[1]), [Path(word) for word in words[2:]]
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    found = _words(paths[0]) if work == "words" else _signatures([path.read_bytes() for path in paths])
    print(json.dumps(found, default=str))


def _words(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        kind = FileType.PDF if file.read(5) == b"%PDF-" else FileType.DOCX
    try:
        return {"words": READERS[kind](path, BOUNDS)}
    except Exception:  # any bytes may be handed in; what cannot be read holds no words
        return {"words": ""}


def _signatures(contents: list[bytes]) -> dict[str, Any]:
    """Signatures of the first; with a second, whether the first grew from it by signatures alone."""
    try:
        found = {"signatures": [asdict(one) for one in signatures_in(contents[0], trusted_roots())]}
    except Unreadable as unreadable:
        return {"fault": str(unreadable)}
    return {**found, "kept": len(contents) > 1 and only_signed_since(contents[1], contents[0])}
