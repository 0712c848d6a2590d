"""Everything asked of the field work of an evaluation, clause by clause (第十五条至第二十五条)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from jiheng.rules.agencies.shapes import Declaration
from jiheng.rules.clause import clause
from jiheng.rules.evidence.analysis import (
    check_comparisons,
    check_methods,
    check_policy,
    check_problems,
    check_summaries_made,
    least_methods_for,
)
from jiheng.rules.evidence.analysis_shapes import ComparisonNote, MethodUse, Problem, Summary
from jiheng.rules.evidence.consultation import check_consultations
from jiheng.rules.evidence.management_sides import check_sides
from jiheng.rules.evidence.materials import check_materials, check_ways
from jiheng.rules.evidence.nine_kinds import check_nine_kinds
from jiheng.rules.evidence.request_shapes import Notice, Reminder, UnprovidedDeduction
from jiheng.rules.evidence.requests import check_deductions, check_notices, check_reminded, notice_clauses_for
from jiheng.rules.evidence.shapes import (
    IndicatorLine,
    KindNote,
    ManagementView,
    Material,
    ObtainMethod,
    ProjectTraits,
)
from jiheng.rules.evidence.site_visits import SITE_VISITS, check_results_seen, check_site, least_photos_for
from jiheng.rules.evidence.visit_shapes import Consultation, SiteVisit, Visit
from jiheng.rules.evidence.visits import VISITS, check_visits
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook

WAYS, SIDES, METHODS, COMPARISONS = "取得方式说明", "管理情况查看", "分析方法", "比较分析"
"""The sheets where something that is missing altogether is entered."""


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """All that was gathered. ``evaluated_unit`` and ``units`` are names; reasons go by way and by indicator."""

    traits: ProjectTraits
    evaluated_unit: str = ""
    units: tuple[str, ...] = ()
    materials: tuple[Material, ...] = ()
    unused_ways: Mapping[ObtainMethod, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    deductions: tuple[UnprovidedDeduction, ...] = ()
    kind_notes: tuple[KindNote, ...] = ()
    views: tuple[ManagementView, ...] = ()
    indicators: tuple[IndicatorLine, ...] = ()
    other_proofs: Mapping[str, str] = field(default_factory=dict)
    site_visits: tuple[SiteVisit, ...] = ()
    visits: tuple[Visit, ...] = ()
    methods: tuple[MethodUse, ...] = ()
    comparisons: tuple[ComparisonNote, ...] = ()
    problems: tuple[Problem, ...] = ()
    summaries: tuple[Summary, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    declarations: tuple[Declaration, ...] = ()


@clause("cq2023-7/15", "cq2023-7/16", "cq2023-7/17", "cq2023-7/18", "cq2023-7/19", "cq2023-7/20", "cq2023-7/21")
def check_gathered(work: Fieldwork, book: Rulebook, on: date) -> list[Finding]:
    """What was asked for, looked at and heard, and the list of materials, as they stand on the day."""
    traits = work.traits
    return [
        check_ways(work.materials, work.unused_ways, WAYS),
        *check_notices(work.notices, notice_clauses_for(book)),
        *check_reminded(work.notices, work.reminders, work.evaluated_unit, on),
        *check_deductions(work.deductions, work.notices, on),
        *check_nine_kinds(work.materials, work.kind_notes, traits),
        *check_sides(work.views, same_unit=traits.same_unit, where=SIDES),
        *check_results_seen(work.indicators, work.materials, work.other_proofs, SITE_VISITS),
        *check_site(traits, work.site_visits, work.materials, least_photos_for(book)),
        *check_visits(work.visits, traits, VISITS),
        *check_materials(work.materials),
    ]


@clause("cq2023-7/24", "cq2023-7/25")
def check_analysed(work: Fieldwork, book: Rulebook, on: date) -> list[Finding]:
    """What was made of it: problems, methods, comparisons, summed-up tables and experts asked."""
    return [
        *check_problems(work.problems),
        check_methods(work.methods, least_methods_for(book), METHODS),
        check_comparisons(work.comparisons, work.problems, COMPARISONS),
        check_policy(work.comparisons, work.traits, COMPARISONS),
        *check_summaries_made(work.summaries),
        *check_consultations(work.consultations, work.declarations, work.units, on),
    ]
