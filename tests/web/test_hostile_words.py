"""Signs nobody sees, words too long for a cell, numbers with a line break: told in words, and no page breaks."""

import json
from collections.abc import Mapping

import pytest
from django.test import Client

from jiheng.evaluation.models import (
    AdjustmentRequest,
    EvaluationProject,
    HandedIn,
    Material,
    MaterialUse,
    Notice,
    Phase,
    Problem,
)
from jiheng.orgs.models import Duty
from tests.county import County
from tests.evaluation.asking import MINUTES, NUMBER, Asked, asked, handed_in
from tests.evaluation.scored import scored_project
from tests.web.conftest import LoggedIn
from tests.web.preparing import fresh, home, page

pytestmark = pytest.mark.clause("cq2023-7/16", "cq2023-7/22")
UNSEEN = "不可见的字符"
PASTED = "回执\x0b见附件"
"""What a line break inside a paragraph of Word becomes when it is pasted."""


@pytest.fixture
def one(county: County) -> Asked:
    return asked(county)


@pytest.fixture
def scored(county: County) -> EvaluationProject:
    return scored_project(county)


def told(client: Client, address: str, form: Mapping[str, object]) -> str:
    """What is said to a form that was not taken."""
    answer = client.post(address, form, follow=True)
    assert answer.status_code in {200, 400, 422}
    return answer.content.decode()


@pytest.mark.parametrize("words", [PASTED, "\0"])
def test_signs_nobody_sees_are_refused_wherever_evaluators_write(agency: Client, one: Asked, words: str) -> None:
    answer = handed_in(one)
    notice, sent = f"{home(one.project)}notices/{NUMBER}/", f"{home(one.project)}handed-in/{answer.pk}/"
    for address, form in (
        (f"{notice}receipt/", {"receipt": words}),
        (f"{notice}urge/", {"reminded_on": "2026-03-15", "method": words}),
        (f"{sent}return/", {"word": words}),
    ):
        assert UNSEEN in told(agency, address, form)
    assert not Notice.objects.exclude(receipt="").exists()
    assert agency.get(f"{home(one.project)}evaluation-workbook/").status_code == 200


@pytest.mark.parametrize("words", [PASTED, "\0"])
def test_signs_nobody_sees_are_refused_from_the_unit(logged_in: LoggedIn, one: Asked, words: str) -> None:
    school, own = logged_in(Duty.UNT), f"/requests/{one.address.pk}/"
    assert UNSEEN in told(school, f"{own}none/", {"item": MINUTES, "reason": f"没有{words}"})
    assert not HandedIn.objects.exists()


@pytest.mark.parametrize("words", [PASTED, "\0"])
def test_signs_nobody_sees_are_refused_in_reasons_and_decisions(
    agency: Client, logged_in: LoggedIn, scored: EvaluationProject, words: str
) -> None:
    number = Material.objects.filter(project=scored).values_list("number", flat=True)[0]
    lead = logged_in(Duty.LEAD)
    agency.post(f"{home(scored)}scores/G3/adjust/", {"revision": 2, "score": "3.5", "reason": "当场整改"})
    decide = f"{home(scored)}adjustments/{AdjustmentRequest.objects.get().pk}/decide/"
    form = {"revision": fresh(scored).revision, "decision": "refuse", "word": f"不同意{words}"}
    assert UNSEEN in told(lead, decide, form)
    assert UNSEEN in told(agency, f"{home(scored)}materials/{number}/withdraw/", {"reason": f"拍糊{words}"})
    assert Material.objects.filter(project=scored, number=number).exists()


def test_words_too_long_for_a_cell_are_refused_and_an_old_one_is_told(
    agency: Client, scored: EvaluationProject
) -> None:
    form = {"revision": 2, "said": "比" * 40_000, "declined": ""}
    assert "最多32767个" in told(agency, f"{home(scored)}analysis/compare/plan/", form)
    Problem.objects.create(project=scored, position=9, title=PASTED)
    shown = agency.get(f"{home(scored)}evaluation-workbook/", follow=True)
    assert "没有导出" in shown.content.decode()


def test_what_no_list_holds_is_looked_up_in_vain(agency: Client, scored: EvaluationProject) -> None:
    for address, form in (
        ("materials/change/", {"act": "link", "numbers": "a\0", "indicator": "G3\0"}),
        ("materials/change/", {"act": "withdraw", "numbers": "a\0", "reason": "错"}),
        ("materials/pictures/save/", {"number": "a\0", "day": "2026-03-01", "place": "村口"}),
        ("scores/G3/evidence/", {"act": "unlink", "number": "a\0", "point": "\0"}),
    ):
        assert "请" in told(agency, f"{home(scored)}{address}", form) or "没有" in told(
            agency, f"{home(scored)}{address}", form
        )
    assert agency.get(f"{home(scored)}materials/", {"q": "\0", "kind": "\0", "point": "\0"}).status_code == 200
    assert agency.get(f"{home(scored)}materials/a%00/").status_code == 404


def test_half_a_sign_does_not_break_a_sheet(agency: Client, scored: EvaluationProject) -> None:
    cells = json.dumps([["\ud800"] * 12])
    answer = agency.post(f"{home(scored)}implementation/问题清单/save/", {"revision": 2, "cells": cells})
    assert answer.status_code in {302, 400}


def test_a_number_with_a_line_break_has_its_page(agency: Client, one: Asked) -> None:
    Notice.objects.create(project=one.project, position=9, number="明通\n2号", to="清禾县第一小学")
    Material.objects.create(project=one.project, position=9, number="PJ\n1", title="合同")
    assert "明通" in page(agency, f"{home(one.project)}notices/")
    assert page(agency, f"{home(one.project)}notices/明通%0A2号/")
    assert page(agency, f"{home(one.project)}materials/")
    assert page(agency, f"{home(one.project)}materials/PJ%0A1/")


def test_after_a_change_the_way_back_is_one_of_our_pages(agency: Client, scored: EvaluationProject) -> None:
    number = Material.objects.filter(project=scored).values_list("number", flat=True)[0]
    for back in ("materials", "//example.org/", "https://example.org/", "\0"):
        form = {"act": "set", "numbers": number, "set-source": f"县局{len(back)}", "back": back}
        answer = agency.post(f"{home(scored)}materials/change/", form)
        assert answer.status_code == 302
        assert answer["Location"] == f"{home(scored)}materials/"


def test_a_line_without_a_file_leads_back_to_the_list_once_withdrawn(
    agency: Client, scored: EvaluationProject
) -> None:
    number = Material.objects.filter(project=scored).values_list("number", flat=True)[0]
    shown = told(agency, f"{home(scored)}materials/{number}/withdraw/", {"reason": "重复"})
    assert "已撤回，编号和文件都留着" in shown


def test_a_sample_point_the_project_has_not_is_refused(agency: Client, scored: EvaluationProject) -> None:
    number = Material.objects.filter(project=scored).values_list("number", flat=True)[0]
    before = MaterialUse.objects.count()
    for address, form in (
        (f"materials/{number}/links/", {"act": "link"}),
        ("materials/change/", {"act": "link", "numbers": number}),
        ("scores/G3/evidence/", {"act": "link", "numbers": number}),
    ):
        given = {**form, "indicator": "G3", "point": "邻县|某村"}
        assert "请重新选择样本点" in told(agency, f"{home(scored)}{address}", given)
    assert MaterialUse.objects.count() == before


def test_once_the_report_is_written_nothing_handed_in_is_settled(agency: Client, one: Asked) -> None:
    answer = handed_in(one)
    EvaluationProject.objects.update(phase=Phase.REPORT)
    address = f"{home(one.project)}handed-in/{answer.pk}/return/"
    assert "要在评价实施环节才能核收" in told(agency, address, {"word": "缺页"})


def test_the_reason_stays_when_somebody_else_asked_meanwhile(agency: Client, scored: EvaluationProject) -> None:
    form = {"revision": 2, "score": "3.5", "reason": "当场整改"}
    assert agency.post(f"{home(scored)}scores/G3/adjust/", form).status_code == 302
    shown = told(agency, f"{home(scored)}scores/G3/adjust/", {**form, "reason": "另有一份说明可以佐证"})
    assert "已有等待批准的调整申请" in shown
    assert "另有一份说明可以佐证" in shown


def test_the_reason_to_withdraw_stays_when_nothing_was_ticked(agency: Client, scored: EvaluationProject) -> None:
    form = {"act": "withdraw", "reason": "同一份合同登记了两次"}
    shown = told(agency, f"{home(scored)}materials/change/", form)
    assert "请先勾选资料" in shown
    assert 'value="同一份合同登记了两次"' in shown
