"""The comparison notices what is read wrong, what is not found and what is not true."""

import copy
from datetime import date

import pytest

from benchmarks.recheck.answers import SAMPLES, KeyForm, answer_key
from benchmarks.recheck.compare import Comparison, Json, compare
from jiheng.rules.law import NATIONAL
from jiheng.workbooks.rechecking import parameters_on, recheck_bytes

SCHOOL = "form-11-school-heating"


@pytest.fixture(scope="module")
def key() -> KeyForm:
    return next(form for form in answer_key() if form.sample == SCHOOL)


@pytest.fixture(scope="module")
def read() -> Json:
    content = (SAMPLES / f"{SCHOOL}.xlsx").read_bytes()
    return recheck_bytes(f"{SCHOOL}.xlsx", content, parameters_on(NATIONAL, date(2024, 1, 1))).as_json(NATIONAL)[0]


def changed(key: KeyForm, read: Json, place: str, value: object) -> Comparison:
    """Compare after one figure of the first indicator was changed; ``target.value`` reaches inside."""
    form = copy.deepcopy(dict(read))
    inside, _, name = place.rpartition(".")
    row = form["indicators"][0]
    (row[inside] if inside else row)[name] = value
    return compare(key, form)


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        ("target.kind", "qualitative", "目标种类"),
        ("target.comparator", "≤", "符号"),
        ("target.value", "432", "目标值"),
        ("target.unit", "万元", "单位"),
        ("target.direction", "ceiling", "方向"),
        ("target.direction_from", "sign", "方向的来处"),
        ("actual", None, "实际完成值"),
        ("points", "5", "分值"),
        ("reported_score", "10", "填报得分"),
        ("recomputed_score", "9.00", "复算得分"),
        ("verdict", "match", "结论"),
    ],
)
def test_a_figure_read_wrong_makes_the_row_wrong(
    key: KeyForm, read: Json, place: str, value: object, told: str
) -> None:
    compared = changed(key, read, place, value)
    assert compared.rows_right == len(key.rows) - 1
    assert compared.misses[0].startswith(f"第12行：{told}应为")


def test_a_form_that_was_not_read_has_no_row_right(key: KeyForm) -> None:
    compared = compare(key, None)
    assert (compared.rows, compared.rows_right, compared.found) == (9, 0, 0)


def test_a_row_too_many_counts_against_the_rows_read(key: KeyForm, read: Json) -> None:
    form = copy.deepcopy(dict(read))
    form["indicators"].append({**form["indicators"][-1], "row": 21})
    compared = compare(key, form)
    assert (compared.rows, compared.rows_right) == (10, 9)


def test_a_known_inconsistency_left_out_is_named(key: KeyForm, read: Json) -> None:
    compared = changed(key, read, "findings", [])
    assert [line.split()[0] for line in compared.not_found] == ["W-A37-6", "W-R-20", "N-R-22", "N-R-23"]


@pytest.mark.parametrize(("code", "alarms"), [("E-R-05", 1), ("W-R-10", 1), ("W-R-20", 0), ("N-R-23", 0)])
def test_only_a_finding_that_is_not_true_is_a_false_alarm(key: KeyForm, read: Json, code: str, alarms: int) -> None:
    added = {"code": code, "message": "试一条", "cell": "H12"}
    compared = changed(key, read, "findings", [*read["indicators"][0]["findings"], added])
    assert len(compared.false_alarms) == alarms


def test_a_finding_true_of_one_row_is_a_false_alarm_on_another(key: KeyForm, read: Json) -> None:
    form = copy.deepcopy(dict(read))
    form["indicators"][1]["findings"].append({"code": "W-R-20", "message": "试一条", "cell": "D13"})
    assert len(compare(key, form).false_alarms) == 1
