"""How a scored evaluation reads on a terminal."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from jiheng.rules.figures import plain
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.adjustments import adjustment_text
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.rules.implementation.result import EvaluationResult, PartResult, keeps_conclusion
from jiheng.rules.law import clause_label

RULE = "─" * 60


def print_score(result: EvaluationResult, gathered: Sequence[Finding], written: Path | None) -> None:
    """The scores of each part, what was found, and the conclusion."""
    print(RULE)
    print(result.project.name or "（没有填项目名称）")
    for part in result.parts:
        for line in _part_lines(part, result):
            print(line)
    if result.findings:
        print("【问题】")
    for finding in result.findings:
        print(f"  {_finding_line(finding)}")
    if gathered:
        print("【资料收集和分析】不影响得分，进入报告、定稿前要办的")
    for finding in gathered:
        print(f"  {_finding_line(finding)}")
    print(RULE)
    print(_verdict(result))
    if written is not None:
        print(f"已写出：{written}")


def _part_lines(part: PartResult, result: EvaluationResult) -> Iterator[str]:
    yield f"【{part.name}】资金{part.funds:,.2f}元（{result.basis.label}）"
    for one in part.indicators:
        yield f"  {_indicator_line(one)}"
    for level in part.levels:
        earned = "没有算出" if level.earned is None else f"{level.earned}分"
        yield f"  {level.name}：{earned}，适用分值{plain(level.points)}"
    total = part.total.value
    yield f"  总分：{'没有算出' if total is None else f'{total}分'}"


def _indicator_line(one: IndicatorScore) -> str:
    named = f"{one.indicator.code} {one.indicator.name}（{plain(one.indicator.points)}分）"
    if one.excluded:
        return f"{named}：不适用，{one.excluded}"
    value = f"指标值“{one.value}”，" if one.value else ""
    material = f"资料{len(one.admissible)}份"
    if one.final.value is None:
        return f"{named}：{value}{material}，没有得分"
    before = f"，资料核对前{one.raw.value}分" if one.raw.value not in (None, one.final.value) else ""
    if one.adjustment is not None:
        before = f"，{adjustment_text(one.adjustment)}"
    return f"{named}：{value}{material}，得{one.final.value}分{before}"


def _finding_line(finding: Finding) -> str:
    clauses = "、".join(map(clause_label, finding.clauses))
    source = f"{finding.code}，{clauses}" if clauses else finding.code
    where = f"{finding.where}　" if finding.where else ""
    return f"[{finding.severity.label}] {where}{finding.message}（{source}）"


def _verdict(result: EvaluationResult) -> str:
    conclusion = result.conclusion
    if conclusion.value is None or conclusion.grade is None:
        holding = sum(map(keeps_conclusion, result.findings))
        return f"暂不给出结论：有{holding}处要先改正" if holding else "暂不给出结论：总分还算不出"
    if len(result.parts) < 2:
        return f"结论：{conclusion.value}分，等级“{conclusion.grade.value}”"
    return f"结论：按资金额度加权{conclusion.value}分，等级“{conclusion.grade.value}”"
