"""Several people act at the same time and the chain stays one chain."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from jiheng.audit.actions import record
from jiheng.audit.models import Event
from jiheng.audit.queries import verify
from jiheng.orgs.models import Region
from tests.county import DAY


@pytest.mark.django_db(transaction=True)
def test_events_written_at_once_stand_in_one_row() -> None:
    region = Region.objects.create(code="590101", name="清禾县", path="/1/")

    def act(number: int) -> None:
        try:
            for _ in range(5):
                record(None, "region.created", region, at=DAY, after={"number": number})
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as people:
        list(people.map(act, range(4)))
    assert list(Event.objects.values_list("seq", flat=True)) == list(range(1, 21))
    assert verify() == []
