"""Release documents and the lines that divide them. Money in 元."""

from decimal import Decimal
from typing import ClassVar

from django.db import models

from jiheng.evaluation.models.project import EvaluationProject
from jiheng.evaluation.models.rows import ProjectRow, day, prose, short
from jiheng.files.models import Attachment
from jiheng.jobs.models import Job
from jiheng.orgs.models import Organisation, User
from jiheng.orgs.money import MoneyField


class Release(ProjectRow):
    number = short("文号", 80)
    title = prose("文件名称")
    issuer = short("发文机关")
    released_on = day("下达日期")
    amount = MoneyField("下达金额")
    unallocated = MoneyField("未分配余额")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "下达文件"

    def __str__(self) -> str:
        return self.number


class FundLine(ProjectRow):
    number = short("序号", 40)
    release = short("下达文件", 80)
    allocated_on = short("再次分配时间", 60)
    method = short("分配方式", 100)
    standard = short("分配标准")
    management = short("管理模式", 100)
    use = short("用途", 100)
    area = short("区域", 100)
    payee = short("资金到达对象")
    budget = MoneyField("预算数")
    actual = MoneyField("实际支出数", null=True, blank=True)
    voucher = short("支出凭据编号")
    contract = short("合同")
    provider = short("服务提供方")
    note = prose("备注")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "预算执行明细"
        indexes = (
            models.Index(fields=("project", "release"), name="fund_line_release"),
            models.Index(fields=("project", "use", "area"), name="fund_line_use_area"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.payee}"

    @property
    def balance(self) -> Decimal | None:
        """结余 in 元: budget less actual, once the actual is collected."""
        return None if self.actual is None or self.budget is None else self.budget - self.actual


class ColumnMapping(models.Model):
    """Which column of a list an organisation reads as what, remembered by the headings of the list.

    ``headings`` is the SHA-256 of the headings; ``columns`` maps fields of ``FundLine`` to headings.
    """

    scope_field: ClassVar[str] = "organisation"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机构")
    headings = models.CharField("表头摘要", max_length=64)
    columns = models.JSONField("列的对应", default=dict)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="保存人")
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = verbose_name_plural = "导入列的对应"
        constraints = (models.UniqueConstraint(fields=("organisation", "headings"), name="column_mapping_once"),)

    def __str__(self) -> str:
        return f"{self.organisation}／{self.headings[:8]}"


class ImportOutcome(models.TextChoices):
    CHOOSING = "choosing", "核对列的对应"
    WAITING = "waiting", "等待导入"
    DONE = "done", "已导入"
    REFUSED = "refused", "没有导入"


class LineImport(models.Model):
    """A list of fund lines handed in for the detail table: all of it is taken, or none.

    ``columns`` maps fields of ``FundLine`` to ``{"column": 3}`` (0 is the first) or ``{"fixed": "…"}``; ``scale`` is
    10000 when money stands in 万元; ``appends`` keeps the present lines before the new ones. ``problems`` holds the
    first cells that could not be read as (cell, code, message); ``problem_count`` counts them all.
    """

    scope_field: ClassVar[str] = "project__organisation"

    project = models.ForeignKey(
        EvaluationProject, models.CASCADE, related_name="line_imports", verbose_name="评价项目"
    )
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+", verbose_name="文件")
    sheet = models.CharField("工作表", max_length=200, blank=True, default="")
    title_row = models.PositiveIntegerField("表头行", default=0)
    headings = models.JSONField("表头", default=list)
    sample = models.JSONField("前几行", default=list)
    columns = models.JSONField("列的对应", default=dict)
    scale = models.PositiveIntegerField("金额单位", default=1)
    appends = models.BooleanField("接在现有明细后", default=False)
    revision = models.PositiveIntegerField("依据的版次")
    outcome = models.CharField("结果", max_length=10, choices=ImportOutcome, default=ImportOutcome.CHOOSING)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="后台任务")
    rows = models.PositiveIntegerField("行数", default=0)
    problems = models.JSONField("读不出的格", default=list, blank=True)
    problem_count = models.PositiveIntegerField("读不出的格数", default=0)
    handed_in_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    handed_in_at = models.DateTimeField("上传时间")
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "明细导入"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.attachment}"
