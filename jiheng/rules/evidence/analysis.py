"""分析: methods, comparisons, the effect of policies, tables summed up, problems told in full (第二十四条)."""

from collections.abc import Sequence

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.evidence.analysis_shapes import (
    Comparison,
    ComparisonNote,
    MethodUse,
    Problem,
    Summary,
    SummaryTable,
)
from jiheng.rules.evidence.shapes import ProjectTraits
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.wording import quoted

CLAUSE = "cq2023-7/24"
SHEETS = {
    SummaryTable.POINTS: "样本点基础信息",
    SummaryTable.EXECUTION: "预算执行明细",
    SummaryTable.SCHEDULE: "实施进度",
}
"""The sheet each table is summed up from."""
COMPARISONS = tuple(each for each in Comparison if each is not Comparison.POLICY)
"""Five directions, then spending with budget and performance, and measures with effect."""


def least_methods_for(book: Rulebook) -> int:
    return int(book.entry("analysis_methods").decimal("least"))


@clause(CLAUSE)
def check_problems(problems: Sequence[Problem]) -> list[Finding]:
    """A problem tells how it shows, by what it is judged to be one, and what caused it."""
    if not problems:
        return [not_applicable("E-B24-1", "还没有登记问题")]
    found = [
        failed("E-B24-1", f"问题“{each.title}”没有写{'、'.join(lacks)}。请补填", where=each.where)
        for each in problems
        if (lacks := untold(each))
    ]
    return found or [passed("E-B24-1", f"{len(problems)}个问题都写全了")]


def untold(problem: Problem) -> list[str]:
    """What of a problem is not told yet."""
    filled = {"具体表现": problem.phenomenon, "判断依据": problem.basis, "成因": problem.cause}
    return [name for name, text in filled.items() if not text.strip()]


@clause(CLAUSE)
def check_methods(methods: Sequence[MethodUse], least: int, where: str = "") -> Finding:
    """More than one method of analysis was used; one named twice counts once."""
    names = list(dict.fromkeys(name for each in methods if (name := each.name.strip())))
    if len(names) >= least:
        return passed("W-B24-2", f"用了{len(names)}种分析方法", where=where)
    said = f"用了{len(names)}种（{quoted(names)}）" if names else "没有写"
    return failed("W-B24-2", f"分析方法{said}，一般不少于{least}种。请补充，或说明", where=where)


@clause(CLAUSE)
def check_comparisons(notes: Sequence[ComparisonNote], problems: Sequence[Problem], where: str = "") -> Finding:
    """The facts were set against plan, approval, rules, history and peers; spending against budget and performance;
    measures against effect.

    Reading taken: a problem that came from a comparison shows that it was made; what was not made has a reason.
    """
    made = {each.comparison for each in notes if each.said.strip() or each.declined.strip()}
    made |= {each.compared for each in problems if each.compared is not None}
    missing = [each for each in COMPARISONS if each not in made]
    if not missing:
        return passed("W-B24-3", f"{len(COMPARISONS)}项比较都做了或说明了", where=where)
    message = f"比较分析应有{len(COMPARISONS)}项，还缺{quoted(missing)}。请补做，或说明为什么不做"
    return failed("W-B24-3", message, where=where)


@clause(CLAUSE)
def check_policy(notes: Sequence[ComparisonNote], traits: ProjectTraits, where: str = "") -> Finding:
    """Where a spending policy is concerned, its effect is analysed; a reason for not doing so will not do.

    Reading taken: while nobody chose whether one is concerned, a report without such an analysis is not complete.
    """
    if traits.concerns_policy is False:
        return not_applicable("E-B24-4", "项目不涉及支出政策")
    own = [each for each in notes if each.comparison is Comparison.POLICY]
    place = own[0].where if own else where
    if any(each.said.strip() for each in own):
        return passed("E-B24-4", where=place)
    if traits.concerns_policy is None:
        message = "没有选择项目是否涉及支出政策，也没有分析政策影响。请先作出选择，涉及的补充分析"
        return failed("E-B24-4", message, where=traits.where or place)
    return failed("E-B24-4", "项目涉及支出政策，没有分析政策的影响。请补充分析", where=place)


@clause(CLAUSE)
def check_summaries_made(summaries: Sequence[Summary]) -> list[Finding]:
    """The tables of sample points, of funds and of progress are summed up, from the rows as they now stand.

    Reading taken: a summary made before its rows changed has to be made again.
    """
    return [_check_table(table, summaries, SHEETS[table]) for table in SummaryTable]


def _check_table(table: SummaryTable, summaries: Sequence[Summary], where: str) -> Finding:
    own = [each for each in summaries if each.table is table]
    place = own[0].where if own else where
    if any(not each.outdated for each in own):
        return passed("E-B24-5", f"{table}已汇总", where=place)
    if own:
        return failed("E-B24-5", f"{table}汇总之后又有改动。请重新生成汇总表", where=place)
    return failed("E-B24-5", f"{table}没有汇总。请生成汇总表", where=place)
