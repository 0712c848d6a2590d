"""工作组 of 文件A: finance reviews structure, capability and recusal before the evaluation starts."""

from collections.abc import Sequence

from jiheng.rules.agencies.shapes import Engagement, TeamMember, TeamReview, TeamRole
from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.finding import Finding
from jiheng.rules.wording import quoted


@clause("ats2023/3.1")
def check_review(review: TeamReview | None, where: str) -> Finding:
    """All three points of the review are met before the evaluation starts."""
    if review is None:
        return failed("E-A31-3", "工作组没有财政部门的审核记录。请先报财政部门审核", where=where)
    judged = (("人员结构", review.structure), ("业务能力", review.capability), ("利益关系回避", review.recusal))
    lacking = [f"{label}{'没有判定' if met is None else '不符合'}" for label, met in judged if not met]
    if not lacking:
        return passed("E-A31-3", where=review.where)
    message = f"工作组审核：{'、'.join(lacking)}，三项都“符合”才算通过。请调整后再报审"
    return failed("E-A31-3", message, where=review.where or where)


@clause("ats2023/3.1")
def check_professions(team: Sequence[TeamMember], engagement: Engagement) -> Finding:
    """Every member has a profession, and one of them fits the industry of the task."""
    members = [each for each in team if each.name and each.role is not TeamRole.EXPERT]
    if not engagement.industries:
        return not_applicable("W-A31-10", "没有填任务所属行业")
    blank = [member for member in members if not member.profession]
    if any(_fits(member.profession, industry) for member in members for industry in engagement.industries):
        return passed("W-A31-10", "有成员的专业与任务行业匹配")
    unknown = f"；{quoted(member.name for member in blank)}没有填专业" if blank else ""
    wanted = quoted(engagement.industries)
    message = f"任务行业是{wanted}，{len(members)}名成员没有一人的专业与之匹配{unknown}。请增补或说明"
    return failed("W-A31-10", message, where=blank[0].where if blank else engagement.where)


def _fits(profession: str, industry: str) -> bool:
    """Reading taken: one is written within the other (水利 and 水利工程)."""
    return bool(profession) and bool(industry) and (profession in industry or industry in profession)
