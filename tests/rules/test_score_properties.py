"""What holds for every score, whatever the figures."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.rules.appraisal.sheet import ReviewPoint, conclusion_floors_for, grade_rates_for, score_sheet
from jiheng.rules.evaluation.conclusion import Part, conclude
from jiheng.rules.evaluation.rollup import Sample, roll_up_by_funds, roll_up_sum
from jiheng.rules.evaluation.split import Impact, Purpose, split_reading_for, suggested_weights
from jiheng.rules.evidence.gate import Evidence, Judgement, Nature, Sufficiency, gate
from jiheng.rules.explained import Score
from jiheng.rules.figures import rounded
from jiheng.rules.law import rulebook
from jiheng.rules.scoring.dates import score_date
from jiheng.rules.scoring.deduction import (
    ControlRateReading,
    PartStep,
    score_control_rate,
    score_deduction,
)
from jiheng.rules.scoring.execution import score_execution
from jiheng.rules.scoring.grade import Grade, GradeOn, grade_floors_for, grade_for, graded
from jiheng.rules.scoring.largest_remainder import share_out
from jiheng.rules.scoring.not_applicable import Portion, merged_into_level, rescale
from jiheng.rules.scoring.qualitative import band_for, qualitative_bands_for, score_qualitative
from jiheng.rules.scoring.quantitative import score_ceiling, score_equal, score_floor, score_range
from jiheng.rules.scoring.satisfaction import (
    SatisfactionMethod,
    SatisfactionReading,
    score_satisfaction,
    score_satisfaction_rate,
)
from jiheng.rules.scoring.steps import Stage, score_steps
from jiheng.rules.scoring.totals import total_of
from jiheng.rules.scoring.yes_no import score_yes_no

DAY = date(2024, 6, 1)
NATIONAL = rulebook("mof2020-10", DAY)
FLOORS = grade_floors_for(NATIONAL)
BANDS = qualitative_bands_for(NATIONAL)
METHODS = [SatisfactionReading(method, Decimal("0.60"), 30, Decimal("0.80")) for method in SatisfactionMethod]

points = st.decimals("0.01", "100", places=2)
amounts = st.decimals("0", "100000", places=2)
targets = st.decimals("0.01", "100000", places=2)
ratios = st.decimals("0", "1", places=4)
part_steps = st.sampled_from(PartStep)


def inside(score: Score) -> bool:
    if score.value is None or score.raw is None:
        return score.value is None and score.raw is None
    return 0 <= score.value <= score.points and 0 <= score.raw <= score.points


def not_lower(better: Score, worse: Score) -> bool:
    assert inside(better)
    assert inside(worse)
    assert better.value is not None
    assert worse.value is not None
    return better.value >= worse.value


@pytest.mark.clause("mof2020-10/4.1")
@given(budget=targets, one=amounts, other=amounts, worth=points, floor_rate=ratios)
def test_spending_more_never_lowers_the_execution_score(
    budget: Decimal, one: Decimal, other: Decimal, worth: Decimal, floor_rate: Decimal
) -> None:
    low, high = sorted((one, other))
    more = score_execution(high, budget, worth, floor_rate=floor_rate)
    assert not_lower(more, score_execution(low, budget, worth, floor_rate=floor_rate))


@pytest.mark.clause("mof2020-10/4.2")
@given(target=targets, one=amounts, other=amounts, worth=points)
def test_a_better_figure_never_scores_lower(target: Decimal, one: Decimal, other: Decimal, worth: Decimal) -> None:
    low, high = sorted((one, other))
    assert not_lower(score_floor(target, high, worth), score_floor(target, low, worth))
    assert not_lower(score_ceiling(target, low, worth), score_ceiling(target, high, worth))
    near, far = sorted((one, other), key=lambda value: abs(value - target))
    assert not_lower(score_equal(target, near, worth), score_equal(target, far, worth))


@pytest.mark.clause("mof2020-10/4.2")
@given(low=targets, width=amounts, one=amounts, other=amounts, worth=points)
def test_moving_towards_a_range_never_scores_lower(
    low: Decimal, width: Decimal, one: Decimal, other: Decimal, worth: Decimal
) -> None:
    high = low + width
    below, nearer = sorted(min(value, low) for value in (one, other))
    assert not_lower(score_range(low, high, nearer, worth), score_range(low, high, below, worth))
    closer, above = sorted(high + value for value in (one, other))
    assert not_lower(score_range(low, high, closer, worth), score_range(low, high, above, worth))


@pytest.mark.clause("mof2020-10/4.2", "mof2020-10/4.2.2")
@given(
    target=st.decimals("-1000", "1000", places=2),
    actual=st.decimals("-1000", "1000", places=2),
    worth=points,
    strict=st.booleans(),
)
def test_no_figure_takes_a_score_out_of_its_points(
    target: Decimal, actual: Decimal, worth: Decimal, strict: bool
) -> None:
    scores = [
        score_floor(target, actual, worth, strict=strict),
        score_ceiling(target, actual, worth, strict=strict),
        score_equal(target, actual, worth),
        score_range(min(target, Decimal(5)), max(target, Decimal(5)), actual, worth),
    ]
    assert all(map(inside, scores))
    assert all(score.value is not None or score.findings for score in scores)


@pytest.mark.clause("mof2020-10/4.2.3")
@given(
    days=st.tuples(st.integers(-400, 400), st.integers(-400, 400)),
    every=st.integers(1, 60),
    minus=points,
    worth=points,
    part_step=part_steps,
)
def test_finishing_earlier_never_scores_lower(
    days: tuple[int, int], every: int, minus: Decimal, worth: Decimal, part_step: PartStep
) -> None:
    early, late = (
        score_date(DAY, DAY + timedelta(days=late), worth, every_days=every, minus=minus, part_step=part_step)
        for late in sorted(days)
    )
    assert not_lower(early, late)


@pytest.mark.clause("mof2020-10/4.3")
@given(one=ratios, other=ratios, worth=points)
def test_a_higher_rate_never_scores_lower(one: Decimal, other: Decimal, worth: Decimal) -> None:
    low, high = (
        score_qualitative(band_for(rate, BANDS), rate, worth, BANDS, reason="进度滞后")
        for rate in sorted((one, other))
    )
    assert not_lower(high, low)


@pytest.mark.clause("mof2020-10/4.7")
@pytest.mark.parametrize("reading", METHODS)
@given(valid=st.integers(1, 2000), data=st.data(), target=st.decimals("0.01", "1", places=4), worth=points)
def test_more_satisfied_people_never_score_lower(
    reading: SatisfactionReading, valid: int, data: st.DataObject, target: Decimal, worth: Decimal
) -> None:
    few, many = sorted(data.draw(st.lists(st.integers(0, valid), min_size=2, max_size=2)))
    more = score_satisfaction(many, valid, target, worth, reading)
    assert not_lower(more, score_satisfaction(few, valid, target, worth, reading))


@pytest.mark.clause("mof2020-10/4.11")
@given(pair=st.tuples(amounts, amounts), every=targets, minus=points, worth=points, part_step=part_steps)
def test_a_larger_excess_never_scores_higher(
    pair: tuple[Decimal, Decimal], every: Decimal, minus: Decimal, worth: Decimal, part_step: PartStep
) -> None:
    less, more = (
        score_deduction(excess, worth, every=every, minus=minus, part_step=part_step) for excess in sorted(pair)
    )
    assert not_lower(less, more)
    reading = ControlRateReading(Decimal(1), Decimal("0.01"), minus, part_step)
    low, high = (score_control_rate(rate / 1000, worth, reading) for rate in sorted(pair))
    assert not_lower(low, high)


@pytest.mark.clause("mof2020-10/4.11")
@given(one=amounts, other=amounts)
def test_reaching_a_higher_stage_never_scores_lower(one: Decimal, other: Decimal) -> None:
    stages = (Stage(Decimal(80), Decimal(5)), Stage(Decimal(70), Decimal(3)), Stage(Decimal(65), Decimal(1)))
    low, high = (score_steps(value, Decimal(5), stages) for value in sorted((one, other)))
    assert not_lower(high, low)


@pytest.mark.clause("mof2020-10/4.1", "mof2020-10/4.2", "mof2020-10/4.3", "mof2020-10/4.7", "mof2020-10/4.9")
@given(worth=points, target=targets)
def test_all_best_is_full_points_and_all_worst_is_zero(worth: Decimal, target: Decimal) -> None:
    control = ControlRateReading(Decimal(1), Decimal("0.01"), worth, PartStep.PROPORTIONAL)
    zero, one = Decimal(0), Decimal(1)
    best = [
        score_execution(target, target, worth),
        score_floor(target, target, worth),
        score_ceiling(target, target, worth),
        score_equal(target, target, worth),
        score_range(target, target, target, worth),
        score_date(DAY, DAY, worth),
        score_yes_no(True, worth),
        score_qualitative(band_for(one, BANDS), one, worth, BANDS),
        *(score_satisfaction_rate(Decimal("0.9"), Decimal("0.9"), worth, reading) for reading in METHODS),
        score_control_rate(one, worth, control),
        score_steps(target, worth, (Stage(target, worth),)),
    ]
    assert {score.value for score in best} == {worth}
    worst = [
        score_execution(zero, target, worth),
        score_floor(target, zero, worth),
        score_ceiling(zero, target, worth),
        score_equal(target, target * 2, worth),
        score_range(target, target, zero, worth),
        score_date(DAY, DAY + timedelta(days=1), worth, every_days=1, minus=worth),
        score_yes_no(False, worth),
        score_qualitative(band_for(zero, BANDS), zero, worth, BANDS, reason="没有实施"),
        *(score_satisfaction_rate(zero, Decimal("0.9"), worth, reading) for reading in METHODS),
        score_control_rate(Decimal("1.01"), worth, control),
        score_steps(zero, worth, (Stage(target, worth),)),
    ]
    assert {score.value for score in worst} == {Decimal("0.00")}


@pytest.mark.clause("mof2020-10/4.9")
@given(rates=st.lists(ratios, min_size=4, max_size=4))
def test_the_printed_total_is_the_sum_of_the_printed_rows(rates: list[Decimal]) -> None:
    scores = [
        score_floor(Decimal(1), rate, Decimal(worth)) for rate, worth in zip(rates, (10, 50, 30, 10), strict=True)
    ]
    assert total_of(scores).value == sum((score.value or Decimal(0) for score in scores), Decimal(0))


@pytest.mark.clause("mof2020-10/4.9", "cq2023-7/28")
@given(total=st.fractions(0, 100))
def test_the_grade_follows_the_printed_figure(total: Fraction) -> None:
    printed = rounded(total)
    assert grade_for(total, FLOORS) is grade_for(printed, FLOORS) is graded(total, FLOORS).grade
    unrounded = graded(total, FLOORS, GradeOn.EXACT)
    read_again = graded(unrounded.printed, FLOORS, GradeOn.EXACT)
    assert read_again.grade is unrounded.grade
    assert (unrounded.grade.value == "优") == (total >= 90)


@pytest.mark.clause("mof2020-10/4.4", "cq2023-7/23")
@given(earned=ratios, worth=points, deduct=points, natures=st.lists(st.sampled_from(Nature)))
def test_the_evidence_gate_never_raises_a_score(
    earned: Decimal, worth: Decimal, deduct: Decimal, natures: list[Nature]
) -> None:
    raw = score_floor(Decimal(1), earned, worth)
    evidence = [Evidence(f"{number:03}", nature) for number, nature in enumerate(natures)]
    for judgement in (Judgement(Sufficiency.SUFFICIENT), Judgement(Sufficiency.INSUFFICIENT, deduct, "缺合同")):
        let_through = gate(raw, evidence, judgement)
        assert not_lower(raw, let_through)
        if not {Nature.PRIMARY, Nature.SUPERVISORY} & set(natures):
            assert let_through.value == 0


@pytest.mark.clause("cq2023-7/27", "mof2020-10/4.5")
@given(
    rows=st.lists(st.tuples(ratios, amounts), min_size=1, max_size=8),
    order=st.randoms(use_true_random=False),
)
def test_the_roll_up_does_not_depend_on_the_order(rows: list[tuple[Decimal, Decimal]], order: Random) -> None:
    samples = [Sample(str(number), value, funds) for number, (value, funds) in enumerate(rows)]
    mixed = samples[:]
    order.shuffle(mixed)
    assert roll_up_sum(samples).value == roll_up_sum(mixed).value
    weighted = roll_up_by_funds(samples)
    assert weighted.value == roll_up_by_funds(mixed).value
    if weighted.value is not None:
        assert min(value for value, _ in rows) <= weighted.value <= max(value for value, _ in rows)


@pytest.mark.clause("cq2023-7/27")
@given(rows=st.lists(st.tuples(st.decimals(0, 100, places=2), targets), min_size=1, max_size=6))
def test_a_split_conclusion_lies_between_its_parts(rows: list[tuple[Decimal, Decimal]]) -> None:
    parts = [Part(str(number), total, funds) for number, (total, funds) in enumerate(rows)]
    forwards, backwards = conclude(parts, FLOORS), conclude(parts[::-1], FLOORS)
    assert (forwards.value, forwards.grade) == (backwards.value, backwards.grade)
    assert forwards.value is not None
    assert min(total for total, _ in rows) <= forwards.value <= max(total for total, _ in rows)


@pytest.mark.clause("mof2020-10/4.8")
@given(whole=points, weights=st.lists(amounts, min_size=1, max_size=12).filter(any))
def test_shares_add_up_exactly_and_stay_near_their_proportion(whole: Decimal, weights: list[Decimal]) -> None:
    parts = share_out(whole, weights)
    assert sum(parts) == whole
    for part, weight in zip(parts, weights, strict=True):
        assert abs(Fraction(part) - Fraction(whole) * Fraction(weight) / Fraction(sum(weights))) < Fraction(1, 100)


@pytest.mark.clause("mof2020-10/4.8")
@given(
    rows=st.lists(st.tuples(points, st.booleans()), min_size=1, max_size=8).filter(
        lambda rows: any(r[1] for r in rows)
    )
)
def test_merging_what_does_not_apply_keeps_the_level(rows: list[tuple[Decimal, bool]]) -> None:
    portions = [Portion(str(number), worth, applies) for number, (worth, applies) in enumerate(rows)]
    merged = merged_into_level(portions)
    assert isinstance(merged, tuple)
    assert sum(portion.points for portion in merged) == sum(worth for worth, _ in rows)
    for before, after in zip(portions, merged, strict=True):
        assert after.points >= before.points if before.applies else after.points == 0


@pytest.mark.clause("mof2020-10/4.8")
@given(applicable=points, part=ratios)
def test_a_rescaled_total_keeps_the_rate(applicable: Decimal, part: Decimal) -> None:
    earned = rounded(applicable * part)
    total = rescale(earned, applicable)
    assert inside(total)
    assert total.raw == Fraction(earned) / Fraction(applicable) * 100


@pytest.mark.clause("cq2023-7/11")
@given(rows=st.lists(st.tuples(targets, st.sampled_from(Impact)), min_size=1, max_size=6))
def test_suggested_weights_add_up_to_a_hundred(rows: list[tuple[Decimal, Impact]]) -> None:
    reading = split_reading_for(rulebook("cq2023-7", DAY))
    weights = suggested_weights([Purpose(str(n), funds, impact) for n, (funds, impact) in enumerate(rows)], reading)
    assert sum(weights) == Decimal("100.00")


@pytest.mark.clause("mof2020-10/4.10")
@given(grades=st.lists(st.sampled_from("优良中差"), min_size=20, max_size=20), place=st.integers(0, 19))
def test_a_better_grade_on_one_point_never_lowers_an_appraisal(grades: list[str], place: int) -> None:
    rates, floors = grade_rates_for(NATIONAL), conclusion_floors_for(NATIONAL)

    def total(names: list[str]) -> Score:
        review = [
            ReviewPoint("投入经济性", str(n), floors.points_each, grade) for n, grade in enumerate(map(Grade, names))
        ]
        return score_sheet(review, rates)

    raised = [*grades[:place], "优", *grades[place + 1 :]]
    assert not_lower(total(raised), total(grades))
