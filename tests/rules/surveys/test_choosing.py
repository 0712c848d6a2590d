"""Choosing questions of the bank: where they go, what they are called, and that none is asked twice."""

import pytest

from jiheng.rules.surveys.bank import BankQuestion, shipped_bank
from jiheng.rules.surveys.choosing import new_key, offers, questionnaire_for, with_chosen
from jiheng.rules.surveys.shapes import Party, Question, Questionnaire

pytestmark = pytest.mark.clause("cq2023-7/13")

ROADS = BankQuestion(Party.STAKE, "效果", "单选", "您常走这条路吗", (("是", None), ("否", None)))
DUST = BankQuestion(Party.STAKE, "实施", "填空", "施工时有哪些不便", ())
PLANS = BankQuestion(Party.DECISION, "决策", "填空", "当时怎样定的", ())
BANK = (ROADS, PLANS, DUST)
VILLAGE = Questionnaire("村民", ("利害关系方",))


def test_questions_go_into_the_questionnaire_for_that_party_alone() -> None:
    shared = Questionnaire("混合", ("决策方", "利害关系方"))
    declined = Questionnaire("不设", ("利害关系方",), declined="没有受益人")
    assert questionnaire_for(Party.STAKE, (shared, declined, VILLAGE)) is VILLAGE
    assert questionnaire_for(Party.STAKE, (shared, declined)) is None


def test_a_new_questionnaire_is_called_after_its_party() -> None:
    assert new_key(Party.STAKE, ()) == "利害关系方问卷"
    assert new_key(Party.STAKE, ("利害关系方问卷", "利害关系方问卷2")) == "利害关系方问卷3"


def test_the_bank_offers_what_is_for_the_party_and_says_what_is_asked_already() -> None:
    asked = (Question("村民", "1", "您常走这条路吗"), Question("别的", "1", "施工时有哪些不便"))
    assert [(one.number, one.asked) for one in offers(BANK, Party.STAKE, asked, "村民")] == [(0, True), (2, False)]


def test_chosen_questions_stand_behind_those_of_their_questionnaire_with_the_next_numbers() -> None:
    questions = (
        Question("村民", "4", "路面平整吗"),
        Question("村民", "附", "其他"),
        Question("验收", "1", "厚度够吗"),
    )
    added = with_chosen(questions, "村民", (ROADS, DUST))
    assert [(one.questionnaire, one.number, one.text) for one in added] == [
        ("村民", "4", "路面平整吗"),
        ("村民", "附", "其他"),
        ("村民", "5", "您常走这条路吗"),
        ("村民", "6", "施工时有哪些不便"),
        ("验收", "1", "厚度够吗"),
    ]


def test_a_question_asked_already_is_not_doubled() -> None:
    questions = (Question("村民", "1", "您常走这条路吗"),)
    assert with_chosen(questions, "村民", (ROADS,)) == questions


def test_the_first_questions_of_a_questionnaire_are_numbered_from_one() -> None:
    assert [(one.number, one.kind, one.topic) for one in with_chosen((), "村民", (ROADS, DUST))] == [
        ("1", "单选", "效果"),
        ("2", "填空", "实施"),
    ]


def test_the_shipped_bank_has_something_for_every_party() -> None:
    assert {one.party for one in shipped_bank()} == set(Party)
