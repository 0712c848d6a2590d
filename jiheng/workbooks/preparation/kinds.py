"""What a cell of the workbook may hold, and how it is read and written: one object a kind."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Protocol

from jiheng.rules.figures import plain
from jiheng.rules.recheck.shapes import Cell
from jiheng.workbooks.grid import NARROW, exact_number

Written = str | int | Decimal | date | None
"""What a cell is given; ``None`` leaves it blank."""

MONEY_FORMAT = "#,##0.00"
DATE_FORMAT = "yyyy-mm-dd"
RATIO_FORMAT = "0.00%"
GENERAL = "General"

YES, NO = "是", "否"
FIRST_EXCEL_YEAR = 1901
"""A spreadsheet counts a 29 February 1900 that never was; earlier days are kept as text."""

LONGEST_AMOUNT = 24
"""Letters of an amount; beyond it is no money, and figures would no longer be exact."""

SCALES = {"": 1, "元": 1, "万": 10_000, "万元": 10_000, "亿": 100_000_000, "亿元": 100_000_000}
_AMOUNT = re.compile(r"[¥￥]?([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(亿元|万元|亿|万|元)?")
_NUMBER = re.compile(r"([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?:分|年|个|户|家)?")
_DAY = re.compile(
    r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:\d{1,2}:\d{2}(?::\d{2})?)?|(\d{4})(\d{2})(\d{2})"
)


class Unfit(Exception):
    """The cell cannot be read as its column asks. ``code`` is of ``law/codes/workbook.toml``."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Kind(Protocol):
    """How one kind of column is read and written. ``blank`` is what an empty cell means."""

    @property
    def blank(self) -> object: ...
    @property
    def choices(self) -> tuple[str, ...]: ...
    @property
    def strict(self) -> bool: ...
    @property
    def number_format(self) -> str: ...
    def read(self, cell: Cell, scale: int = 1) -> object: ...
    def write(self, value: object) -> Written: ...


@dataclass(frozen=True, slots=True)
class Text:
    """Words, kept as they stand. ``choices`` are the usual ones; others are kept and remarked upon."""

    choices: tuple[str, ...] = ()
    blank: str = ""
    strict: bool = False
    number_format: str = GENERAL

    def read(self, cell: Cell, scale: int = 1) -> str:
        return cell.text

    def write(self, value: object) -> Written:
        return str(value) or None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number; ``zero`` says that an empty cell is 0 rather than nothing. ``ratio`` is written as a percentage."""

    zero: bool = False
    ratio: bool = False
    choices: tuple[str, ...] = ()
    strict: bool = False

    @property
    def blank(self) -> Decimal | None:
        return Decimal(0) if self.zero else None

    @property
    def number_format(self) -> str:
        return RATIO_FORMAT if self.ratio else GENERAL

    def read(self, cell: Cell, scale: int = 1) -> Decimal:
        if cell.is_percent and cell.number is not None and self.ratio:
            return cell.number
        match = _NUMBER.fullmatch(_narrowed(cell.text))
        if match is None:
            wanted = "比例，如 30% 或 0.3" if self.ratio else "数，如 12.5"
            raise Unfit("E-P-04", f"“{cell.text}”不是数。请写成{wanted}")
        return _decimal(match[1])

    def write(self, value: object) -> Written:
        return _number(value)


@dataclass(frozen=True, slots=True)
class Money:
    """Money in 元 with two places. ``12,400.37``, ``1.24万元`` are read exactly; ``zero`` as in :class:`Figure`."""

    zero: bool = False
    choices: tuple[str, ...] = ()
    strict: bool = False
    number_format: str = MONEY_FORMAT

    @property
    def blank(self) -> Decimal | None:
        return Decimal(0) if self.zero else None

    def read(self, cell: Cell, scale: int = 1) -> Decimal:
        match = _AMOUNT.fullmatch(_narrowed(cell.text))
        if match is None:
            in_yuan, in_wan = "元，如 12400.37，也可以写 1.24万元", "万元，如 1.24，也可以写 12400.37元"
            wanted = f"单位是{in_yuan if scale == 1 else in_wan}"
            raise Unfit("E-P-04", f"“{cell.text}”不是金额。请写数字，{wanted}")
        if len(match[1]) > LONGEST_AMOUNT:
            raise Unfit("E-P-04", f"“{cell.text}”有{len(match[1])}位，不像金额。请核对")
        amount = _decimal(match[1]) * (SCALES[match[2]] if match[2] else scale)
        if amount * 100 != (amount * 100).to_integral_value():
            raise Unfit("E-P-04", f"“{cell.text}”折合{plain(amount)}元，不到分。请写到分，最多两位小数")
        return amount

    def write(self, value: object) -> Written:
        return _number(value)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, or nothing."""

    blank: int | None = None
    choices: tuple[str, ...] = ()
    strict: bool = False
    number_format: str = "0"

    def read(self, cell: Cell, scale: int = 1) -> int:
        match = _NUMBER.fullmatch(_narrowed(cell.text))
        if match is None or (number := _decimal(match[1])) != number.to_integral_value():
            raise Unfit("E-P-04", f"“{cell.text}”不是整数。请写成整数，如 3")
        return int(number)

    def write(self, value: object) -> Written:
        return _number(value)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or nothing."""

    blank: None = None
    choices: tuple[str, ...] = ()
    strict: bool = False
    number_format: str = DATE_FORMAT

    def read(self, cell: Cell, scale: int = 1) -> date:
        match = _DAY.fullmatch(_narrowed(cell.text))
        if match is None:
            raise Unfit("E-P-03", f"“{cell.text}”不是日期。请写到年月日，如 2023-05-01")
        year, month, day = (int(part) for part in match.groups() if part)
        try:
            return date(year, month, day)
        except ValueError:
            raise Unfit("E-P-03", f"“{cell.text}”没有这一天。请核对年月日，如 2023-05-01") from None

    def write(self, value: object) -> Written:
        if not isinstance(value, date):
            return None
        return value if value.year >= FIRST_EXCEL_YEAR else f"{value.year:04d}-{value.month:02d}-{value.day:02d}"


@dataclass(frozen=True, slots=True)
class YesNo:
    """是 or 否. ``blank`` is what nothing means: not chosen (``None``) or 否 (``False``)."""

    blank: bool | None = None
    choices: tuple[str, ...] = (YES, NO)
    strict: bool = True
    number_format: str = GENERAL

    def read(self, cell: Cell, scale: int = 1) -> bool:
        if cell.text in {YES, "有", "√"}:
            return True
        if cell.text in {NO, "无", "×"}:
            return False
        raise Unfit("E-P-05", f"“{cell.text}”不在可选范围。请选“是”或“否”")

    def write(self, value: object) -> Written:
        return None if value is None else YES if value else NO


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a fixed list. ``meanings`` are its members, ``labels`` how each is called on the sheet."""

    meanings: tuple[object, ...]
    labels: tuple[str, ...]
    blank: object = None
    strict: bool = True
    number_format: str = GENERAL

    @property
    def choices(self) -> tuple[str, ...]:
        return self.labels

    def read(self, cell: Cell, scale: int = 1) -> object:
        if cell.text in self.labels:
            return self.meanings[self.labels.index(cell.text)]
        raise Unfit("E-P-05", f"“{cell.text}”不在可选范围。请选：{'、'.join(self.labels)}")

    def write(self, value: object) -> Written:
        return None if value is None else self.labels[self.meanings.index(value)]


def choice_of(kind: type[Enum], blank: object = None, label: Callable[[Enum], str] | None = None) -> Choice:
    """The choice among the members of an enumeration, called by their values or by ``label``."""
    members = tuple(kind)
    return Choice(members, tuple(label(member) if label else str(member.value) for member in members), blank)


def _narrowed(text: str) -> str:
    return "".join(text.translate(NARROW).split())


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _number(value: object) -> Written:
    """A number as a cell keeps it; one with more digits than a spreadsheet counts with becomes text."""
    if not isinstance(value, (int, Decimal)):
        return None
    number = Decimal(plain(Decimal(value))) if value else Decimal(0)
    return number if exact_number(float(number)) == number else plain(number)
