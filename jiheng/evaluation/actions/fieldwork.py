"""One row of the field work written at a time: a talk, a site visit, a comparison, a problem, the methods used."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import implementation_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.analysis_shapes import ComparisonNote, MethodUse
from jiheng.rules.implementation.shapes import Implementation

GONE: Final = "这一条刚被他人修改或删去，没有保存。请另开一页看现在的内容，再决定怎样填"
BARE: Final = "比较结果和不做的原因都空着，请写一样"


def row_mark(row: Any) -> str:
    """What tells a row from every other of its table: a digest of what it holds, wherever it stands."""
    return hashlib.sha256(repr(replace(row, where="")).encode()).hexdigest()[:24]


@transaction.atomic
def put_row(
    project: EvaluationProject, part: str, row: Any, *, was: str = "", revision: int, by: Member, at: datetime
) -> None:
    """Write one row of a part of the implementation: in place of the one marked ``was``, or behind the others.

    All other rows stay as they are.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    held = _rows(project, part)
    if was:
        place = _place_of(was, held)
        rows = (*held[:place], row, *held[place + 1 :])
    else:
        rows = (*held, row)
    _replace(project, part, rows, revision=revision, by=by, at=at)


@transaction.atomic
def drop_row(project: EvaluationProject, part: str, was: str, *, revision: int, by: Member, at: datetime) -> None:
    """Take the row marked ``was`` out of a part of the implementation."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    held = _rows(project, part)
    place = _place_of(was, held)
    _replace(project, part, (*held[:place], *held[place + 1 :]), revision=revision, by=by, at=at)


@transaction.atomic
def note_comparison(
    project: EvaluationProject, note: ComparisonNote, *, revision: int, by: Member, at: datetime
) -> None:
    """Write what one comparison showed, or why it was not made, in place of what stood there of it."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    if not note.said.strip() and not note.declined.strip():
        raise Refused(BARE)
    held = _rows(project, "comparisons")
    first = next((at for at, one in enumerate(held) if one.comparison is note.comparison), len(held))
    others = [one for one in held[first + 1 :] if one.comparison is not note.comparison]
    _replace(project, "comparisons", (*held[:first], note, *others), revision=revision, by=by, at=at)


@transaction.atomic
def keep_methods(
    project: EvaluationProject, methods: Iterable[MethodUse], *, revision: int, by: Member, at: datetime
) -> None:
    """Write the methods used anew; one named twice is refused."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    rows = tuple(methods)
    names = [one.name for one in rows]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise Refused(f"分析方法“{twice}”写了两次，请留下一个")
    _replace(project, "methods", rows, revision=revision, by=by, at=at)


def _rows(project: EvaluationProject, part: str) -> tuple[Any, ...]:
    rows: tuple[Any, ...] = getattr(implementation_of(project, {part}), part)
    return rows


def _place_of(was: str, held: Sequence[Any]) -> int:
    place = next((at for at, one in enumerate(held) if row_mark(one) == was), None)
    if place is None:
        raise Refused(GONE)
    return place


def _replace(
    project: EvaluationProject, part: str, rows: tuple[Any, ...], *, revision: int, by: Member, at: datetime
) -> None:
    given = replace(Implementation(), **{part: rows})
    replace_implementation(project, given, revision=revision, by=by, at=at, parts={part})
