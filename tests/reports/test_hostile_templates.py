"""A template is written by strangers: nothing of it is carried out but fields, conditions and loops over tables."""

import time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from jinja2.exceptions import TemplateError

from jiheng.evaluation.unfit_template import TemplateUnfit
from jiheng.reports import template_language
from jiheng.reports.evaluation_report import write_blocks
from jiheng.reports.report_templates import write_with_template
from jiheng.reports.template_language import NotAllowed, Row, TemplateEnvironment
from tests.reports.templates_drawn import bytes_of, drawn, faults_of, lines_of, written
from tests.rules.reporting.contents import small_content

TRICKS = [
    "{{''.__class__.__mro__}}",
    "{{评价得分.__class__}}",
    "{{__class__}}",
    "{{self.__init__.__globals__}}",
    "{{cycler.__init__.__globals__.os.popen('id').read()}}",
    "{{评价得分|attr('__class__')}}",
    "{{评价得分[0]}}",
    "{{评价得分()}}",
    "{{range(1000000000)}}",
    "{{'甲'*1000000000}}",
    "{{9**9**9}}",
    "{{评价得分~评价得分}}",
    "{%for 行 in range(99999999)%}{%endfor%}",
    "{%循环 range(99999999)%}",
    "{%set 甲=1%}",
    "{%include '/etc/passwd'%}",
    "{%import 'os' as 甲%}",
    "{%macro 甲()%}{%endmacro%}",
    "{%raw%}",
    "{%autoescape false%}",
    "{%如果 评价得分.__class__%}{%如果结束%}",
    "{%如果 range(9)%}{%如果结束%}",
    "{%如果 [1]%}{%如果结束%}",
    "{%如果 1+1%}{%如果结束%}",
    "{%for 行 in 问题表 recursive%}{%endfor%}",
    "{%for 行 in 问题表 if 行%}{%endfor%}",
    "{%- 如果 正式稿 -%}",
]


@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_passes_the_check_nor_the_writing(trick: str) -> None:
    template = drawn("{{等级}}", trick)
    assert faults_of(template)
    with pytest.raises(TemplateUnfit):
        write_with_template(template, small_content(), write_blocks)


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__ }}",
        "{{ a.b.c }}",
        "{{ a() }}",
        "{{ a['b'] }}",
        "{{ 'a' * 999 }}",
        "{{ a | upper }}",
        "{{ 'a' }}",
        "{{ a if b }}",
        "{% set a = 1 %}",
        "{% for a in b %}{% for c in b %}{% endfor %}{% endfor %}",
        "{% for a in [1, 2] %}{% endfor %}",
        "{% for a in b recursive %}{{ a }}{% endfor %}",
        "{% for a, c in b %}{% endfor %}",
        "{% if a is defined %}{% endif %}",
        "{% if " + "(" * 3000 + "a" + ")" * 3000 + " %}{% endif %}",
        "{% if a %}" * 30 + "{% endif %}" * 30,
    ],
)
def test_the_renderer_itself_refuses_whatever_the_check_may_have_missed(source: str) -> None:
    with pytest.raises(TemplateError):
        TemplateEnvironment().from_string(source).render(a="1", b=[Row()])


def test_a_row_gives_its_columns_and_nothing_of_a_dictionary() -> None:
    said = "{% for r in rows %}{{ r.得分 }}{% endfor %}"
    assert TemplateEnvironment().from_string(said).render(rows=[Row(得分="<9>")]) == "&lt;9&gt;"
    with pytest.raises(TemplateError):
        TemplateEnvironment().from_string("{% for r in rows %}{{ r.keys }}{% endfor %}").render(rows=[Row()])


def test_what_comes_out_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_language, "MOST_OUTPUT", 1000)
    template = TemplateEnvironment().from_string("{% for r in rows %}" + "x" * 600 + "{% endfor %}")
    assert template.render(rows=[Row()]) == "x" * 600
    with pytest.raises(NotAllowed):
        template.render(rows=[Row(), Row()])


def test_loops_within_loops_are_refused() -> None:
    nested = ["{%循环 指标得分表%}"] * 8 + ["{{行.得分}}"] + ["{%循环结束%}"] * 8
    assert "循环里面又套了循环" in [one[1] for one in faults_of(drawn(*nested))]


def test_ten_thousand_broken_tags_are_refused_soon() -> None:
    begun = time.monotonic()
    assert len(faults_of(drawn("{{" * 10_000, *["{{甲乙丙{%"] * 2000))) <= 200
    assert time.monotonic() - begun < 20


def test_tables_in_tables_without_end_are_refused() -> None:
    document = Document()
    document.add_paragraph("{{等级}}")
    cell = document.add_table(1, 1).cell(0, 0)
    for _ in range(40):
        cell = cell.add_table(1, 1).cell(0, 0)
    assert "表格套得太深" in [one[1] for one in faults_of(bytes_of(document))]


def test_a_bomb_is_not_unpacked() -> None:
    out = BytesIO()
    with ZipFile(BytesIO(drawn("{{等级}}"))) as plain, ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name in plain.namelist():
            content = plain.read(name)
            package.writestr(name, content if name != "word/document.xml" else content + b" " * 50_000_000)
    assert "多得不像模板" in faults_of(out.getvalue())[0][2]


def test_entities_bring_nothing_in_from_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    out = BytesIO()
    with ZipFile(BytesIO(drawn("{{等级}}甲"))) as plain, ZipFile(out, "w") as package:
        for name in plain.namelist():
            content = plain.read(name)
            if name == "word/document.xml":
                head, _, rest = content.partition(b"?>")
                entity = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
                content = head + b"?>" + entity + rest.replace("甲".encode(), b"&x;")
            package.writestr(name, content)
    assert lines_of(written(out.getvalue())) == ["良"]


def test_facts_of_the_file_are_not_carried_out() -> None:
    document = Document(BytesIO(drawn("{{等级}}")))
    document.core_properties.title = "{{ ''.__class__ }}"
    document.core_properties.author = "{{"
    made = written(bytes_of(document))
    assert made.core_properties.title == small_content().title
    assert made.core_properties.author == ""
