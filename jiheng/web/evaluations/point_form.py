"""The form of one sample point on the page: its elements group by group, as kept or as typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict

from jiheng.rules.surveys.columns import CHOICE, DAY, YES_NO
from jiheng.rules.surveys.point_columns import PointColumn, declined_group, groups_of
from jiheng.rules.surveys.point_entries import Place, PointEntry, Written
from jiheng.rules.surveys.point_values import NO, YES, fault_of, tidied
from jiheng.rules.surveys.shapes import BaseField

EXAMPLES: Final[Mapping[str, str]] = {DAY: "如 2023-05-01"}
MOST_FIELDS: Final = 1000


@dataclass(frozen=True, slots=True)
class ValueField:
    """One element: its column, what it holds, what is wrong with that, and the answers to choose from."""

    index: int
    column: PointColumn
    value: str
    evidence: str
    fault: str

    @property
    def options(self) -> tuple[str, ...]:
        """The answers of a choice, with a kept one that is none of them; empty for what is typed."""
        field = self.column.field
        if field.kind == YES_NO:
            offered: tuple[str, ...] = (YES, NO)
        else:
            offered = field.choices if field.kind == CHOICE else ()
        return (*offered, self.value) if offered and self.value and self.value not in offered else offered

    @property
    def example(self) -> str:
        return EXAMPLES.get(self.column.field.kind, "")


@dataclass(frozen=True, slots=True)
class Group:
    """One of the five groups; ``declined`` says why it has no elements."""

    title: str
    fields: tuple[ValueField, ...]
    declined: str


def fields_of(entry: PointEntry, fields: Sequence[BaseField], typed: QueryDict | None = None) -> list[Group]:
    """The elements of a point by group; what was typed stands in place of what is kept."""
    said = typed_values(typed) if typed is not None else {}
    made = [_field(index, column, entry, said) for index, column in enumerate(entry.columns)]
    return [
        Group(
            group,
            tuple(one for one in made if one.column.field.group == group),
            declined_group(group, entry.point.unit.kind, fields),
        )
        for group in groups_of(entry.columns)
    ]


def typed_values(typed: QueryDict) -> dict[str, Written]:
    """Value and evidence by the key of the column; the keys come with the form, as columns may have changed."""
    found = {}
    for index in range(MOST_FIELDS):
        key = typed.get(f"k{index}")
        if key is None:
            break
        found[key] = (typed.get(f"v{index}", "").strip(), typed.get(f"e{index}", "").strip())
    return found


def sorted_out(entry: PointEntry, typed: QueryDict) -> tuple[dict[Place, Written], int]:
    """What of the typed can be kept, tidied, and how many values do not fit their column."""
    said = typed_values(typed)
    fits: dict[Place, Written] = {}
    faults = 0
    for column in entry.columns:
        if column.key not in said:
            continue
        value, evidence = said[column.key]
        if fault_of(column.field, value):
            faults += 1
        else:
            fits[entry.id, column.key] = (tidied(column.field, value), evidence)
    return fits, faults


def _field(index: int, column: PointColumn, entry: PointEntry, said: Mapping[str, Written]) -> ValueField:
    held = entry.values.get(column.key)
    kept = (held.value, held.evidence) if held else ("", "")
    value, evidence = said.get(column.key, kept)
    return ValueField(index, column, value, evidence, fault_of(column.field, value))
