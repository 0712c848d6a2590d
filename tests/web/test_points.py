"""Sample points in the browser: the list, forms out and in, values typed, units picked and put in place of others."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import now
from openpyxl import Workbook, load_workbook

from jiheng.evaluation.actions.entering import open_project, replace_preparation
from jiheng.evaluation.actions.plan import submit_plan
from jiheng.evaluation.actions.points import add_point, keep_values
from jiheng.evaluation.models import EvaluationProject, Phase, PlanStatus
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.execution.shapes import FundLine
from jiheng.rules.preparation.check import sampling_result
from jiheng.rules.sampling.draw import verify_draw
from jiheng.rules.sampling.picking import next_in_line
from jiheng.rules.sampling.points import PointKind
from jiheng.rules.sampling.shapes import ManualPoint
from jiheng.rules.surveys.shapes import PointValue
from jiheng.workbooks.preparation.sampling_record import read_record
from tests.county import County, member_named
from tests.web.conftest import LoggedIn
from tests.web.sampled import PLAN, SAMPLED, open_sampled

DRAW = sampling_result(SAMPLED)
WEST = "西片|雷公镇政府"
EAST = next(point.unit.id for point in DRAW.points.points if point.unit.id != WEST)
NUMBER_OF_EAST, NUMBER_OF_WEST = 1, 2
WAITING = next_in_line(DRAW.frame, DRAW.points, (), "东片", PLAN.seed)
NEXT, LAST = (unit.id for unit in WAITING)


@pytest.fixture
def agency(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.TPL)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return open_sampled(member_named("qh_tpl"))


def home(project: EvaluationProject) -> str:
    return f"/evaluations/{project.pk}/points/"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def post(client: Client, address: str, form: dict[str, object]) -> HttpResponse:
    answer = client.post(address, {"revision": 1, **form})
    assert isinstance(answer, HttpResponse)
    return answer


def values(project: EvaluationProject) -> tuple[PointValue, ...]:
    return preparation_of(project).point_values


def picked(project: EvaluationProject) -> tuple[ManualPoint, ...]:
    return preparation_of(project).manual_points


def typed(**said: str) -> dict[str, object]:
    """A point's form as the page sends it."""
    names = ("养护里程", "路面类型", "有无资金专账", "验收日期")
    form: dict[str, object] = {"point": WEST}
    for index, name in enumerate(names):
        form |= {f"k{index}": name, f"v{index}": said.get(name, ""), f"e{index}": said.get(f"{name}资料", "")}
    return form


def filled_form(client: Client, project: EvaluationProject, number: int, name: str, value: float | str) -> bytes:
    """The downloaded forms with one value written into one of them."""
    book = load_workbook(BytesIO(client.get(f"{home(project)}forms/").content))
    sheet = book.worksheets[number - 1]
    row = next(cell.row for cell in sheet["A"] if cell.value == name)
    sheet.cell(row, 4).value = value
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def hand_in(client: Client, project: EvaluationProject, *contents: bytes, revision: int = 1) -> HttpResponse:
    files = [SimpleUploadedFile(f"第{number}份.xlsx", content) for number, content in enumerate(contents, 1)]
    answer = client.post(f"{home(project)}fill/", {"revision": revision, "files": files})
    assert isinstance(answer, HttpResponse)
    return answer


# The list


def test_points_are_listed_with_how_they_came_and_counted_apart(county: County, agency: Client) -> None:
    project = open_sampled(member_named("qh_tpl"), ManualPoint(LAST, "群众反映多"))
    shown = page(agency, home(project))
    assert "雷公镇政府" in shown
    assert "群众反映多" in shown
    assert "随机样本</dt><dd>2 个" in shown
    assert "替换样本</dt><dd>0 个" in shown
    assert "重点样本</dt><dd>1 个" in shown
    only_picked = page(agency, f"{home(project)}?kind=重点")
    assert LAST.partition("|")[2] in only_picked
    assert ">雷公镇政府</a>" not in only_picked


def test_without_a_sample_the_first_step_is_offered(agency: Client) -> None:
    agency.post("/evaluations/new/", {"code": "PJ-9", "name": "新的评价"})
    project = EvaluationProject.objects.get()
    assert "还没有样本点" in page(agency, home(project))
    assert agency.get(f"{home(project)}forms/").status_code == 404
    assert agency.get(f"{home(project)}1/").status_code == 404


def test_who_may_only_read_is_offered_no_act(county: County, project: EvaluationProject, logged_in: LoggedIn) -> None:
    shown = page(logged_in(Duty.FPD), home(project)) + page(logged_in(Duty.FPD), f"{home(project)}1/")
    assert not any(act in shown for act in ("加选</a>", ">替换</a>", "读入</button>", "保存</button>", "<select"))


# Out


def test_the_record_can_be_drawn_again_by_anybody(agency: Client, project: EvaluationProject) -> None:
    record = read_record("抽样记录.xlsx", agency.get(f"{home(project)}record/").content)
    assert record.findings == ()
    assert verify_draw(record.draw, record.frame, PLAN.seed) == ()


def test_forms_and_table_go_out_under_chinese_names(agency: Client, project: EvaluationProject) -> None:
    forms = agency.get(f"{home(project)}forms/")
    assert len(load_workbook(BytesIO(forms.content)).sheetnames) == 2
    table = load_workbook(BytesIO(agency.get(f"{home(project)}table/").content)).worksheets[0]
    assert [table.cell(row, 1).value for row in (5, 6)] == [EAST, WEST]
    assert "filename*=UTF-8''" in forms["Content-Disposition"]


# Filled forms in


def test_several_filled_forms_come_in_at_once(agency: Client, project: EvaluationProject) -> None:
    east = filled_form(agency, project, NUMBER_OF_EAST, "养护里程", 12.4)
    west = filled_form(agency, project, NUMBER_OF_WEST, "有无资金专账", "是")
    answer = hand_in(agency, project, east, west)
    assert (answer.status_code, answer["Location"]) == (302, home(project))
    assert values(project) == (PointValue(EAST, "养护里程", "12.4"), PointValue(WEST, "有无资金专账", "是"))
    assert "已读入2个样本点的表，2项有改动。" in page(agency, home(project))
    assert "1／4 项" in page(agency, home(project))


def test_values_of_points_without_a_form_stay(agency: Client, project: EvaluationProject) -> None:
    post(agency, f"{home(project)}{NUMBER_OF_WEST}/save/", typed(路面类型="水泥"))
    hand_in(agency, project, filled_form(agency, project, NUMBER_OF_EAST, "养护里程", 12.4), revision=2)
    assert values(project) == (PointValue(WEST, "路面类型", "水泥"), PointValue(EAST, "养护里程", "12.4"))


def test_what_cannot_be_read_is_named_with_its_cell_and_the_rest_is_kept(
    agency: Client, project: EvaluationProject
) -> None:
    wrong = filled_form(agency, project, NUMBER_OF_EAST, "养护里程", "约12")
    good = filled_form(agency, project, NUMBER_OF_WEST, "养护里程", 8)
    said = hand_in(agency, project, wrong, good).content.decode()
    assert "“养护里程”填的“约12”不是数" in said
    assert f"第1份.xlsx／1．{EAST.partition('|')[2]} D10" in said
    assert values(project) == (PointValue(WEST, "养护里程", "8"),)


def test_forms_are_refused_when_somebody_changed_the_project_meanwhile(
    agency: Client, project: EvaluationProject
) -> None:
    form = filled_form(agency, project, NUMBER_OF_EAST, "养护里程", 12.4)
    replace_preparation(project, SAMPLED, revision=1, by=member_named("qh_tpl"), at=now(), parts={"tasks"})
    answer = hand_in(agency, project, form)
    assert answer.status_code == 400
    assert "已被他人修改" in answer.content.decode()
    assert values(project) == ()


@pytest.mark.parametrize(("content", "says"), [((), "请选择填好的表格"), ((b"text",), "没有读到填好的值")])
def test_no_file_and_no_form_are_told(
    agency: Client, project: EvaluationProject, content: tuple[bytes, ...], says: str
) -> None:
    answer = hand_in(agency, project, *content)
    assert answer.status_code == 400
    assert says in answer.content.decode()


# One point's page


def test_values_are_typed_kept_tidy_and_shown_again(agency: Client, project: EvaluationProject) -> None:
    form = typed(养护里程="1,280.50", 养护里程资料="Z-01", 验收日期="2023年5月1日", 有无资金专账="是")
    answer = post(agency, f"{home(project)}{NUMBER_OF_WEST}/save/", form)
    assert (answer.status_code, answer["Location"]) == (302, f"{home(project)}{NUMBER_OF_WEST}/")
    assert values(project) == (
        PointValue(WEST, "养护里程", "1280.5", "Z-01"),
        PointValue(WEST, "有无资金专账", "是"),
        PointValue(WEST, "验收日期", "2023-05-01"),
    )
    shown = page(agency, f"{home(project)}{NUMBER_OF_WEST}/")
    assert 'value="1280.5"' in shown
    assert 'value="Z-01"' in shown
    assert '<option value="是" selected>' in shown


def test_a_value_taken_out_is_gone(agency: Client, project: EvaluationProject) -> None:
    post(agency, f"{home(project)}{NUMBER_OF_WEST}/save/", typed(养护里程="12"))
    post(agency, f"{home(project)}{NUMBER_OF_WEST}/save/", typed() | {"revision": 2})
    assert values(project) == ()


def test_a_value_that_does_not_fit_is_named_beside_its_field_and_the_rest_is_kept(
    agency: Client, project: EvaluationProject
) -> None:
    answer = post(agency, f"{home(project)}{NUMBER_OF_WEST}/save/", typed(养护里程="约12", 路面类型="沥青"))
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "“约12”不是数。请写数字，如 12.5，单位是公里" in said
    assert 'value="约12"' in said
    assert 'name="revision" value="2"' in said
    assert "已填 1／" in said
    assert values(project) == (PointValue(WEST, "路面类型", "沥青"),)


def test_a_stale_form_is_refused_and_what_was_typed_stays(agency: Client, project: EvaluationProject) -> None:
    post(agency, f"{home(project)}{NUMBER_OF_WEST}/save/", typed(养护里程="12"))
    answer = post(agency, f"{home(project)}{NUMBER_OF_WEST}/save/", typed(养护里程="13"))
    said = answer.content.decode()
    assert answer.status_code == 400
    assert "已被他人修改" in said
    assert 'value="13"' in said
    assert 'name="revision" value="1"' in said
    assert values(project)[0].value == "12"


def test_saving_can_go_on_to_the_next_point_and_stays_at_the_last(agency: Client, project: EvaluationProject) -> None:
    first: dict[str, object] = {"point": EAST, "k0": "养护里程", "v0": "5", "e0": "", "next": "1"}
    assert post(agency, f"{home(project)}1/save/", first)["Location"] == f"{home(project)}2/"
    last = typed(养护里程="6") | {"next": "1", "revision": 2}
    assert post(agency, f"{home(project)}2/save/", last)["Location"] == f"{home(project)}2/"


def test_a_plan_that_was_sent_locks_the_values(agency: Client, project: EvaluationProject) -> None:
    submit_plan(project, (), content="{}", by=member_named("qh_tpl"), at=now())
    answer = post(agency, f"{home(project)}{NUMBER_OF_WEST}/save/", typed(养护里程="12"))
    assert "退回后才能修改" in answer.content.decode()
    assert "保存</button>" not in answer.content.decode()


def test_values_are_still_collected_while_the_evaluation_is_carried_out_and_not_in_the_report(
    agency: Client, project: EvaluationProject
) -> None:
    phase_is(project, Phase.IMPLEMENT)
    assert "保存</button>" in page(agency, f"{home(project)}{NUMBER_OF_WEST}/")
    assert post(agency, f"{home(project)}{NUMBER_OF_WEST}/save/", typed(养护里程="12")).status_code == 302
    assert "加选" not in page(agency, home(project))
    phase_is(project, Phase.REPORT)
    points = DRAW.points.points
    with pytest.raises(Refused, match="已在撰写报告"):
        keep_values(
            project, {(WEST, "养护里程"): ("13", "")}, points, revision=2, by=member_named("qh_tpl"), at=now()
        )


def phase_is(project: EvaluationProject, phase: Phase) -> None:
    EvaluationProject.objects.filter(pk=project.pk).update(phase=phase, plan_status=PlanStatus.APPROVED)
    project.refresh_from_db()


# Picked by hand


def test_a_unit_is_picked_with_a_reason(agency: Client, project: EvaluationProject) -> None:
    offered = page(agency, f"{home(project)}choose/?q=东片")
    assert NEXT in offered
    assert WEST not in offered
    answer = post(agency, f"{home(project)}pick/", {"unit": LAST, "reason": "群众反映多"})
    assert (answer.status_code, answer["Location"]) == (302, home(project))
    assert picked(project) == (ManualPoint(LAST, "群众反映多"),)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"unit": "", "reason": "群众反映多"}, "请选择一个单元"),
        ({"unit": LAST, "reason": " "}, "人工加选要写理由"),
        ({"unit": WEST, "reason": "群众反映多"}, "已在样本中"),
        ({"unit": "东片|河东镇政府", "reason": "群众反映多"}, "抽样框里没有"),
    ],
)
def test_a_pick_that_cannot_be_is_told_and_what_was_typed_stays(
    agency: Client, project: EvaluationProject, form: dict[str, object], says: str
) -> None:
    answer = post(agency, f"{home(project)}pick/", form)
    said = answer.content.decode()
    assert answer.status_code == 400
    assert says in said
    assert str(form["reason"]).strip() in said
    assert picked(project) == ()


def test_a_pick_on_a_stale_page_is_refused_with_unit_and_reason_kept(
    agency: Client, project: EvaluationProject
) -> None:
    post(agency, f"{home(project)}pick/", {"unit": NEXT, "reason": "资金多"})
    answer = post(agency, f"{home(project)}pick/", {"unit": LAST, "reason": "群众反映多"})
    said = answer.content.decode()
    assert "已被他人修改" in said
    assert f'value="{LAST}" checked' in said
    assert "群众反映多</textarea>" in said
    assert len(picked(project)) == 1


def test_a_long_frame_is_searched_and_paged_on_the_server(county: County, agency: Client) -> None:
    many = tuple(
        FundLine(str(number), "1号", use="养护", area="东片", payee=f"第{number:03}村", budget=Decimal(1000 + number))
        for number in range(1, 301)
    )
    project = open_project(replace(SAMPLED, lines=many), by=member_named("qh_tpl"), at=now())
    first = page(agency, f"{home(project)}choose/")
    assert first.count('name="unit"') == 20
    assert "第300村" in first, "the one with most money comes first"
    assert "第001村" not in first
    assert page(agency, f"{home(project)}choose/?q=第001").count('name="unit"') == 1


def test_only_an_evaluator_picks_units_and_writes_values(county: County, project: EvaluationProject) -> None:
    finance = member_named("qh_fpd")
    with pytest.raises(PermissionDenied):
        add_point(project, ManualPoint(LAST, "群众反映多"), DRAW, revision=1, by=finance, at=now())
    with pytest.raises(PermissionDenied):
        keep_values(project, {(WEST, "养护里程"): ("12", "")}, DRAW.points.points, revision=1, by=finance, at=now())
    assert (picked(project), values(project)) == ((), ())


# Put in place of a drawn one


def test_the_next_in_line_is_offered_first_and_takes_the_place(agency: Client, project: EvaluationProject) -> None:
    offered = page(agency, f"{home(project)}{NUMBER_OF_EAST}/choose/")
    assert f'value="{NEXT}" checked' in offered
    assert offered.index(NEXT) < offered.index(LAST)
    assert "按抽取次序的下一个" in offered
    answer = post(agency, f"{home(project)}1/swap/", {"point": EAST, "unit": NEXT, "reason": "已撤并"})
    assert answer.status_code == 302
    assert picked(project) == (ManualPoint(NEXT, "已撤并", EAST),)
    points = sampling_result(preparation_of(project)).points
    assert [point.unit.id for point in points.of(PointKind.REPLACEMENT)] == [NEXT]
    assert "替换样本</dt><dd>1 个" in page(agency, home(project))


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"unit": NEXT, "reason": ""}, "替换样本要写理由"),
        ({"unit": "", "reason": "已撤并"}, "请选择一个单元"),
        ({"unit": WEST, "reason": "已撤并"}, "已在样本中"),
    ],
)
def test_a_replacement_that_cannot_be_is_told(
    agency: Client, project: EvaluationProject, form: dict[str, object], says: str
) -> None:
    answer = post(agency, f"{home(project)}1/swap/", {"point": EAST, **form})
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert picked(project) == ()


def test_a_stratum_without_units_in_line_says_so(agency: Client, project: EvaluationProject) -> None:
    assert "这一层没有可以替换的单元" in page(agency, f"{home(project)}{NUMBER_OF_WEST}/choose/")


# Links


def test_the_overview_and_the_result_lead_to_the_points(agency: Client, project: EvaluationProject) -> None:
    overview = page(agency, f"/evaluations/{project.pk}/")
    assert overview.count(f'href="{home(project)}"') == 2
    result = page(agency, f"/evaluations/{project.pk}/results/sampling/")
    assert f'href="{home(project)}record/"' in result
    assert f'href="{home(project)}"' in result
