"""What a cell of a filled form says, and marks tied to it."""

from decimal import Decimal

from jiheng.rules.codes import failed
from jiheng.rules.figures import HUNDRED, plain
from jiheng.rules.recheck.results import Mark
from jiheng.rules.recheck.shapes import Cell

BLANK_SIGNS = frozenset({"", "—", "-", "－", "--", "——", "/", "／", "无", "不适用", "空"})
"""What offices write where a figure does not apply."""

DECLINED_SIGNS = frozenset({"/", "／", "—", "——", "不适用", "无此项"})
"""A name or target that says the row is not used."""


def is_blank(cell: Cell) -> bool:
    """Nothing to read: an empty cell, or a dash or slash in its place."""
    return cell.text.strip() in BLANK_SIGNS and not cell.error and not cell.uncached


def points_in(cell: Cell) -> Decimal | None:
    """Points or a score in 分: ``10``, ``10分``, or a weight written as a percentage (``20%`` → 20)."""
    if cell.number is not None:
        return cell.number * HUNDRED if cell.is_percent else cell.number
    text = cell.text.strip().removesuffix("分")
    return Decimal(text) if _is_plain_number(text) else None


def rate_in(cell: Cell) -> Decimal | None:
    """An execution rate as a ratio: ``86%`` → 0.86, ``1`` → 1, ``79.27`` → 0.7927.

    Reading taken: a bare figure above 2 is a percentage without its sign.
    """
    if cell.number is None:
        return None
    if cell.is_percent or abs(cell.number) <= 2:
        return cell.number
    return cell.number / HUNDRED


def mark(code: str, message: str, cell: Cell | str, *clauses: str, **figures: Decimal | None) -> Mark:
    """A failed finding at a cell; ``reported`` and ``due`` may carry the two figures."""
    ref = cell if isinstance(cell, str) else cell.ref
    return Mark(failed(code, message, clauses=clauses, where=ref), ref, **figures)


def points_text(value: Decimal) -> str:
    """Points as the form prints them: two decimals unless the filled figure was whole."""
    return plain(value) if value == value.to_integral_value() else f"{value:.2f}"


def unreadable_marks(*cells: Cell) -> list[Mark]:
    """Cells that hold a spreadsheet error or a formula without a saved result."""
    marks: list[Mark] = []
    for cell in cells:
        if cell.error:
            marks.append(mark("E-R-29", f"单元格{cell.ref}是错误值“{cell.error}”，请改正公式或改填数值", cell))
        elif cell.uncached:
            message = f"单元格{cell.ref}是公式，但没有保存计算结果，请在表格软件里打开、重新计算并保存"
            marks.append(mark("E-R-29", message, cell))
    return marks


def _is_plain_number(text: str) -> bool:
    body = text.removeprefix("-").removeprefix("+")
    return body.replace(".", "", 1).isdigit() and body.isascii()
