"""The later sections of an evaluation plan: sample points, questionnaires, catalogue."""

from docx.document import Document as WordDocument

from jiheng.reports.official_page import add_caption, add_heading, add_paragraph
from jiheng.reports.plan_tables import NOTHING, WIDE_MM, iso_text, money_text, plan_table
from jiheng.rules.preparation.result import PreparationResult
from jiheng.rules.preparation.result_json import preparation_json
from jiheng.rules.preparation.shapes import Preparation


def samples_section(document: WordDocument, preparation: Preparation, result: PreparationResult) -> None:
    sampling = preparation_json(result)["sampling"]
    add_heading(document, "七、样本点及基础信息表")
    add_paragraph(document, f"抽样框摘要{sampling['frame_hash']}，种子{sampling['seed'] or '（未填）'}，可以复算。")
    points = [
        (one["stratum"], one["unit"], one["kind"], money_text(one["money"]), one["reason"] or NOTHING)
        for one in sampling["points"]
    ]
    heads = ("层", "样本点", "方式", "资金（元）", "理由")
    plan_table(document, heads, points, (24, 28, 10, 14, 24), WIDE_MM, figures=frozenset({3}))
    add_caption(document, "基础信息表的列")
    fields = [
        (
            one.group,
            one.name,
            one.kind,
            one.unit or NOTHING,
            "、".join(one.indicators) or NOTHING,
            one.declined or NOTHING,
        )
        for one in preparation.base_fields
    ]
    columns = ("分组", "列名", "类型", "单位", "关联指标", "不适用理由")
    plan_table(document, columns, fields, (18, 26, 10, 10, 18, 18), WIDE_MM)


def surveys_section(document: WordDocument, preparation: Preparation) -> None:
    add_heading(document, "八、调查问卷内容及格式")
    rows = [
        (one.key, "、".join(one.parties), one.purpose, one.audience, one.method, one.declined or NOTHING)
        for one in preparation.questionnaires
    ]
    plan_table(
        document, ("问卷", "相关方", "目的", "对象", "方法", "不设理由"), rows, (12, 16, 24, 20, 14, 14), WIDE_MM
    )
    add_caption(document, "题目")
    questions = [
        (
            one.questionnaire,
            one.number,
            one.text,
            one.kind,
            one.topic,
            "；".join(said for said, _ in one.options) or NOTHING,
        )
        for one in preparation.questions
    ]
    plan_table(document, ("问卷", "题号", "题目", "题型", "主题", "选项"), questions, (12, 7, 34, 10, 9, 28), WIDE_MM)


def catalogue_section(document: WordDocument, result: PreparationResult) -> None:
    add_heading(document, "附：评价依据目录")
    listed = [
        (
            str(one["order"] or NOTHING),
            one["title"],
            one["number"] or NOTHING,
            iso_text(one["date"]),
            "列入" if one["included"] else "不予列入",
            one["reason"] or NOTHING,
        )
        for one in preparation_json(result)["catalogue"]
    ]
    plan_table(
        document, ("序号", "文件名称", "文号", "印发日期", "列入", "说明"), listed, (6, 36, 18, 11, 9, 20), WIDE_MM
    )
