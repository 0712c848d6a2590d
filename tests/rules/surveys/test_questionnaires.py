"""Each party has its own questionnaire, all four topics are asked about, beneficiaries are asked how satisfied they are."""

from dataclasses import replace
from decimal import Decimal

import pytest

from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.surveys.coverage import coverage
from jiheng.rules.surveys.questionnaires import (
    check_indicator_opinions,
    check_not_shared,
    check_parties,
    check_questionnaires,
    check_satisfaction_survey,
    check_topics,
)
from jiheng.rules.surveys.shapes import Party, Question, Questionnaire, Topic

FIVE = [
    Questionnaire(f"W{number}", (party,), "了解情况", str(party), "现场填写", where=f"调查问卷 第{number}行")
    for number, party in enumerate(Party, start=2)
]
QUESTIONS = [
    Question(each.key, "1", f"{each.key}的第一题？", "单选", topic)
    for each, topic in zip(FIVE, (*Topic, Topic.EFFECT), strict=True)
]
STAKE = FIVE[-1]


def failures(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found if finding.outcome is Outcome.FAILED]


@pytest.mark.clause("cq2023-7/13")
def test_five_questionnaires_with_four_topics_pass() -> None:
    found = check_questionnaires(FIVE, QUESTIONS)
    assert [(finding.code, finding.outcome) for finding in found] == [
        ("E-B13-1", Outcome.PASSED),
        ("E-B13-2", Outcome.PASSED),
        ("E-B13-3", Outcome.PASSED),
    ]


@pytest.mark.clause("cq2023-7/13")
@pytest.mark.parametrize("party", Party)
def test_each_kind_of_party_is_missed(party: Party) -> None:
    found = check_parties([each for each in FIVE if party not in each.parties], QUESTIONS, "调查问卷")
    assert failures(found) == ["E-B13-1"]
    assert found[0].message.startswith(f"{party}没有问卷")
    assert (found[0].act, found[0].where) == ("方案送审", "调查问卷")


@pytest.mark.clause("cq2023-7/13")
def test_a_reason_stands_for_a_questionnaire_and_an_empty_one_does_not() -> None:
    declined = Questionnaire("W4", (Party.ACCEPTANCE,), declined="项目不涉及验收")
    rest = [each for each in FIVE if Party.ACCEPTANCE not in each.parties]
    assert failures(check_parties([*rest, declined], QUESTIONS)) == []
    found = check_parties([*rest, replace(declined, declined=" ", where="调查问卷 第4行")], QUESTIONS[:2])
    assert "问卷“W4”没有题目" in found[0].message
    assert found[0].where == "调查问卷 第4行"


@pytest.mark.clause("cq2023-7/13")
def test_a_questionnaire_without_questions_is_none() -> None:
    asked = [each for each in QUESTIONS if each.questionnaire != STAKE.key]
    assert failures(check_parties(FIVE, asked)) == ["E-B13-1"]
    blank = Question(STAKE.key, "1", " ", topic=Topic.EFFECT)
    assert failures(check_parties(FIVE, [*asked, blank])) == ["E-B13-1"]


@pytest.mark.clause("cq2023-7/13")
def test_no_questionnaire_at_all_misses_all_five() -> None:
    assert failures(check_questionnaires([], [])) == ["E-B13-1"] * 5 + ["E-B13-2"]


@pytest.mark.clause("cq2023-7/13")
@pytest.mark.parametrize("topic", Topic)
def test_each_of_the_four_topics_is_missed(topic: Topic) -> None:
    asked = [
        replace(each, topic=Topic.DECISION if topic != Topic.DECISION else Topic.EFFECT)
        if each.topic == topic
        else each
        for each in QUESTIONS
    ]
    finding = check_topics(FIVE, asked, "调查问卷")
    assert (finding.blocks, finding.where) == (True, "调查问卷")
    assert f"缺“{topic}”" in finding.message


@pytest.mark.clause("cq2023-7/13")
@pytest.mark.parametrize(
    ("finer", "topic"), [("必要性", Topic.DECISION), ("可持续", Topic.EFFECT), ("满意度", Topic.EFFECT)]
)
def test_a_finer_topic_counts_for_one_of_the_four(finer: str, topic: Topic) -> None:
    table = coverage(FIVE, [Question(STAKE.key, "9", "题？", topic=finer)])
    assert [cell.questions for cell in table.cells if cell.topic is topic and cell.party is Party.STAKE] == [
        ("W6-9",)
    ]
    assert table.count_of(topic) == 1


@pytest.mark.clause("cq2023-7/13")
def test_a_question_without_a_topic_or_in_no_questionnaire_covers_nothing() -> None:
    adrift = [replace(each, topic="其他") if each.topic == Topic.EFFECT else each for each in QUESTIONS]
    finding = check_topics(FIVE, adrift)
    assert "另有题目“W5-1”、“W6-1”没有标这四个主题" in finding.message
    lost = [replace(each, questionnaire="W99") for each in QUESTIONS]
    assert check_topics(FIVE, lost).blocks


@pytest.mark.clause("cq2023-7/13")
def test_one_questionnaire_for_two_kinds_of_party_is_shared() -> None:
    shared = Questionnaire("W2", (Party.DECISION, Party.IMPLEMENTATION), where="调查问卷 第2行")
    found = check_not_shared([shared], QUESTIONS)
    assert failures(found) == ["E-B13-3"]
    assert "“决策方”、“实施方”2类" in found[0].message
    assert found[0].where == "调查问卷 第2行"
    twice = replace(shared, parties=(Party.DECISION, Party.DECISION))
    assert failures(check_not_shared([twice], QUESTIONS)) == []


@pytest.mark.clause("cq2023-7/13")
def test_one_reason_may_stand_for_two_kinds_of_party() -> None:
    declined = Questionnaire("W2", (Party.ACCEPTANCE, Party.OTHER), declined="不涉及")
    assert failures(check_not_shared([declined], QUESTIONS)) == []


@pytest.mark.clause("cq2023-7/13")
def test_a_copy_for_another_party_is_the_same_questionnaire() -> None:
    copied = [replace(each, text="您参与了吗？") for each in QUESTIONS[:2]]
    found = check_not_shared(FIVE[:2], copied)
    assert failures(found) == ["E-B13-3"]
    assert "问卷“W3”与“W2”的题目完全相同" in found[0].message
    more = Question("W3", "2", "工期多长？")
    assert failures(check_not_shared(FIVE[:2], [*copied, more])) == []
    same_party = [FIVE[0], replace(FIVE[1], parties=FIVE[0].parties)]
    assert failures(check_not_shared(same_party, copied)) == []


@pytest.mark.clause("cq2023-7/13")
def test_the_table_has_five_rows_of_four_cells() -> None:
    table = coverage([*FIVE[:2], Questionnaire("W4", (Party.ACCEPTANCE,), declined="不涉及验收")], QUESTIONS)
    assert len(table.cells) == 20
    assert [cell.questions for cell in table.of_party(Party.DECISION)] == [("W2-1",), (), (), ()]
    assert table.declined == {Party.ACCEPTANCE: "不涉及验收"}


SATISFACTION = Question(STAKE.key, "2", "您对结果怎么看？", "五级量表", "满意度", (("很满意", Decimal(100)),))


@pytest.mark.clause("ats2023/3.3")
def test_whether_there_are_beneficiaries_is_chosen() -> None:
    found = check_satisfaction_survey(FIVE, [SATISFACTION], None, "项目基本信息")
    assert failures(found) == ["E-A33-4"]
    assert found[0].where == "项目基本信息"
    assert {finding.outcome for finding in found[1:]} == {Outcome.NOT_APPLICABLE}


@pytest.mark.clause("ats2023/3.3")
def test_without_beneficiaries_nobody_is_asked_how_satisfied_they_are() -> None:
    found = check_satisfaction_survey([], [], has_beneficiary=False)
    assert [(each.code, each.outcome) for each in found] == [
        ("E-A33-4", Outcome.PASSED),
        ("E-A33-1", Outcome.NOT_APPLICABLE),
        ("E-A33-2", Outcome.NOT_APPLICABLE),
    ]


@pytest.mark.clause("ats2023/3.3")
@pytest.mark.parametrize(
    ("question", "codes"),
    [
        (SATISFACTION, []),
        (Question(STAKE.key, "2", "您满意吗？"), []),
        (Question(STAKE.key, "2", "您怎么看？", options=(("很满意", None),)), []),
        (Question(STAKE.key, "2", "您得到补助了吗？"), ["E-A33-1"]),
        (replace(SATISFACTION, questionnaire="W99"), ["E-A33-1"]),
    ],
)
def test_beneficiaries_are_asked_how_satisfied_they_are(question: Question, codes: list[str]) -> None:
    assert failures(check_satisfaction_survey(FIVE, [question], has_beneficiary=True)) == codes


@pytest.mark.clause("ats2023/3.3")
@pytest.mark.parametrize(
    ("part", "said"), [("purpose", "调查目的"), ("audience", "调查对象"), ("method", "调查方法")]
)
def test_a_satisfaction_questionnaire_says_why_whom_and_how(part: str, said: str) -> None:
    parts = {"purpose": STAKE.purpose, "audience": STAKE.audience, "method": STAKE.method} | {part: " "}
    incomplete = Questionnaire(STAKE.key, STAKE.parties, **parts, where=STAKE.where)
    found = check_satisfaction_survey([incomplete], [SATISFACTION], has_beneficiary=True)
    assert failures(found) == ["E-A33-2"]
    assert said in found[-1].message
    assert found[-1].where == "调查问卷 第6行"


@pytest.mark.clause("ats2023/3.3")
def test_the_head_of_another_questionnaire_is_not_asked_for_here() -> None:
    bare = Questionnaire("W2", (Party.DECISION,))
    assert failures(check_satisfaction_survey([bare, STAKE], [*QUESTIONS, SATISFACTION], has_beneficiary=True)) == []


@pytest.mark.clause("ats2023/3.3")
@pytest.mark.parametrize(
    ("said", "codes"), [("", ["W-A33-3"]), (" ", ["W-A33-3"]), ("无意见", []), ("建议改目标值", [])]
)
def test_the_agency_gives_its_opinion_on_the_indicators(said: str, codes: list[str]) -> None:
    found = check_indicator_opinions(said)
    assert failures([found]) == codes
    assert not found.blocks
