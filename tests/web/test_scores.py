"""Scores on the page: the same figures as the engine, each opening its arithmetic, its material and its clauses."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiheng.demo.implementation import demo_evaluated, demo_evaluation_workbook
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject, Material, MaterialUse, Phase
from jiheng.orgs.models import Duty
from jiheng.rules.implementation.result import EvaluationResult, score_evaluation
from jiheng.rules.preparation.rulebooks import rulebook_for
from tests.county import DAY, County, member_named
from tests.evaluation.scored import scored_project

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/23", "cq2023-7/27", "cq2023-7/28")]
LoggedIn = Callable[[Duty], Client]


@pytest.fixture
def due() -> EvaluationResult:
    preparation, given = demo_evaluated()
    day = preparation.project.evaluation_date
    assert day is not None
    return score_evaluation(preparation, given, rulebook_for(preparation.project, day)[0])


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return scored_project(county)


@pytest.fixture
def agency(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.TPL)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def home(project: EvaluationProject) -> str:
    return f"/evaluations/{project.pk}/"


def test_the_page_shows_the_figures_of_the_engine(
    agency: Client, project: EvaluationProject, due: EvaluationResult
) -> None:
    shown = page(agency, f"{home(project)}scores/")
    assert due.conclusion.grade is not None
    assert f"<b>{due.conclusion.value}</b> 分　等级“{due.conclusion.grade.value}”" in shown
    for one in due.parts[0].indicators:
        said = "—" if one.final.value is None else f"{one.final.value:.2f}"
        assert f"{one.indicator.name}为什么得{said}分" in shown


def test_every_score_opens_all_its_steps_material_and_clauses(
    agency: Client, project: EvaluationProject, due: EvaluationResult
) -> None:
    for one in due.parts[0].indicators:
        shown = page(agency, f"{home(project)}scores/{one.indicator.code}/")
        for each in one.evidence:
            assert each.number in shown
        assert shown.count("jh-step-clause") == sum(bool(step.clause) for step in one.final.steps)
    assert agency.get(f"{home(project)}scores/没有/").status_code == 404


def test_taking_away_the_last_material_takes_the_points(agency: Client, project: EvaluationProject) -> None:
    before = page(agency, f"{home(project)}scores/C1/")
    assert "有资料印证的得分</dt><dd>0.00" not in before
    given = demo_evaluated()[1]
    kept = tuple(one for one in given.materials if "C1" not in one.indicators)
    uses = tuple(one for one in given.uses if one.indicator != "C1")
    changed = type(given)(materials=kept, uses=uses)
    replace_implementation(
        project, changed, revision=2, by=member_named("qh_tpl"), at=DAY, parts={"materials", "uses"}
    )
    after = page(agency, f"{home(project)}scores/C1/")
    assert "有资料印证的得分</dt><dd>0.00" in after
    assert "没有资料，这个指标不得分" in after
    assert "没有可用资料" in page(agency, f"{home(project)}scores/")
    assert not Material.objects.filter(project=project, indicators__icontains="C1").exists()
    assert not MaterialUse.objects.filter(project=project, indicator="C1").exists()


def test_a_sheet_is_typed_and_kept(agency: Client, project: EvaluationProject) -> None:
    address = f"{home(project)}implementation/资料充分性/"
    assert 'aria-label="第4行　指标编号"' in page(agency, address)
    form = {"revision": 2, "rows": 1, "r0c0": "D1", "r0c1": "否", "r0c2": "1.5", "r0c3": "缺一份纪要", "r0c4": "郑海"}
    assert agency.post(f"{address}save/", form).status_code == 302
    assert "缺一份纪要" in page(agency, address)
    assert "不充分，扣 1.50 分：缺一份纪要" in page(agency, f"{home(project)}scores/D1/")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"r0c0": "D1", "r0c2": "一分"}, "“扣分”填的“一分”不是数"),
        ({"r0c0": "", "r0c1": "是"}, "“指标编号”没有填"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_typing_stays(
    agency: Client, project: EvaluationProject, cells: dict[str, str], said: str
) -> None:
    answer = agency.post(
        f"{home(project)}implementation/资料充分性/save/", {"revision": 2, "rows": 1, "r0c3": "理由还在", **cells}
    )
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert said in shown
    assert "理由还在" in shown


def test_a_stale_page_overwrites_nothing(agency: Client, project: EvaluationProject) -> None:
    answer = agency.post(
        f"{home(project)}implementation/资料充分性/save/", {"revision": 1, "rows": 1, "r0c0": "D1", "r0c1": "否"}
    )
    assert answer.status_code == 400
    assert "已被他人修改" in answer.content.decode()


def test_the_whole_evaluation_goes_out_and_comes_back_in(agency: Client, project: EvaluationProject) -> None:
    content = agency.get(f"{home(project)}evaluation-workbook/").content
    assert content == demo_evaluation_workbook()
    before = page(agency, f"{home(project)}scores/")
    upload = SimpleUploadedFile("评价.xlsx", content)
    answer = agency.post(
        f"{home(project)}evaluation-workbook/import/", {"workbook": upload, "revision": 2}, follow=True
    )
    assert "实施内容已读入" in answer.content.decode()
    assert before.split("评价结论")[-1] == page(agency, f"{home(project)}scores/").split("评价结论")[-1]


def test_a_file_that_is_no_workbook_changes_nothing(agency: Client, project: EvaluationProject) -> None:
    upload = SimpleUploadedFile("评价.xlsx", b"not a workbook")
    answer = agency.post(
        f"{home(project)}evaluation-workbook/import/", {"workbook": upload, "revision": 2}, follow=True
    )
    assert "评价.xlsx" in answer.content.decode()
    assert Material.objects.filter(project=project).count() == len(demo_evaluated()[1].materials)


def test_before_the_plan_is_approved_the_sheets_are_only_read(agency: Client, project: EvaluationProject) -> None:
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.PREPARE)
    shown = page(agency, f"{home(project)}implementation/资料充分性/")
    assert "进入评价实施以后才能填写" in shown
    assert "保存</button>" not in shown
    form = {"revision": 2, "rows": 1, "r0c0": "D1", "r0c1": "是"}
    answer = agency.post(f"{home(project)}implementation/资料充分性/save/", form)
    assert "要在评价实施环节才能修改" in answer.content.decode()


def test_an_evaluation_with_nothing_entered_says_what_to_do(county: County, agency: Client) -> None:
    preparation, _ = demo_evaluated()
    made = open_project(preparation, by=county.member(Duty.TPL), at=DAY)
    shown = page(agency, f"{home(made)}scores/")
    assert "还不能得出结论" in shown
    assert "没有写怎样取数" in shown
    assert "没有资料，这个指标不得分" in page(agency, f"{home(made)}scores/C1/")


def test_finance_reads_scores_and_types_none(logged_in: LoggedIn, project: EvaluationProject) -> None:
    office = logged_in(Duty.FPD)
    assert "计分结果" in page(office, f"{home(project)}scores/")
    assert "保存</button>" not in page(office, f"{home(project)}implementation/资料充分性/")
    form = {"revision": 2, "rows": 1, "r0c0": "D1", "r0c1": "是"}
    assert office.post(f"{home(project)}implementation/资料充分性/save/", form).status_code == 403
