"""The side of the unit: its own notices and nothing else, answered item by item."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate, now

from jiheng.evaluation.actions.handing_in import accept_handed_in, return_handed_in, say_none
from jiheng.evaluation.actions.notices import save_notice
from jiheng.evaluation.models import EvaluationProject, HandedIn, Notice, NoticeItem, Phase
from jiheng.orgs.models import Duty
from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.shapes import MaterialKind
from jiheng.web.workbench.todos import todo_groups
from tests.county import DAY, County
from tests.evaluation.asking import CLAUSES, CONTRACT, DUE, LATE, MINUTES, NUMBER, Asked, asked, draft, handed_in
from tests.files.originals import NOTICE, pdf
from tests.web.conftest import LoggedIn
from tests.web.preparing import home, page

pytestmark = pytest.mark.clause("cq2023-7/16")
LIST = "/requests/"


@pytest.fixture
def one(county: County) -> Asked:
    return asked(county)


@pytest.fixture
def school(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.UNT)


def own(one: Asked) -> str:
    return f"{LIST}{one.address.pk}/"


def paper(*lines: str, name: str = "合同.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf(lines or NOTICE))


def test_a_unit_sees_the_notice_addressed_to_it_with_clauses_and_deadline(one: Asked, school: Client) -> None:
    assert NUMBER in page(school, LIST)
    said = page(school, own(one))
    for words in (
        "村小取暖",
        CLAUSES.truth,
        CLAUSES.consequence,
        CONTRACT,
        MINUTES,
        "2026年3月10日",
        "明度绩效咨询公司",
    ):
        assert words in said
    assert f"已逾期 {(localdate() - DUE).days} 天" in said
    assert school.get(f"{own(one)}letter/").content[:2] == b"PK"


def test_it_never_sees_the_evaluation(one: Asked, school: Client) -> None:
    for tail in ("", "notices/", f"notices/{NUMBER}/", "implementation/资料充分性/"):
        assert school.get(f"{home(one.project)}{tail}").status_code in {403, 404}
    assert "绩效评价</" not in page(school, LIST)


def test_the_department_above_sees_it_and_others_do_not(one: Asked, logged_in: LoggedIn) -> None:
    assert logged_in(Duty.DPT).get(own(one)).status_code == 200
    for duty in (Duty.FPD, Duty.TPL, Duty.SYS):
        assert logged_in(duty).get(own(one)).status_code == 403


def test_a_draft_reaches_nobody(county: County, one: Asked, school: Client) -> None:
    second = draft(number="明通2号")
    save_notice(one.project, second, county.school, revision=one.project.revision, by=one.lead, at=DAY)
    assert "明通2号" not in page(school, LIST)
    Notice.objects.filter(number=NUMBER).update(sent_on=None)
    assert school.get(own(one)).status_code == 404


def test_files_are_handed_in_item_by_item_with_a_remark(one: Asked, school: Client) -> None:
    form = {"item": CONTRACT, "remark": "原件在档案室", "uploads": [paper(), paper("变更", name="变更.pdf")]}
    assert school.post(f"{own(one)}hand-in/", form).status_code == 302
    assert list(HandedIn.objects.values_list("attachment__name", "remark")) == [
        ("合同.pdf", "原件在档案室"),
        ("变更.pdf", "原件在档案室"),
    ]
    said = page(school, own(one))
    assert "已交，等核收" in said
    assert "晚" in said
    handed = HandedIn.objects.all()[0]
    assert school.get(f"{own(one)}files/{handed.pk}/").status_code == 200


def test_a_refusal_keeps_what_was_typed(one: Asked, school: Client) -> None:
    answer = school.post(f"{own(one)}hand-in/", {"item": CONTRACT, "remark": "原件在档案室"})
    assert answer.status_code == 422
    assert "请选择要提交的文件" in answer.content.decode()
    assert 'value="原件在档案室"' in answer.content.decode()


def test_a_unit_says_that_it_has_nothing_and_why(one: Asked, school: Client) -> None:
    assert school.post(f"{own(one)}none/", {"item": MINUTES, "reason": ""}).status_code == 422
    assert school.post(f"{own(one)}none/", {"item": MINUTES, "reason": "没有开会"}).status_code == 302
    assert HandedIn.objects.get().remark == "没有开会"
    said = page(school, own(one))
    assert "说明没有这项资料" in said
    assert "已说明没有，等核收" in said


def test_once_its_word_is_on_record_the_unit_is_no_longer_asked_for_that_item(one: Asked, school: Client) -> None:
    for item in (CONTRACT, MINUTES):
        handed = say_none(one.address, item, "没有", by=one.unit, at=LATE)
        accept_handed_in(handed, kind=MaterialKind.OTHER, nature=Nature.PRIMARY, by=one.lead, at=LATE)
    assert "已答复" in page(school, LIST)
    assert "已说明没有" in page(school, own(one))
    assert not [todo for group in todo_groups(one.unit, now()) for todo in group.items if todo.verb == "提交"]


def test_a_file_is_taken_back_until_it_was_looked_at(one: Asked, school: Client) -> None:
    handed = handed_in(one)
    school.post(f"{own(one)}files/{handed.pk}/withdraw/")
    assert not HandedIn.objects.exists()


def test_the_unit_reads_why_something_came_back_and_what_was_taken(one: Asked, school: Client) -> None:
    return_handed_in(handed_in(one), "缺盖章页", by=one.lead, at=LATE)
    said = page(school, own(one))
    assert "缺盖章页" in said
    assert "退回，请重交" in said
    HandedIn.objects.all().delete()
    accept_handed_in(handed_in(one), kind=MaterialKind.OTHER, nature=Nature.PRIMARY, by=one.lead, at=LATE)
    said = page(school, own(one))
    assert "已接收" in said
    assert "PJ-1-" not in said, "numbers of material are the evaluators' own"


def test_the_workbench_asks_for_what_is_missing(one: Asked) -> None:
    def asked_for() -> list[str]:
        return [todo.address for group in todo_groups(one.unit, now()) for todo in group.items if todo.verb == "提交"]

    assert asked_for() == [own(one)]
    NoticeItem.objects.update(received_on=DUE)
    assert asked_for() == []


def test_once_the_report_is_written_nothing_more_is_taken(one: Asked, school: Client) -> None:
    EvaluationProject.objects.update(phase=Phase.REPORT)
    said = page(school, own(one))
    assert "这里不再收资料" in said
    assert "上传文件，或说明没有" not in said
    assert school.post(f"{own(one)}none/", {"item": MINUTES, "reason": "没有"}).status_code == 422


def test_the_list_of_many_notices_takes_no_more_queries(
    county: County, one: Asked, school: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(2, 9):
        more = draft(number=f"明通{number}号")
        save_notice(one.project, more, county.school, revision=one.project.revision, by=one.lead, at=DAY)
    Notice.objects.update(sent_on=DUE)
    with django_assert_max_num_queries(16):  # type: ignore[operator]  # a fixture that is called
        assert page(school, LIST).count("明通") >= 8
