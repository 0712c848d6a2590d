"""The indicator system in the browser: the tree, one indicator, trials, frameworks, versions."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import now

from jiheng.demo.preparation.project import demo_preparation
from jiheng.evaluation.actions.entering import open_project, replace_preparation
from jiheng.evaluation.models import EvaluationProject, IndicatorVersion, PlanStatus
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.models import Duty
from jiheng.rules.indicators.shapes import Indicator, Part, TargetSource
from jiheng.rules.indicators.templates import frameworks
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.web.evaluations.indicator_form import BASICS, RULES, TARGETS
from jiheng.web.evaluations.indicator_tree import SHEET, SHOWN, free_code
from jiheng.workbooks.preparation.editing import columns_of, texts_of
from tests.county import County, member_named
from tests.web.conftest import LoggedIn

Sent = dict[str, str]

DECISION = Indicator(
    "1.1", "决策", "前期准备", "论证充分性", Decimal(40), level1_points=Decimal(40), level2_points=Decimal(40)
)
LENGTH = Indicator(
    "2.1",
    "产出",
    "数量",
    "养护里程",
    Decimal(30),
    level1_points=Decimal(60),
    level2_points=Decimal(60),
    target="≥50公里",
    method="比例法",
    caliber="验收单所载里程",
)
ROADS = replace(LENGTH, code="2.2", name="养护路段", target="≥8段", caliber="")
SMALL = Preparation(project=Project("PJ-7", "村道养护补助"), indicators=(DECISION, LENGTH, ROADS))


@pytest.fixture
def agency(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.TPL)


@pytest.fixture
def small(county: County) -> EvaluationProject:
    return open_project(SMALL, by=member_named("qh_tpl"), at=now())


@pytest.fixture
def demo(county: County) -> EvaluationProject:
    return open_project(demo_preparation(), by=member_named("qh_tpl"), at=now())


def home(project: EvaluationProject) -> str:
    return f"/evaluations/{project.pk}/"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def plainly(said: str) -> str:
    """The words of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", said).split())


def kept(project: EvaluationProject) -> tuple[Indicator, ...]:
    return preparation_of(EvaluationProject.objects.get(pk=project.pk)).indicators


def table(project: EvaluationProject, **changed: str) -> Sent:
    """The table as the page sends it: merged cells once, everything else in each row. ``r1_points`` is a field."""
    names = [column.name for column in columns_of(SHEET)]
    rows = texts_of(preparation_of(project), SHEET)
    sent = {"revision": str(project.revision), "rows": str(len(rows))}
    above: Mapping[str, str] = {}
    for place, cells in enumerate(rows):
        row = dict(zip(names, cells, strict=True))
        sent |= {f"r{place}-was": str(place + 1), f"r{place}-part": row["part"]}
        merged = {name: row[name] for name in SHOWN[:4]}
        own = {name: row[name] for name in SHOWN if name not in merged or merged != above}
        sent |= {f"r{place}-{name}": said for name, said in own.items()}
        above = merged
    return sent | {name.replace("_", "-", 1): said for name, said in changed.items()}


def save(client: Client, project: EvaluationProject, sent: Sent) -> HttpResponse:
    answer = client.post(f"{home(project)}indicator-table/save/", sent)
    assert isinstance(answer, HttpResponse)
    return answer


def arranged(client: Client, project: EvaluationProject, act: str, **changed: str) -> str:
    answer = client.post(f"{home(project)}indicator-table/arrange/", table(project, **changed) | {"act": act})
    assert answer.status_code == 200
    return answer.content.decode()


def form_of(project: EvaluationProject, code: str, **changed: str) -> Sent:
    """One indicator as its page sends it."""
    names = [column.name for column in columns_of(SHEET)]
    preparation = preparation_of(project)
    place = [one.code for one in preparation.indicators].index(code)
    row = dict(zip(names, texts_of(preparation, SHEET)[place], strict=True))
    sent = {name: row[name] for name in (*BASICS, *TARGETS, *RULES)} | {"revision": str(project.revision)}
    for at, one in enumerate(preparation.indicators[place].candidates):
        sent |= {f"s{at}-source": one.source.value, f"s{at}-value": one.value, f"s{at}-document": one.document}
        sent |= {f"s{at}-by_evaluated_unit": "是" if one.by_evaluated_unit else "否"}
    return sent | {"sources": str(len(preparation.indicators[place].candidates) + 2)} | changed


def tried(client: Client, project: EvaluationProject, code: str, **changed: str) -> str:
    """The answer to 试算 as the page's script gets it."""
    address = f"{home(project)}indicators/{code}/trial/"
    answer = client.post(address, form_of(project, code, **changed), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return plainly(answer.content.decode())


# The tree


def test_levels_are_merged_downwards_and_every_level_shows_its_sum(agency: Client, small: EvaluationProject) -> None:
    shown = page(agency, f"{home(small)}indicators/")
    assert shown.count('name="r1-level1"') == 1
    assert 'name="r2-level1"' not in shown
    assert re.search(r'<td data-column="level2" rowspan="2"', shown)
    assert plainly(shown).count("合计60") == 2
    assert "三级指标 分值 目标值 来源 计分方法 检查" in plainly(shown)
    assert shown.count("is-green sm") >= 3


def test_a_sum_that_is_short_says_by_how_much(agency: Client, small: EvaluationProject) -> None:
    assert save(agency, small, table(small, r1_points="25")).status_code == 302
    shown = plainly(page(agency, f"{home(small)}indicators/"))
    assert "合计55，少5" in shown
    assert "95，少5" in shown
    assert kept(small)[1].points == 25


def test_each_row_shows_what_the_checks_say_of_it(agency: Client, small: EvaluationProject) -> None:
    shown = page(agency, f"{home(small)}indicators/")
    assert f'href="{home(small)}indicators/2.1/#findings"' in shown
    assert "需改正" in shown
    assert "第5行的检查" in shown
    assert "指标“养护里程”没有依据" in shown


def test_weights_that_contradict_each_other_stay_apart(agency: Client, small: EvaluationProject) -> None:
    torn = (DECISION, LENGTH, replace(ROADS, level1_points=Decimal(50)))
    prepared = replace(SMALL, indicators=torn)
    replace_preparation(small, prepared, revision=1, by=member_named("qh_tpl"), at=now())
    small.refresh_from_db()
    shown = page(agency, f"{home(small)}indicators/")
    assert "权重写法不一" in shown
    assert 'name="r2-level1_points" value="50"' in shown
    assert 'name="r2-level1"' not in shown


def test_saving_keeps_what_the_page_does_not_show(agency: Client, demo: EvaluationProject) -> None:
    before = kept(demo)
    assert save(agency, demo, table(demo, r0_name="论证充分程度")).status_code == 302
    assert kept(demo) == (replace(before[0], name="论证充分程度"), *before[1:])


def test_a_merged_name_changes_in_every_row_below_it(agency: Client, small: EvaluationProject) -> None:
    assert save(agency, small, table(small, r1_level2="数量指标", r1_level2_points="61")).status_code == 302
    assert [(one.level2, one.level2_points) for one in kept(small)[1:]] == [("数量指标", Decimal(61))] * 2


def test_a_new_row_gets_the_next_number_and_an_empty_one_falls_away(agency: Client, small: EvaluationProject) -> None:
    new = {"r3-part": "", "r3-was": "", "r3-name": "验收合格率", "r3-points": "5", "r4-was": "", "r4-name": " "}
    assert save(agency, small, table(small) | new | {"rows": "5"}).status_code == 302
    last = kept(small)[-1]
    assert (last.code, last.level1, last.level2, last.name) == ("2.3", "产出", "数量", "验收合格率")
    assert len(kept(small)) == 4


def test_rows_may_change_places_and_go(agency: Client, small: EvaluationProject) -> None:
    sent = table(small)
    swapped = {"rows": "2", "r0-was": "3", "r0-name": "养护路段", "r1-was": "1", "r1-name": "论证充分性"}
    levels = {f"r0-{name}": sent[f"r1-{name}"] for name in SHOWN[:4]} | {
        f"r1-{name}": sent[f"r0-{name}"] for name in SHOWN[:4]
    }
    points = {"r0-points": "30", "r1-points": "40"}
    assert (
        save(agency, small, {"revision": "1", "r0-target": "≥8段", **swapped, **levels, **points}).status_code == 302
    )
    assert [(one.code, one.method) for one in kept(small)] == [("2.2", "比例法"), ("1.1", "")]


def test_a_figure_nobody_can_read_is_named_and_nothing_typed_is_lost(
    agency: Client, small: EvaluationProject
) -> None:
    answer = save(agency, small, table(small, r1_points="三十", r2_name="改了名的路段"))
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "“分值”填的“三十”不是数" in shown
    assert "评价指标 H5" in shown
    assert 'value="三十"' in shown
    assert "改了名的路段" in shown
    assert kept(small) == SMALL.indicators


def test_a_name_taken_away_is_told(agency: Client, small: EvaluationProject) -> None:
    answer = save(agency, small, table(small, r1_name=""))
    assert answer.status_code == 400
    assert "“三级指标”没有填" in answer.content.decode()
    assert kept(small) == SMALL.indicators


def test_the_later_of_two_changes_is_refused_and_its_typing_stays(agency: Client, small: EvaluationProject) -> None:
    mine = table(small, r1_name="我改的里程")
    theirs = (DECISION, replace(LENGTH, points=Decimal(35)), ROADS)
    replace_preparation(small, replace(SMALL, indicators=theirs), revision=1, by=member_named("qh_tpm"), at=now())
    for _ in range(2):
        answer = save(agency, small, mine)
        shown = answer.content.decode()
        assert answer.status_code == 400
        assert "已被他人修改" in shown
        assert 'value="我改的里程"' in shown
        assert '<input type="hidden" name="revision" value="1">' in shown
    assert kept(small) == theirs


@pytest.mark.parametrize("sent", [{}, {"revision": "1"}, {"revision": "1", "rows": ""}])
def test_a_table_that_arrives_broken_empties_nothing(agency: Client, small: EvaluationProject, sent: Sent) -> None:
    assert save(agency, small, sent).status_code == 400
    assert kept(small) == SMALL.indicators


def test_a_plan_that_was_sent_can_only_be_looked_at(agency: Client, small: EvaluationProject) -> None:
    sent = table(small, r1_points="31")
    EvaluationProject.objects.filter(pk=small.pk).update(plan_status=PlanStatus.SUBMITTED)
    shown = page(agency, f"{home(small)}indicators/")
    assert "养护里程" in shown
    assert 'name="r1-points"' not in shown
    assert "保存" not in shown
    answer = save(agency, small, sent)
    assert answer.status_code == 400
    assert "已送审" in answer.content.decode()
    assert kept(small) == SMALL.indicators


def test_finance_reads_and_does_not_write(logged_in: LoggedIn, small: EvaluationProject) -> None:
    finance = logged_in(Duty.FPD)
    assert 'name="r1-points"' not in page(finance, f"{home(small)}indicators/")
    assert save(finance, small, table(small)).status_code == 403


@pytest.mark.parametrize(
    ("act", "names"),
    [
        ("after-1", ["论证充分性", "养护里程", "", "养护路段"]),
        ("remove-1", ["论证充分性", "养护路段"]),
        ("up-2", ["论证充分性", "养护路段", "养护里程"]),
        ("down-0", ["养护里程", "论证充分性", "养护路段"]),
        ("last-", ["论证充分性", "养护里程", "养护路段", ""]),
        ("up-0", ["论证充分性", "养护里程", "养护路段"]),
        ("after-99", ["论证充分性", "养护里程", "养护路段"]),
        ("sing-1", ["论证充分性", "养护里程", "养护路段"]),
    ],
)
def test_without_a_script_rows_are_arranged_and_nothing_is_kept(
    agency: Client, small: EvaluationProject, act: str, names: list[str]
) -> None:
    shown = arranged(agency, small, act, r0_target="达成")
    body = re.sub(r"<template.*?</template>", "", shown, flags=re.DOTALL)
    assert re.findall(r'name="r\d+-name" value="([^"]*)"', body) == names
    assert 'value="达成"' in body
    assert "还没有保存" in body
    assert kept(small) == SMALL.indicators


@pytest.mark.parametrize(
    ("above", "taken", "code"),
    [("1.2.3", {"1.2.3"}, "1.2.4"), ("C9", {"C9", "C10"}, "C11"), ("甲", set(), "甲1"), ("", {"1"}, "2")],
)
def test_the_next_number_is_one_nobody_has(above: str, taken: set[str], code: str) -> None:
    assert free_code(above, taken) == code


def test_an_empty_project_shows_the_first_step(agency: Client, county: County) -> None:
    empty = open_project(Preparation(project=Project("PJ-8", "空的")), by=member_named("qh_tpl"), at=now())
    shown = page(agency, f"{home(empty)}indicators/")
    assert "还没有指标" in shown
    assert f'href="{home(empty)}frameworks/"' in shown
    assert "还没有版本" in page(agency, f"{home(empty)}versions/")


def test_a_long_table_loses_no_row(agency: Client, small: EvaluationProject) -> None:
    many = {f"r{place}-name": f"指标{place}" for place in range(3, 320)}
    many |= {f"r{place}-points": "1" for place in range(3, 320)}
    assert save(agency, small, table(small) | many | {"rows": "320"}).status_code == 302
    assert len(kept(small)) == 320
    shown = page(agency, f"{home(small)}indicators/")
    assert "共 320 个指标" in shown
    assert 'name="r1-points"' not in shown


# A split project


def test_a_split_project_has_a_tree_for_each_part_and_one_for_what_they_share(
    agency: Client, small: EvaluationProject
) -> None:
    parts = (Part("道路", ("道路",), "重要", Decimal(60), "占比高"), Part("补助", ("补助",)))
    apart = (DECISION, replace(LENGTH, part="道路"), replace(ROADS, part="道路"))
    prepared = replace(SMALL, parts=parts, indicators=apart)
    replace_preparation(small, prepared, revision=1, by=member_named("qh_tpl"), at=now())
    small.refresh_from_db()
    trees = {tree.part: tree for tree in agency.get(f"{home(small)}indicators/").context["trees"]}
    assert list(trees) == ["道路", "补助", ""]
    assert [row.typed.text("name") for row in trees["道路"].rows] == ["养护里程", "养护路段"]
    assert [one.word for one in trees["道路"].totals] == ["100", "100", "100"], "what is shared counts in each part"
    assert [one.word for one in trees["补助"].totals] == ["40，少60"] * 3
    assert trees[""].is_shared
    assert not trees[""].totals


def test_the_split_shows_funds_advice_and_decision(agency: Client, demo: EvaluationProject) -> None:
    shown = plainly(page(agency, f"{home(demo)}indicators/"))
    split = agency.get(f"{home(demo)}indicators/").context["split"]
    assert split
    for row in split:
        assert row.advice.use in shown
        assert row.share in shown
        assert row.advised in shown
        assert f"{row.advice.funds:,.2f}" in shown


# One indicator


def test_an_indicator_shows_its_target_and_what_gave_way(agency: Client, demo: EvaluationProject) -> None:
    shown = plainly(page(agency, f"{home(demo)}indicators/X2/"))
    first, second = next(one.candidates for one in kept(demo) if one.code == "X2")
    assert first.value in shown
    assert second.value in shown
    assert "没有取用" in shown
    assert "正向指标：实际达到目标得满分" in shown, "the rule in words"


def test_an_indicator_is_saved_with_its_sources(agency: Client, demo: EvaluationProject) -> None:
    before = kept(demo)
    place = [one.code for one in before].index("C1")
    count = len(before[place].candidates)
    source = {f"s{count}-source": "历史", f"s{count}-value": "96%", f"s{count}-by_evaluated_unit": "否"}
    sent = form_of(demo, "C1", caliber="实际硬化里程与计划里程之比，按验收单", **source)
    answer = agency.post(f"{home(demo)}indicators/C1/save/", sent)
    assert answer.status_code == 302
    after = kept(demo)
    assert after[place].caliber == "实际硬化里程与计划里程之比，按验收单"
    assert [(one.source, one.value) for one in after[place].candidates[count:]] == [(TargetSource.HISTORY, "96%")]
    assert (*after[:place], *after[place + 1 :]) == (*before[:place], *before[place + 1 :])


def test_a_source_line_left_empty_falls_away(agency: Client, demo: EvaluationProject) -> None:
    before = kept(demo)
    assert agency.post(f"{home(demo)}indicators/C1/save/", form_of(demo, "C1")).status_code == 302
    assert kept(demo) == before


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"points": "八"}, "“分值”填的“八”不是数"),
        ({"s0-source": "听说", "s0-value": "9%"}, "不在可选范围"),
        ({"name": ""}, "“三级指标”没有填"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_form_stays(
    agency: Client, small: EvaluationProject, changed: Sent, said: str
) -> None:
    sent = form_of(small, "2.1", **changed, condition="刚写的条件")
    answer = agency.post(f"{home(small)}indicators/2.1/save/", sent)
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert said in shown
    assert "刚写的条件" in shown
    assert kept(small) == SMALL.indicators


def test_a_stale_form_is_refused_and_kept_on_the_page(agency: Client, small: EvaluationProject) -> None:
    sent = form_of(small, "2.1", condition="刚写的条件")
    theirs = (DECISION, replace(LENGTH, points=Decimal(35)), ROADS)
    replace_preparation(small, replace(SMALL, indicators=theirs), revision=1, by=member_named("qh_tpm"), at=now())
    answer = agency.post(f"{home(small)}indicators/2.1/save/", sent)
    assert answer.status_code == 400
    assert "已被他人修改" in answer.content.decode()
    assert "刚写的条件" in answer.content.decode()
    assert kept(small) == theirs


def test_an_unknown_indicator_is_not_there_and_a_broken_form_writes_nothing(
    agency: Client, small: EvaluationProject
) -> None:
    page(agency, f"{home(small)}indicators/9.9/", 404)
    assert agency.post(f"{home(small)}indicators/9.9/save/", {"method": "比例法"}).status_code == 404
    assert agency.post(f"{home(small)}indicators/2.1/save/", {"revision": "1"}).status_code == 400
    assert kept(small) == SMALL.indicators


def test_a_number_with_a_slash_has_a_page_too(agency: Client, small: EvaluationProject) -> None:
    odd = replace(SMALL, indicators=(replace(LENGTH, code="2/1 甲"),))
    replace_preparation(small, odd, revision=1, by=member_named("qh_tpl"), at=now())
    assert "养护里程" in page(agency, f"{home(small)}indicators/2/1 甲/")
    assert "indicators/2/1%20%E7%94%B2/" in page(agency, f"{home(small)}indicators/")


def test_a_number_no_address_can_hold_is_shown_without_a_link(agency: Client, small: EvaluationProject) -> None:
    odd = replace(SMALL, indicators=(replace(LENGTH, code="2\n1"),))
    replace_preparation(small, odd, revision=1, by=member_named("qh_tpl"), at=now())
    assert "养护里程" in page(agency, f"{home(small)}indicators/")


# Trying a rule out


def test_values_are_tried_step_by_step_before_anything_is_kept(agency: Client, small: EvaluationProject) -> None:
    shown = tried(agency, small, "2.1", trial="45公里\n55公里\n\n没有数")
    for step in ("口径", "取数", "代入", "结果"):
        assert step in shown
    assert "45/50×30=27.00" in shown
    assert "27.00 分，满分 30 分" in shown
    assert "30.00 分，满分 30 分" in shown
    assert "算不出" in shown
    assert "读不出一个数" in shown
    assert kept(small) == SMALL.indicators
    assert IndicatorVersion.objects.filter(project=small).count() == 1


@pytest.mark.parametrize(
    ("typed", "value", "said"),
    [
        ({"method": "分档法", "parameters": "95%得30，90%得20，以下0", "target": "≥95%"}, "92%", "20.00 分"),
        ({"method": "扣分法", "parameters": "每发现1起扣2分", "target": "0起"}, "3", "30-3×2=24.00"),
        (
            {"method": "时效法", "parameters": "每逾期10天扣1分", "target": "2023年6月30日前"},
            "2023-07-15",
            "29.00 分",
        ),
        ({"method": "是否法", "target": "是"}, "否", "0.00 分"),
        ({"method": "满意度", "target": "≥90%"}, "171/200", "28.50 分"),
        (
            {"method": "自定公式", "parameters": "如果（实际值≥目标值，分值，0）"},
            "49",
            "如果（49 不低于 50，那么 30，否则 0）",
        ),
        ({"method": "自定公式", "parameters": "合格数÷总数×分值"}, "合格数=45；总数=50", "27.00 分"),
    ],
)
def test_what_was_only_typed_is_tried(
    agency: Client, small: EvaluationProject, typed: Sent, value: str, said: str
) -> None:
    assert said in tried(agency, small, "2.1", trial=value, **typed)
    assert kept(small) == SMALL.indicators


def test_a_fault_of_a_formula_is_shown_where_it_stands(agency: Client, small: EvaluationProject) -> None:
    address = f"{home(small)}indicators/2.1/trial/"
    sent = form_of(small, "2.1", method="自定公式", parameters="实际值÷目标值@2", trial="45")
    shown = agency.post(address, sent, headers={"HX-Request": "true"}).content.decode()
    assert "第8个字：“@”不能用在公式里" in shown
    assert "实际值÷目标值<mark>@</mark>2" in shown
    assert "请改正左边的计分方法或参数" in shown


def test_a_rule_that_cannot_be_read_says_how_it_is_written(agency: Client, small: EvaluationProject) -> None:
    shown = tried(agency, small, "2.1", method="扣分法", parameters="看情况扣", trial="1")
    assert "写法：“每发现1起扣2分”" in shown


def test_without_a_script_the_trial_is_a_page_that_keeps_the_typing(agency: Client, small: EvaluationProject) -> None:
    sent = form_of(small, "2.1", condition="刚写的条件", trial="45公里")
    answer = agency.post(f"{home(small)}indicators/2.1/trial/", sent)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "刚写的条件" in shown
    assert "45/50×30=27.00" in shown
    assert ">45公里</textarea>" in shown
    assert kept(small) == SMALL.indicators


def test_finance_may_try_a_rule_it_cannot_change(logged_in: LoggedIn, small: EvaluationProject) -> None:
    finance = logged_in(Duty.FPD)
    shown = page(finance, f"{home(small)}indicators/2.1/")
    assert 'name="sources"' not in shown
    assert "试算" in shown
    answer = finance.post(f"{home(small)}indicators/2.1/trial/", {"trial": "45公里"})
    assert "27.00 分" in plainly(answer.content.decode())


# Frameworks


def test_every_framework_is_listed_with_its_note_and_indicators(agency: Client, small: EvaluationProject) -> None:
    shown = page(agency, f"{home(small)}frameworks/")
    for each in frameworks():
        for said in (each.title, each.source, each.evidence, each.note, each.indicators[-1].name):
            assert said in shown
    assert "已有 3 个指标" in shown
    assert "追加到子项目" not in shown, "the project is not split"


def test_a_framework_replaces_only_when_that_was_chosen(agency: Client, small: EvaluationProject) -> None:
    address = f"{home(small)}frameworks/cq2023-7/"
    said = agency.post(address, {"revision": 1}, follow=True).content.decode()
    assert "已有3个指标，请选择替换" in said
    assert kept(small) == SMALL.indicators
    answer = agency.post(address, {"revision": 1, "mode": "replace"}, follow=True)
    assert "已选用“市级项目支出评价四类框架”" in answer.content.decode()
    assert sum(one.points for one in kept(small)) == 100
    assert agency.post(f"{home(small)}frameworks/nothing/", {"revision": 2}).status_code == 404


# Versions


def test_versions_say_who_changed_what_in_one_line(agency: Client, small: EvaluationProject) -> None:
    save(agency, small, table(small, r1_points="25", r2_points="35"))
    shown = plainly(page(agency, f"{home(small)}versions/"))
    assert "第一次保存" in shown
    assert "修改2个（养护里程、养护路段）" in shown
    assert member_named("qh_tpl").user.name in shown


def test_two_versions_stand_side_by_side_whichever_comes_first(agency: Client, small: EvaluationProject) -> None:
    new = (
        replace(LENGTH, points=Decimal(25), target="≥60公里"),
        DECISION,
        replace(ROADS, code="2.9", name="新的路段"),
    )
    replace_preparation(small, replace(SMALL, indicators=new), revision=1, by=member_named("qh_tpm"), at=now())
    for pair in ("old=1&new=2", "old=2&new=1"):
        shown = plainly(page(agency, f"{home(small)}versions/compare/?{pair}"))
        assert "目标值 ≥50公里 改 ≥60公里" in shown
        assert "养护里程 30.00 25.00 减少 5.00" in shown
        assert "新增 2.9" in shown
        assert "删去 2.2" in shown
        assert "次序调整过" in shown
    assert "两版内容相同" in page(agency, f"{home(small)}versions/compare/?old=2&new=2")


@pytest.mark.parametrize("pair", ["old=1&new=9", "old=甲&new=1", "old=99999999999&new=1"])
def test_a_version_that_does_not_exist_is_not_there(agency: Client, small: EvaluationProject, pair: str) -> None:
    page(agency, f"{home(small)}versions/compare/?{pair}", 404)


def test_comparing_nothing_leads_back_to_the_list(agency: Client, small: EvaluationProject) -> None:
    answer = agency.get(f"{home(small)}versions/compare/?old=1")
    assert (answer.status_code, answer["Location"]) == (302, f"{home(small)}versions/")


# Ways in


def test_the_overview_and_the_result_lead_to_the_indicators(agency: Client, small: EvaluationProject) -> None:
    for address in (home(small), f"{home(small)}results/indicators/"):
        assert f'href="{home(small)}indicators/"' in page(agency, address)
