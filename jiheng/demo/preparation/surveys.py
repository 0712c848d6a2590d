"""Base-information columns and questionnaires of the demonstration."""

from decimal import Decimal
from typing import Final

from jiheng.rules.surveys.shapes import BaseField, FieldGroup, Party, Question, Questionnaire, Topic

SCALE: Final = (
    ("很满意", Decimal(100)),
    ("满意", Decimal(80)),
    ("一般", Decimal(60)),
    ("不满意", Decimal(30)),
    ("很不满意", Decimal(0)),
)
YES_NO: Final = (("是", None), ("否", None), ("不清楚", None))

FIELDS: Final = (
    ("项目批复日期", FieldGroup.BASIC, "日期", "", ("D1", "D2")),
    ("计划硬化里程", FieldGroup.BASIC, "数值", "公里", ("D3", "C1", "C2")),
    ("实际硬化里程", FieldGroup.BASIC, "数值", "公里", ("C1", "C2", "C5")),
    ("收到补助金额", FieldGroup.FUNDING, "数值", "元", ("C5", "G6")),
    ("自筹资金到位金额", FieldGroup.FUNDING, "数值", "元", ("G6",)),
    ("路面宽度是否不低于3.5米", FieldGroup.CONDITIONS, "是否", "", ("C3",)),
    ("路面厚度", FieldGroup.CONDITIONS, "数值", "厘米", ("C3",)),
    ("有无资金专账", FieldGroup.MANAGEMENT, "是否", "", ("G1", "G2", "G3", "G4")),
    ("绩效监控次数", FieldGroup.MANAGEMENT, "数值", "次", ("G5",)),
    ("管护责任人是否公示", FieldGroup.MANAGEMENT, "是否", "", ("X3",)),
    ("合同金额", FieldGroup.CONTRACT, "数值", "元", ("C5",)),
    ("验收日期", FieldGroup.CONTRACT, "日期", "", ("C3", "C4")),
    ("沿线自然村数", FieldGroup.BASIC, "数值", "个", ("X1",)),
    ("农产品每吨运费", FieldGroup.BASIC, "数值", "元", ("X2",)),
)
"""Column, group, kind, unit, codes of the indicators it feeds."""

Asked = tuple[str, Party, str, str, Topic, str]

PARTIES: Final[tuple[Asked, ...]] = (
    ("W1", Party.DECISION, "了解立项和资金分配的决策情况", "云岭市和青岚县交通、财政部门经办人", Topic.DECISION,
     "项目库入库前是否作过现场踏勘"),
    ("W2", Party.IMPLEMENTATION, "了解建设和管理情况", "乡镇和建设单位项目负责人", Topic.MANAGEMENT,
     "资金拨付是否按工程进度"),
    ("W3", Party.ACCEPTANCE, "了解验收情况", "验收组成员", Topic.IMPLEMENTATION, "验收时是否抽检了路面厚度"),
    ("W4", Party.OTHER, "了解设计和监理情况", "设计、监理单位人员", Topic.IMPLEMENTATION, "隐蔽工程是否旁站监理"),
    ("W5", Party.STAKE, "了解道路使用效果", "沿线村民", Topic.EFFECT, "您对门前这条路是否满意"),
)  # fmt: skip


def base_fields() -> tuple[BaseField, ...]:
    """The columns of the base-information table."""
    return tuple(
        BaseField(name, group, kind, unit, source_rule="取自验收单、账簿或现场记录", indicators=codes)
        for name, group, kind, unit, codes in FIELDS
    )


def questionnaires() -> tuple[Questionnaire, ...]:
    """One questionnaire for each kind of party."""
    return tuple(
        Questionnaire(key, (party.value,), purpose, audience, "入户或现场填写" if key == "W5" else "当面填写")
        for key, party, purpose, audience, _, _ in PARTIES
    )


def questions() -> tuple[Question, ...]:
    """Two questions for each questionnaire; the villagers are asked how satisfied they are."""
    return tuple(question for entry in PARTIES for question in _pair(entry))


def _pair(entry: Asked) -> tuple[Question, Question]:
    key, party, _, _, topic, asked = entry
    scaled = party is Party.STAKE
    kind, options = ("五级量表", SCALE) if scaled else ("单选", YES_NO)
    first = Question(key, "1", asked, kind, topic, options, "X4" if scaled else "")
    return first, Question(key, "2", "您认为还有哪些要改进的", "填空", topic)
