"""Money by one dimension as areas, each filled as far as its money is spent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from jiheng.rules.figures import percent
from jiheng.web.charts.drawing import Chart, ChartTable, TableRow
from jiheng.web.charts.money import UNNAMED, ZERO, Gathering, gathering_of, not_drawn, share, wan, yuan
from jiheng.web.charts.rates import Rate, rate_of
from jiheng.web.charts.treemap_layout import Tile, drawings_of

MOST: Final = 30
SMALLEST: Final = Fraction(1, 400)
LISTED: Final = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """The money of one name in 元, and what of it is spent; ``None`` while that is not collected."""

    name: str
    money: Decimal
    actual: Decimal | None


def treemap_of(
    cells: Sequence[Cell],
    *,
    name: str = "areas",
    title: str = "资金分布",
    dimension: str = "项目",
    money: str = "预算数",
) -> Chart:
    """The picture of the cells; names that come twice are added up."""
    sums = _added(cells)
    drawn = {each: cell.money for each, cell in sums.items() if cell.money > 0}
    whole = sum(drawn.values(), ZERO)
    notes = not_drawn(tuple(cell.money for cell in sums.values()), money)
    ordered = sorted(sums.values(), key=lambda cell: -cell.money)
    table = _table(ordered, (dimension, money))
    if not drawn:
        return Chart(name, title, "万元", f"没有可以画出的{money}。", (), table, notes)
    gathering = gathering_of(drawn, most=MOST, smallest=SMALLEST)
    tiles = _tiles(gathering, sums, whole)
    if gathering.gathered:
        notes = (f"金额小的{len(gathering.gathered)}项在图中合为“其他”，表中逐项列出。", *notes)
    return Chart(name, title, "万元", _said(tiles, whole, money), drawings_of(tiles), table, notes)


def _added(cells: Sequence[Cell]) -> dict[str, Cell]:
    """One cell a name, in the order names first appear; a name is spent so far only where each part says so."""
    sums: dict[str, Cell] = {}
    for cell in cells:
        called = cell.name or UNNAMED
        before = sums.get(called, Cell(called, ZERO, ZERO))
        sums[called] = Cell(called, before.money + cell.money, _spent((before, cell)))
    return sums


def _spent(cells: Sequence[Cell]) -> Decimal | None:
    spent = [cell.actual for cell in cells if cell.actual is not None]
    return sum(spent, ZERO) if len(spent) == len(cells) else None


def _tiles(gathering: Gathering, sums: Mapping[str, Cell], whole: Decimal) -> tuple[Tile, ...]:
    """The tiles, largest first; each carries the number its row of the table has."""
    cells = [(str(number), sums[name]) for number, name in enumerate(gathering.shown, 1)]
    if gathering.gathered:
        rest = [sums[name] for name in gathering.gathered]
        cells.append(("其他", Cell(gathering.title, sum((cell.money for cell in rest), ZERO), _spent(rest))))
    tiles = (Tile(mark, cell.name, cell.money, whole, rate_of(cell.money, cell.actual)) for mark, cell in cells)
    return tuple(sorted(tiles, key=lambda tile: -tile.money))


def _said(tiles: Sequence[Tile], whole: Decimal, money: str) -> str:
    largest = max(tiles, key=lambda tile: tile.money)
    counts: dict[str, int] = {}
    for tile in tiles:
        counts[tile.rate.word] = counts.get(tile.rate.word, 0) + 1
    rates = "、".join(f"{word}{count}项" for word, count in counts.items())
    first = f"最大的是{largest.name}，{wan(largest.money)}万元，占{share(largest.money, whole)}"
    return f"{money}共{wan(whole)}万元。{first}。执行率{rates}。"


def _table(cells: Sequence[Cell], names: tuple[str, str]) -> ChartTable:
    whole = sum((cell.money for cell in cells), ZERO)
    listed = list(cells[:LISTED])
    if len(cells) > LISTED:
        beyond = cells[LISTED:]
        title = f"其余{len(beyond)}行，见明细"
        listed.append(Cell(title, sum((cell.money for cell in beyond), ZERO), _spent(beyond)))
    rows = tuple(_row(cell, str(number), whole) for number, cell in enumerate(listed, 1))
    total = _row(Cell("合计", whole, _spent(cells)), "", whole)
    return ChartTable(("序号", names[0]), (f"{names[1]}（元）", "占比", "实际支出数（元）", "执行率"), rows, total)


def _row(cell: Cell, number: str, whole: Decimal) -> TableRow:
    rate: Rate = rate_of(cell.money, cell.actual)
    spent = "—" if cell.actual is None else yuan(cell.actual)
    shown = "—" if rate.ratio is None else percent(rate.ratio)
    return TableRow((number, cell.name), (yuan(cell.money), share(cell.money, whole), spent, shown))
