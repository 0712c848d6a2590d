"""书面通知 and 督促函 as official letters (GB/T 9704), every word of them taken from what is on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from docx.document import Document as WordDocument
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
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem
from jiheng.rules.wording import day_text

WIDTHS_MM = (13.0, 93.0, 50.0)
BLANK_DAY = "　　年　月　日"
TO_FILL = "（未填）"
NAMED = 3
"""Indicators named one by one beside an item."""


@dataclass(frozen=True, slots=True)
class LetterHead:
    """Who writes about which project: ``sender`` signs, ``commissioner`` gave the order, ``basis`` is the guideline.

    ``indicators`` names the indicators by their codes.
    """

    project: str
    sender: str
    basis: str
    commissioner: str = ""
    indicators: tuple[tuple[str, str], ...] = ()


def notice_letter(head: LetterHead, notice: Notice, truth: str, consequence: str) -> bytes:
    """The notice as ``.docx`` bytes; the two fixed clauses stand in it whatever became of the draft."""
    document = _opened(f"关于提交{head.project}绩效评价资料的通知", notice.number, notice.to)
    add_paragraph(
        document, f"{_order(head)}按照{head.basis}第十六条，评价所需的决策和管理资料应当书面通知有关单位提交。"
    )
    due = day_text(notice.due) if notice.due else TO_FILL
    add_paragraph(document, f"请你单位于{due}前（含当日）按附件所列，完整提交下列资料，共{len(notice.items)}项。")
    add_heading(document, "一、提交的要求")
    for line in (
        "资料与附件逐项对应，一项有几份的全部提交；复印件注明与原件一致并加盖公章，电子文件与原件内容一致。",
        "确实没有某项资料的，逐项书面说明原因。",
        "到期不能交齐的，请在期限以前与我单位联系。",
    ):
        add_paragraph(document, line)
    add_heading(document, "二、责任")
    _clause(document, truth, notice.truth_clause)
    add_heading(document, "三、后果")
    _clause(document, consequence, notice.consequence_clause)
    add_paragraph(document, "")
    add_paragraph(document, "附件：应当提交的资料清单")
    _signed(document, head.sender, notice.sent_on)
    _attached(document, "应当提交的资料清单", notice.items, head)
    return saved(document)


def urging_letter(
    head: LetterHead, notice: Notice, missing: Sequence[NoticeItem], unit: str, *, days: int, on: date | None
) -> bytes:
    """督促函 to the evaluated unit about what is overdue, as ``.docx`` bytes."""
    document = _opened(f"关于协助督促提交{head.project}绩效评价资料的函", "", unit)
    sent = day_text(notice.sent_on) if notice.sent_on else TO_FILL
    due = day_text(notice.due) if notice.due else TO_FILL
    receiver = "你单位" if notice.to.strip() == unit.strip() else notice.to
    add_paragraph(
        document,
        f"{_order(head)}我单位于{sent}书面通知{receiver}提交评价资料（{notice.number}），提交期限为{due}。"
        f"现已逾期{days}天，附件所列{len(missing)}项资料还没有交齐。",
    )
    asked = "尽快补交" if receiver == "你单位" else f"督促{receiver}尽快补交"
    add_paragraph(
        document,
        f"按照{head.basis}第十六条，没有按时提交资料的，由评价机构联系被评价单位协助或者督促。"
        f"请你单位{asked}；确实没有的，请书面说明原因。",
    )
    add_paragraph(document, f"最终没有提交的，按照{head.basis}第二十三条处理：{notice.consequence_clause.strip()}")
    add_paragraph(document, "")
    add_paragraph(document, "附件：逾期未交的资料清单")
    _signed(document, head.sender, on)
    _attached(document, "逾期未交的资料清单", missing, head)
    return saved(document)


def _opened(title: str, number: str, to: str) -> WordDocument:
    document = official_document(title)
    if number.strip():
        add_paragraph(document, number.strip(), indent=False, right=True)
    add_title(document, title)
    add_paragraph(document, f"{to.strip() or TO_FILL}：", indent=False)
    return document


def _order(head: LetterHead) -> str:
    by = f"受{head.commissioner}委托，" if head.commissioner and head.commissioner != head.sender else ""
    return f"{by}我单位对{head.project}开展绩效评价。"


def _clause(document: WordDocument, fixed: str, written: str) -> None:
    """The fixed words, then whatever was added to them."""
    add_paragraph(document, fixed)
    more = written.strip().removeprefix(fixed).strip()
    for line in more.splitlines():
        if line.strip():
            add_paragraph(document, line.strip())


def _signed(document: WordDocument, sender: str, day: date | None) -> None:
    add_paragraph(document, "", with_next=True)
    add_paragraph(document, sender, indent=False, right=True, with_next=True)
    add_paragraph(document, day_text(day) if day else BLANK_DAY, indent=False, right=True)


def _attached(document: WordDocument, title: str, items: Sequence[NoticeItem], head: LetterHead) -> None:
    last = document.paragraphs[-1]
    last.add_run().add_break(WD_BREAK.PAGE)
    add_caption(document, "附件")
    add_title(document, title)
    named = dict(head.indicators)
    rows = [(str(number), item.name, _indicators(item, named)) for number, item in enumerate(items, 1)]
    add_table(document, ("序号", "资料", "对应的评价指标"), rows, WIDTHS_MM)


def _indicators(item: NoticeItem, named: Mapping[str, str]) -> str:
    """The indicators by name; of many the first, and how many."""
    names = [named.get(code, code) for code in item.indicators]
    said = ("；" if any("、" in name for name in names) else "、").join(names[:NAMED])
    return f"{said}等{len(names)}项" if len(names) > NAMED else said or "—"
