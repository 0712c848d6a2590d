"""One preparation asked everything at once: what is complete passes, what a person forgets is named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jiheng.demo.preparation.project import demo_workbook
from jiheng.rules.agencies.shapes import TeamRole
from jiheng.rules.codes import codes, failed
from jiheng.rules.finding import Finding, Outcome, Severity
from jiheng.rules.law import rulebook
from jiheng.rules.preparation.check import check
from jiheng.rules.preparation.result import PreparationResult
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.rules.preparation.steps import OTHER, READING, STEPS, step_of
from jiheng.workbooks.preparation.reader import read_preparation

ON = date(2023, 3, 1)
BOOK = rulebook("cq2023-7", ON)
GOOD = read_preparation("演示.xlsx", demo_workbook()).preparation
"""As read, so that each finding can say where it stands."""

Change = Callable[[Preparation], Preparation]


def result_of(preparation: Preparation, noted: tuple[Finding, ...] = ()) -> PreparationResult:
    return check(preparation, BOOK, ON, noted)


def without_lead(good: Preparation) -> Preparation:
    return replace(good, team=tuple(replace(member, role=TeamRole.MEMBER) for member in good.team))


def worked_there_last_year(good: Preparation) -> Preparation:
    first, *others = good.declarations
    related = replace(first, person="郑海", relation="曾任该单位职员", until=date(2022, 6, 30))
    return replace(good, declarations=(related, *others))


def recused(good: Preparation) -> Preparation:
    of_lead = [one for one in good.declarations if one.person == "郑海"]
    others = tuple(one for one in good.declarations if one.person != "郑海")
    return replace(good, declarations=(*others, *(replace(one, relation="持股", recused=True) for one in of_lead)))


def line_without_release(good: Preparation) -> Preparation:
    first, *others = good.lines
    return replace(good, lines=(replace(first, release=""), *others))


def release_that_does_not_add_up(good: Preparation) -> Preparation:
    first, *others = good.releases
    return replace(good, releases=(replace(first, amount=first.amount + Decimal("0.01")), *others))


def weights_of_99_9(good: Preparation) -> Preparation:
    first, *others = good.indicators
    return replace(good, indicators=(replace(first, points=first.points - Decimal("0.1")), *others))


def target_in_words(good: Preparation) -> Preparation:
    changed = [replace(row, target="较好", candidates=()) if row.code == "C1" else row for row in good.indicators]
    return replace(good, indicators=tuple(changed))


def frame_with_zero_money(good: Preparation) -> Preparation:
    return replace(good, lines=tuple(replace(line, budget=Decimal(0)) for line in good.lines))


def stratum_without_units(good: Preparation) -> Preparation:
    changed = [replace(line, payee="不适用") if line.use == "交通帮扶补助" else line for line in good.lines]
    return replace(good, lines=tuple(changed))


def nobody_briefed(good: Preparation) -> Preparation:
    return replace(good, communications=good.communications[1:])


def no_seed(good: Preparation) -> Preparation:
    return replace(good, sampling=replace(good.sampling, seed=""))


def no_questionnaires(good: Preparation) -> Preparation:
    return replace(good, questionnaires=(), questions=())


def test_the_demonstration_can_be_handed_in() -> None:
    result = result_of(GOOD)
    assert result.blocking_plan == ()
    assert {finding.code for finding in result.findings} == {"E-B7-3", "W-B11-1"}


@pytest.mark.clause("cq2023-7/14")
def test_an_empty_preparation_lacks_all_eight_contents() -> None:
    found = [finding for finding in result_of(Preparation(Project("", ""))).findings if finding.code == "E-B14"]
    assert len(found) == 8


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (line_without_release, "E-B7-1", "没有填下达文件"),
        (release_that_does_not_add_up, "E-B7-1", "差0.01元"),
        (without_lead, "E-B4-1", "主评人"),
        (worked_there_last_year, "W-COI-4", "郑海"),
        (recused, "E-B4-3", "郑海"),
        (weights_of_99_9, "E-B10-l", "99.9"),
        (target_in_words, "E-B10-k", "较好"),
        (frame_with_zero_money, "E-B9-1", ""),
        (stratum_without_units, "E-B9-2", ""),
        (nobody_briefed, "E-B5-1", "财政交底"),
        (no_seed, "E-B9-1", "种子"),
        (no_questionnaires, "E-B13-1", "问卷"),
    ],
)
@pytest.mark.clause("cq2023-7/14")
def test_what_people_forget_is_named(change: Change, code: str, words: str) -> None:
    result = result_of(change(GOOD))
    found = [finding for finding in result.findings if finding.code == code]
    assert found
    assert any(words in finding.message for finding in found)
    assert all(finding.clauses and finding.where for finding in found)


def test_an_error_of_a_later_act_does_not_keep_the_plan_back() -> None:
    result = result_of(without_lead(GOOD))
    assert "E-B4-1" in {finding.code for finding in result.findings}
    assert result.blocking_plan == ()


def test_findings_stand_most_severe_first_and_step_by_step() -> None:
    said = result_of(Preparation(Project("", "甲"))).said
    order = [Severity.ERROR, Severity.RECORD, Severity.WARNING, Severity.NOTICE]
    ranks = [(order.index(one.finding.severity), STEPS.index(step_of(one.finding))) for one in said]
    assert ranks == sorted(ranks)


def test_findings_of_the_reading_are_sorted_in_and_block() -> None:
    result = result_of(GOOD, (failed("E-P-04", "“预算数”填的“十万”不是金额", where="预算执行明细 J5"),))
    assert [finding.code for finding in result.blocking_plan] == ["E-P-04"]
    assert step_of(result.findings[0]) == READING


def test_a_reason_lets_a_warning_pass_and_stays_in_sight() -> None:
    result = result_of(GOOD)
    waived = [one for one in result.said if one.waiver]
    assert [one.finding.code for one in waived] == ["W-B11-1"]
    assert "不拆分" in waived[0].waiver


@pytest.mark.parametrize(
    ("waiver", "words"),
    [
        (("E-B7-3", "以后再填"), "不能放行"),
        (("W-B9-7", "已经够了"), "没有检出"),
        (("W-B11-1", " "), "没有写放行的理由"),
    ],
)
def test_a_reason_that_lets_nothing_pass_is_said(waiver: tuple[str, str], words: str) -> None:
    result = result_of(replace(GOOD, waivers=(waiver,)))
    (idle,) = [finding for finding in result.findings if finding.code == "N-P-16"]
    assert words in idle.message
    assert not [one for one in result.said if one.waiver]


def test_every_code_of_the_preparation_has_its_step() -> None:
    articles = {f"cq2023-7/{number}" for number in range(1, 15)}
    for code in codes().values():
        own = {clause.split(".")[0] for clause in code.clauses}
        if own & articles or code.id[2] == "P":
            assert step_of(failed(code.id, "说明")) != OTHER, code.id


def test_rules_of_an_instrument_that_was_not_chosen_do_not_apply() -> None:
    other = replace(GOOD, project=replace(GOOD.project, instrument="ats2023"))
    result = check(other, rulebook_for(other.project, ON)[0], ON)
    assert not [finding for finding in result.findings if finding.code.startswith("E-B10")]
    assert any(answer.outcome is Outcome.NOT_APPLICABLE for answer in result.answers)
