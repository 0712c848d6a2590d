"""The worked examples 9 to 13, 15 and 16 of the scoring rules, out of the whole engine."""

from dataclasses import replace
from decimal import Decimal

import pytest

from jiheng.rules.evidence.gate import Nature
from jiheng.rules.execution.shapes import FundLine
from jiheng.rules.finding import Outcome
from jiheng.rules.implementation.result import check_reported
from jiheng.rules.implementation.shapes import Excluded, Implementation, SufficiencyDecision, ValueKind
from jiheng.rules.indicators.shapes import Part
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.scoring.grade import Grade
from tests.rules.implementation.evaluations import (
    BOOK,
    PAPER,
    YES,
    codes,
    entered,
    indicator,
    preparation,
    scored,
    the,
)

D = Decimal
EVIDENCE = pytest.mark.clause("cq2023-7/23", "mof2020-10/4.4")
ROLL_UP = pytest.mark.clause("cq2023-7/27", "mof2020-10/4.5")
SIX = indicator(points="6", target="是", method="是否法")
NINETY_FOUR = indicator("R", "94", "是", "是否法", name="其余指标")
SIX_OF_HUNDRED = preparation(SIX, NINETY_FOUR, rest=False)


@EVIDENCE
def test_example_9_a_summary_report_alone_earns_nothing() -> None:
    summary = replace(PAPER, number="002", indicators=("C1",), nature=Nature.ENTITY_SUMMARY)
    claimed = replace(entered("C1", ValueKind.WHOLE, {"": "是"}), materials=(summary,))
    result = scored(SIX_OF_HUNDRED, claimed, YES)
    assert (the(result).raw.value, the(result).final.value) == (D("6.00"), D("0.00"))
    assert codes(result) == ["E-B23-2", "E-B23-1"]
    assert (result.conclusion.value, result.conclusion.grade) == (D("94.00"), Grade.EXCELLENT)


@EVIDENCE
def test_example_10_material_for_half_the_points_loses_its_deduction() -> None:
    half = SufficiencyDecision("C1", sufficient=False, deduct=D(3), reason="只覆盖一半样本", decided_by="郑海")
    result = scored(SIX_OF_HUNDRED, replace(entered("C1", ValueKind.WHOLE, {"": "是"}), decisions=(half,)), YES)
    assert the(result).final.value == D("3.00")
    assert result.conclusion.value == D("97.00")
    assert codes(result) == []


@EVIDENCE
def test_example_11_the_conclusion_of_an_audit_supports_points() -> None:
    audit = replace(PAPER, number="002", indicators=("C1",), nature=Nature.SUPERVISORY)
    result = scored(SIX_OF_HUNDRED, replace(entered("C1", ValueKind.WHOLE, {"": "是"}), materials=(audit,)), YES)
    assert the(result).final.value == D("6.00")
    assert [one.number for one in the(result).admissible] == ["002"]


@ROLL_UP
def test_example_12_amounts_are_added_up() -> None:
    count = entered("C1", ValueKind.ABSOLUTE, {"甲": "12", "乙": "8", "丙": "5"})
    result = scored(preparation(indicator(target="≥30个")), count, YES)
    assert (the(result).value, the(result).final.value) == ("25个", D("8.33"))


@ROLL_UP
@pytest.mark.parametrize(
    "given",
    [
        entered("C1", ValueKind.RELATIVE, {"甲": "95%", "乙": "80%", "丙": "60%"}),
        entered("C1", ValueKind.RELATIVE, {}, numerator="合格数", denominator="总数"),
    ],
    ids=["entered", "from the columns"],
)
def test_example_12_ratios_are_weighted_by_funds(given: Implementation) -> None:
    result = scored(preparation(indicator()), given, YES)
    assert (the(result).value, the(result).final.value) == ("76%", D("8.44"))
    assert any("(60%×5000000+80%×1000000+95%×4000000)/10000000=76%" in step.text for step in the(result).final.steps)


@ROLL_UP
def test_example_12_bands_are_weighted_by_funds_and_not_put_into_a_band_again() -> None:
    bands = {"甲": "达成，90%", "乙": "部分达成，70%", "丙": "未达成，30%"}
    judged = entered("C1", ValueKind.QUALITATIVE, bands, note="见现场记录")
    result = scored(preparation(indicator(target="达成", method="定性三档")), judged, YES)
    assert (the(result).value, the(result).final.value) == ("58%", D("5.80"))
    assert "不再套档" in "".join(step.text for step in the(result).final.steps)


def _split(built: str, aided: str) -> tuple[Preparation, tuple[Implementation, ...]]:
    """工程建设 with 700 and 补助 with 300, each with one indicator of a hundred points."""
    scores = {"G": (built, "工程建设"), "B": (aided, "补助")}
    rows = [
        replace(indicator(code, "100", "≥100%", name=f"{part}完成率"), part=part)
        for code, (_, part) in scores.items()
    ]
    prepared = preparation(*rows, rest=False, parts=(Part("工程建设", ("工程",)), Part("补助", ("补助",))))
    lines = (
        FundLine("1", "文1", use="工程", area="全县", payee="甲", budget=D(700)),
        FundLine("2", "文1", use="补助", area="全县", payee="乙", budget=D(300)),
    )
    prepared = replace(prepared, lines=lines, manual_points=prepared.manual_points[:2])
    return prepared, tuple(entered(code, ValueKind.WHOLE, {"": f"{value}%"}) for code, (value, _) in scores.items())


@ROLL_UP
def test_example_13_the_conclusion_of_a_split_project_is_weighted_by_funds() -> None:
    prepared, given = _split("88.5", "76")
    result = scored(prepared, *given)
    assert [(part.name, part.funds, part.total.value) for part in result.parts] == [
        ("工程建设", D(700), D("88.50")),
        ("补助", D(300), D("76.00")),
    ]
    assert (result.conclusion.value, result.conclusion.grade) == (D("84.75"), Grade.GOOD)


@pytest.mark.clause("cq2023-7/27", "cq2023-7/28")
@pytest.mark.parametrize(
    ("score", "grade", "wrong"),
    [("84.75", "良", []), ("82.25", "良", ["E-B27-2"]), ("84.75", "优", ["E-B28"])],
)
def test_a_reported_conclusion_is_the_weighted_one_with_its_own_grade(
    score: str, grade: str, wrong: list[str]
) -> None:
    prepared, given = _split("88.5", "76")
    answers = check_reported(D(score), grade, scored(prepared, *given), BOOK)
    assert [one.code for one in answers if one.outcome is Outcome.FAILED] == wrong


@pytest.mark.clause("mof2020-10/4.8")
def test_example_15_what_does_not_apply_is_scaled_away() -> None:
    rows = [
        indicator("C1", "85", "≥100%", name="完成率"),
        indicator("C2", "15", "是", "是否法", name="不涉及的指标"),
    ]
    left_out = Implementation(excluded=(Excluded("C2", "项目没有这项内容", reviewed=True),))
    result = scored(preparation(*rows, rest=False), entered("C1", ValueKind.WHOLE, {"": "85.294118%"}), left_out)
    assert the(result, "C1").final.value == D("72.50")
    assert (result.conclusion.value, result.conclusion.grade) == (D("85.29"), Grade.GOOD)
    assert the(result, "C2").excluded == "项目没有这项内容"
    assert result.parts[0].levels[0].points == D(85)


@pytest.mark.clause("mof2020-10/4.9", "cq2023-7/28")
@pytest.mark.parametrize(
    ("built", "aided", "printed", "grade"),
    [("90.00", "89.98", "90.00", Grade.EXCELLENT), ("89.98", "90.00", "89.99", Grade.GOOD)],
    ids=["89.995", "89.985"],
)
def test_example_16_the_grade_is_read_off_the_printed_figure(
    built: str, aided: str, printed: str, grade: Grade
) -> None:
    prepared, given = _split(built, aided)
    lines = tuple(replace(line, budget=D(75 if line.use == "工程" else 25)) for line in prepared.lines)
    result = scored(replace(prepared, lines=lines), *given)
    assert (result.conclusion.value, result.conclusion.grade) == (D(printed), grade)
