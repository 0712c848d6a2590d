"""政府债券资金: the list of points, the multiple, and that nothing of it blocks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.codes import codes
from jiheng.rules.finding import Finding, Outcome, Severity
from jiheng.rules.law import rulebook
from jiheng.rules.preparation.shapes import Project
from jiheng.rules.reporting.bond_points import BondAnswer, BondSays, PointKind, bond_points
from jiheng.rules.reporting.bond_table import bond_table
from jiheng.rules.reporting.bonds import (
    Coverage,
    check_bonds,
    check_coverage,
    coverage_of,
    failing,
    least_coverage_for,
    report_marks,
)

pytestmark = pytest.mark.clause("cq2023-7/36")

D = Decimal
ONE = D(1)
BONDS = Project("PJ-1", "城镇污水处理设施建设工程", fund_sources=("地方政府专项债券",), by_reference=True)
PLAIN = Project("PJ-2", "村道养护", fund_sources=("一般公共预算",))
KNOWN = {"资-01", "资-02"}


def full() -> dict[str, BondAnswer]:
    """Every point in order, income of 1.2 times what is to be paid."""
    given = {one.id: BondAnswer(one.id, BondSays.FITS) for one in bond_points()}
    given["income"] = replace(given["income"], amount=D("12000000"))
    given["repayable"] = replace(given["repayable"], amount=D("10000000"))
    given["repayment_table"] = replace(given["repayment_table"], materials="资-01")
    given["change"] = BondAnswer("change", BondSays.NOT_APPLICABLE, "没有调整用途")
    return given


def told(given: dict[str, BondAnswer], project: Project = BONDS) -> list[Finding]:
    return list(failing(check_bonds(project, list(given.values()), ONE, KNOWN)))


def with_one(item: str, **changed: object) -> list[Finding]:
    given = full()
    given[item] = replace(given[item], **changed)  # type: ignore[arg-type]  # fields of an answer
    return told(given)


def test_the_list_has_each_point_once_with_what_to_look_at() -> None:
    points = bond_points()
    assert len({one.id for one in points}) == len(points) == 14
    assert [one.id for one in points if one.amount] == ["income", "repayable"]
    assert [one.id for one in points if one.kind is not PointKind.PLAIN] == ["repayment_table", "change"]
    assert all(one.looks_at for one in points)


def test_what_is_in_order_reminds_of_nothing_and_nothing_ever_blocks() -> None:
    assert told(full()) == []
    empty = told({})
    assert len(empty) == len(bond_points())
    assert {one.code for one in empty} == {"W-D2-1"}
    assert not any(one.blocks for one in empty)
    own = [code for code in codes().values() if code.id.startswith("W-D2-")]
    assert {code.severity for code in own} == {Severity.WARNING}
    assert len(own) == 6


def test_without_bond_money_nothing_is_asked() -> None:
    found = check_bonds(PLAIN, [], ONE, KNOWN)
    assert {one.outcome for one in found} == {Outcome.NOT_APPLICABLE}
    assert {one.code for one in found} == {f"W-D2-{number}" for number in range(1, 7)}
    assert all(one.message == "资金来源没有政府债券" for one in found)


@pytest.mark.parametrize(
    ("item", "changed", "code", "said"),
    [
        ("needed", {"answer": None}, "W-D2-1", "没有结论"),
        ("income", {"amount": None}, "W-D2-1", "没有填可用于还本付息的项目收益"),
        ("repayable", {"amount": None}, "W-D2-1", "没有填应付债券本息"),
        ("needed", {"answer": BondSays.FAILS}, "W-D2-2", "没有填说明和资料编号"),
        ("needed", {"answer": BondSays.FAILS, "said": "重复建设"}, "W-D2-2", "没有填资料编号"),
        ("needed", {"answer": BondSays.FAILS, "materials": "资-02"}, "W-D2-2", "没有填说明"),
        ("needed", {"answer": BondSays.NOT_APPLICABLE}, "W-D2-2", "没有填说明"),
        ("repayment_table", {"materials": ""}, "W-D2-4", "没有填资料编号"),
        ("change", {"answer": BondSays.FITS}, "W-D2-5", "批准文件没有填资料编号"),
        ("needed", {"materials": "资-02，资-09"}, "W-D2-6", "“资-09”不在资料编号清单里"),
    ],
)
def test_each_gap_is_reminded_of_by_its_code(item: str, changed: dict[str, object], code: str, said: str) -> None:
    (found,) = with_one(item, **changed)
    assert (found.code, found.severity, found.clauses) == (code, Severity.WARNING, ("cq2023-7/36",))
    assert said in found.message


@pytest.mark.parametrize(
    ("item", "changed"),
    [
        ("needed", {"answer": BondSays.FAILS, "said": "重复建设", "materials": "资-02"}),
        ("needed", {"answer": BondSays.NOT_APPLICABLE, "said": "存量项目"}),
        ("income", {"answer": BondSays.NOT_APPLICABLE, "said": "无收益", "amount": None}),
        ("repayment_table", {"answer": BondSays.NOT_APPLICABLE, "said": "已还清", "materials": ""}),
        ("change", {"answer": BondSays.FITS, "materials": "资-02 资-01"}),
    ],
)
def test_what_is_told_settles_it(item: str, changed: dict[str, object]) -> None:
    assert with_one(item, **changed) == []


def test_a_missing_table_of_repayment_stands_though_it_is_explained() -> None:
    found = with_one("repayment_table", answer=BondSays.FAILS, said="单位没有编", materials="资-02")
    assert [one.code for one in found] == ["W-D2-4"]


def test_a_change_of_use_without_approval_stands_though_it_is_explained() -> None:
    found = with_one("change", answer=BondSays.FAILS, said="改作道路", materials="资-02")
    assert [one.code for one in found] == ["W-D2-5"]
    assert "写入问题清单" in found[0].message


@pytest.mark.parametrize(
    ("income", "outcome", "shown"),
    [
        ("10000000.00", Outcome.PASSED, "1.00"),
        ("9999999.99", Outcome.FAILED, "1.00"),
        ("12345678.90", Outcome.PASSED, "1.23"),
        ("0", Outcome.FAILED, "0.00"),
        ("10050000", Outcome.PASSED, "1.01"),
    ],
)
def test_the_multiple_is_exact_and_printed_with_two_places(income: str, outcome: Outcome, shown: str) -> None:
    coverage = Coverage(D(income), D("10000000.00"), ONE)
    found = check_coverage(coverage)
    assert (coverage.shown, found.code, found.outcome) == (shown, "W-D2-3", outcome)
    assert f"÷债券本息10,000,000.00元＝{shown}倍" in found.message


def test_one_cent_short_is_told_as_such() -> None:
    assert "差0.01元" in check_coverage(Coverage(D("9999999.99"), D("10000000"), ONE)).message
    assert "差2,000,000.00元" in check_coverage(Coverage(D("10000000"), D("10000000"), D("1.2"))).message


def test_the_multiple_waits_for_both_amounts_and_for_something_to_pay() -> None:
    assert coverage_of([BondAnswer("income", amount=D(5))], ONE) is None
    assert coverage_of([BondAnswer("repayable", amount=D(5))], ONE) is None
    assert check_coverage(None).outcome is Outcome.NOT_APPLICABLE
    nothing = check_coverage(Coverage(D(5), D(0), ONE))
    assert (nothing.outcome, Coverage(D(5), D(0), ONE).shown) == (Outcome.NOT_APPLICABLE, "—")


def test_a_low_multiple_is_reminded_of_among_the_points() -> None:
    assert [one.code for one in with_one("income", amount=D("9999999.99"))] == ["W-D2-3"]


def test_the_default_of_the_multiple_is_one() -> None:
    assert least_coverage_for(rulebook("cq2023-7", date(2023, 6, 1))) == 1


@pytest.mark.clause("cq2023-7/2")
@pytest.mark.parametrize(
    ("project", "marks"),
    [
        (BONDS, ("参照执行",)),
        (replace(BONDS, by_reference=False), ("参照执行",)),
        (replace(PLAIN, by_reference=True), ("参照执行",)),
        (PLAIN, ()),
        (replace(BONDS, instrument="ats2023"), ()),
        (replace(BONDS, instrument="ats2023", also=("cq2023-7",)), ("参照执行",)),
    ],
)
def test_a_report_by_reference_says_so(project: Project, marks: tuple[str, ...]) -> None:
    assert report_marks(project) == marks


def test_the_table_of_the_report_has_every_point_and_the_arithmetic() -> None:
    table = bond_table(BONDS, list(full().values()), ONE)
    assert table is not None
    assert sum(table.widths) == 100
    assert {len(row) for row in table.rows} == {len(table.heads)}
    assert table.rows[6] == ("7", "收入、成本、收益预测合理性", "符合", "—", "—", "1,200.00")
    assert table.rows[11][2:5] == ("不适用", "没有调整用途", "—")
    assert "项目收益12,000,000.00元÷债券本息10,000,000.00元＝1.20倍" in table.note
    empty = bond_table(BONDS, [], ONE)
    assert empty is not None
    assert {row[2] for row in empty.rows} == {"没有填"}
    assert "没有填齐" in empty.note
    assert bond_table(PLAIN, [], ONE) is None


def test_a_published_evaluation_that_names_the_issue_alone_gives_no_multiple() -> None:
    """三门县住房和城乡建设局2024年度专项债券项目: five projects with their issue, neither income nor interest."""
    issued = [D("40000000"), D("136000000"), D("10000000"), D("20000000"), D("30000000")]
    assert sum(issued) == D("236000000")
    given = full()
    given["income"] = replace(given["income"], amount=None)
    given["repayable"] = replace(given["repayable"], amount=sum(issued, D(0)))
    (found,) = told(given)
    assert (found.code, found.where) == ("W-D2-1", "收入、成本、收益预测合理性")
    given["income"] = replace(given["income"], amount=D("236000000"))
    assert told(given) == []
    given["income"] = replace(given["income"], amount=D("235999999.99"))
    assert [one.code for one in told(given)] == ["W-D2-3"]
