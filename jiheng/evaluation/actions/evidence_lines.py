"""Changes to single lines of 资料编号清单, on which several people work at once."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from jiheng.audit.actions import record
from jiheng.audit.chain import Plain
from jiheng.evaluation.actions.runs import keep_run
from jiheng.evaluation.fitting import require_fit
from jiheng.evaluation.models import EvaluationProject, Indicator, MaterialUse, Phase
from jiheng.evaluation.models import EvidenceFile as File
from jiheng.evaluation.models import Material as MaterialRow
from jiheng.evaluation.shapes import row_values, shape_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.shapes import Material
from jiheng.rules.wording import quoted

LOCKED: Final = "要在评价实施环节才能收入或修改资料"
STALE: Final = "这份资料刚被他人改过，这一次没有保存。请另开一页看改了什么，再决定怎样填"
EDITABLE: Final = (
    "kind", "title", "form", "source", "obtained_by", "obtained_on", "collector", "provider", "proves", "content",
    "taken_on", "taken_in", "nature", "as_lead", "point", "keep_years",
)  # fmt: skip
"""Fields a person changes; number, hash and size come from the file, links are changed one by one."""


def require_open(project: EvaluationProject) -> None:
    if not EvaluationProject.objects.filter(pk=project.pk, phase=Phase.IMPLEMENT).exists():
        raise Refused(LOCKED)


def begin_change(project: EvaluationProject) -> None:
    """Hold the project until the transaction ends and count its revision up, whatever it is by now.

    What is added or changed line by line needs no older state; who replaces a whole sheet is told that it changed.
    """
    standing = EvaluationProject.objects.select_for_update().filter(pk=project.pk, phase=Phase.IMPLEMENT)
    if not standing.exists() or not standing.update(revision=F("revision") + 1):
        raise Refused(LOCKED)
    project.refresh_from_db()


def mark_of(material: Material) -> str:
    """Tells one state of a line from every other."""
    written = json.dumps(row_values(material), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()


@transaction.atomic
def change_material(
    project: EvaluationProject, number: str, values: Mapping[str, object], mark: str, *, by: Member, at: datetime
) -> int:
    """Change fields of one material; refused when it is no longer what the person saw. Answers how many changed.

    ``mark`` is the ``mark_of`` what the person saw.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    begin_change(project)
    row = _row(project, number)
    seen = shape_of(row, Material)
    if mark_of(seen) != mark:
        raise Refused(STALE)
    asked = {name: value for name, value in values.items() if name in EDITABLE}
    changed = replace(seen, **asked)  # type: ignore[arg-type]  # fields of a material by their names
    kept = {name: value for name, value in row_values(changed).items() if value != row_values(seen)[name]}
    if not kept:
        return 0
    require_fit(MaterialRow, [kept])
    MaterialRow.objects.filter(pk=row.pk).update(**kept)
    before: dict[str, Plain] = {"material": number, **{_label(name): _said(getattr(row, name)) for name in kept}}
    after: dict[str, Plain] = {_label(name): _said(value) for name, value in kept.items()}
    keep_run(project, by=by, at=at)
    record(by.user, "evaluation.material_changed", project, at=at, before=before, after=after)
    return len(kept)


@transaction.atomic
def set_fields(
    project: EvaluationProject, numbers: Collection[str], values: Mapping[str, object], *, by: Member, at: datetime
) -> int:
    """Write the same values into fields of many materials; answers how many there were."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    asked = {name: value for name, value in values.items() if name in EDITABLE}
    columns = row_values(Material(**asked))  # type: ignore[arg-type]  # as above
    kept = {name: columns[name] for name in asked}
    if not kept:
        raise Refused("没有填要改的栏，没有改动")
    begin_change(project)
    require_fit(MaterialRow, [kept])
    count = MaterialRow.objects.filter(project=project, number__in=list(numbers)).update(**kept)
    if not count:
        raise Refused("请先勾选资料")
    after: dict[str, Plain] = {"count": count, "numbers": "、".join(sorted(numbers))}
    after |= {_label(name): _said(value) for name, value in kept.items()}
    keep_run(project, by=by, at=at)
    record(by.user, "evaluation.materials_changed", project, at=at, after=after)
    return count


@transaction.atomic
def fill_pictures(
    project: EvaluationProject, given: Mapping[str, tuple[date | None, str]], *, by: Member, at: datetime
) -> int:
    """Write when and where pictures were taken, by number; what is left blank stays as it is."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    begin_change(project)
    rows = list(MaterialRow.objects.filter(project=project, number__in=list(given)))
    changed = []
    for row in rows:
        taken_on, taken_in = given[row.number]
        before = (row.taken_on, row.taken_in)
        row.taken_on, row.taken_in = taken_on or row.taken_on, taken_in.strip() or row.taken_in
        if before != (row.taken_on, row.taken_in):
            changed.append(row)
    require_fit(MaterialRow, [{"taken_in": row.taken_in} for row in changed])
    if not changed:
        raise Refused("没有填采集时间或地点，没有改动")
    MaterialRow.objects.bulk_update(changed, ("taken_on", "taken_in"), batch_size=200)
    after: dict[str, Plain] = {"count": len(changed), "numbers": "、".join(row.number for row in changed)}
    keep_run(project, by=by, at=at)
    record(by.user, "evaluation.pictures_filled", project, at=at, after=after)
    return len(changed)


@transaction.atomic
def link(
    project: EvaluationProject, numbers: Sequence[str], indicator: str, point: str = "", *, by: Member, at: datetime
) -> int:
    """Let materials speak for an indicator, of one sample point or of all; answers how many did not yet."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    begin_change(project)
    if not Indicator.objects.filter(project=project, code=indicator).exists():
        raise Refused(f"评价指标里没有“{indicator}”，请重新选择")
    rows = list(MaterialRow.objects.filter(project=project, number__in=list(numbers)))
    if not rows:
        raise Refused("请先选择资料")
    fresh = _link_point(project, rows, indicator, point) if point else _link_whole(rows, indicator)
    if not fresh:
        raise Refused("选中的资料都已对应这个指标")
    after: dict[str, Plain] = {"indicator": indicator, "point": point, "numbers": "、".join(sorted(fresh))}
    keep_run(project, by=by, at=at)
    record(by.user, "evaluation.material_linked", project, at=at, after=after)
    return len(fresh)


@transaction.atomic
def unlink(
    project: EvaluationProject, number: str, indicator: str, point: str = "", *, by: Member, at: datetime
) -> None:
    """Take a material away from an indicator, or from one sample point of it; its file stays."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    begin_change(project)
    row = _row(project, number)
    uses = MaterialUse.objects.filter(project=project, material=number, indicator=indicator, point=point)
    gone, _ = uses.delete()
    if not point and indicator in row.indicators:
        kept = [one for one in row.indicators if one != indicator]
        gone += MaterialRow.objects.filter(pk=row.pk).update(indicators=kept)
    if not gone:
        raise Refused(f"资料“{number}”没有对应指标“{indicator}”，请刷新页面")
    after: dict[str, Plain] = {"material": number, "indicator": indicator, "point": point}
    keep_run(project, by=by, at=at)
    record(by.user, "evaluation.material_unlinked", project, at=at, after=after)


@transaction.atomic
def withdraw(project: EvaluationProject, numbers: Collection[str], reason: str, *, by: Member, at: datetime) -> int:
    """Take materials out of the list with a reason; their files and numbers stay, and no number is given again."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    said = reason.strip()
    if not said:
        raise Refused("撤回资料要写理由，请填写")
    require_fit(File, [{"withdrawn_reason": said}])
    begin_change(project)
    rows = list(MaterialRow.objects.filter(project=project, number__in=list(numbers)))
    if not rows:
        raise Refused("请先勾选要撤回的资料")
    uses = _uses_of(project, [row.number for row in rows])
    files = {one.number: one for one in _current(project, [row.number for row in rows])}
    for row in rows:
        file = files.get(row.number)
        if file is not None:
            file.line = _snapshot(row, uses.get(row.number, []))
            file.withdrawn_by, file.withdrawn_at, file.withdrawn_reason = by.user, at, said
    File.objects.bulk_update(files.values(), ("line", "withdrawn_by", "withdrawn_at", "withdrawn_reason"))
    MaterialRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
    MaterialUse.objects.filter(project=project, material__in=[row.number for row in rows]).delete()
    after: dict[str, Plain] = {"numbers": "、".join(sorted(row.number for row in rows)), "reason": said}
    keep_run(project, by=by, at=at, cause=f"撤回资料{quoted(row.number for row in rows)}：{said}")
    record(by.user, "evaluation.material_withdrawn", project, at=at, after=after)
    return len(rows)


def _row(project: EvaluationProject, number: str) -> MaterialRow:
    row = MaterialRow.objects.filter(project=project, number=number).first()
    if row is None:
        raise Refused(f"资料“{number}”已撤回或不在清单里，请刷新页面")
    return row


def _current(project: EvaluationProject, numbers: Sequence[str]) -> list[File]:
    return list(File.objects.filter(project=project, current=True, number__in=numbers).defer("text"))


def _link_whole(rows: Sequence[MaterialRow], indicator: str) -> list[str]:
    fresh = [row for row in rows if indicator not in row.indicators]
    for row in fresh:
        row.indicators = [*row.indicators, indicator]
    MaterialRow.objects.bulk_update(fresh, ("indicators",), batch_size=200)
    return [row.number for row in fresh]


def _link_point(project: EvaluationProject, rows: Sequence[MaterialRow], indicator: str, point: str) -> list[str]:
    numbers = [row.number for row in rows]
    held = MaterialUse.objects.filter(project=project, material__in=numbers, indicator=indicator, point=point)
    fresh = sorted(set(numbers) - set(held.values_list("material", flat=True)))
    last = (
        MaterialUse.objects.filter(project=project).order_by("-position").values_list("position", flat=True).first()
    )
    values = [{"material": number, "indicator": indicator, "point": point} for number in fresh]
    require_fit(MaterialUse, values)
    MaterialUse.objects.bulk_create(
        MaterialUse(project=project, position=place, **one) for place, one in enumerate(values, (last or 0) + 1)
    )
    return fresh


def _uses_of(project: EvaluationProject, numbers: Sequence[str]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    rows = MaterialUse.objects.filter(project=project, material__in=numbers)
    for number, indicator, point in rows.values_list("material", "indicator", "point"):
        found.setdefault(number, []).append([indicator, point])
    return found


def _snapshot(row: MaterialRow, uses: list[list[str]]) -> dict[str, Any]:
    """The line as it was, plain enough for JSON, with the links it had beside its own."""
    values = row_values(shape_of(row, Material))
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return {**plain, "uses": uses}


def _label(name: str) -> str:
    return str(MaterialRow._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column, not a relation


def _said(value: object) -> Plain:
    return value if isinstance(value, str | int | bool | date) or value is None else str(value)
