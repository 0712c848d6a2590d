"""Which side of a target is better: from its sign, from its name, and whether the two agree."""

from jiheng.rules.clause import clause
from jiheng.rules.recheck.cells import is_blank, mark
from jiheng.rules.recheck.results import Mark
from jiheng.rules.recheck.shapes import IndicatorRow
from jiheng.rules.targets.direction import DirectionDoubt, direction_doubt
from jiheng.rules.targets.shapes import Actual, Direction, DirectionSource, Target, TargetKind
from jiheng.rules.targets.vocabulary import words

MEASURED = (TargetKind.QUANTITATIVE, TargetKind.RANGE)


@clause("mof2020-10/4.2")
def sign_marks(row: IndicatorRow, target: Target, actual: Actual) -> list[Mark]:
    if target.kind is TargetKind.COMPOUND:
        message = f"“{row.name.text}”的目标“{target.raw}”含多个数值，不能当一个指标复算，请拆开设置"
        return [mark("W-R-34", message, row.target)]
    if target.kind not in MEASURED:
        return []
    doubt = direction_doubt(target, row.name.text, row.level2.text)
    if doubt is DirectionDoubt.REVERSED:
        return [_reverse_mark(row, target)]
    if doubt is DirectionDoubt.SUSPICIOUS:
        return [_suspicious_mark(row, target)]
    return _direction_marks(row, target, actual)


@clause("mof2020-10/4.2")
def _direction_marks(row: IndicatorRow, target: Target, actual: Actual) -> list[Mark]:
    """Say where the direction came from, or that it could not be told."""
    if target.direction_from is DirectionSource.MEANING and not target.comparator:
        message = f"目标“{target.raw}”没有符号，作{target.direction.label}指标复算：{target.direction_reason}"
        return [mark("N-R-22", message, row.target)]
    same = actual.value is not None and actual.value == target.value
    if target.direction is Direction.UNKNOWN and not same:
        message = f"目标“{target.raw}”没有符号，从“{row.name.text}”也看不出越高越好还是越低越好，没有复算"
        return [mark("W-R-24", message, row.target)]
    if target.direction is Direction.UNKNOWN:
        message = f"目标“{target.raw}”没有符号，也看不出方向；实际与目标相等，两种方向都达成"
        return [mark("N-R-22", message, row.target)]
    if target.direction is Direction.EXACT and actual.value is not None and not same:
        message = f"目标“{target.raw}”用“＝”，名称看不出越高越好还是越低越好，按与目标的差距复算；请写明“≥”或“≤”"
        return [mark("W-R-36", message, row.target)]
    return []


@clause("ats2023/3.5.2")
def measure_marks(row: IndicatorRow, target: Target) -> list[Mark]:
    """Words that state a wish, or list the choices without choosing, measure nothing."""
    if target.kind is not TargetKind.QUALITATIVE:
        return []
    said = target.raw.removeprefix("定性").strip("：: ")
    if said in words("vague", "menus"):
        message = f"“{row.name.text}”的目标“{target.raw}”只列了档位，没有选定一档，无法衡量"
        return [mark("W-A352-6", message, row.target)]
    if said in words("vague", "wishes") and is_blank(row.actual):
        message = f"“{row.name.text}”的目标“{target.raw}”只有愿望，没有评分标准，无法衡量"
        return [mark("W-A352-6", message, row.target)]
    return []


def _reverse_mark(row: IndicatorRow, target: Target) -> Mark:
    written = target.raw or target.comparator
    message = f"“{row.name.text}”看名称是越低越好，目标却写“{written}”，方向写反，应改为“≤”或“＝0”"
    return mark("E-R-08", message, row.comparator if row.comparator else row.target)


def _suspicious_mark(row: IndicatorRow, target: Target) -> Mark:
    written = target.raw or target.comparator
    message = f"“{row.name.text}”看名称是越多越好，目标却写“{written}”，请核对符号；确有上限的在名称里写明"
    return mark("W-R-38", message, row.comparator if row.comparator else row.target)
