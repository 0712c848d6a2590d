"""Pages of a long list."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PAGE_SIZE = 50


def page_of(request: HttpRequest, rows: "QuerySet[Any] | Sequence[Any]", size: int = PAGE_SIZE) -> "Page[Any]":
    """The page the address asks for with ``?page=``; the nearest one when that does not exist."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
