"""Paired bars and dots: what is drawn are the figures, nothing leaves the picture, and the table has all of it."""

from decimal import Decimal
from fractions import Fraction

import pytest

from jiheng.web.charts.drawing import Chart
from jiheng.web.charts.pairs import MOST, Pair, pairs_of
from jiheng.web.charts.scatter import Dot, scatter_of
from tests.web.drawn import boxes, curves, texts, words_on_words, words_outside

LONG = "青岚县城市污水处理提质增效和老旧管网改造工程三期（含泵站配套及智慧监测平台建设）项目"


def bars(pairs: list[Pair]) -> Chart:
    return pairs_of(pairs, name="p", title="预算和支出", unit="万元", thing="用途", series=("预算数", "支出数"))


def pair(name: str, first: str, second: str | None) -> Pair:
    return Pair(name, (Decimal(first), None if second is None else Decimal(second)), (first, second or "未采集"))


FEW = [pair("道路工程", "200", "100"), pair(LONG, "100", None), pair("养护", "0", "50")]


def test_the_length_of_a_bar_is_its_figure() -> None:
    for drawing in bars(FEW).drawings:
        widths = [box.width for box in boxes(drawing, "bar")]
        assert len(widths) == 4
        assert abs(widths[0] / 2 - widths[1]) < Decimal("0.2")
        assert abs(widths[0] / 4 - widths[3]) < Decimal("0.2")


def test_every_figure_is_printed_beside_its_bar_and_in_the_table() -> None:
    chart = bars(FEW)
    for drawing in chart.drawings:
        assert {"200", "100", "未采集", "0", "50"} <= set(texts(drawing))
        assert not list(words_outside(drawing))
        assert not list(words_on_words(drawing))
    assert [row.figures for row in chart.table.rows] == [one.texts for one in FEW]


def test_figures_below_zero_and_unknown_ones_are_told_and_not_drawn() -> None:
    chart = bars([pair("冲减", "-5", "3"), pair("养护", "4", None)])
    assert all(len(boxes(drawing, "bar")) == 2 for drawing in chart.drawings)
    assert "有1项预算数小于0，图中不画，表中照列，请核对。" in chart.notes
    assert "有1项没有支出数，图中空着。" in chart.notes


@pytest.mark.parametrize("pairs", [[], [pair("冲减", "-5", None)], [pair("零", "0", "0")]])
def test_without_anything_to_draw_it_says_so(pairs: list[Pair]) -> None:
    chart = bars(pairs)
    assert not chart.drawings
    assert "没有可以画出的" in chart.said


def test_of_many_pairs_the_largest_are_drawn_in_their_own_order() -> None:
    many = [pair(f"第{number}乡镇", str(number), str(number)) for number in range(1, 41)]
    chart = bars(many)
    assert all(len(boxes(drawing, "bar")) == 2 * MOST for drawing in chart.drawings)
    assert "其余25项见表" in chart.notes[0]
    assert len(chart.table.rows) == 40
    assert "第26乡镇" in texts(chart.drawings[0])
    assert "第25乡镇" not in texts(chart.drawings[0])


def dots(*found: Dot) -> Chart:
    return scatter_of(found, name="s", title="管理与效果", thing="样本点", across="管理得分率", up="效果得分率")


def test_dots_at_one_place_are_one_dot_that_says_how_many() -> None:
    full = Fraction(1)
    chart = dots(
        Dot("甲", full, full), Dot("乙", full, full), Dot("丙", Fraction(1, 2), Fraction(3, 4)), Dot("丁", None, full)
    )
    for drawing in chart.drawings:
        assert len(curves(drawing, "dot")) == 2
        assert {"2个", "丙"} <= set(texts(drawing))
        assert not list(words_outside(drawing))
    assert chart.notes == ("有1个样本点缺管理得分率或效果得分率，图中不画，表中照列。",)
    assert chart.table.rows[3].figures == ("—", "100.00%")


def test_a_rate_above_the_whole_stands_at_the_edge_and_is_printed_as_it_is() -> None:
    chart = dots(Dot("甲", Fraction(3, 2), Fraction(1)))
    assert chart.table.rows[0].figures == ("150.00%", "100.00%")
    assert not list(words_outside(chart.drawings[0]))


def test_without_both_rates_there_is_no_picture() -> None:
    assert not dots(Dot("甲", None, Fraction(1))).drawings
    assert not dots().drawings
