"""Every scoring method takes an exact value as it is, and gives for a decimal what it gives for its text."""

from decimal import Decimal
from fractions import Fraction

import pytest

from jiheng.rules.indicators.scoring_rule import preview, score_by_rule
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.indicators.trial import Amount
from tests.rules.implementation.evaluations import BOOK

D = Decimal
pytestmark = pytest.mark.clause("cq2023-7/10.k")


def indicator(method: str, target: str, parameters: str = "") -> Indicator:
    return Indicator("C1", "产出", "质量", "指标", D(10), target=target, method=method, parameters=parameters)


@pytest.mark.parametrize(
    ("method", "target", "parameters", "raw"),
    [
        ("比例法", "≥100%", "", "10/3"),
        ("比例法", "≤20%", "", "6"),
        ("比例法", "＝50%", "等值", "20/3"),
        ("区间法", "50%至60%", "", "20/3"),
        ("分档法", "≥90%", "30%满分，20%得5", "10"),
        ("扣分法", "≥50%", "每低1个百分点扣0.5分，不足一档按比例扣", "5/3"),
        ("满意度", "≥50%", "", "20/3"),
        ("自定公式", "≥50%", "实际值÷目标值×分值", "20/3"),
    ],
)
def test_a_third_stays_a_third(method: str, target: str, parameters: str, raw: str) -> None:
    score = score_by_rule(
        indicator(method, target, parameters), Amount(Fraction(1, 3), is_ratio=True), BOOK, reason=""
    )
    assert score.raw == Fraction(raw)


@pytest.mark.parametrize(
    ("method", "target", "parameters", "text", "amount"),
    [
        ("比例法", "≥50公里", "", "45公里", Amount(Fraction(45), "公里")),
        ("比例法", "≥50公里", "", "45000米", Amount(Fraction(45000), "米")),
        ("区间法", "10至20天", "", "25天", Amount(Fraction(25), "天")),
        ("扣分法", "≤0起", "每发现1起扣2分", "3起", Amount(Fraction(3), "起")),
        ("满意度", "≥90%", "", "85.5%", Amount(Fraction(855, 1000), is_ratio=True)),
        ("自定公式", "≥50%", "实际值÷目标值×分值", "40%", Amount(Fraction(2, 5), is_ratio=True)),
    ],
)
def test_a_value_earns_the_same_as_its_text(
    method: str, target: str, parameters: str, text: str, amount: Amount
) -> None:
    rule = indicator(method, target, parameters)
    assert score_by_rule(rule, amount, BOOK, reason="").raw == preview(rule, text, BOOK).raw


def test_units_that_do_not_convert_are_told() -> None:
    score = score_by_rule(indicator("比例法", "≥50公里"), Amount(Fraction(3), "亩"), BOOK, reason="")
    assert (score.value, score.findings[0].code) == (None, "E-S-01")
    assert score.findings[0].message == "指标值“3亩”单位不能换算（亩→公里），请按目标值的写法填写"
