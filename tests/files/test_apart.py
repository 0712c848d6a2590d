"""A file anybody may hand in is looked into in bounded time, whatever it holds."""

import time

import pytest

from jiheng.files.apart import grown_apart, signatures_apart, words_apart
from jiheng.files.pdf_signing import Unreadable
from tests.files.certificates import issued
from tests.files.originals import BROKEN_PDF, NOTICE, pdf, with_another_page, word

DEPTH = 40
MOST_SECONDS = 15


def doubling(form: bool) -> bytes:
    """A PDF of two kilobytes in which every field (or page) names the next one twice: 2^40 of them to go through."""
    root = "/AcroForm<</Fields[6 0 R]>>" if form else ""
    pages = "3 0 R" if form else "3 0 R 6 0 R"
    objects = {
        1: f"<</Type/Catalog/Pages 2 0 R{root}>>",
        2: f"<</Type/Pages/Kids[{pages}]/Count 1>>",
        3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>",
    }
    kind = "/T(a)" if form else "/Type/Pages"
    for number in range(6, 6 + DEPTH):
        objects[number] = f"<<{kind}/Kids[{number + 1} 0 R {number + 1} 0 R]>>"
    objects[6 + DEPTH] = "<</T(a)/FT/Sig>>" if form else "<</Type/Page>>"
    body, places = b"%PDF-1.7\n", {}
    for number, said in objects.items():
        places[number] = len(body)
        body += f"{number} 0 obj\n{said}\nendobj\n".encode()
    size = max(objects) + 1
    lines = "".join(
        f"{places[number]:010d} 00000 n \n" if number in places else "0000000000 65535 f \n" for number in range(size)
    )
    return (
        body
        + f"xref\n0 {size}\n{lines}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n".encode()
    )


def test_fields_that_double_without_end_are_given_up() -> None:
    begun = time.monotonic()
    with pytest.raises(Unreadable, match="过于复杂"):
        signatures_apart(doubling(form=True), seconds=2)
    assert time.monotonic() - begun < MOST_SECONDS


def test_pages_that_double_without_end_are_given_up() -> None:
    begun = time.monotonic()
    assert words_apart(doubling(form=False), seconds=2) == ""
    assert time.monotonic() - begun < MOST_SECONDS


def test_words_and_signatures_come_back_as_they_are_read_here() -> None:
    assert NOTICE[2] in words_apart(pdf(NOTICE))
    assert NOTICE[2] in words_apart(word(NOTICE))
    assert words_apart(BROKEN_PDF) == words_apart(b"PK\x03\x04nothing") == ""
    assert signatures_apart(pdf(NOTICE)) == ()
    with pytest.raises(Unreadable, match="内容不完整"):
        signatures_apart(b"%PDF-1.4 and no more")


def test_a_signature_comes_back_with_its_certificate_and_how_the_file_grew() -> None:
    from django.utils.timezone import now

    from tests.evaluation.signed import signed_away

    ours = pdf(NOTICE)
    ((one,), kept) = grown_apart(ours, signed_away(ours, issued("郑海"), at=now()))
    assert kept
    assert one.sound
    assert one.certificate is not None
    assert one.certificate.subject == "郑海"
    assert one.certificate.valid_from < now() < one.certificate.valid_to
    assert one.signed_at is not None
    (_, touched) = grown_apart(ours, signed_away(with_another_page(ours), issued("郑海"), at=now()))
    assert not touched
