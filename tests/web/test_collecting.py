"""What happened is filled in while an evaluation is carried out, what was approved stays, and then the report begins."""

import pytest
from django.test import Client

from jiheng.evaluation.models import EvaluationProject, FundLine, Phase
from jiheng.workbooks.preparation.rows import BY_TITLE
from tests.county import County
from tests.evaluation.scored import scored_project
from tests.web.preparing import fresh, home, page, save, sheet_of, texts

pytestmark = pytest.mark.clause("cq2023-7/3", "cq2023-7/7", "cq2023-7/8")

LINES, NODES = "预算执行明细", "实施进度"


@pytest.fixture
def carried_out(county: County) -> EvaluationProject:
    """The scored demonstration, approved and being carried out; spending and dates are not all collected."""
    return scored_project(county)


def place(sheet: str, name: str) -> int:
    return next(at for at, column in enumerate(BY_TITLE[sheet].columns) if column.name == name)


def with_cells(project: EvaluationProject, sheet: str, **values: str) -> list[list[str]]:
    """The rows of a sheet with these fields filled wherever they are empty."""
    rows = texts(project, sheet)
    for row in rows:
        for name, said in values.items():
            row[place(sheet, name)] = row[place(sheet, name)] or said
    return rows


def move(client: Client, project: EvaluationProject) -> str:
    form = {"enters": "REPORT", "revision": fresh(project).revision}
    return client.post(f"{home(project)}phase/", form, follow=True).content.decode()


def test_only_what_happened_can_be_filled(agency: Client, carried_out: EvaluationProject) -> None:
    shown = page(agency, sheet_of(carried_out, LINES))
    assert "只能补填实际发生的栏目" in shown
    assert shown.count(" readonly ") == len(texts(carried_out, LINES)) * (len(BY_TITLE[LINES].columns) - 2)
    rows = texts(carried_out, LINES)
    rows[0][place(LINES, "budget")] = "1"
    answer = save(agency, carried_out, LINES, rows, fresh(carried_out).revision)
    assert answer.status_code == 400
    assert "方案已审定，预算执行明细只能补填实际支出数和支出凭据编号" in answer.content.decode()
    fewer = save(agency, carried_out, NODES, texts(carried_out, NODES)[1:], fresh(carried_out).revision)
    assert "方案已审定，实施进度只能补填" in fewer.content.decode()
    assert "保存" not in page(agency, sheet_of(carried_out, "下达文件"))


def test_with_spending_and_dates_collected_the_report_begins(agency: Client, carried_out: EvaluationProject) -> None:
    assert "E-B7-3" in move(agency, carried_out)
    lines = with_cells(carried_out, LINES, actual="50000", voucher="记账凭证1")
    assert save(agency, carried_out, LINES, lines, fresh(carried_out).revision).status_code == 302
    assert not FundLine.objects.filter(project=carried_out, actual=None).exists()
    nodes = with_cells(carried_out, NODES, actual="2022-12-30", evidence="验收单", reason="按期")
    assert save(agency, carried_out, NODES, nodes, fresh(carried_out).revision).status_code == 302
    shown = move(agency, carried_out)
    assert "已进入报告撰写" in shown
    assert fresh(carried_out).phase == Phase.REPORT


@pytest.mark.clause("ats2023/3.1")
def test_who_joins_while_it_is_carried_out_is_added_and_the_others_stay(
    agency: Client, carried_out: EvaluationProject
) -> None:
    team, changes = "评价小组", "人员变动"
    shown = page(agency, sheet_of(carried_out, team))
    assert "可以在末尾增加，灰色的是审定的内容" in shown
    assert shown.count(" readonly ") == len(texts(carried_out, team)) * len(BY_TITLE[team].columns)
    new = ["何苗", "成员", *[""] * (len(BY_TITLE[team].columns) - 2)]
    assert save(agency, carried_out, team, [*texts(carried_out, team), new], 2).status_code == 302
    joined = ["何苗", "进组", "2023-03-20", "增补", *[""] * (len(BY_TITLE[changes].columns) - 4)]
    assert save(agency, carried_out, changes, [joined], 3).status_code == 302
    refused = save(agency, carried_out, team, texts(carried_out, team)[1:], 4)
    assert refused.status_code == 400
    assert "方案已审定，评价小组只能在末尾增加新进成员" in refused.content.decode()
