"""The first sheet of the workbook: how to fill it, every column with an example."""

from collections.abc import Sequence
from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from jiheng.workbooks.preparation.columns import Column, Sheet
from jiheng.workbooks.preparation.kinds import Day, Figure, Kind, Money, Whole
from jiheng.workbooks.preparation.layout import SHEETS
from jiheng.workbooks.preparation.list_kinds import Lines, Listed, NamedLines, Pairs
from jiheng.workbooks.preparation.looks import TITLE, Pen, fit_height, set_up_page, set_widths
from jiheng.workbooks.preparation.rows import all_columns
from jiheng.workbooks.preparation.titles import GUIDE

ADVICES: Final = (
    "一张表放一类内容，列的次序可以调，列名不要改。带“*”的列必填。多出来的列和表不读取，会提示。",
    "日期写到年月日：2023-05-01、2023/5/1、2023年5月1日都可以。",
    "金额以元计，写到分：12400.37、12,400.37。写“1.24万元”也能读。列名后面加（万元）的，整列按万元读。",
    "一格写几个的用顿号隔开，内容里本身有顿号的写成“\\、”。初衷、上位制度一行写一条。",
    "没有的留空，金额没有的填0。合计行不用填，系统自己算。",
    "填好后运行 jiheng evaluation check 文件名.xlsx，逐条列出哪里不对、依据哪一条、怎么改。",
)
WIDTHS: Final = (18, 20, 8, 50, 50)
HEADS: Final = ("工作表", "列", "必填", "怎样填", "例")
EXAMPLES: Final = {
    "预算年度": "2022",
    "效力层级": "75",
    "样本数量": "12",
    "项目名称": "2022年农村公路补助项目",
    "姓名": "郑海",
    "涉及单位": "青岚县交通运输局",
    "参加人": "郑海、吴倩、县交通运输局计划科",
    "文件简称": "青财建〔2022〕18号",
    "文件名称": "关于下达2022年度交通项目市级补助资金的通知",
    "文号": "青财建〔2022〕18号",
    "下达文件": "青财建〔2022〕18号",
    "事项": "公路硬化补助标准",
    "规定内容": "每公里补助20万元",
    "再次分配时间": "2022-06-30",
    "分配方式": "项目法",
    "分配标准": "每公里20万元",
    "管理模式": "乡镇自建",
    "用途": "通村公路",
    "区域": "东片",
    "资金到达对象": "龙门镇人民政府",
    "合同": "QL-2022-03",
    "实施内容": "路面硬化",
    "随机种子": "20230301",
    "样本点": "龙门镇人民政府",
    "三级指标": "路面硬化里程完成率",
    "目标值": "100%",
    "指标解释（口径）": "实际硬化里程与计划里程之比",
    "计算公式": "实际硬化里程÷计划里程×100%",
    "得分条件": "达到目标值得满分",
    "未达标扣分规则": "每少1个百分点扣0.1分，扣完为止",
    "列名": "硬化里程",
    "取数规则": "竣工验收单所载里程",
    "题目": "您对这条路的质量是否满意",
    "资料名称": "通村公路验收单",
    "证明对象": "C1",
    "分子": "实际硬化里程",
    "分母": "计划硬化里程",
    "指标值": "部分达成，72%",
    "工作": "现场查看",
    "人员": "郑海、吴倩",
    "代码": "W-B9-7",
    "理由": "样本点按用途和区域各取一个，已能代表全部",
}


def write_guide(target: Worksheet, sheets: Sequence[Sheet] = SHEETS) -> None:
    """Fill the guide to some sheets; nothing on it is read back."""
    target.title = GUIDE
    pen = Pen(target)
    target["A1"] = "项目支出绩效评价准备工作簿　填写说明"
    target["A1"].font = TITLE
    for row, advice in enumerate(ADVICES, 2):
        target.cell(row, 1, f"{row - 1}. {advice}")
    line = len(ADVICES) + 3
    for number, head in enumerate(HEADS, 1):
        pen.head(line, number, head)
    top = line
    for sheet in sheets:
        for column in all_columns(sheet):
            line += 1
            needed = "必填" if column.required else ""
            texts = (sheet.title, column.title, needed, _asked(column), example(column))
            for number, text in enumerate(texts, 1):
                pen.put(line, number, text)
            fit_height(target, line, zip(texts, WIDTHS, strict=True))
    set_widths(target, WIDTHS)
    target.freeze_panes = f"A{top + 1}"
    set_up_page(target, f"{top}:{top}")


def _asked(column: Column) -> str:
    offered = f"选：{'、'.join(column.kind.choices)}" if column.kind.choices else ""
    return "。".join(part for part in (column.advice, offered) if part)


def example(column: Column) -> str:
    """An example for the column: its own, its first choice, or one of its kind."""
    if column.title in EXAMPLES:
        return EXAMPLES[column.title]
    return column.kind.choices[0] if column.kind.choices else _example_of(column.kind)


def _example_of(kind: Kind) -> str:
    examples: tuple[tuple[type, str], ...] = (
        (Day, "2023-05-01"),
        (Money, "12400.37"),
        (Figure, "30%" if isinstance(kind, Figure) and kind.ratio else "5"),
        (Whole, "3"),
        (Pairs, kind.sample if isinstance(kind, Pairs) else ""),
        (Listed, "甲、乙"),
        (Lines, "改善群众出行条件"),
        (NamedLines, "风险：已核实"),
    )
    return next((words for each, words in examples if isinstance(kind, each)), "")
