"""Evidence: numbers given once, files kept for ever, lines that several people change at once."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from jiheng.audit.models import Event
from jiheng.audit.queries import verify
from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.actions.evidence_intake import MOST_FILES, Taken, add_materials, add_version
from jiheng.evaluation.actions.evidence_lines import (
    change_material,
    fill_pictures,
    link,
    mark_of,
    set_fields,
    unlink,
    withdraw,
)
from jiheng.evaluation.actions.evidence_words import KIND, take_words
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.evidence_queries import Wanted, files_by_number, materials, withdrawn_for
from jiheng.evaluation.models import EvaluationProject, EvidenceFile, MaterialUse, Phase, PlanStatus
from jiheng.evaluation.models import Material as MaterialRow
from jiheng.evaluation.shapes import implementation_of, shape_of
from jiheng.files.models import Attachment
from jiheng.jobs.models import Job
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.shapes import Form, Material, MaterialKind, ObtainMethod
from jiheng.rules.implementation.shapes import Implementation
from tests.county import DAY, County, member_named
from tests.files.originals import NOTICE, pdf, word
from tests.files.pictures import PLACE, heic, jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/15", "cq2023-7/22", "cq2023-7/23")]

PHOTO = jpeg("2023:04:06 10:05:00", place=PLACE)
GIVEN = Material(
    kind=MaterialKind.SITE,
    source="评价小组拍摄",
    obtained_by=ObtainMethod.SITE,
    obtained_on=date(2023, 4, 6),
    nature=Nature.PRIMARY,
    indicators=("C3",),
)


@pytest.fixture
def lead(county: County) -> Member:
    return county.member(Duty.TPL)


@pytest.fixture
def project(lead: Member) -> EvaluationProject:
    made = open_project(demo_evaluated()[0], by=lead, at=DAY)
    EvaluationProject.objects.filter(pk=made.pk).update(phase=Phase.IMPLEMENT, plan_status=PlanStatus.APPROVED)
    made.refresh_from_db()
    return made


def hand_in(
    project: EvaluationProject, lead: Member, *files: tuple[str, bytes], given: Material = GIVEN, **more: bool
) -> list[Taken]:
    uploads = [(name, BytesIO(content)) for name, content in files]
    return add_materials(project, uploads, given, by=lead, at=DAY, **more)


def row(project: EvaluationProject, number: str) -> MaterialRow:
    return MaterialRow.objects.get(project=project, number=number)


def other(number: int) -> bytes:
    return jpeg(colour=(number * 20, 20, 30))


def test_a_photo_is_numbered_listed_and_tells_time_place_hash_and_size(
    project: EvaluationProject, lead: Member
) -> None:
    (taken,) = hand_in(project, lead, ("石宝乡.jpg", PHOTO))
    assert taken == Taken("石宝乡.jpg", f"{project.code}-11-000-0001")
    kept = shape_of(row(project, taken.number), Material)
    assert (kept.title, kept.form, kept.taken_on) == ("石宝乡", Form.PICTURE, date(2023, 4, 6))
    assert kept.taken_in == "北纬29.563011°，东经106.551561°"
    file = files_by_number(project, [taken.number])[taken.number]
    assert (kept.sha256, kept.size, kept.pages) == (file.attachment.blob_id, len(PHOTO), 1)
    assert (kept.obtained_on, kept.indicators, kept.collector) == (date(2023, 4, 6), ("C3",), lead.user.name)
    assert file.thumbnail_id is not None
    assert verify() == []


def test_a_place_written_for_the_batch_goes_before_coordinates(project: EvaluationProject, lead: Member) -> None:
    (taken,) = hand_in(project, lead, ("甲.jpg", PHOTO), given=replace(GIVEN, taken_in="石宝乡三汇村"))
    assert row(project, taken.number).taken_in == "石宝乡三汇村"


def test_a_camera_ahead_of_today_tells_no_time(project: EvaluationProject, lead: Member) -> None:
    (taken,) = hand_in(project, lead, ("甲.jpg", jpeg("2031:04:06 10:05:00")))
    assert row(project, taken.number).taken_on is None


def test_numbers_count_on_by_kind_and_point_in_the_order_handed_in(project: EvaluationProject, lead: Member) -> None:
    first = hand_in(project, lead, ("甲.jpg", other(1)), ("乙.jpg", other(2)))
    with_point = add_materials(project, [("丙.jpg", BytesIO(other(3)))], GIVEN, point_number=7, by=lead, at=DAY)
    last = hand_in(project, lead, ("丁.jpg", other(4)))
    numbers = [one.number.removeprefix(f"{project.code}-") for one in (*first, *with_point, *last)]
    assert numbers == ["11-000-0001", "11-000-0002", "11-007-0001", "11-000-0003"]
    assert [one.number for one in materials(project, Wanted())] == [
        one.number for one in (*first, *with_point, *last)
    ]


def test_a_number_given_once_is_never_given_again(project: EvaluationProject, lead: Member) -> None:
    (taken,) = hand_in(project, lead, ("甲.jpg", other(1)))
    withdraw(project, [taken.number], "拍糊了", by=lead, at=DAY)
    (after,) = hand_in(project, lead, ("乙.jpg", other(2)))
    assert after.number.endswith("-0002")
    typed = Material(number=f"{project.code}-11-000-0009", title="手填的", kind=MaterialKind.SITE)
    listed = implementation_of(project, {"materials"}).materials
    for lines in ((*listed, typed), listed):
        given = Implementation(materials=lines)
        replace_implementation(project, given, revision=project.revision, by=lead, at=DAY, parts={"materials"})
    assert hand_in(project, lead, ("丙.jpg", other(3)))[0].number.endswith("-0010")
    with pytest.raises(IntegrityError), transaction.atomic():
        EvidenceFile.objects.filter(number=after.number).update(number=taken.number)


def test_the_same_contents_are_told_and_taken_again_only_when_asked(project: EvaluationProject, lead: Member) -> None:
    (first,) = hand_in(project, lead, ("甲.jpg", PHOTO))
    same, twice, fresh = hand_in(project, lead, ("乙.jpg", PHOTO), ("丙.jpg", other(1)), ("丁.jpg", other(1)))
    assert f"与已收入的资料“{first.number}”内容完全相同" in same.message
    assert (twice.number, fresh.number) == (f"{project.code}-11-000-0002", "")
    assert f"与已收入的资料“{twice.number}”内容完全相同" in fresh.message
    assert EvidenceFile.objects.count() == 2
    assert hand_in(project, lead, ("乙.jpg", PHOTO), again=True)[0].number.endswith("-0003")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("照片.heic", heic(), "HEIC 格式的照片，读不出"),
        ("照片.jpg", heic(), "HEIC 格式的照片，读不出"),
        ("照片.jpg", PHOTO[: len(PHOTO) // 2], "图片不完整，打不开"),
        ("合集.zip", b"PK\x03\x04", "是压缩包，请解开"),
        ("录音.mp3", b"ID3", "是音视频"),
        ("空.pdf", b"", "是空文件"),
        ("照片.png", PHOTO, "扩展名与内容不符"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_and_stops_no_other(
    project: EvaluationProject, lead: Member, name: str, content: bytes, said: str
) -> None:
    bad, good = hand_in(project, lead, (name, content), ("好.jpg", other(1)))
    assert said in bad.message
    assert good.number


def test_adding_needs_no_older_state_but_replacing_the_sheet_does(project: EvaluationProject, lead: Member) -> None:
    seen = project.revision
    hand_in(project, lead, ("甲.jpg", other(1)))
    stale = EvaluationProject.objects.get(pk=project.pk)
    hand_in(project, lead, ("乙.jpg", other(2)))
    hand_in(stale, lead, ("丙.jpg", other(3)))
    with pytest.raises(Refused, match="已被他人修改"):
        replace_implementation(project, Implementation(), revision=seen, by=lead, at=DAY)
    assert MaterialRow.objects.filter(project=project).count() == 3


@pytest.mark.parametrize("phase", [Phase.PREPARE, Phase.REPORT])
def test_other_phases_take_and_change_nothing(project: EvaluationProject, lead: Member, phase: Phase) -> None:
    (taken,) = hand_in(project, lead, ("甲.jpg", other(1)))
    EvaluationProject.objects.filter(pk=project.pk).update(phase=phase)
    for act in (
        lambda: hand_in(project, lead, ("乙.jpg", other(2))),
        lambda: add_version(project, taken.number, "甲.jpg", BytesIO(other(3)), by=lead, at=DAY),
        lambda: set_fields(project, [taken.number], {"source": "甲"}, by=lead, at=DAY),
        lambda: link(project, [taken.number], "C1", by=lead, at=DAY),
        lambda: withdraw(project, [taken.number], "错", by=lead, at=DAY),
    ):
        with pytest.raises(Refused, match="要在评价实施环节才能收入或修改资料"):
            act()
    assert Attachment.objects.count() == 1


def test_only_the_unit_s_own_evaluators_hand_in(project: EvaluationProject, county: County) -> None:
    for wrong in (county.member(Duty.FPD), county.member(Duty.QC), member_named("lz_fpd")):
        with pytest.raises(PermissionDenied):
            hand_in(project, wrong, ("甲.jpg", other(1)))


def test_a_batch_without_kind_or_too_large_is_refused_whole(project: EvaluationProject, lead: Member) -> None:
    with pytest.raises(Refused, match="请选择资料类别"):
        hand_in(project, lead, ("甲.jpg", other(1)), given=Material())
    with pytest.raises(Refused, match="一次最多收500个文件"):
        hand_in(project, lead, *[("甲.jpg", b"")] * (MOST_FILES + 1))


def test_a_new_version_keeps_the_old_one(project: EvaluationProject, lead: Member) -> None:
    (taken,) = hand_in(project, lead, ("甲.jpg", other(1)))
    second = add_version(project, taken.number, "甲改.jpg", BytesIO(other(2)), by=lead, at=DAY)
    assert (second.version, second.current) == (2, True)
    first = EvidenceFile.objects.get(version=1)
    assert not first.current
    assert row(project, taken.number).sha256 == second.attachment.blob_id != first.attachment.blob_id
    with pytest.raises(Refused, match="内容完全相同"):
        add_version(project, taken.number, "甲改.jpg", BytesIO(other(1)), by=lead, at=DAY)
    with pytest.raises(Refused, match="不在资料编号清单里"):
        add_version(project, "没有", "丙.jpg", BytesIO(other(3)), by=lead, at=DAY)


def test_an_edit_of_an_old_state_is_told_and_overwrites_nothing(project: EvaluationProject, lead: Member) -> None:
    (taken,) = hand_in(project, lead, ("甲.jpg", other(1)))
    seen = mark_of(shape_of(row(project, taken.number), Material))
    hand_in(project, lead, ("乙.jpg", other(2)))
    assert change_material(project, taken.number, {"source": "甲", "kind": None}, seen, by=lead, at=DAY) == 2
    with pytest.raises(Refused, match="刚被他人改过"):
        change_material(project, taken.number, {"source": "乙"}, seen, by=lead, at=DAY)
    assert (row(project, taken.number).source, row(project, taken.number).kind) == ("甲", "")
    event = Event.objects.filter(action="evaluation.material_changed").get()
    assert '"来源":"甲"' in event.after
    assert '"来源":"评价小组拍摄"' in event.before


def test_fields_of_many_are_set_at_once_and_the_others_stay(project: EvaluationProject, lead: Member) -> None:
    taken = hand_in(project, lead, ("甲.jpg", other(1)), ("乙.jpg", other(2)), ("丙.jpg", other(3)))
    numbers = [one.number for one in taken[:2]]
    assert set_fields(project, numbers, {"nature": Nature.SUPERVISORY, "sha256": "x"}, by=lead, at=DAY) == 2
    assert [row(project, one.number).nature for one in taken] == ["supervisory", "supervisory", "primary"]
    assert row(project, taken[0].number).source == "评价小组拍摄"
    with pytest.raises(Refused, match="没有填要改的栏"):
        set_fields(project, numbers, {}, by=lead, at=DAY)


def test_times_and_places_of_pictures_are_filled_in_one_go(project: EvaluationProject, lead: Member) -> None:
    taken = hand_in(project, lead, ("甲.jpg", other(1)), ("乙.jpg", PHOTO))
    day = date(2023, 4, 7)
    given = {taken[0].number: (day, "石宝乡"), taken[1].number: (None, "")}
    assert fill_pictures(project, given, by=lead, at=DAY) == 1
    assert (row(project, taken[0].number).taken_on, row(project, taken[0].number).taken_in) == (day, "石宝乡")
    assert row(project, taken[1].number).taken_on == date(2023, 4, 6)
    with pytest.raises(Refused, match="没有填采集时间或地点"):
        fill_pictures(project, {taken[1].number: (None, " ")}, by=lead, at=DAY)


def test_material_speaks_for_several_indicators_and_points_and_can_be_taken_away(
    project: EvaluationProject, lead: Member
) -> None:
    (taken,) = hand_in(project, lead, ("甲.jpg", other(1)))
    link(project, [taken.number], "X1", by=lead, at=DAY)
    link(project, [taken.number], "C4", "通村公路补助｜西片|石宝乡人民政府", by=lead, at=DAY)
    assert row(project, taken.number).indicators == ["C3", "X1"]
    assert [one.number for one in materials(project, Wanted(indicator="C4"))] == [taken.number]
    assert [one.number for one in materials(project, Wanted(indicator="X1"))] == [taken.number]
    with pytest.raises(Refused, match="都已对应这个指标"):
        link(project, [taken.number], "X1", by=lead, at=DAY)
    with pytest.raises(Refused, match="评价指标里没有“Z9”"):
        link(project, [taken.number], "Z9", by=lead, at=DAY)
    unlink(project, taken.number, "C3", by=lead, at=DAY)
    unlink(project, taken.number, "C4", "通村公路补助｜西片|石宝乡人民政府", by=lead, at=DAY)
    assert row(project, taken.number).indicators == ["X1"]
    assert not MaterialUse.objects.filter(project=project).exists()
    with pytest.raises(Refused, match="没有对应指标“C3”"):
        unlink(project, taken.number, "C3", by=lead, at=DAY)


def test_what_is_withdrawn_leaves_the_list_and_stays_with_its_reason(
    project: EvaluationProject, lead: Member
) -> None:
    taken = hand_in(project, lead, ("甲.jpg", other(1)), ("乙.jpg", other(2)))
    link(project, [taken[0].number], "C4", "石宝乡", by=lead, at=DAY)
    with pytest.raises(Refused, match="撤回资料要写理由"):
        withdraw(project, [taken[0].number], " ", by=lead, at=DAY)
    assert withdraw(project, [taken[0].number], "拍糊了", by=lead, at=DAY) == 1
    assert [one.number for one in materials(project, Wanted())] == [taken[1].number]
    file = EvidenceFile.objects.get(number=taken[0].number)
    assert (file.withdrawn_reason, file.withdrawn_by, file.withdrawn_at) == ("拍糊了", lead.user, DAY)
    assert (file.line["indicators"], file.line["uses"]) == (["C3"], [["C4", "石宝乡"]])
    assert withdrawn_for(project, "C4") == withdrawn_for(project, "C3") == [file]
    assert withdrawn_for(project, "X1") == []
    assert not MaterialUse.objects.filter(project=project).exists()
    with pytest.raises(Refused, match="已撤回或不在清单里"):
        unlink(project, taken[0].number, "C3", by=lead, at=DAY)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[1:], "清单里少了已收文件的资料"),
        (lambda lines: (replace(lines[0], sha256="a" * 64), *lines[1:]), "SHA-256 与收入的文件不符"),
        (lambda lines: (*lines, Material(number="{code}-11-000-0002")), "已撤回，编号不再使用"),
    ],
)
def test_a_typed_list_has_to_agree_with_the_files(
    project: EvaluationProject, lead: Member, change: object, said: str
) -> None:
    taken = hand_in(project, lead, ("甲.jpg", other(1)), ("乙.jpg", other(2)))
    withdraw(project, [taken[1].number], "重复", by=lead, at=DAY)
    lines = implementation_of(project, {"materials"}).materials
    changed = tuple(
        replace(one, number=one.number.format(code=project.code))
        for one in change(lines)  # type: ignore[operator]  # one of the three above
    )
    given = Implementation(materials=changed)
    with pytest.raises(Refused, match=said):
        replace_implementation(project, given, revision=project.revision, by=lead, at=DAY, parts={"materials"})


def test_hash_size_and_pages_are_filled_in_from_the_file(project: EvaluationProject, lead: Member) -> None:
    (taken,) = hand_in(project, lead, ("通知.pdf", pdf(NOTICE, NOTICE)))
    bare = replace(shape_of(row(project, taken.number), Material), sha256="", size=None, pages=None)
    given = Implementation(materials=(bare,))
    replace_implementation(project, given, revision=project.revision, by=lead, at=DAY, parts={"materials"})
    kept = row(project, taken.number)
    assert (len(kept.sha256), kept.size, kept.pages) == (64, len(pdf(NOTICE, NOTICE)), 2)


def test_words_are_read_behind_the_page_and_found(project: EvaluationProject, lead: Member) -> None:
    taken = hand_in(project, lead, ("甲.docx", word()), ("乙.jpg", other(2)))
    hand_in(project, lead, ("丙.jpg", other(3)))
    assert Job.objects.filter(kind=KIND).count() == 1
    take_words(EvidenceFile.objects.select_related("attachment__blob").get(number=taken[0].number))
    assert [one.number for one in materials(project, Wanted(words="养护 补助资金"))] == [taken[0].number]
    assert not materials(project, Wanted(words="养护 没有这样的词")).exists()
