"""The base-information table: five groups of plain facts, each indicator fed, papers for guidance projects."""

from decimal import Decimal

import pytest

from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.surveys.base_information import (
    check_base_fields,
    check_facts,
    check_groups,
    check_links,
    check_papers,
)
from jiheng.rules.surveys.columns import FIVE_GROUPS
from jiheng.rules.surveys.shapes import BaseField, FieldGroup

COLUMNS = [BaseField(f"{group}金额", group, "数值", indicators=("1.1",)) for group in FIVE_GROUPS]
INDICATOR = Indicator("1.1", "产出", "数量", "改造面积", Decimal(10), where="评价指标 第5行")
pytestmark = pytest.mark.clause("cq2023-7/12")


def column(name: str, kind: str = "数值", *choices: str) -> BaseField:
    return BaseField(name, FieldGroup.BASIC, kind, choices=choices, where="基础信息列 第2行")


def failures(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found if finding.outcome is Outcome.FAILED]


def test_a_table_with_all_five_groups_and_a_column_for_each_indicator_passes() -> None:
    found = check_base_fields(COLUMNS, [INDICATOR], is_guidance=False)
    assert [(finding.code, finding.outcome) for finding in found] == [
        ("E-B12-1", Outcome.PASSED),
        ("W-B12-2", Outcome.PASSED),
        ("E-B12-3", Outcome.PASSED),
        ("E-B12-4", Outcome.NOT_APPLICABLE),
    ]


@pytest.mark.parametrize("group", FIVE_GROUPS)
def test_each_of_the_five_groups_is_missed(group: FieldGroup) -> None:
    found = check_groups([each for each in COLUMNS if each.group != group], "基础信息列")
    assert (found.blocks, found.act, found.where) == (True, "方案送审", "基础信息列")
    assert f"缺“{group}”" in found.message


@pytest.mark.parametrize("name", ["", "不设"])
def test_a_reason_stands_for_a_group(name: str) -> None:
    rest = [each for each in COLUMNS if each.group != FieldGroup.CONTRACT]
    declined = BaseField(name, FieldGroup.CONTRACT, declined="补助直接发到户，没有合同")
    assert check_groups([*rest, declined]).outcome is Outcome.PASSED
    assert check_groups([*rest, BaseField("", FieldGroup.CONTRACT, declined=" ")]).outcome is Outcome.FAILED


def test_an_empty_table_lacks_everything() -> None:
    assert check_groups([]).blocks


def test_each_kind_of_sample_point_has_its_five_groups() -> None:
    rest = [each for each in COLUMNS if each.group != FieldGroup.CONTRACT]
    works = BaseField("合同价款", FieldGroup.CONTRACT, "数值", sample_kind="工程合同")
    grants = BaseField("补助标准", FieldGroup.FUNDING, "数值", sample_kind="补助对象")
    found = check_groups([*rest, works, grants])
    assert "样本类型“补助对象”缺“合同及履行”" in found.message
    assert "工程合同" not in found.message
    reason = BaseField("", FieldGroup.CONTRACT, sample_kind="补助对象", declined="没有合同")
    assert check_groups([*rest, works, grants, reason]).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (column("资金使用合理性"), "“合理性”像评价结论"),
        (column("群众满意度"), "“满意度”"),
        (column("管护情况", "枚举", "优", "良", "差"), "像评价结论"),
        (column("道路状况", "枚举", "好", "较好", "一般"), "像评价结论"),
        (column("整改措施", "文字"), "没有另设枚举列“整改措施分类”"),
        (column("合同工期", ""), "没有选类型"),
        (column("现场照片", "附件"), "类型是“附件”"),
        (column("水源", "枚举"), "枚举值只有0个"),
        (column("水源", "枚举", "井水"), "枚举值只有1个"),
        (column("水源", "枚举", "井水", "井水"), "枚举值只有1个"),
    ],
)
def test_a_column_that_judges_or_cannot_be_counted_is_pointed_out(field: BaseField, said: str) -> None:
    found = check_facts([field])
    assert failures(found) == ["W-B12-2"]
    assert said in found[0].message
    assert (found[0].blocks, found[0].where) == (False, "基础信息列 第2行")


@pytest.mark.parametrize(
    "field",
    [
        column("硬化道路长度"),
        column("开工日期", "日期"),
        column("是否公示", "是否"),
        column("水源", "枚举", "井水", "河水"),
        column("设备规格", "枚举", "小", "中", "大"),
        column("证书状态", "枚举", "有效", "过期"),
        column("投标得分"),
        column("优惠金额"),
    ],
)
def test_a_plain_fact_is_left_alone(field: BaseField) -> None:
    assert failures(check_facts([field])) == []


def test_free_text_is_counted_through_its_column_of_classes() -> None:
    text = column("整改措施", "文字")
    assert failures(check_facts([text, column("整改措施分类", "枚举", "返工", "扣款")])) == []
    assert failures(check_facts([text, column("整改措施分类", "文字")])) == ["W-B12-2", "W-B12-2"]


def test_a_row_that_gives_a_reason_is_no_column() -> None:
    assert failures(check_facts([BaseField("不设", FieldGroup.CONTRACT, declined="没有合同")])) == []


@pytest.mark.parametrize(("link", "outcome"), [("1.1", []), ("改造面积", []), ("1.2", ["E-B12-3"])])
def test_an_indicator_is_fed_by_a_column_that_names_it(link: str, outcome: list[str]) -> None:
    field = BaseField("面积", FieldGroup.BASIC, "数值", indicators=(link,))
    found = check_links([field], [INDICATOR])
    assert failures(found) == outcome
    assert found[0].where == ("评价指标 第5行" if outcome else "")


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("", ["E-B12-3"]),
        ("样本点基础信息表", ["E-B12-3"]),
        ("样本点基础信息表第3列", ["E-B12-3"]),
        ("项目预算执行情况表", []),
        ("样本点基础信息表、项目实施进度表", []),
    ],
)
def test_an_indicator_may_say_which_other_table_feeds_it(source: str, outcome: list[str]) -> None:
    indicator = Indicator("1.1", "产出", "数量", "改造面积", Decimal(10), data_source=source)
    assert failures(check_links([], [indicator])) == outcome


def test_a_row_that_gives_a_reason_feeds_nothing_and_no_indicator_needs_nothing() -> None:
    declined = BaseField("不设", FieldGroup.CONTRACT, indicators=("1.1",), declined="没有合同")
    assert failures(check_links([declined], [INDICATOR])) == ["E-B12-3"]
    assert check_links([], [])[0].outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("is_guidance", "papers", "outcome"),
    [
        (True, [], Outcome.FAILED),
        (True, [BaseField("承诺种植面积", FieldGroup.PAPERS, "数值")], Outcome.PASSED),
        (True, [BaseField("不设", FieldGroup.PAPERS, declined="没有签")], Outcome.FAILED),
        (False, [], Outcome.NOT_APPLICABLE),
        (None, [], Outcome.FAILED),
        (None, [BaseField("承诺种植面积", FieldGroup.PAPERS, "数值")], Outcome.PASSED),
    ],
)
def test_a_guidance_project_has_columns_of_papers(
    is_guidance: bool | None, papers: list[BaseField], outcome: Outcome
) -> None:
    found = check_papers([*COLUMNS, *papers], is_guidance)
    assert (found.code, found.outcome) == ("E-B12-4", outcome)


def test_papers_are_no_sixth_group_for_other_projects() -> None:
    assert check_groups(COLUMNS).outcome is Outcome.PASSED
    papers_alone = [BaseField("承诺种植面积", FieldGroup.PAPERS, "数值")]
    assert check_groups(papers_alone).blocks
