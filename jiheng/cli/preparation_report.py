"""How the check of a preparation reads on a terminal."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from jiheng.rules.figures import percent
from jiheng.rules.finding import Severity
from jiheng.rules.law import clause_label
from jiheng.rules.preparation.result import READING, PreparationResult, Said
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.preparation.steps import step_number, step_of

RULE = "─" * 60
SHOWN = 12
"""How many findings of one code are listed; the rest are counted."""


def print_preparation(preparation: Preparation, result: PreparationResult, written: Iterable[Path | None]) -> None:
    """The figures of the project, its findings by step, and whether the plan can be handed in."""
    print(RULE)
    print(preparation.project.name or "（没有填项目名称）")
    for line in _figures(preparation, result):
        print(f"  {line}")
    by_step = sorted(result.said, key=lambda one: step_number(one.finding))
    for step, said in groupby(by_step, key=lambda one: step_of(one.finding)):
        print(f"【{step}】")
        _print_step(list(said))
    print(RULE)
    print(_verdict(result))
    for path in written:
        if path is not None:
            print(f"已写出：{path}")


def _figures(preparation: Preparation, result: PreparationResult) -> list[str]:
    total = sum(balance.amount for balance in result.execution.balances)
    lines = [
        f"评价依据{len(preparation.documents)}份，列入目录{len(result.catalogue.included)}份",
        f"下达文件{len(preparation.releases)}份共{total:,.2f}元，明细{len(preparation.lines)}行",
    ]
    rate = result.sampling.coverage.rate
    covered = f"，覆盖资金{percent(rate)}" if rate is not None else ""
    lines.append(
        f"样本点{len(result.sampling.points.points)}个{covered}；抽样框摘要{result.sampling.frame_hash[:16]}"
    )
    lines.append(f"评价指标{len(preparation.indicators)}个，问卷{len(preparation.questionnaires)}份")
    return lines


def _print_step(said: Sequence[Said]) -> None:
    counts: dict[str, int] = {}
    for one in said:
        code = one.finding.code
        counts[code] = counts.get(code, 0) + 1
        if counts[code] <= SHOWN:
            print(f"  {_line(one)}")
    for code, count in counts.items():
        if count > SHOWN:
            print(f"  {code}另有{count - SHOWN}处，全部见 --json 或 --xlsx 写出的结果")


def _line(said: Said) -> str:
    finding = said.finding
    clauses = "、".join(map(clause_label, finding.clauses))
    source = f"{finding.code}，{clauses}" if clauses else finding.code
    act = f"，拦住{finding.act}" if finding.blocks and finding.act != READING else ""
    where = f"{finding.where}　" if finding.where else ""
    passed = f"　已放行：{said.waiver}" if said.waiver else ""
    label = "已放行" if said.waiver else finding.severity.label
    return f"[{label}] {where}{finding.message}（{source}{act}）{passed}"


def _verdict(result: PreparationResult) -> str:
    count = dict.fromkeys(Severity, 0)
    waived = sum(1 for one in result.said if one.waiver)
    for one in result.said:
        count[one.finding.severity] += not one.waiver
    counted = "，".join(f"{severity.label}{number}处" for severity, number in count.items() if number)
    found = f"检出：{counted or '没有问题'}" + (f"；已放行{waived}处" if waived else "")
    blocking = len(result.blocking_plan)
    return f"{found}\n" + (f"方案还不能送审：有{blocking}处要先改正" if blocking else "方案可以送审")
