"""The sheets of the field work: what was asked for, looked at, heard, and made of it (文件B 第三章)."""

from typing import Final

from jiheng.rules.evidence.analysis_shapes import Comparison, ComparisonNote, MethodUse, Problem
from jiheng.rules.evidence.nine_kinds import NINE_KINDS
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem, Reminder
from jiheng.rules.evidence.shapes import (
    KindAnswer,
    KindNote,
    ManagementView,
    ObtainMethod,
    ProofNote,
    Side,
    Subject,
    WayNote,
)
from jiheng.rules.evidence.visit_shapes import Consultation, Consulted, SiteVisit, Visit, Visited, VisitTopic
from jiheng.workbooks.preparation.columns import Column, Sheet
from jiheng.workbooks.preparation.kinds import Choice, Day, Text, choice_of
from jiheng.workbooks.preparation.list_kinds import Listed

DAY: Final = Day()
KINDS: Final = Choice(NINE_KINDS, tuple(kind.value for kind in NINE_KINDS))
VISITED: Final = Listed(of=choice_of(Visited))
NUMBERS: Final = Listed()
WAYS_SENT: Final = ("当面送达", "邮寄", "政务邮箱", "传真")
METHODS_USUAL: Final = ("成本效益分析法", "比较法", "因素分析法", "最低成本法", "公众评判法", "标杆管理法")

NOTICES: Final = Sheet(
    "资料提交通知",
    "notices",
    Notice,
    (
        Column("通知编号", "number", required=True, width=20),
        Column("送达单位", "to", required=True, width=26, advice="被评价单位或实施单位"),
        Column("提交期限", "due", DAY),
        Column("责任条款", "truth_clause", width=40, advice="不能改动模板的原文，可以增加"),
        Column("后果条款", "consequence_clause", width=40, advice="同上"),
        Column("发出日期", "sent_on", DAY),
        Column("送达方式", "method", Text(WAYS_SENT)),
        Column("送达凭证", "receipt", width=24, advice="回执、签收人等"),
    ),
    "向被评价单位、实施单位发出的书面通知，一份一行。",
    optional=True,
)

ITEMS: Final = Sheet(
    "通知所列资料",
    "notice_items",
    NoticeItem,
    (
        Column("通知编号", "notice", required=True, width=20, advice="与资料提交通知一致"),
        Column("资料名称", "name", required=True, width=44),
        Column("关联指标", "indicators", Listed(), width=20, advice="指标编号，用顿号隔开"),
        Column("交齐日期", "received_on", DAY, advice="还没有交齐的留空"),
    ),
    "通知要求提交的资料，一项一行。",
    optional=True,
)

REMINDERS: Final = Sheet(
    "督促记录",
    "reminders",
    Reminder,
    (
        Column("通知编号", "notice", required=True, width=20, advice="与资料提交通知一致"),
        Column("督促单位", "to", width=26, advice="被评价单位"),
        Column("督促日期", "reminded_on", DAY),
        Column("方式", "method", width=20),
    ),
    "到期没有交的，联系被评价单位协助或督促，一次一行。",
    optional=True,
)

KIND_NOTES: Final = Sheet(
    "无资料说明",
    "kind_notes",
    KindNote,
    (
        Column("资料类别", "kind", KINDS, required=True, width=20),
        Column("情况", "answer", choice_of(KindAnswer), required=True),
        Column("原因", "reason", width=50),
    ),
    "九类业务资料里没有资料的，写明未提供还是不适用，为什么。",
    optional=True,
)

WAY_NOTES: Final = Sheet(
    "取得方式说明",
    "way_notes",
    WayNote,
    (
        Column("取得方式", "way", choice_of(ObtainMethod), required=True),
        Column("没有用的原因", "reason", width=60),
    ),
    "查看资料、查看现场、走访调查都应当用；没有用的写明原因。",
    optional=True,
)

VIEWS: Final = Sheet(
    "管理情况查看",
    "views",
    ManagementView,
    (
        Column("管理方面", "side", choice_of(Side), required=True),
        Column("查看对象", "subject", choice_of(Subject), required=True),
        Column("查看情况", "found", width=60, advice="资金和资产管理、成本控制、支出标准建设等"),
        Column("不适用的原因", "declined", width=30),
        Column("查看日期", "viewed_on", DAY),
        Column("资料编号", "materials", NUMBERS, width=24, advice="用顿号隔开"),
    ),
    "四个方面，被评价单位和实施单位各看一遍。",
    optional=True,
)

SITE_VISITS: Final = Sheet(
    "现场查看记录",
    "site_visits",
    SiteVisit,
    (
        Column("记录编号", "number", required=True),
        Column("地点", "place", width=30),
        Column("查看日期", "visited_on", DAY),
        Column("参加人", "people", width=24),
        Column("查看情况", "found", width=50),
        Column("照片编号", "photos", NUMBERS, width=24, advice="资料编号，用顿号隔开"),
        Column("样本点", "point", width=36),
    ),
    "到实施现场看到的情况，一次一行。",
    optional=True,
)

VISITS: Final = Sheet(
    "走访记录",
    "visits",
    Visit,
    (
        Column("记录编号", "number", required=True),
        Column("走访对象", "kinds", VISITED, width=26, advice="可以写几个，用顿号隔开"),
        Column("走访日期", "visited_on", DAY),
        Column("受访人", "person", width=20),
        Column("地点", "place", width=24),
        Column("走访人", "visitors", width=20),
        *(Column(topic.value, "said", width=26, part=topic) for topic in VisitTopic),
        Column("资料编号", "materials", NUMBERS, width=24),
    ),
    "走访谈话，一次一行。受访人写代号也可以。",
    optional=True,
)

PROOF_NOTES: Final = Sheet(
    "其他印证方式",
    "proof_notes",
    ProofNote,
    (
        Column("指标编号", "indicator", required=True),
        Column("印证方式", "proved_by", width=60, advice="没有现场和走访资料的，用什么方式印证"),
    ),
    "产出、效果指标没有现场查看或走访资料的，在这里说明。",
    optional=True,
)

METHODS: Final = Sheet(
    "分析方法",
    "methods",
    MethodUse,
    (
        Column("分析方法", "name", Text(METHODS_USUAL), required=True, width=20),
        Column("怎样运用", "purpose", width=60),
    ),
    "用了哪些分析方法，一般不少于2种。",
    optional=True,
)

COMPARISONS: Final = Sheet(
    "比较分析",
    "comparisons",
    ComparisonNote,
    (
        Column("比较", "comparison", choice_of(Comparison), required=True, width=20),
        Column("比较结果", "said", width=60),
        Column("不做的原因", "declined", width=30),
    ),
    "实际与计划、批复、规则、历史、同行比，支出与预算、绩效比，措施与效果比。",
    optional=True,
)

PROBLEMS: Final = Sheet(
    "问题清单",
    "problems",
    Problem,
    (
        Column("问题", "title", required=True, width=30),
        Column("具体表现", "phenomenon", width=40),
        Column("判断依据", "basis", width=36),
        Column("成因", "cause", width=30),
        Column("差距", "gap", width=20),
        Column("来自哪项比较", "compared", choice_of(Comparison), width=18),
        Column("关联指标", "indicators", Listed(), width=18, advice="指标编号，用顿号隔开"),
        Column("资料编号", "materials", NUMBERS, width=24),
    ),
    "发现的问题，一个一行。评价报告的问题从这里取。",
    optional=True,
)

CONSULTATIONS: Final = Sheet(
    "咨询记录",
    "consultations",
    Consultation,
    (
        Column("咨询的问题", "question", required=True, width=40),
        Column("咨询对象", "who", required=True, width=20),
        Column("对象类别", "kind", choice_of(Consulted), required=True),
        Column("答复", "answer", width=44),
        Column("咨询日期", "consulted_on", DAY),
    ),
    "专业性强的问题咨询主管部门或专家，一问一行。咨询意见不单独作得分依据。",
    optional=True,
)

ASKING_SHEETS: Final = (NOTICES, ITEMS, REMINDERS)
GATHERING_SHEETS: Final = (KIND_NOTES, WAY_NOTES, VIEWS, SITE_VISITS, VISITS, PROOF_NOTES)
ANALYSING_SHEETS: Final = (METHODS, COMPARISONS, PROBLEMS, CONSULTATIONS)
