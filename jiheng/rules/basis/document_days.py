"""When a document was issued and how long it is in force, as its text shows."""

import re
from collections.abc import Sequence
from datetime import date

from jiheng.rules.basis.heading import ORGAN, labelled, organs_of
from jiheng.rules.basis.written_dates import days_in
from jiheng.rules.wording import day_text

_DATE_LABEL = labelled(r"成文日期|发文日期|印发日期|印发时间")
_WEB_DATE_LABEL = labelled(r"发布日期|发布时间|公布日期")
NOTE_ON_LAW = re.compile(r"^[(（].*(?:通过|公布|发布|修订|修正)", re.MULTILINE)
_ENACTED = re.compile(r"[^，。；、]{0,40}(?:通过|公布|发布|修订|修正|批准)")
_COLOPHON = re.compile(r"印发$")
_SIGNATURE = re.compile(rf"^(?P<organs>(?:{ORGAN})(?:[\s、，]+(?:{ORGAN}))*)?\s*$")
_BEGINS = re.compile(r"起\s*(?:正式|开始)?(?:施行|执行|实施|生效|试行)")
_FROM_ISSUE = re.compile(r"自(?:印发|发布|公布|发文)之日起(?:正式|开始)?(?:施行|执行|实施|生效|试行)")
_ENDS = re.compile(r"有效期[限]?\s*(?:截?至|到|延长至)\s*\Z|(?:施行|执行|实施)[至到]\s*\Z")
_YEARS_VALID = re.compile(r"有效期[限]?为?\s*[0-9一二三四五六七八九十]+\s*年")


def issued_on(lines: Sequence[str], heading_ends: int, notes: list[str]) -> date | None:
    """The day of a label, else of the signature, of enactment, of the colophon, of the web page."""
    top = "\n".join(lines[:heading_ends])
    colophon = next((_day(line) for line in reversed(lines) if _COLOPHON.search(line) and days_in(line)), None)
    label, web = _DATE_LABEL.search(top), _WEB_DATE_LABEL.search(top)
    candidates = (
        _day(label["value"]) if label else None,
        _signed_on(lines[heading_ends:]),
        _signed_on(lines[:heading_ends]),
        _enacted_on(top, notes),
        colophon,
        _day(web["value"]) if web else None,
    )
    issued = next((each for each in candidates if each), None)
    if issued and colophon and colophon != issued:
        notes.append(f"成文日期是{day_text(issued)}，版记印发日期是{day_text(colophon)}，请确认按哪一天登记")
    return issued


def _signed_on(lines: Sequence[str]) -> date | None:
    return next((_day(line) for line in lines if _without_day(line) is not None and _day(line)), None)


def _without_day(line: str) -> str | None:
    """What a line that is a signature holds beside its day; ``None`` for any other line."""
    days = days_in(line)
    if len(days) != 1:
        return None
    rest = line[: days[0].start] + line[days[0].end :]
    return rest if _SIGNATURE.match(rest.strip("()（） 　")) else None


def _enacted_on(top: str, notes: list[str]) -> date | None:
    """The last day the note under the title of a law names, else the last day of a 通过 or 公布 in the heading."""
    note = "\n".join(line for line in top.split("\n") if NOTE_ON_LAW.match(line))
    days = days_in(note) or tuple(each for each in days_in(top) if _ENACTED.match(top, each.end))
    enacted = [each.day for each in days if each.day]
    if len(enacted) > 1:
        notes.append(f"文首有{len(enacted)}个通过、公布或修订日期，取最后一个，请核对")
    return enacted[-1] if enacted else None


def validity(lines: Sequence[str], issued: date | None, notes: list[str]) -> tuple[date | None, date | None]:
    """The first day in force and the last; 自印发之日起 takes the day of issue."""
    text = "\n".join(lines)
    begins = next((each.day for each in days_in(text) if _BEGINS.match(text, each.end)), None)
    ends = next(
        (each.day for each in days_in(text) if _ENDS.search(text[max(0, each.start - 12) : each.start])), None
    )
    if begins is None and _FROM_ISSUE.search(text):
        begins = issued
    years = _YEARS_VALID.search(text)
    if years and ends is None:
        notes.append(f"文中写“{years.group()}”，请换算成失效日期填写")
    return begins, ends


def signed_by(lines: Sequence[str]) -> str:
    """The organs beside or above the first day that stands as a signature does."""
    for above, line in zip(("", *lines), lines, strict=False):
        rest = _without_day(line)
        if rest is not None:
            return organs_of(rest) or organs_of(above)
    return ""


def _day(text: str) -> date | None:
    return next((each.day for each in days_in(text) if each.day), None)
