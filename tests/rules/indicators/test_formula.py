"""自定公式: what it reads, what it computes, how it refuses."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.rules.figures import Number
from jiheng.rules.indicators.formula.formula import Formula, parse
from jiheng.rules.indicators.formula.nodes import FUNCTIONS, FormulaError

pytestmark = pytest.mark.clause("cq2023-7/10.k")

NAMES: dict[str, Number] = {
    "实际值": Decimal(45),
    "目标值": Decimal(50),
    "分值": Decimal(8),
    "合格数1": Fraction(1, 3),
}


def worked(text: str) -> Fraction:
    return parse(text).evaluate(NAMES)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("实际值/目标值×分值", "7.2"),
        ("实际值 ÷ 目标值 * 分值", "7.2"),
        ("1−2−3", "-4"),
        ("1-(2-3)", "2"),
        ("2+3×4", "14"),
        ("（２＋３）×４", "20"),
        ("12÷3÷2", "2"),
        ("--5", "5"),
        ("85%", "0.85"),
        ("-85%", "-0.85"),
        ("0.5", "0.5"),
        ("如果(实际值≥目标值, 分值, 0)", "0"),
        ("如果（实际值<目标值，分值，0）", "8"),
        ("如果(1=1,1,1/0)", "1"),
        ("如果(且(1≤1,2>1),1,2)", "1"),
        ("如果(或(1≠1,2<1),1,2)", "2"),
        ("如果((1>=1),1,2)", "1"),
        ("如果(1<>1,1,2)", "2"),
        ("如果(1==1,1,2)", "1"),
        ("最小(3,1,2)", "1"),
        ("最大（3、1、2）", "3"),
        ("四舍五入(8.625,2)", "8.63"),
        ("四舍五入(-8.625,2)", "-8.63"),
        ("四舍五入(2.5,0)", "3"),
        ("区间(-1,0,1)", "0"),
        ("区间(2,0,1)", "1"),
        ("区间(50%,0,1)", "0.5"),
        ("绝对值(1-3)", "2"),
        ("分值 减 绝对值(实际值 减 目标值) 乘以 1", "3"),
        ("如果（实际值 大于等于 目标值，那么 1，否则 2）", "2"),
        ("区间（1，最低 2，最高 3）", "2"),
    ],
)
def test_a_formula_gives_its_exact_value(text: str, value: str) -> None:
    assert worked(text) == Fraction(value)


def test_a_third_stays_a_third() -> None:
    assert worked("合格数1×3") == 1
    assert worked("1÷3") == Fraction(1, 3)


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("", 0, "公式是空的"),
        ("  ", 0, "公式是空的"),
        ("5万", 2, "数字不带单位"),
        ("85%分值", 4, "缺少运算符"),
        ("实际值 目标值", 5, "缺少运算符"),
        ("(1)2", 4, "不该有"),
        ("1+", 3, "没有写完"),
        ("（1+2", 1, "括号没有合上"),
        ("1+2)", 4, "不该有"),
        ("最小(1", 3, "括号没有合上"),
        ("最小(1 2)", 6, "缺少运算符"),
        ("最大 3", 1, "后面要跟括号"),
        ("平均(1,2)", 1, "没有函数“平均”"),
        ("四舍五入(1)", 1, "要2项，写了1项"),
        (f"最大({','.join('1' * 21)})", 1, "要1到20项，写了21项"),
        ("如果(1,2,3)", 4, "要一个条件"),
        ("1>2", 1, "写的是条件"),
        ("1<2<3", 4, "不能连写"),
        ("(1>2)+1", 6, "两边都要是数"),
        ("-(1>2)", 1, "两边都要是数"),
        ("(1>2)=(2>1)", 6, "两边都要是数"),
        ("实际值除以目标值", 1, "两边要有空格"),
        ("那么+1", 1, "公式用字"),
        ("1 那么 2", 3, "公式用字"),
        ("实际值&1", 4, "不能用在公式里"),
        ("__import__('os')", 12, "不能用在公式里"),
        ("__import__(1)", 1, "没有函数"),
        ("1，2", 2, "不该有"),
        ("名" * 21, 1, "超过20个字"),
        ("1" * 16, 1, "数字太长"),
        ("0.1234567", 1, "数字太长"),
        ("1+" * 100 + "1", 0, "超过200个"),
        (" " * 5001, 0, "公式是空的"),
        ("1" + " " * 5000, 0, "超过5000字"),
        ("(" * 21 + "1" + ")" * 21, 22, "最多20层"),
        ("-" * 21 + "1", 22, "最多20层"),
    ],
)
def test_a_formula_that_cannot_be_read_says_where_and_why(text: str, position: int, said: str) -> None:
    with pytest.raises(FormulaError, match=said) as refused:
        parse(text)
    assert refused.value.position == position
    assert str(refused.value).startswith(f"第{position}个字：") == bool(position)


@pytest.mark.parametrize("text", ["(" * 20 + "1" + ")" * 20, "1+" * 99 + "1", "名" * 20, "1" * 15, "0.123456"])
def test_the_bounds_themselves_are_inside(text: str) -> None:
    assert parse(text)


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("分值/(实际值-45)", 3, "除数是0"),
        ("数量+1", 1, "没有“数量”这个数，可用的有：实际值、目标值、分值、合格数1"),
        ("四舍五入(1,11)", 1, "位数要是0到10的整数"),
        ("四舍五入(1,0.5)", 1, "位数要是0到10的整数"),
        ("四舍五入(1,-1)", 1, "位数要是0到10的整数"),
        ("区间(1,3,2)", 1, "低值大于高值"),
        ("999999999999999×9", 16, "太大"),
        ("-999999999999999×9", 17, "太大"),
    ],
)
def test_a_formula_that_cannot_be_worked_out_says_where_and_why(text: str, position: int, said: str) -> None:
    formula = parse(text)
    with pytest.raises(FormulaError, match=said) as refused:
        formula.evaluate(NAMES)
    assert refused.value.position == position


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1E+999999", "1E-999999"])
def test_a_quantity_that_is_no_usable_number_is_refused(value: str) -> None:
    with pytest.raises(FormulaError, match="不是可以计算的数"):
        parse("实际值").evaluate({"实际值": Decimal(value)})


def test_no_names_at_all_are_said_so() -> None:
    with pytest.raises(FormulaError, match="可用的有：没有"):
        parse("实际值").evaluate({})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("实际值/目标值*分值", "实际值 除以 目标值 乘以 分值"),
        ("如果(实际值>=85%,分值,0)", "如果（实际值 不低于 85%，那么 分值，否则 0）"),
        ("1-(2+3)×4", "1 减 （2 加 3） 乘以 4"),
        ("1-(2-3)", "1 减 （2 减 3）"),
        ("(1-2)-3", "1 减 2 减 3"),
        ("8÷(4÷2)", "8 除以 （4 除以 2）"),
        ("如果(1-2>3-4,1,0)", "如果（1 减 2 大于 3 减 4，那么 1，否则 0）"),
        ("-(1+2)", "-（1 加 2）"),
        ("区间(实际值,0,1)", "区间（实际值，最低 0，最高 1）"),
        ("1200.50", "1200.5"),
        ("如果(1≠2,1,0)", "如果（1 不等于 2，那么 1，否则 0）"),
    ],
)
def test_a_formula_is_said_in_words(text: str, words: str) -> None:
    assert parse(text).in_words() == words


def test_the_words_take_the_values_in() -> None:
    values: dict[str, Number] = {"实际值": Fraction(-45), "目标值": Fraction(50), "分值": Decimal("8.0")}
    assert parse("实际值/目标值*分值").with_values(values) == "（-45） 除以 50 乘以 8"


def test_a_formula_names_what_it_needs_once() -> None:
    assert parse("如果(a>-b, 最小(a, c), a×2)").names == ("a", "b", "c")


PIECES = [
    *FUNCTIONS,
    *"+-×÷=≠>≥<≤()（），,%*/ ",
    "实际值",
    "目标值",
    "未知",
    "12",
    "0.5",
    "那么",
    "否则",
    "减",
    "乘以",
]
NUMBERS = st.one_of(
    st.integers(0, 10**15 - 1).map(str),
    st.tuples(st.integers(0, 999), st.integers(0, 999999)).map(lambda pair: f"{pair[0]}.{pair[1]:06}"),
    st.integers(0, 10**6).map(lambda number: f"{number}%"),
)


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A larger formula from smaller ones."""
    sign = st.sampled_from("+-×÷*/")
    return st.one_of(
        st.tuples(inner, sign, inner).map("".join),
        st.tuples(inner, sign, inner).map(lambda three: f"{three[0]}{three[1]}({three[2]})"),
        inner.map(lambda text: f"({text})"),
        inner.map(lambda text: f"-({text})"),
        st.tuples(inner, inner).map(lambda pair: f"最小({pair[0]},{pair[1]})"),
        st.tuples(inner, st.sampled_from(["=", "≠", ">", "≥", "<", "≤"]), inner, inner, inner).map(
            lambda five: f"如果({five[0]}{five[1]}{five[2]},{five[3]},{five[4]})"
        ),
        st.tuples(inner, inner, inner).map(lambda three: f"区间({three[0]},{three[1]},{three[2]})"),
    )


FORMULAS = st.recursive(st.one_of(NUMBERS, st.sampled_from(["实际值", "目标值"])), grown, max_leaves=12)


def settled(text: str) -> Formula | None:
    try:
        return parse(text)
    except FormulaError:
        return None


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
def test_any_text_is_read_or_refused(text: str) -> None:
    formula = settled(text)
    if formula is not None:
        assert parse(formula.in_words()) == formula


@given(FORMULAS)
def test_the_words_are_the_same_formula_again(text: str) -> None:
    formula = parse(text)
    assert parse(formula.in_words()) == formula


@given(FORMULAS, st.fractions(-(10**6), 10**6), st.decimals(-(10**6), 10**6, allow_nan=True))
def test_working_out_gives_a_number_or_refuses(text: str, actual: Fraction, target: Decimal) -> None:
    try:
        value = parse(text).evaluate({"实际值": actual, "目标值": target})
    except FormulaError:
        return
    assert isinstance(value, Fraction)
