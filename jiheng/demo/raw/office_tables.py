"""Excel tables as offices keep them: a title above, headings of their own, merged cells, a 合计 row at the end."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.demo.preparation.funds import WAN
from jiheng.demo.preparation.project import demo_preparation
from jiheng.demo.raw.papers import MARK
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.wording import day_text
from jiheng.workbooks.preparation.kinds import Written
from jiheng.workbooks.preparation.looks import FACE, MIDDLE, Pen, fit_height, set_up_page, set_widths
from jiheng.workbooks.preparation.sealed import saved

OF: Final = demo_preparation()
TITLE: Final = Font(name=FACE, bold=True, size=15)
HEADS_ROW: Final = 3
FIRST_ROW: Final = HEADS_ROW + 1

Row = Sequence[Written]


def office_tables() -> dict[str, bytes]:
    """File name → ``.xlsx`` bytes."""
    return {
        "31-资金分配明细表.xlsx": _funds(),
        "32-工程合同台账.xlsx": _contracts(),
        "33-实施进度情况表.xlsx": _schedule(),
        "34-绩效评价指标体系.xlsx": _indicators(),
        "35-样本点基础信息表（列）.xlsx": _base_fields(),
    }


def _funds() -> bytes:
    heads = {
        "序号": 6, "下达文号": 22, "资金用途": 16, "所属区域": 10, "补助对象": 26, "金额（万元）": 14, "分配时间": 12,
        "分配方法": 10, "补助标准": 16, "实施方式": 16, "合同号": 14, "备注": 12,
    }  # fmt: skip
    rows: list[Row] = [
        (
            int(line.number), line.release, line.use, line.area, line.payee, _wan(line.budget),
            line.allocated_on, line.method, line.standard, line.management, line.contract or None, line.note or None,
        )
        for line in OF.lines
    ]  # fmt: skip
    rows.append(_sum_row(len(heads), 5, _wan(sum((line.budget for line in OF.lines), Decimal(0)))))
    return _book("2022年农村公路补助和建设资金分配明细表", "单位：万元", heads, rows)


def _contracts() -> bytes:
    heads = {
        "序号": 6, "合同编号": 16, "工程名称": 18, "发包人": 22, "承包人": 24, "合同价（万元）": 15,
        "已支付（万元）": 15, "凭证号": 20, "下达文号": 22,
    }  # fmt: skip
    works = [line for line in OF.lines if line.contract]
    rows: list[Row] = [
        (
            number, line.contract, f"{line.note}硬化工程", OF.project.implementing_unit, line.payee,
            _wan(line.budget), _wan(line.actual or Decimal(0)), line.voucher, line.release,
        )
        for number, line in enumerate(works, 1)
    ]  # fmt: skip
    rows.append(_sum_row(len(heads), 5, _wan(sum((line.budget for line in works), Decimal(0)))))
    return _book("2022年道路工程合同台账", "单位：万元", heads, rows)


def _schedule() -> bytes:
    heads = {
        "编号": 8, "内容": 24, "节点": 10, "资金用途": 18, "片区": 10, "组织方式": 18, "实际时间": 14, "说明": 30,
    }  # fmt: skip
    rows: list[Row] = [
        (
            node.number, node.name, node.kind.value, node.use, node.area, node.management,
            day_text(node.actual) if node.actual else None,
            None if node.actual else "尚未收到完工资料，实施阶段补",
        )
        for node in OF.schedule
    ]  # fmt: skip
    return _book("2022年农村公路项目实施进度情况表", "计划时间见各下达文件和方案", heads, rows)


def _base_fields() -> bytes:
    heads = {
        "序号": 6, "采集内容": 26, "所属组": 20, "填法": 10, "计量单位": 10, "取数办法": 28, "对应指标": 20,
    }  # fmt: skip
    rows: list[Row] = [
        (number, one.name, str(one.group), one.kind, one.unit or None, one.source_rule, "、".join(one.indicators))
        for number, one in enumerate(OF.base_fields, 1)
    ]
    return _book("样本点基础信息表采集内容", "每个样本点填一行，只填直接取得的事实", heads, rows)


def _indicators() -> bytes:
    title = "项目支出绩效评价指标体系"
    heads = {
        "一级指标": 10, "一级权重": 8, "二级指标": 18, "二级权重": 8, "指标编号": 8, "三级指标": 28, "分值": 7,
        "目标值": 12, "目标值取自": 20, "其他参考值": 20, "计分方法": 10, "指标解释": 24, "计算公式": 26,
        "得分条件": 20, "扣分规则": 26, "指标依据": 24, "对应初衷": 20, "适用周期": 10, "权重说明": 24,
        "数据来源": 18, "区分": 10, "涉及方面": 14, "总投资口径": 10,
    }  # fmt: skip
    rows = [_indicator(one) for one in OF.indicators]
    rows.append(_sum_row(len(heads), 6, _whole(sum((one.points for one in OF.indicators), Decimal(0)))))
    book = _sheet(title, "一级、二级指标合并显示", heads, rows)
    for column, level in ((1, 1), (2, 1), (3, 2), (4, 2)):
        _merge_runs(book.worksheets[0], column, [(one.level1, one.level2)[:level] for one in OF.indicators])
    return saved(book, title)


def _indicator(one: Indicator) -> Row:
    for_reference = "；".join(f"{each.value}（{each.document}）" for each in one.candidates[1:])
    return (
        one.level1, one.level1_points, one.level2, one.level2_points, one.code, one.name, one.points, one.target,
        one.target_document, for_reference or None, one.method, one.caliber, one.formula, one.condition,
        one.deduction, one.basis, one.purpose or None, one.period, one.weight_reason, one.data_source or None,
        one.side or None, "、".join(one.aspects) or None, one.on_total_investment,
    )  # fmt: skip


def _merge_runs(sheet: Worksheet, column: int, levels: Sequence[tuple[str, ...]]) -> None:
    """Merge the cells of rows that follow each other within one level; the first keeps its value."""
    start = 0
    for place in range(1, len(levels) + 1):
        if place < len(levels) and levels[place] == levels[start]:
            continue
        if place - start > 1:
            letter = get_column_letter(column)
            sheet.merge_cells(f"{letter}{FIRST_ROW + start}:{letter}{FIRST_ROW + place - 1}")
        sheet.cell(FIRST_ROW + start, column).alignment = MIDDLE
        start = place


def _book(title: str, note: str, heads: Mapping[str, int], rows: Sequence[Row]) -> bytes:
    return saved(_sheet(title, note, heads, rows), title)


def _sheet(title: str, note: str, heads: Mapping[str, int], rows: Sequence[Row]) -> Workbook:
    """A sheet with its title over all columns, the mark and a note below it, then headings (with widths) and rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sheet1"
    pen = Pen(sheet)
    for row, text in ((1, title), (2, f"{MARK}{note}")):
        sheet.cell(row, 1, text)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(heads))
    sheet["A1"].font, sheet["A1"].alignment = TITLE, MIDDLE
    sheet["A2"].alignment = Alignment(horizontal="right")
    for column, head in enumerate(heads, 1):
        pen.head(HEADS_ROW, column, head)
    for number, cells in enumerate(rows, FIRST_ROW):
        fit_height(sheet, number, zip(cells, heads.values(), strict=True))
        for column, value in enumerate(cells, 1):
            pen.put(number, column, value)
    set_widths(sheet, heads.values())
    sheet.row_dimensions[1].height = 28
    sheet.freeze_panes = f"A{FIRST_ROW}"
    set_up_page(sheet, f"1:{HEADS_ROW}")
    return book


def _sum_row(columns: int, place: int, total: Written) -> Row:
    row: list[Written] = [None] * columns
    row[0], row[place] = "合计", total
    return row


def _wan(money: Decimal) -> Written:
    return _whole(money / WAN)


def _whole(figure: Decimal) -> Written:
    return int(figure) if figure == int(figure) else figure
