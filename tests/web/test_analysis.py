"""The analysis page: the system's own figures beside what is written, written in place, and nothing typed is lost."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from jiheng.demo.implementation import demo_evaluated
from jiheng.demo.preparation.funds import AID, ROADS, UPKEEP, WORKS
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.actions.fieldwork import row_mark
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject, FundLine
from jiheng.evaluation.shapes import implementation_of
from jiheng.orgs.models import Duty
from jiheng.rules.evidence.analysis_shapes import Comparison, Problem
from jiheng.rules.indicators.shapes import Part
from jiheng.workbooks.preparation.reader import read_preparation
from tests.county import DAY, County, member_named
from tests.evaluation.scored import scored_project
from tests.web.preparing import fresh, home, page

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/24")]
LoggedIn = Callable[[Duty], Client]


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return scored_project(county)


def analysis(project: EvaluationProject) -> str:
    return f"{home(project)}analysis/"


def test_the_facts_stand_beside_what_is_written(agency: Client, project: EvaluationProject) -> None:
    shown = page(agency, analysis(project))
    for comparison in Comparison:
        assert f"{comparison}</h2>" in shown
    for fact in ("98.43%", "12.716", "-0.2", "逾期8天", "456.00 万元", "92.76%", "1.966公里"):
        assert fact in shown
    assert "演示：计划硬化10.75公里，实际10.55公里，少0.2公里</textarea>" in shown
    assert "14 行没有实际支出数，不算执行率" in shown


def test_one_comparison_is_kept_in_place(agency: Client, project: EvaluationProject) -> None:
    form = {"revision": 2, "said": "比上年多0.5公里\r\n第二行", "declined": ""}
    answer = agency.post(f"{analysis(project)}compare/history/", form)
    assert answer.status_code == 302
    assert answer["Location"].endswith("#history")
    kept = {one.comparison: one.said for one in implementation_of(project, {"comparisons"}).comparisons}
    assert kept[Comparison.HISTORY] == "比上年多0.5公里\n第二行"
    assert len(kept) == len(Comparison)


def test_a_later_one_is_told_what_stands_kept_and_loses_nothing(agency: Client, project: EvaluationProject) -> None:
    address = f"{analysis(project)}compare/plan/"
    assert agency.post(address, {"revision": 2, "said": "甲写的"}).status_code == 302
    answer = agency.post(address, {"revision": 2, "said": "乙写的"})
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "已被他人修改" in shown
    assert "乙写的</textarea>" in shown
    assert "现在保存着的是：甲写的" in shown
    assert f'name="revision" value="{fresh(project).revision}"' in shown
    assert agency.post(address, {"revision": 3, "said": "乙写的"}).status_code == 302


def test_neither_result_nor_reason_is_refused(agency: Client, project: EvaluationProject) -> None:
    answer = agency.post(f"{analysis(project)}compare/plan/", {"revision": 2, "said": " "})
    assert answer.status_code == 400
    assert "请写一样" in answer.content.decode()
    assert agency.post(f"{analysis(project)}compare/weather/", {"revision": 2}).status_code == 404


def test_methods_are_ticked_and_others_named(agency: Client, project: EvaluationProject) -> None:
    form = {
        "revision": 2,
        "methods": 4,
        **{"listed0": 1, "name0": "比较法", "purpose0": "比计划", "tick0": "on"},
        **{"listed1": 1, "name1": "因素分析法", "purpose1": "没有打勾的不算"},
        **{"name2": "专家评议法", "purpose2": "请两位专家"},
        **{"name3": "", "purpose3": ""},
    }
    assert agency.post(f"{analysis(project)}methods/", form).status_code == 302
    used = implementation_of(project, {"methods"}).methods
    assert [(one.name, one.purpose) for one in used] == [("比较法", "比计划"), ("专家评议法", "请两位专家")]
    twice = form | {"revision": 3, "name3": "比较法", "purpose3": "还在"}
    answer = agency.post(f"{analysis(project)}methods/", twice)
    assert answer.status_code == 400
    assert 'value="还在"' in answer.content.decode()


def test_a_fact_opens_a_problem_with_what_is_known(agency: Client, project: EvaluationProject) -> None:
    shown = page(agency, analysis(project))
    address = next(part for part in shown.split('"') if "problems/new/" in part and "indicators=C3" in part)
    form = page(agency, address.replace("&amp;", "&"))
    assert "“工程验收合格率”没有达到目标" in form.replace("&quot;", '"')
    assert "目标值100%，评价值99.4623…%" in form
    assert 'value="C3" checked' in form
    assert '<option value="实际与计划" selected>' in form


def test_a_problem_is_kept_and_says_what_it_lacks(agency: Client, project: EvaluationProject) -> None:
    form = {
        "revision": 2,
        "mark": "",
        "f0": "验收不及时",
        "f5": "实际与规则",
        "f6-many": 1,
        "f6": ["C3", "C4"],
        "f7": "无此号",
    }
    assert agency.post(f"{analysis(project)}problems/keep/", form).status_code == 302
    last = implementation_of(project, {"problems"}).problems[-1]
    assert last == Problem("验收不及时", compared=Comparison.RULES, indicators=("C3", "C4"), materials=("无此号",))
    shown = page(agency, analysis(project))
    assert "缺具体表现、判断依据、成因" in shown
    assert "无此号（不在资料编号清单里）" in shown
    assert f'href="{home(project)}scores/C3/"' in shown


def test_a_problem_is_changed_and_dropped_by_what_it_was(agency: Client, project: EvaluationProject) -> None:
    first = implementation_of(project, {"problems"}).problems[0]
    assert row_mark(first) in page(agency, f"{analysis(project)}problems/1/")
    form = {"revision": 2, "mark": row_mark(first), "f0": "改了题目", "f1": "表现"}
    assert agency.post(f"{analysis(project)}problems/keep/", form).status_code == 302
    again = agency.post(f"{analysis(project)}problems/keep/", form | {"revision": 3, "f1": "另一个人填的"})
    assert again.status_code == 400
    assert "刚被他人修改或删去" in again.content.decode()
    assert "另一个人填的</textarea>" in again.content.decode()
    kept = implementation_of(project, {"problems"}).problems
    assert [one.title for one in kept] == ["改了题目", "管护责任没有落实到人"]
    drop = {"revision": 3, "mark": row_mark(kept[0])}
    assert agency.post(f"{analysis(project)}problems/drop/", drop).status_code == 302
    assert len(implementation_of(project, {"problems"}).problems) == 1
    assert agency.get(f"{analysis(project)}problems/2/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"f0": "", "f1": "有表现"}, "“问题”没有填"), ({}, "什么都没有填"), ({"f0": "x", "f5": "乱写"}, "不在可选范围")],
)
def test_what_cannot_be_kept_is_named_and_stays(
    agency: Client, project: EvaluationProject, typed: dict[str, str], said: str
) -> None:
    answer = agency.post(f"{analysis(project)}problems/keep/", {"revision": 2, **typed})
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert said in shown
    assert all(text in shown for text in typed.values())


def test_money_below_zero_a_zero_budget_and_missing_actuals_break_nothing(
    agency: Client, project: EvaluationProject
) -> None:
    lines = list(FundLine.objects.filter(project=project).order_by("position"))
    for line, (budget, actual) in zip(lines, [("0", "5"), ("-100", None), ("0", None)], strict=False):
        FundLine.objects.filter(pk=line.pk).update(budget=Decimal(budget), actual=actual and Decimal(actual))
    EvaluationProject.objects.filter(pk=project.pk).update(revision=9)
    shown = page(agency, analysis(project))
    assert "支出与预算" in shown
    assert page(agency, f"{home(project)}points/summary/?by=use")


def test_nothing_entered_yet_says_what_belongs_here(county: County, agency: Client) -> None:
    preparation = replace(demo_evaluated()[0], lines=(), indicators=(), schedule=(), point_values=(), documents=())
    made = open_project(replace(preparation, provisions=()), by=county.member(Duty.TPL), at=DAY)
    shown = page(agency, analysis(made))
    for said in ("还没有预算执行明细", "还没有计划时间", "还没有登记问题", "依据目录里还没有这一类文件"):
        assert said in shown
    assert "进入评价实施以后才能填写" in shown
    assert "还没有样本点" in page(agency, f"{home(made)}points/summary/")
    assert agency.get(f"{home(made)}points/summary/workbook/").status_code == 404


def test_a_split_evaluation_compares_its_parts(county: County, agency: Client) -> None:
    preparation, _ = demo_evaluated()
    roads, works = Part("补助部分", (ROADS, AID, UPKEEP)), Part("工程部分", (WORKS,))
    halves = tuple(
        replace(one, part=part.name, code=f"{one.code}{part.name[0]}")
        for part in (roads, works)
        for one in preparation.indicators
    )
    split = replace(preparation, parts=(roads, works), indicators=halves)
    made = open_project(split, by=county.member(Duty.TPL), at=DAY)
    shown = page(agency, analysis(made))
    assert '<td data-label="部分">补助部分</td>' in shown
    assert "65.57%" in shown
    assert shown.count("工程部分") > 2


def test_finance_reads_and_writes_nothing(finance: Client, project: EvaluationProject) -> None:
    shown = page(finance, analysis(project))
    assert "少0.2公里" in shown
    assert "保存</button>" not in shown
    assert finance.post(f"{analysis(project)}compare/plan/", {"revision": 2, "said": "x"}).status_code == 403


def test_more_lines_and_problems_ask_no_more_of_the_database(agency: Client, project: EvaluationProject) -> None:
    asked = []
    page(agency, analysis(project))  # the checks of the preparation are known from here on
    for count in (1, 120):
        given = demo_evaluated()[1]
        many = replace(given, problems=tuple(Problem(f"问题{number}", indicators=("C1",)) for number in range(count)))
        revision = fresh(project).revision
        replace_implementation(
            fresh(project), many, revision=revision, by=member_named("qh_tpl"), at=DAY, parts={"problems"}
        )
        for address in ("analysis/", "points/summary/", "visits/"):
            with CaptureQueriesContext(connection) as captured:
                page(agency, home(project) + address)
            asked.append(len(captured))
    assert asked[:3] == asked[3:]
    assert max(asked) < 150


@pytest.mark.clause("cq2023-7/12")
@pytest.mark.parametrize("word", ["kind", "area", "use", "weather"])
def test_the_points_are_summed_up_by_each_grouping(agency: Client, project: EvaluationProject, word: str) -> None:
    shown = page(agency, f"{home(project)}points/summary/?by={word}")
    assert "12.716" in shown
    assert "4,310,000.00" in shown
    titles = {"area": "东片", "use": "通村公路补助"}
    assert titles.get(word, "工程合同") in shown


@pytest.mark.clause("cq2023-7/12")
def test_the_summary_goes_out_alone_and_with_the_whole_evaluation(agency: Client, project: EvaluationProject) -> None:
    for address in ("points/summary/workbook/", "evaluation-workbook/"):
        content = agency.get(home(project) + address).content
        book = load_workbook(BytesIO(content))
        rows = [[cell.value for cell in row] for row in book["分类汇总表"].iter_rows()]
        heads = [row[0] for row in rows if str(row[0]).startswith("按")]
        assert heads == ["按类型汇总", "按区域汇总", "按用途汇总"]
        planned = [row for row in rows if row[0] == "计划硬化里程（公里）" and row[1] == "合计"]
        assert [row[2:6] for row in planned] == [[13, 10, 3, 12.716]] * 3
    assert not [one for one in read_preparation("评价.xlsx", content).findings if "分类汇总表" in one.message]
