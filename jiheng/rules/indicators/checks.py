"""Every check of an indicator system and of splitting it, and the figures the checks stand on."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiheng.rules.evaluation.split import split_reading_for
from jiheng.rules.execution.shapes import FundLine
from jiheng.rules.finding import Finding
from jiheng.rules.indicators.grounds import check_basis, check_period
from jiheng.rules.indicators.required import (
    check_aspects,
    check_decision_levels,
    check_either_side,
    check_four_classes,
    check_management_levels,
    check_matching_funds,
    check_output_and_effect,
    missing_classes,
    missing_levels,
    missing_sides,
)
from jiheng.rules.indicators.rule_checks import check_readable_rules, check_scoring_rules
from jiheng.rules.indicators.shapes import Indicator, Part
from jiheng.rules.indicators.split import (
    UseAdvice,
    advice_for,
    check_own_indicators,
    check_part_shares,
    check_split,
)
from jiheng.rules.indicators.systems import ProjectFacts, System, systems_of
from jiheng.rules.indicators.target_checks import check_target_bases, check_total_investment
from jiheng.rules.indicators.targets import TargetRow, target_rows
from jiheng.rules.indicators.weights import (
    check_part_weights,
    check_weight_reasons,
    check_weights,
    weights_are_whole,
)
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.weights import evaluation_weights_for


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """What the result of a check shows of the indicators."""

    weights_ok: bool
    missing: tuple[str, ...]
    targets: tuple[TargetRow, ...]
    split: tuple[UseAdvice, ...]


def check_indicators(
    indicators: Sequence[Indicator],
    parts: Sequence[Part],
    lines: Sequence[FundLine],
    project: ProjectFacts,
    book: Rulebook,
) -> list[Finding]:
    """Every answer of 第十条 and 第十一条, in the order of their codes."""
    systems, expected = systems_of(indicators, parts), evaluation_weights_for(book)
    reading = split_reading_for(book)
    return [
        *check_basis(indicators),
        *check_period(indicators),
        *check_four_classes(systems),
        *check_decision_levels(systems),
        *check_management_levels(systems),
        *check_either_side(systems, project),
        *check_output_and_effect(systems, project),
        *check_matching_funds(systems, project),
        *check_target_bases(indicators),
        *check_total_investment(indicators, project),
        *check_scoring_rules(indicators, year=book.on.year),
        *check_weights(systems, expected),
        *check_part_weights(parts, expected),
        *check_aspects(systems),
        *check_readable_rules(indicators),
        *check_weight_reasons(systems, expected),
        *check_split(lines, parts, reading),
        *check_part_shares(lines, parts, reading),
        *check_own_indicators(parts, indicators),
    ]


def indicator_figures(
    indicators: Sequence[Indicator],
    parts: Sequence[Part],
    lines: Sequence[FundLine],
    project: ProjectFacts,
    book: Rulebook,
) -> IndicatorFigures:
    """The figures beside the findings: are the weights whole, what is missing, where targets come from, the split."""
    systems = systems_of(indicators, parts)
    return IndicatorFigures(
        weights_are_whole(systems, evaluation_weights_for(book)),
        tuple(missing for system in systems for missing in _missing(system, project)),
        target_rows(indicators),
        advice_for(lines, parts, split_reading_for(book)),
    )


def _missing(system: System, project: ProjectFacts) -> list[str]:
    sides = [] if project.same_unit else missing_sides(system)
    begins = f"{system.part}：" if system.part else ""
    return [f"{begins}{name}" for name in (*missing_classes(system), *missing_levels(system), *sides)]
