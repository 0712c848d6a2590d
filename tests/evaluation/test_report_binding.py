"""What was signed is what goes out: whatever moves between the signature and the sending out is seen."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from jiheng.evaluation.actions.evidence_lines import withdraw
from jiheng.evaluation.actions.phases import move_phase
from jiheng.evaluation.actions.report_opinions import enter_paper_reply, send_for_opinion
from jiheng.evaluation.actions.report_versions import make_version, next_number
from jiheng.evaluation.actions.report_writing import (
    Typed,
    choose_key_problems,
    remove_recommendation,
    save_recommendation,
    save_texts,
)
from jiheng.evaluation.actions.signing import issue_report, sign_by_scan
from jiheng.evaluation.models import (
    EvaluationProject,
    FrozenText,
    Indicator,
    Material,
    Phase,
    Recommendation,
    ReportKind,
    ReportSetup,
    ReportText,
    ReportVersion,
    ScoreRun,
    VersionState,
)
from jiheng.evaluation.queries import last_mark
from jiheng.evaluation.report_queries import content_in
from jiheng.evaluation.report_signatures import named_in
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.reports import pdf
from jiheng.rules.preparation.phases import Phase as PhaseOf
from jiheng.rules.reporting.content import ReportContent
from jiheng.rules.reporting.differing import changes_between
from jiheng.rules.reporting.outline import outline_called
from jiheng.web.evaluations import report_job, reporting
from jiheng.web.evaluations.report_job import make_files
from jiheng.web.evaluations.reporting import barring_final, current_content, report_now, standing_report
from tests.county import County
from tests.evaluation.consulting import letter
from tests.evaluation.reported import written_project
from tests.files.pictures import jpeg
from tests.rules.reporting.contents import small_content
from tests.web.conftest import client_of
from tests.web.preparing import home

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/34", "cq2023-7/31.2")]
OUTLINE = outline_called("cq2023-7")
BEGUN = now() - timedelta(hours=5)


@pytest.fixture
def by(county: County) -> Member:
    return county.member(Duty.TPL)


@pytest.fixture
def final(county: County, by: Member, monkeypatch: pytest.MonkeyPatch) -> ReportVersion:
    """A 正式稿 of the whole demonstration, consulted, signed and sealed: ready to go out."""

    def without_office(_: bytes) -> pdf.WordAndPdf:
        raise pdf.NoOffice

    monkeypatch.setattr(report_job, "word_as_pdf", without_office)
    project = written_project(county)
    draft, today = made(project, ReportKind.DRAFT, by), localdate()
    sending = send_for_opinion(draft, project.department, None, due=today, by=by, at=BEGUN)
    paper = letter(county, by)
    given = {"replied_on": today, "no_opinion": True, "revision": sending.revision, "by": by}
    enter_paper_reply(sending, paper, [], at=now(), **given)  # type: ignore[arg-type]  # each fits its name
    version = made(project, ReportKind.FINAL, by)
    lead = county.member(Duty.LEAD)
    parties, page = named_in(version).parties, BytesIO(jpeg())
    sign_by_scan(version, parties, page, "签章页.jpg", current=current_content(version), by=lead, at=now())
    return version


def made(project: EvaluationProject, kind: ReportKind, by: Member) -> ReportVersion:
    content = report_now(project, kind, next_number(project, kind), localdate())
    version = make_version(project, content, standing_report(project).findings, by=by, at=BEGUN)
    return make_files(version, by=by, at=BEGUN)


def written(project: EvaluationProject, by: Member) -> None:
    row = ReportText.objects.filter(project=project).exclude(text="")[0]
    save_texts(project, OUTLINE, {row.item: Typed(f"{row.text}另记一句。", False, row.revision)}, by=by, at=now())


def reworded(project: EvaluationProject, by: Member, **other: Any) -> None:
    row = Recommendation.objects.filter(project=project)[0]
    held = {"title": row.title, "text": row.text, "problems": row.problems, "key": row.key, "revision": row.revision}
    save_recommendation(project, row.number, **{**held, **other}, by=by, at=now())


def removed(project: EvaluationProject, by: Member) -> None:
    row = Recommendation.objects.filter(project=project)[0]
    remove_recommendation(project, row.number, revision=row.revision, by=by, at=now())


def chosen(project: EvaluationProject, by: Member) -> None:
    held = ReportSetup.objects.get(project=project)
    choose_key_problems(project, held.key_problems[:1], revision=held.revision, by=by, at=now())


def asked_again(project: EvaluationProject, by: Member) -> None:
    draft = ReportVersion.objects.get(project=project, kind=ReportKind.DRAFT)
    send_for_opinion(draft, "另一个单位", None, due=localdate() + timedelta(days=3), by=by, at=now())


def back(project: EvaluationProject, by: Member) -> None:
    project.refresh_from_db()
    reason = "补充核实"
    move_phase(project, PhaseOf.IMPLEMENT, [], revision=project.revision, by=by, at=now(), reason=reason)


def forth(project: EvaluationProject) -> None:
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.REPORT)


def without_a_material(project: EvaluationProject, by: Member) -> None:
    back(project, by)
    number = Material.objects.filter(project=project).values_list("number", flat=True)[0]
    withdraw(project, [number], "登记重复", by=by, at=now())
    forth(project)


def other_standard(project: EvaluationProject, by: Member) -> None:
    back(project, by)
    row = Indicator.objects.filter(project=project)[0]
    Indicator.objects.filter(pk=row.pk).update(name=f"{row.name}（改）")
    forth(project)


CHANGES: Mapping[str, Callable[[EvaluationProject, Member], None]] = {
    "a text": written,
    "the words of a recommendation": lambda project, by: reworded(project, by, text="换一种说法"),
    "what a recommendation answers": lambda project, by: reworded(project, by, problems=[]),
    "a recommendation gone": removed,
    "the problems of the abstract": chosen,
    "another unit asked": asked_again,
    "a material withdrawn": without_a_material,
    "another way to score": other_standard,
}


def issued(client: Client, version: ReportVersion) -> str:
    address = reverse("signing:issue", args=[version.project_id, version.number])
    return client.post(address, follow=True).content.decode()


def test_no_change_of_texts_opinions_advice_or_data_leaves_a_signature_standing(
    county: County, by: Member, final: ReportVersion
) -> None:
    client = client_of(county.member(Duty.LEAD))
    for name, change in CHANGES.items():
        with transaction.atomic():
            change(EvaluationProject.objects.get(pk=final.project_id), by)
            said = issued(client, final)
            assert "正式稿已发出" not in said, name
            assert "请重新生成正式稿" in said or "没有对应的问题" in said, name
            assert not ReportVersion.objects.filter(issued_at__isnull=False).exists(), name
            transaction.set_rollback(True)
    assert "正式稿已发出" in issued(client, ReportVersion.objects.get(pk=final.pk)), "put back, it goes out"


def test_while_the_evaluation_is_back_in_the_field_nothing_is_signed_and_nothing_goes_out(
    county: County, by: Member, final: ReportVersion
) -> None:
    client, project = client_of(county.member(Duty.LEAD)), EvaluationProject.objects.get(pk=final.project_id)
    back(project, by)
    assert "不在报告撰写环节" in issued(client, final)
    shown = client.get(reverse("signing:signatures", args=[final.project_id, final.number])).content.decode()
    assert "不在报告撰写环节" in shown
    assert "发出正式稿</button>" not in shown
    forth(project)
    assert "正式稿已发出" in issued(client, final), "nothing was changed there"


def test_what_moves_while_the_report_is_being_sent_out_keeps_it_back(
    county: County, by: Member, final: ReportVersion
) -> None:
    """The page read everything; then a text was saved; only then the report goes out."""
    project, lead = EvaluationProject.objects.get(pk=final.project_id), county.member(Duty.LEAD)
    seen, current, barring = last_mark(project), current_content(final), barring_final(final)
    written(project, by)
    with pytest.raises(Refused, match="刚有改动，没有发出"):
        issue_report(final, current=current, by=lead, at=now(), findings=barring, seen=seen)
    assert not ReportVersion.objects.filter(issued_at__isnull=False).exists()


def test_what_a_final_prints_is_the_frozen_score_it_names(final: ReportVersion) -> None:
    content = content_in(final)
    run = ScoreRun.objects.get(project=final.project_id, number=content.run)
    said = {one.name: one.value for one in content.fields}
    assert (said["评价得分"], said["等级"]) == (f"{run.score}分", run.grade)
    assert content.run == final.run


def test_after_it_went_out_texts_may_be_written_and_nothing_of_it_changes(
    county: County, by: Member, final: ReportVersion
) -> None:
    client, project = client_of(county.member(Duty.LEAD)), EvaluationProject.objects.get(pk=final.project_id)
    issued(client, final)
    held = ReportVersion.objects.filter(pk=final.pk).values().get()
    written(project, by)
    removed(project, by)
    assert ReportVersion.objects.filter(pk=final.pk).values().get() == held
    shown = client.get(reverse("signing:signatures", args=[final.project_id, final.number])).content.decode()
    assert "已失效" not in shown
    with pytest.raises(Refused, match="正式稿已发出"):
        asked_again(project, by)


def test_a_half_made_version_cannot_be_had_sent_or_signed(county: County, by: Member, final: ReportVersion) -> None:
    ReportVersion.objects.update(state=VersionState.MAKING)
    client, own = client_of(county.member(Duty.LEAD)), home(final.project)
    for name in ("word", "pdf", "workbook"):
        for kind in ("draft", "final"):
            assert client.get(f"{own}report/{kind}/1/files/{name}/").status_code == 404
    assert "还没有生成好" in issued(client, final)
    assert client.get(f"{own}report/final/1/signatures/").status_code == 200
    draft = ReportVersion.objects.get(kind=ReportKind.DRAFT)
    with pytest.raises(Refused, match="只有已生成的征求意见稿"):
        send_for_opinion(draft, "另一个单位", None, due=localdate(), by=by, at=now())


def test_a_frozen_text_that_was_changed_is_told_and_no_page_breaks(county: County, final: ReportVersion) -> None:
    FrozenText.objects.filter(sha256__in=ReportVersion.objects.values("content")).update(content=b"x")
    client, own = client_of(county.member(Duty.LEAD)), home(final.project)
    for address in ("report/", "report/final/1/", "report/draft/1/", "report/final/1/signatures/", "key/"):
        assert client.get(f"{own}{address}", follow=True).status_code == 200, address
    assert "内容读不出来" in client.get(f"{own}report/").content.decode()
    compared = client.get(f"{own}report/compare/", {"old": "draft-1", "new": "final-1"}, follow=True)
    assert "两稿不能对照" in compared.content.decode()
    assert "正式稿已发出" not in issued(client, final)
    with pytest.raises(Refused, match="不能生成文件"):
        make_files(final, by=county.member(Duty.TPL), at=now())


def otherwise(part: Any) -> Iterator[Any]:
    """The same with one word of it changed, or two neighbours in the other order."""
    if isinstance(part, str):
        yield f"{part}改"
    elif isinstance(part, tuple):
        for at, one in enumerate(part):
            yield from ((*part[:at], other, *part[at + 1 :]) for other in otherwise(one))
        if len(set(map(repr, part))) > 1:
            yield part[::-1]
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from (replace(part, **{field.name: other}) for other in otherwise(getattr(part, field.name)))


def test_every_word_of_a_report_counts_and_so_does_their_order() -> None:
    content: ReportContent = small_content()
    others = [other for other in otherwise(content) if replace(other, kind=content.kind) != content]
    assert len(others) > 80
    assert all(changes_between(content, other) for other in others)
    assert not changes_between(content, replace(content, number=2, run=9, made_on=localdate()))


def test_a_report_that_prints_another_score_than_the_system_s_is_kept_back(
    final: ReportVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "E-B31-2" not in {one.code for one in barring_final(final)}
    frozen = content_in(final)
    moved = tuple(replace(one, value="99.00分") if one.name == "评价得分" else one for one in frozen.fields)
    monkeypatch.setattr(reporting, "content_in", lambda _: replace(frozen, fields=moved))
    assert "E-B31-2" in {one.code for one in barring_final(final)}
