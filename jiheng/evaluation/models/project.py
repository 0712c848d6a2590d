"""The evaluation project and its phase."""

from typing import ClassVar

from django.db import models

from jiheng.orgs.models import Organisation, User


class Phase(models.TextChoices):
    PREPARE = "PREPARE", "评价准备"
    IMPLEMENT = "IMPLEMENT", "评价实施"
    REPORT = "REPORT", "报告撰写"


class PlanStatus(models.TextChoices):
    """How the evaluation plan (评价方案) stands."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已送审"
    RETURNED = "returned", "退回"
    APPROVED = "approved", "已审定"


class EvaluationProject(models.Model):
    """One evaluation of one project's spending. ``organisation`` is the agency that carries it out.

    ``revision`` counts every change of the preparation, so that two people cannot overwrite each other unseen.
    """

    scope_field: ClassVar[str] = "organisation"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="评价机构")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="立项人")
    created_at = models.DateTimeField("立项时间")
    phase = models.CharField("环节", max_length=10, choices=Phase, default=Phase.PREPARE)
    plan_status = models.CharField("方案状态", max_length=10, choices=PlanStatus, default=PlanStatus.DRAFT)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送审人"
    )
    revision = models.PositiveIntegerField("版次", default=1)

    code = models.CharField("项目编号", max_length=60)
    name = models.CharField("项目名称", max_length=200)
    evaluator_kind = models.CharField("评价主体", max_length=60, blank=True, default="")
    agency = models.CharField("评价机构名称", max_length=200, blank=True, default="")
    instrument = models.CharField("规则包", max_length=40, default="cq2023-7")
    level = models.CharField("项目级次", max_length=40, blank=True, default="")
    by_reference = models.BooleanField("参照执行", default=False)
    department = models.CharField("主管部门", max_length=200, blank=True, default="")
    implementing_unit = models.CharField("实施单位", max_length=200, blank=True, default="")
    same_unit = models.BooleanField("主管部门即实施单位", default=False)
    evaluation_date = models.DateField("评价基准日", null=True, blank=True)
    budget_year = models.PositiveSmallIntegerField("预算年度", null=True, blank=True)
    basis_rules = models.JSONField("上位制度", default=list, blank=True)
    purposes = models.JSONField("实施初衷", default=list, blank=True)
    project_types = models.JSONField("项目类型", default=list, blank=True)
    fund_sources = models.JSONField("资金来源", default=list, blank=True)
    has_matching_fund = models.BooleanField("有配套资金", null=True, blank=True)
    has_beneficiary = models.BooleanField("有明确受益对象", null=True, blank=True)
    is_guidance = models.BooleanField("产业或行为引导", null=True, blank=True)
    objective = models.TextField("评价目的", blank=True, default="")
    also = models.JSONField("并用规则包", default=list, blank=True)
    leads = models.JSONField("主评人", default=list, blank=True)
    commissioner = models.CharField("委托方", max_length=200, blank=True, default="")
    other_units = models.JSONField("其他涉及单位", default=list, blank=True)
    agency_drafted = models.JSONField("机构曾代编", default=list, blank=True)
    industries = models.JSONField("涉及行业", default=list, blank=True)
    methods = models.JSONField("评价方法", default=list, blank=True)
    discipline = models.TextField("工作纪律", blank=True, default="")
    indicator_opinions = models.TextField("指标完善意见", blank=True, default="")
    contract_starts = models.DateField("合同开始", null=True, blank=True)
    contract_ends = models.DateField("合同结束", null=True, blank=True)
    has_procurement = models.BooleanField("有政府采购或购买服务", null=True, blank=True)
    has_acceptance = models.BooleanField("有验收程序", null=True, blank=True)
    has_subsidy = models.BooleanField("有奖励补助补贴", null=True, blank=True)
    has_site = models.BooleanField("有特定实施场地", null=True, blank=True)
    subsidises_people = models.BooleanField("对特定人群补助", null=True, blank=True)
    approved_above = models.BooleanField("由上级审批", null=True, blank=True)
    concerns_policy = models.BooleanField("涉及支出政策", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "评价项目"
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "code"),
                name="evaluation_code_once",
                violation_error_message="本机构已有同编号的评价项目",
            ),
        )

    def __str__(self) -> str:
        return self.name
