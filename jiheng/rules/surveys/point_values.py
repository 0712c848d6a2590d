"""样本点基础信息: what was found at each point fits its column, belongs to a point, and stands once."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.figures import plain
from jiheng.rules.finding import Finding
from jiheng.rules.sampling.canonical import tidy
from jiheng.rules.sampling.points import Point
from jiheng.rules.surveys.columns import CHOICE, DAY, NUMBER, YES_NO
from jiheng.rules.surveys.point_columns import PointColumn, columns_of_point
from jiheng.rules.surveys.shapes import BaseField, PointValue

CLAUSE = "cq2023-7/12"
YES, NO = "是", "否"
SAYING_YES, SAYING_NO = (YES, "有", "√"), (NO, "无", "×")
LONGEST_NUMBER = 30

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_DAY = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?|(\d{4})(\d{2})(\d{2})")


@clause(CLAUSE)
def check_point_values(
    values: Sequence[PointValue], fields: Sequence[BaseField], points: Sequence[Point]
) -> list[Finding]:
    """A value names a point of the sample and a column of its kind, fits the column, and is entered once.

    Reading taken: values are collected at the points later on, so one that is missing is no fault here.
    """
    if not values:
        return [not_applicable("W-I-01", "还没有填样本点基础信息")]
    found: list[Finding] = []
    seen: set[tuple[str, str]] = set()
    names = points_by_name(points)
    columns = {point.unit.id: columns_of_point(point.unit.kind, fields) for point in points}
    for value in values:
        point = names.get(tidy(value.point))
        column = column_called(value.field, columns[point.unit.id]) if point else None
        if point is None or column is None:
            found.append(failed("W-I-02", _unknown(value, point), where=value.where))
            continue
        place = (point.unit.id, column.key)
        if place in seen:
            said = f"样本点“{value.point}”的“{value.field}”填了两次，以前一行为准。请核对后留下一行"
            found.append(failed("W-I-03", said, where=value.where))
        elif fault := fault_of(column.field, value.value):
            said = f"样本点“{value.point}”的“{value.field}”填的{fault}"
            found.append(failed("W-I-01", said, where=value.where))
        seen.add(place)
    return found or [passed("W-I-01", f"{len(values)}项基础信息都与列相符")]


def points_by_name(points: Sequence[Point]) -> Mapping[str, Point]:
    """The points by their ids, and by the name of the unit alone where it is the only one of that name."""
    named: dict[str, list[Point]] = {}
    for point in points:
        named.setdefault(point.unit.key, []).append(point)
    alone = {key: found[0] for key, found in named.items() if len(found) == 1}
    return {**alone, **{point.unit.id: point for point in points}}


def column_called(name: str, columns: Sequence[PointColumn]) -> PointColumn | None:
    """The column of a point that a value means."""
    wanted = name.strip()
    return next((column for column in columns if column.key.strip() == wanted), None)


@clause(CLAUSE)
def fault_of(field: BaseField, text: str) -> str:
    """Why a value does not fit the column's kind and what to write (Chinese), or nothing; blank fits everywhere."""
    said = text.strip()
    if not said or _read(field, said) is not None:
        return ""
    if field.kind == NUMBER:
        unit = f"，单位是{field.unit}" if field.unit else ""
        return f"“{said}”不是数。请写数字，如 12.5{unit}"
    if field.kind == DAY:
        return f"“{said}”不是日期，或者没有这一天。请写到年月日，如 2023-05-01"
    if field.kind == YES_NO:
        return f"“{said}”不是“是”或“否”。请选“是”或“否”"
    return f"“{said}”不在可选范围。请选：{'、'.join(field.choices)}"


@clause(CLAUSE)
def tidied(field: BaseField, text: str) -> str:
    """The value in the one form it is kept in (``1,280.50`` → ``1280.5``); what does not fit stays as it is."""
    said = text.strip()
    read = _read(field, said) if said else said
    return said if read is None else read


def _read(field: BaseField, said: str) -> str | None:
    if field.kind == NUMBER:
        return _number(said, field.unit)
    if field.kind == DAY:
        return _day(said)
    if field.kind == YES_NO:
        return YES if said in SAYING_YES else NO if said in SAYING_NO else None
    if field.kind == CHOICE and field.choices:
        return said if said in field.choices else None
    return said


def _number(said: str, unit: str) -> str | None:
    text = _narrowed(said)
    text = text.removesuffix(_narrowed(unit)) if unit else text
    if len(text) > LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        return None
    return plain(Decimal(text.replace(",", "")))


def _day(said: str) -> str | None:
    match = _DAY.fullmatch(_narrowed(said))
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _narrowed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _unknown(value: PointValue, point: Point | None) -> str:
    if point is None:
        return f"样本点“{value.point}”不在样本里，它的“{value.field}”没有用。请核对名称，或删去这一行"
    return f"“{value.field}”不是样本点“{value.point}”这一类的列。请核对列名，或删去这一行"
