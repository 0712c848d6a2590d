"""Are the points of a form well distributed, and what must the weights of an evaluation come to?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.figures import exact, plain
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.explanation import share
from jiheng.rules.scoring.totals import check_points_total

CLAUSE = "mof2020-10/4.12"
LEVEL_LABELS = {
    "execution": "预算执行率",
    "output": "产出指标",
    "benefit": "效益指标",
    "satisfaction": "满意度指标",
    "benefit_and_satisfaction": "效益指标和满意度指标",
}
LEVELS_COVERED = {"benefit_and_satisfaction": ("benefit", "satisfaction")}


@dataclass(frozen=True, slots=True)
class Weighted:
    """One third-level indicator: ``level`` is a key of the level points, ``points`` in 分."""

    level: str
    name: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class LevelPoints:
    """What each first level is worth, the whole, and the share of a level one indicator may hold."""

    levels: Mapping[str, Decimal]
    whole: Decimal
    single_share: Decimal


@dataclass(frozen=True, slots=True)
class EvaluationWeights:
    """``whole`` in 分; 产出 and 效果 together below ``output_and_effect`` ask for a word."""

    whole: Decimal
    output_and_effect: Decimal


def level_points_for(book: Rulebook) -> LevelPoints:
    entry = book.entry("level_points")
    levels = {key: entry.decimal(key) for key in LEVEL_LABELS if key in entry.values}
    return LevelPoints(levels, entry.decimal("total"), book.entry("single_weight").decimal("share_of_level"))


def evaluation_weights_for(book: Rulebook) -> EvaluationWeights:
    entry = book.entry("indicator_weights")
    return EvaluationWeights(entry.decimal("total"), entry.decimal("output_and_effect"))


@clause(CLAUSE)
def check_self_evaluation_weights(rows: Sequence[Weighted], expected: LevelPoints) -> tuple[Finding, ...]:
    """Points add up to the whole, each level to its share, every row above zero, no row more than half a level.

    Only what is wrong is returned.
    """
    total = check_points_total([row.points for row in rows], expected.whole)
    found = [total] if total.outcome is Outcome.FAILED else []
    for level, due in expected.levels.items():
        held = sum((row.points for row in rows if row.level in _covered(level)), Decimal(0))
        if held != due:
            found.append(failed("W-R-26", f"{LEVEL_LABELS[level]}分值合计{plain(held)}，规则包为{plain(due)}"))
    found += [failed("E-S-24", f"指标“{row.name}”的分值须大于0") for row in rows if row.points <= 0]
    return (*found, *_heavy_rows(rows, expected.single_share))


def _covered(level: str) -> tuple[str, ...]:
    return LEVELS_COVERED.get(level, (level,))


def _heavy_rows(rows: Sequence[Weighted], single_share: Decimal) -> list[Finding]:
    """Rows above their share of the level; the execution rate is a level of one row by design."""
    found: list[Finding] = []
    for row in rows:
        level = sum((other.points for other in rows if other.level == row.level), Decimal(0))
        if row.level == "execution" or level <= 0 or exact(row.points) <= exact(level) * exact(single_share):
            continue
        part = share(exact(row.points) / exact(level))
        found.append(failed("N-R-30", f"指标“{row.name}”占本一级分值的{part}，超过{share(single_share)}，请确认"))
    return found
