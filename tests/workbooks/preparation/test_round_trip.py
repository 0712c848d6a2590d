"""What is written reads back the same, and the same contents are the same bytes."""

from dataclasses import fields

from hypothesis import HealthCheck, Phase, given, settings

from jiheng.rules.preparation.shapes import Preparation
from jiheng.workbooks.preparation.layout import SHEETS, WAIVERS
from jiheng.workbooks.preparation.reader import read_preparation
from jiheng.workbooks.preparation.writer import template, write_preparation
from tests.workbooks.preparation.shapes_at_random import any_preparation, without_where

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A workbook takes long to write: a failing one is shown as it came, not made smaller."""


@settings(max_examples=40, deadline=None, phases=QUICK, suppress_health_check=list(HealthCheck))
@given(any_preparation())
def test_every_preparation_comes_back_as_it_was_written(preparation: Preparation) -> None:
    written = write_preparation(preparation)
    read = read_preparation("评价准备.xlsx", written)
    assert without_where(read.preparation) == preparation
    assert write_preparation(read.preparation) == written
    assert not [finding for finding in read.findings if finding.blocks]


def test_the_template_is_always_the_same_bytes() -> None:
    assert template() == template()


def test_the_layout_holds_every_field_of_every_shape() -> None:
    held = {sheet.name for sheet in SHEETS if sheet.owner is None}
    assert held == {each.name for each in fields(Preparation)}
    gathered = {(sheet.owner.sheet, sheet.owner.into) for sheet in SHEETS if sheet.owner}
    for sheet in SHEETS:
        if sheet is WAIVERS:
            continue
        into = {name for title, name in gathered if title == sheet.title}
        of_shape = {each.name for each in fields(sheet.shape)} - {"where"} - into  # type: ignore[arg-type]  # all but the waivers are dataclasses
        assert {column.name for column in sheet.columns} == of_shape, sheet.title


def test_no_two_columns_of_a_sheet_and_no_two_sheets_share_a_title() -> None:
    assert len({sheet.title for sheet in SHEETS}) == len(SHEETS)
    for sheet in SHEETS:
        assert len({column.title for column in sheet.columns}) == len(sheet.columns), sheet.title
