"""What the pages of questionnaires show: parties by topics, the bank to choose from, one questionnaire as asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404

from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.surveys.bank import BankQuestion, shipped_bank
from jiheng.rules.surveys.choosing import Offer, new_key, offers, questionnaire_for
from jiheng.rules.surveys.coverage import Coverage, coverage, is_designed, questions_of
from jiheng.rules.surveys.questionnaires import lacking_in_head
from jiheng.rules.surveys.shapes import Party, Question, Questionnaire, Topic
from jiheng.web.evaluations.point_pages import may_edit
from jiheng.web.evaluations.views import LISTING
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep, tabs_for

TITLE: Final = "问卷"
PARTS: Final = frozenset({"questionnaires", "questions"})
HEAD: Final = ("purpose", "audience", "method")
MANY, BLANK = "多选", "填空"


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """How many questions a party is asked on a topic; ``lacks`` marks one that has to be there and is not."""

    topic: Topic
    count: int
    lacks: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One party. ``declined`` is the reason why it is not asked."""

    party: Party
    cells: tuple[MatrixCell, ...]
    declined: str
    designed: bool


@dataclass(frozen=True, slots=True)
class QuestionnaireRow:
    """One questionnaire in the list; ``lacking`` names what its head does not say yet."""

    number: int
    questionnaire: Questionnaire
    questions: int
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedGroup:
    """Questions of one topic, one after another in the bank."""

    topic: str
    offers: tuple[Offer, ...]


def entered(project: EvaluationProject) -> Preparation:
    return preparation_of(project, PARTS)


def trail_of(project: EvaluationProject, *further: TrailStep) -> list[TrailStep]:
    """The trail to a page of the questionnaires; the last step has no address."""
    home = f"/evaluations/{project.pk}/"
    own = TrailStep(TITLE, f"{home}questionnaires/" if further else "")
    return [LISTING, TrailStep(project.name, home), own, *further]


def listing_context(request: MemberRequest, project: EvaluationProject) -> dict[str, Any]:
    preparation = entered(project)
    asked, questions = preparation.questionnaires, preparation.questions
    table = coverage(asked, questions)
    return {
        "project": project,
        "editable": may_edit(request, project),
        "topics": [(topic, table.count_of(topic)) for topic in Topic],
        "matrix": _matrix(table, asked, questions),
        "listed": [
            QuestionnaireRow(number, one, len(questions_of(one, questions)), lacking_in_head(one))
            for number, one in enumerate(asked, 1)
        ],
        "trail": trail_of(project),
    }


def bank_context(
    request: MemberRequest, project: EvaluationProject, party: Party, typed: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The bank's questions for a party; ``typed`` is what a refused form held."""
    preparation = entered(project)
    own = questionnaire_for(party, preparation.questionnaires)
    offered = offers(shipped_bank(), party, preparation.questions, own.key if own else "")
    counts = [(each.value, each.value, None) for each in Party]
    return {
        "project": project,
        "revision": project.revision,
        "editable": may_edit(request, project),
        "party": party,
        "own": own,
        "new_key": new_key(party, [one.key for one in preparation.questionnaires]),
        "tabs": tabs_for(request.GET, "party", counts, party.value),
        "groups": _by_topic(offered),
        "typed": typed or {},
        "trail": trail_of(project, TrailStep("从题库选题")),
    }


def preview_context(project: EvaluationProject, number: int) -> dict[str, Any]:
    """One questionnaire as the person asked sees it; 404 when there is none with that number."""
    preparation = entered(project)
    if not 0 < number <= len(preparation.questionnaires):
        raise Http404("没有这份问卷")
    shown = preparation.questionnaires[number - 1]
    return {
        "project": project,
        "questionnaire": shown,
        "questions": questions_of(shown, preparation.questions),
        "lacking": lacking_in_head(shown),
        "many": MANY,
        "blank": BLANK,
        "trail": trail_of(project, TrailStep(shown.key)),
    }


def party_named(name: str) -> Party:
    """The party of an address; the first without one. 404 for a party there is not."""
    if not name:
        return Party.DECISION
    if name not in set(Party):
        raise Http404("没有这一类相关方")
    return Party(name)


def ticked(numbers: Sequence[str], party: Party) -> list[BankQuestion]:
    """The bank's questions with these numbers, as far as they are for the party."""
    bank = shipped_bank()
    wanted = {int(number) for number in numbers if number.isdecimal() and len(number) < 6}
    return [one for number, one in enumerate(bank) if number in wanted and one.party is party]


def _matrix(table: Coverage, asked: Sequence[Questionnaire], questions: Sequence[Question]) -> list[MatrixRow]:
    designed = {party for one in asked if is_designed(one, questions) for party in one.parties}
    return [_row(table, party, designed=party in designed) for party in Party]


def _row(table: Coverage, party: Party, *, designed: bool) -> MatrixRow:
    declined = "" if designed else table.declined.get(party, "")
    cells = tuple(
        MatrixCell(
            cell.topic,
            len(cell.questions),
            not cell.questions and not declined and (not designed or not table.count_of(cell.topic)),
        )
        for cell in table.of_party(party)
    )
    return MatrixRow(party, cells, declined, designed)


def _by_topic(offered: Sequence[Offer]) -> list[AskedGroup]:
    topics = dict.fromkeys(one.question.topic for one in offered)
    return [AskedGroup(topic, tuple(one for one in offered if one.question.topic == topic)) for topic in topics]
