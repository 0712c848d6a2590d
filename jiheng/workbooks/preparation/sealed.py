"""Workbook bytes that depend on their contents alone: no clock in the package, no order by chance."""

import re
from datetime import datetime
from io import BytesIO
from typing import Final

from openpyxl import Workbook

from jiheng.files.sealing import sealed

WRITTEN: Final = datetime(2020, 1, 1)  # noqa: DTZ001  a workbook's own dates carry no zone
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
CORE: Final = "docProps/core.xml"


def saved(book: Workbook, title: str) -> bytes:
    """The workbook as ``.xlsx`` bytes; the same contents give the same bytes."""
    book.properties.creator = "绩衡"
    book.properties.lastModifiedBy = "绩衡"
    book.properties.title = title
    book.properties.created = WRITTEN
    loose = BytesIO()
    book.save(loose)
    return sealed(loose.getvalue(), _without_clock)


def _without_clock(name: str, content: bytes) -> bytes:
    if name != CORE:
        return content
    return _MODIFIED.sub(rb"\g<1>" + WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
