"""Whether a file or a 查验码 is a report that went out; of what did not go out nothing is said."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings

from jiheng.evaluation.actions.signing import issue_report, sign_by_certificate, sign_by_scan
from jiheng.evaluation.models import EvaluationProject, FrozenText, ReportKind, ReportVersion
from jiheng.evaluation.report_signatures import pdf_to_sign, signatures_of
from jiheng.evaluation.report_verification import UNKNOWN, Match, Verified, verify_code, verify_file
from jiheng.files.disk import open_blob
from jiheng.files.models import Attachment
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.rules.reporting.signing import SignatureRole
from tests.county import DAY, County
from tests.evaluation.reported import ready_version
from tests.evaluation.signed import (
    AGENCY,
    LEAD,
    agency_certificate,
    code_of,
    final_content,
    final_version,
    lead_certificate,
    printed,
    signed_away,
)
from tests.files.certificates import PASSWORD, issued
from tests.files.originals import pdf, with_another_page, word
from tests.files.pictures import jpeg
from tests.web.opened import evaluation_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/34")]
LATER = DAY + timedelta(hours=3)


@pytest.fixture
def lead(county: County) -> Member:
    return county.member(Duty.LEAD)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return evaluation_of(county.firm)


@pytest.fixture
def version(project: EvaluationProject, lead: Member) -> ReportVersion:
    return final_version(project, by=lead, at=DAY)


def issue(version: ReportVersion, lead: Member) -> ReportVersion:
    issue_report(version, current=version.content, by=lead, at=LATER)
    return version


def on_paper(version: ReportVersion, lead: Member, *, out: bool = True) -> ReportVersion:
    scan = BytesIO(jpeg())
    sign_by_scan(version, [LEAD, AGENCY], scan, "签章页.jpg", current=version.content, by=lead, at=LATER)
    return issue(version, lead) if out else version


def by_certificate(version: ReportVersion, lead: Member) -> bytes:
    for role, certificate in ((SignatureRole.SIGN, lead_certificate()), (SignatureRole.SEAL, agency_certificate())):
        sign_by_certificate(version, role, certificate.p12(), PASSWORD, current=version.content, by=lead, at=LATER)
    issue(version, lead)
    return content_of(pdf_to_sign(version, list(signatures_of(version))))


def content_of(attachment: Attachment | None) -> bytes:
    assert attachment is not None
    with open_blob(attachment.blob) as stream:
        return stream.read()


def facts(found: Verified) -> tuple[Match, bool, int | None]:
    return found.match, found.valid, found.report.number if found.report else None


def test_the_printed_code_tells_the_report_and_who_signed(version: ReportVersion, lead: Member) -> None:
    on_paper(version, lead)
    found = verify_code(code_of(version).lower().replace("-", " "))
    assert facts(found) == (Match.CODE, True, 1)
    assert found.report is not None
    assert (found.report.project, found.report.agency) == ("2022年农村公路项目", "演示评价事务所")
    assert (found.report.check_code, found.report.issued_at) == (code_of(version), LATER)
    assert [(one.kind, one.signer, one.way, one.void) for one in found.signatures] == [
        ("主评人签字", "郑海", "签章页扫描件", ""),
        ("评价机构盖章", "演示评价事务所", "签章页扫描件", ""),
    ]


def test_nothing_is_said_of_drafts_and_of_what_did_not_go_out(
    project: EvaluationProject, version: ReportVersion, lead: Member
) -> None:
    draft = ready_version(project, by=lead, at=DAY, pdf=printed("征求意见稿"))
    on_paper(version, lead, out=False)
    for one in (draft, version):
        assert verify_code(code_of(one)) == UNKNOWN
        for kept in (one.pdf, one.word):
            assert verify_file(content_of(kept)) == UNKNOWN
    assert verify_file(jpeg()) == UNKNOWN
    away = signed_away(content_of(version.pdf), lead_certificate(), at=LATER)
    assert verify_file(away) == UNKNOWN
    assert verify_file(pdf([f"查验码 {code_of(version)}"])) == UNKNOWN
    ReportVersion.objects.filter(pk=draft.pk).update(issued_at=LATER)
    draft.refresh_from_db()
    assert draft.kind == ReportKind.DRAFT
    assert verify_code(code_of(draft)) == UNKNOWN


@pytest.mark.parametrize("typed", ["", "3F0A", "0000-0000-0000-0000", "\0" * 16, "％" * 16])
def test_an_unknown_code_is_not_found(version: ReportVersion, lead: Member, typed: str) -> None:
    on_paper(version, lead)
    assert verify_code(typed) == UNKNOWN


def test_the_files_that_went_out_are_known_whatever_they_are_called(version: ReportVersion, lead: Member) -> None:
    on_paper(version, lead)
    for content in (content_of(version.pdf), content_of(version.word), jpeg()):
        assert facts(verify_file(content)) == (Match.SAME, True, 1)


def test_a_signed_pdf_is_known_with_every_signature_in_it(version: ReportVersion, lead: Member) -> None:
    signed = by_certificate(version, lead)
    found = verify_file(signed)
    assert facts(found) == (Match.SAME, True, 1)
    assert [(one.certificate.subject, one.sound, one.trusted) for one in found.pdf if one.certificate] == [
        ("郑海", True, None),
        ("电子公章", True, None),
    ]
    assert [one.issuer for one in found.signatures] == ["测试根证书", "测试根证书"]
    assert facts(verify_file(content_of(version.pdf))) == (Match.SAME, True, 1)


def test_a_page_added_after_signing_makes_it_invalid(version: ReportVersion, lead: Member) -> None:
    found = verify_file(with_another_page(by_certificate(version, lead)))
    assert facts(found) == (Match.TOUCHED, False, 1)
    assert [one.sound for one in found.pdf] == [False, False]


def test_words_added_to_a_report_signed_on_paper_make_it_invalid_even_when_signed_over(
    version: ReportVersion, lead: Member
) -> None:
    on_paper(version, lead)
    ours = content_of(version.pdf)
    for touched in (ours + b"\n% more", with_another_page(ours)):
        assert facts(verify_file(touched)) == (Match.TOUCHED, False, 1)
    over = signed_away(with_another_page(ours), issued("王伟"), at=LATER)
    assert facts(verify_file(over)) == (Match.TOUCHED, False, 1)


def test_a_signature_nobody_registered_is_told(version: ReportVersion, lead: Member) -> None:
    on_paper(version, lead)
    found = verify_file(signed_away(content_of(version.pdf), issued("王伟"), at=LATER))
    assert facts(found) == (Match.SIGNED, False, 1)


def test_a_changed_file_is_known_by_its_printed_code_and_not_valid(project: EvaluationProject, lead: Member) -> None:
    version = final_version(project, by=lead, at=DAY)
    on_paper(version, lead)
    for other in (
        pdf(["改过的报告，得分99.00分", f"查验码 {code_of(version)}"]),
        word(["改过", f"查验码：{code_of(version)}"]),
    ):
        assert facts(verify_file(other)) == (Match.OTHER, False, 1)


def test_one_changed_byte_in_a_signed_pdf_is_seen(project: EvaluationProject, lead: Member) -> None:
    blank = final_version(project, by=lead, at=DAY, with_pdf=False)
    content = final_content(2)
    version = ready_version(project, by=lead, at=DAY, content=content)
    with_code = ready_version(
        project, by=lead, at=DAY, content=final_content(3), pdf=printed(f"查验码 {code_of(version)}")
    )
    assert (blank.pdf, version.pdf) == (None, None)
    ReportVersion.objects.filter(pk=version.pk).update(pdf=with_code.pdf)
    with_code.delete()
    version.refresh_from_db()
    signed = bytearray(by_certificate(version, lead))
    signed[signed.index(b"/MediaBox") + 12] ^= 1
    found = verify_file(bytes(signed))
    assert facts(found) == (Match.OTHER, False, 2)
    assert [one.intact for one in found.pdf] == [False, False]


def test_a_later_report_that_went_out_takes_its_place(
    project: EvaluationProject, version: ReportVersion, lead: Member
) -> None:
    on_paper(version, lead)
    later = final_version(project, by=lead, at=LATER, number=2, score="87.10")
    assert facts(verify_code(code_of(version))) == (Match.CODE, True, 1)
    on_paper(later, lead)
    found = verify_code(code_of(version))
    assert facts(found) == (Match.CODE, False, 1)
    assert found.report is not None
    assert found.report.replaced == "第2稿（2026年3月2日发出）"
    assert facts(verify_code(code_of(later))) == (Match.CODE, True, 2)


def test_a_report_whose_frozen_text_is_gone_is_not_called_valid(version: ReportVersion, lead: Member) -> None:
    on_paper(version, lead)
    FrozenText.objects.filter(sha256=version.content).delete()
    found = verify_code(code_of(version))
    assert not found.valid
    assert found.report is not None
    assert "不在库里" in found.report.broken


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-",
        b"%PDF-1.7" + b"%%EOF" * 5000,
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/AcroForm<</Fields[1 0 R]>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        b"PK\x03\x04" + bytes(200),
        "不是文件".encode(),
        bytes(range(256)) * 20,
        b"\xff\xd8\xff",
    ],
)
def test_any_bytes_may_be_handed_in(version: ReportVersion, lead: Member, content: bytes) -> None:
    on_paper(version, lead)
    assert verify_file(content) == UNKNOWN


def test_what_was_handed_in_is_not_kept(version: ReportVersion, lead: Member) -> None:
    on_paper(version, lead)
    before = Attachment.objects.count(), sorted(path.name for path in settings.JIHENG_FILES.rglob("*"))
    verify_file(pdf([f"查验码 {code_of(version)}"]))
    assert (Attachment.objects.count(), sorted(path.name for path in settings.JIHENG_FILES.rglob("*"))) == before
