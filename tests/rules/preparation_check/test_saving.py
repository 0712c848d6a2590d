"""What is not even kept as a draft: a completion before its start, and a replaced point without a reason."""

from dataclasses import replace
from datetime import date

import pytest

from jiheng.demo.preparation.project import LARGEST
from jiheng.rules.law import rulebook
from jiheng.rules.preparation.saving import asked_for, check_saving
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.rules.sampling.shapes import ManualPoint
from tests.rules.preparation_check.changes import GOOD, Change, one_after_the_other, project, rows, whole

BOOK = rulebook("cq2023-7", date(2023, 3, 1))
BACKWARDS = rows("schedule", {"number": "3"}, actual=date(2022, 5, 11))
UNREASONED = whole(manual_points=(ManualPoint(LARGEST, "", "QL-2022-01", "人工加选和替换 第4行"),))
EVERYTHING = ("schedule", "manual_points", "tasks")


def places(change: Change, *parts: str) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in check_saving(change(GOOD), parts, BOOK)]


@pytest.mark.clause("cq2023-7/8")
def test_a_completion_before_its_start_is_not_kept() -> None:
    assert places(BACKWARDS, "schedule") == [("E-B8-4", "实施进度 第6行")]


@pytest.mark.clause("cq2023-7/8")
def test_a_completion_on_the_day_of_its_start_is_kept() -> None:
    start = next(node for node in GOOD.schedule if node.number == "1")
    assert places(rows("schedule", {"number": "3"}, actual=start.actual), "schedule") == []


@pytest.mark.clause("cq2023-7/9")
def test_a_replaced_point_without_a_reason_is_not_kept() -> None:
    found = places(UNREASONED, "manual_points")
    assert ("E-B9-6", "人工加选和替换 第4行") in found
    assert {code for code, _ in found} == {"E-B9-6"}


@pytest.mark.parametrize("parts", [EVERYTHING, ("tasks",), ()])
@pytest.mark.clause("cq2023-7/8", "cq2023-7/9")
def test_the_demonstration_is_kept(parts: tuple[str, ...]) -> None:
    assert check_saving(GOOD, parts, BOOK) == []


@pytest.mark.clause("cq2023-7/8", "cq2023-7/9")
def test_only_what_is_written_is_asked() -> None:
    both = one_after_the_other(BACKWARDS, UNREASONED)
    assert {code for code, _ in places(both, *EVERYTHING)} == {"E-B8-4", "E-B9-6"}
    assert {code for code, _ in places(both, "schedule")} == {"E-B8-4"}
    assert {code for code, _ in places(both, "manual_points")} == {"E-B9-6"}
    assert places(both, "tasks", "documents", "lines", "sampling") == []


@pytest.mark.clause("cq2023-7/8", "cq2023-7/9")
def test_errors_of_other_acts_are_kept_as_a_draft() -> None:
    late = one_after_the_other(rows("schedule", {"number": "3"}, planned=date(2022, 12, 20)), project(objective=""))
    assert places(late, *EVERYTHING) == []
    picked = tuple(replace(point, reason="") for point in GOOD.manual_points if not point.replaces)
    assert picked
    assert places(whole(manual_points=picked), "manual_points") == []
    assert check_saving(Preparation(Project("P1", "项目")), EVERYTHING, BOOK) == []


def test_what_has_to_be_read_before_asking() -> None:
    assert asked_for({"schedule"}) == {"schedule", "documents", "provisions"}
    assert asked_for({"manual_points", "tasks"}) == {"manual_points", "lines", "sampling"}
    assert asked_for({"tasks", "lines"}) == set()
