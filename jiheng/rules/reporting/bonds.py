"""政府债券资金 (第三十六条): evaluated by reference, and reminded of what bond money asks for; nothing blocks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.figures import exact, plain, rounded
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.scope import DIRECTIVE, has_bond_funds
from jiheng.rules.preparation.shapes import Project
from jiheng.rules.reporting.bond_points import (
    DEBT_SERVICE,
    INCOME,
    BondAnswer,
    BondPoint,
    BondSays,
    PointKind,
    bond_points,
)
from jiheng.rules.wording import quoted

CLAUSE = "cq2023-7/36"
BY_REFERENCE = "参照执行"
NO_BONDS = "资金来源没有政府债券"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The income against principal and interest, in 元. ``times`` is exact, and ``None`` with nothing to pay."""

    income: Decimal
    service: Decimal
    least: Decimal

    @property
    def times(self) -> Fraction | None:
        return exact(self.income) / exact(self.service) if self.service else None

    @property
    def shown(self) -> str:
        """The multiple with two places, or “—”."""
        return "—" if self.times is None else f"{rounded(self.times)}"

    @property
    def arithmetic(self) -> str:
        """How it comes about: “1,200.00元÷1,000.00元＝1.20倍”."""
        if self.times is None:
            return "应付债券本息是0，不计算倍数"
        return f"项目收益{_yuan(self.income)}÷债券本息{_yuan(self.service)}＝{self.shown}倍"


def least_coverage_for(book: Rulebook) -> Decimal:
    """The multiple below which there is a reminder."""
    return book.entry("bond_coverage").decimal("least")


@clause(CLAUSE, "cq2023-7/2")
def report_marks(project: Project) -> tuple[str, ...]:
    """What the report is marked with: an evaluation by reference says so, and with bond money it always is one."""
    by_reference = project.uses(DIRECTIVE) and (project.by_reference or has_bond_funds(project))
    return (BY_REFERENCE,) if by_reference else ()


@clause(CLAUSE)
def coverage_of(answers: Sequence[BondAnswer], least: Decimal) -> Coverage | None:
    """收益/本息覆盖倍数: income over principal and interest; ``None`` until both amounts are there."""
    amounts = {one.item: one.amount for one in answers}
    income, service = amounts.get(INCOME), amounts.get(DEBT_SERVICE)
    return None if income is None or service is None else Coverage(income, service, least)


@clause(CLAUSE)
def check_bonds(
    project: Project, answers: Sequence[BondAnswer], least: Decimal, materials: Collection[str]
) -> list[Finding]:
    """Every reminder on bond money, point by point. ``materials`` are the numbers of 资料编号清单."""
    if not has_bond_funds(project):
        return [not_applicable(f"W-D2-{number}", NO_BONDS) for number in range(1, 7)]
    given = {one.item: one for one in answers}
    found = [
        finding
        for point in bond_points()
        for finding in _check_point(point, given.get(point.id) or BondAnswer(point.id), materials)
    ]
    return [*found, check_coverage(coverage_of(answers, least))]


@clause(CLAUSE)
def check_coverage(coverage: Coverage | None) -> Finding:
    """The income covers principal and interest at least once.

    Reading taken: the exact multiple is compared, not the printed one, since one yuan short is still short.
    """
    if coverage is None:
        return not_applicable("W-D2-3", "收益和本息两个金额没有填齐，不计算倍数")
    if coverage.times is None:
        return not_applicable("W-D2-3", coverage.arithmetic)
    if coverage.times >= exact(coverage.least):
        return passed("W-D2-3", coverage.arithmetic)
    short = rounded(exact(coverage.service) * exact(coverage.least) - exact(coverage.income))
    said = f"本息覆盖倍数低于{plain(coverage.least)}：{coverage.arithmetic}，差{_yuan(short)}"
    return failed("W-D2-3", f"{said}。请核对两个金额；确实不够的，写明还款来源和风险")


@clause(CLAUSE)
def check_answer(point: BondPoint, answer: BondAnswer) -> Finding:
    """Each point has an answer, and its amount where it asks for one."""
    if answer.answer is None:
        return failed("W-D2-1", f"“{point.title}”没有结论。请选符合、不符合或不适用", where=point.title)
    if point.amount and answer.amount is None and answer.answer is not BondSays.NOT_APPLICABLE:
        return failed("W-D2-1", f"“{point.title}”没有填{point.amount}。请填金额", where=point.title)
    return passed("W-D2-1", where=point.title)


@clause(CLAUSE)
def check_explained(point: BondPoint, answer: BondAnswer) -> Finding:
    """What does not fit is told and has material; what does not apply says why."""
    lacking = []
    if answer.answer in (BondSays.FAILS, BondSays.NOT_APPLICABLE) and not answer.said.strip():
        lacking.append("说明")
    if answer.answer is BondSays.FAILS and not answer.numbers:
        lacking.append("资料编号")
    if lacking:
        said = f"“{point.title}”{answer.answer}，没有填{'和'.join(lacking)}。请补填"
        return failed("W-D2-2", said, where=point.title)
    return passed("W-D2-2", where=point.title)


@clause(CLAUSE)
def check_repayment_table(point: BondPoint, answer: BondAnswer) -> Finding:
    """There is a table of repayment, known by its number among the material."""
    if answer.answer is BondSays.FAILS:
        return failed("W-D2-4", "没有偿债计划表。请向实施单位调取，登记后填资料编号", where=point.title)
    if answer.answer is BondSays.FITS and not answer.numbers:
        return failed("W-D2-4", "偿债计划表没有填资料编号。请登记后填编号", where=point.title)
    return _settled("W-D2-4", point, answer)


@clause(CLAUSE)
def check_change_of_use(point: BondPoint, answer: BondAnswer) -> Finding:
    """Bond money goes to another use only by approval, and the approval is among the material."""
    if answer.answer is BondSays.FAILS:
        return failed("W-D2-5", "债券资金改变了用途，没有经过批准。请写入问题清单", where=point.title)
    if answer.answer is BondSays.FITS and not answer.numbers:
        return failed("W-D2-5", "用途调整的批准文件没有填资料编号。请登记后填编号", where=point.title)
    return _settled("W-D2-5", point, answer)


@clause(CLAUSE)
def check_numbers(point: BondPoint, answer: BondAnswer, materials: Collection[str]) -> Finding:
    """The numbers named are those of material on record."""
    unknown = [number for number in answer.numbers if number not in materials]
    if unknown:
        said = f"“{point.title}”填的资料编号{quoted(unknown)}不在资料编号清单里。请核对"
        return failed("W-D2-6", said, where=point.title)
    return passed("W-D2-6", where=point.title)


def _check_point(point: BondPoint, answer: BondAnswer, materials: Collection[str]) -> list[Finding]:
    own = {PointKind.TABLE: check_repayment_table, PointKind.CHANGE: check_change_of_use}.get(point.kind)
    found = [check_answer(point, answer), check_explained(point, answer)]
    if own is not None:
        found.append(own(point, answer))
    return [*found, check_numbers(point, answer, materials)]


def _settled(code: str, point: BondPoint, answer: BondAnswer) -> Finding:
    if answer.answer is BondSays.FITS:
        return passed(code, where=point.title)
    return not_applicable(code, "没有结论" if answer.answer is None else "选了不适用", where=point.title)


def failing(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those that failed."""
    return tuple(one for one in findings if one.outcome is Outcome.FAILED)


def _yuan(amount: Decimal) -> str:
    return f"{rounded(amount):,}元"
