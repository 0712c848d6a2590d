"""Whether a Word file can serve as a report template, told fault by fault."""

from collections.abc import Iterable
from typing import Final

from docx.document import Document as WordDocument

from jiheng.reports.template_fields import REPORT_FIELDS
from jiheng.reports.template_places import TEXT, NotWord, margins_of, notes_of, opened_template
from jiheng.reports.template_tags import LOOSE
from jiheng.reports.template_walk import Walk
from jiheng.rules.reporting.templates import CheckedTemplate, Fault

NOT_IN_THE_TEXT: Final = "有标记写进了域代码、超链接或者图片的说明里"


def check_template(docx: bytes, known: Iterable[str] = ()) -> tuple[Fault, ...]:
    """Everything wrong with a template. ``known`` are names of live fields beside those every report has."""
    return checked_template(docx, known).faults


def checked_template(docx: bytes, known: Iterable[str] = ()) -> CheckedTemplate:
    """The fields a template uses, and everything wrong with it."""
    try:
        document = opened_template(docx)
        walk = walked(document, known)
    except NotWord as refusal:
        return CheckedTemplate((), (Fault("整个文件", "不能作为模板", f"{refusal}"),))
    faults = (*walk.faults, *_out_of_the_text(document))
    if not faults and not walk.used:
        faults = (Fault("整个文件", "没有用到任何字段", "请至少放入“{{报告标题}}”“{{正文}}”这样的字段"),)
    return CheckedTemplate(tuple(walk.used), faults)


def walked(document: WordDocument, known: Iterable[str]) -> Walk:
    """The template read from top to bottom."""
    walk = Walk((*(one.name for one in REPORT_FIELDS), *known))
    try:
        walk.document(document)
    except RecursionError:
        raise NotWord("表格套得太深") from None
    return walk


def _out_of_the_text(document: WordDocument) -> Iterable[Fault]:
    todo = "请把字段写在普通的文字里"
    for name, xml in notes_of(document):
        if LOOSE.search(xml):
            yield Fault(name, "这里不能写字段", "请移到正文里")
    for name, root in (("正文", document.element.body), *margins_of(document)):
        for element in root.iter():
            hidden = element.text if element.tag != TEXT and not len(element) else ""
            if any(LOOSE.search(said) for said in (hidden or "", *element.attrib.values())):
                yield Fault(name, NOT_IN_THE_TEXT, todo)
                break
