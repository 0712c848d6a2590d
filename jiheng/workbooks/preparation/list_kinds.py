"""Columns whose cell holds several values."""

from dataclasses import dataclass
from decimal import Decimal

from jiheng.rules.figures import plain
from jiheng.rules.recheck.shapes import Cell
from jiheng.workbooks.preparation.cell_lists import EQUALS, LINE, STOP, escaped, halves, joined, parted, unescaped
from jiheng.workbooks.preparation.kinds import GENERAL, Choice, Kind, Unfit, Written

COLON = "："


@dataclass(frozen=True, slots=True)
class Listed:
    """Several values by 、 (or by line); ``of`` gives a fixed list of members, else any words."""

    of: Choice | None = None
    usual: tuple[str, ...] = ()
    blank: tuple[object, ...] = ()
    strict: bool = False
    number_format: str = GENERAL

    @property
    def choices(self) -> tuple[str, ...]:
        return self.of.labels if self.of else self.usual

    def read(self, cell: Cell, scale: int = 1) -> tuple[object, ...]:
        entries = [unescaped(entry, STOP + LINE) for entry in parted(cell.text, STOP + LINE)]
        return tuple(self.of.read(Cell(cell.ref, entry)) if self.of else entry for entry in entries)

    def write(self, value: object) -> Written:
        entries = value if isinstance(value, tuple) else ()
        words = (str(self.of.write(entry)) if self.of else str(entry) for entry in entries)
        return STOP.join(escaped(word, STOP + LINE) for word in words) or None


@dataclass(frozen=True, slots=True)
class Lines:
    """Several sentences, one a line of the cell."""

    blank: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    strict: bool = False
    number_format: str = GENERAL

    def read(self, cell: Cell, scale: int = 1) -> tuple[str, ...]:
        return tuple(unescaped(entry, LINE) for entry in parted(cell.text, LINE))

    def write(self, value: object) -> Written:
        return joined(value if isinstance(value, tuple) else (), LINE) or None


@dataclass(frozen=True, slots=True)
class Pairs:
    """Words with a value each: ``很满意=100、满意=80``. ``bare`` lets the value stay away; ``sample`` shows how."""

    of: Kind
    sample: str
    bare: bool = False
    blank: tuple[tuple[str, object], ...] = ()
    choices: tuple[str, ...] = ()
    strict: bool = False
    number_format: str = GENERAL

    def read(self, cell: Cell, scale: int = 1) -> tuple[tuple[str, object], ...]:
        return tuple(self._pair(cell.ref, entry) for entry in parted(cell.text, STOP + LINE))

    def _pair(self, ref: str, entry: str) -> tuple[str, object]:
        signs = STOP + LINE + EQUALS
        both = halves(entry, EQUALS)
        if both is None:
            if self.bare:
                return unescaped(entry, signs), None
            raise Unfit("E-P-04", f"“{entry}”没有写等号。请写成“{self.sample}”")
        try:
            return unescaped(both[0], signs), self.of.read(Cell(ref, both[1].strip()))
        except Unfit as unfit:
            raise Unfit(unfit.code, f"“{entry}”等号后面的{unfit}。整格写成“{self.sample}”") from None

    def write(self, value: object) -> Written:
        pairs = value if isinstance(value, tuple) else ()
        return STOP.join(map(self._text, pairs)) or None

    def _text(self, pair: tuple[str, object]) -> str:
        words, value = pair
        text = escaped(words, STOP + LINE + EQUALS)
        if value is None:
            return text
        return f"{text}={plain(value) if isinstance(value, Decimal) else self.of.write(value)}"


@dataclass(frozen=True, slots=True)
class NamedLines:
    """Points beyond the columns of their own, one a line: ``风险：已核实``."""

    blank: tuple[tuple[str, str], ...] = ()
    choices: tuple[str, ...] = ()
    strict: bool = False
    number_format: str = GENERAL

    def read(self, cell: Cell, scale: int = 1) -> tuple[tuple[str, str], ...]:
        return tuple(_point(entry) for entry in parted(cell.text, LINE))

    def write(self, value: object) -> Written:
        points = value if isinstance(value, tuple) else ()
        lines = (f"{escaped(name, LINE + COLON)}{COLON}{escaped(said, LINE + COLON)}" for name, said in points)
        return LINE.join(lines) or None


def _point(entry: str) -> tuple[str, str]:
    name, said = halves(entry, COLON, last=False) or ("其他", entry)
    return unescaped(name.strip(), LINE + COLON), unescaped(said.strip(), LINE + COLON)


def kind_offers_list(kind: Kind) -> bool:
    """Whether a drop-down list fits: one value out of the choices."""
    return bool(kind.choices) and not isinstance(kind, Listed)
