"""A list of fund lines in an office's own layout: opened, its columns recognised, every cell read or named."""

from decimal import Decimal
from pathlib import Path

import pytest

from jiheng.files.models import FileType
from jiheng.workbooks.line_list.headings import heads_of, proposal, remembered, signature
from jiheng.workbooks.line_list.opening import open_list, sheets_of
from jiheng.workbooks.line_list.reading import FIELDS, Choice, ReadLines, as_values, read_lines
from jiheng.workbooks.line_list.spool import BUNCH, Spool
from jiheng.workbooks.refusals import CannotRead
from tests.workbooks.line_list.building import HEADS, ROWS, listed, office_list

CHOICE = Choice({"number": 0, "release": 1, "use": 2, "area": 3, "payee": 4, "budget": 5, "note": 6}, {}, 10_000, 1)


def read(path: Path, choice: Choice = CHOICE, kind: FileType = FileType.XLSX) -> ReadLines:
    with open_list(path.name, path, kind) as opened:
        return read_lines(opened, choice)


def test_the_headings_are_found_below_a_title_and_read_by_their_words(tmp_path: Path) -> None:
    path = office_list(tmp_path)
    with open_list(path.name, path, FileType.XLSX) as opened:
        heads = heads_of(opened.rows())
    assert heads.row == 1
    assert heads.headings == HEADS
    assert heads.proposed == CHOICE.columns
    assert heads.scale == 10_000
    assert heads.sample[0] == ("1", "青财建〔2022〕31号", "通村公路", "龙溪镇", "龙溪镇人民政府", "12.5", "")


def test_lines_are_read_exactly_and_sums_are_no_lines(tmp_path: Path) -> None:
    found = read(office_list(tmp_path))
    assert found.problems == []
    assert [as_values(line)["budget"] for line in found.lines] == [
        Decimal(125000),
        Decimal(70001),
        Decimal(10000000),
    ]
    assert as_values(list(found.lines)[1]) | {"note": "二期", "area": "南坪镇", "actual": None} == as_values(
        list(found.lines)[1]
    )
    assert found.totals == 1
    assert found.stated == Decimal("10195001")
    assert found.total == Decimal("10195001")


def test_a_total_that_is_not_the_sum_is_kept_beside_it(tmp_path: Path) -> None:
    path = listed(tmp_path, [HEADS, *ROWS, ("合 计", "", "", "", "", 1020, "")])
    found = read(path, Choice(CHOICE.columns, {}, 10_000, 0))
    assert found.stated == Decimal(10200000)
    assert found.total == Decimal(10195001)


@pytest.mark.parametrize(
    ("row", "cell", "code", "said"),
    [
        ((4, "", "道路工程", "龙溪镇", "某村", 5, ""), "B6", "E-P-06", "“下达文件”没有填"),
        ((4, "甲1号", "道路工程", "龙溪镇", "某村", "", ""), "F6", "E-P-06", "“预算数”没有填"),
        ((4, "甲1号", "道路工程", "龙溪镇", "某村", "约五万", ""), "F6", "E-P-04", "“约五万”不是金额"),
        ((4, "甲1号", "道路工程", "龙溪镇", "某村", 0.0000012, ""), "F6", "E-P-04", "不到分"),
        ((4, "甲1号", "道路工程", "龙溪镇", "某村", 123456789012, ""), "F6", "E-P-04", "太大"),
        ((4, "甲1号", "道" * 101, "龙溪镇", "某村", 1, ""), "C6", "E-P-17", "有101个字，最多100个"),
    ],
)
def test_a_cell_that_does_not_fit_is_named(
    tmp_path: Path, row: tuple[object, ...], cell: str, code: str, said: str
) -> None:
    path = listed(tmp_path, [("分配表",), HEADS, *ROWS, row])
    found = read(path)
    assert found.count == 1
    assert [(place, which) for place, which, _ in found.problems] == [(cell, code)]
    assert said in found.problems[0][2]


def test_every_bad_cell_of_a_row_is_named(tmp_path: Path) -> None:
    path = listed(tmp_path, [("分配表",), HEADS, (1, "", "", "", "", "三", "")])
    assert [place for place, _, _ in read(path).problems] == ["B3", "F3"]


def test_thousands_of_bad_cells_are_counted_and_the_first_listed(tmp_path: Path) -> None:
    path = listed(tmp_path, [HEADS, *[(n, "甲1号", "", "", "", "无", "") for n in range(2100)]])
    found = read(path, Choice(CHOICE.columns, {}, 1, 0))
    assert found.count == 2100
    assert len(found.problems) == 2000


def test_a_document_named_once_over_merged_cells_counts_for_every_line(tmp_path: Path) -> None:
    rows = [HEADS, (1, "甲1号", "", "", "", 1, ""), (2, "", "", "", "", 2, ""), (3, "甲2号", "", "", "", 3, "")]
    found = read(listed(tmp_path, rows, merged=["B2:B3"]), Choice(CHOICE.columns, {}, 1, 0))
    assert [as_values(line)["release"] for line in found.lines] == ["甲1号", "甲1号", "甲2号"]
    assert found.problems == []


def test_a_list_that_begins_below_and_right_of_the_corner_is_read_by_its_own_places(tmp_path: Path) -> None:
    path = listed(tmp_path, [(), (), ("", "", *HEADS), ("", "", *ROWS[0])])
    with open_list(path.name, path, FileType.XLSX) as opened:
        heads = heads_of(opened.rows())
        found = read_lines(opened, Choice(heads.proposed, {}, heads.scale, heads.row))
    assert heads.proposed["budget"] == 7
    assert as_values(next(iter(found.lines)))["budget"] == Decimal(125000)


def test_a_text_for_all_lines_takes_the_place_of_a_column(tmp_path: Path) -> None:
    path = listed(tmp_path, [("户主", "金额"), ("张三", 100.5)])
    found = read(path, Choice({"payee": 0, "budget": 1}, {"release": " 青财农〔2023〕9号 ", "use": "养老补贴"}))
    values = as_values(next(iter(found.lines)))
    assert (values["release"], values["use"], values["number"]) == ("青财农〔2023〕9号", "养老补贴", "1")


def test_formulas_without_a_result_and_errors_are_named(tmp_path: Path) -> None:
    path = listed(tmp_path, [("下达文号", "金额"), ("甲1号", "=1+1"), ("甲1号", 5)])
    found = read(path, Choice({"release": 0, "budget": 1}))
    assert [(place, code) for place, code, _ in found.problems] == [("B2", "E-P-08")]
    assert "没有保存过结果" in found.problems[0][2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_text_files_are_read_in_the_encodings_offices_use(tmp_path: Path, encoding: str, sign: str) -> None:
    path = tmp_path / "明细.csv"
    lines = [
        ("下达文号", "补助对象", "金额（元）"),
        ("甲〔2022〕1号", "龙溪镇", "1280.50"),
        ("甲〔2022〕1号", "南坪镇", "86"),
    ]
    path.write_bytes("\r\n".join(sign.join(line) for line in lines).encode(encoding))
    with open_list(path.name, path, FileType.CSV) as opened:
        heads = heads_of(opened.rows())
        found = read_lines(opened, Choice(heads.proposed, {}, heads.scale, heads.row))
    assert heads.proposed == {"release": 0, "payee": 1, "budget": 2}
    assert [as_values(line)["budget"] for line in found.lines] == [Decimal("1280.50"), Decimal(86)]


def test_a_text_file_in_no_known_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "坏.csv"
    path.write_bytes(b"\xff\x81\x80\xfa" * 40)
    with pytest.raises(CannotRead, match="认不出来"), open_list(path.name, path, FileType.CSV):
        pass


def test_empty_sheets_are_passed_over(tmp_path: Path) -> None:
    path = listed(tmp_path, [HEADS, *ROWS], empty=2)
    assert sheets_of(path.name, path, FileType.XLSX) == ("Sheet",)
    with open_list(path.name, path, FileType.XLSX) as opened:
        assert opened.sheet == "Sheet"


def test_an_empty_workbook_and_a_broken_one_are_refused_in_words(tmp_path: Path) -> None:
    empty = listed(tmp_path, [], name="空.xlsx")
    with pytest.raises(CannotRead, match="工作表都是空的"), open_list(empty.name, empty, FileType.XLSX):
        pass
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(empty.read_bytes()[:900])
    with pytest.raises(CannotRead, match="已损坏"), open_list(broken.name, broken, FileType.XLSX):
        pass


def test_the_same_headings_are_known_again_wherever_the_columns_stand() -> None:
    assert signature(HEADS) == signature(list(HEADS))
    assert signature(HEADS) != signature(HEADS[1:])
    turned = HEADS[::-1]
    assert remembered(turned, {"budget": "补助金额（万元）", "payee": "收款人"}) == {"budget": 1}


def test_longer_words_go_before_shorter_ones_and_no_column_is_read_twice() -> None:
    found = proposal(["项目单位", "下达金额", "金额", "实际支出金额"])
    assert found == {"payee": 0, "budget": 1, "actual": 3}


def test_every_field_has_words_or_is_left_to_a_person() -> None:
    known = proposal(list(HEADS))
    assert set(known) <= set(FIELDS)
    assert Choice({"payee": 0}).lacking() == ["下达文件", "预算数"]
    assert Choice({"budget": 0}, {"release": "甲"}).lacking() == []


def test_lines_wait_on_disk_and_come_back_in_order_as_often_as_asked() -> None:
    spool = Spool()
    for number in range(2 * BUNCH + 3):
        spool.append((str(number), Decimal(number)))
    assert len(spool) == 2 * BUNCH + 3
    assert [line[0] for line in spool] == [line[0] for line in spool]
    assert list(spool)[BUNCH] == (str(BUNCH), Decimal(BUNCH))
    spool.append(("last", Decimal(0)))
    assert list(spool)[-1][0] == "last"
    assert len(list(spool)) == len(spool)
