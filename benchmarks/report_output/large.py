"""The report of a large evaluation: many sample points, indicators, papers of evidence and fund lines."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jiheng.rules.reporting.content import Annex, Bar, Block, Chart, ReportContent, Section, Table
from jiheng.rules.reporting.shapes import ReportKind

TOWNS = ("东片", "西片", "南片", "北片", "城区")
USES = ("道路工程", "桥梁维修", "养护补助", "安全设施")
PROSE = (
    "评价组按照资金用途和区域抽取样本点，现场核对了施工合同、计量支付、竣工验收和资金拨付资料。样本点多数完工并"
    "投入使用，少数样本点因前期论证不足变更了设计，完工时间晚于计划。资金拨付凭证齐全，专款专用，未发现挤占挪用。"
)


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each there are."""

    points: int = 200
    indicators: int = 40
    evidence: int = 5_000
    lines: int = 2_000


def large_content(size: Size) -> ReportContent:
    """A report as long as that of a prefecture's largest project."""
    text = Block(text="\n".join([PROSE] * 6))
    titles = ("项目概况", "绩效评价工作开展情况", "评价结论", "存在的问题及原因", "有关建议")
    return ReportContent(
        title="2022年农村公路建设和养护补助项目绩效评价报告",
        kind=ReportKind.FINAL,
        number=1,
        project="2022年农村公路建设和养护补助项目",
        code="QL-2023-PJ-01",
        units=("青岚县交通运输局", "青岚县公路事务中心"),
        agency="演示评价事务所",
        leads=("郑海", "何静"),
        made_on=date(2023, 5, 20),
        run=4,
        abstract=tuple(Section(f"abstract.{at}", title, (text,)) for at, title in enumerate(titles[:4], 1)),
        body=tuple(
            Section(f"body.{at}", title, (Block(text=text.text, heading="总体情况"), Block(chart=_chart())))
            for at, title in enumerate(titles, 1)
        ),
        annexes=(
            Annex("indicators", "评价指标表", (Block(table=_indicators(size.indicators)),), wide=True),
            Annex("points", "样本点基础信息表", (Block(table=_points(size.points)),), wide=True),
            Annex("lines", "项目预算执行明细表", (Block(table=_lines(size.lines)),)),
            Annex("evidence", "资料目录", (Block(table=_evidence(size.evidence)),), wide=True),
        ),
    )


def _chart() -> Chart:
    bars = (("决策", "82.5"), ("过程", "91.25"), ("产出", "98"), ("效益", "88.4"))
    told = tuple(Bar(name, Decimal(value), f"{Decimal(value):.2f}%") for name, value in bars)
    return Chart(
        "各一级指标得分率", "条形图：" + "，".join(f"{bar.label}{bar.text}" for bar in told), Decimal(100), told
    )


def _indicators(count: int) -> Table:
    rows = tuple(
        (
            ("决策", "过程", "产出", "效益")[at * 4 // count],
            f"二级指标{at // 3 + 1}",
            f"三级指标{at + 1}",
            "2.50",
            "≥95%",
            "实际完成数除以计划数；低于目标值的按比例扣分，低于60%的不得分",
            "2.37",
        )
        for at in range(count)
    )
    heads = ("一级指标", "二级指标", "三级指标", "分值", "目标值", "计分规则", "得分")
    return Table("评价指标及计分规则", heads, rows, (10, 14, 18, 8, 10, 32, 8), figures=(3, 6), merged=(0, 1))


def _points(count: int) -> Table:
    heads = ("片区", "编号", "样本点", "用途", *(f"指标{at}" for at in range(1, 15)), "预算数", "得分")
    rows = tuple(
        (
            TOWNS[at * len(TOWNS) // count],
            f"P{at + 1:03d}",
            f"第{at + 1}村",
            USES[at % len(USES)],
            *(f"{(at * 7 + one) % 5}.50" for one in range(14)),
            f"{157_000 + at * 311:,}.00",
            "86.96",
        )
        for at in range(count)
    )
    widths = (6, 6, 9, 9, *(4,) * 14, 8, 6)
    groups = (("", 4), ("各指标得分", 14), ("", 2))
    return Table("样本点得分", heads, rows, widths, figures=tuple(range(4, 20)), merged=(0,), groups=groups)


def _lines(count: int) -> Table:
    rows = tuple(
        (USES[at * len(USES) // count], f"第{at % 311 + 1}村", f"{1_000 + at:,}.00", f"{990 + at:,}.00", "99.00%")
        for at in range(count)
    )
    heads = ("用途", "实施单位", "预算数（元）", "实际支出数（元）", "执行率")
    total = ("合计", "", "3,999,000.00", "3,979,000.00", "99.50%")
    return Table("项目预算执行明细", heads, (*rows, total), (20, 26, 20, 20, 14), (2, 3, 4), (0,), total=True)


def _evidence(count: int) -> Table:
    rows = tuple(
        (
            str(at + 1),
            f"ZL-{at + 1:05d}",
            f"第{at % 200 + 1}村施工合同及补充协议",
            "青岚县交通运输局",
            "一手资料",
            f"2023年{at % 12 + 1}月{at % 28 + 1}日",
            "可以计分",
        )
        for at in range(count)
    )
    heads = ("序号", "资料编号", "资料名称", "提供单位", "来源性质", "收到日期", "能否计分")
    return Table("资料目录", heads, rows, (6, 12, 30, 20, 11, 11, 10), figures=(0,))
