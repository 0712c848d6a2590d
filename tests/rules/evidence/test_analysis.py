"""Several methods, many comparisons, policies, tables summed up, problems told in full."""

from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.evidence.analysis import (
    COMPARISONS,
    SHEETS,
    check_comparisons,
    check_methods,
    check_policy,
    check_problems,
    check_summaries_made,
    least_methods_for,
)
from jiheng.rules.evidence.analysis_shapes import (
    Comparison,
    ComparisonNote,
    MethodUse,
    Problem,
    Summary,
    SummaryTable,
)
from jiheng.rules.evidence.shapes import ProjectTraits
from jiheng.rules.finding import Outcome
from jiheng.rules.law import rulebook

LEAST = least_methods_for(rulebook("cq2023-7", date(2026, 4, 1)))
PROBLEM = Problem(
    "管护资金没有落实", "3个村没有安排管护费", "项目管理办法要求每年安排", "预算没有编列", where="问题清单 第2行"
)
NOTES = tuple(ComparisonNote(each, "已比较", where=f"比较分析 {each}") for each in COMPARISONS)
CONCERNED = ProjectTraits(concerns_policy=True)
POLICY = ComparisonNote(Comparison.POLICY, "补贴政策带动了种植面积", where="比较分析 第9行")
SUMMARIES = tuple(Summary(table, where=f"汇总 {table}") for table in SummaryTable)
pytestmark = pytest.mark.clause("cq2023-7/24")


def test_a_problem_told_in_full_passes() -> None:
    assert [each.outcome for each in check_problems([PROBLEM])] == [Outcome.PASSED]
    assert check_problems([])[0].outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("problem", "lacks"),
    [
        (replace(PROBLEM, phenomenon=" "), "具体表现"),
        (replace(PROBLEM, basis=""), "判断依据"),
        (replace(PROBLEM, cause=""), "成因"),
        (Problem("管护资金没有落实", gap="差3万元", where="问题清单 第2行"), "具体表现、判断依据、成因"),
    ],
)
def test_a_problem_tells_how_it_shows_its_yardstick_and_its_cause(problem: Problem, lacks: str) -> None:
    (finding,) = check_problems([PROBLEM, problem])
    assert (finding.code, finding.blocks, finding.act) == ("E-B24-1", True, "定稿")
    assert finding.message == f"问题“管护资金没有落实”没有写{lacks}。请补填"
    assert finding.where == "问题清单 第2行"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), "分析方法没有写，一般不少于2种"),
        ((" ",), "分析方法没有写"),
        (("比较法",), "分析方法用了1种（“比较法”）"),
        (("比较法", " 比较法 "), "分析方法用了1种"),
        (("比较法", "因素分析法"), ""),
        (("比较法", "因素分析法", "标杆管理法"), ""),
    ],
)
def test_two_methods_are_enough_and_fewer_are_a_reminder(names: tuple[str, ...], said: str) -> None:
    finding = check_methods([MethodUse(name) for name in names], LEAST, "分析")
    assert (finding.code, finding.outcome) == ("W-B24-2", Outcome.FAILED if said else Outcome.PASSED)
    assert said in finding.message
    assert (finding.blocks, finding.where) == (False, "分析")


def test_the_eight_comparisons_together_pass() -> None:
    assert len(COMPARISONS) == 8
    assert check_comparisons(NOTES, []).outcome is Outcome.PASSED


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_each_comparison_left_out_is_named_until_made_or_explained(comparison: Comparison) -> None:
    others = [each for each in NOTES if each.comparison is not comparison]
    finding = check_comparisons(others, [], "比较分析")
    assert (finding.code, finding.outcome, finding.blocks) == ("W-B24-3", Outcome.FAILED, False)
    assert f"比较分析应有8项，还缺“{comparison}”。" in finding.message
    assert finding.where == "比较分析"
    assert check_comparisons([*others, ComparisonNote(comparison, " ", " ")], []).outcome is Outcome.FAILED
    assert check_comparisons([*others, ComparisonNote(comparison, declined="没有同类项目")], []).outcome is (
        Outcome.PASSED
    )
    assert check_comparisons(others, [replace(PROBLEM, compared=comparison)]).outcome is Outcome.PASSED


def test_the_effect_of_a_policy_is_none_of_the_eight() -> None:
    assert check_comparisons([*NOTES[1:], POLICY], []).outcome is Outcome.FAILED


@pytest.mark.parametrize("notes", [[], [replace(POLICY, said=" ")], [replace(POLICY, said="", declined="不必")]])
def test_a_policy_that_is_concerned_is_analysed(notes: list[ComparisonNote]) -> None:
    finding = check_policy(notes, CONCERNED, "分析")
    assert (finding.code, finding.blocks, finding.act) == ("E-B24-4", True, "定稿")
    assert finding.where == ("比较分析 第9行" if notes else "分析")
    assert check_policy([POLICY], CONCERNED).outcome is Outcome.PASSED


def test_without_a_policy_there_is_nothing_to_analyse() -> None:
    assert check_policy([], ProjectTraits(concerns_policy=False)).outcome is Outcome.NOT_APPLICABLE


def test_while_nobody_chose_whether_a_policy_is_concerned_it_is_asked() -> None:
    finding = check_policy([], ProjectTraits(where="项目基本信息"), "比较分析")
    assert finding.blocks
    assert "请先作出选择" in finding.message
    assert finding.where == "项目基本信息"
    assert check_policy([POLICY], ProjectTraits()).outcome is Outcome.PASSED


def test_the_three_tables_summed_up_pass() -> None:
    assert [each.outcome for each in check_summaries_made(SUMMARIES)] == [Outcome.PASSED] * 3


@pytest.mark.parametrize("place", range(3))
def test_each_table_not_summed_up_keeps_the_report_back(place: int) -> None:
    table = SUMMARIES[place].table
    finding = check_summaries_made([each for each in SUMMARIES if each.table is not table])[place]
    assert (finding.code, finding.blocks, finding.act) == ("E-B24-5", True, "进入报告")
    assert (finding.message, finding.where) == (f"{table}没有汇总。请生成汇总表", SHEETS[table])


def test_a_summary_older_than_its_rows_is_made_again() -> None:
    old = replace(SUMMARIES[0], outdated=True)
    finding = check_summaries_made([old, *SUMMARIES[1:]])[0]
    assert finding.blocks
    assert "汇总之后又有改动" in finding.message
    assert finding.where == old.where
    assert not check_summaries_made([old, *SUMMARIES])[0].blocks
