"""Opening an .xlsx with its looks, to write beside what is there."""

from io import BytesIO

from openpyxl import Workbook, load_workbook


def workbook_with_looks(content: bytes) -> Workbook | None:
    """The workbook with its looks; ``None`` for an old .xls, or when its looks are broken and only values remain."""
    if content[:2] != b"PK":
        return None
    try:
        return load_workbook(BytesIO(content), data_only=True, keep_links=False)
    except Exception:  # openpyxl raises many kinds on looks that office programs pass over
        return None
