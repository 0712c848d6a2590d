"""The people of a preparation, checked against every unit it involves."""

from datetime import date

from jiheng.rules.agencies.shapes import Assigned, Engagement, Residence
from jiheng.rules.agencies.team import check_team
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.communications import CommunicationKind, of_kind
from jiheng.rules.preparation.scope import is_entrusted
from jiheng.rules.preparation.shapes import Preparation, Project


def units_involved(project: Project) -> tuple[str, ...]:
    """Every unit the evaluators declare towards, each once: department, implementing unit, further units."""
    named = (project.department, project.implementing_unit, *project.other_units)
    return tuple(dict.fromkeys(unit for unit in named if unit))


def commissioner_of(project: Project) -> str:
    """Who commissioned the evaluation: as entered, or as 评价主体 tells (“主管部门委托第三方”)."""
    if project.commissioner or not is_entrusted(project):
        return project.commissioner
    units = {"主管部门": project.department, "实施单位": project.implementing_unit}
    return next((unit for word, unit in units.items() if project.evaluator_kind.startswith(word)), "")


def engagement_of(preparation: Preparation) -> Engagement:
    """What the rules on people need of a preparation."""
    project = preparation.project
    evaluated = tuple(dict.fromkeys(unit for unit in (project.department, project.implementing_unit) if unit))
    return Engagement(
        units=units_involved(project),
        evaluated=evaluated,
        commissioner=commissioner_of(project),
        agency=project.agency if is_entrusted(project) else "",
        agency_drafted=project.agency_drafted,
        leads=project.leads,
        industries=project.industries,
        instruments=(project.instrument, *project.also),
        review=preparation.team_review,
        residence=residence_of(preparation),
        where=project.where,
    )


def residence_of(preparation: Preparation) -> Residence:
    """The stay of the team at the finance bureau; talks about the service are 沟通和交底 of that kind."""
    talks = of_kind(preparation.communications, CommunicationKind.SERVICE)
    return Residence(
        changes=preparation.team_changes,
        assessments=preparation.assessments,
        orders=preparation.resident_orders,
        talks=tuple(each.held_on for each in talks if each.held_on is not None),
        tasks=tuple(Assigned(each.name, each.people, each.starts, each.where) for each in preparation.tasks),
        starts=preparation.project.contract_starts,
        ends=preparation.project.contract_ends,
    )


def check_people(preparation: Preparation, on: date, book: Rulebook) -> list[Finding]:
    """Everything asked of team, lead evaluators, declarations and agency; see ``agencies.team.check_team``."""
    return check_team(preparation.team, preparation.declarations, engagement_of(preparation), on, book)
