"""The words of files of every kind, so that they can be found again."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook
from PIL import Image

from jiheng.files import reading
from jiheng.files.actions import store
from jiheng.files.models import Attachment
from jiheng.files.reading import Read, pages_of, read_file
from jiheng.orgs.models import Duty
from tests.county import DAY, County, county
from tests.files.originals import NOTICE, pdf, word
from tests.files.pictures import jpeg

__all__ = ["county"]

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/22")]


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ocr_installed", lambda: False)


def kept(county: County, name: str, content: bytes, at: datetime = DAY) -> Attachment:
    return store(BytesIO(content), name, organisation=county.firm, by=county.member(Duty.TPL), at=at)


def workbook() -> bytes:
    book = Workbook()
    sheet = book.create_sheet("拨付台账")
    sheet.append(["乡镇", "金额"])
    sheet.append(["石宝乡", 4])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def scan(size: tuple[int, int] = (1240, 1754)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, "PDF")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "word_in_it"),
    [("验收单.docx", word(), "补助资金"), ("通知.pdf", pdf(NOTICE), "补助资金"), ("台账.xlsx", workbook(), "石宝乡")],
)
def test_words_of_papers_and_workbooks_are_read(county: County, name: str, content: bytes, word_in_it: str) -> None:
    read = read_file(kept(county, name, content))
    assert word_in_it in read.text
    assert read.remark == ""


def test_pages_are_counted_where_a_file_tells_them(county: County) -> None:
    assert pages_of(kept(county, "两页.pdf", pdf(NOTICE, NOTICE))) == 2
    assert pages_of(kept(county, "照片.jpg", jpeg())) == 1
    assert pages_of(kept(county, "台账.xlsx", workbook())) is None


@pytest.mark.usefixtures("without_ocr")
def test_without_the_component_pictures_and_scans_say_so(county: County) -> None:
    assert read_file(kept(county, "照片.jpg", jpeg())) == Read(remark=reading.NO_OCR)
    read = read_file(kept(county, "扫描件.pdf", scan()))
    assert (read.text, read.remark) == ("", reading.NO_OCR_SCAN)
    with Image.open(BytesIO(read.first_page)) as shown:
        assert max(shown.size) == 360


def test_with_the_component_words_of_pictures_and_scans_are_found(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "ocr_installed", lambda: True)
    monkeypatch.setattr(reading, "words_in", lambda picture: f"竣工验收 {picture.width}")
    assert read_file(kept(county, "照片.jpg", jpeg())).text == "竣工验收 400"
    assert read_file(kept(county, "扫描件.pdf", scan())).text.startswith("竣工验收")


def test_a_stray_sign_is_no_text(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ocr_installed", lambda: True)
    monkeypatch.setattr(reading, "words_in", lambda picture: "—")
    assert read_file(kept(county, "照片.jpg", jpeg())) == Read(remark=reading.NOTHING_SEEN)
