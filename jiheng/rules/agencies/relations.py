"""利益关系声明: who declared towards which unit, what stands between them, and what finance decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jiheng.rules.agencies.shapes import Declaration, TeamMember
from jiheng.rules.law import Rulebook
from jiheng.rules.targets.vocabulary import words
from jiheng.rules.wording import day_text


class Standing(StrEnum):
    """How a person stands to a unit, gravest first."""

    RECUSED = "认定应回避"
    OPEN = "待认定"
    MISSING = "未声明"
    ALLOWED = "认定不需回避"
    PAST = "已结束满规定年数"
    CLEAR = "无利益关系"


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """One cell of the table of people by units."""

    person: str
    unit: str
    standing: Standing
    declarations: tuple[Declaration, ...] = ()


def past_years_for(book: Rulebook) -> int:
    """For how many years after its end a relation still asks for a decision."""
    return int(book.entry("conflict_period").decimal("past_years"))


def years_after(day: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def has_relation(declaration: Declaration) -> bool:
    """Whether a relation was declared; “无利益关系” in words is none."""
    said = declaration.relation.strip()
    return bool(said) and said not in words("relations", "none")


def is_recent(declaration: Declaration, on: date, years: int) -> bool:
    """Whether the relation lasts, or ended less than ``years`` years before the day; that day itself is enough."""
    return declaration.until is None or years_after(declaration.until, years) > on


def needs_decision(declaration: Declaration, on: date, years: int) -> bool:
    """Whether finance has to decide on this relation and has not."""
    return has_relation(declaration) and declaration.recused is None and is_recent(declaration, on, years)


def is_signed(declaration: Declaration, on: date) -> bool:
    return declaration.signed_on is not None and declaration.signed_on <= on


def recused_by(person: str, declarations: Sequence[Declaration]) -> list[Declaration]:
    """The declarations of a person by which finance found that the person is to be recused."""
    return [each for each in declarations if each.person == person and each.recused is True]


def standings(
    people: Sequence[str], units: Sequence[str], declarations: Sequence[Declaration], on: date, book: Rulebook
) -> tuple[PersonStanding, ...]:
    """Every person towards every unit, the gravest declaration deciding; a pair without a signed one is missing."""
    years = past_years_for(book)
    return tuple(_pair(person, unit, declarations, on, years) for person in people for unit in units)


def _pair(person: str, unit: str, declarations: Sequence[Declaration], on: date, years: int) -> PersonStanding:
    found = tuple(each for each in declarations if (each.person, each.unit) == (person, unit))
    kinds = [standing_of(each, on, years) for each in found] or [Standing.MISSING]
    gravest = min(kinds, key=list(Standing).index)
    return PersonStanding(person, unit, gravest, found)


def standing_of(declaration: Declaration, on: date, years: int) -> Standing:
    """What one declaration says on the day."""
    if declaration.recused is True:
        return Standing.RECUSED
    if needs_decision(declaration, on, years):
        return Standing.OPEN
    if not is_signed(declaration, on):
        return Standing.MISSING
    if not has_relation(declaration):
        return Standing.CLEAR
    return Standing.ALLOWED if declaration.recused is False else Standing.PAST


def names_of(team: Sequence[TeamMember]) -> tuple[str, ...]:
    """The people of a team, each once, in the order of entry."""
    return tuple(dict.fromkeys(member.name for member in team if member.name))


def relation_text(declaration: Declaration, on: date, years: int) -> str:
    """The relation in words with its end: ``曾在“甲局”工作（任职），2025年6月30日结束，不满3年``."""
    unit, said = declaration.unit or "没有写明的单位", declaration.relation.strip()
    if declaration.until is None:
        return f"与“{unit}”有利益关系（{said}），没有写结束日期，按仍在持续看"
    if declaration.until > on:
        return f"与“{unit}”有利益关系（{said}），到{day_text(declaration.until)}才结束"
    worked = any(word in said for word in words("relations", "worked")) and "亲属" not in said
    link = f"曾在“{unit}”工作（{said}）" if worked else f"与“{unit}”曾有利益关系（{said}）"
    return f"{link}，{day_text(declaration.until)}结束，不满{years}年"
