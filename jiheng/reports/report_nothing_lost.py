"""The copy a PDF is printed from: what LibreOffice 7.4 leaves out of a page is put so that it cannot.

The Word file itself stays as it is, other programs show all of it.
"""

import re
from typing import Final

_WHOLE_ROW: Final = re.compile(rb"<w:cantSplit ?/>(?!<w:tblHeader)")
_DEFAULTS: Final = re.compile(rb"<w:pPrDefault>\s*<w:pPr>")
_NO_DEFAULTS: Final = re.compile(rb"<w:pPrDefault ?/>|<w:pPrDefault>\s*</w:pPrDefault>|(?=</w:docDefaults>)")
_IN_LINE: Final = b"<w:overflowPunct/>"


def rows_may_split(xml: bytes) -> bytes:
    """Rows free to go on over the page.

    A row that must stay whole and no longer fits is now and then on neither page: laid out again once the numbers of
    the contents are known, LibreOffice forgets it.
    """
    return _WHOLE_ROW.sub(b"", xml)


def signs_stay_in_line(styles: bytes) -> bytes:
    """A comma or full stop that no longer fits its line takes its word along to the next one.

    LibreOffice hangs it into the margin instead, and does not draw it there when the line is spread to full width.
    It reads ``overflowPunct`` the other way round: what tells Word that signs may hang, tells it that they may not.
    """
    if _DEFAULTS.search(styles):
        return _DEFAULTS.sub(lambda found: found[0] + _IN_LINE, styles, count=1)
    return _NO_DEFAULTS.sub(b"<w:pPrDefault><w:pPr>" + _IN_LINE + b"</w:pPr></w:pPrDefault>", styles, count=1)
