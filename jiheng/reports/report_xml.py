"""The pieces of Word's XML a report is made of, as text: tables of thousands of rows are written in a second."""

import re
from typing import Final
from xml.sax.saxutils import escape

from jiheng.reports.official_page import FIGURES, HEADING, TITLE

TWIPS: Final = 1440 / 25.4
"""Word's unit of length, a twentieth of a point, in one millimetre."""

_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EITHER_WIDTH: Final = re.compile("[“”‘’…—·×÷±°℃§]")
"""Signs that are wide in Chinese and narrow in English; Word has to be told that they are Chinese here."""

CHINESE_SIGNS: Final = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'


def twips(millimetres: float) -> int:
    return int(millimetres * TWIPS)


def clean(text: str) -> str:
    """The text without control characters no XML can hold, its special signs written out."""
    return escape(_FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def quoted(text: str) -> str:
    """The same for the value of an attribute."""
    return clean(text).replace('"', "&quot;").replace("\n", " ")


def words(text: str) -> str:
    """A run in the look of its paragraph's style; a new line stays one."""
    told = CHINESE_SIGNS if _EITHER_WIDTH.search(text) else ""
    said = clean(text).replace("\t", " ").replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{told}<w:t xml:space="preserve">{said}</w:t></w:r>'


def paragraph(style: str, inside: str, layout: str = "") -> str:
    """A paragraph of a style; ``layout`` are further properties in the order Word's schema asks for."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{inside}</w:p>'


def set_in(text: str, font: str, half_points: int) -> str:
    """A run in another font and size than its paragraph's."""
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    return f"<w:r><w:rPr>{face(font)}{size}</w:rPr><w:t>{clean(text)}</w:t></w:r>"


def face(name: str) -> str:
    """The fonts of a style: a Chinese one, and one for letters and figures; a title's font has its own."""
    beside = name if name in (TITLE, HEADING) else FIGURES
    letters = "".join(f' w:{kind}="{beside}"' for kind in ("ascii", "hAnsi", "cs"))
    return f'<w:rFonts w:hint="eastAsia"{letters} w:eastAsia="{name}"/>'


def field_mark(kind: str, dirty: bool = False) -> str:
    """One mark of a field. Each stands in a run of its own: office programs do not see several in one."""
    return (
        f'<w:r><w:fldChar w:fldCharType="{kind}"{" w:dirty=" + chr(34) + "true" + chr(34) if dirty else ""}/></w:r>'
    )


def field_code(code: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{clean(code)}</w:instrText></w:r>'


def field(code: str, shown: str) -> str:
    """A field with its result filled in."""
    result = f"<w:r><w:t>{clean(shown)}</w:t></w:r>"
    return f"{field_mark('begin')}{field_code(f' {code} ')}{field_mark('separate')}{result}{field_mark('end')}"


def bookmark(name: str, number: int) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'
