"""An indicator is mended late, with a reason, as a version of its own."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from jiheng.rules.evidence.amendments import (
    PREPARING,
    REPORTING,
    check_amendment,
    check_collected,
    collected_rate_for,
    collected_share,
)
from jiheng.rules.evidence.analysis_shapes import Amendment, Collected
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.law import rulebook
from jiheng.rules.preparation.phases import Phase

RATE = collected_rate_for(rulebook("cq2023-7", date(2026, 4, 1)))
AMENDMENT = Amendment(
    "C1 新建道路里程", base_version=2, new_version=3, reason="变更设计批复", where="指标修正单 第1行"
)
VERSIONS = (1, 2)
MOST = Collected(80, 100)
pytestmark = pytest.mark.clause("cq2023-7/26")


def failures(found: list[Finding]) -> list[str]:
    return [each.code for each in found if each.outcome is Outcome.FAILED]


def test_a_reasoned_amendment_late_in_the_work_passes() -> None:
    found = check_amendment(AMENDMENT, Phase.IMPLEMENT, VERSIONS, MOST, RATE)
    assert [(each.code, each.outcome) for each in found] == [
        ("E-B26-1", Outcome.PASSED),
        ("E-B26-2", Outcome.PASSED),
        ("E-B26-3", Outcome.PASSED),
        ("W-B26-4", Outcome.PASSED),
    ]


def test_an_amendment_without_a_reason_is_not_saved() -> None:
    finding = check_amendment(replace(AMENDMENT, reason=" "), Phase.IMPLEMENT, VERSIONS, MOST, RATE)[0]
    assert (finding.code, finding.blocks, finding.act) == ("E-B26-1", True, "保存修正")
    assert finding.message == "修正指标“C1 新建道路里程”没有写理由。请填写"
    assert finding.where == "指标修正单 第1行"


def test_nothing_is_mended_while_the_report_is_written() -> None:
    found = check_amendment(AMENDMENT, Phase.REPORT, VERSIONS, MOST, RATE)
    assert failures(found) == ["E-B26-2"]
    assert (found[1].act, found[1].where) == ("保存修正", "指标修正单 第1行")
    assert "请先退回评价实施" in found[1].message


def test_changes_in_preparation_are_no_amendments() -> None:
    found = check_amendment(replace(AMENDMENT, reason=""), Phase.PREPARE, (), Collected(0, 100), RATE)
    assert {each.outcome for each in found} == {Outcome.NOT_APPLICABLE}
    assert [each.code for each in found] == ["E-B26-1", "E-B26-2", "E-B26-3", "W-B26-4"]


def test_the_phases_are_called_as_preparation_calls_them() -> None:
    assert (PREPARING, REPORTING) == (Phase.PREPARE, Phase.REPORT)


@pytest.mark.parametrize(("new", "over"), [(None, "第2版"), (2, "第2版"), (1, "第1版"), (3, ""), (7, "")])
def test_a_version_that_is_there_stays_as_it_is(new: int | None, over: str) -> None:
    finding = check_amendment(replace(AMENDMENT, new_version=new), Phase.IMPLEMENT, VERSIONS, MOST, RATE)[2]
    assert (finding.code, finding.blocks) == ("E-B26-3", bool(over))
    if over:
        assert f"会覆盖指标体系{over}。请另存新版本" in finding.message
        assert finding.act == "保存修正"


def test_the_version_mended_is_not_written_over_even_when_it_is_not_listed() -> None:
    assert check_amendment(replace(AMENDMENT, new_version=2), Phase.IMPLEMENT, (), MOST, RATE)[2].blocks


@pytest.mark.parametrize(
    ("filled", "outcome"),
    [(0, Outcome.FAILED), (79, Outcome.FAILED), (80, Outcome.PASSED), (100, Outcome.PASSED)],
)
def test_at_the_share_of_the_law_it_is_late_enough(filled: int, outcome: Outcome) -> None:
    finding = check_collected(Collected(filled, 100), RATE, "指标修正单 第1行")
    assert (finding.code, finding.outcome, finding.blocks) == ("W-B26-4", outcome, False)
    assert f"应收集100项，已收集{filled}项，收集率{filled}.00%" in finding.message
    assert finding.where == "指标修正单 第1行"


def test_the_share_is_not_rounded_before_it_is_judged() -> None:
    assert check_collected(Collected(79_999, 100_000), RATE).outcome is Outcome.FAILED
    assert check_collected(Collected(2, 3), Decimal("0.6667")).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("collected", "share"),
    [(Collected(2, 3), Fraction(2, 3)), (Collected(0, 4), Fraction(0)), (Collected(0, 0), None)],
)
def test_the_share_is_what_was_collected_over_what_is_due(collected: Collected, share: Fraction | None) -> None:
    assert collected_share(collected) == share


def test_without_values_to_collect_no_share_is_asked_for() -> None:
    assert check_collected(Collected(0, 0), RATE).outcome is Outcome.NOT_APPLICABLE
