"""The page of report templates: uploaded with every fault told, tried out, withdrawn, chosen; fields listed."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import FileResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from docx import Document

from jiheng.evaluation.models import EvaluationProject, ReportSetup, ReportTemplate
from jiheng.orgs.models import Duty
from jiheng.reports.template_starter import starter_template
from jiheng.web.evaluations.report_template_views import template_choice
from jiheng.web.frame import Frame
from tests.county import County
from tests.reports.templates_drawn import drawn
from tests.web.conftest import LoggedIn
from tests.web.opened import evaluation_of
from tests.web.templated import template_of

HOME = "/report-templates/"


@pytest.fixture
def lead(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.LEAD)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return evaluation_of(county.firm)


def shown(client: Client, address: str = HOME) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def upload(client: Client, content: bytes, filename: str = "模板.docx", name: str = "") -> tuple[int, str]:
    form = {"file": SimpleUploadedFile(filename, content), "name": name}
    answer = client.post(f"{HOME}add/", form)
    return answer.status_code, answer.content.decode()


def test_a_template_that_fits_is_listed_and_can_be_fetched_again(lead: Client) -> None:
    assert upload(lead, starter_template(), name="事务所版式")[0] == 302
    page = shown(lead)
    assert "已收入“事务所版式”" in page
    assert "在用的模板" in page
    answer = lead.get(f"{HOME}{ReportTemplate.objects.get().pk}/file/")
    assert isinstance(answer, FileResponse)
    assert b"".join(answer) == starter_template()


def test_every_fault_is_listed_with_its_place_and_the_name_typed_stays(lead: Client) -> None:
    status, page = upload(lead, drawn("得分{{评价得份}}", "见{{正文}}", header="{{机构"), name="县里的")
    assert status == 422
    for said in (
        "有 3 处要改，没有收",
        "第1段“得分{{评价得份}}”",
        "没有“评价得份”这个字段",
        "是不是“评价得分”？",
        "页眉第1段“{{机构”",
        'value="县里的"',
    ):
        assert said in page, said
    assert not ReportTemplate.objects.exists()


@pytest.mark.parametrize(
    ("filename", "content", "said"),
    [
        ("模板.docx", b"not a word file", "E-F-08"),
        ("模板.docx", b"", "这是空文件"),
    ],
)
def test_a_file_of_another_kind_is_told(lead: Client, filename: str, content: bytes, said: str) -> None:
    status, page = upload(lead, content, filename)
    assert status == 422
    assert said in page


def test_no_file_and_a_name_taken_already_are_told(lead: Client, county: County) -> None:
    answer = lead.post(f"{HOME}add/", {"name": "只有名称"})
    assert answer.status_code == 422
    assert "请选择模板文件。" in answer.content.decode()
    template_of(county.firm, "标准")
    status, page = upload(lead, starter_template(), name="标准")
    assert status == 422
    assert "已有一份在用的模板叫“标准”" in page


def test_the_fields_stand_on_the_page_and_can_be_searched(lead: Client) -> None:
    page = shown(lead)
    for said in (
        "{{评价得分}}",
        "86.96分",
        "{{行.三级指标}}",
        "{%循环 意见表%}",
        "{%如果 征求意见稿%}",
        "{{签章页}}",
    ):
        assert said in page, said
    found = shown(lead, f"{HOME}?q=覆盖率")
    assert "{{样本资金覆盖率}}" in found
    assert "{{主管部门}}" not in found
    assert "没有这样的字段" in shown(lead, f"{HOME}?q=没有的东西")


def test_the_starter_and_a_trial_are_word_files(lead: Client, county: County) -> None:
    answer = lead.get(f"{HOME}starter/")
    assert answer.content == starter_template()
    assert "attachment" in answer["Content-Disposition"]
    template = template_of(county.firm)
    tried = Document(BytesIO(lead.get(f"{HOME}{template.pk}/trial/").content))
    assert "2022年农村公路项目绩效评价报告" in [one.text for one in tried.paragraphs]


def test_a_template_withdrawn_is_no_longer_in_use(lead: Client, county: County) -> None:
    template = template_of(county.firm)
    address = f"{HOME}{template.pk}/withdraw/"
    assert "已停用。选用过它的项目要另选一份" in lead.post(address, follow=True).content.decode()
    assert "已停用 1 份" in shown(lead)
    assert "已经停用" in lead.post(address, follow=True).content.decode()


def test_templates_of_others_are_not_there(logged_in: LoggedIn, county: County) -> None:
    template = template_of(county.firm)
    bureau = logged_in(Duty.FPD)
    assert template.name not in shown(bureau)
    assert bureau.get(f"{HOME}{template.pk}/file/").status_code == 404
    assert bureau.post(f"{HOME}{template.pk}/withdraw/").status_code == 404


def test_a_project_s_report_gets_its_template(lead: Client, county: County, project: EvaluationProject) -> None:
    template = template_of(county.bureau, "财政局统一版式")
    address = f"/evaluations/{project.pk}/report/template/"
    answer = lead.post(address, {"template": template.pk, "revision": 0, "back": HOME})
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert "报告改用“财政局统一版式”" in shown(lead)
    assert ReportSetup.objects.get().template == template
    for form, said in (
        ({"template": "", "revision": 0}, "刚被改动过"),
        ({"template": "甲", "revision": 1}, "没有收到选的是哪一份模板"),
        ({"template": 99999, "revision": 1}, "不在可选的范围内"),
        ({"template": "", "revision": 1, "back": "https://elsewhere.example/"}, "报告改用“系统自带的版式”"),
    ):
        answer = lead.post(address, form, follow=True)
        assert answer.redirect_chain[0][0] == f"/evaluations/{project.pk}/"
        assert said in answer.content.decode(), said


def test_the_choice_says_which_template_is_used_and_warns_of_one_withdrawn(
    lead: Client, county: County, project: EvaluationProject
) -> None:
    template = template_of(county.firm, "事务所版式")
    lead.post(f"/evaluations/{project.pk}/report/template/", {"template": template.pk, "revision": 0})
    for duty, said in ((Duty.LEAD, f'<option value="{template.pk}" selected>'), (Duty.FPD, "<p>事务所版式</p>")):
        assert said in choice_of(county, duty, project), duty
    lead.post(f"{HOME}{template.pk}/withdraw/")
    page = choice_of(county, Duty.LEAD, project)
    assert "选用的“事务所版式”已停用" in page
    assert "selected" not in page


def choice_of(county: County, duty: Duty, project: EvaluationProject) -> str:
    """The part a page of the report includes."""
    request = RequestFactory().get(f"/evaluations/{project.pk}/report/")
    request.member = county.member(duty)  # type: ignore[attr-defined]  # the middleware's work
    choice = template_choice(request, project)  # type: ignore[arg-type]  # a member's request
    context = {"choice": choice, "project": project, "request": request, "frame": Frame(request)}
    return render_to_string("evaluations/report_template_choice.html", context)


def test_more_templates_ask_no_more_of_the_database(lead: Client, county: County) -> None:
    asked = []
    for batch in range(2):
        for number in range(1 + 4 * batch):
            template_of(county.firm, f"模板{batch}{number}")
        shown(lead)
        with CaptureQueriesContext(connection) as captured:
            shown(lead)
        asked.append(len(captured))
    assert asked[0] == asked[1]
