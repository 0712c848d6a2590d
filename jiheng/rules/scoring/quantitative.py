"""Points of a numeric indicator: floor (≥), ceiling (≤), equal (＝) and range."""

from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.explained import Score
from jiheng.rules.figures import Number, exact, plain, printed
from jiheng.rules.finding import Finding
from jiheng.rules.scoring.explanation import Explanation, equals

CLAUSE = "mof2020-10/4.2"
ZERO_TARGETS = "mof2020-10/4.2.2"
FLOOR_BASIS = "正向指标：实际达到目标得满分，未达到的按“实际/目标×分值”计分"
CEILING_BASIS = "反向指标：实际不超过目标得满分，超过的按“目标/实际×分值”计分"
EQUAL_BASIS = "等值指标：相等得满分，不等的按“(1-|实际-目标|/|目标|)×分值”计分，最低0分"
RANGE_BASIS = "区间指标：落在区间内得满分，区间外以最近端点按正向或反向计分"


@clause(CLAUSE, ZERO_TARGETS)
def score_floor(
    target: Decimal, actual: Number | None, points: Decimal, *, strict: bool = False, allow_negative: bool = False
) -> Score:
    """Score “the more the better”: full at or above the target, else actual over target times the points.

    ``target`` and ``actual`` share one unit. ``strict`` says the sign was “＞”. A target of zero, or a negative
    target that was missed, has no ratio: no score, with a finding that names the other methods.
    """
    explanation = _explain(FLOOR_BASIS, "＞" if strict else "≥", target, actual, points)
    if actual is None:
        return explanation.no_score(_blank())
    findings = _notes(target, actual, strict=strict, allow_negative=allow_negative)
    if target == 0:
        message = "正向目标是0，不能按比例计分，请改用扣分法或是、否计分"
        return explanation.no_score(failed("W-S-03", message), *findings)
    if actual >= target:
        return explanation.full(_met(actual, "≥", target), *findings)
    if target < 0:
        return explanation.no_score(_no_ratio(), *findings)
    raw = exact(actual) / exact(target) * exact(points)
    working = equals(f"{printed(actual)}/{plain(target)}×{plain(points)}", raw)
    return explanation.score(raw, f"{working}，低于0按0计" if raw < 0 else working, *findings)


@clause(CLAUSE, ZERO_TARGETS)
def score_ceiling(
    target: Decimal, actual: Number | None, points: Decimal, *, strict: bool = False, allow_negative: bool = False
) -> Score:
    """Score “the less the better”: full at or below the target, else target over actual times the points.

    ``strict`` says the sign was “＜”. A target of zero gives all or nothing; an actual of zero against a positive
    target earns full points with a note asking whether anything was done.
    """
    explanation = _explain(CEILING_BASIS, "＜" if strict else "≤", target, actual, points)
    if actual is None:
        return explanation.no_score(_blank())
    findings = _notes(target, actual, strict=strict, allow_negative=allow_negative)
    if actual == 0 and target > 0:
        findings = (*findings, failed("N-S-04", "反向指标的实际值是0，请确认是否未实施"))
    if actual <= target:
        return explanation.full(_met(actual, "≤", target), *findings)
    if target == 0:
        return explanation.nothing(f"目标是0，{printed(actual)}>0", *findings)
    if target < 0:
        return explanation.no_score(_no_ratio(), *findings)
    raw = exact(target) / exact(actual) * exact(points)
    return explanation.score(raw, equals(f"{plain(target)}/{printed(actual)}×{plain(points)}", raw), *findings)


@clause(CLAUSE, ZERO_TARGETS)
def score_equal(target: Decimal, actual: Number | None, points: Decimal, *, allow_negative: bool = False) -> Score:
    """Score “the nearer the better”: full when equal, else reduced by the relative distance, never below zero."""
    explanation = _explain(EQUAL_BASIS, "＝", target, actual, points)
    if actual is None:
        return explanation.no_score(_blank())
    findings = _notes(target, actual, strict=False, allow_negative=allow_negative)
    if actual == target:
        return explanation.full(f"{printed(actual)}={plain(target)}", *findings)
    if target == 0:
        return explanation.nothing(f"目标是0，实际{printed(actual)}不等于0", *findings)
    distance = abs(exact(actual) - exact(target)) / abs(exact(target))
    raw = (1 - distance) * exact(points)
    formula = f"(1-|{printed(actual)}-{_bracketed(target)}|/{plain(abs(target))})×{plain(points)}"
    working = equals(formula, raw)
    return explanation.score(raw, f"{working}，低于0按0计" if raw < 0 else working, *findings)


@clause(CLAUSE)
def score_range(
    low: Decimal, high: Decimal, actual: Number | None, points: Decimal, *, allow_negative: bool = False
) -> Score:
    """Score a target range, both ends included: full inside, else by the nearest end as a floor or a ceiling."""
    shown = "空白" if actual is None else printed(actual)
    inputs = f"目标区间[{plain(low)}，{plain(high)}]，实际{shown}，分值{plain(points)}"
    explanation = Explanation(points, (CLAUSE,), RANGE_BASIS, inputs)
    if actual is None:
        return explanation.no_score(_blank())
    if low > high:
        message = f"区间下限{plain(low)}大于上限{plain(high)}，请改正目标值"
        return explanation.no_score(failed("E-S-08", message))
    findings = _notes(low, actual, strict=False, allow_negative=allow_negative)
    if low <= actual <= high:
        return explanation.full(f"{plain(low)}≤{printed(actual)}≤{plain(high)}", *findings)
    return _outside_range(explanation, low, high, actual, findings)


def _outside_range(
    explanation: Explanation, low: Decimal, high: Decimal, actual: Number, findings: tuple[Finding, ...]
) -> Score:
    points = explanation.points
    above, end = actual > high, high if actual > high else low
    if above and end == 0:
        return explanation.nothing(f"上限是0，{printed(actual)}>0", *findings)
    if end <= 0:
        return explanation.no_score(_no_ratio(), *findings)
    ratio = exact(end) / exact(actual) if above else exact(actual) / exact(end)
    formula = f"{plain(end)}/{printed(actual)}" if above else f"{printed(actual)}/{plain(end)}"
    raw = ratio * exact(points)
    working = equals(f"{formula}×{plain(points)}", raw)
    return explanation.score(raw, f"{working}，低于0按0计" if raw < 0 else working, *findings)


def _explain(basis: str, sign: str, target: Decimal, actual: Number | None, points: Decimal) -> Explanation:
    shown = "空白" if actual is None else printed(actual)
    inputs = f"目标{sign}{plain(target)}，实际{shown}，分值{plain(points)}"
    return Explanation(points, (CLAUSE,), basis, inputs)


def _notes(target: Decimal, actual: Number, *, strict: bool, allow_negative: bool) -> tuple[Finding, ...]:
    found: list[Finding] = []
    if strict:
        found.append(failed("N-S-05", "严格不等号建议改为“≥”或“≤”"))
    if strict and actual == target:
        found.append(failed("W-S-25", "实际恰等于目标，按严格不等号算未达成，按比例得满分，请人工确认"))
    if not allow_negative and (target < 0 or actual < 0):
        found.append(failed("W-S-06", "目标值或实际值是负数，而指标没有声明可以为负，请核对"))
    return tuple(found)


def _blank() -> Finding:
    return failed("E-S-01", "实际完成值是空白，空白不等于0，请补填", clauses=(CLAUSE,))


def _no_ratio() -> Finding:
    return failed("W-S-07", "目标值不是正数，未达成时不能按比例计分，请改用扣分法或人工判断")


def _met(actual: Number, sign: str, target: Decimal) -> str:
    return f"{printed(actual)}{sign}{plain(target)}"


def _bracketed(value: Decimal) -> str:
    return f"({plain(value)})" if value < 0 else plain(value)
