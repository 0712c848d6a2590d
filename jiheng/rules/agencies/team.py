"""Everything asked of the people of an evaluation, in one list."""

from collections.abc import Sequence
from datetime import date

from jiheng.rules.agencies.declarations import (
    check_declared,
    check_recused,
    check_recused_in_review,
    check_relations,
)
from jiheng.rules.agencies.leads import check_leads, check_qualifications
from jiheng.rules.agencies.residence import (
    check_newcomers,
    check_residents,
    check_residents_after_changes,
    check_stability,
    stability_for,
    staffing_for,
)
from jiheng.rules.agencies.review import check_professions, check_review
from jiheng.rules.agencies.separation import check_agency_relations, check_drafted, check_guided, check_separation
from jiheng.rules.agencies.service import (
    assessed_every_for,
    check_assessed,
    check_orders,
    check_talks,
    talked_every_for,
)
from jiheng.rules.agencies.shapes import Declaration, Engagement, TeamMember
from jiheng.rules.clause import clause
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook


@clause("cq2023-7/4", "ats2023/3.1")
def check_team(
    team: Sequence[TeamMember],
    declarations: Sequence[Declaration],
    engagement: Engagement,
    on: date,
    book: Rulebook,
) -> list[Finding]:
    """The team as each chosen instrument asks for it; ``on`` is the day declarations and relations are read for."""
    found: list[Finding] = []
    if "cq2023-7" in engagement.instruments:
        found += check_leads(team, declarations, engagement, book)
        found += check_qualifications(team, engagement, book)
    if {"cq2023-7", "ats2023"} & set(engagement.instruments):
        found += _check_conflicts(team, declarations, engagement, on, book)
    if "ats2023" in engagement.instruments:
        found += check_recused_in_review(team, declarations)
        found += [check_professions(team, engagement), check_review(engagement.review, engagement.where)]
        found += _check_residence(team, engagement, on, book)
    return found


def _check_conflicts(
    team: Sequence[TeamMember],
    declarations: Sequence[Declaration],
    engagement: Engagement,
    on: date,
    book: Rulebook,
) -> list[Finding]:
    return [
        check_separation(engagement),
        *check_agency_relations(declarations, engagement, on, book),
        check_drafted(engagement),
        check_guided(team, engagement),
        *check_declared(team, declarations, engagement, on),
        *check_relations(team, declarations, on, book),
        *check_recused(team, declarations, engagement),
    ]


def _check_residence(team: Sequence[TeamMember], engagement: Engagement, on: date, book: Rulebook) -> list[Finding]:
    staffing = staffing_for(book)
    return [
        *check_residents(team, engagement, on, staffing),
        *check_newcomers(engagement, on),
        *check_assessed(team, engagement, on, assessed_every_for(book)),
        check_talks(engagement, on, talked_every_for(book)),
        check_residents_after_changes(team, engagement, on, staffing),
        *check_stability(team, engagement, on, stability_for(book)),
        *check_orders(engagement, on),
    ]
