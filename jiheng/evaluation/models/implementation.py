"""What is entered to score an evaluation: material, how indicators get their values, and what was decided."""

from django.db import models

from jiheng.evaluation.models.rows import ProjectRow, day, prose, short


class Material(ProjectRow):
    """One line of 资料编号清单; a number is never used twice in a project."""

    number = short("编号", 80)
    title = prose("资料名称")
    kind = short("类别", 20)
    form = short("形式", 10)
    source = prose("来源")
    obtained_by = short("取得方式", 20)
    obtained_on = day("取得时间")
    collector = short("取得人", 60)
    provider = short("提供单位")
    proves = prose("证明对象")
    content = prose("证明内容")
    taken_on = day("采集时间")
    taken_in = short("采集地点")
    indicators = models.JSONField("关联指标", default=list, blank=True)
    nature = short("来源性质", 30)
    as_lead = models.BooleanField("只作线索", default=False)
    point = short("样本点", 400)
    pages = models.PositiveIntegerField("页数", null=True, blank=True)
    size = models.PositiveBigIntegerField("大小", null=True, blank=True)
    sha256 = short("SHA-256", 64)
    keep_years = models.PositiveSmallIntegerField("保管期限", null=True, blank=True)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "资料编号清单"
        indexes = (models.Index(fields=("project", "number"), name="material_number"),)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class MaterialUse(ProjectRow):
    material = short("资料编号", 80)
    indicator = short("指标编号", 40)
    point = short("样本点", 400)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "资料对应"
        indexes = (models.Index(fields=("project", "indicator"), name="material_use_indicator"),)

    def __str__(self) -> str:
        return f"{self.material}／{self.indicator}"


class Measure(ProjectRow):
    indicator = short("指标编号", 40)
    kind = short("性质", 10)
    numerator = prose("分子")
    denominator = prose("分母")
    uses = models.JSONField("只取用途", default=list, blank=True)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "指标取数"

    def __str__(self) -> str:
        return f"{self.indicator}／{self.kind}"


class SampleValue(ProjectRow):
    indicator = short("指标编号", 40)
    point = short("样本点", 400)
    value = prose("指标值")
    note = prose("说明")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "样本指标值"
        indexes = (models.Index(fields=("project", "indicator"), name="sample_value_indicator"),)

    def __str__(self) -> str:
        return f"{self.indicator}／{self.point}"


class SufficiencyDecision(ProjectRow):
    """``deduct`` in 分."""

    indicator = short("指标编号", 40)
    sufficient = models.BooleanField("资料充分", null=True, blank=True)
    deduct = models.DecimalField("扣分", max_digits=9, decimal_places=4, null=True, blank=True)
    reason = prose("理由")
    decided_by = short("评定人", 60)
    decided_on = day("评定日期")
    unprovided = prose("未提供的资料")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "资料充分性"

    def __str__(self) -> str:
        return self.indicator


class Excluded(ProjectRow):
    indicator = short("指标编号", 40)
    reason = prose("理由")
    reviewed = models.BooleanField("已经审核", default=False)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "不适用指标"

    def __str__(self) -> str:
        return self.indicator
