"""Frameworks to start from, and two versions side by side."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from jiheng.rules.finding import Outcome
from jiheng.rules.indicators.checks import check_indicators
from jiheng.rules.indicators.levels import level1_of
from jiheng.rules.indicators.shapes import Indicator, TargetCandidate, TargetSource
from jiheng.rules.indicators.templates import UnknownFramework, framework, frameworks, indicators_from
from jiheng.rules.indicators.versions import LABELS, differences, shown_field
from tests.rules.indicators.sound import BOOK, PROJECT, answers, changed, indicator, messages, system, without

D = Decimal
SOUND = system()
ALL = [one.id for one in frameworks()]
FILLED_BY_PEOPLE = {"E-B10-g", "E-B10-i", "W-B10-b"}


@pytest.mark.clause("cq2023-7/10")
def test_the_five_frameworks_are_there() -> None:
    assert ALL == ["cq2023-7", "department-overall", "linkage-funds", "mof2020-10", "special-bonds"]


@pytest.mark.clause("cq2023-7/10")
@pytest.mark.parametrize("framework_id", ALL)
def test_a_framework_has_all_classes_whole_weights_and_complete_readable_rules(framework_id: str) -> None:
    rows = framework(framework_id).indicators
    assert all(level1_of(row.level1) for row in rows)
    for code in ("E-B10-a", "E-B10-c", "E-B10-k", "E-B10-l", "W-B10-n", "W-B10-o"):
        assert messages(answers(code, rows)) == []
    assert len({row.code for row in rows}) == len(rows)


@pytest.mark.clause("cq2023-7/10")
@pytest.mark.parametrize("framework_id", ["cq2023-7", "linkage-funds", "special-bonds"])
def test_the_frameworks_of_the_guide_miss_only_what_belongs_to_the_project(framework_id: str) -> None:
    found = check_indicators(indicators_from(framework_id), (), (), PROJECT, BOOK)
    assert {one.code for one in found if one.outcome is Outcome.FAILED} == FILLED_BY_PEOPLE


@pytest.mark.clause("cq2023-7/10")
def test_a_framework_is_numbered_and_summed_level_by_level() -> None:
    rows = framework("cq2023-7").indicators
    assert [row.code for row in rows][:5] == ["1.1.1", "1.2.1", "1.3.1", "2.1.1", "2.1.2"]
    assert (rows[3].points, rows[3].level2_points, rows[3].level1_points) == (D(4), D(8), D(20))
    assert rows[3].aspects == ("业务", "预算", "成本")


@pytest.mark.clause("cq2023-7/10")
def test_a_copy_for_a_part_names_the_part() -> None:
    row = indicators_from("cq2023-7", part="道路")[0]
    assert (row.part, row.code) == ("道路", "道路-1.1.1")


def test_an_unknown_framework_is_refused_with_the_choice() -> None:
    with pytest.raises(UnknownFramework, match="没有指标框架“x”。可选：cq2023-7（市级项目支出评价四类框架）、"):
        framework("x")


def test_equal_versions_do_not_differ() -> None:
    found = differences(SOUND, SOUND)
    assert not found.any
    assert found.moves == ()


def test_where_a_row_stands_in_the_sheet_is_no_difference() -> None:
    assert not differences(SOUND, tuple(replace(row, where="别处") for row in SOUND)).any


def test_changed_fields_show_before_and_after() -> None:
    candidate = TargetCandidate(TargetSource.HISTORY, "90%", "2022年决算")
    new = changed(
        SOUND,
        "通行率",
        points=D("19.50"),
        target="",
        aspects=("业务", "成本"),
        candidates=(candidate,),
        is_matching_fund=True,
    )
    (one,) = differences(SOUND, new).changed
    assert (one.before.name, one.after.points) == ("通行率", D("19.50"))
    assert [(field.label, field.before, field.after) for field in one.fields] == [
        ("分值", "20", "19.5"),
        ("涉及方面", "—", "业务；成本"),
        ("配套资金到位", "否", "是"),
        ("目标值", "≥95%", "—"),
        ("候选目标值", "—", "历史：90%（2022年决算）"),
    ]


def test_points_that_move_are_listed_with_what_came_and_went() -> None:
    new = (
        *without(changed(SOUND, "通行率", points=D(15)), name="村民满意度"),
        indicator("效果", "生态效益", "绿化率", "15", purpose="1"),
    )
    found = differences(SOUND, new)
    assert [row.name for row in found.added] == ["绿化率"]
    assert [row.name for row in found.removed] == ["村民满意度"]
    assert [(move.name, move.before, move.after, move.difference) for move in found.moves] == [
        ("通行率", D(20), D(15), D(-5)),
        ("村民满意度", D(10), D(0), D(-10)),
        ("绿化率", D(0), D(15), D(15)),
    ]
    assert sum(move.difference for move in found.moves) == 0


def test_a_renamed_row_keeps_its_code_and_a_renumbered_row_its_name() -> None:
    renamed = changed(SOUND, "通行率", name="道路通行率")
    assert [field.label for one in differences(SOUND, renamed).changed for field in one.fields] == ["三级指标"]
    renumbered = changed(SOUND, "通行率", code="9.9.9")
    found = differences(SOUND, renumbered)
    assert (found.added, found.removed) == ((), ())
    assert [field.label for one in found.changed for field in one.fields] == ["编号"]


def test_rows_without_a_code_are_matched_by_name_each_once() -> None:
    twins: tuple[Indicator, ...] = tuple(replace(SOUND[0], code="", where=str(number)) for number in range(2))
    found = differences(twins, twins[:1])
    assert (len(found.removed), found.changed) == (1, ())


def test_another_order_alone_is_said_so() -> None:
    found = differences(SOUND, tuple(reversed(SOUND)))
    assert (found.reordered, found.any, found.changed) == (True, True, ())


def test_every_field_but_the_place_has_a_name_for_people() -> None:
    assert [one.name for one in fields(Indicator) if one.name != "where"] == list(LABELS)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "—"), ("  ", "—"), ("甲", "甲"), (D("1.50"), "1.5"), ((), "—"), (("甲", "乙"), "甲；乙")],
)
def test_a_field_is_shown_as_people_read_it(value: object, shown: str) -> None:
    assert shown_field(value) == shown
