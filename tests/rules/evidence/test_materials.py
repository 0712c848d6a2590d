"""How facts were obtained, and what has to stand on each piece of material."""

from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.materials import (
    check_described,
    check_material,
    check_materials,
    check_papers,
    check_pictures,
    check_ways,
    lacking_fields,
)
from jiheng.rules.evidence.shapes import Form, Material, MaterialKind, ObtainMethod
from jiheng.rules.finding import Finding, Outcome

PAPER = Material(
    "P1-06-000-0001",
    "采购合同",
    kind=MaterialKind.PROCUREMENT,
    form=Form.PAPER,
    source="县住建局档案室",
    obtained_by=ObtainMethod.PAPERS,
    obtained_on=date(2026, 4, 2),
    provider="县住建局",
    proves="道路工程采购",
    content="合同金额和工期",
    indicators=("B1",),
    nature=Nature.PRIMARY,
    where="资料编号清单 第2行",
)
PICTURE = replace(
    PAPER,
    number="P1-11-003-0001",
    title="路面照片",
    kind=MaterialKind.SITE,
    form=Form.PICTURE,
    obtained_by=ObtainMethod.SITE,
    provider="",
    taken_on=date(2026, 4, 3),
    taken_in="青石村村口",
    indicators=("路面合格率",),
    where="资料编号清单 第3行",
)
TALK = replace(PAPER, number="P1-12-000-0001", title="走访记录", obtained_by=ObtainMethod.VISIT)
ALL_WAYS = (PAPER, PICTURE, TALK)


def failures(found: list[Finding]) -> list[tuple[str, str, str]]:
    return [(each.code, each.message, each.where) for each in found if each.outcome is Outcome.FAILED]


@pytest.mark.clause("cq2023-7/15")
def test_papers_site_and_talks_together_pass() -> None:
    assert check_ways(ALL_WAYS, {}).outcome is Outcome.PASSED


@pytest.mark.clause("cq2023-7/15")
@pytest.mark.parametrize("left_out", range(3))
def test_each_way_left_out_is_named_until_it_is_explained(left_out: int) -> None:
    materials = [each for place, each in enumerate(ALL_WAYS) if place != left_out]
    way = ALL_WAYS[left_out].obtained_by
    assert way is not None
    finding = check_ways(materials, {}, "资料编号清单")
    assert (finding.code, finding.outcome, finding.blocks) == ("W-B15", Outcome.FAILED, False)
    assert f"没有用“{way}”。" in finding.message
    assert finding.where == "资料编号清单"
    assert check_ways(materials, {way: " "}).outcome is Outcome.FAILED
    assert check_ways(materials, {way: "项目没有场地"}).outcome is Outcome.PASSED


@pytest.mark.clause("cq2023-7/15")
def test_a_questionnaire_is_none_of_the_three_ways() -> None:
    asked = replace(TALK, obtained_by=ObtainMethod.QUESTIONNAIRE)
    assert check_ways([PAPER, PICTURE, asked], {}).outcome is Outcome.FAILED
    assert "没有用“查看资料”、“查看现场”、“走访调查”" in check_ways([asked], {}).message


@pytest.mark.clause("cq2023-7/22")
def test_material_with_everything_on_it_passes() -> None:
    found = check_materials(ALL_WAYS)
    assert [(each.code, each.outcome) for each in found] == [
        ("E-B22-1", Outcome.PASSED),
        ("E-B22-2", Outcome.PASSED),
        ("E-B22-3", Outcome.PASSED),
        ("E-B22-4", Outcome.PASSED),
    ]


@pytest.mark.clause("cq2023-7/22")
def test_an_empty_list_is_asked_nothing() -> None:
    assert {each.outcome for each in check_materials([])} == {Outcome.NOT_APPLICABLE}


@pytest.mark.clause("cq2023-7/22")
@pytest.mark.parametrize(
    ("paper", "lacks"),
    [
        (replace(PAPER, obtained_by=None), "取得方式"),
        (replace(PAPER, provider="", source=""), "来源渠道"),
        (replace(PAPER, obtained_by=None, provider=" ", source=" "), "取得方式、来源渠道"),
    ],
)
def test_a_paper_tells_its_way_and_its_channel(paper: Material, lacks: str) -> None:
    said = f"书面资料“P1-06-000-0001 采购合同”没有填{lacks}。请补填"
    assert failures(check_papers([paper, PICTURE])) == [("E-B22-2", said, "资料编号清单 第2行")]


@pytest.mark.clause("cq2023-7/22")
@pytest.mark.parametrize("paper", [replace(PAPER, provider=""), replace(PAPER, source="")])
def test_either_the_unit_or_the_source_is_a_channel(paper: Material) -> None:
    assert check_papers([paper])[0].outcome is Outcome.PASSED


@pytest.mark.clause("cq2023-7/22")
def test_only_papers_are_asked_for_a_channel_and_only_pictures_for_a_place() -> None:
    recording = Material("P1-12-000-0002", "录音", form=Form.RECORDING)
    assert check_papers([recording])[0].outcome is Outcome.NOT_APPLICABLE
    assert check_pictures([recording, PAPER])[0].outcome is Outcome.NOT_APPLICABLE


@pytest.mark.clause("cq2023-7/22")
@pytest.mark.parametrize(
    ("picture", "lacks"),
    [
        (replace(PICTURE, taken_on=None), "采集时间"),
        (replace(PICTURE, taken_in=" "), "采集地点"),
        (replace(PICTURE, taken_on=None, taken_in=""), "采集时间、采集地点"),
    ],
)
def test_a_picture_tells_when_and_where_it_was_taken(picture: Material, lacks: str) -> None:
    found = failures(check_pictures([PAPER, picture]))
    assert found == [("E-B22-3", f"图片“P1-11-003-0001 路面照片”没有填{lacks}。请补填", "资料编号清单 第3行")]


@pytest.mark.clause("cq2023-7/22")
@pytest.mark.parametrize(
    ("material", "lacks"),
    [
        (replace(PAPER, kind=None), "类别"),
        (replace(PAPER, form=None), "形式"),
        (replace(PAPER, source=""), "来源"),
        (replace(PAPER, obtained_on=None), "取得时间"),
        (replace(PAPER, proves=" "), "证明对象"),
        (replace(PAPER, content=""), "证明内容"),
        (replace(PAPER, kind=None, content=""), "类别、证明内容"),
    ],
)
def test_each_thing_missing_from_the_description_is_named(material: Material, lacks: str) -> None:
    found = failures(check_described([material, PICTURE]))
    assert found == [("E-B22-4", f"资料“P1-06-000-0001 采购合同”没有填{lacks}。请补填", "资料编号清单 第2行")]


@pytest.mark.clause("cq2023-7/22")
def test_every_mark_that_is_missing_keeps_the_report_back() -> None:
    bare = Material(form=Form.PICTURE)
    blocking = [each for each in check_materials([bare, replace(bare, form=Form.PAPER)]) if each.blocks]
    assert {each.act for each in blocking} == {"进入报告"}
    assert [each.code for each in blocking] == ["E-B22-1", "E-B22-1", "E-B22-2", "E-B22-3", "E-B22-4", "E-B22-4"]


@pytest.mark.clause("cq2023-7/22")
@pytest.mark.parametrize(
    ("material", "codes", "fields"),
    [
        (PAPER, [], ()),
        (PICTURE, [], ()),
        (replace(PAPER, obtained_by=None), ["E-B22-2"], ("取得方式",)),
        (replace(PICTURE, taken_on=None, taken_in=" "), ["E-B22-3"], ("采集时间", "采集地点")),
        (replace(PAPER, source="", provider=""), ["E-B22-2", "E-B22-4"], ("来源", "来源渠道")),
        (
            Material("P1-06-000-0002", form=Form.RECORDING),
            ["E-B22-4"],
            ("类别", "来源", "取得时间", "证明对象", "证明内容"),
        ),
    ],
)
def test_one_piece_of_material_names_what_it_lacks(
    material: Material, codes: list[str], fields: tuple[str, ...]
) -> None:
    assert [one.code for one in check_material(material)] == codes
    assert lacking_fields(material) == fields
