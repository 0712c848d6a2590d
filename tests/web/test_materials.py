"""资料 on the page: files dragged in, looked at, found by their words, linked from either side, withdrawn."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from threading import Event as Flag

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from PIL import Image

from jiheng.demo.evidence_files import load_files
from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation.actions import evidence_words
from jiheng.evaluation.actions.evidence_lines import withdraw
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject, EvidenceFile, Phase, Reading
from jiheng.evaluation.models import Material as MaterialRow
from jiheng.evaluation.shapes import implementation_of
from jiheng.files.models import Attachment
from jiheng.files.reading import NO_OCR, Read
from jiheng.files.text import BROKEN
from jiheng.jobs.models import Job, JobStatus
from jiheng.jobs.worker import work
from jiheng.orgs.models import Duty
from jiheng.rules.evidence.shapes import Material
from jiheng.rules.implementation.shapes import Implementation
from jiheng.web.evaluations import material_pages
from jiheng.web.system.words import ACTIONS
from tests.county import DAY, County, member_named
from tests.evaluation.scored import scored_project
from tests.files.pictures import PLACE, heic, jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/22", "cq2023-7/23")]
LoggedIn = Callable[[Duty], Client]
PHOTO = jpeg("2023:04:06 10:05:00", place=PLACE)
BATCH = {"kind": "现场查看", "nature": "primary", "source": "评价小组", "indicators": ["C3"]}


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return scored_project(county)


def home(project: EvaluationProject) -> str:
    return f"/evaluations/{project.pk}/"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def added(agency: Client, project: EvaluationProject, content: bytes = PHOTO) -> str:
    agency.post(f"{home(project)}materials/add/", {**BATCH, "uploads": [upload("石宝乡.jpg", content)]})
    return EvidenceFile.objects.latest("pk").number


def test_a_form_without_script_takes_many_files(agency: Client, project: EvaluationProject) -> None:
    files = [upload("石宝乡.jpg", PHOTO), upload("手机.heic", heic()), upload("再来.jpg", PHOTO)]
    answer = agency.post(f"{home(project)}materials/add/", {**BATCH, "uploads": files}, follow=True)
    shown = answer.content.decode()
    assert "收入1个文件，编号从QL-2023-PJ-01-11-000-0009到QL-2023-PJ-01-11-000-0009。" in shown
    assert "HEIC 格式的照片，读不出" in shown
    assert "内容完全相同，没有重复收" in shown
    assert "石宝乡</a>" in shown


def test_a_script_hears_of_every_file(agency: Client, project: EvaluationProject) -> None:
    files = [upload("石宝乡.jpg", PHOTO), upload("手机.heic", heic())]
    answer = agency.post(
        f"{home(project)}materials/add/", {**BATCH, "uploads": files}, HTTP_ACCEPT="application/json"
    )
    good, bad = json.loads(answer.content)["files"]
    assert (good["name"], good["number"], good["message"]) == ("石宝乡.jpg", "QL-2023-PJ-01-11-000-0009", "")
    assert (bad["name"], bad["number"]) == ("手机.heic", "")
    assert "HEIC" in bad["message"]


def test_a_batch_that_cannot_be_taken_keeps_what_was_typed(agency: Client, project: EvaluationProject) -> None:
    form = {"kind": "", "source": "镇政府财政所", "obtained_on": "昨天", "uploads": [upload("甲.jpg", PHOTO)]}
    answer = agency.post(f"{home(project)}materials/add/", form)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "镇政府财政所" in shown
    assert "写的“昨天”不是日期" in shown
    assert "请选择类别。" in shown
    scripted = agency.post(f"{home(project)}materials/add/", form, HTTP_ACCEPT="application/json")
    assert (scripted.status_code, json.loads(scripted.content)) == (422, {"refused": "类别：请选择类别。"})
    assert not EvidenceFile.objects.exists()


def test_a_photo_is_seen_small_and_large_and_downloaded_as_it_came(
    agency: Client, project: EvaluationProject
) -> None:
    number = added(agency, project)
    address = f"{home(project)}materials/{number}/"
    shown = page(agency, address)
    assert "2023年4月6日 10:05" in shown
    assert "北纬29.563011°，东经106.551561°" in shown
    assert EvidenceFile.objects.latest("pk").attachment.blob_id in shown
    for name in ("thumbnail", "preview"):
        answer = agency.get(f"{address}1/{name}/")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        with Image.open(BytesIO(answer.content)) as picture:
            assert not dict(picture.getexif())
    original = agency.get(f"{address}1/original/")
    assert b"".join(original.streaming_content) == PHOTO  # type: ignore[attr-defined]  # a file is streamed
    assert "attachment" in original["Content-Disposition"]
    assert agency.get(f"{address}2/original/").status_code == 404


def test_what_a_material_lacks_is_named_with_its_clause(agency: Client, project: EvaluationProject) -> None:
    number = added(agency, project, jpeg())
    shown = page(agency, f"{home(project)}materials/{number}/")
    assert "没有填采集时间、采集地点。请补填" in shown
    assert "E-B22-3" in shown
    assert "采集时间、采集地点" in page(agency, f"{home(project)}materials/?lacking=time")
    assert "没有找到" in page(agency, f"{home(project)}materials/?lacking=nature")


def test_a_stale_edit_is_told_and_the_typing_stays(agency: Client, project: EvaluationProject) -> None:
    number = added(agency, project)
    address = f"{home(project)}materials/{number}/"
    mark = page(agency, address).split('name="mark" value="')[1].split('"')[0]
    form = {"title": "路面", "kind": "现场查看", "form": "图片", "source": "甲", "mark": mark}
    assert agency.post(f"{address}save/", form).status_code == 302
    answer = agency.post(f"{address}save/", {**form, "source": "乙"})
    assert answer.status_code == 422
    assert "刚被他人改过" in answer.content.decode()
    assert 'value="乙"' in answer.content.decode()
    again = agency.post(f"{address}save/", {**form, "source": "乙", "mark": mark})
    assert again.status_code == 422
    assert MaterialRow.objects.get(number=number).source == "甲"


def test_times_and_places_are_asked_for_in_one_table(agency: Client, project: EvaluationProject) -> None:
    number = added(agency, project, jpeg())
    address = f"{home(project)}materials/pictures/"
    assert "有 1 张图片缺采集时间或地点" in page(agency, f"{home(project)}materials/")
    assert number in page(agency, address)
    wrong = agency.post(f"{address}save/", {"number": [number], "day": ["四月"], "place": ["石宝乡"]})
    assert wrong.status_code == 422
    assert "写的“四月”不是日期" in wrong.content.decode()
    assert 'value="石宝乡"' in wrong.content.decode()
    agency.post(f"{address}save/", {"number": [number], "day": ["2023年4月6日"], "place": ["石宝乡"]})
    assert "都填齐了" in page(agency, address)


def test_several_ticked_are_filled_linked_and_withdrawn_at_once(agency: Client, project: EvaluationProject) -> None:
    numbers = [added(agency, project, jpeg(colour=(shade, 0, 0))) for shade in (40, 120)]
    address = f"{home(project)}materials/change/"
    agency.post(address, {"numbers": numbers, "act": "set", "set-taken_in": "石宝乡三汇村"})
    assert MaterialRow.objects.filter(project=project, taken_in="石宝乡三汇村").count() == 2
    agency.post(address, {"numbers": numbers, "act": "link", "indicator": "X1", "point": ""})
    assert all("X1" in one.indicators for one in MaterialRow.objects.filter(number__in=numbers))
    refused = agency.post(address, {"numbers": numbers, "act": "withdraw", "reason": ""})
    assert refused.status_code == 422
    assert refused.content.decode().count(" checked") >= 2
    back = f"{home(project)}materials/?kind=现场查看"
    answer = agency.post(address, {"numbers": numbers, "act": "withdraw", "reason": "重复", "back": back})
    assert answer["Location"].startswith(home(project))
    shown = page(agency, f"{home(project)}materials/?show=withdrawn")
    assert all(number in shown for number in numbers)
    assert agency.post(address, {"act": "set", "set-source": "甲"}).status_code == 422
    elsewhere = {"numbers": numbers, "act": "withdraw", "reason": "重复", "back": "//elsewhere.example/"}
    assert not agency.post(address, elsewhere).headers.get("Location", "").startswith("//")


def test_evidence_withdrawn_after_scoring_takes_the_points_and_says_why(
    agency: Client, project: EvaluationProject
) -> None:
    number = added(agency, project)
    given = Implementation(
        materials=tuple(one for one in demo_evaluated()[1].materials if "C3" not in one.indicators)
        + tuple(_typed(project, number)),
        uses=(),
    )
    project.refresh_from_db()
    parts = {"materials", "uses"}
    replace_implementation(project, given, revision=project.revision, by=member_named("qh_tpl"), at=DAY, parts=parts)
    before = page(agency, f"{home(project)}scores/C3/")
    assert "有资料印证的得分</dt><dd>7.96" in before
    assert f"materials/{number}/1/thumbnail/" in before
    agency.post(f"{home(project)}materials/{number}/withdraw/", {"reason": "拍的是别的路"})
    after = page(agency, f"{home(project)}scores/C3/")
    assert "有资料印证的得分</dt><dd>0.00" in after
    assert "拍的是别的路" in after
    assert "已撤回" in page(agency, f"{home(project)}materials/{number}/")


def test_further_material_is_found_and_linked_beside_the_score(agency: Client, project: EvaluationProject) -> None:
    load_files(project, by=member_named("qh_tpl"), at=DAY)
    audit = "QL-2023-PJ-01-14-000-0010"
    shown = page(agency, f"{home(project)}scores/C1/?q=补助资金到位滞后")
    assert f'value="{audit}"' in shown
    assert "审计发现：石宝乡、赤岩镇补助资金到位滞后" in shown
    agency.post(f"{home(project)}scores/C1/evidence/", {"numbers": [audit]})
    assert audit in page(agency, f"{home(project)}scores/C1/")
    agency.post(f"{home(project)}scores/C1/evidence/", {"act": "unlink", "number": audit}, follow=True)
    assert audit not in page(agency, f"{home(project)}scores/C1/")


def test_the_worker_reads_what_waits_and_a_broken_file_stops_no_other(
    agency: Client, project: EvaluationProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_files(project, by=member_named("qh_tpl"), at=DAY)
    assert "个文件正在读取文字" in page(agency, f"{home(project)}materials/")
    bad = EvidenceFile.objects.filter(reading=Reading.WAITING).order_by("pk")[0].attachment

    def read(attachment: Attachment) -> Read:
        if attachment == bad:
            raise ZeroDivisionError
        return Read("碑记：公元二〇二二年硬化")

    monkeypatch.setattr(evidence_words, "read_file", read)
    work(clock=now, stop=Flag(), once=True)
    assert not EvidenceFile.objects.filter(reading=Reading.WAITING).exists()
    assert EvidenceFile.objects.get(attachment=bad).reading_remark == BROKEN
    assert Job.objects.filter(kind=evidence_words.KIND, status=JobStatus.SUCCEEDED).exists()
    shown = page(agency, f"{home(project)}materials/?q=碑记 硬化")
    assert "碑记：公元二〇二二年硬化" in shown
    assert "3 份" in shown


def test_pictures_without_words_are_told_and_read_once_the_component_is_there(
    agency: Client, project: EvaluationProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(agency, project)
    EvidenceFile.objects.update(reading=Reading.NONE, reading_remark=NO_OCR)
    monkeypatch.setattr(material_pages, "ocr_installed", lambda: False)
    assert "请系统管理员装上文字识别组件" in page(agency, f"{home(project)}materials/")
    monkeypatch.setattr(material_pages, "ocr_installed", lambda: True)
    monkeypatch.setattr(evidence_words, "ocr_installed", lambda: True)
    assert "现在识别" in page(agency, f"{home(project)}materials/")
    answer = agency.post(f"{home(project)}materials/recognise/", follow=True)
    assert "1个文件已排队识别文字" in answer.content.decode()
    assert EvidenceFile.objects.get().reading == Reading.WAITING


def test_from_a_sample_point_one_comes_to_its_material(agency: Client, project: EvaluationProject) -> None:
    point = "通村公路补助｜西片|石宝乡人民政府"
    shown = page(agency, f"{home(project)}points/9/")
    assert "这个样本点的资料" in shown
    address = shown.split(">这个样本点的资料")[0].rsplit('href="', 1)[1].split('"')[0]
    agency.post(f"{home(project)}materials/add/", {**BATCH, "point": point, "uploads": [upload("甲.jpg", PHOTO)]})
    number = EvidenceFile.objects.latest("pk").number
    assert number == "QL-2023-PJ-01-11-009-0001"
    listed = page(agency, address)
    assert number in listed
    assert "QL-2023-PJ-01-05-000-0004" in listed, "资料对应 names the point"
    assert "QL-2023-PJ-01-07-000-0005" not in listed
    assert f'<option value="{point}" selected>' in listed


def test_the_search_box_knows_numbers_and_those_withdrawn(agency: Client, project: EvaluationProject) -> None:
    number = added(agency, project)
    assert f"materials/{number}/" in page(agency, f"/search/?q={number}")
    withdraw(project, [number], "重复", by=member_named("qh_tpl"), at=DAY)
    shown = page(agency, f"/search/?q={number}")
    assert "已撤回" in shown
    assert f"materials/{number}/" in shown


def test_finance_looks_and_changes_nothing(logged_in: LoggedIn, agency: Client, project: EvaluationProject) -> None:
    number = added(agency, project)
    office = logged_in(Duty.FPD)
    for address in ("materials/", "materials/?show=wall", f"materials/{number}/", "materials/pictures/"):
        shown = page(office, f"{home(project)}{address}")
        assert 'method="post" action="/evaluations' not in shown
    assert office.get(f"{home(project)}materials/{number}/1/preview/").status_code == 200


def test_before_the_evaluation_is_carried_out_the_page_says_when(agency: Client, project: EvaluationProject) -> None:
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.PREPARE)
    shown = page(agency, f"{home(project)}materials/")
    assert "进入评价实施以后才能收资料" in shown
    assert 'name="uploads"' not in shown


def test_a_broken_original_gives_no_preview_and_no_fault(agency: Client, project: EvaluationProject) -> None:
    number = added(agency, project)
    withdraw(project, [number], "错", by=member_named("qh_tpl"), at=DAY)
    assert agency.get(f"{home(project)}materials/{number}/1/preview/").status_code == 200
    assert agency.get(f"{home(project)}materials/没有/").status_code == 404
    assert agency.post(f"{home(project)}materials/{number}/save/", {"title": "甲"}).status_code == 404


def _typed(project: EvaluationProject, number: str) -> list[Material]:
    return [one for one in implementation_of(project, {"materials"}).materials if one.number == number]


def test_every_act_on_evidence_has_its_word() -> None:
    folder = Path(__file__).resolve().parents[2] / "jiheng/evaluation/actions"
    said = "".join(path.read_text() for path in folder.glob("evidence*.py"))
    assert all(f'"{action}"' in said for action in ACTIONS if action.startswith("evaluation.material"))
