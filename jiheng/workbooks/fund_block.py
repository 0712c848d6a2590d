"""The money block: a table with column heads, or labels with their value beside them."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from jiheng.rules.recheck.shapes import NO_CELL, Cell, FundRole, FundRow
from jiheng.workbooks.form_heads import Region
from jiheng.workbooks.grid import Grid
from jiheng.workbooks.vocabulary import WIDE, bare, fund_label_is, fund_role, label_role

AMOUNTS = {"initial", "adjusted", "executed"}
LEADING_AMOUNT = re.compile(r"^(?:约|共|合计)?\s*([\d,，]+(?:\.\d+)?)\s*(亿元?|万元?|元)")
PRINTED_POINTS = re.compile(r"\((\d+(?:\.\d+)?)分")
IN_YUAN = {"亿": 8, "亿元": 8, "万": 4, "万元": 4, "元": 0}


def read_funds(grid: Grid, region: Region, unit: str) -> tuple[FundRow, ...]:
    """The rows of the money block within the head of a form, in the form's own ``unit``."""
    header = _header_row(grid, region)
    if header is None:
        rows = _beside_labels(grid, region)
    else:
        top, roles = header
        rows = _pairs(grid, region, top) or _table(grid, region, top, roles)
        rows = [_with_printed_points(grid, region, top, row) for row in rows]
    return tuple(_with_nesting([_in_unit(row, unit) for row in rows]))


def _header_row(grid: Grid, region: Region) -> tuple[int, dict[str, int]] | None:
    """The last of the first header rows: role → column."""
    for row in range(region.top, region.bottom + 1):
        roles = _roles(grid, row, region)
        if not AMOUNTS & roles.keys() or len(roles) < 2:
            continue
        below = _roles(grid, row + 1, region) if row < region.bottom else {}
        own_below = [fund_role(cell.text) for _, cell in grid.filled(row + 1, region.first, region.last)]
        if own_below and all(own_below):
            return row + 1, {**roles, **below}
        return row, roles
    return None


def _with_printed_points(grid: Grid, region: Region, top: int, row: FundRow) -> FundRow:
    """Without a points column the points may stand in the block's heading: 预算执行情况（20分）."""
    if row.role is not FundRole.TOTAL or row.points.ref:
        return row
    for _, cell in grid.filled(top, region.first, region.last):
        if match := PRINTED_POINTS.search(cell.text.translate(WIDE)):
            return replace(row, points=replace(cell, number=Decimal(match[1])))
    return row


def _roles(grid: Grid, row: int, region: Region) -> dict[str, int]:
    roles: dict[str, int] = {}
    for column in range(region.first, region.last + 1):
        place = grid.anchor(row, column)
        role = fund_role(grid.own(*place).text) if place[1] == column else ""
        if role:
            roles.setdefault(role, column)
    return roles


def _pairs(grid: Grid, region: Region, row: int) -> list[FundRow]:
    """“全年预算数 100 全年执行数 90” in one row, every head followed by its figure."""
    cells = [cell for _, cell in grid.filled(row, region.first, region.last)]
    found = {
        role: value for head, value in pairwise(cells) if (role := fund_role(head.text)) and value.number is not None
    }
    return [_row(FundRole.TOTAL, "年度资金总额", row, found)] if AMOUNTS & found.keys() else []


def _table(grid: Grid, region: Region, top: int, roles: dict[str, int]) -> list[FundRow]:
    rows: list[FundRow] = []
    first = min(column for role, column in roles.items() if role in AMOUNTS)
    for row in range(top + 1, region.bottom + 1):
        labels = [cell for _, cell in grid.filled(row, region.first, first - 1)]
        cells = {role: grid.own(row, column) for role, column in roles.items()}
        if not labels and not any(cells.values()):
            continue
        label = "".join(cell.text for cell in labels)
        if label and not _is_fund_label(label):
            break
        has_total = any(found.role is FundRole.TOTAL for found in rows)
        total = not has_total and (fund_label_is("total", label) or not rows)
        rows.append(_row(FundRole.TOTAL if total else FundRole.PART, label, row, cells))
    return _keep_one_total(rows)


def _keep_one_total(rows: list[FundRow]) -> list[FundRow]:
    """A first row without a total's name is the total only when it stands alone or no total follows."""
    if len(rows) < 2 or fund_label_is("total", rows[0].label):
        return rows
    later = next((row for row in rows[1:] if fund_label_is("total", row.label)), None)
    demoted = replace(rows[0], role=FundRole.PART)
    if later is None:
        return [demoted, *rows[1:]] if rows[0].label else rows
    return [demoted, *(replace(row, role=FundRole.TOTAL) if row is later else row for row in rows[1:])]


def _is_fund_label(label: str) -> bool:
    return fund_label_is("part", label) and not fund_label_is("not_part", label)


def _row(role: FundRole, label: str, row: int, cells: dict[str, Cell]) -> FundRow:
    return FundRow(
        role,
        label,
        row + 1,
        initial=cells.get("initial", NO_CELL),
        adjusted=cells.get("adjusted", NO_CELL),
        executed=cells.get("executed", NO_CELL),
        points=cells.get("points", NO_CELL),
        rate=cells.get("rate", NO_CELL),
        score=cells.get("score", NO_CELL),
        reason=cells.get("reason", NO_CELL),
    )


def _beside_labels(grid: Grid, region: Region) -> list[FundRow]:
    """A declaration's money: 年度资金总额 with its figure beside it; the whole-period half is left out."""
    first = _annual_column(grid, region)
    rows: list[FundRow] = []
    for row in range(region.top, region.bottom + 1):
        for column, cell in grid.filled(row, first, region.last):
            if len(cell.text) > 30 or label_role(cell.text) or not _is_fund_label(cell.text):
                continue
            beside = grid.last_column(row, column) + 1
            value = _value(grid, row, beside, region.last)
            if value is None:
                continue
            if not rows and not fund_label_is("total", cell.text) and value.number is None:
                continue
            total = not rows
            rows.append(_row(FundRole.TOTAL if total else FundRole.PART, cell.text, row, {"initial": value}))
    return _keep_one_total(rows)


def _annual_column(grid: Grid, region: Region) -> int:
    """Where the annual half begins when the block also has a half for the whole period."""
    for row in range(region.top, region.bottom + 1):
        cells = list(grid.filled(row, region.first, region.last))
        if any(_names_whole_period(cell.text) for _, cell in cells):
            annual = [column for column, cell in cells if bare(cell.text).startswith("年度")]
            return min(annual, default=region.first)
    return region.first


def _names_whole_period(text: str) -> bool:
    """中期资金总额, but not 长期目标: that is about goals, and stands above other columns."""
    return fund_label_is("whole_period", text) and not fund_label_is("not_part", text)


def _value(grid: Grid, row: int, column: int, last: int) -> Cell | None:
    """The figure beside a label: blank when there is none, None when another label follows at once."""
    for found, cell in grid.filled(row, column, last):
        if _is_fund_label(cell.text) and cell.number is None and not LEADING_AMOUNT.match(cell.text):
            return None if found == column else grid.own(row, column)
        return cell
    return grid.own(row, column)


def _in_unit(row: FundRow, unit: str) -> FundRow:
    """Figures with words (``854万元（其中…）``) read in the form's own unit."""
    return replace(
        row,
        initial=_amount(row.initial, unit),
        adjusted=_amount(row.adjusted, unit),
        executed=_amount(row.executed, unit),
    )


def _amount(cell: Cell, unit: str) -> Cell:
    if cell.number is not None or not cell.text:
        return cell
    match = LEADING_AMOUNT.match(cell.text)
    if match is None:
        return cell
    amount = Decimal(match[1].replace(",", "").replace("，", ""))
    places = IN_YUAN[match[2]] - IN_YUAN.get(unit, IN_YUAN[match[2]])
    return replace(cell, number=Decimal(f"{amount.scaleb(places).normalize():f}"))


def _with_nesting(rows: list[FundRow]) -> list[FundRow]:
    """Mark 其中 rows below another part row: they do not add to the total by themselves."""
    marked: list[FundRow] = []
    parts, nested = 0, False
    for row in rows:
        if row.role is FundRole.TOTAL:
            marked.append(row)
            continue
        begins = bare(row.label).startswith("其中")
        nested = (begins and parts > 0) or (nested and fund_label_is("nested", row.label))
        parts += 1
        marked.append(replace(row, nested=nested))
    return marked
