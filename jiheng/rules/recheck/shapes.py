"""Plain shapes of a filled form as it was read from a workbook."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class FormKind(StrEnum):
    """The kinds of form the recheck reads."""

    PROJECT_SELF_EVALUATION = "project_self_evaluation"
    DEPARTMENT_OVERALL = "department_overall"
    GOAL_DECLARATION = "goal_declaration"

    @property
    def label(self) -> str:
        return {
            "project_self_evaluation": "项目支出绩效自评表",
            "department_overall": "部门（单位）整体支出绩效自评表",
            "goal_declaration": "绩效目标申报表",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it stands: ``ref`` is its address (``I6``), ``text`` its text without outer blanks.

    ``number`` is set when the cell holds a plain number, with or without thousands separators or “%”
    (``86%`` → 0.86), and ``is_percent`` says so. ``error`` is a spreadsheet error such as ``#REF!``.
    ``uncached`` is true for a formula whose result was never saved.
    """

    ref: str
    text: str = ""
    number: Decimal | None = None
    is_percent: bool = False
    error: str = ""
    uncached: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)


NO_CELL = Cell("")
"""Stands for a column the form does not have."""


class FundRole(StrEnum):
    TOTAL = "total"
    PART = "part"


@dataclass(frozen=True, slots=True)
class FundRow:
    """One row of the money block, in the form's own unit."""

    role: FundRole
    label: str
    row: int
    initial: Cell = NO_CELL
    adjusted: Cell = NO_CELL
    executed: Cell = NO_CELL
    points: Cell = NO_CELL
    rate: Cell = NO_CELL
    score: Cell = NO_CELL
    reason: Cell = NO_CELL
    nested: bool = False
    """A 其中 row under another part row; it does not add to the total by itself."""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator row. Merged level cells are filled down; a missing column is ``NO_CELL``.

    ``level1_points`` is the figure printed in the first level's name (产出指标(50分) → 50).
    ``children`` > 0 marks a parent row whose points are the sum of that many rows below it.
    """

    row: int
    level1: Cell
    level2: Cell
    name: Cell
    target: Cell = NO_CELL
    comparator: Cell = NO_CELL
    unit: Cell = NO_CELL
    actual: Cell = NO_CELL
    points: Cell = NO_CELL
    score: Cell = NO_CELL
    reason: Cell = NO_CELL
    band: Cell = NO_CELL
    level1_points: Decimal | None = None
    children: int = 0


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One form as found in one sheet.

    ``unit_of_money`` is 元, 万元 or 亿元, or empty when the form does not say.
    ``has_points``/``has_scores``/``has_actuals`` say which columns exist.
    ``total_points``/``total_score`` are the 总分 row's cells (``NO_CELL`` when there is no such row).
    """

    file: str
    sheet: str
    kind: FormKind
    title: Cell
    project: Cell
    department: Cell
    unit_name: Cell
    year: int | None
    unit_of_money: str
    fund_rows: tuple[FundRow, ...]
    indicators: tuple[IndicatorRow, ...]
    total_points: Cell = NO_CELL
    total_score: Cell = NO_CELL
    grade: Cell = NO_CELL
    has_points: bool = False
    has_scores: bool = False
    has_actuals: bool = False
    first_row: int = 1
    last_row: int = 1
    unread: tuple[Cell, ...] = ()
    """Cells the reader could not make sense of inside the form."""
