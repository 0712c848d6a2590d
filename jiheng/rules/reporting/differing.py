"""What moved between two readings of a report: figures, prose, tables, annexes. The stale mark and the comparison."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from jiheng.rules.clause import clause
from jiheng.rules.reporting.content import Annex, Block, ReportContent, Section, Table

SHOWN_ROWS = 5
LAYOUT = "小标题、图表或者各部分的次序"


class ChangeKind(StrEnum):
    FIGURE = "数据"
    PROSE = "文字"
    TABLE = "表格"
    ANNEX = "附件"
    COVER = "封面"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs. ``before`` and ``after`` are texts; for a long table they say which rows moved."""

    kind: ChangeKind
    where: str
    before: str
    after: str


@clause("cq2023-7/31.2", "cq2023-7/33")
def changes_between(old: ReportContent, new: ReportContent) -> tuple[Change, ...]:
    """Everything that differs, figures first; its day, its kind, its number and that of its score do not count.

    What has no line of its own, as another order of the annexes, is told in one.
    """
    found = (
        *_figures(old, new),
        *_cover(old, new),
        *_sections("摘要", old.abstract, new.abstract),
        *_sections("正文", old.body, new.body),
        *_annexes(old.annexes, new.annexes),
    )
    return found if found or is_same(old, new) else (Change(ChangeKind.COVER, LAYOUT, "这一稿的", "现在的"),)


def is_same(old: ReportContent, new: ReportContent) -> bool:
    """Whether two readings are one, to the last sign, but for what does not count."""
    return old == replace(new, kind=old.kind, number=old.number, made_on=old.made_on, run=old.run)


def _figures(old: ReportContent, new: ReportContent) -> Iterator[Change]:
    before, after = ({one.name: one.value for one in each.fields} for each in (old, new))
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield Change(ChangeKind.FIGURE, name, before.get(name, "没有"), after.get(name, "没有"))


def _cover(old: ReportContent, new: ReportContent) -> Iterator[Change]:
    named = {"标题": "title", "项目编号": "code", "评价机构": "agency"}
    for word, name in named.items():
        if getattr(old, name) != getattr(new, name):
            yield Change(ChangeKind.COVER, word, str(getattr(old, name)), str(getattr(new, name)))
    for word, name in {"被评价单位": "units", "主评人": "leads", "标记": "marks"}.items():
        if getattr(old, name) != getattr(new, name):
            yield Change(ChangeKind.COVER, word, "、".join(getattr(old, name)), "、".join(getattr(new, name)))


def _sections(part: str, old: Sequence[Section], new: Sequence[Section]) -> Iterator[Change]:
    before, after = ({one.key: one for one in each} for each in (old, new))
    for key in dict.fromkeys((*before, *after)):
        titled = after.get(key) or before[key]
        blocks = [each[key].blocks if key in each else () for each in (before, after)]
        yield from _blocks(f"{part}“{titled.title}”", *blocks)


def _annexes(old: Sequence[Annex], new: Sequence[Annex]) -> Iterator[Change]:
    before, after = ({one.key: one for one in each} for each in (old, new))
    for key in dict.fromkeys((*before, *after)):
        titled = after.get(key) or before[key]
        if (key in before) != (key in after):
            said = ("有", "没有") if key in before else ("没有", "有")
            yield Change(ChangeKind.ANNEX, f"附件“{titled.title}”", *said)
        else:
            yield from _blocks(f"附件“{titled.title}”", before[key].blocks, after[key].blocks)


def _blocks(where: str, old: Sequence[Block], new: Sequence[Block]) -> Iterator[Change]:
    """Prose under each small heading, and each table by its caption."""
    before, after = (_prose(each) for each in (old, new))
    for heading in dict.fromkeys((*before, *after)):
        if before.get(heading, "") != after.get(heading, ""):
            place = f"{where}{heading}"
            yield Change(ChangeKind.PROSE, place, before.get(heading, ""), after.get(heading, ""))
    tables = [{one.table.caption: one.table for one in each if one.table} for each in (old, new)]
    for caption in dict.fromkeys((*tables[0], *tables[1])):
        first, second = tables[0].get(caption), tables[1].get(caption)
        if first != second:
            yield Change(ChangeKind.TABLE, f"{where}“{caption}”", *_moved(first, second))


def _prose(blocks: Sequence[Block]) -> Mapping[str, str]:
    """The text below each heading, joined; charts follow their figures and are not told apart."""
    found: dict[str, list[str]] = {}
    heading = ""
    for block in blocks:
        heading = block.heading or heading
        if block.text:
            found.setdefault(heading, []).append(block.text)
    return {key: "\n".join(said) for key, said in found.items()}


def _moved(old: Table | None, new: Table | None) -> tuple[str, str]:
    """The rows that one side has and the other has not, the first few of them."""
    if old is None or new is None:
        return ("没有" if old is None else f"{len(old.rows)}行", "没有" if new is None else f"{len(new.rows)}行")
    before, after = set(old.rows), set(new.rows)
    lost = [row for row in old.rows if row not in after]
    come = [row for row in new.rows if row not in before]
    return _listed(lost, len(old.rows)), _listed(come, len(new.rows))


def _listed(rows: Sequence[tuple[str, ...]], total: int) -> str:
    if not rows:
        return f"{total}行"
    said = "\n".join("｜".join(cell for cell in row if cell) for row in rows[:SHOWN_ROWS])
    more = f"\n等{len(rows)}行" if len(rows) > SHOWN_ROWS else ""
    return f"{said}{more}"
