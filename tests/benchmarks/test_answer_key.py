"""The answer key of the recheck is complete, consistent and speaks of the samples as they stand."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from benchmarks.recheck.answers import SAMPLES, KeyForm, KeyRow, answer_key, fingerprint, workbooks_in
from benchmarks.recheck.truths import TRUE_WHEN
from jiheng.rules.codes import codes
from jiheng.rules.recheck.shapes import FormKind
from jiheng.rules.targets.shapes import Direction, TargetKind

KEY = answer_key()
ALL_ROWS = [(form, row) for form in KEY for row in form.rows]
ROWS = [pytest.param(form, row, id=f"{form.sample}-{row.row}") for form, row in ALL_ROWS]
MEASURED = [
    pytest.param(form, row, id=f"{form.sample}-{row.row}")
    for form, row in ALL_ROWS
    if row.kind == ("quantitative",) and row.recomputed[0]
]
SPENT = [form for form in KEY if {"executed", "adjusted"} <= set(form.funds)]
VERDICTS = {"match", "differs", "judgement", "unreadable"}


def test_every_sample_has_answers_and_every_answer_has_its_sample() -> None:
    samples = {path.stem: fingerprint(path) for path in workbooks_in(SAMPLES)}
    assert {form.sample: form.fingerprint for form in KEY} == samples


def test_the_key_covers_24_forms_and_their_231_rows() -> None:
    assert (len(KEY), sum(len(form.rows) for form in KEY)) == (24, 231)


@pytest.mark.parametrize("form", KEY, ids=lambda form: form.sample)
def test_a_form_names_a_known_kind_and_its_rows_in_order(form: KeyForm) -> None:
    numbers = [row.row for row in form.rows]
    assert form.kind in set(FormKind)
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("form", KEY, ids=lambda form: form.sample)
def test_every_finding_has_a_registered_code_a_reason_and_a_row_of_the_form(form: KeyForm) -> None:
    numbers = {None, *(row.row for row in form.rows)}
    for finding in (*form.must_find, *form.may_find):
        assert set(finding.codes) <= set(codes()), finding
        assert finding.why
        assert finding.row in numbers
    assert all(finding.basis in {"note", "law"} for finding in form.must_find)


def test_general_truths_speak_of_registered_codes() -> None:
    assert set(TRUE_WHEN) <= set(codes())


@pytest.mark.parametrize(("form", "row"), ROWS)
def test_a_row_is_answered_in_the_words_of_the_rules(form: KeyForm, row: KeyRow) -> None:
    assert set(row.kind) <= set(TargetKind)
    assert set(row.side) <= set(Direction)
    assert set(row.sign) <= {"", "≥", "≤", "＝"}
    assert set(row.verdict) <= VERDICTS
    assert form.kind != "goal_declaration" or row.recomputed == ("",)


@pytest.mark.parametrize(("form", "row"), ROWS)
def test_the_verdict_follows_from_reported_and_recomputed_score(form: KeyForm, row: KeyRow) -> None:
    reported, recomputed = row.reported[0], row.recomputed[0]
    if row.verdict == ("differs",):
        assert Decimal(reported) > Decimal(recomputed)
    elif row.verdict == ("match",) and recomputed:
        assert Decimal(reported) == Decimal(recomputed)
    else:
        assert not recomputed


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(("form", "row"), MEASURED)
def test_a_measurable_row_scores_full_when_met_and_in_proportion_when_not(form: KeyForm, row: KeyRow) -> None:
    assert form.kind != "goal_declaration"
    target, actual, points = (Fraction(answer[0]) for answer in (row.value, row.actual, row.points))
    ratio = actual / target if row.side[0] == "floor" and target else target / actual if actual else Fraction(1)
    due = min(ratio, Fraction(1)) * points
    hundredths = Decimal(due.numerator * 100) / Decimal(due.denominator)
    assert hundredths.quantize(Decimal(1), ROUND_HALF_UP) / 100 == Decimal(row.recomputed[0])


@pytest.mark.clause("mof2020-10/4.1")
@pytest.mark.parametrize("form", SPENT, ids=lambda form: form.sample)
def test_the_execution_rate_and_score_are_executed_over_adjusted_budget(form: KeyForm) -> None:
    funds = {name: answers[0] for name, answers in form.funds.items()}
    ratio = Decimal(funds["executed"]) / Decimal(funds["adjusted"])
    assert round(ratio, 4) == Decimal(funds["rate"])
    due = min(ratio, Decimal(1)) * Decimal(funds.get("points", 0))
    assert due.quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal(funds.get("recomputed", 0))
