"""A few documents of each rank, written out once for the tests of the catalogue and the schedule."""

from dataclasses import replace
from datetime import date

from jiheng.rules.basis.shapes import BasisDocument, MaterialClass, Provision
from jiheng.rules.law import Entry, Rulebook, rulebook

ON = date(2023, 6, 30)
BOOK = rulebook("cq2023-7", ON)

LAW = BasisDocument(
    "预算法", "中华人民共和国预算法", "全国人民代表大会", "中央和国务院", "法律",
    issued_on=date(2018, 12, 29), material=MaterialClass.LAW, where="评价依据目录 第3行",
)  # fmt: skip
MINISTRY = BasisDocument(
    "财预〔2020〕10号", "项目支出绩效评价管理办法", "财政部", "国务院部门", "规范性文件", "财预〔2020〕10号",
    issued_on=date(2020, 2, 25), material=MaterialClass.RULES, where="评价依据目录 第4行",
)  # fmt: skip
GOVERNMENT = BasisDocument(
    "渝府发〔2021〕5号", "农村供水保障规划", "市人民政府", "市级党委政府", "规范性文件", "渝府发〔2021〕5号",
    issued_on=date(2021, 3, 1), material=MaterialClass.POLICY, where="评价依据目录 第5行",
)  # fmt: skip
WATER = BasisDocument(
    "渝水发〔2022〕3号", "农村供水工程建设通知", "市水利局", "市级部门", "规范性文件", "渝水发〔2022〕3号",
    issued_on=date(2022, 1, 10), material=MaterialClass.POLICY, where="评价依据目录 第6行",
)  # fmt: skip
RELEASE = BasisDocument(
    "渝财农〔2022〕18号", "下达供水工程资金的通知", "市财政局", "市级部门", "审批、下达文件", "渝财农〔2022〕18号",
    issued_on=date(2022, 3, 15), material=MaterialClass.RELEASE, where="评价依据目录 第7行",
)  # fmt: skip
COUNTY = BasisDocument(
    "万水〔2022〕9号", "供水工程实施方案", "县水利局", "县级部门", "规范性文件", "万水〔2022〕9号",
    issued_on=date(2022, 5, 6), material=MaterialClass.POLICY, where="评价依据目录 第8行",
)  # fmt: skip
ALL = (LAW, MINISTRY, GOVERNMENT, WATER, RELEASE, COUNTY)


def conflict(lower: BasisDocument, higher: BasisDocument, matter: str = "补助标准", by: str = "张三") -> Provision:
    return Provision(lower.key, matter, conflicts_with=higher.key, decided_by=by, where="条款 第3行")


def with_reading(book: Rulebook, name: str, **values: object) -> Rulebook:
    """The rulebook with one reading changed, as a project may choose."""
    local = book.instruments[-1]
    entries = tuple(
        Entry(each.name, each.instrument, each.clause, each.since, {**each.values, **values})
        if each.name == name
        else each
        for each in local.entries
    )
    return replace(book, instruments=(*book.instruments[:-1], replace(local, entries=entries)))
