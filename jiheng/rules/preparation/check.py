"""Every rule of the preparation, asked of one preparation."""

from collections.abc import Mapping, Sequence
from datetime import date

from jiheng.rules.agencies.leads import lead_names
from jiheng.rules.basis.catalogue import build_catalogue
from jiheng.rules.basis.checks import check_catalogue
from jiheng.rules.basis.entries import Catalogue
from jiheng.rules.basis.notices import Citation, check_citations
from jiheng.rules.execution.balances import release_balances
from jiheng.rules.execution.checks import check_execution, check_summaries
from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.execution.tables import SummaryRow, summaries
from jiheng.rules.finding import Finding
from jiheng.rules.indicators.checks import check_indicators, indicator_figures
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.communications import check_communications
from jiheng.rules.preparation.floor import check_floor
from jiheng.rules.preparation.people import check_people, engagement_of
from jiheng.rules.preparation.plan import by_item, check_plan, check_requirements_plan
from jiheng.rules.preparation.result import ExecutionResult, PreparationResult, SamplingResult
from jiheng.rules.preparation.rulebooks import check_base_day
from jiheng.rules.preparation.scope import DIRECTIVE, REQUIREMENTS, check_scope
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.rules.preparation.survey_checks import check_surveys
from jiheng.rules.preparation.waivers import of_preparation, said_of
from jiheng.rules.sampling.checks import Sampling, check_sampling
from jiheng.rules.sampling.draw import draw_for
from jiheng.rules.sampling.frame import frame_for, frame_hash
from jiheng.rules.sampling.point_checks import sampling_limits_for
from jiheng.rules.sampling.points import coverage, sample_points
from jiheng.rules.schedule.checks import check_schedule
from jiheng.rules.schedule.table import citations_of, schedule_lines

INSTRUMENT_OF = {"A": REQUIREMENTS, "B": DIRECTIVE}
"""By the letter of its code, the instrument a finding belongs to; others belong to everybody."""

WORKS, SERVICES = "工程", "购买服务"


def check(
    preparation: Preparation,
    book: Rulebook,
    on: date,
    noted: Sequence[Finding] = (),
    *,
    entering_report: bool = False,
) -> PreparationResult:
    """Ask every rule of B-1 to B-14 (and of the other instruments the project chose).

    ``on`` is the day declarations, documents in force and the plan are judged for. ``noted`` are findings from
    reading the workbook. ``entering_report`` asks for actual dates, too.
    """
    project = preparation.project
    catalogue = build_catalogue(preparation.documents, preparation.provisions, on, book)
    tables = summaries(preparation.lines)
    sampled = sampling_result(preparation)
    found = [
        *noted,
        *check_scope(project),
        *check_people(preparation, on, book),
        *check_communications(preparation.communications, project),
        *_basis(preparation, catalogue),
        *_execution(preparation, tables),
        *_schedule(preparation, catalogue, book, entering_report=entering_report),
        *check_sampling(_sampling(preparation), sampling_limits_for(book)),
        *_indicators(preparation, book),
        *check_surveys(preparation, sampled.points.points),
    ]
    found = [one for one in found if is_of(project, one)]
    found += _plan(preparation, found, on, book)
    return PreparationResult(
        catalogue,
        schedule_lines(preparation.schedule, catalogue, project.evaluation_date, book),
        ExecutionResult(release_balances(preparation.releases, preparation.lines), tables),
        sampled,
        indicator_figures(preparation.indicators, preparation.parts, preparation.lines, project, book),
        said_of(found, of_preparation(preparation.waivers)),
        tuple(found),
    )


def is_of(project: Project, finding: Finding) -> bool:
    """Whether a finding counts for the project: codes of an instrument it did not choose say nothing to it."""
    instrument = INSTRUMENT_OF.get(finding.code[2])
    return instrument is None or project.uses(instrument)


def sampling_result(preparation: Preparation) -> SamplingResult:
    """The frame, the draw the plan asks for, and the points with those picked by hand."""
    plan = preparation.sampling
    frame = frame_for(preparation.lines, plan)
    draw = draw_for(plan, frame)
    points = sample_points(plan, frame, draw, preparation.manual_points)
    return SamplingResult(frame, frame_hash(frame), draw, points, coverage(frame, points.points))


def _basis(preparation: Preparation, catalogue: Catalogue) -> list[Finding]:
    leads = lead_names(preparation.team, engagement_of(preparation))
    cited = [
        *citations_of(preparation.schedule),
        *(
            Citation(row.target_document, f"指标“{row.name}”", row.where)
            for row in preparation.indicators
            if row.target_source == "依据"
        ),
    ]
    return [
        *check_catalogue(catalogue, preparation.documents, preparation.provisions, leads=leads),
        *check_citations(cited, catalogue),
    ]


def _execution(preparation: Preparation, tables: Mapping[Dimension, Sequence[SummaryRow]]) -> list[Finding]:
    lines = preparation.lines
    return [*check_execution(preparation.releases, lines), *check_summaries(tables, lines)]


def _schedule(
    preparation: Preparation, catalogue: Catalogue, book: Rulebook, *, entering_report: bool
) -> list[Finding]:
    project = preparation.project
    return check_schedule(
        preparation.schedule,
        preparation.lines,
        catalogue,
        project.evaluation_date,
        book,
        project_types=project.project_types,
        entering_report=entering_report,
    )


def _indicators(preparation: Preparation, book: Rulebook) -> list[Finding]:
    """B-10 and B-11 belong to the directive."""
    project = preparation.project
    if not project.uses(DIRECTIVE):
        return []
    return check_indicators(preparation.indicators, preparation.parts, preparation.lines, project, book)


def _plan(preparation: Preparation, found: Sequence[Finding], on: date, book: Rulebook) -> list[Finding]:
    """The plan as a whole, on what the other rules found."""
    return [
        *check_plan(preparation, by_item(found)),
        *check_requirements_plan(preparation, on, book),
        *check_floor(preparation, book),
        check_base_day(preparation.project, on),
    ]


def _sampling(preparation: Preparation) -> Sampling:
    kinds = preparation.project.project_types
    return Sampling(
        preparation.sampling,
        preparation.lines,
        preparation.manual_points,
        preparation.uncovered,
        works=any(WORKS in kind for kind in kinds),
        services=any(SERVICES in kind for kind in kinds),
    )
