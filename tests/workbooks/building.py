"""Odd workbooks built cell by cell for the reading tests."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from jiheng.rules.recheck.shapes import FormSheet
from jiheng.workbooks.reading import read_forms

Row = Sequence[object]

HEADER = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
OUTPUT_ROW = ("产出指标", "数量指标", "修建道路", "≥10公里", "12公里", 50, 50, "")
BENEFIT_ROW = ("效益指标", "社会效益指标", "受益人口", "≥500人", "480人", 40, 38.4, "人口外流")


def workbook_bytes(sheets: dict[str, Sequence[Row]], merges: dict[str, Iterable[str]] | None = None) -> bytes:
    """An xlsx with the given rows; texts are written as texts, even when they begin with “=”."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for r, row in enumerate(rows, start=1):
            for c, value in enumerate(row, start=1):
                if value is None or value == "":
                    continue
                cell = sheet.cell(r, c, value)
                if isinstance(value, str):
                    cell.data_type = "s"
        for area in (merges or {}).get(name, ()):
            sheet.merge_cells(area)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_rows(*rows: Row, merges: Iterable[str] = ()) -> tuple[FormSheet, ...]:
    """The forms found in one sheet of rows."""
    return read_forms("表.xlsx", workbook_bytes({"自评表": rows}, {"自评表": merges})).forms


def read_one(*rows: Row, merges: Iterable[str] = ()) -> FormSheet:
    """The only form of one sheet."""
    forms = read_rows(*rows, merges=merges)
    assert len(forms) == 1
    return forms[0]


def simple_form(title: str = "项目支出绩效自评表", project: str = "道路工程") -> list[Row]:
    """A complete small form of eleven rows."""
    return [
        (title,),
        ("（2023年度）",),
        ("项目名称", project),
        ("主管部门", "青岚县交通局", "", "实施单位", "公路站"),
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("", "年度资金总额", 100, 120, 90, 10, "75%", 7.5),
        ("", "其中：财政拨款", 80, 100, 80, "—", "", "—"),
        ("", "其他资金", 20, 20, 10, "—", "", "—"),
        HEADER,
        OUTPUT_ROW,
        BENEFIT_ROW,
        ("总分", "", "", "", "", 100, 95.9),
    ]
