"""主评人: there is one, in the team, without a recognised conflict, and qualified."""

from collections.abc import Sequence

from jiheng.rules.agencies.relations import recused_by
from jiheng.rules.agencies.shapes import Declaration, Engagement, TeamMember, TeamRole
from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.targets.vocabulary import words
from jiheng.rules.wording import quoted

LEAD_ROLES = (TeamRole.FIRST_LEAD, TeamRole.LEAD)


def usual_leads_for(book: Rulebook) -> int:
    """How many lead evaluators need no confirmation."""
    return int(book.entry("lead_evaluators").decimal("usual"))


def work_years_for(book: Rulebook) -> int:
    """Years of related work a lead evaluator should have."""
    return int(book.entry("lead_qualification").decimal("work_years"))


def lead_names(team: Sequence[TeamMember], engagement: Engagement) -> tuple[str, ...]:
    """The lead evaluators by role in the team and as the project sheet names them, each once."""
    by_role = (member.name for member in team if member.role in LEAD_ROLES)
    return tuple(dict.fromkeys(name for name in (*by_role, *engagement.leads) if name))


@clause("cq2023-7/4")
def check_leads(
    team: Sequence[TeamMember], declarations: Sequence[Declaration], engagement: Engagement, book: Rulebook
) -> list[Finding]:
    """A team names its lead evaluator, who belongs to it and need not be recused."""
    leads = lead_names(team, engagement)
    if not leads:
        where = team[0].where if team else engagement.where
        said = "评价小组没有人" if not team else f"评价小组{len(team)}人，没有一人是主评人"
        none = "还没有主评人"
        return [
            failed("E-B4-1", f"{said}。请在“角色”一栏明确1名主评人", where=where),
            *(not_applicable(code, none) for code in ("E-B4-2", "E-B4-3", "W-B4-4")),
        ]
    return [
        passed("E-B4-1", f"主评人：{'、'.join(leads)}"),
        _check_in_team(leads, team, engagement),
        *_check_conflicts(leads, declarations),
        _check_number(leads, team, usual_leads_for(book), engagement),
    ]


def _check_in_team(leads: Sequence[str], team: Sequence[TeamMember], engagement: Engagement) -> Finding:
    outside = [name for name in leads if name not in {member.name for member in team}]
    if not outside:
        return passed("E-B4-2")
    message = f"主评人{quoted(outside)}不在评价小组的名单里。请把其加入小组，或改选组内的人"
    return failed("E-B4-2", message, where=engagement.where)


def _check_conflicts(leads: Sequence[str], declarations: Sequence[Declaration]) -> list[Finding]:
    found = [each for name in leads for each in recused_by(name, declarations)]
    if not found:
        return [passed("E-B4-3")]
    return [
        failed(
            "E-B4-3",
            f"主评人“{each.person}”与“{each.unit}”的利益关系（{each.relation or '没有写明'}）"
            "已由财政部门认定应回避。请改选主评人",
            where=each.where,
        )
        for each in found
    ]


def _check_number(leads: Sequence[str], team: Sequence[TeamMember], usual: int, engagement: Engagement) -> Finding:
    """Reading taken: several leads are asked about even when the first is named; the confirmation is the reason."""
    if len(leads) <= usual:
        return passed("W-B4-4")
    first = [member for member in team if member.role is TeamRole.FIRST_LEAD and member.name]
    names = list(dict.fromkeys(member.name for member in first))
    said = {
        0: "还没有指定第一主评人。请确认，并指定其中1人为第一主评人",
        1: f"第一主评人是“{names[0] if names else ''}”。请确认，报告须由各位主评人签字",
    }.get(len(names), f"指定了{len(names)}名第一主评人，应为1名。请只留1名")
    where = first[0].where if first else engagement.where
    return failed("W-B4-4", f"主评人有{len(leads)}人（{'、'.join(leads)}），通常为{usual}人；{said}", where=where)


@clause("cq2023-7/4")
def check_qualifications(team: Sequence[TeamMember], engagement: Engagement, book: Rulebook) -> list[Finding]:
    """A lead evaluator has enough years of related work and a middle or senior title or a certificate."""
    names = set(lead_names(team, engagement))
    leads = {member.name: member for member in team if member.name in names}
    return [_check_qualification(member, work_years_for(book)) for member in leads.values()]


def _check_qualification(member: TeamMember, least: int) -> Finding:
    lacking = []
    if member.years is None:
        lacking.append("没有登记相关工作年限")
    elif member.years < least:
        lacking.append(f"相关工作{member.years}年，条件是{least}年以上")
    if not has_qualified_title(member.title) and not _has_certificate(member.certificates):
        lacking.append("没有中高级职称，也没有注册会计师、评估师、律师等专业资质")
    if not lacking:
        return passed("W-QUA-2", where=member.where)
    message = f"主评人“{member.name}”{'；'.join(lacking)}。请补登资格材料，或说明"
    return failed("W-QUA-2", message, where=member.where)


def has_qualified_title(title: str) -> bool:
    """Whether a professional title is of middle or senior grade."""
    if any(word in title for word in words("relations", "junior_titles")):
        return False
    return any(word in title for word in words("relations", "qualified_titles"))


def _has_certificate(certificates: str) -> bool:
    return bool(certificates.strip()) and certificates.strip() not in words("relations", "none")
