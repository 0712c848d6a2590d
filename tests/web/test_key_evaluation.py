"""The page of a key evaluation: put forward, confirmed, through finance, reported and filed, and the to-dos on the way."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from docx import Document

from jiheng.evaluation.actions.key_evaluation import ask_finance
from jiheng.evaluation.models import (
    EvaluationProject,
    Filing,
    FinanceReview,
    KeyEvaluation,
    ReportVersion,
    TeamMember,
)
from jiheng.orgs.models import Duty
from tests.county import DAY, County, member_named
from tests.evaluation.keyed import final_of, keyed, passed, reporting_project, reviewed_by
from tests.files.pictures import jpeg
from tests.web.preparing import home, page

pytestmark = [pytest.mark.django_db, pytest.mark.clause("ats2023/3.7")]
LoggedIn = Callable[[Duty], Client]


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return reporting_project(county)


def key(project: EvaluationProject, act: str = "") -> str:
    return f"{home(project)}key/{act}"


def post(client: Client, address: str, **form: Any) -> tuple[int, str]:
    answer = client.post(address, form, follow=True)
    return answer.status_code, answer.content.decode()


def ground(revision: int = 0, **changed: str) -> dict[str, object]:
    given = {"basis": "清财绩〔2026〕8号", "amount_large": "yes", "amount_evidence": "预算1500万元"}
    return {"act": "save", "revision": revision, "attention_high": "", "attention_evidence": "", **given, **changed}


def test_the_whole_way_of_a_key_evaluation(
    county: County, project: EvaluationProject, agency: Client, finance: Client
) -> None:
    assert "列为重点评价" in page(agency, key(project))
    status, shown = post(agency, key(project, "ground/"), **ground())
    assert (status, "入选依据已保存" in shown) == (200, True)
    assert "报告草稿" in shown
    assert "财政部门还没有确认入选" in shown
    _, shown = post(finance, key(project, "confirm/"), act="confirm", revision=1)
    assert "已确认入选" in shown
    version = final_of(project, member_named("qh_tpl"))
    status, shown = post(agency, key(project, "ask/"), version=version.pk)
    assert (status, "没有专家评审意见" in shown) == (422, True)
    reviewed_by(project, 2)
    assert "提交评审的专家有2名，少于3人" in page(agency, key(project))
    _, shown = post(agency, key(project, "panel/"), note="本县专家只有两名", revision=2)
    assert "少于3人" not in shown
    _, shown = post(agency, key(project, "ask/"), version=version.pk)
    assert "正式稿已送财政审核" in shown
    assert "正式稿待审核" in page(finance, "/")
    review = FinanceReview.objects.get()
    _, shown = post(finance, key(project, f"reviews/{review.pk}/decide/"), decision="approve", opinion="同意")
    assert "已审核通过" in shown
    assert "待备案：本级政府、本级党委、本级人大" in page(finance, "/")
    sent = {
        "name": "收文单位",
        "sent_on": f"{localdate():%Y-%m-%d}",
        "number": "清财绩〔2026〕11号",
    }
    for recipient in ("government", "party", "congress"):
        assert "报送已登记" in post(finance, key(project, f"file/{recipient}/"), **sent)[1]
    assert "报送已登记" in post(agency, key(project, "report/"), **sent)[1]
    shown = page(agency, key(project))
    assert "还缺什么" not in shown
    assert shown.count("已完成") == 5
    assert "待备案" not in page(finance, "/")


def test_an_ordinary_evaluation_shows_the_review_alone(project: EvaluationProject, agency: Client) -> None:
    final_of(project, member_named("qh_tpl"))
    shown = page(agency, key(project))
    assert "送财政审核" in shown
    assert "本级人大</b>" not in shown
    assert "还缺什么" not in shown


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"basis": "长" * 1001}, "入选依据有填错的地方"),
        ({"amount_large": "perhaps"}, "入选依据有填错的地方"),
    ],
)
def test_a_ground_that_cannot_be_taken_is_shown_again(
    project: EvaluationProject, agency: Client, form: dict[str, str], said: str
) -> None:
    status, shown = post(agency, key(project, "ground/"), **ground(0, attention_evidence="信访件多", **form))
    assert (status, said in shown, "信访件多" in shown) == (422, True, True)
    assert not KeyEvaluation.objects.exists()


def test_the_later_of_two_windows_keeps_what_was_typed(project: EvaluationProject, agency: Client) -> None:
    post(agency, key(project, "ground/"), **ground())
    post(agency, key(project, "ground/"), **ground(1, basis="第9号"))
    status, shown = post(agency, key(project, "ground/"), **ground(1, basis="另一个窗口"))
    assert (status, "刚被改动过" in shown, "另一个窗口</textarea>" in shown) == (422, True, True)
    assert KeyEvaluation.objects.get().basis == "第9号"
    post(agency, key(project, "ground/"), act="drop", revision=2)
    assert not KeyEvaluation.objects.exists()


def test_finance_takes_a_confirmation_back_with_a_reason(
    project: EvaluationProject, agency: Client, finance: Client
) -> None:
    post(agency, key(project, "ground/"), **ground(amount_evidence=""))
    status, shown = post(finance, key(project, "confirm/"), act="confirm", revision=1)
    assert (status, "“金额较大”的依据" in shown) == (422, True)
    post(agency, key(project, "ground/"), **ground(1))
    post(finance, key(project, "confirm/"), act="confirm", revision=2)
    assert "清财绩〔2026〕8号</dd>" in page(agency, key(project)), "it is only read now"
    status, shown = post(finance, key(project, "confirm/"), act="reopen", revision=3, reason="")
    assert (status, "要写明理由" in shown) == (422, True)
    _, shown = post(finance, key(project, "confirm/"), act="reopen", revision=3, reason="文件已废止")
    assert "已撤销确认" in shown


def test_what_finance_returns_comes_back_to_the_evaluators_with_the_opinion(
    project: EvaluationProject, agency: Client, finance: Client
) -> None:
    review = ask_finance(keyed(project, member_named("qh_tpl")), by=member_named("qh_tpl"), at=DAY)
    address = key(project, f"reviews/{review.pk}/decide/")
    status, shown = post(finance, address, decision="return", opinion="")
    assert (status, "退回要写审核意见" in shown) == (422, True)
    status, shown = post(finance, address, decision="nonsense", opinion="写了很久的意见")
    assert (status, "写了很久的意见</textarea>" in shown) == (422, True)
    post(finance, address, decision="return", opinion="建议不具体")
    assert "正式稿被财政部门退回" in page(agency, "/")
    assert "建议不具体" in page(agency, key(project))
    final_of(project, member_named("qh_tpl"), 2)
    assert "正式稿被财政部门退回" not in page(agency, "/")


def test_who_works_on_it_is_told_before_deciding(project: EvaluationProject, finance: Client) -> None:
    review = ask_finance(keyed(project, member_named("qh_tpl")), by=member_named("qh_tpl"), at=DAY)
    TeamMember.objects.create(project=project, position=1, name=member_named("qh_fpd").user.name)
    shown = page(finance, key(project))
    assert "不能兼任财政审核人" in shown
    assert 'value="approve"' not in shown
    status, shown = post(finance, key(project, f"reviews/{review.pk}/decide/"), decision="approve")
    assert (status, "不得兼任财政审核人" in shown) == (422, True)


def test_a_page_left_open_sends_no_other_version(project: EvaluationProject, agency: Client) -> None:
    first = final_of(project, member_named("qh_tpl"))
    final_of(project, member_named("qh_tpl"), 2)
    status, shown = post(agency, key(project, "ask/"), version=first.pk)
    assert (status, "已经不是页面上的那一稿" in shown) == (422, True)
    assert not FinanceReview.objects.exists()


@pytest.fixture
def approved(project: EvaluationProject) -> ReportVersion:
    version = keyed(project, member_named("qh_tpl"))
    passed(version, member_named("qh_tpl"), member_named("qh_fpd"))
    return version


def test_a_delivery_is_put_right_its_receipt_opened_and_taken_back(
    project: EvaluationProject, approved: ReportVersion, finance: Client, agency: Client
) -> None:
    address = key(project, "file/government/")
    photo = io.BytesIO(jpeg())
    photo.name = "回执.jpg"
    _, shown = post(finance, address, name="清禾县人民政府", sent_on="2026-03-02", receipt=photo)
    assert "报送已登记" in shown
    filing = Filing.objects.get()
    answer = agency.get(key(project, f"receipts/{filing.pk}/"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    form = {"filing": filing.pk, "revision": 1, "name": "县政府办", "sent_on": "2026-03-02", "received_on": "三月"}
    status, shown = post(finance, address, **form)
    assert (status, "签收日期“三月”不是日期" in shown, "县政府办" in shown) == (422, True, True)
    assert "报送已登记" in post(finance, address, **{**form, "received_on": "2026-03-02"})[1]
    filing.refresh_from_db()
    assert (filing.name, filing.receipt is not None) == ("县政府办", True)
    status, shown = post(finance, address, act="withdraw", filing=filing.pk, revision=2, reason="")
    assert (status, "要写明理由" in shown) == (422, True)
    assert "已撤销登记" in post(finance, address, act="withdraw", filing=filing.pk, revision=2, reason="误登")[1]
    assert post(finance, address, act="withdraw")[0] == 422
    assert post(finance, key(project, "file/finance/"), sent_on="2026-03-02")[0] == 404


def test_each_duty_keeps_to_its_own_bodies(
    project: EvaluationProject, approved: ReportVersion, finance: Client, agency: Client, logged_in: LoggedIn
) -> None:
    sent = {"name": "县政府", "sent_on": "2026-03-02", "number": "11号"}
    assert agency.post(key(project, "file/party/"), sent).status_code == 403
    assert finance.post(key(project, "report/"), sent).status_code == 403
    post(finance, key(project, "file/party/"), **sent)
    filing = Filing.objects.get()
    crossed = {**sent, "filing": filing.pk, "revision": 1}
    assert agency.post(key(project, "report/"), crossed).status_code == 403, "finance's own through another door"
    assert logged_in(Duty.SUP).post(key(project, "file/party/"), sent).status_code == 403
    shown = page(logged_in(Duty.SUP), key(project))
    assert "登记报送" not in shown
    assert "县政府" in shown


def words(content: bytes) -> list[str]:
    return [one.text for one in Document(io.BytesIO(content)).paragraphs]


def test_the_letters_say_what_is_on_record(
    project: EvaluationProject, approved: ReportVersion, agency: Client, finance: Client
) -> None:
    letter = agency.get(key(project, "letters/party/"))
    assert "docx" in letter["Content-Disposition"]
    said = "\n".join(words(letter.content))
    assert "关于村道养护重点绩效评价报告备案的函" in said
    assert "中共清禾县委员会：" in said
    assert "按照清财绩〔2026〕8号第三条，" in said
    assert "经3名专家评审，于2026年3月2日由我单位审核通过" in said
    assert "附件：2022年农村公路项目绩效评价报告" in said
    assert "清禾县财政局" in said
    report = "\n".join(words(agency.get(key(project, "letters/finance/")).content))
    assert "关于报送村道养护绩效评价报告的函" in report
    assert "清禾县财政局：" in report
    assert "明度绩效咨询公司" in report
    form = {"name": "中共清禾县委办公室", "sent_on": "2026-03-02", "number": "清财绩〔2026〕12号"}
    post(finance, key(project, "file/party/"), **form)
    sent = words(agency.get(key(project, "letters/party/")).content)
    assert {"清财绩〔2026〕12号", "中共清禾县委办公室：", "2026年3月2日"} <= set(sent)
    assert agency.get(key(project, "letters/nobody/")).status_code == 404


def test_there_is_no_letter_before_finance_let_it_pass(project: EvaluationProject, agency: Client) -> None:
    keyed(project, member_named("qh_tpl"))
    assert agency.get(key(project, "letters/party/")).status_code == 404


def test_finance_is_reminded_of_what_has_to_be_reported_and_by_when(
    project: EvaluationProject, approved: ReportVersion, agency: Client
) -> None:
    shown = page(agency, key(project))
    assert "2026年3月12日前报送财政部门" in shown
    assert "逾期" in shown, "the tests run later than that"
    assert "E-A37-7" in shown
    assert "正式稿已审核通过，还没有报送财政部门" in page(agency, "/")


def test_more_experts_and_more_versions_ask_for_no_more_queries(
    project: EvaluationProject, approved: ReportVersion, agency: Client
) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(agency, address)
        return len(asked)

    queries(key(project))
    before = queries(key(project))
    reviewed_by(project, 4)
    for number in (2, 3):
        passed(final_of(project, member_named("qh_tpl"), number), member_named("qh_tpl"), member_named("qh_fpd"))
    assert queries(key(project)) <= before
