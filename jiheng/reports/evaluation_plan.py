"""评价方案: the eight items of 文件B 第十四条 as a Word document, every figure taken from the preparation."""

from decimal import Decimal

from docx.document import Document as WordDocument

from jiheng.reports.official_page import (
    add_caption,
    add_heading,
    add_paragraph,
    add_title,
    official_document,
    saved,
    turn_page,
)
from jiheng.reports.plan_sections import catalogue_section, samples_section, surveys_section
from jiheng.reports.plan_tables import (
    NOTHING,
    PARTLY,
    UPRIGHT_MM,
    WIDE_MM,
    day_text,
    iso_text,
    joined,
    money_text,
    percent_text,
    plan_table,
    weighted,
)
from jiheng.rules.figures import plain
from jiheng.rules.preparation.result import PreparationResult
from jiheng.rules.preparation.result_json import preparation_json
from jiheng.rules.preparation.shapes import Preparation

SUMMARISED = ("用途", "区域", "管理模式")
"""The dimensions printed in the plan; the workbook holds all seven."""


def evaluation_plan(preparation: Preparation, result: PreparationResult, *, number: int | None) -> bytes:
    """The plan as ``.docx`` bytes. ``number`` is the version sent for review, ``None`` for a draft."""
    project = preparation.project
    document = official_document(f"{project.name}绩效评价方案")
    add_title(document, f"{project.name}绩效评价方案")
    add_paragraph(document, f"（第{number}稿）" if number else "（草稿）", indent=False, right=True)
    _purpose(document, preparation)
    _people(document, preparation)
    turn_page(document, landscape=True)
    _indicators(document, preparation)
    _execution(document, result)
    _schedule(document, result)
    samples_section(document, preparation, result)
    surveys_section(document, preparation)
    catalogue_section(document, result)
    return saved(document)


def _purpose(document: WordDocument, preparation: Preparation) -> None:
    project = preparation.project
    add_heading(document, "一、评价目的")
    add_paragraph(document, project.objective or "（未填）")
    evaluated = "、".join(dict.fromkeys(filter(None, (project.department, project.implementing_unit))))
    add_paragraph(
        document, f"评价基准日：{day_text(project.evaluation_date)}。被评价单位：{evaluated or '（未填）'}。"
    )
    if project.methods:
        add_paragraph(document, f"评价方法：{'、'.join(project.methods)}。")
    if project.discipline:
        add_paragraph(document, f"工作纪律：{project.discipline}")


def _people(document: WordDocument, preparation: Preparation) -> None:
    add_heading(document, "二、人员分工")
    rows = [(one.name, one.role.value, one.profession, one.title, one.duties) for one in preparation.team]
    plan_table(document, ("姓名", "角色", "专业", "职称", "分工"), rows, (14, 14, 20, 18, 34), UPRIGHT_MM)
    add_heading(document, "三、时间节点")
    tasks = [(one.name, one.people, day_text(one.starts), day_text(one.ends)) for one in preparation.tasks]
    plan_table(document, ("工作", "人员", "开始", "完成"), tasks, (36, 24, 20, 20), UPRIGHT_MM)


def _indicators(document: WordDocument, preparation: Preparation) -> None:
    add_heading(document, "四、评价指标及计分规则")
    parts = list(dict.fromkeys(one.part for one in preparation.indicators)) or [""]
    heads = ("一级指标", "二级指标", "三级指标", "分值", "目标值", "目标值来源", "口径和公式", "得分条件和扣分规则")
    for part in parts:
        if part:
            add_caption(document, f"拆分项目：{part}")
        rows = [
            (
                weighted(one.level1, one.level1_points),
                joined(weighted(one.level2, one.level2_points), one.side),
                one.name,
                plain(one.points),
                one.target,
                joined(one.target_source, one.target_document),
                joined(one.caliber, one.formula),
                joined(one.condition, one.deduction),
            )
            for one in preparation.indicators
            if one.part == part
        ]
        total = sum((one.points for one in preparation.indicators if one.part == part), Decimal(0))
        rows.append(("合计", "", "", plain(total), "", "", "", ""))
        plan_table(document, heads, rows, (8, 12, 15, 6, 12, 12, 18, 17), WIDE_MM, figures=frozenset({3}))


def _execution(document: WordDocument, result: PreparationResult) -> None:
    shown = preparation_json(result)["execution"]
    add_heading(document, "五、项目预算执行情况表")
    add_caption(document, "与下达文件核对（元）")
    rows = [
        (one["number"], *(money_text(one[key]) for key in ("amount", "lines_sum", "unallocated", "difference")))
        for one in shown["releases"]
    ]
    heads = ("下达文件", "下达金额", "明细合计", "未分配余额", "差额")
    plan_table(document, heads, rows, (36, 16, 16, 16, 16), WIDE_MM, figures=frozenset({1, 2, 3, 4}))
    for dimension in SUMMARISED:
        add_caption(document, f"按{dimension}汇总（元）")
        lines = [
            (
                one["value"] or "未填",
                money_text(one["budget"]),
                percent_text(one["share"]),
                money_text(one["actual"]) + (PARTLY if one["actual"] and one["rate"] is None else ""),
                percent_text(one["rate"]),
            )
            for one in shown["summaries"][dimension]
        ]
        heads = (dimension, "预算数", "占比", "实际支出数", "执行率")
        plan_table(document, heads, lines, (36, 18, 12, 20, 14), WIDE_MM, figures=frozenset({1, 2, 3, 4}))


def _schedule(document: WordDocument, result: PreparationResult) -> None:
    add_heading(document, "六、项目实施进度表")
    rows = [
        (
            one["node"],
            joined(one["use"], one["area"], one["mode"]),
            iso_text(one["planned"]) if one["planned"] else "无依据",
            one["document"] or NOTHING,
            "；".join(f"{lost['document']}要求{iso_text(lost['date'])}" for lost in one["lost"]) or NOTHING,
        )
        for one in preparation_json(result)["schedule"]
    ]
    heads = ("节点", "用途、区域、管理模式", "计划时间", "依据", "落选的要求")
    plan_table(document, heads, rows, (20, 26, 12, 20, 22), WIDE_MM)
