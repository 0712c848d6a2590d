"""Saving what may not be kept: the page says which row and why, and nothing that was typed is lost."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

from jiheng.demo.preparation.project import demo_preparation
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.models import Duty
from jiheng.workbooks.preparation.editing import columns_of, texts_of
from jiheng.workbooks.preparation.rows import BY_TITLE
from jiheng.workbooks.preparation.writer import write_preparation
from tests.county import County, member_named
from tests.web.conftest import LoggedIn

GOOD = demo_preparation()
BACKWARDS = tuple(replace(node, actual=date(2022, 5, 11)) if node.number == "3" else node for node in GOOD.schedule)


@pytest.fixture
def agency(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.TPL)


@pytest.fixture
def opened(county: County) -> EvaluationProject:
    return open_project(GOOD, by=member_named("qh_tpl"), at=now())


def save(client: Client, project: EvaluationProject, title: str, rows: list[list[str]]) -> tuple[int, str]:
    form = {"revision": 1, "rows": len(rows), "cells": json.dumps(rows)}
    answer = client.post(f"/evaluations/{project.pk}/sheets/{title}/save/", form)
    return answer.status_code, answer.content.decode()


def texts(title: str) -> list[list[str]]:
    return texts_of(GOOD, BY_TITLE[title])


def column(title: str, name: str) -> int:
    return [one.title for one in columns_of(BY_TITLE[title])].index(name)


def test_a_completion_before_its_start_is_told_and_the_typing_stays(
    agency: Client, opened: EvaluationProject
) -> None:
    rows = texts("实施进度")
    rows[2][column("实施进度", "实际时间")] = "2022-05-11"
    status, shown = save(agency, opened, "实施进度", rows)
    assert status == 400
    assert "没有保存，须先改正：实施进度 第6行，" in shown
    assert "实际竣工2022年5月11日早于实际开工" in shown
    assert 'value="2022-05-11"' in shown
    assert "E-B8-4" in shown
    assert preparation_of(opened) == GOOD


def test_a_replaced_point_without_a_reason_is_told_and_the_typing_stays(
    agency: Client, opened: EvaluationProject
) -> None:
    rows = [[""] * len(columns_of(BY_TITLE["人工加选和替换"]))]
    rows[0][0], rows[0][column("人工加选和替换", "替换哪个样本点")] = "石桥镇人民政府", "QL-2022-01"
    status, shown = save(agency, opened, "人工加选和替换", rows)
    assert status == 400
    assert "人工加选和替换 第4行" in shown
    assert "没有写理由，请填写" in shown
    assert 'value="QL-2022-01"' in shown
    assert preparation_of(opened).manual_points == GOOD.manual_points


def test_a_workbook_with_such_a_row_is_not_read_in(agency: Client, opened: EvaluationProject) -> None:
    book = SimpleUploadedFile("评价准备.xlsx", write_preparation(replace(GOOD, schedule=BACKWARDS)))
    answer = agency.post(f"/evaluations/{opened.pk}/import/", {"workbook": book, "revision": 1}, follow=True)
    assert "没有保存，须先改正：实施进度 第6行，" in answer.content.decode()
    assert preparation_of(opened) == GOOD


def test_no_evaluation_is_opened_with_such_a_row(agency: Client, county: County) -> None:
    book = SimpleUploadedFile("评价准备.xlsx", write_preparation(replace(GOOD, schedule=BACKWARDS)))
    answer = agency.post("/evaluations/new/", {"workbook": book})
    assert answer.status_code == 400
    assert "实施进度 第6行" in answer.content.decode()
    assert not EvaluationProject.objects.exists()


def test_what_only_keeps_the_plan_back_is_saved(agency: Client, opened: EvaluationProject) -> None:
    rows = texts("实施进度")
    rows[2][column("实施进度", "计划时间")] = "2022-12-20"
    assert save(agency, opened, "实施进度", rows)[0] == 302
