"""Preparing an evaluation in the browser: open, fill, check, read the results, send, decide."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from jiheng.demo.preparation.project import demo_preparation, demo_workbook
from jiheng.evaluation.actions.entering import open_project, replace_preparation
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.models import Duty
from jiheng.rules.execution.shapes import FundLine
from jiheng.rules.figures import percent
from jiheng.rules.law import rulebook
from jiheng.rules.preparation.check import check
from jiheng.rules.preparation.result_json import preparation_json
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.web.evaluations.checking import STEPS
from jiheng.web.evaluations.funds import WORDS
from jiheng.web.evaluations.result_views import TITLES
from jiheng.workbooks.preparation.editing import columns_of, texts_of
from jiheng.workbooks.preparation.places import placed
from jiheng.workbooks.preparation.reader import read_preparation
from jiheng.workbooks.preparation.rows import BY_TITLE
from tests.county import County, member_named
from tests.web.conftest import client_of
from tests.web.preparing import LIST, fresh, home, page, save, save_cell_by_cell, sheet_of, texts, workbook

NEW = "/evaluations/new/"


# Opening


def test_a_code_and_a_name_open_an_evaluation(agency: Client) -> None:
    answer = agency.post(NEW, {"code": "PJ-1", "name": "村道养护补助"})
    project = EvaluationProject.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, home(project))
    assert preparation_of(project) == Preparation(project=Project("PJ-1", "村道养护补助"))
    assert "村道养护补助" in page(agency, LIST)
    assert "未填" in page(agency, home(project))


def test_a_filled_workbook_opens_an_evaluation_with_all_it_holds(agency: Client) -> None:
    assert agency.post(NEW, {"workbook": workbook(demo_workbook())}).status_code == 302
    assert placed(preparation_of(EvaluationProject.objects.get())) == placed(demo_preparation())


@pytest.mark.parametrize("typed", [{"code": "PJ-1"}, {"name": "村道养护补助"}, {}])
def test_neither_name_nor_workbook_is_told_and_what_was_typed_stays(agency: Client, typed: dict[str, str]) -> None:
    answer = agency.post(NEW, typed)
    said = answer.content.decode()
    assert answer.status_code == 400
    assert "请填写项目编号和项目名称，或者选择填好的工作簿" in said
    assert all(f'value="{one}"' in said for one in typed.values())
    assert not EvaluationProject.objects.exists()


def test_what_is_no_preparation_workbook_is_told(agency: Client) -> None:
    answer = agency.post(NEW, {"workbook": workbook("不是表格".encode(), "说明.xlsx")})
    assert answer.status_code == 400
    assert "说明.xlsx" in answer.content.decode()


def test_a_code_is_used_once_by_an_agency(agency: Client, opened: EvaluationProject) -> None:
    answer = agency.post(NEW, {"code": opened.code, "name": "另一个项目"})
    assert answer.status_code == 400
    assert "已有编号为" in answer.content.decode()


def test_the_empty_template_can_be_filled_and_brought_back(agency: Client) -> None:
    answer = agency.get("/evaluations/template/")
    read = read_preparation("模板.xlsx", answer.content)
    assert read.preparation == placed(Preparation(project=Project("", "")))


# Workbook in and out


def test_the_workbook_goes_out_the_same_twice_and_comes_back_equal(agency: Client, opened: EvaluationProject) -> None:
    first, second = (agency.get(f"{home(opened)}workbook/") for _ in range(2))
    assert first.content == second.content
    assert "filename*=UTF-8''" in first["Content-Disposition"]
    read = read_preparation("评价准备.xlsx", first.content)
    assert not read.findings
    assert read.preparation.project == placed(demo_preparation()).project
    assert placed(read.preparation) == placed(demo_preparation())


def test_bringing_in_a_workbook_replaces_what_was_there(agency: Client, opened: EvaluationProject) -> None:
    other = Preparation(project=Project("PJ-2", "改了名的项目"))
    open_project(other, by=member_named("qh_tpl"), at=now())
    content = agency.get(f"{home(EvaluationProject.objects.get(code='PJ-2'))}workbook/").content
    EvaluationProject.objects.filter(code="PJ-2").update(code="PJ-3")
    answer = agency.post(f"{home(opened)}import/", {"workbook": workbook(content), "revision": 1})
    assert answer.status_code == 302
    assert preparation_of(fresh(opened)) == other
    assert fresh(opened).revision == 2


def test_a_workbook_based_on_an_older_state_is_refused(agency: Client, opened: EvaluationProject) -> None:
    theirs = replace(demo_preparation(), tasks=())
    replace_preparation(opened, theirs, revision=1, by=member_named("qh_tpm"), at=now())
    address = f"{home(opened)}import/"
    said = agency.post(address, {"workbook": workbook(demo_workbook()), "revision": 1}, follow=True).content.decode()
    assert "已被他人修改" in said
    assert preparation_of(fresh(opened)) == theirs


def test_a_workbook_with_the_code_of_another_project_is_refused(agency: Client, opened: EvaluationProject) -> None:
    mine = open_project(Preparation(project=Project("PJ-2", "另一个项目")), by=member_named("qh_tpl"), at=now())
    sent = {"workbook": workbook(demo_workbook()), "revision": 1}
    said = agency.post(f"{home(mine)}import/", sent, follow=True).content.decode()
    assert "已有编号为" in said
    assert fresh(mine).code == "PJ-2"


def test_no_file_chosen_is_told(agency: Client, opened: EvaluationProject) -> None:
    said = agency.post(f"{home(opened)}import/", {"revision": 1}, follow=True).content.decode()
    assert "请选择填好的评价准备工作簿" in said


# Sheets


def test_every_sheet_belongs_to_one_step() -> None:
    listed = [title for _, sheets, _ in STEPS for title in sheets]
    assert sorted(listed) == sorted(BY_TITLE)


@pytest.mark.parametrize("title", BY_TITLE)
def test_a_sheet_shows_what_is_kept(agency: Client, opened: EvaluationProject, title: str) -> None:
    said = page(agency, sheet_of(opened, title))
    assert BY_TITLE[title].advice in said
    assert all(column.title in said for column in columns_of(BY_TITLE[title]))
    assert "保存" in said


@pytest.mark.parametrize("title", BY_TITLE)
def test_a_sheet_saved_unchanged_stays_as_it_is(agency: Client, opened: EvaluationProject, title: str) -> None:
    before = preparation_of(opened)
    assert save(agency, opened, title, texts(opened, title)).status_code == 302
    assert preparation_of(fresh(opened)) == before
    assert fresh(opened).revision == 2


def test_a_sheet_is_saved_cell_by_cell_without_a_script(agency: Client, opened: EvaluationProject) -> None:
    rows = [*texts(opened, "分工和时间"), ["", "", "", ""], ["装订归档", "吴倩", "2023年5月20日", "2023-05-22"]]
    assert save_cell_by_cell(agency, opened, "分工和时间", rows).status_code == 302
    assert texts(opened, "分工和时间")[-1] == ["装订归档", "吴倩", "2023-05-20", "2023-05-22"]
    assert len(texts(opened, "分工和时间")) == len(rows) - 1, "the blank row fell away"


def test_a_form_is_saved_line_by_line(agency: Client, opened: EvaluationProject) -> None:
    rows = texts(opened, "项目基本信息")
    rows[1] = ["改过的名称"]
    assert save_cell_by_cell(agency, opened, "项目基本信息", rows).status_code == 302
    assert fresh(opened).name == "改过的名称"


def test_all_rows_left_blank_empty_the_sheet(agency: Client, opened: EvaluationProject) -> None:
    assert save(agency, opened, "分工和时间", [["", "", "", ""]]).status_code == 302
    assert texts(opened, "分工和时间") == []


@pytest.mark.parametrize(
    ("title", "column", "typed", "said"),
    [
        ("分工和时间", 2, "下月初", "不是日期"),
        ("下达文件", 4, "很多", "不是金额"),
        ("评价小组", 5, "十来年", "不是整数"),
        ("评价小组", 7, "也许", "不在可选范围"),
        ("实施进度", 2, "收尾", "不在可选范围"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_and_nothing_typed_is_lost(
    agency: Client, opened: EvaluationProject, title: str, column: int, typed: str, said: str
) -> None:
    before = preparation_of(opened)
    rows = texts(opened, title)
    rows[1][column] = typed
    rows[0][0] += "（改）"
    answer = save(agency, opened, title, rows)
    shown = answer.content.decode()
    assert answer.status_code == 400
    letter = "ABCDEFGHIJ"[column]
    assert f"{title} {letter}5" in shown, "the second row stands in line 5 of the sheet"
    assert f"“{columns_of(BY_TITLE[title])[column].title}”" in shown
    assert said in shown
    assert f'value="{typed}"' in shown
    assert "（改）" in shown
    assert preparation_of(fresh(opened)) == before


def test_many_pasted_rows_stay_on_the_page_when_one_is_wrong(agency: Client, opened: EvaluationProject) -> None:
    rows = [[f"工作{number}", "吴倩", "", ""] for number in range(400)]
    rows[399][2] = "下月初"
    shown = save(agency, opened, "分工和时间", rows).content.decode()
    assert 'value="工作399"' in shown
    assert 'value="下月初"' in shown


@pytest.mark.parametrize(
    ("title", "column", "typed", "said"),
    [
        ("评价小组", 0, "郑" * 61, "最多60个"),
        ("评价小组", 5, "40000", "不在0到32767之间"),
        ("下达文件", 4, "1" * 20, "太大"),
    ],
)
def test_what_does_not_fit_is_told_in_words(
    agency: Client, opened: EvaluationProject, title: str, column: int, typed: str, said: str
) -> None:
    rows = texts(opened, title)
    rows[0][column] = typed
    answer = save(agency, opened, title, rows)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert fresh(opened).revision == 1


def test_letters_no_eye_sees_fall_away(agency: Client, opened: EvaluationProject) -> None:
    rows = texts(opened, "评价小组")
    rows[0][2] = "工程\x00管理"
    assert save(agency, opened, "评价小组", rows).status_code == 302
    assert texts(opened, "评价小组")[0][2] == "工程管理"


def test_the_later_of_two_changes_is_refused_again_until_the_page_is_read_anew(
    agency: Client, opened: EvaluationProject
) -> None:
    rows = texts(opened, "分工和时间")
    theirs = replace(demo_preparation(), tasks=())
    replace_preparation(opened, theirs, revision=1, by=member_named("qh_tpm"), at=now())
    for _ in range(2):
        answer = save(agency, opened, "分工和时间", rows)
        shown = answer.content.decode()
        assert answer.status_code == 400
        assert "已被他人修改" in shown
        assert f'value="{rows[0][0]}"' in shown
        assert '<input type="hidden" name="revision" value="1">' in shown
    assert preparation_of(fresh(opened)) == theirs


@pytest.mark.parametrize("form", [{}, {"cells": "[["}, {"cells": "5"}, {"cells": "[5]"}, {"rows": ""}])
def test_a_form_that_arrives_broken_empties_nothing(
    agency: Client, opened: EvaluationProject, form: dict[str, str]
) -> None:
    before = preparation_of(opened)
    answer = agency.post(f"{sheet_of(opened, '分工和时间')}save/", {"revision": 1, **form})
    assert answer.status_code == 400
    assert preparation_of(fresh(opened)) == before


def test_rows_that_belong_to_another_sheet_join_it(agency: Client, opened: EvaluationProject) -> None:
    node = preparation_of(opened).schedule[0]
    assert save(agency, opened, "进度时间要求", [[node.number, "", "甲文件", "2023-01-31"]]).status_code == 302
    kept = preparation_of(fresh(opened)).schedule
    assert [(one.document, one.day) for one in kept[0].demands] == [("甲文件", date(2023, 1, 31))]
    assert not any(one.demands for one in kept[1:])


def test_changing_the_owner_keeps_what_belongs_to_it(agency: Client, opened: EvaluationProject) -> None:
    rows = texts(opened, "评价指标")
    before = preparation_of(opened).indicators[0].candidates
    assert before
    place = [column.name for column in columns_of(BY_TITLE["评价指标"])].index("name")
    rows[0][place] = "改了名的指标"
    assert save(agency, opened, "评价指标", rows).status_code == 302
    kept = preparation_of(fresh(opened)).indicators[0]
    assert (kept.name, kept.candidates) == ("改了名的指标", before)


def test_a_source_of_a_target_joins_its_indicator(agency: Client, opened: EvaluationProject) -> None:
    indicator = preparation_of(opened).indicators[1]
    row = {"owner": indicator.code, "source": "标准", "value": "≥95%", "document": "技术规范"}
    cells = [row.get(column.name, "") for column in columns_of(BY_TITLE["目标值来源"])]
    assert save(agency, opened, "目标值来源", [cells]).status_code == 302
    (kept,) = preparation_of(fresh(opened)).indicators[1].candidates
    assert (kept.value, kept.document) == ("≥95%", "技术规范")


def test_a_row_of_nobody_is_told(agency: Client, opened: EvaluationProject) -> None:
    answer = save(agency, opened, "进度时间要求", [["没有这个节点", "", "甲文件", "2023-01-31"]])
    assert answer.status_code == 400
    assert "进度时间要求 第4行" in answer.content.decode()


def test_a_long_sheet_is_shown_in_part_and_edited_in_excel(agency: Client, opened: EvaluationProject) -> None:
    replace_preparation(opened, with_lines(1000), revision=1, by=member_named("qh_tpl"), at=now(), parts=("lines",))
    shown = page(agency, sheet_of(opened, "预算执行明细"))
    assert "共 1,000 行" in shown
    assert "保存" not in shown
    assert shown.count("<tr>") < 310


def test_no_page_that_can_be_edited_has_more_fields_than_a_form_may_hold(
    agency: Client, opened: EvaluationProject
) -> None:
    for count in (290, 300, 320, 330):
        revision = fresh(opened).revision
        replace_preparation(opened, with_lines(count), revision=revision, by=member_named("qh_tpl"), at=now())
        assert page(agency, sheet_of(opened, "预算执行明细")).count('name="r') < 5000


def test_an_unknown_sheet_or_result_is_not_there(agency: Client, opened: EvaluationProject) -> None:
    page(agency, sheet_of(opened, "没有的表"), 404)
    page(agency, f"{home(opened)}results/nothing/", 404)


# Checks and results


def test_findings_say_where_they_stand(agency: Client, opened: EvaluationProject) -> None:
    rows = texts(opened, "下达文件")
    rows[0][4] = "1"
    assert save(agency, opened, "下达文件", rows).status_code == 302
    shown = page(agency, f"{home(opened)}check/")
    assert "E-B7-" in shown
    assert "下达文件 第4行" in shown
    assert "这张表的检查" in page(agency, sheet_of(opened, "下达文件"))


def test_the_check_page_names_every_step_and_finding(agency: Client, opened: EvaluationProject) -> None:
    shown = page(agency, f"{home(opened)}check/")
    result = check(placed(demo_preparation()), rulebook("cq2023-7", localdate()), localdate())
    assert all(title in shown for title, _, _ in STEPS)
    assert result.findings
    for finding in result.findings:
        assert finding.code in shown
        assert finding.where in shown


def test_the_results_are_those_of_the_command_line(agency: Client, opened: EvaluationProject) -> None:
    result = check(placed(demo_preparation()), rulebook("cq2023-7", localdate()), localdate())
    figures = preparation_json(result)
    for name in TITLES.keys() - {"execution"}:
        answer = agency.get(f"{home(opened)}results/{name}/")
        assert answer.status_code == 200
        assert answer.context["part"] == figures[name]
    shown = page(agency, f"{home(opened)}results/execution/")
    for release in figures["execution"]["releases"]:
        assert f"{Decimal(release['amount']):,.2f}" in shown
    for dimension, word in WORDS.items():
        shown = page(agency, f"{home(opened)}results/execution/summaries/?by={word}")
        for row in figures["execution"]["summaries"][dimension.value]:
            assert f"{Decimal(row['budget']):,.2f}" in shown
            assert percent(Decimal(row["share"])) in shown
    shown = page(agency, f"{home(opened)}results/sampling/")
    assert all(unit in shown for one in figures["sampling"]["strata"] for unit in one["drawn"])


@pytest.mark.parametrize("name", TITLES)
def test_an_empty_preparation_has_result_pages_too(agency: Client, county: County, name: str) -> None:
    project = open_project(Preparation(project=Project("PJ-2", "空的")), by=member_named("qh_tpl"), at=now())
    page(agency, f"{home(project)}results/{name}/")


# The plan


def test_another_county_finds_nothing_and_others_are_refused(county: County, opened: EvaluationProject) -> None:
    page(client_of(member_named("lz_fpd")), home(opened), 404)
    page(client_of(county.member(Duty.UNT)), home(opened), 403)
    page(client_of(county.member(Duty.DPT)), LIST, 403)


def test_those_who_only_read_get_no_fields_and_no_buttons(county: County, opened: EvaluationProject) -> None:
    for duty in (Duty.QC, Duty.FPD, Duty.FLD, Duty.SUP):
        client = client_of(county.member(duty))
        shown = page(client, sheet_of(opened, "分工和时间"))
        assert "保存" not in shown
        assert "<input name=" not in shown
        assert "立项</button>" not in page(client, LIST)
        assert save(client, opened, "分工和时间", []).status_code == 403


# Work


def with_lines(count: int) -> Preparation:
    preparation = demo_preparation()
    lines = tuple(
        FundLine(str(number), preparation.releases[0].number, use="养护", payee=f"村{number}", budget=Decimal(1))
        for number in range(1, count + 1)
    )
    return replace(preparation, lines=lines)


@pytest.mark.parametrize("address", ["", "check/", "workbook/", "sheets/预算执行明细/", "results/execution/"])
def test_more_rows_ask_no_more_of_the_database(agency: Client, opened: EvaluationProject, address: str) -> None:
    asked = []
    for count in (10, 200):
        revision = fresh(opened).revision
        replace_preparation(opened, with_lines(count), revision=revision, by=member_named("qh_tpl"), at=now())
        with CaptureQueriesContext(connection) as captured:
            page_status = agency.get(home(opened) + address).status_code
        assert page_status == 200
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_a_sheet_is_saved_with_as_many_questions_for_many_rows(agency: Client, opened: EvaluationProject) -> None:
    asked = []
    for count in (10, 200):
        rows = texts_of(with_lines(count), BY_TITLE["预算执行明细"])
        revision = fresh(opened).revision
        with CaptureQueriesContext(connection) as captured:
            assert save(agency, opened, "预算执行明细", rows, revision).status_code == 302
        asked.append(len(captured))
    assert asked[1] - asked[0] <= 10
