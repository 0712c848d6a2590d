"""Whom the evaluators talked to and about what."""

from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.evidence.shapes import ProjectTraits
from jiheng.rules.evidence.traits import benefits_people
from jiheng.rules.evidence.visit_shapes import Visit, Visited, VisitTopic
from jiheng.rules.evidence.visits import TOPICS, check_visits, visit_coverage
from jiheng.rules.finding import Finding, Outcome

SUBSIDY = ProjectTraits("P1", ("补助补贴",), where="项目基本信息")
WORKS = replace(SUBSIDY, types=("工程建设",))
DAY = date(2026, 4, 5)
BUILDER = Visit("1", (Visited.PARTICIPANT,), ((VisitTopic.NECESSITY, "原路雨天不通"),), DAY)
FARMER = Visit(
    "2",
    (Visited.STAKEHOLDER, Visited.BENEFICIARY),
    ((VisitTopic.EFFECT, "收入多了"), (VisitTopic.LASTING, "管护有人"), (VisitTopic.OTHER, "希望早发放")),
    DAY,
)
NEIGHBOUR = Visit("3", (Visited.NOT_APPLYING,), ((VisitTopic.REASONABLENESS, "不知道可以申请"),), DAY)
ALL = (BUILDER, FARMER, NEIGHBOUR)
pytestmark = pytest.mark.clause("cq2023-7/21")


def failures(found: list[Finding]) -> list[str]:
    return [each.code for each in found if each.outcome is Outcome.FAILED]


def test_talks_with_all_sides_on_all_topics_pass() -> None:
    assert [each.outcome for each in check_visits(ALL, SUBSIDY)] == [Outcome.PASSED] * 3


def test_without_any_talk_everything_is_missing() -> None:
    found = check_visits([], SUBSIDY, "走访记录")
    assert failures(found) == ["E-B21-1", "E-B21-2", "E-B21-3"]
    assert {(each.blocks, each.act, each.where) for each in found} == {(True, "进入报告", "走访记录")}


def test_a_subsidy_is_judged_by_those_who_benefit_and_those_who_do_not() -> None:
    one_sided = check_visits([BUILDER, FARMER], SUBSIDY)[0]
    assert one_sided.blocks
    assert "没有走访“相关但未获益者”或“未提交申请者”。请补访" in one_sided.message
    other_side = check_visits([BUILDER, NEIGHBOUR], SUBSIDY)[0]
    assert other_side.blocks
    assert "没有走访“实际获益者”。请补访" in other_side.message
    neither = check_visits([BUILDER], SUBSIDY)[0]
    assert "没有走访“实际获益者”，也没有走访“相关但未获益者”" in neither.message


@pytest.mark.parametrize("kind", [Visited.NOT_BENEFITING, Visited.NOT_APPLYING])
def test_people_who_got_nothing_or_did_not_apply_will_either_do(kind: Visited) -> None:
    assert not check_visits([FARMER, replace(NEIGHBOUR, kinds=(kind,))], SUBSIDY)[0].blocks


def test_works_are_not_asked_for_people_who_got_nothing() -> None:
    assert check_visits([BUILDER, FARMER], WORKS)[0].outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("types", "guidance", "subsidises", "benefits"),
    [
        (("产业引导",), None, None, True),
        (("补助补贴",), None, None, True),
        (("工程建设",), None, None, False),
        (("工程建设",), True, None, True),
        (("工程建设",), False, True, True),
        (("补助补贴",), False, None, True),
        (("补助补贴",), None, False, False),
        (("补助补贴",), False, False, False),
        (("产业引导",), False, None, False),
        ((), None, None, None),
        ((), False, None, None),
        ((), False, False, False),
        ((), None, True, True),
    ],
)
def test_what_was_chosen_or_the_type_tells_whether_people_benefit(
    types: tuple[str, ...], guidance: bool | None, subsidises: bool | None, benefits: bool | None
) -> None:
    traits = replace(SUBSIDY, types=types, is_guidance=guidance, subsidises_people=subsidises)
    assert benefits_people(traits) is benefits


def test_while_nobody_chose_both_sides_are_asked_for() -> None:
    unknown = replace(SUBSIDY, types=())
    finding = check_visits([FARMER], unknown)[0]
    assert finding.blocks
    assert "请先作出选择" in finding.message
    assert not check_visits(ALL, unknown)[0].blocks


@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_nobody_spoke_of_is_named(topic: VisitTopic) -> None:
    silent = [
        replace(each, said=tuple((one, " " if one is topic else said) for one, said in each.said)) for each in ALL
    ]
    finding = check_visits(silent, SUBSIDY)[1]
    assert (finding.code, finding.blocks) == ("E-B21-2", True)
    assert f"走访应问4个内容，还缺“{topic}”。" in finding.message


def test_other_topics_are_free() -> None:
    farmer = replace(FARMER, said=FARMER.said[:2])
    assert check_visits([BUILDER, farmer, NEIGHBOUR], SUBSIDY)[1].outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("kinds", "lacks"),
    [
        ((Visited.PARTICIPANT, Visited.STAKEHOLDER), ""),
        ((Visited.PARTICIPANT, Visited.BENEFICIARY), ""),
        ((Visited.STAKEHOLDER,), "没有走访“实质参与人”。"),
        ((Visited.PARTICIPANT, Visited.NOT_APPLYING), "没有走访“直接利害关系方”。"),
        ((Visited.NOT_BENEFITING,), "没有走访“实质参与人”、“直接利害关系方”。"),
        ((), "没有走访“实质参与人”、“直接利害关系方”。"),
    ],
)
def test_those_who_took_part_and_those_concerned_are_both_heard(kinds: tuple[Visited, ...], lacks: str) -> None:
    finding = check_visits([replace(BUILDER, kinds=kinds)], WORKS)[2]
    assert (finding.code, finding.blocks) == ("E-B21-3", bool(lacks))
    assert lacks in finding.message


def test_the_table_counts_talks_by_people_and_topic() -> None:
    covered = visit_coverage([*ALL, replace(FARMER, number="4", said=())])
    table = {row.kind: (row.visits, row.counts) for row in covered.rows}
    assert table == {
        Visited.PARTICIPANT: (1, (1, 0, 0, 0, 0)),
        Visited.STAKEHOLDER: (2, (0, 0, 1, 1, 1)),
        Visited.BENEFICIARY: (2, (0, 0, 1, 1, 1)),
        Visited.NOT_BENEFITING: (0, (0, 0, 0, 0, 0)),
        Visited.NOT_APPLYING: (1, (0, 1, 0, 0, 0)),
    }
    assert covered.missing_topics == ()
    assert visit_coverage([]).missing_topics == TOPICS
