"""Reads an actual value against its target: number, date, band or words, in the target's unit."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from jiheng.rules.clause import clause
from jiheng.rules.targets.actual_number import actual_number
from jiheng.rules.targets.amounts import amounts_in, hundredths
from jiheng.rules.targets.bands import band_of
from jiheng.rules.targets.date_target import dated
from jiheng.rules.targets.plain_text import LONGEST_CELL, plain_text
from jiheng.rules.targets.shapes import Actual, ActualKind, Band, Target, TargetKind
from jiheng.rules.targets.vocabulary import words

_NOT_APPLICABLE = re.compile(r"[/\\\-_]+\Z")
_MONTH_ALONE = re.compile(r"(1[0-2]|[1-9])\Z")
_NUMERIC = (TargetKind.QUANTITATIVE, TargetKind.RANGE, TargetKind.COMPOUND)
_WORDED = (TargetKind.QUALITATIVE, TargetKind.YES_NO)


@clause("mof2020-10/4.2", "mof2020-10/4.2.2", "mof2020-10/4.2.3", "mof2020-10/4.3")
def read_actual(text: str, target: Target, *, name: str = "", year: int | None = None) -> Actual:
    """Read the 实际完成值 cell; a number is converted to the target's unit.

    ``year`` dates a month without a year. Never raises: what is no number, date or fixed phrase is ``WORDS``.
    """
    return _read(text, target, name, year)


@lru_cache(maxsize=8192)
def _read(text: str, target: Target, name: str, year: int | None) -> Actual:
    if len(text) > LONGEST_CELL:
        return Actual(ActualKind.WORDS, text.strip(), remarks=(f"超过{LONGEST_CELL}字，未按数值读",))
    raw, body = text.strip(), hundredths(plain_text(text))
    if not body:
        return Actual(ActualKind.MISSING, raw)
    if _NOT_APPLICABLE.match(body) or body in words("bands", "none", "not_applicable"):
        return Actual(ActualKind.NOT_APPLICABLE, raw)
    if target.kind is TargetKind.YES_NO:
        answer = _yes_or_no(raw, body, target)
        if answer:
            return answer
    if body in words("bands", "none", "words"):
        return Actual(ActualKind.NONE_WORD, raw, remarks=(f"“{raw}”：须由人判定是0、未实施还是不适用",))
    return _read_words_or_number(raw, body, target, name, year)


def _read_words_or_number(raw: str, body: str, target: Target, name: str, year: int | None) -> Actual:
    worded = target.kind in _WORDED
    band = band_of(body)
    if worded and _same_words(body, target):
        return _copied_words(raw, target)
    if band and (worded or not any(character.isdigit() for character in body)):
        return Actual(ActualKind.BAND, raw, band=band)
    if target.kind is TargetKind.DATE:
        read = _date(raw, _month(body, target), name, year, asked_when=True)
        if read:
            return read
    if not worded:
        read = _zero(raw, body, target) or _number(raw, body, target, name, year)
        if read:
            return read
    return _date(raw, body, name, year) or Actual(ActualKind.WORDS, raw, remarks=_number_remarks(body, worded=worded))


def _yes_or_no(raw: str, body: str, target: Target) -> Actual | None:
    """是 against 是 is an answer, not a copy; against 是/否 a person decides."""
    yes, no = words("bands", "grades", "yes"), words("bands", "grades", "no")
    if body not in yes and body not in no:
        return None
    wanted = plain_text(target.raw).lstrip("=＝")
    if wanted not in yes and wanted not in no:
        return Actual(ActualKind.WORDS, raw, remarks=("目标没有写明要求“是”还是“否”，须由人判定",))
    same = (body in yes) == (wanted in yes)
    return Actual(ActualKind.BAND, raw, band=Band.REACHED if same else Band.MISSED)


def _same_words(body: str, target: Target) -> bool:
    wanted = plain_text(target.raw)
    return body in (wanted, wanted.removeprefix("定性"), wanted.lstrip("=＝"))


def _copied_words(raw: str, target: Target) -> Actual:
    remarks = (f"与目标“{target.raw}”文字相同；如确已做到，请选“{Band.REACHED.label}”一档",)
    return Actual(ActualKind.WORDS, raw, copied=True, remarks=remarks)


def _month(body: str, target: Target) -> str:
    """A bare 7 against 9月前 is 7月."""
    same_sort = target.deadline is not None and target.deadline_from != target.deadline
    return f"{body}月" if same_sort and _MONTH_ALONE.match(body) else body


def _date(raw: str, body: str, name: str, year: int | None, *, asked_when: bool = False) -> Actual | None:
    found = dated(body, name, year, asked_when=asked_when)
    if found is None:
        return None
    remarks = found.remarks
    if found.before:
        remarks = (*remarks, f"“{raw}”写的是期限，不是实际完成的日期")
    return Actual(ActualKind.DATE, raw, day=found.last, day_from=found.first, copied=found.before, remarks=remarks)


def _zero(raw: str, body: str, target: Target) -> Actual | None:
    """未发生 or 无投诉 against a target of 0."""
    if target.value != 0 or target.upper is not None:
        return None
    said = body in words("bands", "zero", "words") or any(
        body.startswith(word) for word in words("bands", "zero", "before")
    )
    if not said or any(character.isdigit() for character in body):
        return None
    remarks = (f"目标为0，“{raw}”按0读",)
    return Actual(ActualKind.NUMBER, raw, value=Decimal(0), unit=target.unit, remarks=remarks)


def _number(raw: str, body: str, target: Target, name: str, year: int | None) -> Actual | None:
    found = None if _is_duration(body, target) else dated(body, name, year)
    read = actual_number(raw, found.rest if found else body, target)
    if read and found:
        return replace(read, remarks=(*read.remarks, f"含时间“{found.written}”"))
    return read


def _is_duration(body: str, target: Target) -> bool:
    """10月 against 10 月 is ten months."""
    return target.unit in ("月", "年", "个月") and body.rstrip("个月年").replace(".", "").isdecimal()


def _number_remarks(body: str, *, worded: bool) -> tuple[str, ...]:
    count = len(amounts_in(body))
    if worded and count:
        return ("目标没有数值，不能与实际完成的数比较",)
    return ("有多个数值，看不出哪一个是实际完成值",) if count > 1 else ()
