"""Who commissions and who evaluates stand apart from who is evaluated."""

from collections.abc import Sequence
from datetime import date

from jiheng.rules.agencies.leads import lead_names
from jiheng.rules.agencies.relations import needs_decision, past_years_for, recused_by, relation_text
from jiheng.rules.agencies.shapes import Declaration, Engagement, TeamMember
from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.wording import quoted


@clause("cq2023-7/4")
def check_separation(engagement: Engagement) -> Finding:
    """Neither the commissioning party nor the agency is the unit evaluated."""
    parties = (("委托方", engagement.commissioner), ("评价机构", engagement.agency))
    if not any(name for _, name in parties) or not engagement.evaluated:
        return not_applicable("E-COI-1", "没有填委托方、评价机构，或没有填被评价单位")
    same = [f"{label}“{name}”" for label, name in parties if name and name in engagement.evaluated]
    if not same:
        return passed("E-COI-1")
    message = f"{'、'.join(same)}就是被评价单位，评价主体与评价对象须分开。请改由财政部门委托，或另选独立的评价机构"
    return failed("E-COI-1", message, where=engagement.where)


@clause("cq2023-7/4", "ats2023/1.3")
def check_agency_relations(
    declarations: Sequence[Declaration], engagement: Engagement, on: date, book: Rulebook
) -> list[Finding]:
    """An agency found to be recused is replaced; a relation that lasts or ended lately is for finance to decide."""
    if not engagement.agency:
        return [not_applicable("W-COI-2", "没有委托第三方机构")]
    years = past_years_for(book)
    recused = [
        failed(code, f"{_between(each)}已由财政部门认定应回避。请另选评价机构", where=each.where)
        for each in recused_by(engagement.agency, declarations)
        for code in ("E-COI-2", *(("E-A13-2",) if "ats2023" in engagement.instruments else ()))
    ]
    undecided = [
        failed(
            "W-COI-2",
            f"评价机构“{each.person}”{relation_text(each, on, years)}。请报财政部门认定是否回避",
            where=each.where,
        )
        for each in declarations
        if each.person == engagement.agency and needs_decision(each, on, years)
    ]
    return [*recused, *undecided] or [passed("W-COI-2")]


@clause("cq2023-7/4", "ats2023/1.3")
def check_drafted(engagement: Engagement) -> Finding:
    """Who drafted the papers of a project should not evaluate the same project."""
    if not engagement.agency:
        return not_applicable("W-COI-3", "没有委托第三方机构")
    if not engagement.agency_drafted:
        return passed("W-COI-3")
    message = (
        f"本项目的{quoted(engagement.agency_drafted)}由评价机构“{engagement.agency}”代编，不宜再由其评价。"
        "请另选机构，或说明理由并在报告中披露"
    )
    return failed("W-COI-3", message, where=engagement.where)


@clause("cq2023-7/4", "ats2023/3.5.2")
def check_guided(team: Sequence[TeamMember], engagement: Engagement) -> Finding:
    """Who guided the goal of a project is not its lead evaluator."""
    leads = lead_names(team, engagement)
    both = [member for member in team if member.name in leads and member.guided_goal]
    if not leads:
        return not_applicable("W-COI-6", "还没有主评人")
    if not both:
        return passed("W-COI-6")
    message = (
        f"主评人{quoted(member.name for member in both)}指导过本项目的绩效目标。请改选，或说明理由并在报告中披露"
    )
    return failed("W-COI-6", message, where=both[0].where)


def _between(declaration: Declaration) -> str:
    return f"评价机构“{declaration.person}”与“{declaration.unit}”的利益关系（{declaration.relation or '没有写明'}）"
