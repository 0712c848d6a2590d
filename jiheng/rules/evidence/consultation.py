"""咨询: an expert who is asked says whether anything ties them to the units (第二十五条)."""

from collections.abc import Sequence
from datetime import date

from jiheng.rules.agencies.declarations import missing_units
from jiheng.rules.agencies.shapes import Declaration
from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.evidence.visit_shapes import Consultation, Consulted
from jiheng.rules.finding import Finding
from jiheng.rules.wording import quoted


@clause("cq2023-7/25")
def check_consultations(
    consultations: Sequence[Consultation], declarations: Sequence[Declaration], units: Sequence[str], on: date
) -> list[Finding]:
    """Every expert consulted has declared towards each unit involved by the day; a department need not.

    Reading taken: a declaration signed after the answer was given is late, but it is there. One answer for an
    expert, however often asked.
    """
    experts = {
        name: each for each in reversed(consultations) if each.kind is Consulted.EXPERT and (name := each.who.strip())
    }
    if not experts:
        return [not_applicable("W-B25", "没有咨询专家")]
    if not units:
        return [not_applicable("W-B25", "还没有填主管部门和实施单位，不知道该对谁声明")]
    found = [
        failed("W-B25", _undeclared(name, missing), where=first.where)
        for name, first in reversed(experts.items())
        if (missing := missing_units(name, units, declarations, on))
    ]
    return found or [passed("W-B25", f"{len(experts)}名被咨询的专家都已声明")]


def _undeclared(name: str, units: Sequence[str]) -> str:
    return f"被咨询的专家“{name}”没有对{quoted(units)}声明利益关系。请补声明并填签署日期"
