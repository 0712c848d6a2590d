"""Why a score came out otherwise: what was entered for one indicator, before and after, in plain words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

from jiheng.rules.clause import clause
from jiheng.rules.evidence.gate import Evidence
from jiheng.rules.figures import plain
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.rules.implementation.shapes import Measure, SufficiencyDecision, ValueKind
from jiheng.rules.indicators.formula.formula import parse
from jiheng.rules.indicators.formula.nodes import FormulaError
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.indicators.versions import changed_fields
from jiheng.rules.sampling.canonical import tidy

Rows: TypeAlias = Mapping[str, Any]
"""What was read for a score, by part; a part that is the same on both sides need not be there."""

TOLD: Final = 3
"""How many changes of one sort are told one by one; of more the number is said."""


@clause("cq2023-7/27", "cq2023-7/23")
def reasons_for(before: IndicatorScore, after: IndicatorScore, old: Rows, new: Rows) -> tuple[str, ...]:
    """Everything that was entered otherwise for an indicator: the indicator, its material, its values, decisions."""
    measure = _measure(after.indicator, new) or _measure(before.indicator, old)
    found = [
        *_amended(before.indicator, after.indicator),
        *_material(before, after, old, new),
        *_decided(before.decision, after.decision),
        *_excluded(before.excluded, after.excluded),
        *_measured(_measure(before.indicator, old), _measure(after.indicator, new)),
        *_told(_values(before.indicator, old, new)),
        *_told(_columns(measure, old, new)),
    ]
    if measure is not None and measure.kind is not ValueKind.WHOLE:
        found += [*points_changed(old, new), *funds_changed(old, new)]
    return tuple(found)


def points_changed(old: Rows, new: Rows) -> list[str]:
    """Which sample points were put in place of others or taken in; what else of the draw is different."""
    before, after = ({replace(one, where="") for one in rows.get("manual_points", ())} for rows in (old, new))
    said = [
        f"样本点“{one.replaces}”换成“{one.unit}”{_because(one.reason)}"
        if one.replaces
        else f"加选样本点“{one.unit}”{_because(one.reason)}"
        for one in new.get("manual_points", ())
        if replace(one, where="") not in before
    ]
    said += [
        f"不再用“{one.unit}”替换样本点“{one.replaces}”" if one.replaces else f"不再加选样本点“{one.unit}”"
        for one in old.get("manual_points", ())
        if replace(one, where="") not in after
    ]
    if old.get("sampling") != new.get("sampling"):
        said.append("抽样方案已修改")
    return _told(said)


def funds_changed(old: Rows, new: Rows) -> list[str]:
    """How many fund lines are different: their amounts are the weights of sample points."""
    before, after = old.get("lines", ()), new.get("lines", ())
    if len(before) != len(after):
        return [f"预算执行明细由{len(before)}行改为{len(after)}行"]
    changed = sum(one != other for one, other in zip(before, after, strict=True))
    return [f"预算执行明细有{changed}行的金额或其他栏目改了"] if changed else []


def turned(what: str, before: object, after: object) -> str:
    """What was one thing and is another now; nothing is 空白."""
    return f"{what}由“{_shown(before)}”改为“{_shown(after)}”"


def _amended(before: Indicator, after: Indicator) -> list[str]:
    fields = changed_fields(before, after)
    return _told(f"指标的{turned(one.label, one.before, one.after)}" for one in fields)


def _material(before: IndicatorScore, after: IndicatorScore, old: Rows, new: Rows) -> Iterator[str]:
    """Material that came, went or counts otherwise; and whether any is left that points may rest on."""
    held, has = ({one.number: one for one in score.evidence} for score in (before, after))
    yield from _told(_gone(number, new) for number in held if number not in has)
    yield from _told(_came(has[number], old) for number in has if number not in held)
    yield from _told(_recounted(held[number], has[number]) for number in has if number in held)
    if before.admissible and not after.admissible:
        yield "没有可用资料（E-B23-1）"


def _gone(number: str, new: Rows) -> str:
    listed = "materials" not in new or any(tidy(one.number) == number for one in new["materials"])
    return f"资料“{number}”{'不再对应这个指标，或没有写来源性质' if listed else '已不在清单'}"


def _came(one: Evidence, old: Rows) -> str:
    listed = "materials" not in old or any(tidy(each.number) == one.number for each in old["materials"])
    kind = "改为也对应这个指标" if listed else "新列入清单"
    return f"资料“{one.number}”（{one.nature.label}{'，只作线索' if one.as_lead else ''}）{kind}"


def _recounted(before: Evidence, after: Evidence) -> str:
    if before.nature is not after.nature:
        return turned(f"资料“{after.number}”的来源性质", before.nature.label, after.nature.label)
    if before.as_lead == after.as_lead:
        return ""
    return f"资料“{after.number}”{'改为只作线索' if after.as_lead else '不再只作线索'}"


def _decided(before: SufficiencyDecision | None, after: SufficiencyDecision | None) -> list[str]:
    said, says = _decision(before), _decision(after)
    return [turned("资料充分性", said, says)] if said != says else []


def _decision(one: SufficiencyDecision | None) -> str:
    if one is None or one.sufficient is None:
        return "没有评定"
    if one.sufficient:
        return "充分"
    return f"不充分，扣{plain(one.deduct) if one.deduct else '0'}分：{one.reason.strip() or '没有理由'}"


def _excluded(before: str, after: str) -> list[str]:
    if before == after:
        return []
    return [f"改为不适用：{after}"] if after else ["不再是不适用"]


def _measured(before: Measure | None, after: Measure | None) -> list[str]:
    said, says = _way(before), _way(after)
    return [turned("取数办法", said, says)] if said != says else []


def _way(one: Measure | None) -> str:
    if one is None:
        return ""
    formula = "／".join(text for text in (one.numerator, one.denominator) if text)
    limited = f"，只取{'、'.join(one.uses)}" if one.uses else ""
    return f"{one.kind.value}{f'：{formula}' if formula else ''}{limited}"


def _values(indicator: Indicator, old: Rows, new: Rows) -> Iterator[str]:
    """What was entered for the whole or for a point, where it is different."""
    before, after = (
        {tidy(row.point): (row.value.strip(), row.note.strip()) for row in _of(indicator, rows.get("values", ()))}
        for rows in (old, new)
    )
    for point in dict.fromkeys((*before, *after)):
        (said, note), (says, notes) = before.get(point, ("", "")), after.get(point, ("", ""))
        where = f"样本点“{point}”的指标值" if point else "整体评定"
        if said != says:
            yield turned(where, said, says)
        elif note != notes:
            yield turned(f"{where}的说明", note, notes)


def _columns(measure: Measure | None, old: Rows, new: Rows) -> Iterator[str]:
    """What was found at a point for a column the indicator counts by, where it is different."""
    names = _names(measure)
    before, after = (
        {(tidy(row.point), tidy(row.field)): row.value.strip() for row in rows.get("point_values", ())}
        for rows in (old, new)
    )
    for point, name in dict.fromkeys((*before, *after)):
        said, says = before.get((point, name), ""), after.get((point, name), "")
        if said != says and name in names:
            yield turned(f"样本点“{point}”的“{name}”", said, says)


def _names(measure: Measure | None) -> frozenset[str]:
    formulas = (measure.numerator, measure.denominator) if measure else ()
    try:
        return frozenset(tidy(name) for text in formulas if text.strip() for name in parse(text).names)
    except FormulaError:
        return frozenset()


def _measure(indicator: Indicator, rows: Rows) -> Measure | None:
    return next(iter(_of(indicator, rows.get("measures", ()))), None)


def _of(indicator: Indicator, rows: Iterable[Any]) -> list[Any]:
    """The rows of an indicator, which they name by code or by name."""
    meant = {tidy(indicator.code), tidy(indicator.name)}
    return [row for row in rows if tidy(row.indicator) in meant]


def _told(said: Iterable[str]) -> list[str]:
    listed = [one for one in said if one]
    return listed if len(listed) <= TOLD else [*listed[:TOLD], f"等{len(listed)}处"]


def _because(reason: str) -> str:
    return f"（{reason.strip()}）" if reason.strip() else ""


def _shown(value: object) -> str:
    text = str(value).strip()
    return "空白" if text in ("", "—") else text
