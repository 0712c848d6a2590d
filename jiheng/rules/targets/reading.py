"""Reads a target value: what it asks for, by how much, in which unit, and which side is better."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from jiheng.rules.clause import clause
from jiheng.rules.targets.amounts import amounts_in
from jiheng.rules.targets.columns import TargetText, implied_unit, target_text
from jiheng.rules.targets.date_target import as_date_target, dated
from jiheng.rules.targets.direction import direction_for
from jiheng.rules.targets.meaning import meaning_of
from jiheng.rules.targets.measured import as_measured
from jiheng.rules.targets.plain_text import LONGEST_CELL
from jiheng.rules.targets.shapes import Direction, DirectionSource, Target, TargetKind
from jiheng.rules.targets.signs import EQUAL, sign_at_start
from jiheng.rules.targets.vocabulary import words

LONGEST_COLUMN = 40

_NOT_APPLICABLE = re.compile(r"[/\\\-_]+\Z")
_ZERO_WORD = re.compile(r"零([一-鿿]{2,4})\Z")
_NO_DIRECTION = "定性目标，没有方向"


@clause("mof2020-10/4.2", "mof2020-10/4.2.2", "mof2020-10/4.2.3", "mof2020-10/4.3")
def read_target(
    text: str, *, sign: str = "", unit: str = "", name: str = "", level2: str = "", year: int | None = None
) -> Target:
    """Read one target cell, or the three cells 指标性质／指标值／度量单位 of the forms that split it.

    ``name`` and ``level2`` give the direction when there is no sign; ``year`` dates a month without a year.
    Never raises: what cannot be read as a quantity, date or yes/no is ``QUALITATIVE`` with the words kept.
    """
    if len(text) > LONGEST_CELL:
        remarks = (f"超过{LONGEST_CELL}字，未按数值读",)
        return Target(TargetKind.QUALITATIVE, text.strip(), direction_reason=_NO_DIRECTION, remarks=remarks)
    return _read(_Written(text, sign, unit, name, level2, year))


class _Written(NamedTuple):
    text: str
    sign: str
    unit: str
    name: str
    level2: str
    year: int | None


@lru_cache(maxsize=8192)
def _read(written: _Written) -> Target:
    name, level2, year = written.name, written.level2, written.year
    cell = target_text(written.text, written.sign[:LONGEST_COLUMN], written.unit[:LONGEST_COLUMN], name)
    if not cell.body:
        return Target(TargetKind.MISSING, cell.raw, remarks=cell.remarks)
    if _is_not_applicable(cell.body):
        return Target(TargetKind.NOT_APPLICABLE, cell.raw)
    if cell.body.lstrip("=＝") in _yes_no():
        return _yes_no_target(cell)
    if cell.qualitative:
        return _qualitative(cell)
    date = None if cell.unit_from_name else dated(cell.body, name, year)
    read = as_date_target(cell, name, year) or as_measured(cell, date, name, level2)
    if read is None:
        return _zero_word(cell, name, level2) or _qualitative(cell)
    return _with_unit_remarks(read, cell, name)


def _is_not_applicable(body: str) -> bool:
    return bool(_NOT_APPLICABLE.match(body)) or body in words("bands", "none", "not_applicable")


def _yes_no() -> tuple[str, ...]:
    return words("bands", "grades", "both") + words("bands", "grades", "yes") + words("bands", "grades", "no")


def _yes_no_target(cell: TargetText) -> Target:
    both = cell.body in words("bands", "grades", "both")
    remarks = ("只写了可选的答案，没有写明要求“是”还是“否”",) if both else ()
    reason = "是/否目标，没有方向"
    return Target(TargetKind.YES_NO, cell.raw, direction_reason=reason, remarks=(*cell.remarks, *remarks))


def _qualitative(cell: TargetText) -> Target:
    sign, word, rest = sign_at_start(cell.body)
    if sign and sign != EQUAL and rest and not cell.qualitative:
        reading = direction_for("", comparator=sign)
        reason = f"目标写“{word}”：{reading.reason.split('：')[-1]}"
        return Target(
            TargetKind.QUALITATIVE,
            cell.raw,
            comparator=sign,
            direction=reading.direction,
            direction_from=DirectionSource.SIGN,
            direction_reason=reason,
            remarks=cell.remarks,
        )
    unwanted = _unwanted(cell.body)
    if unwanted:
        reason = f"目标写“{cell.body}”，“{unwanted}”越少越好"
        return Target(
            TargetKind.QUALITATIVE,
            cell.raw,
            direction=Direction.CEILING,
            direction_from=DirectionSource.MEANING,
            direction_reason=reason,
            remarks=cell.remarks,
        )
    remarks = cell.remarks
    if cell.qualitative and amounts_in(cell.body):
        remarks = (*remarks, "指标性质为定性，指标值却含数值，请核对")
    if cell.body.replace("、", "").replace("/", "") in words("bands", "grades", "scales"):
        remarks = (*remarks, f"“{cell.body}”是可选的档次，没有写明要达到哪一档")
    if cell.body in words("bands", "none", "words"):
        remarks = (*remarks, "目标写“无”，没有写明是没有设目标还是要求为0")
    return Target(TargetKind.QUALITATIVE, cell.raw, direction_reason=_NO_DIRECTION, remarks=remarks)


def _unwanted(body: str) -> str:
    """The bad thing that must not happen: 无投诉 → 投诉."""
    rest = next((body[len(word) :] for word in words("bands", "zero", "before") if body.startswith(word)), "")
    meaning = meaning_of(rest)
    return meaning.word if meaning.bad else ""


def _zero_word(cell: TargetText, name: str, level2: str) -> Target | None:
    """零事故 is a target of 0; 无投诉 and the like stay words whose better side is known."""
    found = _ZERO_WORD.match(cell.body)
    if not found:
        return None
    target = as_measured(replace(cell, body="0"), None, name, level2)
    if target is None:
        return None
    reason = f"目标写“{cell.body}”，越少越好"
    return replace(
        target,
        raw=cell.raw,
        direction=Direction.CEILING,
        direction_from=DirectionSource.MEANING,
        direction_reason=reason,
        remarks=(*target.remarks, f"“{cell.body}”按目标为0读"),
    )


def _with_unit_remarks(target: Target, cell: TargetText, name: str) -> Target:
    remarks = target.remarks
    if cell.unit_from_name and target.unit:
        remarks = (*remarks, f"单位“{target.unit}”取自指标名称")
    if target.unit.startswith("/"):
        remarks = (*remarks, f"“{target.unit}”前缺金额单位")
    implied = ""
    if target.kind in (TargetKind.QUANTITATIVE, TargetKind.RANGE) and not target.unit:
        implied = implied_unit(name)
    if implied:
        remarks = (*remarks, "目标没有单位，从名称看应为百分数")
    return replace(target, remarks=(*cell.remarks, *remarks), implied_unit=implied)
