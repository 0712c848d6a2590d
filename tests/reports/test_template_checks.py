"""Everything wrong with a template is told with its place and what to do."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from jiheng.reports.template_checks import checked_template
from tests.reports.templates_drawn import KNOWN, bytes_of, drawn, faults_of

LOOP = "{%循环 指标得分表%}"
END = "{%循环结束%}"


def first_of(*lines: str, table: tuple[tuple[str, ...], ...] = (), header: str = "") -> tuple[str, str, str]:
    """The only fault of a template."""
    (found,) = faults_of(drawn(*lines, table=table, header=header))
    return found


def test_a_template_that_fits_has_no_fault_and_lists_what_it_uses() -> None:
    table = (("指标", "得分"), (LOOP, ""), ("{{行.三级指标}}", "{{ 行.得分 }}"), (END, ""))
    found = checked_template(drawn("{{报告标题}}得{{ 评价得分 }}", "{{p 正文}}", table=table), KNOWN)
    assert found.faults == ()
    assert found.fields == ("报告标题", "评价得分", "正文", "指标得分表")


def test_an_unknown_field_is_told_with_the_nearest_name() -> None:
    place, what, todo = first_of("一", "", "综合得分为{{评价得份}}分。")
    assert place == "第2段“综合得分为{{评价得份}……”"
    assert what == "没有“评价得份”这个字段"
    assert todo == "是不是“评价得分”？"


def test_a_name_like_no_other_sends_to_the_list() -> None:
    assert first_of("{{甲乙丙丁}}")[2] == "请从字段表里选一个，或者删去"


def test_scores_of_indicators_are_left_to_the_project() -> None:
    assert faults_of(drawn("{{D1得分}}{{C2评价值}}{{过程得分率}}")) == []


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("得分{{评价得分，等级为良", "只有开头的“{{”"),
        ("得分评价得分}}，等级", "只有结尾的“}}”"),
        ("{%如果 正式稿", "只有开头的“{%”"),
        ("{{评价得分，{{等级}}", "只有开头的“{{”"),
        ("｛｛评价得分｝｝", "用的是全角括号"),
        ("{评价得分}", "只有一层花括号"),
        ("{{}}", "花括号里没有写字段名"),
        ("{# 说明 #}", "认不出的标记“{#”"),
    ],
)
def test_broken_tags_are_told(said: str, what: str) -> None:
    found = faults_of(drawn(said, "{{等级}}"))
    assert [what in one[1] for one in found] == [True], found


def test_a_tag_over_two_cells_is_told_by_both() -> None:
    found = faults_of(drawn("{{等级}}", table=(("{{评价", "得分}}"),)))
    assert [one[0] for one in found] == ["表1第1行第1列", "表1第1行第2列"]
    assert "请在同一段、同一格里补上" in found[0][2]


def test_loops_without_an_end_and_ends_without_a_loop_are_told() -> None:
    place, what, todo = first_of("{{等级}}", table=((LOOP,), ("{{行.得分}}",)))
    assert (place, what) == ("表1第1行", f"“{LOOP}”没有结束")
    assert todo == "请在同一层补上“{%循环结束%}”"
    place, what, _ = first_of("{{等级}}", table=(("得分",), ("{%tr endfor %}",)))
    assert (place, what) == ("表1第2行", "“{%tr endfor %}”前面没有循环的开始")


def test_a_loop_begun_in_a_row_and_ended_below_the_table_is_told_twice() -> None:
    document = Document(BytesIO(drawn("{{等级}}", table=((LOOP,), ("{{行.得分}}",)))))
    document.add_paragraph(END)
    found = faults_of(bytes_of(document))
    assert [one[0] for one in found] == ["表1第1行", f"第2段“{END}”"]


def test_conditions_that_cross_a_loop_are_told() -> None:
    found = faults_of(drawn("{%如果 正式稿%}", "{%循环 问题表%}", "{%如果结束%}", "{%循环结束%}"))
    assert "交叉" in found[0][1]


def test_an_unknown_table_and_an_unknown_column_are_told_with_those_there_are() -> None:
    _, what, todo = first_of("{{等级}}", "{%循环 指标得分%}", "{{行.得分}}", END)
    assert what == "没有“指标得分”这张表"
    assert todo.startswith("是不是“指标得分表”？可以循环的表有：指标得分表、问题表")
    place, what, todo = first_of("{{等级}}", table=((LOOP,), ("{{行.三极指标}}",), (END,)))
    assert (place, what) == ("表1第2行第1列", "“指标得分表”没有“三极指标”这一列")
    assert todo.startswith("是不是“三级指标”？")


def test_a_row_tag_has_to_stand_in_a_row_of_its_own() -> None:
    found = faults_of(drawn("{%tr for 行 in 问题表 %}", "{%tr endfor %}", "{{等级}}"))
    assert {one[1].endswith("没有单独占表格的一行") for one in found} == {True}
    found = faults_of(drawn("{{等级}}", table=(("{%tr for 行 in 问题表 %}", "第一列"), ("{%tr endfor %}", ""))))
    assert "没有单独占表格的一行" in found[0][1]
    assert found[0][0] == "表1第1行第1列"


def test_columns_are_asked_of_rows_within_their_loop_only() -> None:
    assert first_of("{{等级}}", "{{行.得分}}")[1] == "“行.得分”不在循环里"
    assert first_of("{{等级}}", "{%循环 问题表%}", "{{行}}", END)[1] == "“{{行}}”没有写列名"


def test_whole_parts_stand_alone_in_the_body() -> None:
    assert first_of("见{{正文}}")[1] == "“正文”是一整部分内容，没有单独占一段"
    assert first_of("{{等级}}", table=(("{{正文}}",),))[0] == "表1第1行第1列"
    assert first_of("{{等级}}", header="{{附件}}") == (
        "页眉第1段“{{附件}}”",
        "“附件”是一整部分内容，这里放不下",
        "请移到正文里单独占一段",
    )
    assert "循环里" in first_of("{%循环 问题表%}", "{{正文}}", END)[1]


def test_a_table_as_a_field_and_a_condition_as_a_field_are_told() -> None:
    assert first_of("{{问题表}}")[1] == "“问题表”是一张表"
    assert first_of("{{正式稿}}")[1] == "“正式稿”只能用在条件里"


def test_headers_footers_and_text_boxes_are_read_too() -> None:
    document = Document()
    document.add_paragraph("{{等级}}")
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_footer.paragraphs[0].text = "{{机构}}"
    run = document.add_paragraph("封面").add_run()
    box = f"<w:pict {nsdecls('w')}><w:txbxContent><w:p><w:r><w:t>{{{{标题}}}}</w:t></w:r></w:p></w:txbxContent></w:pict>"
    run._r.append(parse_xml(box))
    places = [one[0] for one in faults_of(bytes_of(document))]
    assert places == ["第2段“封面”处的文本框第1段“{{标题}}”", "首页页脚第1段“{{机构}}”"]


def test_a_tag_split_over_runs_and_tracked_insertions_is_read_whole() -> None:
    document = Document()
    paragraph = document.add_paragraph("得{")
    paragraph.add_run("{评价").bold = True
    inserted = OxmlElement("w:ins")
    inserted.append(paragraph.add_run("得份}}")._r)
    paragraph._p.append(inserted)
    assert [one[1] for one in faults_of(bytes_of(document))] == ["没有“评价得份”这个字段"]


def test_tags_out_of_the_text_are_refused() -> None:
    document = Document()
    paragraph = document.add_paragraph("{{等级}}")
    instruction = OxmlElement("w:instrText")
    instruction.text = "TITLE {{报告标题}}"
    paragraph.runs[0]._r.append(instruction)
    assert faults_of(bytes_of(document))[0][:2] == ("正文", "有标记写进了域代码、超链接或者图片的说明里")


def test_a_template_without_any_field_is_no_template() -> None:
    assert first_of("只有文字")[:2] == ("整个文件", "没有用到任何字段")


def test_what_is_no_word_file_is_told_so() -> None:
    assert faults_of(b"PK\x03\x04 no zip")[0][:2] == ("整个文件", "不能作为模板")
    out = BytesIO()
    with ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<broken")
    assert faults_of(out.getvalue())[0][0] == "整个文件"


def test_a_template_file_of_word_is_opened_like_a_document() -> None:
    plain, out = BytesIO(drawn("{{等级}}")), BytesIO()
    with ZipFile(plain) as package, ZipFile(out, "w") as other:
        for name in package.namelist():
            content = package.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"document.main+xml", b"template.main+xml")
            other.writestr(name, content)
    assert faults_of(out.getvalue()) == []


def test_the_place_counts_what_people_see_and_not_blank_lines() -> None:
    document = Document()
    for line in ("", "甲", "", "乙", "{{没有的}}"):
        document.add_paragraph(line)
    assert faults_of(bytes_of(document))[0][0] == "第3段“{{没有的}}”"
