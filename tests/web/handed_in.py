"""A form handed in, read and rechecked, belonging to whatever unit a test names."""

import json
from functools import cache
from io import BytesIO
from pathlib import Path

from django.utils.timezone import now

from jiheng.files.actions import store
from jiheng.files.models import Attachment
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty, Grant, Organisation
from jiheng.orgs.queries import member_for
from jiheng.rules.recheck.result_json import result_json
from jiheng.self_evaluation.actions import begin_batch, finish_batch, save_file_result
from jiheng.self_evaluation.models import FileOutcome, RecheckBatch, RecheckFile
from jiheng.workbooks.rechecking import parameters_on, recheck_bytes
from tests.county import DAY

WORKBOOK = Path(__file__).resolve().parents[2] / "jiheng/demo/forms/form-11-school-heating.xlsx"
RULES = "mof2020-10"


def batch_of(unit: Organisation) -> RecheckBatch:
    """A finished batch of the unit with one real form in it."""
    batch = RecheckBatch.objects.create(
        organisation=unit, name="第3批", rules=RULES, created_by=clerk_of(unit).user, created_at=now()
    )
    file = RecheckFile.objects.create(batch=batch, name=WORKBOOK.name, attachment=workbook_of(unit))
    begin_batch(batch)
    save_file_result(file, [form_text()], outcome=FileOutcome.READ)
    finish_batch(batch, at=now())
    return batch


def workbook_of(unit: Organisation, by: Member | None = None) -> Attachment:
    """The workbook as an attachment of the unit, stored by the clerk unless somebody else is named."""
    stored = store(BytesIO(WORKBOOK.read_bytes()), WORKBOOK.name, organisation=unit, by=clerk_of(unit), at=now())
    if by is not None:
        Attachment.objects.filter(pk=stored.pk).update(uploaded_by=by.user)
    return stored


def clerk_of(unit: Organisation) -> Member:
    """The person of 财政绩效科 in the unit's region."""
    grant = Grant.objects.select_related("membership__user").get(duty=Duty.FPD, scope__region=unit.region)
    clerk = member_for(grant.membership.user)
    assert clerk is not None
    return clerk


@cache
def form_text() -> str:
    """What the recheck says about the form, as it is kept."""
    (result,) = recheck_bytes(WORKBOOK.name, WORKBOOK.read_bytes(), parameters_on(RULES, DAY.date())).results
    return json.dumps(result_json(result), ensure_ascii=False)
