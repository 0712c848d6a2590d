"""Rolling up samples, concluding split projects, and the advice on splitting."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from jiheng.rules.evaluation.conclusion import Part, check_split_conclusion, conclude
from jiheng.rules.evaluation.rollup import (
    FundBasis,
    RollUpMethod,
    Sample,
    ValueNature,
    check_roll_up_method,
    fund_basis_for,
    roll_up,
    roll_up_by_funds,
    roll_up_sum,
    score_rolled_qualitative,
)
from jiheng.rules.evaluation.split import (
    Impact,
    Purpose,
    check_parts_have_indicators,
    check_split_needed,
    check_split_weights,
    split_reading_for,
    suggested_weights,
)
from jiheng.rules.finding import Outcome
from jiheng.rules.law import rulebook
from jiheng.rules.scoring.grade import grade_floors_for

D = Decimal
DAY = date(2024, 1, 1)
GUIDE = rulebook("cq2023-7", DAY)
FLOORS = grade_floors_for(GUIDE)
SPLIT = split_reading_for(GUIDE)
ROLL_UP = pytest.mark.clause("cq2023-7/27", "mof2020-10/4.5")
ADVICE = pytest.mark.clause("cq2023-7/11")


@ROLL_UP
def test_a_sample_without_funds_weighs_nothing_but_is_covered() -> None:
    rolled = roll_up_by_funds([Sample("甲", D("0.9"), D(100)), Sample("乙", D("0.1"), D(0))])
    assert (rolled.value, rolled.covered) == (Fraction(9, 10), 2)


@ROLL_UP
def test_no_funds_at_all_cannot_be_weighted() -> None:
    rolled = roll_up_by_funds([Sample("甲", D("0.9"), D(0))])
    assert (rolled.value, rolled.findings[0].code) == (None, "E-S-20")
    score = score_rolled_qualitative(rolled, D(10))
    assert (score.value, score.findings[0].code) == (None, "E-S-20")


@ROLL_UP
def test_a_blank_a_negative_fund_or_no_sample_has_no_value() -> None:
    blank = [Sample("甲", None, D(1)), Sample("乙", D(1), D(1))]
    assert roll_up_sum(blank).findings[0].code == "E-S-01"
    assert "甲" in roll_up_by_funds(blank).findings[0].message
    assert roll_up_by_funds([Sample("甲", D(1), D(-1))]).findings[0].code == "E-S-24"
    assert roll_up_sum([]).value is None


@ROLL_UP
def test_the_working_of_a_weighted_value_can_be_checked_by_hand() -> None:
    rolled = roll_up_by_funds([Sample("甲", D("0.95"), D(400)), Sample("乙", D("0.6"), D(600))], FundBasis.ACTUAL)
    assert [step.text for step in rolled.steps] == [
        "按资金额度加权（实际支出）：Σ(指标值×资金)/Σ资金",
        "甲95%，资金400；乙60%，资金600",
        "(95%×400+60%×600)/1000=74%",
        "指标值74%",
    ]


@ROLL_UP
@pytest.mark.parametrize("instrument", ["mof2020-10", "cq2023-7"])
def test_the_budget_is_the_default_weight(instrument: str) -> None:
    assert fund_basis_for(rulebook(instrument, DAY)) is FundBasis.BUDGET


@ROLL_UP
@pytest.mark.parametrize(
    ("nature", "value"),
    [(ValueNature.ABSOLUTE, "4"), (ValueNature.RELATIVE, "2.5"), (ValueNature.QUALITATIVE, "2.5")],
)
def test_each_nature_rolls_up_in_its_own_way(nature: ValueNature, value: str) -> None:
    assert roll_up(nature, [Sample("甲", D(1), D(1)), Sample("乙", D(3), D(3))]).value == Fraction(value)


@ROLL_UP
@pytest.mark.parametrize(
    ("nature", "method", "outcome"),
    [
        (ValueNature.ABSOLUTE, RollUpMethod.SUM, Outcome.PASSED),
        (ValueNature.ABSOLUTE, RollUpMethod.BY_FUNDS, Outcome.FAILED),
        (ValueNature.RELATIVE, RollUpMethod.BY_FUNDS, Outcome.PASSED),
        (ValueNature.RELATIVE, RollUpMethod.PLAIN_MEAN, Outcome.FAILED),
        (ValueNature.QUALITATIVE, RollUpMethod.BY_FUNDS, Outcome.PASSED),
        (ValueNature.QUALITATIVE, RollUpMethod.SUM, Outcome.FAILED),
    ],
)
def test_a_plain_mean_is_never_right(nature: ValueNature, method: RollUpMethod, outcome: Outcome) -> None:
    assert check_roll_up_method(nature, method).outcome is outcome


@ROLL_UP
def test_a_reported_conclusion_is_compared_with_the_weighted_one() -> None:
    conclusion = conclude([Part("工程", D("88.5"), D(700)), Part("补助", D(76), D(300))], FLOORS)
    assert check_split_conclusion(D("84.75"), conclusion).outcome is Outcome.PASSED
    plain_mean = check_split_conclusion(D("82.25"), conclusion)
    assert (plain_mean.outcome, plain_mean.code, plain_mean.act) == (Outcome.FAILED, "E-B27-2", "定级")
    assert conclusion.steps[2].text == "(88.5×700+76×300)/1000=84.75"


@ROLL_UP
@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([], "E-S-01"),
        ([Part("工程", None, D(1))], "E-S-01"),
        ([Part("工程", D(90), D(-1)), Part("补助", D(90), D(2))], "E-S-24"),
        ([Part("工程", D(90), D(0))], "E-S-20"),
    ],
)
def test_a_conclusion_that_cannot_be_weighted_stays_open(parts: list[Part], code: str) -> None:
    conclusion = conclude(parts, FLOORS)
    assert (conclusion.value, conclusion.grade, conclusion.findings[0].code) == (None, None, code)
    assert check_split_conclusion(D(90), conclusion).outcome is Outcome.NOT_APPLICABLE


@ADVICE
@pytest.mark.parametrize(
    ("funds", "is_split", "outcome"),
    [
        (("80", "20"), False, Outcome.FAILED),
        (("80", "20"), True, Outcome.PASSED),
        (("80.01", "19.99"), False, Outcome.NOT_APPLICABLE),
        (("100",), False, Outcome.NOT_APPLICABLE),
        (("0", "0"), False, Outcome.NOT_APPLICABLE),
    ],
)
def test_two_uses_that_are_not_low_ask_for_a_split(funds: tuple[str, ...], is_split: bool, outcome: Outcome) -> None:
    purposes = [Purpose(f"用途{number}", D(amount)) for number, amount in enumerate(funds)]
    assert check_split_needed(purposes, SPLIT, is_split=is_split).outcome is outcome


@ADVICE
def test_suggested_weights_raise_what_matters() -> None:
    even = [Purpose("工程", D(700)), Purpose("补助", D(300))]
    assert suggested_weights(even, SPLIT) == (D("70.00"), D("30.00"))
    key = [Purpose("工程", D(700)), Purpose("补助", D(300), Impact.KEY)]
    assert suggested_weights(key, SPLIT) == (D("59.32"), D("40.68"))
    important = [Purpose("工程", D(700)), Purpose("补助", D(300), Impact.IMPORTANT)]
    assert suggested_weights(important, SPLIT) == (D("64.22"), D("35.78"))
    assert suggested_weights([Purpose("工程", D(0))], SPLIT) == ()


@ADVICE
@pytest.mark.parametrize(
    ("weights", "impact", "outcome"),
    [
        (("70", "30"), Impact.KEY, Outcome.PASSED),
        (("70.01", "29.99"), Impact.KEY, Outcome.FAILED),
        (("70.01", "29.99"), Impact.USUAL, Outcome.PASSED),
        (("49", "51"), Impact.USUAL, Outcome.FAILED),
        (("50", "50"), Impact.USUAL, Outcome.PASSED),
    ],
)
def test_weights_follow_shares_and_impact(weights: tuple[str, ...], impact: Impact, outcome: Outcome) -> None:
    purposes = [Purpose("工程", D(700)), Purpose("补助", D(300), impact)]
    assert check_split_weights(purposes, [D(weight) for weight in weights]).outcome is outcome


@ADVICE
def test_weights_of_one_use_are_not_compared() -> None:
    assert check_split_weights([Purpose("工程", D(1))], [D(100)]).outcome is Outcome.NOT_APPLICABLE


@ADVICE
@pytest.mark.parametrize(
    ("indicators", "outcome"),
    [
        ([("工程", 3), ("补助", 2)], Outcome.PASSED),
        ([("工程", 3), ("补助", 0)], Outcome.FAILED),
        ([], Outcome.NOT_APPLICABLE),
    ],
)
def test_every_part_has_indicators_of_its_own(indicators: list[tuple[str, int]], outcome: Outcome) -> None:
    assert check_parts_have_indicators(indicators).outcome is outcome
