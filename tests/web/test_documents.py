"""Basis documents on the page: dragged in, confirmed field by field, attached, shown on the catalogue."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import FileResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from jiheng.evaluation.actions.entering import open_project, replace_preparation
from jiheng.evaluation.actions.plan import submit_plan
from jiheng.evaluation.models import BasisFile, EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.models import Duty
from jiheng.rules.basis.shapes import BasisDocument, MaterialClass, Provision
from jiheng.rules.preparation.shapes import Preparation, Project
from tests.county import County, member_named
from tests.files.originals import NOTICE, pdf, word
from tests.web.conftest import LoggedIn, client_of

LAW = BasisDocument("公路法", "中华人民共和国公路法", kind="法律", material=MaterialClass.LAW)
CITY = BasisDocument(
    "市财建〔2024〕1号", "市级养护补助办法", issuer_level="市级部门", kind="规范性文件", number="市财建〔2024〕1号"
)
COUNTY = BasisDocument("县补助规定", "县级补助规定", issuer_level="县级部门", kind="规范性文件")


@pytest.fixture
def agency(logged_in: LoggedIn) -> Client:
    return logged_in(Duty.TPL)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    preparation = Preparation(
        project=Project("PJ-1", "村道养护补助"),
        documents=(LAW, CITY, COUNTY),
        provisions=(
            Provision("市财建〔2024〕1号", "补助标准", "每公里2万元"),
            Provision("县补助规定", "补助标准", "每公里3万元", "市财建〔2024〕1号", "郑海", kept_for=""),
        ),
    )
    return open_project(preparation, by=member_named("qh_tpl"), at=now())


def home(project: EvaluationProject) -> str:
    return f"/evaluations/{project.pk}/documents/"


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def drag_in(client: Client, project: EvaluationProject, *files: tuple[str, bytes]) -> str:
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"{home(project)}add/", {"uploads": uploads}, follow=True).content.decode()


def taken(client: Client, project: EvaluationProject, name: str = "通知.docx", content: bytes = word()) -> BasisFile:
    drag_in(client, project, (name, content))
    return BasisFile.objects.latest("pk")


def fields(file: BasisFile, **typed: str) -> dict[str, str]:
    """The fields as the page shows them, some of them typed over."""
    read = {name: str(value) for name, value in file.proposal.items() if name not in ("notes", "opening") and value}
    return {f"f{file.pk}-{name}": value for name, value in (read | typed).items()}


def act(client: Client, file: BasisFile, verb: str, form: dict[str, str], *, part: bool = False) -> Any:
    headers = {"HX-Request": "true"} if part else {}
    return client.post(f"{home(file.project)}{file.pk}/{verb}/", form, headers=headers)


def registered(project: EvaluationProject) -> list[str]:
    return [each.key for each in preparation_of(project).documents]


# Dragging in


def test_what_the_text_says_stands_in_the_fields_and_nothing_is_registered(
    agency: Client, project: EvaluationProject
) -> None:
    page = drag_in(agency, project, ("通知.docx", word()), ("扫描.pdf", pdf(())))
    assert "收入2个文件。请逐个核对后点“确认登记”" in page
    for said in ('value="清财建〔2025〕9号"', 'value="清禾县财政局"', 'value="2025-03-01"', "现下达你单位补助资金"):
        assert said in page
    assert "可能是扫描件。请对照原件填写" in page
    assert registered(project) == [LAW.key, CITY.key, COUNTY.key]


def test_a_file_that_cannot_be_taken_is_told_by_its_name(agency: Client, project: EvaluationProject) -> None:
    page = drag_in(agency, project, ("办法.doc", b"\xd0\xcf\x11\xe0"), ("通知.docx", word()))
    assert "收入1个文件" in page
    assert "“办法.doc”是旧版文档，请用 Word 或 WPS 另存为 docx 再拖进来。" in page


def test_no_file_at_all_is_told(agency: Client, project: EvaluationProject) -> None:
    assert "请选择依据文件" in agency.post(f"{home(project)}add/", follow=True).content.decode()


# Confirming


def test_a_confirmed_file_is_a_document_and_listed_with_its_original(
    agency: Client, project: EvaluationProject
) -> None:
    file = taken(agency, project)
    answer = act(agency, file, "confirm", fields(file, channel="财政部门提供", effective_from="2025年4月1日"))
    assert (answer.status_code, answer["Location"]) == (302, home(project))
    document = preparation_of(project).documents[-1]
    assert (document.key, document.material, document.channel) == (
        "清财建〔2025〕9号",
        MaterialClass.RELEASE,
        "财政部门提供",
    )
    assert str(document.effective_from) == "2025-04-01"
    page = shown(agency, home(project))
    assert "已登记为《清禾县财政局关于下达2025年村道养护补助资金预算的通知》（清财建〔2025〕9号）。" in page
    assert "等待确认" not in page
    assert f"{home(project)}{file.pk}/original/" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "请填写文件名称。"),
        ({"issued_on": "2025年3月"}, "印发日期写的“2025年3月”不是日期。请写到年月日，如 2023-03-01。"),
        ({"issued_on": "2025-02-30"}, "印发日期写的“2025-02-30”没有这一天。请核对年月日。"),
        ({"effective_from": "2025-04-01", "effective_to": "2024-04-01"}, "失效日期早于施行日期。"),
        ({"kind": "随便写的"}, "请从列出的项目中选择。"),
        ({"number": "清" * 81}, "最多 80 个字，现在是 81 个。"),
    ],
)
def test_what_does_not_fit_is_named_and_everything_typed_stays(
    agency: Client, project: EvaluationProject, typed: dict[str, str], said: str
) -> None:
    file = taken(agency, project)
    answer = act(agency, file, "confirm", fields(file, issuer="清禾县财政局预算股", key="九号文", **typed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="清禾县财政局预算股"' in page
    assert 'value="九号文"' in page
    assert "文中读出：清禾县财政局" in page
    assert registered(project) == [LAW.key, CITY.key, COUNTY.key]


def test_only_the_card_comes_back_when_only_the_card_was_asked_for(
    agency: Client, project: EvaluationProject
) -> None:
    file = taken(agency, project)
    wrong = act(agency, file, "confirm", fields(file, title=""), part=True).content.decode()
    assert f'<section class="card stack-bottom" id="file-{file.pk}"' in wrong
    assert "请填写文件名称。" in wrong
    assert "<html" not in wrong
    done = act(agency, file, "confirm", fields(file), part=True).content.decode()
    assert f'id="file-{file.pk}"' in done
    assert "已登记为" in done
    assert "都已办完" in done
    assert "1 份；另有 3 份已登记的文件还没有原件" in done
    assert "已登记为" not in shown(agency, home(project))


def test_a_number_registered_already_is_pointed_out_and_the_file_attached(
    agency: Client, project: EvaluationProject
) -> None:
    first = taken(agency, project)
    act(agency, first, "confirm", fields(first))
    second = taken(agency, project, "通知.pdf", pdf(NOTICE))
    assert "已经登记，文号相同。" in shown(agency, home(project))
    answer = act(agency, second, "confirm", fields(second, issuer="清禾县财政局预算股"))
    assert answer.status_code == 422
    assert "请归到已登记的文件" in answer.content.decode()
    assert 'value="清禾县财政局预算股"' in answer.content.decode()
    act(agency, second, "attach", {"key": "清财建〔2025〕9号"})
    assert BasisFile.objects.get(pk=second.pk).document == "清财建〔2025〕9号"
    assert len(registered(project)) == 4


def test_attaching_to_nothing_keeps_what_was_typed(agency: Client, project: EvaluationProject) -> None:
    file = taken(agency, project)
    answer = act(agency, file, "attach", fields(file, issuer="清禾县财政局预算股"))
    assert answer.status_code == 422
    assert "请选择这份原件属于哪一份已登记的文件。" in answer.content.decode()
    assert 'value="清禾县财政局预算股"' in answer.content.decode()


def test_a_file_put_aside_is_gone_from_the_page(agency: Client, project: EvaluationProject) -> None:
    file = taken(agency, project)
    assert "没有登记，已从本页去掉" in act(agency, file, "discard", {}, part=True).content.decode()
    assert "通知.docx" not in shown(agency, home(project))


def test_a_document_gone_from_the_sheet_leaves_its_original_to_be_attached_anew(
    agency: Client, project: EvaluationProject
) -> None:
    file = taken(agency, project)
    act(agency, file, "confirm", fields(file))
    present = EvaluationProject.objects.get(pk=project.pk)
    only = Preparation(project=preparation_of(present).project, documents=(LAW,))
    replace_preparation(
        present, only, revision=present.revision, by=member_named("qh_tpl"), at=now(), parts={"documents"}
    )
    assert "依据文件表里没有“清财建〔2025〕9号”，请改归" in shown(agency, home(project))
    act(agency, file, "attach", {"key": "公路法"})
    assert "依据文件表里没有" not in shown(agency, home(project))


# Who, and when


def test_the_original_is_handed_out_as_it_came(
    agency: Client, project: EvaluationProject, logged_in: LoggedIn
) -> None:
    content = word()
    file = taken(agency, project, content=content)
    answer = logged_in(Duty.FPD).get(f"{home(project)}{file.pk}/original/")
    assert isinstance(answer, FileResponse)
    assert b"".join(answer) == content
    assert "attachment" in answer["Content-Disposition"]


def test_a_file_of_another_evaluation_is_not_there(agency: Client, project: EvaluationProject) -> None:
    other = open_project(Preparation(project=Project("PJ-2", "另一个")), by=member_named("qh_tpl"), at=now())
    file = taken(agency, project)
    assert agency.get(f"{home(other)}{file.pk}/original/").status_code == 404
    assert agency.post(f"{home(other)}{file.pk}/confirm/", fields(file)).status_code == 404
    assert client_of(member_named("lz_fpd")).get(home(project)).status_code == 404


def test_those_who_only_read_see_the_fields_and_get_no_buttons(
    agency: Client, project: EvaluationProject, logged_in: LoggedIn
) -> None:
    taken(agency, project)
    page = shown(logged_in(Duty.FPD), home(project))
    assert "清财建〔2025〕9号" in page
    assert "县级部门" in page
    assert "<dt>资料类别</dt><dd>审批、下达文件</dd>" in page
    for button in ("确认登记</button>", "收入</button>", "归到这份</button>", "<textarea"):
        assert button not in page


def test_nothing_is_taken_or_confirmed_while_the_plan_is_under_review(
    agency: Client, project: EvaluationProject
) -> None:
    file = taken(agency, project)
    submit_plan(project, (), content="{}", by=member_named("qh_tpl"), at=now())
    assert "确认登记</button>" not in shown(agency, home(project))
    assert "方案已送审" in drag_in(agency, project, ("另一份.docx", word(("另一份依据文件的正文",))))
    answer = act(agency, file, "confirm", fields(file))
    assert answer.status_code == 422
    assert "方案已送审" in answer.content.decode()
    assert registered(project) == [LAW.key, CITY.key, COUNTY.key]


# Ways here, and the catalogue


def test_the_page_is_reached_from_the_sheet_and_from_the_step(agency: Client, project: EvaluationProject) -> None:
    base = f"/evaluations/{project.pk}/"
    assert home(project) in shown(agency, base)
    assert home(project) in shown(agency, f"{base}sheets/依据文件/")
    assert home(project) not in shown(agency, f"{base}sheets/评价小组/")


def test_the_catalogue_groups_by_force_and_lists_apart_what_gives_way(
    agency: Client, project: EvaluationProject
) -> None:
    page = shown(agency, f"/evaluations/{project.pk}/results/catalogue/")
    listed, left_out = page.split('id="left-title"')
    order = [
        listed.index(said) for said in ("一、法律", "中华人民共和国公路法", "二、市级部门文件", "市级养护补助办法")
    ]
    assert order == sorted(order)
    assert "法律法规和规章制度" in listed
    assert "补助标准" in listed
    assert "县级补助规定" not in listed
    for said in (
        "县级补助规定",
        "补助标准：每公里3万元",
        "《市级养护补助办法》（市财建〔2024〕1号）",
        "郑海",
        "整份不列入",
    ):
        assert said in left_out


def test_the_catalogue_says_which_documents_have_their_original(agency: Client, project: EvaluationProject) -> None:
    address = f"/evaluations/{project.pk}/results/catalogue/"
    assert "（3 份还没有）" in shown(agency, address)
    file = taken(agency, project)
    act(agency, file, "attach", {"key": "公路法"})
    page = shown(agency, address)
    assert "（2 份还没有）" in page
    assert f"{home(project)}{file.pk}/original/" in page


def test_an_empty_catalogue_says_what_belongs_there(agency: Client, county: County) -> None:
    empty = open_project(Preparation(project=Project("PJ-3", "空的")), by=member_named("qh_tpl"), at=now())
    assert "目录还是空的" in shown(agency, f"/evaluations/{empty.pk}/results/catalogue/")


def test_more_files_ask_no_more_of_the_database(agency: Client, project: EvaluationProject) -> None:
    asked = []
    for batch in (2, 8):
        drag_in(agency, project, *((f"{batch}-{n}.docx", word((*NOTICE, f"附件{batch}{n}"))) for n in range(batch)))
        for address in (home(project), f"/evaluations/{project.pk}/results/catalogue/"):
            agency.get(address)
            with CaptureQueriesContext(connection) as captured:
                agency.get(address)
            asked.append(len(captured))
    assert asked[:2] == asked[2:]
