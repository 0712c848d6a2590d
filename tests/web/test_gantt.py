"""Plan against actual: every node stands on its days, says how late it is, and misses nothing that is not known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.timezone import now

from jiheng.demo.preparation.project import demo_preparation
from jiheng.evaluation.actions.entering import open_project
from jiheng.orgs.models import Duty
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.rules.schedule.lateness import lateness_of
from jiheng.rules.schedule.shapes import ScheduleNode
from jiheng.web.charts.drawing import at
from jiheng.web.charts.gantt import Milestone, gantt_of
from jiheng.web.charts.timeline import timeline_of
from tests.county import County, member_named
from tests.web.conftest import LoggedIn
from tests.web.drawn import boxes, curves, numbers, texts, words_on_words, words_outside

BASE = date(2023, 3, 31)
ROADS, UPKEEP = "用途：道路工程　区域：东片　管理模式：县级统建", "用途：管护　区域：西片　管理模式：养护单位承担"
LONG = "青岚县城市污水处理提质增效和老旧管网改造工程三期（含泵站配套及智慧监测平台建设）项目"


def node(
    name: str,
    planned: date | None = None,
    actual: date | None = None,
    *,
    zone: str = ROADS,
    not_happened: bool = False,
    grounded: bool = True,
) -> Milestone:
    """A node with the lateness the rule gives it."""
    late = lateness_of(planned if grounded else None, actual, BASE, not_happened=not_happened)
    return Milestone(zone, name, planned, actual, not_happened, grounded, late.deviation, late.shown)


NODES = [
    node("开工", date(2022, 5, 10), date(2022, 5, 12)),
    node("路基完成", date(2022, 8, 31), date(2022, 8, 25)),
    node(LONG, date(2022, 11, 30), date(2022, 11, 30)),
    node("养护完成", date(2022, 12, 31), zone=UPKEEP, not_happened=True),
    node("二期养护", date(2023, 6, 30), zone=UPKEEP, not_happened=True),
    node("验收", date(2022, 12, 31), zone=UPKEEP),
    node("补种", date(2022, 10, 31), date(2022, 11, 30), zone=UPKEEP, grounded=False),
    node("移交", None, date(2022, 11, 3), zone=UPKEEP),
]


def test_nodes_stand_under_their_zones_in_the_order_zones_first_appear() -> None:
    mixed = [*NODES[:1], *NODES[3:], *NODES[1:3]]
    chart = gantt_of(mixed, BASE)
    (panel,) = chart.panels
    assert panel.title == "计划与实际"
    wide = texts(panel.drawings[0])
    assert wide.count(ROADS) == wide.count(UPKEEP) == 1
    assert (
        wide.index(ROADS) < wide.index("开工") < wide.index("路基完成") < wide.index(UPKEEP) < wide.index("养护完成")
    )
    assert [len(boxes(drawing, "zone")) for drawing in panel.drawings] == [2, 2, 2]
    assert (
        chart.said
        == panel.said
        == (
            "8个节点：1个逾期，1个按期，1个提前，1个未完成且已逾期，1个未完成、未到期，1个实际时间待收集，2个没有计划时间依据。评价基准日2023年3月31日。"
        )
    )


def test_late_and_early_nodes_have_a_bar_between_the_planned_and_the_actual_day() -> None:
    drawing = gantt_of(NODES[:3], BASE).panels[0].drawings[0]
    line = timeline_of([date(2022, 5, 10), BASE], 272, 850)
    assert line is not None
    late, early = boxes(drawing, "gap")
    assert (late.kind, early.kind) == ("gap late", "gap early")
    assert late.x == at(line.x(date(2022, 5, 10)))
    assert late.right == at(line.x(date(2022, 5, 12)))
    assert early.x == at(line.x(date(2022, 8, 25)))
    assert late.said == "开工：计划2022年5月10日，实际2022年5月12日，逾期2天"
    assert [curve.kind for curve in curves(drawing, "done")] == ["done red", "done", "done"]
    assert {"逾期2天", "提前6天", "按期"} <= set(texts(drawing))


def test_what_did_not_happen_is_late_until_the_day_of_evaluation_and_not_beyond_its_plan() -> None:
    drawing = gantt_of(NODES[3:], BASE).panels[0].drawings[0]
    (open_end,) = boxes(drawing, "gap")
    (base,) = curves(drawing, "base")
    assert open_end.kind == "gap late open"
    assert open_end.right == numbers(base)[0]
    assert {"未完成，逾期90天", "未完成，未到期"} <= set(texts(drawing))


def test_what_has_no_basis_or_no_actual_day_is_said_and_not_measured() -> None:
    drawing = gantt_of(NODES[3:], BASE).panels[0].drawings[0]
    assert [curve.kind for curve in curves(drawing, "plan")] == ["plan", "plan", "plan", "plan loose"]
    assert len(curves(drawing, "done")) == 2
    written = texts(drawing)
    assert written.count("无计划时间依据，不计逾期") == 2
    assert "实际时间待收集" in written
    assert "没有计划时间，实际2022年11月3日" in written
    assert "计划2022年12月31日，实际未发生" in written


@pytest.mark.parametrize("evaluation_date", [BASE, None, date(2022, 5, 1), date(2031, 1, 1)])
def test_words_of_a_schedule_keep_clear_of_each_other(evaluation_date: date | None) -> None:
    for panel in gantt_of(NODES, evaluation_date).panels:
        for drawing in panel.drawings:
            assert not list(words_outside(drawing))
            assert not list(words_on_words(drawing))
    assert all(LONG in "".join(texts(drawing)) for drawing in gantt_of(NODES, evaluation_date).panels[0].drawings)


def test_without_a_day_of_evaluation_there_is_no_line_and_it_is_said() -> None:
    unfinished = lateness_of(date(2022, 12, 31), None, None, not_happened=True)
    one = replace(NODES[3], deviation=unfinished.deviation, said=unfinished.shown)
    chart = gantt_of([one], None)
    assert chart.said == "1个节点：1个未完成、没有评价基准日。没有填评价基准日。"
    for drawing in chart.panels[0].drawings:
        assert not curves(drawing, "base")
        assert not boxes(drawing, "gap")
        assert not list(words_on_words(drawing))


def test_a_single_day_is_shown_within_its_month() -> None:
    drawing = gantt_of([node("当天", date(2022, 12, 31), date(2022, 12, 31))], None).panels[0].drawings[0]
    assert texts(drawing)[-3:] == ["2022年12月", "12月11日", "12月21日"]
    plan, done = curves(drawing, "plan")[0], curves(drawing, "done")[0]
    assert numbers(plan)[0] - 4 == numbers(done)[0]
    assert 272 <= numbers(plan)[0] <= 850


def test_ten_years_are_named_by_year() -> None:
    years = [
        node(f"第{year}年", date(year, 3, 1), date(year, 3, 1) + timedelta(days=40)) for year in range(2014, 2025)
    ]
    wide, middle, narrow = gantt_of(years, date(2025, 1, 1)).panels[0].drawings
    assert [text for text in texts(wide) if len(text) == 5 and text.endswith("年")] == [
        "2016年", "2018年", "2020年", "2022年", "2024年",
    ]  # fmt: skip
    for drawing in (wide, middle, narrow):
        assert not list(words_on_words(drawing))
        marks = [numbers(mark)[0] for mark in curves(drawing, "plan")]
        assert marks == sorted(marks)
        assert max(marks) < drawing.width


@pytest.mark.parametrize(
    ("days", "names"),
    [
        ((date(2022, 5, 3), date(2022, 8, 1)), ["2022年5月", "6月", "7月", "8月"]),
        ((date(2021, 11, 3), date(2022, 12, 1)), ["2022年1月", "4月", "7月", "10月"]),
        ((date(2024, 2, 29), date(2024, 2, 29)), ["2024年2月", "2月11日", "2月21日"]),
    ],
)
def test_months_are_named_as_close_as_their_names_allow(days: tuple[date, date], names: list[str]) -> None:
    line = timeline_of(days, 0, 400)
    assert line is not None
    assert [tick.text for tick in line.ticks] == names


def test_the_days_of_a_line_are_evenly_apart() -> None:
    line = timeline_of([date(2024, 2, 29)], 0, 290)
    assert line is not None
    assert line.x(date(2024, 2, 1)) == 5
    assert line.x(date(2024, 2, 29)) == 285


def test_a_long_schedule_goes_on_in_another_picture_under_the_same_line_of_time() -> None:
    long = [node(f"节点{number}", date(2022, 6, 1)) for number in range(31)]
    chart = gantt_of([*long, node("另一分区", date(2023, 1, 1), zone=UPKEEP)], BASE)
    assert [panel.title for panel in chart.panels] == [f"计划与实际（第{number}幅，共3幅）" for number in (1, 2, 3)]
    assert [len(curves(panel.drawings[0], "plan")) for panel in chart.panels] == [14, 14, 4]
    headings = [[label.text for label in panel.drawings[0].labels if "用途" in label.text] for panel in chart.panels]
    assert headings == [[ROADS], [f"{ROADS}（续）"], [f"{ROADS}（续）", UPKEEP]]
    assert len({numbers(curves(panel.drawings[0], "base")[0])[0] for panel in chart.panels}) == 1


def test_a_zone_is_broken_between_its_parts_on_a_phone() -> None:
    zone = "用途：通村公路补助　区域：东片　管理模式：乡镇自建"
    narrow = gantt_of([node("完工", date(2022, 6, 1), zone=zone)], BASE).panels[0].drawings[2]
    assert texts(narrow)[:2] == ["用途：通村公路补助　区域：东片", "管理模式：乡镇自建"]


def test_a_schedule_without_days_says_what_is_missing() -> None:
    assert gantt_of([], BASE).said == "还没有填实施进度。"
    unknown = gantt_of([node("什么都没有")], BASE)
    assert unknown.panels == ()
    page = render_to_string("charts/gantt.html", {"chart": unknown})
    assert "还没有计划时间和实际时间，没有可以画出的进度。" in page
    assert "<svg" not in page


def test_the_picture_of_a_schedule_is_told_in_words_and_names_cannot_become_markup() -> None:
    page = render_to_string("charts/gantt.html", {"chart": gantt_of([*NODES, node("<b>甲</b>", BASE)], BASE)})
    assert page.count('role="img"') == 3
    assert 'aria-labelledby="plan-1-narrow-title plan-1-narrow-desc"' in page
    assert page.count('id="plan-1-narrow-title"') == 1
    assert "<b>" not in page
    assert "&lt;b&gt;甲&lt;/b&gt;" in page
    assert "style=" not in page


# The page of 项目实施进度表


@pytest.fixture
def agency(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.TPL)


def schedule_page(client: Client, preparation: Preparation) -> str:
    project = open_project(preparation, by=member_named("qh_tpl"), at=now())
    answer = client.get(f"/evaluations/{project.pk}/results/schedule/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_draws_the_schedule_above_its_table(agency: Client, county: County) -> None:
    preparation = demo_preparation()
    first = replace(preparation.schedule[0], reason="雨季停工", evidence="ZL-0007")
    page = schedule_page(agency, replace(preparation, schedule=(first, *preparation.schedule[1:])))
    assert page.index('href="#schedule-table"') < page.index('role="img"') < page.index('id="schedule-table"')
    assert all(one.name in page for one in preparation.schedule)
    for said in ("雨季停工", "ZL-0007", "节点类型", "开工", "2022年5月12日", "逾期2天", "其他文件的要求"):
        assert said in page
    assert page.count('scope="rowgroup"') == len(
        {(one.use, one.area, one.management) for one in preparation.schedule}
    )


def test_the_page_says_what_stands_on_no_document_and_what_did_not_happen(agency: Client, county: County) -> None:
    preparation = demo_preparation()
    nodes = (
        ScheduleNode("1", "自定的节点", planned=date(2022, 6, 1), not_happened=True),
        ScheduleNode("2", "没有时间的节点"),
    )
    page = schedule_page(agency, replace(preparation, schedule=nodes))
    assert "填写的时间没有依据" in page
    assert "无计划时间依据，不计逾期" in page
    assert "未发生" in page


def test_the_page_of_an_empty_schedule_offers_no_picture(agency: Client, county: County) -> None:
    page = schedule_page(agency, Preparation(project=Project("PJ-2", "空的")))
    assert page.count("还没有填实施进度。") == 2
    assert 'role="img"' not in page
