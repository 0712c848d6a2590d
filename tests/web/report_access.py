"""Who may open what of a report: written, sent for opinions, signed, reviewed, filed and verified."""

from jiheng.orgs.duties import Member
from tests.web.access_rows import (
    EDIT_EVALUATIONS,
    EVERYBODY,
    FILE_REPORTS,
    GIVE_OPINIONS,
    KEEP_TEMPLATES,
    READ_EVALUATIONS,
    REVIEW_REPORTS,
    SEAL_REPORTS,
    SIGN_REPORTS,
    Row,
    own_evaluation,
)
from tests.web.drafted import draft_of, reported_evaluation_of
from tests.web.keyed import filing_of, final_of, review_of
from tests.web.opened import draft_sent_of, evaluation_of, opinion_of
from tests.web.reported import report_of, signature_of
from tests.web.templated import template_of


def own_template(member: Member) -> list[object]:
    """A template of the member's own organisation."""
    return [template_of(member.held[0].scope).pk]


def own_draft_sent(member: Member) -> list[object]:
    """A draft of a report sent out, as its evaluators find it."""
    sending = draft_sent_of(evaluation_of(member.held[0].scope))
    return [sending.version.project_id, sending.pk]


def own_draft_received(member: Member) -> list[object]:
    """A draft of a report that reached the member's own unit."""
    return [draft_sent_of(evaluation_of(member.held[0].scope)).pk]


def own_opinion(member: Member) -> list[object]:
    opinion = opinion_of(draft_sent_of(evaluation_of(member.held[0].scope)))
    return [opinion.sending_id, opinion.pk]


def own_report(member: Member) -> list[object]:
    return [reported_evaluation_of(member.held[0].scope).pk]


def own_section(member: Member) -> list[object]:
    return [*own_report(member), "body-3"]


def own_recommendation(member: Member) -> list[object]:
    return [*own_report(member), 1]


def own_version(member: Member) -> list[object]:
    version = draft_of(member.held[0].scope)
    return [version.project_id, version.kind, version.number]


def own_report_file(member: Member) -> list[object]:
    return [*own_version(member), "word"]


def own_signed(member: Member) -> list[object]:
    version = report_of(evaluation_of(member.held[0].scope))
    return [version.project_id, version.number]


def own_signature(member: Member) -> list[object]:
    signature = signature_of(report_of(evaluation_of(member.held[0].scope)))
    return [signature.version.project_id, signature.version.number, signature.pk]


def own_final(member: Member) -> list[object]:
    """A key evaluation with a 正式稿."""
    return [final_of(member.held[0].scope).project_id]


def own_asked_review(member: Member) -> list[object]:
    review = review_of(final_of(member.held[0].scope))
    return [review.version.project_id, review.pk]


def own_letter(member: Member) -> list[object]:
    """The letter to the government, once finance let the 正式稿 pass."""
    review = review_of(final_of(member.held[0].scope), approved=True)
    return [review.version.project_id, "government"]


def own_receipt(member: Member) -> list[object]:
    filing = filing_of(final_of(member.held[0].scope))
    return [filing.version.project_id, filing.pk]


REPORT_GET = (
    Row("report_templates:list", KEEP_TEMPLATES),
    Row("report_templates:starter", KEEP_TEMPLATES),
    Row("report_templates:file", KEEP_TEMPLATES, own_template),
    Row("report_templates:trial", KEEP_TEMPLATES, own_template),
    Row("evaluations:report", READ_EVALUATIONS, own_report),
    Row("evaluations:report-preview", READ_EVALUATIONS, own_report),
    Row("evaluations:report-compare", READ_EVALUATIONS, own_report),
    Row("evaluations:report-advice", READ_EVALUATIONS, own_report),
    Row("evaluations:report-section", READ_EVALUATIONS, own_section),
    Row("evaluations:report-version", READ_EVALUATIONS, own_version),
    Row("evaluations:report-progress", READ_EVALUATIONS, own_version),
    Row("evaluations:report-download", READ_EVALUATIONS, own_report_file),
    Row("signing:signatures", READ_EVALUATIONS, own_signed),
    Row("signing:pdf", READ_EVALUATIONS, own_signed),
    Row("signing:file", READ_EVALUATIONS, own_signature),
    Row("verify:report", EVERYBODY),
    Row("evaluations:key", READ_EVALUATIONS, own_final),
    Row("evaluations:key-letter", READ_EVALUATIONS, own_letter),
    Row("evaluations:key-receipt", READ_EVALUATIONS, own_receipt),
    Row("evaluations:bonds", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:report-opinions", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:report-opinion-letter", READ_EVALUATIONS, own_draft_sent),
    Row("evaluations:report-opinion-receipt-file", READ_EVALUATIONS, own_draft_sent),
    Row("evaluations:report-reply-file", READ_EVALUATIONS, own_draft_sent),
    Row("evaluations:report-paper", EDIT_EVALUATIONS, own_draft_sent),
    Row("opinions:list", GIVE_OPINIONS),
    Row("opinions:one", GIVE_OPINIONS, own_draft_received),
    Row("opinions:letter", GIVE_OPINIONS, own_draft_received),
    Row("opinions:word", GIVE_OPINIONS, own_draft_received),
    Row("opinions:pdf", GIVE_OPINIONS, own_draft_received),
    Row("opinions:reply-file", GIVE_OPINIONS, own_draft_received),
)

REPORT_POST = (
    Row("report_templates:add", KEEP_TEMPLATES),
    Row("report_templates:withdraw", KEEP_TEMPLATES, own_template),
    Row("report_template:choose", EDIT_EVALUATIONS, own_evaluation, form={"revision": 0, "template": ""}),
    Row("evaluations:key-ground", EDIT_EVALUATIONS, own_final, form={"revision": 1, "basis": "第9号文"}),
    Row("evaluations:confirm-key", REVIEW_REPORTS, own_final, form={"revision": 1}),
    Row("evaluations:key-panel", EDIT_EVALUATIONS, own_final, form={"revision": 1, "note": "只有一名"}),
    Row("evaluations:ask-finance", EDIT_EVALUATIONS, own_final),
    Row("evaluations:decide-review", REVIEW_REPORTS, own_asked_review, form={"decision": "return"}),
    Row("evaluations:report-key", EDIT_EVALUATIONS, own_final, form={"sent_on": "2026-03-02"}),
    Row("evaluations:file-key", FILE_REPORTS, own_letter, form={"sent_on": "2026-03-02"}),
    Row("evaluations:save-bonds", EDIT_EVALUATIONS, own_evaluation, form={"answer-needed": "符合"}),
    Row("evaluations:report-make", EDIT_EVALUATIONS, own_report, form={"kind": "draft"}),
    Row("evaluations:report-draft", EDIT_EVALUATIONS, own_report),
    Row("evaluations:report-problems", EDIT_EVALUATIONS, own_report, form={"revision": 0}),
    Row("evaluations:report-recommend", EDIT_EVALUATIONS, own_report, form={"title": "落实管护"}),
    Row("evaluations:report-drop", EDIT_EVALUATIONS, own_recommendation, form={"revision": 1}),
    Row("evaluations:report-save", EDIT_EVALUATIONS, own_section),
    Row("signing:scan", SIGN_REPORTS, own_signed, form={"party": "0"}),
    Row("signing:certificate", SIGN_REPORTS, own_signed, form={"role": "sign"}),
    Row("signing:elsewhere", SIGN_REPORTS, own_signed),
    Row("signing:issue", SEAL_REPORTS, own_signed),
    Row("signing:withdraw", SIGN_REPORTS, own_signature, form={"reason": "签错了页"}),
    Row("verify:report", EVERYBODY),
    Row("evaluations:report-send", EDIT_EVALUATIONS, own_evaluation),
    Row("evaluations:report-decide", EDIT_EVALUATIONS, own_evaluation),
    Row("evaluations:report-opinion-receipt", EDIT_EVALUATIONS, own_draft_sent),
    Row("evaluations:report-no-reply", EDIT_EVALUATIONS, own_draft_sent, form={"late_note": "逾期", "revision": 1}),
    Row("evaluations:report-paper-save", EDIT_EVALUATIONS, own_draft_sent, form={"no_opinion": 1, "revision": 1}),
    Row("opinions:note", GIVE_OPINIONS, own_draft_received, form={"section": "全文", "content": "请核对"}),
    Row("opinions:change", GIVE_OPINIONS, own_opinion, form={"content": "请改", "revision": 1}),
    Row("opinions:remove", GIVE_OPINIONS, own_opinion, form={"revision": 1}),
    Row("opinions:reply", GIVE_OPINIONS, own_draft_received, form={"no_opinion": 1, "revision": 1}),
)
