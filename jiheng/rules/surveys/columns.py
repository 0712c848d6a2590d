"""Columns of the base-information table: which are facts, which can be counted."""

from collections.abc import Sequence

from jiheng.rules.surveys.shapes import BaseField, FieldGroup
from jiheng.rules.targets.vocabulary import words

NUMBER, DAY, CHOICE, YES_NO, TEXT = "数值", "日期", "枚举", "是否", "文字"
COUNTABLE = (NUMBER, DAY, CHOICE, YES_NO)
CLASS_ENDINGS = ("分类", "类别", "类型", "归类")
LEAST_CHOICES = 2
FIVE_GROUPS = (
    FieldGroup.BASIC,
    FieldGroup.FUNDING,
    FieldGroup.CONDITIONS,
    FieldGroup.MANAGEMENT,
    FieldGroup.CONTRACT,
)


def is_column(field: BaseField) -> bool:
    """A row with a reason for not being there is no column."""
    return bool(field.name) and not field.declined


def judging_word(field: BaseField) -> str:
    """The word by which a column judges instead of stating a fact, or nothing."""
    name = field.name
    for plain_fact in words("judging", "plain_facts"):
        name = name.replace(plain_fact, "")
    in_name = next((word for word in words("judging", "in_names") if word in name), "")
    return in_name or next((choice for choice in field.choices if choice in words("judging", "as_choices")), "")


def uncountable_reason(field: BaseField, fields: Sequence[BaseField]) -> str:
    """Why a column cannot be counted, or nothing.

    Reading taken: free text is counted through a column of choices named after it (“整改措施” by “整改措施分类”).
    """
    if field.kind == CHOICE:
        chosen = len(set(field.choices))
        return "" if chosen >= LEAST_CHOICES else f"类型是“枚举”，枚举值只有{chosen}个，至少要{LEAST_CHOICES}个"
    if field.kind in COUNTABLE:
        return ""
    if not field.kind:
        return "没有选类型"
    if field.kind != TEXT:
        return f"类型是“{field.kind}”，不在{'、'.join(COUNTABLE)}之内"
    names = {each.name for each in fields if is_column(each) and each.kind == CHOICE}
    if names & {f"{field.name}{ending}" for ending in CLASS_ENDINGS}:
        return ""
    return f"类型是“文字”，没有另设枚举列“{field.name}分类”"


def sample_kinds(fields: Sequence[BaseField]) -> tuple[str, ...]:
    """The kinds of sample points the table knows; a single nameless one when no column says any."""
    return tuple(dict.fromkeys(field.sample_kind for field in fields if field.sample_kind)) or ("",)


def lacking_groups(fields: Sequence[BaseField], kind: str) -> tuple[FieldGroup, ...]:
    """The groups a kind of sample point has neither a column nor a reason for."""
    meant = [field for field in fields if field.sample_kind in ("", kind)]
    there = {field.group for field in meant if field.name or field.declined.strip()}
    return tuple(group for group in FIVE_GROUPS if group not in there)
