"""Four sides of management, at the evaluated and at the implementing unit."""

from dataclasses import replace

import pytest

from jiheng.rules.evidence.management_sides import check_sides, sides_table
from jiheng.rules.evidence.shapes import ManagementView, Side, Subject
from jiheng.rules.finding import Outcome

VIEWS = tuple(
    ManagementView(side, subject, "制度齐全，抽查3笔与账面一致", where=f"管理情况查看 {side}{subject}")
    for side in Side
    for subject in Subject
)
pytestmark = pytest.mark.clause("cq2023-7/18")


def test_all_eight_places_filled_pass() -> None:
    assert [each.outcome for each in check_sides(VIEWS)] == [Outcome.PASSED] * 8


@pytest.mark.parametrize("place", range(8))
def test_each_place_left_out_keeps_the_report_back(place: int) -> None:
    left_out = VIEWS[place]
    found = check_sides([each for each in VIEWS if each is not left_out], where="管理情况查看")
    (finding,) = [each for each in found if each.outcome is Outcome.FAILED]
    assert (finding.code, finding.act, finding.where) == ("E-B18", "进入报告", "管理情况查看")
    assert f"{left_out.subject}的{left_out.side}没有填查看情况" in finding.message


def test_an_empty_row_fills_no_place_and_is_pointed_at() -> None:
    views = [replace(VIEWS[0], found=" "), *VIEWS[1:]]
    assert check_sides(views)[0].blocks
    assert check_sides(views)[0].where == VIEWS[0].where
    assert not check_sides([*views, replace(VIEWS[0], where="")])[0].blocks


def test_a_side_may_be_of_no_concern_with_its_reason() -> None:
    views = [replace(VIEWS[0], found="", declined="单位没有项目资产"), *VIEWS[1:]]
    assert check_sides(views)[0].outcome is Outcome.PASSED


def test_a_unit_that_carries_out_its_own_project_is_looked_at_once() -> None:
    own = [each for each in VIEWS if each.subject is Subject.EVALUATED]
    found = check_sides(own, same_unit=True)
    assert [each.outcome for each in found] == [*[Outcome.PASSED] * 4, Outcome.NOT_APPLICABLE]
    assert len([each for each in check_sides(own) if each.blocks]) == 4
    assert len([each for each in check_sides([], same_unit=True) if each.blocks]) == 4


def test_the_table_holds_every_place_and_every_view_of_it() -> None:
    second = replace(VIEWS[1], found="另一实施单位")
    table = sides_table([*VIEWS, second])
    assert [(cell.side, cell.subject) for cell in table] == [(view.side, view.subject) for view in VIEWS]
    assert table[1].views == (VIEWS[1], second)
    assert not any(cell.is_filled for cell in sides_table([]))
