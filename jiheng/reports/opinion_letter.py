"""征求意见函 as an official letter (GB/T 9704), every word of it taken from what is on record (第三十三条)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from docx.enum.text import WD_BREAK

from jiheng.reports.official_page import (
    add_caption,
    add_heading,
    add_paragraph,
    add_table,
    add_title,
    official_document,
    saved,
)
from jiheng.rules.wording import day_text

FORM_WIDTHS_MM: Final = (13.0, 45.0, 98.0)
EMPTY_LINES: Final = 6
BLANK_DAY: Final = "　　　　年　　月　　日"
ROOM: Final = "\n\n\n"
"""Lines left to write on by hand."""


@dataclass(frozen=True, slots=True)
class OpinionLetter:
    """What the letter says: ``draft`` is 征求意见稿第几稿, ``report`` its title, ``online`` that it lies here too.

    ``basis`` is the guideline with its brackets.
    """

    project: str
    report: str
    draft: str
    unit: str
    sender: str
    basis: str
    sent_on: date
    due: date
    commissioner: str = ""
    online: bool = False


def opinion_letter(told: OpinionLetter) -> bytes:
    """The letter with a form to answer on, as ``.docx`` bytes."""
    title = f"关于征求《{told.report}》意见的函"
    document = official_document(title)
    add_title(document, title)
    add_paragraph(document, f"{told.unit}：", indent=False)
    by = f"受{told.commissioner}委托，" if told.commissioner and told.commissioner != told.sender else ""
    add_paragraph(document, f"{by}我单位对{told.project}开展绩效评价，现已形成《{told.report}》（{told.draft}）。")
    add_paragraph(
        document,
        f"按照{told.basis}第三十三条，现征求你单位意见。请于{day_text(told.due)}前（含当日）书面反馈。",
    )
    add_heading(document, "一、反馈的要求")
    for line in _requests(told):
        add_paragraph(document, line)
    add_heading(document, "二、意见的处理")
    add_paragraph(document, "我单位对意见逐条研究，采纳情况和理由列入“意见及采纳情况表”，作为评价报告正式稿的附件。")
    add_paragraph(document, "到期没有反馈的，在评价报告正式稿的附件中注明逾期未反馈。")
    add_paragraph(document, "")
    for line in (f"附件：1．《{told.report}》（{told.draft}）", "　　　2．意见反馈表"):
        add_paragraph(document, line)
    add_paragraph(document, "", with_next=True)
    add_paragraph(document, told.sender, indent=False, right=True, with_next=True)
    add_paragraph(document, day_text(told.sent_on), indent=False, right=True).add_run().add_break(WD_BREAK.PAGE)
    add_caption(document, "附件2")
    add_title(document, "意见反馈表")
    add_paragraph(document, f"单位（盖章）：{told.unit}", indent=False)
    add_paragraph(document, f"日期：{BLANK_DAY}", indent=False)
    rows = [(str(number), "", ROOM) for number in range(1, EMPTY_LINES + 1)]
    add_table(document, ("序号", "报告章节", "意见"), rows, FORM_WIDTHS_MM)
    add_paragraph(document, "没有意见的，请写明“无意见”并盖章。", indent=False)
    return saved(document)


def _requests(told: OpinionLetter) -> tuple[str, ...]:
    online = ("你单位可以登录绩衡，在“征求意见”中阅读报告、逐条填写意见并回复。",) if told.online else ()
    paper = "填写附件2并加盖公章后送达我单位" if not online else "不在系统里回复的，填写附件2并加盖公章后送达我单位"
    return (
        "请逐条写明针对的章节、意见和依据；涉及数据的，请附原始资料。",
        *online,
        f"{paper}。",
        "没有意见的，也请书面回复“无意见”。",
    )
