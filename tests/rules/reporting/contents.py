"""A small report for tests: every kind of block once."""

from datetime import date
from decimal import Decimal

from jiheng.rules.reporting.content import Annex, Bar, Block, Chart, LiveField, ReportContent, Section, Table
from jiheng.rules.reporting.shapes import ReportKind

SCORES = Table(
    "各评价指标得分",
    ("一级指标", "三级指标", "分值", "得分"),
    (("决策", "立项依据", "5", "4.75"), ("决策", "资金分配", "5", "3.50"), ("产出", "完成里程", "10", "9.80")),
    (20, 40, 20, 20),
    figures=(2, 3),
    merged=(0,),
)
RATES = Chart(
    "各一级指标得分率",
    "条形图：决策82.50%，产出98.00%。",
    Decimal(100),
    (Bar("决策", Decimal("82.5"), "82.50%"), Bar("产出", Decimal(98), "98.00%")),
)


def small_content(kind: ReportKind = ReportKind.DRAFT, number: int = 1, score: str = "86.96") -> ReportContent:
    """A report of a few lines; ``score`` stands in its text and its fields."""
    return ReportContent(
        title="2022年农村公路项目绩效评价报告",
        kind=kind,
        number=number,
        project="2022年农村公路项目",
        code="QL-2023-PJ-02",
        units=("青岚县交通运输局",),
        agency="演示评价事务所",
        leads=("郑海",),
        made_on=date(2023, 5, 20),
        run=4,
        abstract=(Section("abstract-2", "评价情况", (Block(text=f"评价得分{score}分，等级“良”。"),)),),
        body=(
            Section("body-2", "绩效评价工作开展情况", (Block(text="抽取样本点3个。"), Block(table=SCORES))),
            Section("body-3", "评价结论", (Block(text=f"得分{score}分。"), Block(chart=RATES))),
        ),
        annexes=(Annex("indicators", "评价指标表", (Block(table=SCORES),), wide=True),),
        fields=(LiveField("评价得分", score, "结论"), LiveField("等级", "良", "结论")),
    )
