"""Figures typed by hand into prose, laid beside the data: a report cannot say another total than its tables.

A figure is looked for behind the words people write before it (“评价得分……分”). A score has to be the printed one,
to the last digit; any other figure is compared as exactly as it was typed: 1234.6万元 agrees with 12,346,049.99元.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.figures import Number, exact, plain, rounded
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.rules.reporting.grounds import Grounds
from jiheng.rules.reporting.prose import FIELD

REACH: Final = 6
"""How many signs may stand between the words and the figure."""
UNITS: Final = {
    "分": Decimal(1),
    "亿元": Decimal(10**8),
    "万元": Decimal(10**4),
    "元": Decimal(1),
    "%": Decimal("0.01"),
    "％": Decimal("0.01"),
    "个": Decimal(1),
    "份": Decimal(1),
}
MONEY: Final = ("亿元", "万元", "元")
SHARE: Final = ("%", "％")
SCORE, OTHER = "E-B31-2", "W-W-03"
GRADES: Final = "优良中差"
WITHOUT_QUOTES: Final = str.maketrans("", "", '“”"')


@dataclass(frozen=True, slots=True)
class Watched:
    """A figure of the data with the words it goes by; ``value`` in the base unit, ``shown`` as the data prints it."""

    words: tuple[str, ...]
    units: tuple[str, ...]
    value: Number
    shown: str
    code: str = OTHER


@clause("cq2023-7/31.2", "cq2023-7/31.3")
def check_typed(text: str, grounds: Grounds, where: str) -> list[Finding]:
    """What was typed and differs from the data; fields inserted by name are left out, they cannot differ."""
    plain_text = FIELD.sub("", text)
    found = [each for one in watched(grounds) for each in _differing(plain_text, one, where)]
    return [*found, *_grade(plain_text, grounds, where)]


def watched(grounds: Grounds) -> Iterator[Watched]:
    """The figures a report is read for."""
    concluded = grounds.scored.conclusion
    if concluded.value is not None:
        words = ("评价得分", "综合得分", "总得分", "项目得分", "最终得分")
        yield Watched(words, ("分",), concluded.value, f"{concluded.value:f}分", SCORE)
    for part in grounds.scored.parts:
        for level in part.levels if len(grounds.scored.parts) == 1 else ():
            if level.earned is not None:
                named = tuple(f"{level.name}{kind}得分" for kind in ("类", "类指标", "指标", ""))
                yield Watched(named, ("分",), level.earned, f"{level.earned:f}分", SCORE)
        for one in part.indicators:
            yield from _indicator(one)
    yield from _money(grounds)
    yield from _counts(grounds)


def _indicator(one: IndicatorScore) -> Iterator[Watched]:
    if one.final.value is not None and not one.excluded:
        named = (f"{one.indicator.name}得分", f"{one.indicator.name}指标得分", f"{one.indicator.name}”得分")
        yield Watched(named, ("分",), one.final.value, f"{one.final.value:f}分", SCORE)


def _money(grounds: Grounds) -> Iterator[Watched]:
    summaries = grounds.checked.execution.summaries
    rows = next(iter(summaries.values()), ())
    if not rows:
        return
    whole = rows[0].whole
    yield Watched(
        ("项目预算", "预算数", "预算合计", "预算总额", "预算共"), MONEY, whole.budget, f"{whole.budget:f}元"
    )
    if whole.actual is not None:
        spent = ("实际支出", "实际支出数", "支出合计", "累计支出", "共支出")
        yield Watched(spent, MONEY, whole.actual, f"{whole.actual:f}元")
    if whole.rate is not None:
        rates = ("预算执行率", "总体执行率", "整体执行率")
        yield Watched(rates, SHARE, whole.rate, f"{rounded(whole.rate * 100)}%")


def _counts(grounds: Grounds) -> Iterator[Watched]:
    sampled = Decimal(len(grounds.checked.sampling.points.points))
    yield Watched(
        ("样本点共", "样本点总数", "选取样本点", "抽取样本点", "共抽取样本"), ("个",), sampled, f"{sampled}个"
    )
    rate = grounds.checked.sampling.coverage.rate
    if rate is not None:
        yield Watched(("样本资金覆盖率", "资金覆盖率"), SHARE, rate, f"{rounded(rate * 100)}%")
    materials = Decimal(len(grounds.given.materials))
    yield Watched(("收集资料", "资料共"), ("份",), materials, f"{materials}份")


def _differing(text: str, one: Watched, where: str) -> Iterator[Finding]:
    words = "|".join(map(re.escape, sorted(one.words, key=len, reverse=True)))
    units = "|".join(map(re.escape, one.units))
    looked = re.compile(rf"(?:{words})([^0-9，。；、\n]{{0,{REACH}}})([0-9][0-9,，]*(?:\.[0-9]+)?)\s*({units})")
    for found in looked.finditer(text):
        typed, unit = found.group(2).replace(",", "").replace("，", ""), found.group(3)
        if not _agrees(typed, unit, one):
            said = f"{where}手写了“{found.group(0).strip()}”，系统数据是{one.shown}。请改用“插入数据”，或者核对数据"
            yield failed(one.code, said, where=where)


def _agrees(typed: str, unit: str, one: Watched) -> bool:
    """Whether a score is what was typed, or another figure rounded to as many places as were typed."""
    figure = Decimal(typed)
    if one.code == SCORE:
        return exact(figure) == exact(one.value)
    places = max(0, -int(figure.as_tuple().exponent))
    return plain(rounded(exact(one.value) / exact(UNITS[unit]), places)) == plain(figure)


def _grade(text: str, grounds: Grounds, where: str) -> Iterator[Finding]:
    grade = grounds.scored.conclusion.grade
    for found in re.finditer(rf"(?:评价等级|等级|评定)(?:为|是|：)?\s*[“\"]?([{GRADES}])(?![{GRADES}好])", text):
        if grade is not None and found.group(1) != grade.value:
            typed = found.group(0).translate(WITHOUT_QUOTES)
            said = f"{where}手写了“{typed}”，系统评定的等级是“{grade.value}”。请改用“插入数据”"
            yield failed(SCORE, said, where=where)
