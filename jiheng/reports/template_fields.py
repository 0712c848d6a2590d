"""The names a report template may use: single fields, whole parts, tables to repeat rows of, and conditions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from jiheng.rules.execution.shapes import Dimension

PLAIN: Final = re.compile(r"\W")
OF_INDICATORS: Final = re.compile(r"[A-Za-z]\w*(?:得分|评价值)|\w{2,12}(?:得分|分值|得分率)")
"""Names that depend on the indicators of a project: ``D1得分``, ``决策得分率``."""
ALIKE: Final = 0.75
NUMBER: Final = "序号"


@dataclass(frozen=True, slots=True)
class Named:
    """A name with a word on it and what it gives, for example."""

    name: str
    says: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class NamedGroup:
    title: str
    names: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report that a template takes in whole. ``keys`` are those of its sections or annexes.

    With ``titled`` false the title stays the template's own.
    """

    name: str
    says: str
    keys: tuple[str, ...] = ()
    titled: bool = True


@dataclass(frozen=True, slots=True)
class RowList:
    """A table whose rows a template may repeat. It is found by its heads: ``needs`` are those it must have.

    ``columns`` maps a column's name to the heads it may have in the report.
    """

    name: str
    says: str
    needs: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        return (NUMBER, *(name for name, _ in self.columns))


DIMENSIONS: Final = ("类别", *Dimension)
"""What the first column of a table of sums may be called."""

REPORT_FIELDS: Final = (
    Named("报告标题", "封面上的标题", "2022年农村公路项目绩效评价报告"),
    Named("报告种类", "征求意见稿或者正式稿", "正式稿"),
    Named("稿次", "同一种类的第几稿", "第2稿"),
    Named("报告日期", "生成这一稿的日期", "2023年5月20日"),
    Named("标注", "报告上要标注的话，没有时为空", "参照执行"),
    Named("项目名称", "被评价的项目", "2022年农村公路项目"),
    Named("项目编号", "项目在系统里的编号", "QL-2023-PJ-02"),
    Named("被评价单位", "有几个的用顿号隔开", "青岚县交通运输局"),
    Named("评价机构", "盖章的机构", "演示评价事务所"),
    Named("主评人", "签字的主评人", "郑海"),
    Named("计分编号", "这份报告所依据的计分", "第4次计分"),
    Named("查验码", "核对纸质报告真伪用的码，还没有时为“—”", "7F3A-92CD-55AA-01E6"),
)

CONDITIONS: Final = (
    Named("征求意见稿", "这一稿是征求意见稿"),
    Named("正式稿", "这一稿是正式稿"),
)

PARTS: Final = (
    Part("目录", "摘要、正文和附件的目录；在 Word 里点右键选“更新域”后带页码"),
    Part("摘要", "摘要的全部内容，带各节标题"),
    Part("正文", "正文的全部内容，带各节标题、表格和图"),
    Part("附件", "全部附件；宽表自动放在横页"),
    Part("签章页", "主评人签字、评价机构盖章的位置"),
    Part("摘要项目概况", "摘要第一节的内容，不带节标题", ("abstract-1",), titled=False),
    Part("摘要评价情况", "摘要第二节的内容，不带节标题", ("abstract-2",), titled=False),
    Part("摘要重点问题", "摘要第三节的内容，不带节标题", ("abstract-3",), titled=False),
    Part("摘要有关建议", "摘要第四节的内容，不带节标题", ("abstract-4",), titled=False),
    Part("项目概况", "正文第一节的内容，不带节标题", ("body-1",), titled=False),
    Part("评价工作开展情况", "正文第二节的内容，不带节标题", ("body-2",), titled=False),
    Part("评价结论", "正文第三节的内容，不带节标题", ("body-3",), titled=False),
    Part("存在的问题及原因", "正文第四节的内容，不带节标题", ("body-4",), titled=False),
    Part("有关建议", "正文第五节的内容，不带节标题", ("body-5",), titled=False),
)

ROW_LISTS: Final = (
    RowList(
        "指标得分表",
        "每个三级指标一行",
        (("三级指标", "指标名称"), ("得分",)),
        (
            ("一级指标", ("一级指标",)),
            ("二级指标", ("二级指标",)),
            ("三级指标", ("三级指标", "指标名称")),
            ("分值", ("分值",)),
            ("评价值", ("评价值", "指标值")),
            ("得分", ("得分",)),
            ("得分率", ("得分率",)),
        ),
    ),
    RowList(
        "问题表",
        "每个问题一行",
        (("问题", "存在的问题"), ("具体表现", "判断依据", "成因")),
        (
            ("问题", ("问题", "存在的问题")),
            ("具体表现", ("具体表现",)),
            ("判断依据", ("判断依据", "判断依据或理由")),
            ("成因", ("成因", "原因")),
        ),
    ),
    RowList(
        "建议表",
        "每条建议一行",
        (("建议",), ("对应问题", "针对的问题")),
        (
            ("建议", ("建议",)),
            ("内容", ("内容", "建议内容")),
            ("对应问题", ("对应问题", "针对的问题")),
        ),
    ),
    RowList(
        "意见表",
        "被评价单位的每条意见一行，只有正式稿有",
        (("意见", "意见内容"), ("采纳情况",)),
        (
            ("单位", ("单位",)),
            ("章节", ("章节",)),
            ("意见", ("意见", "意见内容")),
            ("采纳情况", ("采纳情况",)),
            ("理由", ("理由",)),
            ("修改位置", ("修改位置",)),
        ),
    ),
    RowList(
        "执行汇总表",
        "预算执行按用途等汇总，每类一行",
        (("预算数",), ("实际支出数", "执行数"), ("执行率", "预算执行率")),
        (
            ("类别", DIMENSIONS),
            ("预算数", ("预算数",)),
            ("实际支出数", ("实际支出数", "执行数")),
            ("执行率", ("执行率", "预算执行率")),
            ("结余", ("结余",)),
        ),
    ),
    RowList(
        "样本点汇总表",
        "样本点按各个维度汇总，每类一行",
        (("样本点数",),),
        (
            ("类别", DIMENSIONS),
            ("样本点数", ("样本点数",)),
            ("预算数", ("预算数",)),
            ("实际支出数", ("实际支出数",)),
            ("执行率", ("执行率",)),
        ),
    ),
    RowList(
        "资料清单",
        "每份资料一行",
        (("资料编号",), ("资料名称",)),
        (
            ("资料编号", ("资料编号",)),
            ("资料名称", ("资料名称",)),
            ("类别", ("类别",)),
            ("来源性质", ("来源性质",)),
            ("取得方式", ("取得方式",)),
            ("取得时间", ("取得时间",)),
            ("对应指标", ("对应指标",)),
        ),
    ),
)

PART_OF: Final = {one.name: one for one in PARTS}
LIST_OF: Final = {one.name: one for one in ROW_LISTS}
CONDITION_NAMES: Final = frozenset(one.name for one in CONDITIONS)


def key_of(name: str) -> str:
    """A name as it is compared: without blanks, brackets and other signs."""
    return PLAIN.sub("", name)


def of_the_project(name: str, known: Iterable[str]) -> bool:
    """Whether a name may come from the indicators of a project, and is not a known one mistyped."""
    return bool(OF_INDICATORS.fullmatch(name)) and not get_close_matches(name, tuple(known), 1, ALIKE)
