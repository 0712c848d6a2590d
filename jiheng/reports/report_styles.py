"""The styles of a report: real headings without blue, its text, its contents, its tables and pictures."""

from typing import Final

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from jiheng.reports.official_page import BODY, HEADING, SECOND, TITLE
from jiheng.reports.plan_tables import UPRIGHT_MM
from jiheng.reports.report_long_tables import line_height
from jiheng.reports.report_widths import SIZES
from jiheng.reports.report_xml import face, twips

BIG, TEXT, CAPTION, SMALL = 44, 32, 24, 18
"""2号、3号、小四、小五, in half points."""

LINE: Final = '<w:spacing w:before="0" w:after="0" w:line="560" w:lineRule="exact"/>'
SINGLE: Final = '<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'
INDENT: Final = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
NO_GRID: Final = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
"""In tables: no extra space beside figures, lines as close as their type."""

BOTH: Final = '<w:jc w:val="both"/>'
NEXT, WIDOWS, CENTRE, RIGHT = (
    "<w:keepNext/>",
    "<w:widowControl/>",
    '<w:jc w:val="center"/>',
    '<w:jc w:val="right"/>',
)
TIGHT: Final = SINGLE.format(before=0, after=0)
TABLE_KINDS: Final = {
    "Text": (BODY, ""),
    "Figure": (BODY, RIGHT),
    "Head": (HEADING, CENTRE),
    "Total": (HEADING, ""),
    "TotalFigure": (HEADING, RIGHT),
}


def add_styles(document: WordDocument) -> None:
    """Put the report's styles in the place of those of the same name."""
    styles = document.styles.element
    for one in (*_texts(), *_headings(), *_contents(), *_tables()):
        element = parse_xml(one)
        for old in styles.findall(qn("w:style")):
            if old.get(qn("w:styleId")) == element.get(qn("w:styleId")):
                styles.remove(old)
        styles.append(element)
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    _as_of_today(document)


def table_style(kind: str, size: int) -> str:
    """The style of a cell's text: its kind of ``TABLE_KINDS`` and its size in half points."""
    return f"Table{kind}{size}"


def _texts() -> tuple[str, ...]:
    return (
        _style("ReportText", "报告正文", BODY, TEXT, f"{WIDOWS}{LINE}{INDENT}{BOTH}"),
        _style("ReportPlain", "报告顶格", BODY, TEXT, f"{WIDOWS}{LINE}"),
        _style("CoverTitle", "报告标题", TITLE, BIG, f"{SINGLE.format(before=0, after=120)}{CENTRE}"),
        _style("CoverKind", "报告稿别", SECOND, 40, f"{TIGHT}{CENTRE}"),
        _style("CoverMark", "报告标记", HEADING, TEXT, TIGHT),
        _style("CoverText", "封面内容", BODY, TEXT, LINE),
        _style("CoverLabel", "封面项目", BODY, TEXT, f'{LINE}<w:jc w:val="distribute"/>'),
        _style("AnnexLabel", "附件序号", HEADING, TEXT, f"{NEXT}{LINE}"),
        _style(
            "TableCaption", "表题", HEADING, CAPTION, f"{NEXT}{NO_GRID}{SINGLE.format(before=160, after=80)}{CENTRE}"
        ),
        _style("TableNote", "表注", BODY, SMALL, f"{NO_GRID}{SINGLE.format(before=40, after=160)}"),
        _style("Figure", "图", BODY, TEXT, f"{NEXT}{SINGLE.format(before=160, after=0)}{CENTRE}"),
        _style("FigureCaption", "图题", HEADING, CAPTION, f"{SINGLE.format(before=40, after=160)}{CENTRE}"),
        _style(
            "Gap", "间隔", BODY, 2, f'{NO_GRID}<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        ),
    )


def _headings() -> tuple[str, ...]:
    spaced = '<w:spacing w:before="120" w:after="0" w:line="560" w:lineRule="exact"/>'
    wide = f"{SINGLE.format(before=0, after=240)}{CENTRE}"
    return (
        _style("Heading1", "heading 1", HEADING, TEXT, f"{NEXT}<w:keepLines/>{spaced}{INDENT}", level=0),
        _style("Heading2", "heading 2", SECOND, TEXT, f"{NEXT}<w:keepLines/>{LINE}{INDENT}", level=1),
        _style("Heading3", "heading 3", HEADING, 28, f"{NEXT}<w:keepLines/>{spaced}", level=2),
        _style("AnnexTitle", "附件标题", TITLE, BIG, f"{NEXT}<w:keepLines/>{wide}", level=0),
    )


def _contents() -> tuple[str, ...]:
    def entry(left: int) -> str:
        tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(UPRIGHT_MM)}"/></w:tabs>'
        line = '<w:spacing w:before="0" w:after="0" w:line="500" w:lineRule="exact"/>'
        return f'{WIDOWS}{tab}{line}<w:ind w:left="{left}"/>'

    return (
        _style("ContentsTitle", "目录标题", TITLE, BIG, f"{SINGLE.format(before=0, after=360)}{CENTRE}"),
        _style("TOC1", "toc 1", HEADING, 28, entry(0)),
        _style("TOC2", "toc 2", BODY, 28, entry(560)),
    )


def _tables() -> tuple[str, ...]:
    def layout(size: int, side: str) -> str:
        line = f'<w:spacing w:before="0" w:after="0" w:line="{20 * line_height(size)}" w:lineRule="exact"/>'
        return f"{NO_GRID}{line}{side}"

    return tuple(
        _style(table_style(kind, size), f"表格{number}{size}", name, size, layout(size, side))
        for size in SIZES
        for number, (kind, (name, side)) in enumerate(TABLE_KINDS.items(), 1)
    )


def _style(key: str, name: str, font: str, size: int, layout: str, *, level: int | None = None) -> str:
    """A paragraph style. Its layout stands in the order of Word's schema; a heading has its level and is black."""
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    following = "" if level is None else '<w:next w:val="ReportText"/>'
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:uiPriority w:val="9"/><w:qFormat/>'
        f"<w:pPr>{layout}{outline}</w:pPr><w:rPr>{face(font)}"
        f'<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="000000"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _as_of_today(document: WordDocument) -> None:
    """Open as a document of a current Word, whose title bar then says nothing of an old one."""
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    punctuation = document.settings.element.find(qn("w:characterSpacingControl"))
    if punctuation is None:
        punctuation = OxmlElement("w:characterSpacingControl")
        document.settings.element.append(punctuation)
    punctuation.set(qn("w:val"), "compressPunctuation")
