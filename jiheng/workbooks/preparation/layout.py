"""The workbook of a preparation as one table: sheets of the project, its team, its basis and its money."""

from typing import Final, NamedTuple

from jiheng.rules.agencies.shapes import Declaration, TeamMember, TeamReview, TeamRole
from jiheng.rules.basis.force import DocumentKind
from jiheng.rules.basis.issuers import IssuerLevel
from jiheng.rules.basis.shapes import BasisDocument, MaterialClass, Provision
from jiheng.rules.execution.shapes import Dimension, FundLine, Release
from jiheng.rules.preparation.communications import (
    BRIEFING_POINTS,
    MINUTES_POINTS,
    SERVICE_POINTS,
    CommunicationKind,
)
from jiheng.rules.preparation.rulebooks import OFFERED
from jiheng.rules.preparation.shapes import Communication, Project, Task
from jiheng.rules.sampling.shapes import ManualPoint, SamplingPlan, SizeMethod, UncoveredReason, UnitKind
from jiheng.rules.schedule.shapes import DateDemand, NodeKind, ScheduleNode
from jiheng.workbooks.preparation.columns import Column, Owner, Sheet
from jiheng.workbooks.preparation.kinds import Choice, Day, Figure, Money, Text, Whole, YesNo, choice_of
from jiheng.workbooks.preparation.layout_indicators import INDICATOR_SHEETS
from jiheng.workbooks.preparation.layout_residence import RESIDENCE_SHEETS
from jiheng.workbooks.preparation.list_kinds import Lines, Listed, NamedLines, Pairs

DAY: Final = Day()
MONEY: Final = Money()
MONEY_OR_ZERO: Final = Money(zero=True)
RATIO: Final = Figure(ratio=True)
MAYBE: Final = YesNo()
YES_OR_NO: Final = YesNo(blank=False)
DIMENSION: Final = choice_of(Dimension)
MATERIAL: Final = Choice(tuple(MaterialClass), tuple(kind.label for kind in MaterialClass))

EVALUATOR_KINDS: Final = ("市财政局", "市财政局委托的第三方机构", "区县财政局", "主管部门")
LEVELS: Final = ("市级", "区县级", "乡镇级")
PROJECT_TYPES: Final = ("工程建设", "补助补贴", "购买服务", "产业引导", "设备购置")
INSTRUMENTS: Final = OFFERED
UNITS_BY_USE: Final = Pairs(choice_of(UnitKind), "道路工程=工程合同、管护服务=服务提供方和区域")


class Waiver(NamedTuple):
    """A reason given for a warning."""

    code: str
    reason: str


PROJECT: Final = Sheet(
    "项目基本信息",
    "project",
    Project,
    (
        Column("项目编码", "code"),
        Column("项目名称", "name", required=True, width=60),
        Column("评价主体", "evaluator_kind", Text(EVALUATOR_KINDS), advice="谁组织评价"),
        Column("评价机构", "agency", advice="受托第三方的全称；财政部门自行评价的写财政部门"),
        Column("规则包", "instrument", Text(INSTRUMENTS), advice="一般不改"),
        Column("项目层级", "level", Text(LEVELS), advice="资金属于哪一级"),
        Column("参照执行", "by_reference", YES_OR_NO, advice="不属市财政局评价市级项目的，填“是”"),
        Column("主管部门", "department"),
        Column("实施单位", "implementing_unit"),
        Column("主管部门即实施单位", "same_unit", YES_OR_NO, advice="是同一单位的，管理类指标不必分设"),
        Column("评价基准日", "evaluation_date", DAY, advice="计划时间和逾期天数都按这一天算"),
        Column("预算年度", "budget_year", Whole(), advice="如 2022"),
        Column("上位制度依据", "basis_rules", Lines(), advice="一行写一个文件名称"),
        Column("实施初衷", "purposes", Lines(), advice="一行写一条，效果指标要与其中一条对应"),
        Column("项目类型", "project_types", Listed(usual=PROJECT_TYPES), advice="可以写几个，用顿号隔开"),
        Column("资金来源", "fund_sources", Listed(), advice="各渠道用顿号隔开，如：市级补助、县级配套"),
        Column("有资金配套要求", "has_matching_fund", MAYBE, advice="下级政府或受益对象要配套的，填“是”"),
        Column("有直接受益对象", "has_beneficiary", MAYBE),
        Column("属产业或行为引导", "is_guidance", MAYBE),
        Column("对特定人群补助", "subsidises_people", MAYBE, advice="引导、补助类要走访获益和没有获益的人"),
        Column("有政府采购或购买服务", "has_procurement", MAYBE, advice="有的要查看采购资料"),
        Column("有验收程序", "has_acceptance", MAYBE, advice="有的要查看验收资料"),
        Column("有奖励、补助或补贴", "has_subsidy", MAYBE, advice="有的要查看申请、承诺等资料"),
        Column("有特定实施场地", "has_site", MAYBE, advice="有的要到现场查看并拍照"),
        Column("由上级审批", "approved_above", MAYBE, advice="由上级审批的，决策资料查看申报和审批"),
        Column("涉及支出政策", "concerns_policy", MAYBE, advice="涉及的要分析政策影响"),
        Column("评价目的", "objective", width=60),
        Column("同时选用的规则包", "also", Listed(usual=INSTRUMENTS), advice="一般不填"),
        Column("主评人", "leads", Listed(), advice="留空由评价小组的角色定；多人的用顿号隔开"),
        Column("委托单位", "commissioner", advice="委托评价的单位全称"),
        Column("其他涉及单位", "other_units", Listed(), advice="主管部门、实施单位以外的，用顿号隔开"),
        Column("机构代编过的文件", "agency_drafted", Listed(), advice="评价机构为本项目代编过的，如：可行性研究报告"),
        Column("所属行业", "industries", Listed(), advice="评价小组要懂的行业，用顿号隔开"),
        Column("评价方法", "methods", Listed(), advice="如：比较法、因素分析法"),
        Column("工作纪律", "discipline", width=60),
        Column("指标完善意见", "indicator_opinions", width=60, advice="没有的写“无意见”"),
        Column("合同开始日期", "contract_starts", DAY),
        Column("合同结束日期", "contract_ends", DAY),
    ),
    "每行填一项。标“*”的必填。",
    form=True,
    blanks={"instrument": "cq2023-7"},
)  # fmt: skip

TEAM: Final = Sheet(
    "评价小组",
    "team",
    TeamMember,
    (
        Column("姓名", "name", required=True),
        Column("角色", "role", choice_of(TeamRole, TeamRole.MEMBER), advice="主评人一般1人；多于1人的指定第一主评人"),
        Column("专业", "profession"),
        Column("职称", "title"),
        Column("资格证书", "certificates", width=20),
        Column("从业年限", "years", Whole(), advice="从事相关工作的年数"),
        Column("分工", "duties", width=30),
        Column("指导过本项目目标", "guided_goal", MAYBE, advice="为本项目指导完善过绩效目标的填“是”"),
        Column("驻点", "resident", MAYBE, advice="驻财政部门办公的填“是”，没有驻点要求的留空"),
        Column("业务骨干", "backbone", MAYBE),
    ),
    "评价小组全体成员，一人一行。",
)

DECLARATIONS: Final = Sheet(
    "利益关系声明",
    "declarations",
    Declaration,
    (
        Column("姓名", "person", required=True, advice="与评价小组一致"),
        Column("涉及单位", "unit", required=True, width=26, advice="主管部门、实施单位等，一个单位一行"),
        Column("利益关系", "relation", width=30, advice="没有的留空"),
        Column("关系终止日期", "until", DAY, advice="已经结束的填"),
        Column("签署日期", "signed_on", DAY),
        Column("认定应回避", "recused", MAYBE, advice="由财政部门认定，没有认定的留空"),
    ),
    "每人对每个涉及单位各声明一行。",
)

REVIEW: Final = Sheet(
    "工作组备案审核",
    "team_review",
    TeamReview,
    (
        Column("人员结构符合", "structure", MAYBE),
        Column("专业能力符合", "capability", MAYBE),
        Column("回避符合", "recusal", MAYBE),
        Column("审核意见", "opinion", width=60),
        Column("审核日期", "reviewed_on", DAY),
    ),
    "财政部门对评价工作组的审核。没有这道手续的留空。",
    form=True,
    optional=True,
)

POINTS: Final = (
    (CommunicationKind.MINUTES, MINUTES_POINTS),
    (CommunicationKind.BRIEFING, BRIEFING_POINTS),
    (CommunicationKind.SERVICE, SERVICE_POINTS),
)

COMMUNICATIONS: Final = Sheet(
    "沟通和交底",
    "communications",
    Communication,
    (
        Column("种类", "kind", Text(tuple(CommunicationKind)), required=True),
        Column("日期", "held_on", DAY),
        Column("参加人", "people", width=24),
        *(Column(point, "points", width=22, part=point,
                 advice=f"{kind}填") for kind, points in POINTS for point in points),
        Column("其他要点", "points", NamedLines(), width=22, advice="一行写一条，如：风险：已核实"),
    ),
    "与被评价单位的沟通纪要，财政部门对第三方机构的交底和服务沟通，一次一行。",
)  # fmt: skip

DOCUMENTS: Final = Sheet(
    "依据文件",
    "documents",
    BasisDocument,
    (
        Column("文件简称", "key", required=True, advice="别的表用它指这份文件，不重复；一般写文号", width=20),
        Column("文件名称", "title", required=True, width=40),
        Column("发文机关", "issuer", width=20),
        Column("机关层级", "issuer_level", Text(tuple(IssuerLevel))),
        Column("文种", "kind", Text(tuple(DocumentKind))),
        Column("文号", "number", width=20),
        Column("印发日期", "issued_on", DAY),
        Column("施行日期", "effective_from", DAY),
        Column("失效日期", "effective_to", DAY, advice="现行的留空"),
        Column("资料类别", "material", MATERIAL, width=24),
        Column("取得方式", "channel", Text(("自行收集", "财政部门提供", "被评价单位提供"))),
        Column("效力层级", "force", Whole(), advice="一般留空，由系统按机关层级和文种定；改的要写理由"),
        Column("效力校正理由", "force_reason", width=24),
    ),
    "收集到的全部评价依据。顺序不限，目录由系统按效力高低、印发先后排。",
)

PROVISIONS: Final = Sheet(
    "事项规定",
    "provisions",
    Provision,
    (
        Column("文件简称", "document", required=True, width=20, advice="与依据文件一致"),
        Column("事项", "matter", required=True, width=20),
        Column("规定内容", "content", width=44),
        Column("与哪份文件冲突", "conflicts_with", width=20, advice="写上级文件的简称，不冲突的留空"),
        Column("认定人", "decided_by"),
        Column("认定日期", "decided_on", DAY),
        Column("限事项列入", "kept_for", width=20, advice="冲突的文件仍须列入的，写限定的事项"),
        Column("属时间要求", "about_time", YES_OR_NO, advice="时间要求不一致不算冲突"),
    ),
    "文件对具体事项怎样规定。上下级文件有冲突的，在下级文件那一行认定。",
)

RELEASES: Final = Sheet(
    "下达文件",
    "releases",
    Release,
    (
        Column("文号", "number", required=True, width=24, advice="预算执行明细用它指这份文件"),
        Column("文件名称", "title", width=40),
        Column("发文机关", "issuer", width=20),
        Column("下达日期", "released_on", DAY),
        Column("下达金额", "amount", MONEY_OR_ZERO, required=True, width=18, advice="元"),
        Column("未分配余额", "unallocated", MONEY_OR_ZERO, width=18, advice="元，没有的填0"),
    ),
    "项目预算下达文件。金额以元计，写“1.24万元”也能读。",
)

LINES: Final = Sheet(
    "预算执行明细",
    "lines",
    FundLine,
    (
        Column("序号", "number", width=8, required=True),
        Column("下达文件", "release", required=True, width=22, advice="写文号"),
        Column("再次分配时间", "allocated_on"),
        Column("分配方式", "method"),
        Column("分配标准", "standard", width=18),
        Column("管理模式", "management"),
        Column("用途", "use", width=18),
        Column("区域", "area"),
        Column("资金到达对象", "payee", width=24),
        Column("预算数", "budget", MONEY_OR_ZERO, required=True, width=16, advice="元"),
        Column("实际支出数", "actual", MONEY, width=16, advice="元；没有支出填0，没有收集留空"),
        Column("支出凭据编号", "voucher", width=16),
        Column("合同", "contract", width=20, advice="工程类填合同编号"),
        Column("服务提供方", "provider", width=20, advice="购买服务填"),
        Column("备注", "note", width=20),
    ),
    "以下达文件为基准的明细。七个主要维度没有取值的写“不适用”。",
)

SCHEDULE: Final = Sheet(
    "实施进度",
    "schedule",
    ScheduleNode,
    (
        Column("节点编号", "number", required=True, advice="全表不重复，时间要求用它指这个节点"),
        Column("实施内容", "name", required=True, width=26),
        Column("节点类型", "kind", choice_of(NodeKind, NodeKind.USUAL), advice="工程类要有开工、里程碑、竣工"),
        Column("用途", "use", width=18),
        Column("区域", "area"),
        Column("管理模式", "management"),
        Column("计划时间", "planned", DAY, advice="留空由系统按依据取；填了就核对"),
        Column("实际时间", "actual", DAY),
        Column("未发生", "not_happened", YES_OR_NO, advice="到基准日仍未发生的填“是”"),
        Column("偏差原因", "reason", width=26),
        Column("印证资料编号", "evidence"),
    ),
    "按用途、区域、管理模式分别填列。",
)

DEMANDS: Final = Sheet(
    "进度时间要求",
    "demands",
    DateDemand,
    (
        Column("文件简称", "document", required=True, width=22, advice="与依据文件一致"),
        Column("要求时间", "day", DAY, required=True),
    ),
    "每份文件对一个节点要求的时间，一条一行。几份文件要求不同的，都写上。",
    owner=Owner("实施进度", "number", "demands"),
)

SAMPLING: Final = Sheet(
    "抽样方案",
    "sampling",
    SamplingPlan,
    (
        Column("抽样单元", "unit_kind", choice_of(UnitKind, UnitKind.PAYEE), advice="工程按合同，购买服务按提供方"),
        Column("分层维度", "strata", Listed(DIMENSION), advice="用顿号隔开，如：用途、区域", width=60),
        Column("样本量方法", "size_method", choice_of(SizeMethod, SizeMethod.COUNT)),
        Column("样本数量", "size", Whole(), advice="方法是“指定数量”时填"),
        Column("资金覆盖率", "coverage", RATIO, advice="方法是“资金覆盖率”时填，如 30%"),
        Column("置信度", "confidence", RATIO, advice="方法是“置信度和误差”时填，如 95%"),
        Column("允许误差", "margin", RATIO, advice="如 5%"),
        Column("预计比例", "proportion", RATIO, advice="不知道的留空，按 50% 算"),
        Column("随机种子", "seed", advice="任意文字或数字，同一种子抽出同样的样本点"),
        Column("抽取日期", "drawn_on", DAY),
        Column("抽取人", "drawn_by"),
        Column("线下抽样记录", "offline", advice="在纸面抽取的，写方法、过程、见证人"),
        Column("线下抽中的样本点", "offline_units", Listed(), advice="用顿号隔开"),
        Column(
            "各用途的抽样单元", "kinds_by_use", UNITS_BY_USE, advice="与上面不同的用途才写，如：道路工程=工程合同"
        ),
    ),
    "样本点怎样抽。每行填一项。",
    form=True,
)

MANUAL: Final = Sheet(
    "人工加选和替换",
    "manual_points",
    ManualPoint,
    (
        Column("样本点", "unit", required=True, width=30),
        Column("理由", "reason", width=44),
        Column("替换哪个样本点", "replaces", width=30, advice="是加选的留空"),
    ),
    "重点样本人工加选，或抽中的无法调查而替换。都要写理由。",
    optional=True,
)

UNCOVERED: Final = Sheet(
    "未覆盖说明",
    "uncovered",
    UncoveredReason,
    (
        Column("维度", "dimension", DIMENSION, required=True),
        Column("取值", "value", required=True, width=24),
        Column("没有样本点的理由", "reason", width=50),
    ),
    "主要维度有取值一个样本点也没有的，在这里说明。",
    optional=True,
)

TASKS: Final = Sheet(
    "分工和时间",
    "tasks",
    Task,
    (
        Column("工作", "name", required=True, width=36),
        Column("人员", "people", width=30),
        Column("开始日期", "starts", DAY),
        Column("完成日期", "ends", DAY),
    ),
    "评价方案的人员分工和时间节点。",
)

WAIVERS: Final = Sheet(
    "放行理由",
    "waivers",
    Waiver,
    (
        Column("代码", "code", required=True, advice="提醒的代码，如 W-B9-7"),
        Column("理由", "reason", width=70),
    ),
    "提醒（W- 开头）写明理由即可放行，理由会显示在检查结果里。阻断（E- 开头）不能放行。",
    optional=True,
)

SHEETS: Final = (
    PROJECT, TEAM, DECLARATIONS, REVIEW, *RESIDENCE_SHEETS, COMMUNICATIONS, DOCUMENTS, PROVISIONS, RELEASES, LINES,
    SCHEDULE, DEMANDS, SAMPLING, MANUAL, UNCOVERED, *INDICATOR_SHEETS, TASKS, WAIVERS,
)  # fmt: skip
"""Every sheet of the workbook, in order."""
