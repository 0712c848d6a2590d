"""How places are given to strata."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.rules.sampling.allocation import Sized, allocate

D = Decimal
pytestmark = pytest.mark.clause("cq2023-7/9")


def stratum(key: str, units: int, money: str | int) -> Sized:
    return Sized(key, tuple(key.split("｜")), units, D(money))


def test_each_stratum_gets_one_and_the_rest_goes_by_money() -> None:
    strata = [stratum("甲", 50, 600), stratum("乙", 50, 300), stratum("丙", 50, 100)]
    assert allocate(strata, 13) == {"甲": 7, "乙": 4, "丙": 2}


def test_the_largest_remainder_gets_the_place_that_is_left() -> None:
    # 4 places left: 甲 2.2, 乙 1.0, 丙 0.8
    strata = [stratum("甲", 50, 55), stratum("乙", 50, 25), stratum("丙", 50, 20)]
    assert allocate(strata, 7) == {"甲": 3, "乙": 2, "丙": 2}


def test_equal_remainders_go_to_more_money_then_to_the_first_key() -> None:
    # 2 places left: 0.5 each of 甲 and 乙, 1.0 of 丙; the tie goes to the first key
    strata = [stratum("丙", 9, 20), stratum("乙", 9, 10), stratum("甲", 9, 10)]
    assert allocate(strata, 5) == {"丙": 2, "乙": 2, "甲": 1}
    # 2 places left: 1.5 of 丙, 0.5 of 乙; the tie goes to more money although its key stands later
    assert allocate([stratum("乙", 9, 10), stratum("甲", 9, 30)], 4) == {"甲": 3, "乙": 1}


def test_no_stratum_gets_more_than_it_has_and_the_surplus_goes_by_money_again() -> None:
    strata = [stratum("甲", 2, 800), stratum("乙", 50, 150), stratum("丙", 50, 50)]
    # 10 left: 8, 1.5 and 0.5 of them; 甲 has 1 free, so 1, 2 (the tie goes to more money) and 0, and 7 go 3:1
    assert allocate(strata, 13) == {"甲": 2, "乙": 8, "丙": 3}


def test_a_stratum_without_units_gets_nothing() -> None:
    assert allocate([stratum("甲", 0, 900), stratum("乙", 3, 100)], 2) == {"甲": 0, "乙": 2}


@pytest.mark.parametrize(("size", "places"), [(5, 5), (6, 5), (0, 0), (-1, 0)])
def test_a_size_beyond_the_units_takes_them_all_and_none_takes_none(size: int, places: int) -> None:
    assert sum(allocate([stratum("甲", 2, 0), stratum("乙", 3, 1)], size).values()) == places


def test_strata_without_money_share_by_free_units() -> None:
    assert allocate([stratum("甲", 9, 0), stratum("乙", 3, "-5")], 7) == {"甲": 5, "乙": 2}


def test_no_strata_have_no_places() -> None:
    assert allocate([], 5) == {}


def test_fewer_places_than_strata_reach_every_value_of_every_dimension_once() -> None:
    strata = [
        stratum("道路｜东区", 5, 500),
        stratum("道路｜西区", 5, 400),
        stratum("饮水｜东区", 5, 300),
        stratum("饮水｜西区", 5, 200),
    ]
    assert allocate(strata, 2) == {"道路｜东区": 1, "道路｜西区": 0, "饮水｜东区": 0, "饮水｜西区": 1}
    # the third place goes by money: 500:400:300:200
    assert allocate(strata, 3) == {"道路｜东区": 2, "道路｜西区": 0, "饮水｜东区": 0, "饮水｜西区": 1}
    assert allocate(strata, 1) == {"道路｜东区": 1, "道路｜西区": 0, "饮水｜东区": 0, "饮水｜西区": 0}


def test_the_stratum_that_adds_more_new_values_comes_before_the_one_with_more_money() -> None:
    strata = [
        stratum("道路｜东区", 5, 500),
        stratum("道路｜西区", 5, 400),
        stratum("道路｜南区", 5, 300),
        stratum("饮水｜北区", 5, 1),
    ]
    assert allocate(strata, 3) == {"道路｜东区": 1, "道路｜西区": 1, "道路｜南区": 0, "饮水｜北区": 1}


def strata_strategy() -> st.SearchStrategy[list[Sized]]:
    one = st.tuples(st.integers(0, 6), st.integers(-100, 100_000).map(lambda cents: D(cents).scaleb(-2)))
    pair = st.tuples(st.sampled_from("甲乙丙"), st.sampled_from("东西南北"))
    return st.dictionaries(pair, one, max_size=8).map(
        lambda held: [Sized("｜".join(key), key, units, money) for key, (units, money) in held.items()]
    )


@given(strata_strategy(), st.integers(0, 30))
def test_places_add_up_to_the_size_and_never_exceed_a_stratum(strata: list[Sized], size: int) -> None:
    places = allocate(strata, size)
    assert sum(places.values()) == min(size, sum(one.units for one in strata))
    assert all(0 <= places[one.key] <= one.units for one in strata)


@given(strata_strategy(), st.integers(0, 30))
def test_every_stratum_with_units_has_a_place_when_there_are_enough(strata: list[Sized], size: int) -> None:
    held = [one for one in strata if one.units]
    places = allocate(strata, size)
    if size >= len(held):
        assert all(places[one.key] for one in held)


@given(strata_strategy(), st.integers(0, 30))
def test_the_order_of_strata_does_not_matter(strata: list[Sized], size: int) -> None:
    due = allocate(strata, size)
    for order in (strata[::-1], sorted(strata, key=lambda one: one.key), sorted(strata, key=lambda one: one.money)):
        assert allocate(order, size) == due


@given(strata_strategy())
def test_as_many_places_as_there_are_values_reach_every_value(strata: list[Sized]) -> None:
    held = [one for one in strata if one.units]
    values = {pair for one in held for pair in enumerate(one.values)}
    places = allocate(strata, len(values))
    reached = {pair for one in held if places[one.key] for pair in enumerate(one.values)}
    assert reached == values
