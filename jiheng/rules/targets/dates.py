"""Days, months, quarters and years as offices write them, and the last day that still meets them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_QUARTER = r"第?[一二三四1-4]季度"
_PART = r"(?:上旬|中旬|下旬|月?底|月?末|月?初)"
_HINT = re.compile(rf"[年月季]|{_YEAR}[./-][0-9]|(?<![0-9]){_YEAR}[01][0-9][0-3][0-9](?![0-9])")
_SPAN = re.compile(
    rf"(?P<repeat>每年度?|每个?月|次年|下一?年|翌年|当年|本年度?|同年)?"
    rf"(?:"
    rf"(?<![0-9.])(?P<y1>{_YEAR})(?:年(?P<m1>{_MONTH})月(?P<d1>{_DAY})"
    rf"|[./-](?P<m0>{_MONTH})[./-](?P<d0>{_DAY}))(?![0-9%])[日号]?"
    rf"(?:T?\s?[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:\.[0-9]+)?)?"
    rf"|(?<![0-9.])(?P<y2>{_YEAR})年度?(?P<m2>{_MONTH})月份?(?P<p2>{_PART})?"
    rf"|(?<![0-9.])(?P<y3>{_YEAR})[./-](?P<m3>{_MONTH})(?=$|月|之?前|以前|底|末|止|[,;、至~]|-{_YEAR})月?(?P<p3>{_PART})?"
    rf"|(?<![0-9.])(?P<y5>{_YEAR})(?P<m5>0[1-9]|1[0-2])(?P<d5>0[1-9]|[12][0-9]|3[01])(?=$|之?前|以前|止)"
    rf"|(?<![0-9.])(?P<y4>{_YEAR})(?:年度?(?P<p4>底|末|初|上半年|下半年|{_QUARTER}[底末]?)?|(?=[-~至到]{_YEAR}年))"
    rf"|(?<![0-9.])(?P<m6>{_MONTH})月份?(?P<d6>{_DAY})[日号]"
    rf"|(?<![0-9.])(?P<m7>{_MONTH})月(?!龄)份?(?P<p7>{_PART})?"
    rf"|(?<![0-9.])(?P<m8>{_MONTH})(?=[-~至到]{_MONTH}月)"
    rf"|(?P<q9>{_QUARTER})[底末]?|(?P<h9>上半年|下半年)|(?P<e9>年底|年末|年终|年内|年度内)"
    rf"|(?<![0-9.])(?P<d10>{_DAY})[日号](?=之?前|以前)"
    rf")(?P<before>之前|以前|前|以内|内|止)?"
)
_LAST_MONTH_OF_QUARTER = {"一": 3, "1": 3, "二": 6, "2": 6, "三": 9, "3": 9, "四": 12, "4": 12}
_DAYS_OF_PART = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31), "末": (21, 31)}

_YEAR_END = ((12, 1), (12, 31), "月")
_PARTS_OF_YEAR = {
    "上半年": ((1, 1), (6, 30), "半年"),
    "下半年": ((7, 1), (12, 31), "半年"),
    "初": ((1, 1), (1, 31), "月"),
    **dict.fromkeys(("底", "末", "年底", "年末", "年终"), _YEAR_END),
}


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date found in a text. ``first``/``last`` are the days it can mean; both empty when the year is not known.

    ``before`` is true for 前／以前／止; ``whole`` says how exact it is: 日, 旬, 月, 季, 半年 or 年.
    ``rest`` is the text without it.
    """

    first: date | None
    last: date | None
    before: bool
    whole: str
    rest: str
    written: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Span:
    year: int | None
    first: tuple[int, int]
    last: tuple[int, int]
    whole: str


def find_date(text: str, year: int | None) -> ReadDate | None:
    """The date in a text already brought to plain form, or ``None``.

    ``year`` is the year of the form, used where the text names only a month. Of a start and an end the end counts.
    """
    if not _HINT.search(text) and not ("日" in text or "号" in text):
        return None
    matches = list(_SPAN.finditer(text))
    if not matches:
        return None
    spans = [_span(match) for match in matches]
    last_match, last_span = matches[-1], spans[-1]
    own_year = next((span.year for span in reversed(spans) if span.year), None)
    reckoned = _year_for(last_match.group("repeat") or "", own_year, year)
    remarks = _remarks(matches, own_year, reckoned)
    written = text[matches[0].start() : last_match.end()]
    return ReadDate(
        first=_day(reckoned, last_span.first) if last_span.whole else None,
        last=_day(reckoned, last_span.last) if last_span.whole else None,
        before=bool(last_match.group("before")),
        whole=last_span.whole,
        rest=_without(text, matches),
        written=written,
        remarks=remarks,
    )


def _span(match: re.Match[str]) -> _Span:
    found = match.groupdict()
    year = next((int(found[key]) for key in ("y1", "y2", "y3", "y4", "y5") if found[key]), None)
    month = next((int(found[key]) for key in ("m0", "m1", "m2", "m3", "m5", "m6", "m7", "m8") if found[key]), None)
    day = next((int(found[key]) for key in ("d0", "d1", "d5", "d6") if found[key]), None)
    part = found["p2"] or found["p3"] or found["p7"] or ""
    if month and day:
        return _Span(year, (month, day), (month, day), "日")
    if month and part:
        first, last = _DAYS_OF_PART[part.removeprefix("月") if part != "月" else part]
        return _Span(year, (month, first), (month, last), "旬")
    if month:
        return _Span(year, (month, 1), (month, 31), "月")
    return _of_year(year, found["p4"] or found["q9"] or found["h9"] or found["e9"] or "", bool(found["d10"]))


def _of_year(year: int | None, part: str, day_of_month: bool) -> _Span:
    if day_of_month:
        return _Span(year, (1, 1), (12, 31), "")
    if "季度" in part:
        last = _LAST_MONTH_OF_QUARTER[part.removeprefix("第")[0]]
        return _Span(year, (last - 2, 1), (last, 31), "季")
    start, end, whole = _PARTS_OF_YEAR.get(part, ((1, 1), (12, 31), "年"))
    return _Span(year, start, end, whole)


def _year_for(repeat: str, own: int | None, form: int | None) -> int | None:
    if own:
        return own
    if form is None:
        return None
    return form + 1 if repeat in ("次年", "下年", "下一年", "翌年") else form


def _day(year: int | None, month_and_day: tuple[int, int]) -> date | None:
    if year is None or not date.min.year <= year <= date.max.year:
        return None
    month, day = month_and_day
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _remarks(matches: list[re.Match[str]], own: int | None, year: int | None) -> tuple[str, ...]:
    last = matches[-1]
    found: list[str] = []
    if last.group("d10"):
        found.append("只写了几日，没有写月份，期限不能确定")
    elif year is None:
        found.append("没有写年份，期限不能确定")
    elif own is None:
        found.append(f"没有写年份，按{year}年读")
    if last.group("m7") and not last.group("p7") and last.group("before") in ("前", "之前", "以前"):
        month = int(last.group("m7"))
        found.append(f"“{month}月前”按{month}月底前读；如指{month}月1日以前，请写明日期")
    if len(matches) > 1:
        found.append(f"写了{len(matches)}个时间，以最后一个为期限")
    if (last.group("repeat") or "") in ("每年", "每年度"):
        found.append("每年都要做到，本表按当年读")
    return tuple(found)


def _without(text: str, matches: list[re.Match[str]]) -> str:
    pieces, end = [], 0
    for match in matches:
        between = text[end : match.start()]
        pieces.append("" if end and between in ("-", "~", "至", "到") else between)
        end = match.end()
    return "".join((*pieces, text[end:]))
