"""The list of own jobs; one row reloads itself while its job is at work."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.jobs.models import Job, JobStatus
from jiheng.orgs.duties import Capability
from jiheng.orgs.scope import find, visible
from jiheng.web.access import needs
from jiheng.web.jobs.rows import job_row
from jiheng.web.paging import page_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import tabs_for


@needs(Capability.JOBS_OWN)
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    mine = visible(Job.objects.all(), request.member, Capability.JOBS_OWN).filter(owner=request.user)
    tally = dict(mine.order_by().values_list("status").annotate(Count("pk")))
    asked = request.GET.get("status", "")
    status = asked if asked in JobStatus.values else ""
    choices = [("", "全部", sum(tally.values())), *((one.value, one.label, tally.get(one, 0)) for one in JobStatus)]
    page = page_of(request, mine.filter(status=status) if status else mine)
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
    job = find(Job.objects.filter(owner=request.user), request.member, Capability.JOBS_OWN, pk=pk)
    return render(request, "jobs/row.html", {"row": job_row(job)})
