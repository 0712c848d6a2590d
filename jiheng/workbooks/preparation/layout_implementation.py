"""The sheets that score an evaluation: its material, how indicators get their values, and what was decided."""

from typing import Final

from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.shapes import Form, Material, MaterialKind, ObtainMethod
from jiheng.rules.implementation.shapes import (
    Adjustment,
    Excluded,
    MaterialUse,
    Measure,
    SampleValue,
    SufficiencyDecision,
    ValueKind,
)
from jiheng.workbooks.preparation.columns import Column, Sheet
from jiheng.workbooks.preparation.kinds import Choice, Day, Figure, Whole, YesNo, choice_of
from jiheng.workbooks.preparation.layout_fieldwork import ANALYSING_SHEETS, ASKING_SHEETS, GATHERING_SHEETS
from jiheng.workbooks.preparation.list_kinds import Listed

DAY: Final = Day()
YES_OR_NO: Final = YesNo(blank=False)
NATURE: Final = Choice(tuple(Nature), tuple(nature.label for nature in Nature))

MATERIALS: Final = Sheet(
    "资料编号清单",
    "materials",
    Material,
    (
        Column("编号", "number", required=True, width=28, advice="逐一编号，不重复，资料对应用它指这份资料"),
        Column("类别", "kind", choice_of(MaterialKind), width=18),
        Column("资料名称", "title", width=36),
        Column("形式", "form", choice_of(Form)),
        Column("来源", "source", width=20),
        Column("取得方式", "obtained_by", choice_of(ObtainMethod)),
        Column("取得时间", "obtained_on", DAY),
        Column("取得人", "collector"),
        Column("提供单位", "provider", width=20),
        Column("证明对象", "proves", width=20),
        Column("证明内容", "content", width=30),
        Column("采集时间", "taken_on", DAY, advice="图片填"),
        Column("采集地点", "taken_in", width=18, advice="图片填"),
        Column("关联指标", "indicators", Listed(), width=18, advice="指标编号，用顿号隔开"),
        Column("来源性质", "nature", NATURE, width=20, advice="前两种可以作得分依据"),
        Column("只作线索", "as_lead", YES_OR_NO, advice="总结报告等改作线索的填“是”"),
        Column("样本点", "point", width=30, advice="与某个样本点有关的填"),
        Column("页数", "pages", Whole()),
        Column("大小", "size", Whole(), advice="字节"),
        Column("SHA-256", "sha256", width=24),
        Column("保管期限", "keep_years", Whole(), advice="年"),
    ),
    "取得的全部资料，一份一行。没有资料的指标不得分。",
    optional=True,
)

USES: Final = Sheet(
    "资料对应",
    "uses",
    MaterialUse,
    (
        Column("资料编号", "material", required=True, width=28, advice="与资料编号清单一致"),
        Column("指标编号", "indicator", required=True, advice="与评价指标一致"),
        Column("样本点", "point", width=36, advice="只说明一个样本点的填"),
    ),
    "哪份资料印证哪个指标，一个对应一行。资料编号清单的关联指标已写的，不必再写。",
    optional=True,
)

MEASURES: Final = Sheet(
    "指标取数",
    "measures",
    Measure,
    (
        Column("指标编号", "indicator", required=True, advice="与评价指标一致"),
        Column("性质", "kind", choice_of(ValueKind), required=True, advice="绝对数累加，相对数和定性按资金额度加权"),
        Column("分子", "numerator", width=36, advice="用基础信息的列名写算式；绝对数只写这一格"),
        Column("分母", "denominator", width=36, advice="相对数填"),
        Column("只取用途", "uses", Listed(), width=24, advice="只汇总这些用途的样本点，留空取全部"),
    ),
    "每个指标怎样得到指标值，一个指标一行。不写算式的，在样本指标值里逐个样本点填。",
    optional=True,
)

VALUES: Final = Sheet(
    "样本指标值",
    "values",
    SampleValue,
    (
        Column("指标编号", "indicator", required=True, advice="与评价指标一致"),
        Column("样本点", "point", width=36, advice="整体评定的留空"),
        Column("指标值", "value", width=20, advice="定性写档次和得分率，如：部分达成，72%；满意度写171/200"),
        Column("说明", "note", width=36, advice="没有完全达成的原因，或不适用的理由"),
    ),
    "不按算式取数的指标，每个样本点一行；整体评定的一个指标一行。",
    optional=True,
)

DECISIONS: Final = Sheet(
    "资料充分性",
    "decisions",
    SufficiencyDecision,
    (
        Column("指标编号", "indicator", required=True, advice="与评价指标一致"),
        Column("资料充分", "sufficient", YesNo(), advice="还没有评定的留空"),
        Column("扣分", "deduct", Figure(), advice="不充分的填，大于0"),
        Column("理由", "reason", width=44),
        Column("评定人", "decided_by"),
        Column("评定日期", "decided_on", DAY),
        Column("未提供的资料", "unprovided", width=30, advice="因单位没有提交而扣分的，写资料名称"),
    ),
    "每个有资料的指标都要评定。没有资料而由评定人写“否”的，按0分确认。",
    optional=True,
)

EXCLUDED: Final = Sheet(
    "不适用指标",
    "excluded",
    Excluded,
    (
        Column("指标编号", "indicator", required=True, advice="与评价指标一致"),
        Column("理由", "reason", width=50, advice="没有资料不是理由"),
        Column("已经审核", "reviewed", YES_OR_NO),
    ),
    "审核后不计分值，总分按适用分值折算。",
    optional=True,
)

ADJUSTMENTS: Final = Sheet(
    "人工调整",
    "adjustments",
    Adjustment,
    (
        Column("指标编号", "indicator", required=True, advice="与评价指标一致"),
        Column("按规则得分", "rule_score", Figure(), advice="批准时按规则的得分；现在不是这个数的，调整失效"),
        Column("调整后得分", "score", Figure(), advice="0到分值之间"),
        Column("理由", "reason", width=44),
        Column("资料", "materials", Listed(), width=24, advice="资料编号，用顿号隔开"),
        Column("申请人", "requested_by"),
        Column("申请日期", "requested_on", DAY),
        Column("批准人", "approved_by", advice="与申请人不是同一人；没有批准的不计入"),
        Column("批准日期", "approved_on", DAY),
    ),
    "只有计分方法留给人判断的指标可以调整，一个指标一行。没有资料的指标仍不得分。",
    optional=True,
)

IMPLEMENTATION_SHEETS: Final = (
    *ASKING_SHEETS, MATERIALS, USES, *GATHERING_SHEETS, MEASURES, VALUES, DECISIONS, EXCLUDED, ADJUSTMENTS,
    *ANALYSING_SHEETS,
)  # fmt: skip
"""The sheets that a workbook may have beside those of the preparation, in order."""
