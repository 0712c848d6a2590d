"""Documents that bind an evaluation and what they provide."""

from typing import ClassVar

from django.db import models

from jiheng.evaluation.models.project import EvaluationProject
from jiheng.evaluation.models.rows import ProjectRow, day, prose, short
from jiheng.files.models import Attachment
from jiheng.orgs.models import User


class BasisDocument(ProjectRow):
    """``material`` is one of the five kinds of 第六条; ``force`` overrides the table with a reason."""

    key = short("文件键")
    title = prose("文件名称")
    issuer = short("发文机关")
    issuer_level = short("制发层级", 40)
    kind = short("文种", 40)
    number = short("文号", 80)
    issued_on = day("印发日期")
    effective_from = day("施行日期")
    effective_to = day("失效日期")
    material = models.PositiveSmallIntegerField("资料类别", null=True, blank=True)
    channel = short("取得方式", 40)
    force = models.PositiveSmallIntegerField("效力层级", null=True, blank=True)
    force_reason = prose("效力校正理由")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "依据文件"

    def __str__(self) -> str:
        return self.title


class Provision(ProjectRow):
    document = short("文件键")
    matter = short("事项")
    content = prose("规定内容")
    conflicts_with = short("冲突的文件键")
    decided_by = short("认定人", 60)
    decided_on = day("认定日期")
    kept_for = prose("限事项列入")
    about_time = models.BooleanField("时间要求", default=False)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "事项规定"

    def __str__(self) -> str:
        return f"{self.document}／{self.matter}"


class BasisFile(models.Model):
    """A file handed in as 评价依据 and what its own text proposes; a person confirms it before it is a document.

    ``document`` is the key of the basis document it became, blank until then. ``proposal`` holds the texts read off
    the file; ``remark`` says why there are none.
    """

    scope_field: ClassVar[str] = "project__organisation"

    project = models.ForeignKey(
        EvaluationProject, models.CASCADE, related_name="basis_files", verbose_name="评价项目"
    )
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+", verbose_name="文件")
    document = short("文件键")
    proposal = models.JSONField("识别结果", default=dict, blank=True)
    remark = models.CharField("说明", max_length=200, blank=True, default="")
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "依据文件原件"
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.attachment)
