"""What 第七条 asks of the execution tables: documents equal their lines, summaries equal the detail table."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.execution.balances import Balance, release_balances
from jiheng.rules.execution.line_checks import (
    check_actuals,
    check_dimensions,
    check_negative_lines,
    check_overspending,
    check_repeated_lines,
    check_vouchers,
)
from jiheng.rules.execution.shapes import Dimension, FundLine, Release
from jiheng.rules.execution.tables import SummaryRow, total
from jiheng.rules.finding import Finding

CLAUSE = "cq2023-7/7"
LINES_SHEET = "预算执行明细"
"""The sheet the summaries are made from; they stand in none of their own."""


@clause(CLAUSE)
def check_balances(
    releases: Sequence[Release], lines: Sequence[FundLine], per_row: Decimal | None = None
) -> tuple[Finding, ...]:
    """Each release document equals its lines and its unallocated balance; a line names a document that was entered.

    ``per_row`` (元) is handed in when money was entered in 万元: differences up to it for each line are only noticed.
    Reading taken: money entered in 元 has no tolerance, and the row of the unallocated balance adds none.
    """
    balances = release_balances(releases, lines)
    if not balances:
        return (not_applicable("E-B7-1", "没有下达文件和明细行，不作核对"),)
    return tuple(finding for balance in balances for finding in _balance_findings(balance, per_row))


@clause(CLAUSE)
def check_summary(dimension: Dimension, rows: Sequence[SummaryRow], lines: Sequence[FundLine]) -> Finding:
    """A summary table, however it came about, has the totals of the detail table."""
    if not rows and not lines:
        return not_applicable("E-B7-2", "没有明细行，没有汇总表")
    due = total(lines)
    pairs = (
        ("行数", Decimal(sum(row.count for row in rows)), Decimal(due.count)),
        ("预算数", sum((row.budget for row in rows), Decimal(0)), due.budget),
        ("实际支出数", sum((row.amounts.collected for row in rows), Decimal(0)), due.collected),
    )
    wrong = [
        f"{name}汇总{shown:,f}，明细{detail:,f}，差{shown - detail:,f}"
        for name, shown, detail in pairs
        if shown != detail
    ]
    if not wrong:
        return passed("E-B7-2")
    message = f"汇总表（{dimension.value}）与明细合计不等：{'；'.join(wrong)}。请重新生成汇总表"
    return failed("E-B7-2", message, where=LINES_SHEET)


@clause(CLAUSE)
def check_summaries(
    tables: Mapping[Dimension, Sequence[SummaryRow]], lines: Sequence[FundLine]
) -> tuple[Finding, ...]:
    """All summary tables that are handed in, one answer each."""
    return tuple(check_summary(dimension, rows, lines) for dimension, rows in tables.items())


@clause(CLAUSE)
def check_execution(
    releases: Sequence[Release], lines: Sequence[FundLine], per_row: Decimal | None = None
) -> tuple[Finding, ...]:
    """Every check of the tables as entered, in the order of the codes; see ``check_balances`` for ``per_row``."""
    return (
        *check_balances(releases, lines, per_row),
        *check_actuals(lines),
        *check_dimensions(lines),
        *check_overspending(lines),
        *check_vouchers(lines),
        *_negative_unallocated(releases),
        *check_negative_lines(lines),
        *check_repeated_lines(lines),
    )


def _balance_findings(balance: Balance, per_row: Decimal | None) -> Iterator[Finding]:
    name = f"下达文件“{balance.number}”"
    if balance.entries > 1:
        yield failed("E-B7-1", f"{name}登记了{balance.entries}次，请合并成一行或核对文号", where=balance.where)
    if not balance.entries:
        yield failed("E-B7-1", _without_document(balance), where=balance.where)
    elif not balance.difference:
        yield passed("E-B7-1", f"{name}与明细相等", where=balance.where)
    elif per_row is not None and abs(balance.difference) <= per_row * balance.rows:
        said = f"{_figures(balance)}，在万元录入的尾差{per_row * balance.rows:,f}元之内"
        yield failed("N-X-01", said, where=balance.where)
    else:
        yield failed("E-B7-1", f"{_figures(balance)}，{_advice(balance)}", where=balance.where)


def _without_document(balance: Balance) -> str:
    held = f"{balance.rows:,}行明细共{balance.lines_sum:,f}元"
    if not balance.number:
        return f"{held}没有填下达文件，没有核对的基准，请补填文号"
    return f"{held}所填的下达文件“{balance.number}”没有登记，请补登该文件或核对文号"


def _figures(balance: Balance) -> str:
    return (
        f"下达文件“{balance.number}”下达{balance.amount:,f}元，明细{balance.rows:,}行合计{balance.lines_sum:,f}元，"
        f"未分配余额{balance.unallocated:,f}元，差{balance.difference:,f}元"
    )


def _advice(balance: Balance) -> str:
    if not balance.rows:
        return "该文件没有明细行，请补填分配行，或登记未分配余额"
    if balance.difference < 0:
        return "分配多于下达，请核对分配行"
    return "请核对分配行，或登记未分配余额"


def _negative_unallocated(releases: Sequence[Release]) -> Iterator[Finding]:
    for release in releases:
        if release.unallocated < 0 <= release.amount:
            said = f"下达文件“{release.number}”的未分配余额为{release.unallocated:,f}元，小于0，请核对"
            yield failed("N-X-02", said, where=release.where)
