"""An invented report: what a name gives for example, and what a template is tried with."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from jiheng.evaluation.unfit_template import TemplateUnfit
from jiheng.reports.report_templates import write_with_template
from jiheng.reports.template_checks import checked_template
from jiheng.reports.template_fields import REPORT_FIELDS, Named, NamedGroup, key_of
from jiheng.reports.template_values import values_of
from jiheng.reports.template_writing import BlockWriter
from jiheng.rules.reporting.content import Annex, Bar, Block, Chart, LiveField, ReportContent, Section, Table
from jiheng.rules.reporting.shapes import ReportKind
from jiheng.rules.reporting.templates import CheckedTemplate

CODE: Final = "7F3A-92CD-55AA-01E6"

LIVE: Final[tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]] = (
    (
        "项目",
        (
            ("主管部门", "管理这个项目的部门", "青岚县交通运输局"),
            ("实施单位", "没有另填时同主管部门", "青岚县公路事业发展中心"),
            ("评价年度", "被评价的预算年度", "2022"),
            ("评价基准日", "评价截止的那一天", "2022年12月31日"),
            ("资金来源", "有几个的用顿号隔开", "中央补助、县级预算"),
            ("项目类型", "有几个的用顿号隔开", "工程建设"),
            ("实施初衷", "立项时要解决的事", "改善农村出行条件"),
            ("评价目的", "评价方案里的评价目的", "检验资金使用效果，改进管理"),
            ("评价方法", "评价方案里的方法", "比较法、公众评判法"),
            ("依据文件数", "列入评价依据目录的文件", "12份"),
            ("主要依据", "目录里的前几份文件", "《农村公路养护管理办法》"),
        ),
    ),
    (
        "资金",
        (
            ("下达金额", "各批下达的合计", "500.00万元"),
            ("预算数", "全部用途的合计", "500.00万元"),
            ("实际支出数", "全部用途的合计", "487.50万元"),
            ("预算执行率", "实际支出数除以预算数", "97.50%"),
            ("结余", "预算数减实际支出数", "12.50万元"),
            ("主要用途", "金额最大的几项和占比", "路面修复320.00万元（占64.00%）"),
            ("用途数", "用途的项数", "4项"),
        ),
    ),
    (
        "样本",
        (
            ("抽样框数量", "可抽的单元总数", "86"),
            ("样本点数量", "抽中和选定的样本点", "12个"),
            ("样本分布", "各片区的样本点", "东片5个、西片7个"),
            ("随机样本数", "随机抽中的", "9个"),
            ("重点样本数", "人工选定的", "3个"),
            ("替换样本数", "替换进来的", "1个"),
            ("样本资金", "样本点涉及的资金", "310.00万元"),
            ("样本资金覆盖率", "样本资金占全部资金", "62.00%"),
        ),
    ),
    (
        "进度和工作",
        (
            ("进度节点数", "进度表里的节点", "8个"),
            ("按期节点数", "按期完成的", "7个"),
            ("延期节点数", "晚于计划完成的", "1个"),
            ("现场查看次数", "现场查看记录的次数", "12次"),
            ("走访次数", "走访记录的次数", "26次"),
            ("咨询次数", "咨询记录的次数", "2次"),
            ("资料数量", "编了号的资料", "143份"),
            ("问卷种数", "问卷的种数", "3种"),
            ("方法运用", "每种方法用在哪里", "比较法用于产出指标"),
            ("指标数量", "三级指标的个数", "18个"),
            ("问题数量", "问题清单里的问题", "2个"),
        ),
    ),
    (
        "结论",
        (
            ("评价得分", "冻结的总分", "86.96分"),
            ("等级", "优、良、中、差", "良"),
            ("一级指标得分情况", "各一级指标的分值、得分和得分率", "决策类18分得16.25分，得分率90.28%"),
            ("决策得分", "一级指标的得分；把“决策”换成别的一级指标也可以", "16.25分"),
            ("决策分值", "一级指标的分值", "18分"),
            ("决策得分率", "一级指标的得分率", "90.28%"),
            ("主体责任情况", "被评价单位履行绩效管理主体责任的情况", "建立了绩效管理制度"),
        ),
    ),
)
"""The names every project has, with a word and an example. ``D1得分`` and ``D1评价值`` come with its indicators."""

_SCORES = Table(
    "各评价指标得分",
    ("一级指标", "二级指标", "三级指标", "分值", "评价值", "得分"),
    (
        ("决策", "前期准备", "论证充分性", "6", "充分", "6.00"),
        ("决策", "资金分配", "分配合理性", "12", "85.42%", "10.25"),
        ("产出", "数量", "完成里程", "10", "98.00%", "9.80"),
        ("效果", "满意度", "群众满意度", "10", "91.00%", "9.10"),
    ),
    (14, 18, 28, 12, 14, 14),
    figures=(3, 5),
    merged=(0, 1),
)
_RATES = Chart(
    "各一级指标得分率",
    "条形图：决策90.28%，产出98.00%，效果91.00%。",
    Decimal(100),
    (
        Bar("决策", Decimal("90.28"), "90.28%"),
        Bar("产出", Decimal(98), "98.00%"),
        Bar("效果", Decimal(91), "91.00%"),
    ),
)
_EXECUTION = Table(
    "按用途汇总",
    ("用途", "预算数（万元）", "实际支出数（万元）", "执行率", "结余（万元）"),
    (
        ("路面修复", "320.00", "315.20", "98.50%", "4.80"),
        ("桥涵加固", "180.00", "172.30", "95.72%", "7.70"),
        ("合计", "500.00", "487.50", "97.50%", "12.50"),
    ),
    (28, 18, 20, 16, 18),
    figures=(1, 2, 3, 4),
    total=True,
)
_PROBLEMS = (
    Block(heading="1．桥涵加固晚于计划完工"),
    Block(text="具体表现：3座桥涵比合同约定晚23天完工。"),
    Block(text="判断依据：施工合同第五条约定的完工日期。"),
    Block(text="成因：雨季停工没有预留时间。"),
)
_ADVICE = Block(text="1．按汛期安排工期（针对问题1）。合同约定工期时扣除雨季停工天数。")
_POINTS = Table(
    "按区域汇总的资金",
    ("区域", "样本点数", "预算数（元）", "实际支出数（元）", "执行率"),
    (
        ("东片", "5", "1,400,000.00", "1,386,000.00", "99.00%"),
        ("西片", "7", "1,700,000.00", "1,632,000.00", "96.00%"),
        ("合计", "12", "3,100,000.00", "3,018,000.00", "97.35%"),
    ),
    (32, 14, 20, 20, 14),
    figures=(1, 2, 3, 4),
    total=True,
)
_OPINIONS = Table(
    "意见及采纳情况",
    ("序号", "单位", "章节", "意见", "采纳情况", "理由", "修改位置"),
    (("1", "青岚县交通运输局", "正文第二部分", "里程应为98公里", "采纳", "与竣工验收表一致", "正文第二部分"),),
    (6, 18, 14, 22, 12, 16, 12),
)
_MATERIALS = Table(
    "资料编号清单",
    ("资料编号", "资料名称", "类别", "来源性质", "取得方式", "取得时间", "对应指标"),
    (("QL-01-000-0001", "竣工验收表", "验收资料", "一手资料", "单位提交", "2023年3月8日", "完成里程"),),
    (20, 24, 12, 12, 10, 12, 10),
)

EXAMPLE: Final = ReportContent(
    title="2022年农村公路项目绩效评价报告",
    kind=ReportKind.FINAL,
    number=2,
    project="2022年农村公路项目",
    code="QL-2023-PJ-02",
    units=("青岚县交通运输局",),
    agency="演示评价事务所",
    leads=("郑海",),
    made_on=date(2023, 5, 20),
    run=4,
    abstract=(
        Section("abstract-1", "项目概况", (Block(text="项目修复村道98公里，预算500.00万元，执行率97.50%。"),)),
        Section("abstract-2", "评价情况", (Block(text="抽取样本点12个，评价得分86.96分，等级为“良”。"),)),
        Section("abstract-3", "需重点关注的问题", (Block(text="桥涵加固晚于计划完工，比合同约定晚23天。"),)),
        Section("abstract-4", "有关建议", (Block(text="按汛期安排工期，合同里扣除雨季停工天数。"),)),
    ),
    body=(
        Section("body-1", "项目概况", (Block(text="项目由青岚县交通运输局管理。"), Block(table=_EXECUTION))),
        Section("body-2", "绩效评价工作开展情况", (Block(text="抽取样本点12个。"), Block(table=_SCORES))),
        Section("body-3", "评价结论", (Block(text="评价得分86.96分，等级为“良”。"), Block(chart=_RATES))),
        Section("body-4", "存在的问题及原因", _PROBLEMS),
        Section("body-5", "有关建议", (_ADVICE,)),
    ),
    annexes=(
        Annex("indicators", "评价指标表", (Block(table=_SCORES),), wide=True),
        Annex("points", "样本点分类汇总表", (Block(table=_POINTS),)),
        Annex("opinions", "意见及采纳情况", (Block(table=_OPINIONS),), wide=True),
        Annex("materials", "资料清单", (Block(table=_MATERIALS),)),
    ),
    fields=tuple(LiveField(name, value, group) for group, rows in LIVE for name, _, value in rows),
)


def single_fields() -> tuple[NamedGroup, ...]:
    """Every single field by group, with a word and an example."""
    live = (NamedGroup(title, tuple(Named(*row) for row in rows)) for title, rows in LIVE)
    return (NamedGroup("报告", REPORT_FIELDS), *live)


def known_fields() -> tuple[str, ...]:
    """The names every project's live fields have."""
    return tuple(one.name for one in EXAMPLE.fields)


def tried(docx: bytes, write: BlockWriter) -> bytes:
    """The template filled with the example. Raises ``TemplateUnfit``."""
    have = values_of(EXAMPLE)
    names = (name for name in checked_template(docx, known_fields()).fields if key_of(name) not in have)
    more = tuple(LiveField(name, "90.00%" if name.endswith("率") else "5.00分", "指标得分") for name in names)
    return write_with_template(docx, replace(EXAMPLE, fields=(*EXAMPLE.fields, *more)), write, code=CODE)


def fit_template(docx: bytes, write: BlockWriter) -> CheckedTemplate:
    """What a template uses and everything wrong with it, found by reading it and then by trying it out."""
    checked = checked_template(docx, known_fields())
    if checked.faults:
        return checked
    try:
        tried(docx, write)
    except TemplateUnfit as unfit:
        return CheckedTemplate((), unfit.faults)
    return checked
