"""Tests that commit end with emptied tables, which the append-only events refuse; here they may."""

from django.db import connection
from django.test import TransactionTestCase

from jiheng.audit.chain import GENESIS
from jiheng.audit.triggers import drop_guard, raise_guard


def let_tests_empty_the_chain() -> None:
    """Around the emptying after each committing test: take the triggers off, lay a new head, put them back."""
    empty_tables = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # not in the stubs

    def empty_and_restore(case: TransactionTestCase) -> None:
        from jiheng.audit.models import ChainHead

        drop_guard(connection)
        empty_tables(case)
        ChainHead.objects.get_or_create(pk=1, defaults={"count": 0, "hash": GENESIS})
        raise_guard(connection)

    TransactionTestCase._fixture_teardown = empty_and_restore  # type: ignore[attr-defined]  # not in the stubs
