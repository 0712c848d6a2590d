"""What people see when something went wrong: what happened, why, what to do. Each with its true status."""

from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@dataclass(frozen=True, slots=True)
class Fault:
    """An error page: ``why`` in one sentence, ``todo`` as steps."""

    status: int
    title: str
    why: str
    todo: tuple[str, ...]


BAD_REQUEST = Fault(
    400,
    "提交的内容不完整或不能识别",
    "地址或表单在传送中缺了内容，系统没有保存任何改动。",
    ("返回上一页，刷新后再提交一次。", "仍然不行时，把操作步骤告诉本单位的系统管理员。"),
)
STALE_FORM = Fault(
    403,
    "页面放得太久，已经失效",
    "为防止他人冒用您的身份，表单须在登录有效期内提交。系统没有保存这次提交。",
    ("返回上一页，刷新后再提交一次。", "浏览器如禁用了会话信息（Cookie），请对本站放开。"),
)
FORBIDDEN = Fault(
    403,
    "没有办理这件事的职责",
    "您的账号没有这项职责，操作没有执行。",
    ("在顶栏核对当前机构是否选对。", "确需办理的，请联系本单位的系统管理员授予职责。"),
)
NOT_FOUND = Fault(
    404,
    "没有找到这个页面",
    "地址写错了、内容已删除，或者它不属于您所在的单位。",
    ("检查地址是否完整。", "从左侧菜单或顶栏搜索重新进入。"),
)
WRONG_METHOD = Fault(
    405,
    "不能这样打开这个地址",
    "这个地址只接受表单提交，不能直接打开。系统没有执行任何操作。",
    ("返回上一页，用页面上的按钮操作。",),
)
TOO_LARGE = Fault(
    413,
    "上传的内容太大",
    "一次上传超过了系统允许的大小，文件没有保存。",
    ("分成几批上传，或把文件压缩成一个压缩包。", "单个文件本身过大时，先删去其中的图片和无关工作表。"),
)
LOCKED = Fault(
    429,
    "登录失败次数过多，账号暂时锁定",
    "连续输错密码，系统暂停了这个账号从本机登录。",
    ("15 分钟后再试。", "忘记密码的，请本单位的系统管理员重置。"),
)


def fault_page(request: HttpRequest, fault: Fault, why: str = "") -> HttpResponse:
    """The page of a fault; ``why`` replaces its general reason with the particular one.

    Members see it inside the frame, so that the menu leads on; others see it by itself.
    """
    inside = getattr(request, "member", None) is not None
    context = {"fault": fault, "why": why or fault.why, "page": "base.html" if inside else "gate.html"}
    return render(request, "errors/fault.html", context, status=fault.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """``handler400``; a body over the limit is 413."""
    too_large = isinstance(exception, RequestDataTooBig | TooManyFilesSent)
    return fault_page(request, TOO_LARGE if too_large else BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """``handler403``; a refusal that says why is shown in its own words."""
    return fault_page(request, FORBIDDEN, str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """``handler404``."""
    return fault_page(request, NOT_FOUND)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """``CSRF_FAILURE_VIEW``."""
    return fault_page(request, STALE_FORM)


def locked(request: HttpRequest, *_: object) -> HttpResponse:
    """``AXES_LOCKOUT_CALLABLE``."""
    return fault_page(request, LOCKED)
