"""What a notice may ask for: the nine kinds and the four sides, as the project asks and the unit can give."""

import pytest

from jiheng.rules.evidence.nine_kinds import NINE_KINDS
from jiheng.rules.evidence.request_items import PAPERS, kind_asked_for, proposed_items
from jiheng.rules.evidence.shapes import IndicatorLine, MaterialKind, ProjectTraits, Side, Subject

EVALUATED, IMPLEMENTING = Subject.EVALUATED, Subject.IMPLEMENTING
INDICATORS = (
    IndicatorLine("D1", "论证", "决策"),
    IndicatorLine("G1", "制度", "过程"),
    IndicatorLine("C1", "里程", "产出（40分）"),
    IndicatorLine("X1", "满意度", "效益"),
    IndicatorLine("Z1", "其他", "没有这一级"),
)
ALL = ProjectTraits(has_procurement=True, has_acceptance=True, has_subsidy=True)
NONE = ProjectTraits(has_procurement=False, has_acceptance=False, has_subsidy=False)
pytestmark = pytest.mark.clause("cq2023-7/16", "cq2023-7/17", "cq2023-7/18")


def titles(traits: ProjectTraits, to: Subject) -> list[str]:
    return [item.title for item in proposed_items(traits, INDICATORS, to)]


def test_the_evaluated_unit_is_asked_for_everything_but_what_lies_with_the_implementing_unit() -> None:
    kinds = [kind.value for kind in NINE_KINDS if kind is not MaterialKind.IMPLEMENTER_MEASURES]
    assert titles(ALL, EVALUATED) == [*kinds, *(side.value for side in Side)]


def test_the_implementing_unit_is_not_asked_for_decisions_and_measures_of_the_evaluated_unit() -> None:
    asked = titles(ALL, IMPLEMENTING)
    assert "实施单位管理措施" in asked
    assert {"决策资料", "被评价单位管理措施"}.isdisjoint(asked)


@pytest.mark.parametrize("to", list(Subject))
def test_one_unit_that_is_both_is_asked_for_all_nine_kinds(to: Subject) -> None:
    both = ProjectTraits(has_procurement=True, has_acceptance=True, has_subsidy=True, same_unit=True)
    assert titles(both, to)[:9] == [kind.value for kind in NINE_KINDS]


def test_what_the_project_does_not_have_is_left_out() -> None:
    assert {"采购资料", "验收资料", "奖补资料"}.isdisjoint(titles(NONE, EVALUATED))
    assert len(titles(NONE, EVALUATED)) == len(titles(ALL, EVALUATED)) - 3


def test_what_nobody_chose_is_offered_with_a_remark() -> None:
    remarks = {item.title: item.remark for item in proposed_items(ProjectTraits(), INDICATORS, EVALUATED)}
    assert remarks["采购资料"] == "没有选择项目有没有政府采购或购买服务，没有的请去掉"
    assert remarks["实施前情况"] == ""
    assert all(item.remark == "" for item in proposed_items(ALL, INDICATORS, EVALUATED))


def test_the_types_of_a_project_tell_where_nobody_chose() -> None:
    subsidised = ProjectTraits(types=("补助补贴",))
    remarks = {item.title: item.remark for item in proposed_items(subsidised, INDICATORS, EVALUATED)}
    assert remarks["奖补资料"] == ""


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("实施前情况", ("D1",)),
        ("决策资料", ("D1",)),
        ("被评价单位管理措施", ("G1",)),
        ("采购资料", ("G1",)),
        ("验收资料", ("C1",)),
        ("全过程其他资料", ("C1", "X1")),
        ("财务管理", ("G1",)),
    ],
)
def test_each_item_names_the_indicators_of_its_class(title: str, codes: tuple[str, ...]) -> None:
    found = {item.title: item.indicators for item in proposed_items(ALL, INDICATORS, EVALUATED)}
    assert found[title] == codes


def test_a_project_approved_above_is_asked_for_the_application_and_the_approval() -> None:
    above = ProjectTraits(approved_above=True)
    named = {item.title: item.name for item in proposed_items(above, INDICATORS, EVALUATED)}
    assert named["决策资料"].startswith("决策资料：向上级申报的材料、上级的审批和下达文件、")
    below = {item.title: item.name for item in proposed_items(ALL, INDICATORS, EVALUATED)}
    assert below["决策资料"] == f"决策资料：{PAPERS[MaterialKind.DECISION]}"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("采购资料：合同", MaterialKind.PROCUREMENT),
        (" 验收资料", MaterialKind.ACCEPTANCE),
        ("财务管理：明细账", MaterialKind.MANAGEMENT),
        ("农产品运费下降的测算依据", MaterialKind.OTHER),
    ],
)
def test_an_item_is_sorted_by_the_title_it_begins_with(name: str, kind: MaterialKind) -> None:
    assert kind_asked_for(name) is kind


def test_every_proposed_item_is_sorted_as_what_it_was_proposed_for() -> None:
    for to in Subject:
        assert all(kind_asked_for(item.name) is item.kind for item in proposed_items(ALL, INDICATORS, to))
