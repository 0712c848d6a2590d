"""What the names of a template stand for in one report: single fields, conditions, rows of tables, parts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from jiheng.reports.template_fields import NUMBER, PART_OF, ROW_LISTS, RowList, key_of
from jiheng.reports.template_language import Row
from jiheng.rules.reporting.content import Annex, Block, ReportContent, Section, Table
from jiheng.rules.reporting.shapes import ReportKind

NOTHING: Final = "—"
OF_A_PROBLEM: Final = ("具体表现", "判断依据", "成因")
NUMBERED: Final = re.compile(r"\d+．(.+)")
ADVICE: Final = re.compile(r"\d+．(.+?)(?:（针对问题([^）]*)）)?。(.*)")
Value = str | bool | list[Row]
Piece = Section | Annex


def values_of(content: ReportContent, code: str = "") -> dict[str, Value]:
    """Every name that is not a whole part. ``code`` is what the printed report is verified by."""
    made = content.made_on
    own = {
        "报告标题": content.title,
        "报告种类": content.kind.value,
        "稿次": f"第{content.number}稿",
        "报告日期": f"{made.year}年{made.month}月{made.day}日",
        "标注": "、".join(content.marks),
        "项目名称": content.project,
        "项目编号": content.code,
        "被评价单位": "、".join(content.units),
        "评价机构": content.agency,
        "主评人": "、".join(content.leads),
        "计分编号": f"第{content.run}次计分",
        "查验码": code,
    }
    live = {key_of(one.name): one.value for one in content.fields}
    said = {name: _plain(value) or ("" if name == "标注" else NOTHING) for name, value in (live | own).items()}
    flags = {kind.value: content.kind is kind for kind in ReportKind}
    return {**said, **flags, **{one.name: rows_of(content, one) for one in ROW_LISTS}}


def rows_of(content: ReportContent, wanted: RowList) -> list[Row]:
    """The rows of a table by its heads, from the first section or annex that has it; without its line of totals.

    Problems and recommendations, which the report tells one by one, are read from there.
    """
    told = list(TOLD[wanted.name](content)) if wanted.name in TOLD else []
    pieces: tuple[Piece, ...] = (*content.body, *content.annexes, *content.abstract)
    tables = ([block.table for block in piece.blocks if block.table] for piece in pieces)
    found = ([row for table in held if _fits(table, wanted) for row in _rows(table, wanted)] for held in tables)
    rows = next(filter(None, found), told)
    return [Row({NUMBER: str(number), **row}) for number, row in enumerate(rows, 1)]


def pieces_of(name: str, content: ReportContent) -> Sequence[Piece]:
    """The sections or annexes a part stands for; one whose title is the template's own comes without it."""
    part = PART_OF[name]
    if name == "签章页":
        return (_signature(content),)
    whole: Mapping[str, Sequence[Piece]] = {"摘要": content.abstract, "正文": content.body, "附件": content.annexes}
    if name in whole:
        return whole[name]
    sections = (*content.abstract, *content.body)
    return tuple(Section(one.key, "", one.blocks) for one in sections if one.key in part.keys)


def _signature(content: ReportContent) -> Section:
    made = content.made_on
    signing = [Block(text=f"主评人（{name or NOTHING}）签字：") for name in content.leads or ("",)]
    seal = Block(text=f"评价机构（{content.agency or NOTHING}）盖章：")
    return Section("signature", "", (*signing, seal, Block(text=f"{made.year}年{made.month}月{made.day}日")))


def _problems(content: ReportContent) -> Iterator[dict[str, str]]:
    """“1．没有按期完工” and below it “具体表现：……”, each problem with what is said of it."""
    row: dict[str, str] = {}
    for block in _told(content, "body-4"):
        named = NUMBERED.fullmatch(block.heading)
        if named:
            if row:
                yield row
            row = {"问题": named[1], **dict.fromkeys(OF_A_PROBLEM, NOTHING)}
        for line in block.text.split("\n") if row else ():
            name, colon, said = line.partition("：")
            if colon and name in OF_A_PROBLEM:
                row[name] = said.strip()
    if row:
        yield row


def _advice(content: ReportContent) -> Iterator[dict[str, str]]:
    """“1．按汛期安排工期（针对问题1）。……”, each recommendation with the problems it answers."""
    for block in _told(content, "body-5"):
        for line in block.text.split("\n"):
            found = ADVICE.fullmatch(line.strip())
            if found:
                answers = f"问题{found[2]}" if found[2] else NOTHING
                yield {"建议": found[1], "内容": found[3] or NOTHING, "对应问题": answers}


def _told(content: ReportContent, key: str) -> Iterator[Block]:
    return (block for section in content.body if section.key == key for block in section.blocks)


def _fits(table: Table, wanted: RowList) -> bool:
    return all(any(_at(table, head) is not None for head in heads) for heads in wanted.needs)


def _rows(table: Table, wanted: RowList) -> Iterator[dict[str, str]]:
    places = {
        name: next((at for head in heads if (at := _at(table, head)) is not None), None)
        for name, heads in wanted.columns
    }
    for row in table.rows[:-1] if table.total else table.rows:
        yield {name: _plain(row[at]) or NOTHING if at is not None else NOTHING for name, at in places.items()}


def _at(table: Table, head: str) -> int | None:
    """The column under a head; a unit in brackets behind it does not count."""
    heads = [one.replace("(", "（").split("（")[0].strip() for one in table.heads]
    return heads.index(head) if head in heads else None


def _plain(value: str) -> str:
    """Without signs no office document can hold."""
    return "".join(sign for sign in value if sign >= " " or sign in "\n\t").strip()


TOLD: Final = {"问题表": _problems, "建议表": _advice}
