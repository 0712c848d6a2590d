"""The page of signatures: three ways to sign, taking back, sending out, each with its word when it does not go."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from pytest_django.fixtures import DjangoAssertNumQueries

from jiheng.evaluation.models import FrozenText, ReportSignature, ReportVersion
from jiheng.orgs.models import Duty
from tests.county import County
from tests.evaluation.signed import agency_certificate, code_of, final_version, lead_certificate, signed_away
from tests.files.certificates import PASSWORD, issued
from tests.files.originals import pdf
from tests.files.pictures import jpeg
from tests.web.conftest import LoggedIn
from tests.web.opened import evaluation_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/34")]


@pytest.fixture(autouse=True)
def unmoved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The data stands as it was frozen, unless a test says otherwise: the small report is not made of any data."""
    for place in ("signing_views", "signing_pages"):
        monkeypatch.setattr(f"jiheng.web.evaluations.{place}.current_content", lambda version: version.content)
        monkeypatch.setattr(f"jiheng.web.evaluations.{place}.barring_final", lambda project: ())


@pytest.fixture
def version(county: County) -> ReportVersion:
    made = now() - timedelta(hours=2)
    return final_version(evaluation_of(county.firm), by=county.member(Duty.LEAD), at=made)


@pytest.fixture
def lead(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.LEAD)


def at(version: ReportVersion, name: str = "signatures", *more: object) -> str:
    return reverse(f"signing:{name}", args=[version.project_id, version.number, *more])


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def scanned(client: Client, version: ReportVersion, *keys: str, content: bytes | None = None) -> str:
    form = {"party": list(keys), "scan": upload(content or jpeg(), "签章页.jpg")}
    return client.post(at(version, "scan"), form, follow=True).content.decode()


def certified(client: Client, version: ReportVersion, role: str, p12: bytes, password: str = PASSWORD) -> str:
    form = {"role": role, "pkcs12": upload(p12, "证书.p12"), "password": password}
    return client.post(at(version, "certificate"), form, follow=True).content.decode()


def test_who_has_to_sign_and_how_stands_on_the_page(lead: Client, version: ReportVersion) -> None:
    page = lead.get(at(version)).content.decode()
    for said in (
        "主评人签字",
        "郑海",
        "评价机构盖章",
        "演示评价事务所",
        "还没有签",
        code_of(version),
        "还缺主评人签字",
    ):
        assert said in page
    assert "发出正式稿</button>" not in page


def test_on_paper_one_scan_for_both_then_the_report_goes_out(lead: Client, version: ReportVersion) -> None:
    page = scanned(lead, version, "0", "1")
    assert "已登记郑海、演示评价事务所的签章。" in page
    assert "发出正式稿</button>" in page
    page = lead.post(at(version, "issue"), follow=True).content.decode()
    assert "正式稿已发出" in page
    assert "办理签章" not in page
    assert "撤回签章" not in page


def test_by_certificate_both_sign_one_pdf_and_the_page_is_honest_about_trust(
    lead: Client, logged_in: LoggedIn, version: ReportVersion
) -> None:
    assert "已用郑海的证书签章" in certified(lead, version, "sign", lead_certificate().p12())
    page = certified(logged_in(Duty.TPL), version, "seal", agency_certificate().p12())
    assert "测试根证书签发" in page
    assert "证书有效性未核验（没有配置信任的根证书）" in page
    answer = lead.get(at(version, "pdf"))
    assert b"".join(answer.streaming_content).count(b"/adbe.pkcs7.detached") == 2  # type: ignore[attr-defined]  # a file answers in pieces


@pytest.mark.parametrize(
    ("role", "p12", "password", "said"),
    [
        ("sign", lead_certificate().p12(), "wrong", "密码不对"),
        ("sign", b"broken", PASSWORD, "不是完整的证书文件"),
        ("sign", issued("王伟").p12(), PASSWORD, "不是主评人，主评人是“郑海”。请由主评人签字（E-B34-2）"),
        ("seal", issued("另一家", "另一家事务所").p12(), PASSWORD, "不是评价机构“演示评价事务所”的证书"),
        ("", lead_certificate().p12(), PASSWORD, "请用页面上的按钮办理"),
    ],
)
def test_a_certificate_that_does_not_do_is_told_and_the_password_is_not_shown_again(
    lead: Client, version: ReportVersion, role: str, p12: bytes, password: str, said: str
) -> None:
    page = certified(lead, version, role, p12, password)
    assert said in page
    assert password not in page
    assert not ReportSignature.objects.exists()


def test_a_pdf_signed_elsewhere_is_taken_in_and_another_file_is_not(lead: Client, version: ReportVersion) -> None:
    ours = b"".join(lead.get(at(version, "pdf")).streaming_content)  # type: ignore[attr-defined]  # a file answers in pieces
    strange = signed_away(pdf(["另一份"]), lead_certificate(), at=now())
    form = {"signed": upload(strange, "签好.pdf")}
    answer = lead.post(at(version, "elsewhere"), form)
    assert (answer.status_code, "不是由本页下载的文件" in answer.content.decode()) == (400, True)
    away = signed_away(ours, lead_certificate(), agency_certificate(), at=now())
    page = lead.post(at(version, "elsewhere"), {"signed": upload(away, "签好.pdf")}, follow=True).content.decode()
    assert "已登记郑海、演示评价事务所的签章。" in page


def test_what_is_missing_in_a_form_is_told_and_what_was_typed_stays(lead: Client, version: ReportVersion) -> None:
    for name, said in (("scan", "没有收到扫描件"), ("elsewhere", "没有收到文件")):
        assert said in lead.post(at(version, name), {"party": "0"}).content.decode()
    assert "没有收到证书文件" in lead.post(at(version, "certificate"), {"role": "sign"}).content.decode()
    assert "请勾选" in scanned(lead, version)
    assert "请勾选" in scanned(lead, version, "7", "x", "-1")
    assert "只收" in scanned(lead, version, "0", content=b"text only")
    scanned(lead, version, "0")
    signature = ReportSignature.objects.latest("pk")
    answer = lead.post(at(version, "withdraw", signature.pk), {"reason": "长" * 501})
    assert answer.status_code == 400
    assert "最多500字" in answer.content.decode()
    assert "长" * 501 in answer.content.decode()


def test_taken_back_the_signature_stays_in_the_list_with_its_reason(lead: Client, version: ReportVersion) -> None:
    scanned(lead, version, "0", "1")
    signature = ReportSignature.objects.filter(version=version, role="sign").latest("pk")
    page = lead.post(at(version, "withdraw", signature.pk), {"reason": "签错了页"}, follow=True).content.decode()
    assert "已撤回：签错了页" in page
    assert "还缺主评人签字（郑海）" in page
    answer = lead.post(at(version, "issue"))
    assert (answer.status_code, "E-B34-1" in answer.content.decode()) == (400, True)


def test_after_a_newer_report_the_older_one_shows_its_signatures_as_void(
    lead: Client, county: County, version: ReportVersion
) -> None:
    scanned(lead, version, "0", "1")
    newer = final_version(version.project, by=county.member(Duty.LEAD), at=now(), number=2)
    page = lead.get(at(version)).content.decode()
    assert "已失效" in page
    assert "已有新的正式稿（第2稿）" in page
    assert "E-B34-3" in page
    assert "办理签章" not in page
    assert "还没有签章" in lead.get(at(newer)).content.decode()


def test_changed_data_make_the_signatures_void_and_keep_the_report_back(
    lead: Client, version: ReportVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned(lead, version, "0", "1")
    for place in ("signing_pages", "signing_views"):
        monkeypatch.setattr(f"jiheng.web.evaluations.{place}.current_content", lambda _: "a" * 64)
    page = lead.get(at(version)).content.decode()
    assert "签章之后报告内容或项目数据又有改动" in page
    answer = lead.post(at(version, "issue"))
    assert (answer.status_code, "E-B34-3" in answer.content.decode()) == (400, True)


def test_who_only_reads_sees_the_signatures_and_no_forms(
    lead: Client, finance: Client, logged_in: LoggedIn, version: ReportVersion
) -> None:
    scanned(lead, version, "0")
    page = finance.get(at(version)).content.decode()
    assert "签章页扫描件" in page
    assert "<form" not in page.partition("<main")[2]
    signature = ReportSignature.objects.latest("pk")
    assert finance.get(at(version, "file", signature.pk)).status_code == 200
    assert "评价机构盖章（演示评价事务所）" in logged_in(Duty.TPL).get(at(version)).content.decode()
    assert 'value="sign"' not in logged_in(Duty.TPL).get(at(version)).content.decode()


def test_without_a_pdf_only_paper_is_offered(lead: Client, county: County) -> None:
    version = final_version(evaluation_of(county.firm), by=county.member(Duty.LEAD), at=now(), with_pdf=False)
    page = lead.get(at(version)).content.decode()
    assert "这一稿没有 PDF 文件" in page
    assert 'name="pkcs12"' not in page
    assert lead.get(at(version, "pdf")).status_code == 404


def test_a_report_whose_text_is_gone_says_so(lead: Client, version: ReportVersion) -> None:
    FrozenText.objects.filter(sha256=version.content).delete()
    assert "内容读不出来" in lead.get(at(version)).content.decode()
    assert "读不出来" in scanned(lead, version, "0")


def test_a_signature_of_another_report_is_not_found_here(
    lead: Client, version: ReportVersion, county: County
) -> None:
    scanned(lead, version, "0")
    other = final_version(version.project, by=county.member(Duty.LEAD), at=now(), number=2)
    signature = ReportSignature.objects.latest("pk")
    assert lead.get(at(other, "file", signature.pk)).status_code == 404
    assert lead.post(at(other, "withdraw", signature.pk), {"reason": "换页"}).status_code == 404


def test_many_signatures_ask_no_more_of_the_database(
    lead: Client, version: ReportVersion, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(6):
        scanned(lead, version, "0", "1")
        for signature in ReportSignature.objects.filter(version=version, withdrawn_at=None):
            lead.post(at(version, "withdraw", signature.pk), {"reason": "再来一次"})
    assert ReportSignature.objects.count() == 12
    with django_assert_max_num_queries(20):
        lead.get(at(version))


def test_what_people_typed_is_shown_as_text(lead: Client, version: ReportVersion) -> None:
    scanned(lead, version, "0")
    signature = ReportSignature.objects.latest("pk")
    page = lead.post(at(version, "withdraw", signature.pk), {"reason": "<b>粗</b>"}, follow=True).content.decode()
    assert "&lt;b&gt;粗&lt;/b&gt;" in page
    assert "<b>粗" not in page
