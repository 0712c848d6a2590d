"""What was asked for, looked at, heard and made of it while an evaluation is carried out (文件B 第三章)."""

from django.db import models

from jiheng.evaluation.models.rows import ProjectRow, day, prose, short


class Notice(ProjectRow):
    """资料提交书面通知."""

    number = short("通知编号", 80)
    to = short("送达单位")
    due = day("提交期限")
    truth_clause = prose("责任条款")
    consequence_clause = prose("后果条款")
    sent_on = day("发出日期")
    method = short("送达方式", 60)
    receipt = prose("送达凭证")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "资料提交通知"

    def __str__(self) -> str:
        return self.number


class NoticeItem(ProjectRow):
    """A piece of material a notice asks for; ``notice`` is its number."""

    notice = short("通知编号", 80)
    name = prose("资料名称")
    indicators = models.JSONField("关联指标", default=list, blank=True)
    received_on = day("交齐日期")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "通知所列资料"

    def __str__(self) -> str:
        return self.name


class Reminder(ProjectRow):
    notice = short("通知编号", 80)
    to = short("督促单位")
    reminded_on = day("督促日期")
    method = short("方式", 60)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "督促记录"

    def __str__(self) -> str:
        return f"{self.notice}／{self.to}"


class KindNote(ProjectRow):
    kind = short("资料类别", 20)
    answer = short("情况", 10)
    reason = prose("原因")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "无资料说明"

    def __str__(self) -> str:
        return f"{self.kind}／{self.answer}"


class WayNote(ProjectRow):
    way = short("取得方式", 20)
    reason = prose("没有用的原因")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "取得方式说明"

    def __str__(self) -> str:
        return self.way


class ManagementView(ProjectRow):
    side = short("管理方面", 10)
    subject = short("查看对象", 10)
    found = prose("查看情况")
    declined = prose("不适用的原因")
    viewed_on = day("查看日期")
    materials = models.JSONField("资料编号", default=list, blank=True)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "管理情况查看"

    def __str__(self) -> str:
        return f"{self.subject}／{self.side}"


class SiteVisit(ProjectRow):
    number = short("记录编号", 80)
    place = prose("地点")
    visited_on = day("查看日期")
    people = prose("参加人")
    found = prose("查看情况")
    photos = models.JSONField("照片编号", default=list, blank=True)
    point = short("样本点", 400)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "现场查看记录"

    def __str__(self) -> str:
        return f"{self.number} {self.place}"


class Visit(ProjectRow):
    """``said`` is a list of [topic, text] pairs."""

    number = short("记录编号", 80)
    kinds = models.JSONField("走访对象", default=list, blank=True)
    said = models.JSONField("走访内容", default=list, blank=True)
    visited_on = day("走访日期")
    person = prose("受访人")
    place = prose("地点")
    visitors = prose("走访人")
    materials = models.JSONField("资料编号", default=list, blank=True)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "走访记录"

    def __str__(self) -> str:
        return f"{self.number} {self.person}"


class ProofNote(ProjectRow):
    indicator = short("指标编号", 40)
    proved_by = prose("印证方式")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "其他印证方式"

    def __str__(self) -> str:
        return self.indicator


class MethodUse(ProjectRow):
    name = short("分析方法")
    purpose = prose("怎样运用")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "分析方法"

    def __str__(self) -> str:
        return self.name


class ComparisonNote(ProjectRow):
    comparison = short("比较", 20)
    said = prose("比较结果")
    declined = prose("不做的原因")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "比较分析"

    def __str__(self) -> str:
        return self.comparison


class Problem(ProjectRow):
    title = prose("问题")
    phenomenon = prose("具体表现")
    basis = prose("判断依据")
    cause = prose("成因")
    gap = prose("差距")
    compared = short("来自哪项比较", 20)
    indicators = models.JSONField("关联指标", default=list, blank=True)
    materials = models.JSONField("资料编号", default=list, blank=True)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "问题清单"

    def __str__(self) -> str:
        return self.title


class Consultation(ProjectRow):
    question = prose("咨询的问题")
    who = short("咨询对象")
    kind = short("对象类别", 10)
    answer = prose("答复")
    consulted_on = day("咨询日期")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "咨询记录"

    def __str__(self) -> str:
        return f"{self.who}／{self.question[:20]}"
