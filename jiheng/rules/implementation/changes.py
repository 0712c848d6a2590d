"""Two scores of one evaluation side by side: which digits differ, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from jiheng.rules.clause import clause
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.change_reasons import Rows, funds_changed, points_changed, reasons_for, turned
from jiheng.rules.implementation.freezing import called
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.rules.implementation.result import EvaluationResult
from jiheng.rules.law import clause_label
from jiheng.rules.law_words import key_of, shown_value, title_of
from jiheng.rules.wording import day_text

ALWAYS_READ: Final = ("measures",)
"""Parts a comparison needs also where both sides share them."""

BESIDE: Final = ("evidence",)
"""What stands beside a parameter and changes no score."""


@dataclass(frozen=True, slots=True)
class Side:
    """A score with what it was made of; of the inputs those parts that differ, and those of ``ALWAYS_READ``."""

    result: EvaluationResult
    inputs: Rows
    parameters: Sequence[Mapping[str, Any]] = ()
    law: str = ""
    software: str = ""
    judged_on: date | None = None


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """One indicator on both sides, ``None`` where it does not stand, with the reasons for what is different."""

    code: str
    name: str
    before: IndicatorScore | None
    after: IndicatorScore | None
    reasons: tuple[str, ...]

    @property
    def scored(self) -> tuple[str, str]:
        return _score(self.before), _score(self.after)

    @property
    def difference(self) -> Decimal | None:
        """By how many points the score rose or fell; ``None`` when one side has no score."""
        old, new = (one.final.value if one else None for one in (self.before, self.after))
        return None if old is None or new is None else new - old

    @property
    def said(self) -> str:
        """“C1 得分 5.60→0.00：资料……已不在清单”."""
        old, new = self.scored
        score = f"得分 {old}→{new}" if old != new else f"得分不变（{new}）"
        return f"{self.code} {score}{'：' if self.reasons else ''}{'，'.join(self.reasons)}"


@dataclass(frozen=True, slots=True)
class Changes:
    """Every indicator that came out otherwise; ``general`` are reasons that concern them all.

    ``gone`` and ``new`` are findings that only one side has.
    """

    before: EvaluationResult
    after: EvaluationResult
    indicators: tuple[IndicatorChange, ...]
    general: tuple[str, ...]
    gone: tuple[Finding, ...]
    new: tuple[Finding, ...]

    @property
    def difference(self) -> Decimal | None:
        """By how many points the conclusion rose or fell."""
        old, new = self.before.conclusion.value, self.after.conclusion.value
        return None if old is None or new is None else new - old

    @property
    def any(self) -> bool:
        return bool(self.indicators or self.general or self.gone or self.new)


@clause("cq2023-7/27", "cq2023-7/23")
def changes_between(old: Side, new: Side) -> Changes:
    """Which indicators came out otherwise, each with what was entered otherwise for it.

    Reading taken: where nothing was entered otherwise for an indicator, what concerns all of them is its reason.
    """
    before, after = _by_call(old.result), _by_call(new.result)
    rules = _rules_changed(old, new)
    found = [
        _changed(code, (before.get(code), after.get(code)), (old.inputs, new.inputs), rules)
        for code in dict.fromkeys((*before, *after))
        if before.get(code) != after.get(code)
    ]
    general = (*points_changed(old.inputs, new.inputs), *funds_changed(old.inputs, new.inputs), *rules)
    lost, came = _only_in(old.result, new.result), _only_in(new.result, old.result)
    return Changes(old.result, new.result, tuple(found), general, lost, came)


def _changed(
    code: str,
    scores: tuple[IndicatorScore | None, IndicatorScore | None],
    inputs: tuple[Rows, Rows],
    rules: list[str],
) -> IndicatorChange:
    before, after = scores
    if before is None or after is None:
        there, said = (after, "新增的指标") if before is None else (before, "指标已删去")
        return IndicatorChange(code, there.indicator.name if there else "", before, after, (said,))
    reasons = reasons_for(before, after, *inputs) or tuple(rules) or ("计算过程的文字不同",)
    return IndicatorChange(code, after.indicator.name, before, after, reasons)


def _by_call(result: EvaluationResult) -> dict[str, IndicatorScore]:
    return {called(one.indicator): one for part in result.parts for one in part.indicators}


def _rules_changed(old: Side, new: Side) -> list[str]:
    """What of the rules is different: their day, parameters that were asked for, the law's other files, software."""
    said = []
    if old.judged_on != new.judged_on and old.judged_on and new.judged_on:
        said.append(turned("评价基准日", day_text(old.judged_on), day_text(new.judged_on)))
    parameters = _parameters_changed(old, new)
    said += parameters
    if old.law != new.law and not parameters:
        said.append("法规文件的词表或编码已修改")
    if old.software != new.software:
        said.append(turned("软件版本", old.software, new.software))
    return said


def _parameters_changed(old: Side, new: Side) -> list[str]:
    before, after = ({one["name"]: one for one in side.parameters} for side in (old, new))
    return [
        turned(f"{title_of(name)}的“{key_of(name, key)}”", shown_value(was), shown_value(becomes))
        + f"（{clause_label(after[name]['clause'])}）"
        for name in after
        if name in before
        for key, becomes in after[name]["values"].items()
        if key not in BESIDE and (was := before[name]["values"].get(key, "")) != becomes
    ]


def _only_in(one: EvaluationResult, other: EvaluationResult) -> tuple[Finding, ...]:
    there = {(finding.code, finding.message) for finding in other.findings}
    return tuple(finding for finding in one.findings if (finding.code, finding.message) not in there)


def _score(one: IndicatorScore | None) -> str:
    if one is None:
        return "无"
    if one.excluded:
        return "不适用"
    return "没有得分" if one.final.value is None else f"{one.final.value:f}"
