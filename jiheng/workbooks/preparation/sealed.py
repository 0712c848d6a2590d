"""Workbook bytes that depend on their contents alone: no clock in the package, no order by chance."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

from openpyxl import Workbook

from jiheng.files.sealing import sealed
from jiheng.workbooks.preparation.long_sheets import LongSheet

WRITTEN: Final = datetime(2020, 1, 1)  # noqa: DTZ001  a workbook's own dates carry no zone
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
CORE: Final = "docProps/core.xml"


def saved(book: Workbook, title: str, long_sheets: Sequence[LongSheet] = ()) -> bytes:
    """The workbook as ``.xlsx`` bytes, rows of ``long_sheets`` with it; the same contents give the same bytes."""
    book.properties.creator = "绩衡"
    book.properties.lastModifiedBy = "绩衡"
    book.properties.title = title
    book.properties.created = WRITTEN
    loose = BytesIO()
    book.save(loose)
    parts = {f"xl/worksheets/sheet{book.sheetnames.index(one.title) + 1}.xml": one for one in long_sheets}

    def rewritten(name: str, content: bytes) -> Iterable[bytes]:
        return parts[name].completed(content) if name in parts else (_without_clock(name, content),)

    return sealed(loose.getvalue(), rewritten)


def _without_clock(name: str, content: bytes) -> bytes:
    if name != CORE:
        return content
    return _MODIFIED.sub(rb"\g<1>" + WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
