"""What a unit hands in on a notice, and what the evaluators make of it."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.audit.models import Event
from jiheng.audit.queries import verify
from jiheng.evaluation.actions.handing_in import (
    accept_handed_in,
    hand_in,
    return_handed_in,
    say_none,
    withdraw_handed_in,
)
from jiheng.evaluation.models import EvaluationProject, EvidenceFile, HandedIn, HandedInState, Material, Phase
from jiheng.evaluation.requests import asked_of, days_late, notices_by_address, to_answer
from jiheng.evaluation.shapes import implementation_of
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.shapes import Form, MaterialKind, ObtainMethod
from tests.county import County
from tests.evaluation.asking import CONTRACT, DUE, LATE, MINUTES, NUMBER, Asked, asked, handed_in
from tests.files.originals import NOTICE as PAPER
from tests.files.originals import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/16")]
PURCHASE, PRIMARY = MaterialKind.PROCUREMENT, Nature.PRIMARY


@pytest.fixture
def one(county: County) -> Asked:
    return asked(county)


def test_a_unit_hands_in_a_file_for_an_item_and_its_lateness_shows(one: Asked) -> None:
    handed = handed_in(one)
    assert (handed.state, handed.item, str(handed)) == (HandedInState.WAITING, CONTRACT, "合同.pdf")
    assert handed.attachment is not None
    assert handed.attachment.organisation == one.unit.organisation
    assert days_late(handed, DUE) == 5
    assert days_late(handed, date(2026, 3, 15)) == 0
    assert Event.objects.get(action="request.handed_in").actor == one.unit.user
    assert verify() == []


def test_the_same_file_is_not_taken_twice_and_stops_no_other(one: Asked) -> None:
    handed_in(one)
    files = [("又一份.pdf", BytesIO(pdf(PAPER))), ("坏的.pdf", BytesIO(b"x")), ("纪要.pdf", BytesIO(pdf(["纪要"])))]
    first, second, third = hand_in(one.address, CONTRACT, files, by=one.unit, at=LATE)
    assert "内容完全相同" in first.message
    assert "坏的.pdf" in second.message
    assert third.handed is not None


@pytest.mark.clause("cq2023-7/22")
def test_an_accepted_file_becomes_a_numbered_line_of_materials_and_completes_its_item(one: Asked) -> None:
    handed = handed_in(one)
    number = accept_handed_in(handed, kind=PURCHASE, nature=PRIMARY, by=one.lead, at=LATE)
    (line,) = implementation_of(one.project).materials
    assert number == line.number == "PJ-1-06-000-0001"
    assert (line.kind, line.form, line.nature, line.obtained_by) == (
        PURCHASE,
        Form.PAPER,
        PRIMARY,
        ObtainMethod.PAPERS,
    )
    assert (line.title, line.indicators, line.proves) == ("合同", ("C1", "C2"), "C1、C2")
    assert (line.provider, line.obtained_on, line.collector) == (
        "清禾县第一小学", date(2026, 3, 15), one.lead.user.name
    )  # fmt: skip
    assert handed.attachment is not None
    assert line.sha256 == handed.attachment.blob.hash
    assert EvidenceFile.objects.get(number=number).attachment == handed.attachment
    standing = asked_of(one.project, LATE.date()).of(NUMBER)
    assert standing is not None
    assert [item.received_on for item in standing.notice.items] == [date(2026, 3, 15), None]
    assert HandedIn.objects.get().material == number


def test_an_item_stays_open_when_the_file_is_only_a_part_of_it(one: Asked) -> None:
    accept_handed_in(handed_in(one), kind=PURCHASE, nature=PRIMARY, complete=False, by=one.lead, at=LATE)
    standing = asked_of(one.project, LATE.date()).of(NUMBER)
    assert standing is not None
    assert standing.received == 0


@pytest.mark.clause("cq2023-7/22")
def test_a_number_given_once_is_not_given_again(one: Asked) -> None:
    accept_handed_in(handed_in(one), kind=PURCHASE, nature=PRIMARY, by=one.lead, at=LATE)
    Material.objects.all().delete()
    hand_in(one.address, CONTRACT, [("变更.pdf", BytesIO(pdf(["变更"])))], by=one.unit, at=LATE)
    second = HandedIn.objects.select_related("project__organisation", "attachment__blob", "organisation").last()
    assert second is not None
    assert accept_handed_in(second, kind=PURCHASE, nature=PRIMARY, by=one.lead, at=LATE).endswith("-0002")


def test_what_was_handed_in_is_settled_once(one: Asked) -> None:
    handed = handed_in(one)
    return_handed_in(handed, "缺盖章页", by=one.lead, at=LATE)
    kept = HandedIn.objects.get()
    assert (kept.state, kept.word, kept.settled_by) == (HandedInState.RETURNED, "缺盖章页", one.lead.user)
    with pytest.raises(Refused, match="已经核过"):
        accept_handed_in(handed, kind=PURCHASE, nature=PRIMARY, by=one.lead, at=LATE)
    assert implementation_of(one.project).materials == ()
    with pytest.raises(Refused, match="不能撤回"):
        withdraw_handed_in(handed, by=one.unit, at=LATE)


def test_a_return_says_why(one: Asked) -> None:
    with pytest.raises(Refused, match="退回的原因"):
        return_handed_in(handed_in(one), " ", by=one.lead, at=LATE)


def test_a_returned_file_may_be_handed_in_again(one: Asked) -> None:
    return_handed_in(handed_in(one), "请盖章", by=one.lead, at=LATE)
    (again,) = hand_in(one.address, CONTRACT, [("合同.pdf", BytesIO(pdf(PAPER)))], by=one.unit, at=LATE)
    assert again.handed is not None


def test_a_unit_says_that_it_has_no_such_material_and_the_item_stays_open(one: Asked) -> None:
    with pytest.raises(Refused, match="为什么没有"):
        say_none(one.address, MINUTES, " ", by=one.unit, at=LATE)
    say_none(one.address, MINUTES, "没有开会", by=one.unit, at=LATE)
    with pytest.raises(Refused, match="已经说明过"):
        say_none(one.address, MINUTES, "没有开会", by=one.unit, at=LATE)
    handed = HandedIn.objects.select_related("project__organisation", "organisation").get()
    assert str(handed) == "没有“会议纪要”"
    assert accept_handed_in(handed, kind=MaterialKind.OTHER, nature=PRIMARY, by=one.lead, at=LATE) == ""
    standing = asked_of(one.project, LATE.date()).of(NUMBER)
    assert standing is not None
    assert standing.received == 0
    assert implementation_of(one.project).materials == ()


def test_a_unit_takes_back_what_nobody_looked_at(one: Asked) -> None:
    withdraw_handed_in(handed_in(one), by=one.unit, at=LATE)
    assert not HandedIn.objects.exists()
    assert Event.objects.filter(action="request.withdrawn").exists()


def test_what_waits_for_the_evaluators_no_longer_waits_for_the_unit(one: Asked) -> None:
    handed_in(one)
    ((_, notice, answers),) = notices_by_address([one.address])
    assert [item.name for item in to_answer(notice, answers)] == [MINUTES]


@pytest.mark.parametrize("item", ["别的资料", ""])
def test_only_what_was_asked_for_is_taken(one: Asked, item: str) -> None:
    with pytest.raises(Refused, match="通知里没有这项资料"):
        hand_in(one.address, item, [("合同.pdf", BytesIO(pdf(PAPER)))], by=one.unit, at=LATE)


def test_nothing_is_taken_without_a_file_or_after_the_phase(one: Asked) -> None:
    with pytest.raises(Refused, match="请选择要提交的文件"):
        hand_in(one.address, CONTRACT, [], by=one.unit, at=LATE)
    EvaluationProject.objects.update(phase=Phase.REPORT)
    with pytest.raises(Refused, match="评价实施已经结束"):
        say_none(one.address, CONTRACT, "没有", by=one.unit, at=LATE)


def test_neither_side_does_the_other_s_part(county: County, one: Asked) -> None:
    handed = handed_in(one)
    for member in (one.lead, county.member(Duty.FPD)):
        with pytest.raises(PermissionDenied):
            say_none(one.address, MINUTES, "没有", by=member, at=LATE)
    for member in (one.unit, county.member(Duty.DPT), county.member(Duty.FPD), county.member(Duty.QC)):
        with pytest.raises(PermissionDenied):
            accept_handed_in(handed, kind=PURCHASE, nature=PRIMARY, by=member, at=LATE)
        with pytest.raises(PermissionDenied):
            return_handed_in(handed, "不对", by=member, at=LATE)


def test_the_department_above_may_answer_for_its_unit(county: County, one: Asked) -> None:
    say_none(one.address, MINUTES, "没有开会", by=county.member(Duty.DPT), at=LATE)
    assert HandedIn.objects.get().by == county.member(Duty.DPT).user
