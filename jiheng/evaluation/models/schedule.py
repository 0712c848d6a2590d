"""Nodes of the schedule and the dates documents demand of them."""

from django.db import models

from jiheng.evaluation.models.rows import ProjectRow, day, prose, short


class ScheduleNode(ProjectRow):
    number = short("序号", 40)
    name = short("实施内容或节点")
    kind = short("节点类型", 10)
    use = short("用途", 100)
    area = short("区域", 100)
    management = short("管理模式", 100)
    planned = day("计划完成")
    actual = day("实际完成")
    not_happened = models.BooleanField("未发生", default=False)
    reason = prose("偏差原因")
    evidence = short("印证资料编号")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "实施进度"

    def __str__(self) -> str:
        return self.name


class DateDemand(ProjectRow):
    node = short("节点序号", 40)
    document = short("文件键")
    day = models.DateField("要求时间")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "进度时间要求"

    def __str__(self) -> str:
        return f"{self.node}／{self.document}"
