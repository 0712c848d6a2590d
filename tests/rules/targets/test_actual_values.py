"""What an actual-value cell says, in the unit of its target."""

from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.targets.actual import read_actual
from jiheng.rules.targets.reading import read_target
from jiheng.rules.targets.shapes import Actual, ActualKind, Band


def read(target: str, text: str, *, name: str = "") -> Actual:
    return read_actual(text, read_target(target, name=name, year=2021), name=name, year=2021)


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("target", "text", "value", "unit"),
    [
        ("≥90%", "98.5%", "98.5", "%"),
        ("≥90%", "98.5", "98.5", "%"),
        ("≥90%", "98.5百分比", "98.5", "%"),
        ("≥90%", "９８．５％", "98.5", "%"),
        ("≥90%", "百分之九十八", "98", "%"),
        ("≤0.9‰", "0.09%", "0.9", "‰"),
        ("≥50个", "50", "50", "个"),
        ("≤90万元", "90", "90", "万元"),
        ("≤90万元", "899740元", "89.974", "万元"),
        ("≤90万元", "￥855,000元", "85.5", "万元"),
        ("≤90万元", "90万", "90", "万元"),
        ("≤900000元", "80万元", "800000", "元"),
        ("≥8亿元", "85000万元", "8.5", "亿元"),
        ("550万粒", "5500000粒", "550", "万粒"),
        ("524m", "0.524公里", "524", "m"),
        ("≥5公里", "5,200米", "5.2", "公里"),
        ("50厘米", "0.5米", "50", "厘米"),
        ("15亩", "1公顷", "15", "亩"),
        ("≥500m2", "600㎡", "600", "m2"),
        ("500公斤", "0.6吨", "600", "公斤"),
        ("12个月", "1年", "12", "个月"),
        ("30天", "720小时", "30", "天"),
        ("3000元/平方米", "0.3万元/平方米", "3000", "元/平方米"),
        ("1600元/亩", "24000元/公顷", "1600", "元/亩"),
        ("400元/人、天", "180元/人、天", "180", "元/人、天"),
        ("≥1000人", "1,020人", "1020", "人"),
        ("≥10个", "10家", "10", "个"),
        ("≥50个", "已完成50个", "50", "个"),
        ("100%", "100%完成", "100", "%"),
        ("≥95%", "完成12个村，合格率98%", "98", "%"),
        ("≥90%", "完成率98%，排名第1", "98", "%"),
        ("≤5%", "-3%", "-3", "%"),
        ("90%-95%", "93%", "93", "%"),
        ("0起", "0", "0", "起"),
        ("0起", "零", "0", "起"),
        ("0起", "未发生安全事故", "0", "起"),
        ("0", "零事故", "0", ""),
    ],
)
def test_a_number_is_carried_into_the_unit_of_the_target(target: str, text: str, value: str, unit: str) -> None:
    actual = read(target, text)

    assert (actual.kind, actual.value, actual.unit) == (ActualKind.NUMBER, Decimal(value), unit)
    assert (actual.unit_mismatch, actual.copied) == ("", False)


@pytest.mark.clause("mof2020-10/4.2")
def test_a_conversion_that_does_not_end_is_cut_to_twelve_decimals() -> None:
    assert read("1公顷", "10亩").value == Decimal("0.666666666667")


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("target", "text", "mismatch"),
    [
        ("≥50个", "12人", "目标“个”，实际“人”"),
        ("≥1000人次", "1000人", "目标“人次”，实际“人”"),
        ("≥50个", "100%", "目标“个”，实际“%”"),
        ("15个工作日", "15天", "目标“个工作日”，实际“天”"),
        ("≥90%", "95个百分点", "目标“%”，实际“个百分点”"),
        ("2021年12月底前", "100%", "目标是日期，实际是“100%”"),
    ],
)
def test_units_that_do_not_convert_are_both_named(target: str, text: str, mismatch: str) -> None:
    assert read(target, text).unit_mismatch == mismatch


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize("text", ["≥90%", "90%以上", "不低于90%", "超过90%", "＞90%"])
def test_an_inequality_is_no_actual_value_and_counts_as_copied(text: str) -> None:
    actual = read("≥90%", text)

    assert (actual.kind, actual.value, actual.copied) == (ActualKind.NUMBER, Decimal(90), True)
    assert f"写成不等式“{text}”，按90%读" in actual.remarks


@pytest.mark.clause("mof2020-10/4.2")
def test_an_equals_sign_is_superfluous_but_the_number_stands() -> None:
    actual = read("=100%", "=100%")

    assert (actual.value, actual.copied, actual.remarks) == (Decimal(100), False, ("实际完成值前的“=”多余",))


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(("text", "value"), [("1", "100"), ("0.98", "98")])
def test_a_bare_share_under_a_high_floor_is_read_as_a_percentage_and_said(text: str, value: str) -> None:
    actual = read("≥95%", text)

    assert actual.value == Decimal(value)
    assert actual.remarks == (f"“{text}”没有单位，目标是百分数，按{value}%读",)


@pytest.mark.clause("mof2020-10/4.2")
def test_a_bare_share_under_a_ceiling_is_left_as_it_stands_and_questioned() -> None:
    actual = read("≤5%", "0.02")

    assert (actual.value, actual.remarks) == (Decimal("0.02"), ("没有单位，按0.02%读；如是比率请写成百分数",))


@pytest.mark.clause("mof2020-10/4.2")
def test_a_rate_without_a_unit_takes_percent_from_both_sides() -> None:
    assert read("100", "100%", name="验收合格率").value == 100
    assert read("100", "100", name="验收合格率").unit_mismatch == ""


@pytest.mark.clause("mof2020-10/4.2.3")
@pytest.mark.parametrize(
    ("target", "text", "first", "last"),
    [
        ("9月前", "7月", date(2021, 7, 1), date(2021, 7, 31)),
        ("9月前", "7", date(2021, 7, 1), date(2021, 7, 31)),
        ("9月前", "9月15日", date(2021, 9, 15), date(2021, 9, 15)),
        ("2021年", "2021年", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021年底", "2021年底", date(2021, 12, 1), date(2021, 12, 31)),
        ("12月底前", "2021.11", date(2021, 11, 1), date(2021, 11, 30)),
        ("12月底前", "2021.12.20", date(2021, 12, 20), date(2021, 12, 20)),
        ("12月底前", "已于2021年11月完成", date(2021, 11, 1), date(2021, 11, 30)),
        ("12月底前", "2022年1月", date(2022, 1, 1), date(2022, 1, 31)),
    ],
)
def test_a_date_says_the_first_and_the_last_day_it_can_mean(target: str, text: str, first: date, last: date) -> None:
    actual = read(target, text)

    assert (actual.kind, actual.day_from, actual.day, actual.copied) == (ActualKind.DATE, first, last, False)


@pytest.mark.clause("mof2020-10/4.2.3")
def test_a_deadline_repeated_as_actual_date_is_copied() -> None:
    actual = read("2021年12月31日前", "2021年12月31日前")

    assert (actual.day, actual.copied) == (date(2021, 12, 31), True)


@pytest.mark.clause("mof2020-10/4.3")
@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("达成预期指标", Band.REACHED),
        ("达成年度目标", Band.REACHED),
        ("达到预期目标", Band.REACHED),
        ("完成", Band.REACHED),
        ("已完成", Band.REACHED),
        ("已全部完成", Band.REACHED),
        ("按时完成", Band.REACHED),
        ("达标", Band.REACHED),
        ("合格", Band.REACHED),
        ("达成预期指标（佐证见附件）", Band.REACHED),
        ("部分达成预期指标并具有一定效果", Band.PARTLY),
        ("部分完成", Band.PARTLY),
        ("基本达到", Band.PARTLY),
        ("基本完成", Band.PARTLY),
        ("基本达成预期指标", Band.PARTLY),
        ("未达成预期指标且效果较差", Band.MISSED),
        ("未完成", Band.MISSED),
        ("尚未完成", Band.MISSED),
        ("未达标", Band.MISSED),
        ("不合格", Band.MISSED),
        ("未实施", Band.MISSED),
    ],
)
@pytest.mark.parametrize("target", ["效果明显", "≥90%", "2021年12月底前"])
def test_a_fixed_phrase_is_one_of_the_three_bands(target: str, text: str, band: Band) -> None:
    actual = read(target, text)

    assert (actual.kind, actual.band) == (ActualKind.BAND, band)


@pytest.mark.clause("mof2020-10/4.3")
@pytest.mark.parametrize("text", ["效果较好", "有利于推动企业走出去", "受众欢迎显著", "群众反映良好"])
def test_praise_is_words_and_left_to_people(text: str) -> None:
    actual = read("效果明显", text)

    assert (actual.kind, actual.band, actual.copied) == (ActualKind.WORDS, None, False)


@pytest.mark.clause("mof2020-10/4.3")
@pytest.mark.parametrize("text", ["显著提升", "高", "降低运输成本"])
def test_the_target_repeated_is_words_and_no_band_is_taken(text: str) -> None:
    actual = read(text, text)

    assert (actual.kind, actual.copied, actual.band) == (ActualKind.WORDS, True, None)
    assert actual.remarks == (f"与目标“{text}”文字相同；如确已做到，请选“达成预期指标”一档",)


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("target", "text", "band"),
    [
        ("是", "是", Band.REACHED),
        ("是", "否", Band.MISSED),
        ("否", "否", Band.REACHED),
        ("是", "基本达到", Band.PARTLY),
    ],
)
def test_yes_or_no_is_answered_and_not_copied(target: str, text: str, band: Band) -> None:
    actual = read(target, text)

    assert (actual.kind, actual.band, actual.copied) == (ActualKind.BAND, band, False)


@pytest.mark.clause("mof2020-10/4.2")
def test_yes_against_an_open_question_is_left_to_people() -> None:
    actual = read("是/否", "是")

    assert (actual.kind, actual.remarks) == (ActualKind.WORDS, ("目标没有写明要求“是”还是“否”，须由人判定",))


@pytest.mark.clause("mof2020-10/4.2.2")
@pytest.mark.parametrize("target", ["100%", "0起", "效果明显"])
def test_none_is_never_settled_in_silence(target: str) -> None:
    actual = read(target, "无")

    assert (actual.kind, actual.value, actual.band) == (ActualKind.NONE_WORD, None, None)
    assert actual.remarks == ("“无”：须由人判定是0、未实施还是不适用",)


@pytest.mark.clause("mof2020-10/4.8")
@pytest.mark.parametrize("text", ["/", "—", "－", "不适用", "不涉及"])
def test_a_stroke_is_not_applicable(text: str) -> None:
    assert read("≥90%", text).kind is ActualKind.NOT_APPLICABLE


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize("text", ["", "  ", "　"])
def test_blank_is_missing_and_not_zero(text: str) -> None:
    assert read("≥90%", text) == Actual(ActualKind.MISSING, "")


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize("text", ["90%-95%", "50/60", "20个、30个"])
def test_several_numbers_are_no_actual_value(text: str) -> None:
    actual = read("≥50", text)

    assert (actual.kind, actual.value, actual.remarks) == (
        ActualKind.WORDS,
        None,
        ("有多个数值，看不出哪一个是实际完成值",),
    )
