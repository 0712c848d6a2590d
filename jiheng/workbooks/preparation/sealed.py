"""Workbook bytes that depend on their contents alone: no clock in the package, no order by chance."""

import re
from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

NO_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
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
    out = BytesIO()
    with ZipFile(loose) as written, ZipFile(out, "w", ZIP_DEFLATED) as package:
        for entry in written.infolist():
            content = written.read(entry)
            if entry.filename == CORE:
                content = _MODIFIED.sub(rb"\g<1>" + WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            sealed = ZipInfo(entry.filename, NO_MOMENT)
            sealed.compress_type = ZIP_DEFLATED
            package.writestr(sealed, content)
    return out.getvalue()
