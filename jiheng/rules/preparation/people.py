"""The people of a preparation, checked against every unit it involves."""

from datetime import date

from jiheng.rules.agencies.shapes import Engagement
from jiheng.rules.agencies.team import check_team
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.shapes import Preparation, Project


def units_involved(project: Project) -> tuple[str, ...]:
    """Every unit the evaluators declare towards, each once: department, implementing unit, further units."""
    named = (project.department, project.implementing_unit, *project.other_units)
    return tuple(dict.fromkeys(unit for unit in named if unit))


def engagement_of(preparation: Preparation) -> Engagement:
    """What the rules on people need of a preparation."""
    project = preparation.project
    evaluated = tuple(dict.fromkeys(unit for unit in (project.department, project.implementing_unit) if unit))
    return Engagement(
        units=units_involved(project),
        evaluated=evaluated,
        commissioner=project.commissioner,
        agency=project.agency,
        agency_drafted=project.agency_drafted,
        leads=project.leads,
        industries=project.industries,
        instruments=(project.instrument, *project.also),
        review=preparation.team_review,
        where=project.where,
    )


def check_people(preparation: Preparation, on: date, book: Rulebook) -> list[Finding]:
    """Everything asked of team, lead evaluators, declarations and agency; see ``agencies.team.check_team``."""
    return check_team(preparation.team, preparation.declarations, engagement_of(preparation), on, book)
