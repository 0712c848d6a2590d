"""A report written with a template, read back as an office program reads it."""

import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from jiheng.evaluation.unfit_template import TemplateUnfit
from jiheng.reports.evaluation_report import write_blocks
from jiheng.reports.report_contents import FIRST_PAGE
from jiheng.reports.report_templates import write_with_template
from jiheng.reports.template_example import EXAMPLE, fit_template, single_fields, tried
from jiheng.reports.template_fields import CONDITIONS, PARTS, ROW_LISTS
from jiheng.reports.template_starter import starter_template
from jiheng.reports.template_values import rows_of
from jiheng.rules.reporting.content import Annex, Block, LiveField
from jiheng.rules.reporting.shapes import ReportKind
from tests.reports.templates_drawn import bytes_of, drawn, lines_of, written
from tests.reports.templates_drawn import rows_of as table_rows
from tests.rules.reporting.contents import small_content


def test_fields_become_what_the_report_says() -> None:
    made = written(
        drawn(
            "{{报告标题}}（{{报告种类}}{{稿次}}）", "得{{评价得分}}，{{ 等级 }}；{{主评人}}，{{报告日期}}，{{查验码}}"
        ),
        code="7F3K",
    )
    assert lines_of(made) == [
        "2022年农村公路项目绩效评价报告（征求意见稿第1稿）",
        "得86.96，良；郑海，2023年5月20日，7F3K",
    ]


def test_a_field_without_a_value_is_a_dash() -> None:
    bare = replace(small_content(), leads=())
    assert lines_of(written(drawn("{{主评人}}；{{查验码}}；{{标注}}"), bare)) == ["—；—；"]


def test_signs_that_mean_something_to_xml_or_to_the_renderer_stay_signs() -> None:
    odd = replace(small_content(), project="<w:p>甲&乙{{等级}}{%如果%}“丙”\n第二行\x0b")
    made = written(drawn("a{b}“c” < {{项目名称}} & {x}"), odd)
    assert lines_of(made) == ["a{b}“c” < <w:p>甲&乙{{等级}}{%如果%}“丙”\n第二行 & {x}"]


def test_the_type_of_a_tag_is_that_of_its_first_letter() -> None:
    document = Document()
    paragraph = document.add_paragraph("得")
    paragraph.add_run("{").bold = True
    paragraph.add_run("{评价得分}")
    paragraph.add_run("}分").italic = True
    runs = [(run.text, run.bold) for run in written(bytes_of(document)).paragraphs[0].runs if run.text]
    assert runs == [("得", None), ("86.96", True), ("分", None)]


def test_rows_of_a_table_are_repeated_in_both_ways_of_writing() -> None:
    expected = [["指标", "得分"], ["1 立项依据", "4.75"], ["2 资金分配", "3.50"], ["3 完成里程", "9.80"]]
    for begin, end in (("{%循环 指标得分表%}", "{%循环结束%}"), ("{%tr for 行 in 指标得分表 %}", "{%tr endfor %}")):
        rows = (("指标", "得分"), (begin, ""), ("{{行.序号}} {{行.三级指标}}", "{{行.得分}}"), (end, ""))
        assert table_rows(written(drawn(table=rows))) == expected


def test_a_table_without_rows_leaves_a_document_every_program_opens() -> None:
    rows = (("{%循环 意见表%}",), ("{{行.意见}}",), ("{%循环结束%}",))
    assert written(drawn("前", table=rows)).tables == []
    document = Document(BytesIO(drawn("前", table=(("", "x"),))))
    inner = document.tables[0].cell(0, 0)
    inner.paragraphs[0].text = "{%如果 正式稿%}"
    inner.add_paragraph("正式")
    inner.add_paragraph("{%如果结束%}")
    assert [cell.text for cell in written(bytes_of(document)).tables[0].rows[0].cells] == ["", "x"]


@pytest.mark.parametrize(("kind", "said"), [(ReportKind.DRAFT, ["征求意见"]), (ReportKind.FINAL, ["正式", "完"])])
def test_conditions_choose_paragraphs(kind: ReportKind, said: list[str]) -> None:
    lines = (
        "{%如果 正式稿%}",
        "正式",
        "{%否则%}",
        "征求意见",
        "{%如果结束%}",
        "{%p if 正式稿 %}",
        "完",
        "{%p endif %}",
    )
    assert lines_of(written(drawn(*lines), small_content(kind))) == said


def test_conditions_within_a_line_and_about_tables() -> None:
    line = "{%如果 等级 == “良”%}良好{%否则%}其他{%如果结束%}，{%如果 没有 意见表%}无意见{%如果结束%}"
    assert lines_of(written(drawn(line))) == ["良好，无意见"]


def test_a_field_the_project_does_not_have_is_an_error_and_never_a_blank() -> None:
    with pytest.raises(TemplateUnfit, match="模板里的“D1得分”这个项目没有"):
        write_with_template(drawn("{{D1得分}}"), small_content(), write_blocks)
    more = replace(small_content(), fields=(LiveField("D1得分", "4.75分"), LiveField("2022年预算（万元）", "5.00")))
    assert lines_of(written(drawn("{{D1得分}}{{2022年预算（万元）}}"), more)) == ["4.75分5.00"]


def test_parts_bring_headings_prose_and_tables() -> None:
    made = written(drawn("前", "{{正文}}", "中", "{{p 评价结论}}", "后", "{{签章页}}"))
    lines = lines_of(made)
    assert (
        lines.index("前") < lines.index("一、绩效评价工作开展情况") < lines.index("二、评价结论") < lines.index("中")
    )
    own = lines[lines.index("中") + 1 : lines.index("后")]
    assert own[0] == "得分86.96分。"
    assert "主评人（郑海）签字：" in lines[lines.index("后") :]
    assert table_rows(made)[1] == ["决策", "立项依据", "5", "4.75"]
    heading = next(one for one in made.paragraphs if one.text.startswith("一、"))
    assert heading.style is not None
    assert heading.style.name == "Heading 1"


def test_a_part_the_report_does_not_have_leaves_nothing() -> None:
    assert lines_of(written(drawn("前", "{{有关建议}}", "后"))) == ["前", "后"]


def test_plain_text_of_the_template_does_not_shape_the_parts() -> None:
    document = Document(BytesIO(drawn("{{正文}}")))
    document.styles["Normal"].paragraph_format.first_line_indent = 999999
    made = written(bytes_of(document))
    used = {one.get(qn("w:val")) for one in made.tables[0]._tbl.iter(qn("w:pStyle"))}
    normal = made.styles["Normal"].style_id
    styles = [one for one in made.styles if one.style_id in used]
    assert used
    assert normal not in used
    assert not [one for one in styles if one.base_style is not None and one.base_style.style_id == normal]


def test_headings_a_template_numbers_by_itself_are_not_numbered_twice() -> None:
    document = Document(BytesIO(drawn("{{正文}}")))
    properties = document.styles["Heading 1"].element.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>'))
    heading = next(one for one in written(bytes_of(document)).paragraphs if one.text.startswith("一、"))
    assert [one.get(qn("w:val")) for one in heading._p.iter(qn("w:numId"))] == ["0"]


def test_styles_are_found_by_name_whatever_their_number() -> None:
    document = Document(BytesIO(drawn("{{正文}}")))
    heading = document.styles["Heading 1"].element
    heading.set(qn("w:styleId"), "1")
    made = written(bytes_of(document))
    styles = [one.style.style_id for one in made.paragraphs if one.style and one.text.startswith("一、")]
    assert styles == ["1"]


def test_wide_annexes_stand_on_wide_pages_with_the_template_s_header() -> None:
    content = small_content()
    content = replace(content, annexes=(*content.annexes, Annex("points", "样本点", (Block(text="见表。"),))))
    made = written(drawn("前", "{{附件}}", "后", header="{{项目名称}}"), content)
    assert [one.orientation for one in made.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert {one.page_width for one in made.sections if one.orientation == WD_ORIENT.PORTRAIT} == {
        Document().sections[0].page_width
    }
    assert [one.header.paragraphs[0].text for one in made.sections] == ["2022年农村公路项目"] * 3


def test_a_wide_annex_at_the_end_leaves_no_blank_page() -> None:
    made = written(drawn("前", "{{附件}}"))
    assert [one.orientation for one in made.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]


def test_wide_annexes_leave_no_blank_page_behind_them() -> None:
    for lines, sections in ((("前", "{{附件}}"), 2), (("前", "{{附件}}", "后"), 3)):
        made = written(drawn(*lines))
        assert len(made.sections) == sections
        assert made.sections[1].orientation == WD_ORIENT.LANDSCAPE


def test_pages_are_counted_on_through_the_annexes() -> None:
    document = Document(BytesIO(drawn("前", "{{附件}}")))
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    document.sections[0]._sectPr.find(qn("w:pgMar")).addnext(start)
    counted = [one._sectPr.find(qn("w:pgNumType")) is not None for one in written(bytes_of(document)).sections]
    assert counted == [True, False]


def test_pictures_of_a_part_come_along() -> None:
    def with_picture(document: WordDocument, parts: object) -> None:
        picture = BytesIO()
        Image.new("RGB", (4, 4), "blue").save(picture, "PNG")
        document.add_picture(picture)

    made = Document(BytesIO(write_with_template(drawn("{{摘要}}", "{{正文}}"), small_content(), with_picture)))
    names = [str(one.partname) for one in made.part.package.iter_parts() if "/media/" in str(one.partname)]
    assert len(names) == len(set(names)) >= 1
    embedded = [one.get(qn("r:embed")) for one in made.element.body.iter(qn("a:blip"))]
    assert len(embedded) == 2
    assert all(number in made.part.rels for number in embedded)


def test_headers_footers_and_text_boxes_are_filled() -> None:
    document = Document(BytesIO(drawn("{{等级}}", header="{{项目名称}}")))
    document.sections[0].footer.paragraphs[0].text = "查验码{{查验码}}"
    run = document.add_paragraph("").add_run()
    box = f"<w:pict {nsdecls('w')}><w:txbxContent><w:p><w:r><w:t>{{{{稿次}}}}</w:t></w:r></w:p></w:txbxContent></w:pict>"
    run._r.append(parse_xml(box))
    made = written(bytes_of(document), code="AB")
    assert made.sections[0].header.paragraphs[0].text == "2022年农村公路项目"
    assert made.sections[0].footer.paragraphs[0].text == "查验码AB"
    boxes = [one.text for box_ in made.element.body.iter(qn("w:txbxContent")) for one in box_.iter(qn("w:t"))]
    assert boxes == ["第1稿"]


def test_the_same_report_in_the_same_template_has_the_same_bytes() -> None:
    for template in (starter_template(), drawn("{{正文}}", "{{附件}}")):
        assert tried(template, write_blocks) == tried(template, write_blocks)


def test_the_starter_template_fits_and_uses_a_good_part_of_the_fields() -> None:
    checked = fit_template(starter_template(), write_blocks)
    assert checked.faults == ()
    assert len(checked.fields) > 20
    assert starter_template() == starter_template()
    lines = lines_of(Document(BytesIO(tried(starter_template(), write_blocks))))
    assert "2022年农村公路项目绩效评价报告" in lines
    assert lines.index("评价指标表") - lines.index("附件1") == 1
    assert not [line for line in lines if "{" in line]


def test_every_name_the_page_lists_can_be_written() -> None:
    singles = [f"{{{{{one.name}}}}}" for group in single_fields() for one in group.names]
    parts = [f"{{{{{one.name}}}}}" for one in PARTS]
    loops = [
        line
        for table in ROW_LISTS
        for line in (
            f"{{%循环 {table.name}%}}",
            "".join(f"{{{{行.{name}}}}}" for name in table.column_names),
            "{%循环结束%}",
        )
    ]
    conditions = [f"{{%如果 {one.name}%}}{{%如果结束%}}" for one in CONDITIONS]
    assert fit_template(drawn(*singles, *parts, *loops, *conditions), write_blocks).faults == ()


@pytest.mark.parametrize("table", ROW_LISTS, ids=lambda one: one.name)
def test_every_table_has_rows_in_the_example(table: object) -> None:
    assert rows_of(EXAMPLE, table)  # type: ignore[arg-type]  # one of the lists


def test_problems_and_recommendations_told_one_by_one_are_rows() -> None:
    problems, advice = (next(one for one in ROW_LISTS if one.name == name) for name in ("问题表", "建议表"))
    (problem,) = rows_of(EXAMPLE, problems)
    assert (problem["序号"], problem["问题"], problem["成因"]) == (
        "1",
        "桥涵加固晚于计划完工",
        "雨季停工没有预留时间。",
    )
    (one,) = rows_of(EXAMPLE, advice)
    assert dict(one) == {
        "序号": "1",
        "建议": "按汛期安排工期",
        "内容": "合同约定工期时扣除雨季停工天数。",
        "对应问题": "问题1",
    }


def test_a_line_of_totals_is_no_row() -> None:
    execution = next(one for one in ROW_LISTS if one.name == "执行汇总表")
    assert [row["类别"] for row in rows_of(EXAMPLE, execution)] == ["路面修复", "桥涵加固"]


def test_contents_count_pages_from_where_the_template_counts_anew() -> None:
    for lines in (("{{目录}}", "{{摘要}}"), ("{{摘要}}", "{{目录}}")):
        document = Document(BytesIO(drawn("封面", *lines)))
        document.paragraphs[0]._p.get_or_add_pPr().append(parse_xml(f"<w:sectPr {nsdecls('w')}/>"))
        start = OxmlElement("w:pgNumType")
        start.set(qn("w:start"), "1")
        document.sections[-1]._sectPr.find(qn("w:pgMar")).addnext(start)
        made = written(bytes_of(document))
        places = [one.get(qn("w:name")) for one in made.element.body.iter(qn("w:bookmarkStart"))]
        assert places.count(FIRST_PAGE) == 1
        assert FIRST_PAGE not in [one.get(qn("w:name")) for one in made.paragraphs[0]._p.iter(qn("w:bookmarkStart"))]


@pytest.mark.office
def test_an_office_program_opens_what_was_written(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(tried(starter_template(), write_blocks))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "report.docx")], check=True, capture_output=True, timeout=120)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
