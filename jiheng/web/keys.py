"""Codes and numbers that people gave, as part of an address or of a form: looked up as they are, never kept."""

from typing import Final

from django.http import QueryDict
from django.urls import register_converter

NUL: Final = "\0"
"""PostgreSQL takes none, not even to look for it."""


class KeyConverter:
    """Any sign but NUL, so that a number with a slash or a line break in it has its page."""

    regex = "(?s:.+)"

    def to_python(self, value: str) -> str:
        if NUL in value:
            raise ValueError("no number holds NUL")
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(KeyConverter, "key")


def key_in(sent: QueryDict, name: str) -> str:
    """One key out of a form or the query of an address."""
    return sent.get(name, "").replace(NUL, "")


def keys_in(sent: QueryDict, name: str) -> list[str]:
    """Every key of that name."""
    return [said.replace(NUL, "") for said in sent.getlist(name)]
