"""Columns of the base-information table, questionnaires and their questions."""

from django.db import models

from jiheng.evaluation.models.rows import ProjectRow, prose, short


class BaseField(ProjectRow):
    name = short("列名")
    group = short("分组", 20)
    kind = short("类型", 10)
    unit = short("单位", 40)
    choices = models.JSONField("选项", default=list, blank=True)
    sample_kind = short("样本类型", 40)
    source_rule = prose("取数规则")
    indicators = models.JSONField("关联指标", default=list, blank=True)
    declined = prose("不适用理由")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "基础信息列"

    def __str__(self) -> str:
        return self.name


class Questionnaire(ProjectRow):
    key = short("问卷", 60)
    parties = models.JSONField("相关方类型", default=list, blank=True)
    purpose = prose("调查目的")
    audience = prose("调查对象")
    method = prose("调查方法")
    declined = prose("不设理由")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "调查问卷"

    def __str__(self) -> str:
        return self.key


class Question(ProjectRow):
    """``options`` is a list of [text, points or null] pairs, points as decimal text."""

    questionnaire = short("问卷", 60)
    number = short("题号", 20)
    text = prose("题目")
    kind = short("题型", 20)
    topic = short("主题", 20)
    options = models.JSONField("选项", default=list, blank=True)
    indicator = short("关联指标", 40)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "问卷题目"

    def __str__(self) -> str:
        return f"{self.questionnaire}-{self.number}"


class PointValue(ProjectRow):
    """What was found at one sample point for one column of the base-information table."""

    point = short("样本点", 400)
    field = short("要素")
    value = prose("值")
    evidence = short("资料编号")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "样本点基础信息"
        indexes = (models.Index(fields=("project", "point"), name="point_value_point"),)

    def __str__(self) -> str:
        return f"{self.point}／{self.field}"
