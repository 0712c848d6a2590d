"""签章: a 正式稿 is signed and sealed, on paper or by certificate, a signature is taken back, the report goes out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import BinaryIO, Final

from django.conf import settings
from django.db import transaction

from jiheng.audit.actions import hold, record
from jiheng.audit.chain import Plain
from jiheng.evaluation.fitting import require_plain
from jiheng.evaluation.frozen import Broken
from jiheng.evaluation.models import (
    EvaluationProject,
    Phase,
    ReportKind,
    ReportSignature,
    ReportVersion,
    SignatureWay,
    VersionState,
)
from jiheng.evaluation.queries import last_mark
from jiheng.evaluation.report_signatures import (
    Named,
    named_in,
    pdf_to_sign,
    pending_of,
    plain_of,
    signatures_of,
    signed_of,
    standings,
)
from jiheng.evaluation.signed_pdf import Kept, found_in, opened, signed
from jiheng.files.actions import store
from jiheng.files.disk import is_intact, open_blob
from jiheng.files.models import Attachment, FileType
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.models import Organisation
from jiheng.orgs.refusal import Refused
from jiheng.rules.finding import Finding
from jiheng.rules.reporting.signing import Party, SignatureRole, check_signed, check_signer, check_unchanged
from jiheng.rules.wording import quoted

LONGEST: Final = 500
SCANS: Final = (FileType.PDF, FileType.PNG, FileType.JPG)
CAPABILITIES: Final[Mapping[SignatureRole, Capability]] = {
    SignatureRole.SIGN: Capability.REPORT_SIGN,
    SignatureRole.SEAL: Capability.REPORT_SEAL,
}
EVENTS: Final = {SignatureRole.SIGN: "report.signed", SignatureRole.SEAL: "report.sealed"}
CHANGED: Final = "项目数据已经改动，与这一稿不一致。请重新生成正式稿，在新的一稿上签章"
MEANWHILE: Final = "这一稿的签章刚有变化，请看现在的情况再办理"
MOVED: Final = "项目数据刚有改动，没有发出。请看现在的情况再办理"
NOT_IN_REPORT: Final = "项目已不在报告撰写环节，不能签章和发出。请回到报告撰写环节再办理"
NO_PDF: Final = "这一稿没有 PDF 文件，不能用证书签章。请打印 Word 文件，签字盖章后上传扫描件"


def sign_by_scan(
    version: ReportVersion,
    parties: Sequence[Party],
    stream: BinaryIO,
    name: str,
    *,
    current: str,
    by: Member,
    at: datetime,
) -> list[ReportSignature]:
    """Keep the scan of the signed page for everybody whose signature or seal stands on it."""
    if not parties:
        raise Refused("没有选这一页上有谁的签字、哪个机构的章，请勾选")
    named, rows = _open(version, {party.role for party in parties}, current, by)
    for party in parties:
        _require_named(party, named)
    _require_pending(version, parties, named, current, rows)
    attachment = store(stream, name, organisation=version.project.organisation, by=by, at=at, accepts=SCANS)
    kept: list[Kept] = [(party, {}) for party in parties]
    return _keep(version, kept, attachment, rows, SignatureWay.SCAN, by=by, at=at)


def sign_by_certificate(
    version: ReportVersion,
    role: SignatureRole,
    pkcs12: bytes,
    password: str,
    *,
    current: str,
    by: Member,
    at: datetime,
) -> ReportSignature:
    """Sign or seal the PDF with a key file; neither the file nor its password is kept."""
    named, rows = _open(version, {role}, current, by)
    base = _content_of(_pdf_of(version, rows))
    key = opened(pkcs12, password, role, named, at)
    _require_pending(version, [key.party], named, current, rows)
    made, kept = signed(base, key, at=at)
    attachment = _stored(version, named, made, by, at)
    return _keep(version, [kept], attachment, rows, SignatureWay.CERTIFICATE, by=by, at=at)[0]


def sign_elsewhere(
    version: ReportVersion, stream: BinaryIO, *, current: str, by: Member, at: datetime
) -> list[ReportSignature]:
    """Take in our PDF as it came back signed by UKey or from 电子签章平台; the certificates say who signed."""
    named, rows = _open(version, set(), current, by)
    base = _content_of(_pdf_of(version, rows))
    limit: int = settings.JIHENG_UPLOAD_LIMIT
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise Refused("文件太大，没有保存")
    pending = set(_pending(version, named, current, rows))
    found = [kept for kept in found_in(content, base, named, made_at=version.made_at, at=at) if kept[0] in pending]
    if not found:
        raise Refused("这份 PDF 里的签字、盖章都已经登记过，没有新的")
    taken = [kept for kept in found if may_sign(by, kept[0].role, version.project.organisation)]
    if not taken:
        raise Refused(f"{quoted(party.name for party, _ in found)}的签字要由主评人自己登记，请主评人上传这份文件")
    attachment = _stored(version, named, content, by, at)
    return _keep(version, taken, attachment, rows, SignatureWay.CERTIFICATE, by=by, at=at)


@transaction.atomic
def withdraw_signature(signature: ReportSignature, *, reason: str, by: Member, at: datetime) -> None:
    """Take a signature back before the report goes out; it stays in the list with the reason."""
    version = signature.version
    require(by, CAPABILITIES[SignatureRole(signature.role)], over=version.project.organisation)
    said = reason.strip()
    if not said:
        raise Refused("没有写撤回的原因，请填写")
    if len(said) > LONGEST:
        raise Refused(f"原因有{len(said)}字，最多{LONGEST}字，请缩短")
    require_plain("原因", said)
    if not _lock(version):
        raise Refused("报告已经发出，签章不能再撤回。要更正的，另出一稿")
    held = ReportSignature.objects.filter(version=version, withdrawn_at=None)
    later = held.filter(way=SignatureWay.CERTIFICATE, pk__gt=signature.pk).exclude(attachment=signature.attachment_id)
    if signature.way == SignatureWay.CERTIFICATE and later.exists():
        names = quoted(later.values_list("signer", flat=True))
        raise Refused(f"{names}的签章加在这份文件之后，请先撤回后面的签章")
    moved = held.filter(pk=signature.pk).update(withdrawn_by=by.user, withdrawn_at=at, withdrawal=said)
    if not moved:
        raise Refused("这个签章已经撤回，请看现在的情况")
    told = _told(version, signature.role, signature.signer, signature.way)
    record(by.user, "report.signature_withdrawn", version.project, at=at, after={**told, "reason": said})


@transaction.atomic
def issue_report(
    version: ReportVersion,
    *,
    current: str,
    by: Member,
    at: datetime,
    findings: Sequence[Finding] = (),
    seen: str | None = None,
) -> None:
    """发出正式稿: once, signed and sealed, unchanged since, and still with nothing that bars 定稿.

    ``current`` and ``findings`` are what was read at the event ``seen`` of the project (``last_mark``): another event
    since then refuses, and none can come before this one is written.
    """
    require(by, Capability.REPORT_SEAL, over=version.project.organisation)
    if not _lock(version):
        raise Refused("这一稿已经发出，或者还没有生成好，请看现在的情况")
    _require_in_report(version)
    hold()
    if seen is not None and last_mark(version.project) != seen:
        raise Refused(MOVED)
    _refuse_if_failed(findings)
    named, rows = _named(version), list(signatures_of(version))
    plain = [plain_of(row) for row in rows]
    said = [check_unchanged(plain, signed_of(version, current)), check_signed(plain, named.leads, named.agency)]
    _refuse_if_failed(said)
    wrong = [row.signer for row in rows if row.withdrawn_at is None and not _file_is_whole(row)]
    if wrong:
        raise Refused(f"{quoted(wrong)}签章的文件丢失或被改动过，请撤回后重新签章")
    moved = ReportVersion.objects.filter(pk=version.pk, state=VersionState.READY, issued_at=None)
    if not moved.update(issued_by=by.user, issued_at=at):
        raise Refused("这一稿已经发出")
    version.refresh_from_db()
    told: dict[str, Plain] = {"report": version.number, "hash": version.content}
    record(by.user, "report.issued", version.project, at=at, after=told)


def may_sign(member: Member, role: SignatureRole, organisation: Organisation) -> bool:
    """Whether the member may put signatures of that kind on reports of the organisation."""
    return any(one.covers(organisation) for one in member.holds(CAPABILITIES[role]))


def _open(
    version: ReportVersion, roles: Collection[SignatureRole], current: str, by: Member
) -> tuple[Named, list[ReportSignature]]:
    """Whom a version names and what is signed so far, when it can be signed at all."""
    organisation = version.project.organisation
    for role in roles:
        require(by, CAPABILITIES[role], over=organisation)
    if not roles:
        require(by, Capability.REPORT_SEAL, over=organisation)
    if version.kind != ReportKind.FINAL:
        raise Refused("征求意见稿不签章，请在正式稿上签章")
    if version.state != VersionState.READY:
        raise Refused("这一稿还没有生成好，不能签章")
    if version.issued_at is not None:
        raise Refused("这一稿已经发出，不能再签章")
    _require_in_report(version)
    now_signed = signed_of(version, current)
    if now_signed.newest > version.number:
        raise Refused(f"已有新的正式稿（第{now_signed.newest}稿），请在新的一稿上签章")
    if current != version.content:
        raise Refused(CHANGED)
    return _named(version), list(signatures_of(version))


def _require_in_report(version: ReportVersion) -> None:
    if not EvaluationProject.objects.filter(pk=version.project_id, phase=Phase.REPORT).exists():
        raise Refused(NOT_IN_REPORT)


def _named(version: ReportVersion) -> Named:
    try:
        return named_in(version)
    except Broken as fault:
        raise Refused(f"这一稿的内容读不出来：{fault}。请重新生成正式稿") from fault


def _require_named(party: Party, named: Named) -> None:
    if party.role is SignatureRole.SIGN:
        _refuse_if_failed([check_signer(party.name, named.leads)])
    elif party.name != named.agency:
        raise Refused(f"“{party.name}”不是这份报告的评价机构，应由“{named.agency}”盖章")


def _pending(
    version: ReportVersion, named: Named, current: str, rows: Sequence[ReportSignature]
) -> tuple[Party, ...]:
    return pending_of(named, standings(rows, signed_of(version, current)))


def _require_pending(
    version: ReportVersion, parties: Sequence[Party], named: Named, current: str, rows: Sequence[ReportSignature]
) -> None:
    pending = _pending(version, named, current, rows)
    done = [party.name for party in parties if party not in pending]
    if done:
        raise Refused(f"{quoted(done)}已经签过这一稿。要重签的，先撤回原来的签章")


def _pdf_of(version: ReportVersion, rows: Sequence[ReportSignature]) -> Attachment:
    found = pdf_to_sign(version, rows)
    if found is None:
        raise Refused(NO_PDF)
    return found


def _content_of(attachment: Attachment) -> bytes:
    if not is_intact(attachment.blob):
        raise Refused("这一稿的 PDF 文件丢失或被改动过，请重新生成正式稿")
    with open_blob(attachment.blob) as stream:
        return stream.read()


def _stored(version: ReportVersion, named: Named, content: bytes, by: Member, at: datetime) -> Attachment:
    name = f"{named.title}（正式稿第{version.number}稿，已签章）.pdf"
    organisation = version.project.organisation
    return store(BytesIO(content), name, organisation=organisation, by=by, at=at, accepts=(FileType.PDF,))


def _file_is_whole(row: ReportSignature) -> bool:
    return row.attachment.blob.hash == row.file_hash and is_intact(row.attachment.blob)


@transaction.atomic
def _keep(
    version: ReportVersion,
    kept: Sequence[Kept],
    attachment: Attachment,
    seen: Sequence[ReportSignature],
    way: SignatureWay,
    *,
    by: Member,
    at: datetime,
) -> list[ReportSignature]:
    """Write the signatures down, unless somebody signed, took back or issued meanwhile."""
    held = {row.pk: row.withdrawn_at for row in seen}
    if not _lock(version) or held != dict(
        ReportSignature.objects.filter(version=version).values_list("pk", "withdrawn_at")
    ):
        raise Refused(MEANWHILE)
    made = [
        ReportSignature.objects.create(
            version=version,
            role=party.role.value,
            way=way,
            signer=party.name,
            by=by.user,
            at=at,
            attachment=attachment,
            content=version.content,
            file_hash=attachment.blob.hash,
            certificate=dict(facts),
        )
        for party, facts in kept
    ]
    for party, _ in kept:
        told = _told(version, party.role, party.name, way)
        record(by.user, EVENTS[party.role], version.project, at=at, after={**told, "hash": attachment.blob.hash})
    return made


def _lock(version: ReportVersion) -> bool:
    """Hold the version until the transaction ends; false when it is not ready, or went out meanwhile."""
    open_still = ReportVersion.objects.select_for_update().filter(
        pk=version.pk, kind=ReportKind.FINAL, state=VersionState.READY, issued_at=None
    )
    return open_still.exists()


def _told(version: ReportVersion, role: str, signer: str, way: str) -> dict[str, Plain]:
    return {"report": version.number, "signature": role, "signer": signer, "way": way}


def _refuse_if_failed(findings: Sequence[Finding]) -> None:
    broken = [one for one in findings if one.blocks]
    if broken:
        raise Refused("；".join(one.message for one in broken), broken)
