"""Report templates of an organisation's own: taken in when fit, withdrawn, chosen for the report of a project."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import PurePath
from typing import BinaryIO, Final

from django.db import transaction

from jiheng.audit.actions import record
from jiheng.evaluation.fitting import require_fit
from jiheng.evaluation.models import EvaluationProject, ReportSetup, ReportTemplate
from jiheng.evaluation.report_template_queries import templates_for, templates_of
from jiheng.evaluation.unfit_template import TemplateUnfit
from jiheng.files.actions import store
from jiheng.files.disk import workspace
from jiheng.files.inspection import inspect
from jiheng.files.models import FileType
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.models import Organisation
from jiheng.orgs.refusal import Refused
from jiheng.rules.reporting.templates import CheckedTemplate

LARGEST: Final = 20 * 1024 * 1024
ONLY_WORD: Final = (FileType.DOCX,)
BUILT_IN: Final = "系统自带的版式"
STALE: Final = "报告设置刚被改动过，这一次没有保存。请看过现在的情况再选"


def add_template(
    stream: BinaryIO,
    filename: str,
    *,
    name: str,
    check: Callable[[bytes], CheckedTemplate],
    by: Member,
    at: datetime,
) -> ReportTemplate:
    """Take a template in for the member's organisation; nothing is kept of one that ``check`` finds any fault with.

    Without a name it is called as its file is. Raises ``TemplateUnfit`` with every fault.
    """
    organisation = by.organisation
    require(by, Capability.REPORT_TEMPLATES, over=organisation)
    name = name.strip() or PurePath(filename).stem.strip()
    require_fit(ReportTemplate, [{"name": name}])
    _require_free(organisation, name)
    content = _read(stream, filename)
    checked = check(content)
    if checked.faults:
        raise TemplateUnfit(checked.faults)
    attachment = store(BytesIO(content), filename, organisation=organisation, by=by, at=at, accepts=ONLY_WORD)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)  # so that a name is taken only once
        _require_free(organisation, name)
        template = ReportTemplate.objects.create(
            organisation=organisation,
            name=name,
            attachment=attachment,
            fields=list(checked.fields),
            uploaded_by=by.user,
            at=at,
        )
        record(by.user, "report.template_added", template, at=at, after={"name": name, "file": attachment.name})
    return template


@transaction.atomic
def withdraw_template(template: ReportTemplate, *, by: Member, at: datetime) -> None:
    """Take a template out of use; projects it is chosen for have to choose anew."""
    require(by, Capability.REPORT_TEMPLATES, over=template.organisation)
    moved = ReportTemplate.objects.filter(pk=template.pk, withdrawn_at=None).update(withdrawn_at=at)
    if not moved:
        raise Refused(f"“{template}”已经停用，请刷新页面")
    record(by.user, "report.template_withdrawn", template, at=at, before={"name": template.name})


@transaction.atomic
def choose_template(
    project: EvaluationProject, number: int | None, *, revision: int, by: Member, at: datetime
) -> ReportTemplate | None:
    """Choose the template of a project's report by its number; ``None`` is the built-in one.

    ``revision`` is that of the setup the page was filled from, 0 when there was none.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    template = templates_for(project).filter(pk=number).first() if number is not None else None
    if number is not None and template is None:
        raise Refused("这份模板不在可选的范围内，或者已停用。请另选一份")
    setup, made = ReportSetup.objects.get_or_create(project=project, defaults={"template": template})
    before = "" if made else str(setup.template or BUILT_IN)
    if made and revision:
        raise Refused(STALE)
    if not made:
        standing = ReportSetup.objects.filter(pk=setup.pk, revision=revision)
        if not standing.update(template=template, revision=revision + 1):
            raise Refused(STALE)
    after = str(template or BUILT_IN)
    record(by.user, "report.template_chosen", project, at=at, before={"template": before}, after={"template": after})
    return template


def _require_free(organisation: Organisation, name: str) -> None:
    if templates_of(organisation).filter(name=name, withdrawn_at=None).exists():
        raise Refused(f"已有一份在用的模板叫“{name}”。请换一个名称，或者先停用那一份")


def _read(stream: BinaryIO, filename: str) -> bytes:
    """The bytes of a Word file, looked at as every upload is before anything of it is opened."""
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused(f"“{filename}”超过{LARGEST // 1024 // 1024}MB。请压缩或去掉其中的图片后再上传")
    with workspace() as folder:
        path = folder / "template"
        path.write_bytes(content)
        inspect(path, filename, accepts=ONLY_WORD)
    return content
