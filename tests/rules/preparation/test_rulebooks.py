"""The rulebook a preparation is judged by: the one it chose, on defaults, and what is wrong with the choice."""

from datetime import date

import pytest

from jiheng.demo.preparation.project import demo_preparation
from jiheng.rules.finding import Outcome, Severity
from jiheng.rules.preparation.check import check
from jiheng.rules.preparation.rulebooks import check_base_day, rulebook_for
from jiheng.rules.preparation.shapes import Project

pytestmark = pytest.mark.clause("cq2023-7/37")

DAY = date(2024, 3, 1)


def test_the_directive_is_judged_by_itself() -> None:
    book, wrong = rulebook_for(Project("1", "甲"), DAY)
    assert [one.id for one in book.instruments] == ["mof2020-10", "cq2023-7"]
    assert (book.on, wrong) == (DAY, ())


def test_what_another_instrument_does_not_set_comes_from_the_directive() -> None:
    book, wrong = rulebook_for(Project("1", "甲", instrument="ats2023"), DAY)
    assert wrong == ()
    assert book.id == "ats2023"
    assert book.entry("force_rank").instrument == "cq2023-7"
    assert book.entry("conflict_period").instrument == "ats2023"


def test_what_is_chosen_beside_the_first_adds_what_the_first_does_not_set() -> None:
    book, _ = rulebook_for(Project("1", "甲", also=("ats2023", "没有的")), DAY)
    assert book.id == "cq2023-7"
    assert book.entry("resident_staff").instrument == "ats2023"
    assert book.entry("conflict_period").instrument == "cq2023-7"


@pytest.mark.parametrize("instrument", ["ats2023", "mof2020-10", "hubei", "没有的"])
def test_a_whole_preparation_is_checked_whatever_was_chosen(instrument: str) -> None:
    preparation = demo_preparation()
    book, _ = rulebook_for(Project("1", "甲", instrument=instrument), DAY)
    assert check(preparation, book, DAY).answers


def test_an_instrument_nobody_knows_keeps_the_plan_back() -> None:
    book, wrong = rulebook_for(Project("1", "甲", instrument="abc", where="项目基本信息"), DAY)
    assert book.id == "cq2023-7"
    assert [(one.code, one.act, one.where) for one in wrong] == [("E-X-04", "方案送审", "项目基本信息")]
    assert "规则包“abc”不认得" in wrong[0].message


@pytest.mark.parametrize(("on", "early"), [(date(2022, 12, 31), True), (date(2023, 1, 1), False)])
def test_an_evaluation_dated_before_its_instrument_is_judged_by_the_first_day_and_told(on: date, early: bool) -> None:
    book, wrong = rulebook_for(Project("1", "甲"), on)
    assert book.on == date(2023, 1, 1)
    assert bool(wrong) is early
    assert not early or "早于规则包“重庆市级项目评价”的施行日2023年1月1日" in wrong[0].message


def test_the_national_instrument_is_not_early_for_defaults_that_began_later() -> None:
    book, wrong = rulebook_for(Project("1", "甲", instrument="mof2020-10"), date(2022, 6, 1))
    assert wrong == ()
    assert book.entry("force_rank").instrument == "cq2023-7"


@pytest.mark.clause("cq2023-7/8")
def test_without_a_base_day_it_is_said_which_day_counts() -> None:
    open_day = check_base_day(Project("1", "甲", where="项目基本信息"), DAY)
    assert (open_day.code, open_day.severity, open_day.where) == ("N-X-08", Severity.NOTICE, "项目基本信息")
    assert "暂按2024年3月1日检查" in open_day.message
    assert check_base_day(Project("1", "甲", evaluation_date=DAY), DAY).outcome is Outcome.PASSED
