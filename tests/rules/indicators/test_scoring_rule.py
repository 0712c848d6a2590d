"""Scoring rules as data: read, tried out, refused with a reason. E-B10-k, W-B10-n."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.rules.explained import Score
from jiheng.rules.finding import Outcome
from jiheng.rules.indicators.parameters import read_parameters, rule_for
from jiheng.rules.indicators.rules_of_scoring import RuleError
from jiheng.rules.indicators.scoring_rule import preview
from jiheng.rules.indicators.shapes import Method
from jiheng.rules.indicators.syntax import SYNTAX
from tests.rules.indicators.sound import BOOK, answers, changed, indicator, messages, outcomes, system

D = Decimal
SOUND = system()
STEPS = "达标率：95%满分5，90%得3，85%得1，以下0"
pytestmark = pytest.mark.clause("cq2023-7/10.k")


def tried(method: str, parameters: str, target: str, value: str, **more: Any) -> Score:
    row = indicator("产出", "质量", more.pop("name", "达标率"), more.pop("points", "5"))
    fields = {"method": method, "parameters": parameters, "target": target, "formula": "", **more}
    return preview(changed((row,), row.name, **fields)[0], value, BOOK)


@pytest.mark.parametrize(
    ("method", "parameters", "target", "value", "score"),
    [
        ("比例法", "", "≥95%", "95%", "5.00"),
        ("比例法", "", "≥95%", "90%", "4.74"),
        ("比例法", "", "≥95%", "0.9", "4.74"),
        ("比例法", "反向", "100", "200", "2.50"),
        ("比例法", "正向指标", "100", "50", "2.50"),
        ("比例法", "等值", "100", "150", "2.50"),
        ("比例法", "", "＝100", "50", "2.50"),
        ("比例法", "", "≥50万元", "40万元", "4.00"),
        ("比例法", "", "≥50万元", "400000元", "4.00"),
        ("区间法", "10至20", "", "15", "5.00"),
        ("区间法", "[10%，20%]", "随便", "5%", "2.50"),
        ("区间法", "10~20", "", "40", "2.50"),
        ("区间法", "", "10-20", "40", "2.50"),
        ("分档法", STEPS, "", "95%", "5.00"),
        ("分档法", STEPS, "", "94.99%", "3.00"),
        ("分档法", STEPS, "", "90%", "3.00"),
        ("分档法", STEPS, "", "0.85", "1.00"),
        ("分档法", STEPS, "", "84.99%", "0.00"),
        ("分档法", "≥95%得5分；≥90%得3分；其余不得分", "", "92%", "3.00"),
        ("分档法", "100个满分，80个以上得3，低于80个不得分", "", "85个", "3.00"),
        ("扣分法", "每发现1起扣2分", "", "2起", "1.00"),
        ("扣分法", "每发现一起扣2分，扣完为止", "", "0", "5.00"),
        ("扣分法", "每起扣2分", "", "3", "0.00"),
        ("扣分法", "每逾期10天扣1分", "", "25天", "3.00"),
        ("扣分法", "每逾期10天扣1分，不足一档按一档扣", "", "25天", "2.00"),
        ("扣分法", "每逾期10天扣1分，不足10天按10天扣", "", "25天", "2.00"),
        ("扣分法", "每逾期10天扣1分，不足一档按比例扣", "", "25天", "2.50"),
        ("扣分法", "每逾期10天扣1分，不足10天不扣", "", "25天", "3.00"),
        ("扣分法", "每低于目标1个百分点扣0.5分", "≥95%", "93.5%", "4.25"),
        ("扣分法", "每低1%扣0.5分", "≥95%", "96%", "5.00"),
        ("扣分法", "每低5%扣1分", "50个", "45个", "3.00"),
        ("扣分法", "每超5%扣1分", "≤100万元", "110万元", "3.00"),
        ("扣分法", "每超5万元扣1分", "≤100万元", "110万元", "3.00"),
        ("扣分法", "每超50000元扣1分", "≤100万元", "110万元", "3.00"),
        ("扣分法", "达到目标得满分，每低2扣1分", "50", "46", "3.00"),
        ("时效法", "每逾期10天扣1分", "2024年6月30日前", "2024-06-30", "5.00"),
        ("时效法", "每逾期10天扣1分", "2024年6月30日前", "2024-07-09", "5.00"),
        ("时效法", "每逾期10天扣1分", "2024年6月30日前", "2024年7月10日", "4.00"),
        ("时效法", "按期完成得满分，每逾期1日扣0.5分", "6月底前", "2024-07-02", "4.00"),
        ("是否法", "", "是", "是", "5.00"),
        ("是否法", "", "是", "否", "0.00"),
        ("定性三档", "", "效果明显", "部分达成，72%", "3.60"),
        ("定性三档", "", "效果明显", "达成预期指标 90%", "4.50"),
        ("定性三档", "", "", "未达成 30%", "1.50"),
        ("满意度", "", "≥90%", "171/200", "4.75"),
        ("满意度", "", "≥90%", "171人/200人", "4.75"),
        ("满意度", "", "≥90", "85.5", "4.75"),
        ("满意度", "", "≥90%", "95%", "5.00"),
        ("自定公式", "如果（实际值≥目标值，分值，实际值÷目标值×分值）", "≥95%", "90%", "4.74"),
        ("自定公式", "合格数/总数*分值", "", "合格数=45；总数=50个", "4.50"),
        ("自定公式", "得分=分值-实际值×2", "", "1", "3.00"),
        ("自定公式", "分值-实际值×9", "", "1", "0.00"),
        ("自定公式", "分值+1", "", "", "5.00"),
        ("自定公式", "实际值×分值÷目标值", "50个", "45个", "4.50"),
    ],
)
def test_a_trial_value_earns_what_the_rule_says(
    method: str, parameters: str, target: str, value: str, score: str
) -> None:
    found = tried(method, parameters, target, value, name="完成率" if "率" in parameters else "某指标")
    assert (found.value, [one.message for one in found.findings if one.blocks]) == (D(score), [])
    assert [step.kind.value for step in found.steps] == ["口径", "取数", "代入", "结果"]


def test_a_formula_in_its_own_column_is_taken_when_there_are_no_parameters() -> None:
    assert tried("自定公式", "", "", "1", formula="得分＝分值-实际值×2").value == D("3.00")
    assert tried("", "", "", "1", formula="分值-实际值×2").value == D("3.00")


def test_a_formula_explains_itself_in_words() -> None:
    said = [step.text for step in tried("自定公式", "合格数/总数*分值", "", "合格数=45，总数=50").steps]
    assert said == [
        "自定公式：得分 = 合格数 除以 总数 乘以 分值",
        "合格数=45，总数=50，分值=5",
        "45 除以 50 乘以 5 =4.50",
        "得4.50分",
    ]


@pytest.mark.parametrize(
    ("method", "parameters", "target", "value", "code", "said"),
    [
        ("比例法", "", "效果明显", "90%", "E-B10-k", "目标值“效果明显”是文字，比例法要一个数值，如≥90%"),
        ("比例法", "", "", "90%", "E-B10-k", "目标值空着，比例法要一个数值"),
        ("比例法", "", "10-20", "15", "E-B10-k", "是一个区间，比例法要一个数值"),
        ("区间法", "", "10", "15", "E-B10-k", "是一个数值，区间法要一个区间"),
        ("扣分法", "每低1个百分点扣0.5分", "较高", "90%", "E-B10-k", "是文字，扣分法要一个数值"),
        ("扣分法", "每低5起扣1分", "50公里", "45", "E-B10-k", "单位“起”和目标值的单位“公里”不能换算"),
        ("时效法", "每逾期10天扣1分", "100个", "90", "E-B10-k", "是一个数值，时效法要一个日期"),
        ("满意度", "", "满意", "90%", "E-B10-k", "是文字，满意度要一个数值"),
        ("自定公式", "实际值/目标值×分值", "较高", "90%", "E-B10-k", "是文字，自定公式要一个数值"),
        ("比例法", "", "≥95%", "好", "E-S-01", "指标值“好”读不出一个数"),
        ("比例法", "", "≥95%", "", "E-S-01", "空白"),
        ("比例法", "", "≥50公里", "3天", "E-S-01", "单位不能换算"),
        ("区间法", "10至20", "", "好", "E-S-01", "读不出一个数"),
        ("区间法", "20至10", "", "15", "E-S-08", "下限20大于上限10"),
        ("分档法", STEPS, "", "好", "E-S-01", "读不出一个数"),
        ("分档法", STEPS, "", "", "E-S-01", "空白"),
        ("分档法", "95%满分4，90%得3", "", "92%", "E-S-16", "最高一段等于分值"),
        ("分档法", "90%满分，95%得3", "", "92%", "E-S-16", "从高到低"),
        ("扣分法", "每发现1起扣2分", "", "很多", "E-S-01", "读不出一个数"),
        ("扣分法", "每发现1起扣2分", "", "", "E-S-01", "缺少应扣分的数量"),
        ("时效法", "", "2024年6月底前", "2024-07-25", "W-S-09", "没有写每逾期几天扣几分"),
        ("时效法", "每逾期10天扣1分", "2024年6月底前", "很晚", "E-S-01", "读不出日期"),
        ("时效法", "每逾期10天扣1分", "2024年6月底前", "", "E-S-01", "完成日期是空白"),
        ("是否法", "", "是", "也许", "E-S-01", "请填“是”或“否”"),
        ("是否法", "", "是", "", "E-S-01", "请填“是”或“否”"),
        ("定性三档", "", "", "72%", "E-S-11", "须先选定一档"),
        ("定性三档", "", "", "部分达成 80%", "E-S-10", "80%属达成预期指标档"),
        ("满意度", "", "≥90%", "很满意", "E-S-01", "读不出一个数"),
        ("满意度", "", "≥90%", "201/200", "E-S-15", "人数不合理"),
        ("满意度", "", "≥90%", "", "E-S-01", "满意度是空白"),
        ("自定公式", "合格数/总数*分值", "", "45", "E-S-01", "没有“合格数”这个数，可用的有：实际值、分值"),
        ("自定公式", "合格数/总数*分值", "", "合格数=1；总数=0", "E-S-01", "除数是0"),
        ("自定公式", "实际值×分值", "", "很好", "E-S-01", "请写一个数，或“名称=数；名称=数”"),
        ("自定公式", "a×分值", "", "a=1；a=2", "E-S-01", "请写一个数"),
        ("自定公式", "(分值", "", "1", "W-B10-n", "括号没有合上"),
        ("自定公式", "按实际情况打分", "", "1", "W-B10-n", "“按实际情况打分”是一句话，不是公式"),
        ("看着办", "", "", "1", "W-B10-n", "计分方法“看着办”不能识别，可用的有：比例法"),
        ("分档法", "", "", "1", "W-B10-n", "分档法没有写参数。写法：从高到低"),
    ],
)
def test_a_trial_that_cannot_be_scored_says_why(
    method: str, parameters: str, target: str, value: str, code: str, said: str
) -> None:
    found = tried(method, parameters, target, value, name="某指标")
    assert (found.value, [one.code for one in found.findings]) == (None, [code])
    assert said in found.findings[0].message


def test_a_ratio_without_a_side_asks_for_one() -> None:
    found = tried("比例法", "", "12年", "10年", name="合同年限")
    assert "看不出指标“合同年限”是越多越好还是越少越好" in found.findings[0].message
    assert tried("比例法", "正向", "12年", "6年", name="合同年限").value == D("2.50")


@pytest.mark.parametrize(
    ("method", "text", "said"),
    [
        (Method.RATIO, "顺向", "比例法的参数“顺向”读不懂。写法：可以空着"),
        (Method.RANGE, "10以上", "区间法的参数“10以上”读不懂"),
        (Method.RANGE, "10个至20天", "两端的单位“个”和“天”不同"),
        (Method.STEPS, "≤5天得5", "分档法的参数“≤5天得5”读不懂"),
        (Method.STEPS, "95%得5，以下得1", "分档法的参数“以下得1”读不懂"),
        (Method.STEPS, "以下0", "分档法的参数“以下0”读不懂"),
        (Method.STEPS, "95%得5，以下0，90%得3", "分档法的参数“以下0”读不懂"),
        (Method.STEPS, "95%得5，80%以下0", "分档法的参数“80%以下0”读不懂"),
        (Method.STEPS, "95%得5，90得3", "各档的单位要写成一样的"),
        (Method.STEPS, "95%得5，90个得3", "各档的单位要写成一样的"),
        (Method.STEPS, "得" * 501, "超过500字"),
        (Method.DEDUCTION, "视情况扣分", "扣分法的参数“视情况扣分”读不懂"),
        (Method.DEDUCTION, "每发现1起扣2分，每逾期1天扣1分", "读不懂"),
        (Method.DEDUCTION, "每低扣1分", "“每低扣1分”没有写每多少扣一次"),
        (Method.DEDUCTION, "每逾期0天扣1分", "档距是0"),
        (Method.DEDUCTION, "扣完为止", "读不懂"),
        (Method.DEDUCTION, "", "扣分法没有写参数"),
        (Method.DATE, "每逾期3个工作日扣1分", "不能写工作日"),
        (Method.DATE, "每发现1起扣1分", "时效法的参数“每发现1起扣1分”读不懂"),
        (Method.DATE, "每逾期1.5天扣1分", "读不懂"),
        (Method.YES_NO, "5分", "是否法的参数“5分”读不懂"),
        (Method.QUALITATIVE, "优良中差", "定性三档的参数“优良中差”读不懂"),
        (Method.SATISFACTION, "60%及格", "满意度的参数“60%及格”读不懂"),
    ],
)
def test_parameters_that_are_not_plain_are_refused_with_the_piece(method: Method, text: str, said: str) -> None:
    with pytest.raises(RuleError, match=said):
        read_parameters(method, text, D(5))


def test_every_method_says_how_its_parameters_are_written() -> None:
    assert set(SYNTAX) == set(Method)


@pytest.mark.parametrize(
    ("field", "label"),
    [("caliber", "计算口径"), ("formula", "计算公式"), ("condition", "得分条件"), ("deduction", "扣分规则")],
)
def test_each_of_the_four_elements_is_missed(field: str, label: str) -> None:
    found = answers("E-B10-k", changed(SOUND, "通行率", **{field: " "}))
    assert messages(found) == [f"指标“通行率”的计分规则没有写{label}，请补填"]
    assert (found[0].where, found[0].act) == ("评价指标 通行率", "方案送审")


def test_complete_rules_pass_and_none_do_not_apply() -> None:
    assert outcomes(answers("E-B10-k", SOUND)) == {Outcome.PASSED}
    assert outcomes(answers("E-B10-k", ())) == {Outcome.NOT_APPLICABLE}
    bare = changed(SOUND, "通行率", caliber="", formula="", condition="", deduction="")
    assert "计算口径、计算公式、得分条件、扣分规则" in messages(answers("E-B10-k", bare))[0]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"target": "效果明显"}, "目标值“效果明显”是文字，比例法要一个数值"),
        ({"target": ""}, ""),
        ({"target": "效果明显", "method": "定性三档"}, ""),
        ({"target": "6月底前", "method": "时效法", "parameters": "每逾期10天扣1分"}, ""),
        ({"method": "时效法", "parameters": "每逾期10天扣1分"}, "时效法要一个日期"),
        ({"method": "分档法", "parameters": STEPS}, "分档规则前后矛盾"),
        ({"method": "分档法", "parameters": "95%满分，90%得3"}, ""),
        ({"target": "10年", "name": "合同年限"}, "看不出指标“合同年限”"),
    ],
)
def test_a_target_is_one_the_method_can_compute_with(fields: dict[str, Any], said: str) -> None:
    found = messages(answers("E-B10-k", changed(SOUND, "通行率", **fields)))
    assert [said in message for message in found] == ([True] if said else [])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"method": "自定公式", "parameters": "实际值÷目标值×分值"}, ""),
        ({"method": "自定公式", "formula": "实际值÷目标值×分值"}, ""),
        ({"method": "", "formula": "实际值÷目标值×分值"}, ""),
        ({"method": "", "formula": "实际值÷目标值"}, "没有选计分方法，计算公式里也没有“分值”"),
        ({"method": "", "formula": "由专家综合评定"}, "“由专家综合评定”是一句话，不是公式"),
        ({"method": "自定公式", "parameters": "实际值÷（目标值"}, "第5个字：括号没有合上"),
        ({"method": "扣分法", "parameters": "酌情扣分"}, "扣分法的参数“酌情扣分”读不懂"),
        ({"method": "", "formula": ""}, ""),
    ],
)
def test_a_rule_the_system_cannot_read_is_kept_in_words(fields: dict[str, Any], said: str) -> None:
    found = answers("W-B10-n", changed(SOUND, "通行率", **fields))
    assert [said in message for message in messages(found)] == ([True] if said else [])
    assert not any(one.blocks for one in found)
    if said:
        assert "由人工计算并留痕" in messages(found)[0]


def test_without_indicators_there_is_no_rule_to_read() -> None:
    assert outcomes(answers("W-B10-n", ())) == {Outcome.NOT_APPLICABLE}


METHODS = st.sampled_from([method.value for method in Method])
WRITTEN = st.sampled_from(
    [
        "",
        STEPS,
        "每发现1起扣2分",
        "每低1%扣0.5分",
        "每超5%扣1分",
        "每逾期10天扣1分",
        "10至20",
        "正向",
        "实际值×分值÷目标值",
    ]
)
VALUES = st.one_of(
    st.text(max_size=30), st.sampled_from(["", "90%", "-3", "0", "171/200", "2024-07-01", "是", "a=1；b=2"])
)
TARGETS = st.sampled_from(["", "≥95%", "0", "0%", "-5", "10-20", "2024年6月底前", "是", "效果明显", "≤0起"])


@given(METHODS, st.one_of(WRITTEN, st.text(max_size=40)), TARGETS, VALUES)
def test_a_trial_always_answers_within_the_points(method: str, parameters: str, target: str, value: str) -> None:
    score = tried(method, parameters, target, value)
    assert score.steps
    assert score.findings if score.value is None else 0 <= score.value <= 5


@given(st.text(), st.text(), METHODS)
def test_reading_a_rule_reads_or_refuses(parameters: str, formula: str, method: str) -> None:
    row = indicator("产出", "质量", "达标率", "5", method=method, parameters=parameters, formula=formula)
    try:
        rule = rule_for(row)
    except RuleError:
        return
    assert rule
