"""Where a finding stands, as a link to the sheet and the row."""

import re
from collections.abc import Iterable
from typing import Final

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html

from jiheng.rules.preparation.result import Said
from jiheng.web.evaluations.report_places import report_address
from jiheng.workbooks.preparation.layout_implementation import ADJUSTMENTS, IMPLEMENTATION_SHEETS
from jiheng.workbooks.preparation.rows import BY_TITLE

register = template.Library()

PLACE: Final = re.compile(r"(?P<sheet>[^ ]+)(?: 第(?P<row>[0-9]+)行| [A-Z]{1,3}(?P<cell>[0-9]+))?")
"""A sheet, a row of it, or a cell of it."""
OF_EVIDENCE: Final = ("E-B23", "W-B19", "E-B27")
SCORED: Final = frozenset(sheet.title for sheet in IMPLEMENTATION_SHEETS)


SHOWN: Final = 3
"""Findings of one code shown one after another before the others are folded."""


@register.filter
def grouped(said: Iterable[Said]) -> list[tuple[list[Said], list[Said]]]:
    """Findings in their order, those of one code together: the first few, and the rest when they are many."""
    groups: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        groups.setdefault((one.finding.code, one.waiver), []).append(one)
    return [(own, []) if len(own) <= SHOWN + 1 else (own[:SHOWN], own[SHOWN:]) for own in groups.values()]


@register.simple_tag(takes_context=True)
def place(context: Context, where: str, code: str = "") -> str:
    """The place in words; a link to it on the pages of the evaluation ``context`` shows, when it is a sheet of it.

    What a ``code`` of evidence says of an indicator is mended where its material is, not in the approved table.
    """
    found, project = PLACE.fullmatch(where), context.get("project")
    if project is not None and (address := report_address(project, where, code)):
        return format_html('<a href="{}">{}</a>', address, where)
    if project is None or found is None:
        return where
    title, row = found["sheet"], found["row"] or found["cell"]
    if title not in BY_TITLE and title not in SCORED:
        return where
    if title == "评价指标" and code.startswith(OF_EVIDENCE):
        return format_html('<a href="{}">{}</a>', reverse("evaluations:scores", args=[project.pk]), where)
    if title == ADJUSTMENTS.title:
        return format_html('<a href="{}">{}</a>', reverse("evaluations:adjustments", args=[project.pk]), where)
    name = "evaluations:sheet" if title in BY_TITLE else "evaluations:implementation-sheet"
    anchor = f"#row-{row}" if row else ""
    return format_html('<a href="{}{}">{}</a>', reverse(name, args=[project.pk, title]), anchor, where)
