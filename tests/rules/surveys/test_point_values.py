"""Values of sample points: which columns a point has, what fits a column, and what stands where it cannot."""

from decimal import Decimal

import pytest

from jiheng.rules.finding import Finding, Outcome, Severity
from jiheng.rules.preparation.steps import step_of
from jiheng.rules.sampling.frame import Unit
from jiheng.rules.sampling.points import Point, PointKind
from jiheng.rules.sampling.shapes import UnitKind
from jiheng.rules.surveys.point_columns import columns_of_point, declined_group, groups_of
from jiheng.rules.surveys.point_values import check_point_values, fault_of, tidied
from jiheng.rules.surveys.shapes import BaseField, PointValue

clause_12 = pytest.mark.clause("cq2023-7/12")

LENGTH = BaseField("实际硬化里程", "基本情况", "数值", "公里")
ACCEPTED = BaseField("验收日期", "合同及履行", "日期")
LEDGER = BaseField("有无资金专账", "管理措施及落实", "是否")
MODE = BaseField("采购方式", "合同及履行", "枚举", choices=("公开招标", "竞争性磋商"))
NOTE = BaseField("整改措施", "管理措施及落实", "文字")
FIELDS = (LENGTH, ACCEPTED, LEDGER, MODE, NOTE)


def point(key: str, kind: UnitKind = UnitKind.PAYEE, stratum: str = "通村公路｜东片") -> Point:
    return Point(Unit(stratum, key, kind, Decimal("200000.00"), {}, ("1",)), PointKind.DRAWN)


LONGMEN = point("龙门镇人民政府")
HERE = LONGMEN.unit.id


def only(found: list[Finding]) -> Finding:
    assert len(found) == 1, [each.message for each in found]
    return found[0]


# Which columns a point has


@clause_12
def test_a_point_has_the_columns_of_its_own_kind_and_those_for_all_group_by_group() -> None:
    works = BaseField("合同价", "合同及履行", "数值", "元", sample_kind="工程合同")
    subsidy = BaseField("补助金额", "获得资金支持情况", "数值", "元", sample_kind="补助对象")
    for_all = BaseField("区位", "基本情况", "枚举", choices=("山区", "平坝"))
    reason = BaseField("", "支持条件情况", declined="没有设条件")
    fields = (works, subsidy, for_all, reason)
    assert [one.key for one in columns_of_point(UnitKind.CONTRACT, fields)] == ["区位", "合同价"]
    assert [one.key for one in columns_of_point(UnitKind.PAYEE, fields)] == ["区位", "补助金额"]
    assert [one.key for one in columns_of_point(UnitKind.SERVICE, fields)] == ["区位"]
    assert declined_group("支持条件情况", UnitKind.PAYEE, fields) == "没有设条件"
    assert declined_group("基本情况", UnitKind.PAYEE, fields) == ""


@clause_12
def test_columns_for_other_kinds_belong_to_points_without_columns_of_their_own() -> None:
    other = BaseField("养殖规模", "基本情况", "数值", "头", sample_kind="其他")
    works = BaseField("合同价", "合同及履行", "数值", "元", sample_kind="工程合同")
    assert [one.key for one in columns_of_point(UnitKind.PAYEE, (other, works))] == ["养殖规模"]
    assert [one.key for one in columns_of_point(UnitKind.CONTRACT, (other, works))] == ["合同价"]


@clause_12
def test_a_name_that_repeats_in_one_kind_gets_its_group_in_front() -> None:
    fields = (
        BaseField("金额", "合同及履行", "数值"),
        BaseField("金额", "获得资金支持情况", "数值"),
        BaseField("金额", "合同及履行", "数值"),
        BaseField("金额", "合同及履行", "数值"),
    )
    keys = [one.key for one in columns_of_point(UnitKind.PAYEE, fields)]
    assert keys == ["金额", "合同及履行／金额", "合同及履行／金额（2）", "合同及履行／金额（3）"]


@clause_12
def test_a_form_shows_five_groups_and_papers_only_where_there_are_any() -> None:
    five = ("基本情况", "获得资金支持情况", "支持条件情况", "管理措施及落实", "合同及履行")
    assert groups_of(columns_of_point(UnitKind.PAYEE, FIELDS)) == five
    papers = (*FIELDS, BaseField("申请面积", "文书要素", "数值", "亩"))
    assert groups_of(columns_of_point(UnitKind.PAYEE, papers)) == (*five, "文书要素")


# What fits a column


@clause_12
@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (LENGTH, "12.4", "12.4"),
        (LENGTH, "1,280.50", "1280.5"),
        (LENGTH, "１２.４ 公里", "12.4"),
        (LENGTH, "-0.3", "-0.3"),
        (LENGTH, "0", "0"),
        (ACCEPTED, "2023-05-01", "2023-05-01"),
        (ACCEPTED, "2023年5月1日", "2023-05-01"),
        (ACCEPTED, "2023/5/1", "2023-05-01"),
        (ACCEPTED, "20230501", "2023-05-01"),
        (LEDGER, "是", "是"),
        (LEDGER, "有", "是"),
        (LEDGER, "无", "否"),
        (LEDGER, "×", "否"),
        (MODE, "公开招标", "公开招标"),
        (NOTE, "已补种行道树", "已补种行道树"),
        (LENGTH, "  ", ""),
    ],
)
def test_a_value_that_fits_is_kept_in_one_form(field: BaseField, typed: str, kept: str) -> None:
    assert fault_of(field, typed) == ""
    assert tidied(field, typed) == kept


@clause_12
@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        (LENGTH, "约12", "“约12”不是数。请写数字，如 12.5，单位是公里"),
        (LENGTH, "12.4亩", "不是数"),
        (LENGTH, "1e5", "不是数"),
        (LENGTH, "1,28", "不是数"),
        (LENGTH, "9" * 31, "不是数"),
        (ACCEPTED, "2023年5月", "不是日期"),
        (ACCEPTED, "2023-02-30", "没有这一天"),
        (LEDGER, "部分", "请选“是”或“否”"),
        (MODE, "单一来源", "请选：公开招标、竞争性磋商"),
    ],
)
def test_a_value_that_does_not_fit_is_named_and_left_as_typed(field: BaseField, typed: str, says: str) -> None:
    assert says in fault_of(field, typed)
    assert tidied(field, typed) == typed


# The check


@clause_12
def test_without_values_there_is_nothing_to_check_and_nothing_blocks() -> None:
    finding = only(check_point_values((), FIELDS, (LONGMEN,)))
    assert (finding.outcome, finding.blocks) == (Outcome.NOT_APPLICABLE, False)


@clause_12
def test_values_that_fit_pass_even_while_others_are_missing() -> None:
    values = (PointValue(HERE, "实际硬化里程", "12.4", "Z-01"), PointValue("龙门镇人民政府", "有无资金专账", "有"))
    finding = only(check_point_values(values, FIELDS, (LONGMEN,)))
    assert (finding.outcome, finding.message) == (Outcome.PASSED, "2项基础信息都与列相符")


@clause_12
@pytest.mark.parametrize(
    ("value", "code", "says"),
    [
        (PointValue(HERE, "实际硬化里程", "约12", where="样本点基础信息 第4行"), "W-I-01", "“约12”不是数"),
        (PointValue("白庙镇人民政府", "实际硬化里程", "12"), "W-I-02", "“白庙镇人民政府”不在样本里"),
        (PointValue(HERE, "硬化里程", "12"), "W-I-02", "“硬化里程”不是样本点"),
    ],
)
def test_what_does_not_fit_reminds_and_blocks_nothing(value: PointValue, code: str, says: str) -> None:
    finding = only(check_point_values((value,), FIELDS, (LONGMEN,)))
    assert (finding.code, finding.severity, finding.blocks) == (code, Severity.WARNING, False)
    assert says in finding.message
    assert finding.where == value.where
    assert step_of(finding) == "基础信息表"


@clause_12
def test_a_column_of_another_kind_of_point_is_not_its_own() -> None:
    works = BaseField("合同价", "合同及履行", "数值", "元", sample_kind="工程合同")
    bridge = point("QL-2022-03", UnitKind.CONTRACT)
    fields = (*FIELDS, works)
    assert only(check_point_values((PointValue(bridge.unit.id, "合同价", "9"),), fields, (bridge,))).code == "W-I-01"
    assert only(check_point_values((PointValue(HERE, "合同价", "9"),), fields, (LONGMEN,))).code == "W-I-02"


@clause_12
def test_a_value_entered_twice_is_named_whichever_way_the_point_is_written() -> None:
    values = (PointValue(HERE, "实际硬化里程", "12.4"), PointValue("龙门镇人民政府", "实际硬化里程", "12.5"))
    finding = only(check_point_values(values, FIELDS, (LONGMEN,)))
    assert finding.code == "W-I-03"
    assert "填了两次" in finding.message


@clause_12
def test_a_unit_name_that_stands_in_two_strata_needs_its_stratum() -> None:
    twin = point("龙门镇人民政府", stratum="安防工程｜东片")
    points = (LONGMEN, twin)
    assert (
        only(check_point_values((PointValue("龙门镇人民政府", "实际硬化里程", "1"),), FIELDS, points)).code
        == "W-I-02"
    )
    assert only(check_point_values((PointValue(twin.unit.id, "实际硬化里程", "1"),), FIELDS, points)).code == "W-I-01"
