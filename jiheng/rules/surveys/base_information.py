"""样本点基础信息表: five groups of plain facts, each indicator fed by one, paper elements for guidance projects."""

import re
from collections.abc import Sequence

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.finding import Finding
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.surveys.columns import is_column, judging_word, lacking_groups, sample_kinds, uncountable_reason
from jiheng.rules.surveys.shapes import BaseField, FieldGroup
from jiheng.rules.targets.vocabulary import words
from jiheng.rules.wording import quoted

SEPARATORS = re.compile(r"[、，,；;\n]")


@clause("cq2023-7/12")
def check_base_fields(
    fields: Sequence[BaseField], indicators: Sequence[Indicator], is_guidance: bool | None, where: str = ""
) -> list[Finding]:
    """The columns of the base-information table as 第十二条 asks for them.

    ``is_guidance`` is ``None`` while nobody chose; ``where`` is the sheet, for what no single row is to blame for.
    """
    return [
        check_groups(fields, where),
        *check_facts(fields),
        *check_links(fields, indicators),
        check_papers(fields, is_guidance, where),
    ]


@clause("cq2023-7/12")
def check_groups(fields: Sequence[BaseField], where: str = "") -> Finding:
    """Each kind of sample point has columns in all five groups, or a reason for each group it has none in.

    Reading taken: a column without a kind of sample point stands for all of them.
    """
    if not fields:
        return failed("E-B12-1", "样本点基础信息表一列也没有，五组都要设列。请补列", where=where)
    lacking = []
    for kind in sample_kinds(fields):
        if groups := lacking_groups(fields, kind):
            lacking.append(f"{f'样本类型“{kind}”' if kind else ''}缺{quoted(groups)}")
    if not lacking:
        return passed("E-B12-1")
    return failed("E-B12-1", f"五组内容{'；'.join(lacking)}。请补列，或写一行填不适用的理由", where=where)


@clause("cq2023-7/12")
def check_facts(fields: Sequence[BaseField]) -> list[Finding]:
    """A column states a plain fact that can be counted."""
    found = []
    for field in filter(is_column, fields):
        said = []
        if word := judging_word(field):
            said.append(f"“{word}”像评价结论，不是直接取得的事实")
        if reason := uncountable_reason(field, fields):
            said.append(reason)
        if said:
            message = f"列“{field.name}”：{'；'.join(said)}。请改成可直接取得、可统计的事实列，或说明"
            found.append(failed("W-B12-2", message, where=field.where))
    return found or [passed("W-B12-2")]


@clause("cq2023-7/12")
def check_links(fields: Sequence[BaseField], indicators: Sequence[Indicator]) -> list[Finding]:
    """Each third-level indicator is fed by a column, or says which other table it is fed by.

    Reading taken: naming the base-information table without a column in it says nothing; a column may name an
    indicator by its code or its name.
    """
    if not indicators:
        return [not_applicable("E-B12-3", "还没有三级指标")]
    linked = {link for field in filter(is_column, fields) for link in field.indicators}
    found = [
        failed("E-B12-3", _unfed(indicator), where=indicator.where)
        for indicator in indicators
        if not {indicator.code, indicator.name} & linked and not _other_table(indicator)
    ]
    return found or [passed("E-B12-3", f"{len(indicators)}项指标都有数据来源")]


def _other_table(indicator: Indicator) -> bool:
    """Whether one of the sources named is not the base-information table itself."""
    sources = (source.strip() for source in SEPARATORS.split(indicator.data_source))
    own = words("judging", "base_table")
    return any(source and not any(table in source for table in own) for source in sources)


def _unfed(indicator: Indicator) -> str:
    said = (
        f"数据来源写“{indicator.data_source.strip()}”，基础信息列里没有一列关联这个指标"
        if indicator.data_source.strip()
        else "没有基础信息列关联，也没有写数据来源"
    )
    return f"指标“{indicator.code} {indicator.name}”{said}。请在基础信息列里关联，或声明从哪张表取数"


@clause("cq2023-7/12")
def check_papers(fields: Sequence[BaseField], is_guidance: bool | None, where: str = "") -> Finding:
    """A project that guides an industry or behaviour has columns for applications, commitments or task papers.

    Reading taken: while nobody chose whether it is one, a table without such columns is not complete.
    """
    if is_guidance is False:
        return not_applicable("E-B12-4", "不属产业或行为引导类")
    if any(is_column(field) and field.group == FieldGroup.PAPERS for field in fields):
        return passed("E-B12-4")
    if is_guidance is None:
        message = "没有选择是否属于产业或行为引导类，表里也没有文书要素列。请先作出选择"
        return failed("E-B12-4", message, where=where)
    message = "属产业或行为引导类，申请书、承诺书、任务书等文书要素列有0列，至少要1列。请增加文书要素列"
    return failed("E-B12-4", message, where=where)
