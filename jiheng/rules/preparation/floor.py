"""What every plan holds whichever rulebook was chosen, and the word that the directive was not asked."""

from collections.abc import Iterator
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.figures import plain
from jiheng.rules.finding import Finding
from jiheng.rules.indicators.systems import systems_of
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.plan_items import PlanItem, lacks
from jiheng.rules.preparation.scope import DIRECTIVE, REQUIREMENTS
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.rules.scoring.weights import evaluation_weights_for

ITEMS = (PlanItem.PURPOSE, PlanItem.INDICATORS, PlanItem.DIVISION, PlanItem.TIMES)
"""The contents of 第十四条 no evaluation does without."""

OF_THE_DIRECTIVE = (
    "依据和适用范围",
    "评价依据目录",
    "预算执行情况",
    "实施进度",
    "样本点",
    "评价指标",
    "拆分评价",
    "基础信息表",
)
"""The steps only the directive has rules for."""
OF_BOTH = "调查问卷"


@clause("cq2023-7/14", "mof2020-10/4.9")
def check_floor(preparation: Preparation, book: Rulebook) -> list[Finding]:
    """A plan has its purpose, grounds, methods, indicators that make the whole, people and times.

    Reading taken: what a rulebook does not say about a plan is taken from the directive, as its figures are, but only
    whether a content is there. Under the directive itself E-B14 asks for more.
    """
    project = preparation.project
    if project.uses(DIRECTIVE):
        return [not_applicable(code, "已按重庆市级项目评价规则包逐条检查") for code in ("E-X-06", "W-X-07")]
    lacking = list(_lacking(preparation, book))
    told = failed("W-X-07", _not_asked(project), where=project.where)
    if not lacking:
        return [passed("E-X-06"), told]
    message = f"方案缺少基本内容：{'；'.join(lacking)}。请补齐"
    return [failed("E-X-06", message, where=project.where), told]


def _lacking(preparation: Preparation, book: Rulebook) -> Iterator[str]:
    for item in ITEMS:
        if lacking := lacks(item, preparation):
            yield f"“{item}”{'、'.join(lacking)}"
    if not preparation.documents:
        yield "没有登记评价依据文件"
    if not any(preparation.project.methods):
        yield "没有填写评价方法"
    whole = evaluation_weights_for(book).whole
    for system in systems_of(preparation.indicators, preparation.parts):
        total = sum((row.points for row in system.indicators), Decimal(0))
        if system.indicators and total != whole:
            yield f"{system.label}分值合计{plain(total)}，应为{plain(whole)}"


def _not_asked(project: Project) -> str:
    return (
        f"没有选用“{DIRECTIVE}”规则包，评价依据目录、预算执行、实施进度、样本点、评价指标各步没有逐条检查。"
        "请在“同时选用的规则包”里加上，确实不适用的写明理由"
    )


def unasked_steps(project: Project) -> frozenset[str]:
    """The steps for which the rulebooks a project chose have no rule at all: nothing found there means nothing."""
    if project.uses(DIRECTIVE):
        return frozenset()
    return frozenset(OF_THE_DIRECTIVE if project.uses(REQUIREMENTS) else (*OF_THE_DIRECTIVE, OF_BOTH))
