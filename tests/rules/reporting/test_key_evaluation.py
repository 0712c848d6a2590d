"""重点评价: the ground, the experts, finance, the three bodies, and where it stands."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.experts.shapes import ExpertReview
from jiheng.rules.finding import Finding, Outcome, Severity
from jiheng.rules.law import rulebook
from jiheng.rules.reporting.key_evaluation import (
    check_experts,
    check_filed,
    check_may_file,
    check_may_report,
    check_panel,
    check_reported,
    key_findings,
    panel_of,
    report_due,
    state_of,
)
from jiheng.rules.reporting.key_selection import amount_word, check_ground, key_reading_for
from jiheng.rules.reporting.key_shapes import Body, Delivery, FinanceView, KeyFacts, KeyGround, KeyState

pytestmark = pytest.mark.clause("ats2023/3.7")

READING = key_reading_for(rulebook("ats2023", date(2023, 6, 1)))
BOTH = replace(READING, both=True)
GROUND = KeyGround("县财绩〔2023〕8号第三条", True, "项目预算1500万元", False, "")
ASKED, APPROVED = date(2023, 6, 5), date(2023, 6, 10)
PASSED = FinanceView(ASKED, True, APPROVED)


def expert(name: str, **given: object) -> ExpertReview:
    fits = {"declared_on": date(2023, 5, 1), "submitted_on": date(2023, 5, 9)}
    return ExpertReview(name, **(fits | given))  # type: ignore[arg-type]  # the dates of one review


THREE = (expert("甲"), expert("乙"), expert("丙"))
PROVED = tuple(Delivery(body, date(2023, 6, 12), number="青财绩〔2023〕11号") for body in Body)
DONE = KeyFacts(True, GROUND, THREE, "正式稿第1稿", PASSED, PROVED)


def of(code: str, findings: list[Finding]) -> Finding:
    return next(one for one in findings if one.code == code)


def test_the_defaults_are_those_of_the_law() -> None:
    assert (READING.both, READING.large) == (False, Decimal(10_000_000))
    assert (READING.least, READING.suggested, READING.days) == (1, 3, 10)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"basis": " "}, "文件依据"),
        ({"amount_evidence": ""}, "“金额较大”的依据"),
        ({"attention_high": True}, "“社会关注度高”的依据"),
        ({"amount_large": None, "amount_evidence": ""}, "“金额较大”“社会关注度高”至少一项"),
        ({"amount_large": False, "attention_high": False}, "至少一项"),
    ],
)
def test_a_project_is_not_chosen_without_its_ground(changed: dict[str, object], said: str) -> None:
    found = check_ground(replace(GROUND, **changed), READING)  # type: ignore[arg-type]  # fields of the ground
    assert (found.code, found.outcome, found.act) == ("E-A37-9", Outcome.FAILED, "确认入选")
    assert said in found.message


@pytest.mark.parametrize(
    "ground",
    [GROUND, KeyGround("文号", None, "", True, "连续三年人大建议"), KeyGround("文号", True, "超千万", True, "民生")],
)
def test_one_of_the_two_grounds_is_enough(ground: KeyGround) -> None:
    assert check_ground(ground, READING).outcome is Outcome.PASSED


def test_where_the_law_asks_for_both_one_is_not_enough() -> None:
    assert "两项都要成立" in check_ground(GROUND, BOTH).message
    both = replace(GROUND, attention_high=True, attention_evidence="信访件多")
    assert check_ground(both, BOTH).outcome is Outcome.PASSED
    assert check_ground(None, BOTH).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("budget", "said"), [("10000000", "，达到参考线1000万元"), ("9999999.99", "，没有达到参考线1000万元")]
)
def test_the_money_on_record_is_set_beside_the_reference(budget: str, said: str) -> None:
    assert said in amount_word(replace(GROUND, budget=Decimal(budget)), READING)
    assert amount_word(GROUND, READING) == ""


def test_an_expert_counts_once_handed_in_and_not_while_a_relation_stands() -> None:
    tied = expert("丁", relation="配偶在县交通局")
    let = expert("戊", relation="三年前任职", released="已满三年")
    early = expert("己", submitted_on=None)
    assert [one.expert for one in panel_of((*THREE, tied, let, early))] == ["甲", "乙", "丙", "戊"]


def test_finance_reviews_after_experts_only() -> None:
    none = check_experts(replace(DONE, reviews=()), READING)
    assert (none.code, none.outcome, none.act) == ("E-A37-2", Outcome.FAILED, "财政审核")
    tied = (expert("丁", relation="配偶在县交通局"),)
    assert "已邀请1名" in check_experts(replace(DONE, reviews=tied), READING).message
    assert check_experts(replace(DONE, reviews=THREE[:1]), READING).outcome is Outcome.PASSED
    assert check_experts(replace(DONE, ground=None), READING).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("number", "outcome", "said"),
    [
        (0, Outcome.NOT_APPLICABLE, "还没有专家"),
        (1, Outcome.FAILED, "少于3人"),
        (2, Outcome.FAILED, "少于3人"),
        (3, Outcome.PASSED, "3名"),
        (4, Outcome.FAILED, "是偶数"),
        (5, Outcome.PASSED, "5名"),
    ],
)
def test_few_experts_or_an_even_number_ask_for_a_word(number: int, outcome: Outcome, said: str) -> None:
    facts = replace(DONE, reviews=tuple(expert(f"专家{one}") for one in range(number)))
    found = check_panel(facts, READING)
    assert (found.code, found.severity, found.outcome) == ("W-A37-10", Severity.WARNING, outcome)
    assert said in found.message
    noted = replace(facts, ground=replace(GROUND, panel_note="本县水利专家只有两名"))
    assert check_panel(noted, READING).outcome is not Outcome.FAILED
    assert check_panel(replace(facts, ground=None), READING).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"version": "", "finance": None}, "还没有正式稿"),
        ({"finance": None}, "没有送财政审核"),
        ({"finance": FinanceView(ASKED)}, "正在财政审核"),
        ({"finance": FinanceView(ASKED, False, APPROVED)}, "退回"),
        ({"finance": FinanceView(ASKED, True, APPROVED, intact=False)}, "与审核通过时的内容不同"),
    ],
)
def test_nothing_is_filed_or_reported_before_finance_let_it_pass(changed: dict[str, object], said: str) -> None:
    facts = replace(DONE, deliveries=(), **changed)  # type: ignore[arg-type]  # fields of the facts
    filed, reported = check_may_file(facts), check_may_report(facts)
    assert (filed.code, filed.outcome, filed.act) == ("E-A37-3", Outcome.FAILED, "备案")
    assert (reported.code, reported.outcome, reported.act) == ("E-A37-8", Outcome.FAILED, "报送")
    assert said in filed.message
    assert said in reported.message


def test_what_finance_let_pass_is_filed_and_reported() -> None:
    assert check_may_file(DONE).outcome is Outcome.PASSED
    assert check_may_report(DONE).outcome is Outcome.PASSED
    early = replace(DONE, deliveries=(Delivery(Body.FINANCE, date(2023, 6, 9), "12号"),))
    assert "早于2023年6月10日审核通过" in check_may_report(early).message
    plain = KeyFacts(requirements=False)
    assert {check_may_file(plain).outcome, check_may_report(plain).outcome} == {Outcome.NOT_APPLICABLE}


def test_filing_is_complete_once_all_three_bodies_have_it() -> None:
    assert check_filed(DONE).outcome is Outcome.PASSED
    for body in (Body.GOVERNMENT, Body.PARTY, Body.CONGRESS):
        rest = tuple(one for one in PROVED if one.body is not body)
        without = check_filed(replace(DONE, deliveries=rest))
        assert (without.code, without.outcome, without.act) == ("E-A37-4", Outcome.FAILED, "备案完成")
        assert f"{body}没有登记送达" in without.message
        bare = check_filed(replace(DONE, deliveries=(*rest, Delivery(body, date(2023, 6, 12)))))
        assert f"{body}没有文号，也没有送达凭证" in bare.message
        shown = check_filed(replace(DONE, deliveries=(*rest, Delivery(body, date(2023, 6, 12), receipt=True))))
        assert shown.outcome is Outcome.PASSED
    rest = tuple(one for one in PROVED if one.body is not Body.FINANCE)
    assert check_filed(replace(DONE, deliveries=rest)).outcome is Outcome.PASSED, "finance is no part of the filing"
    assert check_filed(replace(DONE, finance=None)).outcome is Outcome.NOT_APPLICABLE
    assert check_filed(replace(DONE, ground=None)).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("sent", "today", "outcome"),
    [
        (None, date(2023, 6, 20), Outcome.PASSED),
        (None, date(2023, 6, 21), Outcome.FAILED),
        (date(2023, 6, 20), date(2023, 9, 1), Outcome.PASSED),
        (date(2023, 6, 21), date(2023, 9, 1), Outcome.FAILED),
    ],
)
def test_an_approved_result_goes_to_finance_within_ten_days(sent: date | None, today: date, outcome: Outcome) -> None:
    assert report_due(APPROVED, READING.days) == date(2023, 6, 20)
    given = (Delivery(Body.FINANCE, sent),) if sent else ()
    found = check_reported(replace(DONE, deliveries=given), READING, today)
    assert (found.code, found.severity, found.outcome) == ("E-A37-7", Severity.RECORD, outcome)
    assert not found.blocks, "late work goes on"
    assert outcome is Outcome.PASSED or "逾期1天" in found.message


def test_what_is_not_approved_or_follows_other_rules_has_no_day_to_be_reported_by() -> None:
    assert check_reported(replace(DONE, finance=None), READING, APPROVED).outcome is Outcome.NOT_APPLICABLE
    assert check_reported(KeyFacts(requirements=False), READING, APPROVED).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({"version": ""}, KeyState.DRAFT),
        ({"reviews": ()}, KeyState.EXPERTS),
        ({"finance": None}, KeyState.FINANCE),
        ({"finance": FinanceView(ASKED)}, KeyState.FINANCE),
        ({"finance": FinanceView(ASKED, False, APPROVED)}, KeyState.FINANCE),
        ({"finance": FinanceView(ASKED, True, APPROVED, intact=False)}, KeyState.FINANCE),
        ({"deliveries": PROVED[:3]}, KeyState.APPROVED),
        ({}, KeyState.FILED),
    ],
)
def test_it_stands_at_the_first_step_that_is_not_done(changed: dict[str, object], state: KeyState) -> None:
    assert state_of(replace(DONE, **changed), READING) is state  # type: ignore[arg-type]  # fields of the facts


def test_every_code_of_a_key_evaluation_is_asked_in_the_order_of_the_work() -> None:
    asked = key_findings(KeyFacts(True, KeyGround()), READING, APPROVED)
    assert [one.code for one in asked] == [
        *("E-A37-9", "E-A37-2", "W-A37-10", "E-A37-3", "E-A37-8", "E-A37-4", "E-A37-7"),
    ]
    done = key_findings(DONE, READING, APPROVED)
    assert {one.outcome for one in done} == {Outcome.PASSED}
    assert of("E-A37-7", done).clauses == ("ats2023/3.7",)
