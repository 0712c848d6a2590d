"""Scores changed by hand, and what experts say: requests with their approval, invitations with their scores."""

from typing import ClassVar

from django.db import models

from jiheng.evaluation.models.project import EvaluationProject
from jiheng.evaluation.models.rows import prose
from jiheng.orgs.models import User


class AdjustmentStatus(models.TextChoices):
    REQUESTED = "requested", "待批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"
    REPLACED = "replaced", "已被新的调整代替"


class AdjustmentRequest(models.Model):
    """A request to change one score by hand, and what became of it. ``rule_score`` is the score by rule then."""

    scope_field: ClassVar[str] = "project__organisation"

    project = models.ForeignKey(EvaluationProject, models.CASCADE, related_name="+", verbose_name="评价项目")
    indicator = models.CharField("指标编号", max_length=40)
    rule_score = models.DecimalField("按规则得分", max_digits=9, decimal_places=4, null=True, blank=True)
    score = models.DecimalField("调整后得分", max_digits=9, decimal_places=4)
    reason = models.TextField("理由")
    materials = models.JSONField("资料", default=list, blank=True)
    status = models.CharField("状态", max_length=10, choices=AdjustmentStatus, default=AdjustmentStatus.REQUESTED)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="申请人")
    requested_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    decided_at = models.DateTimeField("批准时间", null=True, blank=True)
    decision = prose("批准意见")
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤回人"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawal = prose("撤回原因")

    class Meta:
        verbose_name = verbose_name_plural = "人工调整"
        ordering = ("-requested_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("project", "indicator"),
                condition=models.Q(status="requested"),
                name="adjustment_requested_once",
                violation_error_message="这个指标已有等待批准的调整申请",
            ),
            models.UniqueConstraint(
                fields=("project", "indicator"),
                condition=models.Q(status="approved"),
                name="adjustment_approved_once",
                violation_error_message="这个指标已有批准的调整",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator}／{self.score}"


class ExpertInvitation(models.Model):
    """An expert asked to review one project. ``revision`` counts its changes.

    ``relation`` is what was declared, empty for none; with one the expert scores only once it was released.
    """

    scope_field: ClassVar[str] = "project__organisation"

    project = models.ForeignKey(EvaluationProject, models.CASCADE, related_name="+", verbose_name="评价项目")
    expert = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="专家")
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="邀请人")
    invited_at = models.DateTimeField("邀请时间")
    due = models.DateField("完成期限")
    relation = prose("利益关系")
    declared_at = models.DateTimeField("声明时间", null=True, blank=True)
    released_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="同意人"
    )
    released_at = models.DateTimeField("同意时间", null=True, blank=True)
    release_reason = prose("同意理由")
    saved_at = models.DateTimeField("上次打分", null=True, blank=True)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    reopen_reason = prose("退回重评原因")
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤回人"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawal = prose("撤回原因")
    revision = models.PositiveIntegerField("版次", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "专家邀请"
        ordering = ("invited_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("project", "expert"),
                condition=models.Q(withdrawn_at=None),
                name="expert_invited_once",
                violation_error_message="这位专家已经受邀",
            ),
        )

    def __str__(self) -> str:
        return f"{self.expert} · {self.project}"


class ExpertScore(models.Model):
    """What an expert gives one indicator; ``revision`` counts its changes. No points while it is still a note."""

    scope_field: ClassVar[str] = "invitation__project__organisation"

    invitation = models.ForeignKey(ExpertInvitation, models.CASCADE, related_name="scores", verbose_name="专家邀请")
    indicator = models.CharField("指标编号", max_length=40)
    points = models.DecimalField("打分", max_digits=9, decimal_places=4, null=True, blank=True)
    comment = prose("意见")
    saved_at = models.DateTimeField("保存时间")
    revision = models.PositiveIntegerField("版次", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "专家打分"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("invitation", "indicator"),
                name="expert_score_once",
                violation_error_message="这个指标已经打过分",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator}／{self.points}"
