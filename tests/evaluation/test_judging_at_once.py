"""Two people at the same moment: one is taken, the other is told, nothing is overwritten."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from jiheng.audit.queries import verify
from jiheng.evaluation.actions.expert_reviews import declare_relation, invite_expert, save_score
from jiheng.evaluation.models import EvaluationProject, ExpertInvitation, ExpertScore, Phase
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.indicators.shapes import Indicator
from tests.county import DAY, lay_county

D1 = Indicator("D1", "决策", "立项", "论证", Decimal(10))


def at_once(acts: list[Callable[[], object]]) -> list[str]:
    """What became of each: ``done`` or the refusal."""

    def tried(act: Callable[[], object]) -> str:
        try:
            act()
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(max_workers=len(acts)) as people:
        return sorted(people.map(tried, acts))


@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("cq2023-7/25")
def test_the_same_row_scored_in_two_windows_is_kept_once_and_the_later_is_told() -> None:
    county = lay_county()
    expert, lead = county.member(Duty.EXP), county.member(Duty.LEAD)
    project = EvaluationProject.objects.create(
        organisation=county.firm, created_by=lead.user, created_at=DAY, code="1", name="村道", phase=Phase.IMPLEMENT
    )

    def invited() -> object:
        return invite_expert(project, expert.user, due=date(2026, 4, 1), by=lead, at=DAY)

    assert at_once([invited, invited]) == ["done", "“专家甲”已经受邀，不必再邀请"]
    invitation = ExpertInvitation.objects.get()
    declare_relation(invitation, related=False, relation="", revision=1, by=expert, at=DAY)

    def saved(points: int, counter: int) -> Callable[[], object]:
        own = ExpertInvitation.objects.get(pk=invitation.pk)
        given = {"points": Decimal(points), "comment": f"{points}分", "counter": counter}
        return lambda: save_score(own, D1, **given, by=expert, at=DAY)  # type: ignore[arg-type]  # each fits its name

    for counter in (0, 1):
        said = at_once([saved(points, counter) for points in (7, 8, 9)])
        assert [each == "done" for each in said] == [True, False, False]
        assert all("已在别的窗口保存过" in each for each in said[1:])
        kept = ExpertScore.objects.get()
        assert kept.comment == f"{int(kept.points or 0)}分", "points and comment are those of one window"
        assert kept.revision == counter + 1
    assert verify() == []
