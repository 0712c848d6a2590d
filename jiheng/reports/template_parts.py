"""Parts of the report put into a document of strangers: what was written on an official page moves over whole.

Styles are matched by name or brought along, pictures and charts come with their files, wide pages keep the header,
the footer and the margins of the template.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import count
from typing import Final

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from lxml.etree import XPath, tostring

from jiheng.reports.template_places import PARAGRAPH, Element, text_of

STYLED: Final = {qn("w:pStyle"): "paragraph", qn("w:rStyle"): "character", qn("w:tblStyle"): "table"}
LINKED: Final = tuple(qn(f"w:{name}") for name in ("basedOn", "next", "link"))
RELATIONS: Final = f"{{{nsmap['r']}}}"
BODY_STYLE: Final = "绩衡正文"
VALUE: Final = qn("w:val")
DECLARED: Final = re.compile(r' xmlns:(\w+)="([^"]*)"')
MARKS: Final = tuple(qn(f"w:{name}") for name in ("bookmarkStart", "bookmarkEnd", "hyperlink"))
NAMES: Final = {name: nsmap[name] for name in ("w", "r")}
UNSTYLED: Final = XPath("descendant-or-self::w:p[not(w:pPr/w:pStyle)]", namespaces=NAMES)
LINKING: Final = XPath("descendant-or-self::*[@r:*]", namespaces=NAMES)
SECTION: Final = qn("w:sectPr")
ON_NEW_PAGE: Final = qn("w:uri")
"""Set on a marker whose paragraph began a page."""


class Mover:
    """Moves what stands in ``source`` into ``target``; ``number`` tells the marks of one part from another's."""

    def __init__(self, source: WordDocument, target: WordDocument, number: int) -> None:
        self.source, self.target, self.number = source, target, number
        self.styles: dict[str, str] = {}
        self.counting: set[str] = set()
        self.relations: dict[str, str] = {}

    def put(self, marker: Element) -> None:
        """Make everything ready to stand in place of ``marker``, and the pages around it with it."""
        governing = section_after(marker, self.target)
        self._end_open()
        elements = self.elements
        first = elements[0] if elements and elements[0].tag == PARAGRAPH else None
        if marker.get(ON_NEW_PAGE) and first is not None and next(first.iter(SECTION), None) is None:
            first.get_or_add_pPr().get_or_add_pageBreakBefore()
        for element in elements:
            self._fit(element)
        self._turn_pages(elements, governing, marker)

    @property
    def elements(self) -> list[Element]:
        return [one for one in self.source.element.body if one.tag != SECTION]

    def written(self, known: Mapping[str, str]) -> Iterator[bytes]:
        """The XML of every element in turn, without the namespaces that are ``known`` where it will stand.

        Text and not elements: a table of thousands of rows is moved between two trees in minutes.
        """

        def told(declared: re.Match[str]) -> str:
            return "" if known.get(declared[1]) == declared[2] else declared[0]

        for element in self.elements:
            xml = tostring(element, encoding="unicode", with_tail=False)
            end = xml.index(">")
            yield (DECLARED.sub(told, xml[:end]) + xml[end:]).encode()

    def _fit(self, element: Element) -> None:
        plain = self._plain_style()
        for paragraph in UNSTYLED(element):
            paragraph.get_or_add_pPr().get_or_add_pStyle().set(VALUE, plain)
        for styled in element.iter(*STYLED):
            styled.set(VALUE, self._style(styled.get(VALUE), STYLED[styled.tag]))
            if styled.get(VALUE) in self.counting:
                _without_numbers(styled.getparent())
        for linked in LINKING(element):
            for name, value in linked.attrib.items():
                if name.startswith(RELATIONS):
                    linked.set(name, self._relation(value))
        for mark in element.iter(*MARKS):
            for name in (qn("w:id"), qn("w:name"), qn("w:anchor")):
                if mark.get(name):
                    mark.set(name, f"{mark.get(name)}{self.number:03d}")

    def _style(self, number: str, kind: str) -> str:
        """The target's style for one of the source's: the one of that name, or the same brought along."""
        if number in self.styles or number == self.styles.get(BODY_STYLE):
            return self.styles.get(number, number)
        found = _style_by(self.source, "styleId", number)
        if found is None:
            return number
        if kind == "paragraph" and found.get(qn("w:default")):
            return self._plain_style()
        standing = _named(self.target, found.find(qn("w:name")).get(VALUE), kind)
        if standing is None:
            return self._bring(found, number, kind)
        self.styles[number] = own = str(standing.get(qn("w:styleId")))
        if next(standing.iter(qn("w:numPr")), None) is not None:
            self.counting.add(own)
        return own

    def _bring(self, style: Element, number: str, kind: str) -> str:
        """Copy a style with those it stands on."""
        own = _free(self.target, number)
        self.styles[number] = own
        brought = deepcopy(style)
        brought.set(qn("w:styleId"), own)
        brought.attrib.pop(qn("w:default"), None)
        self.target.styles.element.append(brought)
        for link in [one for one in brought if one.tag in LINKED]:
            linked = "character" if link.tag == qn("w:link") and kind == "paragraph" else kind
            link.set(VALUE, self._style(link.get(VALUE), linked))
        return own

    def _plain_style(self) -> str:
        """The style of paragraphs that have none: the official page's, not the plain text of the template."""
        if BODY_STYLE in self.styles:
            return self.styles[BODY_STYLE]
        standing = _named(self.target, BODY_STYLE, "paragraph")
        if standing is not None:
            self.styles[BODY_STYLE] = str(standing.get(qn("w:styleId")))
            return self.styles[BODY_STYLE]
        number = self.styles[BODY_STYLE] = _free(self.target, "JihengBody")
        style = OxmlElement("w:style")
        for name, value in (("w:type", "paragraph"), ("w:customStyle", "1"), ("w:styleId", number)):
            style.set(qn(name), value)
        named = OxmlElement("w:name")
        named.set(VALUE, BODY_STYLE)
        style.append(named)
        for properties in ("w:pPr", "w:rPr"):
            merged = _merged(self.source, self.source.styles["Normal"].element, properties)
            if merged is not None:
                style.append(merged)
        self.target.styles.element.append(style)
        return number

    def _relation(self, number: str) -> str:
        if number not in self.relations:
            known = self.source.part.rels.get(number)
            if known is None:
                return number
            aim = known.target_ref if known.is_external else _renamed(known.target_part, self.target)
            self.relations[number] = self.target.part.relate_to(aim, known.reltype, is_external=known.is_external)
        return self.relations[number]

    def _end_open(self) -> None:
        """A break that ends the last pages becomes the end of the source itself: nothing stands behind it."""
        end = self.source.element.body.find(SECTION)
        last = end.getprevious()
        broken = last.find(f"{qn('w:pPr')}/{SECTION}") if last is not None and last.tag == PARAGRAPH else None
        if broken is not None and not text_of(last)[0]:
            end.getparent().replace(end, broken)
            last.getparent().remove(last)

    def _turn_pages(self, elements: list[Element], governing: Element, marker: Element) -> None:
        """Breaks between upright and wide pages become those of the template's own page, counted on."""
        end = self.source.element.body.find(SECTION)
        breaks = [one for element in elements for one in element.iter(SECTION)]
        for one in breaks:
            one.getparent().replace(one, _page_like(governing, wide=_is_wide(one), first=one is breaks[0]))
        if not breaks:
            return
        at_the_end = marker.getnext() is governing
        if _is_wide(end) and not at_the_end:
            last = OxmlElement("w:p")
            last.get_or_add_pPr().append(_page_like(governing, wide=True, first=False))
            end.addprevious(last)
        other = _page_like(governing, wide=_is_wide(end) and at_the_end, first=False)
        governing.getparent().replace(governing, other)


def section_after(marker: Element, document: WordDocument) -> Element:
    """The properties of the pages a place stands on: those of the next break, or of the document's end."""
    at = marker
    while at is not None:
        at = at.getnext()
        if at is not None and at.tag == SECTION:
            return at
        found = next(at.iter(SECTION), None) if at is not None and at.tag == PARAGRAPH else None
        if found is not None:
            return found
    return document.element.body.get_or_add_sectPr()


def _page_like(section: Element, *, wide: bool, first: bool) -> Element:
    """The template's page turned as needed; only the first one begins to count and has a first page of its own."""
    like = deepcopy(section)
    for name in ("w:type", *(() if first else ("w:pgNumType", "w:titlePg"))):
        found = like.find(qn(name))
        if found is not None:
            like.remove(found)
    size = like.find(qn("w:pgSz"))
    if size is None:
        return like
    sides = sorted(int(size.get(qn(f"w:{name}"), "0")) for name in ("w", "h"))
    across, down = (sides[1], sides[0]) if wide else (sides[0], sides[1])
    size.set(qn("w:w"), str(across))
    size.set(qn("w:h"), str(down))
    size.attrib.pop(qn("w:orient"), None)
    if wide:
        size.set(qn("w:orient"), "landscape")
    return like


def _is_wide(section: Element) -> bool:
    size = section.find(qn("w:pgSz"))
    return size is not None and size.get(qn("w:orient")) == "landscape"


def _without_numbers(properties: Element) -> None:
    """A heading brings its number in its text; one the template counts by itself would come on top."""
    if properties.numPr is None:
        numbers = properties.get_or_add_numPr()
        numbers.get_or_add_numId().val = 0


def _style_by(document: WordDocument, attribute: str, value: str) -> Element | None:
    styles = document.styles.element.iterchildren(qn("w:style"))
    return next((one for one in styles if one.get(qn(f"w:{attribute}")) == value), None)


def _named(document: WordDocument, name: str, kind: str) -> Element | None:
    for one in document.styles.element.iterchildren(qn("w:style")):
        called = one.find(qn("w:name"))
        if called is not None and called.get(VALUE, "").lower() == name.lower() and one.get(qn("w:type")) == kind:
            return one
    return None


def _free(document: WordDocument, number: str) -> str:
    candidates = (number, *(f"{number}{n}" for n in range(1, 1000)))
    return next(one for one in candidates if _style_by(document, "styleId", one) is None)


def _merged(document: WordDocument, normal: Element, properties: str) -> Element | None:
    """What a document sets for every paragraph or run, and its plain style over it."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn(properties + 'Default')}/{qn(properties)}")
    own = normal.find(qn(properties))
    if defaults is None or own is None:
        found = own if own is not None else defaults
        return deepcopy(found) if found is not None else None
    merged = deepcopy(own)
    set_already = {one.tag for one in merged}
    for one in defaults:
        if one.tag not in set_already:
            merged.append(deepcopy(one))
    return merged


def _renamed(part: Part, target: WordDocument) -> Part:
    """Give a picture or chart, and what belongs to it, a name nothing in the target has."""
    taken = {str(one.partname) for one in target.part.package.iter_parts()}
    waiting, seen = [part], set()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        folder, ext = str(one.partname).rpartition("/")[0], one.partname.ext
        name = next(name for n in count(1) if (name := f"{folder}/jiheng{n}.{ext}") not in taken)
        taken.add(name)
        one.partname = PackURI(name)
        waiting.extend(relation.target_part for relation in one.rels.values() if not relation.is_external)
    return part
