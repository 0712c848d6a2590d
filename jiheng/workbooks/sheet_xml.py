"""Notes of an xlsx sheet, taken from its XML by pattern; nothing in it is parsed as markup or executed."""

import html
import re
from functools import lru_cache

from jiheng.workbooks.cell_notes import CellNotes, column_number
from jiheng.workbooks.number_formats import BUILT_IN, display_for

REFERENCE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
CELL_ATTRIBUTE = re.compile(rb'\b(r|s|t)="([^"]*)"')
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
FORMULA_TEXT = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)<")
WRITTEN = re.compile(r"[=≥≤<>]?\s*(?:\d+(?:\.\d+)?)?\s*[%％\u4e00-\u9fff/、]*")
"""A “formula” without any operation: people type ``=10个`` and mean the sign."""

VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*?(?:/>|>([^<]*)<)")
NUMBER_FORMAT = re.compile(r"<(?:\w+:)?numFmt\b([^>]*)>")
CELL_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
STYLE = re.compile(r"<(?:\w+:)?xf\b([^>]*)>")
ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


def attributes(text: str) -> dict[str, str]:
    """The attributes of one tag, entities resolved."""
    return {key: html.unescape(value) for key, value in ATTRIBUTE.findall(text)}


@lru_cache(maxsize=64)
def shown_styles(styles: bytes) -> dict[bytes, str]:
    """Style number → format code, only for styles that print a percent sign or words."""
    text = styles.decode("utf-8", "replace")
    formats = dict(BUILT_IN)
    for tag in NUMBER_FORMAT.findall(text):
        values = attributes(tag)
        if values.get("numFmtId", "").isdigit():
            formats[int(values["numFmtId"])] = values.get("formatCode", "")
    block = CELL_STYLES.search(text)
    found = {}
    for index, tag in enumerate(STYLE.findall(block.group()) if block else ()):
        number = attributes(tag).get("numFmtId", "0")
        code = formats.get(int(number), "") if number.isdigit() else ""
        if code and display_for(code):
            found[str(index).encode()] = code
    return found


def extent(xml: bytes, limit: int) -> tuple[int, int]:
    """Height and width of the contents; styled blanks are left out only when they exceed ``limit`` cells."""
    height, width = _rectangle(set(REFERENCE.findall(xml)))
    if height * width <= limit:
        return height, width
    filled = (match.group(1) for match in CELL.finditer(xml) if match.group(2))
    return _rectangle({found for tag in filled for found in REFERENCE.findall(b"<c " + tag)})


def _rectangle(references: set[tuple[bytes, bytes]]) -> tuple[int, int]:
    if not references:
        return 0, 0
    columns = {letters for letters, _ in references}
    return (
        max(int(row) for _, row in references),
        max(column_number(letters.decode()) for letters in columns) + 1,
    )


def sheet_notes(xml: bytes, styles: dict[bytes, str], limit: int) -> CellNotes:
    """Notes of one sheet: formats by style, error values, formulas without a saved result."""
    height, width = extent(xml, limit)
    notes = CellNotes(height=height, width=width)
    if height * width > limit or not (styles or b't="e"' in xml or FORMULA.search(xml)):
        return notes
    for tag, body in CELL.findall(xml):
        if body:
            _note(notes, dict(CELL_ATTRIBUTE.findall(tag)), body, styles)
    return notes


def _note(notes: CellNotes, tag: dict[bytes, bytes], body: bytes, styles: dict[bytes, str]) -> None:
    style, kind = tag.get(b"s", b""), tag.get(b"t", b"n")
    formula = FORMULA.search(body) is not None
    if not (formula or kind == b"e" or style in styles):
        return
    place = _place(tag.get(b"r", b""))
    if place is None:
        return
    value = VALUE.search(body)
    unsaved = formula and (value is None or (not value.group(1) and kind != b"str"))
    if formula and (unsaved or kind == b"e") and WRITTEN.fullmatch(text := _formula_text(body)) and text:
        notes.written[place] = f"={text}"
    elif kind == b"e":
        notes.errors[place] = (value.group(1) or b"").decode() if value else "#N/A"
    elif unsaved:
        notes.uncached.add(place)
    elif kind == b"n" and style in styles:
        notes.formats[place] = styles[style]


def _formula_text(body: bytes) -> str:
    match = FORMULA_TEXT.search(body)
    return html.unescape(match[1].decode("utf-8", "replace")).strip() if match else ""


def _place(reference: bytes) -> tuple[int, int] | None:
    match = re.fullmatch(rb"([A-Z]{1,3})(\d{1,7})", reference)
    return (int(match[2]) - 1, column_number(match[1].decode())) if match else None
