"""A 正式稿 signed by certificate: whose the certificate is, and what a PDF that comes back signed holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localtime
from pyhanko.sign.signers import SimpleSigner

from jiheng.evaluation.report_signatures import Named, party_for
from jiheng.files.apart import grown_apart
from jiheng.files.certificates import CertificateFacts, facts_of, signer_in, trusted_roots
from jiheng.files.pdf_growth import grows_from
from jiheng.files.pdf_signing import PdfSignature, Unreadable, sign_with, signatures_in
from jiheng.orgs.refusal import Refused
from jiheng.rules.finding import Finding
from jiheng.rules.reporting.signing import Party, SignatureRole, check_signer
from jiheng.rules.wording import quoted

FIELDS: Final[Mapping[SignatureRole, str]] = {SignatureRole.SIGN: "LeadSignature", SignatureRole.SEAL: "AgencySeal"}
CLOCKS_DIFFER: Final = timedelta(days=1)
NOT_OURS: Final = (
    "这份 PDF 不是由本页下载的文件签出来的，不能收。请从本页下载 PDF，只加签名、不另存或转换，签好后原样上传"
)
TOUCHED: Final = "这份 PDF 除了签名还有别的改动，不能收。请从本页重新下载，只加签名，签好后原样上传"
UNTRUSTED: Final = "的证书不是由受信任的根证书签发的，或者签署时不在有效期内，不能收"

Kept = tuple[Party, Mapping[str, object]]
"""A party with what its certificate says, ready for JSON."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A key file that is open, and whom it signs for."""

    signer: SimpleSigner
    party: Party


def opened(pkcs12: bytes, password: str, role: SignatureRole, named: Named, at: datetime) -> Opened:
    """Open a key file to sign or seal; its certificate has to be that of a lead evaluator, or of the agency."""
    signer = signer_in(pkcs12, password, at=at)
    certificate = signer.signing_cert
    if certificate is None:
        raise Refused("证书文件里没有证书，请重新导出")
    return Opened(signer, _party_of(facts_of(certificate), role, named))


def signed(pdf: bytes, key: Opened, *, at: datetime) -> tuple[bytes, Kept]:
    """The PDF with the signature added, and what the certificate says. Refuses when the whole is not sound then."""
    role = key.party.role
    made = sign_with(pdf, key.signer, reason=role.label, field_name=FIELDS[role], at=at)
    last = _sound(made, lambda whole: signatures_in(whole, trusted_roots()))[-1]
    return made, (key.party, _plain(last))


def found_in(pdf: bytes, base: bytes, named: Named, *, made_at: datetime, at: datetime) -> list[Kept]:
    """Whose signatures a PDF signed elsewhere holds. It is taken only when it grew from ours by signatures alone."""
    if not grows_from(base, pdf):
        raise Refused(NOT_OURS)
    kept: list[bool] = []

    def read(whole: bytes) -> Sequence[PdfSignature]:
        found, only_signed = grown_apart(base, whole)
        kept.append(only_signed)
        return found

    signatures = _sound(pdf, read)
    if not all(kept):
        raise Refused(TOUCHED)
    found: dict[Party, Mapping[str, object]] = {}
    others = []
    for one in signatures:
        party = party_for(one.certificate, named) if one.certificate else None
        if party is None:
            others.append(one.certificate.subject if one.certificate else one.field)
            continue
        _require_time(one, made_at, at)
        found[party] = _plain(one)
    if not found:
        _refuse(check_signer("、".join(others), named.leads))
    return list(found.items())


def _party_of(facts: CertificateFacts, role: SignatureRole, named: Named) -> Party:
    party = party_for(facts, named)
    if party is not None and party.role is role:
        return party
    if role is SignatureRole.SIGN:
        _refuse(check_signer(facts.subject, named.leads))
    holders = quoted(dict.fromkeys(name for name in (facts.organisation, facts.subject) if name))
    raise Refused(f"证书属于{holders}，不是评价机构“{named.agency}”的证书。请用机构的证书盖章")


def _sound(pdf: bytes, read: Callable[[bytes], Sequence[PdfSignature]]) -> Sequence[PdfSignature]:
    try:
        found = read(pdf)
    except Unreadable as fault:
        raise Refused(f"{fault}。请换一份") from fault
    if not found:
        raise Refused("这份 PDF 里没有数字签名。是盖章后扫描的，请按扫描件上传")
    for one in found:
        whose = f"“{one.certificate.subject}”" if one.certificate else f"签名域“{one.field}”"
        if one.fault:
            raise Refused(f"{whose}核验不了：{one.fault}。请打印后签字盖章，上传扫描件")
        if not one.sound:
            raise Refused(f"{whose}签名之后，文件又有改动，签名已经失效，不能收。请从本页重新下载再签")
        if one.trusted is False:
            raise Refused(f"{whose}{UNTRUSTED}")
    return found


def _require_time(one: PdfSignature, made_at: datetime, at: datetime) -> None:
    facts, moment = one.certificate, one.signed_at or at
    if facts is None:
        return
    if moment < made_at - CLOCKS_DIFFER or moment > at + CLOCKS_DIFFER:
        said = f"{localtime(moment):%Y-%m-%d %H:%M}"
        raise Refused(f"“{facts.subject}”的签署时间是 {said}，早于报告生成或晚于现在。请校准签署用的计算机时间后重签")
    if not facts.valid_from <= moment <= facts.valid_to:
        raise Refused(f"“{facts.subject}”签署时证书不在有效期内，请换用有效的证书")


def _plain(one: PdfSignature) -> Mapping[str, object]:
    """What is kept of a signature in a PDF, ready for JSON."""
    facts = one.certificate
    if facts is None:
        return {}
    return {
        "field": one.field,
        "subject": facts.subject,
        "organisation": facts.organisation,
        "issuer": facts.issuer,
        "serial": facts.serial,
        "valid_from": facts.valid_from.isoformat(),
        "valid_to": facts.valid_to.isoformat(),
        "signed_at": one.signed_at.isoformat() if one.signed_at else "",
        "trusted": one.trusted,
    }


def _refuse(finding: Finding) -> None:
    if finding.blocks:
        raise Refused(finding.message, [finding])
    raise Refused("这个签名不能用在这里")
