"""Keeping versions of an indicator system: one for every change that changes what stands in it."""

import hashlib
from datetime import datetime
from typing import Final

from jiheng.evaluation.models import EvaluationProject, IndicatorVersion
from jiheng.evaluation.version_content import content_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.rules.preparation.shapes import Preparation

REASON_KEPT: Final = 200
"""Characters of the reason a version keeps; an amendment keeps it whole."""


def keep_version(
    project: EvaluationProject, preparation: Preparation, *, by: Member, at: datetime, reason: str = ""
) -> IndicatorVersion | None:
    """Keep the indicators as they stand after a change; ``None`` when they are those of the last version.

    Called inside the change itself, after it counted the revision, so that numbers never collide. A system that was
    always empty has no version.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    content = content_of(preparation.indicators)
    digest = hashlib.sha256(content.encode()).hexdigest()
    last = IndicatorVersion.objects.filter(project=project).first()
    if (last.hash == digest) if last else (not preparation.indicators):
        return None
    return IndicatorVersion.objects.create(
        project=project,
        number=last.number + 1 if last else 1,
        content=content,
        hash=digest,
        reason=reason[:REASON_KEPT],
        saved_by=by.user,
        saved_at=at,
    )
