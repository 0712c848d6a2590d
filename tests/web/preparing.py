"""How a test fills an evaluation through its pages."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.workbooks.preparation.editing import texts_of
from jiheng.workbooks.preparation.rows import BY_TITLE

LIST = "/evaluations/"


def home(project: EvaluationProject) -> str:
    return f"{LIST}{project.pk}/"


def sheet_of(project: EvaluationProject, title: str) -> str:
    return f"{home(project)}sheets/{title}/"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def workbook(content: bytes, name: str = "评价准备.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def save(
    client: Client, project: EvaluationProject, title: str, rows: list[list[str]], revision: int = 1
) -> HttpResponse:
    """Send a sheet as the page's script does."""
    form = {"revision": revision, "rows": len(rows), "cells": json.dumps(rows)}
    answer = client.post(f"{sheet_of(project, title)}save/", form)
    assert isinstance(answer, HttpResponse)
    return answer


def save_cell_by_cell(client: Client, project: EvaluationProject, title: str, rows: list[list[str]]) -> HttpResponse:
    """Send a sheet as a page without script does."""
    cells = {f"r{r}c{c}": said for r, row in enumerate(rows) for c, said in enumerate(row)}
    answer = client.post(f"{sheet_of(project, title)}save/", {"revision": 1, "rows": len(rows), **cells})
    assert isinstance(answer, HttpResponse)
    return answer


def texts(project: EvaluationProject, title: str) -> list[list[str]]:
    return texts_of(preparation_of(project), BY_TITLE[title])


def fresh(project: EvaluationProject) -> EvaluationProject:
    return EvaluationProject.objects.get(pk=project.pk)
