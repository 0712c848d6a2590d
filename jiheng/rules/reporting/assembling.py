"""The whole report put together: cover, abstract, body, annexes, and every live field it was filled from.

What the data of an evaluation gives is worked out apart from what is written of it: the detail table may have
200,000 lines, and nothing of them changes while people write.
"""

from dataclasses import dataclass, replace
from datetime import date

from jiheng.rules.clause import clause
from jiheng.rules.reporting.annexes import annexes_of, further_annexes
from jiheng.rules.reporting.content import Annex, LiveField, ReportContent
from jiheng.rules.reporting.grounds import Grounds
from jiheng.rules.reporting.live_fields import live_fields
from jiheng.rules.reporting.outline import ReportPart, outline_for
from jiheng.rules.reporting.prose import values_of
from jiheng.rules.reporting.sections import sections_of
from jiheng.rules.reporting.shapes import ReportKind
from jiheng.rules.sampling.frame import Frame

TITLE = "绩效评价报告"


@dataclass(frozen=True, slots=True)
class Material:
    """What the data gives a report: ``grounds`` without the rows that stand in ``annexes`` already."""

    grounds: Grounds
    fields: tuple[LiveField, ...]
    annexes: tuple[Annex, ...]


@clause("cq2023-7/31", "cq2023-7/32")
def report_material(grounds: Grounds) -> Material:
    """Fields and annexes worked out once for all that is written and asked of them."""
    return Material(_light(grounds), live_fields(grounds), annexes_of(grounds))


def _light(grounds: Grounds) -> Grounds:
    """The grounds without the detail table, the base information and the frame of all units."""
    sampling = grounds.checked.sampling
    frame = Frame(sampling.frame.dimensions, (), (), sampling.frame.total, {})
    checked = replace(grounds.checked, sampling=replace(sampling, frame=frame))
    return replace(grounds, preparation=replace(grounds.preparation, lines=(), point_values=()), checked=checked)


@clause("cq2023-7/29", "cq2023-7/30", "cq2023-7/31", "cq2023-7/32")
def report_content(material: Material, kind: ReportKind, number: int, made_on: date) -> ReportContent:
    """The report of a kind as the data stands; ``number`` counts the versions of the kind."""
    grounds, project = material.grounds, material.grounds.project
    outline, values = outline_for(project), values_of(material.fields)
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
        annexes=(*material.annexes, *further_annexes(grounds, final=kind is ReportKind.FINAL)),
        fields=material.fields,
    )
