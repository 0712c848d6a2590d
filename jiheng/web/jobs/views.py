"""The list of own jobs; one row reloads itself while its job is at work."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.jobs import actions
from jiheng.jobs.actions import request_cancel
from jiheng.jobs.models import Job, JobStatus
from jiheng.jobs.queries import mine
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.web.access import needs
from jiheng.web.jobs.rows import job_row
from jiheng.web.paging import page_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import tabs_for


@needs(Capability.JOBS_OWN)
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    jobs = mine(request.member)
    tally = dict(jobs.order_by().values_list("status").annotate(Count("pk")))
    asked = request.GET.get("status", "")
    status = asked if asked in JobStatus.values else ""
    choices = [("", "全部", sum(tally.values())), *((one.value, one.label, tally.get(one, 0)) for one in JobStatus)]
    page = page_of(request, jobs.filter(status=status) if status else jobs)
    context = {
        "page": page,
        "rows": [job_row(job) for job in page],
        "tabs": tabs_for(request.GET, "status", choices, status),
        "working": any(job.is_open for job in page),
    }
    return render(request, "jobs/list.html", context)


@needs(Capability.JOBS_OWN)
@require_safe
def row(request: MemberRequest, pk: int) -> HttpResponse:
    return render(request, "jobs/row.html", {"row": job_row(own_job(request, pk))})


@needs(Capability.JOBS_OWN)
@require_POST
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    job = own_job(request, pk)
    try:
        request_cancel(job, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已要求取消“{job}”，正在进行的一步做完后停下。")
    return redirect("jobs:list")


@needs(Capability.JOBS_OWN)
@require_POST
def retry(request: MemberRequest, pk: int) -> HttpResponse:
    job = own_job(request, pk)
    try:
        actions.retry(job, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"“{job}”已重新排队。")
    return redirect("jobs:list")


def own_job(request: MemberRequest, pk: int) -> Job:
    """The job the address names, if it is the member's own."""
    job = mine(request.member).filter(pk=pk).first()
    if job is None:
        raise Http404("没有这个任务")
    return job
