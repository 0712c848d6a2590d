"""The job of a batch: every file gets an outcome, a break loses nothing, and it says what the command says."""

import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event as Flag
from zipfile import ZipFile

import pytest

from jiheng.audit.queries import verify
from jiheng.cli import main
from jiheng.files.actions import store
from jiheng.files.models import Attachment
from jiheng.files.refusals import FileRefused
from jiheng.jobs.actions import claim, request_cancel, retry
from jiheng.jobs.context import JobContext
from jiheng.jobs.models import Job, JobStatus
from jiheng.jobs.worker import LEASE, run, work
from jiheng.orgs.actions import deactivate_user, revoke_duty
from jiheng.orgs.models import Duty, Grant
from jiheng.orgs.refusal import Refused
from jiheng.self_evaluation.actions import HandedIn, hand_in
from jiheng.self_evaluation.models import BatchStatus, FileOutcome, RecheckBatch, RecheckFile
from jiheng.workbooks.recheck_job import OTHERS_NAMED, run_recheck_batch
from tests.county import DAY, County, county, member_named
from tests.workbooks.building import simple_form, workbook_bytes

__all__ = ["county"]

FORMS = Path(__file__).parents[2] / "jiheng" / "demo" / "forms"
HEATING = FORMS / "form-11-school-heating.xlsx"
GOOD = workbook_bytes({"自评表": simple_form()})
NO_FORM = workbook_bytes({"通讯录": [("姓名", "电话"), ("甲", "1")]})
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(200) + b"IEND\xaeB`\x82"


class Clock:
    """Every look is a second later, so that progress is written and wishes are heard each time."""

    def __init__(self) -> None:
        self.time = DAY

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


class StopsAfter(Flag):
    """A shutdown that comes after so many looks at it: the runner looks once before each file."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks = looks

    def is_set(self) -> bool:
        self.looks -= 1
        return self.looks < 0


def zip_of(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def taken_in(name: str, content: bytes, username: str = "qh_unt") -> HandedIn:
    """As the upload page does: what the store refuses is listed with its reason."""
    by = member_named(username)
    try:
        attachment: Attachment = store(io.BytesIO(content), name, organisation=by.organisation, by=by, at=DAY)
    except FileRefused as refusal:
        return HandedIn(name, None, str(refusal))
    return HandedIn(name, attachment)


def batch_with(files: dict[str, bytes], rules: str = "mof2020-10") -> RecheckBatch:
    taken = [taken_in(name, content) for name, content in files.items()]
    return hand_in("2025年自评", rules, taken, by=member_named("qh_unt"), at=DAY)


def worked(batch: RecheckBatch) -> RecheckBatch:
    work(clock=Clock(), stop=Flag(), once=True)
    return RecheckBatch.objects.select_related("job").get(pk=batch.pk)


def outcomes(batch: RecheckBatch) -> dict[str, str]:
    return dict(batch.files.values_list("name", "outcome"))


def message(batch: RecheckBatch, name: str) -> str:
    return RecheckFile.objects.get(batch=batch, name=name).message


def job_of(batch: RecheckBatch) -> Job:
    job = RecheckBatch.objects.select_related("job").get(pk=batch.pk).job
    assert job is not None
    return job


def test_every_file_of_a_mixed_batch_gets_its_outcome_and_its_words(county: County) -> None:
    batch = worked(
        batch_with(
            {
                "好.xlsx": GOOD,
                "各单位.zip": zip_of(
                    {"甲/表.xlsx": HEATING.read_bytes(), "乙/坏.xlsx": GOOD[:900], "说明.txt": b"x"}
                ),
                "坏.xlsx": GOOD[: len(GOOD) // 2],
                "扫描件.xlsx": PICTURE,
                "照片.png": PICTURE,
                "空.xlsx": b"",
                "通讯录.xlsx": NO_FORM,
                "空包.zip": zip_of({"说明.txt": b"x"}),
            }
        )
    )
    assert (batch.status, job_of(batch).status) == (BatchStatus.FINISHED, JobStatus.SUCCEEDED)
    read, unreadable = FileOutcome.READ.value, FileOutcome.UNREADABLE.value
    assert outcomes(batch) == {
        "好.xlsx": read,
        "各单位.zip": read,
        "各单位.zip／甲/表.xlsx": read,
        "各单位.zip／乙/坏.xlsx": unreadable,
        "各单位.zip／说明.txt": unreadable,
        "坏.xlsx": unreadable,
        "扫描件.xlsx": unreadable,
        "照片.png": unreadable,
        "空.xlsx": unreadable,
        "通讯录.xlsx": unreadable,
        "空包.zip": unreadable,
        "空包.zip／说明.txt": unreadable,
    }
    assert message(batch, "各单位.zip") == "压缩包，取出2个文件；有1个文件不是表格，没有读"
    for file in batch.files.filter(outcome=FileOutcome.UNREADABLE):
        assert "请" in file.message or "另存" in file.message or "重新" in file.message, file.message
    assert {form.file.name for form in batch.forms.all()} == {"好.xlsx", "各单位.zip／甲/表.xlsx"}
    assert batch.counts["unreadable"] == 9
    assert job_of(batch).result == {"address": f"/rechecks/{batch.pk}/", "forms": 2}
    assert verify() == []


def test_what_came_in_is_kept_byte_for_byte(county: County) -> None:
    batch = worked(batch_with({"包.zip": zip_of({"表.xlsx": GOOD}), "好.xlsx": GOOD}))
    stored = {file.attachment.blob_id for file in batch.files.all() if file.attachment}
    assert len(stored) == 2, "the same bytes are kept once, whether packed or not"


def test_a_sheet_that_is_no_form_does_not_spoil_the_file(county: County) -> None:
    batch = worked(
        batch_with({"表.xlsx": workbook_bytes({"自评表": simple_form(), "空": [], "目标": simple_form()})})
    )
    assert [form.sheet for form in batch.forms.all()] == ["自评表", "目标"]
    assert [form.position for form in batch.forms.all()] == [1, 2]


def test_the_results_are_those_of_the_command_line(county: County, tmp_path: Path) -> None:
    batch = worked(batch_with({path.name: path.read_bytes() for path in sorted(FORMS.glob("*.xlsx"))[:8]}))
    out = tmp_path / "结果.json"
    main(["recheck", *map(str, sorted(FORMS.glob("*.xlsx"))[:8]), "--quiet", "--json", str(out)])
    assert [json.loads(form.result) for form in batch.forms.all()] == json.loads(out.read_text("utf-8"))


def test_the_rules_of_the_batch_are_those_applied(county: County) -> None:
    batch = worked(batch_with({"表.xlsx": GOOD}, rules="hubei"))
    assert json.loads(batch.forms.get().result)["rules"] == "hubei"


def test_a_member_not_read_is_listed_with_its_reason_and_code(county: County) -> None:
    packed = {"包.zip": zip_of({"坏.xlsx": GOOD[:900], "说明.txt": b"x"}), "空.zip": zip_of({"说明.txt": b"x"})}
    batch = worked(batch_with({**packed, "扫描件.xlsx": PICTURE, "好.xlsx": GOOD}))
    assert "实际是图片" in message(batch, "扫描件.xlsx") or "实际是 PNG 图片" in message(batch, "扫描件.xlsx")
    assert message(batch, "空.zip").startswith("压缩包里没有 xlsx 或 xls 文件")
    assert "“包.zip／说明.txt”是文本文件，不是表格，没有读" in message(batch, "包.zip／说明.txt")
    assert message(batch, "包.zip／说明.txt").endswith("（W-F-17）")
    assert message(batch, "包.zip／坏.xlsx").endswith("（E-F-02）")


def test_of_countless_photographs_in_a_zip_the_first_are_named_and_all_are_counted(county: County) -> None:
    photos = {f"{number}.jpg": b"x" for number in range(OTHERS_NAMED + 5)}
    batch = worked(batch_with({"包.zip": zip_of({**photos, "表.xlsx": GOOD})}))
    assert batch.files.count() == 1 + 1 + OTHERS_NAMED
    assert message(batch, "包.zip") == "压缩包，取出1个文件；有105个文件不是表格，没有读，列出前100个"


def test_two_files_of_one_name_are_told_apart(county: County) -> None:
    members = {"甲.zip": zip_of({"表.xlsx": GOOD}), "表.xlsx": GOOD}
    taken = [taken_in(name, content) for name, content in [*members.items(), *members.items()]]
    batch = worked(hand_in("一批", "mof2020-10", taken, by=member_named("qh_unt"), at=DAY))
    assert set(outcomes(batch)) == {
        *("甲.zip", "表.xlsx", "甲（2）.zip", "表（2）.xlsx"),
        *("甲.zip／表.xlsx", "甲（2）.zip／表.xlsx"),
    }
    assert {json.loads(form.result)["file"] for form in batch.forms.all()} == {
        *("表.xlsx", "表（2）.xlsx", "甲.zip／表.xlsx", "甲（2）.zip／表.xlsx")
    }


@pytest.mark.parametrize("looks", range(7))
def test_a_batch_broken_off_anywhere_goes_on_and_loses_nothing(county: County, looks: int) -> None:
    packed = zip_of({f"{number}.xlsx": GOOD for number in range(3)})
    batch = batch_with({"一.xlsx": GOOD, "包.zip": packed, "二.xlsx": GOOD})
    broken = claim(now=DAY, lease=LEASE)
    assert broken is not None
    run(broken, clock=Clock(), stop=StopsAfter(looks))
    assert job_of(batch).status == JobStatus.QUEUED
    assert RecheckBatch.objects.get().status == BatchStatus.RUNNING
    batch = worked(batch)
    assert batch.status == BatchStatus.FINISHED
    assert set(outcomes(batch).values()) == {FileOutcome.READ.value}
    assert len(outcomes(batch)) == 6
    assert batch.forms.count() == batch.counts["forms"] == 5


def test_a_worker_that_died_after_the_last_write_is_made_up_for(county: County) -> None:
    batch = batch_with({"一.xlsx": GOOD})
    lost = claim(now=DAY, lease=LEASE)
    assert lost is not None
    run_recheck_batch(JobContext(lost, Clock(), LEASE, Flag()))
    assert RecheckBatch.objects.get().status == BatchStatus.FINISHED
    late = DAY + 2 * LEASE
    work(clock=lambda: late, stop=Flag(), once=True)
    assert job_of(batch).status == JobStatus.SUCCEEDED
    assert job_of(batch).result["forms"] == 1


@pytest.fixture
def cancelled(county: County) -> RecheckBatch:
    """A batch whose owner changed their mind while the second file was read."""
    batch = batch_with({f"{number}.xlsx": GOOD for number in range(4)})
    started = claim(now=DAY, lease=LEASE)
    assert started is not None
    run(started, clock=CancelsAfter(4, started), stop=Flag())
    return RecheckBatch.objects.select_related("job").get(pk=batch.pk)


class CancelsAfter(Clock):
    """The owner presses the button at the given look at the clock."""

    def __init__(self, looks: int, job: Job) -> None:
        super().__init__()
        self.looks = looks
        self.job = job

    def __call__(self) -> datetime:
        self.looks -= 1
        if self.looks == 0:
            request_cancel(self.job, by=member_named("qh_unt"), at=DAY)
        return super().__call__()


def test_a_cancelled_batch_says_so_and_keeps_what_was_read(cancelled: RecheckBatch) -> None:
    assert job_of(cancelled).status == JobStatus.CANCELLED
    assert cancelled.standing == BatchStatus.CANCELLED
    assert 0 < cancelled.forms.count() < 4
    assert FileOutcome.WAITING.value in outcomes(cancelled).values()
    assert verify() == []


def test_a_cancelled_batch_can_be_taken_up_again(cancelled: RecheckBatch) -> None:
    retry(job_of(cancelled), by=member_named("qh_unt"), at=DAY)
    again = worked(cancelled)
    assert (again.standing, again.forms.count()) == (BatchStatus.FINISHED, 4)


def test_a_batch_cancelled_while_it_waits_shows_as_cancelled(county: County) -> None:
    batch = batch_with({"一.xlsx": GOOD})
    request_cancel(job_of(batch), by=member_named("qh_unt"), at=DAY)
    assert RecheckBatch.objects.get().standing == BatchStatus.CANCELLED
    assert worked(batch).forms.count() == 0


def leaves(county: County) -> None:
    person = member_named("qh_unt").user
    deactivate_user(person, organisation=county.school, by=county.member(Duty.SYS), at=DAY)


def loses_the_duty(county: County) -> None:
    grant = Grant.objects.get(membership__user__username="qh_unt")
    revoke_duty(grant, by=county.member(Duty.SYS), at=DAY)


@pytest.mark.parametrize("change", [leaves, loses_the_duty])
def test_a_batch_of_somebody_no_longer_in_office_fails_with_the_reason(
    county: County, change: Callable[[County], None]
) -> None:
    batch = batch_with({"一.xlsx": GOOD})
    change(county)
    batch = worked(batch)
    assert (batch.standing, job_of(batch).status) == (BatchStatus.FAILED, JobStatus.FAILED)
    assert "由在岗人员重新发起" in job_of(batch).error


def test_nothing_is_queued_when_no_file_could_be_taken_in(county: County) -> None:
    with pytest.raises(Refused, match="没有可以复核的文件"):
        batch_with({"空.xlsx": b"", "扫描件.xlsx": PICTURE})
    assert not RecheckBatch.objects.exists()
    assert not Job.objects.exists()


def test_the_business_office_checks_for_the_body_it_is_responsible_for(county: County) -> None:
    by = county.member(Duty.FBD)
    stored = store(io.BytesIO(GOOD), "表.xlsx", organisation=county.education, by=by, at=DAY)
    batch = worked(hand_in("归口", "mof2020-10", [HandedIn("表.xlsx", stored)], by=by, at=DAY))
    assert (batch.organisation, batch.status) == (county.education, BatchStatus.FINISHED)
