"""The table of parties by topics: who is asked about what, and how often."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiheng.rules.surveys.shapes import Party, Question, Questionnaire, Topic

WITHIN_TOPICS = {"必要性": Topic.DECISION, "合理性": Topic.DECISION, "可持续": Topic.EFFECT, "满意度": Topic.EFFECT}
"""Reading taken: finer topics of the question list belong to one of the four."""

SATISFACTION = "满意"


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """How many questions the questionnaires of a party ask on a topic; ``questions`` are “key-number”."""

    party: Party
    topic: Topic
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """Five rows of four cells. ``declined`` holds the reason of each party that is not asked."""

    cells: tuple[CoverageCell, ...]
    declined: dict[Party, str]

    def of_party(self, party: Party) -> tuple[CoverageCell, ...]:
        return tuple(cell for cell in self.cells if cell.party is party)

    def count_of(self, topic: Topic) -> int:
        """How many questions all questionnaires together ask on a topic."""
        return len({question for cell in self.cells if cell.topic is topic for question in cell.questions})


def topic_of(question: Question) -> Topic | None:
    """The topic a question is marked with, or the one its finer topic belongs to."""
    said = question.topic.strip()
    return next((topic for topic in Topic if topic == said), WITHIN_TOPICS.get(said))


def questions_of(questionnaire: Questionnaire, questions: Sequence[Question]) -> list[Question]:
    return [each for each in questions if each.questionnaire == questionnaire.key and each.text.strip()]


def is_designed(questionnaire: Questionnaire, questions: Sequence[Question]) -> bool:
    """A questionnaire is there once it asks something; a reason in its place is none."""
    return not questionnaire.declined.strip() and bool(questions_of(questionnaire, questions))


def asks_satisfaction(questionnaire: Questionnaire, questions: Sequence[Question]) -> bool:
    """Whether a questionnaire asks how satisfied people are: by topic, wording or answers."""
    if not is_designed(questionnaire, questions):
        return False
    return any(
        SATISFACTION in said
        for each in questions_of(questionnaire, questions)
        for said in (each.topic, each.text, *(option for option, _ in each.options))
    )


def coverage(questionnaires: Sequence[Questionnaire], questions: Sequence[Question]) -> Coverage:
    """Parties by topics, in the order of 第十三条."""
    designed = [each for each in questionnaires if is_designed(each, questions)]
    cells = tuple(
        CoverageCell(party, topic, _numbers(party, topic, designed, questions)) for party in Party for topic in Topic
    )
    declined = {
        Party(party): each.declined.strip()
        for each in questionnaires
        if each.declined.strip()
        for party in each.parties
        if party in set(Party)
    }
    return Coverage(cells, declined)


def _numbers(
    party: Party, topic: Topic, designed: Sequence[Questionnaire], questions: Sequence[Question]
) -> tuple[str, ...]:
    return tuple(
        f"{each.key}-{question.number}"
        for each in designed
        if party in each.parties
        for question in questions_of(each, questions)
        if topic_of(question) is topic
    )
