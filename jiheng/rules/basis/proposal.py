"""Proposes what to register of a document from its own text; a person confirms every field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from jiheng.rules.basis.document_days import NOTE_ON_LAW, issued_on, signed_by, validity
from jiheng.rules.basis.document_kind import kind_of, material_of
from jiheng.rules.basis.document_number import FoundNumber, last_order_in, numbers_in
from jiheng.rules.basis.heading import Heading, first_line_as_title, issuer_of_title, labelled, read_heading
from jiheng.rules.basis.issuers import level_of_issuer
from jiheng.rules.basis.shapes import MaterialClass
from jiheng.rules.clause import clause

_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_ISSUER_LABEL = labelled(r"发文机关|发文机构|发文单位|制发机关|发布机构|印发机关")
_PASSED_BY = re.compile(
    r"(?:[日经由（(])?(?P<place>[\u4e00-\u9fff]{2,8}?(?:省|市|自治区|州|县))?第[一二三四五六七八九十]{1,3}届"
    r"(?P<congress>(?:全国)?人民代表大会(?:常务委员会)?)"
)
_TITLE_BEFORE = re.compile(
    r"(?P<title>[^\n。：:，,；;《》]{0,30}关于[^\n。：:]{4,80}?的(?:通知|意见|批复|决定|函))[(（]\Z"
)
_MUNICIPALITY = re.compile(r"(?:北京|天津|上海|重庆)市")


@dataclass(frozen=True, slots=True)
class DocumentProposal:
    """Fields read from a text, empty where it does not tell. ``notes`` say what to look at when confirming.

    It is never a registered document by itself: a person confirms it first.
    """

    number: str = ""
    title: str = ""
    issuer: str = ""
    issuer_level: str = ""
    kind: str = ""
    issued_on: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    material: MaterialClass | None = None
    notes: tuple[str, ...] = ()

    @property
    def date(self) -> date | None:
        return self.issued_on

    @property
    def to_be_confirmed(self) -> bool:
        return True


@clause("cq2023-7/6")
def propose_document(text: str) -> DocumentProposal:
    """Number, title, issuer and days as the document itself shows them; documents it merely cites do not count."""
    lines = [line for raw in text.translate(_FULL_WIDTH).splitlines() if (line := raw.strip(" \t　\ufeff\xa0"))]
    heading, notes = _heading_or_fallback(lines)
    number = heading.number
    issuer = _issuer(heading, number, lines)
    issued = issued_on(lines, heading.ends_at, notes)
    begins, ends = validity(lines, issued, notes)
    level = level_of_issuer(issuer)
    if level and _MUNICIPALITY.match(issuer):
        notes.append(f"直辖市机关按“{level.value}”建议；目录里同一机关的制发层级请统一")
    kind = kind_of(number, heading.title, issuer, level)
    notes += _absent(number.number if number else "", heading.title, issuer, issued)
    return DocumentProposal(
        number.number if number else "",
        heading.title,
        issuer,
        level.value if level else "",
        kind.value if kind else "",
        issued,
        begins,
        ends,
        material_of(kind, heading.title),
        tuple(notes),
    )


def _heading_or_fallback(lines: Sequence[str]) -> tuple[Heading, list[str]]:
    """The heading; where it has no number or title, what the rest of the text tells of the document itself."""
    heading, notes = read_heading(lines), list[str]()
    if heading.number is None:
        order = last_order_in("\n".join(line for line in lines[: heading.ends_at] if NOTE_ON_LAW.match(line)))
        heading = replace(heading, number=order) if order else _with_only_number(heading, lines, notes)
    if not heading.title and (first := first_line_as_title(lines)):
        notes.append("文件名称取自首行，请核对")
        heading = replace(heading, title=first)
    return heading, notes


def _with_only_number(heading: Heading, lines: Sequence[str], notes: list[str]) -> Heading:
    """The one number of the text, with the title it is attached to, unless it is that of a cited document."""
    text = "\n".join(lines)
    own = [each for each in numbers_in(text) if "》" not in text[max(0, each.start - 2) : each.start]]
    if len({each.number for each in own}) != 1:
        return heading
    notes.append(f"文号“{own[0].number}”取自正文，不在文首，请核对")
    attached = _TITLE_BEFORE.search(text, 0, own[0].start)
    if heading.title or attached is None:
        return replace(heading, number=own[0])
    return replace(heading, number=own[0], title=attached["title"], title_issuer=issuer_of_title(attached["title"]))


def _issuer(heading: Heading, number: FoundNumber | None, lines: Sequence[str]) -> str:
    """The red head, else a label, the order's giver, the congress that passed it, the title, the signature."""
    top = "\n".join(lines[: heading.ends_at])
    label, congress = _ISSUER_LABEL.search(top), _PASSED_BY.search(top)
    given = number.body.removeprefix("中华人民共和国") if number else ""
    candidates = (
        heading.issuers,
        label["value"].split()[0] if label else "",
        _congress(congress) if congress else "",
        "" if given == "主席" else given,
        heading.title_issuer,
        signed_by(lines[heading.ends_at :]),
    )
    return next((each for each in candidates if each), "")


def _congress(match: re.Match[str]) -> str:
    place = (match["place"] or "").lstrip("日经由")
    return f"{place}{match['congress']}"


def _absent(number: str, title: str, issuer: str, issued: date | None) -> list[str]:
    fields = {"文号": number, "文件名称": title, "发文机关": issuer, "印发日期": issued}
    missing = [name for name, value in fields.items() if not value]
    return [f"没有读出{'、'.join(missing)}，请填写"] if missing else []
