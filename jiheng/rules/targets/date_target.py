"""Date targets: 9月前, 2021年底, 每年12月底前, and the date inside a quantity such as 11月底完成100%."""

import re
from functools import cache

from jiheng.rules.clause import clause
from jiheng.rules.targets.amounts import amounts_in
from jiheng.rules.targets.columns import TargetText
from jiheng.rules.targets.dates import ReadDate, find_date
from jiheng.rules.targets.shapes import Direction, DirectionSource, Target, TargetKind
from jiheng.rules.targets.signs import AT_LEAST
from jiheng.rules.targets.vocabulary import words

_MONTHS_OR_YEARS = re.compile(r"[≥≤<>=＝]*(?:[0-9]{1,2})(?:月|年)\Z")
_SIGNS = re.compile(r"[≥≤<>=＝,。;、()\s]+")
_YEAR_ALONE = re.compile(r"[≥≤<>=＝]*((?:19|20)[0-9]{2})\Z")
_LONGEST_DEED = 24
_MAYBE_A_NUMBER = re.compile(r"[≥≤<>=＝]*(?:[0-9]{4}\.[0-9]{1,2}|[0-9]{8})\Z")
_TIME_NAME = re.compile(r"时间|日期|时限|期限|时效|年份|年度\Z")


@clause("mof2020-10/4.2.3")
def as_date_target(cell: TargetText, name: str, year: int | None) -> Target | None:
    """A target that is a day, month, quarter or year, or ``None``. ``deadline`` is the last day that meets it."""
    found = dated(_year_spelled_out(cell.body, name), name, year)
    if found is None or cell.unit_from_name or not _only_a_date(found):
        return None
    sign = next((character for character in cell.body[:1] if character in "≥>≤<=＝"), "")
    backwards = sign in AT_LEAST
    remarks = (*cell.remarks, *found.remarks)
    if backwards:
        remarks = (*remarks, f"日期目标写“{sign}”，读作越晚越好，请核对符号")
    reason = f"目标写“{found.written}”，按期或提前为达成"
    return Target(
        TargetKind.DATE,
        cell.raw,
        comparator="≤" if found.before else sign.replace("=", "＝"),
        deadline=found.last,
        deadline_from=found.first,
        direction=Direction.UNKNOWN if backwards else Direction.CEILING,
        direction_from=_source(found, backwards),
        direction_reason=f"日期目标用“{sign}”，方向不能判定" if backwards else reason,
        sentence=bool(_SIGNS.sub("", found.rest)),
        remarks=remarks,
    )


def dated(body: str, name: str, year: int | None, *, asked_when: bool = False) -> ReadDate | None:
    """The date in a text; a number of months under 工期 is none, nor is 2021.5 unless a time is asked for."""
    if _MAYBE_A_NUMBER.match(body) and not (asked_when or _TIME_NAME.search(name)):
        return None
    if _MONTHS_OR_YEARS.match(body) and any(word in name for word in words("signs", "durations", "words")):
        return None
    return find_date(body, year)


def _source(found: ReadDate, backwards: bool) -> DirectionSource:
    if backwards:
        return DirectionSource.NONE
    return DirectionSource.SIGN if found.before else DirectionSource.MEANING


def _year_spelled_out(body: str, name: str) -> str:
    """A bare 2021 under 完成时间 is the year."""
    match = _YEAR_ALONE.match(body)
    return f"{match.group(1)}年" if match and _TIME_NAME.search(name) else body


def _only_a_date(found: ReadDate) -> bool:
    rest = _SIGNS.sub("", found.rest)
    if amounts_in(rest):
        return False
    return not rest or found.before or (len(rest) <= _LONGEST_DEED and bool(_deeds().fullmatch(rest)))


@cache
def _deeds() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(re.escape(word) for word in words('signs', 'deeds', 'words'))})+")
