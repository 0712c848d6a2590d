"""Indicators mended while an evaluation is carried out: asked for with a reason, approved by the lead evaluator."""

from typing import ClassVar

from django.db import models

from jiheng.evaluation.models.project import EvaluationProject
from jiheng.evaluation.models.rows import prose
from jiheng.orgs.models import User


class AmendmentStatus(models.TextChoices):
    REQUESTED = "requested", "待批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"


class IndicatorAmendment(models.Model):
    """``content`` is the whole amended system as canonical JSON; ``effect`` what it did to the scores when asked for.

    ``base_version`` is the version it was made from, ``new_version`` the one it became.
    """

    scope_field: ClassVar[str] = "project__organisation"

    project = models.ForeignKey(EvaluationProject, models.CASCADE, related_name="+", verbose_name="评价项目")
    number = models.PositiveIntegerField("修正单号")
    codes = models.JSONField("修正的指标", default=list)
    content = models.TextField("修正后的指标体系")
    effect = models.JSONField("对得分的影响", default=dict)
    reason = models.TextField("理由")
    confirmed_late = models.BooleanField("已确认属实施后期", default=False)
    base_version = models.PositiveIntegerField("修正前版次")
    new_version = models.PositiveIntegerField("修正后版次", null=True, blank=True)
    status = models.CharField("状态", max_length=10, choices=AmendmentStatus, default=AmendmentStatus.REQUESTED)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="申请人")
    requested_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办理人"
    )
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)
    decision = prose("意见")

    class Meta:
        verbose_name = verbose_name_plural = "指标修正"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("project", "number"), name="amendment_numbered_once"),
            models.UniqueConstraint(
                fields=("project",), condition=models.Q(status="requested"), name="amendment_waiting_once"
            ),
        )

    def __str__(self) -> str:
        return f"修正单{self.number}"
