"""What the pages of a report show: how far it is written, its versions with what moved since, its differences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from jiheng.evaluation.frozen import Broken
from jiheng.evaluation.models import (
    EvaluationProject,
    Phase,
    PlanStatus,
    ReportKind,
    ReportVersion,
    VersionState,
)
from jiheng.evaluation.report_queries import report_versions
from jiheng.orgs.duties import Capability
from jiheng.rules.preparation.result import Said
from jiheng.rules.reporting.differing import Change, ChangeKind
from jiheng.rules.reporting.outline import OutlineItem, OutlineSection, outline_for
from jiheng.rules.reporting.shapes import Report, ReportText
from jiheng.web.evaluations.report_next import next_step
from jiheng.web.evaluations.report_template_views import template_choice
from jiheng.web.evaluations.report_way import way_of
from jiheng.web.evaluations.reporting import Standing, moved_since, standing_report
from jiheng.web.evaluations.views import LISTING
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

TITLE: Final = "评价报告"
KEPT_WHOLE: Final = 20_000
"""Texts longer than this are told apart as a whole, not sign by sign."""


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section of the outline: how many of its sub-items are written, and what they are."""

    section: OutlineSection
    ticks: tuple[tuple[OutlineItem, bool], ...]
    lacking: bool = False
    """Whether something that is put in by the system has nothing to be made of yet."""

    @property
    def asked(self) -> int:
        return len(self.ticks)

    @property
    def written(self) -> int:
        return sum(done for _, done in self.ticks)

    @property
    def light(self) -> tuple[str, str]:
        if not self.ticks:
            return ("wait", "未选好") if self.lacking else ("green", "系统生成")
        return ("green", "已写完") if self.written == self.asked else ("wait" if self.written else "none", "未写完")


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version as the list shows it. ``moved`` is how much differs from the data as it stands now.

    ``fault`` is why what was frozen cannot be read.
    """

    version: ReportVersion
    moved: int | None
    fault: str = ""

    @property
    def light(self) -> tuple[str, str]:
        if self.fault:
            return "red", "内容读不出来"
        if self.version.state == VersionState.READY:
            return ("yellow", "已有改动") if self.moved else ("green", "没有改动")
        return ("run", "生成中") if self.version.job and self.version.job.is_open else ("red", "生成中断")

    @property
    def word(self) -> str:
        """How its address calls its kind."""
        return self.version.kind


@dataclass(frozen=True, slots=True)
class Shown:
    """A change with its prose sign by sign: runs of text with ``same``, ``gone`` or ``new``."""

    change: Change
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]


def trail_of(project: EvaluationProject, *steps: TrailStep) -> list[TrailStep]:
    """Where a page of the report stands."""
    address = f"/evaluations/{project.pk}/"
    home = TrailStep(TITLE, f"{address}report/") if steps else TrailStep(TITLE)
    return [LISTING, TrailStep(project.name, address), home, *steps]


def is_written(item: OutlineItem, text: ReportText | None) -> bool:
    return bool(text and (text.text.strip() or (text.absent and item.absent)))


def section_lines(project: EvaluationProject, report: Report, standing: Standing) -> list[SectionLine]:
    """Every section of the outline with its ticks."""
    texts = {one.item: one for one in report.texts}
    barred = {one.where for one in standing.findings if one.blocks}
    return [
        SectionLine(
            section,
            tuple((item, is_written(item, texts.get(item.key))) for item in section.items if item.asks),
            f"{section.part.label}“{section.title}”" in barred,
        )
        for section in outline_for(standing.project).sections
    ]


def version_lines(project: EvaluationProject) -> list[VersionLine]:
    """Every version; only the latest of each kind is laid beside the data, the others are past.

    A 征求意见稿 is past as well once the 正式稿 made of it is there.
    """
    lines: list[VersionLine] = []
    seen: set[str] = set()
    for version in report_versions(project):
        latest = version.state == VersionState.READY and not {version.kind, ReportKind.FINAL} & seen
        seen |= {version.kind} if version.state == VersionState.READY else set()
        lines.append(_line(version, latest=latest))
    return lines


def _line(version: ReportVersion, *, latest: bool) -> VersionLine:
    if not latest:
        return VersionLine(version, None)
    try:
        return VersionLine(version, len(moved_since(version)))
    except Broken as fault:
        return VersionLine(version, None, str(fault))


def may_write(request: MemberRequest, project: EvaluationProject) -> bool:
    """Whether the member may write the report now."""
    return request.member.may(Capability.EVALUATION_EDIT) and project.plan_status == PlanStatus.APPROVED


def home_context(request: MemberRequest, project: EvaluationProject, report: Report) -> dict[str, Any]:
    """The report at a glance."""
    standing = standing_report(project)
    editable = may_write(request, project)
    barring = [one for one in standing.findings if one.blocks]
    versions = version_lines(project)
    return {
        "project": project,
        "editable": editable,
        "makes": editable and project.phase == Phase.REPORT,
        "sections": section_lines(project, report, standing),
        "report": report,
        "problems": standing.problems,
        "versions": versions,
        "next": next_step(project, report, [(one.version, one.moved) for one in versions], len(barring)),
        "said": [Said(one) for one in standing.findings],
        "barring": len(barring),
        "barring_draft": [one for one in barring if one.act == "出稿"],
        "choice": template_choice(request, project),
        "way": way_of(project, report, bonds=standing.has_bonds),
        "trail": trail_of(project),
    }


def shown_changes(changes: Sequence[Change]) -> list[Shown]:
    """Each change with what was taken out and what came in."""
    return [Shown(one, *_runs(one)) for one in changes]


def _runs(one: Change) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    if one.kind is not ChangeKind.PROSE or len(one.before) + len(one.after) > KEPT_WHOLE:
        return (("same", one.before),), (("same", one.after),)
    return tuple(_side(one, old=True)), tuple(_side(one, old=False))


def _side(one: Change, *, old: bool) -> Iterator[tuple[str, str]]:
    for kind, start, end, new_start, new_end in SequenceMatcher(
        None, one.before, one.after, autojunk=False
    ).get_opcodes():
        text = one.before[start:end] if old else one.after[new_start:new_end]
        if text:
            yield ("same" if kind == "equal" else "gone" if old else "new"), text
