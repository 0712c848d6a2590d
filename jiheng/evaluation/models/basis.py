"""Documents that bind an evaluation and what they provide."""

from django.db import models

from jiheng.evaluation.models.rows import ProjectRow, day, prose, short


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
