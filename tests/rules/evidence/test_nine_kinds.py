"""Nine kinds of papers: material, or a word why there is none."""

from dataclasses import replace

import pytest

from jiheng.rules.evidence.nine_kinds import NINE_KINDS, check_nine_kinds, due_kinds
from jiheng.rules.evidence.shapes import KindAnswer, KindNote, Material, MaterialKind, ProjectTraits
from jiheng.rules.evidence.traits import asked_for
from jiheng.rules.finding import Finding, Outcome

WITH_ALL = ProjectTraits(
    "P1", ("专项活动",), has_procurement=True, has_acceptance=True, has_subsidy=True, where="项目基本信息"
)
WITH_NONE = replace(WITH_ALL, has_procurement=False, has_acceptance=False, has_subsidy=False)
UNCHOSEN = replace(WITH_ALL, has_procurement=None, has_acceptance=None, has_subsidy=None)
MATERIALS = tuple(Material(f"P1-{kind.place:02d}-000-0001", kind=kind) for kind in NINE_KINDS)
CONDITIONAL = (MaterialKind.PROCUREMENT, MaterialKind.ACCEPTANCE, MaterialKind.SUBSIDY)
USUAL = tuple(kind for kind in NINE_KINDS if kind not in CONDITIONAL)
pytestmark = pytest.mark.clause(
    "cq2023-7/17",
    "cq2023-7/17.1",
    "cq2023-7/17.2",
    "cq2023-7/17.3",
    "cq2023-7/17.4",
    "cq2023-7/17.5",
    "cq2023-7/17.6",
    "cq2023-7/17.7",
    "cq2023-7/17.8",
    "cq2023-7/17.9",
)


def without(kind: MaterialKind) -> list[Material]:
    return [each for each in MATERIALS if each.kind is not kind]


def answer(kind: MaterialKind, traits: ProjectTraits, *notes: KindNote) -> Finding:
    return check_nine_kinds(without(kind), notes, traits)[kind.place - 1]


def test_material_of_all_nine_kinds_passes() -> None:
    assert [each.outcome for each in check_nine_kinds(MATERIALS, [], WITH_ALL)] == [Outcome.PASSED] * 9


@pytest.mark.parametrize("kind", NINE_KINDS)
def test_each_kind_that_is_missing_keeps_the_report_back_under_its_own_item(kind: MaterialKind) -> None:
    finding = answer(kind, WITH_ALL)
    assert (finding.code, finding.blocks, finding.act) == ("E-B17", True, "进入报告")
    assert finding.clauses == (f"cq2023-7/17.{kind.place}", "cq2023-7/17", "cq2023-7/23")
    assert f"第{kind.place}类“{kind}”没有资料，也没有说明" in finding.message
    assert finding.where == "无资料说明"


@pytest.mark.parametrize("kind", NINE_KINDS)
def test_a_kind_that_was_not_provided_passes_with_its_reason(kind: MaterialKind) -> None:
    note = KindNote(kind, KindAnswer.NOT_PROVIDED, "单位称已遗失", where="业务资料 第4行")
    finding = answer(kind, WITH_ALL, note)
    assert (finding.outcome, finding.where) == (Outcome.PASSED, "业务资料 第4行")
    silent = answer(kind, WITH_ALL, replace(note, reason=" "))
    assert silent.blocks
    assert "写了“未提供”，没有写原因" in silent.message


@pytest.mark.parametrize("kind", USUAL)
def test_the_other_six_kinds_may_be_of_no_concern(kind: MaterialKind) -> None:
    note = KindNote(kind, KindAnswer.NOT_APPLICABLE, "本项目没有这一环节")
    assert answer(kind, WITH_ALL, note).outcome is Outcome.PASSED


@pytest.mark.parametrize("kind", CONDITIONAL)
def test_what_a_project_has_cannot_be_of_no_concern(kind: MaterialKind) -> None:
    note = KindNote(kind, KindAnswer.NOT_APPLICABLE, "不需要")
    finding = answer(kind, WITH_ALL, note)
    assert finding.blocks
    assert f"第{kind.place}类“{kind}”写了“不适用”，项目有" in finding.message


@pytest.mark.parametrize("kind", CONDITIONAL)
def test_what_a_project_does_not_have_is_not_looked_for(kind: MaterialKind) -> None:
    finding = answer(kind, WITH_NONE)
    assert finding.outcome is Outcome.NOT_APPLICABLE
    assert finding.message.startswith("项目没有")
    assert check_nine_kinds(MATERIALS, [], WITH_NONE)[kind.place - 1].outcome is Outcome.PASSED


@pytest.mark.parametrize("kind", CONDITIONAL)
def test_while_nobody_chose_material_or_a_note_will_do(kind: MaterialKind) -> None:
    finding = answer(kind, UNCHOSEN)
    assert finding.blocks
    assert "请先作出选择" in finding.message
    assert check_nine_kinds(MATERIALS, [], UNCHOSEN)[kind.place - 1].outcome is Outcome.PASSED
    for said in KindAnswer:
        assert answer(kind, UNCHOSEN, KindNote(kind, said, "已核实")).outcome is Outcome.PASSED
        assert answer(kind, UNCHOSEN, KindNote(kind, said)).blocks


def test_of_a_project_approved_above_the_application_and_approval_are_asked_for() -> None:
    above = replace(WITH_ALL, approved_above=True)
    assert "请登记申报和审批资料" in answer(MaterialKind.DECISION, above).message
    assert "申报和审批" not in answer(MaterialKind.DECISION, WITH_ALL).message
    assert "申报和审批" not in answer(MaterialKind.CONDITIONS, above).message


def test_material_of_later_kinds_stands_for_none_of_the_nine() -> None:
    photos = [Material(kind=MaterialKind.SITE), Material(kind=None)]
    assert all(each.blocks for each in check_nine_kinds(photos, [], WITH_ALL))


def test_a_note_on_another_kind_explains_nothing() -> None:
    note = KindNote(MaterialKind.BEFORE, KindAnswer.NOT_PROVIDED, "没有")
    assert answer(MaterialKind.CONDITIONS, WITH_ALL, note).blocks


@pytest.mark.parametrize(
    ("types", "kind", "asked"),
    [
        (("购买服务",), MaterialKind.PROCUREMENT, True),
        (("设备购置",), MaterialKind.PROCUREMENT, True),
        (("工程建设",), MaterialKind.ACCEPTANCE, True),
        (("信息化建设",), MaterialKind.ACCEPTANCE, True),
        (("补助补贴",), MaterialKind.SUBSIDY, True),
        (("奖励资金",), MaterialKind.SUBSIDY, True),
        (("补助补贴",), MaterialKind.PROCUREMENT, None),
        ((), MaterialKind.SUBSIDY, None),
        ((), MaterialKind.BEFORE, True),
    ],
)
def test_the_type_of_a_project_tells_where_nobody_chose(
    types: tuple[str, ...], kind: MaterialKind, asked: bool | None
) -> None:
    assert asked_for(kind, replace(UNCHOSEN, types=types)) is asked
    assert asked_for(kind, replace(WITH_NONE, types=types)) is (kind in USUAL)


@pytest.mark.parametrize(("traits", "count"), [(WITH_ALL, 9), (UNCHOSEN, 9), (WITH_NONE, 6)])
def test_the_due_kinds_leave_out_what_was_ruled_out(traits: ProjectTraits, count: int) -> None:
    assert len(due_kinds(traits)) == count
