"""Units convert exactly or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.rules.targets.units import convert, known_units, magnitude, unit_family


@pytest.mark.parametrize(
    ("value", "from_unit", "to_unit", "wanted"),
    [
        ("80", "万元", "元", "800000"),
        ("1.2", "亿元", "万元", "12000"),
        ("1", "公里", "厘米", "100000"),
        ("1", "公顷", "亩", "15"),
        ("15", "亩", "公顷", "1"),
        ("1", "平方公里", "亩", "1500"),
        ("1", "吨", "公斤", "1000"),
        ("1", "斤", "公斤", "0.5"),
        ("1", "%", "‰", "10"),
        ("3", "千人", "人", "3000"),
        ("550", "万粒", "粒", "5500000"),
        ("475", "元/亩", "元/公顷", "7125"),
        ("1", "万元/公里", "元/米", "10"),
        ("400", "元/人·天", "元/人/天", "400"),
        ("400", "元/人、天", "元/天、人", "400"),
        ("2", "季度", "个月", "6"),
        ("5", "个", "座", "5"),
        ("3", "台套", "台", "3"),
    ],
)
def test_a_value_keeps_its_meaning_in_another_unit(value: str, from_unit: str, to_unit: str, wanted: str) -> None:
    assert convert(Decimal(value), from_unit, to_unit) == Decimal(wanted)


@pytest.mark.parametrize(
    ("from_unit", "to_unit"),
    [
        ("人", "户"),
        ("人", "人次"),
        ("%", "个百分点"),
        ("元", "美元"),
        ("工作日", "天"),
        ("台", "座"),
        ("元/人", "元"),
        ("亩", "米"),
    ],
)
def test_units_of_two_families_do_not_convert(from_unit: str, to_unit: str) -> None:
    assert convert(Decimal(1), from_unit, to_unit) is None


@pytest.mark.parametrize(
    ("unit", "family"),
    [
        ("万元", "金额"),
        ("平方米", "面积"),
        ("km", "长度"),
        ("元/亩", "金额/面积"),
        ("万粒", "粒"),
        ("筐", "筐"),
        ("", ""),
        ("万", ""),
    ],
)
def test_a_unit_belongs_to_a_family(unit: str, family: str) -> None:
    assert unit_family(unit) == family


@pytest.mark.parametrize(
    ("unit", "size"), [("万粒", 10000), ("亿元", 10**8), ("千克", 1), ("千米", 1), ("千人", 1000), ("个", 1)]
)
def test_a_magnitude_is_told_from_a_unit_that_begins_like_one(unit: str, size: int) -> None:
    assert magnitude(unit) == size


@given(
    value=st.decimals(min_value=0, max_value=10**9, places=4),
    from_unit=st.sampled_from(known_units()),
    to_unit=st.sampled_from(known_units()),
)
def test_there_and_back_gives_the_same_value(value: Decimal, from_unit: str, to_unit: str) -> None:
    there = convert(value, from_unit, to_unit)
    if there is not None:
        back = convert(there, to_unit, from_unit)
        assert back is not None
        assert abs(back - value) <= Decimal("0.001")
