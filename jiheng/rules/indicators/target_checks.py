"""Is every target the one its basis asks for, from a named source, on the whole of the money?"""

from collections.abc import Sequence

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.finding import Finding
from jiheng.rules.indicators.shapes import Indicator, TargetSource
from jiheng.rules.indicators.systems import NO_INDICATORS, ProjectFacts, answered
from jiheng.rules.indicators.targets import ORDER, Resolved, reason_in_use, same_target, target_for
from jiheng.rules.targets.vocabulary import words

BINDING = (TargetSource.BASIS, TargetSource.STANDARD)
"""Sources whose value has to be taken; history and industry are for reference."""


@clause("cq2023-7/10.i")
def check_target_bases(indicators: Sequence[Indicator]) -> list[Finding]:
    """Every target is the one its basis gives, or comes from a named source when the basis gives none."""
    found = [
        failed("E-B10-i", f"指标“{row.name}”{fault}", where=row.where)
        for row in indicators
        for fault in _target_faults(row)
    ]
    return answered("E-B10-i", found, nothing="" if indicators else NO_INDICATORS)


@clause("cq2023-7/10.j")
def check_total_investment(indicators: Sequence[Indicator], project: ProjectFacts) -> list[Finding]:
    """With money from several sources a target stands on the total investment.

    A target that money does not touch says so.
    """
    sources = list(dict.fromkeys(source.strip() for source in project.fund_sources if source.strip()))
    if len(sources) < 2:
        return answered("E-B10-j", [], nothing="项目资金不是来自多个渠道")
    found = [
        failed(
            "E-B10-j",
            f"项目资金来自{'、'.join(sources)}{len(sources)}个渠道，指标“{row.name}”的目标值没有按总投资口径，"
            "请换算后注明“是”，不受资金影响的注明“不适用”",
            where=row.where,
        )
        for row in indicators
        if not _stands_on_total(row.on_total_investment)
    ]
    return answered("E-B10-j", found, nothing="" if indicators else NO_INDICATORS)


def _target_faults(indicator: Indicator) -> list[str]:
    written = indicator.target.strip()
    resolved = target_for(indicator.candidates, unreasonable_reason=reason_in_use(indicator))
    if not written:
        if resolved is None:
            return ["没有目标值，请按依据填写；依据没有的，参考历史值或行业值并写明来源"]
        return [f"没有填目标值，{_said(resolved)}，请采用"]
    faults = [_not_taken(indicator, resolved)] if resolved and not _is_taken(indicator, resolved) else []
    return [*faults, *_source_faults(indicator)]


def _is_taken(indicator: Indicator, resolved: Resolved) -> bool:
    if resolved.source not in BINDING:
        return True
    equal = [one for one in indicator.candidates if one.source is resolved.source]
    return any(
        same_target(indicator.target, one.value)
        for one in equal
        if one.by_evaluated_unit is resolved.by_evaluated_unit
    )


def _not_taken(indicator: Indicator, resolved: Resolved) -> str:
    begins = f"的目标值是“{indicator.target.strip()}”，{_said(resolved)}，没有采用"
    if resolved.source is TargetSource.BASIS and resolved.by_evaluated_unit:
        return f"{begins}；请改用依据值，该值由被评价单位编制且明显不合理的，写明不合理的理由"
    if indicator.unreasonable_reason.strip():
        return f"{begins}；该值不是被评价单位编制的，不属除外情形，请改用该值"
    return f"{begins}，请改用该值"


def _source_faults(indicator: Indicator) -> list[str]:
    source = indicator.target_source.strip()
    if source not in set(TargetSource):
        known = "、".join(ORDER)
        said = f"写的来源“{source}”不能识别" if source else "没有写明来源"
        return [f"的目标值“{indicator.target.strip()}”{said}，请从{known}中选一项"]
    documents = [indicator.target_document, *(one.document for one in indicator.candidates if one.source == source)]
    if source == TargetSource.BASIS:
        documents.append(indicator.basis)
    if any(document.strip() for document in documents):
        return []
    return [f"的目标值来源是“{source}”，没有写明取自哪个文件或数据，请补填"]


def _said(resolved: Resolved) -> str:
    document = f"（{resolved.document.strip()}）" if resolved.document.strip() else ""
    return f"{resolved.source.value}{document}的值是“{resolved.value}”"


def _stands_on_total(written: str) -> bool:
    text = written.strip()
    if text in words("indicators", "total_investment", "yes"):
        return True
    return text.startswith(words("indicators", "total_investment", "not_applicable"))
