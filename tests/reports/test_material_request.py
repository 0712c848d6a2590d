"""The letters that ask for material: form, fixed clauses, list, and that office programs open them."""

import io
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm

from jiheng.reports.material_request import LetterHead, notice_letter, urging_letter
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem

TRUTH, CONSEQUENCE = "你单位对资料负责。", "不提交的，按没有资料计分。"
HEAD = LetterHead(
    "村道养护补助", "明度绩效咨询公司", "《操作指引》", "清禾县财政局", (("C1", "养护里程"), ("C2", "完工率"))
)
NOTICE = Notice(
    "明通〔2026〕1号",
    "清禾县教育局",
    date(2026, 4, 15),
    f"{TRUTH}\n电子文件加盖电子印章。",
    CONSEQUENCE,
    date(2026, 4, 1),
    items=(NoticeItem("采购合同", ("C1", "C2")), NoticeItem("会议纪要")),
)
pytestmark = pytest.mark.clause("cq2023-7/16")


def read(content: bytes) -> tuple[WordDocument, list[str]]:
    document = Document(io.BytesIO(content))
    return document, [paragraph.text.strip() for paragraph in document.paragraphs]


def urged(to: str) -> list[str]:
    return read(urging_letter(HEAD, NOTICE, NOTICE.items[:1], to, days=5, on=date(2026, 4, 20)))[1]


def test_the_notice_reads_like_an_official_letter() -> None:
    document, said = read(notice_letter(HEAD, NOTICE, TRUTH, CONSEQUENCE))
    assert said[:3] == ["明通〔2026〕1号", "关于提交村道养护补助绩效评价资料的通知", "清禾县教育局："]
    assert said[3].startswith("受清禾县财政局委托，我单位对村道养护补助开展绩效评价。按照《操作指引》第十六条")
    assert "2026年4月15日前（含当日）" in said[4]
    assert said.index("明度绩效咨询公司") == said.index("2026年4月1日") - 1
    margin = document.sections[0].left_margin
    assert margin is not None
    assert round(margin / Mm(1)) == 28


def test_indicator_names_that_hold_an_enumeration_mark_are_kept_apart() -> None:
    head = replace(HEAD, indicators=(("C1", "业务、预算管理措施"), ("C2", "完工率")))
    document, _ = read(notice_letter(head, NOTICE, TRUTH, CONSEQUENCE))
    assert document.tables[0].rows[1].cells[2].text == "业务、预算管理措施；完工率"


def test_both_clauses_stand_in_the_letter_and_additions_follow() -> None:
    _, said = read(notice_letter(HEAD, NOTICE, TRUTH, CONSEQUENCE))
    assert said[said.index("二、责任") + 1 :][:2] == [TRUTH, "电子文件加盖电子印章。"]
    assert said[said.index("三、后果") + 1] == CONSEQUENCE
    _, said = read(notice_letter(HEAD, replace(NOTICE, truth_clause="", consequence_clause=""), TRUTH, CONSEQUENCE))
    assert TRUTH in said
    assert CONSEQUENCE in said


def test_the_list_is_attached_as_a_table_with_the_indicators_by_name() -> None:
    document, said = read(notice_letter(HEAD, NOTICE, TRUTH, CONSEQUENCE))
    assert "附件：应当提交的资料清单" in said
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[1:] == [["1", "采购合同", "养护里程、完工率"], ["2", "会议纪要", "—"]]


def test_of_many_indicators_the_first_are_named_and_all_counted() -> None:
    many = replace(NOTICE, items=(NoticeItem("账", ("C1", "C2", "C3", "C4")),))
    document, _ = read(notice_letter(HEAD, many, TRUTH, CONSEQUENCE))
    assert document.tables[0].rows[1].cells[2].text == "养护里程、完工率、C3等4项"


def test_a_draft_leaves_the_day_to_be_filled() -> None:
    _, said = read(notice_letter(HEAD, replace(NOTICE, sent_on=None, due=None), TRUTH, CONSEQUENCE))
    assert "年　月　日" in said
    assert any("请你单位于（未填）前" in line for line in said)


def test_the_urging_letter_asks_the_evaluated_unit_to_urge_the_other_one() -> None:
    said = urged("清禾县财政局")
    assert said[1] == "清禾县财政局："
    assert "逾期5天" in said[2]
    assert "请你单位督促清禾县教育局尽快补交" in said[3]
    assert "请你单位尽快补交" in urged("清禾县教育局")[3]


@pytest.mark.office
def test_libreoffice_prints_the_notice_with_its_list_on_a_page_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(notice_letter(HEAD, NOTICE, TRUTH, CONSEQUENCE))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    printed = path.with_suffix(".pdf")
    assert printed.exists(), done.stdout + done.stderr
    pages = subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True, text=True, check=True).stdout
    *_, last = pages.replace(" ", "").removesuffix("\f").split("\f")
    assert last.lstrip().startswith("附件")
    assert "会议纪要" in last
