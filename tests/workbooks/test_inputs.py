"""Gathering files, folders and zips."""

import io
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from jiheng.workbooks.inputs import iter_archive, iter_inputs
from jiheng.workbooks.opening import CannotRead
from jiheng.workbooks.refusals import Limits, NotASheet
from tests.workbooks.building import simple_form, workbook_bytes

GOOD = workbook_bytes({"自评表": simple_form()})


def zip_of(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def gathered(*paths: Path, limits: Limits | None = None) -> list[tuple[str, str]]:
    """Name and code; the code is empty when the bytes came through."""
    return [
        (name, content.finding.code if isinstance(content, CannotRead) else "")
        for name, content in iter_inputs(paths, limits or Limits())
    ]


def test_a_folder_is_read_in_a_fixed_order_without_lock_and_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "乙").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b.xlsx", "a.xls", "~$b.xlsx", ".c.xlsx", "说明.docx", "乙/d.XLSX", ".hidden/e.xlsx"):
        (tmp_path / name).write_bytes(GOOD)
    assert gathered(tmp_path) == [("a.xls", ""), ("b.xlsx", ""), (str(Path("乙") / "d.XLSX"), "")]


def test_a_file_named_outright_is_always_taken(tmp_path: Path) -> None:
    path = tmp_path / "说明.docx"
    path.write_bytes(b"x")
    assert gathered(path) == [("说明.docx", "")]


def test_a_missing_file_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = tmp_path / "b.xlsx"
    good.write_bytes(GOOD)
    assert gathered(tmp_path / "a.xlsx", good) == [("a.xlsx", "E-F-14"), ("b.xlsx", "")]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").symlink_to(tmp_path / "a.xlsx")
    assert gathered(tmp_path / "a.xlsx") == [("a.xlsx", "E-F-15")]


def test_a_huge_file_is_refused_without_being_loaded(tmp_path: Path) -> None:
    path = tmp_path / "大表.xlsx"
    with path.open("wb") as out:
        out.truncate(100 * 1024 * 1024)
    assert gathered(path) == [("大表.xlsx", "E-F-06")]


def test_a_zip_gives_its_members_and_keeps_their_folders(tmp_path: Path) -> None:
    path = tmp_path / "批次.zip"
    members = {"甲/自评表.xlsx": GOOD, "__MACOSX/甲/._自评表.xlsx": b"", "甲/~$自评表.xlsx": b"", "说明.txt": b""}
    path.write_bytes(zip_of(members))
    assert gathered(path) == [("批次.zip／甲/自评表.xlsx", ""), ("批次.zip／说明.txt", "W-F-17")]


def test_a_member_that_is_no_sheet_is_named_with_what_it_is_and_left_alone(tmp_path: Path) -> None:
    inner = zip_of({"方案.docx": b"x", "表.xlsx": GOOD})
    members = {"一.PDF": b"x", "无名": b"x", "Thumbs.db": b"x", ".DS_Store": b"x", "内.zip": inner}
    found = dict(iter_archive("包.zip", io.BytesIO(zip_of(members))))
    assert {name: str(content) for name, content in found.items() if isinstance(content, NotASheet)} == {
        "包.zip／一.PDF": "“包.zip／一.PDF”是 PDF 文件，不是表格，没有读。其中如有自评表，请录成 xlsx 后上传",
        "包.zip／无名": "“包.zip／无名”不是表格，没有读。其中如有自评表，请录成 xlsx 后上传",
        "包.zip／内.zip／方案.docx": "“包.zip／内.zip／方案.docx”是 Word 文档，不是表格，没有读。"
        "其中如有自评表，请录成 xlsx 后上传",
    }
    assert found["包.zip／内.zip／表.xlsx"] == GOOD


def test_names_packed_by_chinese_windows_are_read(tmp_path: Path) -> None:
    plain = zip_of({"ABCDEFGH.xlsx": GOOD})
    named = plain.replace(b"ABCDEFGH.xlsx", "自评表甲".encode("gb18030") + b".xlsx")
    assert [name for name, _ in iter_archive("批次.zip", io.BytesIO(named))] == ["批次.zip／自评表甲.xlsx"]


def test_names_in_utf8_without_its_mark_are_read(tmp_path: Path) -> None:
    plain = zip_of({"ABCDEFGHI.xlsx": GOOD})
    named = plain.replace(b"ABCDEFGHI.xlsx", "自评表".encode() + b".xlsx")
    assert [name for name, _ in iter_archive("批次.zip", io.BytesIO(named))] == ["批次.zip／自评表.xlsx"]


def test_a_zip_in_a_zip_is_opened_and_a_third_one_is_not(tmp_path: Path) -> None:
    inner = zip_of({"表.xlsx": GOOD, "更深.zip": zip_of({"表.xlsx": GOOD})})
    path = tmp_path / "批次.zip"
    path.write_bytes(zip_of({"内层.zip": inner}))
    assert gathered(path) == [("批次.zip／内层.zip／表.xlsx", ""), ("批次.zip／内层.zip／更深.zip", "E-F-12")]


def test_members_too_large_or_too_many_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "批次.zip"
    path.write_bytes(zip_of({"大.xlsx": bytes(5000), "小.xlsx": b"x"}))
    assert gathered(path, limits=Limits(file_size=4000)) == [
        ("批次.zip／大.xlsx", "E-F-06"),
        ("批次.zip／小.xlsx", ""),
    ]
    assert gathered(path, limits=Limits(archive_members=1)) == [("批次.zip", "E-F-12")]
    assert gathered(path, limits=Limits(archive_size=5000)) == [("批次.zip", "E-F-12")]


def test_a_locked_member_is_named(tmp_path: Path) -> None:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(ZipInfo("表.xlsx"), GOOD)
    content = bytearray(out.getvalue())
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    found = list(iter_archive("批次.zip", io.BytesIO(bytes(content))))
    assert isinstance(found[0][1], CannotRead)
    assert found[0][1].finding.code == "E-F-01"


def test_a_broken_zip_and_a_workbook_named_zip(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zip_of({"表.xlsx": GOOD})[:400])
    (tmp_path / "b.zip").write_bytes(GOOD)
    assert gathered(tmp_path) == [("a.zip", "E-F-12"), ("b.zip", "")]


def test_a_member_that_climbs_out_of_the_archive_is_read_where_it_is_and_never_dropped() -> None:
    content = zip_of({"../../甲.xlsx": GOOD, "/etc/乙.xlsx": GOOD})
    names = [name for name, found in iter_archive("包.zip", io.BytesIO(content)) if found == GOOD]
    assert names == ["包.zip／../../甲.xlsx", "包.zip／/etc/乙.xlsx"]
