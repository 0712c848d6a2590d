"""Every code of B-15 to B-28 comes up in the demonstration by the one thing that people do wrong, and leads to its row.

Three are asked where they live, each with its reason beside it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

import pytest

from jiheng.demo.implementation import demo_evaluation_workbook
from jiheng.rules.codes import codes
from jiheng.rules.evidence.amendments import check_amendment
from jiheng.rules.evidence.analysis_shapes import Amendment, Collected, Comparison
from jiheng.rules.evidence.shapes import Form, MaterialKind, ObtainMethod, Side
from jiheng.rules.evidence.visit_shapes import Consultation, Consulted, Visited
from jiheng.rules.finding import Finding, Outcome, Severity
from jiheng.rules.implementation.fieldwork import check_fieldwork
from jiheng.rules.implementation.result import check_reported, score_evaluation
from jiheng.rules.implementation.shapes import Implementation, Measure, ValueKind
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.shapes import Preparation
from jiheng.workbooks.preparation.implementation import read_implementation
from jiheng.workbooks.preparation.layout import SHEETS
from jiheng.workbooks.preparation.layout_implementation import IMPLEMENTATION_SHEETS
from jiheng.workbooks.preparation.reader import read_preparation

DAY: Final = date(2023, 4, 25)
CONTENT: Final = demo_evaluation_workbook()
PREPARED: Final = read_preparation("演示.xlsx", CONTENT).preparation
GIVEN: Final = read_implementation("演示.xlsx", CONTENT).implementation
BOOK: Final = rulebook_for(PREPARED.project, date(2023, 3, 1))[0]

NAMED: Final = """
W-B15 E-B16-1 E-B16-2 E-B16-3 E-B17 E-B18 E-B19-1 W-B19-2 E-B20-1 E-B20-2 E-B21-1 E-B21-2 E-B21-3
E-B22-1 E-B22-2 E-B22-3 E-B22-4 E-B23-1 E-B23-2 E-B23-3 E-B23-4 E-B24-1 W-B24-2 W-B24-3 E-B24-4 E-B24-5 W-B25
E-B26-1 E-B26-2 E-B26-3 W-B26-4 E-B27-1 E-B27-2 E-B28
"""
"""B-15 to B-28, as the requirements name them."""

SCORING, REPORT = "计分", "进入报告"
PLACE: Final = re.compile(
    rf"(?:{'|'.join(sheet.title for sheet in (*SHEETS, *IMPLEMENTATION_SHEETS))})(?: 第[0-9]+行| [A-Z]{{1,3}}[0-9]+)?"
)

Both = tuple[Preparation, Implementation]
Change = Callable[[Both], Both]
Shape = TypeVar("Shape")


def everything(both: Both) -> Sequence[Finding]:
    preparation, given = both
    return [*score_evaluation(preparation, given, BOOK).findings, *check_fieldwork(preparation, given, BOOK, DAY)]


def amended(both: Both) -> Sequence[Finding]:
    """An amendment without reason in the report phase, over a version that is there, with half the values."""
    return check_amendment(
        Amendment("C1", 1, 1, "", "评价指标 第13行"), "REPORT", {1}, Collected(50, 100), Decimal("0.8")
    )


def reported(both: Both) -> Sequence[Finding]:
    """A report that says 91 and 差 is wrong in both; the system itself prints neither wrongly."""
    preparation = replace(both[0], parts=())
    return check_reported(Decimal(91), "差", score_evaluation(preparation, both[1], BOOK), BOOK)


def same(both: Both) -> Both:
    return both


def rows(part: str, of: Mapping[str, Any], **values: Any) -> Change:
    """Other values in the matching rows of what was entered."""

    def change(both: Both) -> Both:
        held = getattr(both[1], part)
        assert any(_matches(row, of) for row in held), f"{part} has no row {of}"
        found = tuple(replace(row, **values) if _matches(row, of) else row for row in held)
        return both[0], changed(both[1], **{part: found})

    return change


def without(part: str, of: Mapping[str, Any]) -> Change:
    def change(both: Both) -> Both:
        held = getattr(both[1], part)
        left = tuple(row for row in held if not _matches(row, of))
        assert len(left) < len(held), f"{part} has no row {of}"
        return both[0], changed(both[1], **{part: left})

    return change


def project(**values: Any) -> Change:
    return lambda both: (replace(both[0], project=replace(both[0].project, **values)), both[1])


def prepared(**parts: Any) -> Change:
    return lambda both: (changed(both[0], **parts), both[1])


def more(part: str, *added: object) -> Change:
    return lambda both: (both[0], changed(both[1], **{part: (*getattr(both[1], part), *added)}))


def both_of(*changes: Change) -> Change:
    def change(both: Both) -> Both:
        for each in changes:
            both = each(both)
        return both

    return change


def changed(shape: Shape, **parts: Any) -> Shape:
    return replace(shape, **parts)  # type: ignore[type-var]  # every shape is a dataclass


def _matches(row: object, of: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in of.items())


@dataclass(frozen=True)
class Case:
    """``act`` is what the requirements say it blocks, ``where`` the sheet and row it has to point at."""

    code: str
    change: Change
    where: str
    act: str = ""
    asked: Callable[[Both], Sequence[Finding]] = everything


ASKED: Final = Consultation("路面厚度怎样抽检", "何工", Consulted.EXPERT, where="咨询记录 第4行")
PHOTO: Final = {"kind": MaterialKind.SITE}
VISIT: Final = {"obtained_by": ObtainMethod.VISIT}

CASES: Final = (
    Case("W-B15", rows("materials", VISIT, obtained_by=ObtainMethod.OTHER), "取得方式说明"),
    Case("E-B16-1", rows("notices", {}, consequence_clause=""), "资料提交通知 第4行", "发出通知"),
    Case("E-B16-2", without("reminders", {}), "资料提交通知 第4行"),
    Case("E-B16-3", rows("decisions", {"indicator": "D2"}, unprovided="第二次分配会议纪要", decided_on=date(2023, 3, 9)),
         "资料充分性 第4行", SCORING),
    Case("E-B17", without("materials", {"kind": MaterialKind.PROCUREMENT}), "无资料说明", REPORT),
    Case("E-B18", without("views", {"side": Side.ASSETS}), "管理情况查看", REPORT),
    Case("E-B19-1", both_of(without("materials", VISIT), rows("materials", PHOTO, obtained_by=ObtainMethod.PAPERS)),
         "现场查看记录", REPORT),
    Case("W-B19-2", without("proof_notes", {"indicator": "C1"}), "评价指标 第13行"),
    Case("E-B20-1", without("site_visits", {}), "现场查看记录", REPORT),
    Case("E-B20-2", both_of(rows("materials", PHOTO, obtained_by=ObtainMethod.PAPERS), rows("site_visits", {}, photos=())),
         "现场查看记录 第4行", REPORT),
    Case("E-B21-1", both_of(project(subsidises_people=True), without("visits", {"number": "访03"})), "走访记录", REPORT),
    Case("E-B21-2", rows("visits", {}, said=()), "走访记录", REPORT),
    Case("E-B21-3", rows("visits", {}, kinds=(Visited.NOT_APPLYING,)), "走访记录", REPORT),
    Case("E-B22-1", rows("materials", PHOTO, number=""), "资料编号清单 第11行", REPORT),
    Case("E-B22-2", rows("materials", {"kind": MaterialKind.DECISION}, provider="", source=""),
         "资料编号清单 第5行", REPORT),
    Case("E-B22-3", rows("materials", PHOTO, taken_on=None), "资料编号清单 第11行", REPORT),
    Case("E-B22-4", rows("materials", {"form": Form.PICTURE}, content=""), "资料编号清单 第11行", REPORT),
    Case("E-B23-1", without("materials", {"kind": MaterialKind.QUESTIONNAIRE}), "评价指标 第21行", SCORING),
    Case("E-B23-2", same, "评价指标 第19行", SCORING),
    Case("E-B23-3", without("decisions", {"indicator": "C1"}), "评价指标 第13行", SCORING),
    Case("E-B23-4", without("materials", {"kind": MaterialKind.QUESTIONNAIRE}), "评价指标 第21行", REPORT),
    Case("E-B24-1", rows("problems", {"gap": "0.2公里"}, cause=""), "问题清单 第4行", "定稿"),
    Case("W-B24-2", rows("methods", {}, name="比较法"), "分析方法"),
    Case("W-B24-3", without("comparisons", {"comparison": Comparison.PEERS}), "比较分析"),
    Case("E-B24-4", without("comparisons", {"comparison": Comparison.POLICY}), "比较分析", "定稿"),
    Case("E-B24-5", prepared(point_values=()), "样本点基础信息", REPORT),
    Case("W-B25", more("consultations", ASKED), "咨询记录 第4行"),
    Case("E-B26-1", same, "评价指标 第13行", "保存修正", amended),
    Case("E-B26-2", same, "评价指标 第13行", "保存修正", amended),
    Case("E-B26-3", same, "评价指标 第13行", "保存修正", amended),
    Case("W-B26-4", same, "评价指标 第13行", "", amended),
    Case("E-B27-1", both_of(without("measures", {"indicator": "C1"}),
                            more("measures", Measure("C1", ValueKind.ABSOLUTE, "实际硬化里程", "计划硬化里程",
                                                     where="指标取数 第17行"))),
         "指标取数 第17行", SCORING),
    Case("E-B27-2", same, "", "定级", reported),
    Case("E-B28", same, "", "定级", reported),
)  # fmt: skip

ANYWHERE: Final = {"E-B27-2", "E-B28"}
"""Asked of a report, which has no sheet."""
RECORDED: Final = {"E-B16-2"}
THERE: Final = {"E-B23-1", "E-B23-2", "W-B19-2"}
"""What the demonstration itself shows: one indicator rests on nothing but a summary report."""

pytestmark = pytest.mark.clause(
    *(f"cq2023-7/{number}" for number in range(15, 29)),
)


@pytest.mark.parametrize("case", CASES, ids=[case.code for case in CASES])
def test_the_code_comes_up_with_its_act_and_place(case: Case) -> None:
    found = [one for one in case.asked(case.change((PREPARED, GIVEN))) if one.code == case.code]
    assert found, f"{case.code} did not come up"
    first = next((one for one in found if one.where == case.where), found[0])
    assert first.outcome is Outcome.FAILED
    assert re.search(r"[\u4e00-\u9fff]", first.message)
    assert not re.search(r"(?<![0-9])[,;:!]", first.message), "full-width punctuation"
    usual = Severity.RECORD if case.code in RECORDED else Severity.ERROR
    assert first.severity is (Severity.WARNING if case.code.startswith("W") else usual)
    assert (first.act, first.where) == (case.act, case.where)


@pytest.mark.parametrize("case", CASES, ids=[case.code for case in CASES])
def test_whatever_is_found_can_be_gone_to(case: Case) -> None:
    lost = {
        (one.code, one.where)
        for one in case.asked(case.change((PREPARED, GIVEN)))
        if one.outcome is Outcome.FAILED and not PLACE.fullmatch(one.where) and one.code not in ANYWHERE
    }
    assert not lost, "no sheet, and no row or cell of one"


def test_the_demonstration_has_nothing_else_to_mend() -> None:
    assert {one.code for one in everything((PREPARED, GIVEN))} == THERE


def test_every_code_the_requirements_name_has_its_case() -> None:
    assert sorted(case.code for case in CASES) == sorted(NAMED.split()), "each once, none missing, none besides"
    articles = re.compile(r"[EW]-B(?:1[5-9]|2[0-8])(?:-|$)")
    assert {code for code in codes() if articles.match(code)} == set(NAMED.split())
