"""The pages of asking for opinions on a draft: the evaluators' table, and the unit's reading and replying."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate, now

from jiheng.evaluation.actions.report_opinions import Decided, decide_opinions, send_for_opinion
from jiheng.evaluation.actions.report_replies import note_opinion
from jiheng.evaluation.models import FrozenText, ReportOpinion, ReportSending
from jiheng.orgs.actions import create_organisation
from jiheng.orgs.models import Duty, OrganisationKind
from jiheng.rules.reporting.content import Block, Table
from jiheng.web.report_reading import MOST_ROWS, read_table, sections_in
from jiheng.web.workbench.todos import todo_groups
from tests.county import DAY, County, appoint
from tests.evaluation.consulting import (
    DUE,
    IN_TIME,
    LATE,
    OTHER,
    SECTION,
    UNIT,
    Consulted,
    answered,
    consulted,
    drafted,
    final_of,
)
from tests.evaluation.reported import ready_version
from tests.files.originals import NOTICE, pdf
from tests.rules.reporting.contents import small_content
from tests.web.conftest import LoggedIn, client_of
from tests.web.preparing import home, page

pytestmark = pytest.mark.clause("cq2023-7/33")
LIST = "/opinions/"


@pytest.fixture
def one(county: County) -> Consulted:
    return consulted(county)


@pytest.fixture
def bureau(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.DPT)


def table_of(one: Consulted) -> str:
    return f"{home(one.project)}report/opinions/"


def own(one: Consulted) -> str:
    return f"{LIST}{one.sending.pk}/"


def scan(name: str = "回函.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf(NOTICE))


def row_form(row: ReportOpinion, decision: str, reason: str = "", changed: str = "") -> dict[str, object]:
    pk = row.pk
    told = {f"decision-{pk}": decision, f"reason-{pk}": reason, f"changed-{pk}": changed}
    return {"opinion": [str(pk)], f"revision-{pk}": row.revision, **told}


def todos(one: Consulted, member: str = "lead") -> list[tuple[str, str]]:
    groups = todo_groups(getattr(one, member), now())
    return [(todo.verb, todo.note) for group in groups for todo in group.items]


def test_a_draft_is_sent_from_the_page_to_the_body_of_that_name(county: County, agency: Client) -> None:
    version = drafted(county)
    address = f"{home(version.project)}report/opinions/"
    assert f'value="{UNIT}"' in page(agency, address), "the evaluated unit is proposed"
    due = localdate() + timedelta(days=7)
    form = {"version": version.pk, "unit": UNIT, "due": due.isoformat(), "organisation": "by-name"}
    assert agency.post(f"{address}send/", form).status_code == 302
    sending = ReportSending.objects.get()
    assert (sending.organisation, sending.due) == (county.education, due)
    assert "还有7天" in page(agency, address)


def test_a_unit_that_is_not_in_the_system_is_only_put_on_record(county: County, agency: Client) -> None:
    version = drafted(county)
    address = f"{home(version.project)}report/opinions/"
    form = {"version": version.pk, "unit": "青石镇政府", "due": localdate().isoformat(), "organisation": "by-name"}
    assert "请下载征求意见函" in agency.post(f"{address}send/", form, follow=True).content.decode()
    assert ReportSending.objects.get().organisation is None


def test_of_several_bodies_of_one_name_a_person_chooses(county: County, agency: Client) -> None:
    region = county.other_bureau.region
    create_organisation(name=UNIT, kind=OrganisationKind.DEPARTMENT, region=region, parent=None, by=None, at=DAY)
    version = drafted(county)
    address = f"{home(version.project)}report/opinions/send/"
    form = {"version": version.pk, "unit": UNIT, "due": localdate().isoformat(), "organisation": "by-name"}
    answer = agency.post(address, form)
    assert answer.status_code == 422
    assert f"{UNIT}（清禾县）" in answer.content.decode()
    assert agency.post(address, {**form, "organisation": county.education.pk}).status_code == 302
    assert ReportSending.objects.get().organisation == county.education


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"due": "2026-03-01"}, "已经过去"),
        ({"due": "下周"}, "不是日期"),
        ({"due": ""}, "请填写反馈期限"),
        ({"unit": ""}, "请填写送达单位"),
        ({"version": "0"}, "请从列出的项目中选择"),
    ],
)
def test_a_form_that_does_not_fit_is_shown_again(
    county: County, agency: Client, changed: dict[str, str], said: str
) -> None:
    version = drafted(county)
    form = {"version": version.pk, "unit": OTHER, "due": localdate().isoformat(), "organisation": ""} | changed
    answer = agency.post(f"{home(version.project)}report/opinions/send/", form)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ReportSending.objects.exists()
    assert f'value="{form["unit"]}"' in answer.content.decode() or not form["unit"]


def test_without_a_draft_the_page_says_where_one_comes_from(county: County, agency: Client) -> None:
    version = drafted(county)
    version.delete()
    assert "还没有可以送出的征求意见稿" in page(agency, f"{home(version.project)}report/opinions/")


def test_the_unit_reads_the_draft_section_by_section_and_downloads_it(one: Consulted, bureau: Client) -> None:
    assert "征求意见稿第1稿" in page(bureau, LIST)
    said = page(bureau, own(one))
    for words in (
        "摘要　一、评价情况",
        SECTION,
        "评价得分86.96分",
        "立项依据",
        "98.00%",
        "附件1　评价指标表",
        "2026年3月9日",
    ):
        assert words in said
    for file, begins in (("word", b"PK"), ("pdf", b"%PDF")):
        answer = bureau.get(f"{own(one)}{file}/")
        assert b"".join(answer.streaming_content)[:4].startswith(begins)  # type: ignore[attr-defined]  # a file goes out in pieces
    assert bureau.get(f"{own(one)}letter/").content[:2] == b"PK"


def test_a_draft_whose_text_is_gone_can_still_be_downloaded_and_answered(
    one: Consulted, bureau: Client, agency: Client
) -> None:
    FrozenText.objects.all().delete()
    said = page(bureau, own(one))
    assert "报告内容在这里读不出来" in said
    assert "村小取暖绩效评价报告" in said
    assert bureau.post(f"{own(one)}note/", {"section": "全文", "content": "请核对"}).status_code == 302
    for client, address in ((bureau, f"{own(one)}letter/"), (agency, f"{table_of(one)}{one.sending.pk}/letter/")):
        assert client.get(address).content[:2] == b"PK"
    assert agency.get(f"{table_of(one)}{one.sending.pk}/paper/").status_code == 200


def test_nothing_is_seen_before_it_is_sent_nor_by_others(county: County, logged_in: LoggedIn) -> None:
    version = drafted(county)
    assert "征求意见稿第1稿" not in page(logged_in(Duty.DPT), LIST)
    sending = send_for_opinion(
        version, UNIT, county.education, due=date(2026, 3, 9), by=county.member(Duty.TPL), at=DAY
    )
    address = f"{LIST}{sending.pk}/"
    health = client_of(appoint("qh_health", Duty.DPT, county.health))
    for client in (health, logged_in(Duty.UNT)):
        for tail in ("", "word/", "pdf/", "letter/", "reply-file/"):
            assert client.get(f"{address}{tail}").status_code == 404
        assert client.post(f"{address}note/", {"section": "全文", "content": "看看"}).status_code == 404
        assert client.post(f"{address}reply/", {"no_opinion": "1"}).status_code == 404
    assert logged_in(Duty.DPT).get(address).status_code == 200


def test_the_unit_does_not_see_the_evaluators_page_and_they_not_its_own(
    one: Consulted, bureau: Client, agency: Client
) -> None:
    assert bureau.get(table_of(one)).status_code == 403
    assert agency.get(own(one)).status_code == 403
    assert agency.post(f"{own(one)}reply/", {"no_opinion": "1", "name": "第三方项目负责人甲"}).status_code == 403


def test_opinions_are_noted_changed_and_removed_beside_their_section(one: Consulted, bureau: Client) -> None:
    answer = bureau.post(f"{own(one)}note/", {"section": SECTION, "content": "得分请核对"})
    assert answer["Location"].endswith("#s-3")
    bureau.post(f"{own(one)}note/", {"section": "全文", "content": "多余的一条"})
    first, second = ReportOpinion.objects.all()
    bureau.post(f"{own(one)}notes/{first.pk}/change/", {"content": "得分应为87分", "revision": 1})
    bureau.post(f"{own(one)}notes/{second.pk}/remove/", {"revision": 1})
    said = page(bureau, own(one))
    assert "得分应为87分" in said
    assert "多余的一条" not in said
    assert "1 条意见" in said


def test_what_could_not_be_noted_stays_in_its_field(one: Consulted, bureau: Client) -> None:
    long = "长" * 33_000
    answer = bureau.post(f"{own(one)}note/", {"section": SECTION, "content": long})
    assert answer.status_code == 422
    assert long in answer.content.decode()
    row = note_opinion(one.now(), SECTION, "原来的", by=one.unit, at=IN_TIME)
    answer = bureau.post(
        f"{own(one)}notes/{row.pk}/change/", {"opinion": row.pk, "content": "改成这样", "revision": 9}
    )
    assert answer.status_code == 422
    assert "改成这样" in answer.content.decode()
    assert "别的窗口" in answer.content.decode()


def test_a_very_long_opinion_and_signs_of_a_page_are_shown_as_written(one: Consulted, bureau: Client) -> None:
    bureau.post(f"{own(one)}note/", {"section": SECTION, "content": "<b>粗</b>" + "字" * 15_000})
    said = page(bureau, own(one))
    assert "&lt;b&gt;粗&lt;/b&gt;" in said
    assert "字" * 15_000 in said


def test_after_the_reply_everything_can_only_be_read(one: Consulted, bureau: Client, agency: Client) -> None:
    row = note_opinion(one.now(), SECTION, "得分请核对", by=one.unit, at=IN_TIME)
    assert "得分请核对" not in page(agency, table_of(one)), "before the reply it is the unit's own"
    revision = one.now().revision
    form = {"name": one.unit.user.name, "revision": revision, "letter": scan()}
    assert bureau.post(f"{own(one)}reply/", form).status_code == 302
    said = page(bureau, own(one))
    assert "已回复1条意见" in said
    assert "写意见</summary>" not in said
    for tail, told in (
        ("note/", {"section": SECTION, "content": "又有"}),
        (f"notes/{row.pk}/change/", {"content": "改", "revision": row.revision}),
        (f"notes/{row.pk}/remove/", {"revision": row.revision}),
        ("reply/", form | {"letter": scan()}),
    ):
        assert bureau.post(f"{own(one)}{tail}", told).status_code == 422
    assert list(ReportOpinion.objects.values_list("content", flat=True)) == ["得分请核对"]
    assert bureau.get(f"{own(one)}reply-file/").status_code == 200
    assert "得分请核对" in page(agency, table_of(one))


def test_no_opinion_is_replied_by_name_and_a_wrong_name_is_told(one: Consulted, bureau: Client) -> None:
    form = {"no_opinion": "1", "name": "某某", "revision": one.now().revision}
    answer = bureau.post(f"{own(one)}reply/", form)
    assert answer.status_code == 422
    assert 'value="某某"' in answer.content.decode()
    bureau.post(f"{own(one)}reply/", form | {"name": one.unit.user.name})
    assert "已回复无意见" in page(bureau, own(one))


def test_the_table_is_saved_in_one_go_and_tells_what_lacks_at_its_line(county: County, agency: Client) -> None:
    one = answered(county, "甲", "乙")
    first, second = ReportOpinion.objects.all()
    form = row_form(first, "采纳", changed="正文第12页") | row_form(second, "不采纳")
    form["opinion"] = [str(first.pk), str(second.pk)]
    answer = agency.post(f"{table_of(one)}decide/", form, follow=True)
    said = answer.content.decode()
    assert "已保存2条意见" in said
    assert "不采纳，没有写理由" in said
    assert "意见及采纳情况表" in said
    assert "正文第12页" in said


def test_whoever_saves_second_sees_both_and_saves_again(county: County, agency: Client) -> None:
    one = answered(county, "甲")
    row = ReportOpinion.objects.get()
    decide_opinions(one.project, [Decided(row.pk, "不采纳", "有依据", "", 1)], by=one.lead, at=LATE)
    answer = agency.post(f"{table_of(one)}decide/", row_form(row, "采纳", changed="第3页"))
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "已填：不采纳，有依据" in said
    assert "第3页" in said
    fresh = ReportOpinion.objects.get()
    assert agency.post(f"{table_of(one)}decide/", row_form(fresh, "采纳", changed="第3页")).status_code == 302
    assert ReportOpinion.objects.get().decision == "采纳"


def test_once_there_is_a_final_report_the_table_is_only_read(county: County, agency: Client) -> None:
    one = answered(county, "甲")
    final_of(one)
    said = page(agency, table_of(one))
    assert "正式稿已发出" in said
    assert "保存采纳情况" not in said
    assert agency.post(f"{table_of(one)}decide/", row_form(ReportOpinion.objects.get(), "采纳")).status_code == 422


def test_who_only_reads_evaluations_finds_no_form(county: County, finance: Client) -> None:
    one = answered(county, "甲")
    said = page(finance, table_of(one))
    assert "甲" in said
    assert "保存采纳情况" not in said
    assert "登记送达凭证" not in said


def test_a_letter_on_paper_is_entered_line_by_line_with_more_lines_on_demand(one: Consulted, agency: Client) -> None:
    address = f"{table_of(one)}{one.sending.pk}/paper/"
    assert page(agency, address).count('name="content"') == 6
    lines = {"section": [SECTION, "全文"], "content": ["得分请核对", ""]}
    more = agency.post(f"{address}save/", lines | {"more": "1"}).content.decode()
    assert more.count('name="content"') == 8
    assert "得分请核对" in more
    today = localdate().isoformat()
    form = {**lines, "replied_on": today, "revision": 1}
    without = agency.post(f"{address}save/", form)
    assert without.status_code == 422
    assert "扫描件" in without.content.decode()
    assert agency.post(f"{address}save/", form | {"letter": scan()}).status_code == 302
    said = page(agency, table_of(one))
    assert "来书面回函" in said
    assert [row.section for row in ReportOpinion.objects.all()] == [SECTION]
    assert agency.get(f"{table_of(one)}{one.sending.pk}/reply-file/").status_code == 200


def test_the_unit_sees_the_letter_that_was_entered_for_it(one: Consulted, agency: Client, bureau: Client) -> None:
    form = {"no_opinion": "1", "replied_on": "2026-03-06", "revision": 1, "letter": scan()}
    agency.post(f"{table_of(one)}{one.sending.pk}/paper/save/", form)
    assert "回复无意见" in page(bureau, own(one))
    assert bureau.get(f"{own(one)}reply-file/").status_code == 200


def test_an_overdue_unit_is_noted_with_proof(one: Consulted, agency: Client) -> None:
    said = page(agency, table_of(one))
    assert "逾期未反馈" in said
    assert "W-B33-4" in said
    number = one.sending.pk
    empty = agency.post(f"{table_of(one)}{number}/no-reply/", {"late_note": " ", "revision": 1})
    assert empty.status_code == 422
    agency.post(f"{table_of(one)}{number}/no-reply/", {"late_note": "电话催告两次", "revision": 1})
    assert agency.post(f"{table_of(one)}{number}/receipt/", {"revision": 2}).status_code == 422
    agency.post(f"{table_of(one)}{number}/receipt/", {"revision": 2, "receipt_file": scan("回执.pdf")})
    said = page(agency, table_of(one))
    assert "逾期未反馈，已注明" in said
    assert "电话催告两次" in said
    assert "W-B33-4" not in said
    assert agency.get(f"{table_of(one)}{number}/receipt-file/").status_code == 200
    assert agency.get(f"{table_of(one)}{number}/letter/").content[:2] == b"PK"


def test_a_sending_of_another_project_is_not_found_under_this_one(
    county: County, one: Consulted, agency: Client
) -> None:
    assert agency.get(f"{table_of(one)}{one.sending.pk + 1}/letter/").status_code == 404


def test_both_sides_are_told_on_their_workbench(county: County, one: Consulted) -> None:
    assert [verb for verb, note in todos(one, "unit") if "征求意见稿待反馈，逾期" in note] == ["反馈"]
    assert [verb for verb, note in todos(one) if "没有反馈" in note] == ["注明"]
    ReportSending.objects.update(due=localdate())
    assert next(note for verb, note in todos(one, "unit") if verb == "反馈").endswith("前反馈")
    assert not [verb for verb, _ in todos(one) if verb == "注明"]


def test_opinions_wait_on_the_workbench_until_they_are_decided(county: County) -> None:
    one = answered(county, "甲", "乙")
    assert ("处理", "2条反馈意见待处理") in todos(one)
    assert not [verb for verb, _ in todos(one, "unit") if verb == "反馈"]
    filled = [Decided(row.pk, "采纳", "", "第1页", row.revision) for row in ReportOpinion.objects.all()]
    decide_opinions(one.project, filled, by=one.lead, at=LATE)
    assert not [verb for verb, _ in todos(one) if verb == "处理"]


def test_a_draft_taken_over_by_a_later_one_asks_for_nothing(county: County, one: Consulted, bureau: Client) -> None:
    second = ready_version(one.project, by=one.lead, at=DAY, content=small_content(number=2))
    send_for_opinion(second, UNIT, county.education, due=date(2026, 3, 9), by=one.lead, at=LATE.replace(day=9))
    assert len([verb for verb, _ in todos(one, "unit") if verb == "反馈"]) == 1
    assert "已另送新稿" in page(bureau, LIST)


def test_a_final_report_asks_the_unit_for_nothing_more(county: County, one: Consulted, bureau: Client) -> None:
    final_of(one)
    assert not [verb for verb, _ in todos(one, "unit") if verb == "反馈"]
    assert "已发出正式稿" in page(bureau, own(one))


def test_many_opinions_and_sendings_take_no_more_queries(
    county: County, logged_in: LoggedIn, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    one = answered(county, *[f"第{number}处请核对" for number in range(30)])
    for number in range(8):
        ReportSending.objects.create(
            version=one.version,
            unit=f"第{number}科",
            organisation=county.education,
            sent_by=one.lead.user,
            sent_at=DAY,
            due=DUE,
        )
    agency, bureau = logged_in(Duty.TPL), logged_in(Duty.DPT)
    with django_assert_max_num_queries(18):  # type: ignore[operator]  # a fixture that is called
        assert page(agency, table_of(one)).count("请核对") >= 60
    with django_assert_max_num_queries(16):  # type: ignore[operator]  # a fixture that is called
        page(bureau, LIST)
    with django_assert_max_num_queries(16):  # type: ignore[operator]  # a fixture that is called
        page(bureau, own(one))


def test_merged_cells_are_one_cell_within_that_to_their_left() -> None:
    rows = (("决策", "甲", "1"), ("决策", "甲", "2"), ("过程", "甲", "3"), ("合计", "", "6"))
    read = read_table(Table("", ("一级", "二级", "分"), rows, (30, 40, 30), figures=(2,), merged=(0, 1), total=True))
    assert [[(cell.text, cell.span) for cell in row] for row in read.rows] == [
        [("决策", 2), ("甲", 2), ("1", 1)],
        [("2", 1)],
        [("过程", 1), ("甲", 1), ("3", 1)],
    ]
    assert [cell.text for cell in read.last] == ["合计", "", "6"]


def test_a_long_table_shows_its_beginning_and_says_how_much_is_left() -> None:
    rows = tuple((str(number),) for number in range(MOST_ROWS + 5))
    read = read_table(Table("", ("序号",), rows, (100,)))
    assert (len(read.rows), read.left_out) == (MOST_ROWS, 5)


def test_sections_are_named_by_part_and_number() -> None:
    content = small_content()
    names = [one.name for one in sections_in(content)]
    assert names == [
        "摘要　一、评价情况",
        "正文　一、绩效评价工作开展情况",
        "正文　二、评价结论",
        "附件1　评价指标表",
    ]
    assert sections_in(content)[0].blocks[0].lines == ("评价得分86.96分，等级“良”。",)
    assert Block().text == ""
