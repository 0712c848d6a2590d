"""Lists of fund lines as offices send them, written to files."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

HEADS = ("序号", "下达文号", "资金用途", "乡镇", "补助对象", "补助金额（万元）", "备注")
ROWS = (
    (1, "青财建〔2022〕31号", "通村公路", "龙溪镇", "龙溪镇人民政府", 12.5, ""),
    (2, "青财建〔2022〕31号", "通村公路", "南坪镇", "南坪镇人民政府", 7.0001, "二期"),
    (3, "青财农〔2022〕12号", "道路工程", "龙溪镇", "交通建设公司", "1,000", ""),
)


def listed(
    folder: Path,
    rows: Sequence[Sequence[object]],
    *,
    name: str = "明细.xlsx",
    merged: Sequence[str] = (),
    empty: int = 0,
) -> Path:
    """A workbook with one sheet; ``empty`` sheets stand before it."""
    book = Workbook()
    for number in range(empty):
        book.create_sheet(f"空{number}", number)
    sheet = book["Sheet"]
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    path = folder / name
    book.save(path)
    return path


def office_list(folder: Path) -> Path:
    """A title, the headings, three lines and their sum."""
    title = ("2022年农村公路补助资金分配明细表（单位：万元）", *([""] * 6))
    return listed(folder, [title, HEADS, *ROWS, ("合计", "", "", "", "", 1019.5001, "")])


def sheet_bytes(rows: Sequence[Sequence[object]]) -> bytes:
    """The same as bytes, for an upload."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()
