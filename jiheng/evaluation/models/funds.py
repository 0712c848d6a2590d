"""Release documents and the lines that divide them. Money in 元."""

from django.db import models

from jiheng.evaluation.models.rows import ProjectRow, day, prose, short
from jiheng.orgs.money import MoneyField


class Release(ProjectRow):
    number = short("文号", 80)
    title = prose("文件名称")
    issuer = short("发文机关")
    released_on = day("下达日期")
    amount = MoneyField("下达金额")
    unallocated = MoneyField("未分配余额")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "下达文件"

    def __str__(self) -> str:
        return self.number


class FundLine(ProjectRow):
    number = short("序号", 40)
    release = short("下达文件", 80)
    allocated_on = short("再次分配时间", 60)
    method = short("分配方式", 100)
    standard = short("分配标准")
    management = short("管理模式", 100)
    use = short("用途", 100)
    area = short("区域", 100)
    payee = short("资金到达对象")
    budget = MoneyField("预算数")
    actual = MoneyField("实际支出数", null=True, blank=True)
    voucher = short("支出凭据编号")
    contract = short("合同")
    provider = short("服务提供方")
    note = prose("备注")

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "预算执行明细"
        indexes = (
            models.Index(fields=("project", "release"), name="fund_line_release"),
            models.Index(fields=("project", "use", "area"), name="fund_line_use_area"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.payee}"
