"""Tables of the recheck: what came in, what was found, what was decided."""

from typing import ClassVar

from django.db import models

from jiheng.files.models import Attachment
from jiheng.jobs.models import Job, JobStatus
from jiheng.orgs.models import Organisation, User
from jiheng.orgs.money import MoneyField


class BatchStatus(models.TextChoices):
    """``status`` goes from waiting through running to finished; ``standing`` also tells a job that ended badly."""

    WAITING = "waiting", "等待复核"
    RUNNING = "running", "复核中"
    FINISHED = "finished", "已完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"


class RecheckBatch(models.Model):
    """Files handed in together, rechecked with one rule package (``rules`` such as ``mof2020-10``)."""

    scope_field: ClassVar[str] = "organisation"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机构")
    name = models.CharField("名称", max_length=120)
    rules = models.CharField("规则包", max_length=40)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发起人")
    created_at = models.DateTimeField("发起时间")
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    status = models.CharField("状态", max_length=10, choices=BatchStatus, default=BatchStatus.WAITING)
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="后台任务")
    counts = models.JSONField("汇总", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "复核批次"
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return self.name

    @property
    def standing(self) -> BatchStatus:
        """How the batch stands for people; a failed or cancelled job shows here without being copied anywhere."""
        if self.job is not None and self.status != BatchStatus.FINISHED:
            ended = {JobStatus.FAILED: BatchStatus.FAILED, JobStatus.CANCELLED: BatchStatus.CANCELLED}
            return ended.get(JobStatus(self.job.status), BatchStatus(self.status))
        return BatchStatus(self.status)


class FileOutcome(models.TextChoices):
    WAITING = "waiting", "等待读取"
    READ = "read", "已读取"
    PARTLY = "partly", "部分读取"
    UNREADABLE = "unreadable", "不能读取"


class RecheckFile(models.Model):
    """One file of a batch. ``attachment`` is empty when the file was refused at the door; ``message`` says why."""

    scope_field: ClassVar[str] = "batch__organisation"

    batch = models.ForeignKey(RecheckBatch, models.PROTECT, related_name="files", verbose_name="批次")
    name = models.CharField("文件名", max_length=255)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="附件"
    )
    outcome = models.CharField("读取结果", max_length=10, choices=FileOutcome, default=FileOutcome.WAITING)
    message = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "复核文件"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Worst(models.IntegerChoices):
    """The heaviest mark of a form, heavier first when sorted downwards."""

    NONE = 0, "无"
    NOTICE = 1, "提示"
    WARNING = 2, "提醒"
    RECORD = 3, "记录"
    ERROR = 4, "阻断"


class RecheckForm(models.Model):
    """One form found in a file. Totals in 分, ``executed`` in 元; ``result`` is the form's whole JSON as text."""

    scope_field: ClassVar[str] = "batch__organisation"

    batch = models.ForeignKey(RecheckBatch, models.PROTECT, related_name="forms", verbose_name="批次")
    file = models.ForeignKey(RecheckFile, models.PROTECT, related_name="forms", verbose_name="文件")
    sheet = models.CharField("工作表", max_length=120)
    position = models.PositiveIntegerField("序号", default=1)
    kind = models.CharField("种类", max_length=32)
    project = models.CharField("项目", max_length=200, blank=True)
    unit_name = models.CharField("单位", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    reported = models.DecimalField("自评总分", max_digits=12, decimal_places=2, null=True, blank=True)
    recomputed = models.DecimalField("复算总分", max_digits=12, decimal_places=2, null=True, blank=True)
    grade_reported = models.CharField("自评等级", max_length=8, blank=True)
    grade = models.CharField("复算等级", max_length=8, blank=True)
    rows = models.PositiveIntegerField("指标行数", default=0)
    matches = models.PositiveIntegerField("一致行数", default=0)
    differences = models.PositiveIntegerField("不一致行数", default=0)
    judgements = models.PositiveIntegerField("人工判断行数", default=0)
    unread = models.PositiveIntegerField("不能复算行数", default=0)
    errors = models.PositiveIntegerField("阻断", default=0)
    records = models.PositiveIntegerField("记录", default=0)
    warnings = models.PositiveIntegerField("提醒", default=0)
    notices = models.PositiveIntegerField("提示", default=0)
    worst = models.PositiveSmallIntegerField("最重", choices=Worst, default=Worst.NONE)
    executed = MoneyField("执行数（元）", null=True, blank=True)
    result = models.TextField("复核结果")

    class Meta:
        verbose_name = verbose_name_plural = "复核表"
        ordering = ("file_id", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("file", "position"),
                name="recheck_form_once",
                violation_error_message="这张表已经复核过",
            ),
        )
        indexes = (models.Index(fields=("batch", "-worst"), name="recheck_form_worst"),)

    def __str__(self) -> str:
        return self.project or self.sheet


class RecheckCode(models.Model):
    """How often one code stands on one form, so that a batch of thousands is counted by the database."""

    form = models.ForeignKey(RecheckForm, models.CASCADE, related_name="codes", verbose_name="复核表")
    code = models.CharField("代码", max_length=20, db_index=True)
    severity = models.PositiveSmallIntegerField("级别", choices=Worst)
    times = models.PositiveIntegerField("次数")

    class Meta:
        verbose_name = verbose_name_plural = "复核代码"
        constraints = (models.UniqueConstraint(fields=("form", "code"), name="recheck_code_once"),)

    def __str__(self) -> str:
        return f"{self.code} × {self.times}"


class Decision(models.TextChoices):
    RETURN = "return", "退回修改"
    ACCEPT = "accept", "认可"


class RecheckDecision(models.Model):
    """What a reviewer decided on one mark. The latest row counts; earlier ones stay."""

    scope_field: ClassVar[str] = "form__batch__organisation"

    form = models.ForeignKey(RecheckForm, models.PROTECT, related_name="decisions", verbose_name="复核表")
    mark = models.PositiveIntegerField("标记序号")
    code = models.CharField("代码", max_length=20)
    cell = models.CharField("单元格", max_length=20, blank=True)
    decision = models.CharField("决定", max_length=8, choices=Decision)
    reason = models.CharField("理由", max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="决定人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "标记决定"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(decision=Decision.ACCEPT, reason=""),
                name="accepting_needs_a_reason",
                violation_error_message="认可一处标记须写明理由",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.get_decision_display()}"
