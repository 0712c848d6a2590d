"""The shape of the layout: columns, sheets, and what ties a sheet to another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from jiheng.workbooks.preparation.kinds import Kind, Text

TEXT = Text()


@dataclass(frozen=True, slots=True)
class Column:
    """One column (or, on a form, one line): title, the field of the shape it fills, and what it may hold.

    ``required`` marks what the shape cannot do without. ``advice`` tells people what to write. ``width`` counts
    letters. ``part`` sends the value into a tuple field of (name, text) pairs under this name instead.
    """

    title: str
    name: str
    kind: Kind = TEXT
    required: bool = False
    advice: str = ""
    width: int = 14
    part: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """The sheet whose rows hold the rows of this one: joined by ``key``, gathered in the field ``into``."""

    sheet: str
    key: str
    into: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the field of ``Preparation`` it fills, the shape of a row and its columns.

    ``form`` is written as lines (one value each) instead of a table. ``optional`` may be missing altogether.
    ``advice`` stands in the sheet's first line.
    """

    title: str
    name: str
    shape: Callable[..., object]
    columns: tuple[Column, ...]
    advice: str
    form: bool = False
    optional: bool = False
    owner: Owner | None = None
    blanks: Mapping[str, object] = field(default_factory=dict)
    """Fields whose empty cell means something else than the kind's own blank."""

    def blank(self, column: Column) -> object:
        """What an empty cell of the column means."""
        return self.blanks.get(column.name, column.kind.blank)


NUMBER_OF_SAME = "同号第几个"
"""The column that tells owners of the same key apart; seldom filled."""
