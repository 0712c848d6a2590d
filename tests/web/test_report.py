"""The report on its pages: written section by section, drafted, read, versions made and compared."""

from collections.abc import Mapping
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from jiheng.evaluation.actions.report_opinions import enter_paper_reply, send_for_opinion
from jiheng.evaluation.actions.report_versions import next_number
from jiheng.evaluation.models import (
    EvaluationProject,
    Recommendation,
    ReportKind,
    ReportSetup,
    ReportTemplate,
    ReportText,
    ReportVersion,
)
from jiheng.files.actions import store
from jiheng.jobs.models import Job
from jiheng.orgs.models import Duty
from jiheng.web.evaluations.reporting import report_now
from jiheng.web.workbench.todos import todo_groups
from tests.county import DAY, County
from tests.evaluation.reported import ready_version, reporting_project, written_project
from tests.files.originals import pdf
from tests.web.conftest import LoggedIn
from tests.web.preparing import home, page
from tests.web.templated import template_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/29", "cq2023-7/30", "cq2023-7/31")]


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return reporting_project(county)


def report(project: EvaluationProject, rest: str = "") -> str:
    return f"{home(project)}report/{rest}"


def sent(client: Client, address: str, form: Mapping[str, object], status: int = 200) -> str:
    answer = client.post(address, form, follow=True)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_empty_report_says_what_is_to_be_written(agency: Client, project: EvaluationProject) -> None:
    shown = page(agency, report(project))
    assert "0／8" in shown
    assert "摘要“项目概况”的“项目目的”没有写" in shown
    assert "有2个问题，没有一条建议" in shown
    assert "E-B30-1" in shown
    drafted = sent(agency, report(project, "draft/"), {})
    assert "已按数据起草" in drafted
    assert "6／8" in drafted or "7／8" in drafted


def test_a_section_is_written_with_figures_by_name(agency: Client, project: EvaluationProject) -> None:
    address = report(project, "sections/body-3/")
    shown = page(agency, address)
    assert "插入数据" in shown
    assert 'data-insert="{{评价得分}}"' in shown
    form = {
        "text-body-3.overall": "得{{评价得分}}，执行率{{预算执行率}}，写错{{评价分}}。",
        "revision-body-3.overall": "0",
    }
    saved = sent(agency, f"{address}save/", form)
    assert "已保存1项" in saved
    assert '<mark title="评价得分">86.96分</mark>' in saved
    assert '<mark title="预算执行率">99.08%</mark>' in saved
    assert "不是可以插入的数据" in saved


def test_typing_another_score_is_told_at_its_place(agency: Client, project: EvaluationProject) -> None:
    address = report(project, "sections/body-3/")
    form = {"text-body-3.overall": "评价得分88分。", "revision-body-3.overall": "0"}
    saved = sent(agency, f"{address}save/", form)
    assert "手写了“评价得分88分”，系统数据是86.96分" in saved
    assert "E-B31-2" in page(agency, report(project))


def test_what_was_typed_over_somebody_elses_text_stays_to_compare(
    agency: Client, logged_in: LoggedIn, project: EvaluationProject
) -> None:
    address = report(project, "sections/body-3/save/")
    sent(logged_in(Duty.TPM), address, {"text-body-3.overall": "别人写的", "revision-body-3.overall": "0"})
    mine = {"text-body-3.overall": "我写的", "revision-body-3.overall": "0"}
    shown = sent(agency, address, mine, 400)
    assert "刚被别人改过" in shown
    assert "我写的" in shown
    assert "现在保存着的是：别人写的" in shown
    assert ReportText.objects.get(project=project).text == "别人写的"


def test_save_and_go_on_leads_to_the_next_section(agency: Client, project: EvaluationProject) -> None:
    form = {"text-body-1.use": "道路。", "revision-body-1.use": "0", "then": "next"}
    answer = agency.post(report(project, "sections/body-1/save/"), form)
    assert answer["Location"].endswith("/report/sections/body-2/")
    past = agency.post(report(project, "sections/abstract-2/save/"), {"then": "next"})
    assert past["Location"].endswith("/report/sections/body-1/"), "sections the system makes are passed over"
    last = agency.post(report(project, "sections/body-3/save/"), {"then": "next"})
    assert last["Location"].endswith("/report/advice/")


def test_each_finding_leads_to_where_it_is_mended(agency: Client, project: EvaluationProject) -> None:
    shown = page(agency, report(project))
    for address in (
        "sections/abstract-1/#abstract-1.purpose-title",
        "sections/body-3/#body-3.cases-title",
        "advice/",
        "opinions/",
    ):
        assert f'<a href="{report(project, address)}">' in shown[shown.index('id="said"') :]
    assert "未选好" in shown
    assert 'id="body-3.cases-title"' in page(agency, report(project, "sections/body-3/"))


def test_the_page_says_the_next_step_and_so_does_the_desk(agency: Client, county: County) -> None:
    project, by = written_project(county), county.member(Duty.TPL)

    def desk() -> list[tuple[str, str]]:
        return [(todo.verb, todo.note) for group in todo_groups(by, DAY) for todo in group.items]

    assert ("撰写", "评价报告还没有征求意见稿") in desk()
    draft = ready_version(project, by=by, at=DAY, content=report_now(project, ReportKind.DRAFT, 1, DAY.date()))
    assert "征求意见稿第1稿已生成，下一步送被评价单位征求意见。" in page(agency, report(project))
    assert ("送出", "征求意见稿第1稿还没有送被评价单位") in desk()
    sending = send_for_opinion(draft, project.department, None, due=localdate() + timedelta(9), by=by, at=now())
    assert "定稿还有1处要办。" in page(agency, report(project))
    assert not [verb for verb, _ in desk() if verb in ("撰写", "送出", "定稿")]
    letter = store(BytesIO(pdf(["无意见"])), "复函.pdf", organisation=project.organisation, by=by, at=DAY)
    enter_paper_reply(sending, letter, [], replied_on=localdate(), no_opinion=True, revision=1, by=by, at=now())
    assert ("定稿", "意见已经办好，可以生成正式稿") in desk()
    assert "没有拦住定稿的，可以生成正式稿。" in page(agency, report(project))
    final = ready_version(project, by=by, at=DAY, content=report_now(project, ReportKind.FINAL, 1, DAY.date()))
    shown = page(agency, report(project))
    assert "正式稿第1稿已生成，下一步由主评人签字、评价机构盖章，然后发出。" in shown
    assert "已有新的一稿" in shown, "the draft is past"
    assert ("签章", "正式稿第1稿待签字盖章、发出") in desk()
    both = page(agency, report(project, "compare/"))
    assert "征求意见稿第1稿 与 正式稿第1稿" in both, "the last two are laid beside each other unasked"
    ReportVersion.objects.filter(pk=final.pk).update(issued_at=DAY, issued_by=by.user)
    assert "正式稿第1稿已于2026年3月2日发出。" in page(agency, report(project))
    assert not [verb for verb, _ in desk() if verb == "签章"]


def test_problems_and_recommendations(agency: Client, project: EvaluationProject) -> None:
    address = report(project, "advice/")
    assert "管护责任没有落实到人" in page(agency, address)
    chosen = sent(agency, f"{address}problems/", {"problem": ["管护责任没有落实到人", "不存在的"], "revision": "0"})
    assert "摘要写入1个问题" in chosen
    form: dict[str, object] = {
        "title": "落实到人",
        "text": "逐段公示。",
        "problem": "管护责任没有落实到人",
        "key": "1",
    }
    kept = sent(agency, f"{address}keep/", form)
    assert "建议1已保存" in kept
    assert "没有对应的建议" in kept
    untitled = sent(agency, f"{address}keep/", form | {"title": "", "text": "写了一大段"}, 400)
    assert "没有写标题" in untitled
    assert "写了一大段" in untitled
    dropped = sent(agency, f"{address}1/drop/", {"revision": "1"})
    assert "建议已删去" in dropped
    assert not Recommendation.objects.exists()


def test_the_report_is_read_on_a_page(agency: Client, county: County) -> None:
    shown = page(agency, report(written_project(county), "preview/"))
    for words in (
        "需重点关注的问题",
        "（二）样本确定情况",
        "附件10　各指标得分说明",
        "具体表现：",
        "86.96分",
        "无。",
    ):
        assert words in shown


def test_a_draft_is_made_and_its_page_waits_for_the_files(agency: Client, county: County) -> None:
    project = written_project(county)
    shown = sent(agency, report(project, "make/"), {"kind": "draft"})
    assert "征求意见稿第1稿已定下内容" in shown
    assert "正在生成文件" in shown
    job = Job.objects.get(kind="report_files")
    assert job.title.startswith("生成征求意见稿第1稿")
    assert agency.get(report(project, "draft/1/files/word/")).status_code == 404
    assert "正在生成文件" in page(agency, report(project, "draft/1/progress/"))
    Job.objects.filter(pk=job.pk).update(status="failed", error="磁盘满了")
    assert "文件没有生成：磁盘满了" in page(agency, report(project, "draft/1/"))


def test_a_final_without_a_draft_is_refused_by_name(agency: Client, county: County) -> None:
    project = written_project(county)
    shown = sent(agency, report(project, "make/"), {"kind": "final"}, 400)
    assert "还没有征求意见稿" in shown
    assert "E-B29-1" in shown
    assert not ReportVersion.objects.exists()


@pytest.mark.clause("cq2023-7/31.2")
def test_a_version_shows_what_moved_and_two_are_compared(agency: Client, county: County) -> None:
    project, by = written_project(county), county.member(Duty.TPL)
    first = report_now(project, ReportKind.DRAFT, 1, date(2026, 3, 20))
    ready_version(project, by=by, at=DAY, content=first)
    assert "没有改动" in page(agency, report(project))
    form = {"text-body-3.overall": "改过的结论。", "revision-body-3.overall": "1"}
    sent(agency, report(project, "sections/body-3/save/"), form)
    assert "已有改动" in page(agency, report(project))
    moved = page(agency, report(project, "draft/1/"))
    assert "正文“评价结论”（二）总体绩效" in moved
    assert "<ins>" in moved
    again = report_now(project, ReportKind.DRAFT, next_number(project, ReportKind.DRAFT), date(2026, 3, 21))
    ready_version(project, by=by, at=DAY, content=again)
    both = page(agency, report(project, "compare/?old=draft-1&new=draft-2"))
    assert "1 处不同" in both
    assert "<del>" in both
    assert "对照" in page(agency, report(project, "compare/?old=draft-1&new=final-9"))


def test_files_are_downloaded_under_their_names(agency: Client, county: County) -> None:
    project = written_project(county)
    ready_version(project, by=county.member(Duty.TPL), at=DAY)
    answer = agency.get(report(project, "draft/1/files/word/"))
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert agency.get(report(project, "draft/1/files/pdf/")).status_code == 404
    assert agency.get(report(project, "draft/1/files/content/")).status_code == 404
    assert agency.get(report(project, "draft/2/")).status_code == 404


def test_readers_read_and_do_not_write(finance: Client, logged_in: LoggedIn, project: EvaluationProject) -> None:
    shown = page(finance, report(project))
    assert 'value="draft"' not in shown
    assert "起草" not in shown
    assert "textarea" not in page(finance, report(project, "sections/body-3/"))
    assert finance.post(report(project, "draft/"), {}).status_code == 403
    assert logged_in(Duty.DPT).get(report(project)).status_code == 403


def test_before_approval_nothing_is_written(agency: Client, opened: EvaluationProject) -> None:
    assert "评价方案审定以后才能撰写报告" in page(agency, report(opened))
    refused = sent(agency, report(opened, "draft/"), {})
    assert "审定以后才能撰写报告" in refused


def test_queries_do_not_grow_with_what_is_written(
    agency: Client, county: County, django_assert_max_num_queries: object
) -> None:
    project = written_project(county)
    page(agency, report(project))
    with django_assert_max_num_queries(40):  # type: ignore[operator]  # a fixture of pytest-django
        page(agency, report(project))
    with django_assert_max_num_queries(40):  # type: ignore[operator]  # a fixture of pytest-django
        page(agency, report(project, "sections/body-2/"))


def test_a_template_that_asks_for_what_the_report_has_not_is_told_before_anything_is_frozen(
    agency: Client, county: County
) -> None:
    project = written_project(county)
    template = template_of(county.firm)
    ReportTemplate.objects.filter(pk=template.pk).update(fields=["评价得分", "Z9得分"])
    ReportSetup.objects.filter(project=project).update(template=template)
    shown = sent(agency, report(project, "make/"), {"kind": "draft"}, 400)
    assert "模板里的“Z9得分”这个项目没有" in shown
    assert not ReportVersion.objects.exists()
