"""An expert who is asked declares whether anything ties them to the units."""

from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.agencies.shapes import Declaration
from jiheng.rules.evidence.consultation import check_consultations
from jiheng.rules.evidence.visit_shapes import Consultation, Consulted
from jiheng.rules.finding import Outcome

TODAY = date(2026, 4, 20)
UNITS = ("县住建局", "青石镇政府")
ASKED = Consultation("路面厚度怎样抽检", "赵六", Consulted.EXPERT, "按规范钻芯", TODAY, where="咨询记录 第2行")
DECLARED = [Declaration("赵六", unit, signed_on=date(2026, 4, 1)) for unit in UNITS]
pytestmark = pytest.mark.clause("cq2023-7/25")


def test_an_expert_who_declared_towards_every_unit_passes() -> None:
    assert [each.outcome for each in check_consultations([ASKED], DECLARED, UNITS, TODAY)] == [Outcome.PASSED]


@pytest.mark.parametrize(
    ("declarations", "missing"),
    [
        ([], "“县住建局”、“青石镇政府”"),
        (DECLARED[:1], "“青石镇政府”"),
        ([DECLARED[0], replace(DECLARED[1], signed_on=None)], "“青石镇政府”"),
        ([DECLARED[0], replace(DECLARED[1], person="钱七")], "“青石镇政府”"),
    ],
)
def test_a_declaration_that_is_missing_is_a_reminder(declarations: list[Declaration], missing: str) -> None:
    (finding,) = check_consultations([ASKED], declarations, UNITS, TODAY)
    assert (finding.code, finding.outcome, finding.blocks) == ("W-B25", Outcome.FAILED, False)
    assert f"被咨询的专家“赵六”没有对{missing}声明利益关系" in finding.message
    assert finding.where == "咨询记录 第2行"


@pytest.mark.parametrize(("signed", "outcome"), [(TODAY, Outcome.PASSED), (date(2026, 4, 21), Outcome.FAILED)])
def test_a_declaration_counts_from_the_day_it_was_signed(signed: date, outcome: Outcome) -> None:
    late = [replace(each, signed_on=signed) for each in DECLARED]
    assert check_consultations([ASKED], late, UNITS, TODAY)[0].outcome is outcome


def test_an_expert_is_named_once_where_first_asked() -> None:
    again = replace(ASKED, question="怎样换算", where="咨询记录 第3行")
    other = replace(ASKED, who=" 钱七 ", where="咨询记录 第4行")
    found = check_consultations([ASKED, again, other], [], UNITS, TODAY)
    assert [each.where for each in found] == ["咨询记录 第2行", "咨询记录 第4行"]


def test_a_department_need_not_declare() -> None:
    department = replace(ASKED, kind=Consulted.DEPARTMENT, who="县交通局")
    for asked in ([], [department]):
        assert check_consultations(asked, [], UNITS, TODAY)[0].outcome is Outcome.NOT_APPLICABLE


def test_without_units_nobody_knows_towards_whom() -> None:
    assert check_consultations([ASKED], [], (), TODAY)[0].outcome is Outcome.NOT_APPLICABLE
