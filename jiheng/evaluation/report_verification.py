"""Whether a file, or a 查验码 on paper, is a report of this system that went out, and what its signatures are worth.

Of a report that did not go out nothing is said: it is as unknown as one that never was.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from jiheng.evaluation.frozen import Broken
from jiheng.evaluation.models import ReportKind, ReportSignature, ReportVersion, VersionState
from jiheng.evaluation.report_queries import content_in
from jiheng.evaluation.report_signatures import plain_of, signatures_of, signed_of
from jiheng.files.apart import grown_apart, signatures_apart, words_apart
from jiheng.files.certificates import trusted_roots
from jiheng.files.pdf_growth import saved_states
from jiheng.files.pdf_signing import PdfSignature, Unreadable, signatures_in
from jiheng.rules.reporting.signing import check_code_for, check_code_in, void_reason_for

LARGEST: Final = 100 * 1024 * 1024
PRINTED: Final = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{4}[ -]?){3}[0-9A-Fa-f]{4}(?![0-9A-Fa-f])")
MOST_CODES: Final = 20


class Match(StrEnum):
    """How what was handed in belongs to a report that went out."""

    CODE = "code"
    SAME = "same"
    SIGNED = "signed"
    TOUCHED = "touched"
    OTHER = "other"
    UNKNOWN = "unknown"


SAID: Final = {
    Match.CODE: "查验码属于本系统发出的正式稿",
    Match.SAME: "与本系统发出的正式稿的文件完全一致",
    Match.SIGNED: "由本系统发出的文件加签而成，但加上的签名没有在本系统登记，请以发出的文件为准",
    Match.TOUCHED: "以本系统发出的文件开头，但后面又有改动，不能当作发出的报告",
    Match.OTHER: "印有本系统正式稿的查验码，但文件与发出的不是同一份：可能被改动过，也可能另存、转换或重新扫描过",
    Match.UNKNOWN: "没有查到",
}


@dataclass(frozen=True, slots=True)
class IssuedReport:
    """A 正式稿 that went out. ``replaced`` names the later one that took its place; ``broken`` says what is wrong
    with the text it was made from."""

    title: str
    project: str
    code: str
    agency: str
    number: int
    check_code: str
    made_at: datetime
    issued_at: datetime
    replaced: str = ""
    broken: str = ""


@dataclass(frozen=True, slots=True)
class SignedBy:
    """One signature on it, as registered; ``void`` says why it does not count."""

    kind: str
    signer: str
    way: str
    at: datetime
    issuer: str = ""
    void: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """The answer. ``pdf`` is what stands in the file itself; ``pdf_fault`` why nothing could be read there."""

    match: Match
    report: IssuedReport | None = None
    signatures: tuple[SignedBy, ...] = ()
    pdf: tuple[PdfSignature, ...] = ()
    pdf_fault: str = ""

    @property
    def valid(self) -> bool:
        report = self.report
        if report is None or report.replaced or report.broken or self.pdf_fault:
            return False
        if self.match not in {Match.CODE, Match.SAME}:
            return False
        sound = all(one.sound and one.trusted is not False for one in self.pdf)
        return sound and bool(self.signatures) and all(not one.void for one in self.signatures)

    @property
    def said(self) -> str:
        return SAID[self.match]


UNKNOWN: Final = Verified(Match.UNKNOWN)


def verify_code(typed: str) -> Verified:
    """What a 查验码 stands for."""
    beginning = check_code_in(typed)
    version = _issued().filter(content__startswith=beginning).first() if beginning else None
    return _answer(version, Match.CODE) if version else UNKNOWN


def verify_file(content: bytes) -> Verified:
    """What a file is. It is looked at and not kept; any bytes will do."""
    version = _with_files({sha256(content).hexdigest()})
    if version:
        return _answer(version, Match.SAME, *_read(content, _looked_at))
    if content.startswith(b"%PDF-"):
        grown = _grown(content)
        if grown:
            return grown
    version = _named_inside(content)
    return _answer(version, Match.OTHER, *_read(content, signatures_apart)) if version else UNKNOWN


def _issued() -> QuerySet[ReportVersion]:
    rows = ReportVersion.objects.filter(kind=ReportKind.FINAL, state=VersionState.READY, issued_at__isnull=False)
    return rows.select_related("project").order_by("-issued_at", "-pk")


def _with_files(hashes: set[str]) -> ReportVersion | None:
    """The issued report that one of these files belongs to: printed, or signed."""
    signed = ReportSignature.objects.filter(file_hash__in=hashes, withdrawn_at=None).values("version")
    own = Q(word__blob__in=hashes) | Q(pdf__blob__in=hashes) | Q(workbook__blob__in=hashes)
    return _issued().filter(own | Q(pk__in=signed)).first()


def _grown(content: bytes) -> Verified | None:
    """A PDF that begins with one of ours: further signed, or touched."""
    digest, at, states = sha256(), 0, {}
    for end in saved_states(content):
        digest.update(content[at:end])
        at, states[digest.copy().hexdigest()] = end, end
    version = _with_files(set(states))
    if version is None:
        return None
    ours = max(end for hashed, end in states.items() if hashed in _hashes_of(version))
    try:
        found, kept = grown_apart(content[:ours], content)
    except Unreadable as unreadable:
        return _answer(version, Match.TOUCHED, fault=str(unreadable))
    return _answer(version, Match.SIGNED if found and kept else Match.TOUCHED, found)


def _hashes_of(version: ReportVersion) -> set[str]:
    signed = ReportSignature.objects.filter(version=version, withdrawn_at=None).values_list("file_hash", flat=True)
    files = (version.word, version.pdf, version.workbook)
    return {*signed, *(one.blob_id for one in files if one)}


def _named_inside(content: bytes) -> ReportVersion | None:
    """The issued report whose 查验码 is printed in a Word file or a PDF with text."""
    codes = {check_code_in(found) for found in PRINTED.findall(_text_in(content))} - {""}
    wanted = Q(pk__in=())
    for code in sorted(codes)[:MOST_CODES]:
        wanted |= Q(content__startswith=code)
    return _issued().filter(wanted).first() if codes else None


def _text_in(content: bytes) -> str:
    return words_apart(content) if content.startswith((b"%PDF-", b"PK\x03\x04")) else ""


def _looked_at(ours: bytes) -> tuple[PdfSignature, ...]:
    """The signatures in a file that went out from here, which holds nothing that harms."""
    return signatures_in(ours, trusted_roots())


def _read(content: bytes, read: Callable[[bytes], tuple[PdfSignature, ...]]) -> tuple[tuple[PdfSignature, ...], str]:
    """What is signed in a PDF, and why that cannot be said."""
    if not content.startswith(b"%PDF-"):
        return (), ""
    try:
        return read(content), ""
    except Unreadable as unreadable:
        return (), str(unreadable)


def _answer(version: ReportVersion, match: Match, found: tuple[PdfSignature, ...] = (), fault: str = "") -> Verified:
    return Verified(match, _report(version), _signed_by(version), found, fault)


def _report(version: ReportVersion) -> IssuedReport:
    project, broken = version.project, ""
    title, agency = project.name, project.agency
    name, code = project.name, project.code
    try:
        held = content_in(version)
        title, agency, name, code = held.title, held.agency, held.project, held.code
    except Broken as fault:
        broken = str(fault)
    later = _issued().filter(project=project, number__gt=version.number).first()
    return IssuedReport(
        title=title,
        project=name,
        code=code,
        agency=agency,
        number=version.number,
        check_code=check_code_for(version.content),
        made_at=version.made_at,
        issued_at=version.issued_at or version.made_at,
        replaced=_later(later),
        broken=broken,
    )


def _later(version: ReportVersion | None) -> str:
    if version is None or version.issued_at is None:
        return ""
    day = localtime(version.issued_at)
    return f"第{version.number}稿（{day.year}年{day.month}月{day.day}日发出）"


def _signed_by(version: ReportVersion) -> tuple[SignedBy, ...]:
    signed = signed_of(version, version.content)
    return tuple(
        SignedBy(
            row.get_role_display(),
            row.signer,
            row.get_way_display(),
            row.at,
            str(row.certificate.get("issuer", "")),
            void_reason_for(plain_of(row), signed),
        )
        for row in signatures_of(version)
        if row.withdrawn_at is None
    )
