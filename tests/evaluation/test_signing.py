"""A 正式稿 is signed and sealed, and goes out once; whatever changes after that is seen."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.audit.models import Event
from jiheng.audit.queries import verify
from jiheng.evaluation.actions.signing import (
    issue_report,
    sign_by_certificate,
    sign_by_scan,
    sign_elsewhere,
    withdraw_signature,
)
from jiheng.evaluation.models import EvaluationProject, FrozenText, ReportSignature, ReportVersion, VersionState
from jiheng.evaluation.report_signatures import signatures_of, signed_of, standings
from jiheng.files.disk import blob_path, open_blob
from jiheng.files.models import Attachment
from jiheng.files.pdf_signing import signatures_in
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.reporting.signing import Party, SignatureRole
from tests.county import DAY, County
from tests.evaluation.reported import ready_version
from tests.evaluation.signed import (
    AGENCY,
    LEAD,
    agency_certificate,
    final_version,
    lead_certificate,
    scan,
    signed_away,
)
from tests.files.certificates import PASSWORD, issued
from tests.files.originals import pdf, with_another_page
from tests.files.pictures import jpeg
from tests.web.opened import evaluation_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/34")]
LATER = DAY + timedelta(hours=3)
OTHER = "a" * 64


@pytest.fixture
def lead(county: County) -> Member:
    return county.member(Duty.LEAD)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return evaluation_of(county.firm)


@pytest.fixture
def version(project: EvaluationProject, lead: Member) -> ReportVersion:
    return final_version(project, by=lead, at=DAY)


def scanned(version: ReportVersion, by: Member, *parties: Party, current: str = "") -> list[ReportSignature]:
    current = current or version.content
    return sign_by_scan(version, parties, BytesIO(jpeg()), "签章页.jpg", current=current, by=by, at=LATER)


def certified(version: ReportVersion, by: Member, role: SignatureRole, p12: bytes) -> ReportSignature:
    return sign_by_certificate(version, role, p12, PASSWORD, current=version.content, by=by, at=LATER)


def content_of(attachment: Attachment | None) -> bytes:
    assert attachment is not None
    with open_blob(attachment.blob) as stream:
        return stream.read()


def taken_in(version: ReportVersion, content: bytes, by: Member) -> list[ReportSignature]:
    return sign_elsewhere(version, BytesIO(content), current=version.content, by=by, at=LATER)


def test_one_scanned_page_carries_signature_and_seal_and_the_report_goes_out(
    version: ReportVersion, lead: Member
) -> None:
    signed, sealed = scanned(version, lead, LEAD, AGENCY)
    assert (signed.signer, sealed.signer, signed.attachment) == ("郑海", "演示评价事务所", sealed.attachment)
    assert (signed.content, signed.file_hash) == (version.content, signed.attachment.blob.hash)
    issue_report(version, current=version.content, by=lead, at=LATER)
    assert (version.issued_by, version.issued_at) == (lead.user, LATER)
    acts = list(Event.objects.filter(action__startswith="report.").order_by("seq").values_list("action", flat=True))
    assert acts == ["report.signed", "report.sealed", "report.issued"]
    assert verify() == []


def test_by_certificate_the_lead_signs_first_the_agency_seals_and_both_stand(
    version: ReportVersion, lead: Member, county: County
) -> None:
    first = certified(version, lead, SignatureRole.SIGN, lead_certificate().p12())
    second = certified(version, county.member(Duty.TPL), SignatureRole.SEAL, agency_certificate().p12())
    found = signatures_in(content_of(second.attachment))
    assert [(one.certificate.subject, one.sound) for one in found if one.certificate] == [
        ("郑海", True),
        ("电子公章", True),
    ]
    assert content_of(second.attachment).startswith(content_of(first.attachment))
    assert content_of(first.attachment).startswith(content_of(version.pdf))
    assert (first.certificate["subject"], first.certificate["trusted"]) == ("郑海", None)
    assert found[0].signed_at == LATER
    issue_report(version, current=version.content, by=lead, at=LATER)
    assert version.issued_at == LATER


def test_neither_key_file_nor_password_is_kept(
    version: ReportVersion, lead: Member, caplog: pytest.LogCaptureFixture
) -> None:
    p12 = lead_certificate().p12()
    before = set(Attachment.objects.values_list("pk", flat=True))
    made = certified(version, lead, SignatureRole.SIGN, p12)
    (kept,) = Attachment.objects.exclude(pk__in=before)
    assert kept == made.attachment
    assert p12 not in content_of(kept)
    told = "".join(f"{one.before}{one.after}" for one in Event.objects.all())
    assert PASSWORD not in told + str(made.certificate) + caplog.text


@pytest.mark.parametrize(
    ("name", "organisation", "role", "said"),
    [
        ("王伟", "", SignatureRole.SIGN, "签字人“王伟”不是主评人"),
        ("电子公章", "演示评价事务所", SignatureRole.SIGN, "签字人“电子公章”不是主评人"),
        ("另一家", "另一家事务所", SignatureRole.SEAL, "证书属于“另一家事务所”、“另一家”"),
        ("郑海", "演示评价事务所", SignatureRole.SEAL, "不是评价机构“演示评价事务所”的证书"),
    ],
)
def test_a_certificate_has_to_be_the_lead_s_or_the_agency_s(
    version: ReportVersion, lead: Member, name: str, organisation: str, role: SignatureRole, said: str
) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        certified(version, lead, role, issued(name, organisation).p12())
    assert [one.code for one in refusal.value.findings] == (["E-B34-2"] if role is SignatureRole.SIGN else [])
    assert not ReportSignature.objects.exists()


@pytest.mark.parametrize("subject", ["郑海", "郑 海", "041@郑海@Z4401@1"])
def test_the_ways_issuers_write_a_name_are_read(version: ReportVersion, lead: Member, subject: str) -> None:
    assert certified(version, lead, SignatureRole.SIGN, issued(subject).p12()).signer == "郑海"


def test_on_paper_too_only_a_lead_signs_and_only_the_agency_seals(version: ReportVersion, lead: Member) -> None:
    with pytest.raises(Refused, match="不是主评人") as refusal:
        scanned(version, lead, Party(SignatureRole.SIGN, "王伟"))
    assert [one.code for one in refusal.value.findings] == ["E-B34-2"]
    with pytest.raises(Refused, match="应由“演示评价事务所”盖章"):
        scanned(version, lead, Party(SignatureRole.SEAL, "另一家"))
    with pytest.raises(Refused, match="请勾选"):
        scanned(version, lead)


def test_who_may_seal_may_not_sign_and_others_do_neither(version: ReportVersion, county: County) -> None:
    with pytest.raises(PermissionDenied):
        scanned(version, county.member(Duty.TPL), LEAD)
    for duty in (Duty.TPM, Duty.QC, Duty.FPD):
        member = county.member(duty)
        with pytest.raises(PermissionDenied):
            scanned(version, member, AGENCY)
        with pytest.raises(PermissionDenied):
            issue_report(version, current=version.content, by=member, at=LATER)


def test_a_file_signed_elsewhere_is_taken_in_and_its_certificates_say_who_signed(
    version: ReportVersion, lead: Member
) -> None:
    away = signed_away(content_of(version.pdf), lead_certificate(), agency_certificate(), at=LATER)
    assert [row.signer for row in taken_in(version, away, lead)] == ["郑海", "演示评价事务所"]
    with pytest.raises(Refused, match="都已经登记过"):
        taken_in(version, away, lead)


def test_who_may_only_seal_registers_the_seal_of_a_file_signed_elsewhere(
    version: ReportVersion, lead: Member, county: County
) -> None:
    agency = county.member(Duty.TPL)
    with pytest.raises(Refused, match="请主评人上传"):
        taken_in(version, signed_away(content_of(version.pdf), lead_certificate(), at=LATER), agency)
    both = signed_away(content_of(version.pdf), lead_certificate(), agency_certificate(), at=LATER)
    assert [row.signer for row in taken_in(version, both, agency)] == ["演示评价事务所"]
    assert [row.signer for row in taken_in(version, both, lead)] == ["郑海"]


def test_a_file_that_is_not_ours_or_was_touched_is_not_taken(version: ReportVersion, lead: Member) -> None:
    certificate = lead_certificate()
    ours = content_of(version.pdf)
    with pytest.raises(Refused, match="不是由本页下载的文件"):
        taken_in(version, signed_away(pdf(["另一份"]), certificate, at=LATER), lead)
    with pytest.raises(Refused, match="没有数字签名"):
        taken_in(version, ours, lead)
    with pytest.raises(Refused, match="不是主评人") as refusal:
        taken_in(version, signed_away(ours, issued("王伟"), at=LATER), lead)
    assert [one.code for one in refusal.value.findings] == ["E-B34-2"]
    away = bytearray(signed_away(ours, certificate, at=LATER))
    away[away.rindex(b"Away") + 1] ^= 1
    with pytest.raises(Refused, match="文件又有改动"):
        taken_in(version, bytes(away), lead)
    with pytest.raises(Refused, match="除了签名还有别的改动"):
        taken_in(version, signed_away(with_another_page(ours), certificate, at=LATER), lead)
    early = signed_away(ours, certificate, at=DAY - timedelta(days=30))
    with pytest.raises(Refused, match="请校准"):
        taken_in(version, early, lead)


def test_what_is_signed_already_stays_in_the_file_that_comes_back(version: ReportVersion, lead: Member) -> None:
    certified(version, lead, SignatureRole.SIGN, lead_certificate().p12())
    without = signed_away(content_of(version.pdf), agency_certificate(), at=LATER)
    with pytest.raises(Refused, match="不是由本页下载的文件"):
        taken_in(version, without, lead)


def test_without_signature_or_seal_it_does_not_go_out(version: ReportVersion, lead: Member) -> None:
    scanned(version, lead, LEAD)
    with pytest.raises(Refused, match="还缺评价机构盖章") as refusal:
        issue_report(version, current=version.content, by=lead, at=LATER)
    assert [one.code for one in refusal.value.findings] == ["E-B34-1"]
    version.refresh_from_db()
    assert version.issued_at is None


def test_changed_after_signing_it_does_not_go_out_and_the_signatures_show_as_void(
    version: ReportVersion, lead: Member
) -> None:
    scanned(version, lead, LEAD, AGENCY)
    with pytest.raises(Refused, match="重新签章") as refusal:
        issue_report(version, current=OTHER, by=lead, at=LATER)
    assert [one.code for one in refusal.value.findings] == ["E-B34-3"]
    rows = list(signatures_of(version))
    assert [one.void for one in standings(rows, signed_of(version, version.content))] == ["", ""]
    assert [one.void for one in standings(rows, signed_of(version, OTHER))] == [
        "签章之后报告内容或项目数据又有改动"
    ] * 2


def test_a_newer_report_makes_the_signatures_on_the_older_void(
    project: EvaluationProject, version: ReportVersion, lead: Member
) -> None:
    scanned(version, lead, LEAD, AGENCY)
    newer = final_version(project, by=lead, at=LATER, number=2)
    void = [one.void for one in standings(list(signatures_of(version)), signed_of(version, version.content))]
    assert void == ["已有新的正式稿（第2稿）"] * 2
    with pytest.raises(Refused, match="现在已有第2稿") as refusal:
        issue_report(version, current=version.content, by=lead, at=LATER)
    assert [one.code for one in refusal.value.findings] == ["E-B34-3"]
    assert ReportSignature.objects.filter(version=version).count() == 2
    ReportVersion.objects.filter(pk=newer.pk).update(state=VersionState.MAKING)
    issue_report(version, current=version.content, by=lead, at=LATER)


def test_nothing_is_signed_that_is_no_ready_current_final_report(
    project: EvaluationProject, version: ReportVersion, lead: Member
) -> None:
    draft = ready_version(project, by=lead, at=DAY)
    with pytest.raises(Refused, match="征求意见稿不签章"):
        scanned(draft, lead, LEAD)
    with pytest.raises(Refused, match="项目数据已经改动"):
        scanned(version, lead, LEAD, current=OTHER)
    ReportVersion.objects.filter(pk=version.pk).update(state=VersionState.MAKING)
    version.refresh_from_db()
    with pytest.raises(Refused, match="还没有生成好"):
        scanned(version, lead, LEAD)


def test_nobody_signs_twice_and_a_report_goes_out_once(version: ReportVersion, lead: Member) -> None:
    scanned(version, lead, LEAD, AGENCY)
    with pytest.raises(Refused, match="“郑海”已经签过"):
        scanned(version, lead, LEAD)
    issue_report(version, current=version.content, by=lead, at=LATER)
    with pytest.raises(Refused, match="已经发出"):
        issue_report(version, current=version.content, by=lead, at=LATER)
    with pytest.raises(Refused, match="已经发出"):
        scanned(version, lead, LEAD)


def test_taken_back_with_a_reason_it_stays_in_the_list_and_is_signed_anew(
    version: ReportVersion, lead: Member, county: County
) -> None:
    (signed,) = scanned(version, lead, LEAD)
    with pytest.raises(Refused, match="请填写"):
        withdraw_signature(signed, reason=" ", by=lead, at=LATER)
    with pytest.raises(PermissionDenied):
        withdraw_signature(signed, reason="签错了页", by=county.member(Duty.TPL), at=LATER)
    withdraw_signature(signed, reason="签错了页", by=lead, at=LATER)
    with pytest.raises(Refused, match="已经撤回"):
        withdraw_signature(signed, reason="签错了页", by=lead, at=LATER)
    scanned(version, lead, LEAD)
    void = [one.void for one in standings(list(signatures_of(version)), signed_of(version, version.content))]
    assert void == ["已撤回：签错了页", ""]
    assert Event.objects.filter(action="report.signature_withdrawn").count() == 1


def test_certificates_are_taken_back_the_last_one_first_and_never_after_it_went_out(
    version: ReportVersion, lead: Member
) -> None:
    first = certified(version, lead, SignatureRole.SIGN, lead_certificate().p12())
    second = certified(version, lead, SignatureRole.SEAL, agency_certificate().p12())
    with pytest.raises(Refused, match="请先撤回后面的签章"):
        withdraw_signature(first, reason="换证书", by=lead, at=LATER)
    withdraw_signature(second, reason="换证书", by=lead, at=LATER)
    again = certified(version, lead, SignatureRole.SEAL, agency_certificate().p12())
    issue_report(version, current=version.content, by=lead, at=LATER)
    with pytest.raises(Refused, match="已经发出"):
        withdraw_signature(again, reason="换证书", by=lead, at=LATER)


def test_without_a_pdf_certificates_do_not_sign_but_paper_does(project: EvaluationProject, lead: Member) -> None:
    version = final_version(project, by=lead, at=DAY, with_pdf=False)
    with pytest.raises(Refused, match="没有 PDF 文件"):
        certified(version, lead, SignatureRole.SIGN, lead_certificate().p12())
    assert len(scanned(version, lead, LEAD)) == 1


def test_a_signed_file_that_was_changed_on_disk_keeps_the_report_back(version: ReportVersion, lead: Member) -> None:
    (signed, _) = scanned(version, lead, LEAD, AGENCY)
    path = blob_path(signed.attachment.blob)
    content = path.read_bytes()
    path.chmod(0o600)
    try:
        path.write_bytes(content + b" ")
        with pytest.raises(Refused, match="丢失或被改动过"):
            issue_report(version, current=version.content, by=lead, at=LATER)
    finally:
        path.write_bytes(content)


def test_a_report_whose_text_is_gone_is_not_signed(version: ReportVersion, lead: Member) -> None:
    FrozenText.objects.filter(sha256=version.content).delete()
    with pytest.raises(Refused, match="读不出来"):
        scanned(version, lead, LEAD)


def test_the_scan_may_be_a_pdf_but_no_word_file(version: ReportVersion, lead: Member) -> None:
    with pytest.raises(Refused, match="只收"):
        sign_by_scan(version, [LEAD], scan(b"x" * 40), "签章页.docx", current=version.content, by=lead, at=LATER)
    (row,) = sign_by_scan(version, [LEAD], scan(), "签章页.pdf", current=version.content, by=lead, at=LATER)
    assert row.attachment.name == "签章页.pdf"
