"""Where a finding about a report is mended: the sub-item, the page of advice, that of opinions, that of bonds."""

import re
from typing import Final

from django.urls import reverse

from jiheng.evaluation.models import EvaluationProject
from jiheng.rules.reporting.checks import place_of
from jiheng.rules.reporting.outline import outline_under

_SECTION: Final = re.compile(r"(摘要|正文)“(?P<title>[^”]+)”.*")
PAGES: Final = (
    (("E-B33-3",), ""),
    (("E-B33", "W-B33", "W-O-"), "evaluations:report-opinions"),
    (("W-D2",), "evaluations:bonds"),
    (("E-B30-2", "W-W-04"), "evaluations:report-advice"),
    (("E-W-05",), "evaluations:scores"),
)
"""Beginnings of codes and the page each is mended on."""


def report_address(project: EvaluationProject, where: str, code: str) -> str:
    """The address, empty for what is said of the report as a whole and of other things."""
    for begun, name in PAGES:
        if code.startswith(begun):
            return reverse(name, args=[project.pk]) if name else ""
    if where.startswith("建议"):
        return reverse("evaluations:report-advice", args=[project.pk])
    if not _SECTION.fullmatch(where):
        return ""
    for section, item in outline_under(project.instrument).items:
        if item.asks and where == place_of(section, item):
            return f"{reverse('evaluations:report-section', args=[project.pk, section.key])}#{item.key}-title"
    return reverse("evaluations:report-advice", args=[project.pk])
