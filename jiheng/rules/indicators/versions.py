"""Two versions of an indicator system side by side: what came, what went, what changed, where points moved."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from jiheng.rules.figures import plain
from jiheng.rules.indicators.shapes import Indicator, TargetCandidate

LABELS = {
    "code": "编号",
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "points": "分值",
    "part": "子项目",
    "level1_points": "一级权重",
    "level2_points": "二级权重",
    "side": "对应单位",
    "aspects": "涉及方面",
    "basis": "指标依据",
    "purpose": "对应初衷",
    "period": "适用周期",
    "is_matching_fund": "配套资金到位",
    "on_total_investment": "总投资口径",
    "target": "目标值",
    "target_source": "目标值来源",
    "target_document": "来源文件",
    "unreasonable_reason": "不合理理由",
    "candidates": "候选目标值",
    "method": "计分方法",
    "parameters": "参数",
    "caliber": "指标解释（口径）",
    "formula": "计算公式",
    "condition": "得分条件",
    "deduction": "扣分规则",
    "weight_reason": "权重说明",
    "data_source": "数据来源",
}
"""Every field people compare, in the order of the table; where a row stands is not a difference."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as people read it; empty is “—”."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """An indicator that stands in both versions with other contents."""

    before: Indicator
    after: Indicator
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class PointsMove:
    """Points of one indicator before and after, in 分; 0 where it does not stand."""

    part: str
    name: str
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that differs. ``reordered`` says that what stands in both versions stands in another order."""

    added: tuple[Indicator, ...]
    removed: tuple[Indicator, ...]
    changed: tuple[IndicatorChange, ...]
    moves: tuple[PointsMove, ...]
    reordered: bool

    @property
    def any(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.reordered)


def differences(old: Sequence[Indicator], new: Sequence[Indicator]) -> Differences:
    """Compare two versions. Rows are matched by part and code, the rest by part and name."""
    pairs = _matched(old, new)
    before = {place: old[place] for place in range(len(old)) if place not in {one for one, _ in pairs}}
    after = {place: new[place] for place in range(len(new)) if place not in {other for _, other in pairs}}
    changed = [
        IndicatorChange(old[one], new[other], fields_changed)
        for one, other in pairs
        if (fields_changed := changed_fields(old[one], new[other]))
    ]
    moves = [PointsMove(new[other].part, new[other].name, old[one].points, new[other].points) for one, other in pairs]
    moves += [PointsMove(row.part, row.name, row.points, Decimal(0)) for row in before.values()]
    moves += [PointsMove(row.part, row.name, Decimal(0), row.points) for row in after.values()]
    return Differences(
        tuple(after.values()),
        tuple(before.values()),
        tuple(changed),
        tuple(move for move in moves if move.difference),
        [one for one, _ in pairs] != sorted(one for one, _ in pairs),
    )


def changed_fields(before: Indicator, after: Indicator) -> tuple[FieldChange, ...]:
    """The fields that differ between two rows, in the order of the table."""
    names = [one.name for one in fields(Indicator)]
    return tuple(
        FieldChange(name, LABELS[name], shown_field(getattr(before, name)), shown_field(getattr(after, name)))
        for name in names
        if name in LABELS and getattr(before, name) != getattr(after, name)
    )


def shown_field(value: object) -> str:
    """A field as people read it; empty is “—”."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, TargetCandidate):
        return f"{value.source.value}：{value.value}{f'（{value.document}）' if value.document else ''}"
    if isinstance(value, tuple):
        return "；".join(map(shown_field, value)) or "—"
    return "—" if value is None or not str(value).strip() else str(value)


def _matched(old: Sequence[Indicator], new: Sequence[Indicator]) -> list[tuple[int, int]]:
    """Places in the old and the new version that are one indicator, in the order of the new one."""
    found: dict[int, int] = {}
    for key in (_by_code, _by_name):
        waiting = {key(row): place for place, row in reversed(list(enumerate(old))) if place not in found.values()}
        for place, row in enumerate(new):
            if place not in found and all(key(row)) and key(row) in waiting:
                found[place] = waiting.pop(key(row))
    return [(found[place], place) for place in sorted(found)]


def _by_code(row: Indicator) -> tuple[str, ...]:
    return (f"子项目{row.part}", row.code.strip())


def _by_name(row: Indicator) -> tuple[str, ...]:
    return (f"子项目{row.part}", row.level2.strip(), row.name.strip())
