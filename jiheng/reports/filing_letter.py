"""备案函 and 报送函 as official letters (GB/T 9704), every word of them taken from what is on record."""

from dataclasses import dataclass
from datetime import date

from docx.document import Document as WordDocument

from jiheng.reports.material_request import BLANK_DAY, TO_FILL
from jiheng.reports.official_page import add_paragraph, add_title, official_document, saved
from jiheng.rules.wording import day_text


@dataclass(frozen=True, slots=True)
class FilingLetter:
    """One letter with the 正式稿: who writes to whom, and what is on record of the evaluation.

    ``report`` is the title of the report, ``experts`` how many reviewed it, ``basis`` the document that asks for a
    key evaluation. ``score`` and ``grade`` are as printed, blank when there is no conclusion.
    """

    project: str
    report: str
    sender: str
    to: str
    agency: str
    approved_on: date
    basis: str = ""
    experts: int = 0
    score: str = ""
    grade: str = ""
    commissioner: str = ""
    number: str = ""
    sent_on: date | None = None


def filing_letter(letter: FilingLetter) -> bytes:
    """备案函 of finance to government, party committee or congress, as ``.docx`` bytes."""
    document = _opened(f"关于{letter.project}重点绩效评价报告备案的函", letter)
    basis = letter.basis.strip().rstrip("。；")
    order = f"按照{basis}，" if basis else ""
    by = f"委托{letter.agency}" if letter.agency and letter.agency != letter.sender else ""
    add_paragraph(document, f"{order}我单位{by}对{letter.project}开展了重点绩效评价。")
    experts = f"经{letter.experts}名专家评审，" if letter.experts else ""
    add_paragraph(
        document, f"评价报告{experts}于{day_text(letter.approved_on)}由我单位审核通过。{_conclusion(letter)}"
    )
    add_paragraph(document, "现将评价报告随函报送，请予备案。")
    return _closed(document, letter)


def reporting_letter(letter: FilingLetter) -> bytes:
    """报送函 of the evaluators to finance, as ``.docx`` bytes."""
    document = _opened(f"关于报送{letter.project}绩效评价报告的函", letter)
    by = f"受{letter.commissioner}委托，" if letter.commissioner and letter.commissioner != letter.sender else ""
    add_paragraph(document, f"{by}我单位对{letter.project}开展了绩效评价。")
    add_paragraph(document, f"评价报告已于{day_text(letter.approved_on)}审核通过。{_conclusion(letter)}")
    add_paragraph(document, "现将评价结果随函报送，供后续预算安排和改进管理时使用。")
    return _closed(document, letter)


def _opened(title: str, letter: FilingLetter) -> WordDocument:
    document = official_document(title)
    if letter.number.strip():
        add_paragraph(document, letter.number.strip(), indent=False, right=True)
    add_title(document, title)
    add_paragraph(document, f"{letter.to.strip() or TO_FILL}：", indent=False)
    return document


def _conclusion(letter: FilingLetter) -> str:
    if not letter.score:
        return ""
    grade = f"，等级为“{letter.grade}”" if letter.grade else ""
    return f"评价得分{letter.score}分{grade}。"


def _closed(document: WordDocument, letter: FilingLetter) -> bytes:
    add_paragraph(document, "")
    add_paragraph(document, f"附件：{letter.report}")
    add_paragraph(document, "", with_next=True)
    add_paragraph(document, letter.sender.strip() or TO_FILL, indent=False, right=True, with_next=True)
    day = day_text(letter.sent_on) if letter.sent_on else BLANK_DAY
    add_paragraph(document, day, indent=False, right=True)
    return saved(document)
