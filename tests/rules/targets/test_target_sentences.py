"""What a target cell says, in all the ways offices write it."""

from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.targets.reading import read_target
from jiheng.rules.targets.shapes import Direction, DirectionSource, TargetKind

AT_LEAST = [
    "≥90%", "≧90%", ">=90%", "＞＝90%", "=>90%", "⩾90%", "不低于90%", "不少于90%", "不小于90%", "90%以上", "90%及以上",
    "大于等于90%", "大于或等于90%", "至少90%", "超过90%", "不得低于90%", "≥ 90 %", "≥９０％", "≥90百分比", "≥90%以上",
    "≥≥90%", "90%以上（含90%）", "90%（含）以上", "百分之九十以上", "≥90%。",
]  # fmt: skip
AT_MOST = [
    "≤90%", "≦90%", "<=90%", "＜＝90%", "=<90%", "不超过90%", "不高于90%", "不大于90%", "90%以内", "90%以下", "小于等于90%",
    "控制在90%以内", "控制在90%", "不得超过90%", "最高不超过90%", "不多于90%", "≤≤90%", "90%封顶", "未超过90%",
]  # fmt: skip


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize("text", AT_LEAST)
def test_every_way_to_write_at_least_is_a_floor(text: str) -> None:
    target = read_target(text)

    assert (target.kind, target.comparator, target.value, target.unit) == (
        TargetKind.QUANTITATIVE,
        "≥",
        Decimal(90),
        "%",
    )
    assert (target.direction, target.direction_from) == (Direction.FLOOR, DirectionSource.SIGN)
    assert "≥" in target.direction_reason


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize("text", AT_MOST)
def test_every_way_to_write_at_most_is_a_ceiling(text: str) -> None:
    target = read_target(text)

    assert (target.kind, target.comparator, target.value, target.unit) == (
        TargetKind.QUANTITATIVE,
        "≤",
        Decimal(90),
        "%",
    )
    assert (target.direction, target.direction_from) == (Direction.CEILING, DirectionSource.SIGN)


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("text", "sign", "direction"),
    [
        (">90%", ">", Direction.FLOOR),
        ("＞90%", ">", Direction.FLOOR),
        ("大于90%", ">", Direction.FLOOR),
        ("<90%", "<", Direction.CEILING),
        ("＜90%", "<", Direction.CEILING),
        ("小于90%", "<", Direction.CEILING),
    ],
)
def test_a_strict_sign_is_kept_and_advised_against(text: str, sign: str, direction: Direction) -> None:
    target = read_target(text)

    assert (target.comparator, target.direction) == (sign, direction)
    assert "严格不等号建议改为“≥”或“≤”" in target.remarks


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize("text", ["=5个", "＝5个", "等于5个"])
def test_equal_gives_no_side_so_without_a_telling_name_it_is_exact(text: str) -> None:
    target = read_target(text, name="村级项目")

    assert (target.comparator, target.value, target.unit) == ("＝", Decimal(5), "个")
    assert (target.direction, target.direction_from) == (Direction.EXACT, DirectionSource.SIGN)


@pytest.mark.clause("mof2020-10/4.2")
def test_equal_under_a_telling_name_takes_the_side_of_the_name() -> None:
    target = read_target("=95%", name="种植作物成活率")

    assert (target.comparator, target.direction, target.direction_from) == (
        "＝",
        Direction.FLOOR,
        DirectionSource.MEANING,
    )
    assert target.direction_reason == "符号“＝”不分方向，名称以“成活率”结尾，越高越好"


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("550万粒", "550", "万粒"),
        ("1.2亿元", "1.2", "亿元"),
        ("3千人", "3", "千人"),
        ("1,102人", "1102", "人"),
        ("1，102人", "1102", "人"),
        ("1 102 人", "1102", "人"),
        ("1,234,567.89元", "1234567.89", "元"),
        ("≤28.40/株", "28.40", "/株"),
        ("28.40元/株", "28.40", "元/株"),
        ("475元/亩", "475", "元/亩"),
        ("400元/人、天", "400", "元/人、天"),
        ("400元/人·天", "400", "元/人·天"),
        ("101人/次", "101", "人/次"),
        ("23万元/个", "23", "万元/个"),
        ("3000元/平方米", "3000", "元/平方米"),
        ("每亩1600元", "1600", "元/亩"),
        ("每人每天400元", "400", "元/人·天"),
        ("100百分比", "100", "%"),
        ("百分之九十五", "95", "%"),
        ("0.9‰", "0.9", "‰"),
        ("200次", "200", "次"),
        ("5年", "5", "年"),
        ("12个月", "12", "个月"),
        ("14.7km", "14.7", "km"),
        ("500m²", "500", "m2"),
        ("600㎡", "600", "平方米"),
        ("20个村", "20", "个"),
        ("两次", "2", "次"),
        ("-5%", "-5", "%"),
        ("0起", "0", "起"),
        ("0", "0", ""),
        ("85", "85", ""),
        ("8", "8", ""),
        ("30罐装车", "30", "罐"),
        ("7筐", "7", "筐"),
    ],
)
def test_the_number_and_its_unit_are_taken_as_written(text: str, value: str, unit: str) -> None:
    target = read_target(text)

    assert (target.kind, target.value, target.unit) == (TargetKind.QUANTITATIVE, Decimal(value), unit)


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("90%-95%", "90", "95", "%"),
        ("90~95%", "90", "95", "%"),
        ("90%至95%", "90", "95", "%"),
        ("90％—95％", "90", "95", "%"),
        ("10—12个", "10", "12", "个"),
        ("10到12个", "10", "12", "个"),
        ("[80,90]", "80", "90", ""),
        ("（80，90]", "80", "90", ""),
        ("80%≤x≤90%", "80", "90", "%"),
        ("≥80%且≤90%", "80", "90", "%"),
        ("不低于80%，不高于90%", "80", "90", "%"),
        ("80%以上、90%以下", "80", "90", "%"),
        ("100±5米", "95", "105", "米"),
        ("500米-1公里", "0.5", "1", "公里"),
        ("1-3个月", "1", "3", "个月"),
        ("12-10个", "10", "12", "个"),
    ],
)
def test_two_ends_are_a_range_with_both_ends_in(text: str, low: str, high: str, unit: str) -> None:
    target = read_target(text)

    assert (target.kind, target.value, target.upper, target.unit) == (
        TargetKind.RANGE,
        Decimal(low),
        Decimal(high),
        unit,
    )


@pytest.mark.clause("mof2020-10/4.2.3")
@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("2021年12月31日", date(2021, 12, 31)),
        ("2021.12.31", date(2021, 12, 31)),
        ("2021-12-31", date(2021, 12, 31)),
        ("2021/12/31", date(2021, 12, 31)),
        ("2021-12-31 00:00:00", date(2021, 12, 31)),
        ("2021年12月31日前", date(2021, 12, 31)),
        ("2021年12月31日前完成建设", date(2021, 12, 31)),
        ("12月31日前", date(2023, 12, 31)),
        ("12月底", date(2023, 12, 31)),
        ("6月底前", date(2023, 6, 30)),
        ("2月底前", date(2023, 2, 28)),
        ("2024年2月底前", date(2024, 2, 29)),
        ("9月前", date(2023, 9, 30)),
        ("7月", date(2023, 7, 31)),
        ("11月上旬", date(2023, 11, 10)),
        ("11月中旬", date(2023, 11, 20)),
        ("11月下旬", date(2023, 11, 30)),
        ("第三季度", date(2023, 9, 30)),
        ("四季度末", date(2023, 12, 31)),
        ("上半年", date(2023, 6, 30)),
        ("2021年", date(2021, 12, 31)),
        ("2021年度", date(2021, 12, 31)),
        ("2021年底", date(2021, 12, 31)),
        ("年底前", date(2023, 12, 31)),
        ("每年12月底前", date(2023, 12, 31)),
        ("次年3月底前", date(2024, 3, 31)),
        ("2021年1月-12月", date(2021, 12, 31)),
        ("2021-2025年", date(2025, 12, 31)),
        ("截至2021年12月31日", date(2021, 12, 31)),
    ],
)
def test_a_deadline_is_the_last_day_that_still_meets_it(text: str, deadline: date) -> None:
    target = read_target(text, year=2023)

    assert (target.kind, target.deadline) == (TargetKind.DATE, deadline)
    assert target.direction is Direction.CEILING


@pytest.mark.clause("mof2020-10/4.2.3")
def test_a_month_without_any_year_has_no_deadline_and_says_so() -> None:
    target = read_target("9月底前")

    assert (target.kind, target.deadline) == (TargetKind.DATE, None)
    assert "没有写年份，期限不能确定" in target.remarks


@pytest.mark.clause("mof2020-10/4.2.3")
def test_before_a_month_is_read_as_by_its_end_and_the_other_reading_is_named() -> None:
    assert "“9月前”按9月底前读；如指9月1日以前，请写明日期" in read_target("9月前", year=2023).remarks


@pytest.mark.clause("mof2020-10/4.2.3")
def test_twelve_months_of_building_time_are_a_length_and_not_december() -> None:
    assert read_target("12月", name="建设工期").kind is TargetKind.QUANTITATIVE
    assert read_target("12月", name="完成时间", year=2023).deadline == date(2023, 12, 31)


@pytest.mark.clause("mof2020-10/4.2.3")
def test_a_bare_year_is_a_date_only_under_a_name_that_asks_when() -> None:
    assert read_target("2021", name="完成时间").deadline == date(2021, 12, 31)
    assert read_target("2021", name="补助人数").value == 2021
    assert read_target("2021.12", name="完成时间").deadline == date(2021, 12, 31)
    assert read_target("2021.12", name="补助面积").value == Decimal("2021.12")
    assert read_target("20211231", name="完成时间").deadline == date(2021, 12, 31)
    assert read_target("20211231", name="补助面积").value == 20211231


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("sign", "value", "unit", "comparator", "number", "stored"),
    [
        ("≥", "90", "%", "≥", "90", "%"),
        ("≧", "９０", "％", "≥", "90", "%"),
        ("=", "98", "%以上", "≥", "98", "%"),
        ("≥", "≥90%", "%", "≥", "90", "%"),
        ("=", "29.5亩", "亩", "＝", "29.5", "亩"),
        ("=", "≥90%", "", "≥", "90", "%"),
        ("≤", "400", "元/人·天", "≤", "400", "元/人·天"),
        ("定量", "95", "%", "", "95", "%"),
        ("≤", "15", "个工作日", "≤", "15", "个工作日"),
        ("≥", "3", "/", "≥", "3", ""),
    ],
)
def test_three_columns_are_read_as_one_target(
    sign: str, value: str, unit: str, comparator: str, number: str, stored: str
) -> None:
    target = read_target(value, sign=sign, unit=unit)

    assert (target.comparator, target.value, target.unit) == (comparator, Decimal(number), stored)


@pytest.mark.clause("mof2020-10/4.2.3")
def test_three_columns_can_make_a_date() -> None:
    target = read_target("9", sign="=", unit="月前", year=2023)

    assert (target.kind, target.deadline, target.comparator) == (TargetKind.DATE, date(2023, 9, 30), "≤")


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(("side", "direction"), [("正向", Direction.FLOOR), ("反向指标", Direction.CEILING)])
def test_a_sign_column_may_name_the_side_instead_of_a_sign(side: str, direction: Direction) -> None:
    target = read_target("90", sign=side, unit="%")

    assert (target.comparator, target.direction, target.direction_from) == ("", direction, DirectionSource.SIGN)


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("完成率达到95%以上", "95", "%", "≥"),
        ("11月底完成100%", "100", "%", ""),
        ("到2025年达到95%", "95", "%", ""),
        ("项目验收合格率100%", "100", "%", ""),
        ("原则上不超过3万元", "3", "万元", "≤"),
        ("比上年增长10%以上", "10", "%", "≥"),
        ("降至5%以下", "5", "%", "≤"),
        ("每年不少于2次", "2", "次", "≥"),
        ("30天内", "30", "天", "≤"),
        ("95%以上的群众满意", "95", "%", "≥"),
    ],
)
def test_a_sentence_with_one_number_is_a_quantity(text: str, value: str, unit: str, comparator: str) -> None:
    target = read_target(text)

    assert (target.kind, target.value, target.unit, target.comparator) == (
        TargetKind.QUANTITATIVE,
        Decimal(value),
        unit,
        comparator,
    )


@pytest.mark.clause("mof2020-10/4.2.3")
def test_a_date_beside_a_quantity_is_kept_as_a_remark() -> None:
    assert "含时间要求“11月底”，另行核对" in read_target("11月底完成100%", year=2022).remarks


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("第一年按总投资额返本20%,分红按8%分红", "20%、8%"),
        ("完成3个项目，合格率100%", "3个、100%"),
        ("50户/150人", "50户、150人"),
        ("12,34", "12、34"),
        ("10 20", "10、20"),
    ],
)
def test_several_numbers_are_no_single_target_and_are_listed(text: str, listed: str) -> None:
    target = read_target(text)

    assert (target.kind, target.value) == (TargetKind.COMPOUND, None)
    assert f"含多个数值：{listed}" in target.remarks


@pytest.mark.clause("mof2020-10/4.3")
@pytest.mark.parametrize(
    "text",
    [
        "效果明显", "严格执行相关制度规定", "显著提升", "高", "好", "持续发展", "按时完成", "严格执行2020年标准", "达到国家3A级标准",
        "按照《办法》（财预〔2015〕88号）执行", "符合GB3095-2012二级标准", "(1)成立管理组织;(2)季度督导、半年度考核", "无", "1.2.3",
    ],
)  # fmt: skip
def test_words_stay_words_even_with_a_document_number_in_them(text: str) -> None:
    target = read_target(text)

    assert (target.kind, target.value, target.raw) == (TargetKind.QUALITATIVE, None, text)


@pytest.mark.clause("mof2020-10/4.3")
@pytest.mark.parametrize(
    ("text", "sign", "value"), [("定性高中低", "", ""), ("高中低", "定性", ""), ("优良中差", "", "")]
)
def test_a_list_of_steps_does_not_say_which_step_is_asked(text: str, sign: str, value: str) -> None:
    target = read_target(text, sign=sign, unit=value)

    assert target.kind is TargetKind.QUALITATIVE
    assert any("没有写明要达到哪一档" in remark for remark in target.remarks)


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("text", "comparator", "direction"),
    [
        ("不超预算", "≤", Direction.CEILING),
        ("不高于市场价", "≤", Direction.CEILING),
        ("控制在预算内", "≤", Direction.CEILING),
        ("不低于上年", "≥", Direction.FLOOR),
    ],
)
def test_a_comparison_without_a_number_keeps_its_side(text: str, comparator: str, direction: Direction) -> None:
    target = read_target(text)

    assert (target.kind, target.comparator, target.direction) == (TargetKind.QUALITATIVE, comparator, direction)


@pytest.mark.clause("mof2020-10/4.2.2")
@pytest.mark.parametrize("text", ["零事故", "零投诉"])
def test_zero_of_a_bad_thing_is_a_target_of_zero(text: str) -> None:
    target = read_target(text)

    assert (target.kind, target.value, target.direction) == (TargetKind.QUANTITATIVE, Decimal(0), Direction.CEILING)


@pytest.mark.clause("mof2020-10/4.2.2")
def test_no_complaints_are_words_whose_side_is_known() -> None:
    target = read_target("无投诉")

    assert (target.kind, target.direction) == (TargetKind.QUALITATIVE, Direction.CEILING)


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize("text", ["是", "否", "是/否", "√"])
def test_yes_and_no_are_their_own_kind(text: str) -> None:
    assert read_target(text).kind is TargetKind.YES_NO


@pytest.mark.clause("mof2020-10/4.8")
@pytest.mark.parametrize("text", ["/", "／", "—", "——", "-", "不适用", "不涉及", "N/A"])
def test_a_stroke_means_not_applicable(text: str) -> None:
    assert read_target(text).kind is TargetKind.NOT_APPLICABLE


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize("text", ["", " ", "　", "\n"])
def test_blank_is_missing(text: str) -> None:
    assert read_target(text).kind is TargetKind.MISSING


@pytest.mark.clause("mof2020-10/4.3")
def test_a_worded_indicator_without_a_value_is_missing_and_says_why() -> None:
    target = read_target("", sign="定性")

    assert (target.kind, target.remarks) == (TargetKind.MISSING, ("指标性质为定性，指标值空白",))
