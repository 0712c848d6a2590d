"""The words of a kept file: what is read, where reading stops, and what is said of a file without any."""

import io
import zipfile

import pytest
from docx import Document

from jiheng.files.actions import store
from jiheng.files.models import Attachment
from jiheng.files.text import Bounds, NoText, text_of
from jiheng.orgs.models import Duty
from jiheng.rules.basis.proposal import propose_document
from tests.county import DAY, County
from tests.files.originals import BROKEN_PDF, NOTICE, locked, pdf, word, word_bytes

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20 + b"IEND\xaeB`\x82"
TEXT_BOX = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><mc:AlternateContent>'
    '<mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>清禾县人民政府文件</w:t></w:r></w:p></w:txbxContent></mc:Choice>'
    "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>清禾县人民政府文件</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)


def kept(county: County, name: str, content: bytes) -> Attachment:
    return store(io.BytesIO(content), name, organisation=county.firm, by=county.member(Duty.TPL), at=DAY)


def refusal(county: County, name: str, content: bytes) -> str:
    with pytest.raises(NoText) as caught:
        text_of(kept(county, name, content))
    return str(caught.value)


def with_part(content: bytes, part: str, old: str, new: str) -> bytes:
    """The same package with some text of one part replaced."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(result, "w") as changed:
        for entry in package.infolist():
            text = package.read(entry)
            changed.writestr(entry, text.replace(old.encode(), new.encode()) if entry.filename == part else text)
    return result.getvalue()


def test_the_paragraphs_of_a_word_file_are_its_lines(county: County) -> None:
    assert text_of(kept(county, "通知.docx", word())).splitlines() == list(NOTICE)


def test_a_pdf_with_text_is_read_page_by_page(county: County) -> None:
    text = text_of(kept(county, "通知.pdf", pdf(NOTICE[:4], NOTICE[4:])))
    assert text.splitlines() == list(NOTICE)


@pytest.mark.parametrize(("name", "content"), [("通知.docx", word()), ("通知.pdf", pdf(NOTICE))])
def test_what_is_read_is_enough_to_propose_a_document(county: County, name: str, content: bytes) -> None:
    read = propose_document(text_of(kept(county, name, content)))
    assert (read.number, read.issuer) == ("清财建〔2025〕9号", "清禾县财政局")
    assert read.title == "清禾县财政局关于下达2025年村道养护补助资金预算的通知"
    assert str(read.issued_on) == "2025-03-01"


def test_organs_side_by_side_with_their_red_head_stay_one_line(county: County) -> None:
    document = Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "清禾县财政局\n清禾县教育局", "文件"
    table.cell(1, 0).text = "清财教〔2025〕3号"
    lines = text_of(kept(county, "通知.docx", word_bytes(document))).splitlines()
    assert [line.split() for line in lines] == [["清禾县财政局"], ["清禾县教育局", "文件"], ["清财教〔2025〕3号"]]


def test_a_red_head_in_the_page_header_comes_first(county: County) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "清禾县财政局文件"
    document.add_paragraph("清财建〔2025〕9号")
    assert text_of(kept(county, "通知.docx", word_bytes(document))).splitlines() == [
        "清禾县财政局文件",
        "清财建〔2025〕9号",
    ]


def test_a_text_box_is_read_once_though_the_file_holds_it_twice(county: County) -> None:
    content = with_part(word(NOTICE[1:]), "word/document.xml", "<w:body>", f"<w:body>{TEXT_BOX}")
    assert text_of(kept(county, "通知.docx", content)).splitlines()[:2] == ["清禾县人民政府文件", "清财建〔2025〕9号"]


def test_room_a_pdf_leaves_around_figures_is_taken_out(county: County) -> None:
    content = pdf(("清财建〔2025〕 9 号", "2025 年 3 月 1 日", "清禾县财政局办公室"))
    assert text_of(kept(county, "通知.pdf", content)).splitlines()[:2] == ["清财建〔2025〕9号", "2025年3月1日"]


def test_reading_stops_after_the_first_pages_and_letters(county: County) -> None:
    pages = [f"第{number}页村道养护补助资金" for number in ("一", "二", "三")]
    long = kept(county, "长.pdf", pdf(*([page] for page in pages)))
    assert text_of(long, Bounds(pages=2)).splitlines() == pages[:2]
    assert text_of(long, Bounds(letters=12)) == f"{pages[0]}\n"
    many = kept(county, "长.docx", word(pages))
    assert text_of(many, Bounds(letters=12)) == f"{pages[0]}\n"


def test_reading_stops_when_time_is_up(county: County) -> None:
    with pytest.raises(NoText, match="没有可以读取的文字"):
        text_of(kept(county, "长.pdf", pdf(NOTICE)), Bounds(seconds=-1))


def test_signs_a_database_refuses_are_taken_out(county: County) -> None:
    content = pdf((*NOTICE[:3], "附\x01件\x00"))
    assert text_of(kept(county, "通知.pdf", content)).splitlines()[-1] == "附件"


def test_a_scanned_pdf_says_so(county: County) -> None:
    assert "可能是扫描件。请对照原件填写" in refusal(county, "扫描.pdf", pdf((), ()))
    assert "可能是扫描件" in refusal(county, "扫描.pdf", pdf(("第 1 页",)))


def test_an_encrypted_pdf_is_not_read(county: County) -> None:
    assert "内容已加密" in refusal(county, "加密.pdf", locked(pdf(NOTICE), "2025"))


def test_a_pdf_locked_against_changes_only_is_read(county: County) -> None:
    assert text_of(kept(county, "只读.pdf", locked(pdf(NOTICE), ""))).splitlines() == list(NOTICE)


def test_broken_files_are_told(county: County) -> None:
    assert "内容不完整" in refusal(county, "坏.pdf", BROKEN_PDF)
    broken = with_part(word(), "word/document.xml", "</w:body>", "</w:bod")
    assert "内容不完整" in refusal(county, "坏.docx", broken)


def test_a_part_too_large_to_unpack_is_left_alone(county: County) -> None:
    with pytest.raises(NoText, match="内容不完整"):
        text_of(kept(county, "大.docx", word()), Bounds(part=100))


def test_other_kinds_are_kept_but_not_read(county: County) -> None:
    assert "不读文字" in refusal(county, "批复.png", PNG)
