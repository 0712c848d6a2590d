"""The recheck reads real forms right, finds what is known to be wrong in them, and does not cry wolf."""

from datetime import date

import pytest

from benchmarks.recheck.accuracy import Accuracy, accuracy
from benchmarks.recheck.answers import SAMPLES, workbooks_in
from jiheng.rules.law import NATIONAL
from jiheng.workbooks.rechecking import parameters_on

ROWS_FLOOR, FALSE_ALARM_CEILING = 0.99, 0.02


@pytest.fixture(scope="module")
def measured() -> Accuracy:
    return accuracy(workbooks_in(SAMPLES), parameters_on(NATIONAL, date(2024, 1, 1)))


def test_every_sample_is_compared(measured: Accuracy) -> None:
    assert (measured.unknown, measured.absent) == ((), ())


def test_ninety_nine_rows_in_a_hundred_are_read_and_recomputed_right(measured: Accuracy) -> None:
    misses = [f"{form.sample} {line}" for form in measured.forms for line in form.misses]
    assert measured.rows_right / measured.rows >= ROWS_FLOOR, "\n".join(misses)


def test_year_money_block_and_totals_are_read_right_on_every_form(measured: Accuracy) -> None:
    assert [(form.sample, form.head_misses) for form in measured.forms if form.head_misses] == []


def test_every_known_inconsistency_is_found(measured: Accuracy) -> None:
    lost = [f"{form.sample} {line}" for form in measured.forms for line in form.not_found]
    assert measured.found == measured.asked, "\n".join(lost)


def test_fewer_than_two_false_alarms_in_a_hundred_rows(measured: Accuracy) -> None:
    alarms = [f"{form.sample} {line}" for form in measured.forms for line in form.false_alarms]
    assert measured.false_alarms / measured.rows < FALSE_ALARM_CEILING, "\n".join(alarms)
