"""Writes the blocks of a report one below the other, counting its headings, tables and figures."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from docx.document import Document as WordDocument

from jiheng.reports.plan_tables import UPRIGHT_MM
from jiheng.reports.report_charts import pictures
from jiheng.reports.report_contents import Entry
from jiheng.reports.report_long_tables import UNKNOWN
from jiheng.reports.report_tables import GAP, Room, table_xml
from jiheng.reports.report_xml import bookmark, paragraph, quoted, words
from jiheng.rules.reporting.content import Block, Chart, Table
from jiheng.rules.wording import chinese_number

EMU: Final = 36_000
"""The unit of a picture's size, in one millimetre."""

PICTURE_MM: Final = 144
UPRIGHT_HEIGHT, WIDE_HEIGHT, TITLES_MM = 225.0, 156.0, 42.0
"""The height of the text on a page, and what the titles of an annex and of its first table take of it."""

_NUMBERED: Final = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十百\d]+[）)]|[一二三四五六七八九十百]+、|\d+(?:[.．、]|\.\d))"
)


@dataclass(slots=True)
class ReportWriter:
    """``pieces`` is the XML so far, ``entries`` what the contents will list; ``width`` is that of the page.

    ``fresh`` says that nothing but its titles stands on the page yet.
    """

    document: WordDocument
    width: float = UPRIGHT_MM
    pieces: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    tables: int = 0
    figures: int = 0
    marks: int = 0
    images: int = 0
    fresh: bool = False

    def add(self, piece: str) -> None:
        self.pieces.append(piece)

    def mark(self, name: str) -> str:
        """A bookmark; each has a number of its own."""
        self.marks += 1
        return bookmark(name, self.marks)

    def entry(self, level: int, text: str) -> str:
        """The mark of a new line of the contents."""
        name = f"_Toc{len(self.entries) + 1:08d}"
        self.entries.append(Entry(level, text, name))
        return self.mark(name)

    def heading(self, level: int, text: str) -> None:
        """A heading that stands in the contents."""
        self.add(paragraph(f"Heading{level}", f"{self.entry(level, text)}{words(text)}"))

    def end_section(self, properties: str) -> None:
        """End a section of pages, in the gap below a table where there is one: two could begin another page."""
        if self.pieces and self.pieces[-1] == GAP:
            self.pieces.pop()
        self.add(paragraph("Gap", "", properties))

    def block(self, block: Block, heading: str = "") -> None:
        """A block; ``heading`` is that of the block with its number, in a section whose headings are listed."""
        self.fresh = self.fresh and not (block.text or block.chart or block.heading)
        if heading:
            self.heading(2, heading)
        elif block.heading:
            self.add(paragraph("Heading3", words(block.heading)))
        for line in filter(str.strip, block.text.splitlines()):
            self.add(paragraph("ReportText", words(line.strip())))
        if block.table is not None:
            self._table(block.table)
        if block.chart is not None:
            self._chart(block.chart)
        self.fresh = False

    def section(self, blocks: tuple[Block, ...]) -> None:
        """The blocks of a section of the text, whose small headings are numbered and listed."""
        number = 0
        for block in blocks:
            number += bool(block.heading)
            told = _NUMBERED.match(block.heading) or not block.heading
            self.block(block, block.heading if told else f"（{chinese_number(number)}）{block.heading}")

    def _table(self, table: Table) -> None:
        self.tables += 1
        upright = self.width == UPRIGHT_MM
        height = UPRIGHT_HEIGHT if upright else WIDE_HEIGHT
        room = Room(self.width, height, TITLES_MM if self.fresh else UNKNOWN * height)
        self.pieces.extend(table_xml(table, f"表{self.tables}　{table.caption}", room))

    def _chart(self, chart: Chart) -> None:
        self.figures += 1
        drawn = list(pictures(chart))
        for part, picture in enumerate(drawn, 1):
            again = f"（{part}/{len(drawn)}）" if len(drawn) > 1 else ""
            self.add(paragraph("Figure", self._picture(picture, f"{chart.title}{again}：{chart.alt}")))
            self.add(paragraph("FigureCaption", words(f"图{self.figures}　{chart.title}{again}")))
        if not drawn:
            self.add(paragraph("ReportText", words(f"{chart.title}：{chart.alt}")))

    def _picture(self, png: bytes, alt: str) -> str:
        key, image = self.document.part.get_or_add_image(BytesIO(png))
        self.images += 1
        across = PICTURE_MM * EMU
        down = across * image.px_height // image.px_width
        size = f'cx="{across}" cy="{down}"'
        named = f'id="{self.images}" name="图{self.images}" descr="{quoted(alt)}"'
        drawing = "http://schemas.openxmlformats.org/drawingml/2006"
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr {named}/><a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
            f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
            f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            f"</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
