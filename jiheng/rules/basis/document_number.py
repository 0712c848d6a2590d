"""发文字号 in a text: 渝财绩〔2023〕7号 with any kind of bracket, and the numbers of orders and announcements."""

import re
from dataclasses import dataclass

from jiheng.rules.basis.references import CLOSING, OPENING
from jiheng.rules.basis.written_dates import read_figures

_HAN = r"\u4e00-\u9fff"
_OPEN, _CLOSE = f"[{re.escape(OPENING)}]", f"[{re.escape(CLOSING)}]"
_YEAR = r"(?P<year>(?:19|20)\s?[0-9]{2}|[一二][一二三四五六七八九零〇○OoＯ0]{3})"
_NUMBER = re.compile(
    rf"(?P<word>[{_HAN}]{{1,12}})\s*{_OPEN}\s*{_YEAR}\s*年?\s*{_CLOSE}"
    r"\s*第?\s*(?P<serial>[0-9]{1,5})(?P<part>-[0-9]{1,3})?\s*号"
)
_ORDER = re.compile(
    rf"(?P<body>[{_HAN}]{{0,18}}?(?:主席|国务院|部|委员会|总局|署|银行|政府|人民代表大会))"
    rf"(?P<form>令|公告)(?P<session>{_OPEN}[^号]{{1,10}}{_CLOSE})?"
    rf"[(（]?(?:{_YEAR}年)?第?(?P<serial>[0-9]{{1,4}}|[零〇一二三四五六七八九十百]{{1,7}})号[)）]?"
)
_ORDER_WITHIN = re.compile(
    r"(?:中华人民共和国)?(?P<body>主席|国务院)令第(?P<serial>[0-9]{1,4}|[零〇一二三四五六七八九十百]{1,7})号"
)
_LABEL = re.compile(r"^(?:发\s*文\s*字\s*号|文\s*号|字\s*号|文件编号|发文号)\s*[:：]?\s*")
_AFTER = re.compile(r"\s*(?:签发人.*|[(（].*[)）])?")
_LEADING = re.compile(r"^(?:关于|根据|按照|依据|依照|详见|[见经由按与和及])")


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A 文号 in one spelling, as it was written, and where. ``body`` is who gave an order or announcement."""

    number: str
    written: str
    start: int
    end: int
    body: str = ""
    is_order: bool = False


def numbers_in(text: str) -> tuple[FoundNumber, ...]:
    """Every 发文字号 of a text, first to last."""
    return tuple(_found(match) for match in _NUMBER.finditer(text))


def number_of_line(line: str) -> FoundNumber | None:
    """The number a line of the heading consists of, also beside 签发人 or after a label such as 文号：."""
    plain = _LABEL.sub("", line.strip())
    match = _NUMBER.match(plain)
    if match and _AFTER.fullmatch(plain, match.end()):
        return _found(match)
    order = _ORDER.fullmatch("".join(plain.split()))
    if order is None:
        return None
    body = order["body"].removeprefix("中华人民共和国") or order["body"]
    session = f"〔{order['session'][1:-1]}〕" if order["session"] else ""
    year = f"{read_figures(order['year'])}年" if order["year"] else ""
    number = f"{body}{order['form']}{session}{year}第{read_figures(order['serial'])}号"
    return FoundNumber(number, line.strip(), 0, len(line), body, order["form"] == "令")


def last_order_in(text: str) -> FoundNumber | None:
    """The last order of the president or the State Council a note on a law names."""
    match = next(iter([*_ORDER_WITHIN.finditer(text)][-1:]), None)
    if match is None:
        return None
    number = f"{match['body']}令第{read_figures(match['serial'])}号"
    return FoundNumber(number, match.group(), match.start(), match.end(), match["body"], is_order=True)


def _found(match: re.Match[str]) -> FoundNumber:
    word = _LEADING.sub("", match["word"]) or match["word"]
    serial = match["serial"].lstrip("0") or "0"
    number = f"{word}〔{read_figures(match['year'])}〕{serial}{match['part'] or ''}号"
    return FoundNumber(number, match.group().strip(), match.start(), match.end())
