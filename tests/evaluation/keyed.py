"""A key evaluation for tests: put forward, reviewed by experts, with a 正式稿."""

from datetime import date

from jiheng.evaluation.actions.key_evaluation import Ground, ask_finance, decide_review, propose_key
from jiheng.evaluation.models import EvaluationProject, ExpertInvitation, FinanceReview, Phase, ReportVersion
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.rules.reporting.shapes import ReportKind
from tests.county import DAY, County, appoint
from tests.evaluation.reported import ready_version
from tests.rules.reporting.contents import small_content

GROUND = Ground("清财绩〔2026〕8号第三条", True, "项目预算1500万元", None, "")


def reporting_project(county: County, **given: object) -> EvaluationProject:
    """An evaluation of the agency in 报告撰写, with nothing else in it."""
    fields = {"code": "PJ-1", "name": "村道养护", "phase": Phase.REPORT, "department": "清禾县教育局"}
    return EvaluationProject.objects.create(
        organisation=county.firm,
        created_by=county.member(Duty.TPL).user,
        created_at=DAY,
        evaluation_date=date(2026, 3, 1),
        **(fields | given),
    )


def reviewed_by(project: EvaluationProject, names: int, relation: str = "") -> list[ExpertInvitation]:
    """So many experts who handed their reviews in."""
    made = []
    for number in range(names):
        expert = appoint(f"expert{ExpertInvitation.objects.count() + number}", Duty.EXP, project.organisation)
        made.append(
            ExpertInvitation.objects.create(
                project=project,
                expert=expert.user,
                invited_by=project.created_by,
                invited_at=DAY,
                due=date(2026, 3, 1),
                declared_at=DAY,
                relation=relation,
                submitted_at=DAY,
            )
        )
    return made


def final_of(project: EvaluationProject, by: Member, number: int = 1) -> ReportVersion:
    """A 正式稿 that went out; each number with a content of its own."""
    content = small_content(ReportKind.FINAL, number, score=f"8{number}.96")
    version = ready_version(project, by=by, at=DAY, content=content)
    version.issued_at = DAY
    version.save(update_fields=["issued_at"])
    return version


def keyed(project: EvaluationProject, by: Member, experts: int = 3) -> ReportVersion:
    """Put forward, with its experts and a 正式稿."""
    propose_key(project, GROUND, revision=0, by=by, at=DAY)
    reviewed_by(project, experts)
    return final_of(project, by)


def passed(version: ReportVersion, asked_by: Member, by: Member) -> FinanceReview:
    """Sent to finance, and let pass there."""
    review = ask_finance(version, by=asked_by, at=DAY)
    decide_review(review, approve=True, opinion="同意", by=by, at=DAY)
    review.refresh_from_db()
    return review
