"""The flow of funds: 下达文件 → 用途 → 区域, as bands as thick as the money."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from jiheng.web.charts.drawing import Chart, ChartTable, TableRow
from jiheng.web.charts.money import UNNAMED, ZERO, Gathering, added, gathering_of, not_drawn, share, wan, yuan
from jiheng.web.charts.sankey_layout import Band, Column, Node, drawings_of

MOST: Final = 12
SMALLEST: Final = Fraction(1, 200)
LISTED: Final = 200
"""Rows of the table under the picture; what is beyond is one row, so the table still adds up."""
UNALLOCATED: Final = "未分配余额"
TITLES: Final = ("下达文件", "用途", "区域")


@dataclass(frozen=True, slots=True)
class Flow:
    """Money in 元 that went from a release document by a use into an area."""

    source: str
    middle: str
    target: str
    money: Decimal


def sankey_of(
    flows: Sequence[Flow],
    unallocated: Sequence[tuple[str, Decimal]] = (),
    *,
    name: str = "flow",
    title: str = "资金流向",
    columns: tuple[str, str, str] = TITLES,
) -> Chart:
    """The picture of all flows, and what of every release document is still unallocated."""
    sums = _triples(flows)
    left = added((source or UNNAMED, money) for source, money in unallocated)
    drawn = {path: money for path, money in sums.items() if money > 0}
    rest = {source: money for source, money in left.items() if money > 0}
    whole = sum(drawn.values(), ZERO) + sum(rest.values(), ZERO)
    notes = (
        *not_drawn(tuple(sums.values()), "资金"),
        *not_drawn(tuple(money for money in left.values() if money < 0), UNALLOCATED),
    )
    table = _table(sums, left, columns)
    if whole == 0:
        return Chart(name, title, "万元", "没有可以画出的资金。", (), table, notes)
    levels = _columns(drawn, rest, whole, columns)
    return Chart(
        name, title, "万元", _said(levels, rest, whole), drawings_of(levels), table, (*_kept(levels), *notes)
    )


def _triples(flows: Iterable[Flow]) -> dict[tuple[str, str, str], Decimal]:
    sums: dict[tuple[str, str, str], Decimal] = {}
    for flow in flows:
        path = (flow.source or UNNAMED, flow.middle or UNNAMED, flow.target or UNNAMED)
        sums[path] = sums.get(path, ZERO) + flow.money
    return sums


def _columns(
    drawn: Mapping[tuple[str, str, str], Decimal],
    rest: Mapping[str, Decimal],
    whole: Decimal,
    titles: tuple[str, str, str],
) -> tuple[Column, Column, Column]:
    """The three columns with their nodes, and the bands that leave each for the next."""
    unused = sum(rest.values(), ZERO)
    sources = added([*((path[0], money) for path, money in drawn.items()), *rest.items()])
    held = [sources, added((path[1], money) for path, money in drawn.items())]
    held.append(added((path[2], money) for path, money in drawn.items()))
    gathered = [
        gathering_of(one, most=MOST - bool(index and unused), smallest=SMALLEST) for index, one in enumerate(held)
    ]
    places = [_places(one) for one in gathered]
    bands: list[dict[tuple[int, int], Decimal]] = [{}, {}]
    for path, money in drawn.items():
        first, second, third = (places[index][path[index]] for index in range(3))
        bands[0][first, second] = bands[0].get((first, second), ZERO) + money
        bands[1][second, third] = bands[1].get((second, third), ZERO) + money
    nodes = [_nodes(one, sums, whole) for one, sums in zip(gathered, held, strict=True)]
    if unused:
        for source, money in rest.items():
            place = (places[0][source], len(nodes[1]))
            bands[0][place] = bands[0].get(place, ZERO) + money
        bands[1][len(nodes[1]), len(nodes[2])] = unused
        nodes[1].append(Node(UNALLOCATED, unused, whole, "through"))
        nodes[2].append(Node(UNALLOCATED, unused, whole, "rest"))
    first_bands, second_bands = ([Band(*ends, money) for ends, money in sorted(one.items())] for one in bands)
    return (
        Column(titles[0], tuple(nodes[0]), tuple(first_bands)),
        Column(titles[1], tuple(nodes[1]), tuple(second_bands)),
        Column(titles[2], tuple(nodes[2]), ()),
    )


def _places(gathering: Gathering) -> dict[str, int]:
    shown = {name: place for place, name in enumerate(gathering.shown)}
    return {**shown, **dict.fromkeys(gathering.gathered, len(shown))}


def _nodes(gathering: Gathering, sums: Mapping[str, Decimal], whole: Decimal) -> list[Node]:
    nodes = [Node(name, sums[name], whole) for name in gathering.shown]
    if gathering.gathered:
        nodes.append(Node(gathering.title, sum((sums[name] for name in gathering.gathered), ZERO), whole, "other"))
    return nodes


def _kept(levels: Sequence[Column]) -> tuple[str, ...]:
    """Says where names were gathered."""
    titles = [level.title for level in levels if any(node.kind == "other" for node in level.nodes)]
    return (f"{'、'.join(titles)}较多，金额小的在图中合为“其他”，表中逐项列出。",) if titles else ()


def _said(levels: Sequence[Column], rest: Mapping[str, Decimal], whole: Decimal) -> str:
    parts = []
    for level in levels:
        nodes = [node for node in level.nodes if node.kind not in {"through", "rest"}]
        largest = max(nodes, key=lambda node: node.money, default=None)
        if largest is not None:
            parts.append(
                f"{level.title}最大的一项是{largest.name}，{wan(largest.money)}万元，占{share(largest.money, whole)}"
            )
    unused = sum(rest.values(), ZERO)
    left = f"，其中{UNALLOCATED}{wan(unused)}万元" if unused else ""
    return f"资金共{wan(whole)}万元{left}。{'；'.join(parts)}。"


def _table(
    sums: Mapping[tuple[str, str, str], Decimal], left: Mapping[str, Decimal], titles: tuple[str, str, str]
) -> ChartTable:
    every = [*sums.items(), *(((source, UNALLOCATED, "—"), money) for source, money in left.items() if money)]
    whole = sum((money for _, money in every), ZERO)
    rows = [TableRow(path, (yuan(money), share(money, whole))) for path, money in every[:LISTED]]
    if len(every) > LISTED:
        beyond = sum((money for _, money in every[LISTED:]), ZERO)
        words = (f"其余{len(every) - LISTED}行，见明细", "—", "—")
        rows.append(TableRow(words, (yuan(beyond), share(beyond, whole))))
    total = TableRow(("合计", "", ""), (yuan(whole), share(whole, whole)))
    return ChartTable(titles, ("金额（元）", "占比"), tuple(rows), total)
