"""What every table entered in preparation shares: its project and its place among the rows."""

from datetime import date
from typing import ClassVar

from django.db import models

from jiheng.evaluation.models.project import EvaluationProject


class ProjectRow(models.Model):
    """One row of a sheet of the preparation, in the order it was entered."""

    scope_field: ClassVar[str] = "project__organisation"

    project = models.ForeignKey(EvaluationProject, models.CASCADE, related_name="+", verbose_name="评价项目")
    position = models.PositiveIntegerField("序号")

    class Meta:
        abstract = True
        ordering = ("position", "pk")


def short(label: str, length: int = 200) -> "models.CharField[str, str]":
    """A short text that may be left blank while a draft is being written."""
    return models.CharField(label, max_length=length, blank=True, default="")


def prose(label: str) -> "models.TextField[str, str]":
    """A long text that may be left blank."""
    return models.TextField(label, blank=True, default="")


def day(label: str) -> "models.DateField[date | None, date | None]":
    """A date that may not be known yet."""
    return models.DateField(label, null=True, blank=True)
