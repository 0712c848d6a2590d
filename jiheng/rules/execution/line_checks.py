"""What 第七条 asks of every line of the detail table.

A long table is answered line by line for the first lines, then by a count, so that 200,000 lines stay readable.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.execution.shapes import Dimension, FundLine
from jiheng.rules.finding import Finding

CLAUSE = "cq2023-7/7"
LISTED = 20
"""Lines answered one by one; the rest are counted in one more finding."""


@clause(CLAUSE)
def check_actuals(lines: Sequence[FundLine]) -> tuple[Finding, ...]:
    """Every line has its actual spending before the report; no spending is entered as 0."""
    bare = (line for line in lines if line.actual is None)
    return _answers("E-B7-3", bare, lambda line: f"{_called(line)}没有填实际支出数，请补填，没有支出的填0") or _held(
        "E-B7-3", lines, "没有明细行"
    )


@clause(CLAUSE)
def check_dimensions(lines: Sequence[FundLine]) -> tuple[Finding, ...]:
    """Every line has a value in each of the seven main dimensions, or says 不适用."""
    bare = (line for line in lines if any(not line.value(dimension) for dimension in Dimension))
    return _answers("E-B7-4", bare, _blanks) or _held("E-B7-4", lines, "没有明细行")


@clause(CLAUSE)
def check_overspending(lines: Sequence[FundLine]) -> tuple[Finding, ...]:
    """Spending above the budget of its line asks for a check or a word; spending equal to it does not."""
    over = (line for line in lines if line.actual is not None and line.actual > line.budget)
    return _answers(
        "W-B7-5",
        over,
        lambda line: f"{_called(line)}实际支出{line.actual:,f}元，大于预算{line.budget:,f}元，请核对或说明",
    ) or _held("W-B7-5", [line for line in lines if line.actual is not None], "还没有实际支出数")


@clause(CLAUSE, "cq2023-7/23")
def check_vouchers(lines: Sequence[FundLine]) -> tuple[Finding, ...]:
    """Spending has a voucher. No spending, entered as 0, needs none."""
    spent = [line for line in lines if line.actual]
    bare = (line for line in spent if not line.voucher)
    return _answers(
        "W-B7-6", bare, lambda line: f"{_called(line)}实际支出{line.actual:,f}元没有凭据编号，请补挂凭据"
    ) or _held("W-B7-6", spent, "还没有实际支出")


@clause(CLAUSE)
def check_negative_lines(lines: Sequence[FundLine]) -> tuple[Finding, ...]:
    """Money below zero is noticed: a reduction is entered so, and a slip of the pen looks the same."""
    below = (line for line in lines if line.budget < 0 or (line.actual is not None and line.actual < 0))
    return _answers("N-X-02", below, lambda line: f"{_called(line)}有小于0的金额，请核对是冲减还是误填") or _held(
        "N-X-02", lines, "没有明细行"
    )


@clause(CLAUSE)
def check_repeated_lines(lines: Sequence[FundLine]) -> tuple[Finding, ...]:
    """A number used twice, or two lines alike in everything but number and place, is noticed."""
    return _answers(
        "N-X-03",
        _repeated(lines),
        lambda line: f"{_called(line)}与前面的行序号相同，或者除序号外内容完全相同，请核对是否重复",
    ) or _held("N-X-03", lines, "没有明细行")


def _answers(code: str, wrong: Iterable[FundLine], said: Callable[[FundLine], str]) -> tuple[Finding, ...]:
    rest = iter(wrong)
    found = [failed(code, said(line), where=line.where) for line in islice(rest, LISTED)]
    more = sum(1 for _ in rest)
    if more:
        found.append(failed(code, f"另有{more:,}行有同样的问题，请一并改正"))
    return tuple(found)


def _held(code: str, lines: Sequence[FundLine], reason: str) -> tuple[Finding, ...]:
    return (passed(code) if lines else not_applicable(code, reason),)


def _blanks(line: FundLine) -> str:
    names = "、".join(dimension for dimension in Dimension if not line.value(dimension))
    return f"{_called(line)}没有填{names}，请补填，没有该项的选“不适用”"


def _called(line: FundLine) -> str:
    return f"明细行{line.number}" if line.number else "明细行"


def _repeated(lines: Iterable[FundLine]) -> Iterator[FundLine]:
    numbers: set[str] = set()
    contents: set[tuple[object, ...]] = set()
    for line in lines:
        content = (
            line.release,
            *(line.value(dimension) for dimension in Dimension),
            line.budget,
            line.actual,
            line.voucher,
            line.contract,
            line.provider,
            line.note,
        )
        if content in contents or (line.number and line.number in numbers):
            yield line
        numbers.add(line.number)
        contents.add(content)
