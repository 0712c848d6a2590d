"""What a report is made of: everything the evaluation holds, and what people wrote about it."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.agencies.leads import lead_names
from jiheng.rules.figures import Number, exact, percent, plain, rounded
from jiheng.rules.implementation.result import EvaluationResult
from jiheng.rules.implementation.shapes import Implementation
from jiheng.rules.preparation.people import engagement_of
from jiheng.rules.preparation.result import PreparationResult
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.rules.reporting.content import Table
from jiheng.rules.reporting.shapes import Report
from jiheng.rules.wording import day_text

NOTHING = "—"
TEN_THOUSAND = 10000


@dataclass(frozen=True, slots=True)
class AmendmentLine:
    """One approved amendment of the indicators as it is told. ``before`` and ``after`` are conclusions as printed."""

    number: int
    indicators: str
    reason: str
    asked_by: str
    approved_by: str
    approved_on: date
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Grounds:
    """``checked`` is what the rules say of the preparation, ``scored`` the score; ``run`` numbers its frozen record.

    ``marks`` stand on the cover; ``bonds`` and ``opinions`` are the tables of their annexes, when there are any.
    """

    preparation: Preparation
    given: Implementation
    checked: PreparationResult
    scored: EvaluationResult
    report: Report
    run: int = 0
    amendments: tuple[AmendmentLine, ...] = ()
    marks: tuple[str, ...] = ()
    bonds: Table | None = None
    opinions: Table | None = None

    @property
    def project(self) -> Project:
        return self.preparation.project

    @property
    def leads(self) -> tuple[str, ...]:
        """Who signs the report."""
        return self.project.leads or lead_names(self.preparation.team, engagement_of(self.preparation))

    @property
    def units(self) -> tuple[str, ...]:
        """被评价单位 first, then who carries the project out."""
        named = (self.project.department, self.project.implementing_unit)
        return tuple(dict.fromkeys(unit for unit in named if unit))


def in_ten_thousands(amount: Number | None) -> str:
    """Money in 元 as people read it: ``1234.5万元``."""
    return NOTHING if amount is None else f"{plain(rounded(exact(amount) / TEN_THOUSAND))}万元"


def money(amount: Number | None) -> str:
    """Money in 元 with two places and thousands apart, for tables."""
    return NOTHING if amount is None else f"{rounded(amount):,.2f}"


def ratio(value: Fraction | None) -> str:
    return NOTHING if value is None else percent(value)


def points(value: Decimal | None) -> str:
    """Points as printed; a dash while there are none."""
    return NOTHING if value is None else f"{value:f}"


CUT = re.compile(r"[0-9]+\.[0-9]{3,}…")


def value_text(value: str) -> str:
    """The value of an indicator with two places where it was cut: ``87.3317…%`` → ``87.33%``.

    The digits before “…” are cut, not rounded, so that rounding them gives what the exact value gives.
    """
    return CUT.sub(lambda found: f"{rounded(Decimal(found.group(0)[:-1]))}", value) or NOTHING


def day(value: date | None) -> str:
    return NOTHING if value is None else day_text(value)
