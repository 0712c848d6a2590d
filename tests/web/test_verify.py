"""核验报告: open to everybody, by 查验码 or by file; it keeps nothing and gives no draft away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from jiheng.audit.models import Event
from jiheng.evaluation.models import ReportVersion
from jiheng.files.models import Attachment
from jiheng.orgs.models import Duty
from jiheng.web.verify import views
from tests.county import County
from tests.evaluation.signed import code_of, issued_version, lead_certificate, printed, signed_away
from tests.files.originals import pdf
from tests.web.opened import evaluation_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/34")]


@pytest.fixture
def version(county: County) -> ReportVersion:
    """A report that was signed on paper and went out."""
    return issued_version(evaluation_of(county.firm), by=county.member(Duty.LEAD), at=now())


def asked(client: Client, code: str) -> str:
    answer = client.get(reverse("verify:report"), {"code": code})
    assert answer.status_code == 200
    return answer.content.decode()


def answer_in(page: str) -> str:
    """The part of the page that answers."""
    return page.partition('id="answer-title"')[2].partition("</section>")[0]


def handed_in(client: Client, content: bytes, name: str = "报告.pdf") -> str:
    answer = client.post(reverse("verify:report"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    return answer.content.decode()


def test_nobody_needs_a_login_and_everybody_finds_the_page(client: Client, finance: Client) -> None:
    for visitor in (client, finance):
        assert "核验报告" in visitor.get(reverse("verify:report")).content.decode()
    assert reverse("verify:report") in client.get(reverse("accounts:login")).content.decode()


def test_the_code_tells_project_version_and_agency(client: Client, version: ReportVersion) -> None:
    page = asked(client, f" {code_of(version).lower()} ")
    for said in ("2022年农村公路项目绩效评价报告", "演示评价事务所", "正式稿第1稿", code_of(version), "有效"):
        assert said in page


def test_what_did_not_go_out_is_as_unknown_as_what_never_was(client: Client, version: ReportVersion) -> None:
    ReportVersion.objects.filter(pk=version.pk).update(issued_at=None)
    unissued, never = (answer_in(asked(client, code)) for code in (code_of(version), "0000-0000-0000-0000"))
    assert "没有查到" in never
    assert unissued.replace(code_of(version), "") == never.replace("0000-0000-0000-0000", "")
    assert "没有查到" in handed_in(client, printed("第1稿"))


@pytest.mark.parametrize("code", ["abc", "GGGG-0000-0000-0000", "<script>alert(1)</script>", "\0", "0" * 500])
def test_what_is_no_code_is_told_and_stays_as_typed(client: Client, version: ReportVersion, code: str) -> None:
    page = asked(client, code)
    assert "查验码是16位" in page
    assert "<script>alert" not in page


def test_a_file_is_looked_at_and_not_kept(client: Client, version: ReportVersion) -> None:
    before = Attachment.objects.count(), Event.objects.count()
    assert "与本系统发出的正式稿的文件完全一致" in handed_in(client, printed("第1稿"))
    assert "印有本系统正式稿的查验码" in handed_in(client, pdf([f"查验码 {code_of(version)}"]))
    assert (Attachment.objects.count(), Event.objects.count()) == before


def test_of_a_pdf_the_signatures_inside_are_told(client: Client, version: ReportVersion) -> None:
    page = handed_in(client, signed_away(printed("第1稿"), lead_certificate(), at=now()))
    for said in ("签名没有在本系统登记", "签名完好", "郑海", "测试根证书签发", "证书有效性未核验"):
        assert said in page


def test_a_file_too_large_or_missing_is_told(
    client: Client, version: ReportVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("verify:report")
    assert "没有收到文件" in client.post(address).content.decode()
    assert "没有收到文件" in client.post(address, {"file": SimpleUploadedFile("空.pdf", b"")}).content.decode()
    monkeypatch.setattr(views, "LARGEST", 10)
    answer = client.post(address, {"file": SimpleUploadedFile("大.pdf", b"x" * 11)})
    assert (answer.status_code, "没有核验" in answer.content.decode()) == (400, True)


def test_the_name_of_a_file_is_shown_as_text(client: Client, version: ReportVersion) -> None:
    page = handed_in(client, b"any", "<img src=x>.pdf")
    assert "<img src=x" not in page
