"""The letter a draft goes out with: who asks whom about what until when, and a form to answer on."""

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.document import Document as WordDocument

from jiheng.reports.opinion_letter import OpinionLetter, opinion_letter

TOLD = OpinionLetter(
    project="村道养护补助",
    report="村道养护补助绩效评价报告",
    draft="征求意见稿第1稿",
    unit="清禾县教育局",
    sender="明度绩效咨询公司",
    basis="《操作指引》",
    sent_on=date(2026, 3, 2),
    due=date(2026, 3, 9),
    commissioner="清禾县财政局",
)
pytestmark = pytest.mark.clause("cq2023-7/33")


def read(told: OpinionLetter) -> tuple[WordDocument, list[str]]:
    document = Document(io.BytesIO(opinion_letter(told)))
    return document, [paragraph.text.strip() for paragraph in document.paragraphs]


def test_the_letter_asks_the_unit_about_the_draft_until_a_day() -> None:
    _, said = read(TOLD)
    assert said[:2] == ["关于征求《村道养护补助绩效评价报告》意见的函", "清禾县教育局："]
    assert said[2].startswith("受清禾县财政局委托，我单位对村道养护补助开展绩效评价")
    assert "征求意见稿第1稿" in said[2]
    assert "《操作指引》第三十三条" in said[3]
    assert "2026年3月9日前（含当日）" in said[3]
    assert said.index("明度绩效咨询公司") == said.index("2026年3月2日") - 1


def test_who_evaluates_by_itself_names_no_commissioner() -> None:
    assert "委托" not in read(replace(TOLD, commissioner=TOLD.sender))[1][2]


def test_only_a_unit_that_has_it_in_the_system_is_pointed_there() -> None:
    assert not any("登录" in line for line in read(TOLD)[1])
    assert any("登录" in line for line in read(replace(TOLD, online=True))[1])


def test_a_form_to_answer_on_is_attached() -> None:
    document, said = read(TOLD)
    assert "附件2" in said
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["序号", "报告章节", "意见"]
    assert any("无意见" in line for line in said)
