"""Certificates: what one says of its holder, the key file it comes in, and the roots that are trusted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from asn1crypto import pem, pkcs12, x509
from django.conf import settings
from django.utils.timezone import localtime
from pyhanko.sign.signers import SimpleSigner

from jiheng.orgs.refusal import Refused

PEM_ENDINGS: Final = {".pem", ".crt", ".cer"}
LARGEST_KEY_FILE: Final = 256 * 1024
"""A key file holds one key and a few certificates; it is never larger."""

SIGNING_USES: Final = frozenset({"digital_signature", "non_repudiation"})


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """Holder, issuer, number and days of a certificate, as they stand in it."""

    subject: str
    organisation: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_to: datetime


def facts_of(certificate: x509.Certificate) -> CertificateFacts:
    """What the certificate says. Raises ``ValueError`` when it cannot be read."""
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return CertificateFacts(
        subject=_part(subject, "common_name"),
        organisation=_part(subject, "organization_name"),
        issuer=_part(issuer, "common_name") or _part(issuer, "organization_name"),
        serial=f"{certificate.serial_number:X}",
        valid_from=certificate.not_valid_before,
        valid_to=certificate.not_valid_after,
    )


def names_of(name: str) -> frozenset[str]:
    """The names a field stands for: itself, and its parts where the issuer joined several by @ (机构@姓名@序号)."""
    parts = (name, *name.split("@"))
    return frozenset(plain for part in parts if (plain := "".join(part.split())))


def trusted_roots() -> tuple[x509.Certificate, ...]:
    """The certificates in the folder named by ``JIHENG_TRUST``; none when there is no folder.

    A file that is none is left out: it trusts nobody.
    """
    folder: Path | None = settings.JIHENG_TRUST
    if folder is None or not folder.is_dir():
        return ()
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in PEM_ENDINGS and path.is_file())
    return tuple(one for path in files for one in _certificates_in(path.read_bytes()))


def signer_in(pkcs12_file: bytes, password: str, *, at: datetime) -> SimpleSigner:
    """Key and certificate of a p12 or pfx file, fit to sign at that time. Neither file nor password is kept.

    Raises ``Refused`` with what is wrong: the file, its password, or the certificate.
    """
    if len(pkcs12_file) > LARGEST_KEY_FILE or not _is_pkcs12(pkcs12_file):
        raise Refused("这不是完整的证书文件，请选择从证书里导出的 p12 或 pfx 文件")
    try:
        signer: SimpleSigner = SimpleSigner.load_pkcs12_data(pkcs12_file, (), password.encode() or None)
    except Exception as error:  # a key file fails in many ways, and what it says may hold what is secret
        raise Refused(_unread(error)) from None
    certificate = signer.signing_cert
    if certificate is None:
        raise Refused("证书文件里没有证书，请重新导出，并勾选“包含私钥”")
    require_usable(certificate, at)
    return signer


def require_usable(certificate: x509.Certificate, at: datetime) -> None:
    """Refuse a certificate that is not valid on that day, or is meant for something else than signing."""
    first, last = certificate.not_valid_before, certificate.not_valid_after
    if at > last:
        raise Refused(f"证书已于{_day(last)}到期，请换用有效的证书")
    if at < first:
        raise Refused(f"证书从{_day(first)}起才有效，现在还不能用")
    uses = certificate.key_usage_value
    if uses is not None and not SIGNING_USES & uses.native:
        raise Refused("这张证书不是签名证书，不能用来签字盖章。请选择签名证书")


def _is_pkcs12(content: bytes) -> bool:
    try:
        read = pkcs12.Pfx.load(content, strict=True)
        return bool(read["version"].native == "v3" and read["auth_safe"]["content_type"].native)
    except (ValueError, TypeError, KeyError):
        return False


def _unread(error: Exception) -> str:
    """Why a whole key file did not open; what the library says names no secret, only its kind."""
    reason = f"{error.__cause__ or error}".lower()
    if "password" in reason or "mac" in reason or "decrypt" in reason:
        return "证书文件的密码不对，请重新输入"
    return (
        "打不开证书文件：里面没有私钥，或者用的是本软件不支持的密码算法（如国密 SM2）。"
        "请重新导出带私钥的 RSA 证书；只有国密证书的，请在电子签章平台签好再上传扫描件"
    )


def _part(name: dict[str, Any], field: str) -> str:
    value = name.get(field, "")
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _certificates_in(content: bytes) -> Iterable[x509.Certificate]:
    try:
        if not pem.detect(content):
            return [_whole(content)]
        return [_whole(der) for kind, _, der in pem.unarmor(content, multiple=True) if kind == "CERTIFICATE"]
    except (ValueError, TypeError):
        return []


def _whole(content: bytes) -> x509.Certificate:
    certificate = x509.Certificate.load(content, strict=True)
    facts_of(certificate)
    return certificate


def _day(moment: datetime) -> str:
    local = localtime(moment)
    return f"{local.year}年{local.month}月{local.day}日"
