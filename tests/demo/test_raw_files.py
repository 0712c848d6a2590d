"""The raw files of the demonstration: what is read off each paper is what the demonstration registers."""

import io
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.cli import main
from jiheng.demo.preparation.basis import documents
from jiheng.demo.preparation.funds import CITY_RELEASE, COUNTY_RELEASE
from jiheng.demo.preparation.project import demo_preparation
from jiheng.demo.raw.cards import CARDS
from jiheng.demo.raw.local_papers import local_papers
from jiheng.demo.raw.papers import MARK
from jiheng.demo.raw.releases import releases
from jiheng.demo.raw_files import raw_files
from jiheng.rules.basis.proposal import DocumentProposal, propose_document
from jiheng.rules.basis.shapes import BasisDocument
from jiheng.rules.preparation.check import sampling_result
from jiheng.rules.sampling.frame import Frame

FILES = raw_files()
OF = demo_preparation()
REGISTERED = {document.key: document for document in documents()}
PAPERS = {
    **{name: REGISTERED[paper.number] for name, paper in (releases() | local_papers()).items()},
    **{name: REGISTERED[card.key] for name, card in CARDS.items()},
}
"""File name → the document the demonstration registers."""


def text_of(content: bytes) -> str:
    """Paragraphs and cells from top to bottom, one a line, as a reader of Word files gives them."""
    lines: list[str] = []
    for part in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(part, Table):
            lines += [cell.text for row in part.rows for cell in row.cells]
        else:
            lines.append(part.text)
    return "\n".join(lines)


def proposal_of(name: str) -> DocumentProposal:
    return propose_document(text_of(FILES[name]))


def sheet_of(name: str) -> Worksheet:
    return load_workbook(io.BytesIO(FILES[name])).worksheets[0]


def headed(sheet: Worksheet) -> list[dict[str, object]]:
    """The rows under the headings (the third row), by heading."""
    heads = [str(cell.value) for cell in sheet[3]]
    return [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)]


@pytest.mark.parametrize(("name", "document"), PAPERS.items(), ids=[document.key for document in PAPERS.values()])
@pytest.mark.clause("cq2023-7/6")
def test_a_paper_tells_the_number_issuer_and_day_it_is_registered_with(name: str, document: BasisDocument) -> None:
    found = proposal_of(name)
    assert (found.issuer, found.issued_on) == (document.issuer, document.issued_on)
    assert found.title == document.title
    assert found.number == document.number


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_that_says_since_when_it_applies_says_what_is_registered(name: str) -> None:
    registered, found = PAPERS[name].effective_from, proposal_of(name).effective_from
    assert registered is None or found == registered


def test_every_document_of_the_demonstration_has_its_paper() -> None:
    assert {document.key for document in PAPERS.values()} == set(REGISTERED)


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_that_it_is_a_demonstration(name: str) -> None:
    if name.endswith(".xlsx"):
        assert str(sheet_of(name)["A2"].value).startswith(MARK)
    else:
        assert text_of(FILES[name]).endswith(MARK)
        assert Document(io.BytesIO(FILES[name])).sections[0].header.paragraphs[0].text == MARK


@pytest.mark.parametrize(
    ("number", "whole", "rows"), [(CITY_RELEASE, "299", 14), (COUNTY_RELEASE, "157", 2)], ids=["city", "county"]
)
@pytest.mark.clause("cq2023-7/7")
def test_the_table_behind_a_release_adds_up_to_the_money_released(number: str, whole: str, rows: int) -> None:
    name = next(name for name, paper in releases().items() if paper.number == number)
    (table,) = Document(io.BytesIO(FILES[name])).tables
    heads = [cell.text for cell in table.rows[0].cells]
    amounts = [row.cells[heads.index("金额")].text for row in table.rows[1:]]
    assert len(amounts) == rows + 1
    assert sum(map(Decimal, amounts[:-1])) == Decimal(amounts[-1]) == Decimal(whole)
    assert f"{whole}万元" in text_of(FILES[name])


def test_the_list_of_funds_holds_every_line_in_the_words_of_an_office() -> None:
    *rows, total = headed(sheet_of("31-资金分配明细表.xlsx"))
    assert total["序号"] == "合计"
    assert total["金额（万元）"] == 456
    listed = [
        (
            row["下达文号"],
            row["资金用途"],
            row["所属区域"],
            row["补助对象"],
            Decimal(str(row["金额（万元）"])) * 10_000,
        )
        for row in rows
    ]
    assert listed == [(line.release, line.use, line.area, line.payee, line.budget) for line in OF.lines]


def test_the_contracts_say_what_was_paid_and_by_which_voucher() -> None:
    *rows, _ = headed(sheet_of("32-工程合同台账.xlsx"))
    assert [(row["合同编号"], row["已支付（万元）"], row["凭证号"]) for row in rows] == [
        ("QL-2022-01", 87, "记账凭证2022-0015"),
        ("QL-2022-02", 70, "记账凭证2022-0016"),
    ]


def test_the_indicators_are_laid_out_in_merged_levels() -> None:
    sheet = sheet_of("34-绩效评价指标体系.xlsx")
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A4:A6", "A7:A12", "A13:A17", "A18:A21", "C7:C8", "C9:C10", "C13:C14"} <= merged
    *rows, total = headed(sheet)
    assert [row["三级指标"] for row in rows] == [one.name for one in OF.indicators]
    assert total["分值"] == 100


def test_the_draft_asks_every_question() -> None:
    text = text_of(FILES["41-调查问卷初稿.docx"])
    assert all(question.text in text for question in OF.questions)


def test_the_papers_hold_what_the_schedule_stands_on() -> None:
    texts = {PAPERS[name].key: text_of(FILES[name]) for name in PAPERS}
    for node in OF.schedule:
        for demand in node.demands:
            day = f"{demand.day.year}年{demand.day.month}月{demand.day.day}日"
            assert day in texts[demand.document], f"{node.name}: {demand.document}"


def test_the_papers_say_what_the_provisions_in_conflict_say() -> None:
    texts = {PAPERS[name].key: text_of(FILES[name]) for name in PAPERS}
    assert all(one.content in texts[one.document] for one in OF.provisions)


def test_the_points_stand_in_three_areas_and_more_than_two_uses() -> None:
    result = sampling_result(OF)
    assert isinstance(result.frame, Frame)
    assert result.draw is not None
    assert result.draw.size == 12
    values = [point.unit.stratum.split("｜") for point in result.points.points]
    assert {area for _, area in values} == {"东片", "中片", "西片"}
    assert len({use for use, _ in values}) >= 2
    assert len(values) >= 12


def test_the_same_files_come_out_every_time() -> None:
    assert raw_files() == FILES


def test_the_command_writes_them_and_leaves_changed_ones_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "资料" / "演示"
    assert main(["evaluation", "raw-files", str(folder)]) == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES
    assert "先看“00-先看这里.docx”" in capsys.readouterr().out
    assert main(["evaluation", "raw-files", str(folder)]) == 0
    (folder / "41-调查问卷初稿.docx").write_bytes(b"mine")
    assert main(["evaluation", "raw-files", str(folder)]) == 1
    assert "“41-调查问卷初稿.docx”已被改过" in capsys.readouterr().err
    assert (folder / "41-调查问卷初稿.docx").read_bytes() == b"mine"


def test_a_folder_that_is_a_file_is_refused_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "资料").write_text("文件")
    assert main(["evaluation", "raw-files", str(tmp_path / "资料")]) == 1
    assert "请换一个位置" in capsys.readouterr().err
