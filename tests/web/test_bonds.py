"""The page of bond money: points one below the other, kept in one go, with the multiple and its arithmetic."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jiheng.evaluation.models import BondAnswer, EvaluationProject
from jiheng.orgs.models import Duty
from jiheng.rules.reporting.bond_points import bond_points
from tests.county import County
from tests.evaluation.keyed import reporting_project
from tests.web.preparing import home, page

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/36")]
LoggedIn = Callable[[Duty], Client]


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return reporting_project(county, fund_sources=["专项债券"], by_reference=True)


def bonds(project: EvaluationProject) -> str:
    return f"{home(project)}bonds/"


def save(client: Client, project: EvaluationProject, **form: Any) -> tuple[int, str]:
    named = {name.replace("_", "-", 1): value for name, value in form.items()}
    answer = client.post(f"{bonds(project)}save/", named, follow=True)
    return answer.status_code, answer.content.decode()


def test_every_point_is_offered_and_all_are_kept_in_one_go(project: EvaluationProject, agency: Client) -> None:
    shown = page(agency, bonds(project))
    assert all(one.title in shown and one.looks_at in shown for one in bond_points())
    assert "报告标“参照执行”" in shown
    given = {"answer_income": "符合", "amount_income": "1,200万元", "answer_repayable": "符合"}
    status, shown = save(agency, project, **given, amount_repayable="10000000", said_needed="见规划")
    assert (status, "已保存，改动3项" in shown) == (200, True)
    assert "项目收益12,000,000.00元÷债券本息10,000,000.00元＝1.20倍" in shown
    assert "已填 2／14 项" in shown
    assert "没有改动" in save(agency, project, **given, amount_repayable="10000000", said_needed="见规划")[1]


def test_a_low_multiple_is_told_with_its_arithmetic(project: EvaluationProject, agency: Client) -> None:
    given = {"amount_income": "9999999.99", "amount_repayable": "1000万元"}
    _, shown = save(agency, project, **given)
    assert "偏低" in shown
    assert "差0.01元" in shown
    assert "W-D2-3" in shown


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"amount_income": "一千万"}, "“一千万”不是金额"),
        ({"amount_income": "-5"}, "金额小于0"),
        ({"answer_needed": "也许"}, "请选符合、不符合或不适用"),
        ({"materials_needed": "资" * 401}, "最多400个"),
    ],
)
def test_what_cannot_be_taken_loses_nothing_typed(
    project: EvaluationProject, agency: Client, form: dict[str, str], said: str
) -> None:
    status, shown = save(agency, project, **form, said_public="写了很久的说明")
    assert (status, said in shown, "写了很久的说明</textarea>" in shown) == (422, True, True)
    assert not BondAnswer.objects.exists()


def test_the_later_of_two_windows_is_told_and_keeps_what_was_typed(
    project: EvaluationProject, agency: Client
) -> None:
    save(agency, project, answer_needed="符合")
    status, shown = save(agency, project, answer_needed="不适用", said_needed="另一个窗口")
    assert (status, "已在别的窗口保存过" in shown, "另一个窗口</textarea>" in shown) == (422, True, True)
    assert BondAnswer.objects.get().answer == "符合"
    assert "改动1项" in save(agency, project, answer_needed="不适用", said_needed="改", revision_needed="1")[1]


def test_a_project_without_bond_money_says_so_and_takes_nothing(county: County, agency: Client) -> None:
    plain = reporting_project(county, fund_sources=["一般公共预算"])
    shown = page(agency, bonds(plain))
    assert "没有政府债券资金，不用检查" in shown
    assert "<form" not in shown.split("<main", 1)[-1]
    assert save(agency, plain, answer_needed="符合")[0] == 422


def test_who_only_reads_sees_no_form(project: EvaluationProject, agency: Client, finance: Client) -> None:
    save(agency, project, answer_needed="不符合", amount_income="5000")
    shown = page(finance, bonds(project))
    assert "全部保存" not in shown
    assert "5,000.00 元" in shown
    assert "没有填说明和资料编号" in shown
    assert finance.post(f"{bonds(project)}save/", {}).status_code == 403


def test_a_project_not_marked_by_reference_is_told_to_be(county: County, agency: Client) -> None:
    unmarked = reporting_project(county, fund_sources=["专项债券"])
    assert "还没有标“参照执行”，请补标" in page(agency, bonds(unmarked))
