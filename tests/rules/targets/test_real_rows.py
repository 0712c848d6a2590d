"""Every target and actual value of the 24 real workbooks, and what a person reads in each.

``real_rows.tsv`` is written from the forms: the cells as they stand, then what the target and the actual value are.
A row without an actual value is one of a goal declaration, or was left blank.
"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from jiheng.rules.targets.actual import read_actual
from jiheng.rules.targets.reading import read_target
from jiheng.rules.targets.shapes import Actual, Target

ROWS = list(csv.DictReader(Path(__file__).with_name("real_rows.tsv").open(encoding="utf-8"), delimiter="\t"))


def said(*parts: object) -> str:
    return " ".join(
        f"{part:f}" if isinstance(part, Decimal) else str(part) for part in parts if part not in ("", None)
    )


def target_said(target: Target) -> str:
    value = target.value.normalize() if target.value is not None else None
    side, source = target.direction.value, target.direction_from.value
    return said(target.kind.value, target.comparator, value, target.unit, target.deadline, side, source)


def actual_said(actual: Actual) -> str:
    value = actual.value.normalize() if actual.value is not None else None
    band = actual.band.value if actual.band else ""
    return said(actual.kind.value, value, actual.unit, actual.day, band, "copied" if actual.copied else "")


@pytest.mark.clause("mof2020-10/4.2", "mof2020-10/4.2.2", "mof2020-10/4.2.3", "mof2020-10/4.3")
@pytest.mark.parametrize("row", ROWS, ids=[f"{row['三级指标']}-{row['指标值']}" for row in ROWS])
def test_a_row_of_a_real_form_is_read_as_a_person_reads_it(row: dict[str, str]) -> None:
    name, year = row["三级指标"], int(row["年度"]) if row["年度"] else None

    target = read_target(
        row["指标值"], sign=row["指标性质"], unit=row["度量单位"], name=name, level2=row["二级指标"], year=year
    )
    actual = read_actual(row["实际完成值"], target, name=name, year=year)

    assert target_said(target) == row["目标读作"]
    assert actual_said(actual) == row["实际读作"]
    assert actual.unit_mismatch == ""
