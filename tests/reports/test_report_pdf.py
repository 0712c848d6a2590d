"""The report printed: LibreOffice opens it, and the pages its contents name are those the headings stand on."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from jiheng.reports.evaluation_report import report_word
from jiheng.reports.office_profile import write_fonts
from jiheng.reports.one_at_a_time import one_at_a_time
from jiheng.reports.pdf import NoOffice, NotPrinted, WordAndPdf, word_as_pdf
from jiheng.reports.report_contents import for_printing
from jiheng.reports.report_nothing_lost import signs_stay_in_line
from jiheng.rules.reporting.content import Block, Section
from tests.reports.full_report import full_content
from tests.reports.reading_word import contents_of, opened
from tests.rules.reporting.contents import small_content


@pytest.fixture(scope="module")
def printed() -> WordAndPdf:
    return word_as_pdf(report_word(full_content()))


def pages_of(content: bytes) -> list[str]:
    """The text of each page without spaces."""
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(BytesIO(content)).pages]


@pytest.mark.office
def test_the_contents_of_both_files_name_the_pages_the_headings_stand_on(printed: WordAndPdf) -> None:
    pages = pages_of(printed.pdf)
    listed = contents_of(opened(printed.word))
    assert len(listed) == len({*listed}) > 30
    before = next(at for at, page in enumerate(pages) if page.startswith("摘要（一）"))
    for text, number in listed:
        label, _, title = text.partition("　")
        page = pages[before + int(number) - 1]
        assert re.sub(r"\s", "", label) in page
        assert re.sub(r"\s", "", title) in page
        assert f"—{number}—" in page
    told = "".join(page for page in pages[:before] if "目录" in page or "附件12" in page)
    assert all(
        re.search(re.escape(re.sub(r"\s", "", text)) + rf"[.…]*{number}(?!\d)", told) for text, number in listed
    )


@pytest.mark.office
def test_no_page_is_empty_and_wide_annexes_lie_across(printed: WordAndPdf) -> None:
    pages = pages_of(printed.pdf)
    assert [at for at, page in enumerate(pages) if not re.sub(r"—\d+—", "", page)] == []
    boxes = [page.mediabox for page in PdfReader(BytesIO(printed.pdf)).pages]
    across = {at for at, box in enumerate(boxes) if box.width > box.height}
    assert {at for at, page in enumerate(pages) if "产出指标得分" in page} <= across
    assert pages.index(next(page for page in pages if "签章页" in page)) not in across


@pytest.mark.office
def test_captions_stand_with_their_tables_and_heads_on_every_page(printed: WordAndPdf) -> None:
    pages = pages_of(printed.pdf)
    assert all("三级指标" in page for page in pages if "表2各评价指标得分" in page)
    evidence = [page for page in pages if "ZL-00" in page and "施工合同及补充协议" in page]
    assert len(evidence) > 6
    assert all("资料编号" in page for page in evidence)


@pytest.mark.office
def test_no_sign_of_the_prose_and_no_row_of_a_table_is_lost(printed: WordAndPdf) -> None:
    """Commas at the end of a line and rows at the end of a page too."""
    told = re.sub(r"—\d+—", "", "".join(pages_of(printed.pdf)))
    content = full_content()
    prose = [block.text for section in (*content.abstract, *content.body) for block in section.blocks]
    assert [line for text in prose for line in text.split("\n") if re.sub(r"\s", "", line) not in told] == []
    tables = [block.table for annex in content.annexes for block in annex.blocks if block.table]
    lost = [row[0] for one in tables for row in one.rows if re.sub(r"\s", "", row[0]) not in told]
    assert (lost, sum(len(one.rows) for one in tables) > 200) == ([], True)


@pytest.mark.office
def test_figures_of_eighteen_columns_stay_on_one_line(printed: WordAndPdf) -> None:
    pages = [page.extract_text() for page in PdfReader(BytesIO(printed.pdf)).pages]
    money = [line for page in pages if "产出指标得分" in re.sub(r"\s", "", page) for line in page.splitlines()]
    assert sum("1,231,570.45" in line for line in money) == 1
    assert sum("1,352,860.45" in line for line in money) == 1


@pytest.mark.office
def test_the_small_report_prints_with_its_outline() -> None:
    reader = PdfReader(BytesIO(word_as_pdf(report_word(small_content())).pdf))
    outline = [one.title for one in reader.outline if not isinstance(one, list)]
    assert outline == ["摘要", "一、绩效评价工作开展情况", "二、评价结论", "评价指标表"]
    assert len(reader.pages) == 5


@pytest.mark.office
def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    word_as_pdf(report_word(small_content()))
    assert [path.suffix for path in tmp_path.iterdir()] == [".lock"]


def test_without_libreoffice_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIHENG_SOFFICE", "/nowhere/soffice")
    with pytest.raises(NoOffice, match="apt-get install libreoffice-writer-nogui"):
        word_as_pdf(report_word(small_content()))
    monkeypatch.delenv("JIHENG_SOFFICE")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(NoOffice, match="JIHENG_SOFFICE"):
        word_as_pdf(b"")


def program(folder: Path, lines: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{lines}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_out_of_time_all_it_started_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = tmp_path / "child"
    monkeypatch.setenv("JIHENG_SOFFICE", program(tmp_path, f"sleep 60 & echo $! > {child}; wait"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    begun = time.monotonic()
    with pytest.raises(NotPrinted, match="超时"):
        word_as_pdf(report_word(small_content()), timeout=1.5)
    assert time.monotonic() - begun < 20
    number = child.read_text("utf-8").strip()
    alive = subprocess.run(["ps", "-o", "stat=", "-p", number], capture_output=True, text=True, check=False).stdout
    assert alive.strip()[:1] in ("", "Z")
    assert list(tmp_path.glob("jiheng-print-*/")) == []


def test_the_copy_that_is_printed_lets_rows_split_and_keeps_signs_in_their_line() -> None:
    """LibreOffice 7.4 forgets rows that must stay whole and commas that hang; Word's file keeps both."""
    word = report_word(small_content())
    kept, printed = (ZipFile(BytesIO(one)) for one in (word, for_printing(word)))
    whole = re.compile(rb"<w:cantSplit/>(?!<w:tblHeader/>)")
    assert whole.search(kept.read("word/document.xml"))
    assert not whole.search(printed.read("word/document.xml"))
    assert b"<w:cantSplit/><w:tblHeader/>" in printed.read("word/document.xml")
    assert b"overflowPunct" not in kept.read("word/styles.xml")
    assert b"<w:pPrDefault><w:pPr><w:overflowPunct/>" in printed.read("word/styles.xml")


@pytest.mark.parametrize("defaults", [b"", b"<w:pPrDefault/>", b"<w:pPrDefault></w:pPrDefault>"])
def test_signs_stay_in_their_line_in_styles_without_defaults_too(defaults: bytes) -> None:
    styles = b"<w:docDefaults><w:rPrDefault/>" + defaults + b"</w:docDefaults>"
    told = b"<w:pPrDefault><w:pPr><w:overflowPunct/></w:pPr></w:pPrDefault>"
    assert signs_stay_in_line(styles) == b"<w:docDefaults><w:rPrDefault/>" + told + b"</w:docDefaults>"


@pytest.mark.office
def test_a_comma_at_the_end_of_a_full_line_is_printed() -> None:
    lines = [
        "演示：青岚县山区村组道路原为泥路，雨天车辆进不了村，群众出行和农产品外运困难。云岭市出台农村公路三年行动方案。",
        "对象：设计、监理单位人员。目的：了解设计和监理情况。方法：当面填写。",
    ]
    section = Section("body-1", "项目概况", (Block(text="\n".join(lines)),))
    printed = pages_of(word_as_pdf(report_word(replace(small_content(), body=(section,)))).pdf)
    told = re.sub(r"—\d+—", "", "".join(printed))
    assert [line for line in lines if line not in told] == []


@pytest.mark.office
def test_a_cover_of_long_names_is_one_page() -> None:
    units = ("云岭市交通运输局农村公路建设管理处", "青岚县交通运输局", "青岚县公路事务中心", "青岚县乡村振兴局")
    name = "青岚县2022年农村公路建设、桥梁维修、安全设施和日常养护补助项目（含衔接资金）"
    long = replace(full_content(), annexes=(), project=name, title=f"{name}绩效评价报告", units=units)
    pages = pages_of(word_as_pdf(report_word(long, "AB12-CD34-EF56-7890")).pdf)
    assert "AB12-CD34-EF56-7890" in pages[0]
    assert pages[0].endswith("日")
    assert pages[1].startswith("签章页")


def test_a_program_that_makes_no_pdf_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIHENG_SOFFICE", program(tmp_path, "echo 缺少组件"))
    with pytest.raises(NotPrinted, match=r"没有生成PDF.*缺少组件"):
        word_as_pdf(report_word(small_content()))


def test_what_a_killed_printing_left_is_taken_away_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIHENG_SOFFICE", program(tmp_path, "true"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, running = tmp_path / "jiheng-print-old", tmp_path / "jiheng-print-now"
    for room in (old, running):
        room.mkdir()
        (room / "report.docx").write_bytes(b"left")
    os.utime(old, (time.time() - 7200,) * 2)
    with pytest.raises(NotPrinted):
        word_as_pdf(report_word(small_content()))
    assert not old.exists()
    assert running.exists(), "it may still be printing"


def test_two_do_not_print_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JIHENG_SOFFICE", program(tmp_path, "sleep 1"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with one_at_a_time(time.monotonic() + 5) as free:
        assert free
        with pytest.raises(NotPrinted, match="别的PDF正在生成"):
            word_as_pdf(report_word(small_content()), timeout=0.5)


def test_official_fonts_are_taken_where_they_are_and_named_stand_ins_elsewhere(tmp_path: Path) -> None:
    write_fonts(tmp_path / "fonts.conf")
    told = (tmp_path / "fonts.conf").read_text("utf-8")
    assert '<alias binding="same"><family>仿宋_GB2312</family><accept><family>仿宋</family>' in told
    assert '<test name="family"><string>方正小标宋简体</string></test><edit name="weight"' in told
    assert '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>' in told
