"""What a person chooses of a list: the column of every field, or one text for all lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django import forms
from django.http import QueryDict

from jiheng.orgs.refusal import Refused
from jiheng.web.forms import StyledForm
from jiheng.workbooks.line_list.reading import KINDS, LENGTHS, MONEY, REQUIRED, TITLES

FIXED: Final = "fixed"
NOT_IN_LIST: Final = "none"


class HandIn(StyledForm):
    """One list of fund lines."""

    list = forms.FileField(label="明细表", help_text="xlsx、xls 或 csv，版式不限，最多二十万行左右")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a line with what it is read as: ``chosen`` is a column, ``fixed`` a text, or neither."""

    name: str
    title: str
    required: bool
    money: bool
    chosen: int | None
    fixed: str
    samples: tuple[str, ...]

    @property
    def state(self) -> str:
        """The word of what is chosen, for the page."""
        return "column" if self.chosen is not None else FIXED if self.fixed else NOT_IN_LIST


def fields_of(
    columns: Mapping[str, Mapping[str, object]], headings: Sequence[str], sample: Sequence[Sequence[str]]
) -> list[Field]:
    """Every field in the order of the table with what is chosen for it and its first values."""
    found = []
    for name in KINDS:
        read = columns.get(name, {})
        place = read.get("column")
        column = place if isinstance(place, int) and place < len(headings) else None
        values = () if column is None else tuple(row[column] for row in sample if column < len(row) and row[column])
        fixed = str(read.get(FIXED, ""))
        found.append(Field(name, TITLES[name], name in REQUIRED, name in MONEY, column, fixed, values[:3]))
    return found


def chosen_columns(query: QueryDict, width: int) -> dict[str, dict[str, object]]:
    """The choice a form carries, complete or not."""
    chosen: dict[str, dict[str, object]] = {}
    for name in KINDS:
        said = query.get(f"column-{name}", "")
        fixed = query.get(f"fixed-{name}", "").strip()
        if said.isdecimal() and int(said) < width:
            chosen[name] = {"column": int(said)}
        elif said == FIXED and fixed and name not in MONEY:
            chosen[name] = {FIXED: fixed}
    return chosen


def require_complete(chosen: Mapping[str, Mapping[str, object]], *, collecting: bool = False) -> None:
    """Raise ``Refused`` while a required field is neither a column nor a text, or a text is too long.

    ``collecting`` is for actual spending filled in later: lines are told by their number.
    """
    unfilled = [TITLES[name] for name in ("number", "actual") if "column" not in chosen.get(name, {})]
    if collecting and unfilled:
        raise Refused(f"没有选{'、'.join(unfilled)}的列。评价实施时按序号补填实际支出数，这两列都要选")
    lacking = [TITLES[name] for name in REQUIRED if name not in chosen]
    if lacking:
        raise Refused(f"没有选{'、'.join(lacking)}的列。请选列，整份表都是同一份下达文件的可以写固定内容")
    for name, read in chosen.items():
        most = LENGTHS.get(name)
        text = str(read.get(FIXED, ""))
        if most and len(text) > most:
            raise Refused(f"{TITLES[name]}的固定内容有{len(text)}个字，最多{most}个，请写短些")
    twice = _twice(chosen)
    if twice:
        raise Refused(f"{'、'.join(twice)}选了同一列，请核对")


def _twice(chosen: Mapping[str, Mapping[str, object]]) -> list[str]:
    money = [chosen[name].get("column") for name in MONEY if name in chosen]
    return [TITLES[name] for name in MONEY] if len(money) == 2 and money[0] == money[1] else []
