"""Whatever is typed or sent to the forms of a report: told in words or taken, never a broken page, nothing typed lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape
from django.utils.timezone import localdate, now

from jiheng.evaluation.models import (
    EvaluationProject,
    KeyEvaluation,
    PlanStatus,
    Recommendation,
    ReportOpinion,
    ReportSending,
    ReportVersion,
)
from jiheng.orgs.models import Duty
from tests.county import County
from tests.evaluation.reported import ready_version
from tests.evaluation.signed import final_version
from tests.files.originals import BROKEN_PDF, NOTICE, pdf, word
from tests.files.pictures import jpeg
from tests.web.conftest import LoggedIn
from tests.web.keyed import review_of
from tests.web.opened import evaluation_of
from tests.web.reported import signature_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/30", "cq2023-7/33", "cq2023-7/34")]
HOSTILE = (
    "",
    "\0",
    "改\x0b动",
    "\u202e倒写",
    "<script>alert(1)</script>",
    "{{评价得分",
    "{{没有的}}{%如果%}{% debug %}",
    "=cmd|' /C calc'!A0",
    "9" * 31,
    "NaN",
    "2026-02-30",
    "字" * 350_000,
)
ONE_BY_ONE = ("", "\0", "改\x0b动", "9" * 31)
"""What is sent in each field by itself too, the others being in order."""
ANSWERED = {200, 302, 400, 403, 404, 413, 422}


@dataclass(frozen=True)
class Form:
    """An address with what belongs into its fields."""

    duty: Duty
    address: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Laid:
    project: EvaluationProject
    sending: ReportSending
    final: ReportVersion
    forms: tuple[Form, ...]


@pytest.fixture
def laid(county: County) -> Laid:
    """Everything a form can be sent about, at the report stage of an evaluation of the agency."""
    project, by = evaluation_of(county.firm), county.member(Duty.TPL)
    EvaluationProject.objects.filter(pk=project.pk).update(plan_status=PlanStatus.APPROVED)
    final = final_version(project, by=by, at=now())
    Recommendation.objects.create(project=project, number=1, title="落实管护责任")
    KeyEvaluation.objects.create(project=project, basis="第8号文", amount_large=True, amount_evidence="1500万元")
    draft = ready_version(project, by=by, at=now(), pdf=pdf(NOTICE))
    late = now() - timedelta(days=30)
    sending = ReportSending.objects.create(
        version=draft,
        unit=county.education.name,
        organisation=county.education,
        sent_by=by.user,
        sent_at=late,
        due=localdate() - timedelta(days=9),
    )
    note = ReportOpinion.objects.create(sending=sending, section="全文", content="意见", by=by.user, at=now())
    review = review_of(final)
    signature = signature_of(final)
    own = f"/evaluations/{project.pk}/"
    return Laid(project, sending, final, tuple(_forms(own, sending, note.pk, review.pk, signature.pk)))


def _forms(own: str, sending: ReportSending, note: int, review: int, signature: int) -> list[Form]:
    return [*_written(own), *_asked(own, sending, note), *_keyed(own, review), *_signed(own, signature)]


def _written(own: str) -> list[Form]:
    report, item = f"{own}report/", "body-3.overall"
    return [
        Form(
            Duty.TPL,
            f"{report}sections/body-3/save/",
            {f"text-{item}": "文", f"revision-{item}": 0, f"absent-{item}": "", "then": ""},
        ),
        Form(
            Duty.TPL,
            f"{report}advice/keep/",
            {"number": "", "title": "建议", "text": "文", "problem": "甲", "key": "1", "revision": 0},
        ),
        Form(Duty.TPL, f"{report}advice/problems/", {"problem": "甲", "revision": 0}),
        Form(Duty.TPL, f"{report}advice/1/drop/", {"revision": 7}),
        Form(Duty.TPL, f"{report}make/", {"kind": "draft"}),
        Form(Duty.TPL, f"{report}template/", {"template": "", "revision": 0}),
    ]


def _asked(own: str, sending: ReportSending, note: int) -> list[Form]:
    asked, unit, day = f"{own}report/opinions/", f"/opinions/{sending.pk}/", localdate().isoformat()
    return [
        Form(
            Duty.TPL,
            f"{asked}send/",
            {"version": sending.version_id, "unit": "某单位", "due": day, "organisation": ""},
        ),
        Form(
            Duty.TPL,
            f"{asked}decide/",
            {"opinion": note, f"decision-{note}": "采纳", f"reason-{note}": "理由", f"revision-{note}": 1},
        ),
        Form(Duty.TPL, f"{asked}{sending.pk}/no-reply/", {"late_note": "催过", "revision": 9}),
        Form(Duty.TPL, f"{asked}{sending.pk}/receipt/", {"revision": 1}),
        Form(
            Duty.TPL,
            f"{asked}{sending.pk}/paper/save/",
            {"replied_on": day, "no_opinion": "", "section": "全文", "content": "意见", "revision": 1},
        ),
        Form(Duty.DPT, f"{unit}note/", {"section": "全文", "content": "意见"}),
        Form(Duty.DPT, f"{unit}notes/{note}/change/", {"content": "意见", "revision": 9}),
        Form(Duty.DPT, f"{unit}notes/{note}/remove/", {"revision": 9}),
        Form(Duty.DPT, f"{unit}reply/", {"name": "某", "no_opinion": "", "revision": 9}),
    ]


def _keyed(own: str, review: int) -> list[Form]:
    day = localdate().isoformat()
    delivery = {"name": "县人民政府", "sent_on": day, "number": "1号", "received_on": "", "revision": 1, "filing": 0}
    return [
        Form(
            Duty.TPL,
            f"{own}key/ground/",
            {"basis": "文", "amount_large": "yes", "amount_evidence": "据", "attention_high": "", "revision": 9},
        ),
        Form(Duty.TPL, f"{own}key/panel/", {"note": "两名", "revision": 9}),
        Form(Duty.TPL, f"{own}key/ask/", {"version": 1}),
        Form(Duty.TPL, f"{own}key/report/", delivery),
        Form(Duty.FPD, f"{own}key/file/government/", delivery),
        Form(Duty.FPD, f"{own}key/confirm/", {"act": "reopen", "reason": "错", "revision": 9}),
        Form(Duty.FPD, f"{own}key/reviews/{review}/decide/", {"decision": "other", "opinion": "意见"}),
        Form(
            Duty.TPL,
            f"{own}bonds/save/",
            {f"{name}-{point}": "符合" for point in ("needed", "coverage") for name in ("answer", "said", "amount")},
        ),
    ]


def _signed(own: str, signature: int) -> list[Form]:
    report = f"{own}report/"
    return [
        Form(Duty.LEAD, f"{report}final/1/signatures/scan/", {"party": "0"}),
        Form(Duty.LEAD, f"{report}final/1/signatures/certificate/", {"role": "sign", "password": "密码"}),
        Form(Duty.LEAD, f"{report}final/1/signatures/{signature}/withdraw/", {"reason": ""}),
        Form(Duty.TPL, "/report-templates/add/", {"name": "模板"}),
    ]


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: repr(words[:12]))
def test_no_form_of_the_report_breaks_on_what_is_typed(logged_in: LoggedIn, laid: Laid, words: str) -> None:
    for form in laid.forms:
        client = logged_in(form.duty)
        sendings = [{**form.fields, name: words} for name in form.fields] if words in ONE_BY_ONE else []
        for sent in (*sendings, dict.fromkeys(form.fields, words)):
            answer = client.post(form.address, sent)
            assert answer.status_code in ANSWERED, f"{form.address} {list(sent)}"


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: repr(words[:12]))
def test_no_page_of_the_report_breaks_on_what_is_asked(logged_in: LoggedIn, laid: Laid, words: str) -> None:
    lead, own = logged_in(Duty.TPL), f"/evaluations/{laid.project.pk}/"
    for address in (f"{own}report/", f"{own}report/compare/", f"{own}report/opinions/", f"{own}key/", "/opinions/"):
        client = logged_in(Duty.DPT) if address == "/opinions/" else lead
        shown = client.get(address, {"q": words, "page": words, "old": words, "new": words})
        assert shown.status_code in ANSWERED, address
    assert lead.get("/report-templates/", {"q": words}).status_code == 200
    assert Client().get("/verify/", {"code": words}).status_code == 200


def test_what_could_not_be_taken_stays_in_its_field(logged_in: LoggedIn, laid: Laid) -> None:
    own, note = f"/evaluations/{laid.project.pk}/", laid.sending.opinions.get().pk
    report, asked, unit = f"{own}report/", f"{own}report/opinions/", f"/opinions/{laid.sending.pk}/"
    typed = "写了很久的一段话\x0b，不能丢"
    signature = laid.final.signatures.get().pk
    for duty, address, form in (
        (Duty.TPL, f"{report}sections/body-3/save/", {"text-body-3.overall": typed, "revision-body-3.overall": 0}),
        (Duty.TPL, f"{report}advice/keep/", {"title": "建议", "text": typed, "revision": 0}),
        (Duty.TPL, f"{asked}{laid.sending.pk}/no-reply/", {"late_note": typed, "revision": 1}),
        (Duty.TPL, f"{asked}{laid.sending.pk}/paper/save/", {"section": "全文", "content": typed, "revision": 1}),
        (Duty.TPL, f"{own}key/ground/", {"basis": typed, "revision": 1}),
        (Duty.TPL, f"{own}key/panel/", {"note": typed, "revision": 1}),
        (Duty.FPD, f"{own}key/reviews/{laid.final.reviews.get().pk}/decide/", {"decision": "x", "opinion": typed}),
        (Duty.LEAD, f"{report}final/1/signatures/{signature}/withdraw/", {"reason": typed}),
        (Duty.DPT, f"{unit}note/", {"section": "全文", "content": typed}),
        (Duty.DPT, f"{unit}notes/{note}/change/", {"content": typed, "revision": 1, "opinion": note}),
    ):
        answer = logged_in(duty).post(address, form)
        assert answer.status_code in {400, 422}, address
        shown = answer.content.decode()
        assert escape(typed) in shown or escape(typed.replace("\x0b", "")) in shown, address


def test_an_opinion_written_while_the_reply_went_out_stays_to_be_copied(logged_in: LoggedIn, laid: Laid) -> None:
    ReportSending.objects.filter(pk=laid.sending.pk).update(replied_at=now(), replied_by=laid.sending.sent_by)
    form = {"section": "全文", "content": "写了很久的一段意见"}
    answer = logged_in(Duty.DPT).post(f"/opinions/{laid.sending.pk}/note/", form)
    assert answer.status_code == 422
    assert "写了很久的一段意见" in answer.content.decode()


FILES = {
    "empty": b"",
    "not a file": b"\0" * 4096,
    "broken pdf": BROKEN_PDF,
    "half a pdf": pdf(NOTICE)[:300],
    "half a picture": jpeg()[:200],
    "a word file": word(NOTICE),
    "a program": b"MZ" + b"\0" * 5000,
}
NAMES = (
    "../../etc/passwd.pdf",
    "C:\\x\\y.pdf",
    "a\0b.pdf",
    "甲" * 240 + ".pdf",
    ".pdf",
    "con.pdf.exe",
    "\u202efdp.exe",
)


@pytest.mark.parametrize("kind", FILES)
def test_no_upload_of_the_report_breaks_on_its_file(logged_in: LoggedIn, laid: Laid, kind: str) -> None:
    own = f"/evaluations/{laid.project.pk}/"
    signing, asked = f"{own}report/final/1/signatures/", f"{own}report/opinions/{laid.sending.pk}/"
    for name in NAMES if kind == "half a pdf" else NAMES[:1]:
        uploads: tuple[tuple[Duty, str, str, dict[str, Any]], ...] = (
            (Duty.LEAD, f"{signing}scan/", "scan", {"party": "0"}),
            (Duty.LEAD, f"{signing}elsewhere/", "signed", {}),
            (Duty.LEAD, f"{signing}certificate/", "pkcs12", {"role": "sign", "password": "\0"}),
            (Duty.TPL, f"{asked}receipt/", "receipt_file", {"revision": 1}),
            (Duty.TPL, f"{asked}paper/save/", "letter", {"content": "意见", "section": "全文", "revision": 99}),
            (Duty.FPD, f"{own}key/file/government/", "receipt", {"sent_on": localdate().isoformat()}),
            (Duty.DPT, f"/opinions/{laid.sending.pk}/reply/", "letter", {"name": "某", "revision": 99}),
            (Duty.TPL, "/report-templates/add/", "file", {"name": ""}),
        )
        for duty, address, field, form in uploads:
            answer = logged_in(duty).post(address, {**form, field: SimpleUploadedFile(name, FILES[kind])})
            assert answer.status_code in ANSWERED, f"{address} {name}"
    assert Client().post("/verify/", {"file": SimpleUploadedFile(name, FILES[kind])}).status_code in {200, 400}
