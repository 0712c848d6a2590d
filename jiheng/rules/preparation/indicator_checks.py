"""The rules on indicators and on splitting, asked of one preparation."""

from jiheng.rules.evaluation.split import split_reading_for
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
from jiheng.rules.indicators.split import check_own_indicators, check_part_shares, check_split
from jiheng.rules.indicators.systems import System, systems_of
from jiheng.rules.indicators.target_checks import check_targets, check_total_investment
from jiheng.rules.indicators.targets import target_rows
from jiheng.rules.indicators.weights import (
    check_part_weights,
    check_weight_reasons,
    check_weights,
    weights_are_whole,
)
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.result import IndicatorsResult
from jiheng.rules.preparation.scope import DIRECTIVE
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.scoring.weights import evaluation_weights_for


def check_indicators(preparation: Preparation, book: Rulebook) -> list[Finding]:
    """B-10 and B-11; nothing is asked when the directive was not chosen."""
    project, rows = preparation.project, preparation.indicators
    if not project.uses(DIRECTIVE):
        return []
    systems = systems_of(rows, preparation.parts)
    expected, reading = evaluation_weights_for(book), split_reading_for(book)
    return [
        *check_basis(rows),
        *check_period(rows),
        *check_four_classes(systems),
        *check_decision_levels(systems),
        *check_management_levels(systems),
        *check_either_side(systems, project),
        *check_aspects(systems),
        *check_output_and_effect(systems, project),
        *check_matching_funds(systems, project),
        *check_targets(rows),
        *check_total_investment(rows, project),
        *check_scoring_rules(rows, year=project.budget_year),
        *check_readable_rules(rows),
        *check_weights(systems, expected),
        *check_weight_reasons(systems, expected),
        *check_part_weights(preparation.parts, expected),
        *check_split(preparation.lines, preparation.parts, reading),
        *check_part_shares(preparation.lines, preparation.parts, reading),
        *check_own_indicators(preparation.parts, rows),
    ]


def indicators_result(preparation: Preparation, book: Rulebook) -> IndicatorsResult:
    """Weights, what is missing and the targets, for the screen and the JSON."""
    systems = systems_of(preparation.indicators, preparation.parts)
    missing = [f"{_prefix(system)}{name}" for system in systems for name in _missing(system, preparation)]
    return IndicatorsResult(
        weights_are_whole(systems, evaluation_weights_for(book)),
        tuple(missing),
        target_rows(preparation.indicators),
    )


def _missing(system: System, preparation: Preparation) -> list[str]:
    sides = [] if preparation.project.same_unit else missing_sides(system)
    return [*missing_classes(system), *missing_levels(system), *sides]


def _prefix(system: System) -> str:
    return f"{system.part}：" if system.part else ""
