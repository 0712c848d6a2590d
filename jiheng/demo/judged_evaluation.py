"""What people judge of the scored evaluation: a request to change a score, one review handed in and one open."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from jiheng.evaluation.actions.adjusting import request_adjustment
from jiheng.evaluation.actions.expert_reviews import declare_relation, invite_expert, save_score, submit_review
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.queries import invitations
from jiheng.orgs.duties import Member
from jiheng.web.evaluations.opinion_rows import scorable
from jiheng.web.evaluations.score_views import scores_by_code

ASKED: Final = "G3"
TAKEN_OFF: Final = {
    "D1": (Decimal("0.5"), "演示：踏勘记录没有照片"),
    "D3": (Decimal("1"), "演示：成本目标偏宽，约束力不够"),
    "G2": (Decimal("0.5"), "演示：赤岩镇专账登记不及时"),
    "G3": (Decimal("0.25"), "演示：两次检查已口头整改，回执应补齐"),
    "C3": (Decimal("1"), "演示：石宝乡有一段厚度不足"),
    "X2": (Decimal("4"), "演示：只有单位总结，看不出效果"),
    "X4": (Decimal("1"), "演示：问卷只在沿线发放，代表性有限"),
}
"""Code → what the expert takes off, and why."""


def judge(project: EvaluationProject, lead: Member, answered: Member, waiting: Member, *, at: datetime) -> None:
    """Both experts are asked; one hands a review in. Then a change of one score is asked for, and waits."""
    due = (at + timedelta(days=400)).date()
    for expert in (answered, waiting):
        invite_expert(project, expert.user, due=due, by=lead, at=at)
    invitation = invitations(project).get(expert=answered.user)
    later = at + timedelta(days=1)
    declare_relation(invitation, related=False, relation="", revision=1, by=answered, at=later)
    indicators = [one.indicator for one in scorable(project)]
    for indicator in indicators:
        off, comment = TAKEN_OFF.get(indicator.code, (Decimal(0), ""))
        points = indicator.points - off
        save_score(invitation, indicator, points=points, comment=comment, counter=0, by=answered, at=later)
    fresh = invitations(project).get(expert=answered.user)
    submit_review(fresh, indicators, revision=fresh.revision, by=answered, at=later + timedelta(hours=2))
    found = scores_by_code(project)[ASKED]
    request_adjustment(
        project,
        found,
        score=Decimal("3.5"),
        reason="演示：两次检查的问题当场整改，县公路所出具了说明，建议少扣0.5分",
        materials=[one.number for one in found.admissible],
        revision=project.revision,
        by=lead,
        at=later + timedelta(days=1),
    )
