"""The invented county of the demonstration: built once, whole, and every login leads somewhere."""

import pytest
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory

from jiheng.audit.models import Event
from jiheng.audit.queries import verify
from jiheng.demo.county import BODIES, PASSWORD, PEOPLE, Person, build_county, logins
from jiheng.demo.implementation import demo_evaluated
from jiheng.demo.sample_batch import FORMS, NAME, load_samples
from jiheng.demo.sample_evaluation import OPENED, load_evaluation
from jiheng.demo.scored_evaluation import load_scored_evaluation
from jiheng.evaluation.models import AdjustmentStatus, EvaluationProject, Phase, PlanStatus
from jiheng.evaluation.queries import adjustment_requests, invitations, waiting_adjustments
from jiheng.evaluation.shapes import implementation_of, review_of
from jiheng.jobs.models import Job, JobStatus
from jiheng.orgs.models import Duty, Grant, Membership, Organisation, Region, User
from jiheng.orgs.queries import member_for, mixed_administrators
from jiheng.rules.experts.shapes import ReviewState
from jiheng.self_evaluation.models import BatchStatus, FileOutcome, RecheckBatch, RecheckForm
from jiheng.web.evaluations.scoring import scored_of

pytestmark = pytest.mark.django_db


def test_building_it_twice_is_building_it_once() -> None:
    for _ in range(2):
        build_county()
    assert Region.objects.count() == 1
    assert Organisation.objects.count() == len(BODIES)
    assert User.objects.count() == Membership.objects.count() == Grant.objects.count() == len(PEOPLE)
    assert Event.objects.filter(action="organisation.created").count() == len(BODIES)


def test_there_is_one_login_for_every_duty() -> None:
    build_county()
    assert {person.duty for person in PEOPLE} == set(Duty)
    assert not mixed_administrators().exists()
    assert len({person.username for person in PEOPLE}) == len(PEOPLE)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.username)
def test_every_login_opens_the_workbench(person: Person) -> None:
    build_county()
    client = Client()
    answer = client.post("/login/", {"username": person.username, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    home = client.get("/")
    assert home.status_code == 200, "no change of password stands in the way"
    assert person.name in home.content.decode()
    assert BODIES[person.place][0] in home.content.decode() or BODIES[person.place][1] in home.content.decode()


def test_the_login_page_s_list_is_true() -> None:
    build_county()
    request = RequestFactory().post("/login/")
    for login in logins():
        user = authenticate(request, username=login["username"], password=login["password"])
        assert isinstance(user, User)
        member = member_for(user)
        assert member is not None
        assert (user.name, member.organisation.short_name) == (login["name"], login["organisation"])
        assert {duty.label for duty in member.duties} == {login["duty"]}


def test_the_samples_are_loaded_once_and_all_read() -> None:
    build_county()
    assert load_samples() == 24
    assert load_samples() == 24
    batch = RecheckBatch.objects.get(name=NAME)
    assert batch.status == BatchStatus.FINISHED
    assert batch.files.count() == len(list(FORMS.glob("*.xlsx"))) == 24
    assert set(batch.files.values_list("outcome", flat=True)) == {FileOutcome.READ.value}
    assert Job.objects.get().status == JobStatus.SUCCEEDED
    assert batch.counts["forms"] == 24
    assert batch.counts["rows"] > 200


def test_the_record_of_events_is_whole_afterwards() -> None:
    build_county()
    load_samples()
    assert verify() == []
    assert Event.objects.filter(action="recheck.finished").count() == 1


def test_those_concerned_see_the_batch_and_others_do_not() -> None:
    build_county()
    load_samples()
    batch, form = RecheckBatch.objects.get(), RecheckForm.objects.all()[0]
    allowed = {person.username for person in PEOPLE if opens(person, f"/rechecks/{batch.pk}/")}
    assert {"caizheng", "yewu", "juzhang", "shenji"} <= allowed
    assert allowed.isdisjoint({"danwei", "zhuguan", "nongye", "fuzeren", "guanliyuan", "zhuanjia"})
    assert opens(PEOPLE[0], f"/rechecks/{batch.pk}/forms/{form.pk}/")


def test_a_batch_broken_off_while_loading_is_made_whole_by_the_next_start() -> None:
    build_county()
    load_samples()
    RecheckBatch.objects.update(status=BatchStatus.RUNNING, finished_at=None)
    Job.objects.update(status=JobStatus.QUEUED)
    assert load_samples() == 24
    assert RecheckBatch.objects.get().status == BatchStatus.FINISHED


def test_the_evaluation_is_opened_once_by_the_agency() -> None:
    build_county()
    assert load_evaluation() == load_evaluation()
    project = EvaluationProject.objects.get()
    assert project.name.startswith("演示：")
    assert (project.organisation.name, project.created_by.username) == ("青岚评价事务所", "fuzeren")
    assert (project.created_at, project.plan_status) == (OPENED, PlanStatus.DRAFT)
    assert Event.objects.filter(action="evaluation.opened").count() == 1
    assert verify() == []


def test_the_evaluation_is_seen_by_its_agency_and_finance_and_can_be_sent() -> None:
    build_county()
    address = f"/evaluations/{load_evaluation().pk}/"
    allowed = {person.username for person in PEOPLE if opens(person, address)}
    assert allowed == {"fuzeren", "chengyuan", "zhuping", "zhikong", "caizheng", "yewu", "juzhang", "shenji"}
    client = Client()
    client.force_login(User.objects.get(username="fuzeren"), backend="django.contrib.auth.backends.ModelBackend")
    assert "检查已通过，可以送审" in client.get(address).content.decode()
    for result in ("catalogue", "execution", "schedule", "sampling", "indicators"):
        assert client.get(f"{address}results/{result}/").status_code == 200


def opens(person: Person, address: str) -> bool:
    client = Client()
    client.force_login(
        User.objects.get(username=person.username), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client.get(address).status_code == 200


def test_a_second_evaluation_is_approved_and_scored_once() -> None:
    build_county()
    project = load_scored_evaluation()
    assert load_scored_evaluation() == project
    assert (project.phase, project.plan_status) == (Phase.IMPLEMENT, PlanStatus.APPROVED)
    result = scored_of(project)
    assert result.conclusion.grade is not None
    assert len(result.parts[0].indicators) == 18
    assert verify() == []
    acts = list(Event.objects.filter(action__startswith="evaluation.").values_list("action", flat=True))
    assert acts == [
        "evaluation.opened",
        "evaluation.plan_submitted",
        "evaluation.plan_approved",
        "evaluation.implementation_entered",
        *("evaluation.scored", "evaluation.implemented") * 4,
        *["evaluation.material_version_added"] * 3,
        "evaluation.materials_added",
        "evaluation.scored",
        "evaluation.scored",
        "evaluation.material_withdrawn",
        "evaluation.adjustment_requested",
        "evaluation.notice_drafted",
        "evaluation.notice_sent",
        "evaluation.items_received",
        "evaluation.unit_urged",
    ]
    assert [run.cause for run in project.score_runs.order_by("number")] == [
        "第一次计分",
        "资料编号清单已修改",
        "样本指标值已修改",
        "资料充分性已修改",
        "资料编号清单已修改",
        "撤回资料“QL-2023-PJ-02-11-009-0003”：演示：拍糊了，看不清字",
    ]
    assert implementation_of(project).decisions == demo_evaluated()[1].decisions


def test_one_expert_has_answered_one_is_asked_and_a_change_of_a_score_waits() -> None:
    build_county()
    project = load_scored_evaluation()
    states = {one.expert.username: review_of(one).state for one in invitations(project)}
    assert states == {"pingshen": ReviewState.SUBMITTED, "zhuanjia": ReviewState.UNDECLARED}
    (request,) = adjustment_requests(project)
    assert request.status == AdjustmentStatus.REQUESTED
    for username in ("zhuping", "zhikong"):
        member = member_for(User.objects.get(username=username))
        assert member is not None
        assert list(waiting_adjustments(member)) == [request]
