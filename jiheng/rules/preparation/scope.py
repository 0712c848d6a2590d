"""适用范围: whom the 37 articles are for, and on what basis an evaluation stands."""

import re

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.finding import Finding
from jiheng.rules.preparation.shapes import Project

DIRECTIVE = "cq2023-7"
REQUIREMENTS = "ats2023"

CITY_LEVELS = ("市级", "市本级")

OF_CITY_FINANCE = re.compile(r"(?:.*市)?财政(?:局|部门)?(?:委托)?(?:的)?(?:第三方(?:机构)?)?(?:评价|实施|开展)?")
"""市财政局、财政部门委托第三方…; a 区财政局 or a 主管部门 is not meant."""
FINANCE_ITSELF = re.compile(r".*财政(?:局|厅|部门|部)")


def is_entrusted(project: Project) -> bool:
    """Whether a third party evaluates; where nothing else is said, an agency that is named tells so."""
    if project.evaluator_kind:
        return "第三方" in project.evaluator_kind
    return bool(project.agency) and not FINANCE_ITSELF.fullmatch(project.agency)


def has_bond_funds(project: Project) -> bool:
    return any("债券" in source for source in project.fund_sources)


@clause("cq2023-7/1", "cq2023-7/2", "cq2023-7/36")
def check_scope(project: Project) -> list[Finding]:
    """City finance evaluates a city-level project; anything else, and bond money, is by reference."""
    if not project.uses(DIRECTIVE):
        reason = "本项目没有选用重庆市市级项目评价规则包"
        return [not_applicable(code, reason) for code in ("E-B2", "W-B1")]
    return [_check_scope(project), check_basis_rules(project)]


def _check_scope(project: Project) -> Finding:
    outside = list(_outside(project))
    if not outside:
        return passed("E-B2", where=project.where)
    if project.by_reference:
        return passed("E-B2", f"{'；'.join(outside)}，已标“参照执行”", where=project.where)
    message = f"{'；'.join(outside)}，没有标“参照执行”。请改正；确实不属于的，“参照执行”填“是”，或者改用其他规则包"
    return failed("E-B2", message, where=project.where)


def _outside(project: Project) -> list[str]:
    """What does not fit the directive of itself."""
    found = []
    if not OF_CITY_FINANCE.fullmatch(project.evaluator_kind):
        found.append(f"{_said('评价主体', project.evaluator_kind)}，应为市财政局或其委托的第三方")
    if project.level not in CITY_LEVELS:
        found.append(f"{_said('项目层级', project.level)}，应为市级")
    if has_bond_funds(project):
        found.append("资金来源有政府债券，只能参照本指引执行（第三十六条）")
    return found


def _said(column: str, value: str) -> str:
    return f"{column}是“{value}”" if value else f"{column}没有填"


@clause("cq2023-7/1")
def check_basis_rules(project: Project) -> Finding:
    """The higher rules an evaluation stands on are on record."""
    if any(project.basis_rules):
        return passed("W-B1", where=project.where)
    message = "没有登记所依据的上位制度（如项目支出绩效评价管理办法、市级项目支出预算管理办法）。请至少登记1项"
    return failed("W-B1", message, where=project.where)
