"""The questions to start from: something for each party about each topic, with answers that can be counted."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jiheng.rules.surveys.bank import UnfitBank, bank_from, starting_questions
from jiheng.rules.surveys.coverage import asks_satisfaction, coverage
from jiheng.rules.surveys.questionnaires import check_questionnaires
from jiheng.rules.surveys.shapes import Party, Questionnaire

SHIPPED = Path(__file__).parents[3] / "reference/question_bank.toml"
BANK = bank_from(tomllib.loads(SHIPPED.read_text("utf-8")))
ONE: dict[str, Any] = {
    "scale": [{"id": "known", "kind": "单选", "options": [["有"], ["没有"]]}],
    "question": [{"party": "决策方", "topic": "决策", "scale": "known", "text": "有没有论证？"}],
}
pytestmark = pytest.mark.clause("cq2023-7/13")


def test_questionnaires_made_from_the_bank_alone_pass() -> None:
    asked = [Questionnaire(f"W{number}", (party,)) for number, party in enumerate(Party, start=1)]
    questions = [each for head in asked for each in starting_questions(BANK, Party(head.parties[0]), head.key)]
    assert not [finding for finding in check_questionnaires(asked, questions) if finding.blocks]
    assert all(len(cell.questions) >= 2 for cell in coverage(asked, questions).cells)
    assert [asks_satisfaction(head, questions) for head in asked] == [False, False, False, False, True]


def test_every_answer_can_be_counted_and_no_question_stands_twice() -> None:
    texts = [each.text for each in BANK]
    assert len(texts) == len(set(texts))
    for each in BANK:
        points = [value for _, value in each.options if value is not None]
        assert (each.kind == "填空") is (not each.options), each.text
        assert (each.kind == "五级量表") is (len(points) == 5), each.text
        assert all(0 <= value <= 100 for value in points), each.text
        assert points == sorted(points, reverse=True), each.text


def test_starting_questions_are_numbered_from_where_the_questionnaire_stands() -> None:
    first = starting_questions(BANK, Party.STAKE, "W5", first_number=4)[0]
    assert (first.questionnaire, first.number) == ("W5", "4")
    satisfied = starting_questions(BANK, Party.STAKE, "W5")[-1]
    assert satisfied.options[0] == ("很满意", Decimal(100))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"party": "路人"}, "相关方“路人”"),
        ({"topic": "天气"}, "主题“天气”"),
        ({"scale": "none"}, "答案组“none”没有定义"),
    ],
)
def test_an_entry_that_does_not_fit_is_named(change: dict[str, Any], said: str) -> None:
    question: dict[str, Any] = dict(ONE["question"][0])
    with pytest.raises(UnfitBank, match=f"有没有论证.*{said}"):
        bank_from({**ONE, "question": [question | change]})
    assert len(bank_from(ONE)) == 1
