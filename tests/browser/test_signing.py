"""Signing a report on paper and verifying it, in a real browser on a desk and on a phone."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from jiheng.evaluation.models import ReportVersion
from jiheng.orgs.models import Duty
from tests.browser.conftest import Open
from tests.browser.test_evaluations import look_at
from tests.county import County
from tests.evaluation.signed import agency_certificate, code_of, final_version
from tests.files.certificates import PASSWORD
from tests.files.pictures import jpeg
from tests.web.opened import evaluation_of

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def unmoved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The data stands as it was frozen: the small report is not made of any."""
    for place in ("signing_views", "signing_pages"):
        monkeypatch.setattr(f"jiheng.web.evaluations.{place}.current_content", lambda version: version.content)
        monkeypatch.setattr(f"jiheng.web.evaluations.{place}.barring_final", lambda _: (), raising=False)


@pytest.fixture
def version(county: County) -> ReportVersion:
    made = now() - timedelta(hours=1)
    return final_version(evaluation_of(county.firm), by=county.member(Duty.LEAD), at=made)


def test_signed_on_paper_and_by_certificate_it_goes_out_and_everybody_can_verify_it(
    version: ReportVersion, open_page: Open, tmp_path: Path
) -> None:
    (tmp_path / "签章页.jpg").write_bytes(jpeg())
    (tmp_path / "机构.p12").write_bytes(agency_certificate().p12())
    page = open_page(f"/evaluations/{version.project_id}/report/final/1/signatures/", "qh_lead")
    look_at(page, "signatures-none")
    page.get_by_label("主评人签字（郑海）").check()
    page.get_by_label("扫描件", exact=True).set_input_files(tmp_path / "签章页.jpg")
    page.get_by_role("button", name="登记签章").click()
    expect(page.get_by_role("status")).to_contain_text("已登记郑海的签章")
    page.get_by_text("用数字证书文件签").click()
    page.get_by_label("证书文件", exact=True).set_input_files(tmp_path / "机构.p12")
    page.get_by_label("证书密码").fill(PASSWORD)
    page.get_by_role("button", name="评价机构盖章").click()
    look_at(page, "signatures-both")
    page.get_by_role("button", name="发出正式稿").click()
    expect(page.get_by_role("status")).to_contain_text("正式稿已发出")
    look_at(page, "signatures-issued")
    visitor = open_page("/verify/")
    look_at(visitor, "verify")
    visitor.get_by_label("查验码").fill(code_of(version).lower())
    visitor.get_by_role("button", name="按查验码核验").click()
    expect(visitor.get_by_role("status")).to_contain_text("演示评价事务所")
    look_at(visitor, "verify-found")
