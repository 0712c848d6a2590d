"""Doubts about a target are said, never settled in silence."""

from decimal import Decimal

import pytest

from jiheng.rules.targets.reading import read_target
from jiheng.rules.targets.shapes import Direction, DirectionSource


@pytest.mark.clause("mof2020-10/4.2")
def test_two_signs_against_each_other_leave_the_direction_open() -> None:
    target = read_target("≥5个以内")

    assert (target.comparator, target.direction, target.value) == ("", Direction.UNKNOWN, Decimal(5))
    assert target.direction_reason == "符号互相矛盾：“≥”与“≤”"


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("≥≥98%", "符号写了两次：“≥≥”"),
        ("≥98%以上", "符号“≥”与“以上”重复"),
        ("≤28.40/株", "“/株”前缺金额单位"),
        ("约500人", "“约”是约数，按500人读"),
        ("500余人", "“余”是约数，按500人读"),
        ("500人左右", "“左右”是约数，按500人读"),
        ("两次", "中文数字，按2次读"),
        ("每年2次", "“每年”的要求，按一次的数读"),
        ("12-10个", "区间的两端写反，按小到大读"),
    ],
)
def test_an_odd_spelling_is_read_and_named(text: str, remark: str) -> None:
    assert remark in read_target(text).remarks


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize("name", ["市民满意度", "采购的合格率"])
@pytest.mark.parametrize("text", ["290%", "890%", "292%"])
def test_a_misread_sign_is_suspected_but_never_repaired(name: str, text: str) -> None:
    target = read_target(text, name=name)

    assert target.value == Decimal(text.rstrip("%"))
    assert any("识别错误" in remark and "未作改动" in remark for remark in target.remarks)


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("text", "name"), [("290%", "贷款增长率"), ("290%", "任务完成率"), ("290次", "满意度"), ("150%", "满意度")]
)
def test_a_rate_that_can_pass_100_is_not_suspected(text: str, name: str) -> None:
    assert not any("识别错误" in remark for remark in read_target(text, name=name).remarks)


@pytest.mark.clause("mof2020-10/4.2")
def test_a_unit_in_the_name_is_taken_over_and_named() -> None:
    target = read_target("20000", name="服务外包在岸(万美元)")

    assert (target.unit, target.remarks) == ("万美元", ("单位“万美元”取自指标名称",))


@pytest.mark.clause("mof2020-10/4.2")
def test_a_bracket_in_the_name_that_is_no_unit_is_left_alone() -> None:
    assert read_target("10", name="受益户数(含监测对象)").unit == ""


@pytest.mark.clause("mof2020-10/4.2")
def test_a_rate_without_a_unit_stays_without_but_is_understood_as_percent() -> None:
    target = read_target("≥85", name="种植作物成活率")

    assert (target.unit, target.implied_unit) == ("", "%")
    assert "目标没有单位，从名称看应为百分数" in target.remarks


@pytest.mark.clause("mof2020-10/4.2")
def test_a_number_under_a_worded_sign_is_kept_as_words_and_questioned() -> None:
    target = read_target("提升10%", sign="定性")

    assert (target.value, target.remarks) == (None, ("指标性质为定性，指标值却含数值，请核对",))


@pytest.mark.clause("mof2020-10/4.2")
def test_the_sign_column_gives_way_to_the_sign_in_the_value() -> None:
    target = read_target("≥90%", sign="=")

    assert (target.comparator, target.remarks) == ("≥", ("指标性质写“=”，指标值写“≥”，按指标值读",))


@pytest.mark.clause("mof2020-10/4.2.3")
def test_at_least_a_date_is_not_believed() -> None:
    target = read_target("≥2023年12月")

    assert (target.direction, target.direction_from) == (Direction.UNKNOWN, DirectionSource.NONE)
    assert "日期目标写“≥”，读作越晚越好，请核对符号" in target.remarks
