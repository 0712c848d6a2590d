"""计分记录: a score with everything it was made of, frozen."""

from typing import ClassVar

from django.db import models

from jiheng.evaluation.models.project import EvaluationProject
from jiheng.orgs.models import User


class FrozenText(models.Model):
    """A text kept once for all that hold it, compressed; ``sha256`` is the hash of the text itself.

    Inputs of scoring part by part, the law's files, and results. It belongs to nobody and is only reached by the run
    that names it.
    """

    sha256 = models.CharField("摘要", max_length=64, primary_key=True)
    content = models.BinaryField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "计分底本"

    def __str__(self) -> str:
        return self.sha256


class ScoreRun(models.Model):
    """One score of an evaluation. Never changed: ``jiheng evaluation rescore`` repeats it from what it names.

    ``inputs`` gives the hash of each part that was read, ``parameters`` the entries of the law that were asked for,
    ``figures`` the value and the score of each indicator, exact and as printed; ``law`` and ``result`` are hashes.
    ``score`` (as printed) and ``grade`` are blank when there was no conclusion.
    """

    scope_field: ClassVar[str] = "project__organisation"

    project = models.ForeignKey(EvaluationProject, models.PROTECT, related_name="score_runs", verbose_name="评价项目")
    number = models.PositiveIntegerField("次数")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="引起计分的人")
    made_at = models.DateTimeField("计分时间")
    cause = models.CharField("起因", max_length=500)
    instrument = models.CharField("规则包", max_length=40)
    judged_on = models.DateField("按哪一天的规则")
    software = models.CharField("软件版本", max_length=20)
    law = models.CharField("法规文件摘要", max_length=64)
    parameters = models.JSONField("用到的参数")
    inputs = models.JSONField("各部分底本")
    result = models.CharField("结果摘要", max_length=64)
    figures = models.JSONField("各指标得分")
    score = models.CharField("结论得分", max_length=40, blank=True, default="")
    grade = models.CharField("等级", max_length=10, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "计分记录"
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("project", "number"), name="score_run_once"),)

    def __str__(self) -> str:
        return f"{self.project}第{self.number}次计分"
