"""No material, no points; thin material, fewer points."""

from decimal import Decimal

import pytest

from jiheng.rules.evidence.gate import (
    Evidence,
    Judgement,
    Nature,
    Sufficiency,
    check_attached,
    check_source,
    gate,
    suggested_deduct,
    supports_points,
)
from jiheng.rules.explained import Score
from jiheng.rules.finding import Outcome
from jiheng.rules.scoring.quantitative import score_floor
from jiheng.rules.scoring.yes_no import score_yes_no

D = Decimal
FULL = score_yes_no(True, D(6))
PRIMARY = [Evidence("001", Nature.PRIMARY)]
SUFFICIENT = Judgement(Sufficiency.SUFFICIENT)
pytestmark = pytest.mark.clause("cq2023-7/23", "mof2020-10/4.4")


def codes(score: Score) -> list[str]:
    return [finding.code for finding in score.findings]


@pytest.mark.parametrize(
    ("nature", "supports", "source"),
    [
        (Nature.PRIMARY, True, Outcome.PASSED),
        (Nature.SUPERVISORY, True, Outcome.PASSED),
        (Nature.ENTITY_SUMMARY, False, Outcome.FAILED),
        (Nature.IMPLEMENTER_SUMMARY, False, Outcome.FAILED),
        (Nature.THIRD_PARTY_DRAFT, False, Outcome.FAILED),
        (Nature.CONSULTATION, False, Outcome.PASSED),
    ],
)
def test_only_first_hand_material_and_supervisors_support_points(
    nature: Nature, supports: bool, source: Outcome
) -> None:
    evidence = Evidence("001", nature)
    assert supports_points(evidence) is supports
    assert check_source(evidence).outcome is source
    assert (gate(FULL, [evidence], SUFFICIENT).value == D("6.00")) is supports


@pytest.mark.parametrize("nature", Nature)
def test_a_lead_supports_nothing_and_breaks_nothing(nature: Nature) -> None:
    lead = Evidence("001", nature, as_lead=True)
    assert check_source(lead).outcome is Outcome.NOT_APPLICABLE
    assert gate(FULL, [lead], SUFFICIENT).value == D("0.00")


def test_no_material_is_zero_whatever_was_judged() -> None:
    for judgement in (None, SUFFICIENT, Judgement(Sufficiency.INSUFFICIENT, D(1), "缺合同")):
        score = gate(FULL, [], judgement)
        assert (score.value, codes(score)) == (D("0.00"), ["E-B23-1"])


def test_a_claim_of_zero_without_material_breaks_nothing() -> None:
    score = gate(score_yes_no(False, D(6)), [])
    assert (score.value, codes(score)) == (D("0.00"), [])


def test_a_score_without_a_figure_is_zero_without_material_and_open_with_it() -> None:
    blank = score_floor(D(5), None, D(6))
    assert gate(blank, []).value == D("0.00")
    assert gate(blank, PRIMARY, SUFFICIENT).value is None


def test_a_forbidden_source_beside_first_hand_material_is_still_named() -> None:
    score = gate(FULL, [*PRIMARY, Evidence("002", Nature.ENTITY_SUMMARY)], SUFFICIENT)
    assert (score.value, codes(score)) == (D("6.00"), ["E-B23-2"])


@pytest.mark.parametrize(
    "judgement",
    [
        None,
        Judgement(Sufficiency.INSUFFICIENT),
        Judgement(Sufficiency.INSUFFICIENT, D(0), "缺合同"),
        Judgement(Sufficiency.INSUFFICIENT, D(-1), "缺合同"),
        Judgement(Sufficiency.INSUFFICIENT, D(1), " "),
    ],
)
def test_sufficiency_has_to_be_judged_with_a_deduction_and_a_reason(judgement: Judgement | None) -> None:
    score = gate(FULL, PRIMARY, judgement)
    assert (score.value, codes(score)) == (None, ["E-B23-3"])


@pytest.mark.parametrize(("deduct", "value"), [("0.01", "5.99"), ("6", "0.00"), ("7", "0.00")])
def test_a_deduction_never_goes_below_zero(deduct: str, value: str) -> None:
    judgement = Judgement(Sufficiency.INSUFFICIENT, D(deduct), "缺合同")
    assert gate(FULL, PRIMARY, judgement).value == D(value)


def test_the_deduction_comes_off_the_unrounded_score() -> None:
    two_thirds = score_floor(D(3), D(2), D(10))
    score = gate(two_thirds, PRIMARY, Judgement(Sufficiency.INSUFFICIENT, D(1), "缺合同"))
    assert score.value == D("5.67")
    assert "6.666666…-1=5.666666…" in score.steps[-2].text


def test_the_steps_before_the_gate_stay_in_front() -> None:
    score = gate(FULL, PRIMARY, SUFFICIENT)
    assert score.steps[: len(FULL.steps)] == FULL.steps
    assert score.clauses == ("mof2020-10/4.2", "cq2023-7/23", "mof2020-10/4.4")


@pytest.mark.parametrize(
    ("points", "due", "missing", "deduct"),
    [("8", 4, 1, "2.00"), ("8", 3, 1, "2.67"), ("8", 4, 0, "0.00"), ("8", 4, 4, "8.00")],
)
def test_the_suggested_deduction_follows_what_is_missing(points: str, due: int, missing: int, deduct: str) -> None:
    assert suggested_deduct(D(points), due, missing) == D(deduct)


@pytest.mark.parametrize(("due", "missing"), [(0, 0), (4, 5), (4, -1)])
def test_nothing_is_suggested_without_a_sensible_count(due: int, missing: int) -> None:
    assert suggested_deduct(D(8), due, missing) is None


@pytest.mark.parametrize(
    ("evidence", "confirmed", "outcome"),
    [
        (PRIMARY, False, Outcome.PASSED),
        ([], True, Outcome.NOT_APPLICABLE),
        ([], False, Outcome.FAILED),
    ],
)
def test_every_indicator_has_material_or_a_confirmed_zero(
    evidence: list[Evidence], confirmed: bool, outcome: Outcome
) -> None:
    finding = check_attached(evidence, confirmed_zero=confirmed)
    assert (finding.outcome, finding.act) == (outcome, "进入报告")
