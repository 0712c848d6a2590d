"""The report written with a Word template of an organisation's own.

``check_template`` and ``checked_template`` stand in ``template_checks``, the names in ``template_fields``.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docxtpl import DocxTemplate

from jiheng.evaluation.unfit_template import TemplateUnfit
from jiheng.reports.template_checks import checked_template, walked
from jiheng.reports.template_fields import PART_OF, key_of
from jiheng.reports.template_language import TemplateEnvironment
from jiheng.reports.template_places import opened_template
from jiheng.reports.template_values import Value, values_of
from jiheng.reports.template_writing import FIELD, BlockWriter, mended, with_parts, written_down
from jiheng.rules.reporting.content import ReportContent
from jiheng.rules.reporting.templates import Fault


def write_with_template(docx: bytes, content: ReportContent, write: BlockWriter, *, code: str = "") -> bytes:
    """The report in the template; the same content in the same template gives the same bytes.

    ``code`` is what a printed report is verified by. Raises ``TemplateUnfit``.
    """
    known = [one.name for one in content.fields]
    checked, values = checked_template(docx, known), values_of(content, code)
    faults = (*checked.faults, *lacking_fields(checked.fields, content))
    if faults:
        raise TemplateUnfit(faults)
    try:
        document = opened_template(docx)
        written_down(document, walked(document, known).changes)
        return with_parts(_rendered(document, values, content.title), content, write)
    except Exception as error:  # a file broken on purpose fails in many ways; none of them is a report
        raise TemplateUnfit([Fault("整个文件", "写不出报告", "请下载起始模板，把版式移过去后再上传")]) from error


def lacking_fields(names: Sequence[str], content: ReportContent) -> tuple[Fault, ...]:
    """The fields a template uses that this report does not have: told before a version is frozen."""
    values = values_of(content, "")
    return tuple(_not_here(name) for name in names if key_of(name) not in values and name not in PART_OF)


def _not_here(name: str) -> Fault:
    return Fault("整个文件", f"模板里的“{name}”这个项目没有", "请换一份模板，或者改掉这个字段后重新上传")


def _rendered(document: WordDocument, values: Mapping[str, Value], title: str) -> WordDocument:
    """Every field, condition and loop carried out."""
    facts = document.core_properties
    facts.title, facts.author, facts.comments = title, "", ""
    facts.identifier, facts.language, facts.subject = "", "", ""
    template = DocxTemplate(BytesIO())
    template.docx = document
    named = {f"{FIELD}{name}": value for name, value in values.items()}
    template.render({**values, **named}, TemplateEnvironment())
    loose = BytesIO()
    template.docx.save(loose)
    return mended(Document(loose))
