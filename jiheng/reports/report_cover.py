"""The pages before the text of a report: the cover, and on the final report the page for signature and seal."""

from collections.abc import Iterator
from typing import Final

from jiheng.reports.plan_tables import day_text
from jiheng.reports.report_widths import ems
from jiheng.reports.report_xml import paragraph, twips, words
from jiheng.rules.reporting.content import ReportContent
from jiheng.rules.reporting.shapes import ReportKind

LABEL_MM, VALUE_MM, SIDE_MM = 34.0, 96.0, 13.0
TITLE_MM, LINE_MM, DATE_MM, COVER_MM = 78.0, 13.0, 16.0, 205.0
"""Heights of the cover's parts; what is left of the whole stands between the lines and the date."""

MORE_MM, LEAST_TITLE_MM, LEAST_MM = 10.0, 45.0, 4.0
"""What a wrapped line adds, and how far title and space give way to long names, so that the cover stays one page."""

LEFT_MM, RIGHT_MM, SIGNING_MM, SEAL_MM = 60.0, 96.0, 104.0, 34.0
"""The page for signatures: its two columns, the height for all leads, and that for the seal."""

KEPT: Final = "<w:keepNext/>"
LETTERS_IN_LINE: Final = VALUE_MM / 5.65 - 1
UNITS_SHOWN: Final = 4
BLANK_DAY: Final = "　　年　　月　　日"
UNDERLINED: Final = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tcBorders>'


def cover(content: ReportContent, code: str = "") -> Iterator[str]:
    """The cover as one invisible table, so that its parts keep their heights whatever the title's length.

    ``code`` is the 查验码 a printed report is verified by.
    """
    lines = _lines(content)
    lines += [("查验码", code)] if code else []
    heights = [LINE_MM + MORE_MM * max(0, -int(-ems(value) // LETTERS_IN_LINE) - 1) for _, value in lines]
    room = COVER_MM - 2 * LINE_MM - DATE_MM - sum(heights)
    title = max(LEAST_TITLE_MM, min(TITLE_MM, room - LEAST_MM))
    yield _table((SIDE_MM, LABEL_MM, VALUE_MM, SIDE_MM))
    yield _across(paragraph("CoverMark", words("　".join(content.marks))), LINE_MM)
    titles = paragraph("CoverTitle", words(content.title))
    if content.kind is ReportKind.DRAFT:
        titles += paragraph("CoverKind", words(f"（{content.kind.value}）"))
    yield _across(titles, title, "center")
    yield _across(paragraph("CoverText", ""), LINE_MM)
    for (label, value), height in zip(lines, heights, strict=True):
        yield _line(label, value, height)
    yield _across(paragraph("CoverText", ""), max(LEAST_MM, room - title))
    day = paragraph("CoverText", words(day_text(content.made_on)), '<w:jc w:val="center"/>')
    yield _across(day, DATE_MM, "bottom")
    yield f"</w:tbl>{paragraph('Gap', '')}"


def signature_page(content: ReportContent) -> Iterator[str]:
    """Where every lead signs and the agency seals, each with its date; the names stand printed beside."""
    yield paragraph("ContentsTitle", words("签章页"), "<w:pageBreakBefore/>")
    yield paragraph("ReportText", words(f"报告名称：{content.title}"))
    yield paragraph("ReportText", words(f"项目编号：{content.code}"))
    leads = content.leads or ("",)
    height = max(LINE_MM, min(26.0, SIGNING_MM / len(leads) - 2 * LINE_MM))
    for name in leads:
        yield from _place(("主评人（签字）：", height), ("姓　　名：", name))
    yield from _place(("评价机构（盖章）：", SEAL_MM), ("机构名称：", content.agency))


def _place(room: tuple[str, float], printed: tuple[str, str]) -> Iterator[str]:
    """Room to write or to stamp, kept on one page with the name below it in print and the day."""
    yield _table((LEFT_MM, RIGHT_MM))
    lines = ((*room, "", UNDERLINED), (printed[0], LINE_MM, printed[1], ""), ("日　　期：", LINE_MM, BLANK_DAY, ""))
    for at, (label, height, text, border) in enumerate(lines, 1):
        together = KEPT if at < len(lines) else ""
        cells = _cell(LEFT_MM, paragraph("ReportPlain", words(label), together), "bottom")
        cells += _cell(RIGHT_MM, paragraph("ReportPlain", words(text), together), "bottom", border)
        yield _row(cells, height)
    yield f"</w:tbl>{paragraph('Gap', '')}"


def _lines(content: ReportContent) -> list[tuple[str, str]]:
    units = "、".join(content.units[:UNITS_SHOWN])
    if len(content.units) > UNITS_SHOWN:
        units += f"等{len(content.units)}家单位"
    return [
        ("项目名称", content.project),
        ("项目编号", content.code),
        ("被评价单位", units),
        ("评价机构", content.agency),
        ("版次", f"{content.kind.value}第{content.number}稿"),
    ]


def _line(label: str, value: str, height: float) -> str:
    cells = (
        _cell(SIDE_MM, paragraph("CoverText", "")),
        _cell(LABEL_MM, paragraph("CoverLabel", words(label)), "center" if height > LINE_MM else "bottom"),
        _cell(VALUE_MM, paragraph("CoverText", words(value), '<w:ind w:left="120"/>'), "bottom", UNDERLINED),
        _cell(SIDE_MM, paragraph("CoverText", "")),
    )
    return _row("".join(cells), height)


def _table(widths: tuple[float, ...]) -> str:
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def _across(inside: str, height: float, place: str = "top") -> str:
    return _row(_cell(SIDE_MM * 2 + LABEL_MM + VALUE_MM, inside, place, span=4), height)


def _row(cells: str, height: float) -> str:
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/></w:trPr>{cells}</w:tr>'
    )


def _cell(width: float, inside: str, place: str = "top", borders: str = "", span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{spanned}{borders}<w:vAlign w:val="{place}"/>'
        f"</w:tcPr>{inside}</w:tc>"
    )
