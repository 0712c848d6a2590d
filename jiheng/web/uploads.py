"""Refuse a body over the limit before a byte of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from jiheng.web.errors import TOO_LARGE, fault_page

FORM_OVERHEAD = 1024 * 1024
"""Field names, boundaries and the other fields around the files."""


class UploadLimitMiddleware:
    """Answers 413 when the announced length is over ``JIHENG_UPLOAD_LIMIT``; stands before the form is parsed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        limit: int = settings.JIHENG_UPLOAD_LIMIT
        if length.isdigit() and int(length) > limit + FORM_OVERHEAD:
            why = f"一次最多上传 {limit // 1024 // 1024} 兆字节，这次超过了，文件没有保存。"
            return fault_page(request, TOO_LARGE, why)
        return self.get_response(request)
