"""A report as an office would send it: long sections, charts, twelve annexes, tables of eighteen columns."""

from datetime import date
from decimal import Decimal

from jiheng.rules.reporting.content import Annex, Bar, Block, Chart, ReportContent, Section, Table
from jiheng.rules.reporting.shapes import ReportKind

OVERVIEW = (
    "按照《青岚县预算绩效管理办法》和县财政局2023年度绩效评价计划，受县财政局委托，评价机构于2023年2月至5月对该项目开展"
    "绩效评价。项目预算安排资金4,862.35万元，其中中央补助资金3,200.00万元、县级配套资金1,662.35万元；截至评价基准日，"
    "实际支出4,633.82万元，预算执行率95.30%。资金主要用于村道硬化、桥梁维修、安全设施和日常养护四个方面。\n"
    "（一）项目背景。全县农村公路通车里程1,386.4公里，其中等级以下路段占21.6%，群众出行不便，农产品运输成本偏高。\n"
    "1.立项依据充分。项目列入县“十四五”交通运输发展规划，经县人民政府常务会议研究同意，履行了可行性研究和评审程序。\n"
    "2.绩效目标明确。年度目标为新建改建村道62.5公里，维修桥梁8座，养护优良路率不低于85%，群众满意度不低于90%。"
)
PROBLEM = (
    "部分样本点前期论证不充分。抽查的24个样本点中，有5个样本点在施工期间变更了设计，变更金额合计136.40万元，占五个样本点"
    "合同金额的18.7%。其中石桥村样本点因地质勘察深度不够，路基处理方案调整了两次，完工时间比计划晚了74天。判断依据为施工"
    "合同、设计变更审批单和交工验收报告（资料编号ZL-0031、ZL-0032、ZL-0047）。"
    "成因是主管部门在项目库评审时侧重资金额度，没有把勘察深度列为入库条件；实施单位对设计单位成果的复核流于形式。"
)
WORK = (
    "评价组采用比较法、因素分析法和公众评判法，收集资料412份，现场核查样本点24个，发放问卷360份，收回有效问卷341份。"
    "样本点按照用途、区域和管理模式分层，用固定种子随机抽取，抽样过程可以重现。"
)


def full_content(kind: ReportKind = ReportKind.FINAL) -> ReportContent:
    """The report; what its figures say is invented."""
    return ReportContent(
        title="2022年青岚县农村公路建设和养护补助项目绩效评价报告",
        kind=kind,
        number=2,
        project="2022年青岚县农村公路建设和养护补助项目",
        code="QL-2023-PJ-02",
        units=("青岚县交通运输局", "青岚县公路事务中心", "青岚县乡村振兴局"),
        agency="演示评价事务所（特殊普通合伙）",
        leads=("郑海", "何静"),
        made_on=date(2023, 5, 20),
        run=4,
        marks=("参照执行",),
        abstract=(
            Section("abstract-1", "项目概况", (Block(text=OVERVIEW),)),
            Section("abstract-2", "评价情况", (Block(text=f"{WORK}\n评价得分86.96分，等级为“良”。"),)),
            Section("abstract-3", "需重点关注的问题", (Block(text="\n".join([PROBLEM] * 2)),)),
            Section("abstract-4", "有关建议", (Block(text="1.把勘察深度列为入库条件。\n2.按月通报资金支付进度。"),)),
        ),
        body=(_overview(), _work(), _verdict(), _problems(), _advice()),
        annexes=_annexes(),
    )


def _overview() -> Section:
    blocks = (
        Block(heading="项目背景和立项依据", text=OVERVIEW),
        Block(heading="预算及执行情况", text=WORK, table=_budget()),
        Block(heading="资金主要用途", text="\n".join([OVERVIEW, WORK])),
    )
    return Section("body-1", "项目概况", blocks)


def _work() -> Section:
    blocks = (
        Block(heading="评价依据", text="\n".join([WORK] * 3)),
        Block(heading="样本确定", text="\n".join([WORK] * 4)),
        Block(heading="各评价指标得分", text="各评价指标得分见下表。"),
        Block(table=_scores()),
        Block(chart=_rates()),
        Block(heading="特色做法", text="无"),
    )
    return Section("body-2", "绩效评价工作开展情况", blocks)


def _verdict() -> Section:
    text = Block(text="\n".join([OVERVIEW, WORK]))
    return Section("body-3", "评价结论", (text, Block(chart=_rates(30)), Block(heading="典型案例", text=PROBLEM)))


def _problems() -> Section:
    return Section(
        "body-4", "存在的问题及原因", tuple(Block(heading=f"（{at}）问题", text=PROBLEM) for at in "一二三四")
    )


def _advice() -> Section:
    return Section("body-5", "有关建议", (Block(text="\n".join([PROBLEM] * 3)),))


def _annexes() -> tuple[Annex, ...]:
    text = Block(text="无")
    return (
        Annex("indicators", "评价指标及计分规则表", (Block(table=_indicators()),), wide=True),
        Annex("scores", "样本点各指标得分表", (Block(table=wide_table(40)),), wide=True),
        Annex("lines", "项目预算执行明细表", (Block(table=_lines(90)),)),
        Annex("summary", "项目预算执行汇总表", (Block(table=_budget()), Block(table=_lines(12)))),
        Annex("schedule", "项目实施进度表", (Block(table=_lines(6)),)),
        Annex("points", "样本点基础信息表", (Block(table=_evidence(60)),), wide=True),
        Annex("groups", "样本点分类汇总表", (Block(heading="按用途", table=_budget()),)),
        Annex("survey", "调查问卷", (Block(text="\n".join(f"{at}.您对村道养护是否满意？" for at in range(1, 20))),)),
        Annex("issues", "调查问题梳理表", (Block(table=_empty()),)),
        Annex("opinions", "征求意见及采纳情况表", (Block(table=_opinions()),), wide=True),
        Annex("evidence", "资料目录", (Block(table=_evidence(120)),), wide=True),
        Annex("notes", "其他需要说明的事项", (text,)),
    )


def _budget() -> Table:
    rows = (
        ("中央补助", "村道硬化", "24,000,000.00", "23,112,450.18", "96.30%"),
        ("中央补助", "桥梁维修", "8,000,000.00", "7,543,219.00", "94.29%"),
        ("县级配套", "安全设施", "10,623,500.00", "9,982,547.66", "93.97%"),
        ("县级配套", "日常养护", "6,000,000.00", "5,700,000.00", "95.00%"),
        ("合计", "", "48,623,500.00", "46,338,216.84", "95.30%"),
    )
    heads = ("资金来源", "用途", "预算数", "实际支出数", "执行率")
    note = "注：金额单位为元；实际支出数取自国库集中支付系统，截至2022年12月31日。"
    return Table("预算执行情况", heads, rows, (18, 22, 22, 24, 14), (2, 3, 4), (0,), total=True, note=note)


def _scores() -> Table:
    levels = (("决策", 6), ("过程", 8), ("产出", 10), ("效益", 6))
    rows = tuple(
        (
            level,
            f"二级指标{at // 2 + 1}",
            f"{level}类第{at + 1}项三级指标的名称",
            "3.00",
            f"2.{90 - at}",
            f"{97 - at}.00%",
        )
        for level, count in levels
        for at in range(count)
    )
    heads = ("一级指标", "二级指标", "三级指标", "分值", "得分", "得分率")
    total = ("合计", "", "", "100.00", "86.96", "86.96%")
    return Table("各评价指标得分", heads, (*rows, total), (12, 18, 36, 10, 12, 12), (3, 4, 5), (0, 1), total=True)


def _rates(count: int = 4) -> Chart:
    names = ("决策", "过程", "产出", "效益")
    bars = tuple(
        Bar(names[at] if count == 4 else f"第{at + 1}村样本点", Decimal(98 - at), f"{98 - at}.00%")
        for at in range(count)
    )
    return Chart(
        "得分率比较", "条形图：" + "，".join(f"{bar.label}{bar.text}" for bar in bars) + "。", Decimal(100), bars
    )


def _indicators() -> Table:
    rule = "实际完成数÷计划完成数×100%；达到目标值得满分，低于目标值的按比例扣分，低于60%的不得分"
    rows = tuple(
        (
            ("决策", "过程", "产出", "效益")[at // 8],
            f"二级指标{at // 2 + 1}",
            f"第{at + 1}项三级指标名称",
            "3.00",
            "≥95%",
            "《青岚县农村公路养护管理办法》（青政发〔2021〕12号）",
            rule,
            "没有合同或者验收资料的样本点不得分；逾期完工的每10天扣5%，扣完为止",
        )
        for at in range(32)
    )
    heads = ("一级指标", "二级指标", "三级指标", "分值", "目标值", "目标值来源", "口径和公式", "得分条件和扣分规则")
    return Table("评价指标及计分规则", heads, rows, (7, 10, 14, 6, 8, 16, 20, 19), (3,), (0, 1))


def wide_table(count: int) -> Table:
    """Eighteen columns: names to the left, points of each indicator, money at the end."""
    heads = (
        "片区",
        "样本点",
        "用途",
        *(f"产出指标{at}" for at in range(1, 12)),
        "预算数（元）",
        "支出数（元）",
        "得分",
        "等级",
    )
    rows = tuple(
        (
            ("东片", "西片", "南片", "北片")[at * 4 // count],
            f"第{at + 1}村",
            ("村道硬化", "桥梁维修")[at % 2],
            *(f"{(at + one) % 6}.75" for one in range(11)),
            f"{1_231_570 + at * 3_110:,}.45",
            f"{1_130_570 + at * 3_110:,}.00",
            "86.96",
            "良",
        )
        for at in range(count)
    )
    groups = (("", 3), ("产出指标得分", 11), ("资金", 2), ("", 2))
    widths = (6, 7, 7, *(5,) * 11, 8, 8, 5, 4)
    return Table("样本点得分", heads, rows, widths, tuple(range(3, 17)), (0,), groups)


def _lines(count: int) -> Table:
    rows = tuple(
        (
            ("村道硬化", "桥梁维修", "安全设施")[at * 3 // count],
            f"青岚县第{at + 1}村村民委员会",
            f"{31_570 + at * 311:,}.00",
            f"{30_000 + at * 311:,}.00",
            "2022年12月31日",
        )
        for at in range(count)
    )
    heads = ("用途", "实施单位", "预算数（元）", "支出数（元）", "完工日期")
    return Table("项目预算执行明细", heads, rows, (16, 32, 18, 18, 16), (2, 3), (0,))


def _evidence(count: int) -> Table:
    rows = tuple(
        (
            str(at + 1),
            f"ZL-{at + 1:04d}",
            f"第{at + 1}村施工合同及补充协议",
            "青岚县交通运输局",
            "一手资料",
            "2023年3月14日",
            "可以计分",
        )
        for at in range(count)
    )
    heads = ("序号", "资料编号", "资料名称", "提供单位", "来源性质", "收到日期", "能否计分")
    return Table("资料目录", heads, rows, (5, 11, 30, 20, 11, 12, 11), (0,))


def _opinions() -> Table:
    rows = tuple(
        (
            str(at),
            "青岚县交通运输局",
            "四、存在的问题及原因",
            PROBLEM,
            "部分采纳",
            f"已核实设计变更资料。{WORK}",
            "正文第四部分",
        )
        for at in range(1, 7)
    )
    heads = ("序号", "单位", "章节", "意见", "采纳情况", "理由", "修改之处")
    return Table("意见及采纳情况", heads, rows, (5, 12, 12, 30, 8, 23, 10), (0,))


def _empty() -> Table:
    return Table("调查问题梳理", ("序号", "问题", "反映人数", "核实情况"), (), (8, 42, 14, 36), (2,))
