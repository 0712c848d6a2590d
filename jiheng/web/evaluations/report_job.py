"""The job that writes the files of a report: Word, PDF and the workbook of its annexes, all of them or none."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.urls import reverse

from jiheng.evaluation.actions.report_versions import keep_files
from jiheng.evaluation.frozen import Broken
from jiheng.evaluation.models import ReportVersion, VersionState
from jiheng.evaluation.report_queries import content_in, version_numbered
from jiheng.files.disk import open_blob
from jiheng.jobs.context import JobContext
from jiheng.jobs.registry import Json
from jiheng.orgs.duties import Member
from jiheng.orgs.queries import member_for
from jiheng.orgs.refusal import Refused
from jiheng.reports.evaluation_report import report_word, write_blocks
from jiheng.reports.pdf import NoOffice, NotPrinted, word_as_pdf
from jiheng.reports.report_templates import write_with_template
from jiheng.reports.report_trim import on_paper
from jiheng.reports.report_workbook import annex_workbook
from jiheng.rules.reporting.content import ReportContent
from jiheng.rules.reporting.signing import check_code_for

STEPS: Final = 4


def run_report_files(context: JobContext) -> Mapping[str, Json]:
    """Write the files of one version; a version whose files are there is left alone, so that a retry is harmless."""
    version = version_numbered(int(str(context.arguments["version"])))
    by = member_for(context.job.owner, context.job.organisation_id)
    if by is None:
        raise Refused("发起人已不在本机构任职，请由在岗人员重新发起")
    if version.state != VersionState.READY:
        make_files(version, by=by, at=context.now(), context=context)
    address = reverse("evaluations:report-version", args=[version.project_id, version.kind, version.number])
    return {"address": address}


def make_files(
    version: ReportVersion, *, by: Member, at: datetime, context: JobContext | None = None
) -> ReportVersion:
    """Every file from what was frozen. Where LibreOffice is missing or fails there is no PDF, and it is said why."""
    try:
        content = content_in(version)
    except Broken as broken:
        raise Refused(f"这一稿的{broken}，不能生成文件。请重新生成一稿") from broken
    _step(context, 0, "正在写 Word")
    word, fault = written(version, content), ""
    files: dict[str, bytes] = {}
    _step(context, 1, "正在排版，生成 PDF")
    try:
        printed = word_as_pdf(word)
        files["pdf"], word = printed.pdf, printed.word
    except (NoOffice, NotPrinted) as missing:
        fault = str(missing)
    _step(context, 2, "正在写附件工作簿")
    files |= {"word": word, "workbook": annex_workbook(content)}
    _step(context, 3, "正在保存")
    return keep_files(version, files, fault=fault, by=by, at=at)


def written(version: ReportVersion, content: ReportContent) -> bytes:
    """The Word file, in the template chosen when the version was made, or as it comes with the software."""
    code, content = check_code_for(version.content), on_paper(content)
    if version.template is None:
        return report_word(content, code)
    with open_blob(version.template.attachment.blob) as held:
        return write_with_template(held.read(), content, write_blocks, code=code)


def _step(context: JobContext | None, done: int, said: str) -> None:
    if context is not None:
        context.progress(done, STEPS, said)
