"""A report template kept by whatever unit a test names."""

from io import BytesIO

from django.utils.timezone import now

from jiheng.evaluation.models import ReportTemplate
from jiheng.files.actions import store
from jiheng.orgs.models import Organisation
from jiheng.reports.template_starter import starter_template
from tests.web.handed_in import clerk_of


def template_of(unit: Organisation, name: str = "县里的报告模板") -> ReportTemplate:
    """The starter template as one of the unit's own, in use."""
    clerk = clerk_of(unit)
    file = store(BytesIO(starter_template()), f"{name}.docx", organisation=unit, by=clerk, at=now())
    return ReportTemplate.objects.create(
        organisation=unit, name=name, attachment=file, fields=["报告标题"], uploaded_by=clerk.user, at=now()
    )
