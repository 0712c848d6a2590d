"""What a unit sees of a draft it is asked about: the draft and its own opinions, nothing else of the evaluation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.timezone import localdate

from jiheng.evaluation.models import ReportOpinion, ReportSending
from jiheng.evaluation.opinion_queries import closed_among, is_closed
from jiheng.orgs.duties import Capability
from jiheng.web.report_reading import WHOLE, ReadSection, readable, section_names, sections_in
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

TITLE: Final = "征求意见"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft in the list; ``noted`` counts opinions, ``days`` those left until the due day."""

    sending: ReportSending
    noted: int
    days: int
    closed: bool
    replaced: bool

    @property
    def open(self) -> bool:
        return self.sending.replied_at is None and not self.closed

    @property
    def light(self) -> tuple[str, str]:
        """Tone and word of how the unit stands with it."""
        if self.sending.replied_at is not None:
            return "green", "已回复无意见" if self.sending.no_opinion else f"已回复{self.noted}条意见"
        if self.closed:
            return "none", "已发出正式稿，没有回复"
        if self.replaced:
            return "none", "已另送新稿"
        if self.days < 0:
            return "red", f"逾期{-self.days}天"
        return "yellow", "待反馈"

    @property
    def left(self) -> str:
        if not self.open or self.replaced:
            return ""
        return f"还有{self.days}天" if self.days > 0 else f"已逾期{-self.days}天" if self.days else "今天到期"


@dataclass(frozen=True, slots=True)
class SectionWithOpinions:
    """One section of the report with what the unit noted on it; the whole report comes first, without a text."""

    number: int
    name: str
    section: ReadSection | None
    opinions: tuple[ReportOpinion, ...]


def list_context(sendings: Sequence[ReportSending]) -> dict[str, Any]:
    closed = closed_among(sending.version.project for sending in sendings)
    return {"lines": [_line(sending, sending.version.project_id in closed) for sending in sendings]}


def one_context(
    request: MemberRequest, sending: ReportSending, typed: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """One draft, section by section; ``typed`` is what could not be taken."""
    project, (content, fault) = sending.version.project, readable(sending.version)
    line, opinions = _line(sending, is_closed(project)), list(sending.opinions.all())
    sections = _with_opinions(sections_in(content) if content else (), opinions)
    return {
        "sending": sending,
        "project": project,
        "report": content.title if content else f"{project.name}绩效评价报告",
        "fault": fault,
        "line": line,
        "sections": sections,
        "opinions": opinions,
        "sender": project.agency or project.organisation.name,
        "writes": line.open and request.member.may(Capability.REPORT_OPINE),
        "own_name": request.member.user.name,
        "typed": typed or {},
        "today": localdate(),
        "trail": [TrailStep(TITLE, "/opinions/"), TrailStep(project.name)],
    }


def anchor_of(sending: ReportSending, section: str) -> str:
    """Where a section stands in the page, to come back to."""
    names = section_names(readable(sending.version)[0])
    return f"#s-{names.index(section)}" if section in names else ""


def _line(sending: ReportSending, closed: bool) -> DraftLine:
    days = (sending.due - localdate()).days
    return DraftLine(sending, len(sending.opinions.all()), days, closed, getattr(sending, "replaced", False))


def _with_opinions(sections: Iterable[ReadSection], opinions: Sequence[ReportOpinion]) -> list[SectionWithOpinions]:
    """Each opinion beside its section; one on no section of the draft stands with the whole."""
    listed = list(sections)
    known = {one.name for one in listed}
    loose = tuple(one for one in opinions if one.section not in known)
    return [
        SectionWithOpinions(0, WHOLE, None, loose),
        *(
            SectionWithOpinions(
                one.number, one.name, one, tuple(each for each in opinions if each.section == one.name)
            )
            for one in listed
        ),
    ]
