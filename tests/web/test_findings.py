"""Findings on a page: those of one code stand together, and many of them are folded behind the first."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from jiheng.rules.codes import failed
from jiheng.rules.preparation.result import Said
from jiheng.web.templatetags.places import grouped

FEW = [Said(failed("E-B7-3", f"明细行{number}没有填实际支出数")) for number in range(1, 5)]
MANY = [Said(failed("E-B7-3", f"明细行{number}没有填实际支出数")) for number in range(1, 15)]
OTHER = Said(failed("W-B7-5", "超过预算数"))


@pytest.mark.clause("cq2023-7/7")
def test_a_few_are_all_shown_and_many_are_folded() -> None:
    assert grouped(FEW) == [(FEW, [])]
    assert grouped([MANY[0], OTHER, *MANY[1:]]) == [(MANY[:3], MANY[3:]), ([OTHER], [])]


@pytest.mark.clause("cq2023-7/7")
def test_every_finding_is_on_the_page_once() -> None:
    shown = render_to_string("evaluations/findings.html", {"said": [*MANY, OTHER]})
    assert [shown.count(one.finding.message + "<") for one in MANY] == [1] * 14
    assert "同样的还有 11 处" in shown
    assert shown.count("<details>") == 1


@pytest.mark.clause("cq2023-7/23")
def test_what_is_said_of_material_leads_to_the_scores_and_the_rest_to_the_sheet() -> None:
    project = SimpleNamespace(pk=7)
    said = [Said(failed(code, "说明", where="评价指标 第13行")) for code in ("E-B23-1", "E-B10-k")]
    shown = render_to_string("evaluations/findings.html", {"said": said, "project": project})
    assert '<a href="/evaluations/7/scores/">评价指标 第13行</a>' in shown
    assert "/sheets/%E8%AF%84%E4%BB%B7%E6%8C%87%E6%A0%87/#row-13" in shown
