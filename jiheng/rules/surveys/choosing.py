"""Choosing questions of the bank for the questionnaire of a party."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from jiheng.rules.clause import clause
from jiheng.rules.surveys.bank import BankQuestion, starting_questions
from jiheng.rules.surveys.shapes import Party, Question, Questionnaire

CLAUSE = "cq2023-7/13"


@dataclass(frozen=True, slots=True)
class Offer:
    """A question of the bank, its place in the bank, and whether the questionnaire asks it already."""

    number: int
    question: BankQuestion
    asked: bool


@clause(CLAUSE)
def questionnaire_for(party: Party, questionnaires: Sequence[Questionnaire]) -> Questionnaire | None:
    """The questionnaire questions for a party go into: the first that is for this party alone and not declined."""
    return next((one for one in questionnaires if tuple(one.parties) == (party,) and not one.declined.strip()), None)


@clause(CLAUSE)
def new_key(party: Party, taken: Collection[str]) -> str:
    """What a new questionnaire is called: after its party, with a number once that name is taken."""
    name, nth = f"{party.value}问卷", 2
    while name in taken:
        name, nth = f"{party.value}问卷{nth}", nth + 1
    return name


@clause(CLAUSE)
def offers(bank: Sequence[BankQuestion], party: Party, questions: Sequence[Question], key: str) -> tuple[Offer, ...]:
    """The bank's questions for a party, in the bank's order."""
    asked = {one.text.strip() for one in questions if one.questionnaire == key}
    return tuple(
        Offer(number, one, one.text.strip() in asked) for number, one in enumerate(bank) if one.party is party
    )


@clause(CLAUSE)
def with_chosen(questions: Sequence[Question], key: str, chosen: Sequence[BankQuestion]) -> tuple[Question, ...]:
    """The questions with the chosen ones behind those the questionnaire has; what it asks already is not doubled."""
    own = [one for one in questions if one.questionnaire == key]
    asked = {one.text.strip() for one in own}
    numbers = [int(one.number) for one in own if one.number.isdecimal()]
    fresh = [one for one in chosen if one.text.strip() not in asked]
    first = max(numbers, default=0) + 1
    added = tuple(
        question
        for place, one in enumerate(fresh)
        for question in starting_questions([one], one.party, key, first + place)
    )
    last = max((place for place, one in enumerate(questions) if one.questionnaire == key), default=len(questions) - 1)
    return (*questions[: last + 1], *added, *questions[last + 1 :])
