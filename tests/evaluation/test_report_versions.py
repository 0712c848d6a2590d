"""Versions of a report: frozen at once, their files all there or none, and what moves afterwards is told."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from jiheng.evaluation.actions.report_versions import keep_files, make_version, next_number
from jiheng.evaluation.actions.report_writing import Typed, save_texts
from jiheng.evaluation.models import EvaluationProject, Phase, ReportKind, ReportVersion, VersionState
from jiheng.evaluation.report_queries import content_in, drafts_of
from jiheng.files.disk import open_blob
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.reports import pdf
from jiheng.rules.reporting.differing import ChangeKind
from jiheng.rules.reporting.outline import outline_called
from jiheng.web.evaluations import report_job
from jiheng.web.evaluations.report_job import make_files
from jiheng.web.evaluations.reporting import moved_since, report_now, standing_report
from tests.county import DAY, County
from tests.evaluation.reported import ready_version, reporting_project, written_project

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/29")]
MADE_ON = date(2026, 3, 20)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return written_project(county)


def made(project: EvaluationProject, county: County, kind: ReportKind = ReportKind.DRAFT) -> ReportVersion:
    content = report_now(project, kind, next_number(project, kind), MADE_ON)
    findings = standing_report(project).findings
    return make_version(project, content, findings, by=county.member(Duty.TPL), at=DAY)


def without_office(_: bytes) -> pdf.WordAndPdf:
    raise pdf.NoOffice


def test_a_draft_is_frozen_and_waits_for_its_files(project: EvaluationProject, county: County) -> None:
    version = made(project, county)
    assert (version.kind, version.number, version.state) == ("draft", 1, VersionState.MAKING)
    assert version.job is not None
    assert content_in(version).title.endswith("绩效评价报告")
    assert (version.word, version.pdf, version.workbook) == (None, None, None)
    assert not drafts_of(project).exists()


@pytest.mark.parametrize(
    "fault", [pdf.NoOffice(), pdf.NotPrinted("LibreOffice 没有生成PDF")], ids=["none", "failing"]
)
def test_its_files_come_all_at_once_the_pdf_where_it_can_be_made(
    project: EvaluationProject, county: County, monkeypatch: pytest.MonkeyPatch, fault: Refused
) -> None:
    def without(_: bytes) -> pdf.WordAndPdf:
        raise fault

    monkeypatch.setattr(report_job, "word_as_pdf", without)
    version = make_files(made(project, county), by=county.member(Duty.TPL), at=DAY)
    assert version.state == VersionState.READY
    assert version.word is not None
    assert version.workbook is not None
    assert version.pdf is None
    assert "LibreOffice" in version.fault
    said = "\n".join(one.text for one in Document(BytesIO(open_blob(version.word.blob).read())).paragraphs)
    assert "项目得分86.96分" in said


@pytest.mark.parametrize("broken", ["report_word", "word_as_pdf", "annex_workbook", "keep_files"])
def test_an_interrupted_making_offers_no_half_of_it(
    project: EvaluationProject, county: County, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    version, by = made(project, county), county.member(Duty.TPL)
    if broken != "word_as_pdf":
        monkeypatch.setattr(report_job, "word_as_pdf", without_office)

    def cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cutting:
        cutting.setattr(report_job, broken, cut)
        with pytest.raises(KeyboardInterrupt):
            make_files(version, by=by, at=DAY)
    version.refresh_from_db()
    assert version.state == VersionState.MAKING
    assert (version.word, version.pdf, version.workbook) == (None, None, None)
    monkeypatch.setattr(report_job, "word_as_pdf", without_office)
    assert make_files(version, by=by, at=DAY).state == VersionState.READY


def test_files_are_kept_once(project: EvaluationProject, county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_job, "word_as_pdf", without_office)
    version = make_files(made(project, county), by=county.member(Duty.TPL), at=DAY)
    held = open_blob(version.word.blob).read() if version.word else b""
    with pytest.raises(Refused, match="已经生成"):
        keep_files(version, {"word": held}, fault="", by=county.member(Duty.TPL), at=DAY)
    version.refresh_from_db()
    assert version.word is not None


def test_a_final_is_refused_with_everything_it_lacks(project: EvaluationProject, county: County) -> None:
    with pytest.raises(Refused, match="没有征求意见稿") as refusal:
        made(project, county, ReportKind.FINAL)
    assert "E-B29-1" in {one.code for one in refusal.value.findings}
    assert not ReportVersion.objects.exists()


def test_a_draft_may_lack_texts_but_not_have_unknown_fields(county: County) -> None:
    project = reporting_project(county)
    assert made(project, county).number == 1
    outline = outline_called("cq2023-7")
    typed = {"body-3.overall": Typed("得{{没有的数据}}。", False, 0)}
    save_texts(project, outline, typed, by=county.member(Duty.TPL), at=DAY)
    with pytest.raises(Refused, match="不是可以插入的数据"):
        made(project, county)


def test_versions_are_made_at_the_report_alone_and_numbered_by_kind(
    project: EvaluationProject, county: County
) -> None:
    made(project, county)
    assert made(project, county).number == 2
    content = report_now(project, ReportKind.DRAFT, 2, MADE_ON)
    with pytest.raises(Refused, match="新的一稿"):
        make_version(project, content, (), by=county.member(Duty.TPL), at=DAY)
    project.phase = Phase.IMPLEMENT
    with pytest.raises(Refused, match="进入报告撰写"):
        make_version(project, content, (), by=county.member(Duty.TPL), at=DAY)


@pytest.mark.clause("cq2023-7/31.2")
def test_what_moves_after_a_version_is_told_until_it_is_put_back(project: EvaluationProject, county: County) -> None:
    by = county.member(Duty.TPL)
    content = report_now(project, ReportKind.DRAFT, 1, MADE_ON)
    version = ready_version(project, by=by, at=DAY, content=content)
    assert moved_since(version) == ()
    outline = outline_called("cq2023-7")
    save_texts(project, outline, {"body-3.overall": Typed("改过的结论。", False, 1)}, by=by, at=DAY)
    (change,) = moved_since(version)
    assert (change.kind, change.where, change.after) == (
        ChangeKind.PROSE,
        "正文“评价结论”（二）总体绩效",
        "改过的结论。",
    )
    before = next(block.text for block in content.body[2].blocks if "项目决策依据充分" in block.text)
    assert change.before == before
    kept = "演示：项目决策依据充分，产出基本完成，通村公路硬化里程完成率指标得{{C1得分}}；"
    rest = "效果类得分率{{效果得分率}}，是四类中最低的，主要因为农产品运费下降没有可用的资料证明。"
    save_texts(project, outline, {"body-3.overall": Typed(kept + rest, False, 2)}, by=by, at=DAY)
    assert moved_since(version) == ()
