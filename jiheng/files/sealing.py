"""Zip packages whose bytes depend on their contents alone: no clock, no order by chance."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NO_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


def _as_it_is(name: str, content: bytes) -> Iterable[bytes]:
    return (content,)


def sealed(package: bytes, rewritten: Callable[[str, bytes], Iterable[bytes]] = _as_it_is) -> bytes:
    """The same package without the moment it was written.

    ``rewritten`` may change an entry by its name; it gives the contents in pieces, so that a long one is never whole.
    """
    out = BytesIO()
    with ZipFile(BytesIO(package)) as written, ZipFile(out, "w", ZIP_DEFLATED) as anew:
        for entry in written.infolist():
            timeless = ZipInfo(entry.filename, NO_MOMENT)
            timeless.compress_type = ZIP_DEFLATED
            with anew.open(timeless, "w") as out_entry:
                for piece in rewritten(entry.filename, written.read(entry)):
                    out_entry.write(piece)
    return out.getvalue()
