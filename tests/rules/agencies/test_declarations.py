"""Every person declares towards every unit involved; finance decides on relations that last or ended lately."""

from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.agencies.declarations import (
    check_declared,
    check_recused,
    check_recused_in_review,
    check_relations,
    missing_units,
)
from jiheng.rules.agencies.relations import Standing, standings, years_after
from jiheng.rules.agencies.shapes import Declaration, Engagement, TeamMember, TeamRole
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.law import rulebook

TODAY = date(2026, 3, 1)
BOOK = rulebook("cq2023-7", TODAY)
ZHANG = TeamMember("张三", TeamRole.LEAD, where="评价小组 第2行")
LI = TeamMember("李四", TeamRole.MEMBER, where="评价小组 第3行")
ZHAO = TeamMember("赵六", TeamRole.EXPERT, where="评价小组 第4行")
UNITS = ("甲局", "乙公司")
DIRECTIVE = Engagement(units=UNITS)
REQUIREMENTS = replace(DIRECTIVE, instruments=("ats2023",))
SIGNED = date(2026, 2, 1)
ALL_SIGNED = [Declaration(person, unit, signed_on=SIGNED) for person in ("张三", "李四", "赵六") for unit in UNITS]
WORKED = Declaration("李四", "甲局", "任职", date(2025, 6, 30), SIGNED, where="利益关系声明 第9行")
pytestmark = pytest.mark.clause("cq2023-7/4", "ats2023/3.1")


def failures(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found if finding.outcome is Outcome.FAILED]


def test_a_team_that_declared_towards_every_unit_passes() -> None:
    found = check_declared([ZHANG, LI, ZHAO], ALL_SIGNED, DIRECTIVE, TODAY)
    assert [finding.outcome for finding in found] == [Outcome.PASSED]
    assert "3人对2个有关单位" in found[0].message


@pytest.mark.clause("cq2023-7/25")
@pytest.mark.parametrize(
    ("engagement", "expected"),
    [(DIRECTIVE, ["W-COI-5", "W-COI-5", "W-B25"]), (REQUIREMENTS, ["E-COI-5", "E-COI-5", "W-B25"])],
)
def test_each_person_who_did_not_declare_is_named(engagement: Engagement, expected: list[str]) -> None:
    found = check_declared([ZHANG, LI, ZHAO], [], engagement, TODAY)
    assert failures(found) == expected
    assert "“张三”没有对“甲局”、“乙公司”" in found[0].message
    assert found[1].where == "评价小组 第3行"


def test_a_missing_declaration_keeps_the_review_of_the_team_from_passing_and_nothing_else() -> None:
    required = check_declared([LI], [], REQUIREMENTS, TODAY)[0]
    reminded = check_declared([LI], [], DIRECTIVE, TODAY)[0]
    assert (required.blocks, required.act) == (True, "审核通过")
    assert not reminded.blocks


def test_one_unit_left_out_is_named_alone() -> None:
    one = [Declaration("张三", "甲局", signed_on=SIGNED)]
    assert missing_units("张三", UNITS, one, TODAY) == ("乙公司",)
    assert "应声明2个单位，缺1个" in check_declared([ZHANG], one, DIRECTIVE, TODAY)[0].message


@pytest.mark.parametrize(
    ("signed", "missing"),
    [(None, ("甲局",)), (date(2026, 2, 28), ()), (date(2026, 3, 1), ()), (date(2026, 3, 2), ("甲局",))],
)
def test_a_declaration_counts_from_the_day_it_is_signed(signed: date | None, missing: tuple[str, ...]) -> None:
    assert missing_units("张三", ("甲局",), [Declaration("张三", "甲局", signed_on=signed)], TODAY) == missing


def test_without_a_unit_nobody_can_declare() -> None:
    found = check_declared([ZHANG], [], Engagement(), TODAY)
    assert [finding.outcome for finding in found] == [Outcome.NOT_APPLICABLE]


def test_who_worked_for_the_unit_last_year_is_pointed_out() -> None:
    found = check_relations([ZHANG, LI], [*ALL_SIGNED, WORKED], TODAY, BOOK)
    assert failures(found) == ["W-COI-4"]
    assert "“李四”曾在“甲局”工作（任职），2025年6月30日结束，不满3年" in found[0].message
    assert found[0].where == "利益关系声明 第9行"
    assert not found[0].blocks


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (date(2023, 2, 28), []),
        (date(2023, 3, 1), []),
        (date(2023, 3, 2), ["W-COI-4"]),
        (date(2026, 12, 31), ["W-COI-4"]),
        (None, ["W-COI-4"]),
    ],
)
def test_a_relation_asks_for_a_decision_until_three_years_after_its_end(
    until: date | None, expected: list[str]
) -> None:
    assert failures(check_relations([LI], [replace(WORKED, until=until)], TODAY, BOOK)) == expected


@pytest.mark.parametrize("recused", [True, False])
def test_what_finance_decided_is_not_asked_again(recused: bool) -> None:
    assert failures(check_relations([LI], [replace(WORKED, recused=recused)], TODAY, BOOK)) == []


@pytest.mark.parametrize("relation", ["", "无", "无利益关系", "没有"])
def test_no_relation_needs_no_decision(relation: str) -> None:
    assert failures(check_relations([LI], [replace(WORKED, relation=relation)], TODAY, BOOK)) == []


def test_the_relation_of_somebody_outside_the_team_is_not_asked_about() -> None:
    assert failures(check_relations([ZHANG], [WORKED], TODAY, BOOK)) == []


@pytest.mark.parametrize(
    ("relation", "until", "said"),
    [
        ("持股", date(2025, 1, 1), "与“甲局”曾有利益关系（持股），2025年1月1日结束"),
        ("近亲属任职", date(2025, 1, 1), "与“甲局”曾有利益关系（近亲属任职）"),
        ("持股", None, "没有写结束日期，按仍在持续看"),
        ("借调工作", date(2026, 6, 30), "到2026年6月30日才结束"),
    ],
)
def test_a_relation_is_told_as_it_stands(relation: str, until: date | None, said: str) -> None:
    found = check_relations([LI], [replace(WORKED, relation=relation, until=until)], TODAY, BOOK)
    assert said in found[0].message


def test_who_is_to_be_recused_leaves_the_team_and_the_lead_evaluator_has_a_code_of_his_own() -> None:
    both = [replace(WORKED, recused=True), Declaration("张三", "甲局", "持股", recused=True)]
    found = check_recused([ZHANG, LI], both, DIRECTIVE)
    assert failures(found) == ["E-COI-4"]
    assert (found[0].act, found[0].where) == ("进入实施", "利益关系声明 第9行")
    assert failures(check_recused([ZHANG], both, DIRECTIVE)) == []


def test_the_requirements_bar_everybody_to_be_recused_from_the_team() -> None:
    both = [replace(WORKED, recused=True), Declaration("张三", "甲局", "持股", recused=True)]
    found = check_recused_in_review([ZHANG, LI], both)
    assert failures(found) == ["E-A31-4", "E-A31-4"]
    assert found[0].act == "审核通过"
    assert failures(check_recused_in_review([ZHANG, LI], ALL_SIGNED)) == []


def test_the_table_of_people_by_units_shows_the_gravest_standing() -> None:
    declared = [
        Declaration("张三", "甲局", "持股", date(2020, 1, 1), SIGNED),
        Declaration("张三", "乙公司", signed_on=SIGNED),
        Declaration("李四", "甲局", signed_on=SIGNED),
        WORKED,
        Declaration("赵六", "甲局", "任职", recused=True),
        Declaration("赵六", "乙公司", "任职", signed_on=SIGNED, recused=False),
    ]
    table = standings(("张三", "李四", "赵六"), UNITS, declared, TODAY, BOOK)
    assert [cell.standing for cell in table] == [
        Standing.PAST,
        Standing.CLEAR,
        Standing.OPEN,
        Standing.MISSING,
        Standing.RECUSED,
        Standing.ALLOWED,
    ]
    assert len(table[2].declarations) == 2


def test_a_leap_day_ends_its_years_on_the_last_of_february() -> None:
    assert years_after(date(2024, 2, 29), 3) == date(2027, 2, 28)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)
