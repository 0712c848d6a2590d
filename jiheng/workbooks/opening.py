"""Open a workbook: check what the file really is, then read its sheets into grids."""

import io
from pathlib import PurePath

import olefile
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

from jiheng.rules.codes import failed
from jiheng.rules.finding import Finding
from jiheng.rules.recheck.results import Unreadable
from jiheng.rules.spacing import spaced
from jiheng.workbooks.biff import BiffNotes, biff_notes
from jiheng.workbooks.cell_notes import CellNotes
from jiheng.workbooks.grid import Grid, Workbook
from jiheng.workbooks.packages import Package, open_package
from jiheng.workbooks.real_kinds import RealKind, real_kind
from jiheng.workbooks.refusals import LIMITS, CannotRead, Limits, megabytes, refuse

__all__ = ["CannotRead", "check_size", "open_workbook"]

TEXT_KINDS = {RealKind.WEB_TABLE, RealKind.XML_TABLE, RealKind.TEXT}
SHEET_NAMES = {".xlsx", ".xls", ".xlsm", ".xltx", ".xltm", ".xlt"}

OLE_STREAMS = (("WordDocument", "Word 文档"), ("PowerPoint Document", "演示文稿"))


def open_workbook(name: str, content: bytes, limits: Limits = LIMITS) -> Workbook:
    """Read a file's bytes into grids. ``name`` is shown to people and its extension is never trusted.

    Raises ``CannotRead`` with a finding of ``law/codes/files.toml``.
    """
    check_size(name, len(content), limits)
    if not content:
        raise refuse("E-F-03", name, "是空文件，没有任何内容。请核对后重新上传")
    kind = real_kind(content)
    if PurePath(name).suffix.lower() == ".et":
        raise refuse("E-F-08", name, "是 WPS 的 et 格式。请用 WPS 表格另存为 xlsx 后上传")
    if kind is RealKind.ZIP:
        return _open_xlsx(name, content, limits)
    if kind is RealKind.OLE:
        return _open_xls(name, content, limits)
    raise _wrong_kind(name, kind)


def check_size(name: str, size: int, limits: Limits = LIMITS) -> None:
    """Refuse a file by its size alone, so that a huge one need not be loaded."""
    if size > limits.file_size:
        most = megabytes(limits.file_size)
        raise refuse("E-F-06", name, f"有{megabytes(size)}，超过{most}的上限。请删去图片或拆成几个文件后上传")


def _wrong_kind(name: str, kind: RealKind) -> CannotRead:
    if kind in TEXT_KINDS:
        return refuse("E-F-10", name, f"实际是{spaced(kind.value)}，不是工作簿。请用表格软件打开后另存为 xlsx 再上传")
    if PurePath(name).suffix.lower() not in SHEET_NAMES:
        return refuse("E-F-08", name, "不是能读取的格式，只读 xlsx 和 xls。请另存为 xlsx 后上传")
    if kind is RealKind.UNKNOWN:
        return refuse("E-F-02", name, "已损坏，认不出内容。请用表格软件打开后另存一份再上传")
    return refuse("E-F-04", name, f"实际是{spaced(kind.value)}，只是扩展名写成了表格。请上传原来的表格文件")


def _open_xlsx(name: str, content: bytes, limits: Limits) -> Workbook:
    package = open_package(name, content, limits)
    grids, unreadable = _grids(name, content, package.sheets, package.too_big, limits)
    return _checked(name, grids, unreadable, package)


def _open_xls(name: str, content: bytes, limits: Limits) -> Workbook:
    try:
        notes, macros = _read_ole(name, content)
    except CannotRead:
        raise
    except Exception as error:  # olefile and struct raise many kinds on broken containers
        raise _damaged(name) from error
    if len(notes.sheets) > limits.sheets:
        count = len(notes.sheets)
        raise refuse("E-F-07", name, f"有{count}个工作表，超过{limits.sheets}个的上限。请拆成几个文件后上传")
    too_big = {i for i, sheet in enumerate(notes.sheets) if sheet.height * sheet.width > limits.cells}
    grids, unreadable = _grids(name, content, notes.sheets, too_big, limits)
    package = Package(macros=macros, external=notes.external, pictures=notes.drawings)
    return _checked(name, grids, unreadable, package)


def _read_ole(name: str, content: bytes) -> tuple[BiffNotes, bool]:
    with olefile.OleFileIO(io.BytesIO(content)) as container:
        if container.exists("EncryptedPackage") or container.exists("EncryptionInfo"):
            raise _locked(name)
        for stream, kind in OLE_STREAMS:
            if container.exists(stream):
                raise refuse("E-F-04", name, f"实际是{spaced(kind)}，只是扩展名写成了表格。请上传原来的表格文件")
        book = next((stream for stream in ("Workbook", "Book") if container.exists(stream)), "")
        if not book:
            raise refuse("E-F-04", name, "是旧版 Office 文件，但里面没有工作簿。请上传原来的表格文件")
        notes = biff_notes(container.openstream(book).read())
        if notes.encrypted:
            raise _locked(name)
        return notes, container.exists("_VBA_PROJECT_CUR")


def _grids(
    name: str, content: bytes, notes: list[CellNotes], too_big: set[int], limits: Limits
) -> tuple[list[Grid], list[Unreadable]]:
    grids: list[Grid] = []
    unreadable: list[Unreadable] = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for index, sheet in enumerate(book.sheets_metadata):
                if sheet.typ is not SheetTypeEnum.WorkSheet:
                    continue
                if index in too_big:
                    unreadable.append(_sheet_too_big(name, sheet.name))
                    continue
                noted = notes[index] if index < len(notes) else None
                grids.append(_grid(book.get_sheet_by_index(index), noted, limits.list_rows))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the reader is no Exception, and any of them means a broken file
        raise _damaged(name) from error
    return grids, unreadable


def _grid(sheet: CalamineSheet, notes: CellNotes | None, list_rows: int) -> Grid:
    rows = sheet.to_python(skip_empty_area=False)
    if len(rows) > list_rows and not any(isinstance(value, str) and "指标" in value for row in rows for value in row):
        # A list of people or payments beside the form: that it holds something is all that matters.
        rows = [row for row in rows if any(value != "" for value in row)][:1]
    return Grid(sheet.name, rows, sheet.merged_cell_ranges or (), notes or CellNotes())


def _sheet_too_big(name: str, sheet: str) -> Unreadable:
    why = f"的工作表“{sheet}”铺得太大，没有读取。请删去表格以外的行和列后上传"
    return Unreadable(name, sheet, failed("E-F-06", f"“{name}”{why}", where=f"{name}／{sheet}"))


def _checked(name: str, grids: list[Grid], unreadable: list[Unreadable], package: Package) -> Workbook:
    if not unreadable and not any(grid.cells for grid in grids):
        if package.pictures:
            raise refuse("E-F-05", name, "里面只有图片，没有可读的文字和数字。请按原表录入后上传")
        raise refuse("E-F-03", name, "的工作表都是空的。请核对后重新上传")
    return Workbook(name, tuple(grids), tuple(_warnings(name, package)), tuple(unreadable))


def _warnings(name: str, package: Package) -> list[Finding]:
    noticed = (
        (package.macros, "W-F-09", "带有宏，宏没有执行，只读了单元格。建议另存为不带宏的 xlsx"),
        (package.external, "W-F-13", "链接了别的文件，链接没有读取。建议断开链接后另存"),
    )
    return [failed(code, f"“{name}”{words}", where=name) for seen, code, words in noticed if seen]


def _locked(name: str) -> CannotRead:
    return refuse("E-F-01", name, "设有打开密码，读不出内容。请取消密码后重新上传")


def _damaged(name: str) -> CannotRead:
    return refuse("E-F-02", name, "已损坏，内容不完整。请用表格软件打开后另存一份再上传")
