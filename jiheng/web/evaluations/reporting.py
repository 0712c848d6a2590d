"""The report as the data stands now, and what its checks say; remembered until anything of it changes."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.utils.timezone import localdate

from jiheng.evaluation.actions.report_versions import FINAL_ACT, MAKING_ACT
from jiheng.evaluation.bond_queries import bond_standing
from jiheng.evaluation.frozen import Broken
from jiheng.evaluation.models import EvaluationProject, ReportKind, ReportVersion
from jiheng.evaluation.queries import last_mark
from jiheng.evaluation.report_queries import content_in, drafts_of
from jiheng.evaluation.report_shapes import amendment_lines, last_run_number, written_report
from jiheng.evaluation.shapes import implementation_of, preparation_of
from jiheng.rules.evidence.analysis_shapes import Problem
from jiheng.rules.exact_json import to_text
from jiheng.rules.finding import Finding
from jiheng.rules.preparation.scope import has_bond_funds
from jiheng.rules.preparation.shapes import Project
from jiheng.rules.reporting.assembling import Material, report_content, report_material
from jiheng.rules.reporting.bonds import report_marks
from jiheng.rules.reporting.checks import check_report, check_score_printed
from jiheng.rules.reporting.content import ReportContent
from jiheng.rules.reporting.differing import Change, changes_between
from jiheng.rules.reporting.grounds import Grounds
from jiheng.rules.reporting.opinion_annex import check_opinions_annexed, opinion_rows
from jiheng.rules.reporting.opinions import check_opinions, evaluated_unit_for
from jiheng.rules.reporting.shapes import Report
from jiheng.rules.reporting.shapes import ReportKind as Kind
from jiheng.rules.sampling.canonical import sha256
from jiheng.web.evaluations.checking import check_of, judged_on
from jiheng.web.evaluations.remembered import remembered
from jiheng.web.evaluations.scoring import scored_of
from jiheng.workbooks.preparation.implementation_editing import placed_implementation
from jiheng.workbooks.preparation.places import placed

OPINIONS: Final = "opinions"
KINDS: Final = {ReportKind.DRAFT: Kind.DRAFT, ReportKind.FINAL: Kind.FINAL}


@dataclass(frozen=True, slots=True)
class Standing:
    """The final report as it would read now, and everything that keeps it from being final."""

    content: ReportContent
    findings: tuple[Finding, ...]
    project: Project
    problems: tuple[Problem, ...]

    @property
    def has_bonds(self) -> bool:
        """Whether bond money is in it, so that the points of 附录D.2 are asked."""
        return has_bond_funds(self.project)


def standing_report(project: EvaluationProject) -> Standing:
    """Made once for a state of the project and its report; the day it is made on is today's."""
    return remembered(project, localdate(), f"report-{last_mark(project)}", lambda: _standing(project))


def barring_final(version: ReportVersion) -> tuple[Finding, ...]:
    """What keeps a 正式稿 from being made now, and a printed score that is not the system's."""
    acts = {MAKING_ACT, FINAL_ACT}
    barring = [one for one in standing_report(version.project).findings if one.blocks and one.act in acts]
    try:
        printed = check_score_printed(content_in(version), material_of(version.project).grounds)
    except Broken:
        return tuple(barring)
    return (*barring, printed) if printed.blocks else tuple(barring)


def report_now(project: EvaluationProject, kind: ReportKind, number: int, made_on: date) -> ReportContent:
    """The report of a kind as the data stands, under the number and the day it is to have."""
    content = standing_report(project).content
    annexes = content.annexes
    if kind == ReportKind.DRAFT:
        annexes = tuple(one for one in annexes if one.key != OPINIONS)
    return replace(content, kind=KINDS[kind], number=number, made_on=made_on, annexes=annexes)


def current_of(version: ReportVersion) -> ReportContent:
    """What a version would hold if it were made now."""
    frozen = content_in(version)
    return report_now(version.project, ReportKind(version.kind), version.number, frozen.made_on)


def moved_since(version: ReportVersion) -> tuple[Change, ...]:
    """What differs between a version and the data as it stands now: empty while the version is current."""
    return changes_between(content_in(version), current_of(version))


def current_content(version: ReportVersion) -> str:
    """The hash a version would have if it were made now, with its number and day: its own while nothing moved.

    Blank when what was frozen can no longer be read: nothing signed of it stands.
    """
    try:
        return sha256(to_text(current_of(version))) if moved_since(version) else version.content
    except Broken:
        return ""


def material_of(project: EvaluationProject) -> Material:
    """What the data gives a report, whatever is written, asked and signed of it."""
    return remembered(project, localdate(), "report-material", lambda: report_material(_grounds(project)))


def _grounds(project: EvaluationProject) -> Grounds:
    preparation = placed(preparation_of(project))
    return Grounds(
        preparation=preparation,
        given=placed_implementation(implementation_of(project)),
        checked=check_of(preparation, judged_on(preparation), entering_report=True),
        scored=scored_of(project),
        report=Report(),
        run=last_run_number(project),
        amendments=amendment_lines(project),
        marks=report_marks(preparation.project),
    )


def _standing(project: EvaluationProject) -> Standing:
    bonds, report, material = bond_standing(project, localdate()), written_report(project), material_of(project)
    grounds = replace(material.grounds, report=report, bonds=bonds.table, opinions=opinion_rows(report))
    content = report_content(replace(material, grounds=grounds), Kind.FINAL, 1, localdate())
    said = (*_of_opinions(grounds, content), *bonds.said)
    findings = check_report(grounds, content, drafts_of(project).count(), said)
    return Standing(content, findings, grounds.project, grounds.given.problems)


def _of_opinions(grounds: Grounds, content: ReportContent) -> list[Finding]:
    """What the rules about 征求意见 say, its annex among them."""
    report, project = grounds.report, grounds.project
    unit = evaluated_unit_for(project.department, project.implementing_unit)
    annexed = [one for one in content.annexes if one.key == OPINIONS]
    rows = [row for one in annexed for block in one.blocks if block.table for row in block.table.rows]
    return [
        *check_opinions(unit, report.sendings, report.opinions, localdate()),
        *check_opinions_annexed(report.opinions, report.sendings, rows),
    ]
