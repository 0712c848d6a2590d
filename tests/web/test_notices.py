"""Written notices in the browser of the evaluators: drafted in one go, sent, answered, urged, carried further."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from jiheng.evaluation.models import (
    HandedIn,
    Material,
    Notice,
    NoticeAddress,
    NoticeItem,
    Reminder,
    SufficiencyDecision,
)
from jiheng.evaluation.shapes import implementation_of
from jiheng.orgs.models import Duty
from jiheng.web.workbench.todos import todo_groups
from tests.county import County
from tests.evaluation.asking import CLAUSES, CONTRACT, DUE, MINUTES, NUMBER, SENT, Asked, asked, handed_in
from tests.web.conftest import LoggedIn
from tests.web.preparing import home, page, workbook

pytestmark = pytest.mark.clause("cq2023-7/16")
NEW = {
    "number": "明通2号",
    "to": "清禾县第一小学",
    "due": "2026年4月15日",
    "items": 3,
    "on0": "1",
    "name0": "验收资料：验收单",
    "codes0": "",
    "name1": "没有勾选的",
    "free2": "1",
    "name2": "另加的资料",
}


@pytest.fixture
def one(county: County) -> Asked:
    return asked(county)


def post(client: Client, one: Asked, tail: str, form: Mapping[str, object], status: int = 302) -> str:
    answer = client.post(f"{home(one.project)}{tail}", form)
    assert answer.status_code == status
    return answer.content.decode()


def notice_page(one: Asked) -> str:
    return f"{home(one.project)}notices/{NUMBER}/"


def todos(one: Asked) -> dict[str, str]:
    return {todo.verb: todo.address for group in todo_groups(one.lead, now()) for todo in group.items}


def test_the_list_tells_how_each_notice_stands(one: Asked, agency: Client) -> None:
    said = page(agency, f"{home(one.project)}notices/")
    assert NUMBER in said
    assert f"逾期{(localdate() - DUE).days}天" in said
    assert "0／2" in said
    assert "系统里送达" in said


def test_a_notice_is_made_in_one_go_and_both_clauses_are_there_whatever_was_sent(
    county: County, one: Asked, agency: Client
) -> None:
    fresh = page(agency, f"{home(one.project)}notices/new/?to=implementing")
    assert 'value="明通〔2026〕2号"' in fresh
    assert "清禾县第一小学（清禾县）" in fresh
    assert CLAUSES.truth in fresh
    assert "实施单位管理措施：" in fresh
    form = NEW | {"organisation": county.school.pk, "truth_more": "加盖公章。", "truth_clause": "", "revision": 0}
    post(agency, one, "notice-draft/save/", form)
    made = Notice.objects.get(number="明通2号")
    assert made.truth_clause == f"{CLAUSES.truth}\n加盖公章。"
    assert made.consequence_clause == CLAUSES.consequence
    assert made.sent_on is None
    assert list(NoticeItem.objects.filter(notice="明通2号").values_list("name", flat=True)) == [
        "验收资料：验收单",
        "另加的资料",
    ]
    assert NoticeAddress.objects.get(notice="明通2号").organisation == county.school


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"due": ""}, "请填写提交期限"),
        ({"due": "下个月"}, "不是日期"),
        ({"number": NUMBER}, "请换一个编号"),
        ({"codes0": "C1、Q9"}, "Q9"),
        ({"on0": "", "free2": ""}, "至少勾选或填写一项"),
    ],
)
def test_what_cannot_be_kept_comes_back_as_it_was_typed(
    one: Asked, agency: Client, changed: dict[str, object], reason: str
) -> None:
    said = post(agency, one, "notice-draft/save/", NEW | changed, status=422)
    assert reason in said
    assert "另加的资料" in said
    assert "没有勾选的" in said
    assert Notice.objects.count() == 1


def test_an_organisation_of_another_name_cannot_be_chosen(county: County, one: Asked, agency: Client) -> None:
    said = post(agency, one, "notice-draft/save/", NEW | {"organisation": county.health.pk}, status=422)
    assert "请从列出的项目中选择" in said


def test_a_draft_is_changed_sent_with_its_receipt_and_no_longer_changed(one: Asked, agency: Client) -> None:
    post(agency, one, "notice-draft/save/", NEW)
    said = page(agency, f"{home(one.project)}notice-draft/明通2号/")
    assert "验收资料：验收单" in said
    one.project.refresh_from_db()
    changed = NEW | {"due": "2026-05-01", "replaces": "明通2号", "revision": one.project.revision}
    post(agency, one, "notice-draft/save/", changed)
    form = {
        "sent_on": "2026-03-05",
        "method": "邮寄",
        "receipt": "签收人王",
        "receipt_file": workbook(b"x", "回执.pdf"),
    }
    assert "回执.pdf" in post(agency, one, "notices/明通2号/send/", form, status=422)
    form.pop("receipt_file")
    post(agency, one, "notices/明通2号/send/", form)
    sent = Notice.objects.get(number="明通2号")
    assert (sent.sent_on and sent.sent_on.isoformat(), sent.method, sent.receipt) == (
        "2026-03-05",
        "邮寄",
        "签收人王",
    )
    assert agency.get(f"{home(one.project)}notice-draft/明通2号/").status_code == 404


def test_a_draft_that_lost_a_clause_on_its_sheet_is_not_sent(one: Asked, agency: Client) -> None:
    post(agency, one, "notice-draft/save/", NEW)
    Notice.objects.filter(number="明通2号").update(truth_clause="请提交")
    form = {"sent_on": SENT.isoformat(), "method": "邮寄", "receipt": "签收人王"}
    said = post(agency, one, "notices/明通2号/send/", form, status=422)
    assert "请恢复模板条款" in said
    assert 'value="签收人王"' in said
    assert Notice.objects.get(number="明通2号").sent_on is None


def test_one_click_takes_an_item_as_complete_and_takes_it_back(one: Asked, agency: Client) -> None:
    post(agency, one, f"notices/{NUMBER}/received/", {"item": CONTRACT})
    assert NoticeItem.objects.get(name=CONTRACT).received_on == localdate()
    post(agency, one, f"notices/{NUMBER}/received/", {"item": CONTRACT, "undo": "1"})
    assert NoticeItem.objects.get(name=CONTRACT).received_on is None


def test_an_overdue_notice_is_a_to_do_until_the_unit_was_urged(one: Asked, agency: Client) -> None:
    assert "督促" in todos(one)
    assert "登记督促" in page(agency, notice_page(one))
    refused = post(
        agency, one, f"notices/{NUMBER}/urge/", {"reminded_on": DUE.isoformat(), "method": "电话"}, status=422
    )
    assert 'value="电话"' in refused
    day = DUE + timedelta(days=1)
    post(agency, one, f"notices/{NUMBER}/urge/", {"reminded_on": day.isoformat(), "method": "电话"})
    assert Reminder.objects.get().reminded_on == day
    assert "督促" not in todos(one)


def test_both_letters_come_as_word_files(one: Asked, agency: Client) -> None:
    for tail in ("letter", "urge-letter"):
        answer = agency.get(f"{notice_page(one)}{tail}/")
        assert answer.status_code == 200
        assert answer.content[:2] == b"PK"
    NoticeItem.objects.update(received_on=SENT)
    assert agency.get(f"{notice_page(one)}urge-letter/").status_code == 404


def test_what_a_unit_handed_in_is_accepted_as_material(one: Asked, agency: Client) -> None:
    handed = handed_in(one)
    assert todos(one)["核收"] == f"{home(one.project)}notices/"
    said = page(agency, notice_page(one))
    assert "合同.pdf" in said
    assert "晚 5 天" in said
    address = f"handed-in/{handed.pk}/"
    assert agency.get(f"{home(one.project)}{address}file/").status_code == 200
    post(agency, one, f"{address}accept/", {"kind": "没有这一类", "nature": "primary"}, status=422)
    post(agency, one, f"{address}accept/", {"kind": "采购资料", "nature": "primary", "complete": "1"})
    assert Material.objects.get().number == "PJ-1-06-000-0001"
    assert "PJ-1-06-000-0001" in page(agency, notice_page(one))
    assert "核收" not in todos(one)


def test_what_is_returned_keeps_the_word_and_an_empty_word_is_asked_for(one: Asked, agency: Client) -> None:
    address = f"handed-in/{handed_in(one).pk}/return/"
    assert "退回的原因" in post(agency, one, address, {"word": ""}, status=422)
    post(agency, one, address, {"word": "缺盖章页"})
    assert HandedIn.objects.get().word == "缺盖章页"
    assert "已退回，等重交" in page(agency, notice_page(one))


@pytest.mark.clause("cq2023-7/23")
def test_what_never_came_stands_beside_the_indicators_and_is_named_with_one_click(one: Asked, agency: Client) -> None:
    sheet = f"{home(one.project)}implementation/资料充分性/"
    for address in (f"{home(one.project)}notices/", sheet):
        said = page(agency, address)
        assert "到期未交的资料" in said
        assert "写入资料充分性" in said
    post(agency, one, "unprovided/prepare/", {"notice": NUMBER, "item": CONTRACT})
    rows = SufficiencyDecision.objects.values_list("indicator", "unprovided", "sufficient", "deduct")
    assert list(rows) == [("C1", CONTRACT, None, None), ("C2", CONTRACT, None, None)]
    assert "已写明" in page(agency, sheet)
    assert "到期未交的资料" not in page(agency, f"{home(one.project)}implementation/不适用指标/")


def test_readers_see_notices_and_have_nothing_to_press(one: Asked, finance: Client, logged_in: LoggedIn) -> None:
    handed_in(one)
    for client in (finance, logged_in(Duty.QC)):
        said = page(client, notice_page(one))
        assert "合同.pdf" in said
        for act in ("接收，登记为资料", "登记督促", "全部交齐", "改通知"):
            assert act not in said
        assert "新通知" not in page(client, f"{home(one.project)}notices/")


def test_a_number_nobody_gave_is_not_there(one: Asked, agency: Client) -> None:
    assert agency.get(f"{home(one.project)}notices/没有这份/").status_code == 404
    assert agency.post(f"{home(one.project)}handed-in/99/accept/").status_code == 404


def test_items_of_a_notice_keep_their_places_on_the_sheets(one: Asked) -> None:
    assert [each.name for each in implementation_of(one.project).notice_items] == [CONTRACT, MINUTES]
