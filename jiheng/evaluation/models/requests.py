"""What passes between evaluators and a unit on a written notice: whom it reaches, and what the unit hands in."""

from typing import ClassVar

from django.db import models

from jiheng.evaluation.models.project import EvaluationProject
from jiheng.evaluation.models.rows import prose, short
from jiheng.files.models import Attachment
from jiheng.orgs.models import Organisation, User


class NoticeAddress(models.Model):
    """Where a notice goes to; ``notice`` is its number.

    ``organisation`` is the body of this system whose people see it, when there is one; ``receipt`` is the file of
    送达凭证.
    """

    scope_field: ClassVar[str] = "organisation"

    project = models.ForeignKey(EvaluationProject, models.CASCADE, related_name="+", verbose_name="评价项目")
    notice = models.CharField("通知编号", max_length=80)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送达机构"
    )
    receipt = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送达凭证"
    )

    class Meta:
        verbose_name = verbose_name_plural = "通知送达机构"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("project", "notice"),
                name="notice_address_once",
                violation_error_message="这份通知已经有送达机构",
            ),
        )

    def __str__(self) -> str:
        return f"{self.notice}／{self.organisation or '不在系统里送达'}"


class HandedInState(models.TextChoices):
    WAITING = "waiting", "待核"
    ACCEPTED = "accepted", "已接收"
    RETURNED = "returned", "退回"


class HandedIn(models.Model):
    """One file a unit handed in for an item of a notice; without a file, its word that there is no such material.

    ``material`` is the number the file was given in 资料编号清单 once it was accepted.
    """

    scope_field: ClassVar[str] = "organisation"

    project = models.ForeignKey(EvaluationProject, models.CASCADE, related_name="+", verbose_name="评价项目")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="提交单位")
    notice = models.CharField("通知编号", max_length=80)
    item = models.TextField("资料名称")
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件"
    )
    remark = prose("说明")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提交人")
    at = models.DateTimeField("提交时间")
    state = models.CharField("状态", max_length=10, choices=HandedInState, default=HandedInState.WAITING)
    word = prose("退回的原因")
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核收人"
    )
    settled_at = models.DateTimeField("核收时间", null=True, blank=True)
    material = short("资料编号", 80)

    class Meta:
        verbose_name = verbose_name_plural = "单位提交的资料"
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("project", "notice"), name="handed_in_notice"),)

    def __str__(self) -> str:
        return self.attachment.name if self.attachment else f"没有“{self.item}”"
