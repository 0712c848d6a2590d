"""Starting an indicator system from a framework."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import transaction

from jiheng.audit.actions import record
from jiheng.evaluation.actions.entering import replace_preparation
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.indicators.templates import framework, indicators_from
from jiheng.rules.preparation.shapes import Preparation

REPLACE: Final = "replace"
APPEND: Final = "append"
MODES: Final = {REPLACE: "替换", APPEND: "追加到子项目"}


@transaction.atomic
def use_framework(
    project: EvaluationProject, framework_id: str, *, part: str, mode: str, revision: int, by: Member, at: datetime
) -> None:
    """Copy a framework into the whole project, or into one ``part`` of a split one.

    Indicators that stand there already are replaced or kept as ``mode`` says, never silently. Raises
    ``UnknownFramework`` for a framework that does not exist.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    copied = indicators_from(framework_id, part=part)
    preparation = preparation_of(project)
    if part and part not in {one.name for one in preparation.parts}:
        raise Refused(f"没有拆分项目“{part}”，请先在“拆分项目”里登记")
    kept = _kept(preparation, copied, part, mode)
    prepared = replace(preparation, indicators=(*kept, *copied))
    replace_preparation(project, prepared, revision=revision, by=by, at=at, parts=("indicators",))
    after = {"framework": framework_id, "title": framework(framework_id).title, "part": part, "mode": MODES.get(mode)}
    record(by.user, "evaluation.framework_used", project, at=at, after=after)


def _kept(preparation: Preparation, copied: tuple[Indicator, ...], part: str, mode: str) -> tuple[Indicator, ...]:
    """What stays of the present indicators: those of other parts, and all of them when appending."""
    there = [one for one in preparation.indicators if one.part == part or not part]
    others = tuple(one for one in preparation.indicators if part and one.part != part)
    if not there or mode == REPLACE:
        return others
    if mode != APPEND:
        said = f"子项目“{part}”已有" if part else "项目已有"
        raise Refused(f"{said}{len(there)}个指标，请选择替换，或者追加到子项目")
    if not part:
        raise Refused("追加时须写明子项目；整个项目只能替换")
    if {one.code for one in there} & {one.code for one in copied}:
        raise Refused(f"子项目“{part}”已有这套框架的指标（编号相同），请选择替换")
    return preparation.indicators
