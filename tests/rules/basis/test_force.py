"""效力层级: kind and issuer level give the rank; a rank entered by hand goes first."""

from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.basis.force import ForceTable, force_of, force_table_for
from jiheng.rules.basis.issuers import IssuerLevel, level_of_issuer, read_level
from jiheng.rules.basis.shapes import BasisDocument
from jiheng.rules.law import rulebook

TABLE = force_table_for(rulebook("cq2023-7", date(2023, 6, 30)))
pytestmark = pytest.mark.clause("cq2023-7/6")


@pytest.mark.parametrize(
    ("kind", "level", "rank"),
    [
        ("法律", "", 10),
        ("行政法规", "", 20),
        ("党内法规", "", 25),
        ("规范性文件", "中央和国务院", 25),
        ("地方性法规", "省级党委政府", 30),
        ("地方性法规", "市级党委政府", 35),
        ("部门规章", "", 40),
        ("政府规章", "省级党委政府", 40),
        ("政府规章", "市级党委政府", 45),
        ("规范性文件", "国务院部门", 50),
        ("规范性文件", "省级党委政府", 60),
        ("规范性文件", "省级部门", 65),
        ("规范性文件", "市级党委政府", 70),
        ("规范性文件", "市级部门", 75),
        ("规范性文件", "县级党委政府", 80),
        ("规范性文件", "县级部门", 85),
        ("单位内部制度", "", 95),
        ("规章制度", "单位内部", 95),
    ],
)
def test_every_row_of_the_table_is_reached_by_kind_and_level(kind: str, level: str, rank: int) -> None:
    assert force_of(BasisDocument("甲", "甲", kind=kind, issuer_level=level), TABLE) == rank


@pytest.mark.parametrize(("level", "rank"), [("国务院部门", 50), ("市级部门", 75), ("县级部门", 85)])
def test_a_release_has_the_force_of_its_issuers_documents(level: str, rank: int) -> None:
    assert force_of(BasisDocument("甲", "甲", kind="审批、下达文件", issuer_level=level), TABLE) == rank


@pytest.mark.parametrize(
    ("level", "issuer", "rank"),
    [
        ("市级", "市财政局", 75),
        ("市级", "市人民政府办公厅", 70),
        ("市级", "中共市委", 70),
        ("区县级", "万州区人民政府", 80),
        ("区县级", "万州区财政局", 85),
        ("省", "湖南省财政厅", 65),
        ("自治区级", "自治区人民政府", 60),
        ("中央", "国务院办公厅", 25),
        ("国家级", "财政部", 50),
    ],
)
def test_a_bare_level_takes_the_issuers_name_to_part_government_and_department(
    level: str, issuer: str, rank: int
) -> None:
    document = BasisDocument("甲", "甲", issuer, level, "规范性文件")
    assert force_of(document, TABLE) == rank


def test_a_local_regulation_needs_no_issuer_to_have_its_rank() -> None:
    assert force_of(BasisDocument("甲", "甲", issuer_level="省级", kind="地方性法规"), TABLE) == 30
    assert force_of(BasisDocument("甲", "甲", issuer_level="市级", kind="政府规章"), TABLE) == 45


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        ("规范性文件", ""),
        ("规范性文件", "市级"),
        ("规范性文件", "乡镇"),
        ("", "国务院部门"),
        ("", "市级党委政府"),
        ("地方性法规", "县级党委政府"),
        ("政府规章", "县级党委政府"),
    ],
)
def test_what_cannot_be_told_has_no_rank(kind: str, level: str) -> None:
    assert force_of(BasisDocument("甲", "甲", kind=kind, issuer_level=level), TABLE) is None


def test_the_kind_may_be_left_out_where_the_issuer_makes_only_documents() -> None:
    assert force_of(BasisDocument("甲", "甲", issuer_level="市级部门"), TABLE) == 75


def test_party_regulations_below_the_centre_rank_with_the_documents_of_their_level() -> None:
    assert force_of(BasisDocument("甲", "甲", issuer_level="省级党委政府", kind="党内法规"), TABLE) == 60


def test_a_rank_entered_by_hand_goes_before_the_table() -> None:
    document = BasisDocument(
        "甲", "甲", kind="规范性文件", issuer_level="县级部门", force=75, force_reason="受市局委托"
    )
    assert force_of(document, TABLE) == 75
    assert force_of(replace(document, force=None), TABLE) == 85


def test_ranks_have_names_and_ranks_that_share_a_figure_are_named_together() -> None:
    assert TABLE.name_of(75) == "市级部门文件"
    assert TABLE.name_of(None) == "效力未定"
    assert TABLE.name_of(72) == "人工校正的效力层级72"
    assert ForceTable({"law": 10, "administrative_regulation": 10}).name_of(10) == "法律、行政法规"


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("中共中央、国务院", IssuerLevel.CENTRAL),
        ("全国人民代表大会常务委员会", IssuerLevel.CENTRAL),
        ("财政部", IssuerLevel.MINISTRY),
        ("住房和城乡建设部", IssuerLevel.MINISTRY),
        ("国家发展改革委", IssuerLevel.MINISTRY),
        ("重庆市财政局", IssuerLevel.PROVINCE_DEPARTMENT),
        ("重庆市人民政府办公厅", IssuerLevel.PROVINCE),
        ("新疆维吾尔自治区财政厅", IssuerLevel.PROVINCE_DEPARTMENT),
        ("克孜勒苏柯尔克孜自治州财政局", IssuerLevel.CITY_DEPARTMENT),
        ("湖南省岳阳市财政局", IssuerLevel.CITY_DEPARTMENT),
        ("中共岳阳市委", IssuerLevel.CITY),
        ("喀什地区行政公署财政局", IssuerLevel.CITY_DEPARTMENT),
        ("重庆市万州区财政局", IssuerLevel.COUNTY_DEPARTMENT),
        ("彭水苗族土家族自治县人民政府", IssuerLevel.COUNTY),
        ("白杨镇人民政府", None),
        ("", None),
    ],
)
def test_an_issuers_name_suggests_its_level(issuer: str, level: IssuerLevel | None) -> None:
    assert level_of_issuer(issuer) is level


@pytest.mark.parametrize("level", list(IssuerLevel))
def test_every_level_people_can_choose_is_read_back(level: IssuerLevel) -> None:
    assert read_level(level.value) is level
