"""The background job that writes what goes out of a large batch."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Final

from django.urls import reverse
from django.utils.timezone import localtime

from jiheng.files.actions import store
from jiheng.files.models import FileType
from jiheng.jobs.context import JobContext
from jiheng.jobs.registry import Json
from jiheng.orgs.duties import Capability
from jiheng.orgs.queries import member_for
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.self_evaluation.models import RecheckBatch
from jiheng.self_evaluation.queries import batches
from jiheng.web.rechecks.building import letters_of, workbook_of

KIND: Final = "recheck_export"
TITLES: Final = {"workbook": "复核表", "opinion": "复核意见书"}


def run_recheck_export(context: JobContext) -> Mapping[str, Json]:
    """Write the workbook or the letters of a batch and keep them as an attachment of its organisation."""
    what = str(context.arguments["what"])
    member = member_for(context.job.owner, context.job.organisation_id)
    if member is None:
        raise Refused("发起人已不在本机构任职，请由在岗人员重新发起")
    batch = find(batches(member), member, Capability.RECHECK_READ, pk=context.arguments["batch"])
    context.progress(0, 1, f"正在写{TITLES[what]}")
    content, kind = _written(batch, what, context.now())
    name = f"{TITLES[what]}_{batch.name}.{kind}"
    stored = store(BytesIO(content), name, organisation=batch.organisation, by=member, at=context.now())
    context.progress(1, 1, "已写好")
    return {"address": reverse("rechecks:exported", args=[context.job.pk]), "attachment": stored.pk}


def _written(batch: RecheckBatch, what: str, at: datetime) -> tuple[bytes, FileType]:
    if what == "workbook":
        forms = list(batch.forms.select_related("file__attachment__blob"))
        return workbook_of(forms), FileType.XLSX
    return letters_of(batch, localtime(at).date())
