"""What may come into the store, what is taken out of it, what is refused and with which words."""

import io
import struct
import zipfile
from pathlib import Path

import olefile
import pytest
import xlwt
from django.conf import settings
from django.core.exceptions import PermissionDenied
from docx import Document
from openpyxl import Workbook, load_workbook

from jiheng.audit.models import Event
from jiheng.files.actions import fit_name, store
from jiheng.files.disk import blob_path, is_intact, open_blob
from jiheng.files.inspection import inspect
from jiheng.files.models import Attachment, Blob, FileType
from jiheng.files.refusals import FileRefused, Limits
from jiheng.orgs.models import Duty
from jiheng.web.downloads import download_response
from tests.county import DAY, County, member_named
from tests.files.compound import compound_file

pytestmark = pytest.mark.django_db
OUTSIDE = (
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="http://collect.invalid/x" TargetMode="External"/></Relationships>'
)


def xlsx(extra: dict[str, bytes] | None = None, edits: dict[str, tuple[str, str]] | None = None) -> bytes:
    """A workbook with “指标” in A1; ``extra`` parts are added, ``edits`` replace text in parts."""
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "指标"
    plain = io.BytesIO()
    book.save(plain)
    result = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(result, "w") as new:
        for entry in old.infolist():
            text = old.read(entry)
            if edits and entry.filename in edits:
                text = text.decode().replace(*edits[entry.filename]).encode()
            new.writestr(entry, text)
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return result.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "指标")
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def docx() -> bytes:
    result = io.BytesIO()
    Document().save(result)
    return result.getvalue()


def packed(files: dict[str, bytes]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return result.getvalue()


def take(county: County, name: str, content: bytes) -> Attachment:
    return store(io.BytesIO(content), name, organisation=county.school, by=county.member(Duty.UNT), at=DAY)


def refusal(county: County, name: str, content: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        take(county, name, content)
    assert name in str(caught.value)
    assert not Attachment.objects.exists()
    return caught.value


PDF = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20 + b"IEND\xaeB`\x82"
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 20 + b"\xff\xd9"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("自评表.xlsx", xlsx(), FileType.XLSX),
        ("自评表.xls", xls(), FileType.XLS),
        ("说明.docx", docx(), FileType.DOCX),
        ("批复.pdf", PDF, FileType.PDF),
        ("现场.png", PNG, FileType.PNG),
        ("现场.JPEG", JPG, FileType.JPG),
        ("全部.zip", packed({"a.xlsx": xlsx()}), FileType.ZIP),
    ],
)
def test_each_type_is_known_by_its_structure(county: County, name: str, content: bytes, kind: FileType) -> None:
    attachment = take(county, name, content)
    assert attachment.blob.type == kind
    assert attachment.blob.size == len(content)
    assert attachment.remark == ""
    with open_blob(attachment.blob) as file:
        assert file.read() == content
    event = Event.objects.last()
    assert event is not None
    assert event.action == "file.stored"
    assert attachment.blob.hash in event.after


def test_the_same_bytes_twice_are_kept_once_under_both_names(county: County) -> None:
    first, second = take(county, "一.pdf", PDF), take(county, "二.pdf", PDF)
    assert first.blob == second.blob
    assert Blob.objects.count() == 1
    assert {attachment.name for attachment in Attachment.objects.all()} == {"一.pdf", "二.pdf"}


def test_a_blob_cannot_be_written_over_and_a_spoilt_one_is_noticed(county: County) -> None:
    blob = take(county, "批复.pdf", PDF).blob
    path = blob_path(blob)
    assert path.relative_to(settings.JIHENG_FILES).parts == (blob.hash[:2], blob.hash[2:4], blob.hash)
    assert path.stat().st_mode & 0o777 == 0o400
    assert is_intact(blob)
    path.chmod(0o600)
    path.write_bytes(b"other")
    assert not is_intact(blob)
    path.write_bytes(PDF)


def test_nothing_half_taken_in_is_left_behind(county: County) -> None:
    refusal(county, "坏.xlsx", xlsx()[:500])
    assert not list(Path(settings.JIHENG_FILES).glob(".incoming-*"))


@pytest.mark.parametrize("duty", [Duty.SYS, Duty.EXP, Duty.SUP])
def test_the_wrong_duty_hands_nothing_in(county: County, duty: Duty) -> None:
    with pytest.raises(PermissionDenied):
        store(io.BytesIO(PDF), "a.pdf", organisation=county.bureau, by=county.member(duty), at=DAY)


def test_nobody_hands_in_for_another_unit(county: County) -> None:
    for member in (county.member(Duty.UNT), member_named("lz_fpd")):
        with pytest.raises(PermissionDenied):
            store(io.BytesIO(PDF), "a.pdf", organisation=county.kindergarten, by=member, at=DAY)


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("空.xlsx", b"", "E-F-03", "是空文件"),
        ("空.zip", packed({}), "E-F-03", "空的压缩包"),
        ("坏.xlsx", xlsx()[:900], "E-F-02", "已损坏"),
        ("坏.xls", compound_file({"Workbook": b"x"})[:700], "E-F-02", "已损坏"),
        ("半.pdf", b"%PDF-1.4 half", "E-F-02", "没有结尾"),
        ("密.xlsx", compound_file({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "E-F-01", "有打开密码"),
        ("改名.xlsx", xls(), "E-F-04", "实际是 Excel 97-2003 工作簿"),
        ("改名.pdf", xlsx(), "E-F-04", "实际是 Excel 工作簿"),
        ("改名.xlsx", packed({"a.txt": b"x"}), "E-F-04", "实际是压缩包"),
        ("文本.xlsx", "序号,指标\n1,数量".encode("gb18030"), "E-F-10", "实际是文本"),
        ("程序.exe", b"MZ\x90\x00", "E-F-08", "不是能接收的格式"),
        ("说明.txt", "没有这项资料".encode(), "E-F-08", "请另存为 PDF 或 docx"),
        ("旧文档.doc", compound_file({"WordDocument": b"x"}), "E-F-08", "不是工作簿"),
        ("版式.ofd", packed({"OFD.xml": b"<x/>"}), "E-F-08", "不能接收的办公格式"),
        ("宏表.xlsm", xlsx({"xl/macrosheets/sheet1.xml": b"<x/>"}), "E-F-16", "4.0宏表"),
        ("实体.xlsx", xlsx({"x/_rels/y.rels": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "E-F-02", "已损坏"),
    ],
)
def test_a_refusal_names_the_file_and_says_what_to_do(
    county: County, name: str, content: bytes, code: str, words: str
) -> None:
    refused = refusal(county, name, content)
    assert refused.code == code
    assert words in str(refused)
    assert str(refused).endswith(f"（{code}）")


def test_a_file_over_the_limit_is_refused(county: County, settings: pytest.FixtureRequest) -> None:
    settings.JIHENG_UPLOAD_LIMIT = 1024 * 1024  # type: ignore[attr-defined]  # pytest-django's own wrapper
    assert "超过1MB的上限" in str(refusal(county, "大.pdf", PDF + b"\0" * 1024 * 1024))


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    bomb.write_bytes(packed({"a": b"\0" * 3_000_000}))
    with pytest.raises(FileRefused) as caught:
        inspect(bomb, "bomb.zip", Limits(office_unpacked=1_000_000))
    assert caught.value.code == "E-F-12"
    assert inspect(bomb, "bomb.zip", Limits(office_unpacked=3_000_000)).type == FileType.ZIP


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    bomb.write_bytes(xlsx({"xl/media/x.bin": b"\0" * 2_000_000}))
    with pytest.raises(FileRefused) as caught:
        inspect(bomb, "bomb.xlsx", Limits(office_unpacked=1_000_000))
    assert caught.value.code == "E-F-12"


def test_entries_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    """The directory lists one body many times over, so that little is packed and much unpacked."""
    single = packed({"a.bin": bytes(range(256)) * 40})
    start = single.index(b"PK\x01\x02")
    end = single.index(b"PK\x05\x06")
    entry = single[start:end]
    tail = bytearray(single[end:])
    struct.pack_into("<HHII", tail, 8, 50, 50, len(entry) * 50, start)
    bomb = tmp_path / "overlap.zip"
    bomb.write_bytes(single[:start] + entry * 50 + bytes(tail))
    with pytest.raises(FileRefused) as caught:
        inspect(bomb, "overlap.zip")
    assert caught.value.code == "E-F-12"


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    content = bytearray(packed({"a.txt": b"x"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "locked.zip"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as caught:
        inspect(path, "locked.zip")
    assert caught.value.code == "E-F-01"


def test_macros_are_taken_out_with_a_word_and_the_sheets_stay(county: County) -> None:
    content = xlsx(
        {"xl/vbaProject.bin": b"macro", "xl/_rels/vbaProject.bin.rels": b"<Relationships/>"},
        {
            "[Content_Types].xml": (
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            ),
            "xl/_rels/workbook.xml.rels": (
                "</Relationships>",
                '<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
                ' Target="vbaProject.bin"/></Relationships>',
            ),
        },
    )
    attachment = take(county, "自评表.xlsm", content)
    assert (attachment.name, attachment.remark) == ("自评表.xlsx", "已去除宏，其余内容未改动")
    with zipfile.ZipFile(blob_path(attachment.blob)) as package:
        assert not [part for part in package.namelist() if "vba" in part]
        assert b"macroEnabled" not in package.read("[Content_Types].xml")
        assert b"vbaProject" not in package.read("xl/_rels/workbook.xml.rels")
    assert load_workbook(blob_path(attachment.blob).open("rb")).active["A1"].value == "指标"  # type: ignore[index]  # first sheet


def test_outside_links_lead_nowhere_and_clickable_ones_stay(county: County) -> None:
    edits = {"xl/_rels/workbook.xml.rels": ("</Relationships>", OUTSIDE.format(kind="externalLinkPath"))}
    attachment = take(county, "自评表.xlsx", xlsx(edits=edits))
    assert attachment.remark == "已去除外部链接，其余内容未改动"
    with zipfile.ZipFile(blob_path(attachment.blob)) as package:
        relations = package.read("xl/_rels/workbook.xml.rels")
    assert b"collect.invalid" not in relations
    assert b"about:blank" in relations
    clickable = {"xl/_rels/workbook.xml.rels": ("</Relationships>", OUTSIDE.format(kind="hyperlink"))}
    assert take(county, "自评表.xlsx", xlsx(edits=clickable)).remark == ""


def test_macros_of_an_old_workbook_are_blanked_and_its_sheets_stay(county: County) -> None:
    sheets = b"sheets " * 900
    content = compound_file({"Workbook": sheets}, "_VBA_PROJECT_CUR", {"Module1": b"Shell " * 800, "dir": b"x"})
    attachment = take(county, "自评表.xls", content)
    assert attachment.remark == "已去除宏，其余内容未改动"
    with olefile.OleFileIO(str(blob_path(attachment.blob))) as kept:
        assert not kept.openstream("_VBA_PROJECT_CUR/Module1").read().strip(b"\0")
        assert kept.openstream("Workbook").read() == sheets


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\表\\自评表.xlsx", "自评表.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("a\u202exslx.exe", "axslx.exe"),
        ("行\n二.pdf", "行二.pdf"),
        ("", "未命名"),
        ("长" * 300 + ".xlsx", "长" * 250 + ".xlsx"),
    ],
)
def test_a_name_cannot_mislead(given: str, kept: str) -> None:
    assert fit_name(given) == kept


def test_a_download_is_never_shown_in_place(county: County) -> None:
    response = download_response(take(county, "自评表.xlsx", xlsx()))
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E8%87%AA")
    assert response["X-Content-Type-Options"] == "nosniff"
    response.close()
