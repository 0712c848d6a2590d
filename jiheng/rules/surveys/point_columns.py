"""Which columns of the base-information table a sample point has, and what each is called."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jiheng.rules.clause import clause
from jiheng.rules.sampling.shapes import UnitKind
from jiheng.rules.surveys.columns import is_column
from jiheng.rules.surveys.shapes import BaseField, FieldGroup

BETWEEN = "／"
KIND_WORDS = {UnitKind.CONTRACT: "工程合同", UnitKind.PAYEE: "补助对象", UnitKind.SERVICE: "购买服务"}
"""What the base-information table calls a kind of sampling unit."""

GROUPS = tuple(FieldGroup)


@dataclass(frozen=True, slots=True)
class PointColumn:
    """A column as one point has it. ``key`` is what ``PointValue.field`` says, unique for one point."""

    key: str
    field: BaseField


@clause("cq2023-7/12")
def columns_of_point(kind: UnitKind, fields: Sequence[BaseField]) -> tuple[PointColumn, ...]:
    """The columns of a point of that kind: those for all points and those for its own kind, group by group.

    Reading taken: where the table has no columns for the kind, those for kinds that no unit is called (其他) are its.
    """
    word = KIND_WORDS[kind]
    columns = [field for field in fields if is_column(field)]
    own = any(field.sample_kind == word for field in columns)
    meant = [
        field
        for field in columns
        if field.sample_kind in ("", word) or (not own and field.sample_kind not in KIND_WORDS.values())
    ]
    return tuple(_named(sorted(meant, key=_group_place)))


def declined_group(group: str, kind: UnitKind, fields: Sequence[BaseField]) -> str:
    """The reason why points of a kind have no columns in a group, or nothing."""
    meant = (field for field in fields if field.group == group and field.sample_kind in ("", KIND_WORDS[kind]))
    return next((field.declined.strip() for field in meant if field.declined.strip()), "")


def groups_of(columns: Iterable[PointColumn]) -> tuple[str, ...]:
    """The five groups every form shows, and beyond them those the columns are in."""
    found = dict.fromkeys(column.field.group for column in columns)
    return tuple(dict.fromkeys((*GROUPS[:-1], *found)))


def _group_place(field: BaseField) -> int:
    return next((place for place, group in enumerate(GROUPS) if group == field.group), len(GROUPS))


def _named(fields: Iterable[BaseField]) -> Iterable[PointColumn]:
    taken: set[str] = set()
    for field in fields:
        key, nth = field.name, 1
        while key in taken:
            key = f"{field.group}{BETWEEN}{field.name}" + (f"（{nth}）" if nth > 1 else "")
            nth += 1
        taken.add(key)
        yield PointColumn(key, field)
