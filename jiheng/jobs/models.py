"""The table of background jobs."""

from typing import ClassVar

from django.db import models

from jiheng.orgs.models import Organisation, User


class JobStatus(models.TextChoices):
    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    SUCCEEDED = "succeeded", "已完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"


class Job(models.Model):
    """One piece of long work.

    ``lease_until`` is how long the worker that holds it may be silent: after that the job counts as
    crashed and another worker takes it, up to ``max_attempts`` times. ``attempts`` also names the run:
    a worker whose run was taken over can no longer write.
    """

    scope_field: ClassVar[str] = "organisation"

    kind = models.CharField("种类", max_length=40)
    title = models.CharField("名称", max_length=120)
    arguments = models.JSONField("参数", default=dict)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机构")
    owner = models.ForeignKey(User, models.PROTECT, related_name="jobs", verbose_name="发起人")
    status = models.CharField("状态", max_length=10, choices=JobStatus, default=JobStatus.QUEUED)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    step = models.CharField("当前步骤", max_length=120, blank=True)
    result = models.JSONField("结果", default=dict)
    error = models.CharField("失败原因", max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField("已执行次数", default=0)
    max_attempts = models.PositiveSmallIntegerField("最多执行次数", default=3)
    cancel_requested = models.BooleanField("要求取消", default=False)
    created_at = models.DateTimeField("发起时间")
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    heartbeat_at = models.DateTimeField("最近活动", null=True, blank=True)
    lease_until = models.DateTimeField("租期至", null=True, blank=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(fields=("status", "created_at"), name="job_queue"),
            models.Index(fields=("owner", "-created_at"), name="job_owner"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Still waiting or at work."""
        return self.status in {JobStatus.QUEUED, JobStatus.RUNNING}

    @property
    def percent(self) -> int:
        """Whole percent done; 0 while the total is unknown."""
        return min(100, self.done * 100 // self.total) if self.total else 0
