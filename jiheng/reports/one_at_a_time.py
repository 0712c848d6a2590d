"""One printing at a time on this machine, whichever process asks: LibreOffice takes a core and half a gigabyte."""

import getpass
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

if sys.platform != "win32":
    import fcntl

BETWEEN_LOOKS: Final = 0.2
_here = threading.Lock()


@contextmanager
def one_at_a_time(until: float) -> Iterator[bool]:
    """Hold the only place until the block ends; false when it did not come free before ``until`` (monotonic)."""
    if not _here.acquire(timeout=max(0.0, until - time.monotonic())):
        yield False
        return
    try:
        with _place().open("a") as file:
            yield _held(file, until)
    finally:
        _here.release()


def _place() -> Path:
    return Path(tempfile.gettempdir()) / f"jiheng-print-{getpass.getuser()}.lock"


def _held(file: IO[str], until: float) -> bool:
    """Whether the file could be locked in time; closing it gives it back."""
    if sys.platform == "win32":
        return True
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(BETWEEN_LOOKS)
        else:
            return True
