"""How a PDF grew from another: its earlier states, and whether anything but signatures was added."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, PdfObject, Reference
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.diff_analysis.commons import compare_dicts
from pyhanko.sign.diff_analysis.constants import ROOT_EXEMPT_STRICT_COMPARISON

ENDS: Final = re.compile(rb"%%EOF(?:\r\n|\r|\n)?")
DEEPEST: Final = 40
"""Levels of a page tree that are followed."""


def grows_from(original: bytes, signed: bytes) -> bool:
    """Whether a file begins with the very bytes of another: what was added to it stands behind them."""
    return len(signed) >= len(original) > 0 and signed.startswith(original)


def saved_states(pdf: bytes, most: int = 200) -> tuple[int, ...]:
    """Where the saved states of a PDF may end: behind each end mark, and before and behind its line break."""
    ends = [end for mark in ENDS.finditer(pdf) for end in {mark.start() + len(b"%%EOF"), mark.end()}]
    return tuple(sorted({*ends[:most], len(pdf)}))


def only_signed_since(original: bytes, signed: bytes) -> bool:
    """Whether a PDF grew from another by signatures alone: nothing on its pages became different.

    A signature covers what it finds. What was changed before the first one was put on is seen only here.
    """
    if not grows_from(original, signed):
        return False
    try:
        before = PdfFileReader(BytesIO(original), strict=False)
        after = PdfFileReader(BytesIO(signed), strict=False)
        last = before.xrefs.total_revisions - 1
        if "/AcroForm" not in before.root:
            return _first_signed(after, last)
        found = DEFAULT_DIFF_POLICY.review_file(after, last)
    except Exception:  # a broken PDF fails in many ways
        return False
    return isinstance(found, DiffResult) and found.modification_level <= ModificationLevel.FORM_FILLING


def _first_signed(reader: PdfFileReader, last: int) -> bool:
    """The same for a PDF that had no form yet: of what was there only the root and pages may be written anew.

    The root gains a form, a page gains the places of signatures; all else stays as it was.
    """
    old = reader.get_historical_resolver(last)
    new = reader.get_historical_resolver(reader.xrefs.total_revisions - 1)
    pages = {_key(reference): reference for reference in _pages(old, old.root.raw_get("/Pages"), DEEPEST)}
    for reference in _written_anew(reader, last):
        if _key(reference) == _key(old.root_ref):
            if not compare_dicts(old.root, new.root, ROOT_EXEMPT_STRICT_COMPARISON, raise_exc=False):
                return False
        elif _key(reference) not in pages or not _page_kept(reference, old, new):
            return False
    return True


def _written_anew(reader: PdfFileReader, last: int) -> Iterator[Reference]:
    """Objects of the earlier state that a later one writes again, or takes away; the file's description may be."""
    there = {_key(one) for revision in range(last + 1) for one in reader.xrefs.explicit_refs_in_revision(revision)}
    if "/Info" in reader.trailer_view:
        there.discard(_key(reader.trailer_view.raw_get("/Info").reference))
    for revision in range(last + 1, reader.xrefs.total_revisions):
        yield from (one for one in reader.xrefs.explicit_refs_in_revision(revision) if _key(one) in there)


def _page_kept(reference: Reference, old: HistoricalResolver, new: HistoricalResolver) -> bool:
    before, after = old.get_object(reference), new.get_object(reference)
    if not compare_dicts(before, after, frozenset({"/Annots"}), raise_exc=False):
        return False
    kept = _notes(before)
    now = _notes(after)
    return now[: len(kept)] == kept and all(_is_signature(new, one) for one in now[len(kept) :])


def _notes(page: PdfObject) -> list[PdfObject]:
    notes = page.get("/Annots", ArrayObject()) if isinstance(page, DictionaryObject) else ArrayObject()
    return list(notes.get_object()) if isinstance(notes.get_object(), ArrayObject) else []


def _is_signature(new: HistoricalResolver, note: PdfObject) -> bool:
    shown = note.get_object()
    if not isinstance(shown, DictionaryObject) or shown.get("/Subtype", None) != "/Widget":
        return False
    kind = shown.get("/FT", None) or shown.get("/Parent", DictionaryObject()).get("/FT", None)
    return bool(kind == "/Sig")


def _pages(old: HistoricalResolver, node: PdfObject, depth: int) -> Iterator[Reference]:
    """Every page below a node of the page tree."""
    shown = node.get_object()
    if depth == 0 or not isinstance(shown, DictionaryObject):
        return
    if "/Kids" not in shown:
        yield node.reference  # type: ignore[attr-defined]  # pages stand in the tree by reference
        return
    kids = shown["/Kids"]
    for number in range(len(kids)):
        yield from _pages(old, kids.raw_get(number), depth - 1)


def _key(reference: Reference) -> tuple[int, int]:
    return reference.idnum, reference.generation
