"""A number stands for one piece of material, for ever."""

from dataclasses import replace

import pytest

from jiheng.rules.evidence.numbering import check_numbers, next_number, number_prefix
from jiheng.rules.evidence.shapes import Material, MaterialKind
from jiheng.rules.finding import Outcome

CONTRACT = Material("P1-06-000-0001", "采购合同", where="资料编号清单 第2行")
PHOTO = Material("P1-11-003-0001", "现场照片", where="资料编号清单 第3行")
pytestmark = pytest.mark.clause("cq2023-7/22")


@pytest.mark.parametrize(
    ("kind", "point", "number"),
    [
        (MaterialKind.BEFORE, None, "P1-01-000-0001"),
        (MaterialKind.OTHER, None, "P1-09-000-0001"),
        (MaterialKind.SITE, 3, "P1-11-003-0001"),
        (MaterialKind.CONSULTATION, 128, "P1-15-128-0001"),
        (MaterialKind.VISIT, 0, "P1-12-000-0001"),
        (MaterialKind.VISIT, 1000, "P1-12-1000-0001"),
    ],
)
def test_a_number_tells_project_kind_point_and_place(kind: MaterialKind, point: int | None, number: str) -> None:
    assert next_number("P1", kind, point, []) == number


def test_the_nine_kinds_of_the_article_have_the_first_nine_figures() -> None:
    assert [kind.place for kind in MaterialKind] == list(range(1, 16))
    assert (MaterialKind.PROCUREMENT.place, MaterialKind.ACCEPTANCE.place, MaterialKind.SUBSIDY.place) == (6, 7, 8)


@pytest.mark.parametrize(
    ("used", "number"),
    [
        (["P1-06-000-0001"], "P1-06-000-0002"),
        (["P1-06-000-0001", "P1-06-000-0005"], "P1-06-000-0006"),
        (["P1-06-000-0009", "P1-06-000-0002"], "P1-06-000-0010"),
        (["P1-06-000-9999"], "P1-06-000-10000"),
        (["P1-06-000-9999", "P1-06-000-10000"], "P1-06-000-10001"),
        ([" P1-06-000-0003 "], "P1-06-000-0004"),
    ],
)
def test_counting_goes_on_from_the_highest_number_ever_given(used: list[str], number: str) -> None:
    assert next_number("P1", MaterialKind.PROCUREMENT, None, used) == number


@pytest.mark.parametrize(
    "other", ["P1-07-000-0008", "P1-06-003-0008", "P10-06-000-0008", "P1-06-000-补1", "P1-06-000-", "合同8", ""]
)
def test_numbers_of_other_kinds_points_and_projects_do_not_count(other: str) -> None:
    assert next_number("P1", MaterialKind.PROCUREMENT, None, [other]) == "P1-06-000-0001"


def test_a_number_once_given_never_comes_again() -> None:
    used: list[str] = []
    for _ in range(12):
        used.append(next_number("P-1", MaterialKind.SITE, 7, used))
    assert len(set(used)) == 12
    assert used[-1] == "P-1-11-007-0012"


def test_a_project_without_a_code_gets_no_numbers() -> None:
    with pytest.raises(ValueError, match="请先填项目编码"):
        next_number(" ", MaterialKind.SITE, None, [])
    with pytest.raises(ValueError, match="样本点序号“-1”小于0"):
        next_number("P1", MaterialKind.SITE, -1, [])


def test_numbered_material_passes() -> None:
    assert [finding.outcome for finding in check_numbers([CONTRACT, PHOTO])] == [Outcome.PASSED]


def test_a_list_that_is_still_empty_is_not_checked() -> None:
    assert check_numbers([])[0].outcome is Outcome.NOT_APPLICABLE


def test_each_piece_without_a_number_is_named() -> None:
    found = check_numbers([replace(CONTRACT, number=" "), Material(where="资料编号清单 第9行"), PHOTO])
    assert [(finding.code, finding.act, finding.where) for finding in found] == [
        ("E-B22-1", "进入报告", "资料编号清单 第2行"),
        ("E-B22-1", "进入报告", "资料编号清单 第9行"),
    ]
    assert found[0].message == "资料“采购合同”没有编号。请编号"
    assert found[1].message.startswith("没有名称的资料没有编号")


def test_a_number_that_stands_for_several_is_named_once() -> None:
    again = replace(PHOTO, number=f"{CONTRACT.number} ")
    found = check_numbers([CONTRACT, again, replace(again, title="", where="资料编号清单 第4行")])
    assert [(finding.code, finding.blocks, finding.where) for finding in found] == [
        ("E-B22-1", True, "资料编号清单 第3行")
    ]
    assert "编号“P1-06-000-0001”有3份资料在用" in found[0].message
    assert "“采购合同”、“现场照片”、“没有名称的资料”" in found[0].message


@pytest.mark.parametrize("point", [None, 0, 3, 1000])
def test_every_number_of_a_kind_and_point_begins_alike(point: int | None) -> None:
    prefix = number_prefix(" P1 ", MaterialKind.SITE, point)
    assert next_number("P1", MaterialKind.SITE, point, []) == f"{prefix}0001"
    assert number_prefix("P1", MaterialKind.SITE, 1) != prefix
