"""Recheck batches: handed in, read, counted, decided on; each by those who may, for their own unit."""

import io
import json
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from jiheng.audit.models import Event
from jiheng.audit.queries import verify
from jiheng.files.actions import store
from jiheng.files.models import Attachment
from jiheng.jobs import registry
from jiheng.jobs.actions import claim, fail
from jiheng.jobs.worker import LEASE
from jiheng.orgs.models import Duty, Organisation
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.self_evaluation.actions import (
    JOB_KIND,
    add_file,
    begin_batch,
    create_batch,
    decide_mark,
    finish_batch,
    save_file_result,
    start_batch,
)
from jiheng.self_evaluation.models import (
    BatchStatus,
    Decision,
    FileOutcome,
    RecheckBatch,
    RecheckFile,
    RecheckForm,
    Worst,
)
from jiheng.self_evaluation.queries import (
    CodeCount,
    FormFilter,
    batch_summary,
    batches,
    decisions_on,
    form_tallies,
    forms_page,
)
from tests.county import DAY, County, member_named

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture(autouse=True)
def runner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._RUNNERS, JOB_KIND, lambda context: {})


def finding(code: str, severity: str, cell: str | None = "H9") -> dict[str, object]:
    return {"code": code, "severity": severity, "message": "说明", "cell": cell}


def form(project: str, verdicts: str, *findings: dict[str, object], executed: str | None = "43.20") -> str:
    """A form's JSON: each letter of ``verdicts`` is a row (m d j u), the findings stand on the first row."""
    words = {"m": "match", "d": "differs", "j": "judgement", "u": "unreadable"}
    rows = [
        {"verdict": words[letter], "findings": findings if place == 0 else ()}
        for place, letter in enumerate(verdicts)
    ]
    return json.dumps(
        {
            "sheet": "自评表",
            "kind": "project_self_evaluation",
            "project": project,
            "unit_name": "第一小学",
            "year": 2025,
            "unit_of_money": "万元",
            "funds": {"executed": executed},
            "indicators": rows,
            "totals": {
                "reported": "98.5",
                "recomputed": "91.375",
                "grade_reported": "优",
                "grade_recomputed": "优",
            },
            "findings": [],
        },
        ensure_ascii=False,
    )


ROADS = form("道路养护", "mmd", finding("E-R-05", "error"), finding("W-R-09", "warning"), finding("E-R-05", "error"))
LIBRARY = form("图书馆", "mm", finding("N-R-23", "notice"), executed="1.005")
BRIDGE = form("桥梁", "mju", finding("E-R-02", "record"), executed=None)


def paper(county: County, body: Organisation | None = None, username: str = "qh_unt") -> Attachment:
    by = member_named(username)
    return store(io.BytesIO(PDF), "一.pdf", organisation=body or county.school, by=by, at=DAY)


def open_batch(county: County, files: int = 1) -> RecheckBatch:
    by = county.member(Duty.UNT)
    batch = create_batch("2025年自评", "mof2020-10", by=by, at=DAY)
    for number in range(files):
        add_file(batch, f"{number}.xlsx", paper(county), by=by, at=DAY)
    return batch


def read_batch(county: County) -> RecheckBatch:
    batch = open_batch(county)
    start_batch(batch, by=county.member(Duty.UNT), at=DAY)
    begin_batch(batch)
    save_file_result(batch.files.get(), [ROADS, LIBRARY, BRIDGE], outcome=FileOutcome.READ)
    return batch


def test_a_batch_goes_from_open_to_finished(county: County) -> None:
    batch = read_batch(county)
    finish_batch(batch, at=DAY)
    batch = RecheckBatch.objects.get()
    assert (batch.status, batch.standing) == (BatchStatus.FINISHED, BatchStatus.FINISHED)
    assert batch.counts == {
        **{"files": 1, "unreadable": 0, "forms": 3, "rows": 8, "matches": 5, "differences": 1},
        **{"judgements": 1, "unread": 1, "errors": 2, "records": 1, "warnings": 1, "notices": 1},
    }
    last = Event.objects.last()
    assert last is not None
    assert last.action == "recheck.finished"
    assert verify() == []
    with pytest.raises(Refused, match="没有在复核"):
        finish_batch(batch, at=DAY)


def test_the_row_of_a_form_follows_its_json(county: County) -> None:
    read_batch(county)
    row = RecheckForm.objects.get(project="道路养护")
    assert (row.rows, row.matches, row.differences, row.errors, row.warnings) == (3, 2, 1, 2, 1)
    assert (row.reported, row.recomputed, row.grade) == (Decimal("98.50"), Decimal("91.38"), "优")
    assert (row.executed, row.worst, row.year) == (Decimal("432000.00"), Worst.ERROR, 2025)
    assert row.result == ROADS
    assert RecheckForm.objects.get(project="图书馆").executed == Decimal("10050.00")


def test_the_summary_counts_in_three_queries(
    county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    batch = read_batch(county)
    with django_assert_num_queries(3):
        summary = batch_summary(batch)
    assert summary.executed == Decimal("442050.00")
    assert summary.affected == Decimal("432000.00")
    assert summary.codes == (
        CodeCount("E-R-05", Worst.ERROR, 2, 1),
        CodeCount("E-R-02", Worst.RECORD, 1, 1),
        CodeCount("W-R-09", Worst.WARNING, 1, 1),
        CodeCount("N-R-23", Worst.NOTICE, 1, 1),
    )


def test_a_batch_without_forms_has_no_money(county: County) -> None:
    summary = batch_summary(open_batch(county))
    assert (summary.executed, summary.affected, summary.figures.forms) == (None, None, 0)


def test_a_batch_whose_forms_agree_has_no_money_affected(county: County) -> None:
    batch = open_batch(county)
    save_file_result(batch.files.get(), [LIBRARY], outcome=FileOutcome.READ)
    assert batch_summary(batch).affected == Decimal("0.00")


@pytest.mark.parametrize(
    ("chosen", "projects"),
    [
        (FormFilter.ALL, ["道路养护", "桥梁", "图书馆"]),
        (FormFilter.ERRORS, ["道路养护", "桥梁"]),
        (FormFilter.DIFFERENCES, ["道路养护"]),
        (FormFilter.WARNINGS, ["道路养护"]),
        (FormFilter.CLEAN, ["图书馆"]),
    ],
)
def test_each_tab_shows_what_it_counts(county: County, chosen: FormFilter, projects: list[str]) -> None:
    batch = read_batch(county)
    assert [row.project for row in forms_page(batch, chosen)] == projects
    assert form_tallies(batch)[chosen] == len(projects)


@pytest.mark.parametrize(
    ("search", "code", "count"),
    [
        ("道路", "", 1),
        ("第一小学 桥", "", 1),
        ("0.xlsx", "", 3),
        ("没有", "", 0),
        ("", "E-R-05", 1),
        ("桥", "E-R-05", 0),
    ],
)
def test_forms_are_found_by_words_and_by_code(county: County, search: str, code: str, count: int) -> None:
    assert forms_page(read_batch(county), search=search, code=code).count() == count


def test_the_list_reads_no_long_text_and_no_row_by_row(
    county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    batch = read_batch(county)
    with django_assert_num_queries(1):
        assert [row.file.name for row in forms_page(batch)] == ["0.xlsx"] * 3


def test_a_file_read_twice_is_kept_once(county: County) -> None:
    batch = open_batch(county)
    file = batch.files.get()
    save_file_result(file, [ROADS], outcome=FileOutcome.READ)
    save_file_result(file, [ROADS, LIBRARY], outcome=FileOutcome.READ)
    assert batch.forms.count() == 1


def test_a_refused_file_stays_in_the_list_with_its_reason(county: County) -> None:
    batch = open_batch(county)
    file = add_file(batch, "密.xlsx", None, by=county.member(Duty.UNT), at=DAY, message="“密.xlsx”有打开密码")
    assert file.outcome == FileOutcome.UNREADABLE
    assert batch_summary(batch).figures.unreadable == 1


def test_a_batch_is_started_once_and_not_empty(county: County) -> None:
    by = county.member(Duty.UNT)
    with pytest.raises(Refused, match="没有可以复核的文件"):
        start_batch(create_batch("空", "mof2020-10", by=by, at=DAY), by=by, at=DAY)
    batch = open_batch(county)
    job = start_batch(batch, by=by, at=DAY)
    assert (job.kind, job.arguments, job.owner) == (JOB_KIND, {"batch": batch.pk}, by.user)
    with pytest.raises(Refused, match="已开始复核"):
        start_batch(batch, by=by, at=DAY)


def test_a_batch_without_a_name_is_refused(county: County) -> None:
    with pytest.raises(Refused, match="批次名称"):
        create_batch("  ", "mof2020-10", by=county.member(Duty.UNT), at=DAY)


def test_a_failed_job_shows_on_its_batch(county: County) -> None:
    batch = open_batch(county)
    start_batch(batch, by=county.member(Duty.UNT), at=DAY)
    assert RecheckBatch.objects.get().standing == BatchStatus.WAITING
    job = claim(now=DAY, lease=LEASE)
    assert job is not None
    begin_batch(batch)
    assert RecheckBatch.objects.get().standing == BatchStatus.RUNNING
    begin_batch(batch)
    fail(job, "磁盘已满", at=DAY)
    assert RecheckBatch.objects.get().standing == BatchStatus.FAILED


def test_a_batch_with_unread_files_cannot_end_and_a_finished_one_takes_no_more(county: County) -> None:
    batch = open_batch(county, files=2)
    begin_batch(batch)
    save_file_result(RecheckFile.objects.filter(batch=batch)[0], [ROADS], outcome=FileOutcome.READ)
    with pytest.raises(Refused, match="还有文件没有读取"):
        finish_batch(batch, at=DAY)
    save_file_result(RecheckFile.objects.filter(batch=batch)[1], [], outcome=FileOutcome.UNREADABLE, message="坏")
    finish_batch(batch, at=DAY)
    with pytest.raises(Refused, match="已复核完"):
        add_file(batch, "晚.xlsx", paper(county), by=county.member(Duty.UNT), at=DAY)
    with pytest.raises(Refused, match="已复核完"):
        begin_batch(batch)


@pytest.mark.parametrize("duty", [Duty.SYS, Duty.FLD, Duty.QC, Duty.EXP, Duty.ARC, Duty.SUP])
def test_the_wrong_duty_rechecks_nothing(county: County, duty: Duty) -> None:
    with pytest.raises(PermissionDenied):
        create_batch("2025年自评", "mof2020-10", by=county.member(duty), at=DAY)


def test_nobody_adds_to_or_starts_a_batch_of_another_unit(county: County) -> None:
    batch = open_batch(county)
    other = member_named("lz_fpd")
    with pytest.raises(PermissionDenied):
        add_file(batch, "一.xlsx", None, by=other, at=DAY)
    with pytest.raises(PermissionDenied):
        start_batch(batch, by=other, at=DAY)


def test_a_paper_of_another_unit_cannot_be_slipped_in(county: County) -> None:
    foreign = paper(county, county.kindergarten, "qh_dpt")
    with pytest.raises(Refused, match="不属于这个批次的机构"):
        add_file(open_batch(county), "一.xlsx", foreign, by=county.member(Duty.UNT), at=DAY)


@pytest.mark.parametrize(
    ("username", "seen"), [("qh_unt", 1), ("qh_dpt", 1), ("qh_fpd", 1), ("qh_sup", 1), ("qh_tpm", 0), ("lz_fpd", 0)]
)
def test_batches_are_seen_by_the_unit_and_those_above_it(county: County, username: str, seen: int) -> None:
    batch = read_batch(county)
    member = member_named(username)
    assert batches(member).count() == seen
    row = batch.forms.all()[0]
    if seen:
        assert find(RecheckForm.objects.all(), member, pk=row.pk) == row
    else:
        with pytest.raises(Http404):
            find(RecheckForm.objects.all(), member, pk=row.pk)


def test_a_mark_is_sent_back_or_accepted_with_a_reason(county: County) -> None:
    read_batch(county)
    row = RecheckForm.objects.get(project="道路养护")
    by = county.member(Duty.DPT)
    with pytest.raises(Refused, match="须写明理由"):
        decide_mark(row, 0, Decision.ACCEPT, reason=" ", by=by, at=DAY)
    with pytest.raises(Refused, match="没有这处标记"):
        decide_mark(row, 3, Decision.RETURN, reason="", by=by, at=DAY)
    decide_mark(row, 1, Decision.RETURN, reason="", by=by, at=DAY)
    with pytest.raises(Refused, match="已作同样的决定"):
        decide_mark(row, 1, Decision.RETURN, reason="", by=by, at=DAY)
    decide_mark(row, 1, Decision.ACCEPT, reason="已附说明", by=by, at=DAY)
    counted = decisions_on(row)
    assert {mark: (one.decision, one.code, one.cell) for mark, one in counted.items()} == {
        1: (Decision.ACCEPT, "W-R-09", "H9")
    }
    assert row.decisions.count() == 2
    assert RecheckForm.objects.get(pk=row.pk).result == ROADS
    last = Event.objects.last()
    assert last is not None
    assert '"decision":"return"' in last.before
    assert '"decision":"accept"' in last.after


@pytest.mark.parametrize("username", ["qh_unt", "qh_fld", "qh_sup", "qh_tpm", "lz_fpd", "qh_sys"])
def test_who_filled_it_in_or_stands_outside_decides_nothing(county: County, username: str) -> None:
    read_batch(county)
    with pytest.raises(PermissionDenied):
        decide_mark(RecheckForm.objects.all()[0], 0, Decision.RETURN, reason="", by=member_named(username), at=DAY)


def test_figures_too_large_to_be_meant_are_left_out(county: County) -> None:
    batch = open_batch(county)
    text = json.loads(ROADS)
    text["funds"]["executed"] = "9" * 30
    text["totals"]["reported"] = "1" * 20
    text["year"] = 99999
    text["project"] = "长\x00" * 300
    save_file_result(batch.files.get(), [json.dumps(text)], outcome=FileOutcome.READ)
    row = RecheckForm.objects.get()
    assert row.executed is None
    assert row.reported is None
    assert row.year is None
    assert row.project == "长" * 200
