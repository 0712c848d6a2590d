"""The execution tables as the database adds them up are those of the rules, to the cent."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest

from jiheng.demo.preparation.project import demo_preparation
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.fund_tables import (
    count_of_values,
    cross_of,
    flows_of,
    largest_of,
    lines_of,
    summary_of,
    total_of,
)
from jiheng.evaluation.models import EvaluationProject
from jiheng.orgs.models import Duty
from jiheng.rules.execution.shapes import Dimension, FundLine
from jiheng.rules.execution.tables import Amounts, CrossTable, SummaryRow, cross_table, summary, total
from jiheng.rules.preparation.shapes import Preparation, Project
from tests.county import DAY, County

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/7")]

LINES = (
    FundLine("1", "甲1号", "3月", "项目法", "", "自建", "道路", "东乡", "张三", Decimal("100.01"), Decimal("90.00")),
    FundLine("2", "甲1号", "3月", "项目法", "", "代建", "道路", "西乡", "张三", Decimal("200.02"), None),
    FundLine("3", "甲2号", "4月", "因素法", "每户", "", "管护", "东乡", "李四", Decimal("-0.01"), Decimal("0.00")),
    FundLine("4", "", "", "", "", "", "", "", "", Decimal("99999999999.99"), Decimal("0.01")),
    FundLine("5", "甲2号", "4月", "因素法", "每户", "", "管护", "东乡", "王五", Decimal("0.00"), None),
)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    preparation = Preparation(project=Project("PJ-1", "村道养护"), lines=LINES)
    return open_project(preparation, by=county.member(Duty.TPL), at=DAY)


def test_the_whole_table_is_added_up_as_the_rule_does(project: EvaluationProject) -> None:
    assert total_of(lines_of(project)) == total(LINES)
    assert total_of(lines_of(project)).budget == Decimal("100000000300.01")


@pytest.mark.parametrize("dimension", list(Dimension))
def test_every_summary_table_is_the_rule_s_own(project: EvaluationProject, dimension: Dimension) -> None:
    rows = lines_of(project)
    assert tuple(summary_of(rows, dimension, total_of(rows))) == summary(LINES, dimension)
    assert count_of_values(rows, dimension) == len(summary(LINES, dimension))


@pytest.mark.parametrize(("down", "across"), list(permutations(Dimension, 2)))
def test_every_cross_table_is_the_rule_s_own(project: EvaluationProject, down: Dimension, across: Dimension) -> None:
    assert cross_of(lines_of(project), down, across) == without_payees(cross_table(LINES, down, across))


def without_payees(table: CrossTable) -> CrossTable:
    """The rule's table as the database gives it: how many payees each cell reaches is not counted."""

    def bare(amounts: Amounts) -> Amounts:
        return replace(amounts, payees=0)

    whole = bare(table.whole)
    sides = [
        tuple(SummaryRow(row.value, bare(row.amounts), whole) for row in side) for side in (table.rows, table.columns)
    ]
    return CrossTable(sides[0], sides[1], {pair: bare(cell) for pair, cell in table.cells.items()}, whole)


def test_a_dimension_against_itself_is_its_summary(project: EvaluationProject) -> None:
    found = cross_of(lines_of(project), Dimension.USE, Dimension.USE)
    assert found == without_payees(cross_table(LINES, Dimension.USE, Dimension.USE))


def test_lines_are_chosen_by_their_values(project: EvaluationProject) -> None:
    chosen = lines_of(project, {Dimension.USE: "管护", Dimension.AREA: "东乡"})
    assert [line.number for line in chosen] == ["3", "5"]
    assert [line.number for line in lines_of(project, {Dimension.USE: ""})] == ["4"]


def test_the_largest_values_come_first(project: EvaluationProject) -> None:
    assert largest_of(lines_of(project), Dimension.USE, 2) == ["", "道路"]


def test_flows_add_up_to_the_budget(project: EvaluationProject) -> None:
    flows = list(flows_of(project))
    assert flows[0] == ("甲1号", "道路", "东乡", Decimal("100.01"))
    assert sum(one[3] for one in flows) == total(LINES).budget


def test_the_demonstration_project_has_the_same_tables(county: County) -> None:
    preparation = demo_preparation()
    made = open_project(preparation, by=county.member(Duty.TPL), at=DAY)
    rows = lines_of(made)
    for dimension in Dimension:
        assert tuple(summary_of(rows, dimension, total_of(rows))) == summary(preparation.lines, dimension)
