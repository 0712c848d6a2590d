"""后台任务: own jobs with their progress, and what may still be done about them."""

from django.utils.timezone import now

from jiheng.audit.models import Event
from jiheng.jobs.models import Job, JobStatus
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from tests.county import County
from tests.web.conftest import LoggedIn


def test_a_running_job_shows_its_progress_and_reloads_itself(county: County, logged_in: LoggedIn) -> None:
    job = job_of(county.member(Duty.FPD), JobStatus.RUNNING, done=9, total=24, step="正在读取 教育局.xlsx")
    page = logged_in(Duty.FPD).get("/jobs/").content.decode()
    assert "9／24" in page
    assert "正在读取 教育局.xlsx" in page
    assert f'hx-get="/jobs/{job.pk}/row/"' in page
    assert 'hx-trigger="every 2s"' in page


def test_a_finished_job_stops_reloading_and_leads_to_its_result(county: County, logged_in: LoggedIn) -> None:
    job = job_of(county.member(Duty.FPD), JobStatus.SUCCEEDED, result={"address": "/rechecks/7/"})
    row = logged_in(Duty.FPD).get(f"/jobs/{job.pk}/row/").content.decode()
    assert "hx-get" not in row
    assert 'href="/rechecks/7/"' in row


def test_without_a_script_there_is_a_link_to_see_how_far_it_is(county: County, logged_in: LoggedIn) -> None:
    browser = logged_in(Duty.FPD)
    job = job_of(county.member(Duty.FPD), JobStatus.RUNNING)
    assert "刷新进度" in browser.get("/jobs/").content.decode()
    Job.objects.filter(pk=job.pk).update(status=JobStatus.SUCCEEDED)
    assert "刷新进度" not in browser.get("/jobs/").content.decode()


def test_cancelling_twice_is_refused_in_words(county: County, logged_in: LoggedIn) -> None:
    browser = logged_in(Duty.FPD)
    job = job_of(county.member(Duty.FPD), JobStatus.RUNNING)
    first = browser.post(f"/jobs/{job.pk}/cancel/", follow=True).content.decode()
    assert "已要求取消" in first
    assert "正在取消" in first
    second = browser.post(f"/jobs/{job.pk}/cancel/", follow=True).content.decode()
    assert "已要求取消，请刷新页面" in second
    assert Event.objects.filter(action="job.cancel_requested").count() == 1


def test_a_failed_job_says_why_and_can_be_tried_again(county: County, logged_in: LoggedIn) -> None:
    browser = logged_in(Duty.FPD)
    job = job_of(county.member(Duty.FPD), JobStatus.FAILED, error="压缩包设有密码，请去掉密码后重新上传")
    assert "压缩包设有密码" in browser.get("/jobs/").content.decode()
    assert "已重新排队" in browser.post(f"/jobs/{job.pk}/retry/", follow=True).content.decode()
    assert Job.objects.filter(pk=job.pk, status=JobStatus.QUEUED).exists()
    assert "只有失败或已取消的任务可以重试" in browser.post(f"/jobs/{job.pk}/retry/", follow=True).content.decode()


def test_the_list_is_narrowed_by_status(county: County, logged_in: LoggedIn) -> None:
    member = county.member(Duty.FPD)
    job_of(member, JobStatus.FAILED, title="失败的那一批")
    job_of(member, JobStatus.SUCCEEDED, title="做完的那一批")
    page = logged_in(Duty.FPD).get("/jobs/", {"status": "failed"}).content.decode()
    assert "失败的那一批" in page
    assert "做完的那一批" not in page


def job_of(member: Member, status: JobStatus, **columns: object) -> Job:
    values: dict[str, object] = {"kind": "recheck_batch", "title": "复核一批表", "attempts": 1} | columns
    return Job.objects.create(
        organisation=member.organisation, owner=member.user, status=status, created_at=now(), **values
    )
