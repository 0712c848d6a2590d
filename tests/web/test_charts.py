"""The flow and the areas of funds: what is drawn is the money, nothing covers anything, and the table has all of it."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from django.template.loader import render_to_string

from jiheng.web.charts.drawing import Chart, Drawing
from jiheng.web.charts.lettering import cut, lines_of, room_of
from jiheng.web.charts.money import gathering_of, share
from jiheng.web.charts.rates import rate_of
from jiheng.web.charts.sankey import LISTED, MOST, Flow, sankey_of
from jiheng.web.charts.treemap import MOST as MOST_TILES
from jiheng.web.charts.treemap import Cell, treemap_of
from tests.web.drawn import boxes, curves, numbers, overlap, texts, words_on_words, words_outside

LONG = "青岚县城市污水处理提质增效和老旧管网改造工程三期（含泵站配套及智慧监测平台建设）项目"
FIRST, SECOND = "青财建〔2025〕18号", "青财建〔2025〕46号"

FLOWS = [
    Flow(FIRST, "城镇污水处理设施", "城关镇", Decimal("24000000")),
    Flow(FIRST, "城镇污水处理设施", "石桥镇", Decimal("9000000")),
    Flow(FIRST, "青石溪水质提升", "城关镇", Decimal("52000000.50")),
    Flow(SECOND, "青石溪水质提升", "柳坪镇", Decimal("23000000")),
    Flow(SECOND, "农村生活污水处理", "云台乡", Decimal("8500000.25")),
]
UNUSED = [(SECOND, Decimal("6000000")), (FIRST, Decimal(0))]


def many_flows() -> list[Flow]:
    """500 flows from 17 documents by 15 uses into 33 areas."""
    return [
        Flow(
            f"青财建〔2025〕{number % 17}号",
            LONG if number % 15 == 3 else f"用途{number % 15}",
            f"第{number % 33}乡镇",
            Decimal(1000 + number * number),
        )
        for number in range(500)
    ]


def many_cells() -> list[Cell]:
    return [Cell(f"第{number}个乡镇", Decimal(100_000 + 3_700 * number), None) for number in range(500)]


CELLS = [
    Cell("城关镇", Decimal("100000000"), Decimal("98989800")),
    Cell("石桥镇", Decimal("71500000"), Decimal("60000000")),
    Cell(LONG, Decimal("41000000"), Decimal("20000000")),
    Cell("云台乡", Decimal("23500000"), None),
    Cell("小河乡", Decimal("1200000"), Decimal("1200000.01")),
    Cell("大坪乡", Decimal("900000"), Decimal("810000")),
]

FLOW_SAMPLES = [sankey_of(FLOWS, UNUSED), sankey_of(many_flows(), UNUSED), sankey_of(FLOWS[:1])]
AREA_SAMPLES = [treemap_of(CELLS), treemap_of(many_cells()), treemap_of(CELLS[:1])]


def drawings(charts: list[Chart]) -> list[Drawing]:
    return [drawing for chart in charts for drawing in chart.drawings]


# Words


def test_a_chinese_letter_is_as_wide_as_high_and_figures_are_narrower() -> None:
    assert room_of("金额", 12) == 24
    assert room_of("1234", 10) == 24
    assert room_of("1,234.56", 10) < 48


def test_a_name_is_cut_with_an_ellipsis_only_where_it_must_be() -> None:
    assert cut("城关镇", 36, 12) == "城关镇"
    assert cut("城关镇人民政府", 36, 12) == "城关…"


def test_lines_break_evenly_and_neither_after_an_opening_bracket_nor_before_a_closing_one() -> None:
    assert lines_of("社区智慧化改造", 72, 12, 3) == ("社区智慧", "化改造")
    assert lines_of(FIRST, 84, 12, 3) == ("青财建", "〔2025〕18号")
    assert lines_of(FIRST, 66, 12, 3) == ("青财建", "〔2025〕", "18号")
    assert lines_of("含泵站（二）号", 60, 12, 3)[0].endswith("站")
    assert lines_of(LONG, 120, 12, 2)[1].endswith("…")
    assert "".join(lines_of(LONG, 120, 12, 9)) == LONG


def test_a_share_of_something_is_never_nothing() -> None:
    assert share(Decimal(1), Decimal(3)) == "33.3%"
    assert share(Decimal(1), Decimal(100_000)) == "不足0.1%"
    assert share(Decimal(0), Decimal(5)) == "0.0%"
    assert share(Decimal(0), Decimal(0)) == "—"


# Gathering


def test_small_names_are_gathered_but_never_one_alone() -> None:
    money = {"甲": Decimal(900), "乙": Decimal(96), "丙": Decimal(2), "丁": Decimal(2)}
    both = gathering_of(money, most=12, smallest=Fraction(1, 200))
    assert both.shown == ("甲", "乙")
    assert both.title == "其他2项"
    del money["丁"]
    assert gathering_of(money, most=12, smallest=Fraction(1, 200)).shown == ("甲", "乙", "丙")


def test_many_equal_names_are_not_gathered_into_one_field() -> None:
    money = {f"第{number}村": Decimal(10) for number in range(500)}
    found = gathering_of(money, most=12, smallest=Fraction(1, 200))
    assert found.shown == tuple(f"第{number}村" for number in range(11))
    assert found.title == "其他489项"


def test_exactly_as_many_names_as_fit_are_all_shown() -> None:
    money = {f"第{number}村": Decimal(10) for number in range(12)}
    assert not gathering_of(money, most=12, smallest=Fraction(1, 200)).gathered


# The flow of funds


@pytest.mark.parametrize("drawing", drawings(FLOW_SAMPLES))
def test_every_column_holds_all_the_money(drawing: Drawing) -> None:
    columns: dict[Decimal, Decimal] = {}
    for node in boxes(drawing, "node"):
        columns[node.x] = columns.get(node.x, Decimal(0)) + node.height
    assert len(columns) == 3
    assert all(abs(high - 260) <= Decimal("0.1") * MOST for high in columns.values())


@pytest.mark.parametrize("drawing", drawings(FLOW_SAMPLES))
def test_what_flows_into_a_node_is_as_thick_as_the_node_and_as_what_flows_out(drawing: Drawing) -> None:
    bands = [numbers(band) for band in curves(drawing, "band")]
    for node in boxes(drawing, "node"):
        top, bottom = node.y - Decimal("0.1"), node.bottom + Decimal("0.1")
        leaving = [points for points in bands if points[0] == node.right and top <= points[1] <= points[-1] <= bottom]
        coming = [points for points in bands if points[6] == node.x and top <= points[7] <= points[8] <= bottom]
        out = sum((points[-1] - points[1] for points in leaving), Decimal(0))
        into = sum((points[8] - points[7] for points in coming), Decimal(0))
        for flow in (out, into):
            assert flow == 0 or abs(flow - node.height) <= Decimal("0.2")
        assert out or into


@pytest.mark.parametrize("drawing", drawings(FLOW_SAMPLES))
def test_nodes_and_words_of_a_flow_keep_clear_of_each_other(drawing: Drawing) -> None:
    nodes = boxes(drawing, "node")
    assert not [pair for pair in combinations(nodes, 2) if overlap(*pair)]
    assert not list(words_outside(drawing))
    assert not list(words_on_words(drawing))
    assert all(node.y >= 0 and node.bottom <= drawing.height for node in nodes)


def test_unallocated_money_has_a_flow_of_its_own() -> None:
    chart = sankey_of(FLOWS, UNUSED)
    for drawing in chart.drawings:
        assert texts(drawing).count("未分配余额") == 1
        assert len([band for band in curves(drawing, "band") if band.kind == "band rest"]) == 2
    assert "资金共12,250.00万元，其中未分配余额600.00万元" in chart.said
    assert f"{SECOND} → 未分配余额：600.00万元" in [band.said for band in curves(chart.drawings[0], "band")]


def test_the_figures_of_a_flow_are_written_in_full() -> None:
    huge = sankey_of([Flow("文", "用", "区", Decimal("1234567890123.45"))])
    assert all(any("123,456,789.01" in text for text in texts(drawing)) for drawing in huge.drawings)
    written = texts(sankey_of(FLOWS).drawings[0])
    assert "8,500.00　73.0%" in written
    assert "850.00　7.3%" in written


def test_five_hundred_flows_are_gathered_and_the_table_still_adds_up() -> None:
    chart = sankey_of(many_flows(), UNUSED)
    for drawing in chart.drawings:
        columns: dict[Decimal, int] = {}
        for node in boxes(drawing, "node"):
            columns[node.x] = columns.get(node.x, 0) + 1
        assert max(columns.values()) <= MOST
        assert [text for text in texts(drawing) if text.startswith("其他")] == ["其他7项", "其他5项", "其他23项"]
    assert chart.notes[0] == "下达文件、用途、区域较多，金额小的在图中合为“其他”，表中逐项列出。"
    assert len(chart.table.rows) <= LISTED + 1
    listed = sum(Decimal(row.figures[0].replace(",", "")) for row in chart.table.rows)
    whole = sum(flow.money for flow in many_flows()) + 6_000_000
    assert chart.table.total is not None
    assert Decimal(chart.table.total.figures[0].replace(",", "")) == listed == whole


def test_money_below_zero_and_of_zero_is_said_and_listed_but_not_drawn() -> None:
    odd = [Flow(FIRST, "退回", "城关镇", Decimal("-20000")), Flow(FIRST, "待定", "", Decimal(0))]
    chart = sankey_of([*FLOWS, *odd], [(FIRST, Decimal("-100000"))])
    assert chart.notes == (
        "有1项资金为负数，合计-2.00万元，图中不画，表中照列，请核对。",
        "有1项资金为零，图中不画，表中照列。",
        "有1项未分配余额为负数，合计-10.00万元，图中不画，表中照列，请核对。",
    )
    assert chart.drawings == sankey_of(FLOWS).drawings
    assert [row.words[1] for row in chart.table.rows[-3:]] == ["退回", "待定", "未分配余额"]
    assert chart.table.total is not None
    assert chart.table.total.figures[0] == "116,380,000.75"


def test_a_flow_without_money_is_an_empty_picture_that_says_so() -> None:
    for chart in (sankey_of([]), sankey_of([Flow("文", "用", "区", Decimal(0))])):
        assert chart.drawings == ()
        assert chart.said == "没有可以画出的资金。"
        assert chart.said in render_to_string("charts/sankey.html", {"chart": chart})


def test_only_unallocated_money_can_be_drawn_too() -> None:
    chart = sankey_of([], [(FIRST, Decimal("6000000"))])
    assert "未分配余额" in texts(chart.drawings[0])
    assert not list(words_on_words(chart.drawings[0]))


def test_what_was_left_blank_is_called_so_and_equal_amounts_keep_their_order() -> None:
    flows = [Flow("文", use, "", Decimal(50_000)) for use in ("乙", "甲", "丙")]
    written = texts(sankey_of(flows).drawings[0])
    assert [text for text in written if text in {"乙", "甲", "丙"}] == ["乙", "甲", "丙"]
    assert "未填" in written


# The areas


@pytest.mark.parametrize("chart", AREA_SAMPLES)
def test_areas_are_in_proportion_to_the_money_and_fill_the_picture(chart: Chart) -> None:
    for drawing in chart.drawings:
        tiles = boxes(drawing, "tile")
        sheet = drawing.width * drawing.height
        assert sum(tile.width * tile.height for tile in tiles) == sheet
        assert not [pair for pair in combinations(tiles, 2) if overlap(*pair)]
    amounts = {row.words[1]: Decimal(row.figures[0].replace(",", "")) for row in chart.table.rows}
    assert chart.table.total is not None
    whole = Decimal(chart.table.total.figures[0].replace(",", ""))
    tiles = [tile for tile in boxes(chart.drawings[0], "tile") if not tile.said.startswith("其他")]
    for tile in tiles:
        part = tile.width * tile.height / (chart.drawings[0].width * chart.drawings[0].height)
        assert abs(part - amounts[tile.said.split("：", maxsplit=1)[0]] / whole) * 100 <= Decimal("0.1")


@pytest.mark.parametrize("drawing", drawings(AREA_SAMPLES))
def test_words_of_an_area_stand_inside_it(drawing: Drawing) -> None:
    assert not list(words_outside(drawing))
    assert not list(words_on_words(drawing))
    for label in drawing.labels:
        inside = [tile for tile in boxes(drawing, "tile") if tile.x <= label.x < tile.right]
        assert any(tile.y <= label.y - 8 and label.y <= tile.bottom for tile in inside)


def test_areas_are_named_with_money_share_and_rate_where_that_fits_and_numbered_else() -> None:
    written = texts(treemap_of(CELLS).drawings[0])
    assert written[:2] == ["城关镇", "10,000.00　42.0%　执行率98.99%"]
    assert "云台乡" in written
    assert "2,350.00　9.9%　未采集" in written
    phone = texts(treemap_of(many_cells()).drawings[2])
    assert "1" in phone
    assert treemap_of(many_cells()).table.rows[0].words == ("1", "第499个乡镇")


@pytest.mark.parametrize(
    ("actual", "kind", "word"),
    [
        (None, "unknown", "未采集"),
        ("0", "slow", "不足80%"),
        ("79.99", "slow", "不足80%"),
        ("80", "part", "80%到90%"),
        ("89.99", "part", "80%到90%"),
        ("90", "full", "90%以上"),
        ("100", "full", "90%以上"),
        ("100.01", "over", "超过100%"),
    ],
)
def test_each_bound_of_the_rate_belongs_to_the_higher_class(actual: str | None, kind: str, word: str) -> None:
    rate = rate_of(Decimal(100), None if actual is None else Decimal(actual))
    assert (rate.kind, rate.word) == (kind, word)


def test_an_area_is_filled_as_far_as_its_money_is_spent() -> None:
    drawing = treemap_of([Cell("甲", Decimal(400), Decimal(100))]).drawings[0]
    (spent,) = boxes(drawing, "spent")
    assert (spent.x, spent.width) == (Decimal(0), Decimal(280))
    over = treemap_of([Cell("甲", Decimal(400), Decimal(600))]).drawings[0]
    assert boxes(over, "spent")[0].width == 1120
    assert not boxes(treemap_of([Cell("甲", Decimal(400), None)]).drawings[0], "spent")


def test_five_hundred_areas_are_gathered_and_the_gathered_ones_need_every_actual() -> None:
    chart = treemap_of(many_cells())
    tiles = boxes(chart.drawings[0], "tile")
    assert len(tiles) == MOST_TILES
    assert tiles[0].said.startswith("其他471项：")
    assert tiles[0].said.endswith("未采集")
    spent = [Cell(f"第{number}村", Decimal(1_000), Decimal(950)) for number in range(40)]
    first = boxes(treemap_of(spent).drawings[0], "tile")[0]
    assert first.said == "其他11项：1.10万元，占27.5%，执行率95.00%"


def test_a_name_that_comes_twice_is_one_area_and_known_only_if_both_are() -> None:
    chart = treemap_of([Cell("甲", Decimal(100), Decimal(90)), Cell("甲", Decimal(100), None)])
    assert [row.figures for row in chart.table.rows] == [("200.00", "100.0%", "—", "—")]


def test_areas_below_zero_are_said_and_listed_but_not_drawn() -> None:
    chart = treemap_of([*CELLS, Cell("退回", Decimal("-5000"), None), Cell("", Decimal(0), Decimal(0))])
    assert chart.notes == (
        "有1项预算数为负数，合计-0.50万元，图中不画，表中照列，请核对。",
        "有1项预算数为零，图中不画，表中照列。",
    )
    assert [row.words[1] for row in chart.table.rows[-2:]] == ["未填", "退回"]
    assert treemap_of([]).said == "没有可以画出的预算数。"


# On the page


@pytest.mark.parametrize(
    ("template", "chart"),
    [("charts/sankey.html", sankey_of(FLOWS, UNUSED)), ("charts/treemap.html", treemap_of(CELLS))],
)
def test_a_picture_is_told_in_words_and_has_its_table(template: str, chart: Chart) -> None:
    page = render_to_string(template, {"chart": chart})
    assert page.count('role="img"') == 3
    assert page.count(f"{chart.said}</desc>") == 3
    for width in ("wide", "middle", "narrow"):
        assert page.count(f'id="{chart.name}-{width}-title"') == 1
        assert f'aria-labelledby="{chart.name}-{width}-title {chart.name}-{width}-desc"' in page
    assert f'href="#{chart.name}-table"' in page
    assert f'id="{chart.name}-table"' in page
    assert "style=" not in page
    assert all(figure in page for row in chart.table.rows for figure in row.figures)


def test_names_cannot_become_markup() -> None:
    odd = '<b>&"甲"</b>'
    pages = [
        render_to_string("charts/sankey.html", {"chart": sankey_of([Flow(odd, odd, odd, Decimal(10))])}),
        render_to_string("charts/treemap.html", {"chart": treemap_of([Cell(odd, Decimal(10), None)])}),
    ]
    for page in pages:
        assert "<b>" not in page
        assert "&lt;b&gt;&amp;&quot;甲&quot;&lt;/b&gt;" in page
