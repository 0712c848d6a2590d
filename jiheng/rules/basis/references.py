"""How one document is named twice: brackets, blanks and leading noughts of a 文号 make no difference."""

import re
from collections.abc import Sequence
from functools import lru_cache

from jiheng.rules.basis.shapes import BasisDocument

OPENING = "〔[［【（(﹝〖「<＜《"
CLOSING = "〕]］】）)﹞〗」>＞》"

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR = re.compile(rf"[{re.escape(OPENING)}]((?:19|20)[0-9]{{2}})年?[{re.escape(CLOSING)}]第?0*([0-9]+)(?=号|$)")
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_QUOTES = re.compile(r"^《|》$")
_FULL = re.compile(r"《(?P<title>.+?)》\s*[（(](?P<number>.+)[）)]")
_NUMBER_PARTS = re.compile(r"([0-9]+)")

SortKey = tuple[tuple[int, int, str], ...]


@lru_cache(maxsize=4096)
def reference_key(text: str) -> str:
    """One spelling of a reference: ``渝财绩(2023) 07号`` → ``渝财绩〔2023〕7号``; 《》 around a title fall away."""
    plain = _BLANKS.sub("", text).translate(_DIGITS)
    return _YEAR.sub(r"〔\1〕\2", _QUOTES.sub("", plain))


def number_order(number: str) -> SortKey:
    """Sorts 文号 with their figures as figures, so that 7号 stands before 10号."""
    parts = _NUMBER_PARTS.split(reference_key(number))
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts if part)


def names(document: BasisDocument, reference: str) -> bool:
    """Whether a reference is the document's key, 文号 or title."""
    wanted = reference_key(reference)
    return bool(wanted) and wanted in {
        reference_key(each) for each in (document.key, document.number, document.title)
    }


def find_document(reference: str, documents: Sequence[BasisDocument]) -> BasisDocument | None:
    """The registered document meant by a reference: by key, then by 文号, then by a title only one document has.

    《名称》（文号） is tried as a whole, then by its 文号, then by its title.
    """
    found = _found(reference, documents)
    full = _FULL.fullmatch(reference.strip())
    if found is None and full:
        found = _found(full["number"], documents) or _found(full["title"], documents)
    return found


def _found(reference: str, documents: Sequence[BasisDocument]) -> BasisDocument | None:
    wanted = reference_key(reference)
    if not wanted:
        return None
    by_key = [document for document in documents if reference_key(document.key) == wanted]
    by_number = [document for document in documents if reference_key(document.number) == wanted]
    by_title = [document for document in documents if reference_key(document.title) == wanted]
    found = by_key or by_number or (by_title if len(by_title) == 1 else [])
    return min(found, key=lambda each: (each.title, each.where)) if found else None


def cited(document: BasisDocument) -> str:
    """How a message names a document: 《名称》（文号）."""
    title = document.title.strip() or document.key
    named = title if title.startswith("《") else f"《{title}》"
    return f"{named}（{document.number}）" if document.number and document.number != title else named
