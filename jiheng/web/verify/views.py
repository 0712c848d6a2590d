"""Whether a report is one of this system: asked by its 查验码, or by handing in the file."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from jiheng.evaluation.report_verification import LARGEST, Verified, verify_code, verify_file
from jiheng.rules.reporting.signing import check_code_in
from jiheng.web.access import public

PAGE: Final = "verify/report.html"
MEGABYTE: Final = 1024 * 1024
LONGEST_CODE: Final = 60


@public
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The page with its answer; a file is looked at and forgotten."""
    if request.method == "POST":
        return _file(request)
    typed = request.GET.get("code", "")[:LONGEST_CODE]
    if not typed.strip():
        return _page(request)
    if not check_code_in(typed):
        wrong = "查验码是16位，由数字0至9和字母A至F组成，印在报告上。请核对后再输入。"
        return _page(request, typed=typed, wrong_code=wrong)
    return _page(request, typed=typed, found=verify_code(typed))


def _file(request: HttpRequest) -> HttpResponse:
    upload = request.FILES.get("file")
    if upload is None or not upload.size:
        return _page(request, 400, wrong_file="没有收到文件，或者是空文件。请选择要核验的报告。")
    if upload.size > LARGEST:
        said = f"文件超过{LARGEST // MEGABYTE}兆字节，没有核验。请用报告上的查验码核验。"
        return _page(request, 400, wrong_file=said)
    return _page(request, found=verify_file(upload.read()), name=upload.name)


def _page(request: HttpRequest, status: int = 200, found: Verified | None = None, **more: Any) -> HttpResponse:
    context = {"found": found, "largest": LARGEST // MEGABYTE, **more}
    return render(request, PAGE, context, status=status)
