"""An evaluation opened, belonging to whatever unit a test names."""

from django.utils.timezone import now

from jiheng.evaluation.models import EvaluationProject
from jiheng.orgs.models import Organisation
from tests.web.handed_in import clerk_of


def evaluation_of(unit: Organisation) -> EvaluationProject:
    """An evaluation of the unit with nothing in it yet."""
    return EvaluationProject.objects.create(
        organisation=unit, created_by=clerk_of(unit).user, created_at=now(), code="PJ-2026-01", name="村道养护补助"
    )
