"""Questionnaires in the browser: parties by topics, questions taken from the bank, the questionnaire as it is asked."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import now

from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.models import Duty
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.rules.surveys.bank import shipped_bank
from jiheng.rules.surveys.shapes import Party, Question, Questionnaire
from tests.county import County, member_named
from tests.web.conftest import LoggedIn

SCALE = (("很满意", Decimal(100)), ("满意", Decimal(80)), ("不清楚", None))
ASKED = Preparation(
    project=Project("PJ-2026-01", "村道养护补助"),
    questionnaires=(
        Questionnaire("村民", ("利害关系方",), "了解养护效果", "沿线村民", "现场填写"),
        Questionnaire("验收", ("验收方",), declined="本项目不需验收"),
    ),
    questions=(
        Question("村民", "1", "您对养护是否满意", "五级量表", "效果", SCALE),
        Question("村民", "2", "哪些路段还要修", "填空", "实施"),
        Question("村民", "3", "您走哪几条路", "多选", "效果", (("大坪线", None), ("石柳线", None))),
    ),
)
BANK = shipped_bank()


def numbers_for(party: Party) -> list[int]:
    return [number for number, one in enumerate(BANK) if one.party is party]


DECIDING = numbers_for(Party.DECISION)


@pytest.fixture
def agency(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.TPL)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return open_project(ASKED, by=member_named("qh_tpl"), at=now())


def home(project: EvaluationProject) -> str:
    return f"/evaluations/{project.pk}/questionnaires/"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def add(client: Client, project: EvaluationProject, party: str, numbers: list[int], **said: object) -> HttpResponse:
    form = {"revision": 1, "party": party, "question": numbers, **said}
    answer = client.post(f"{home(project)}bank/add/", form)
    assert isinstance(answer, HttpResponse)
    return answer


def row_of(shown: str, party: str) -> str:
    return shown.partition(f'<th scope="row">{party}</th>')[2].partition("</tr>")[0]


# Parties by topics


def test_each_party_shows_how_many_questions_it_is_asked_on_each_topic(
    agency: Client, project: EvaluationProject
) -> None:
    shown = page(agency, home(project))
    assert row_of(shown, "利害关系方").count("<b>") == 2
    assert "<b>2</b>" in row_of(shown, "利害关系方")
    assert "已设计" in row_of(shown, "利害关系方")


def test_a_party_without_a_questionnaire_and_a_topic_nobody_is_asked_about_are_marked_with_a_word(
    agency: Client, project: EvaluationProject
) -> None:
    shown = page(agency, home(project))
    assert "没有问卷" in row_of(shown, "决策方")
    assert row_of(shown, "决策方").count("缺") == 4
    assert row_of(shown, "利害关系方").count("缺") == 2
    assert shown.count("缺这个主题") == 2


def test_a_party_that_is_not_asked_shows_its_reason_and_lacks_nothing(
    agency: Client, project: EvaluationProject
) -> None:
    row = row_of(page(agency, home(project)), "验收方")
    assert "本项目不需验收" in row
    assert "缺" not in row
    assert "选题" not in row


def test_what_the_head_of_a_questionnaire_does_not_say_yet_is_named(county: County, agency: Client) -> None:
    short = replace(ASKED, questionnaires=(Questionnaire("村民", ("利害关系方",), "了解养护效果"),))
    project = open_project(short, by=member_named("qh_tpl"), at=now())
    assert "调查对象、调查方法" in page(agency, home(project))


# From the bank


def test_the_bank_shows_the_questions_of_one_party_by_topic(agency: Client, project: EvaluationProject) -> None:
    shown = page(agency, f"{home(project)}bank/?party=实施方")
    assert all(BANK[number].text in shown for number in numbers_for(Party.IMPLEMENTATION))
    assert not any(BANK[number].text in shown for number in DECIDING)
    assert "加入时新建“实施方问卷”" in shown


def test_an_unknown_party_is_not_there(agency: Client, project: EvaluationProject) -> None:
    assert agency.get(f"{home(project)}bank/?party=路人").status_code == 404


def test_ticked_questions_make_the_party_s_first_questionnaire(agency: Client, project: EvaluationProject) -> None:
    head = {"purpose": "了解立项", "audience": "县交通局经办人", "method": ""}
    answer = add(agency, project, "决策方", DECIDING[:2], **head)
    assert (answer.status_code, answer["Location"]) == (302, home(project))
    kept = preparation_of(project)
    assert kept.questionnaires[-1] == Questionnaire("决策方问卷", ("决策方",), "了解立项", "县交通局经办人")
    added = [one for one in kept.questions if one.questionnaire == "决策方问卷"]
    assert [(one.number, one.text) for one in added] == [("1", BANK[DECIDING[0]].text), ("2", BANK[DECIDING[1]].text)]
    assert added[0].options == BANK[DECIDING[0]].options
    assert "决策方问卷" in page(agency, home(project))


def test_questions_join_those_a_party_is_asked_already_and_none_is_doubled(
    agency: Client, project: EvaluationProject
) -> None:
    stake = numbers_for(Party.STAKE)
    add(agency, project, "利害关系方", stake[:1])
    add(agency, project, "利害关系方", stake[:2], revision=2)
    kept = preparation_of(project)
    assert len(kept.questionnaires) == 2
    assert [(one.number, one.text) for one in kept.questions[3:]] == [
        ("4", BANK[stake[0]].text),
        ("5", BANK[stake[1]].text),
    ]
    assert "已在问卷里" in page(agency, f"{home(project)}bank/?party=利害关系方")


@pytest.mark.parametrize(
    ("party", "numbers", "says"),
    [
        ("决策方", [], "请勾选要加入问卷的题目"),
        ("决策方", numbers_for(Party.STAKE)[:1], "请勾选要加入问卷的题目"),
        ("验收方", numbers_for(Party.ACCEPTANCE)[:1], "写了不设问卷的理由"),
    ],
)
def test_what_cannot_be_added_is_told(
    agency: Client, project: EvaluationProject, party: str, numbers: list[int], says: str
) -> None:
    answer = add(agency, project, party, numbers)
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert preparation_of(project) == ASKED


def test_a_stale_page_is_refused_and_ticks_and_words_stay(agency: Client, project: EvaluationProject) -> None:
    add(agency, project, "实施方", numbers_for(Party.IMPLEMENTATION)[:1])
    answer = add(agency, project, "决策方", DECIDING[:1], purpose="了解立项")
    said = answer.content.decode()
    assert answer.status_code == 400
    assert "已被他人修改" in said
    assert f'value="{DECIDING[0]}" checked' in said
    assert "了解立项</textarea>" in said
    assert 'name="revision" value="1"' in said


def test_who_may_only_read_can_look_at_the_bank_but_not_add(project: EvaluationProject, logged_in: LoggedIn) -> None:
    shown = page(logged_in(Duty.FPD), f"{home(project)}bank/")
    assert "加入问卷</button>" not in shown
    assert add(logged_in(Duty.FPD), project, "决策方", DECIDING[:1]).status_code == 403


# As it is asked


def test_a_questionnaire_is_shown_as_the_person_asked_will_see_it(agency: Client, project: EvaluationProject) -> None:
    shown = page(agency, f"{home(project)}1/")
    assert all(said in shown for said in ("了解养护效果", "沿线村民", "现场填写", "您对养护是否满意", "保密承诺"))
    assert "100" not in shown.partition('class="jh-asked"')[2]
    assert shown.count('type="radio"') == 3
    assert shown.count('type="checkbox"') == 2
    assert shown.count("<textarea") == 1
    assert "data-prints" in shown


def test_a_questionnaire_that_is_not_there_is_not_found(agency: Client, project: EvaluationProject) -> None:
    assert agency.get(f"{home(project)}3/").status_code == 404
    assert agency.get(f"{home(project)}0/").status_code == 404
