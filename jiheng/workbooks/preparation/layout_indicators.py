"""The sheets of the indicator system, the base-information columns and the questionnaires."""

from typing import Final

from jiheng.rules.indicators.shapes import Indicator, Level1, Method, Part, Period, TargetCandidate, TargetSource
from jiheng.rules.surveys.shapes import BaseField, FieldGroup, Party, PointValue, Question, Questionnaire, Topic
from jiheng.workbooks.preparation.columns import Column, Owner, Sheet
from jiheng.workbooks.preparation.kinds import Figure, Text, YesNo, choice_of
from jiheng.workbooks.preparation.list_kinds import Listed, Pairs

POINTS: Final = Figure()
POINTS_OR_ZERO: Final = Figure(zero=True)
YES_OR_NO: Final = YesNo(blank=False)
OPTIONS: Final = Pairs(Figure(), "很满意=100、满意=80", bare=True)

PARTS: Final = Sheet(
    "拆分项目",
    "parts",
    Part,
    (
        Column("子项目", "name", required=True, width=24),
        Column("包含的用途", "uses", Listed(), width=36, advice="与预算执行明细的用途一致，用顿号隔开"),
        Column("影响程度", "impact", Text(("一般", "重要", "关键"))),
        Column("权重", "weight", POINTS, advice="各子项目合计100"),
        Column("权重说明", "reason", width=40),
    ),
    "资金用途不同且占比都不低的，按用途拆分，分别设指标。不拆分的留空。",
    optional=True,
    blanks={"impact": "一般"},
)

INDICATORS: Final = Sheet(
    "评价指标",
    "indicators",
    Indicator,
    (
        Column("指标编号", "code", required=True, advice="不重复，别的表用它指这个指标"),
        Column("子项目", "part", advice="拆分的填，不拆分的留空"),
        Column("一级指标", "level1", Text(tuple(Level1)), required=True),
        Column("一级权重", "level1_points", POINTS),
        Column("二级指标", "level2", required=True, width=20),
        Column("二级权重", "level2_points", POINTS),
        Column("三级指标", "name", required=True, width=28),
        Column("分值", "points", POINTS_OR_ZERO, required=True, advice="各指标合计100"),
        Column("区分", "side", Text(("主管部门", "实施单位")), advice="可行性、有效性指标填"),
        Column("涉及方面", "aspects", Listed(usual=("业务", "预算", "成本")), advice="管理类填：业务、预算、成本"),
        Column("依据", "basis", width=24, advice="依据文件或所参考的指标体系"),
        Column("对应初衷", "purpose", width=24, advice="效果类填，与项目基本信息的实施初衷一致"),
        Column("适用周期", "period", Text(tuple(Period))),
        Column("配套到位指标", "is_matching_fund", YES_OR_NO),
        Column("总投资口径", "on_total_investment", Text(("是", "不适用")), advice="资金多渠道时填"),
        Column("目标值", "target", width=16),
        Column("目标值来源", "target_source", Text(tuple(TargetSource))),
        Column("来源文件", "target_document", width=20),
        Column("不合理的理由", "unreasonable_reason", width=24, advice="依据值不采用时填"),
        Column("计分方法", "method", Text(tuple(Method))),
        Column("方法参数", "parameters", width=20),
        Column("指标解释（口径）", "caliber", width=30),
        Column("计算公式", "formula", width=30),
        Column("得分条件", "condition", width=30),
        Column("未达标扣分规则", "deduction", width=30),
        Column("权重说明", "weight_reason", width=24),
        Column("数据来源", "data_source", width=20, advice="取数的表或列"),
    ),
    "一行一个三级指标。",
)

CANDIDATES: Final = Sheet(
    "目标值来源",
    "candidates",
    TargetCandidate,
    (
        Column("来源", "source", choice_of(TargetSource), required=True),
        Column("值", "value", required=True, width=20),
        Column("来源文件", "document", width=30),
        Column("被评价单位编制", "by_evaluated_unit", YES_OR_NO, advice="绩效目标由被评价单位自己编的填“是”"),
    ),
    "一个指标有几处给出目标值的，都写上，一处一行。",
    owner=Owner("评价指标", "code", "candidates"),
)

BASE_FIELDS: Final = Sheet(
    "基础信息列",
    "base_fields",
    BaseField,
    (
        Column("列名", "name", required=True, width=26),
        Column("分组", "group", Text(tuple(FieldGroup)), required=True, width=20),
        Column("类型", "kind", Text(("数值", "日期", "枚举", "是否", "文字")), advice="要能统计"),
        Column("单位", "unit"),
        Column("枚举值", "choices", Listed(), width=24, advice="用顿号隔开"),
        Column("样本类型", "sample_kind", Text(("工程合同", "补助对象", "购买服务", "其他"))),
        Column("取数规则", "source_rule", width=30),
        Column("关联指标", "indicators", Listed(), width=20, advice="指标编号，用顿号隔开"),
        Column("不设此组的理由", "declined", width=30),
    ),
    "样本点基础信息表有哪些列。五组都要有；不适用的写一行，填理由。",
)

POINT_VALUES: Final = Sheet(
    "样本点基础信息",
    "point_values",
    PointValue,
    (
        Column("样本点", "point", required=True, width=36, advice="与样本点清单一致，写成：层|单元"),
        Column("要素", "field", required=True, width=26, advice="与基础信息列的列名一致"),
        Column("值", "value", width=24, advice="按列的类型填：数值、日期、枚举值、是或否"),
        Column("资料编号", "evidence", width=20),
    ),
    "每个样本点取得的事实，一个要素一行。也可以导出每点一表的表格，填好后读入。",
    optional=True,
)

QUESTIONNAIRES: Final = Sheet(
    "调查问卷",
    "questionnaires",
    Questionnaire,
    (
        Column("问卷编号", "key", required=True, advice="不重复"),
        Column("相关方", "parties", Listed(usual=tuple(Party)), width=24, advice="一份问卷只对一类相关方"),
        Column("调查目的", "purpose", width=30),
        Column("调查对象", "audience", width=30),
        Column("调查方法", "method", width=20),
        Column("不设问卷的理由", "declined", width=30, advice="这类相关方不适用的填"),
    ),
    "各类相关方分别设计问卷：决策方、实施方、验收方、其他过程相关方、利害关系方。",
)

QUESTIONS: Final = Sheet(
    "问卷题目",
    "questions",
    Question,
    (
        Column("问卷编号", "questionnaire", required=True, advice="与调查问卷一致"),
        Column("题号", "number", required=True),
        Column("题目", "text", required=True, width=50),
        Column("题型", "kind", Text(("单选", "多选", "五级量表", "填空"))),
        Column("主题", "topic", Text(tuple(Topic))),
        Column("选项和分值", "options", OPTIONS, width=50, advice="如：很满意=100、满意=80；不计分的不写等号"),
        Column("关联指标", "indicator", advice="指标编号"),
    ),
    "一行一题。",
)

INDICATOR_SHEETS: Final = (PARTS, INDICATORS, CANDIDATES, BASE_FIELDS, POINT_VALUES, QUESTIONNAIRES, QUESTIONS)
