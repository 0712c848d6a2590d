"""Who may open what: one row per address and method. A new page adds its rows here.

``EVERYBODY`` needs no login, ``USERS`` a login, ``MEMBERS`` a place in an organisation; otherwise the duties are
named one by one, so that this table is a second opinion on the permission matrix and not a copy of the code.
``of`` gives the words of the address for something that belongs to the member's own unit.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.timezone import now

from jiheng.evaluation.models import ExpertInvitation, Indicator, Problem, Questionnaire, Visit
from jiheng.jobs.models import Job, JobStatus
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty, Grant, Membership, OrganisationKind
from tests.web.handed_in import batch_of, workbook_of
from tests.web.judged import amendment_of, invitation_of, judged_evaluation_of, request_of
from tests.web.opened import evaluation_of, evidence_of, handed_in_of, list_of, notice_of, original_of, run_of
from tests.web.sampled import sampled_evaluation_of
from tests.web.templated import template_of

EVERYBODY = "everybody"
USERS = "users"
MEMBERS = "members"

ALL = "SYS FPD FBD FLD DPT UNT TPL TPM LEAD QC EXP ARC SUP"
OWN_JOBS = "FPD FBD FLD DPT UNT TPL TPM LEAD QC ARC"
SEE_UNITS = "SYS FPD FBD FLD DPT SUP"
SEE_EVENTS = "FPD FLD SUP"
READ_RECHECKS = "FPD FBD FLD DPT UNT TPL TPM LEAD QC SUP"
RUN_RECHECKS = "FPD FBD DPT UNT TPL TPM LEAD"
DECIDE_RECHECKS = "FPD FBD DPT TPL TPM LEAD"
EXPORT_RECHECKS = "FPD FBD FLD DPT UNT TPL TPM LEAD QC"
READ_EVALUATIONS = "FPD FBD FLD TPL TPM LEAD QC SUP"
EDIT_EVALUATIONS = "TPL TPM LEAD"
REVIEW_EVALUATIONS = "FPD"
ANSWER_REQUESTS = "DPT UNT"
APPROVE_AMENDMENTS = "LEAD"
DECIDE_ADJUSTMENTS = "LEAD QC"
WITHDRAW_ADJUSTMENTS = "TPL TPM LEAD QC"
INVITE_EXPERTS = "TPL LEAD"
KEEP_TEMPLATES = "FPD TPL LEAD"
EXPERTS = "EXP"

Words = Callable[[Member], list[object]]


@dataclass(frozen=True)
class Row:
    """``who`` is one of the three groups or duties with blanks between; ``form`` is what a POST sends."""

    name: str
    who: str
    of: Words | None = None
    form: dict[str, object] = field(default_factory=dict)

    @property
    def duties(self) -> frozenset[Duty]:
        named = ALL if self.who in {EVERYBODY, USERS, MEMBERS} else self.who
        return frozenset(Duty(code) for code in named.split())


def own_unit(member: Member) -> list[object]:
    """The organisation the duty was granted over; for 财政业务科室 that is not the own bureau."""
    return [member.held[0].scope.pk]


def own_place(member: Member) -> list[object]:
    return [Membership.objects.get(user=member.user).pk]


def own_grant(member: Member) -> list[object]:
    return [*own_place(member), Grant.objects.filter(membership__user=member.user).latest("pk").pk]


def own_job(member: Member) -> list[object]:
    job = Job.objects.create(
        kind="recheck", title="复核一批表", organisation=member.organisation, owner=member.user, created_at=now()
    )
    return [job.pk]


def own_batch(member: Member) -> list[object]:
    return [batch_of(member.held[0].scope).pk]


def own_form(member: Member) -> list[object]:
    form = batch_of(member.held[0].scope).forms.latest("pk")
    return [form.batch_id, form.pk]


def own_file(member: Member) -> list[object]:
    file = batch_of(member.held[0].scope).files.latest("pk")
    return [file.batch_id, file.pk]


def own_export(member: Member) -> list[object]:
    """A job that wrote a workbook for the member's own organisation."""
    job = Job.objects.create(
        kind="recheck_export",
        title="导出复核表",
        organisation=member.organisation,
        owner=member.user,
        created_at=now(),
        status=JobStatus.SUCCEEDED,
        result={"attachment": workbook_of(member.organisation, member).pk},
    )
    return [job.pk]


def own_evaluation(member: Member) -> list[object]:
    return [evaluation_of(member.held[0].scope).pk]


def own_sheet(member: Member) -> list[object]:
    return [*own_evaluation(member), "评价小组"]


def own_indicator(member: Member) -> list[object]:
    project = evaluation_of(member.held[0].scope)
    row = {"code": "C1", "level1": "产出", "level2": "数量", "name": "养护里程", "points": 10}
    Indicator.objects.create(project=project, position=1, **row)
    return [project.pk, "C1"]


def own_framework(member: Member) -> list[object]:
    return [*own_evaluation(member), "cq2023-7"]


def own_original(member: Member) -> list[object]:
    file = original_of(evaluation_of(member.held[0].scope))
    return [file.project_id, file.pk]


def own_score(member: Member) -> list[object]:
    project = evaluation_of(member.held[0].scope)
    row = {"code": "D1", "level1": "决策", "level2": "立项", "name": "论证", "points": 100}
    Indicator.objects.create(project=project, position=1, **row)
    return [project.pk, "D1"]


def own_run(member: Member) -> list[object]:
    project = evaluation_of(member.held[0].scope)
    return [project.pk, run_of(project).number]


def own_material(member: Member) -> list[object]:
    file = evidence_of(evaluation_of(member.held[0].scope))
    return [file.project_id, file.number]


def own_photo(member: Member) -> list[object]:
    return [*own_material(member), 1]


def own_implementation_sheet(member: Member) -> list[object]:
    return [*own_evaluation(member), "资料充分性"]


def own_comparison(member: Member) -> list[object]:
    return [*own_evaluation(member), "plan"]


def own_problem(member: Member) -> list[object]:
    project = evaluation_of(member.held[0].scope)
    Problem.objects.create(project=project, position=1, title="没有按期完工")
    return [project.pk, 1]


def own_talks(member: Member) -> list[object]:
    return [*own_evaluation(member), "talk"]


def own_talk(member: Member) -> list[object]:
    project = evaluation_of(member.held[0].scope)
    Visit.objects.create(project=project, position=1, number="访01")
    return [project.pk, "talk", 1]


def own_notice(member: Member) -> list[object]:
    address = notice_of(evaluation_of(member.held[0].scope))
    return [address.project_id, address.notice]


def own_draft(member: Member) -> list[object]:
    address = notice_of(evaluation_of(member.held[0].scope), sent=False)
    return [address.project_id, address.notice]


def own_answer(member: Member) -> list[object]:
    """Something handed in, as the evaluators of the project reach it."""
    handed = handed_in_of(notice_of(evaluation_of(member.held[0].scope)))
    return [handed.project_id, handed.pk]


def own_asked(member: Member) -> list[object]:
    """A notice that reached the member's own unit."""
    return [notice_of(evaluation_of(member.held[0].scope)).pk]


def own_handed_in(member: Member) -> list[object]:
    """Something handed in, as the unit that did it reaches it."""
    address = notice_of(evaluation_of(member.held[0].scope))
    return [address.pk, handed_in_of(address).pk]


def own_judged(member: Member) -> list[object]:
    return [judged_evaluation_of(member.held[0].scope).pk]


def own_judged_score(member: Member) -> list[object]:
    return [*own_judged(member), "D1"]


def own_amendment(member: Member) -> list[object]:
    project = judged_evaluation_of(member.held[0].scope)
    return [project.pk, amendment_of(project).number]


def own_request(member: Member) -> list[object]:
    project = judged_evaluation_of(member.held[0].scope)
    return [project.pk, request_of(project).pk]


def asked_expert(member: Member) -> list[object]:
    """An expert asked by the member's own unit."""
    project = judged_evaluation_of(member.held[0].scope)
    return [project.pk, invitation_of(project).pk]


def own_invitation(member: Member) -> list[object]:
    """An invitation of the member, whoever carries the project out."""
    return [invitation_of(judged_evaluation_of(member.held[0].scope), member.user).pk]


def own_review(member: Member) -> list[object]:
    return [*own_invitation(member), "D1"]


def own_reviewed_material(member: Member) -> list[object]:
    invited = own_invitation(member)
    file = evidence_of(ExpertInvitation.objects.get(pk=str(invited[0])).project)
    return [*invited, file.number]


def own_list(member: Member) -> list[object]:
    project = evaluation_of(member.held[0].scope)
    return [project.pk, list_of(project).pk]


def own_sample(member: Member) -> list[object]:
    return [sampled_evaluation_of(member.held[0].scope).pk]


def own_point(member: Member) -> list[object]:
    return [*own_sample(member), 1]


def own_questionnaire(member: Member) -> list[object]:
    project = evaluation_of(member.held[0].scope)
    Questionnaire.objects.create(project=project, position=1, key="村民", parties=["利害关系方"])
    return [project.pk, 1]


def own_template(member: Member) -> list[object]:
    """A template of the member's own organisation."""
    return [template_of(member.held[0].scope).pk]


def own_result(member: Member) -> list[object]:
    return [*own_evaluation(member), "schedule"]


def clause(_: Member) -> list[object]:
    return ["mof2020-10", "4.1"]


def instrument(_: Member) -> list[object]:
    return ["mof2020-10"]


NEW_BODY: dict[str, object] = {"name": "清禾县新设中心", "kind": OrganisationKind.UNIT}
NEW_USER: dict[str, object] = {"name": "新来的人", "username": "newcomer", "password": "Brand-new-2026"}
NEW_PASSWORD: dict[str, object] = {"password": "Brand-new-2026"}

GET = (
    Row("workbench:home", MEMBERS),
    Row("accounts:login", EVERYBODY),
    Row("accounts:password", USERS),
    Row("jobs:list", OWN_JOBS),
    Row("jobs:row", OWN_JOBS, own_job),
    Row("clauses:list", ALL),
    Row("clauses:instrument", ALL, instrument),
    Row("clauses:detail", ALL, clause),
    Row("search:results", MEMBERS),
    Row("rechecks:list", READ_RECHECKS),
    Row("rechecks:batch", READ_RECHECKS, own_batch),
    Row("rechecks:progress", READ_RECHECKS, own_batch),
    Row("rechecks:workbook", READ_RECHECKS, own_batch),
    Row("rechecks:opinion", READ_RECHECKS, own_batch),
    Row("rechecks:original", READ_RECHECKS, own_file),
    Row("rechecks:form", READ_RECHECKS, own_form),
    Row("rechecks:form-workbook", READ_RECHECKS, own_form),
    Row("rechecks:form-opinion", READ_RECHECKS, own_form),
    Row("rechecks:exported", OWN_JOBS, own_export),
    Row("evaluations:list", READ_EVALUATIONS),
    Row("evaluations:template", READ_EVALUATIONS),
    Row("evaluations:overview", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:check", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:workbook", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:plan", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:sheet", READ_EVALUATIONS, own_sheet),
    Row("evaluations:result", READ_EVALUATIONS, own_result),
    Row("evaluations:funds", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:scores", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:score-why", READ_EVALUATIONS, own_score),
    Row("evaluations:runs", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:compare-runs", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:run", READ_EVALUATIONS, own_run),
    Row("evaluations:run-paper", READ_EVALUATIONS, own_run),
    Row("evaluations:run-word", READ_EVALUATIONS, own_run),
    Row("evaluations:materials", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:material-pictures", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:material", READ_EVALUATIONS, own_material),
    Row("evaluations:material-original", READ_EVALUATIONS, own_photo),
    Row("evaluations:material-thumbnail", READ_EVALUATIONS, own_photo),
    Row("evaluations:material-preview", READ_EVALUATIONS, own_photo),
    Row("evaluations:implementation-sheet", READ_EVALUATIONS, own_implementation_sheet),
    Row("evaluations:analysis", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:problem-new", EDIT_EVALUATIONS, own_evaluation),
    Row("evaluations:problem-edit", EDIT_EVALUATIONS, own_problem),
    Row("evaluations:visits", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:visit-new", EDIT_EVALUATIONS, own_talks),
    Row("evaluations:visit-edit", EDIT_EVALUATIONS, own_talk),
    Row("evaluations:adjustments", READ_EVALUATIONS, own_judged),
    Row("evaluations:amendments", READ_EVALUATIONS, own_judged),
    Row("evaluations:experts", READ_EVALUATIONS, own_judged),
    Row("evaluations:experts-word", READ_EVALUATIONS, own_judged),
    Row("evaluations:experts-excel", READ_EVALUATIONS, own_judged),
    Row("reviews:list", EXPERTS),
    Row("reviews:review", EXPERTS, own_invitation),
    Row("reviews:indicator", EXPERTS, own_review),
    Row("reviews:material", EXPERTS, own_reviewed_material),
    Row("report_templates:list", KEEP_TEMPLATES),
    Row("report_templates:starter", KEEP_TEMPLATES),
    Row("report_templates:file", KEEP_TEMPLATES, own_template),
    Row("report_templates:trial", KEEP_TEMPLATES, own_template),
    Row("evaluations:evaluation-workbook", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:funds-summaries", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:funds-levels", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:funds-detail", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:lines-import", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:lines-one", READ_EVALUATIONS, own_list),
    Row("evaluations:lines-progress", READ_EVALUATIONS, own_list),
    Row("evaluations:lines-problems", READ_EVALUATIONS, own_list),
    Row("evaluations:documents", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:document-original", READ_EVALUATIONS, own_original),
    Row("evaluations:indicators", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:indicator", READ_EVALUATIONS, own_indicator),
    Row("evaluations:frameworks", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:versions", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:compare-versions", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:points", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:point-forms", READ_EVALUATIONS, own_sample),
    Row("evaluations:point-table", READ_EVALUATIONS, own_sample),
    Row("evaluations:point-summary", READ_EVALUATIONS, own_sample),
    Row("evaluations:point-summary-file", READ_EVALUATIONS, own_sample),
    Row("evaluations:sampling-record", READ_EVALUATIONS, own_sample),
    Row("evaluations:point", READ_EVALUATIONS, own_point),
    Row("evaluations:choose-point", EDIT_EVALUATIONS, own_evaluation),
    Row("evaluations:choose-instead", EDIT_EVALUATIONS, own_point),
    Row("evaluations:questionnaires", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:question-bank", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:questionnaire", READ_EVALUATIONS, own_questionnaire),
    Row("evaluations:notices", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:notice", READ_EVALUATIONS, own_notice),
    Row("evaluations:notice-new", EDIT_EVALUATIONS, own_evaluation),
    Row("evaluations:notice-edit", EDIT_EVALUATIONS, own_draft),
    Row("evaluations:notice-letter", READ_EVALUATIONS, own_notice),
    Row("evaluations:urge-letter", READ_EVALUATIONS, own_notice),
    Row("evaluations:receipt-file", READ_EVALUATIONS, own_notice),
    Row("evaluations:handed-in-file", READ_EVALUATIONS, own_answer),
    Row("evaluations:management", READ_EVALUATIONS, own_evaluation),
    Row("evaluations:nine-kinds", READ_EVALUATIONS, own_evaluation),
    Row("requests:list", ANSWER_REQUESTS),
    Row("requests:one", ANSWER_REQUESTS, own_asked),
    Row("requests:letter", ANSWER_REQUESTS, own_asked),
    Row("requests:file", ANSWER_REQUESTS, own_handed_in),
    Row("system:organisations", SEE_UNITS),
    Row("system:organisation", SEE_UNITS, own_unit),
    Row("system:create_below", "SYS", own_unit),
    Row("system:create_user", "SYS", own_unit),
    Row("system:person", "SYS", own_place),
    Row("system:events", SEE_EVENTS),
)

POST = (
    Row("accounts:login", EVERYBODY, form={"username": "nobody", "password": "nothing"}),
    Row("accounts:logout", EVERYBODY),
    Row("accounts:password", USERS, form={"old_password": "wrong"}),
    Row("accounts:switch", MEMBERS, form={"organisation": 0}),
    Row("jobs:cancel", OWN_JOBS, own_job),
    Row("jobs:retry", OWN_JOBS, own_job),
    Row("rechecks:create", RUN_RECHECKS),
    Row("rechecks:decide", DECIDE_RECHECKS, own_form),
    Row("rechecks:export", EXPORT_RECHECKS, own_batch, form={"what": "workbook"}),
    Row("evaluations:create", EDIT_EVALUATIONS, form={"code": "PJ-9", "name": "新的评价"}),
    Row("evaluations:import", EDIT_EVALUATIONS, own_evaluation),
    Row("evaluations:save", EDIT_EVALUATIONS, own_sheet, form={"revision": 1, "rows": 1, "r0c0": "郑海"}),
    Row("evaluations:save-indicators", EDIT_EVALUATIONS, own_evaluation, form={"revision": 1, "rows": 0}),
    Row("evaluations:arrange-indicators", EDIT_EVALUATIONS, own_evaluation, form={"rows": 0, "act": "last-"}),
    Row("evaluations:save-indicator", EDIT_EVALUATIONS, own_indicator, form={"revision": 1, "method": "比例法"}),
    Row("evaluations:trial", READ_EVALUATIONS, own_indicator, form={"method": "比例法", "trial": "45"}),
    Row("evaluations:use-framework", EDIT_EVALUATIONS, own_framework, form={"revision": 1}),
    Row("evaluations:document-add", EDIT_EVALUATIONS, own_evaluation),
    Row("evaluations:document-confirm", EDIT_EVALUATIONS, own_original),
    Row("evaluations:document-attach", EDIT_EVALUATIONS, own_original, form={"key": "预算法"}),
    Row("evaluations:document-discard", EDIT_EVALUATIONS, own_original),
    Row(
        "evaluations:save-implementation-sheet",
        EDIT_EVALUATIONS,
        own_implementation_sheet,
        form={"revision": 1, "rows": 1, "r0c0": "D1"},
    ),
    Row("evaluations:compare", EDIT_EVALUATIONS, own_comparison, form={"revision": 1, "said": "少0.2公里"}),
    Row("evaluations:methods", EDIT_EVALUATIONS, own_evaluation, form={"revision": 1, "methods": 0}),
    Row("evaluations:problem-keep", EDIT_EVALUATIONS, own_evaluation, form={"revision": 1, "f0": "没有按期完工"}),
    Row("evaluations:problem-drop", EDIT_EVALUATIONS, own_evaluation, form={"revision": 1, "mark": "没有"}),
    Row("evaluations:visit-keep", EDIT_EVALUATIONS, own_talks, form={"revision": 1, "f0": "访01"}),
    Row("evaluations:visit-drop", EDIT_EVALUATIONS, own_talks, form={"revision": 1, "mark": "没有"}),
    Row(
        "evaluations:ask-adjustment",
        EDIT_EVALUATIONS,
        own_judged_score,
        form={"revision": 1, "score": "95", "reason": "论证充分"},
    ),
    Row("evaluations:amend-indicators", EDIT_EVALUATIONS, own_judged, form={"rows": 1, "reason": "改"}),
    Row(
        "evaluations:amend-indicator", EDIT_EVALUATIONS, own_judged_score, form={"method": "定性三档", "reason": "改"}
    ),
    Row(
        "evaluations:decide-amendment", APPROVE_AMENDMENTS, own_amendment, form={"revision": 1, "decision": "approve"}
    ),
    Row("evaluations:withdraw-amendment", EDIT_EVALUATIONS, own_amendment, form={"revision": 1}),
    Row("evaluations:decide-adjustment", DECIDE_ADJUSTMENTS, own_request, form={"revision": 1, "decision": "refuse"}),
    Row("evaluations:withdraw-adjustment", WITHDRAW_ADJUSTMENTS, own_request, form={"revision": 1, "word": "重写"}),
    Row("evaluations:invite-expert", INVITE_EXPERTS, own_judged, form={"due": "2099-01-01"}),
    Row(
        "evaluations:expert-act",
        INVITE_EXPERTS,
        asked_expert,
        form={"act": "withdraw", "reason": "时间冲突", "revision": 1},
    ),
    Row("report_templates:add", KEEP_TEMPLATES),
    Row("report_templates:withdraw", KEEP_TEMPLATES, own_template),
    Row("report_template:choose", EDIT_EVALUATIONS, own_evaluation, form={"revision": 0, "template": ""}),
    Row("reviews:declare", EXPERTS, own_invitation, form={"related": "no", "revision": 1}),
    Row("reviews:save", EXPERTS, own_review, form={"points": "90", "comment": "略简", "counter": 0}),
    Row("reviews:submit", EXPERTS, own_invitation, form={"revision": 1}),
    Row("evaluations:material-add", EDIT_EVALUATIONS, own_evaluation),
    Row("evaluations:materials-change", EDIT_EVALUATIONS, own_evaluation),
    Row("evaluations:material-pictures-save", EDIT_EVALUATIONS, own_evaluation),
    Row("evaluations:material-recognise", EDIT_EVALUATIONS, own_evaluation),
    Row("evaluations:material-save", EDIT_EVALUATIONS, own_material, form={"title": "现场照片"}),
    Row("evaluations:material-version", EDIT_EVALUATIONS, own_material),
    Row("evaluations:material-links", EDIT_EVALUATIONS, own_material, form={"indicator": "D1"}),
    Row("evaluations:material-withdraw", EDIT_EVALUATIONS, own_material, form={"reason": "拍糊了"}),
    Row("evaluations:score-evidence", EDIT_EVALUATIONS, own_score, form={"numbers": "X"}),
    Row("evaluations:import-implementation", EDIT_EVALUATIONS, own_evaluation),
    Row("evaluations:lines-hand-in", EDIT_EVALUATIONS, own_evaluation),
    Row("evaluations:lines-start", EDIT_EVALUATIONS, own_list),
    Row("evaluations:fill-points", EDIT_EVALUATIONS, own_evaluation, form={"revision": 1}),
    Row("evaluations:pick-point", EDIT_EVALUATIONS, own_sample, form={"revision": 1, "reason": "群众反映多"}),
    Row("evaluations:save-point", EDIT_EVALUATIONS, own_point, form={"revision": 1}),
    Row("evaluations:swap-point", EDIT_EVALUATIONS, own_point, form={"revision": 1, "reason": "已撤并"}),
    Row("evaluations:add-questions", EDIT_EVALUATIONS, own_evaluation, form={"revision": 1, "party": "决策方"}),
    Row("evaluations:notice-save", EDIT_EVALUATIONS, own_evaluation, form={"revision": 1, "items": 0}),
    Row("evaluations:notice-send", EDIT_EVALUATIONS, own_draft, form={"sent_on": "2026-03-02", "method": "邮寄"}),
    Row("evaluations:notice-receipt", EDIT_EVALUATIONS, own_notice, form={"receipt": "回执"}),
    Row("evaluations:notice-received", EDIT_EVALUATIONS, own_notice, form={"item": "采购合同"}),
    Row(
        "evaluations:notice-urge", EDIT_EVALUATIONS, own_notice, form={"reminded_on": "2026-03-10", "method": "电话"}
    ),
    Row("evaluations:notice-discard", EDIT_EVALUATIONS, own_draft),
    Row(
        "evaluations:unprovided-prepare",
        EDIT_EVALUATIONS,
        own_evaluation,
        form={"notice": "明通1号", "item": "采购合同"},
    ),
    Row("evaluations:handed-in-accept", EDIT_EVALUATIONS, own_answer, form={"kind": "采购资料", "nature": "primary"}),
    Row("evaluations:handed-in-return", EDIT_EVALUATIONS, own_answer, form={"word": "缺页"}),
    Row("evaluations:save-management", EDIT_EVALUATIONS, own_evaluation, form={"revision": 1, "rows": 0}),
    Row("requests:hand-in", ANSWER_REQUESTS, own_asked, form={"item": "采购合同"}),
    Row("requests:none", ANSWER_REQUESTS, own_asked, form={"item": "采购合同", "reason": "没有采购"}),
    Row("requests:withdraw", ANSWER_REQUESTS, own_handed_in),
    Row("evaluations:submit", EDIT_EVALUATIONS, own_evaluation),
    Row("evaluations:move-phase", EDIT_EVALUATIONS, own_evaluation, form={"enters": "IMPLEMENT", "revision": 1}),
    Row("evaluations:decide", REVIEW_EVALUATIONS, own_evaluation, form={"decision": "approve"}),
    Row("system:create_below", "SYS", own_unit, form=NEW_BODY),
    Row("system:create_user", "SYS", own_unit, form=NEW_USER),
    Row("system:grant", "SYS", own_place, form={"duty": Duty.FLD}),
    Row("system:revoke", "SYS", own_grant),
    Row("system:reset_password", "SYS", own_place, form=NEW_PASSWORD),
    Row("system:deactivate", "SYS", own_place),
    Row("system:verify", SEE_EVENTS),
)

OF_NOBODY = frozenset({"clauses:instrument", "clauses:detail"})
"""Addresses with words in them that name the law, which belongs to no unit."""
