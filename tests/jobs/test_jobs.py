"""Jobs: queued, run, cancelled, retried, and taken over when a worker dies."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event as Flag

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection

from jiheng.audit.models import Event
from jiheng.jobs import registry
from jiheng.jobs.actions import claim, enqueue, finish, request_cancel, retry
from jiheng.jobs.context import JobContext, JobLost
from jiheng.jobs.models import Job, JobStatus
from jiheng.jobs.queries import mine, open_of
from jiheng.jobs.registry import Json
from jiheng.jobs.worker import run, work
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from tests.county import DAY, County, lay_county, member_named

LEASE = timedelta(seconds=60)
LATER = DAY + LEASE + timedelta(seconds=1)


class Clock:
    """Every look at it is a second later, so that progress is written each time."""

    def __init__(self, start: datetime = DAY) -> None:
        self.time = start

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


def count_up(context: JobContext) -> Mapping[str, Json]:
    for number in range(1, 4):
        context.progress(number, 3, f"第{number}个")
    return {"read": 3, "of": str(context.arguments["batch"])}


def refuse(context: JobContext) -> Mapping[str, Json]:
    raise Refused("批次里没有文件，请先上传")


def break_down(context: JobContext) -> Mapping[str, Json]:
    raise ZeroDivisionError("张三的身份证号")


def wish_and_go_on(context: JobContext) -> Mapping[str, Json]:
    request_cancel(context.job, by=member_named("qh_unt"), at=DAY)
    context.progress(1, 3, "第1个")
    return {}


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    before = dict(registry._RUNNERS)
    for runner in (count_up, refuse, break_down, wish_and_go_on):
        registry.register(runner.__name__, runner)
    yield
    registry._RUNNERS.clear()
    registry._RUNNERS.update(before)


def queue(kind: str = "count_up", by: str = "qh_unt") -> Job:
    return enqueue(kind, "复核自评表", {"batch": 7}, by=member_named(by), at=DAY)


def again(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def actions_on(job: Job) -> list[str]:
    rows = Event.objects.filter(subject_type="jobs.job", subject_id=str(job.pk))
    return list(rows.values_list("action", flat=True))


def test_a_job_runs_to_its_result(county: County) -> None:
    job = queue()
    assert (job.status, job.owner.username, job.organisation) == (JobStatus.QUEUED, "qh_unt", county.school)
    assert work(clock=Clock(), stop=Flag(), once=True) == 1
    job = again(job)
    assert (job.status, job.done, job.total, job.percent, job.step) == (JobStatus.SUCCEEDED, 3, 3, 100, "第3个")
    assert job.result == {"read": 3, "of": "7"}
    assert actions_on(job) == ["job.enqueued", "job.succeeded"]
    assert work(clock=Clock(), stop=Flag(), once=True) == 0


def test_the_oldest_waiting_job_comes_first(county: County) -> None:
    first, second = queue(), queue()
    taken = [claim(now=DAY, lease=LEASE) for _ in range(3)]
    assert taken == [first, second, None]


def test_a_kind_nobody_registered_is_not_queued(county: County) -> None:
    with pytest.raises(LookupError):
        queue("unknown")
    with pytest.raises(ValueError, match="two runners"):
        registry.register("count_up", refuse)


@pytest.mark.parametrize("duty", [Duty.SYS, Duty.EXP, Duty.SUP])
def test_the_wrong_duty_queues_nothing(county: County, duty: Duty) -> None:
    with pytest.raises(PermissionDenied):
        enqueue("count_up", "复核", {}, by=county.member(duty), at=DAY)


def test_the_list_shows_my_own_jobs_in_this_organisation(county: County) -> None:
    job = queue()
    queue(by="qh_dpt")
    assert list(mine(member_named("qh_unt"))) == [job]
    assert list(open_of(member_named("qh_unt"))) == [job]
    assert not mine(member_named("qh_fpd")).exists()
    assert not mine(member_named("qh_sys")).exists()


def test_a_refusal_of_the_runner_is_shown_as_it_is(county: County) -> None:
    job = queue("refuse")
    work(clock=Clock(), stop=Flag(), once=True)
    assert (again(job).status, again(job).error) == (JobStatus.FAILED, "批次里没有文件，请先上传")


def test_a_breakdown_names_its_kind_and_quotes_nobody(county: County, caplog: pytest.LogCaptureFixture) -> None:
    job = queue("break_down")
    work(clock=Clock(), stop=Flag(), once=True)
    job = again(job)
    assert job.status == JobStatus.FAILED
    assert job.error == f"执行时出错（ZeroDivisionError），请重试。再次失败请告诉管理员任务编号{job.pk}"
    assert "张三" not in " ".join(record.getMessage() for record in caplog.records)


def test_a_waiting_job_is_cancelled_at_once(county: County) -> None:
    job = queue()
    request_cancel(job, by=county.member(Duty.UNT), at=DAY)
    assert again(job).status == JobStatus.CANCELLED
    assert work(clock=Clock(), stop=Flag(), once=True) == 0
    with pytest.raises(Refused, match="已结束"):
        request_cancel(job, by=county.member(Duty.UNT), at=DAY)


def test_a_running_job_stops_at_its_next_look(county: County) -> None:
    job = queue("wish_and_go_on")
    work(clock=Clock(), stop=Flag(), once=True)
    assert again(job).status == JobStatus.CANCELLED
    assert actions_on(job) == ["job.enqueued", "job.cancel_requested", "job.cancelled"]


@pytest.mark.parametrize("username", ["qh_dpt", "qh_fpd", "lz_fpd"])
def test_only_the_owner_cancels_and_retries(county: County, username: str) -> None:
    job = queue("refuse")
    with pytest.raises(Refused, match="别人发起的"):
        request_cancel(job, by=member_named(username), at=DAY)
    work(clock=Clock(), stop=Flag(), once=True)
    with pytest.raises(Refused, match="别人发起的"):
        retry(job, by=member_named(username), at=DAY)
    with pytest.raises(PermissionDenied):
        retry(job, by=member_named("qh_sys"), at=DAY)


def test_a_failed_job_is_tried_again_once_per_wish(county: County) -> None:
    job = queue("refuse")
    work(clock=Clock(), stop=Flag(), once=True)
    retry(again(job), by=county.member(Duty.UNT), at=DAY)
    with pytest.raises(Refused, match="只有失败或已取消"):
        retry(again(job), by=county.member(Duty.UNT), at=DAY)
    job = again(job)
    assert (job.status, job.error, job.finished_at, job.max_attempts) == (JobStatus.QUEUED, "", None, 4)
    assert work(clock=Clock(), stop=Flag(), once=True) == 1


def test_a_job_of_a_dead_worker_is_taken_over(county: County) -> None:
    queue()
    dead = claim(now=DAY, lease=LEASE)
    assert dead is not None
    assert claim(now=DAY + LEASE, lease=LEASE) is None
    taken = claim(now=LATER, lease=LEASE)
    assert taken is not None
    assert (taken.pk, taken.attempts) == (dead.pk, 2)
    run(taken, clock=Clock(LATER), stop=Flag())
    assert again(taken).status == JobStatus.SUCCEEDED


def test_a_worker_thought_dead_cannot_write_any_more(county: County) -> None:
    queue()
    dead = claim(now=DAY, lease=LEASE)
    taken = claim(now=LATER, lease=LEASE)
    assert dead is not None
    assert taken is not None
    assert not finish(dead, {"read": 0}, at=LATER)
    with pytest.raises(JobLost):
        JobContext(dead, Clock(LATER), LEASE, Flag()).progress(1, 2, "x")
    assert again(taken).status == JobStatus.RUNNING
    run(dead, clock=Clock(LATER), stop=Flag())
    assert again(taken).status == JobStatus.RUNNING


def test_a_worker_thought_dead_cannot_write_into_a_retry_either(county: County) -> None:
    job = queue()
    dead = claim(now=DAY, lease=LEASE)
    assert dead is not None
    Job.objects.filter(pk=job.pk).update(max_attempts=1)
    assert claim(now=LATER, lease=LEASE) is None
    retry(job, by=county.member(Duty.UNT), at=LATER)
    assert claim(now=LATER, lease=LEASE) is not None
    assert not finish(dead, {}, at=LATER)


def test_a_job_that_kills_every_worker_is_given_up(county: County) -> None:
    job = queue()
    for number in range(3):
        assert claim(now=DAY + number * 2 * LEASE, lease=LEASE) is not None
    assert claim(now=DAY + 10 * LEASE, lease=LEASE) is None
    assert (again(job).status, again(job).error[:9]) == (JobStatus.FAILED, "执行3次都中途中断")


def test_a_job_to_be_cancelled_whose_worker_died_is_cancelled(county: County) -> None:
    job = queue()
    claim(now=DAY, lease=LEASE)
    request_cancel(job, by=county.member(Duty.UNT), at=DAY)
    assert claim(now=LATER, lease=LEASE) is None
    assert again(job).status == JobStatus.CANCELLED


def test_a_worker_shutting_down_hands_its_job_back(county: County) -> None:
    job = queue()
    taken = claim(now=DAY, lease=LEASE)
    assert taken is not None
    stop = Flag()
    stop.set()
    run(taken, clock=Clock(), stop=stop)
    job = again(job)
    assert (job.status, job.attempts, job.max_attempts) == (JobStatus.QUEUED, 1, 4)
    assert work(clock=Clock(), stop=Flag(), once=True) == 1


def test_the_command_empties_the_queue(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    queue()
    call_command("work", "--once")
    assert "已执行1个任务" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_take_each_job_once() -> None:
    lay_county()
    for _ in range(12):
        queue()

    def take(_: int) -> list[int]:
        try:
            taken = []
            while (job := claim(now=DAY, lease=LEASE)) is not None:
                taken.append(job.pk)
            return taken
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=3) as workers:
        taken = [pk for share in workers.map(take, range(3)) for pk in share]
    assert sorted(taken) == sorted(Job.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_long_step_keeps_its_lease() -> None:
    lay_county()
    finished = Flag()

    def sit(context: JobContext) -> Mapping[str, Json]:
        first = again(context.job).lease_until
        for _ in range(100):
            if finished.wait(0.05) or again(context.job).lease_until != first:
                return {"renewed": True}
        return {"renewed": False}

    registry.register("sit", sit)
    job = queue("sit")
    short = timedelta(seconds=0.3)
    taken = claim(now=DAY, lease=short)
    assert taken is not None
    run(taken, clock=Clock(), stop=Flag(), lease=short)
    assert again(job).result == {"renewed": True}
