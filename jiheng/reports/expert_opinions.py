"""专家评审意见汇总: who reviewed, what each gave, and every comment, as a Word document."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from docx.document import Document as WordDocument

from jiheng.reports.official_page import (
    add_heading,
    add_paragraph,
    add_table,
    add_title,
    official_document,
    saved,
    turn_page,
)
from jiheng.reports.plan_tables import UPRIGHT_MM, WIDE_MM, plan_table

TITLE: Final = "专家评审意见汇总"
CLOSING: Final = ("平均", "最高", "最低", "相差", "按规则得分")
"""The columns behind those of the experts."""
DECLARED: Final = ("专家", "利益关系声明", "声明日期", "同意参加的理由", "状态")
COMMENTS: Final = ("指标编号", "指标", "专家", "打分", "意见")
NOTE: Final = "专家意见供评价参考，不直接改变得分；需要调整得分的，按人工调整另行申请和批准。"


@dataclass(frozen=True, slots=True)
class SummaryHead:
    """Which project, by whom, and the day the summary is drawn up."""

    project: str
    code: str
    agency: str
    on: date


@dataclass(frozen=True, slots=True)
class SummaryTables:
    """Rows of words. ``columns`` are the experts whose reviews count; ``figures`` and ``totals`` have one each."""

    experts: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    figures: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    comments: tuple[tuple[str, ...], ...]
    marked: tuple[str, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the table of figures."""
        return ("编号", "指标", "分值", *self.columns, *CLOSING)


def expert_summary(head: SummaryHead, tables: SummaryTables) -> bytes:
    """The summary as ``.docx`` bytes."""
    document = official_document(f"{head.project}{TITLE}")
    add_title(document, TITLE)
    add_paragraph(document, f"项目：{head.project}（{head.code}）。评价机构：{head.agency}。{NOTE}")
    add_heading(document, "一、专家和利益关系声明")
    plan_table(document, DECLARED, tables.experts, (3, 6, 4, 6, 4), UPRIGHT_MM)
    turn_page(document, landscape=True)
    add_heading(document, "二、打分汇总")
    _figures(document, tables)
    add_heading(document, "三、差异大的指标")
    for said in tables.marked:
        add_paragraph(document, f"{said}。")
    if not tables.marked:
        add_paragraph(document, "没有差异大的指标。")
    add_heading(document, "四、各人意见")
    plan_table(document, COMMENTS, tables.comments, (2, 5, 3, 2, 12), WIDE_MM, figures=frozenset({3}))
    add_paragraph(document, "专家签字：", with_next=True)
    add_paragraph(document, f"{head.on.year}年{head.on.month}月{head.on.day}日", indent=False, right=True)
    return saved(document)


def _figures(document: WordDocument, tables: SummaryTables) -> None:
    if not tables.columns:
        add_paragraph(document, "还没有专家提交评审。")
        return
    shares = (2, 6, *[2] * (len(tables.heads) - 2))
    widths = [WIDE_MM * share / sum(shares) for share in shares]
    figures = frozenset(range(2, len(tables.heads)))
    add_table(document, tables.heads, (*tables.figures, tables.totals), widths, figures=figures)
