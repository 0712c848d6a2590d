"""计划时间: highest force first, then nearest the day of evaluation."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.rules.basis.catalogue import build_catalogue
from jiheng.rules.basis.shapes import BasisDocument
from jiheng.rules.law import Rulebook
from jiheng.rules.schedule.planned_date import planned_date_for
from jiheng.rules.schedule.shapes import DateDemand
from tests.rules.basis.registered import (
    ALL,
    BOOK,
    COUNTY,
    GOVERNMENT,
    LAW,
    MINISTRY,
    ON,
    RELEASE,
    WATER,
    conflict,
    with_reading,
)

EVALUATION = date(2023, 6, 30)
CATALOGUE = build_catalogue(ALL, (), ON, BOOK)
BY_ISSUE = with_reading(BOOK, "plan_date_reading", nearest="issue_date")
pytestmark = pytest.mark.clause("cq2023-7/8")


def _demand(document: BasisDocument, year: int, month: int, day: int) -> DateDemand:
    return DateDemand(document.key, date(year, month, day))


def test_the_document_of_highest_force_decides_however_far_its_date() -> None:
    planned = planned_date_for(
        [_demand(COUNTY, 2023, 6, 29), _demand(GOVERNMENT, 2021, 12, 31)], CATALOGUE, EVALUATION, BOOK
    )
    assert (planned.day, planned.document) == (date(2021, 12, 31), GOVERNMENT.key)
    assert planned.lost == ((COUNTY.key, date(2023, 6, 29), "效力较低：县级部门文件低于市级党委政府文件"),)


def test_of_equal_documents_the_date_nearest_the_evaluation_decides() -> None:
    planned = planned_date_for(
        [_demand(WATER, 2022, 12, 31), _demand(RELEASE, 2023, 8, 31)], CATALOGUE, EVALUATION, BOOK
    )
    assert (planned.day, planned.document, planned.tie) == (date(2023, 8, 31), RELEASE.key, False)
    assert planned.lost == ((WATER.key, date(2022, 12, 31), "同等效力，离评价时间181天，选用的离62天"),)


@pytest.mark.parametrize(
    ("other", "chosen", "tie"),
    [
        (date(2023, 7, 9), date(2023, 7, 9), False),
        (date(2023, 7, 10), date(2023, 7, 10), True),
        (date(2023, 7, 11), date(2023, 6, 20), False),
    ],
)
def test_equally_near_dates_give_the_later_to_be_confirmed(other: date, chosen: date, *, tie: bool) -> None:
    planned = planned_date_for(
        [_demand(WATER, 2023, 6, 20), DateDemand(RELEASE.key, other)], CATALOGUE, EVALUATION, BOOK
    )
    assert (planned.day, planned.tie) == (chosen, tie)
    assert planned.tied == ((date(2023, 6, 20), other) if tie else ())


def test_what_lost_a_tie_says_so() -> None:
    planned = planned_date_for(
        [_demand(WATER, 2023, 6, 20), _demand(RELEASE, 2023, 7, 10)], CATALOGUE, EVALUATION, BOOK
    )
    assert planned.lost == ((WATER.key, date(2023, 6, 20), "同等效力，同样近，取较晚的时间"),)


def test_one_document_that_demands_two_dates_is_settled_the_same_way() -> None:
    planned = planned_date_for([_demand(WATER, 2023, 6, 1), _demand(WATER, 2022, 6, 1)], CATALOGUE, EVALUATION, BOOK)
    assert planned.day == date(2023, 6, 1)


def test_documents_that_demand_the_same_day_agree_and_the_first_of_the_catalogue_is_named() -> None:
    planned = planned_date_for(
        [_demand(COUNTY, 2022, 12, 31), _demand(RELEASE, 2022, 12, 31), _demand(WATER, 2022, 12, 31)],
        CATALOGUE,
        EVALUATION,
        BOOK,
    )
    assert (planned.document, planned.agreeing, planned.lost) == (WATER.key, (RELEASE.key, COUNTY.key), ())


def test_a_document_left_out_of_the_catalogue_or_not_registered_does_not_count() -> None:
    catalogue = build_catalogue(ALL, (conflict(GOVERNMENT, LAW),), ON, BOOK)
    planned = planned_date_for(
        [
            _demand(GOVERNMENT, 2022, 6, 30),
            DateDemand("没有登记的文件", date(2022, 7, 1)),
            _demand(COUNTY, 2022, 12, 31),
        ],
        catalogue,
        EVALUATION,
        BOOK,
    )
    assert (planned.day, planned.document) == (date(2022, 12, 31), COUNTY.key)
    assert planned.lost == (
        ("没有登记的文件", date(2022, 7, 1), "该文件没有登记在评价依据目录"),
        (GOVERNMENT.key, date(2022, 6, 30), "该文件不予列入评价依据目录"),
    )


def test_different_demands_of_time_do_not_leave_a_document_out_so_that_force_can_decide() -> None:
    provisions = (replace(conflict(COUNTY, MINISTRY), about_time=True),)
    catalogue = build_catalogue(ALL, provisions, ON, BOOK)
    planned = planned_date_for(
        [_demand(COUNTY, 2023, 6, 1), _demand(MINISTRY, 2022, 6, 1)], catalogue, EVALUATION, BOOK
    )
    assert planned.document == MINISTRY.key


def test_without_a_usable_demand_there_is_no_planned_date() -> None:
    assert planned_date_for([], CATALOGUE, EVALUATION, BOOK).day is None
    alone = planned_date_for([DateDemand("没有登记的文件", date(2022, 7, 1))], CATALOGUE, EVALUATION, BOOK)
    assert (alone.day, len(alone.lost)) == (None, 1)


def test_without_a_day_of_evaluation_only_equal_documents_that_differ_stay_open() -> None:
    differing = [_demand(WATER, 2022, 12, 31), _demand(RELEASE, 2022, 6, 30)]
    open_ = planned_date_for(differing, CATALOGUE, None, BOOK)
    assert (open_.day, open_.needs_evaluation_date, len(open_.lost)) == (None, True, 2)
    stronger = planned_date_for([*differing, _demand(LAW, 2022, 1, 1)], CATALOGUE, None, BOOK)
    assert (stronger.day, stronger.needs_evaluation_date) == (date(2022, 1, 1), False)


def test_a_document_without_force_counts_last() -> None:
    unranked = replace(GOVERNMENT, issuer_level="", kind="")
    catalogue = build_catalogue((unranked, COUNTY), (), ON, BOOK)
    planned = planned_date_for(
        [_demand(unranked, 2023, 6, 30), _demand(COUNTY, 2022, 6, 30)], catalogue, EVALUATION, BOOK
    )
    assert (planned.document, planned.lost[0].why) == (COUNTY.key, "效力较低：效力未定低于县级部门文件")


def test_read_by_issue_the_newest_of_equal_documents_decides() -> None:
    demands = [_demand(WATER, 2023, 6, 29), _demand(RELEASE, 2022, 12, 31)]
    planned = planned_date_for(demands, CATALOGUE, None, BY_ISSUE)
    assert (planned.day, planned.document) == (date(2022, 12, 31), RELEASE.key)
    assert planned.lost[0].why == "同等效力，《下达供水工程资金的通知》（渝财农〔2022〕18号）印发较晚"
    assert planned_date_for(demands, CATALOGUE, EVALUATION, BOOK).document == WATER.key


def test_read_by_issue_documents_of_one_day_that_differ_give_the_later_date() -> None:
    twin = replace(WATER, key="另一", number="渝水发〔2022〕4号")
    catalogue = build_catalogue((*ALL, twin), (), ON, BOOK)
    planned = planned_date_for(
        [_demand(WATER, 2022, 10, 1), _demand(twin, 2022, 11, 1)], catalogue, EVALUATION, BY_ISSUE
    )
    assert (planned.day, planned.tie) == (date(2022, 11, 1), True)


DOCUMENTS = (LAW, MINISTRY, GOVERNMENT, WATER, RELEASE)
DEMANDS = st.lists(
    st.builds(
        lambda document, days: DateDemand(document.key, EVALUATION + timedelta(days=days)),
        st.sampled_from(DOCUMENTS),
        st.integers(-400, 400),
    ),
    min_size=1,
    max_size=8,
)


@given(DEMANDS, st.data(), st.sampled_from((BOOK, BY_ISSUE)))
def test_the_order_of_entry_changes_nothing(demands: list[DateDemand], data: st.DataObject, book: Rulebook) -> None:
    shuffled = data.draw(st.permutations(demands))
    usual = planned_date_for(demands, CATALOGUE, EVALUATION, book)
    assert planned_date_for(shuffled, CATALOGUE, EVALUATION, book) == usual


@given(DEMANDS)
def test_the_planned_date_is_one_that_was_demanded_by_the_document_named(demands: list[DateDemand]) -> None:
    planned = planned_date_for(demands, CATALOGUE, EVALUATION, BOOK)
    assert (planned.document, planned.day) in {(each.document, each.day) for each in demands}


@given(DEMANDS, st.integers(-400, 400))
def test_a_weaker_demand_never_changes_the_planned_date(demands: list[DateDemand], days: int) -> None:
    weaker = DateDemand(COUNTY.key, EVALUATION + timedelta(days=days))
    before = planned_date_for(demands, CATALOGUE, EVALUATION, BOOK)
    after = planned_date_for([*demands, weaker], CATALOGUE, EVALUATION, BOOK)
    assert (after.day, after.document, after.tied) == (before.day, before.document, before.tied)


@given(DEMANDS)
def test_every_demand_is_chosen_agrees_or_is_shown_as_lost(demands: list[DateDemand]) -> None:
    planned = planned_date_for(demands, CATALOGUE, EVALUATION, BOOK)
    lost = {(each.document, each.day) for each in planned.lost}
    kept = {(key, planned.day) for key in (planned.document, *planned.agreeing)}
    assert {(each.document, each.day) for each in demands} == lost | kept
    assert not lost & kept
