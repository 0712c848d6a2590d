"""The whole of the field work, asked once: every code of 第十五条至第二十五条 gets an answer."""

from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.agencies.shapes import Declaration
from jiheng.rules.codes import codes
from jiheng.rules.evidence.analysis import COMPARISONS
from jiheng.rules.evidence.analysis_shapes import (
    Comparison,
    ComparisonNote,
    MethodUse,
    Problem,
    Summary,
    SummaryTable,
)
from jiheng.rules.evidence.check import Fieldwork, check_analysed, check_gathered
from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.nine_kinds import NINE_KINDS
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem, UnprovidedDeduction
from jiheng.rules.evidence.requests import notice_clauses_for
from jiheng.rules.evidence.shapes import (
    Form,
    IndicatorLine,
    ManagementView,
    Material,
    MaterialKind,
    ObtainMethod,
    ProjectTraits,
    Side,
    Subject,
)
from jiheng.rules.evidence.visit_shapes import Consultation, Consulted, SiteVisit, Visit, Visited, VisitTopic
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.law import rulebook

TODAY = date(2026, 4, 20)
BOOK = rulebook("cq2023-7", TODAY)
CLAUSES = notice_clauses_for(BOOK)
TRAITS = ProjectTraits(
    "P1",
    ("工程建设", "补助补贴"),
    has_procurement=True,
    concerns_policy=True,
    where="项目基本信息",
)
PAPER = Material(
    title="资料",
    kind=MaterialKind.BEFORE,
    form=Form.PAPER,
    source="县住建局",
    obtained_by=ObtainMethod.PAPERS,
    obtained_on=TODAY,
    proves="道路工程",
    content="工程情况",
    nature=Nature.PRIMARY,
)
PAPERS = tuple(replace(PAPER, number=f"P1-{kind.place:02d}-000-0001", kind=kind) for kind in NINE_KINDS)
PHOTO = replace(
    PAPER,
    number="P1-11-001-0001",
    kind=MaterialKind.SITE,
    form=Form.PICTURE,
    obtained_by=ObtainMethod.SITE,
    taken_on=TODAY,
    taken_in="青石村",
    indicators=("C1",),
)
TALK = replace(PAPER, number="P1-12-001-0001", kind=MaterialKind.VISIT, obtained_by=ObtainMethod.VISIT)
WORK = Fieldwork(
    traits=TRAITS,
    evaluated_unit="县住建局",
    units=("县住建局",),
    materials=(*PAPERS, PHOTO, TALK),
    notices=(
        Notice(
            "1号",
            "县住建局",
            date(2026, 4, 30),
            CLAUSES.truth,
            CLAUSES.consequence,
            date(2026, 4, 1),
            items=(NoticeItem("采购合同", ("B1",), TODAY),),
        ),
    ),
    views=tuple(ManagementView(side, subject, "已查看") for side in Side for subject in Subject),
    indicators=(IndicatorLine("C1", "道路里程", "产出"),),
    site_visits=(SiteVisit("1", "青石村", TODAY),),
    visits=(Visit("1", tuple(Visited), tuple((topic, "已了解") for topic in VisitTopic)),),
    methods=(MethodUse("比较法"), MethodUse("因素分析法")),
    comparisons=tuple(ComparisonNote(each, "已比较") for each in (*COMPARISONS, Comparison.POLICY)),
    problems=(Problem("管护不到位", "3处破损", "管护办法", "没有专人"),),
    summaries=tuple(Summary(table) for table in SummaryTable),
    consultations=(Consultation("怎样抽检", "赵六", Consulted.EXPERT),),
    declarations=(Declaration("赵六", "县住建局", signed_on=TODAY),),
)
EMPTY = Fieldwork(TRAITS, deductions=(UnprovidedDeduction("B1", "采购合同"),))
pytestmark = pytest.mark.clause(
    "cq2023-7/15",
    "cq2023-7/16",
    "cq2023-7/17",
    "cq2023-7/18",
    "cq2023-7/19",
    "cq2023-7/20",
    "cq2023-7/21",
    "cq2023-7/24",
    "cq2023-7/25",
)


def everything(work: Fieldwork) -> list[Finding]:
    return [*check_gathered(work, BOOK, TODAY), *check_analysed(work, BOOK, TODAY)]


def failures(work: Fieldwork) -> list[str]:
    failed = (each.code for each in everything(work) if each.outcome is Outcome.FAILED)
    return list(dict.fromkeys(failed))


def test_complete_field_work_has_nothing_to_mend() -> None:
    assert failures(WORK) == []


def test_every_code_of_the_articles_is_answered() -> None:
    articles = {f"B{number}" for number in (*range(15, 23), 24, 25)}
    registered = {code for code in codes() if code.split("-")[1] in articles}
    assert {each.code for each in everything(WORK)} == registered


def test_an_evaluation_nobody_went_out_for_is_told_all_it_lacks() -> None:
    assert failures(EMPTY) == [
        "W-B15",
        "E-B16-3",
        "E-B17",
        "E-B18",
        "E-B20-1",
        "E-B21-1",
        "E-B21-2",
        "E-B21-3",
        "W-B24-2",
        "W-B24-3",
        "E-B24-4",
        "E-B24-5",
    ]


def test_what_is_late_on_the_day_is_late_only_then() -> None:
    (notice,) = WORK.notices
    waiting = replace(WORK, notices=(replace(notice, items=(NoticeItem("验收报告"),)),))
    assert failures(waiting) == []
    late = [each for each in check_gathered(waiting, BOOK, date(2026, 5, 1)) if each.outcome is Outcome.FAILED]
    assert [each.code for each in late] == ["E-B16-2"]
