"""Read the rows of a list as fund lines: every cell that does not fit is named, and nothing is half read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from jiheng.evaluation.fitting import require_fit
from jiheng.evaluation.models import FundLine
from jiheng.orgs.refusal import Refused
from jiheng.rules.figures import plain
from jiheng.workbooks.grid import Value, cell_of, reference
from jiheng.workbooks.line_list.opening import OpenList
from jiheng.workbooks.line_list.spool import Spool
from jiheng.workbooks.preparation.kinds import Unfit
from jiheng.workbooks.preparation.layout import LINES

KEPT: Final = 2_000
"""Cells listed one by one; the others are counted."""

KNOWN: Final = 20_000
"""Texts kept to be recognised when they come again; names come often, numbers of vouchers never."""

REQUIRED: Final = ("release", "budget")
MONEY: Final = ("budget", "actual")
KINDS: Final = {column.name: column.kind for column in LINES.columns}
TITLES: Final = {column.name: column.title for column in LINES.columns}
LENGTHS: Final = {
    one.name: one.max_length for one in FundLine._meta.concrete_fields if getattr(one, "max_length", None)
}
TOTALS: Final = frozenset({"合计", "小计", "总计", "本页合计", "本页小计", "累计"})

Problem = tuple[str, str, str]
"""Cell, code and Chinese message."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How a list is read: field → column (from 0), field → a text the same for every line, and what money counts."""

    columns: Mapping[str, int]
    fixed: Mapping[str, str] = field(default_factory=dict)
    scale: int = 1
    title_row: int = 0

    def lacking(self) -> list[str]:
        """The titles of required fields that are neither a column nor fixed."""
        return [TITLES[name] for name in REQUIRED if name not in self.columns and not self.fixed.get(name)]


@dataclass(slots=True)
class ReadLines:
    """The lines read, in the order of ``FIELDS``; with any problem none of them may be kept."""

    lines: Spool = field(default_factory=Spool)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    totals: int = 0
    total: Decimal = Decimal(0)
    stated: Decimal | None = None
    """The amount of the last line that called itself 合计 or 总计."""


FIELDS: Final = tuple(column.name for column in LINES.columns)


def read_lines(opened: OpenList, choice: Choice, told: Callable[[int], None] = lambda row: None) -> ReadLines:
    """Every row below the headings that holds anything. ``told`` hears of every thousandth row."""
    reader = _Reader(opened, choice)
    for number, values in opened.rows():
        if number % 1000 == 0:
            told(number)
        if number > choice.title_row:
            reader.take(number, values)
    return reader.read


def as_values(line: Sequence[object]) -> dict[str, Any]:
    """A line as the columns of its row."""
    return dict(zip(FIELDS, line, strict=True))


class _Reader:
    def __init__(self, opened: OpenList, choice: Choice) -> None:
        self.read = ReadLines()
        self._unread = opened.unread
        self._choice = choice
        self._fixed = {name: text.strip() for name, text in choice.fixed.items()}
        self._texts: dict[Value, str] = {}

    def take(self, number: int, values: Sequence[Value]) -> None:
        if not any(value != "" for value in values) and not self._row_is_unread(number):
            return
        if self._is_total(values):
            self._note_total(number, values)
            return
        line = tuple(self._value(name, number, values) for name in FIELDS)
        if not line[0]:
            line = (str(len(self.read.lines) + 1), *line[1:])
        if isinstance(budget := line[FIELDS.index("budget")], Decimal):
            self.read.total += budget
        self.read.lines.append(line)

    def _row_is_unread(self, number: int) -> bool:
        if not self._unread:
            return False
        places = {reference(number, column) for column in self._choice.columns.values()}
        return bool(places & (self._unread.errors | self._unread.uncached))

    def _is_total(self, values: Sequence[Value]) -> bool:
        first = next((value for value in values if value != ""), "")
        return isinstance(first, str) and "".join(first.split()) in TOTALS

    def _note_total(self, number: int, values: Sequence[Value]) -> None:
        self.read.totals += 1
        place = self._choice.columns.get("budget")
        first = "".join(str(next((value for value in values if value != ""), "")).split())
        if place is None or place >= len(values) or values[place] == "" or first not in {"合计", "总计"}:
            return
        try:
            stated = KINDS["budget"].read(cell_of("", values[place]), self._choice.scale)
        except Unfit:
            return
        self.read.stated = stated if isinstance(stated, Decimal) else None

    def _value(self, name: str, number: int, values: Sequence[Value]) -> object:
        place = self._choice.columns.get(name)
        if place is None:
            return self._without_column(name)
        value = values[place] if place < len(values) else ""
        if self._unread and self._is_unread(name, number, place):
            return KINDS[name].blank
        if value == "":
            if name in REQUIRED:
                self._say(name, number, place, "E-P-06", "没有填。请补填")
            return None if name == "actual" else Decimal(0) if name in MONEY else ""
        return self._money(name, number, place, value) if name in MONEY else self._text(name, number, place, value)

    def _without_column(self, name: str) -> object:
        if name in MONEY:
            return Decimal(0) if name == "budget" else None
        return self._fixed.get(name, "")

    def _is_unread(self, name: str, number: int, place: int) -> bool:
        address = reference(number, place)
        if address in self._unread.errors:
            self._say(name, number, place, "E-P-08", "是错误值。请改正公式，或直接填写内容")
            return True
        if address in self._unread.uncached:
            self._say(name, number, place, "E-P-08", "是公式，没有保存过结果。请用表格软件打开另存后再上传")
            return True
        return False

    def _money(self, name: str, number: int, place: int, value: Value) -> Decimal | None:
        try:
            amount = KINDS[name].read(cell_of("", value), self._choice.scale)
            if isinstance(amount, Decimal):
                require_fit(FundLine, [{name: amount}])
                return amount
        except Unfit as unfit:
            self._say(name, number, place, unfit.code, f"填的{unfit}")
        except Refused:
            self._say(name, number, place, "E-P-04", f"填的{value}太大，不像金额。请核对")
        return KINDS[name].blank  # type: ignore[return-value]  # nothing, or no money

    def _text(self, name: str, number: int, place: int, value: Value) -> str:
        text = self._texts.get(value) if isinstance(value, str) else _written(value)
        if text is None:
            if len(self._texts) >= KNOWN:
                self._texts.clear()
            text = self._texts[value] = cell_of("", value).text
        most = LENGTHS.get(name)
        if most and len(text) > most:
            self._say(name, number, place, "E-P-17", f"有{len(text)}个字，最多{most}个。请写短些")
        elif not text and name in REQUIRED:
            self._say(name, number, place, "E-P-06", "没有填。请补填")
        return text

    def _say(self, name: str, number: int, place: int, code: str, said: str) -> None:
        self.read.count += 1
        if len(self.read.problems) < KEPT:
            self.read.problems.append((reference(number, place), code, f"“{TITLES[name]}”{said}"))


def _written(value: Value) -> str:
    return plain(Decimal(repr(value))) if isinstance(value, float) else cell_of("", value).text
