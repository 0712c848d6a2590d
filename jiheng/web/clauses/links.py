"""Where a clause id leads and how people call it."""

from django.urls import reverse

from jiheng.rules.law import instrument_ids, load_instrument


def split_id(clause_id: str) -> tuple[str, str]:
    """``mof2020-10/4.1`` → instrument and number."""
    instrument, _, number = clause_id.partition("/")
    return instrument, number


def clause_url(clause_id: str) -> str:
    """The page of a clause."""
    instrument, number = split_id(clause_id)
    return reverse("clauses:detail", args=[instrument, number])


def clause_label(clause_id: str) -> str:
    """How people call a clause: 国家通用 4.1."""
    instrument, number = split_id(clause_id)
    known = instrument in instrument_ids()
    return f"{load_instrument(instrument).short_title if known else instrument} {number}"
