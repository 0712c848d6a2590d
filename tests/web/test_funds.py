"""The execution tables on the page, and lists brought in through the browser."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from threading import Event as Flag

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from openpyxl import load_workbook

from jiheng.demo.preparation.project import demo_preparation
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.actions.plan import submit_plan
from jiheng.evaluation.models import EvaluationProject, FundLine, ImportOutcome, LineImport
from jiheng.jobs.worker import work
from jiheng.orgs.models import Duty
from jiheng.rules.execution.shapes import FundLine as LineShape
from jiheng.rules.execution.shapes import Release
from jiheng.rules.preparation.shapes import Preparation, Project
from tests.county import DAY, County
from tests.workbooks.line_list.building import HEADS, ROWS, sheet_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/7")]
LoggedIn = Callable[[Duty], Client]


@pytest.fixture
def demo(county: County) -> EvaluationProject:
    return open_project(demo_preparation(), by=county.member(Duty.TPL), at=DAY)


@pytest.fixture
def page(demo: EvaluationProject, logged_in: LoggedIn) -> Callable[[str], str]:
    client = logged_in(Duty.TPL)

    def text(rest: str) -> str:
        answer = client.get(f"/evaluations/{demo.pk}/{rest}")
        assert answer.status_code == 200, rest
        return answer.content.decode()

    return text


def test_the_cross_table_has_every_cell_and_leads_to_its_lines(page: Callable[[str], str]) -> None:
    shown = page("results/execution/")
    assert "用途×区域" in shown
    assert "与下达文件核对" in shown
    assert "资金流向" in shown
    assert "资金分布（按用途）" in shown
    assert 'aria-label="通村公路补助，东片的明细，预算95.00万元"' in shown
    assert "云财建〔2022〕31号" in shown


def test_any_two_dimensions_can_be_set_against_each_other(page: Callable[[str], str]) -> None:
    shown = page("results/execution/?down=management&across=method")
    assert "管理模式×分配方式" in shown
    assert "资金分布（按管理模式）" in shown
    assert "用途×区域" in page("results/execution/?down=nothing&across=")


def test_the_seven_summaries_have_shares_and_totals(page: Callable[[str], str]) -> None:
    for word, title in (("time", "再次分配时间"), ("payee", "资金到达对象"), ("standard", "分配标准")):
        assert f"按{title}汇总" in page(f"results/execution/summaries/?by={word}")
    shown = page("results/execution/summaries/?by=use")
    assert "52.63%" in shown
    assert "4,560,000.00" in shown


def test_levels_open_one_below_the_other(page: Callable[[str], str]) -> None:
    assert "交通帮扶补助" in page("results/execution/levels/")
    below = page("results/execution/levels/?use=通村公路补助")
    assert "区域" in below
    assert "东片" in below
    last = page("results/execution/levels/?use=通村公路补助&area=东片&payee=龙溪镇人民政府")
    assert "已打开到最后一层：1 行，预算 100,000.00 元" in last


def test_the_detail_table_is_cut_to_what_was_asked_for_and_sums_each_document(page: Callable[[str], str]) -> None:
    shown = page("results/execution/lines/")
    assert "云财建〔2022〕31号 小计，14 行" in shown
    assert "青财农〔2022〕12号 小计，2 行" in shown
    cut = page("results/execution/lines/?use=道路工程&area=东片")
    assert "2 行，用途：道路工程，区域：东片" in cut
    assert "龙溪镇人民政府" not in cut
    assert "下达文件：青财农〔2022〕12号" in page("results/execution/lines/?release=青财农〔2022〕12号")


def test_a_document_that_goes_on_on_the_next_page_has_its_sub_total_there(
    county: County, logged_in: LoggedIn
) -> None:
    lines = tuple(LineShape(str(n), "甲1号", use="路", payee=f"户{n}", budget=Decimal(1)) for n in range(60))
    made = open_project(Preparation(project=Project("PJ-2", "补贴"), lines=lines), by=county.member(Duty.TPL), at=DAY)
    client = logged_in(Duty.TPL)
    first = client.get(f"/evaluations/{made.pk}/results/execution/lines/").content.decode()
    second = client.get(f"/evaluations/{made.pk}/results/execution/lines/?page=2").content.decode()
    assert "小计" not in first
    assert "甲1号 小计，60 行" in second
    assert "以上各页合计" in first


def test_a_difference_to_the_document_is_named_first(county: County, logged_in: LoggedIn) -> None:
    preparation = Preparation(
        project=Project("PJ-3", "补贴"),
        releases=(
            Release("甲1号", amount=Decimal("100.00")),
            Release("甲2号", amount=Decimal("100.01")),
        ),
        lines=(
            LineShape("1", "甲1号", budget=Decimal("100.00")),
            LineShape("2", "甲2号", budget=Decimal("100.00")),
            LineShape("3", "没有登记的", budget=Decimal("7.00"), actual=Decimal("8.00")),
        ),
    )
    made = open_project(preparation, by=county.member(Duty.TPL), at=DAY)
    shown = logged_in(Duty.TPL).get(f"/evaluations/{made.pk}/results/execution/").content.decode()
    assert shown.index("甲2号") < shown.index("甲1号")
    assert "文件没有登记" in shown
    assert ">0.01<" in shown
    assert "未收齐" in shown


def test_a_project_without_lines_offers_the_first_step(county: County, logged_in: LoggedIn) -> None:
    made = open_project(Preparation(project=Project("PJ-4", "补贴")), by=county.member(Duty.TPL), at=DAY)
    client = logged_in(Duty.TPL)
    for rest in ("", "summaries/", "levels/", "lines/"):
        shown = client.get(f"/evaluations/{made.pk}/results/execution/{rest}").content.decode()
        assert "还没有预算执行明细" in shown


def upload(content: bytes, name: str = "明细.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def handed_in(client: Client, project: EvaluationProject, content: bytes, name: str = "明细.xlsx") -> LineImport:
    answer = client.post(f"/evaluations/{project.pk}/lines/import/add/", {"list": upload(content, name)})
    assert answer.status_code == 302, answer.content.decode()
    return LineImport.objects.latest("pk")


CHOSEN = {
    "column-number": "0",
    "column-release": "1",
    "column-use": "2",
    "column-area": "3",
    "column-payee": "4",
    "column-budget": "5",
    "column-management": "fixed",
    "fixed-management": "乡镇自建",
    "scale": "10000",
    "place": "replace",
}


def test_a_list_goes_in_from_the_upload_to_the_table(demo: EvaluationProject, logged_in: LoggedIn) -> None:
    client = logged_in(Duty.TPL)
    one = handed_in(client, demo, sheet_bytes([("分配表",), HEADS, *ROWS]))
    address = f"/evaluations/{demo.pk}/lines/{one.pk}/"
    shown = client.get(address).content.decode()
    assert "表头在第 2 行" in shown
    assert '<option value="5" selected>补助金额（万元）</option>' in shown
    assert "青财建〔2022〕31号，青财建〔2022〕31号，青财农〔2022〕12号" in shown
    assert client.post(f"{address}start/", CHOSEN).status_code == 302
    assert "等待开始" in client.get(f"{address}progress/").content.decode()
    work(clock=now, stop=Flag(), once=True)
    assert client.get(f"{address}progress/").headers["HX-Refresh"] == "true"
    assert "已导入 3 行，替换了原来的明细" in client.get(address).content.decode()
    assert FundLine.objects.filter(project=demo).count() == 3
    assert "明细.xlsx" in client.get(f"/evaluations/{demo.pk}/lines/import/").content.decode()


def test_a_second_list_with_the_same_headings_needs_no_choosing(demo: EvaluationProject, logged_in: LoggedIn) -> None:
    client = logged_in(Duty.TPL)
    content = sheet_bytes([("甲", "乙", "金额"), ("文件1号", "张三", 5)])
    one = handed_in(client, demo, content)
    start = f"/evaluations/{demo.pk}/lines/{one.pk}/start/"
    client.post(start, {"column-release": "0", "column-payee": "1", "column-budget": "2", "scale": "1"})
    again = handed_in(client, demo, content)
    assert again.columns == {"release": {"column": 0}, "payee": {"column": 1}, "budget": {"column": 2}}


def test_what_is_missing_is_said_and_what_was_chosen_is_still_there(
    demo: EvaluationProject, logged_in: LoggedIn
) -> None:
    client = logged_in(Duty.TPL)
    one = handed_in(client, demo, sheet_bytes([HEADS, *ROWS]))
    chosen = CHOSEN | {"column-release": "none", "column-area": "6"}
    answer = client.post(f"/evaluations/{demo.pk}/lines/{one.pk}/start/", chosen)
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "没有选下达文件的列" in shown
    assert '<option value="6" selected>备注</option>' in shown
    assert 'value="乡镇自建"' in shown
    assert LineImport.objects.get(pk=one.pk).outcome == ImportOutcome.CHOOSING


def test_cells_that_could_not_be_read_are_listed_and_go_out_as_a_workbook(
    demo: EvaluationProject, logged_in: LoggedIn
) -> None:
    client = logged_in(Duty.TPL)
    one = handed_in(client, demo, sheet_bytes([HEADS, *ROWS, (4, "甲1号", "", "", "", "五万左右", "")]))
    address = f"/evaluations/{demo.pk}/lines/{one.pk}/"
    client.post(f"{address}start/", CHOSEN)
    work(clock=now, stop=Flag(), once=True)
    shown = client.get(address).content.decode()
    assert "没有导入，原来的明细没有变" in shown
    assert "F5" in shown
    assert "“五万左右”不是金额" in shown
    book = load_workbook(BytesIO(client.get(f"{address}problems/").content))
    assert [cell.value for cell in book.worksheets[0][2]][1:] == [
        "F5",
        "“预算数”填的“五万左右”不是金额。请写数字，单位是万元，如 1.24，也可以写 12400.37元",
        "E-P-04",
    ]
    assert FundLine.objects.filter(project=demo).count() == 16


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.xlsx", sheet_bytes([]), "工作表都是空的"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + bytes(40) + b"IEND\xaeB`\x82", "这里不收"),
        ("坏.xlsx", sheet_bytes([HEADS])[:700], "已损坏"),
        ("没有.xlsx", b"", "空"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(
    demo: EvaluationProject, logged_in: LoggedIn, name: str, content: bytes, said: str
) -> None:
    answer = logged_in(Duty.TPL).post(f"/evaluations/{demo.pk}/lines/import/add/", {"list": upload(content, name)})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not LineImport.objects.exists()


def test_a_locked_plan_offers_no_import(demo: EvaluationProject, logged_in: LoggedIn, county: County) -> None:
    client = logged_in(Duty.TPL)
    one = handed_in(client, demo, sheet_bytes([HEADS, *ROWS]))
    submit_plan(demo, (), content="{}", by=county.member(Duty.TPL), at=DAY)
    assert "开始导入" not in client.get(f"/evaluations/{demo.pk}/lines/{one.pk}/").content.decode()
    assert "下一步：核对列" not in client.get(f"/evaluations/{demo.pk}/lines/import/").content.decode()


def test_a_list_of_one_project_is_not_found_under_another(
    demo: EvaluationProject, logged_in: LoggedIn, county: County
) -> None:
    client = logged_in(Duty.TPL)
    one = handed_in(client, demo, sheet_bytes([HEADS, *ROWS]))
    other = open_project(Preparation(project=Project("PJ-9", "别的")), by=county.member(Duty.TPL), at=DAY)
    assert client.get(f"/evaluations/{other.pk}/lines/{one.pk}/").status_code == 404
