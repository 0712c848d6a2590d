"""评价方案: eight contents of the directive, seven sections of the requirements, each there and passing its rules."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.figures import plain
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.communications import check_early_survey
from jiheng.rules.preparation.phases import PLAN_ACTS
from jiheng.rules.preparation.plan_items import SHEET_OF, PlanItem, item_of, lacking_in_times, lacks
from jiheng.rules.preparation.scope import DIRECTIVE, REQUIREMENTS
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.rules.wording import day_text

NOT_CHOSEN = "本项目没有选用阿图什第三方服务规则包"

SECTIONS: dict[str, Callable[[Preparation], bool]] = {
    "人员配置": lambda of: any(member.name for member in of.team),
    "时间安排": lambda of: not lacking_in_times(of.tasks),
    "评价依据": lambda of: bool(of.documents),
    "评价方法": lambda of: any(of.project.methods),
    "评价指标体系": lambda of: bool(of.indicators),
    "实施步骤": lambda of: any(task.name for task in of.tasks),
    "工作纪律": lambda of: bool(of.project.discipline.strip()),
}
"""The seven sections of 文件A and whether each is filled. Reading taken: the tasks in their order are the steps."""


def by_item(findings: Sequence[Finding]) -> dict[PlanItem, list[Finding]]:
    """The findings of all other rules under the content of the plan they speak about."""
    found: dict[PlanItem, list[Finding]] = {item: [] for item in PlanItem}
    for finding in findings:
        if (item := item_of(finding.code)) is not None:
            found[item].append(finding)
    return found


@clause("cq2023-7/14")
def check_plan(preparation: Preparation, section_findings: Mapping[PlanItem, Sequence[Finding]]) -> list[Finding]:
    """All eight contents are there and pass their own rules; one answer for each.

    ``section_findings`` comes from :func:`by_item`. Reading taken: a content fails by errors that block an act on
    the way to the plan, not by those of later acts (actual spending is collected in the next phase).
    """
    if not preparation.project.uses(DIRECTIVE):
        return [not_applicable("E-B14", "本项目没有选用重庆市市级项目评价规则包")]
    return [_check_item(item, preparation, section_findings.get(item, ())) for item in PlanItem]


def _check_item(item: PlanItem, preparation: Preparation, findings: Sequence[Finding]) -> Finding:
    lacking = lacks(item, preparation)
    open_errors = [finding for finding in findings if finding.blocks and finding.act in PLAN_ACTS]
    if open_errors:
        listed = "、".join(dict.fromkeys(finding.code for finding in open_errors))
        lacking = [*lacking, f"有{len(open_errors)}处没有通过检查（{listed}）"]
    if not lacking:
        return passed("E-B14", f"{item}齐备", where=SHEET_OF[item])
    return failed("E-B14", f"{item}：{'；'.join(lacking)}。请补齐", where=SHEET_OF[item])


@clause("ats2023/3.2")
def check_requirements_plan(preparation: Preparation, submitted_on: date, book: Rulebook) -> list[Finding]:
    """The plan of 文件A: seven sections, a survey beforehand, within the contract, weights that make the whole."""
    project = preparation.project
    if not project.uses(REQUIREMENTS):
        codes = ("E-A32-1", "E-A32-2", "W-A32-4", "W-A32-5")
        return [not_applicable(code, NOT_CHOSEN) for code in codes]
    return [
        check_sections(preparation),
        check_early_survey(preparation.communications, project, submitted_on),
        check_contract_period(preparation),
        *check_weights(preparation, book),
    ]


@clause("ats2023/3.2")
def check_sections(preparation: Preparation) -> Finding:
    """All seven sections are filled."""
    missing = [name for name, filled in SECTIONS.items() if not filled(preparation)]
    if not missing:
        return passed("E-A32-1")
    message = f"方案应有{len(SECTIONS)}节，缺{len(missing)}节：{'、'.join(missing)}。请补齐"
    return failed("E-A32-1", message, where=preparation.project.where)


@clause("ats2023/3.2")
def check_plan_reviewed(project: Project, approved: bool) -> Finding:
    """Finance reviews the plan before the evaluation starts."""
    if not project.uses(REQUIREMENTS):
        return not_applicable("E-A32-3", NOT_CHOSEN)
    if approved:
        return passed("E-A32-3")
    return failed("E-A32-3", "评价方案还没有经财政部门审核通过。请送审，通过后再进入实施", where=project.where)


@clause("ats2023/3.2")
def check_contract_period(preparation: Preparation) -> Finding:
    """The tasks fall within the contract; its first and last day are within."""
    starts, ends = preparation.project.contract_starts, preparation.project.contract_ends
    if starts is None and ends is None:
        return not_applicable("W-A32-4", "没有登记合同期")
    late = [task for task in preparation.tasks if task.ends is not None and ends is not None and task.ends > ends]
    early = [
        task
        for task in preparation.tasks
        if (begins := task.starts or task.ends) is not None and starts is not None and begins < starts
    ]
    if not late and not early:
        return passed("W-A32-4")
    said = [f"“{task.name}”早于合同开始日{day_text(starts)}" for task in early if starts]
    said += [f"“{task.name}”晚于合同结束日{day_text(ends)}" for task in late if ends]
    message = f"时间安排超出合同期：{'；'.join(said)}。请调整时间，或登记续签"
    return failed("W-A32-4", message, where=(early + late)[0].where)


@clause("ats2023/3.2")
def check_weights(preparation: Preparation, book: Rulebook) -> list[Finding]:
    """The points of the indicators make 100, in every part of a split project."""
    if not preparation.indicators:
        return [not_applicable("W-A32-5", "还没有评价指标")]
    whole = book.entry("indicator_weights").decimal("total")
    sums: dict[str, Decimal] = {}
    for each in preparation.indicators:
        sums[each.part] = sums.get(each.part, Decimal(0)) + each.points
    found = [
        failed(
            "W-A32-5",
            f"{f'子项目“{part}”的' if part else ''}指标权重合计{plain(total)}，应为{plain(whole)}。请调整权重",
            where=preparation.indicators[0].where,
        )
        for part, total in sums.items()
        if total != whole
    ]
    return found or [passed("W-A32-5")]
