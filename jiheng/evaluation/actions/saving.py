"""What the rules about saving (保存) say to a change before it is written."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.refusal import Refused
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.saving import asked_for, check_saving
from jiheng.rules.preparation.shapes import Preparation


def refuse_if_failed(
    preparation: Preparation, parts: Collection[str], *, at: datetime, project: EvaluationProject | None = None
) -> None:
    """Refuse a change of ``parts`` that a rule about saving forbids; the refusal names every row.

    What the change leaves alone is read from ``project``; without one the preparation is whole.
    """
    asked = asked_for(parts)
    if not asked:
        return
    whole = preparation if project is None else _whole(project, preparation, parts, asked)
    book, _ = rulebook_for(whole.project, whole.project.evaluation_date or localdate(at))
    findings = check_saving(whole, parts, book)
    if findings:
        first = findings[0]
        said = f"{first.where}，{first.message}" if first.where else first.message
        many = f"有{len(findings)}处须先改正，没有保存。第一处：{said}"
        raise Refused(many if len(findings) > 1 else f"没有保存，须先改正：{said}", findings)


def _whole(
    project: EvaluationProject, preparation: Preparation, parts: Collection[str], asked: Collection[str]
) -> Preparation:
    """What would be kept, as far as the rules ask: the parts written, and all others as they stand."""
    stored = preparation_of(project, {name for name in asked if name not in parts})
    given: dict[str, Any] = {name: getattr(preparation, name) for name in asked if name in parts}
    if "project" in parts:
        given["project"] = preparation.project
    return replace(stored, **given)
