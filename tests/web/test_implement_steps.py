"""评价实施 step by step: every sheet opens, what is open is counted and told, and the report waits for it."""

import pytest
from django.test import Client

from jiheng.evaluation.actions.collecting import COLLECTED
from jiheng.evaluation.models import EvaluationProject, FundLine, ScheduleNode, SiteVisit
from jiheng.evaluation.shapes import IMPLEMENTATION, implementation_of, preparation_of
from jiheng.web.evaluations.implement_steps import STEPS, implement_steps
from jiheng.workbooks.preparation.editing import texts_of
from jiheng.workbooks.preparation.implementation_editing import implementation_texts
from jiheng.workbooks.preparation.layout import PROJECT
from jiheng.workbooks.preparation.layout_implementation import IMPLEMENTATION_SHEETS
from tests.county import County
from tests.evaluation.scored import scored_project
from tests.web.preparing import fresh, home, page

pytestmark = pytest.mark.clause(*(f"cq2023-7/{number}" for number in range(15, 26)))

BY_TITLE = {sheet.title: sheet for sheet in IMPLEMENTATION_SHEETS if sheet.name in IMPLEMENTATION}


@pytest.fixture
def carried_out(county: County) -> EvaluationProject:
    return scored_project(county)


def typed(project: EvaluationProject, sheet: str) -> list[list[str]]:
    wanted = BY_TITLE[sheet]
    return implementation_texts(implementation_of(project, {wanted.name}), wanted)


def keep(client: Client, project: EvaluationProject, sheet: str, rows: list[list[str]]) -> int:
    form = {"revision": fresh(project).revision, "rows": len(rows)}
    cells = {f"r{at}c{place}": cell for at, row in enumerate(rows) for place, cell in enumerate(row)}
    return client.post(f"{home(project)}implementation/{sheet}/save/", form | cells).status_code


def project_form(client: Client, project: EvaluationProject, texts: dict[str, str]) -> int:
    cells = {f"r{at}c0": texts[column.name] for at, column in enumerate(PROJECT.columns)}
    form = {"revision": fresh(project).revision, "rows": len(cells)}
    return client.post(f"{home(project)}sheets/项目基本信息/save/", form | cells).status_code


def test_every_sheet_belongs_to_one_step() -> None:
    listed = [sheet for _, sheets, _ in STEPS for sheet in sheets]
    assert sorted(listed) == sorted(BY_TITLE)


def test_the_demonstration_has_one_step_to_mend(carried_out: EvaluationProject) -> None:
    tones = {step.title: (step.tone, step.errors, step.warnings) for step in implement_steps(carried_out)}
    assert tones["评定和计分"] == ("red", 2, 0)
    assert tones["现场查看和走访"] == ("yellow", 0, 1)
    assert tones["实际支出和时间"][0] == "red"
    assert tones["咨询"] == ("none", 0, 0)
    assert {tones[title][0] for title in ("书面通知", "资料", "管理情况查看", "分析")} == {"green"}


@pytest.mark.parametrize("sheet", list(BY_TITLE))
def test_every_sheet_is_typed_and_comes_back_as_it_was(
    agency: Client, carried_out: EvaluationProject, sheet: str
) -> None:
    before = typed(carried_out, sheet)
    shown = page(agency, f"{home(carried_out)}implementation/{sheet}/")
    assert f'aria-current="true">{sheet}</a>' in shown
    assert keep(agency, carried_out, sheet, before) == 302
    assert typed(carried_out, sheet) == before


def test_a_visit_taken_away_keeps_the_report_back_and_is_told_on_its_sheet(
    agency: Client, carried_out: EvaluationProject
) -> None:
    assert keep(agency, carried_out, "现场查看记录", [[""] * 7]) == 302
    assert not SiteVisit.objects.filter(project=carried_out).exists()
    assert "E-B20-1" in page(agency, f"{home(carried_out)}implementation/现场查看记录/")
    assert "必须到实施现场，没有现场查看记录" in page(agency, f"{home(carried_out)}check/")
    form = {"enters": "REPORT", "revision": fresh(carried_out).revision}
    refused = agency.post(f"{home(carried_out)}phase/", form)
    assert refused.status_code == 400
    assert "E-B20-1" in refused.content.decode()


def test_a_date_that_is_lacking_is_counted_in_its_step_and_told_on_its_sheet(
    agency: Client, carried_out: EvaluationProject
) -> None:
    FundLine.objects.filter(project=carried_out).update(actual=1)
    ScheduleNode.objects.filter(project=carried_out).update(actual=None, not_happened=False)
    nodes = ScheduleNode.objects.filter(project=carried_out).count()
    step = next(step for step in implement_steps(carried_out) if step.title == "实际支出和时间")
    assert (step.tone, step.errors) == ("red", nodes)
    assert {said.finding.code for said in step.said} == {"E-B8-5"}
    assert "没有填实际时间" in page(agency, f"{home(carried_out)}sheets/实施进度/")


def test_indicators_that_are_not_in_a_sheet_yet_stand_beside_it(
    agency: Client, carried_out: EvaluationProject
) -> None:
    address = f"{home(carried_out)}implementation/资料充分性/"
    assert "D1　项目前期论证充分性" not in page(agency, address)
    rows = [row for row in typed(carried_out, "资料充分性") if row[0] != "D1"]
    assert keep(agency, carried_out, "资料充分性", rows) == 302
    shown = page(agency, address)
    assert "这张表里还没有的指标" in shown
    assert "D1　项目前期论证充分性" in shown


def test_a_value_of_a_point_offers_the_numbers_of_its_materials(
    agency: Client, carried_out: EvaluationProject
) -> None:
    listed = implementation_of(carried_out, {"materials"}).materials
    shown = page(agency, f"{home(carried_out)}points/1/")
    general = next(one for one in listed if one.number and not one.point)
    assert f'<option value="{general.number}">{general.title}</option>' in shown
    assert 'list="papers"' in shown


def test_a_reminder_passes_with_its_reason(agency: Client, carried_out: EvaluationProject) -> None:
    sheet = f"{home(carried_out)}sheets/放行理由/"
    before = [["W-B11-1", "通村公路补助和道路工程都是农村公路建设，产出和效果相同，主评人决定不拆分"]]
    rows = [*before, ["W-B19-2", "运费由农户自报，已在问卷里问过"]]
    cells = {f"r{at}c{place}": cell for at, row in enumerate(rows) for place, cell in enumerate(row)}
    form = {"revision": fresh(carried_out).revision, "rows": 2}
    assert agency.post(f"{sheet}save/", form | cells).status_code == 302
    shown = page(agency, f"{home(carried_out)}check/")
    assert "放行理由：运费由农户自报，已在问卷里问过" in shown
    assert "N-P-16" not in shown


def test_facts_of_the_project_can_still_be_chosen_and_nothing_else(
    agency: Client, carried_out: EvaluationProject
) -> None:
    shown = page(agency, f"{home(carried_out)}sheets/项目基本信息/")
    assert shown.count(" readonly ") == len(PROJECT.columns) - len(COLLECTED["project"])
    texts = {
        column.name: row[0]
        for column, row in zip(PROJECT.columns, texts_of(preparation_of(carried_out), PROJECT), strict=True)
    }
    assert project_form(agency, carried_out, texts | {"has_site": "否"}) == 302
    assert fresh(carried_out).has_site is False
    assert project_form(agency, carried_out, texts | {"name": "另一个名称"}) == 400
    assert fresh(carried_out).name == texts["name"]


def test_finance_reads_every_step_and_types_none(carried_out: EvaluationProject, finance: Client) -> None:
    shown = page(finance, f"{home(carried_out)}implementation/走访记录/")
    assert "保存</button>" not in shown
    assert keep(finance, carried_out, "走访记录", []) == 403
