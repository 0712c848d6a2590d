"""Report templates are taken in only when fit, belong to who uploaded them, and are chosen for a project."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.audit.models import Event
from jiheng.evaluation.actions.report_templates import add_template, choose_template, withdraw_template
from jiheng.evaluation.models import EvaluationProject, ReportSetup, ReportTemplate
from jiheng.evaluation.queries import state_mark
from jiheng.evaluation.report_template_queries import chosen_by, template_to_write, templates_for, templates_of
from jiheng.evaluation.unfit_template import TemplateUnfit
from jiheng.files.models import Attachment
from jiheng.files.refusals import FileRefused
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.reporting.templates import CheckedTemplate, Fault
from tests.county import DAY, County, member_named
from tests.files.originals import pdf, word

pytestmark = pytest.mark.django_db
WORD = word()


@pytest.fixture
def lead(county: County) -> Member:
    return county.member(Duty.LEAD)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return EvaluationProject.objects.create(
        organisation=county.firm,
        created_by=county.member(Duty.TPL).user,
        created_at=DAY,
        code="PJ-1",
        name="村道养护",
    )


def fits(_: bytes) -> CheckedTemplate:
    return CheckedTemplate(("报告标题", "正文"), ())


def does_not_fit(_: bytes) -> CheckedTemplate:
    faults = (Fault("第2段“得分”", "没有“得份”这个字段", "是不是“得分”？"), Fault("页眉", "有问题", "请删去"))
    return CheckedTemplate((), faults)


def added(by: Member, name: str = "标准模板") -> ReportTemplate:
    return add_template(BytesIO(WORD), "模板.docx", name=name, check=fits, by=by, at=DAY)


def test_a_template_that_fits_is_kept_with_the_fields_it_uses(lead: Member) -> None:
    template = added(lead)
    assert (template.organisation, template.name) == (lead.organisation, "标准模板")
    assert template.fields == ["报告标题", "正文"]
    event = Event.objects.latest("seq")
    assert (event.action, event.subject_id) == ("report.template_added", str(template.pk))


def test_without_a_name_it_is_called_as_its_file(lead: Member) -> None:
    assert added(lead, "  ").name == "模板"


def test_nothing_is_kept_of_one_with_faults_and_all_are_told(lead: Member) -> None:
    before = (Attachment.objects.count(), Event.objects.count())
    with pytest.raises(TemplateUnfit, match="另有1处") as refused:
        add_template(BytesIO(WORD), "模板.docx", name="", check=does_not_fit, by=lead, at=DAY)
    assert [one.place for one in refused.value.faults] == ["第2段“得分”", "页眉"]
    assert ReportTemplate.objects.count() == 0
    assert (Attachment.objects.count(), Event.objects.count()) == before


def test_only_a_word_file_is_taken(lead: Member) -> None:
    with pytest.raises(FileRefused):
        add_template(BytesIO(pdf(("正文",))), "模板.pdf", name="", check=fits, by=lead, at=DAY)
    assert Attachment.objects.count() == 0


def test_a_name_is_used_once_among_those_in_use(lead: Member, county: County) -> None:
    first = added(lead)
    with pytest.raises(Refused, match="已有一份在用的模板叫“标准模板”"):
        added(lead)
    added(county.member(Duty.FPD))
    withdraw_template(first, by=lead, at=DAY)
    assert added(lead).name == "标准模板"


def test_a_name_that_is_too_long_is_told(lead: Member) -> None:
    with pytest.raises(Refused, match="最多120个"):
        added(lead, "长" * 121)


@pytest.mark.parametrize("duty", [Duty.TPM, Duty.QC, Duty.UNT, Duty.FLD, Duty.EXP])
def test_others_upload_and_withdraw_nothing(county: County, lead: Member, duty: Duty) -> None:
    template = added(lead)
    with pytest.raises(PermissionDenied):
        added(county.member(duty), "另一份")
    with pytest.raises(PermissionDenied):
        withdraw_template(template, by=county.member(duty), at=DAY)


def test_a_template_is_withdrawn_once(lead: Member) -> None:
    template = added(lead)
    withdraw_template(template, by=lead, at=DAY)
    with pytest.raises(Refused, match="已经停用"):
        withdraw_template(template, by=lead, at=DAY)
    assert [one.withdrawn_at for one in templates_of(lead.organisation)] == [DAY]
    assert Event.objects.latest("seq").action == "report.template_withdrawn"


def test_a_project_may_use_those_of_its_evaluators_and_of_the_bureau_of_its_region(
    county: County, lead: Member, project: EvaluationProject
) -> None:
    own, bureau = added(lead), added(county.member(Duty.FPD))
    elsewhere, gone = added(member_named("lz_fpd")), added(lead, "旧的")
    withdraw_template(gone, by=lead, at=DAY)
    assert set(templates_for(project)) == {own, bureau}
    for other in (elsewhere, gone):
        with pytest.raises(Refused, match="不在可选的范围内"):
            choose_template(project, other.pk, revision=0, by=lead, at=DAY)
    assert not ReportSetup.objects.exists()


def test_a_template_is_chosen_and_put_back_and_scores_stay_remembered(
    lead: Member, project: EvaluationProject
) -> None:
    template, mark = added(lead), state_mark(project)
    assert template_to_write(project) is None
    choose_template(project, template.pk, revision=0, by=lead, at=DAY)
    assert template_to_write(project) == template
    assert chosen_by(templates_of(lead.organisation)) == {template.pk: 1}
    choose_template(project, None, revision=1, by=lead, at=DAY)
    assert template_to_write(project) is None
    events = Event.objects.filter(action="report.template_chosen").order_by("seq")
    assert [(one.subject_id, one.after) for one in events] == [
        (str(project.pk), '{"template":"标准模板"}'),
        (str(project.pk), '{"template":"系统自带的版式"}'),
    ]
    assert state_mark(project) == mark


@pytest.mark.parametrize("revision", [0, 2])
def test_a_choice_from_an_older_page_is_told(lead: Member, project: EvaluationProject, revision: int) -> None:
    template = added(lead)
    choose_template(project, template.pk, revision=0, by=lead, at=DAY)
    with pytest.raises(Refused, match="刚被改动过"):
        choose_template(project, None, revision=revision, by=lead, at=DAY)
    assert template_to_write(project) == template


def test_those_who_do_not_evaluate_choose_nothing(county: County, project: EvaluationProject) -> None:
    for member in (county.member(Duty.FPD), county.member(Duty.QC), member_named("lz_fpd")):
        with pytest.raises(PermissionDenied):
            choose_template(project, None, revision=0, by=member, at=DAY)


def test_a_report_is_not_written_with_a_template_withdrawn_since(lead: Member, project: EvaluationProject) -> None:
    template = added(lead)
    choose_template(project, template.pk, revision=0, by=lead, at=DAY)
    withdraw_template(template, by=lead, at=DAY)
    with pytest.raises(Refused, match="已停用，请另选一份"):
        template_to_write(project)
