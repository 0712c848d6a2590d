"""Files that cannot be read: each gets its code and a Chinese sentence naming the file and what to do."""

import io
import re
import struct
import time
import zlib
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlwt

from jiheng.workbooks.opening import CannotRead, check_size, open_workbook
from jiheng.workbooks.reading import read_forms
from jiheng.workbooks.refusals import MEGABYTE, Limits
from tests.workbooks.building import simple_form, workbook_bytes
from tests.workbooks.containers import compound_file

GOOD = workbook_bytes({"自评表": simple_form()})
CONTENT_TYPES = "[Content_Types].xml"


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(content: bytes, **parts: bytes) -> bytes:
    """The same package with parts added or replaced; “__” in a name stands for “/”."""
    with ZipFile(io.BytesIO(content)) as archive:
        kept = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    return zipped(kept | {name.replace("__", "/") + ".xml": part for name, part in parts.items()})


def xls_bytes() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("自评表")
    for r, row in enumerate(simple_form()):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def locked_xls() -> bytes:
    """An old workbook whose stream opens with the password mark."""
    begin = struct.pack("<HHHH", 0x809, 4, 0x0600, 0x0005)
    password = struct.pack("<HHH", 0x2F, 2, 0) + struct.pack("<HH", 0x0A, 0)
    return compound_file({"Workbook": (begin + password).ljust(4608, b"\0")})


PICTURE_ONLY = changed(workbook_bytes({"扫描件": []}), xl__media__image1=b"picture")

BAD = [
    (
        "locked.xlsx",
        compound_file({"EncryptedPackage": b"secret" * 900, "EncryptionInfo": b"x" * 5000}),
        "E-F-01",
        "密码",
    ),
    ("locked.xls", locked_xls(), "E-F-01", "密码"),
    ("cut.xlsx", GOOD[: len(GOOD) // 2], "E-F-02", "已损坏"),
    ("cut.xls", xls_bytes()[:3000], "E-F-02", "已损坏"),
    ("noise.xlsx", bytes(range(256)) * 40, "E-F-02", "已损坏"),
    ("zeros.xlsx", bytes(5000), "E-F-02", "已损坏"),
    ("broken-sheet.xlsx", changed(GOOD, xl__worksheets__sheet1=b"<worksheet><sheetData><row r="), "E-F-02", "已损坏"),
    ("nothing.xlsx", b"", "E-F-03", "空文件"),
    ("blank.xlsx", workbook_bytes({"表1": [], "表2": []}), "E-F-03", "空的"),
    ("word.xlsx", zipped({CONTENT_TYPES: b"<x/>", "word/document.xml": b"<x/>"}), "E-F-04", "Word 文档"),
    ("old-word.xls", compound_file({"WordDocument": b"text" * 2000}), "E-F-04", "Word 文档"),
    ("scan.xlsx", b"%PDF-1.7\n...", "E-F-04", "PDF"),
    ("photo.xls", b"\x89PNG\r\n\x1a\n\0\0", "E-F-04", "图片"),
    ("packed.xlsx", zipped({"自评表.xlsx": GOOD}), "E-F-04", "压缩包"),
    ("packed.xls", b"Rar!\x1a\x07\0", "E-F-04", "RAR"),
    ("pictures.xlsx", PICTURE_ONLY, "E-F-05", "只有图片"),
    ("table.et", GOOD, "E-F-08", "et"),
    ("table.ods", zipped({"mimetype": b"x", "content.xml": b"<x/>"}), "E-F-08", "ODF"),
    ("table.xlsb", zipped({CONTENT_TYPES: b"<x/>", "xl/workbook.bin": b"x"}), "E-F-08", "xlsb"),
    ("report.pdf", b"%PDF-1.7\n...", "E-F-08", "只读 xlsx 和 xls"),
    ("export.xlsx", "项目名称,得分\n道路,10\n".encode("gb18030"), "E-F-10", "CSV"),
    ("export.csv", "\ufeff项目名称,得分\r\n道路,10\r\n".encode(), "E-F-10", "CSV"),
    ("export.xls", "<html><body><table><tr><td>得分</td></tr></table></body></html>".encode(), "E-F-10", "网页表格"),
    (
        "export2.xls",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "E-F-10",
        "XML 表格",
    ),
]


@pytest.mark.parametrize(("name", "content", "code", "word"), BAD, ids=[name for name, *_ in BAD])
def test_a_bad_file_is_refused_with_its_code_and_words(name: str, content: bytes, code: str, word: str) -> None:
    with pytest.raises(CannotRead) as caught:
        open_workbook(name, content)
    finding = caught.value.finding
    assert finding.code == code
    assert word in finding.message
    assert f"“{name}”" in finding.message
    assert re.search(r"请.*上传", finding.message)


def test_a_hundred_megabyte_file_is_refused_by_its_size_alone() -> None:
    with pytest.raises(CannotRead) as caught:
        check_size("大表.xlsx", 100 * MEGABYTE)
    assert caught.value.finding.code == "E-F-06"
    assert "100MB" in caught.value.finding.message
    with pytest.raises(CannotRead):
        open_workbook("大表.xlsx", GOOD, Limits(file_size=len(GOOD) - 1))


def test_ten_thousand_sheets_are_counted_and_refused_before_any_is_read() -> None:
    tags = "".join(f'<sheet name="表{i}" sheetId="{i}" r:id="rId{i}"/>' for i in range(1, 10_001))
    workbook = f"<workbook><sheets>{tags}</sheets></workbook>".encode()
    content = zipped(
        {CONTENT_TYPES: b"<x/>", "xl/workbook.xml": workbook}
        | {f"xl/worksheets/s{i}.xml": b"" for i in range(10_000)}
    )
    start = time.perf_counter()
    with pytest.raises(CannotRead) as caught:
        open_workbook("多表.xlsx", content)
    assert time.perf_counter() - start < 2
    assert caught.value.finding.code == "E-F-07"
    assert "10000个工作表" in caught.value.finding.message


def test_many_sheets_of_an_old_workbook_are_refused_too() -> None:
    book = xlwt.Workbook()
    for i in range(4):
        book.add_sheet(f"表{i}").write(0, 0, i)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(CannotRead) as caught:
        open_workbook("多表.xls", out.getvalue(), Limits(sheets=3))
    assert caught.value.finding.code == "E-F-07"


def test_a_package_that_unpacks_to_too_much_is_refused() -> None:
    bomb = changed(GOOD, xl__media__zeros=bytes(3 * MEGABYTE))
    with pytest.raises(CannotRead) as caught:
        open_workbook("炸弹.xlsx", bomb, Limits(unpacked_size=2 * MEGABYTE))
    assert caught.value.finding.code == "E-F-12"


def test_a_package_that_lies_about_its_size_is_refused() -> None:
    bomb = changed(GOOD, xl__media__zeros=bytes(8 * MEGABYTE))
    real, claimed = struct.pack("<I", 8 * MEGABYTE), struct.pack("<I", 100)
    assert bomb.count(real) == 2
    with pytest.raises(CannotRead) as caught:
        open_workbook("炸弹.xlsx", bomb.replace(real, claimed), Limits(unpacked_size=2 * MEGABYTE))
    assert caught.value.finding.code == "E-F-12"


def test_a_package_of_countless_parts_is_refused() -> None:
    content = changed(GOOD, **{f"part{i}": b"" for i in range(20)})
    with pytest.raises(CannotRead) as caught:
        open_workbook("碎片.xlsx", content, Limits(parts=20))
    assert caught.value.finding.code == "E-F-12"


def test_a_stray_cell_far_away_leaves_out_that_sheet_and_reads_the_others() -> None:
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    content = workbook_bytes({"远": [("杂项",)], "自评表": simple_form()})
    with ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").replace(b"</sheetData>", far)
    read = read_forms("表.xlsx", changed(content, xl__worksheets__sheet1=sheet))
    assert [form.sheet for form in read.forms] == ["自评表"]
    assert [(item.sheet, item.finding.code) for item in read.unreadable] == [("远", "E-F-06")]


def test_styled_blank_cells_far_away_do_no_harm() -> None:
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    with ZipFile(io.BytesIO(GOOD)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").replace(b"</sheetData>", far)
    assert len(read_forms("表.xlsx", changed(GOOD, xl__worksheets__sheet1=sheet)).forms) == 1


def test_macros_are_named_and_the_cells_read_all_the_same() -> None:
    content = zipped({**parts(GOOD), "xl/vbaProject.bin": b"Sub Auto_Open()"})
    read = read_forms("带宏.xlsm", content)
    assert [warning.code for warning in read.warnings] == ["W-F-09"]
    assert "宏没有执行" in read.warnings[0].message
    assert len(read.forms) == 1


def test_links_to_other_files_are_named_and_not_followed() -> None:
    content = zipped({**parts(GOOD), "xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    assert [warning.code for warning in read_forms("带链接.xlsx", content).warnings] == ["W-F-13"]


def test_a_workbook_without_any_form_says_what_was_looked_for() -> None:
    read = read_forms("通讯录.xlsx", workbook_bytes({"通讯录": [("姓名", "电话"), ("张三", "123")]}))
    assert read.forms == ()
    assert [item.finding.code for item in read.unreadable] == ["E-F-11"]
    assert "三级指标" in read.unreadable[0].finding.message


def test_an_xlsx_named_xls_and_an_xls_named_xlsx_are_read_as_what_they_are() -> None:
    assert len(read_forms("表.xls", GOOD).forms) == 1
    assert len(read_forms("表.xlsx", xls_bytes()).forms) == 1


@pytest.mark.parametrize("place", range(0, 6000, 250))
def test_a_flipped_byte_never_breaks_the_reader(place: int) -> None:
    for content in (GOOD, xls_bytes()):
        bad = bytearray(content)
        bad[place % len(bad)] ^= 0xFF
        assert outcome(bytes(bad)) in ("read", "refused")


def outcome(content: bytes) -> str:
    """What became of a file; anything but these two words is a crash."""
    try:
        read_forms("表.xlsx", content)
    except CannotRead:
        return "refused"
    return "read"


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def test_the_packages_built_here_are_whole() -> None:
    assert zlib.crc32(parts(GOOD)["xl/workbook.xml"])
    assert len(read_forms("表.xlsx", zipped(parts(GOOD))).forms) == 1
