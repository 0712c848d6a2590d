"""What holds for any text: reading never fails, is repeatable, and does not depend on how characters are typed."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.rules.targets.actual import read_actual
from jiheng.rules.targets.direction import direction_doubt
from jiheng.rules.targets.reading import read_target
from jiheng.rules.targets.shapes import Direction, DirectionSource, Target, TargetKind

PIECES = st.sampled_from(
    [
        *"0123456789.,%‰≥≤><=~-+/()[]（）、，。　 \n每不超过以上内下年月日底前率",
        "万元",
        "平方米",
        "公里",
        "第三季度",
        "百分之",
        "2021",
        "12月",
        "是",
        "无",
    ]
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map("".join))
FULL_WIDTH = str.maketrans({**{chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}, " ": "　"})


def meant(target: Target) -> tuple[object, ...]:
    unit = target.unit.replace("％", "%")
    return (target.kind, target.comparator, target.value, target.upper, unit, target.deadline, target.direction)


@given(text=TEXTS, sign=TEXTS, unit=TEXTS, name=TEXTS, level2=TEXTS, year=st.none() | st.integers(0, 99999))
def test_no_cell_can_make_the_reading_fail(
    text: str, sign: str, unit: str, name: str, level2: str, year: int | None
) -> None:
    target = read_target(text, sign=sign, unit=unit, name=name, level2=level2, year=year)

    assert direction_doubt(target, name, level2)
    assert (target.direction is Direction.UNKNOWN) == (target.direction_from is DirectionSource.NONE)
    if target.kind is TargetKind.QUANTITATIVE:
        assert target.value is not None
        assert target.direction_reason


@given(text=TEXTS, target=TEXTS, unit=TEXTS, name=TEXTS)
def test_no_actual_value_can_make_the_reading_fail(text: str, target: str, unit: str, name: str) -> None:
    wanted = read_target(target, unit=unit, name=name, year=2023)

    assert read_actual(text, wanted, name=name, year=2023) == read_actual(text, wanted, name=name, year=2023)


@pytest.mark.clause("mof2020-10/4.2")
@given(
    value=st.integers(0, 10**12),
    cents=st.sampled_from(["", ".5", ".25"]),
    sign=st.sampled_from(["", "≥", "<=", "="]),
    unit=st.sampled_from(["", "元", "万元", "%", "人/次"]),
)
def test_thousands_separators_and_full_width_forms_change_nothing(
    value: int, cents: str, sign: str, unit: str
) -> None:
    plain = read_target(f"{sign}{value}{cents}{unit}", name="项目")

    assert plain.value == Decimal(f"{value}{cents}")
    assert meant(read_target(f"{sign}{value:,}{cents}{unit}", name="项目")) == meant(plain)
    assert meant(read_target(f" {sign} {value}{cents} {unit} ", name="项目")) == meant(plain)
    assert meant(read_target(f"{sign}{value:,}{cents}{unit}".translate(FULL_WIDTH), name="项目")) == meant(plain)


@pytest.mark.clause("mof2020-10/4.2")
@given(
    sign=st.sampled_from(["≥", "≤", ">", "<", "="]),
    value=st.integers(0, 10**6),
    unit=st.sampled_from(["%", "个", "万元", "元/亩", "人次"]),
    name=st.sampled_from(["合格率", "投诉次数", "项目", "单位成本"]),
)
def test_three_columns_and_one_cell_say_the_same(sign: str, value: int, unit: str, name: str) -> None:
    apart = read_target(str(value), sign=sign, unit=unit, name=name)

    assert meant(apart) == meant(read_target(f"{sign}{value}{unit}", name=name))


@pytest.mark.clause("mof2020-10/4.2")
@given(value=st.decimals(0, 10**6, places=2), unit=st.sampled_from(["%", "个", "万元", "元/亩", "公里"]))
def test_a_value_written_as_its_own_target_is_read_as_that_value(value: Decimal, unit: str) -> None:
    target = read_target(f"≥{value}{unit}")

    assert read_actual(f"{value}{unit}", target).value == target.value


MONSTERS = [
    "9" * 980, "1," * 490, "≥" * 900, "每" * 900 + "x5元", "(" * 900, "12月" * 300, "控制在" * 300, "()" * 450 + "x", "x" * 40000,
    "实施完成" * 200 + "2021年", "9" * 900 + "x", "1 " * 450, "目标完成" * 200, "元/人" * 300, "百分之" * 300, "无投诉" * 300,
]  # fmt: skip


@pytest.mark.parametrize("text", MONSTERS)
def test_a_monstrous_cell_is_read_in_less_than_a_second(text: str) -> None:
    started = time.monotonic()

    target = read_target(text, sign=text, unit=text, name=text, level2=text, year=2023)
    read_actual(text, target, name=text, year=2023)

    assert time.monotonic() - started < 1
