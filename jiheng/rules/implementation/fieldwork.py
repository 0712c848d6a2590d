"""The field work of an evaluation as its rules read it: what was entered, joined with what the project is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from jiheng.rules.clause import clause
from jiheng.rules.evidence.analysis_shapes import Summary, SummaryTable
from jiheng.rules.evidence.check import Fieldwork, check_analysed, check_gathered
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem, UnprovidedDeduction
from jiheng.rules.evidence.shapes import IndicatorLine, Material, ProjectTraits
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.implementation.shapes import Implementation
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.people import units_involved
from jiheng.rules.preparation.scope import DIRECTIVE
from jiheng.rules.preparation.shapes import Preparation, Project


@clause("cq2023-7/15", "cq2023-7/24", "cq2023-7/25")
def check_fieldwork(preparation: Preparation, given: Implementation, book: Rulebook, on: date) -> tuple[Finding, ...]:
    """Everything asked of gathering and analysing that failed, as it stands on the day; each once.

    The deductions of 第十六条 are asked for when scores are made.
    """
    if not preparation.project.uses(DIRECTIVE):
        return ()
    work = replace(fieldwork_of(preparation, given), deductions=())
    found = [*check_gathered(work, book, on), *check_analysed(work, book, on)]
    return tuple(dict.fromkeys(each for each in found if each.outcome is Outcome.FAILED))


def fieldwork_of(preparation: Preparation, given: Implementation) -> Fieldwork:
    """Everything gathered. Material speaks for the indicators of its own line and of 资料对应."""
    project = preparation.project
    return Fieldwork(
        traits=traits_of(project),
        evaluated_unit=project.department,
        units=units_involved(project),
        materials=linked_materials(given),
        unused_ways={each.way: each.reason for each in given.way_notes},
        notices=notices_of(given),
        reminders=given.reminders,
        deductions=deductions_of(given),
        kind_notes=given.kind_notes,
        views=given.views,
        indicators=tuple(
            IndicatorLine(each.code, each.name, each.level1, each.where) for each in preparation.indicators
        ),
        other_proofs={each.indicator.strip(): each.proved_by for each in given.proof_notes},
        site_visits=given.site_visits,
        visits=given.visits,
        methods=given.methods,
        comparisons=given.comparisons,
        problems=given.problems,
        summaries=summaries_of(preparation),
        consultations=given.consultations,
        declarations=preparation.declarations,
    )


def traits_of(project: Project) -> ProjectTraits:
    """What the project sheet says of the project."""
    return ProjectTraits(
        code=project.code,
        types=project.project_types,
        has_procurement=project.has_procurement,
        has_acceptance=project.has_acceptance,
        has_subsidy=project.has_subsidy,
        has_site=project.has_site,
        is_guidance=project.is_guidance,
        subsidises_people=project.subsidises_people,
        approved_above=project.approved_above,
        concerns_policy=project.concerns_policy,
        same_unit=project.same_unit,
        where=project.where,
    )


def linked_materials(given: Implementation) -> tuple[Material, ...]:
    """The list of materials, each with every indicator it speaks for."""
    uses: dict[str, list[str]] = {}
    for each in given.uses:
        uses.setdefault(each.material.strip(), []).append(each.indicator.strip())
    return tuple(
        replace(one, indicators=tuple(dict.fromkeys((*one.indicators, *uses[number]))))
        if (number := one.number.strip()) in uses
        else one
        for one in given.materials
    )


def notices_of(given: Implementation) -> tuple[Notice, ...]:
    """The notices, each with what it asks for."""
    items: dict[str, list[NoticeItem]] = {}
    for each in given.notice_items:
        items.setdefault(each.notice.strip(), []).append(each)
    return tuple(replace(one, items=tuple(items.get(one.number.strip(), ()))) for one in given.notices)


def deductions_of(given: Implementation) -> tuple[UnprovidedDeduction, ...]:
    """Points taken off because the unit did not hand something in."""
    return tuple(
        UnprovidedDeduction(each.indicator, each.unprovided, each.decided_on, each.where)
        for each in given.decisions
        if each.unprovided.strip()
    )


def summaries_of(preparation: Preparation) -> tuple[Summary, ...]:
    """The tables summed up.

    Reading taken: a table with rows is summed up, because its sums are made anew from the rows whenever it is shown
    or written, and so never out of date.
    """
    held: Sequence[tuple[SummaryTable, bool]] = (
        (SummaryTable.POINTS, bool(preparation.point_values)),
        (SummaryTable.EXECUTION, bool(preparation.lines)),
        (SummaryTable.SCHEDULE, bool(preparation.schedule)),
    )
    return tuple(Summary(table) for table, there in held if there)
