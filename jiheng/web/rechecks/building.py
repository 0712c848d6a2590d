"""Builds what goes out of a batch: the annotated workbook and the letters, one to each unit."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import TypeVar
from zipfile import ZIP_DEFLATED, ZipFile

from jiheng.files.actions import fit_name
from jiheng.files.disk import open_blob
from jiheng.files.models import FileType
from jiheng.reports.recheck_opinion import OpinionHead, Point, recheck_opinion
from jiheng.rules.law import load_instrument
from jiheng.self_evaluation.models import RecheckBatch, RecheckFile, RecheckForm
from jiheng.self_evaluation.queries import accepted_on
from jiheng.workbooks.annotated import FORMS_SHOWN, AnnotatedSource, annotated_workbook

UNNAMED = "未写单位"
Key = TypeVar("Key", int, str)


def workbook_of(forms: Sequence[RecheckForm]) -> bytes:
    """The annotated workbook of some forms of one batch, read with their files."""
    shown = len(forms) <= FORMS_SHOWN
    sources = [
        AnnotatedSource(
            group[0].file.name,
            _content(group[0].file) if shown else b"",
            tuple(json.loads(form.result) for form in group),
        )
        for group in _grouped(forms, lambda form: form.file_id).values()
    ]
    return annotated_workbook(sources)


def letter_of(batch: RecheckBatch, forms: Sequence[RecheckForm], on: date) -> bytes:
    """One letter about some forms of a batch, addressed to the unit of the first."""
    return _letter(batch, forms, forms[0].unit_name or "有关单位", on, _accepted(forms))


def letters_of(batch: RecheckBatch, on: date) -> tuple[bytes, FileType]:
    """A letter to each unit: one Word document, or a zip of them when there are several units."""
    forms = list(batch.forms.select_related("file"))
    units = _grouped(forms, lambda form: form.unit_name)
    if len(units) == 1:
        return letter_of(batch, forms, on), FileType.DOCX
    accepted = _accepted(forms)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for number, (unit, group) in enumerate(units.items(), 1):
            name = fit_name(f"{number:03d}_{unit or UNNAMED}_复核意见书.docx")
            archive.writestr(name, _letter(batch, group, unit or "有关单位", on, accepted))
    return out.getvalue(), FileType.ZIP


def _letter(
    batch: RecheckBatch, forms: Sequence[RecheckForm], addressee: str, on: date, accepted: frozenset[Point]
) -> bytes:
    title = f"“{load_instrument(batch.rules).short_title}”规则包"
    head = OpinionHead(addressee, batch.organisation.name, title, on, accepted)
    return recheck_opinion(head, [json.loads(form.result) for form in forms])


def _accepted(forms: Sequence[RecheckForm]) -> frozenset[Point]:
    """Findings a reviewer accepted, as the letter names them."""
    places = {form.pk: (form.file.name, form.sheet) for form in forms}
    return frozenset((*places[one.form_id], one.cell, one.code) for one in accepted_on(forms))


def _content(file: RecheckFile) -> bytes:
    if file.attachment is None:
        return b""
    with open_blob(file.attachment.blob) as stream:
        return stream.read()


def _grouped(forms: Sequence[RecheckForm], key: Callable[[RecheckForm], Key]) -> Mapping[Key, list[RecheckForm]]:
    groups: dict[Key, list[RecheckForm]] = {}
    for form in forms:
        groups.setdefault(key(form), []).append(form)
    return groups
