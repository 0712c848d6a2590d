"""Zip packages whose bytes depend on their contents alone: no clock, no order by chance."""

from collections.abc import Callable
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NO_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


def _as_it_is(name: str, content: bytes) -> bytes:
    return content


def sealed(package: bytes, rewritten: Callable[[str, bytes], bytes] = _as_it_is) -> bytes:
    """The same package without the moment it was written; ``rewritten`` may change an entry by its name."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as written, ZipFile(out, "w", ZIP_DEFLATED) as anew:
        for entry in written.infolist():
            timeless = ZipInfo(entry.filename, NO_MOMENT)
            timeless.compress_type = ZIP_DEFLATED
            anew.writestr(timeless, rewritten(entry.filename, written.read(entry)))
    return out.getvalue()
