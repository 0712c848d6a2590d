"""The conclusion of a project that was split by use of funds."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.explained import Step, StepKind
from jiheng.rules.figures import exact, plain, shown
from jiheng.rules.finding import Finding
from jiheng.rules.scoring.grade import Grade, GradeFloors, GradeOn, graded

CLAUSES = ("cq2023-7/27", "mof2020-10/4.5")
BASIS = "评价结论=Σ(子项目得分×资金额度)/Σ资金额度，加权后舍入一次再定级"


@dataclass(frozen=True, slots=True)
class Part:
    """One use of the funds: the total it earned in 分 (``None`` when it has none) and its funds."""

    name: str
    total: Decimal | None
    funds: Decimal


@dataclass(frozen=True, slots=True)
class Conclusion:
    """``raw`` is exact, ``value`` the printed figure the grade belongs to; all ``None`` when not computable."""

    raw: Fraction | None
    value: Decimal | None
    grade: Grade | None
    steps: tuple[Step, ...]
    clauses: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


@clause(*CLAUSES)
def conclude(parts: Sequence[Part], floors: GradeFloors, grade_on: GradeOn = GradeOn.ROUNDED) -> Conclusion:
    """Weight the parts' totals by their funds, round once, then grade.

    The indicator weights of 第十一条 do not enter here; the funds alone decide.
    """
    broken = _broken(parts)
    if broken is not None:
        said = (_step(StepKind.BASIS, BASIS), _step(StepKind.RESULT, f"不计算结论：{broken.message}"))
        return Conclusion(None, None, None, said, CLAUSES, (broken,))
    scored = [(part.name, part.total, part.funds) for part in parts if part.total is not None]
    below = sum((exact(funds) for _, _, funds in scored), Fraction(0))
    raw = sum((exact(total) * exact(funds) for _, total, funds in scored), Fraction(0)) / below
    result = graded(raw, floors, grade_on)
    terms = "+".join(f"{plain(total)}×{plain(funds)}" for _, total, funds in scored)
    steps = (
        _step(StepKind.BASIS, BASIS),
        _step(
            StepKind.INPUT, "；".join(f"{name}{plain(total)}分，资金{plain(funds)}" for name, total, funds in scored)
        ),
        _step(StepKind.WORKING, f"({terms})/{shown(below)}={shown(raw)}"),
        Step(StepKind.RESULT, f"{result.printed}分，等级“{result.grade.value}”", "cq2023-7/28"),
    )
    return Conclusion(raw, result.printed, result.grade, steps, (*CLAUSES, "cq2023-7/28"))


@clause(*CLAUSES)
def check_split_conclusion(reported: Decimal, conclusion: Conclusion) -> Finding:
    """A reported conclusion of a split project is the one weighted by funds."""
    if conclusion.value is None:
        return not_applicable("E-B27-2", "不能按资金加权，没有可比的结论")
    if reported == conclusion.value:
        return passed("E-B27-2")
    message = f"结论填报{plain(reported)}分，按资金额度加权应为{conclusion.value}分，请重新加权"
    return failed("E-B27-2", message)


def _broken(parts: Sequence[Part]) -> Finding | None:
    blank = [part.name for part in parts if part.total is None]
    if blank or not parts:
        what = f"子项目{'、'.join(blank)}没有得分" if blank else "没有子项目"
        return failed("E-S-01", f"{what}，不能得出结论", clauses=CLAUSES)
    if any(part.funds < 0 for part in parts):
        return failed("E-S-24", "资金额度是负数，请核对", clauses=CLAUSES)
    if sum((part.funds for part in parts), Decimal(0)) == 0:
        return failed("E-S-20", "资金额度合计为0，不能按资金加权，请改用非资金权重并写明理由")
    return None


def _step(kind: StepKind, text: str) -> Step:
    return Step(kind, text, CLAUSES[0])
