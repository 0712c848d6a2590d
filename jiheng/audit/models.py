"""The chain of events and its head. Rows are written by ``audit.actions.record`` alone."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Event(models.Model):
    """One act: who, when, what, on what, and what changed.

    ``before`` and ``after`` are canonical JSON text. ``hash`` covers every other column and
    ``previous_hash``, so no row can change, leave or move unseen.
    """

    scope_field: ClassVar[str] = "organisation"

    seq = models.BigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间", db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="操作人"
    )
    organisation = models.ForeignKey(
        "orgs.Organisation", models.PROTECT, null=True, related_name="+", verbose_name="机构"
    )
    action = models.CharField("操作", max_length=60, db_index=True)
    subject_type = models.CharField("对象类别", max_length=60)
    subject_id = models.CharField("对象编号", max_length=40)
    before = models.TextField("变更前", default="{}")
    after = models.TextField("变更后", default="{}")
    previous_hash = models.CharField("前一条摘要", max_length=64)
    hash = models.CharField("摘要", max_length=64, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "操作记录"
        ordering = ("seq",)
        indexes = (models.Index(fields=("subject_type", "subject_id"), name="event_subject"),)

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class ChainHead(models.Model):
    """How long the chain is and how it ends; without it nobody would miss the last row."""

    count = models.BigIntegerField("条数", default=0)
    hash = models.CharField("末条摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "操作记录链头"

    def __str__(self) -> str:
        return f"{self.count} {self.hash[:12]}"
