"""People and their tasks."""

from django.db import models

from jiheng.evaluation.models.rows import ProjectRow, day, prose, short


class TeamMember(ProjectRow):
    name = short("姓名", 60)
    role = short("职责", 20)
    profession = short("专业")
    title = short("职称")
    certificates = prose("资格证书")
    years = models.PositiveSmallIntegerField("相关工作年限", null=True, blank=True)
    duties = prose("分工")
    guided_goal = models.BooleanField("曾指导本项目目标", null=True, blank=True)
    resident = models.BooleanField("驻点", null=True, blank=True)
    backbone = models.BooleanField("业务骨干", null=True, blank=True)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "评价小组成员"

    def __str__(self) -> str:
        return self.name


class Declaration(ProjectRow):
    person = short("声明人", 60)
    unit = short("涉及单位")
    relation = prose("利益关系")
    until = day("关系终止日期")
    signed_on = day("声明日期")
    recused = models.BooleanField("财政认定应回避", null=True, blank=True)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "利益关系声明"

    def __str__(self) -> str:
        return f"{self.person}／{self.unit}"


class Communication(ProjectRow):
    """``points`` is a list of [name, text] pairs."""

    kind = short("类别", 20)
    held_on = day("日期")
    people = prose("参加人员")
    points = models.JSONField("要点", default=list, blank=True)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "沟通和交底"

    def __str__(self) -> str:
        return self.kind


class Task(ProjectRow):
    name = short("工作内容")
    people = prose("人员")
    starts = day("开始")
    ends = day("完成")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "分工和时间节点"

    def __str__(self) -> str:
        return self.name


class TeamReview(ProjectRow):
    """工作组备案审核: at most one row a project."""

    structure = models.BooleanField("结构", null=True, blank=True)
    capability = models.BooleanField("能力", null=True, blank=True)
    recusal = models.BooleanField("回避", null=True, blank=True)
    opinion = prose("审核意见")
    reviewed_on = day("审核日期")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "工作组备案审核"

    def __str__(self) -> str:
        return self.opinion[:20]


class TeamChange(ProjectRow):
    """One person joining or leaving; the last four columns are what finance found of who joined."""

    person = short("姓名", 60)
    kind = short("变动", 10)
    changed_on = day("变动日期")
    reason = prose("原因")
    successor = prose("接替安排")
    structure = models.BooleanField("结构", null=True, blank=True)
    capability = models.BooleanField("能力", null=True, blank=True)
    recusal = models.BooleanField("回避", null=True, blank=True)
    reviewed_on = day("补审日期")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "人员变动"

    def __str__(self) -> str:
        return f"{self.person}{self.kind}"


class Assessment(ProjectRow):
    subject = short("考核对象", 20)
    person = short("被考核人", 60)
    assessed_on = day("考核日期")
    score = short("考核结果", 60)
    note = prose("考核意见")
    assessor = short("考核人", 60)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "绩效考核"

    def __str__(self) -> str:
        return f"{self.subject}{self.person}"


class ResidentOrder(ProjectRow):
    content = prose("安排的工作")
    people = prose("承办人")
    ordered_on = day("安排日期")
    due = day("期限")
    done_on = day("完成日期")
    report = prose("回报情况")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "驻点工作安排"

    def __str__(self) -> str:
        return self.content[:20]
