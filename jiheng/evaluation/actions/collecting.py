"""What of the preparation is still collected while the evaluation is carried out; nothing else changes then."""

from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from typing import Any, Final

from jiheng.evaluation.models import EvaluationProject, Phase
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.refusal import Refused
from jiheng.rules.preparation.shapes import Preparation

COLLECTED: Final[Mapping[str, frozenset[str]]] = {
    "lines": frozenset({"actual", "voucher"}),
    "schedule": frozenset({"actual", "not_happened", "reason", "evidence"}),
    "point_values": frozenset(),
    "team_changes": frozenset(),
    "assessments": frozenset(),
    "resident_orders": frozenset(),
    "team": frozenset(),
    "declarations": frozenset(),
    "communications": frozenset(),
    "waivers": frozenset(),
    "project": frozenset(
        {
            "has_procurement",
            "has_acceptance",
            "has_subsidy",
            "has_site",
            "is_guidance",
            "subsidises_people",
            "approved_above",
            "concerns_policy",
        }
    ),
}
"""Fields filled during implementation, by part of the preparation; a part without any is collected whole."""

APPENDED: Final[Mapping[str, str]] = {
    "team": "评价小组只能在末尾增加新进成员",
    "declarations": "利益关系声明只能在末尾增加",
    "communications": "沟通和交底只能在末尾增加",
    "waivers": "放行理由只能在末尾增加",
}
"""Parts whose rows stay as they were approved while further ones may follow."""

SAID: Final[Mapping[str, str]] = {
    "project": "项目基本信息只能补填有没有采购、验收、补贴、实施场地等情况",
    "lines": "预算执行明细只能补填实际支出数和支出凭据编号",
    "schedule": "实施进度只能补填实际时间、未发生、理由和凭据",
}


def is_collecting(project: EvaluationProject, parts: Collection[str]) -> bool:
    """Whether these parts can be filled in the phase the project is in, although its plan is approved."""
    return project.phase == Phase.IMPLEMENT and set(parts) <= set(COLLECTED)


def require_plan_kept(project: EvaluationProject, given: Preparation, parts: Collection[str]) -> None:
    """Refuse a change of what was approved: only the collected fields of the rows may differ."""
    for name in sorted(set(parts) & set(SAID)):
        if _planned_rows(preparation_of(project, {name}), name) != _planned_rows(given, name):
            raise Refused(f"方案已审定，{SAID[name]}，行数和其他栏目不能改动。要改的，先退回评价准备")
    for name in sorted(set(parts) & set(APPENDED)):
        kept, wanted = _planned_rows(preparation_of(project, {name}), name), _planned_rows(given, name)
        if wanted[: len(kept)] != kept:
            raise Refused(f"方案已审定，{APPENDED[name]}，原有各行不能改动。要改的，先退回评价准备")


def _planned_rows(preparation: Preparation, part: str) -> list[Any]:
    held = getattr(preparation, part)
    return [_planned(row, part) for row in (held if isinstance(held, tuple) else (held,))]


def _planned(row: Any, part: str) -> Any:
    """The row without where it stands and what is collected later."""
    if not is_dataclass(row) or isinstance(row, type):
        return row
    blank = COLLECTED[part] | {"where"}
    return replace(
        row, **{one.name: one.default for one in fields(row) if one.name in blank and one.default is not MISSING}
    )
