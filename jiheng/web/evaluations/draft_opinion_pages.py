"""What the evaluators' pages of 征求意见 show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.timezone import localdate

from jiheng.evaluation.actions.report_opinions import Decided
from jiheng.evaluation.models import EvaluationProject, Phase, ReportOpinion, ReportSending
from jiheng.evaluation.opinion_queries import is_closed, opinions_in, sendings_in
from jiheng.evaluation.report_queries import drafts_of
from jiheng.evaluation.report_shapes import numbered_opinions, sending_of
from jiheng.orgs.duties import Capability
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.reporting.opinion_annex import opinion_rows
from jiheng.rules.reporting.opinions import (
    SendingState,
    check_opinions,
    evaluated_unit_for,
    opinion_days_for,
    opinion_due,
    sending_state,
    undecided,
    unplaced,
)
from jiheng.rules.reporting.shapes import Decision, Report
from jiheng.rules.reporting.shapes import ReportOpinion as OpinionShape
from jiheng.web.evaluations.draft_opinion_forms import SendingForm, units_of
from jiheng.web.evaluations.views import LISTING
from jiheng.web.notice_letters import book_of
from jiheng.web.paging import page_of
from jiheng.web.report_reading import read_table
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

TITLE: Final = "征求意见"
TONES: Final = {
    SendingState.WAITING: "wait",
    SendingState.OVERDUE: "red",
    SendingState.NOTED: "yellow",
    SendingState.OPINIONS: "green",
    SendingState.NONE: "green",
    SendingState.REPLACED: "none",
}
OPEN_STATES: Final = (SendingState.WAITING, SendingState.OVERDUE, SendingState.NOTED)
PAGE: Final = 200
"""Opinions decided on one page."""


@dataclass(frozen=True, slots=True)
class SendingLine:
    """One sending; ``days`` are those left until the due day, negative once it has passed."""

    row: ReportSending
    state: SendingState
    days: int

    @property
    def light(self) -> tuple[str, str]:
        return TONES[self.state], self.state.value

    @property
    def waits(self) -> bool:
        """Whether the unit may still answer."""
        return self.state in OPEN_STATES

    @property
    def left(self) -> str:
        """How long the unit still has."""
        if self.state is SendingState.WAITING:
            return f"还有{self.days}天" if self.days else "今天到期"
        return f"已逾期{-self.days}天" if self.waits else ""

    @property
    def on_paper(self) -> bool:
        """Whether the evaluators entered the reply from a letter."""
        letter = self.row.reply
        return letter is not None and letter.organisation_id == self.row.version.project.organisation_id


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One opinion with what stands in its fields, and what is missing of it as it is kept.

    ``standing`` is what somebody else kept meanwhile.
    """

    number: int
    row: ReportOpinion
    decision: str
    reason: str
    changed: str
    no_answer: str
    no_place: str
    standing: str = ""


def opinions_context(
    request: MemberRequest,
    project: EvaluationProject,
    form: SendingForm | None = None,
    filled: Sequence[Decided] = (),
    typed: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Everything of the page; ``filled`` and ``typed`` are what could not be kept."""
    today, closed = localdate(), is_closed(project)
    rows, opinions = list(sendings_in(project)), list(opinions_in(project))
    shapes, told = [sending_of(row) for row in rows], numbered_opinions(opinions)
    states = [sending_state(shape, shapes, today) for shape in shapes]
    unit = evaluated_unit_for(project.department, project.implementing_unit)
    table = opinion_rows(Report(sendings=tuple(shapes), opinions=told))
    page = page_of(request, _opinion_lines(opinions, told, filled), PAGE)
    return {
        "project": project,
        "lines": [SendingLine(row, state, (row.due - today).days) for row, state in zip(rows, states, strict=True)],
        "page": page,
        "received": len(opinions),
        "undecided": sum(each.decision is None for each in told),
        "decisions": [each.value for each in Decision],
        "findings": found(check_opinions(unit, shapes, told, today)),
        "annex": read_table(replace(table, caption="")) if table.rows else None,
        "form": form or sending_form(project, request, None),
        "units": units_of(project),
        "closed": closed,
        "editable": may_edit(request) and not closed,
        "sends": may_edit(request) and not closed and project.phase == Phase.REPORT,
        "typed": typed or {},
        "trail": opinions_trail(project),
    }


def sending_form(project: EvaluationProject, request: MemberRequest, typed: Mapping[str, Any] | None) -> SendingForm:
    """The form of sending, the evaluated unit and the usual period filled in."""
    days = opinion_days_for(book_of(project))
    initial = {
        "unit": evaluated_unit_for(project.department, project.implementing_unit),
        "due": opinion_due(localdate(), days).isoformat(),
        "organisation": "by-name",
    }
    drafts = list(drafts_of(project)) if may_edit(request) else []
    return SendingForm(typed, drafts, days, initial=initial)


def may_edit(request: MemberRequest) -> bool:
    return request.member.may(Capability.EVALUATION_EDIT)


def opinions_trail(project: EvaluationProject, last: str = "") -> list[TrailStep]:
    home = f"/evaluations/{project.pk}/"
    steps = [LISTING, TrailStep(project.name, home), TrailStep("评价报告", f"{home}report/")]
    own = TrailStep(TITLE, f"{home}report/opinions/")
    return [*steps, own, TrailStep(last)] if last else [*steps, TrailStep(TITLE)]


def found(findings: Sequence[Finding]) -> list[tuple[str, Finding]]:
    """What stands in the way of the 正式稿, with its tone."""
    failed = [each for each in findings if each.outcome is Outcome.FAILED]
    return [("red" if each.blocks else "yellow", each) for each in failed]


def _opinion_lines(
    rows: Sequence[ReportOpinion], told: Sequence[OpinionShape], filled: Sequence[Decided]
) -> list[OpinionLine]:
    typed = {one.opinion: one for one in filled}
    return [_opinion_line(row, shape, typed.get(row.pk)) for row, shape in zip(rows, told, strict=True)]


def _opinion_line(row: ReportOpinion, shape: OpinionShape, typed: Decided | None) -> OpinionLine:
    lacks = (undecided(shape), unplaced(shape))
    if typed is None:
        return OpinionLine(shape.number, row, row.decision, row.reason, row.changed, *lacks)
    overtaken = typed.revision != row.revision and row.decided_by is not None
    standing = "，".join(each for each in (row.decision, row.reason, row.changed) if each) if overtaken else ""
    return OpinionLine(shape.number, row, typed.decision, typed.reason, typed.changed, *lacks, standing)
