"""管理情况查看: four sides of management, at the evaluated and at the implementing unit (第十八条)."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.evidence.shapes import ManagementView, Side, Subject
from jiheng.rules.finding import Finding

CLAUSE = "cq2023-7/18"


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the table of four sides by two kinds of unit, with the views that belong there."""

    side: Side
    subject: Subject
    views: tuple[ManagementView, ...] = ()

    @property
    def is_filled(self) -> bool:
        return any(view.found.strip() or view.declined.strip() for view in self.views)


@clause(CLAUSE)
def sides_table(views: Sequence[ManagementView]) -> tuple[Cell, ...]:
    """The eight places, side by side, whether or not somebody looked."""
    return tuple(
        Cell(side, subject, tuple(view for view in views if (view.side, view.subject) == (side, subject)))
        for side in Side
        for subject in Subject
    )


@clause(CLAUSE)
def check_sides(views: Sequence[ManagementView], *, same_unit: bool = False, where: str = "") -> list[Finding]:
    """Each side was looked at in both kinds of unit: what was found, or why it does not apply.

    Reading taken: of several implementing units one is enough to fill the place; where the evaluated unit carries
    out the project itself (``same_unit``), it is looked at once.
    """
    found = [_check_cell(cell, where) for cell in sides_table(views) if _is_asked(cell, same_unit=same_unit)]
    if same_unit:
        found.append(not_applicable("E-B18", "被评价单位就是实施单位，不另外查看实施单位", where=where))
    return found


def _is_asked(cell: Cell, *, same_unit: bool) -> bool:
    return not (same_unit and cell.subject is Subject.IMPLEMENTING)


def _check_cell(cell: Cell, where: str) -> Finding:
    place = cell.views[0].where if cell.views else where
    said = f"{cell.subject}的{cell.side}"
    if cell.is_filled:
        return passed("E-B18", f"{said}已查看或说明不适用", where=place)
    return failed("E-B18", f"{said}没有填查看情况。请填写看到的情况，或写明为什么不适用", where=place)
