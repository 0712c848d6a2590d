"""我的工作台."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from jiheng.orgs.duties import Capability
from jiheng.web.access import any_member
from jiheng.web.request import MemberRequest
from jiheng.web.workbench.figures import frequent_codes, recheck_figures
from jiheng.web.workbench.grades import grade_shares
from jiheng.web.workbench.todos import todo_groups

WEEKDAYS = "一二三四五六日"


@any_member
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    member, today = request.member, localdate()
    groups = todo_groups(member, now())
    figures = recheck_figures(member)
    context = {
        "today": today,
        "weekday": WEEKDAYS[today.weekday()],
        "groups": groups,
        "todo_count": sum(len(group.items) for group in groups),
        "figures": figures,
        "grades": grade_shares(member) if figures else [],
        "codes": frequent_codes(member) if figures else [],
        "may_run": member.may(Capability.RECHECK_RUN),
        "recheck_page": reverse("rechecks:list"),
    }
    return render(request, "workbench/home.html", context)
