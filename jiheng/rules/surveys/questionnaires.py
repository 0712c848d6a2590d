"""调查问卷: one for each party, all four topics, none shared; a satisfaction survey where somebody benefits."""

from collections.abc import Sequence

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.finding import Finding
from jiheng.rules.surveys.coverage import (
    asks_satisfaction,
    coverage,
    is_designed,
    questions_of,
    topic_of,
)
from jiheng.rules.surveys.shapes import Party, Question, Questionnaire, Topic
from jiheng.rules.wording import quoted

SHARED_BY_ONE = 1
"""How many parties a questionnaire is for."""


@clause("cq2023-7/13")
def check_questionnaires(
    questionnaires: Sequence[Questionnaire], questions: Sequence[Question], where: str = ""
) -> list[Finding]:
    """Questionnaires as 第十三条 asks for them; ``where`` is the sheet, for what no single row is to blame for."""
    return [
        *check_parties(questionnaires, questions, where),
        check_topics(questionnaires, questions, where),
        *check_not_shared(questionnaires, questions),
    ]


@clause("cq2023-7/13")
def check_parties(
    questionnaires: Sequence[Questionnaire], questions: Sequence[Question], where: str = ""
) -> list[Finding]:
    """Each kind of party has a questionnaire that asks something, or a reason why it has none."""
    table = coverage(questionnaires, questions)
    designed = {party for each in questionnaires if is_designed(each, questions) for party in each.parties}
    lacking = [party for party in Party if party not in designed and party not in table.declined]
    return [_lacking(party, questionnaires, where) for party in lacking] or [passed("E-B13-1")]


def _lacking(party: Party, questionnaires: Sequence[Questionnaire], where: str) -> Finding:
    empty = next((each for each in questionnaires if party in each.parties), None)
    said = f"问卷“{empty.key}”没有题目" if empty else "没有问卷，也没有不适用的理由"
    message = f"{party}{said}。请设计问卷，或说明不适用"
    return failed("E-B13-1", message, where=empty.where if empty else where)


@clause("cq2023-7/13")
def check_topics(questionnaires: Sequence[Questionnaire], questions: Sequence[Question], where: str = "") -> Finding:
    """All questionnaires together ask about decision, management, implementation and effect."""
    table = coverage(questionnaires, questions)
    lacking = [topic for topic in Topic if not table.count_of(topic)]
    if not lacking:
        return passed("E-B13-2", "、".join(f"{topic}{table.count_of(topic)}题" for topic in Topic))
    adrift = [f"{each.questionnaire}-{each.number}" for each in questions if topic_of(each) is None]
    note = f"；另有题目{quoted(adrift)}没有标这四个主题" if adrift else ""
    message = f"四个主题缺{quoted(lacking)}，一题也没有{note}。请补题"
    return failed("E-B13-2", message, where=where)


@clause("cq2023-7/13")
def check_not_shared(questionnaires: Sequence[Questionnaire], questions: Sequence[Question]) -> list[Finding]:
    """Different kinds of party have different questionnaires.

    Reading taken: two questionnaires that ask the very same questions are one questionnaire.
    """
    asked = [each for each in questionnaires if is_designed(each, questions)]
    found = []
    for each in asked:
        parties = tuple(dict.fromkeys(each.parties))
        if len(parties) > SHARED_BY_ONE:
            message = f"问卷“{each.key}”同时给{quoted(parties)}{len(parties)}类相关方，一份只对一类。请分别设计"
            found.append(failed("E-B13-3", message, where=each.where))
    found += [
        failed(
            "E-B13-3",
            f"问卷“{second.key}”与“{first.key}”的题目完全相同，分别给{second.parties[0]}和{first.parties[0]}。请分别设计",
            where=second.where,
        )
        for first, second in _copies(asked, questions)
    ]
    return found or [passed("E-B13-3")]


def _copies(
    asked: Sequence[Questionnaire], questions: Sequence[Question]
) -> list[tuple[Questionnaire, Questionnaire]]:
    """Pairs for different single parties with the same texts in the same order."""
    seen: dict[tuple[str, ...], Questionnaire] = {}
    pairs = []
    for each in asked:
        if len(each.parties) != SHARED_BY_ONE:
            continue
        texts = tuple(question.text.strip() for question in questions_of(each, questions))
        first = seen.setdefault(texts, each)
        if first.parties != each.parties:
            pairs.append((first, each))
    return pairs


@clause("ats2023/3.3")
def check_satisfaction_survey(
    questionnaires: Sequence[Questionnaire],
    questions: Sequence[Question],
    has_beneficiary: bool | None,
    where: str = "",
) -> list[Finding]:
    """A project with plain beneficiaries has a satisfaction questionnaire with purpose, object and method."""
    skipped = ("E-A33-1", "E-A33-2")
    if has_beneficiary is None:
        message = "“是否有明确受益对象”没有选择。请选“是”或“否”"
        return [
            failed("E-A33-4", message, where=where),
            *(not_applicable(code, "还没有选择是否有明确受益对象") for code in skipped),
        ]
    if not has_beneficiary:
        return [passed("E-A33-4"), *(not_applicable(code, "没有明确受益对象") for code in skipped)]
    surveys = [each for each in questionnaires if asks_satisfaction(each, questions)]
    if not surveys:
        message = "有明确受益对象，没有一份问卷问满意度。请设计满意度问卷"
        found = [failed("E-A33-1", message, where=where), not_applicable("E-A33-2", "还没有满意度问卷")]
        return [passed("E-A33-4"), *found]
    return [passed("E-A33-4"), passed("E-A33-1"), *_check_heads(surveys)]


def _check_heads(surveys: Sequence[Questionnaire]) -> list[Finding]:
    found = [
        failed("E-A33-2", f"满意度问卷“{each.key}”没有填{'、'.join(lacking)}。请补填", where=each.where)
        for each in surveys
        if (lacking := lacking_in_head(each))
    ]
    return found or [passed("E-A33-2")]


def lacking_in_head(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Which of purpose, object and method a questionnaire does not say."""
    said = {
        "调查目的": questionnaire.purpose,
        "调查对象": questionnaire.audience,
        "调查方法": questionnaire.method,
    }
    return tuple(name for name, text in said.items() if not text.strip())


@clause("ats2023/3.3")
def check_indicator_opinions(opinions: str, where: str = "") -> Finding:
    """The agency proposed how to better the indicators, or said that it has no opinion."""
    if opinions.strip():
        return passed("W-A33-3", where=where)
    message = "没有对指标的合理性、可行性提完善意见，也没有注明“无意见”。请提出意见或注明"
    return failed("W-A33-3", message, where=where)
