"""A score is frozen with all it was made of, and comes out of it again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jiheng.demo.implementation import demo_evaluated
from jiheng.rules.implementation.freezing import (
    ENTERED,
    PREPARED,
    figures_of,
    freeze,
    inputs_of,
    repeat,
    result_in,
    shapes_in,
)
from jiheng.rules.implementation.repeating import differing, differing_figures
from jiheng.rules.implementation.shapes import Implementation, ValueKind
from jiheng.rules.indicators.shapes import Part
from jiheng.rules.preparation.shapes import Preparation
from tests.rules.implementation.evaluations import YES, entered, indicator, preparation, scored, together

pytestmark = pytest.mark.clause("cq2023-7/27")
DAY = date(2023, 3, 1)


def test_scoring_reads_nothing_but_the_parts_that_are_frozen() -> None:
    prepared, given = demo_evaluated()
    only = {name: getattr(prepared, name) for name in PREPARED}
    assert freeze(Preparation(**only), given, DAY).scored == freeze(prepared, given, DAY).scored
    assert not set(PREPARED) & set(ENTERED)


def test_what_was_frozen_gives_the_same_result_again() -> None:
    frozen = freeze(*demo_evaluated(), DAY)
    assert repeat(frozen.inputs, DAY) == frozen.scored
    assert result_in(frozen.result) == frozen.scored
    assert inputs_of(*shapes_in(frozen.inputs)) == frozen.inputs


def test_a_part_that_was_not_kept_is_empty() -> None:
    frozen = freeze(*demo_evaluated(), DAY)
    inputs = {name: text for name, text in frozen.inputs.items() if name not in ("lines", "uses")}
    prepared, given = shapes_in(inputs)
    assert prepared.lines == ()
    assert given.uses == ()


def test_the_parameters_are_those_that_were_asked_for() -> None:
    named = {one["name"]: one for one in freeze(*demo_evaluated(), DAY).parameters}
    assert named["grade_floors"]["values"]["excellent"] == "90"
    assert named["grade_floors"]["clause"] == "cq2023-7/28"
    assert named["grade_floors"]["since"] == "2023-01-01"
    assert "force_rank" not in named


def test_figures_are_exact_and_printed() -> None:
    figures = figures_of(freeze(*demo_evaluated(), DAY).scored)
    assert figures["C1"]["exact"] == "1688/215"
    assert (figures["C1"]["raw_score"], figures["C1"]["final_score"]) == ("7.85", "7.85")
    assert (figures["X2"]["raw_score"], figures["X2"]["final_score"]) != (None, None)
    assert figures["X2"]["final_score"] == "0.00"


def test_indicators_of_one_code_in_two_parts_are_told_apart() -> None:
    parts = (Part("甲部分", ("补助",)), Part("乙部分", ("补助",)))
    both = [replace(indicator("C1", "100", "是", "是否法"), part=part.name) for part in parts]
    result = scored(preparation(*both, rest=False, parts=parts), entered("C1", ValueKind.WHOLE, {"": "是"}))
    assert list(figures_of(result)) == ["甲部分 C1", "乙部分 C1"]


def test_the_same_result_differs_nowhere() -> None:
    result = freeze(*demo_evaluated(), DAY).scored
    assert differing(result, result) == ()
    concluded = f"{result.conclusion.value}"
    assert result.conclusion.grade is not None
    assert differing_figures(figures_of(result), concluded, result.conclusion.grade.value, result) == ()


def test_every_differing_digit_is_named_with_both_figures() -> None:
    prepared = preparation(indicator())
    one = scored(prepared, YES, entered("C1", ValueKind.WHOLE, {"": "90%"}))
    other = scored(prepared, YES, entered("C1", ValueKind.WHOLE, {"": "45%"}))
    found = {each.what: (each.recorded, each.repeated) for each in differing(one, other)}
    assert found["C1 得分"] == ("10.00", "5.00")
    assert found["C1 评价值"] == ("90%", "45%")
    assert found["结论得分"] == ("100.00", "95.00")
    assert "R 得分" not in found
    assert {each.what for each in differing_figures(figures_of(one), "100.00", "优", other)} == {
        "C1 评价值",
        "C1 得分（未取整）",
        "C1 按规则得分",
        "C1 得分",
        "结论得分",
    }


def test_a_finding_on_one_side_only_is_named() -> None:
    prepared = preparation(indicator())
    one = scored(prepared, YES, entered("C1", ValueKind.WHOLE, {"": "90%"}))
    other = scored(prepared, together(YES), Implementation())
    assert any(each.what.startswith("问题“") and each.recorded is None for each in differing(one, other))


def test_a_changed_amount_of_money_is_named() -> None:
    prepared = preparation(indicator())
    more = replace(prepared, lines=(replace(prepared.lines[0], budget=Decimal(1)), *prepared.lines[1:]))
    given = entered("C1", ValueKind.WHOLE, {"": "90%"})
    found = differing(scored(prepared, YES, given), scored(more, YES, given))
    assert [each.what for each in found] == ["全项目 资金"]
