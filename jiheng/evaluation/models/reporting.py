"""The report: what people write, its versions, opinions on it, signatures, templates, and what becomes of it."""

from typing import ClassVar

from django.db import models

from jiheng.evaluation.models.project import EvaluationProject
from jiheng.evaluation.models.rows import day, prose, short
from jiheng.files.models import Attachment
from jiheng.jobs.models import Job
from jiheng.orgs.models import Organisation, User


def _file(label: str) -> "models.ForeignKey[Attachment | None, Attachment | None]":
    return models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label)


class ReportText(models.Model):
    """What was written for one sub-item of the outline; ``revision`` counts its changes."""

    scope_field: ClassVar[str] = "project__organisation"

    project = models.ForeignKey(EvaluationProject, models.CASCADE, related_name="+", verbose_name="评价项目")
    item = models.CharField("子项", max_length=60)
    text = prose("内容")
    absent = models.BooleanField("确无此项", default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="撰写人")
    at = models.DateTimeField("保存时间")
    revision = models.PositiveIntegerField("版次", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "报告文字"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("project", "item"), name="report_text_once"),)

    def __str__(self) -> str:
        return self.item


class Recommendation(models.Model):
    """One 建议 with the titles of the problems it answers."""

    scope_field: ClassVar[str] = "project__organisation"

    project = models.ForeignKey(EvaluationProject, models.CASCADE, related_name="+", verbose_name="评价项目")
    number = models.PositiveIntegerField("序号")
    title = short("建议")
    text = prose("内容")
    problems = models.JSONField("对应问题", default=list, blank=True)
    key = models.BooleanField("写入摘要", default=False)
    revision = models.PositiveIntegerField("版次", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "建议"
        ordering = ("number", "pk")

    def __str__(self) -> str:
        return self.title


class ReportTemplate(models.Model):
    """A Word file of an organisation's own with named fields; ``fields`` are those it uses."""

    scope_field: ClassVar[str] = "organisation"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机构")
    name = models.CharField("模板名称", max_length=120)
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+", verbose_name="文件")
    fields = models.JSONField("用到的字段", default=list)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    at = models.DateTimeField("上传时间")
    withdrawn_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "报告模板"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.name


class ReportSetup(models.Model):
    """What is chosen for the report of one project: the problems of the abstract, and the template of the report.

    ``revision`` counts its changes.
    """

    scope_field: ClassVar[str] = "project__organisation"

    project = models.OneToOneField(EvaluationProject, models.CASCADE, related_name="+", verbose_name="评价项目")
    key_problems = models.JSONField("需重点关注的问题", default=list, blank=True)
    template = models.ForeignKey(
        ReportTemplate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报告模板"
    )
    revision = models.PositiveIntegerField("版次", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "报告设置"

    def __str__(self) -> str:
        return str(self.project)


class ReportKind(models.TextChoices):
    DRAFT = "draft", "征求意见稿"
    FINAL = "final", "正式稿"


class VersionState(models.TextChoices):
    MAKING = "making", "生成中"
    READY = "ready", "已生成"


class ReportVersion(models.Model):
    """One 征求意见稿 or 正式稿, frozen: ``content`` is the hash of its text in ``FrozenText``, never changed.

    ``number`` counts within the kind. The files come from the job; only a version that is ready has any.
    ``fault`` is why there is no PDF. ``issued_at`` is when a 正式稿 went out.
    """

    scope_field: ClassVar[str] = "project__organisation"

    project = models.ForeignKey(EvaluationProject, models.PROTECT, related_name="+", verbose_name="评价项目")
    kind = models.CharField("种类", max_length=10, choices=ReportKind)
    number = models.PositiveIntegerField("稿次")
    content = models.CharField("内容摘要", max_length=64)
    run = models.PositiveIntegerField("计分次数")
    software = models.CharField("软件版本", max_length=20)
    template = models.ForeignKey(
        ReportTemplate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报告模板"
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="生成人")
    made_at = models.DateTimeField("生成时间")
    state = models.CharField("状态", max_length=10, choices=VersionState, default=VersionState.MAKING)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="后台任务")
    fault = short("没有 PDF 的原因", 500)
    word = _file("Word 文件")
    pdf = _file("PDF 文件")
    workbook = _file("附件工作簿")
    issued_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发出人"
    )
    issued_at = models.DateTimeField("发出时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "报告稿"
        ordering = ("-made_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("project", "kind", "number"), name="report_version_once"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}第{self.number}稿"


class ReportSending(models.Model):
    """A 征求意见稿 sent to one unit. ``organisation`` is its body in this system, when there is one.

    ``reply`` is the stamped answer on paper, ``receipt`` the file of 送达凭证.
    """

    scope_field: ClassVar[str] = "organisation"

    version = models.ForeignKey(ReportVersion, models.PROTECT, related_name="sendings", verbose_name="报告稿")
    unit = models.CharField("单位", max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送达机构"
    )
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="送出人")
    sent_at = models.DateTimeField("送出时间")
    due = models.DateField("反馈期限")
    receipt = _file("送达凭证")
    replied_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="回复人"
    )
    replied_at = models.DateTimeField("回复时间", null=True, blank=True)
    no_opinion = models.BooleanField("无意见", default=False)
    reply = _file("书面回函")
    late_note = prose("逾期未反馈的说明")
    revision = models.PositiveIntegerField("版次", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "征求意见"
        ordering = ("sent_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "unit"), name="report_sent_once", violation_error_message="这一稿已经送过这个单位"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version}／{self.unit}"


class ReportOpinion(models.Model):
    """One opinion of a unit. Until the unit replied it is its own note; then it is decided by the evaluators."""

    scope_field: ClassVar[str] = "sending__organisation"

    sending = models.ForeignKey(ReportSending, models.CASCADE, related_name="opinions", verbose_name="征求意见")
    section = models.CharField("章节", max_length=200)
    content = models.TextField("意见")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="录入人")
    at = models.DateTimeField("录入时间")
    decision = models.CharField(
        "采纳情况",
        max_length=10,
        blank=True,
        default="",
        choices=[(each, each) for each in ("采纳", "部分采纳", "不采纳")],
    )
    reason = prose("理由")
    changed = prose("修改位置")
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处理人"
    )
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)
    revision = models.PositiveIntegerField("版次", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "反馈意见"
        ordering = ("sending", "pk")

    def __str__(self) -> str:
        return f"{self.section}：{self.content[:20]}"


class SignatureRole(models.TextChoices):
    SIGN = "sign", "主评人签字"
    SEAL = "seal", "评价机构盖章"


class SignatureWay(models.TextChoices):
    SCAN = "scan", "签章页扫描件"
    CERTIFICATE = "certificate", "数字证书"


class ReportSignature(models.Model):
    """A signature or a seal on one 正式稿. ``content`` is the hash of what was signed, ``file_hash`` of the file.

    ``certificate`` is what the certificate says of itself; empty for a scan.
    """

    scope_field: ClassVar[str] = "version__project__organisation"

    version = models.ForeignKey(ReportVersion, models.PROTECT, related_name="signatures", verbose_name="报告稿")
    role = models.CharField("种类", max_length=10, choices=SignatureRole)
    way = models.CharField("方式", max_length=12, choices=SignatureWay)
    signer = models.CharField("签字人或盖章机构", max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="办理人")
    at = models.DateTimeField("时间")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+", verbose_name="文件")
    content = models.CharField("内容摘要", max_length=64)
    file_hash = models.CharField("文件摘要", max_length=64)
    certificate = models.JSONField("证书", default=dict, blank=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤回人"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawal = prose("撤回原因")

    class Meta:
        verbose_name = verbose_name_plural = "签章"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.get_role_display()}：{self.signer}"


class KeyEvaluation(models.Model):
    """重点评价: why the project is one (文件A 三(七)); ``revision`` counts its changes."""

    scope_field: ClassVar[str] = "project__organisation"

    project = models.OneToOneField(EvaluationProject, models.CASCADE, related_name="+", verbose_name="评价项目")
    basis = prose("文件依据")
    amount_large = models.BooleanField("金额较大", null=True, blank=True)
    amount_evidence = prose("金额依据")
    attention_high = models.BooleanField("社会关注度高", null=True, blank=True)
    attention_evidence = prose("关注度依据")
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    panel_note = prose("专家人数的说明")
    revision = models.PositiveIntegerField("版次", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "重点评价"

    def __str__(self) -> str:
        return str(self.project)


class FinanceReview(models.Model):
    """What finance said of a 正式稿."""

    scope_field: ClassVar[str] = "version__project__organisation"

    version = models.ForeignKey(ReportVersion, models.PROTECT, related_name="reviews", verbose_name="报告稿")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="送审人")
    asked_at = models.DateTimeField("送审时间")
    approved = models.BooleanField("审核通过", null=True, blank=True)
    opinion = prose("审核意见")
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人")
    at = models.DateTimeField("审核时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "财政审核"
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.version}财政审核"


class Recipient(models.TextChoices):
    FINANCE = "finance", "财政部门"
    GOVERNMENT = "government", "本级政府"
    PARTY = "party", "本级党委"
    CONGRESS = "congress", "本级人大"


class Filing(models.Model):
    """报送、备案: one delivery of a 正式稿 to one body. ``received_on`` is when it signed for it."""

    scope_field: ClassVar[str] = "version__project__organisation"

    version = models.ForeignKey(ReportVersion, models.PROTECT, related_name="filings", verbose_name="报告稿")
    recipient = models.CharField("报送对象", max_length=12, choices=Recipient)
    name = short("接收单位")
    sent_on = models.DateField("报送日期")
    number = short("文号", 80)
    received_on = day("签收日期")
    receipt = _file("送达凭证")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")
    revision = models.PositiveIntegerField("版次", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "报送备案"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("version", "recipient"),
                name="report_filed_once",
                violation_error_message="这一稿已经登记过报送这个对象",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version}／{self.get_recipient_display()}"


class BondAnswer(models.Model):
    """政府债券资金专项检查: the answer to one point of the list; ``amount`` in 元 where the point asks for one."""

    scope_field: ClassVar[str] = "project__organisation"

    project = models.ForeignKey(EvaluationProject, models.CASCADE, related_name="+", verbose_name="评价项目")
    item = models.CharField("检查要点", max_length=60)
    answer = short("结论", 10)
    said = prose("说明")
    materials = short("资料编号", 400)
    amount = models.DecimalField("金额", max_digits=20, decimal_places=2, null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="填写人")
    at = models.DateTimeField("填写时间")
    revision = models.PositiveIntegerField("版次", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "债券资金检查"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("project", "item"), name="bond_answer_once"),)

    def __str__(self) -> str:
        return self.item
