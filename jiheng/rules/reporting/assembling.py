"""The whole report put together: cover, abstract, body, annexes, and every live field it was filled from."""

from datetime import date

from jiheng.rules.clause import clause
from jiheng.rules.reporting.annexes import annexes_of
from jiheng.rules.reporting.content import ReportContent
from jiheng.rules.reporting.grounds import Grounds
from jiheng.rules.reporting.live_fields import live_fields
from jiheng.rules.reporting.outline import ReportPart, outline_for
from jiheng.rules.reporting.prose import values_of
from jiheng.rules.reporting.sections import sections_of
from jiheng.rules.reporting.shapes import ReportKind

TITLE = "绩效评价报告"


@clause("cq2023-7/29", "cq2023-7/30", "cq2023-7/31", "cq2023-7/32")
def report_content(grounds: Grounds, kind: ReportKind, number: int, made_on: date) -> ReportContent:
    """The report of a kind as the data stands; ``number`` counts the versions of the kind."""
    project, outline = grounds.project, outline_for(grounds.project)
    fields = live_fields(grounds)
    values = values_of(fields)
    return ReportContent(
        title=project.name if project.name.endswith(TITLE) else f"{project.name}{TITLE}",
        kind=kind,
        number=number,
        project=project.name,
        code=project.code,
        units=grounds.units,
        agency=project.agency,
        leads=grounds.leads,
        made_on=made_on,
        run=grounds.run,
        marks=grounds.marks,
        abstract=sections_of(ReportPart.ABSTRACT, outline, grounds, values),
        body=sections_of(ReportPart.BODY, outline, grounds, values),
        annexes=annexes_of(grounds, final=kind is ReportKind.FINAL),
        fields=fields,
    )
