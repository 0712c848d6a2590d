"""What the pages of materials show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict

from jiheng.evaluation.actions.evidence_intake import MOST_FILES
from jiheng.evaluation.evidence_queries import (
    LACKING,
    Wanted,
    files_by_number,
    found_in,
    materials,
    pictures_lacking,
    pictures_of,
    remarked,
    unread_files,
    uses_by_number,
    withdrawn_files,
)
from jiheng.evaluation.models import EvaluationProject, EvidenceFile, MaterialUse, Phase
from jiheng.evaluation.models import Material as MaterialRow
from jiheng.evaluation.queries import rows_entered
from jiheng.evaluation.shapes import shape_of
from jiheng.files.ocr import ocr_installed
from jiheng.files.reading import NO_OCR, NO_OCR_SCAN
from jiheng.orgs.duties import Capability
from jiheng.rules.evidence.materials import check_material, lacking_fields
from jiheng.rules.evidence.shapes import Form, Material
from jiheng.rules.evidence.usability import unusable_for
from jiheng.rules.finding import Finding
from jiheng.web.evaluations.material_choices import (
    FORMS,
    KINDS,
    NATURES,
    indicators_of,
    point_choices,
)
from jiheng.web.evaluations.material_forms import BatchForm, ManyForm
from jiheng.web.evaluations.views import LISTING
from jiheng.web.keys import key_in
from jiheng.web.paging import page_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep, tabs_for

TITLE: Final = "资料"
ON_PAGE, ON_WALL, ON_GRID = 50, 60, 60
WALL, WITHDRAWN = "wall", "withdrawn"
FILTERS: Final = ("kind", "form", "nature", "indicator", "point", "lacking")


@dataclass(frozen=True, slots=True)
class Line:
    """One material as a page shows it: its file, its links, what it lacks and whether it may support points."""

    material: Material
    file: EvidenceFile | None
    uses: tuple[MaterialUse, ...] = ()
    found: str = ""

    @property
    def unusable(self) -> str:
        return unusable_for(self.material.nature, as_lead=self.material.as_lead)

    @property
    def lacks(self) -> list[Finding]:
        return check_material(self.material)

    @property
    def lacking(self) -> str:
        """What is lacking, in a few words."""
        return "、".join(lacking_fields(self.material))

    @property
    def links(self) -> list[tuple[str, str]]:
        """Indicator and sample point (blank for all) of every link."""
        own = [(code, "") for code in self.material.indicators]
        return [*own, *((use.indicator, use.point) for use in self.uses if (use.indicator, use.point) not in own)]

    @property
    def codes(self) -> list[str]:
        return list(dict.fromkeys(code for code, _ in self.links))

    @property
    def is_picture(self) -> bool:
        return self.material.form is Form.PICTURE


def lines_of(project: EvaluationProject, rows: Sequence[MaterialRow], words: str = "") -> list[Line]:
    """Rows with their files and links; three queries, however many rows."""
    numbers = [row.number for row in rows]
    files, uses = files_by_number(project, numbers), uses_by_number(project, numbers)
    found = found_in(project, numbers, words)
    return [
        Line(
            shape_of(row, Material),
            files.get(row.number),
            tuple(uses.get(row.number, ())),
            found.get(row.number, ""),
        )
        for row in rows
    ]


def wanted_of(query: QueryDict) -> Wanted:
    given = {name: key_in(query, name).strip() for name in FILTERS}
    return Wanted(words=key_in(query, "q").strip(), **given)


def may_edit(request: MemberRequest, project: EvaluationProject) -> bool:
    return project.phase == Phase.IMPLEMENT and request.member.may(Capability.EVALUATION_EDIT)


def listing_context(
    request: MemberRequest,
    project: EvaluationProject,
    *,
    batch: BatchForm | None = None,
    many: ManyForm | None = None,
    picked: Sequence[str] = (),
    reason: str = "",
) -> dict[str, Any]:
    """The list, the wall of pictures or what was withdrawn; ``batch`` and ``many`` are forms that did not fit."""
    shown, wanted = request.GET.get("show", ""), wanted_of(request.GET)
    editable = may_edit(request, project)
    withdrawn = withdrawn_files(project)
    total = rows_entered(project, "materials")
    context: dict[str, Any] = {
        "project": project,
        "editable": editable,
        "show": shown,
        "wanted": wanted,
        "total": total,
        "narrowed": wanted != Wanted(),
        "tabs": _tabs(request, project, shown, total, withdrawn.count()),
        "batch": (batch or BatchForm(project, point=wanted.point)) if editable else None,
        "many": (many or ManyForm()) if editable else None,
        "batch_open": batch is not None or (not total and editable),
        "many_open": many is not None,
        "picked": picked,
        "reason": reason,
        "most_files": MOST_FILES,
        "trail": trail_of(project),
        **_open_ends(project),
    }
    if shown == WITHDRAWN:
        return context | {"withdrawn": page_of(request, withdrawn, ON_PAGE)}
    context["choices"] = _choices(project, wanted)
    context["indicators"] = indicators_of(project)
    context["points"] = point_choices(project) if editable else []
    rows = pictures_of(project, wanted) if shown == WALL else materials(project, wanted)
    page = page_of(request, rows, ON_WALL if shown == WALL else ON_PAGE)
    return context | {"page": page, "lines": lines_of(project, list(page.object_list), wanted.words)}


def grid_context(
    request: MemberRequest, project: EvaluationProject, typed: Mapping[str, tuple[str, str, str]] | None = None
) -> dict[str, Any]:
    """Pictures that lack time or place, as a table to fill; ``typed`` is by number: time, place, what is wrong."""
    page = page_of(request, pictures_lacking(project), ON_GRID)
    lines = lines_of(project, list(page.object_list))
    held = typed or {}
    cells = [(line, *held.get(line.material.number, _kept(line.material))) for line in lines]
    return {
        "project": project,
        "editable": may_edit(request, project),
        "page": page,
        "cells": cells,
        "trail": trail_of(project, TrailStep("补填图片的时间和地点")),
    }


def trail_of(project: EvaluationProject, *further: TrailStep) -> list[TrailStep]:
    home = f"/evaluations/{project.pk}/"
    own = TrailStep(TITLE, f"{home}materials/" if further else "")
    return [LISTING, TrailStep(project.name, home), own, *further]


def _open_ends(project: EvaluationProject) -> dict[str, Any]:
    """What the page asks for: pictures without time or place, files whose words nobody read."""
    return {
        "lacking_pictures": pictures_lacking(project).count(),
        "unread": unread_files(project).count(),
        "unrecognised": remarked(project, (NO_OCR, NO_OCR_SCAN)),
        "ocr": ocr_installed(),
    }


def _kept(material: Material) -> tuple[str, str, str]:
    return (material.taken_on.isoformat() if material.taken_on else "", material.taken_in, "")


def _tabs(request: MemberRequest, project: EvaluationProject, shown: str, total: int, withdrawn: int) -> list[Any]:
    pictures = pictures_of(project, Wanted())
    choices = [("", "清单", total), (WALL, "照片墙", pictures.count()), (WITHDRAWN, "已撤回", withdrawn)]
    return tabs_for(request.GET, "show", choices, shown)


def _choices(project: EvaluationProject, wanted: Wanted) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """The selects of the filter: name, label, what is chosen, and the choices."""
    lacking = [(word, label) for word, (label, _) in LACKING.items()]
    offered: dict[str, tuple[str, list[tuple[str, str]]]] = {
        "kind": ("类别", KINDS),
        "form": ("形式", FORMS),
        "nature": ("来源性质", NATURES),
        "indicator": ("指标", indicators_of(project)),
        "point": ("样本点", point_choices(project)),
        "lacking": ("还缺什么", lacking),
    }
    return [(name, label, getattr(wanted, name), choices) for name, (label, choices) in offered.items()]
