"""Signing a PDF with a certificate, and reading what is signed in one. Nothing is fetched from a network."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final, TypeVar

from asn1crypto import x509
from django.utils.timezone import now
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from jiheng.files.certificates import SIGNING_USES, CertificateFacts, facts_of, signer_in
from jiheng.orgs.refusal import Refused

Done = TypeVar("Done")
MOST_SIGNATURES: Final = 50
NOT_READ: Final = "签名用了本软件不能核验的格式或算法（如国密 SM2），请用签发机构的工具核验"
BROKEN: Final = "这份 PDF 内容不完整或结构特殊，不能签名"
LOCKED: Final = "这份 PDF 有密码，不能签名。请换一份没有密码的"


@dataclass(frozen=True, slots=True)
class PdfSignature:
    """One signature found in a PDF.

    ``intact``: the bytes it covers are as they were signed. ``unchanged``: what came after it, if anything, are
    further signatures alone. ``trusted``: issued below a trusted root and valid when signed, as the signature itself
    tells the time; ``None`` without any root to compare with. ``whole``: nothing comes after it. ``revision`` counts
    the saved states of the file. ``fault`` says why it could not be read; then all facts are missing.
    """

    field: str
    certificate: CertificateFacts | None = None
    signed_at: datetime | None = None
    reason: str = ""
    intact: bool = False
    unchanged: bool = False
    trusted: bool | None = None
    whole: bool = False
    revision: int = 0
    fault: str = ""

    @property
    def sound(self) -> bool:
        """Signed, and not touched since but by further signatures."""
        return self.intact and self.unchanged


class Unreadable(Exception):
    """A PDF that cannot be looked into; the message is Chinese."""


def sign_pdf(
    pdf: bytes, pkcs12: bytes, password: str, *, reason: str, field_name: str, at: datetime | None = None
) -> bytes:
    """The PDF with one more signature, added behind what is there, so that earlier signatures stay valid.

    Key file and password are used here and kept nowhere. Raises ``Refused`` for a key file, a certificate or a PDF
    that does not do.
    """
    moment = at or now()
    return sign_with(pdf, signer_in(pkcs12, password, at=moment), reason=reason, field_name=field_name, at=moment)


def sign_with(pdf: bytes, signer: SimpleSigner, *, reason: str, field_name: str, at: datetime) -> bytes:
    """The same with a key file that is open already."""
    try:
        out = IncrementalPdfFileWriter(BytesIO(pdf))
        if out.prev.encrypted:
            raise Refused(LOCKED)
        names = {name for name, _, _ in enumerate_sig_fields(out.prev)}
        meta = PdfSignatureMetadata(field_name=_free(field_name, names), reason=reason, md_algorithm="sha256")
        made = _apart(lambda: _Signing(meta, signer, at).sign_pdf(out))
    except Refused:
        raise
    except SigningError as error:
        raise Refused("这份 PDF 不许再加签名，请换一份没有锁定的") from error
    except Exception as error:  # a broken PDF fails in many ways
        raise Refused(BROKEN) from error
    return bytes(made.getvalue())


def signatures_in(pdf: bytes, roots: Sequence[x509.Certificate] = ()) -> tuple[PdfSignature, ...]:
    """Every signature in the PDF, the earliest first. Raises ``Unreadable`` when there is no looking into it."""
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        if reader.encrypted:
            raise Unreadable("这份 PDF 有密码，看不了里面的签名")
        fields = list(enumerate_sig_fields(reader, filled_status=True))
    except Unreadable:
        raise
    except Exception as error:  # a broken PDF fails in many ways
        raise Unreadable("这份 PDF 内容不完整，看不了里面的签名") from error
    found = [_read(reader, name, field, roots) for name, _, field in fields[:MOST_SIGNATURES]]
    return tuple(sorted(found, key=lambda one: one.revision))


class _Signing(PdfSigner):
    """A signer who signs at the time that is given."""

    def __init__(self, meta: PdfSignatureMetadata, signer: SimpleSigner, at: datetime) -> None:
        super().__init__(meta, signer, new_field_spec=SigFieldSpec(str(meta.field_name)))
        self.at = at

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def _apart(work: Callable[[], Done]) -> Done:
    """Done in a thread of its own: pyHanko starts an event loop, and the caller's thread may have one running."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(work).result()


def _free(name: str, taken: Collection[str]) -> str:
    numbered = (f"{name}{number}" for number in range(2, MOST_SIGNATURES + 2))
    return next((one for one in (name, *numbered) if one not in taken), name)


def _read(
    reader: PdfFileReader, name: str, field: DictionaryObject, roots: Sequence[x509.Certificate]
) -> PdfSignature:
    """One signature; whatever cannot be read of it is told as its fault."""
    try:
        embedded = EmbeddedPdfSignature(reader, field, name)
        facts, signed_at = facts_of(embedded.signer_cert), embedded.self_reported_timestamp
        status = _apart(lambda: asyncio.run(_status(embedded, roots, signed_at)))
    except Exception:  # signatures are made by many programs, and some to do harm
        return PdfSignature(name, fault=NOT_READ)
    return PdfSignature(
        field=name,
        certificate=facts,
        signed_at=signed_at,
        reason=str(embedded.sig_object.get("/Reason", "")),
        intact=bool(status.intact and status.valid),
        unchanged=bool(status.docmdp_ok),
        trusted=bool(status.trusted) if roots else None,
        whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        revision=embedded.signed_revision + 1,
    )


async def _status(
    embedded: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], signed_at: datetime | None
) -> PdfSignatureStatus:
    moment = signed_at if signed_at is not None and signed_at.tzinfo is not None else now()
    context = ValidationContext(trust_roots=list(roots), moment=moment, allow_fetching=False)
    limited = embedded.signer_cert.key_usage_value is not None
    uses = KeyUsageConstraints(key_usage=set(SIGNING_USES) if limited else set())
    return await async_validate_pdf_signature(embedded, context, key_usage_settings=uses)
