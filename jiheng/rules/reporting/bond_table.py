"""The table of 政府债券资金专项检查 in the annexes of a report."""

from collections.abc import Sequence
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.figures import rounded
from jiheng.rules.preparation.scope import has_bond_funds
from jiheng.rules.preparation.shapes import Project
from jiheng.rules.reporting.bond_points import BondAnswer, BondPoint, bond_points
from jiheng.rules.reporting.bonds import CLAUSE, coverage_of
from jiheng.rules.reporting.content import Table

HEADS = ("序号", "检查要点", "结论", "说明", "资料编号", "金额（万元）")
WIDTHS = (6, 24, 9, 33, 16, 12)
NOTHING = "—"


@clause(CLAUSE)
def bond_table(project: Project, answers: Sequence[BondAnswer], least: Decimal) -> Table | None:
    """Every point with what was found, and the multiple with its arithmetic below; ``None`` without bond money."""
    if not has_bond_funds(project):
        return None
    given = {one.item: one for one in answers}
    rows = [
        _row(number, point, given.get(point.id) or BondAnswer(point.id))
        for number, point in enumerate(bond_points(), 1)
    ]
    coverage = coverage_of(answers, least)
    worked = coverage.arithmetic if coverage else "收益和本息没有填齐，没有计算"
    note = f"本息覆盖倍数：{worked}。依据第三十六条参照执行，本表供提醒。"
    return Table("政府债券资金专项检查表", HEADS, tuple(rows), WIDTHS, figures=(0, 5), note=note)


def _row(number: int, point: BondPoint, answer: BondAnswer) -> tuple[str, ...]:
    amount = NOTHING if answer.amount is None else f"{rounded(answer.amount / 10_000):,}"
    return (
        str(number),
        point.title,
        answer.answer or "没有填",
        answer.said.strip() or NOTHING,
        "、".join(answer.numbers) or NOTHING,
        amount,
    )
