"""资料 in a real browser: files sent in portions with their answers beside them, readable on a desk and on a phone."""

import pytest
from playwright.sync_api import FilePayload, expect

from jiheng.demo.evidence_files import load_files
from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject, EvidenceFile, Material, Phase, PlanStatus
from tests.browser.conftest import Open
from tests.browser.test_evaluations import look_at
from tests.county import DAY, County, member_named
from tests.files.pictures import heic, jpeg

pytestmark = pytest.mark.browser
TOP = "item => item.offsetTop"

PAGES = (
    ("evaluation-materials", "materials/"),
    ("evaluation-materials-wall", "materials/?show=wall"),
    ("evaluation-materials-withdrawn", "materials/?show=withdrawn"),
    ("evaluation-materials-pictures", "materials/pictures/"),
    ("evaluation-material", "materials/QL-2023-PJ-01-07-000-0005/"),
    ("evaluation-material-photo", "materials/QL-2023-PJ-01-11-000-0008/"),
    ("evaluation-score-evidence", "scores/C3/?q=审计"),
)
"""Name of the picture and address."""


@pytest.fixture
def project(county: County) -> EvaluationProject:
    preparation, given = demo_evaluated()
    lead = member_named("qh_tpl")
    made = open_project(preparation, by=lead, at=DAY)
    EvaluationProject.objects.filter(pk=made.pk).update(phase=Phase.IMPLEMENT, plan_status=PlanStatus.APPROVED)
    made.refresh_from_db()
    replace_implementation(made, given, revision=1, by=lead, at=DAY)
    load_files(made, by=lead, at=DAY)
    return made


@pytest.mark.parametrize(("name", "address"), PAGES, ids=[name for name, _ in PAGES])
def test_a_page_is_readable_on_a_desk_and_on_a_phone(
    project: EvaluationProject, open_page: Open, name: str, address: str
) -> None:
    look_at(open_page(f"/evaluations/{project.pk}/{address}", "qh_tpl"), name)


def test_many_files_go_in_portions_and_each_tells_what_became_of_it(
    project: EvaluationProject, open_page: Open
) -> None:
    before = EvidenceFile.objects.count()
    page = open_page(f"/evaluations/{project.pk}/materials/", "qh_tpl")
    page.get_by_text("展开").or_(page.get_by_role("heading", name="收入文件")).first.click()
    page.locator("#add").get_by_label("类别").select_option("验收资料")
    photos = [
        FilePayload(name=f"照片{place}.jpg", mimeType="image/jpeg", buffer=jpeg(colour=(place * 10, 90, 30)))
        for place in range(20)
    ]
    phone = FilePayload(name="手机.heic", mimeType="image/heic", buffer=heic())
    page.locator("#uploads").set_input_files([*photos, phone])
    page.get_by_role("button", name="收入并编号").click()
    expect(page.locator("[data-sum]")).to_have_text("共 21 个，收入 20 个，没有收 1 个")
    expect(page.locator("[data-files] .is-ok")).to_have_count(20)
    bad = page.locator("[data-files] .is-bad")
    expect(bad).to_contain_text("HEIC 格式的照片，读不出")
    expect(page.get_by_role("button", name="重试")).to_have_count(1)
    assert bad.evaluate(TOP) < page.locator("[data-files] .is-ok").first.evaluate(TOP)
    look_at(page, "evaluation-materials-sent")
    page.get_by_role("link", name="看清单").click()
    expect(page.get_by_text("照片19").first).to_be_visible()
    assert EvidenceFile.objects.count() == before + 20


def test_ticked_photos_are_filled_at_once(project: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"/evaluations/{project.pk}/materials/?show=wall", "qh_tpl")
    for box in page.locator("input[name=numbers]").all():
        box.check()
    page.get_by_text("对勾选的资料成批办理").click()
    expect(page.locator("[data-picked-count]")).to_have_text("已勾选 4 份")
    page.locator("#picks").get_by_label("采集地点").fill("石宝乡三汇村")
    look_at(page, "evaluation-materials-many")
    page.get_by_role("button", name="填到勾选的资料").click()
    expect(page.get_by_role("status").first).to_contain_text("4份资料已改")
    assert Material.objects.filter(project=project, taken_in="石宝乡三汇村").count() == 4
