"""The names a template may use as the page lists them: how to write each, what it gives, an example."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from jiheng.reports.template_example import EXAMPLE, single_fields
from jiheng.reports.template_fields import CONDITIONS, NUMBER, PARTS, ROW_LISTS, RowList
from jiheng.reports.template_tags import ROW
from jiheng.reports.template_values import rows_of


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One line of the list; ``written`` is what is copied into the template."""

    written: str
    says: str
    example: str = ""

    def holds(self, sought: str) -> bool:
        return any(sought in said for said in (self.written, self.says, self.example))


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Lines under one title. ``how`` says how these are written."""

    key: str
    title: str
    how: str
    rows: Sequence[FieldRow]


OF_INDICATORS: Final = FieldRow("{{D1得分}}", "一个三级指标的得分，“D1”是指标编号；“D1评价值”是它的评价值", "5.00分")


def field_groups(sought: str) -> list[FieldGroup]:
    """The lists with the lines that hold what is sought; a list without any is left out."""
    groups = (*_singles(), _parts(), *(_rows(one) for one in ROW_LISTS), _conditions())
    left = (
        FieldGroup(one.key, one.title, one.how, [row for row in one.rows if not sought or row.holds(sought)])
        for one in groups
    )
    return [one for one in left if one.rows]


def _singles() -> Iterator[FieldGroup]:
    for number, group in enumerate(single_fields()):
        rows = [FieldRow(f"{{{{{one.name}}}}}", one.says, one.example) for one in group.names]
        if group.title == "结论":
            rows.append(OF_INDICATORS)
        yield FieldGroup(f"single-{number}", group.title, "写在任何文字里，也可以写在页眉、页脚", rows)


def _parts() -> FieldGroup:
    rows = [FieldRow(f"{{{{{one.name}}}}}", one.says) for one in PARTS]
    return FieldGroup("parts", "整部分内容", "单独占一段，生成时换成这部分的文字、表格和图", rows)


def _rows(table: RowList) -> FieldGroup:
    first = next(iter(rows_of(EXAMPLE, table)), None)
    columns = [
        FieldRow(
            f"{{{{{ROW}.{name}}}}}", "行号" if name == NUMBER else f"这一行的{name}", first[name] if first else ""
        )
        for name in table.column_names
    ]
    rows = [
        FieldRow(f"{{%循环 {table.name}%}}", "循环从这里开始，单独占一行"),
        *columns,
        FieldRow("{%循环结束%}", "循环到这里结束，单独占一行"),
    ]
    return FieldGroup(f"rows-{table.name}", f"逐行的表：{table.name}", table.says, rows)


def _conditions() -> FieldGroup:
    rows = [FieldRow(f"{{%如果 {one.name}%}}", one.says) for one in CONDITIONS]
    more = (
        FieldRow("{%如果 意见表%}", "这张表里有内容；换成别的表名也可以"),
        FieldRow("{%如果 没有 意见表%}", "这张表里没有内容"),
        FieldRow("{%否则%}", "条件不成立时写下面的内容，可以不用"),
        FieldRow("{%如果结束%}", "条件到这里结束，每个“如果”都要有"),
    )
    return FieldGroup("conditions", "按情况写", "开始和结束都单独占一段，或者都在同一段文字里", [*rows, *more])
