"""Originals of basis documents: kept, proposed from their own text, registered once a person confirmed them."""

import io
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.audit.models import Event
from jiheng.evaluation.actions.documents import (
    HandedIn,
    attach_file,
    confirm_file,
    discard_file,
    hand_in_files,
)
from jiheng.evaluation.actions.entering import open_project, replace_preparation
from jiheng.evaluation.actions.plan import submit_plan
from jiheng.evaluation.models import BasisFile, EvaluationProject
from jiheng.evaluation.queries import basis_files
from jiheng.evaluation.shapes import preparation_of
from jiheng.files.models import Attachment
from jiheng.orgs.refusal import Refused
from jiheng.rules.basis.shapes import BasisDocument, MaterialClass
from jiheng.rules.preparation.shapes import Preparation, Project
from tests.county import DAY, County, member_named
from tests.files.originals import NOTICE, pdf, word

pytestmark = pytest.mark.django_db

LAW = BasisDocument("预算法", "中华人民共和国预算法", material=MaterialClass.LAW)
CONFIRMED = BasisDocument(
    "",
    "关于下达2025年村道养护补助资金预算的通知",
    "清禾县财政局",
    "县级部门",
    "审批、下达文件",
    "清财建〔2025〕9号",
    date(2025, 3, 1),
    date(2025, 3, 1),
    material=MaterialClass.RELEASE,
    channel="财政部门提供",
)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    preparation = Preparation(project=Project("PJ-1", "村道养护补助"), documents=(LAW,))
    return open_project(preparation, by=member_named("qh_tpl"), at=DAY)


def hand_in(project: EvaluationProject, *files: tuple[str, bytes], by: str = "qh_tpl") -> list[HandedIn]:
    streams = [(name, io.BytesIO(content)) for name, content in files]
    return hand_in_files(project, streams, by=member_named(by), at=DAY)


def taken(project: EvaluationProject, name: str = "通知.docx", content: bytes = word()) -> BasisFile:
    (one,) = hand_in(project, (name, content))
    assert one.file is not None
    return fresh(one.file)


def fresh(file: BasisFile) -> BasisFile:
    return basis_files(EvaluationProject.objects.get(pk=file.project_id)).get(pk=file.pk)


def documents(project: EvaluationProject) -> tuple[BasisDocument, ...]:
    return preparation_of(project).documents


def last_event(action: str) -> Event:
    return Event.objects.filter(action=action).latest("seq")


def test_a_file_is_kept_with_what_its_text_proposes_and_registers_nothing(project: EvaluationProject) -> None:
    file = taken(project)
    read = file.proposal
    assert (read["number"], read["issuer"], read["issued_on"]) == ("清财建〔2025〕9号", "清禾县财政局", "2025-03-01")
    assert read["material"] == MaterialClass.RELEASE
    assert read["opening"].startswith("清禾县财政局文件")
    assert (file.document, file.confirmed_at, file.remark) == ("", None, "")
    assert documents(project) == (LAW,)
    assert "通知.docx" in last_event("evaluation.document_handed_in").after


def test_a_file_without_text_is_kept_and_says_why(project: EvaluationProject) -> None:
    file = taken(project, "扫描.pdf", pdf((), ()))
    assert file.proposal == {}
    assert "可能是扫描件" in file.remark


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("办法.doc", b"\xd0\xcf\x11\xe0", "另存为 docx"),
        ("全部.zip", b"PK\x03\x04", "解开后"),
        ("通知.ofd", b"PK\x03\x04", "另存为 PDF"),
        ("空.docx", b"", "没有任何内容"),
    ],
)
def test_one_that_cannot_be_taken_stops_no_other(
    project: EvaluationProject, name: str, content: bytes, said: str
) -> None:
    refused, kept = hand_in(project, (name, content), ("通知.docx", word()))
    assert refused.file is None
    assert name in refused.message
    assert said in refused.message
    assert kept.file is not None


def test_the_same_bytes_are_taken_once(project: EvaluationProject) -> None:
    content = word()
    taken(project, "通知.docx", content)
    (again,) = hand_in(project, ("通知（副本）.docx", content))
    assert again.message == "“通知（副本）.docx”与已收入的“通知.docx”内容完全相同，没有重复收"
    assert Attachment.objects.count() == BasisFile.objects.count() == 1


def test_too_many_at_once_are_refused_before_anything_is_kept(project: EvaluationProject) -> None:
    with pytest.raises(Refused, match="一次最多收20个文件，这次有21个"):
        hand_in(project, *((f"{number}.docx", b"") for number in range(21)))
    assert not BasisFile.objects.exists()


def test_what_is_confirmed_becomes_a_document_behind_the_others(project: EvaluationProject) -> None:
    file = taken(project)
    confirm_file(file, CONFIRMED, by=member_named("qh_tpl"), at=DAY)
    assert documents(project) == (LAW, replace(CONFIRMED, key="清财建〔2025〕9号"))
    settled = fresh(file)
    assert (settled.document, settled.confirmed_at) == ("清财建〔2025〕9号", DAY)
    assert settled.confirmed_by == member_named("qh_tpl").user
    assert settled.project.revision == 2


def test_the_record_names_what_the_person_corrected(project: EvaluationProject) -> None:
    file = taken(project)
    confirm_file(file, replace(CONFIRMED, issuer="清禾县财政局办公室"), by=member_named("qh_tpl"), at=DAY)
    said = last_event("evaluation.document_confirmed").after
    assert '"corrected":"文件名称、发文机关"' in said.replace(": ", ":")


def test_a_document_needs_a_name(project: EvaluationProject) -> None:
    with pytest.raises(Refused, match="请填写文件名称"):
        confirm_file(taken(project), replace(CONFIRMED, title=" "), by=member_named("qh_tpl"), at=DAY)


def test_a_number_is_registered_once_and_the_file_can_be_attached_instead(project: EvaluationProject) -> None:
    by = member_named("qh_tpl")
    confirm_file(taken(project), CONFIRMED, by=by, at=DAY)
    second = taken(project, "通知.pdf", pdf(NOTICE))
    with pytest.raises(Refused, match="已经登记。是同一份的，请归到已登记的文件"):
        confirm_file(second, replace(CONFIRMED, number="清财建[2025]09号"), by=by, at=DAY)
    assert fresh(second).confirmed_at is None
    assert attach_file(second, "清财建〔2025〕9号", by=by, at=DAY).title == CONFIRMED.title
    assert fresh(second).document == "清财建〔2025〕9号"
    assert len(documents(project)) == 2


def test_a_file_put_to_the_wrong_document_is_put_to_the_right_one(project: EvaluationProject) -> None:
    by, file = member_named("qh_tpl"), taken(project)
    confirm_file(file, CONFIRMED, by=by, at=DAY)
    attach_file(fresh(file), "预算法", by=by, at=DAY)
    assert fresh(file).document == "预算法"
    assert "清财建〔2025〕9号" in last_event("evaluation.document_attached").before


@pytest.mark.parametrize("key", ["", "没有这份"])
def test_a_file_belongs_to_a_registered_document_only(project: EvaluationProject, key: str) -> None:
    with pytest.raises(Refused, match="请选择"):
        attach_file(taken(project), key, by=member_named("qh_tpl"), at=DAY)


def test_a_file_is_settled_once(project: EvaluationProject) -> None:
    by, file = member_named("qh_tpl"), taken(project)
    mine, yours = fresh(file), fresh(file)
    confirm_file(mine, CONFIRMED, by=by, at=DAY)
    other = replace(CONFIRMED, number="", title="另一份")
    with pytest.raises(Refused, match="已由他人办理"):
        confirm_file(yours, other, by=by, at=DAY)
    with pytest.raises(Refused, match="已由他人办理"):
        attach_file(yours, "预算法", by=by, at=DAY)
    with pytest.raises(Refused, match="已登记或已去掉"):
        discard_file(yours, by=by, at=DAY)
    assert len(documents(project)) == 2


def test_a_change_somebody_made_between_reading_and_confirming_is_not_lost(project: EvaluationProject) -> None:
    by, file = member_named("qh_tpl"), taken(project)
    replace_preparation(project, preparation_of(project), revision=1, by=by, at=DAY)
    with pytest.raises(Refused, match="已被他人修改"):
        confirm_file(file, CONFIRMED, by=by, at=DAY)
    assert fresh(file).confirmed_at is None
    confirm_file(fresh(file), CONFIRMED, by=by, at=DAY)


def test_a_file_nobody_confirmed_can_be_put_aside(project: EvaluationProject) -> None:
    file = taken(project)
    discard_file(file, by=member_named("qh_tpl"), at=DAY)
    assert not BasisFile.objects.exists()
    assert Attachment.objects.count() == 1
    assert "通知.docx" in last_event("evaluation.document_discarded").after


def test_nothing_moves_while_the_plan_is_under_review(project: EvaluationProject) -> None:
    by, file = member_named("qh_tpl"), taken(project)
    submit_plan(project, (), content="{}", by=by, at=DAY)
    with pytest.raises(Refused, match="方案已送审"):
        hand_in(project, ("另一份.docx", word(("另一份",))))
    with pytest.raises(Refused, match="方案已送审"):
        confirm_file(file, CONFIRMED, by=by, at=DAY)
    with pytest.raises(Refused, match="方案已送审"):
        attach_file(file, "预算法", by=by, at=DAY)
    with pytest.raises(Refused, match="方案已送审"):
        discard_file(file, by=by, at=DAY)
    assert fresh(file).confirmed_at is None
    assert documents(project) == (LAW,)


@pytest.mark.parametrize("name", ["qh_qc", "qh_fpd", "qh_unt", "lz_fpd"])
def test_only_those_who_fill_in_hand_in_and_confirm(project: EvaluationProject, name: str) -> None:
    file, stranger = taken(project), member_named(name)
    with pytest.raises(PermissionDenied):
        hand_in(project, ("通知.docx", word()), by=name)
    with pytest.raises(PermissionDenied):
        confirm_file(file, CONFIRMED, by=stranger, at=DAY)
    with pytest.raises(PermissionDenied):
        attach_file(file, "预算法", by=stranger, at=DAY)
    with pytest.raises(PermissionDenied):
        discard_file(file, by=stranger, at=DAY)
