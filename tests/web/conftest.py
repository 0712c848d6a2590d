"""The county the pages are opened in."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.timezone import now

from jiheng.demo.preparation.project import demo_preparation
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.models import EvaluationProject
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from tests.county import County, county, member_named

__all__ = ["county"]

LoggedIn = Callable[[Duty], Client]


def client_of(member: Member) -> Client:
    """A browser in which the member is logged in."""
    client = Client()
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def logged_in(county: County) -> LoggedIn:
    """A browser for the person of Qinghe with that one duty."""
    return lambda duty: client_of(county.member(duty))


@pytest.fixture
def agency(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.TPL)


@pytest.fixture
def finance(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.FPD)


@pytest.fixture
def opened(county: County) -> EvaluationProject:
    """The demonstration's project, opened by the agency of Qinghe."""
    return open_project(demo_preparation(), by=member_named("qh_tpl"), at=now())
