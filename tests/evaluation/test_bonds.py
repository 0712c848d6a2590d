"""The points of bond money are kept in one go, by evaluators, and nobody overwrites anybody."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.audit.models import Event
from jiheng.evaluation.actions.bonds import save_bond_answers
from jiheng.evaluation.bond_queries import bond_answers, bond_standing
from jiheng.evaluation.models import BondAnswer as AnswerRow
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.models import Material as MaterialRow
from jiheng.evaluation.queries import state_mark
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.reporting.bond_points import BondAnswer, BondSays
from jiheng.rules.reporting.bonds import report_marks
from tests.county import DAY, County, member_named
from tests.evaluation.keyed import reporting_project

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/36")]
D = Decimal
INCOME = BondAnswer("income", BondSays.FITS, amount=D("1200000.00"))
SERVICE = BondAnswer("repayable", BondSays.FITS, "按季度付息", "资-01", D("1000000.00"))


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return reporting_project(county, fund_sources=["专项债券"], by_reference=True)


@pytest.fixture
def agency(county: County) -> Member:
    return county.member(Duty.TPM)


def save(project: EvaluationProject, by: Member, *given: BondAnswer, **seen: int) -> int:
    return save_bond_answers(project, given, seen=seen, by=by, at=DAY)


def test_all_points_are_kept_in_one_go_and_only_what_changed_counts(
    project: EvaluationProject, agency: Member
) -> None:
    before = state_mark(project)
    assert save(project, agency, INCOME, SERVICE, BondAnswer("needed")) == 2, "a blank one is none"
    assert set(bond_answers(project)) == {INCOME, SERVICE}
    assert save(project, agency, INCOME, SERVICE, income=1, repayable=1) == 0
    assert save(project, agency, BondAnswer("income"), SERVICE, income=1, repayable=1) == 1
    assert AnswerRow.objects.get(item="income").revision == 2
    assert bond_answers(project)[0] == BondAnswer("income"), "what was taken back is blank"
    told = list(Event.objects.filter(action="report.bonds_saved").order_by("seq").values_list("after", flat=True))
    assert len(told) == 2
    assert "收入、成本、收益预测合理性" in told[1]
    assert state_mark(project) == before


def test_the_later_of_two_windows_is_told_and_nothing_of_it_is_kept(
    project: EvaluationProject, agency: Member
) -> None:
    save(project, agency, INCOME)
    other = BondAnswer("income", BondSays.FAILS)
    for seen in (0, 7):
        with pytest.raises(Refused, match="“收入、成本、收益预测合理性”已在别的窗口保存过"):
            save(project, agency, SERVICE, other, income=seen)
    assert bond_answers(project) == (INCOME,)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (BondAnswer("income", amount=D("-0.01")), "金额小于0"),
        (BondAnswer("income", amount=D("1.001")), "小数多于2位"),
        (BondAnswer("needed", said="\x00"), "不可见的字符"),
        (BondAnswer("needed", materials="资" * 401), "最多400个"),
    ],
)
def test_what_cannot_be_kept_is_told(
    project: EvaluationProject, agency: Member, given: BondAnswer, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        save(project, agency, given)


def test_points_that_are_not_on_the_list_are_left_out(project: EvaluationProject, agency: Member) -> None:
    assert save(project, agency, BondAnswer("nonsense", BondSays.FITS)) == 0
    assert not AnswerRow.objects.exists()


def test_only_evaluators_fill_it_in_and_only_with_bond_money(
    project: EvaluationProject, county: County, agency: Member
) -> None:
    for who in (county.member(Duty.FPD), county.member(Duty.QC), member_named("lz_fpd")):
        with pytest.raises(PermissionDenied):
            save(project, who, INCOME)
    plain = reporting_project(county, code="PJ-2", fund_sources=["一般公共预算"])
    with pytest.raises(Refused, match="没有政府债券"):
        save(plain, agency, INCOME)
    assert bond_standing(plain, DAY.date()).said == ()
    assert bond_standing(plain, DAY.date()).table is None
    assert tuple(report_marks(preparation_of(one, ()).project) for one in (project, plain)) == (("参照执行",), ())


def test_the_standing_tells_the_multiple_the_material_and_the_table(
    project: EvaluationProject, agency: Member
) -> None:
    MaterialRow.objects.create(project=project, position=1, number="资-01", title="偿债计划", form="文件")
    save(project, agency, INCOME, SERVICE)
    standing = bond_standing(project, DAY.date())
    assert {one.code for one in standing.said} == {"W-D2-1"}, "the number is that of material on record"
    assert standing.table is not None
    assert "＝1.20倍" in standing.table.note
    MaterialRow.objects.all().delete()
    assert "W-D2-6" in {one.code for one in bond_standing(project, DAY.date()).said}
