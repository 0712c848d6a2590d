"""The sheets that score an evaluation stand beside those of its preparation and come back as they were written."""

import io
from dataclasses import fields
from typing import cast

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from jiheng.demo.implementation import demo_evaluated, demo_evaluation_workbook
from jiheng.demo.preparation.project import demo_preparation, demo_workbook
from jiheng.rules.evidence.shapes import Material
from jiheng.rules.implementation.shapes import Implementation, Measure, SampleValue, ValueKind
from jiheng.workbooks.preparation.implementation import read_implementation, write_evaluation
from jiheng.workbooks.preparation.layout import SHEETS
from jiheng.workbooks.preparation.layout_implementation import IMPLEMENTATION_SHEETS
from jiheng.workbooks.preparation.long_sheets import LONG
from jiheng.workbooks.preparation.reader import read_preparation
from tests.workbooks.building import saved
from tests.workbooks.preparation.shapes_at_random import shape_of_sheet, without_where

NAME = "评价.xlsx"


def any_implementation() -> st.SearchStrategy[Implementation]:
    """Every sheet with up to three rows of anything a person could have entered."""
    rows = {sheet.name: st.lists(shape_of_sheet(sheet), max_size=3).map(tuple) for sheet in IMPLEMENTATION_SHEETS}
    return cast(st.SearchStrategy[Implementation], st.builds(Implementation, **rows))


@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(any_implementation())
def test_everything_entered_comes_back_as_it_was_written(entered: Implementation) -> None:
    written = write_evaluation(demo_preparation(), entered)
    read = read_implementation(NAME, written)
    assert without_where(read.implementation) == entered
    assert not [finding for finding in read.findings if finding.blocks]


def test_one_workbook_holds_the_preparation_and_the_scoring() -> None:
    prepared, entered = demo_evaluated()
    written = demo_evaluation_workbook()
    assert written == demo_evaluation_workbook()
    read = read_preparation(NAME, written)
    assert (without_where(read.preparation), read.findings) == (prepared, ())
    scored = read_implementation(NAME, written)
    assert (without_where(scored.implementation), scored.findings) == (entered, ())
    assert scored.implementation.measures[0].where == "指标取数 第4行"


def test_the_guide_speaks_of_every_sheet_with_an_example() -> None:
    guide = load_workbook(io.BytesIO(demo_evaluation_workbook()))["填写说明"]
    rows = [[cell.value for cell in row] for row in guide.iter_rows(min_col=1, max_col=5)]
    assert ["指标取数", "分子", None, "用基础信息的列名写算式；绝对数只写这一格", "实际硬化里程"] in rows
    assert {sheet.title for sheet in IMPLEMENTATION_SHEETS} <= {row[0] for row in rows}


def test_a_workbook_of_the_preparation_alone_has_nothing_entered_and_no_remark() -> None:
    read = read_implementation("演示.xlsx", demo_workbook())
    assert (read.implementation, read.findings) == (Implementation(), ())
    assert read_preparation("演示.xlsx", demo_workbook()).findings == ()


def test_the_layout_holds_every_field_of_every_shape() -> None:
    assert sorted(sheet.name for sheet in IMPLEMENTATION_SHEETS) == sorted(
        each.name for each in fields(Implementation)
    )
    for sheet in IMPLEMENTATION_SHEETS:
        shape = {each.name for each in fields(sheet.shape)} - {"where", "items"}  # type: ignore[arg-type]  # every row is a dataclass
        assert {column.name for column in sheet.columns} == shape, sheet.title
    titles = [sheet.title for sheet in (*SHEETS, *IMPLEMENTATION_SHEETS)]
    assert len(set(titles)) == len(titles)


def test_a_word_that_is_no_choice_is_told_with_its_cell() -> None:
    book = load_workbook(io.BytesIO(demo_evaluation_workbook()))
    book["指标取数"]["B4"] = "平均数"
    book["资料编号清单"]["O4"] = "自己写的"
    read = read_implementation(NAME, saved(book))
    said = [f"{finding.code} {finding.where}" for finding in read.findings]
    assert said == ["E-P-05 资料编号清单 O4", "E-P-05 指标取数 B4", "E-P-06 指标取数 第4行"]
    assert read.implementation.materials[0].nature is None
    assert "监督机关监督结论" in read.findings[0].message


def test_very_many_values_are_written_row_by_row() -> None:
    values = tuple(SampleValue("C1", f"样本{number}", "12.5", "说明") for number in range(LONG + 5))
    entered = Implementation((Material("001"),), measures=(Measure("C1", ValueKind.ABSOLUTE),), values=values)
    read = read_implementation(NAME, write_evaluation(demo_preparation(), entered))
    assert without_where(read.implementation) == entered
