"""Every person declares towards every unit involved; finance decides on relations that last or ended lately."""

from collections.abc import Sequence
from datetime import date

from jiheng.rules.agencies.leads import lead_names
from jiheng.rules.agencies.relations import (
    is_signed,
    names_of,
    needs_decision,
    past_years_for,
    recused_by,
    relation_text,
)
from jiheng.rules.agencies.shapes import Declaration, Engagement, TeamMember, TeamRole
from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.wording import quoted


def missing_units(
    person: str, units: Sequence[str], declarations: Sequence[Declaration], on: date
) -> tuple[str, ...]:
    """The units involved towards which a person has signed no declaration by the day."""
    signed = {each.unit for each in declarations if each.person == person and is_signed(each, on)}
    return tuple(unit for unit in units if unit not in signed)


@clause("cq2023-7/4", "ats2023/3.1", "cq2023-7/25")
def check_declared(
    team: Sequence[TeamMember], declarations: Sequence[Declaration], engagement: Engagement, on: date
) -> list[Finding]:
    """Each person declares towards each unit involved, one by one.

    Reading taken: a missing declaration of a member keeps finance from passing the team of 文件A; under 文件B
    alone it is a reminder. A missing one of an expert is a reminder always.
    """
    code = "E-COI-5" if "ats2023" in engagement.instruments else "W-COI-5"
    if not engagement.units:
        return [not_applicable(code, "还没有填主管部门和实施单位，不知道该对谁声明")]
    names = names_of(team)
    found = []
    for name in names:
        if units := missing_units(name, engagement.units, declarations, on):
            rows = [member for member in team if member.name == name]
            expert_only = all(member.role is TeamRole.EXPERT for member in rows)
            message = (
                f"“{name}”没有对{quoted(units)}签利益关系声明（应声明{len(engagement.units)}个单位，"
                f"缺{len(units)}个）。请补签并填签署日期"
            )
            found.append(failed("W-B25" if expert_only else code, message, where=rows[0].where))
    return found or [passed(code, f"{len(names)}人对{len(engagement.units)}个有关单位都已声明")]


@clause("cq2023-7/4", "ats2023/3.1")
def check_relations(
    team: Sequence[TeamMember], declarations: Sequence[Declaration], on: date, book: Rulebook
) -> list[Finding]:
    """A relation of a person with a unit that lasts, or ended too lately, is for finance to decide.

    Reading taken: a relation with any unit named counts, whether or not the unit was listed as involved.
    """
    people, years = set(names_of(team)), past_years_for(book)
    found = [
        failed(
            "W-COI-4", f"“{each.person}”{relation_text(each, on, years)}。请报财政部门认定是否回避", where=each.where
        )
        for each in declarations
        if each.person in people and needs_decision(each, on, years)
    ]
    return found or [passed("W-COI-4", "没有待认定的利益关系")]


@clause("cq2023-7/4")
def check_recused(
    team: Sequence[TeamMember], declarations: Sequence[Declaration], engagement: Engagement
) -> list[Finding]:
    """Who was found to be recused leaves the team; for the lead evaluator the directive has its own code."""
    leads = lead_names(team, engagement) if "cq2023-7" in engagement.instruments else ()
    return _recused("E-COI-4", [name for name in names_of(team) if name not in leads], declarations)


@clause("ats2023/3.1")
def check_recused_in_review(team: Sequence[TeamMember], declarations: Sequence[Declaration]) -> list[Finding]:
    """The team of 文件A does not pass while somebody found to be recused is still in it."""
    return _recused("E-A31-4", names_of(team), declarations)


def _recused(code: str, names: Sequence[str], declarations: Sequence[Declaration]) -> list[Finding]:
    found = [
        failed(
            code,
            f"“{each.person}”与“{each.unit}”的利益关系（{each.relation or '没有写明'}）"
            "已由财政部门认定应回避，仍在组内。请更换人员",
            where=each.where,
        )
        for name in names
        for each in recused_by(name, declarations)
    ]
    return found or [passed(code)]
