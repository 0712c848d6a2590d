"""How sample points are drawn, and those added by hand."""

from decimal import Decimal

from django.db import models

from jiheng.evaluation.models.rows import ProjectRow, day, prose, short


def _ratio(label: str) -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(label, max_digits=9, decimal_places=6, null=True, blank=True)


class SamplingPlan(ProjectRow):
    """One row a project; ratios such as 0.30."""

    unit_kind = short("抽样单元", 20)
    strata = models.JSONField("分层维度", default=list, blank=True)
    size_method = short("数量确定方法", 20)
    size = models.PositiveIntegerField("样本数量", null=True, blank=True)
    coverage = _ratio("资金覆盖率")
    confidence = _ratio("置信度")
    margin = _ratio("误差")
    proportion = _ratio("预计比例")
    seed = short("种子", 80)
    drawn_on = day("抽取日期")
    drawn_by = short("抽取人", 60)
    offline = prose("线下抽样记录")
    offline_units = models.JSONField("线下抽中的单元", default=list, blank=True)
    kinds_by_use = models.JSONField("按用途的抽样单元", default=list, blank=True)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "抽样方案"

    def __str__(self) -> str:
        return self.seed


class ManualPoint(ProjectRow):
    unit = short("样本单元")
    reason = prose("理由")
    replaces = short("替换的单元")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "人工加选和替换"

    def __str__(self) -> str:
        return self.unit


class UncoveredReason(ProjectRow):
    dimension = short("维度", 20)
    value = short("取值")
    reason = prose("说明")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "未覆盖说明"

    def __str__(self) -> str:
        return f"{self.dimension}／{self.value}"
