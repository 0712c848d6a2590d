"""Words that amount to one of the three qualitative bands: 达成预期指标, 基本完成, 未完成."""

import re
from functools import cache, lru_cache

from jiheng.rules.clause import clause
from jiheng.rules.targets.plain_text import plain_text
from jiheng.rules.targets.shapes import Band
from jiheng.rules.targets.vocabulary import words

_EDGES = ",.。;；:、!?“”\"' "
_LONGEST = 40
_IN_BRACKETS = re.compile(r"[(][^()]*[)]")


@clause("mof2020-10/4.3")
def band_of(text: str) -> Band | None:
    """The band a cell's words amount to, or ``None`` when they are not plainly one.

    Reading taken: only fixed phrases count (已完成, 基本达到, 未达标); praise such as 效果较好 is left to people.
    """
    return _band(plain_text(text))


@lru_cache(maxsize=4096)
def _band(text: str) -> Band | None:
    bare = _IN_BRACKETS.sub("", text).strip(_EDGES)
    if len(bare) > _LONGEST:
        return None
    for band in (Band.MISSED, Band.PARTLY, Band.REACHED):
        if bare in words("bands", band.value, "words") or _phrases(band).fullmatch(bare):
            return band
    return None


@cache
def _phrases(band: Band) -> re.Pattern[str]:
    before = _either(words("bands", band.value, "before"))
    deeds = _either(words("bands", "reached", "deeds"))
    tails = _either((*words("bands", "tails", "first"), *words("bands", "tails", "last")))
    lead = f"(?:{before})" if band is not Band.REACHED else f"(?:{before})?"
    goal = "(?:(?:预期|年度|绩效|既定|各项|全年)*(?:目标|指标|任务|工作)+)?"
    return re.compile(rf"{goal}{lead}(?:{deeds})(?:{tails}){{0,6}}")


def _either(every: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(every, key=len, reverse=True))
