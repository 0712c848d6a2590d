"""Every release document against its lines: they add up to the cent, or the difference is named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.execution.shapes import FundLine, Release
from jiheng.rules.law import Rulebook

CLAUSE = "cq2023-7/7"
YUAN_IN_WAN = 10_000


@dataclass(frozen=True, slots=True)
class Balance:
    """One release document, in 元. ``entries`` is how often its number was entered: 0 when lines name a document that
    was not, and above 1 when it was entered twice (the amounts are added)."""

    number: str
    amount: Decimal
    lines_sum: Decimal
    unallocated: Decimal
    rows: int
    entries: int = 1
    where: str = ""

    @property
    def difference(self) -> Decimal:
        """下达金额 − 明细合计 − 未分配余额: above zero, money is not accounted for; below, too much is allocated."""
        return self.amount - self.lines_sum - self.unallocated


def per_row_tolerance_for(book: Rulebook) -> Decimal:
    """What each line may be off when money was entered in 万元, in 元."""
    return book.entry("tolerance").decimal("money_per_row") * YUAN_IN_WAN


@clause(CLAUSE)
def release_balances(releases: Sequence[Release], lines: Iterable[FundLine]) -> tuple[Balance, ...]:
    """The balance of every release document in the order entered, then of documents only lines name.

    All ``lines_sum`` together are the total of the lines.
    """
    sums: dict[str, Decimal] = {}
    rows: dict[str, int] = {}
    first: dict[str, str] = {}
    for line in lines:
        sums[line.release] = sums.get(line.release, Decimal(0)) + line.budget
        rows[line.release] = rows.get(line.release, 0) + 1
        first.setdefault(line.release, line.where)
    entered: dict[str, list[Release]] = {}
    for release in releases:
        entered.setdefault(release.number, []).append(release)
    numbers = [*entered, *(number for number in sums if number not in entered)]
    return tuple(
        Balance(
            number,
            amount=sum((one.amount for one in entered.get(number, ())), Decimal(0)),
            lines_sum=sums.get(number, Decimal(0)),
            unallocated=sum((one.unallocated for one in entered.get(number, ())), Decimal(0)),
            rows=rows.get(number, 0),
            entries=len(entered.get(number, ())),
            where=entered[number][0].where if number in entered else first[number],
        )
        for number in numbers
    )
