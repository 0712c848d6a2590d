"""Every code of B-29 to B-36, and those of 文件A on key evaluations, comes up once by the one thing people do wrong.

What the report as a whole can show is asked of the whole report; what comes up at signing, at the review of finance
and at filing is asked where it lives.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

import pytest

from jiheng.rules.codes import codes
from jiheng.rules.experts.shapes import ExpertReview
from jiheng.rules.finding import Finding, Outcome, Severity
from jiheng.rules.law import NATIONAL, rulebook
from jiheng.rules.preparation.shapes import Project
from jiheng.rules.reporting.bond_points import BondAnswer, BondSays, bond_points
from jiheng.rules.reporting.bonds import check_bonds
from jiheng.rules.reporting.checks import check_annexes, check_parts, check_report
from jiheng.rules.reporting.grounds import Grounds
from jiheng.rules.reporting.key_evaluation import key_findings
from jiheng.rules.reporting.key_selection import key_reading_for
from jiheng.rules.reporting.key_shapes import Body, Delivery, FinanceView, KeyFacts, KeyGround
from jiheng.rules.reporting.opinion_annex import check_opinions_annexed, opinion_rows
from jiheng.rules.reporting.opinions import check_opinions
from jiheng.rules.reporting.outline import outline_for
from jiheng.rules.reporting.shapes import Decision, Recommendation, Report, ReportOpinion, ReportText, Sending
from jiheng.rules.reporting.signing import (
    Signature,
    SignatureRole,
    Signed,
    check_signed,
    check_signer,
    check_unchanged,
)
from tests.rules.reporting.grounds import made, whole_grounds, with_report, with_text

DAY: Final = date(2026, 4, 21)
UNIT: Final = "县交通运输局"
CQ, ATS = "cq2023-7", "ats2023/3.7"

NAMED: Final = """
E-B29-1 E-B29-2 E-B30-1 E-B30-2 E-B31-1 E-B31-2 E-B32 E-B33-1 E-B33-2 E-B33-3 W-B33-4 E-B34-1 E-B34-2 E-B34-3
E-W-01 E-W-02 W-W-03 W-W-04 E-W-05 W-O-01 W-D2-1 W-D2-2 W-D2-3 W-D2-4 W-D2-5 W-D2-6
E-A37-2 E-A37-3 E-A37-4 E-A37-7 E-A37-8 E-A37-9 W-A37-10
"""
"""As the requirements and the registers of this stage name them."""

ANSWERED: Final = Sending(
    UNIT, 1, date(2026, 4, 7), date(2026, 4, 14), replied_on=date(2026, 4, 10), where="征求意见"
)
OPINION: Final = ReportOpinion(
    1, UNIT, "正文　三、评价结论", "完工率请核对", Decision.ACCEPTED, changed="第12页", where="意见1"
)


def failing(findings: Sequence[Finding]) -> list[Finding]:
    return [one for one in findings if one.outcome is Outcome.FAILED]


def report(grounds: Grounds | None = None, drafts: int = 1) -> list[Finding]:
    """The whole report, written and consulted, as its page asks before 定稿."""
    given = grounds or whole_grounds()
    return failing(check_report(given, made(given), drafts))


def consulted(sending: Sending = ANSWERED, opinion: ReportOpinion = OPINION) -> list[Finding]:
    opinions = [opinion] if sending.replied_on else []
    return failing(check_opinions(UNIT, [sending], opinions, DAY))


def annexed(left_out: int) -> list[Finding]:
    table = opinion_rows(Report(sendings=(ANSWERED,), opinions=(OPINION,)))
    return failing(check_opinions_annexed([OPINION], [ANSWERED], table.rows[left_out:]))


def without_body() -> list[Finding]:
    grounds = whole_grounds()
    return failing(check_parts(replace(made(grounds), abstract=()), outline_for(grounds.project), 1))


def without_annex() -> list[Finding]:
    content = made(whole_grounds())
    kept = tuple(one for one in content.annexes if one.key != "schedule")
    return failing(check_annexes(replace(content, annexes=kept)))


def loose_advice() -> list[Finding]:
    told = whole_grounds().report.recommendations
    return report(with_report(recommendations=(*told, Recommendation(3, "加强管理", "落实责任", ()))))


def unanswered_problem() -> list[Finding]:
    first, second = whole_grounds().report.recommendations
    return report(with_report(recommendations=(first, replace(second, problems=first.problems))))


def national() -> list[Finding]:
    """The report by the national outline, one sub-item of it not written."""
    whole = whole_grounds()
    project = replace(whole.preparation.project, instrument=NATIONAL)
    asked = [item.key for _, item in outline_for(project).items if item.asks]
    texts = tuple(ReportText(item, "已写明。") for item in asked[1:])
    preparation = replace(whole.preparation, project=project)
    return report(replace(whole, preparation=preparation, report=replace(whole.report, texts=texts)))


def unscored() -> list[Finding]:
    whole = whole_grounds()
    nothing = replace(whole.scored.conclusion, value=None, grade=None, raw=None)
    return report(replace(whole, scored=replace(whole.scored, conclusion=nothing)))


CONTENT: Final = "a" * 64
HELD: Final = (
    Signature(SignatureRole.SIGN, "郑海", CONTENT),
    Signature(SignatureRole.SEAL, "演示评价事务所", CONTENT),
)


def sending_out(held: Sequence[Signature] = HELD, current: str = CONTENT) -> list[Finding]:
    said = [
        check_signed(held, ["郑海"], "演示评价事务所"),
        check_unchanged(held, Signed(1, CONTENT, 1, current)),
        *(check_signer(one.signer, ["郑海"]) for one in held if one.role is SignatureRole.SIGN),
    ]
    return failing(said)


POINTS: Final = {one.id: one.title for one in bond_points()}
BONDS: Final = Project("PJ-1", "污水处理厂", fund_sources=("地方政府专项债券",), by_reference=True)


def bonds(item: str = "", **changed: Any) -> list[Finding]:
    given = {one.id: BondAnswer(one.id, BondSays.FITS) for one in bond_points()}
    given["income"] = replace(given["income"], amount=Decimal(12_000_000))
    given["repayable"] = replace(given["repayable"], amount=Decimal(10_000_000))
    given["repayment_table"] = replace(given["repayment_table"], materials="资-01")
    given["change"] = BondAnswer("change", BondSays.NOT_APPLICABLE, "没有调整用途")
    if item:
        given[item] = replace(given[item], **changed)
    return failing(check_bonds(BONDS, list(given.values()), Decimal(1), {"资-01"}))


APPROVED: Final = date(2026, 4, 10)
PROVED: Final = tuple(Delivery(body, date(2026, 4, 12), number="青财绩〔2026〕11号") for body in Body)
KEY: Final = KeyFacts(
    True,
    KeyGround("县财绩〔2026〕8号第三条", True, "项目预算1500万元", False, ""),
    tuple(ExpertReview(name, declared_on=date(2026, 3, 1), submitted_on=date(2026, 3, 9)) for name in "甲乙丙"),
    "正式稿第1稿",
    FinanceView(date(2026, 4, 8), True, APPROVED),
    PROVED,
)


def key(**changed: Any) -> list[Finding]:
    reading = key_reading_for(rulebook("ats2023", DAY))
    return failing(key_findings(replace(KEY, **changed), reading, DAY))


@dataclass(frozen=True)
class Case:
    """What is done wrong, and what is told of it; ``also`` are other codes the same mistake brings along."""

    code: str
    act: str
    clause: str
    asked: Callable[[], list[Finding]]
    where: str = ""
    also: frozenset[str] = frozenset()


LATE: Final = replace(ANSWERED, replied_on=None)
CASES: Final = (
    Case("E-B29-1", "定稿", f"{CQ}/29", lambda: report(drafts=0), "报告"),
    Case("E-B29-2", "定稿", f"{CQ}/29", without_body, "报告"),
    Case("E-B30-1", "定稿", f"{CQ}/30.1", lambda: report(with_text("abstract-1.basis", " ")), "摘要“项目概况”"),
    Case("E-B30-2", "定稿", f"{CQ}/30.4", loose_advice, "建议3“加强管理”"),
    Case("E-B31-1", "定稿", f"{CQ}/31.3", lambda: report(with_text("body-3.overall", "")), "正文“评价结论”的"),
    Case(
        "E-B31-2",
        "定稿",
        f"{CQ}/31.2",
        lambda: report(with_text("body-3.overall", "评价得分99.00分。")),
        "正文“评价结论”的",
    ),
    Case("E-B32", "定稿", f"{CQ}/32", without_annex, "附件“项目实施进度表”"),
    Case("E-B33-1", "定稿", f"{CQ}/33", lambda: failing(check_opinions(UNIT, [], [], DAY)), "征求意见"),
    Case("E-B33-2", "定稿", f"{CQ}/33", lambda: consulted(opinion=replace(OPINION, decision=None)), "意见1"),
    Case("E-B33-3", "定稿", f"{CQ}/33", lambda: annexed(1), "附件"),
    Case("W-B33-4", "", f"{CQ}/33", lambda: consulted(LATE), "征求意见"),
    Case("E-B34-1", "发出正式稿", f"{CQ}/34", lambda: sending_out(HELD[:1])),
    Case(
        "E-B34-2",
        "签字",
        f"{CQ}/34",
        lambda: sending_out((replace(HELD[0], signer="王伟"), *HELD)),
    ),
    Case("E-B34-3", "发出正式稿", f"{CQ}/34", lambda: sending_out(current="b" * 64)),
    Case("E-W-01", "定稿", f"{NATIONAL}", national, "正文“"),
    Case("E-W-02", "出稿", f"{CQ}/", lambda: report(with_text("body-3.overall", "得{{没有}}。")), "正文“评价结论”的"),
    Case("W-W-03", "", f"{CQ}/", lambda: report(with_text("body-3.overall", "预算合计1元。")), "正文“评价结论”的"),
    Case("W-W-04", "", f"{CQ}/", unanswered_problem, "正文“有关建议”"),
    Case("E-W-05", "出稿", f"{CQ}/", unscored, "报告"),
    Case("W-O-01", "", f"{CQ}/33", lambda: consulted(opinion=replace(OPINION, changed=" ")), "意见1"),
    Case("W-D2-1", "", f"{CQ}/36", lambda: bonds("income", answer=None), POINTS["income"]),
    Case("W-D2-2", "", f"{CQ}/36", lambda: bonds("change", said=""), POINTS["change"]),
    Case("W-D2-3", "", f"{CQ}/36", lambda: bonds("income", amount=Decimal(9_999_999))),
    Case("W-D2-4", "", f"{CQ}/36", lambda: bonds("repayment_table", materials=""), POINTS["repayment_table"]),
    Case("W-D2-5", "", f"{CQ}/36", lambda: bonds("change", answer=BondSays.FITS, said=""), POINTS["change"]),
    Case("W-D2-6", "", f"{CQ}/36", lambda: bonds("repayment_table", materials="资-99"), POINTS["repayment_table"]),
    Case("E-A37-2", "财政审核", ATS, lambda: key(reviews=())),
    Case("E-A37-3", "备案", ATS, lambda: key(finance=None), also=frozenset({"E-A37-8"})),
    Case("E-A37-4", "备案完成", ATS, lambda: key(deliveries=PROVED[:-1])),
    Case("E-A37-7", "", ATS, lambda: key(deliveries=(replace(PROVED[0], sent_on=DAY), *PROVED[1:]))),
    Case(
        "E-A37-8",
        "报送",
        ATS,
        lambda: key(deliveries=(replace(PROVED[0], sent_on=APPROVED - timedelta(days=1)), *PROVED[1:])),
    ),
    Case("E-A37-9", "确认入选", ATS, lambda: key(ground=replace(KEY.ground, basis=" "))),  # type: ignore[type-var]  # it has one
    Case("W-A37-10", "", ATS, lambda: key(reviews=KEY.reviews[:2])),
)


@pytest.mark.clause(
    *(f"cq2023-7/{number}" for number in ("29", "30", "31", "32", "33", "34", "36")),
    "ats2023/3.7",
)
@pytest.mark.parametrize("case", CASES, ids=[case.code for case in CASES])
def test_the_one_thing_done_wrong_is_told_once_with_its_act_its_clause_and_its_place(case: Case) -> None:
    found = case.asked()
    assert [one.code for one in found if one.code not in case.also] == [case.code], "it and nothing else"
    (said,) = (one for one in found if one.code == case.code)
    entry = codes()[case.code]
    assert (said.severity is Severity.WARNING) == case.code.startswith("W-")
    assert said.blocks == (said.severity is Severity.ERROR)
    if case.act:
        assert said.act == entry.act == case.act
        assert said.blocks
    assert any(one.startswith(case.clause) for one in said.clauses), said.clauses
    assert case.where in said.where
    assert said.message
    assert not re.search(r"[,;!?]", re.sub(r"[0-9],[0-9]", "", said.message)), "full-width signs"
    assert entry.todo


def test_nothing_is_told_of_what_is_in_order() -> None:
    for found in (report(), consulted(), annexed(0), sending_out(), bonds(), key()):
        assert found == []


def test_every_code_of_the_stage_has_its_case() -> None:
    assert sorted(case.code for case in CASES) == sorted(NAMED.split()), "each once, none missing, none besides"
    stage = re.compile(r"[EW]-B(?:29|3[0-4])(?:-|$)|[EW]-W-|W-O-|W-D2-")
    assert {code for code in codes() if stage.match(code)} <= set(NAMED.split())
