"""The heading of an official document: red head, number and title, before it turns to its readers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jiheng.rules.basis.document_number import FoundNumber, number_of_line, numbers_in

LINES_OF_HEADING = 25
_LINES_OF_TITLE = 6

ORGAN = (
    r"(?:中共|中国共产党)?[\u4e00-\u9fff]{1,28}"
    r"(?:部|委员会|委|局|厅|办公室|办公厅|政府|总署|署|法院|检察院|国务院|代表大会|银行|管委会|领导小组|中心|中央)|国务院"
)
_SPREAD = re.compile(r"(?:[\u4e00-\u9fff]\s+)+[\u4e00-\u9fff]")
_ORGANS = re.compile(rf"(?:{ORGAN})(?:[\s、，]+(?:{ORGAN}))*")
_BODY = re.compile(
    r"^(?:第[一1]章|第[一1]条|目\s*录|[一1][、.．]|\(一\)|（一）)"
    r"|(?<!索引号)(?<!文号)(?<!字号)(?<!机关)(?<!机构)(?<!日期)(?<!时间)(?<!分类)(?<!标题)(?<!名称)(?<!来源)[:：]$"
)
_RED_HEAD = re.compile(r"^(?P<organs>.{2,60}?)\s*文\s*件$")
_ENDS_TITLE = re.compile(
    r"(?:通知|意见|决定|决议|办法|规定|批复|函|公告|通告|公报|报告|请示|方案|规划|计划|纲要|细则|条例|指引|指南|规范|标准"
    r"|规程|准则|制度|法|解释|命令|纪要|目录)》?(?:的?通知)?(?:[(（][^()（）]{1,30}[)）])*$"
)
_TRIAL = re.compile(r"[(（][^()（）]*(?:试行|暂行|修订|修正|草案)[^()（）]*[)）]$")
_CLOSING_BRACKET = re.compile(r"[(（]([^()（）]*(?:[(（][^()（）]*[)）])?[^()（）]*号)[)）]$")
_META = re.compile(
    r"^(?:[0-9]{4,}|特急|加急|急件|平急|(?:绝密|机密|秘密|内部).{0,8}|.{0,12}[:：].*|第?\s*[0-9]+\s*页?)$"
)
_ASIDE = re.compile(rf"{_META.pattern}|^[(（]")
_NO_TITLE = re.compile(r"^[(（]|[。，；！？]")
_TITLE_LABEL = re.compile(r"^(?:标\s*题|名\s*称|文件名称)\s*[:：]\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the heading holds. ``issuers`` are those of the red head; ``title_issuer`` stands before 关于."""

    number: FoundNumber | None = None
    issuers: str = ""
    title: str = ""
    title_issuer: str = ""
    ends_at: int = 0


def read_heading(lines: Sequence[str]) -> Heading:
    """Read the heading off the first lines of a document, none of them blank; what is not there stays empty."""
    ends_at = next((at for at, line in enumerate(lines[:LINES_OF_HEADING]) if at and _BODY.search(line)), None)
    if ends_at is None:
        ends_at = min(len(lines), LINES_OF_HEADING)
    head = [_TITLE_LABEL.sub("", line) for line in lines[:ends_at]]
    number, rest = _number(head)
    issuers, rest = _red_head(rest)
    title = _title(rest)
    bracketed = _CLOSING_BRACKET.search(title)
    if bracketed:
        title = title[: bracketed.start()]
        number = number or number_of_line(bracketed[1])
    return Heading(number, issuers, title, issuer_of_title(title), ends_at)


def labelled(label: str) -> re.Pattern[str]:
    """What stands after a label such as 发文机关： in the head of a document or of a web page."""
    return re.compile(rf"(?:{label})\s*[\]】]?\s*[:：]?\s*(?P<value>[^\s\[【|][^\n\[【|]{{0,40}})")


def organs_of(text: str) -> str:
    """``重庆市财政局 重庆市教育委员会`` → names with 、 between them; empty when the text is not names of organs."""
    plain = "".join(text.split()) if _SPREAD.fullmatch(text.strip()) else text.strip()
    return re.sub(r"[\s、，]+", "、", plain) if _ORGANS.fullmatch(plain) else ""


def _number(head: list[str]) -> tuple[FoundNumber | None, list[str]]:
    """The first line that is a number; an order may need its next line (财政部令／第102号)."""
    for at, line in enumerate(head):
        for width in (1, 2):
            found = number_of_line(" ".join(head[at : at + width])) if at + width <= len(head) else None
            if found and (width == 1 or not numbers_in(line)):
                return found, [*head[:at], "", *head[at + width :]]
    return None, head


def _red_head(head: list[str]) -> tuple[str, list[str]]:
    """The organs over 文件, one a line or side by side."""
    for at, line in enumerate(head):
        match = _RED_HEAD.match(line)
        organs = organs_of(match["organs"]) if match and "关于" not in line else ""
        if organs:
            above = at
            while above and organs_of(head[above - 1]):
                above -= 1
            together = [*(organs_of(each) for each in head[above:at]), organs]
            return "、".join(together), [*head[:above], "", *head[at + 1 :]]
    return "", head


def _title(head: list[str]) -> str:
    """Lines from 关于, with the organs right above, to the end of the title; else a line that ends as titles do."""
    about = next((at for at, line in enumerate(head) if "关于" in line and not _ASIDE.match(line)), None)
    if about is None:
        named = (line for line in head if _may_be_title(line) and _ENDS_TITLE.search(_TRIAL.sub("", line)))
        return next(named, "")
    first = about
    while first and organs_of(head[first - 1]):
        first -= 1
    title = "".join(head[first:about])
    for line in head[about : about + _LINES_OF_TITLE]:
        title += line
        if not line or _ENDS_TITLE.search(title):
            break
    return title


def _may_be_title(line: str) -> bool:
    """A short line of its own that is no organ, no label and no note in brackets."""
    return 4 <= len(line) <= 60 and not (_META.match(line) or organs_of(line) or _NO_TITLE.search(line))


def first_line_as_title(lines: Sequence[str]) -> str:
    """The first line, where it may be a title although it does not end as titles do."""
    return lines[0] if lines and _may_be_title(lines[0]) else ""


def issuer_of_title(title: str) -> str:
    """Who stands before 关于 in a title; empty when nobody does."""
    before, about, _ = title.partition("关于")
    return organs_of(before) if about else ""
