"""Where a clause id leads and how people call it."""

from django.urls import reverse

from jiheng.rules.law import clause_label

__all__ = ["clause_label", "clause_url", "split_id"]


def split_id(clause_id: str) -> tuple[str, str]:
    """``mof2020-10/4.1`` → instrument and number."""
    instrument, _, number = clause_id.partition("/")
    return instrument, number


def clause_url(clause_id: str) -> str:
    """The page of a clause."""
    instrument, number = split_id(clause_id)
    return reverse("clauses:detail", args=[instrument, number])
