"""Questions of the bank taken over into a party's questionnaire."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from jiheng.evaluation.actions.entering import replace_preparation
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.surveys.bank import BankQuestion
from jiheng.rules.surveys.choosing import questionnaire_for, with_chosen
from jiheng.rules.surveys.shapes import Party, Questionnaire


@transaction.atomic
def add_questions(
    project: EvaluationProject,
    party: Party,
    chosen: Sequence[BankQuestion],
    head: Questionnaire,
    *,
    revision: int,
    by: Member,
    at: datetime,
) -> Questionnaire:
    """Add questions of the bank to the questionnaire of a party; the party's first one is made with ``head``.

    Answers the questionnaire the questions are in.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    if not chosen:
        raise Refused("请勾选要加入问卷的题目")
    preparation = preparation_of(project, {"questionnaires", "questions"})
    declined = [one for one in preparation.questionnaires if party in one.parties and one.declined.strip()]
    if declined:
        raise Refused(f"“{party.value}”写了不设问卷的理由，请先在“调查问卷”表里删去理由")
    meant = questionnaire_for(party, preparation.questionnaires)
    held = preparation.questionnaires if meant else (*preparation.questionnaires, head)
    own = meant or head
    questions = with_chosen(preparation.questions, own.key, chosen)
    added = replace(preparation, questionnaires=held, questions=questions)
    replace_preparation(project, added, revision=revision, by=by, at=at, parts={"questionnaires", "questions"})
    return own
