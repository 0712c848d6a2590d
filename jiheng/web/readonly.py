"""GET never writes: while a page is only read, the database refuses every change."""

import re
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponseBase

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
CHANGE = re.compile(
    r"\s*(?:WITH\b.*?\b)?(?:INSERT\s+INTO|REPLACE\s+INTO|INSERT\s+OR\s+\w+\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO"
    r"|TRUNCATE(?:\s+TABLE)?|(?:CREATE|ALTER|DROP)\s+TABLE)\s+[\"`]?(?P<table>\w+)",
    re.IGNORECASE | re.DOTALL,
)
BOOKKEEPING = ("django_session", "axes_")
"""Tables a read may touch: who is logged in, and failed logins."""

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class WroteOnRead(RuntimeError):
    """A page that is only read tried to change the database."""


def changed_table(sql: str) -> str:
    """The table a statement changes; empty when it only reads or changes bookkeeping."""
    found = CHANGE.match(sql)
    if found is None or found["table"].lower().startswith(BOOKKEEPING):
        return ""
    return found["table"]


def refuse_changes(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """An ``execute_wrapper`` that lets reads through."""
    table = changed_table(sql)
    if table:
        raise WroteOnRead(f"reading a page tried to change table {table}")
    return execute(sql, params, many, context)


class ReadonlyMiddleware:
    """Wraps the view of every safe request; stands last, next to the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in SAFE_METHODS:
            return self.get_response(request)
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(refuse_changes))
            return self.get_response(request)
