"""What an indicator system may not leave out: the four classes, the required second levels, either side's management,
the purposes behind the effects, matching funds."""

from collections.abc import Sequence

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable
from jiheng.rules.finding import Finding
from jiheng.rules.indicators.levels import (
    MEASURES,
    aspects,
    aspects_of,
    is_matching_fund,
    level1_of,
    requirement,
    requirements,
    side_of,
    sides,
)
from jiheng.rules.indicators.shapes import Indicator, Level1
from jiheng.rules.indicators.systems import ProjectFacts, System, answered, nothing_set


@clause("cq2023-7/10.c")
def check_four_classes(systems: Sequence[System]) -> list[Finding]:
    """决策, 管理, 产出 and 效果 are all there."""
    found = [
        failed("E-B10-c", f"{system.label}缺少{_listed(missing)}类一级指标，请补设", where=system.where)
        for system in systems
        if (missing := missing_classes(system))
    ]
    return answered("E-B10-c", found, nothing="" if systems else "子项目还没有各自的指标")


@clause("cq2023-7/10.d")
def check_decision_levels(systems: Sequence[System]) -> list[Finding]:
    """决策 has preparation, procedure and goal as second levels."""
    return _check_levels("E-B10-d", systems)


@clause("cq2023-7/10.e")
def check_management_levels(systems: Sequence[System]) -> list[Finding]:
    """管理 has feasibility, effectiveness and the department's performance management as second levels."""
    return _check_levels("E-B10-e", systems)


@clause("cq2023-7/10.f")
def check_either_side(systems: Sequence[System], project: ProjectFacts) -> list[Finding]:
    """Feasibility and effectiveness are set for the department and for the implementing unit, each on its own.

    Reading taken: one indicator that names both sides has not set them apart; one and the same unit need not.
    """
    if project.same_unit:
        return [not_applicable("E-B10-f", "已注明主管部门即实施单位，不需要分设")]
    found = [
        failed(
            "E-B10-f",
            f"{system.label}的管理类指标缺少{_listed(missing)}，请分别设置，或在项目基本信息注明是同一单位",
            where=system.where,
        )
        for system in systems
        if system.indicators and (missing := missing_sides(system))
    ]
    return answered("E-B10-f", found, nothing=nothing_set(systems))


@clause("cq2023-7/10.g")
def check_output_and_effect(systems: Sequence[System], project: ProjectFacts) -> list[Finding]:
    """产出 has quantity, quality and timeliness; every indicator of 效果 links to a purpose of the project."""
    levels = _level_failures("E-B10-g", systems)
    rows = dict.fromkeys(row for system in systems for row in system.indicators)
    effects = [row for row in rows if level1_of(row.level1) is Level1.EFFECT]
    unlinked = [_unlinked(row, project) for row in effects if not links_to_purpose(row, project.purposes)]
    return answered("E-B10-g", levels + unlinked, nothing=nothing_set(systems))


@clause("cq2023-7/10.h")
def check_matching_funds(systems: Sequence[System], project: ProjectFacts) -> list[Finding]:
    """Where lower governments or beneficiaries have to match funds, an indicator asks whether the money arrived."""
    if project.has_matching_fund is None:
        message = "没有填写是否要求下级政府或受益对象配套资金，不能判断是否要设配套资金到位指标，请在项目基本信息选择"
        return [failed("E-B10-h", message, where=project.where)]
    if not project.has_matching_fund:
        return [not_applicable("E-B10-h", "项目没有资金配套要求")]
    found = [
        failed("E-B10-h", f"项目要求资金配套，{system.label}没有配套资金到位情况指标，请增设", where=system.where)
        for system in systems
        if system.indicators and not any(map(is_matching_fund, system.indicators))
    ]
    return answered("E-B10-h", found, nothing=nothing_set(systems))


@clause("cq2023-7/10.e")
def check_aspects(systems: Sequence[System]) -> list[Finding]:
    """The management indicators together touch 业务, 预算 and 成本, or say that one does not apply."""
    found: list[Finding] = []
    managed = False
    for system in systems:
        rows = [row for row in system.indicators if any(requirement(name).is_met_by(row) for name in MEASURES)]
        managed = managed or bool(rows)
        missing = [name for name in aspects() if not any(name in aspects_of(row) for row in rows)]
        if rows and missing:
            message = f"{system.label}的管理措施指标没有涉及{_listed(missing)}，请补充，或在“涉及方面”注明不涉及"
            found.append(failed("W-B10-m", message, where=rows[0].where or system.where))
    return answered("W-B10-m", found, nothing="" if managed else "还没有管理措施可行性、有效性指标")


def missing_classes(system: System) -> list[str]:
    """The classes without an indicator."""
    there = {level1_of(row.level1) for row in system.indicators}
    return [level.value for level in Level1 if level not in there]


def missing_levels(system: System, code: str = "") -> list[str]:
    """The required second levels without an indicator, of one code or of all."""
    return [entry.name for entry in requirements(code) if not any(entry.is_met_by(row) for row in system.indicators)]


def missing_sides(system: System) -> list[str]:
    """The corners of the 2×2 without an indicator, such as ``实施单位管理措施的有效性``."""
    return [
        f"{side}{name}"
        for name in MEASURES
        for side in sides()
        if not any(requirement(name).is_met_by(row) and side_of(row) == side for row in system.indicators)
    ]


@clause("cq2023-7/10.g")
def links_to_purpose(indicator: Indicator, purposes: Sequence[str]) -> bool:
    """Whether an indicator names lines of 实施初衷, by their words or by their number (several parted by ；)."""
    known = {purpose.strip() for purpose in purposes if purpose.strip()}
    known |= {str(number) for number, purpose in enumerate(purposes, start=1) if purpose.strip()}
    named = [piece.strip() for piece in indicator.purpose.replace(";", "；").split("；") if piece.strip()]
    return bool(named) and (indicator.purpose.strip() in known or all(piece in known for piece in named))


def _check_levels(code: str, systems: Sequence[System]) -> list[Finding]:
    return answered(code, _level_failures(code, systems), nothing=nothing_set(systems))


def _level_failures(code: str, systems: Sequence[System]) -> list[Finding]:
    level1 = requirements(code)[0].level1.value
    return [
        failed(code, f"{system.label}的{level1}类缺少{_listed(missing)}等二级指标，请补设", where=system.where)
        for system in systems
        if system.indicators and (missing := missing_levels(system, code))
    ]


def _unlinked(indicator: Indicator, project: ProjectFacts) -> Finding:
    if not any(purpose.strip() for purpose in project.purposes):
        why = "项目基本信息没有实施初衷，请先登记，再选对应的一条"
    elif indicator.purpose.strip():
        why = f"写的“{indicator.purpose.strip()}”不在项目实施初衷里，请改为其中一条"
    else:
        why = "请选项目实施初衷中的一条"
    return failed("E-B10-g", f"效果指标“{indicator.name}”没有对应项目实施初衷，{why}", where=indicator.where)


def _listed(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
