"""指标修正: late in the work an indicator may be mended, with a reason and as a version of its own (第二十六条)."""

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.evidence.analysis_shapes import Amendment, Collected
from jiheng.rules.figures import percent
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook

CLAUSE = "cq2023-7/26"
PREPARING, REPORTING = "PREPARE", "REPORT"
"""Two of the phases of an evaluation, as ``preparation.phases.Phase`` names them."""


def collected_rate_for(book: Rulebook) -> Decimal:
    """The share of values that has to be collected before it is late enough."""
    return book.entry("correction_stage").decimal("collected_rate")


@clause(CLAUSE)
def collected_share(collected: Collected) -> Fraction | None:
    """Values collected over values due; ``None`` when none are due."""
    return Fraction(collected.filled, collected.due) if collected.due > 0 else None


@clause(CLAUSE)
def check_amendment(
    amendment: Amendment, phase: str, versions: Collection[int], collected: Collected, rate: Decimal
) -> list[Finding]:
    """Everything asked of mending an indicator, in the order of the codes. ``versions`` are those there already."""
    if phase == PREPARING:
        said = "评价准备环节直接修改指标，不是指标修正"
        return [not_applicable(code, said) for code in ("E-B26-1", "E-B26-2", "E-B26-3", "W-B26-4")]
    return [
        check_reason(amendment),
        check_stage(amendment, phase),
        check_version(amendment, versions),
        check_collected(collected, rate, amendment.where),
    ]


@clause(CLAUSE)
def check_reason(amendment: Amendment) -> Finding:
    """Mending an indicator has a reason."""
    if amendment.reason.strip():
        return passed("E-B26-1", where=amendment.where)
    return failed("E-B26-1", f"修正指标“{amendment.indicator}”没有写理由。请填写", where=amendment.where)


@clause(CLAUSE)
def check_stage(amendment: Amendment, phase: str) -> Finding:
    """Indicators are mended while the evaluation is carried out, not once the report is being written."""
    if phase != REPORTING:
        return passed("E-B26-2", where=amendment.where)
    message = f"评价已进入报告撰写，不能修正指标“{amendment.indicator}”。请先退回评价实施再修正"
    return failed("E-B26-2", message, where=amendment.where)


@clause(CLAUSE)
def check_version(amendment: Amendment, versions: Collection[int]) -> Finding:
    """What was mended is saved as a new version; the versions there already stay as they are."""
    new = amendment.new_version
    if new is not None and new != amendment.base_version and new not in versions:
        return passed("E-B26-3", f"另存为第{new}版", where=amendment.where)
    over = amendment.base_version if new is None else new
    message = f"修正指标“{amendment.indicator}”会覆盖指标体系第{over}版。请另存新版本，旧版本保留"
    return failed("E-B26-3", message, where=amendment.where)


@clause(CLAUSE)
def check_collected(collected: Collected, rate: Decimal, where: str = "") -> Finding:
    """It is late enough once most of the values are collected; before, a person confirms that it is."""
    share = collected_share(collected)
    if share is None:
        return not_applicable("W-B26-4", "没有应收集的基础信息，不计算收集率", where=where)
    said = f"基础信息应收集{collected.due:,}项，已收集{collected.filled:,}项，收集率{percent(share)}"
    if share >= rate:
        return passed("W-B26-4", said, where=where)
    message = f"{said}，不到{percent(rate)}。请确认已属实施后期再修正，或等资料收集得更多"
    return failed("W-B26-4", message, where=where)
