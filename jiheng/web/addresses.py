"""Addresses of pages that may not be part of this installation."""

from django.urls import NoReverseMatch, reverse


def address_of(name: str, *args: object) -> str:
    """The address of a page, or nothing when the page is not built: a dead link is never shown."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
