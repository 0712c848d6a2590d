"""The way of the demonstration's report: sent, answered, made final, signed and sealed, reviewed, filed."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from jiheng.demo.judged_evaluation import TAKEN_OFF
from jiheng.demo.report_texts import ANSWERED, MENDED
from jiheng.demo.scored_evaluation import acting
from jiheng.evaluation.actions.expert_reviews import declare_relation, invite_expert, save_score, submit_review
from jiheng.evaluation.actions.filing import Delivered, record_filing
from jiheng.evaluation.actions.key_evaluation import (
    Ground,
    ask_finance,
    confirm_key,
    decide_review,
    note_panel,
    propose_key,
)
from jiheng.evaluation.actions.report_opinions import (
    Decided,
    decide_opinions,
    enter_paper_reply,
    send_for_opinion,
)
from jiheng.evaluation.actions.report_replies import note_opinion, reply_to_draft
from jiheng.evaluation.actions.report_versions import make_version, next_number
from jiheng.evaluation.actions.report_writing import Typed, save_texts
from jiheng.evaluation.actions.signing import issue_report, sign_by_scan
from jiheng.evaluation.models import (
    EvaluationProject,
    Recipient,
    ReportKind,
    ReportOpinion,
    ReportSending,
    ReportText,
    ReportVersion,
)
from jiheng.evaluation.opinion_queries import opinions_in
from jiheng.evaluation.queries import invitations
from jiheng.evaluation.report_queries import content_in
from jiheng.evaluation.report_signatures import named_in
from jiheng.evaluation.shapes import preparation_of
from jiheng.files.actions import store
from jiheng.files.models import Attachment, FileType
from jiheng.orgs.duties import Member
from jiheng.orgs.queries import bodies_named
from jiheng.reports.report_charts import chinese_font
from jiheng.rules.reporting.outline import outline_for
from jiheng.web.evaluations.opinion_rows import scorable
from jiheng.web.evaluations.report_job import make_files
from jiheng.web.evaluations.reporting import current_content, report_now, standing_report
from jiheng.web.report_reading import section_names

Day = Callable[[int], datetime]
PAGE: Final = (1240, 1754)
RED: Final = (190, 40, 40)


def go_the_way(project: EvaluationProject, lead: Member, day: Day) -> None:
    """Every act by who does it in life, one after another."""
    draft = made(project, ReportKind.DRAFT, lead, day(12))
    ask_for_opinions(draft, lead, day)
    final = made(project, ReportKind.FINAL, lead, day(18))
    sign(final, lead, day(19))
    review(project, final, lead, day)


def made(project: EvaluationProject, kind: ReportKind, by: Member, at: datetime) -> ReportVersion:
    """A version with its files, as the job would make them."""
    content = report_now(project, kind, next_number(project, kind), at.date())
    version = make_version(project, content, standing_report(project).findings, by=by, at=at)
    return make_files(version, by=by, at=at)


def ask_for_opinions(draft: ReportVersion, lead: Member, day: Day) -> None:
    """The department answers on paper that it has none, the county's bureau gives two opinions in the system."""
    project = draft.project
    unit = acting("jiaotong")
    due = day(19).date()
    above = send_for_opinion(draft, project.department, None, due=due, by=lead, at=day(12))
    body = bodies_named([project.implementing_unit]).first()
    sending = send_for_opinion(draft, project.implementing_unit, body, due=due, by=lead, at=day(12))
    letter = _paper(
        project, ["关于绩效评价报告征求意见稿的复函（演示）", project.department, "无意见"], lead, day(14)
    )
    enter_paper_reply(
        above, letter, [], replied_on=day(14).date(), no_opinion=True, revision=above.revision, by=lead, at=day(14)
    )
    names = section_names(content_in(draft))
    for part, said in ANSWERED:
        note_opinion(sending, next(name for name in names if part in name), said, by=unit, at=day(15))
    fresh = ReportSending.objects.get(pk=sending.pk)
    reply_to_draft(fresh, unit.user.name, no_opinion=False, revision=fresh.revision, by=unit, at=day(15))
    settle(project, lead, day(16))


def settle(project: EvaluationProject, lead: Member, at: datetime) -> None:
    """The first opinion is taken and the report mended, the second is not."""
    taken, refused = opinions_in(project)
    filled = [
        _decided(taken, "采纳", "", "正文“评价结论”的“总体绩效”"),
        _decided(refused, "不采纳", "资料提交期限内没有提供测算依据，书面通知和督促记录齐全，按资料评定", ""),
    ]
    decide_opinions(project, filled, by=lead, at=at)
    row = ReportText.objects.get(project=project, item=MENDED[0])
    outline = outline_for(preparation_of(project, ()).project)
    typed = {MENDED[0]: Typed(f"{row.text}{MENDED[1]}", False, row.revision)}
    save_texts(project, outline, typed, by=lead, at=at)


def _decided(row: ReportOpinion, decision: str, reason: str, changed: str) -> Decided:
    return Decided(row.pk, decision, reason, changed, row.revision)


def sign(final: ReportVersion, lead: Member, at: datetime) -> None:
    """One scanned page with both; the lead evaluator hands it in, the agency sends the report out."""
    named = named_in(final)
    page = BytesIO(
        _scan(["签章页（演示）", named.title, f"主评人：{'、'.join(named.leads)}", f"评价机构：{named.agency}"])
    )
    current = current_content(final)
    sign_by_scan(final, named.parties, page, "签章页扫描件.png", current=current, by=acting("zhuping"), at=at)
    issue_report(final, current=current, by=lead, at=at)


def review(project: EvaluationProject, final: ReportVersion, lead: Member, day: Day) -> None:
    """A key evaluation: two experts, finance lets it pass, and it is filed with two of the three bodies."""
    office = acting("caizheng")
    ground = Ground(
        "青财绩〔2023〕9号（演示）", False, "", True, "演示：村道直接关系群众出行，县人大代表两次提出建议"
    )
    propose_key(project, ground, revision=0, by=lead, at=day(19))
    confirm_key(project, revision=1, by=office, at=day(19))
    for expert in (acting("pingshen"), acting("zhuanjia")):
        _reviewed(project, expert, lead, day(20))
    note_panel(project, "演示：县级专家库里交通类只有两名专家", revision=2, by=lead, at=day(20))
    decide_review(ask_finance(final, by=lead, at=day(21)), approve=True, opinion="同意", by=office, at=day(22))
    sent: date = day(23).date()
    report = Delivered("青岚县财政局", sent, "青评函〔2026〕3号", sent)
    record_filing(project, Recipient.FINANCE, report, by=lead, at=day(23))
    for recipient, name, number in (
        (Recipient.GOVERNMENT, "青岚县人民政府", "青财绩函〔2026〕7号"),
        (Recipient.PARTY, "中共青岚县委", "青财绩函〔2026〕8号"),
    ):
        record_filing(project, recipient, Delivered(name, sent, number, sent), by=office, at=day(23))


def _reviewed(project: EvaluationProject, expert: Member, lead: Member, at: datetime) -> None:
    invite_expert(project, expert.user, due=at.date(), by=lead, at=at)
    invitation = invitations(project).get(expert=expert.user)
    declare_relation(invitation, related=False, relation="", revision=1, by=expert, at=at)
    indicators = [one.indicator for one in scorable(project)]
    for one in indicators:
        off, comment = TAKEN_OFF.get(one.code, (Decimal(0), ""))
        save_score(invitation, one, points=one.points - off, comment=comment, counter=0, by=expert, at=at)
    fresh = invitations(project).get(expert=expert.user)
    submit_review(fresh, indicators, revision=fresh.revision, by=expert, at=at)


def _paper(project: EvaluationProject, lines: list[str], by: Member, at: datetime) -> Attachment:
    scan = BytesIO(_scan(lines))
    return store(scan, "复函.png", organisation=project.organisation, by=by, at=at, accepts=(FileType.PNG,))


def _scan(lines: list[str]) -> bytes:
    """A drawn page as a scanner would give it; without a Chinese font its lines are strokes."""
    page = Image.new("RGB", PAGE, "white")
    pen, font = ImageDraw.Draw(page), chinese_font()
    for number, line in enumerate(lines):
        place = (140, 220 + number * 170)
        if font is None:
            pen.line((*place, place[0] + 26 * len(line), place[1]), fill="black", width=8)
        else:
            pen.text(place, line, fill="black", font=font)
    pen.ellipse((700, 1100, 1040, 1440), outline=RED, width=10)
    pen.line((320, 980, 420, 930, 470, 1000, 560, 920), fill="black", width=6)
    out = BytesIO()
    page.save(out, "PNG")
    return out.getvalue()
