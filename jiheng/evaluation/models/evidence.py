"""Files of evidence: each belongs to a number of 资料编号清单, and a number given once is never given again."""

from typing import ClassVar

from django.db import models

from jiheng.evaluation.models.project import EvaluationProject
from jiheng.evaluation.models.rows import prose, short
from jiheng.files.models import Attachment, Blob
from jiheng.orgs.models import User


class Reading(models.TextChoices):
    """Whether the words of a file were read for the search."""

    WAITING = "waiting", "等待读取"
    READ = "read", "已读取"
    NONE = "none", "没有文字"


class EvidenceFile(models.Model):
    """One version of the file of a material. It is never deleted: withdrawn, its line leaves the list and it stays.

    ``current`` is the newest version of its number. ``taken_at`` and ``place`` are as the picture itself tells,
    ``line`` is the line of the list (with its links) as it was when it was withdrawn.
    """

    scope_field: ClassVar[str] = "project__organisation"

    project = models.ForeignKey(
        EvaluationProject, models.PROTECT, related_name="evidence_files", verbose_name="评价项目"
    )
    number = models.CharField("编号", max_length=80)
    version = models.PositiveSmallIntegerField("第几版", default=1)
    current = models.BooleanField("现行", default=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+", verbose_name="文件")
    thumbnail = models.ForeignKey(
        Blob, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="缩略图"
    )
    taken_at = models.DateTimeField("拍摄时间", null=True, blank=True)
    place = short("拍摄坐标", 80)
    width = models.PositiveIntegerField("宽", null=True, blank=True)
    height = models.PositiveIntegerField("高", null=True, blank=True)
    pages = models.PositiveIntegerField("页数", null=True, blank=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤回人"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_reason = prose("撤回理由")
    reading = models.CharField("文字", max_length=10, choices=Reading, default=Reading.WAITING)
    reading_remark = short("文字说明")
    line = models.JSONField("撤回时的清单行", default=dict, blank=True)
    text = prose("文件文字")

    class Meta:
        verbose_name = verbose_name_plural = "资料文件"
        ordering = ("number", "-version")
        constraints = (
            models.UniqueConstraint(fields=("project", "number", "version"), name="evidence_version"),
            models.UniqueConstraint(
                fields=("project", "number"), condition=models.Q(current=True), name="evidence_one_current"
            ),
        )
        indexes = (
            models.Index(fields=("project", "current", "number"), name="evidence_number"),
            models.Index(fields=("project", "reading"), name="evidence_reading"),
        )

    def __str__(self) -> str:
        return f"{self.number} 第{self.version}版"


class GivenNumber(models.Model):
    """A number that material of a project has or had. It is never given again."""

    scope_field: ClassVar[str] = "project__organisation"

    project = models.ForeignKey(EvaluationProject, models.CASCADE, related_name="+", verbose_name="评价项目")
    number = models.CharField("编号", max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = "用过的资料编号"
        constraints = (models.UniqueConstraint(fields=("project", "number"), name="given_number"),)

    def __str__(self) -> str:
        return self.number
