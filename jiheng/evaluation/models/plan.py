"""The evaluation plan on its way: reasons for warnings, opinions, frozen versions."""

from typing import ClassVar

from django.db import models

from jiheng.evaluation.models.project import EvaluationProject
from jiheng.evaluation.models.rows import ProjectRow, prose, short
from jiheng.orgs.models import User


class Waiver(ProjectRow):
    code = short("代码", 20)
    reason = prose("放行理由")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "放行理由"

    def __str__(self) -> str:
        return self.code


class PlanVersion(models.Model):
    """The preparation as it was sent for review: ``content`` is its canonical JSON, never changed."""

    scope_field: ClassVar[str] = "project__organisation"

    project = models.ForeignKey(EvaluationProject, models.PROTECT, related_name="versions", verbose_name="评价项目")
    number = models.PositiveIntegerField("版次")
    content = models.TextField("内容")
    hash = models.CharField("摘要", max_length=64)
    software = models.CharField("软件版本", max_length=20)
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="送审人")
    submitted_at = models.DateTimeField("送审时间")
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审定人"
    )
    decided_at = models.DateTimeField("审定时间", null=True, blank=True)
    approved = models.BooleanField("审定通过", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "方案版本"
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("project", "number"), name="plan_version_once"),)

    def __str__(self) -> str:
        return f"{self.project}第{self.number}稿"


class Opinion(models.Model):
    """What finance said of one section of a version."""

    scope_field: ClassVar[str] = "version__project__organisation"

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="opinions", verbose_name="方案版本")
    section = models.CharField("章节", max_length=40)
    content = models.TextField("意见")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "审核意见"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.section}：{self.content[:20]}"
