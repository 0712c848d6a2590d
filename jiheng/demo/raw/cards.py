"""Cards of the national documents: where to find each and what it is about, not the documents themselves."""

from dataclasses import dataclass
from typing import Final

from jiheng.demo.preparation.basis import EVALUATION_RULES, ROAD_LAW, UPKEEP_RULES, documents
from jiheng.demo.raw.papers import Section, finished, marked, write_sections
from jiheng.reports.official_page import add_paragraph, add_title
from jiheng.rules.wording import day_text

NOT_THE_TEXT: Final = "这张卡只记文件的名称、文号和要点，供登记时核对。全文请在政府网站上查阅。"


@dataclass(frozen=True, slots=True)
class Card:
    """A national document by its key in the demonstration; ``begins`` says since when it applies, in words."""

    key: str
    begins: str
    points: tuple[str, ...]


CARDS: Final = {
    "21-文件卡-公路法.docx": Card(
        ROAD_LAW,
        "自1998年1月1日起施行",
        ("公路按在路网中的地位分为国道、省道、县道和乡道。", "公路建设按规定的程序办理，竣工后验收。"),
    ),
    "22-文件卡-农村公路养护管理办法.docx": Card(
        UPKEEP_RULES,
        "自2016年1月1日起施行",
        ("县级人民政府承担农村公路养护管理的主体责任。", "养护资金专款专用，养护质量要检查考核。"),
    ),
    "23-文件卡-项目支出绩效评价管理办法.docx": Card(
        EVALUATION_RULES,
        "自印发之日起施行",
        ("项目支出绩效评价分为单位自评、部门评价和财政评价。", "绩效目标、监控和自评是评价的基础资料。"),
    ),
}


def card_file(card: Card) -> bytes:
    """The card as ``.docx`` bytes, its head in labelled lines as web pages of offices have it."""
    document_of = {document.key: document for document in documents()}
    of = document_of[card.key]
    document = marked(f"文件卡：{of.title}")
    add_title(document, "文件卡")
    labelled = (("文件名称", of.title), ("发文机关", of.issuer), ("文号", of.number))
    for label, value in labelled:
        add_paragraph(document, f"{label}：{value}", indent=False)
    if of.issued_on is not None:
        add_paragraph(document, f"成文日期：{day_text(of.issued_on)}", indent=False)
    write_sections(document, (Section("一、要点", (*card.points, f"{card.begins}。")),))
    write_sections(document, (Section("二、说明", (NOT_THE_TEXT,)),))
    return finished(document)
