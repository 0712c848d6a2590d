"""评价报告 in Word: cover, contents, headings, tables and pictures, read back with another program."""

from dataclasses import replace
from decimal import Decimal

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from jiheng.reports import report_charts
from jiheng.reports.evaluation_report import report_word
from jiheng.reports.report_contents import contents_marks, for_printing, with_page_numbers
from jiheng.reports.report_long_tables import MARK
from jiheng.reports.report_tables import ON, START, merges
from jiheng.reports.report_widths import ems, fit
from jiheng.rules.reporting.content import Annex, Bar, Block, Chart, Section, Table
from jiheng.rules.reporting.shapes import ReportKind
from tests.reports.full_report import full_content, wide_table
from tests.reports.reading_word import contents_of, headings, opened, repeated_rows, ruled, style_of, xml_of
from tests.rules.reporting.contents import SCORES, small_content

FULL = report_word(full_content())


@pytest.mark.clause("cq2023-7/29")
def test_the_report_is_made_of_abstract_text_and_annexes() -> None:
    document = opened(report_word(small_content()))
    assert headings(document, "Heading1") == ["摘要", "一、绩效评价工作开展情况", "二、评价结论"]
    assert headings(document, "Heading2") == ["（一）评价情况"]
    assert headings(document, "AnnexLabel") == ["附件1"]
    assert headings(document, "AnnexTitle") == ["评价指标表"]


@pytest.mark.clause("cq2023-7/29")
def test_a_draft_says_so_on_its_cover_and_has_no_place_to_sign() -> None:
    draft, final = (report_word(small_content(kind)) for kind in ReportKind)
    assert "（征求意见稿）" in xml_of(draft)
    assert "签字" not in xml_of(draft)
    assert "（征求意见稿）" not in xml_of(final)


@pytest.mark.clause("cq2023-7/34")
def test_every_lead_signs_and_the_agency_seals_the_final_report() -> None:
    document = opened(FULL)
    cells = [[cell.text for cell in row.cells] for table in document.tables[1:4] for row in table.rows]
    assert [row[0] for row in cells].count("主评人（签字）：") == 2
    assert ["姓　　名：", "郑海"] in cells
    assert ["姓　　名：", "何静"] in cells
    assert cells[-3:] == [
        ["评价机构（盖章）：", ""],
        ["机构名称：", "演示评价事务所（特殊普通合伙）"],
        ["日　　期：", "　　年　　月　　日"],
    ]


def test_the_cover_names_what_the_report_is_of() -> None:
    cells = [[cell.text for cell in row.cells] for row in opened(FULL).tables[0].rows]
    assert cells[0][0] == "参照执行"
    assert cells[1][0] == "2022年青岚县农村公路建设和养护补助项目绩效评价报告"
    assert [row[1:3] for row in cells[3:8]] == [
        ["项目名称", "2022年青岚县农村公路建设和养护补助项目"],
        ["项目编号", "QL-2023-PJ-02"],
        ["被评价单位", "青岚县交通运输局、青岚县公路事务中心、青岚县乡村振兴局"],
        ["评价机构", "演示评价事务所（特殊普通合伙）"],
        ["版次", "正式稿第2稿"],
    ]
    assert cells[9][0] == "2023年5月20日"


def test_of_many_units_the_first_four_stand_on_the_cover() -> None:
    many = replace(small_content(), units=tuple(f"第{at}村" for at in range(1, 8)))
    assert "第1村、第2村、第3村、第4村等7家单位" in xml_of(report_word(many))


def test_the_contents_are_a_field_that_lists_two_levels_and_the_annexes_with_their_numbers() -> None:
    listed = [text for text, _ in contents_of(opened(FULL))]
    assert listed[:7] == [
        "摘要",
        "（一）项目概况",
        "（二）评价情况",
        "（三）需重点关注的问题",
        "（四）有关建议",
        "一、项目概况",
        "（一）项目背景和立项依据",
    ]
    assert listed[-12] == "附件1　评价指标及计分规则表"
    assert listed[-1] == "附件12　其他需要说明的事项"
    code = xml_of(FULL)
    assert 'TOC \\o "1-2" \\f A \\h \\z' in code
    assert code.count(" TC &quot;附件") + code.count(' TC "附件') == 12
    marks = contents_marks(FULL)
    assert len(marks) == len(set(marks)) == len(listed)
    assert all(f'w:name="{mark}"' in code for mark in marks)


def test_page_numbers_are_written_into_the_contents_and_nowhere_else() -> None:
    marks = contents_marks(FULL)
    filled = with_page_numbers(FULL, {mark: at for at, mark in enumerate(marks, 3)})
    assert [page for _, page in contents_of(opened(filled))] == [str(at) for at in range(3, 3 + len(marks))]
    assert "w:dirty" in xml_of(FULL)
    assert "w:dirty" not in xml_of(filled)
    for before, after in (xml_of(one).split("<w:fldChar", 1) for one in (FULL, filled)):
        assert before == xml_of(FULL).split("<w:fldChar", 1)[0]
        assert after.endswith(xml_of(FULL)[xml_of(FULL).index("</w:sectPr>") :])


def test_a_file_without_contents_is_left_as_it_is() -> None:
    plain = with_page_numbers(for_printing(FULL), {"_Toc00000001": 9})
    assert contents_marks(plain) == ()
    assert ' TOC \\o "1-2"' not in xml_of(plain)
    assert "PAGEREF _Toc00000001" in xml_of(plain)


def test_headings_are_black() -> None:
    styles = opened(FULL).styles
    for name in ("Heading 1", "Heading 2", "附件标题"):
        assert str(styles[name].font.color.rgb) == "000000"
        assert styles[name].font.color.theme_color is None
    assert styles["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"


def test_the_text_is_set_in_fangsong_with_lines_of_28_points() -> None:
    style = opened(FULL).styles["报告正文"]
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert style.font.size == Pt(16)
    assert style.paragraph_format.line_spacing == Pt(28)
    assert style.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_each_line_of_a_text_is_a_paragraph_as_it_was_written() -> None:
    one = replace(small_content(), abstract=(Section("a", "题", (Block(text="甲。\n\n  （一）乙。\n1.丙。"),)),))
    assert headings(opened(report_word(one)), "ReportText")[:3] == ["甲。", "（一）乙。", "1.丙。"]


def test_small_headings_are_numbered_unless_they_are_already() -> None:
    blocks = (Block(heading="背景"), Block(heading="（四）旧号"), Block(heading="目的"))
    one = replace(small_content(), abstract=(), body=(Section("b", "概况", blocks),))
    assert headings(opened(report_word(one)), "Heading2") == ["（一）背景", "（四）旧号", "（三）目的"]


def test_wide_annexes_lie_across_and_pages_turn_back() -> None:
    sections = opened(FULL).sections
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in sections]
    assert turned == [False, False, True, False, True, False, True, False]
    wide, margin = sections[2].page_width, sections[1].left_margin
    assert wide is not None
    assert margin is not None
    assert (round(wide / Mm(1)), round(margin / Mm(1))) == (297, 28)


def test_pages_are_counted_from_the_abstract_and_numbered_at_the_outer_edge() -> None:
    document = opened(FULL)
    cover, text, *others = document.sections
    assert cover._sectPr.findall(qn("w:footerReference")) == []
    assert text._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert all(one._sectPr.find(qn("w:pgNumType")) is None for one in others)
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = text.footer.paragraphs[0], text.even_page_footer.paragraphs[0]
    assert [str(one.alignment) for one in (odd, even)] == ["RIGHT (2)", "LEFT (0)"]
    assert odd.paragraph_format.right_indent == even.paragraph_format.left_indent == Pt(14)
    assert odd.runs[0].text == "— "
    assert "PAGE" in odd._p.xml


def test_annexes_begin_on_new_pages() -> None:
    document = opened(FULL)
    labels = [paragraph for paragraph in document.paragraphs if style_of(paragraph) == "AnnexLabel"]
    breaks = [bool(paragraph.paragraph_format.page_break_before) for paragraph in labels]
    assert breaks.count(False) == len(document.sections) - 2


def test_tables_have_captions_counted_through_and_heads_on_every_page() -> None:
    document = opened(FULL)
    captions = headings(document, "TableCaption")
    assert captions[:3] == ["表1　预算执行情况", "表2　各评价指标得分", "表3　评价指标及计分规则"]
    assert captions[-1] == f"表{len(captions)}　资料目录"
    tables = ruled(document)
    assert len(tables) == len(captions)
    assert [repeated_rows(table) for table in tables[:4]] == [1, 1, 1, 2]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for table in tables for row in table.rows)


def test_equal_neighbours_are_merged_within_the_column_to_their_left() -> None:
    rows = (("甲", "一"), ("甲", "一"), ("乙", "一"), ("乙", "二"), ("", ""), ("", ""))
    assert merges(rows, (0, 1)) == [
        {0: START, 1: START}, {0: ON, 1: ON}, {0: START}, {0: ON}, {}, {},
    ]  # fmt: skip
    table = ruled(opened(report_word(small_content())))[0]
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert table.cell(3, 0).text == "产出"


def test_a_merged_cell_of_many_rows_is_begun_anew() -> None:
    marks = merges([("甲",)] * 30, (0,))
    assert [at for at, one in enumerate(marks) if one[0] == START] == [0, 12, 24]


def test_heads_of_two_lines_span_their_columns() -> None:
    table = next(one for one in ruled(opened(FULL)) if len(one.columns) == 18)
    assert table.cell(0, 3)._tc is table.cell(0, 13)._tc
    assert table.cell(0, 3).text == "产出指标得分"
    assert table.cell(1, 3).text == "产出指标1"
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc


def test_figures_stand_to_the_right_and_the_sum_in_heavier_type() -> None:
    table = ruled(opened(FULL))[0]
    assert table.cell(1, 2).paragraphs[0].style.style_id == "TableFigure21"
    assert table.cell(5, 0).paragraphs[0].style.style_id == "TableTotal21"
    assert table.cell(5, 2).paragraphs[0].style.style_id == "TableTotalFigure21"


def test_an_empty_table_says_that_there_is_nothing() -> None:
    table = next(one for one in ruled(opened(FULL)) if one.cell(0, 1).text == "问题")
    assert {cell.text for cell in table.rows[1].cells} == {"（无）"}


def test_no_figure_of_eighteen_columns_is_wider_than_its_column() -> None:
    table = wide_table(40)
    looks = fit(table, 247)
    assert round(sum(looks.widths)) == 247
    for column in table.figures:
        longest = max(ems(row[column]) for row in table.rows) * looks.size * 25.4 / 144
        assert longest <= looks.widths[column] - 2 * looks.margin


def test_few_columns_are_printed_larger_than_many() -> None:
    assert fit(SCORES, 156).size == 21
    assert fit(wide_table(3), 247).size < 21


def test_pictures_say_in_words_what_they_show_and_have_captions() -> None:
    document = opened(FULL)
    said = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert said[0] == "得分率比较：条形图：决策98.00%，过程97.00%，产出96.00%，效益95.00%。"
    assert headings(document, "FigureCaption") == [
        "图1　得分率比较",
        "图2　得分率比较（1/2）",
        "图2　得分率比较（2/2）",
    ]
    assert len(document.inline_shapes) == 3


def test_without_a_font_the_chart_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_charts, "chinese_font", lambda: None)
    document = opened(report_word(small_content()))
    assert len(document.inline_shapes) == 0
    assert "各一级指标得分率：条形图：决策82.50%，产出98.00%。" in headings(document, "ReportText")


@pytest.mark.parametrize(("value", "length"), [("0", 0), ("-3", 0), ("50", 400), ("100", 800), ("130", 800)])
def test_a_bar_is_as_long_as_its_value_and_never_beyond_the_line(value: str, length: int) -> None:
    bar = Bar("甲", Decimal(value), value)
    assert report_charts._length(bar, Chart("题", "述", Decimal(100), (bar,)), 800) == length


def test_signs_no_xml_can_hold_are_left_out_and_the_others_kept() -> None:
    odd = replace(small_content(), abstract=(Section("a", "题", (Block(text='<a>&"b"\x07\ufffe甲'),)),))
    assert headings(opened(report_word(odd)), "ReportText")[0] == '<a>&"b"甲'


def test_only_the_printed_copy_of_a_long_table_is_divided() -> None:
    rows = tuple((str(at), "甲" if at < 700 else "乙", f"{at:,}.00") for at in range(1_000))
    long = Table("长表", ("序号", "类", "金额"), rows, (20, 40, 40), (0, 2), (1,))
    whole = report_word(replace(small_content(), annexes=(Annex("long", "长表", (Block(table=long),)),)))
    assert len(ruled(opened(whole))[-1].rows) == 1_001
    parts = [table for table in ruled(opened(for_printing(whole))) if table.cell(0, 0).text == "序号"]
    assert len(parts) == xml_of(whole).count(MARK) + 1 > 2
    assert sum(len(table.rows) - 1 for table in parts) == 1_000
    assert all(repeated_rows(table) == 1 for table in parts)
    assert all(table.cell(1, 1).text for table in parts)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert report_word(full_content()) == FULL
    assert report_word(small_content(score="87.00")) != report_word(small_content())
