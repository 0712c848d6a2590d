"""Every address of the report as the wrong people: what the access table cannot see, since it asks one unit at a time."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from jiheng.evaluation.models import (
    EvaluationProject,
    Filing,
    ReportKind,
    ReportOpinion,
    ReportSending,
    ReportVersion,
    VersionState,
)
from jiheng.orgs.models import Duty
from tests.county import County, appoint, member_named
from tests.evaluation.reported import ready_version
from tests.evaluation.signed import final_version
from tests.files.originals import NOTICE, pdf
from tests.web.conftest import client_of
from tests.web.keyed import filing_of, review_of
from tests.web.opened import evaluation_of
from tests.web.reported import signature_of
from tests.web.templated import template_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/33", "cq2023-7/34")]


@dataclass(frozen=True)
class Laid:
    """A report of the county's agency with everything it may have; the draft went to the education bureau alone."""

    project: EvaluationProject
    draft: ReportVersion
    final: ReportVersion
    sending: ReportSending
    signature: int
    filing: Filing
    template: int

    @property
    def files(self) -> list[str]:
        """Every address that gives something of the report to those who evaluate."""
        own = f"/evaluations/{self.project.pk}/"
        report, asked = f"{own}report/", f"{own}report/opinions/"
        return [
            report,
            *(f"{report}{rest}" for rest in ("preview/", "compare/", "advice/", "sections/body-3/")),
            *(f"{report}{kind}/1/" for kind in ("draft", "final")),
            *(f"{report}{kind}/1/progress/" for kind in ("draft", "final")),
            *(f"{report}{kind}/1/files/{name}/" for kind in ("draft", "final") for name in ("word", "pdf")),
            *(f"{report}final/1/signatures/{rest}" for rest in ("", "pdf/", f"{self.signature}/file/")),
            asked,
            *(f"{asked}{self.sending.pk}/{rest}/" for rest in ("letter", "receipt-file", "reply-file", "paper")),
            f"{own}key/",
            f"{own}key/letters/government/",
            f"{own}key/receipts/{self.filing.pk}/",
            f"{own}bonds/",
        ]

    @property
    def acts(self) -> list[str]:
        """Every address that changes something."""
        own = f"/evaluations/{self.project.pk}/"
        report, asked = f"{own}report/", f"{own}report/opinions/"
        signing = f"{report}final/1/signatures/"
        return [
            *(f"{report}{rest}" for rest in ("make/", "draft/", "template/", "sections/body-3/save/")),
            *(f"{report}advice/{rest}" for rest in ("problems/", "keep/", "1/drop/")),
            *(f"{signing}{rest}" for rest in ("scan/", "certificate/", "elsewhere/", "issue/")),
            f"{signing}{self.signature}/withdraw/",
            *(f"{asked}{rest}/" for rest in ("send", "decide")),
            *(f"{asked}{self.sending.pk}/{rest}/" for rest in ("receipt", "no-reply", "paper/save")),
            *(f"{own}key/{rest}/" for rest in ("ground", "confirm", "panel", "ask", "report", "file/government")),
            f"{own}key/reviews/{self.final.reviews.get().pk}/decide/",
            f"{own}bonds/save/",
        ]

    @property
    def received(self) -> list[str]:
        """What the unit asked gets."""
        return [f"/opinions/{self.sending.pk}/{rest}" for rest in ("", "letter/", "word/", "pdf/", "reply-file/")]

    @property
    def noting(self) -> list[str]:
        own, note = f"/opinions/{self.sending.pk}/", self.sending.opinions.get().pk
        return [f"{own}note/", f"{own}reply/", f"{own}notes/{note}/change/", f"{own}notes/{note}/remove/"]


@pytest.fixture
def laid(county: County) -> Laid:
    project, by = evaluation_of(county.firm), county.member(Duty.TPL)
    draft = ready_version(project, by=by, at=now(), pdf=pdf(NOTICE))
    final = final_version(project, by=by, at=now())
    sending = ReportSending.objects.create(
        version=draft,
        unit=county.education.name,
        organisation=county.education,
        sent_by=by.user,
        sent_at=now(),
        due=localdate() + timedelta(days=5),
        receipt=draft.word,
        reply=draft.word,
    )
    ReportOpinion.objects.create(sending=sending, section="全文", content="意见一", by=by.user, at=now())
    review_of(final, approved=True)
    signature = signature_of(final).pk
    return Laid(project, draft, final, sending, signature, filing_of(final), template_of(county.firm).pk)


def strangers(county: County) -> dict[str, Client]:
    """Who has nothing to do with this report, by who it is."""
    units = {"a unit not asked": county.member(Duty.UNT), "the unit asked": county.member(Duty.DPT)}
    region = {"finance of another region": member_named("lz_fpd"), "the administrator": county.member(Duty.SYS)}
    rival = county.other_bureau
    duties = (Duty.TPL, Duty.LEAD, Duty.QC, Duty.EXP, Duty.SUP)
    others = {f"{duty.label} elsewhere": appoint(f"lz_{duty.lower()}", duty, rival) for duty in duties}
    return {name: client_of(member) for name, member in (units | region | others).items()} | {"nobody": Client()}


def test_nobody_outside_gets_anything_of_a_report_or_moves_it(county: County, laid: Laid) -> None:
    before = list(ReportVersion.objects.values()), list(ReportSending.objects.values())
    for name, client in strangers(county).items():
        for address in laid.files:
            assert client.get(address).status_code in {302, 403, 404}, f"{name} {address}"
        for address in laid.acts:
            answer = client.post(address, {"revision": 1, "reason": "改", "decision": "approve", "kind": "final"})
            assert answer.status_code in {302, 403, 404}, f"{name} {address}"
            if answer.status_code == 302:
                assert name == "nobody"
    assert (list(ReportVersion.objects.values()), list(ReportSending.objects.values())) == before


def test_a_draft_reaches_the_unit_asked_and_no_other(county: County, laid: Laid) -> None:
    asked = client_of(county.member(Duty.DPT))
    for address in laid.received:
        assert asked.get(address).status_code == 200, address
    others = strangers(county)
    others.pop("the unit asked")
    inside = {duty.label: client_of(county.member(duty)) for duty in (Duty.TPL, Duty.FPD, Duty.EXP, Duty.SUP)}
    for name, client in (others | inside).items():
        for address in laid.received:
            assert client.get(address).status_code in {302, 403, 404}, f"{name} {address}"
        for address in laid.noting:
            answer = client.post(address, {"section": "全文", "content": "改", "revision": 1, "name": "某"})
            assert answer.status_code in {302, 403, 404}, f"{name} {address}"
    assert ReportOpinion.objects.get().content == "意见一"


def test_a_draft_not_sent_yet_or_sent_to_another_unit_stays_unseen(county: County, laid: Laid) -> None:
    """Guessed numbers: neither the version's own, nor another sending's, nor a note of another sending."""
    asked = client_of(county.member(Duty.DPT))
    elsewhere = ReportSending.objects.create(
        version=laid.draft,
        unit=county.school.name,
        organisation=county.school,
        sent_by=laid.sending.sent_by,
        sent_at=now(),
        due=localdate(),
    )
    strange = ReportOpinion.objects.create(
        sending=elsewhere, section="全文", content="别处的", by=laid.sending.sent_by, at=now()
    )
    for number in (laid.sending.pk + 50, 0, 10**18, 10**30):
        for rest in ("", "word/", "pdf/", "letter/", "reply-file/"):
            assert asked.get(f"/opinions/{number}/{rest}").status_code == 404
    crossed = f"/opinions/{laid.sending.pk}/notes/{strange.pk}/"
    for act in ("change/", "remove/"):
        assert asked.post(f"{crossed}{act}", {"content": "改", "revision": 1}).status_code == 404
    strange.refresh_from_db()
    assert strange.content == "别处的"


def test_after_its_reply_a_unit_reads_on_and_changes_nothing(county: County, laid: Laid) -> None:
    asked = client_of(county.member(Duty.DPT))
    ReportSending.objects.filter(pk=laid.sending.pk).update(replied_at=now(), replied_by=laid.sending.sent_by)
    for address in laid.received:
        assert asked.get(address).status_code == 200
    for address in laid.noting:
        answer = asked.post(address, {"section": "全文", "content": "又改", "revision": 1, "name": "甲"})
        assert answer.status_code == 422, address
    assert ReportOpinion.objects.get().content == "意见一"


def test_once_the_final_went_out_neither_side_touches_opinions(county: County, laid: Laid) -> None:
    ReportVersion.objects.filter(pk=laid.final.pk).update(issued_at=now())
    asked, lead = client_of(county.member(Duty.DPT)), client_of(county.member(Duty.TPL))
    for address in laid.noting:
        answer = asked.post(address, {"section": "全文", "content": "又改", "revision": 1, "name": "甲"})
        assert answer.status_code == 422, address
    own = f"/evaluations/{laid.project.pk}/report/opinions/"
    for rest in (f"{laid.sending.pk}/receipt/", f"{laid.sending.pk}/no-reply/", f"{laid.sending.pk}/paper/save/"):
        answer = lead.post(f"{own}{rest}", {"revision": 1, "late_note": "催过", "no_opinion": 1})
        assert answer.status_code == 422, rest
    held = ReportOpinion.objects.get()
    assert (held.content, held.decision) == ("意见一", "")


def test_those_who_read_only_do_nothing_to_a_report(county: County, laid: Laid) -> None:
    """审计 and 专家 read what their duty opens; every act is closed to them, and 财政 does not write the report."""
    for duty in (Duty.SUP, Duty.EXP):
        client = client_of(county.member(duty))
        for address in laid.acts:
            assert client.post(address, {"revision": 1}).status_code == 403, f"{duty} {address}"
    finance = client_of(county.member(Duty.FPD))
    for address in laid.acts:
        if "/report/" in address and not address.endswith("/key/report/"):
            assert finance.post(address, {"revision": 1}).status_code == 403, address


def test_templates_are_those_of_the_own_organisation(county: County, laid: Laid) -> None:
    other = template_of(county.other_bureau, "邻县的模板").pk
    lead, neighbour = client_of(county.member(Duty.TPL)), client_of(member_named("lz_fpd"))
    for client, number in ((lead, other), (neighbour, laid.template), (lead, 10**30)):
        for rest in ("file/", "trial/"):
            assert client.get(f"/report-templates/{number}/{rest}").status_code == 404
        assert client.post(f"/report-templates/{number}/withdraw/").status_code == 404
    form = {"revision": 0, "template": other}
    shown = lead.post(f"/evaluations/{laid.project.pk}/report/template/", form, follow=True).content.decode()
    assert "不在可选的范围内" in shown


def test_numbers_of_another_report_do_not_open_its_rows(county: County, laid: Laid) -> None:
    """A lead evaluator of the agency, with the right project and the number of a row of another one."""
    EvaluationProject.objects.filter(pk=laid.project.pk).update(code="PJ-1")
    mine = evaluation_of(county.firm)
    final_version(mine, by=county.member(Duty.TPL), at=now())
    lead = client_of(county.member(Duty.LEAD))
    own = f"/evaluations/{mine.pk}/"
    for address in (
        f"report/final/1/signatures/{laid.signature}/file/",
        f"report/opinions/{laid.sending.pk}/letter/",
        f"report/opinions/{laid.sending.pk}/receipt-file/",
        f"report/opinions/{laid.sending.pk}/reply-file/",
        f"key/receipts/{laid.filing.pk}/",
        "report/draft/1/files/word/",
        "report/final/2/signatures/",
        f"report/final/{10**30}/",
        f"report/final/{10**30}/signatures/{10**30}/file/",
        "report/neither/1/",
        "report/final/1/files/content/",
        "report/final/1/files/issued_by/",
        "key/letters/nobody/",
    ):
        assert lead.get(f"{own}{address}").status_code == 404, address
    for address in (f"report/final/1/signatures/{laid.signature}/withdraw/", f"report/advice/{10**30}/drop/"):
        assert lead.post(f"{own}{address}", {"reason": "错", "revision": 1}).status_code in {302, 403, 404}, address


def test_nothing_is_said_to_everybody_of_what_did_not_go_out(laid: Laid) -> None:
    for version in (laid.draft, laid.final):
        shown = Client().get(reverse("verify:report"), {"code": version.content[:16]}).content.decode()
        assert "没有查到" in shown
        assert version.project.name not in shown
    ReportVersion.objects.filter(kind=ReportKind.FINAL).update(issued_at=now(), state=VersionState.READY)
    shown = Client().get(reverse("verify:report"), {"code": laid.final.content[:16]}).content.decode()
    assert "没有查到" not in shown
    for secret in ("意见一", laid.sending.unit):
        assert secret not in shown
