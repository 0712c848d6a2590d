"""An evaluation with a sample, belonging to whatever unit a test names."""

from dataclasses import replace
from decimal import Decimal

from django.utils.timezone import now

from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.models import FundLine as LineRow
from jiheng.evaluation.models import SamplingPlan as PlanRow
from jiheng.evaluation.shapes import row_values
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Organisation
from jiheng.rules.execution.shapes import Dimension, FundLine
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.rules.sampling.shapes import ManualPoint, SamplingPlan
from jiheng.rules.surveys.shapes import BaseField
from tests.web.opened import evaluation_of

MONEY = (
    ("石桥镇政府", "东片", "600000"),
    ("柳坪镇政府", "东片", "300000"),
    ("白庙镇政府", "东片", "100000"),
    ("雷公镇政府", "西片", "1000000"),
)
PLAN = SamplingPlan(strata=(Dimension.AREA,), size=2, seed="20260401")
LINES = tuple(
    FundLine(str(number), "渝财建〔2025〕9号", use="养护", area=area, payee=payee, budget=Decimal(money))
    for number, (payee, area, money) in enumerate(MONEY, 1)
)
FIELDS = (
    BaseField("养护里程", "基本情况", "数值", "公里", source_rule="取自台账"),
    BaseField("路面类型", "基本情况", "枚举", choices=("水泥", "沥青")),
    BaseField("有无资金专账", "管理措施及落实", "是否"),
    BaseField("验收日期", "合同及履行", "日期"),
)
SAMPLED = Preparation(project=Project("PJ-2026-01", "村道养护补助"), lines=LINES, sampling=PLAN, base_fields=FIELDS)
"""Two drawn: 雷公镇 alone in 西片, and one of the three of 东片."""


def open_sampled(by: Member, *manual: ManualPoint) -> EvaluationProject:
    """The evaluation opened by an agency, with units picked by hand if a test names any."""
    return open_project(replace(SAMPLED, manual_points=manual), by=by, at=now())


def sampled_evaluation_of(unit: Organisation) -> EvaluationProject:
    """The same sample in an evaluation of any unit, also of one that could not open it itself."""
    project = evaluation_of(unit)
    PlanRow.objects.create(project=project, position=1, **row_values(PLAN))
    for position, line in enumerate(LINES, 1):
        LineRow.objects.create(project=project, position=position, **row_values(line))
    return project
