"""评价依据目录: order, groups, and documents that give way."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.rules.basis.catalogue import build_catalogue
from jiheng.rules.basis.references import find_document, reference_key
from jiheng.rules.basis.shapes import BasisDocument, MaterialClass, Provision
from jiheng.rules.wording import chinese_number
from tests.rules.basis.registered import (
    ALL,
    BOOK,
    COUNTY,
    GOVERNMENT,
    LAW,
    MINISTRY,
    ON,
    RELEASE,
    WATER,
    conflict,
    with_reading,
)

BY_MATTER = with_reading(BOOK, "conflict_reading", scope="matter")
pytestmark = pytest.mark.clause("cq2023-7/6")


def _included(*provisions: Provision, documents: tuple[BasisDocument, ...] = ALL) -> list[str]:
    return [entry.key for entry in build_catalogue(documents, provisions, ON, BOOK).included]


def test_documents_stand_by_force_and_then_by_day_of_issue() -> None:
    catalogue = build_catalogue((COUNTY, RELEASE, WATER, LAW, GOVERNMENT, MINISTRY), (), ON, BOOK)
    assert [(entry.order, entry.key, entry.force) for entry in catalogue.entries] == [
        (1, "预算法", 10),
        (2, "财预〔2020〕10号", 50),
        (3, "渝府发〔2021〕5号", 70),
        (4, "渝水发〔2022〕3号", 75),
        (5, "渝财农〔2022〕18号", 75),
        (6, "万水〔2022〕9号", 85),
    ]


def test_on_the_same_day_the_figure_of_the_number_decides() -> None:
    seventh = replace(WATER, key="七", number="渝水发〔2022〕7号")
    tenth = replace(WATER, key="十", number="渝水发〔2022〕10号")
    assert _included(documents=(tenth, seventh)) == ["七", "十"]


def test_a_document_without_a_day_stands_after_its_equals_and_one_without_force_last() -> None:
    undated = replace(WATER, key="无日期", issued_on=None)
    unranked = replace(WATER, key="无层级", issuer_level="", issuer="")
    assert _included(documents=(unranked, undated, COUNTY, WATER)) == [
        "渝水发〔2022〕3号",
        "无日期",
        "万水〔2022〕9号",
        "无层级",
    ]


def test_included_documents_are_grouped_by_rank_under_numbered_headings() -> None:
    groups = build_catalogue(ALL, (), ON, BOOK).groups
    assert [group.heading for group in groups] == [
        "一、法律",
        "二、国务院部门规范性文件",
        "三、市级党委政府文件",
        "四、市级部门文件",
        "五、县级部门文件",
    ]
    assert [entry.key for entry in groups[3].entries] == ["渝水发〔2022〕3号", "渝财农〔2022〕18号"]


def test_headings_count_in_chinese() -> None:
    assert [chinese_number(figure) for figure in (1, 9, 10, 11, 20, 21)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "二十一",
    ]


@pytest.mark.clause("cq2023-7/6.5")
def test_other_material_is_listed_like_the_rest() -> None:
    other = replace(COUNTY, key="其他", material=MaterialClass.OTHER)
    assert "其他" in _included(documents=(other, WATER))


def test_a_lower_document_in_conflict_with_a_higher_one_is_left_out_with_its_reason() -> None:
    catalogue = build_catalogue(ALL, (conflict(COUNTY, MINISTRY),), ON, BOOK)
    county = catalogue.entry_for(COUNTY.key)
    assert county is not None
    assert (county.included, county.order) == (False, None)
    assert county.reason == "与《项目支出绩效评价管理办法》（财预〔2020〕10号）关于“补助标准”的规定冲突"
    assert [entry.order for entry in catalogue.included] == [1, 2, 3, 4, 5]
    (line,) = catalogue.left_out
    assert (line.document, line.matter, line.higher, line.decided_by) == (COUNTY, "补助标准", MINISTRY, "张三")
    assert line.whole


def test_it_makes_no_difference_which_of_the_two_was_written_first() -> None:
    assert _included(conflict(MINISTRY, COUNTY)) == _included(conflict(COUNTY, MINISTRY))


def test_documents_of_equal_force_in_conflict_both_stay() -> None:
    assert len(_included(conflict(WATER, RELEASE))) == 6


def test_different_demands_of_time_are_no_conflict() -> None:
    assert len(_included(replace(conflict(COUNTY, MINISTRY), about_time=True))) == 6


@pytest.mark.parametrize(
    "unsettled",
    [
        conflict(COUNTY, MINISTRY, matter=" "),
        Provision(COUNTY.key, "补助标准", conflicts_with="没有登记的文件"),
        Provision("没有登记的文件", "补助标准", conflicts_with=MINISTRY.key),
        conflict(COUNTY, COUNTY),
        Provision(COUNTY.key, "补助标准", content="每户3000元"),
    ],
)
def test_a_conflict_that_is_not_settled_leaves_nothing_out(unsettled: Provision) -> None:
    assert len(_included(unsettled)) == 6


def test_nothing_gives_way_to_a_document_of_unknown_force() -> None:
    unranked = replace(MINISTRY, kind="", issuer_level="")
    documents = (unranked, COUNTY)
    assert len(_included(conflict(COUNTY, unranked), documents=documents)) == 2


def test_a_document_that_is_out_sets_no_other_aside() -> None:
    """The law sets the government's plan aside, so the plan no longer stands against the water bureau's notice."""
    provisions = (conflict(WATER, GOVERNMENT), conflict(GOVERNMENT, LAW))
    for order in permutations(provisions):
        assert _included(*order) == [each.key for each in (LAW, MINISTRY, WATER, RELEASE, COUNTY)]


def test_a_document_that_stays_in_does_set_others_aside() -> None:
    assert _included(conflict(WATER, GOVERNMENT), conflict(COUNTY, WATER)) == [
        each.key for each in (LAW, MINISTRY, GOVERNMENT, RELEASE, COUNTY)
    ]


def test_the_lead_can_keep_a_document_for_other_matters() -> None:
    catalogue = build_catalogue(ALL, (replace(conflict(COUNTY, MINISTRY), kept_for="建设内容"),), ON, BOOK)
    county = catalogue.entry_for(COUNTY.key)
    assert county is not None
    assert (county.included, county.limited_to, county.order) == (True, "建设内容", 6)
    assert county.reason.endswith("关于“补助标准”的规定冲突，限“建设内容”列入")
    assert [line.whole for line in catalogue.left_out] == [False]


def test_a_document_kept_for_some_matters_sets_others_aside_on_those_alone() -> None:
    kept = replace(conflict(WATER, MINISTRY), kept_for="建设内容、验收要求")
    on_kept, on_other = conflict(COUNTY, WATER, "验收要求"), conflict(COUNTY, WATER, "补助标准")
    assert COUNTY.key not in _included(kept, on_kept)
    assert COUNTY.key in _included(kept, on_other)


def test_the_matters_kept_may_stand_on_a_line_of_their_own() -> None:
    own = Provision(COUNTY.key, "建设内容", kept_for="建设内容")
    catalogue = build_catalogue(ALL, (conflict(COUNTY, MINISTRY), own), ON, BOOK)
    assert [entry.limited_to for entry in catalogue.included if entry.key == COUNTY.key] == ["建设内容"]


def test_read_by_matter_only_the_matter_is_left_out() -> None:
    catalogue = build_catalogue(ALL, (conflict(COUNTY, MINISTRY),), ON, BY_MATTER)
    county = catalogue.entry_for(COUNTY.key)
    assert county is not None
    assert (county.included, county.limited_to) == (True, "")
    assert county.reason.endswith("其余事项照常列入")
    assert [(line.matter, line.whole) for line in catalogue.left_out] == [("补助标准", False)]


def test_read_by_matter_a_document_still_counts_on_its_other_matters() -> None:
    provisions = (conflict(WATER, MINISTRY, "补助标准"), conflict(COUNTY, WATER, "补助标准"))
    assert [line.document for line in build_catalogue(ALL, provisions, ON, BY_MATTER).left_out] == [WATER]


@pytest.mark.clause("cq2023-7/7")
def test_a_release_that_is_left_out_stays_the_yardstick_of_the_budget() -> None:
    catalogue = build_catalogue(ALL, (conflict(RELEASE, MINISTRY),), ON, BOOK)
    release = catalogue.entry_for(RELEASE.key)
    assert release is not None
    assert (release.included, release.reason.endswith("仍为预算基准")) == (False, True)
    assert [line.still_yardstick for line in catalogue.left_out] == [True]


@pytest.mark.parametrize(("ends", "expired"), [(date(2023, 6, 29), True), (date(2023, 6, 30), False), (None, False)])
def test_a_document_is_in_force_up_to_and_on_its_last_day(ends: date | None, *, expired: bool) -> None:
    (entry,) = build_catalogue((replace(WATER, effective_to=ends),), (), ON, BOOK).entries
    assert (entry.expired, entry.included) == (expired, True)


@pytest.mark.parametrize(("begins", "pending"), [(date(2023, 6, 30), False), (date(2023, 7, 1), True)])
def test_a_document_is_in_force_from_its_first_day(begins: date, *, pending: bool) -> None:
    (entry,) = build_catalogue((replace(WATER, effective_from=begins),), (), ON, BOOK).entries
    assert entry.pending is pending


@pytest.mark.parametrize(
    "written",
    [
        "渝财农〔2022〕18号",
        "渝财农[2022]18号",
        "渝财农（2022） 018 号",
        "渝财农【2022】第18号",
        "渝财农﹝２０２２﹞１８号",
        "下达供水工程资金的通知",
        "《下达供水工程资金的通知》",
        "《下达供水工程资金的通知》（渝财农(2022)18号）",
    ],
)
def test_a_document_is_known_by_its_number_in_any_brackets_or_by_its_title(written: str) -> None:
    assert find_document(written, ALL) is RELEASE


def test_a_title_that_two_documents_share_names_neither() -> None:
    assert find_document("通知", (replace(WATER, title="通知"), replace(COUNTY, title="通知"))) is None
    assert find_document(" ", ALL) is None


def test_of_a_document_registered_twice_the_higher_force_counts_whatever_the_order() -> None:
    twice = (replace(WATER, force=70), replace(WATER, force=85))
    for documents in permutations((*twice, COUNTY)):
        assert [entry.force for entry in build_catalogue(documents, (), ON, BOOK).entries] == [70, 70, 85]


@given(
    st.permutations(ALL),
    st.permutations((conflict(WATER, GOVERNMENT), conflict(GOVERNMENT, LAW), conflict(COUNTY, WATER))),
)
def test_the_catalogue_does_not_depend_on_the_order_of_entry(
    documents: list[BasisDocument], provisions: list[Provision]
) -> None:
    usual = build_catalogue(
        ALL, (conflict(COUNTY, WATER), conflict(GOVERNMENT, LAW), conflict(WATER, GOVERNMENT)), ON, BOOK
    )
    assert build_catalogue(documents, provisions, ON, BOOK) == usual


@given(st.text(max_size=40))
def test_a_reference_has_one_spelling(text: str) -> None:
    assert reference_key(reference_key(text)) == reference_key(text)
