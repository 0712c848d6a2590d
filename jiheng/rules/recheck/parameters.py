"""Every number the recheck uses, read once per rulebook."""

from dataclasses import dataclass
from decimal import Decimal

from jiheng.rules.law import NotSet, Rulebook


@dataclass(frozen=True, slots=True)
class RecheckParameters:
    """``rules`` is the instrument's id; shares and rates are plain ratios, tolerances in 分, ratio and 万元."""

    rules: str
    execution_points: Decimal
    floor_rate: Decimal
    level_points: dict[str, Decimal]
    total_points: Decimal
    grade_floors: tuple[tuple[str, Decimal], ...]
    band_floors: dict[str, Decimal]
    over_threshold: Decimal
    equal_by_meaning: bool
    score_tolerance: Decimal
    rate_tolerance: Decimal
    money_tolerance: Decimal
    single_weight_share: Decimal
    cost_deviation: Decimal
    low_execution: Decimal
    reason_below_rate: Decimal | None
    """Below this execution rate a reason is asked even without points; None where no instrument names a rate."""


def recheck_parameters(book: Rulebook) -> RecheckParameters:
    """Read the parameters in force; raises ``NotSet`` when the instrument chain lacks one."""
    floors = book.entry("grade_floors")
    bands = book.entry("qualitative_bands")
    levels = book.entry("level_points")
    tolerance = book.entry("tolerance")
    execution = book.entry("execution")
    return RecheckParameters(
        rules=book.id,
        execution_points=execution.decimal("points"),
        floor_rate=execution.decimal("floor_rate"),
        level_points={
            key: levels.decimal(key)
            for key in ("output", "benefit", "satisfaction", "benefit_and_satisfaction")
            if key in levels.values
        },
        total_points=levels.decimal("total"),
        grade_floors=(
            ("优", floors.decimal("excellent")),
            ("良", floors.decimal("good")),
            ("中", floors.decimal("fair")),
            ("差", Decimal(0)),
        ),
        band_floors={key: bands.decimal(key) for key in ("reached", "partly", "missed")},
        over_threshold=book.entry("over_achievement").decimal("threshold"),
        equal_by_meaning=book.entry("equal_reading").text("reading") == "by_meaning",
        score_tolerance=tolerance.decimal("score"),
        rate_tolerance=tolerance.decimal("rate"),
        money_tolerance=tolerance.decimal("money_per_row"),
        single_weight_share=book.entry("single_weight").decimal("share_of_level"),
        cost_deviation=book.entry("quantity_cost").decimal("deviation"),
        low_execution=book.entry("low_execution").decimal("rate"),
        reason_below_rate=_reason_below_rate(book),
    )


def _reason_below_rate(book: Rulebook) -> Decimal | None:
    try:
        return book.entry("reason_below_rate").decimal("execution_rate")
    except NotSet:
        return None
