"""A PDF is signed behind what is there; what is touched afterwards is seen; what cannot be signed is told why."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import pem
from asn1crypto import x509 as asn1
from django.conf import settings

from jiheng.files.certificates import names_of, trusted_roots
from jiheng.files.pdf_growth import grows_from, only_signed_since, saved_states
from jiheng.files.pdf_signing import PdfSignature, Unreadable, sign_pdf, signatures_in
from jiheng.orgs.refusal import Refused
from tests.files.certificates import PASSWORD, Issued, issued, root
from tests.files.originals import locked, pdf, with_another_page

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
OURS = pdf(["评价报告"], ["签章页"])
LEAD, AGENCY = issued("郑海"), issued("电子公章", "演示评价事务所")


def signed(content: bytes, by: Issued = LEAD, field: str = "LeadSignature") -> bytes:
    return sign_pdf(content, by.p12(), PASSWORD, reason="主评人签字", field_name=field, at=AT)


def root_of(one: Issued) -> asn1.Certificate:
    return asn1.Certificate.load(pem.unarmor(one.pem)[2])


@pytest.fixture(scope="module")
def both() -> bytes:
    """Signed by the lead, then sealed by the agency."""
    return signed(signed(OURS), AGENCY, "AgencySeal")


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[Path]:
    settings.JIHENG_TRUST = tmp_path
    yield tmp_path
    settings.JIHENG_TRUST = None


def test_a_second_signature_leaves_the_first_one_standing(both: bytes) -> None:
    first, second = signatures_in(both)
    assert (first.field, first.sound, first.whole, first.revision) == ("LeadSignature", True, False, 2)
    assert (second.field, second.sound, second.whole, second.revision) == ("AgencySeal", True, True, 3)
    assert grows_from(OURS, both)
    assert not grows_from(both, OURS)


def test_a_signature_tells_who_when_and_by_which_certificate(both: bytes) -> None:
    first, second = signatures_in(both)
    assert first.certificate is not None
    assert second.certificate is not None
    assert (first.certificate.subject, first.certificate.issuer) == ("郑海", "测试根证书")
    assert (second.certificate.subject, second.certificate.organisation) == ("电子公章", "演示评价事务所")
    assert first.certificate.serial == f"{LEAD.certificate.serial_number:X}"
    assert (first.signed_at, first.reason) == (AT, "主评人签字")
    assert first.certificate.valid_from < AT < first.certificate.valid_to


def test_one_changed_byte_breaks_every_signature_over_it(both: bytes) -> None:
    touched = bytearray(both)
    touched[touched.index(b"/MediaBox") + 12] ^= 1
    assert [one.intact for one in signatures_in(bytes(touched))] == [False, False]


def test_a_byte_changed_in_the_later_part_leaves_the_earlier_signature(both: bytes) -> None:
    touched = bytearray(both)
    touched[touched.rindex(b"AgencySeal") + 1] ^= 1
    first, second = signatures_in(bytes(touched))
    assert (first.intact, second.intact) == (True, False)


def test_a_page_added_after_signing_is_reported(both: bytes) -> None:
    found = signatures_in(with_another_page(both))
    assert [(one.intact, one.unchanged, one.sound) for one in found] == [(True, False, False)] * 2


def test_pages_changed_before_the_first_signature_are_seen_although_it_covers_them(both: bytes) -> None:
    once = signed(OURS)
    assert only_signed_since(OURS, once)
    assert only_signed_since(once, signed(once, AGENCY))
    assert only_signed_since(OURS, both)
    changed = signed(with_another_page(OURS))
    assert [one.sound for one in signatures_in(changed)] == [True]
    assert grows_from(OURS, changed)
    assert not only_signed_since(OURS, changed)
    assert not only_signed_since(OURS, b"%PDF-1.7\n%%EOF")
    assert not only_signed_since(b"%PDF-", OURS)


def test_a_certificate_is_trusted_below_a_trusted_root_only(both: bytes) -> None:
    assert [one.trusted for one in signatures_in(both, [root_of(root())])] == [True, True]
    assert [one.trusted for one in signatures_in(both, [root_of(root("另一个根"))])] == [False, False]
    assert [one.trusted for one in signatures_in(both)] == [None, None]
    strange = signatures_in(signed(OURS, issued("郑海", by="另一个根")), [root_of(root())])
    assert [(one.intact, one.trusted) for one in strange] == [(True, False)]


def test_trusted_roots_are_read_from_the_folder_and_what_is_none_is_left_out(trust: Path) -> None:
    assert trusted_roots() == ()
    (trust / "two.pem").write_bytes(root().pem + root("另一个根").pem)
    (trust / "broken.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    (trust / "text.cer").write_bytes("不是证书".encode())
    (trust / "note.txt").write_bytes(root().pem)
    assert [one.subject.native["common_name"] for one in trusted_roots()] == ["测试根证书", "另一个根"]
    settings.JIHENG_TRUST = trust / "nowhere"
    assert trusted_roots() == ()


@pytest.mark.parametrize(
    ("p12", "password", "said"),
    [
        (LEAD.p12(), "wrong", "密码不对"),
        (LEAD.p12(), "", "密码不对"),
        (LEAD.p12()[:-20], PASSWORD, "不是完整的证书文件"),
        (b"", PASSWORD, "不是完整的证书文件"),
        (LEAD.pem, PASSWORD, "不是完整的证书文件"),
        (b"0" * 300_000, PASSWORD, "不是完整的证书文件"),
        (issued("郑海", last=AT - timedelta(days=1)).p12(), PASSWORD, "已于2026年3月1日到期"),
        (issued("郑海", first=AT + timedelta(days=1)).p12(), PASSWORD, "从2026年3月3日起才有效"),
        (issued("郑海", signs=False).p12(), PASSWORD, "不是签名证书"),
    ],
)
def test_a_key_file_that_does_not_do_is_refused(p12: bytes, password: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        sign_pdf(OURS, p12, password, reason="", field_name="A", at=AT)
    assert refusal.value.__cause__ is None or password not in str(refusal.value.__cause__)


def test_a_key_file_without_password_signs() -> None:
    made = sign_pdf(OURS, LEAD.p12(""), "", reason="", field_name="A", at=AT)
    assert [one.sound for one in signatures_in(made)] == [True]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (locked(OURS, "secret"), "有密码"),
        (b"%PDF-1.7\n%%EOF", "内容不完整"),
        ("不是".encode(), "内容不完整"),
        (b"", "内容不完整"),
    ],
)
def test_a_pdf_that_cannot_be_signed_is_refused_and_cannot_be_looked_into(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        signed(content)
    with pytest.raises(Unreadable, match=said):
        signatures_in(content)


def test_a_field_name_is_not_taken_twice() -> None:
    again = signed(signed(OURS), AGENCY)
    assert [one.field for one in signatures_in(again)] == ["LeadSignature", "LeadSignature2"]


def test_a_signature_that_cannot_be_read_says_so(both: bytes) -> None:
    touched = both.replace(b"/adbe.pkcs7.detached", b"/some.other.standard", 1)
    first, second = signatures_in(touched)
    assert (first.certificate, first.sound, "本软件不能核验" in first.fault) == (None, False, True)
    assert second.fault == ""


def test_a_pdf_without_signatures_has_none() -> None:
    assert signatures_in(OURS) == ()
    assert PdfSignature("A").sound is False


def test_the_saved_states_of_a_file_hold_what_it_grew_from(both: bytes) -> None:
    states = [both[:end] for end in saved_states(both)]
    assert OURS in states
    assert signed(OURS)[: len(OURS)] == OURS
    assert both in states


def test_a_name_with_blanks_or_joined_by_the_issuer_is_the_name() -> None:
    assert "郑海" in names_of("郑 海")
    assert "郑海" in names_of("041@郑海@Z4401@1")
    assert "郑海" not in names_of("郑海涛")


def test_it_signs_and_reads_beside_a_running_event_loop() -> None:
    async def beside() -> list[bool]:
        return [one.sound for one in signatures_in(signed(OURS))]

    with ThreadPoolExecutor(max_workers=1) as pool:  # the browser tests keep a loop running in this very thread
        assert pool.submit(lambda: asyncio.run(beside())).result() == [True]
