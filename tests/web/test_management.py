"""管理情况查看 as a table of four by two, and the nine kinds with what is missing."""

import pytest
from django.test import Client

from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject, ManagementView
from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.shapes import (
    Form,
    KindAnswer,
    KindNote,
    Material,
    MaterialKind,
    ObtainMethod,
    Side,
    Subject,
)
from jiheng.rules.implementation.shapes import Implementation
from tests.county import DAY, County
from tests.evaluation.asking import Asked, asked
from tests.web.preparing import fresh, home, page

APPROVAL = Material(
    "A-1", "批复", MaterialKind.DECISION, Form.PAPER, obtained_by=ObtainMethod.PAPERS, nature=Nature.PRIMARY
)


@pytest.fixture
def one(county: County) -> Asked:
    return asked(county)


def rows(*filled: tuple[str, str, str, str, str, str]) -> dict[str, object]:
    names = ("side", "subject", "found", "declined", "viewed_on", "materials")
    cells = {f"r{at}-{name}": said for at, row in enumerate(filled) for name, said in zip(names, row, strict=True)}
    return {"rows": len(filled), **cells}


def save(client: Client, project: EvaluationProject, form: dict[str, object], status: int = 302) -> str:
    sent = {"revision": fresh(project).revision} | form
    answer = client.post(f"{home(project)}management/save/", sent)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.clause("cq2023-7/18")
def test_every_side_of_both_units_has_its_place(one: Asked, agency: Client) -> None:
    said = page(agency, f"{home(one.project)}management/")
    for side in Side:
        for subject in Subject:
            assert f'aria-label="{subject}的{side}，看到的情况"' in said
    assert said.count("没有填查看情况") == 8


@pytest.mark.clause("cq2023-7/18")
def test_cells_are_kept_as_rows_of_the_sheet_and_blank_ones_fall_away(one: Asked, agency: Client) -> None:
    filled = (
        ("预算管理", "被评价单位", "分解有据", "", "2026年3月5日", "A-1、A-2"),
        ("资产管理", "实施单位", "", "没有形成资产", "", ""),
        ("绩效管理", "实施单位", " ", "", "", ""),
    )
    save(agency, one.project, rows(*filled))
    kept = ManagementView.objects.values_list("side", "subject", "found", "declined", "materials")
    assert list(kept) == [
        ("预算管理", "被评价单位", "分解有据", "", ["A-1", "A-2"]),
        ("资产管理", "实施单位", "", "没有形成资产", []),
    ]
    assert page(agency, f"{home(one.project)}management/").count("没有填查看情况") == 6
    assert "分解有据" in page(agency, f"{home(one.project)}implementation/管理情况查看/")


@pytest.mark.clause("cq2023-7/18")
def test_a_day_that_cannot_be_read_is_named_by_its_place_and_nothing_is_lost(one: Asked, agency: Client) -> None:
    said = save(agency, one.project, rows(("财务管理", "实施单位", "专账核算", "", "春天", "")), status=422)
    assert "实施单位的财务管理" in said
    assert "专账核算" in said
    assert "春天" in said
    assert not ManagementView.objects.exists()


@pytest.mark.clause("cq2023-7/18")
def test_what_somebody_saved_meanwhile_is_not_overwritten(one: Asked, agency: Client) -> None:
    form = rows(("财务管理", "实施单位", "专账核算", "", "", ""))
    save(agency, one.project, form)
    assert "已被他人修改" in save(agency, one.project, form | {"revision": 1}, status=422)


@pytest.mark.clause("cq2023-7/17")
def test_the_nine_kinds_tell_what_is_there_and_what_is_missing(one: Asked, agency: Client) -> None:
    given = Implementation(
        materials=(APPROVAL,),
        kind_notes=(KindNote(MaterialKind.BEFORE, KindAnswer.NOT_PROVIDED, "档案毁于水灾"),),
    )
    parts = {"materials", "kind_notes"}
    revision = fresh(one.project).revision
    replace_implementation(fresh(one.project), given, revision=revision, by=one.lead, at=DAY, parts=parts)
    said = page(agency, f"{home(one.project)}nine-kinds/")
    assert "共 1 份资料，还缺 7 类" in said
    assert "档案毁于水灾" in said
    assert "没有选择项目有没有政府采购或购买服务" in said
    assert said.count(">有资料<") == 1
