"""The indicator system in a real browser: weights that add up, paste, trials, versions, on a desk and on a phone."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils.timezone import now
from playwright.sync_api import Locator, Page, expect

from jiheng.demo.preparation.project import demo_preparation
from jiheng.evaluation.actions.entering import open_project, replace_preparation
from jiheng.evaluation.models import EvaluationProject, IndicatorVersion
from jiheng.evaluation.shapes import preparation_of
from jiheng.rules.indicators.shapes import Indicator, Part
from jiheng.rules.preparation.shapes import Preparation, Project
from tests.browser.conftest import Open
from tests.browser.test_evaluations import PASTE, look_at
from tests.county import County, member_named

pytestmark = pytest.mark.browser

DECISION = Indicator("1.1", "决策", "前期准备", "论证充分性", Decimal(40), level1_points=Decimal(40))
LENGTH = Indicator("2.1", "产出", "数量", "养护里程", Decimal(30), target="≥50公里", method="比例法")
ROADS = replace(LENGTH, code="2.2", name="养护路段", target="≥8段")
SMALL = Preparation(project=Project("PJ-7", "村道养护补助"), indicators=(DECISION, LENGTH, ROADS))


@pytest.fixture
def small(county: County) -> EvaluationProject:
    return open_project(SMALL, by=member_named("qh_tpl"), at=now())


def home(project: EvaluationProject) -> str:
    return f"/evaluations/{project.pk}/"


def cell(page: Page, row: int, title: str) -> Locator:
    """The field in a row, numbered as in the workbook."""
    return page.get_by_label(f"第{row}行　{title}", exact=True)


def names(project: EvaluationProject) -> list[str]:
    return [one.name for one in preparation_of(EvaluationProject.objects.get(pk=project.pk)).indicators]


PAGES = (
    ("indicators", "indicators/"),
    ("indicator", "indicators/X2/"),
    ("indicator-frameworks", "frameworks/"),
    ("indicator-first-version", "versions/"),
)
"""Name of the picture and address."""


@pytest.mark.parametrize(("name", "address"), PAGES, ids=[name for name, _ in PAGES])
def test_a_page_is_readable_on_a_desk_and_on_a_phone(
    county: County, open_page: Open, name: str, address: str
) -> None:
    project = open_project(demo_preparation(), by=member_named("qh_tpl"), at=now())
    look_at(open_page(f"{home(project)}{address}", "qh_tpl"), name)


def test_the_sums_turn_as_one_types_and_stay_after_saving(small: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"{home(small)}indicators/", "qh_tpl")
    total = page.locator(".jh-ind-total")
    expect(total).to_have_text("三级合计100")
    cell(page, 5, "分值").fill("20.5")
    expect(total).to_have_text("三级合计90.5，少9.5")
    expect(total).to_have_class("jh-light is-red jh-ind-total")
    cell(page, 5, "二级权重").fill("60")
    second = page.locator('td[data-column="level2_points"]').nth(1)
    expect(second).to_contain_text("合计50.5，少9.5")
    look_at(page, "indicators-short")
    cell(page, 6, "分值").fill("39.5")
    expect(second.locator(".is-green")).to_have_text("合计60")
    expect(total).to_have_text("三级合计100")
    cell(page, 5, "一级权重").fill("60")
    expect(page.locator("tfoot .is-green")).to_have_count(3)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("指标体系已保存")
    expect(total).to_have_text("三级合计100")
    expect(cell(page, 5, "分值")).to_have_value("20.5")
    kept = preparation_of(EvaluationProject.objects.get(pk=small.pk)).indicators
    assert [(one.level1_points, one.level2_points) for one in kept[1:]] == [(Decimal(60), Decimal(60))] * 2


def test_cells_are_pasted_over_rows_and_past_the_last(small: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"{home(small)}indicators/", "qh_tpl")
    cell(page, 5, "三级指标").evaluate(PASTE, "修补里程\t10\t≥5公里\n修补路段\t20\t≥3段\n修补合格率\t30\t≥95%\n")
    expect(cell(page, 7, "三级指标")).to_have_value("修补合格率")
    expect(page.locator('td[data-column="level2"][rowspan="3"]')).to_have_count(1)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("已保存")
    assert names(small) == ["论证充分性", "修补里程", "修补路段", "修补合格率"]
    last = preparation_of(EvaluationProject.objects.get(pk=small.pk)).indicators[-1]
    assert (last.code, last.level1, last.level2, last.points) == ("2.3", "产出", "数量", Decimal(30))


def test_merged_cells_of_a_spreadsheet_are_pasted_as_levels(small: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"{home(small)}indicators/", "qh_tpl")
    lines = "产出\t60\t数量\t20\t里程\t20\n\t\t质量\t40\t合格率\t15\n\t\t\t\t返工率\t25\n"
    cell(page, 4, "一级指标").evaluate(PASTE, lines)
    expect(page.locator('td[data-column="level1"][rowspan="3"]')).to_have_count(1)
    expect(page.locator('td[data-column="level2"][rowspan="2"]')).to_have_count(1)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("已保存")
    kept = preparation_of(EvaluationProject.objects.get(pk=small.pk)).indicators
    assert [(one.level1, one.level2, one.level2_points, one.name) for one in kept] == [
        ("产出", "数量", Decimal(20), "里程"),
        ("产出", "质量", Decimal(40), "合格率"),
        ("产出", "质量", Decimal(40), "返工率"),
    ]


def test_rows_are_added_moved_and_taken_away_by_keyboard_and_button(
    small: EvaluationProject, open_page: Open
) -> None:
    page = open_page(f"{home(small)}indicators/", "qh_tpl")
    page.get_by_role("button", name="在第5行下面加一行").press("Enter")
    expect(cell(page, 6, "三级指标")).to_be_focused()
    page.keyboard.type("新的路段")
    page.keyboard.press("Enter")
    expect(cell(page, 7, "三级指标")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    expect(cell(page, 6, "分值")).to_be_focused()
    page.keyboard.type("5")
    page.get_by_role("button", name="第7行上移").click()
    expect(cell(page, 6, "三级指标")).to_have_value("养护路段")
    page.get_by_role("button", name="删去第4行").click()
    expect(cell(page, 4, "三级指标")).to_have_value("养护里程")
    page.get_by_role("button", name="在末尾加一行").click()
    expect(cell(page, 7, "一级指标")).to_be_focused()
    page.get_by_role("button", name="删去第7行").click()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("已保存")
    assert names(small) == ["养护里程", "养护路段", "新的路段"]


def test_without_a_script_a_row_is_added_and_filled(small: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"{home(small)}indicators/", "qh_tpl", script=False)
    cell(page, 4, "目标值").fill("达成")
    page.get_by_role("button", name="在第5行下面加一行").click()
    expect(page.get_by_role("status")).to_contain_text("还没有保存")
    cell(page, 6, "三级指标").fill("新的路段")
    cell(page, 6, "分值").fill("5")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("已保存")
    assert names(small) == ["论证充分性", "养护里程", "新的路段", "养护路段"]
    assert preparation_of(EvaluationProject.objects.get(pk=small.pk)).indicators[0].target == "达成"


def test_a_part_adds_up_with_what_all_parts_share(small: EvaluationProject, open_page: Open) -> None:
    apart = (DECISION, replace(LENGTH, part="道路"), replace(ROADS, part="补助"))
    prepared = replace(SMALL, parts=(Part("道路"), Part("补助")), indicators=apart)
    replace_preparation(small, prepared, revision=1, by=member_named("qh_tpl"), at=now())
    page = open_page(f"{home(small)}indicators/", "qh_tpl")
    totals = page.locator(".jh-ind-total")
    expect(totals).to_have_text(["三级合计70，少30", "三级合计70，少30"])
    page.locator('[data-part="道路"] [data-field="points"]').fill("60")
    expect(totals).to_have_text(["三级合计100", "三级合计70，少30"])
    page.locator('[data-shared] [data-field="points"]').fill("70")
    expect(totals).to_have_text(["三级合计130，多30", "三级合计100"])
    look_at(page, "indicators-parts")


def test_a_rule_is_tried_mended_and_kept(small: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"{home(small)}indicators/2.1/", "qh_tpl")
    page.get_by_label("计分方法").select_option("自定公式")
    expect(page.locator("#method-hint")).to_contain_text("写得分的公式")
    page.get_by_label("方法参数").fill("如果（实际值≥目标值，分值，0")
    page.get_by_label("试算值，一行一个").fill("45公里\n50公里")
    page.get_by_role("button", name="试算").click()
    expect(page.locator("#trial")).to_contain_text("括号没有合上，请补“）”")
    expect(page.locator("#trial mark")).to_have_text("（")
    look_at(page, "indicators-fault")
    page.get_by_label("方法参数").fill("如果（实际值≥目标值，分值，0）")
    page.get_by_role("button", name="试算").click()
    expect(page.locator("#trial")).to_contain_text("30.00 分，满分 30 分")
    expect(page.locator("#trial .jh-why")).to_have_count(2)
    look_at(page, "indicators-trial")
    assert IndicatorVersion.objects.filter(project=small).count() == 1, "trying keeps nothing"
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("已保存")
    expect(page.get_by_label("方法参数")).to_have_value("如果（实际值≥目标值，分值，0）")


def test_a_framework_is_taken_and_two_versions_are_compared(small: EvaluationProject, open_page: Open) -> None:
    page = open_page(f"{home(small)}frameworks/", "qh_tpl")
    page.get_by_label("替换").check()
    page.get_by_role("button", name="选用市级项目支出评价四类框架").click()
    expect(page.get_by_role("status")).to_contain_text("已选用")
    expect(page.locator(".jh-ind-total")).to_have_text("三级合计100")
    cell(page, 4, "分值").fill("4")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="版本").click()
    look_at(page, "indicators-versions")
    page.get_by_role("button", name="比较选中的两版").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("第 2 版和第 3 版")
    expect(page.locator(".jh-ind-compare .is-yellow").first).to_have_text("改")
    look_at(page, "indicators-compare")
    page.get_by_label("旧", exact=True).select_option("1")
    page.get_by_role("button", name="比较").click()
    expect(page.get_by_role("heading", name="增加和删去的指标")).to_be_visible()
    look_at(page, "indicators-compare-many")
