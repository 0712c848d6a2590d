"""No page of somebody logged in stays behind in the browser of a shared computer."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseBase

KEEP_NOTHING: Final = "private, no-store"


class NoStoreMiddleware:
    """Forbids keeping whatever somebody logged in was answered, downloads included.

    Stands behind the one that knows who asks; the static files are answered before it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        logged_in = request.user.is_authenticated
        response = self.get_response(request)
        if logged_in or request.user.is_authenticated:
            response["Cache-Control"] = KEEP_NOTHING
        return response
