"""What passed finance is reported to it and filed with three bodies, each delivery put on record and put right."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.audit.models import Event
from jiheng.evaluation.actions.filing import Delivered, correct_filing, record_filing, withdraw_filing
from jiheng.evaluation.actions.key_evaluation import propose_key
from jiheng.evaluation.key_queries import key_standing
from jiheng.evaluation.models import EvaluationProject, Filing, Recipient, ReportVersion
from jiheng.files.actions import store
from jiheng.files.models import Attachment
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.reporting.key_evaluation import state_of
from jiheng.rules.reporting.key_shapes import KeyState
from tests.county import DAY, County, member_named
from tests.evaluation.keyed import GROUND, final_of, keyed, passed, reporting_project, reviewed_by
from tests.files.pictures import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.clause("ats2023/3.7")]
TODAY = DAY.date()
SENT = Delivered("清禾县人民政府", TODAY, number="清财绩〔2026〕11号")


@pytest.fixture
def agency(county: County) -> Member:
    return county.member(Duty.TPL)


@pytest.fixture
def finance(county: County) -> Member:
    return county.member(Duty.FPD)


@pytest.fixture
def project(county: County, agency: Member) -> EvaluationProject:
    project = reporting_project(county)
    keyed(project, agency)
    return project


@pytest.fixture
def approved(project: EvaluationProject, agency: Member, finance: Member) -> ReportVersion:
    version = ReportVersion.objects.get(project=project)
    passed(version, agency, finance)
    return version


def state(project: EvaluationProject) -> KeyState:
    standing = key_standing(project, TODAY)
    return state_of(standing.facts, standing.reading)


def receipt(project: EvaluationProject, by: Member) -> Attachment:
    return store(BytesIO(jpeg()), "回执.jpg", organisation=project.organisation, by=by, at=DAY)


def test_nothing_leaves_before_finance_let_it_pass(
    project: EvaluationProject, agency: Member, finance: Member
) -> None:
    with pytest.raises(Refused, match="不能备案") as filed:
        record_filing(project, Recipient.GOVERNMENT, SENT, by=finance, at=DAY)
    assert [one.code for one in filed.value.findings] == ["E-A37-3"]
    with pytest.raises(Refused, match="不能报送财政部门") as reported:
        record_filing(project, Recipient.FINANCE, SENT, by=agency, at=DAY)
    assert [one.code for one in reported.value.findings] == ["E-A37-8"]


def test_it_is_filed_once_all_three_have_it(
    project: EvaluationProject, approved: ReportVersion, county: County, finance: Member
) -> None:
    for recipient in (Recipient.GOVERNMENT, Recipient.PARTY):
        record_filing(project, recipient, SENT, by=finance, at=DAY)
    assert state(project) is KeyState.APPROVED
    bare = Delivered("清禾县人大常委会", TODAY)
    filing = record_filing(project, Recipient.CONGRESS, bare, by=county.member(Duty.FLD), at=DAY)
    assert state(project) is KeyState.APPROVED, "neither a number nor a receipt"
    proved = Delivered("清禾县人大常委会", TODAY, received_on=TODAY, receipt=receipt(project, finance))
    correct_filing(filing, proved, revision=1, by=finance, at=DAY)
    assert state(project) is KeyState.FILED
    assert {one.version_id for one in Filing.objects.all()} == {approved.pk}
    event = Event.objects.filter(action="report.filing_corrected").get()
    assert "签收" not in event.before
    assert approved.content in event.after


def test_a_receipt_stays_when_the_rest_is_put_right(
    project: EvaluationProject, approved: ReportVersion, finance: Member
) -> None:
    given = Delivered("县政府", TODAY, receipt=receipt(project, finance))
    filing = record_filing(project, Recipient.GOVERNMENT, given, by=finance, at=DAY)
    correct_filing(filing, SENT, revision=1, by=finance, at=DAY)
    filing.refresh_from_db()
    assert (filing.name, filing.receipt, filing.revision) == ("清禾县人民政府", given.receipt, 2)
    with pytest.raises(Refused, match="刚被改动过"):
        correct_filing(filing, SENT, revision=1, by=finance, at=DAY)


def test_evaluators_report_to_finance_and_finance_files(
    project: EvaluationProject, approved: ReportVersion, county: County, agency: Member, finance: Member
) -> None:
    with pytest.raises(PermissionDenied):
        record_filing(project, Recipient.GOVERNMENT, SENT, by=agency, at=DAY)
    for who in (finance, county.member(Duty.QC)):
        with pytest.raises(PermissionDenied):
            record_filing(project, Recipient.FINANCE, SENT, by=who, at=DAY)
    with pytest.raises(PermissionDenied):
        record_filing(project, Recipient.PARTY, SENT, by=member_named("lz_fpd"), at=DAY)
    filing = record_filing(project, Recipient.FINANCE, SENT, by=agency, at=DAY)
    with pytest.raises(PermissionDenied):
        correct_filing(filing, SENT, revision=1, by=finance, at=DAY)
    with pytest.raises(PermissionDenied):
        withdraw_filing(filing, reason="误登", revision=1, by=finance, at=DAY)
    with pytest.raises(Refused, match="没有这个报送对象"):
        record_filing(project, "nobody", SENT, by=finance, at=DAY)


def test_each_body_is_put_down_once_and_a_mistake_is_taken_back(
    project: EvaluationProject, approved: ReportVersion, finance: Member
) -> None:
    filing = record_filing(project, Recipient.GOVERNMENT, SENT, by=finance, at=DAY)
    with pytest.raises(Refused, match="已经登记过"):
        record_filing(project, Recipient.GOVERNMENT, SENT, by=finance, at=DAY)
    with pytest.raises(Refused, match="要写明理由"):
        withdraw_filing(filing, reason=" ", revision=1, by=finance, at=DAY)
    with pytest.raises(Refused, match="刚被改动过"):
        withdraw_filing(filing, reason="误登", revision=2, by=finance, at=DAY)
    withdraw_filing(filing, reason="误登", revision=1, by=finance, at=DAY)
    assert not Filing.objects.exists()
    assert "清财绩〔2026〕11号" in Event.objects.get(action="report.filing_withdrawn").before


@pytest.mark.parametrize(
    ("sent", "received", "said"),
    [
        (1, None, "在今天以后"),
        (-1, None, "早于审核通过的日期2026年3月2日"),
        (0, -1, "签收日期要在报送日期"),
        (0, 1, "签收日期要在报送日期"),
    ],
)
def test_the_days_follow_each_other(
    project: EvaluationProject, approved: ReportVersion, finance: Member, sent: int, received: int | None, said: str
) -> None:
    came = None if received is None else TODAY + timedelta(days=received)
    given = Delivered("县政府", TODAY + timedelta(days=sent), received_on=came)
    with pytest.raises(Refused, match=said):
        record_filing(project, Recipient.GOVERNMENT, given, by=finance, at=DAY)


def test_what_was_filed_of_an_earlier_version_only_stays(
    project: EvaluationProject, approved: ReportVersion, agency: Member, finance: Member
) -> None:
    filing = record_filing(project, Recipient.GOVERNMENT, SENT, by=finance, at=DAY)
    second = final_of(project, agency, 2)
    acts: tuple[Callable[[], None], ...] = (
        lambda: correct_filing(filing, SENT, revision=1, by=finance, at=DAY),
        lambda: withdraw_filing(filing, reason="误登", revision=1, by=finance, at=DAY),
    )
    for act in acts:
        with pytest.raises(Refused, match="已有更新的正式稿"):
            act()
    with pytest.raises(Refused, match="没有送财政审核"):
        record_filing(project, Recipient.GOVERNMENT, SENT, by=finance, at=DAY)
    passed(second, agency, finance)
    record_filing(project, Recipient.GOVERNMENT, SENT, by=finance, at=DAY)
    assert Filing.objects.count() == 2


def test_an_ordinary_evaluation_is_reported_and_not_filed(county: County, agency: Member, finance: Member) -> None:
    plain = reporting_project(county, code="PJ-9", instrument="ats2023")
    passed(final_of(plain, agency), agency, finance)
    with pytest.raises(Refused, match="没有列为重点评价"):
        record_filing(plain, Recipient.GOVERNMENT, SENT, by=finance, at=DAY)
    record_filing(plain, Recipient.FINANCE, SENT, by=agency, at=DAY)


def test_what_became_a_key_evaluation_after_it_passed_is_not_filed_without_experts(
    county: County, agency: Member, finance: Member
) -> None:
    late = reporting_project(county, code="PJ-8")
    passed(final_of(late, agency), agency, finance)
    propose_key(late, GROUND, revision=0, by=agency, at=DAY)
    with pytest.raises(Refused, match="没有专家评审意见"):
        record_filing(late, Recipient.GOVERNMENT, SENT, by=finance, at=DAY)
    reviewed_by(late, 1)
    record_filing(late, Recipient.GOVERNMENT, SENT, by=finance, at=DAY)
