"""What the checks said is kept until what they read changes: the preparation for its checks, everything for scores."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.queries import BESIDE_PREPARATION, prepared_mark, state_mark
from jiheng.evaluation.shapes import implementation_of
from jiheng.orgs.models import Duty
from jiheng.rules.preparation.result import PreparationResult
from jiheng.rules.preparation.shapes import Preparation
from jiheng.web.evaluations import checking
from jiheng.web.evaluations.checking import standing_of
from jiheng.web.system.words import ACTIONS
from tests.county import DAY, County
from tests.evaluation.scored import scored_project
from tests.web.preparing import fresh, save, texts

pytestmark = pytest.mark.clause("cq2023-7/14")


@pytest.fixture
def project(county: County) -> EvaluationProject:
    cache.clear()
    return scored_project(county)


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for every time the whole preparation was checked."""
    made: list[int] = []
    check = checking.check_of

    def counted(preparation: Preparation, day: date, *, entering_report: bool = False) -> PreparationResult:
        made.append(1)
        return check(preparation, day, entering_report=entering_report)

    monkeypatch.setattr(checking, "check_of", counted)
    return made


def test_what_is_entered_beside_the_preparation_leaves_its_checks_standing(
    county: County, project: EvaluationProject, checks: list[int]
) -> None:
    standing_of(project)
    before = prepared_mark(project), state_mark(project)
    given = implementation_of(project)
    replace_implementation(project, given, revision=2, by=county.member(Duty.TPL), at=DAY, parts={"materials"})
    standing_of(fresh(project))
    assert len(checks) == 1
    assert prepared_mark(project) == before[0]
    assert state_mark(project) != before[1]


def test_a_change_of_the_preparation_is_checked_anew(
    agency: Client, project: EvaluationProject, checks: list[int]
) -> None:
    standing_of(project)
    rows = texts(project, "预算执行明细")
    assert save(agency, project, "预算执行明细", rows, 2).status_code == 302
    standing_of(fresh(project))
    assert len(checks) == 2


def test_every_act_passed_over_is_one_that_happens() -> None:
    assert set(BESIDE_PREPARATION) <= set(ACTIONS)
