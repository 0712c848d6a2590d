"""A 正式稿 to sign in tests: its PDF, its lead evaluator 郑海 and its agency 演示评价事务所."""

from datetime import datetime
from io import BytesIO

from jiheng.evaluation.actions.signing import issue_report, sign_by_scan
from jiheng.evaluation.models import EvaluationProject, Phase, ReportVersion
from jiheng.files.pdf_signing import sign_pdf
from jiheng.orgs.duties import Member
from jiheng.rules.reporting.content import ReportContent
from jiheng.rules.reporting.shapes import ReportKind
from jiheng.rules.reporting.signing import Party, SignatureRole, check_code_for
from tests.evaluation.reported import ready_version
from tests.files.certificates import PASSWORD, Issued, issued
from tests.files.originals import pdf
from tests.files.pictures import jpeg
from tests.rules.reporting.contents import small_content

LEAD = Party(SignatureRole.SIGN, "郑海")
AGENCY = Party(SignatureRole.SEAL, "演示评价事务所")


def printed(*more: str) -> bytes:
    """A PDF as the report's might be."""
    return pdf(
        ["2022年农村公路项目绩效评价报告", "评价得分86.96分，等级良。", *more],
        ["签章页", "主评人签字", "评价机构盖章"],
    )


def final_content(number: int = 1, score: str = "86.96") -> ReportContent:
    return small_content(ReportKind.FINAL, number, score)


def final_version(
    project: EvaluationProject,
    *,
    by: Member,
    at: datetime,
    number: int = 1,
    score: str = "86.96",
    with_pdf: bool = True,
) -> ReportVersion:
    """A 正式稿 that is ready, of a project in 报告撰写."""
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.REPORT)
    project.refresh_from_db()
    content = final_content(number, score)
    return ready_version(project, by=by, at=at, content=content, pdf=printed(f"第{number}稿") if with_pdf else None)


def issued_version(project: EvaluationProject, *, by: Member, at: datetime) -> ReportVersion:
    """A 正式稿 that was signed and sealed on paper and went out."""
    version = final_version(project, by=by, at=at)
    page = BytesIO(jpeg())
    sign_by_scan(version, [LEAD, AGENCY], page, "签章页.jpg", current=version.content, by=by, at=at)
    issue_report(version, current=version.content, by=by, at=at)
    return version


def code_of(version: ReportVersion) -> str:
    return check_code_for(version.content)


def lead_certificate() -> Issued:
    return issued("郑海")


def agency_certificate() -> Issued:
    return issued("电子公章", "演示评价事务所")


def signed_away(content: bytes, *certificates: Issued, at: datetime) -> bytes:
    """The PDF as it comes back from elsewhere with these signatures."""
    for one in certificates:
        content = sign_pdf(content, one.p12(), PASSWORD, reason="签署", field_name="Away", at=at)
    return content


def scan(content: bytes | None = None) -> BytesIO:
    """A scanned page."""
    return BytesIO(content or pdf([]))
