"""走访: who was talked to about what, what is missing in words, and one record written on the spot."""

from datetime import date

import pytest
from django.test import Client
from django.utils.timezone import localdate

from jiheng.evaluation.actions.fieldwork import row_mark
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject, Phase
from jiheng.evaluation.shapes import implementation_of
from jiheng.rules.evidence.visit_shapes import Visit, Visited, VisitTopic
from jiheng.rules.implementation.shapes import Implementation
from jiheng.web.evaluations.row_form import next_number
from tests.county import DAY, County, member_named
from tests.evaluation.scored import scored_project
from tests.web.preparing import fresh, home, page

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/20", "cq2023-7/21")]


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return scored_project(county)


def visits(project: EvaluationProject) -> str:
    return f"{home(project)}visits/"


def without(project: EvaluationProject, *parts: str) -> None:
    by, revision = member_named("qh_tpl"), fresh(project).revision
    replace_implementation(fresh(project), Implementation(), revision=revision, by=by, at=DAY, parts=parts)


def test_the_matrix_counts_talks_and_the_list_names_the_points_seen(
    agency: Client, project: EvaluationProject
) -> None:
    shown = page(agency, visits(project))
    assert shown.count("没有</span>") == 5
    assert "看过 2 个" in shown
    assert "石宝乡人民政府、QL-2022-01" in shown
    assert "没有看过 11 个" in shown
    assert "雷公镇人民政府（交通帮扶补助｜西片）" in shown


def test_what_is_missing_is_named_in_words(agency: Client, project: EvaluationProject) -> None:
    without(project, "visits", "site_visits")
    shown = page(agency, visits(project))
    for said in ("没有走访“实质参与人”", "走访应问4个内容，还缺“必要性”", "没有现场查看记录", "还没有走访记录"):
        assert said in shown


def test_a_new_talk_has_its_number_today_and_who_is_there(agency: Client, project: EvaluationProject) -> None:
    form = page(agency, f"{visits(project)}talk/new/")
    assert 'value="访04"' in form
    assert f'type="date" value="{localdate().isoformat()}"' in form
    assert f'value="{member_named("qh_tpl").user.name}"' in form
    chosen = page(agency, f"{visits(project)}site/new/?point=道路工程｜东片|QL-2022-02")
    assert '<option value="道路工程｜东片|QL-2022-02" selected>' in chosen


def test_a_talk_is_kept_as_the_sheet_holds_it(agency: Client, project: EvaluationProject) -> None:
    form = {
        "revision": 2,
        "f0": "访04",
        "f1-many": 1,
        "f1": ["实际获益者", "未提交申请者"],
        "f2": "2023-04-07",
        "f3": "村民",
        "f6": "路该修",
        "f8": "好走了\r\n快了",
    }
    answer = agency.post(f"{visits(project)}talk/keep/", form, follow=True)
    assert "“访04”已保存" in answer.content.decode()
    last = implementation_of(project, {"visits"}).visits[-1]
    assert last.kinds == (Visited.BENEFICIARY, Visited.NOT_APPLYING)
    assert last.visited_on == date(2023, 4, 7)
    assert dict(last.said)[VisitTopic.EFFECT] == "好走了\n快了"
    assert "访04" in page(agency, f"{home(project)}implementation/走访记录/")


def test_another_one_can_follow_at_once(agency: Client, project: EvaluationProject) -> None:
    form = {"revision": 2, "f0": "现03", "f1": "村口", "f2": "2023-04-07", "another": 1}
    answer = agency.post(f"{visits(project)}site/keep/", form)
    assert answer["Location"] == f"{visits(project)}site/new/"
    assert 'value="现04"' in page(agency, answer["Location"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"f0": "访04", "f2": "4月7日"}, "不是日期"),
        ({"f0": "", "f3": "村民"}, "“记录编号”没有填"),
        ({"f0": "访04", "f1-many": "1", "f1": "路人"}, "不在可选范围"),
    ],
)
def test_what_cannot_be_read_is_named_at_its_field_and_stays(
    agency: Client, project: EvaluationProject, typed: dict[str, str], said: str
) -> None:
    answer = agency.post(f"{visits(project)}talk/keep/", {"revision": 2, "f6": "写了很多", **typed})
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert said in shown
    assert "-fault" in shown
    assert "写了很多</textarea>" in shown
    assert all(text in shown for text in typed.values())
    assert len(implementation_of(project, {"visits"}).visits) == 3


def test_who_comes_later_keeps_what_was_typed_and_can_save_it_then(
    agency: Client, project: EvaluationProject
) -> None:
    first = {"revision": 2, "f0": "访04"}
    assert agency.post(f"{visits(project)}talk/keep/", first).status_code == 302
    late = agency.post(f"{visits(project)}talk/keep/", {"revision": 2, "f0": "访05", "f6": "村里说的"})
    shown = late.content.decode()
    assert late.status_code == 400
    assert "已被他人修改" in shown
    assert "村里说的</textarea>" in shown
    assert 'name="revision" value="3"' in shown
    assert agency.post(f"{visits(project)}talk/keep/", {"revision": 3, "f0": "访05"}).status_code == 302


def test_a_record_is_changed_and_dropped(agency: Client, project: EvaluationProject) -> None:
    second = implementation_of(project, {"visits"}).visits[1]
    assert row_mark(second) in page(agency, f"{visits(project)}talk/2/")
    form = {"revision": 2, "mark": row_mark(second), "f0": "访02", "f3": "村民5人"}
    assert agency.post(f"{visits(project)}talk/keep/", form).status_code == 302
    changed = implementation_of(project, {"visits"}).visits[1]
    assert changed == Visit("访02", person="村民5人", said=changed.said)
    gone = {"revision": 3, "mark": row_mark(changed)}
    assert agency.post(f"{visits(project)}talk/drop/", gone).status_code == 302
    assert [one.number for one in implementation_of(project, {"visits"}).visits] == ["访01", "访03"]
    again = agency.post(f"{visits(project)}talk/drop/", gone | {"revision": 4}, follow=True)
    assert "刚被他人修改或删去" in again.content.decode()
    assert agency.get(f"{visits(project)}talk/3/").status_code == 404
    assert agency.get(f"{visits(project)}tea/new/").status_code == 404


def test_before_it_is_carried_out_nothing_is_written(agency: Client, project: EvaluationProject) -> None:
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.PREPARE)
    assert "登记走访" not in page(agency, visits(project))
    answer = agency.post(f"{visits(project)}talk/keep/", {"revision": 2, "f0": "访04"})
    assert answer.status_code == 400
    assert "要在评价实施环节才能修改" in answer.content.decode()


@pytest.mark.parametrize(
    ("taken", "following"),
    [
        ([], "访01"),
        (["访01", "访09"], "访10"),
        (["A-7", "手写"], "A-8"),
        (["手写"], "访01"),
        (["访02", "访01"], "访03"),
    ],
)
def test_the_next_number_follows_the_last_and_is_free(taken: list[str], following: str) -> None:
    assert next_number(taken, "访01") == following


def test_the_next_number_follows_figures_people_write_and_no_others() -> None:
    assert next_number(["访09", "访٣"], "访01") == "访10"
    assert next_number(["访²", "٣"], "访01") == "访01"
