"""A small authority of our own: a root, the lead evaluator's certificate and the agency's, all made here."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

ROOT: Final = "测试根证书"
PASSWORD: Final = "郑海-p12-密码"
FIRST: Final = datetime(2020, 1, 1, tzinfo=UTC)
LAST: Final = datetime(2040, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Issued:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: RSAPrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def p12(self, password: str = PASSWORD) -> bytes:
        locked = BestAvailableEncryption(password.encode()) if password else NoEncryption()
        return serialize_key_and_certificates(b"one", self.key, self.certificate, None, locked)


def root(name: str = ROOT) -> Issued:
    """An authority; each name has its own."""
    return _root(name)


@cache
def _root(name: str) -> Issued:
    return _issued(_name(name), None, FIRST, LAST, authority=True)


@cache
def issued(
    name: str,
    organisation: str = "",
    *,
    by: str = ROOT,
    first: datetime = FIRST,
    last: datetime = LAST,
    signs: bool = True,
) -> Issued:
    """A certificate below the authority ``by``; ``signs`` is false for one that only encrypts."""
    return _issued(_name(name, organisation), root(by), first, last, signs=signs)


def _name(name: str, organisation: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "CN")]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _issued(
    name: x509.Name,
    above: Issued | None,
    first: datetime,
    last: datetime,
    *,
    authority: bool = False,
    signs: bool = True,
) -> Issued:
    key = generate_private_key(65537, 2048)
    usage = x509.KeyUsage(
        digital_signature=signs and not authority,
        content_commitment=signs and not authority,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    signing_key = above.key if above else key
    building = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(above.certificate.subject if above else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), critical=False)
    )
    return Issued(building.sign(signing_key, hashes.SHA256()), key)
