"""Who belongs to a team on a day, as people join and leave."""

from collections.abc import Sequence
from datetime import date

from jiheng.rules.agencies.shapes import ChangeKind, TeamChange, TeamMember, TeamReview, TeamRole


def members_on(team: Sequence[TeamMember], changes: Sequence[TeamChange], on: date) -> list[TeamMember]:
    """The members in the team on a day, experts not among them.

    Reading taken: who has no change was there from the start; a change counts from its day on, one without a day
    from the start.
    """
    members = [each for each in team if each.name and each.role is not TeamRole.EXPERT]
    return [each for each in members if _is_in(each.name, changes, on)]


def _is_in(name: str, changes: Sequence[TeamChange], on: date) -> bool:
    own = sorted((each for each in changes if each.person == name), key=_day)
    if not own:
        return True
    before = [each for each in own if _day(each) <= on]
    return before[-1].kind is ChangeKind.JOINED if before else own[0].kind is ChangeKind.LEFT


def _day(change: TeamChange) -> date:
    return change.changed_on or date.min


def passed_on(review: TeamReview | None) -> date | None:
    """The day finance passed the team; ``None`` while it has not, or gave no day."""
    if review is None or not (review.structure and review.capability and review.recusal):
        return None
    return review.reviewed_on


def since_passing(changes: Sequence[TeamChange], passed: date, on: date) -> list[TeamChange]:
    """The changes after the day the team was passed, up to the day."""
    return [each for each in changes if each.changed_on is None or passed < each.changed_on <= on]
