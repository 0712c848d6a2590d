"""The points of each first level: printed, summed, and as the rulebook sets them."""

from collections.abc import Sequence
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.figures import plain
from jiheng.rules.recheck.cells import mark
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.recheck.results import FundsResult, Mark, RowResult
from jiheng.rules.recheck.shapes import FormKind, FormSheet

LEVELS = (("output", "产出"), ("benefit", "效益"), ("satisfaction", "满意度"))


@clause("mof2020-10/4.12")
def level_marks(
    form: FormSheet, funds: FundsResult, rows: Sequence[RowResult], parameters: RecheckParameters
) -> list[Mark]:
    """The points of each first level: printed, summed, and as the rulebook sets them."""
    marks: list[Mark] = []
    for level1, summed, stated, cell in _levels(rows):
        if stated is not None and summed is not None and stated != summed:
            message = f"“{level1}”写明{plain(stated)}分，其下各行分值合计{plain(summed)}分"
            marks.append(mark("W-R-26", message, cell, reported=summed, due=stated))
        wanted = _rulebook_points(level1, form, funds, parameters)
        printed = stated if stated is not None else summed
        if wanted is not None and printed is not None and printed != wanted:
            message = f"“{level1}”为{plain(printed)}分，规则包定为{plain(wanted)}分，请核对或说明"
            marks.append(mark("W-R-26", message, cell, reported=printed, due=wanted))
    return marks + _joint_level_marks(form, funds, rows, parameters)


def _joint_level_marks(
    form: FormSheet, funds: FundsResult, rows: Sequence[RowResult], parameters: RecheckParameters
) -> list[Mark]:
    """Benefit and satisfaction together, where the rulebook sets only their sum (湖北)."""
    wanted = parameters.level_points.get("benefit_and_satisfaction")
    levels = [one for one in _levels(rows) if "效益" in one[0] or "满意" in one[0]]
    printed = [stated if stated is not None else summed for _, summed, stated, _ in levels]
    figures = [one for one in printed if one is not None]
    if wanted is None or not _compared(form, funds, parameters) or not figures or len(figures) < len(printed):
        return []
    together = sum(figures, Decimal(0))
    if together == wanted:
        return []
    message = f"效益和满意度指标共{plain(together)}分，规则包定为{plain(wanted)}分，请核对或说明"
    return [mark("W-R-26", message, levels[0][3], reported=together, due=wanted)]


def _levels(rows: Sequence[RowResult]) -> list[tuple[str, Decimal | None, Decimal | None, str]]:
    found: dict[str, tuple[list[Decimal], Decimal | None, str]] = {}
    for row in rows:
        name = row.row.level1.text
        if name and row.row.children == 0:
            entry = found.setdefault(name, ([], row.row.level1_points, row.row.level1.ref))
            if row.points is not None:
                entry[0].append(row.points)
    return [
        (name, sum(points, Decimal(0)) if points else None, stated, ref)
        for name, (points, stated, ref) in found.items()
    ]


def _rulebook_points(
    level1: str, form: FormSheet, funds: FundsResult, parameters: RecheckParameters
) -> Decimal | None:
    if not _compared(form, funds, parameters):
        return None
    key = next((key for key, word in LEVELS if word in level1), None)
    return parameters.level_points.get(key) if key else None


def _compared(form: FormSheet, funds: FundsResult, parameters: RecheckParameters) -> bool:
    """Whether the form is of the sort whose points the rulebook sets."""
    return form.kind is FormKind.PROJECT_SELF_EVALUATION and funds.points == parameters.execution_points
