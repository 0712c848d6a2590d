"""How an indicator is worded: sign, unit, name and class against its target and actual value."""

import re
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.figures import HUNDRED, exact, percent, plain
from jiheng.rules.recheck.cells import is_blank, mark
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.recheck.results import Mark, ReadRow
from jiheng.rules.recheck.row_direction import MEASURED, measure_marks, sign_marks
from jiheng.rules.recheck.shapes import IndicatorRow
from jiheng.rules.targets.measured import is_capped
from jiheng.rules.targets.shapes import Actual, ActualKind, Direction, Target, TargetKind

PERCENT_IN_NAME = re.compile(r"[率度例](\d+(?:\.\d+)?)%")
UNIT_IN_NAME = re.compile(r"[（(][^（）()]*[（()）]\s*$")
MONEY_UNITS = ("元", "万元", "亿元")
MONEY_NAMES = ("资金金额", "资金额", "金额", "经费", "总投资")
NOUN_UNITS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("户数", ("户", "万户", "家")),
    ("人口数", ("人", "万人", "名", "人次", "口")),
    ("人数", ("人", "万人", "名", "人次", "位")),
    ("面积", ("亩", "万亩", "平方米", "㎡", "公顷", "平方公里", "m2", "万平方米")),
    ("里程", ("公里", "千米", "米", "km", "m")),
    ("次数", ("次", "场", "期", "次/年", "批次", "场次")),
)
EQUALS = ("=", "＝")
SHARE_NAMES = ("比例", "占", "率", "比重", "覆盖")
OUTPUT_WORDS = ("数量", "质量", "时效", "成本")
BENEFIT_WORDS = ("经济效益", "社会效益", "生态效益", "可持续影响", "可持续")
WORDS_OF_BAND = (ActualKind.BAND, ActualKind.MISSING, ActualKind.NOT_APPLICABLE, ActualKind.NONE_WORD)


def wording_marks(read: ReadRow, parameters: RecheckParameters) -> list[Mark]:
    """Everything about one row that can be said from its words, before any score is compared."""
    row, target, actual = read.row, read.target, read.actual
    return [
        *sign_marks(row, target, actual),
        *measure_marks(row, target),
        *_unit_marks(row, target, actual),
        *_name_marks(row, target),
        *_class_marks(row, target),
        *_actual_marks(row, target, actual),
        *_impossible_marks(row, target, actual),
        *_over_marks(row, target, actual, parameters),
    ]


@clause("mof2020-10/4.2")
def _unit_marks(row: IndicatorRow, target: Target, actual: Actual) -> list[Mark]:
    if actual.unit_mismatch:
        message = f"“{row.name.text}”的目标与实际完成值单位不一致（{actual.unit_mismatch}），不能比较，请统一单位"
        return [mark("W-R-10", message, row.actual)]
    if target.kind in MEASURED and target.unit.startswith("/"):
        message = f"“{row.name.text}”的目标“{target.raw}”只写了“{target.unit}”，缺金额单位“元”，按元读"
        return [mark("N-R-23", message, row.target)]
    if target.kind in MEASURED and not target.unit and target.value and not UNIT_IN_NAME.search(row.name.text):
        return [mark("N-R-23", f"“{row.name.text}”的目标“{target.raw}”没有单位", row.target)]
    return []


@clause("mof2020-10/4.2")
def _name_marks(row: IndicatorRow, target: Target) -> list[Mark]:
    name = row.name.text
    if target.kind not in MEASURED or target.value is None:
        return []
    stated = PERCENT_IN_NAME.search(name)
    if stated and target.unit == "%" and Decimal(stated.group(1)) != target.value:
        message = f"指标名称写{stated.group(1)}%，目标却是“{target.raw}”，两处不一致"
        return [mark("W-R-17", message, row.target)]
    if target.unit == "%" and any(word in name for word in SHARE_NAMES):
        return []
    for noun, units in NOUN_UNITS:
        if noun in name and target.unit and target.unit not in units:
            message = f"“{name}”应以{units[0]}计，目标的单位是“{target.unit}”，名称与单位不符"
            return [mark("W-R-17", message, row.target)]
    return []


@clause("mof2020-10/3.6")
def _class_marks(row: IndicatorRow, target: Target) -> list[Mark]:
    level1, level2, name = row.level1.text, row.level2.text, row.name.text
    if "产出" in level1 and any(word in level2 for word in BENEFIT_WORDS):
        message = f"“{level2}”属于效益指标，却列在“{level1}”下"
        return [mark("W-R-20", message, row.level2)]
    if "效益" in level1 and any(level2.startswith(word) for word in OUTPUT_WORDS):
        message = f"“{level2}”属于产出指标，却列在“{level1}”下"
        return [mark("W-R-20", message, row.level2)]
    if "数量" in level2 and any(word in name for word in MONEY_NAMES) and target.kind in MEASURED:
        return [mark("W-R-20", f"“{name}”是资金额，属于成本指标，不是数量指标", row.level2)]
    return []


@clause("mof2020-10/4.2", "mof2020-10/4.3")
def _actual_marks(row: IndicatorRow, target: Target, actual: Actual) -> list[Mark]:
    if actual.value is not None and (actual.copied or actual.raw[:1] in EQUALS):
        message = f"“{row.name.text}”的实际完成值“{actual.raw}”照抄目标的符号和数，请改填实际完成的数"
        return [mark("W-R-16", message, row.actual)]
    if target.kind is TargetKind.QUALITATIVE and actual.kind not in WORDS_OF_BAND and is_blank(row.reason):
        message = f"“{row.name.text}”是定性指标，“{actual.raw}”没有写明属哪一档，也没有说明"
        return [mark("N-R-11", message, row.actual)]
    if actual.kind is ActualKind.NONE_WORD:
        message = f"“{row.name.text}”的实际完成值写“无”，须由人工判定是0、未实施还是不适用"
        return [mark("W-R-37", message, row.actual)]
    return []


@clause("mof2020-10/4.2")
def _impossible_marks(row: IndicatorRow, target: Target, actual: Actual) -> list[Mark]:
    """295% of a 满意度: a rate that cannot pass 100% was filled with more."""
    if not _impossible(row, target, actual) or actual.value is None:
        return []
    message = f"“{row.name.text}”不会超过100%，实际却填{plain(actual.value)}%，请核对是否多写了数字或符号"
    return [mark("W-R-40", message, row.actual)]


def _impossible(row: IndicatorRow, target: Target, actual: Actual) -> bool:
    wanted, reached = target.value, actual.value
    if target.unit != "%" or actual.unit_mismatch or wanted is None or reached is None:
        return False
    return wanted <= HUNDRED < reached and is_capped(row.name.text)


@clause("mof2020-10/4.2.1")
def _over_marks(row: IndicatorRow, target: Target, actual: Actual, parameters: RecheckParameters) -> list[Mark]:
    """A target far below (or a cost ceiling far above) what was reached, with no reason given.

    Reading taken: a ceiling counts only when it is money, since a rate of 0 is what a ceiling hopes for.
    """
    if target.kind is not TargetKind.QUANTITATIVE or not target.value or actual.value is None or actual.copied:
        return []
    if actual.unit_mismatch or _impossible(row, target, actual) or not is_blank(row.reason):
        return []
    wanted, reached = exact(target.value), exact(actual.value)
    if target.direction is Direction.CEILING and "元" in target.unit and reached > 0:
        deviation = (wanted - reached) / wanted
    elif target.direction is Direction.FLOOR:
        deviation = (reached - wanted) / wanted
    else:
        return []
    if deviation <= exact(parameters.over_threshold):
        return []
    share = percent(reached / wanted)
    loose = "偏高" if target.direction is Direction.CEILING else "偏低"
    message = (
        f"“{row.name.text}”目标{plain(target.value)}{target.unit}、实际{plain(actual.value)}{target.unit}，"
        f"为目标的{share}，没有说明原因；目标定得明显{loose}的，按偏离度调减得分"
    )
    return [mark("W-R-09", message, row.actual)]
