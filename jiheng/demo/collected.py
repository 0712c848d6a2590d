"""The demonstration with all spending and all dates collected, as the report asks. Invented, labelled 演示."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from jiheng.demo.implementation import demo_evaluated
from jiheng.rules.execution.shapes import FundLine
from jiheng.rules.implementation.shapes import Implementation
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.schedule.shapes import ScheduleNode

UNSPENT: Final = {
    "赤岩镇人民政府": Decimal(20_000),
    "石宝乡人民政府": Decimal(14_000),
    "桂竹乡人民政府": Decimal(8_000),
}
"""Payee → 元 left over, invented."""


def collected_evaluation() -> tuple[Preparation, Implementation]:
    """What was prepared and what was found, nothing missing."""
    preparation, given = demo_evaluated()
    lines, schedule = _spent(preparation.lines), _happened(preparation.schedule)
    return replace(preparation, lines=lines, schedule=schedule), given


def _spent(lines: Sequence[FundLine]) -> tuple[FundLine, ...]:
    return tuple(
        line
        if line.actual is not None
        else replace(
            line,
            actual=line.budget - UNSPENT.get(line.payee, Decimal(0)),
            voucher=f"记账凭证2022-{int(line.number) + 40:04d}",
        )
        for line in lines
    )


def _happened(nodes: Sequence[ScheduleNode]) -> tuple[ScheduleNode, ...]:
    usual = date(2022, 12, 20)
    return tuple(
        node
        if node.actual
        else replace(node, actual=node.planned or (node.demands[0].day if node.demands else usual))
        for node in nodes
    )
