"""Weights make one hundred at every level, exactly: E-B10-l, W-B10-o."""

from dataclasses import replace
from decimal import Decimal

import pytest

from jiheng.rules.finding import Outcome
from jiheng.rules.indicators.checks import indicator_figures
from jiheng.rules.indicators.shapes import Indicator, Part
from jiheng.rules.indicators.systems import System
from jiheng.rules.indicators.weights import level_sums
from tests.rules.indicators.sound import BOOK, PROJECT, answers, changed, indicator, messages, outcomes, system

D = Decimal
SOUND = system()
pytestmark = pytest.mark.clause("cq2023-7/10.l")


def weights_ok(rows: tuple[Indicator, ...]) -> bool:
    return indicator_figures(rows, (), (), PROJECT, BOOK).weights_ok


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ("12", ""),
        ("11.9", "指标体系三级指标权重合计99.9，应为100，少0.1，请调整权重"),
        ("12.01", "指标体系三级指标权重合计100.01，应为100，多0.01，请调整权重"),
        ("11.99", "指标体系三级指标权重合计99.99，应为100，少0.01，请调整权重"),
    ],
)
def test_the_points_make_exactly_one_hundred(points: str, said: str) -> None:
    rows = changed(SOUND, "道路完工率", points=D(points))
    assert messages(answers("E-B10-l", rows)) == ([said] if said else [])
    assert weights_ok(rows) is not bool(said)


@pytest.mark.parametrize("points", ["0", "-1"])
def test_no_weight_is_zero_or_less(points: str) -> None:
    rows = changed(changed(SOUND, "道路完工率", points=D(points)), "通行率", points=32 - D(points))
    found = answers("E-B10-l", rows)
    assert messages(found) == [f"指标“道路完工率”的权重是{points}，须大于0，请调整"]
    assert found[0].where == "评价指标 道路完工率"


def test_no_indicator_has_no_weights_yet() -> None:
    assert outcomes(answers("E-B10-l", ())) == {Outcome.NOT_APPLICABLE}
    assert not weights_ok(())


def test_a_second_level_makes_the_sum_of_its_rows() -> None:
    rows = changed(SOUND, "道路完工率", level2_points=D(12))
    assert messages(answers("E-B10-l", rows)) == []
    rows = changed(SOUND, "道路完工率", level2_points=D("12.5"))
    assert messages(answers("E-B10-l", rows)) == [
        "指标体系二级指标“数量”权重12.5，所属三级指标合计12，应为12.5，少0.5，请调整权重",
        "指标体系一级指标权重合计100.5，应为100，多0.5，请调整权重",
    ]


def test_a_first_level_makes_the_sum_of_its_second_levels() -> None:
    rows = changed(SOUND, "道路完工率", level1_points=D(30))
    assert messages(answers("E-B10-l", rows)) == []
    rows = changed(SOUND, "道路完工率", level1_points=D(29))
    assert messages(answers("E-B10-l", rows)) == [
        "指标体系一级指标“产出”权重29，所属二级指标合计30，应为29，多1，请调整权重",
        "指标体系一级指标权重合计99，应为100，少1，请调整权重",
    ]


def test_first_levels_may_make_one_hundred_while_the_rows_do_not() -> None:
    rows = tuple(
        replace(row, level1_points={"决策": D(20), "管理": D(20), "产出": D(30), "效果": D(30)}[row.level1])
        for row in changed(SOUND, "道路完工率", points=D(11))
    )
    assert messages(answers("E-B10-l", rows)) == [
        "指标体系一级指标“产出”权重30，所属二级指标合计29，应为30，少1，请调整权重",
        "指标体系三级指标权重合计99，应为100，少1，请调整权重",
    ]


def test_a_level_has_one_weight() -> None:
    rows = changed(changed(SOUND, "道路完工率", level1_points=D(30)), "验收合格率", level1_points=D(31))
    assert messages(answers("E-B10-l", rows)) == ["指标体系一级指标“产出”写了30、31几个不同的权重，请改成一个"]


def test_the_sums_of_every_level_stand_in_the_order_of_the_table() -> None:
    rows = (
        indicator("决策", "甲", "一", "10", level2_points=D(15)),
        indicator("产出", "丙", "三", "80"),
        indicator("决策", "甲", "二", "5"),
        indicator("决策", "乙", "四", "5"),
    )
    shown = [(one.level1, one.level2, one.declared, one.total) for one in level_sums(System("", rows))]
    assert shown == [
        ("决策", "", (), D(20)),
        ("决策", "甲", (D(15),), D(15)),
        ("决策", "乙", (), D(5)),
        ("产出", "", (), D(80)),
        ("产出", "丙", (), D(80)),
    ]


def test_each_part_of_a_split_project_makes_one_hundred() -> None:
    parts = (Part("道路"), Part("补助", where="拆分项目 第3行"))
    rows = system("道路") + tuple(
        replace(row, points=D("9.9")) if row.name == "村民满意度" else row for row in system("补助")
    )
    found = answers("E-B10-l", rows, parts=parts)
    assert messages(found) == ["子项目“补助”三级指标权重合计99.9，应为100，少0.1，请调整权重"]
    assert [one.where for one in found if one.blocks] == ["拆分项目 第3行"]


@pytest.mark.clause("cq2023-7/11")
@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ((None, None), []),
        (("60", "40"), []),
        (("60", "39.9"), ["子项目权重合计99.9，应为100，少0.1，请调整权重"]),
        (("100", "0"), ["子项目“补助”的权重是0，须大于0，请调整"]),
        (("100", None), ["子项目“补助”没有填权重，须大于0，请调整"]),
    ],
)
def test_the_weights_of_the_parts_make_one_hundred(weights: tuple[str | None, ...], said: list[str]) -> None:
    parts = tuple(Part(name, weight=D(w) if w else None) for name, w in zip(("道路", "补助"), weights, strict=True))
    assert messages(answers("E-B10-l", system("道路") + system("补助"), parts=parts)) == said


def test_weights_come_with_a_word() -> None:
    rows = changed(SOUND, "道路完工率", weight_reason=" ")
    found = answers("W-B10-o", rows)
    assert messages(found) == ["指标体系有1个指标没有权重说明（“道路完工率”），请补写"]
    assert found[0].where == "评价指标 道路完工率"
    silent = tuple(replace(row, weight_reason="") for row in SOUND)
    assert messages(answers("W-B10-o", silent)) == [
        "指标体系有13个指标没有权重说明（“前期准备率”、“程序合规率”、“目标合理率”等），请补写"
    ]
    assert outcomes(answers("W-B10-o", SOUND)) == {Outcome.PASSED}


@pytest.mark.parametrize(("points", "low"), [("12", False), ("11.99", True)])
def test_outputs_and_effects_weigh_at_least_sixty(points: str, low: bool) -> None:
    rows = changed(changed(SOUND, "道路完工率", points=D(points)), "前期准备率", points=19 - D(points))
    said = ["指标体系的产出和效果权重合计59.99，低于60，请调整或说明理由"] if low else []
    assert messages(answers("W-B10-o", rows)) == said
    assert messages(answers("E-B10-l", rows)) == []


def test_without_indicators_there_is_nothing_to_explain() -> None:
    assert outcomes(answers("W-B10-o", ())) == {Outcome.NOT_APPLICABLE}
