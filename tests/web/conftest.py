"""The county the pages are opened in."""

from collections.abc import Callable

import pytest
from django.test import Client

from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from tests.county import County, county

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
