"""The indicator system and where its targets come from. Points in 分."""

from decimal import Decimal
from typing import ClassVar

from django.db import models

from jiheng.evaluation.models.project import EvaluationProject
from jiheng.evaluation.models.rows import ProjectRow, prose, short
from jiheng.orgs.models import User


def _points(label: str, *, null: bool = True) -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(label, max_digits=9, decimal_places=4, null=null, blank=null)


class Part(ProjectRow):
    name = short("拆分项目")
    uses = models.JSONField("用途", default=list, blank=True)
    impact = short("影响程度", 10)
    weight = _points("权重")
    reason = prose("说明")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "拆分项目"

    def __str__(self) -> str:
        return self.name


class Indicator(ProjectRow):
    code = short("指标编号", 40)
    level1 = short("一级指标", 60)
    level2 = short("二级指标", 100)
    name = short("三级指标")
    points = _points("分值", null=False)
    part = short("拆分项目")
    level1_points = _points("一级权重")
    level2_points = _points("二级权重")
    side = short("责任主体", 20)
    aspects = models.JSONField("涉及方面", default=list, blank=True)
    basis = prose("设置依据")
    purpose = prose("对应初衷")
    period = short("适用周期", 20)
    is_matching_fund = models.BooleanField("配套资金到位", default=False)
    on_total_investment = short("总投资口径", 100)
    target = prose("目标值")
    target_source = short("目标值来源", 10)
    target_document = short("来源文件")
    unreasonable_reason = prose("不采用依据值的理由")
    method = short("计分方法", 20)
    parameters = prose("计分参数")
    caliber = prose("计算口径")
    formula = prose("计算公式")
    condition = prose("得分条件")
    deduction = prose("扣分规则")
    weight_reason = prose("权重说明")
    data_source = prose("数据来源")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "评价指标"

    def __str__(self) -> str:
        return self.name


class TargetCandidate(ProjectRow):
    indicator = short("指标编号", 40)
    source = short("来源", 10)
    value = prose("值")
    document = short("文件")
    by_evaluated_unit = models.BooleanField("被评价单位编制", default=False)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "目标值来源"

    def __str__(self) -> str:
        return f"{self.indicator}／{self.source}"


class IndicatorVersion(models.Model):
    """The indicator system as it stood after a change: ``content`` is its canonical JSON, never changed."""

    scope_field: ClassVar[str] = "project__organisation"

    project = models.ForeignKey(
        EvaluationProject, models.CASCADE, related_name="indicator_versions", verbose_name="评价项目"
    )
    number = models.PositiveIntegerField("版次")
    content = models.TextField("内容")
    hash = models.CharField("摘要", max_length=64)
    reason = models.CharField("修改说明", max_length=200, blank=True, default="")
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="修改人")
    saved_at = models.DateTimeField("修改时间")

    class Meta:
        verbose_name = verbose_name_plural = "指标体系版本"
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("project", "number"), name="indicator_version_once"),)

    def __str__(self) -> str:
        return f"{self.project}指标体系第{self.number}版"
