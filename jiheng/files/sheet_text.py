"""The words of a workbook, sheet by sheet, a line a row."""

from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

LARGEST = 32 * 1024 * 1024
"""Bytes of a workbook that is still read for its words."""


def sheet_lines(path: Path, letters: int) -> str:
    """About so many letters of all sheets; raises ``ValueError`` for what cannot be read."""
    if path.stat().st_size > LARGEST:
        raise ValueError(path.name)
    lines: list[str] = []
    try:
        with path.open("rb") as stream:
            book = CalamineWorkbook.from_filelike(stream)
            for name in book.sheet_names:
                lines.append(name)
                for row in book.get_sheet_by_name(name).iter_rows():
                    line = "\t".join(str(cell) for cell in row if cell not in ("", None))
                    if line:
                        lines.append(line)
                        letters -= len(line)
                    if letters <= 0:
                        return "\n".join(lines)
    except CalamineError as error:
        raise ValueError(path.name) from error
    return "\n".join(lines)
