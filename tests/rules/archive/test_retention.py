"""How long evaluation files are kept."""

from datetime import date

import pytest

from jiheng.rules.archive.retention import (
    Material,
    check_retention,
    retention_for,
    retention_reading_for,
    retention_years,
)
from jiheng.rules.finding import Outcome
from jiheng.rules.law import rulebook

READING = retention_reading_for(rulebook("ats2023", date(2024, 1, 1)))
pytestmark = pytest.mark.clause("ats2023/3.9.2.d", "mof2020-10/5.5")


@pytest.mark.parametrize("material", Material)
def test_named_and_added_important_material_is_kept_ten_years_the_rest_five(material: Material) -> None:
    important = {Material.BASE_REPORT, Material.EVALUATION_REPORT, Material.VERIFICATION}
    assert retention_years(material, READING) == (10 if material in important else 5)


def test_the_longest_of_law_and_contract_holds() -> None:
    assert retention_years(Material.OTHER, READING, 30, 8) == 30
    assert retention_years(Material.EVALUATION_REPORT, READING, 5) == 10


@pytest.mark.parametrize(
    ("archived_on", "starts", "ends"),
    [
        (date(2024, 1, 1), date(2025, 1, 1), date(2029, 12, 31)),
        (date(2024, 12, 31), date(2025, 1, 1), date(2029, 12, 31)),
        (date(2025, 1, 1), date(2026, 1, 1), date(2030, 12, 31)),
    ],
)
def test_the_period_starts_with_the_year_after_filing(archived_on: date, starts: date, ends: date) -> None:
    kept = retention_for(archived_on, 5)
    assert (kept.starts, kept.ends, kept.years) == (starts, ends, 5)


@pytest.mark.parametrize(
    ("material", "years", "outcome"),
    [
        (Material.EVALUATION_REPORT, 10, Outcome.PASSED),
        (Material.EVALUATION_REPORT, 9, Outcome.FAILED),
        (Material.QUESTIONNAIRE, 5, Outcome.PASSED),
        (Material.QUESTIONNAIRE, 4, Outcome.FAILED),
        (Material.QUESTIONNAIRE, 30, Outcome.PASSED),
    ],
)
def test_fewer_years_than_the_law_asks_are_refused(material: Material, years: int, outcome: Outcome) -> None:
    finding = check_retention(material, years, READING)
    assert (finding.outcome, finding.code) == (outcome, "E-A392-d")
