"""The recheck in the browser: hand in, watch, read, decide, take away; each only by those who may."""

import io
import json
import re
from pathlib import Path
from threading import Event as Flag
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from docx import Document
from openpyxl import load_workbook

from jiheng.audit.models import Event
from jiheng.files.disk import blob_path
from jiheng.files.models import FileType
from jiheng.jobs.actions import request_cancel
from jiheng.jobs.models import Job
from jiheng.jobs.worker import work
from jiheng.orgs.models import Duty
from jiheng.self_evaluation.models import (
    BatchStatus,
    Decision,
    FileOutcome,
    RecheckBatch,
    RecheckDecision,
    RecheckForm,
)
from jiheng.web.downloads import CONTENT_TYPES
from jiheng.web.readonly import changed_table
from jiheng.web.rechecks.marks import marks_of
from tests.county import County, member_named
from tests.web.conftest import LoggedIn, client_of
from tests.workbooks.building import simple_form, workbook_bytes

FORMS = Path(__file__).resolve().parents[2] / "jiheng/demo/forms"
HEATING = (FORMS / "form-11-school-heating.xlsx").read_bytes()
NEW = "/rechecks/new/"
XLSX, DOCX, ZIP = (CONTENT_TYPES[kind] for kind in (FileType.XLSX, FileType.DOCX, FileType.ZIP))


def upload(name: str, content: bytes = HEATING) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def word_file() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def hand_in(client: Client, *files: SimpleUploadedFile, name: str = "", rules: str = "mof2020-10") -> RecheckBatch:
    answer = client.post(NEW, {"uploads": files, "name": name, "rules": rules})
    assert answer.status_code == 302, answer.content.decode()
    batch = RecheckBatch.objects.latest("pk")
    assert answer["Location"] == f"/rechecks/{batch.pk}/"
    work(clock=now, stop=Flag(), once=True)
    return batch


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def unit(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.UNT)


@pytest.fixture
def office(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.FPD)


@pytest.fixture
def heating(unit: Client) -> RecheckForm:
    """One real form, rechecked for the school."""
    return hand_in(unit, upload("供暖.xlsx")).forms.get()


def address_of(form: RecheckForm, rest: str = "") -> str:
    return f"/rechecks/{form.batch_id}/forms/{form.pk}/{rest}"


def test_one_file_is_handed_in_and_read(unit: Client) -> None:
    batch = hand_in(unit, upload("供暖.xlsx"))
    assert re.fullmatch(r"\d+月\d+日　供暖", batch.name)
    assert batch.forms.get().project == "教学楼、宿舍及食堂暖通改造经费"
    said = page(unit, f"/rechecks/{batch.pk}/")
    assert "教学楼、宿舍及食堂暖通改造经费" in said
    assert "共 1 张表，9 行指标" in said
    assert batch.name in page(unit, "/rechecks/")


def test_many_files_of_all_sorts_are_one_batch(unit: Client) -> None:
    files = [
        upload("供暖.xlsx"),
        upload("各校.zip", zipped({"一小/表.xlsx": HEATING, "二小/表.xlsx": HEATING})),
        upload("空.xlsx", b""),
        upload("方案.xlsx", word_file()),
        upload("方案.docx", word_file()),
    ]
    batch = hand_in(unit, *files, name="三校一批")
    assert batch.name == "三校一批"
    assert batch.forms.count() == 3
    said = page(unit, f"/rechecks/{batch.pk}/")
    assert batch.files.filter(outcome=FileOutcome.UNREADABLE).count() == 3
    for name, code in (("空.xlsx", "E-F-03"), ("方案.xlsx", "E-F-04"), ("方案.docx", "E-F-04")):
        assert re.search(f"“{name}”[^<]*（{code}）", said)
    assert "扩展名与内容不符" in said


def test_members_of_a_zip_that_are_no_sheets_are_listed_with_the_reason(unit: Client) -> None:
    members = {"表.xlsx": HEATING, "说明.docx": word_file(), "附件/现场.JPG": b"x", "清单": b"x"}
    batch = hand_in(unit, upload("各校.zip", zipped(members)))
    assert batch.forms.count() == 1
    assert RecheckBatch.objects.get().status == BatchStatus.FINISHED
    said = page(unit, f"/rechecks/{batch.pk}/")
    assert "“各校.zip／说明.docx”是 Word 文档，不是表格，没有读" in said
    assert "“各校.zip／附件/现场.JPG”是图片，不是表格，没有读" in said
    assert "“各校.zip／清单”不是表格，没有读" in said


def test_nothing_chosen_is_said_and_the_name_typed_stays(unit: Client) -> None:
    answer = unit.post(NEW, {"name": "第一季度自评", "rules": "mof2020-10"})
    assert answer.status_code == 400
    said = answer.content.decode()
    assert "请选择表格文件。" in said
    assert 'value="第一季度自评"' in said
    assert not RecheckBatch.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.xlsx", b"", "是空文件"),
        ("方案.xlsx", word_file(), "实际是 Word 文档"),
        ("表.xlsx", "项目,得分".encode(), "实际是文本"),
    ],
    ids=["empty", "word named xlsx", "text named xlsx"],
)
def test_a_file_that_cannot_be_taken_in_is_refused_with_its_reason(
    unit: Client, name: str, content: bytes, words: str
) -> None:
    answer = unit.post(NEW, {"uploads": [upload(name, content)], "name": "我的一批", "rules": "mof2020-10"})
    assert answer.status_code == 400
    said = answer.content.decode()
    assert f"“{name}”" in said
    assert words in said
    assert 'value="我的一批"' in said
    assert not RecheckBatch.objects.exists()
    assert not Job.objects.exists()


def test_rules_that_do_not_exist_are_refused(unit: Client) -> None:
    answer = unit.post(NEW, {"uploads": [upload("供暖.xlsx")], "rules": "mof1999"})
    assert answer.status_code == 400
    assert "请从列出的项目中选择" in answer.content.decode()


def test_a_name_too_long_is_refused_in_words(unit: Client) -> None:
    answer = unit.post(NEW, {"uploads": [upload("供暖.xlsx")], "name": "长" * 121, "rules": "mof2020-10"})
    assert answer.status_code == 400
    assert "最多 120 个字，现在是 121 个" in answer.content.decode()


def test_the_batch_is_watched_until_it_is_done(unit: Client) -> None:
    unit.post(NEW, {"uploads": [upload("供暖.xlsx")], "rules": "mof2020-10"})
    batch = RecheckBatch.objects.get()
    assert "排队中" in page(unit, f"/rechecks/{batch.pk}/progress/")
    assert f'hx-get="/rechecks/{batch.pk}/progress/"' in page(unit, f"/rechecks/{batch.pk}/")
    work(clock=now, stop=Flag(), once=True)
    answer = unit.get(f"/rechecks/{batch.pk}/progress/")
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")
    assert "hx-get" not in page(unit, f"/rechecks/{batch.pk}/")


def test_a_cancelled_batch_says_so_on_both_pages(unit: Client) -> None:
    unit.post(NEW, {"uploads": [upload("供暖.xlsx")], "rules": "mof2020-10"})
    batch = RecheckBatch.objects.get()
    assert batch.job is not None
    request_cancel(batch.job, by=member_named("qh_unt"), at=now())
    assert "复核已取消" in page(unit, f"/rechecks/{batch.pk}/")
    assert "已取消" in page(unit, "/rechecks/")


def test_filters_and_search_narrow_the_list(unit: Client) -> None:
    bad = simple_form(project="图书馆工程")
    bad[9] = ("产出指标", "数量指标", "修建道路", "≥10公里", "8公里", 50, 50, "")
    books = {"一.xlsx": HEATING, "二.xlsx": workbook_bytes({"自评表": bad})}
    batch = hand_in(unit, *(upload(name, content) for name, content in books.items()))
    where = f"/rechecks/{batch.pk}/"
    table = re.compile(r"<tbody>.*?</tbody>", re.S)

    def listed(query: str) -> str:
        return "".join(table.findall(page(unit, where + query)))

    assert "图书馆工程" in listed("")
    assert "图书馆工程" in listed("?q=图书馆")
    assert "暖通改造" not in listed("?q=图书馆")
    assert "图书馆工程" in listed("?show=differences")
    assert "没有符合条件的表" in page(unit, where + "?q=没有这个词")
    assert "没有符合条件的表" in page(unit, where + "?show=clean")
    assert "图书馆工程" in listed("?show=没有这种"), "an unknown filter shows everything"
    assert "图书馆工程" not in listed("?code=E-R-01")
    assert "暖通改造" in listed("?code=E-R-01")


def test_forms_of_one_project_are_told_apart_by_their_file(unit: Client) -> None:
    other = workbook_bytes({"自评表": simple_form(project="图书馆工程")})
    batch = hand_in(unit, upload("一小.xlsx"), upload("二小.xlsx"), upload("馆.xlsx", other))
    form = batch.forms.earliest("pk")
    for address in (f"/rechecks/{batch.pk}/", f"/rechecks/{batch.pk}/?show=errors", address_of(form)):
        said = page(unit, address)
        named = re.findall(r'<small class="jh-from">([^<　]*)', said)
        assert sorted(named) == ["一小.xlsx", "二小.xlsx"], address


def test_the_form_is_shown_as_on_paper_with_its_marks(unit: Client, heating: RecheckForm) -> None:
    said = page(unit, address_of(heating))
    assert "工程资金金额" in said
    assert "应为 8.62" in said
    marks = re.findall(r'aria-label="第(\d+)处，', said)
    assert [int(number) for number in marks] == list(range(1, len(marks) + 1))


def test_a_mark_opens_with_its_figures_steps_and_clause(unit: Client, heating: RecheckForm) -> None:
    number = mark_at(unit, heating, "I6")
    said = page(unit, address_of(heating, f"?mark={number}"))
    drawer = said[said.index('id="drawer"') :]
    assert f"第 {number} 处" in drawer
    assert "单元格 I6" in drawer
    assert "预算执行率得分填报9，按公式应得8.62，相差0.38" in drawer
    assert "37.24/43.2×10=8.62037…" in drawer
    assert "/clauses/mof2020-10/4.1" in drawer


def test_a_blank_total_is_not_explained_by_the_execution_rate(unit: Client, heating: RecheckForm) -> None:
    marks = {mark.cell: mark for mark in marks_of(json.loads(heating.result))}
    assert (marks["H21"].subject, marks["H21"].steps) == ("整张表", ())
    assert marks["I6"].subject == "预算执行率"
    assert len(marks["I6"].steps) == 4


def test_a_form_whose_original_is_lost_still_shows_its_findings(unit: Client, heating: RecheckForm) -> None:
    assert heating.file.attachment is not None
    original = blob_path(heating.file.attachment.blob)
    original.rename(original.with_suffix(".away"))
    try:
        said = page(unit, address_of(heating))
    finally:
        original.with_suffix(".away").rename(original)
    assert "原件已不能打开" in said
    assert "处，共" in said


@pytest.mark.parametrize("mark", ["0", "999", "x", "²", "-1", "9" * 5000, ""])
def test_a_mark_that_does_not_exist_shows_one_that_does(unit: Client, heating: RecheckForm, mark: str) -> None:
    assert "处，共" in page(unit, address_of(heating, f"?mark={mark}"))


def test_only_what_was_filled_can_be_shown(unit: Client, heating: RecheckForm) -> None:
    said = page(unit, address_of(heating, "?view=filled"))
    assert "工程资金金额" in said
    assert "应为 8.62" not in said


def test_a_finding_is_sent_back_without_a_reason(office: Client, heating: RecheckForm) -> None:
    number = mark_at(office, heating, "I6")
    answer = office.post(address_of(heating, "decide/"), {"mark": number, "decision": "return", "reason": ""})
    assert answer.status_code == 302
    assert answer["Location"] == address_of(heating, f"?mark={number}")
    decided = RecheckDecision.objects.get()
    assert (decided.decision, decided.code, decided.cell) == (Decision.RETURN, "E-R-01", "I6")
    assert "退回修改" in page(office, answer["Location"])


def test_accepting_asks_for_a_reason_and_shows_it(office: Client, heating: RecheckForm) -> None:
    number = mark_at(office, heating, "I6")
    refused = office.post(address_of(heating, "decide/"), {"mark": number, "decision": "accept", "reason": " "})
    assert refused.status_code == 400
    assert "认可一处标记须写明理由" in refused.content.decode()
    assert not RecheckDecision.objects.exists()
    taken = office.post(
        address_of(heating, "decide/"), {"mark": number, "decision": "accept", "reason": "县里有文"}, follow=True
    )
    assert "县里有文" in taken.content.decode()
    assert RecheckDecision.objects.get().decision == Decision.ACCEPT


def test_a_reason_refused_stays_in_its_field(office: Client, heating: RecheckForm) -> None:
    number = mark_at(office, heating, "I6")
    form = {"mark": number, "decision": "accept", "reason": "县里有文"}
    office.post(address_of(heating, "decide/"), form)
    again = office.post(address_of(heating, "decide/"), form)
    assert again.status_code == 400
    assert "已作同样的决定" in again.content.decode()
    assert 'value="县里有文"' in again.content.decode()
    long = office.post(address_of(heating, "decide/"), form | {"reason": "长" * 501})
    assert long.status_code == 400
    assert "理由最多500个字" in long.content.decode()
    assert "长" * 501 in long.content.decode()
    assert RecheckDecision.objects.count() == 1


@pytest.mark.parametrize("form", [{}, {"mark": 9999, "decision": "return"}, {"mark": 1, "decision": "打回"}])
def test_a_decision_on_nothing_decides_nothing(office: Client, heating: RecheckForm, form: dict[str, object]) -> None:
    answer = office.post(address_of(heating, "decide/"), form, follow=True)
    assert "没有这一处" in answer.content.decode()
    assert not RecheckDecision.objects.exists()


def test_several_findings_of_one_cell_are_decided_together(
    office: Client, unit: Client, heating: RecheckForm
) -> None:
    number = mark_at(office, heating, "E13")
    office.post(address_of(heating, "decide/"), {"mark": number, "decision": "return"})
    assert {one.code for one in RecheckDecision.objects.all()} == {"N-R-22", "N-R-23"}


def test_the_unit_itself_cannot_decide(unit: Client, heating: RecheckForm) -> None:
    answer = unit.post(address_of(heating, "decide/"), {"mark": 1, "decision": "return"})
    assert answer.status_code == 403
    assert 'name="decision"' not in page(unit, address_of(heating))


def test_exports_have_their_type_and_a_chinese_name(unit: Client, heating: RecheckForm) -> None:
    heating.batch.name = "2023/24学年:一批"
    heating.batch.save(update_fields=["name"])
    where = f"/rechecks/{heating.batch_id}/"
    project = "教学楼、宿舍及食堂暖通改造经费"
    for address, kind, name in (
        (f"{where}workbook/", XLSX, "复核表_2023／24学年一批.xlsx"),
        (f"{where}opinion/", DOCX, "复核意见书_2023／24学年一批.docx"),
        (address_of(heating, "workbook/"), XLSX, f"复核表_{project}.xlsx"),
        (address_of(heating, "opinion/"), DOCX, f"复核意见书_{project}.docx"),
    ):
        answer = unit.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, kind), address
        assert answer["X-Content-Type-Options"] == "nosniff"
        disposition = answer["Content-Disposition"]
        assert disposition.startswith("attachment; filename*=UTF-8''")
        assert unquote(disposition.partition("''")[2]) == name
        if kind == XLSX:
            assert "复核结果" in load_workbook(io.BytesIO(answer.content)).sheetnames
        else:
            assert Document(io.BytesIO(answer.content)).paragraphs[0].text == "绩效自评复核意见书"


def test_what_was_accepted_is_left_out_of_the_letter(office: Client, heating: RecheckForm) -> None:
    def letter() -> str:
        document = Document(io.BytesIO(office.get(address_of(heating, "opinion/")).content))
        return str([[cell.text for cell in row.cells] for table in document.tables for row in table.rows])

    assert "预算执行率得分填报9" in letter()
    number = mark_at(office, heating, "I6")
    office.post(address_of(heating, "decide/"), {"mark": number, "decision": "accept", "reason": "县里有文"})
    assert "预算执行率得分填报9" not in letter()
    office.post(address_of(heating, "decide/"), {"mark": number, "decision": "return"})
    assert "预算执行率得分填报9" in letter(), "the latest decision counts"


def test_each_unit_of_a_batch_gets_a_letter_of_its_own(unit: Client) -> None:
    batch = hand_in(unit, *(upload(f"{number}.xlsx", form_of_unit(number)) for number in range(3)))
    answer = unit.get(f"/rechecks/{batch.pk}/opinion/")
    assert answer["Content-Type"] == ZIP
    with ZipFile(io.BytesIO(answer.content)) as letters:
        assert [name.split("_")[1] for name in letters.namelist()] == ["第0站", "第1站", "第2站"]


def test_nothing_is_taken_away_before_the_recheck_is_done(unit: Client) -> None:
    unit.post(NEW, {"uploads": [upload("自评表.xlsx")], "name": "", "rules": "mof2020-10"})
    batch = RecheckBatch.objects.latest("pk")
    for what in ("workbook", "opinion"):
        answer = unit.get(f"/rechecks/{batch.pk}/{what}/", follow=True)
        assert "这一批还在复核，现在导出会缺表" in answer.content.decode()
    answer = unit.post(f"/rechecks/{batch.pk}/export/", {"what": "workbook"}, follow=True)
    assert "这一批还在复核，现在导出会缺表" in answer.content.decode()
    assert Job.objects.count() == 1


@pytest.mark.parametrize("address", ["/search/?q=%00", "/rechecks/{batch}/?q=%00", "/rechecks/{batch}/?code=%00"])
def test_words_no_database_can_hold_find_nothing_and_break_nothing(
    unit: Client, heating: RecheckForm, address: str
) -> None:
    assert unit.get(address.format(batch=heating.batch_id)).status_code == 200


def test_a_batch_without_forms_has_no_letter_and_says_so(unit: Client) -> None:
    batch = hand_in(unit, upload("方案.docx", word_file()))
    answer = unit.get(f"/rechecks/{batch.pk}/opinion/", follow=True)
    assert "没有可以写的意见书" in answer.content.decode()
    assert unit.get(f"/rechecks/{batch.pk}/workbook/").status_code == 200


def test_the_original_comes_back_byte_for_byte_and_is_never_shown(unit: Client, heating: RecheckForm) -> None:
    answer = unit.get(f"/rechecks/{heating.batch_id}/files/{heating.file_id}/")
    assert b"".join(answer.streaming_content) == HEATING  # type: ignore[attr-defined]  # a streaming answer of the test client
    assert answer["Content-Type"] == XLSX
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_another_unit_finds_nothing_and_the_wrong_duty_is_told(
    county: County, logged_in: LoggedIn, heating: RecheckForm
) -> None:
    where = f"/rechecks/{heating.batch_id}/"
    addresses = [where, f"{where}workbook/", f"{where}files/{heating.file_id}/", address_of(heating)]
    stranger = client_of(member_named("lz_fpd"))
    for address in addresses:
        assert stranger.get(address).status_code == 404
        assert logged_in(Duty.TPM).get(address).status_code == 404
        assert logged_in(Duty.EXP).get(address).status_code == 403
        assert logged_in(Duty.SYS).get(address).status_code == 403
        assert logged_in(Duty.DPT).get(address).status_code == 200
    assert stranger.post(address_of(heating, "decide/"), {"mark": 1, "decision": "return"}).status_code == 404
    assert logged_in(Duty.SUP).post(address_of(heating, "decide/"), {"mark": 1}).status_code == 403


def test_a_form_is_found_under_its_own_batch_only(unit: Client, heating: RecheckForm) -> None:
    other = hand_in(unit, upload("二.xlsx"))
    assert unit.get(f"/rechecks/{other.pk}/forms/{heating.pk}/").status_code == 404
    assert unit.get(f"/rechecks/{other.pk}/files/{heating.file_id}/").status_code == 404


def test_the_pages_ask_the_database_no_more_for_thirty_forms_than_for_two(unit: Client) -> None:
    small = hand_in(unit, *(upload(f"{number}.xlsx", form_of_unit(number)) for number in range(2)))
    large = hand_in(unit, *(upload(f"{number}.xlsx", form_of_unit(number)) for number in range(30)))
    for rest in ("", "?q=工程&show=errors", "progress/", "workbook/", "opinion/"):
        few, many = (queries(unit, f"/rechecks/{batch.pk}/{rest}") for batch in (small, large))
        assert many <= few, rest
    few, many = (queries(unit, address_of(batch.forms.all()[0])) for batch in (small, large))
    assert many <= few
    once = queries(unit, "/rechecks/")
    for _ in range(5):
        hand_in(unit, upload("三.xlsx", form_of_unit(3)))
    assert queries(unit, "/rechecks/") <= once


def test_reading_writes_nothing(office: Client, heating: RecheckForm) -> None:
    where = f"/rechecks/{heating.batch_id}/"
    before = Event.objects.count()
    for address in (
        *("/rechecks/", where, f"{where}progress/", f"{where}workbook/", f"{where}opinion/"),
        *(f"{where}files/{heating.file_id}/", address_of(heating), address_of(heating, "?mark=2")),
        *(address_of(heating, "workbook/"), address_of(heating, "opinion/")),
    ):
        with CaptureQueriesContext(connection) as asked:
            office.get(address)
        assert {changed_table(query["sql"]) for query in asked.captured_queries} <= {""}, address
    assert Event.objects.count() == before


def mark_at(client: Client, form: RecheckForm, cell: str) -> int:
    """The number of the mark on a cell, found as a reader does: by going through them."""
    number = 1
    while True:
        said = page(client, address_of(form, f"?mark={number}"))
        if f"单元格 {cell}<" in said or f"单元格 {cell}</p>" in said:
            return number
        assert f"第 {number} 处" in said, f"no mark on {cell}"
        number += 1


def form_of_unit(number: int) -> bytes:
    rows = simple_form(project=f"道路工程{number}")
    rows[3] = ("主管部门", "青岚县交通局", "", "实施单位", f"第{number}站")
    return workbook_bytes({"自评表": rows})


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)
