"""Reading a template from top to bottom: every tag with its place, whether it fits, and what to write for it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from jiheng.reports.template_fields import (
    CONDITION_NAMES,
    LIST_OF,
    PART_OF,
    RowList,
    key_of,
    of_the_project,
)
from jiheng.reports.template_places import (
    PARAGRAPH,
    TABLE,
    Element,
    Place,
    Stretch,
    boxes_of,
    children_of,
    excerpt,
    margins_of,
    text_of,
)
from jiheng.reports.template_tags import Kind, Tag, Unfit, tags_in
from jiheng.rules.reporting.prose import nearest
from jiheng.rules.reporting.templates import Fault

MOST_FAULTS: Final = 200
ENDS: Final = {Kind.END_LOOP: Kind.LOOP, Kind.END_IF: Kind.IF}
START_SAID: Final = {Kind.LOOP: "循环", Kind.IF: "如果"}
SOLID: Final = tuple(qn(f"w:{name}") for name in ("drawing", "pict", "object", "sectPr"))
TABLES_DEEP: Final = 6


@dataclass(frozen=True, slots=True)
class Written:
    """What stands where a tag stood: a tag of the renderer, or the part of the report of that name."""

    tag: Tag
    name: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """All tags of one paragraph (or of one row that is a tag). ``level`` is empty for tags within a text."""

    element: Element
    stretches: list[Stretch]
    tags: tuple[Written, ...]
    level: str = ""


@dataclass(slots=True)
class Scope:
    """What was opened and not ended yet in one place: tags of a text, paragraphs of a cell, rows of a table."""

    open: list[tuple[Tag, str]] = field(default_factory=list)


class Walk:
    """One reading. ``known`` are the names of single fields; ``changes`` are complete when nothing is at fault."""

    def __init__(self, known: Collection[str]) -> None:
        self.names = {key_of(name): name for name in known}
        self.faults: dict[Fault, None] = {}
        self.used: dict[str, None] = {}
        self.changes: list[Change] = []
        self.rows: dict[str, RowList | None] = {}
        self.depth = 0

    def document(self, document: WordDocument) -> None:
        self.blocks(document.element.body, Place("", blocks=True))
        for name, element in margins_of(document):
            self.blocks(element, Place(name))

    def fault(self, place: str, what: str, todo: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults[Fault(place, what, todo)] = None

    def blocks(self, container: Element, place: Place) -> None:
        """Paragraphs and tables one below the other."""
        scope = Scope()
        for child in children_of(container):
            if child.tag == PARAGRAPH:
                self._paragraph(child, place, scope)
            elif child.tag == TABLE:
                place.tables += 1
                self._table(child, place)
        self._close(scope)

    def _table(self, table: Element, place: Place) -> None:
        if self.depth > TABLES_DEEP:
            return self.fault(f"{place.name}表{place.tables}", "表格套得太深", "请拆成几张表")
        self.depth += 1
        scope, called = Scope(), f"{place.name}表{place.tables}"
        for r, row in enumerate(children_of(table), 1):
            cells = list(children_of(row))
            tag = self._tag_of_row(row, cells)
            if tag is not None:
                self._statement(tag, f"{called}第{r}行", scope)
                self.changes.append(Change(row, [], (Written(tag),), "tr"))
                continue
            for c, cell in enumerate(cells, 1):
                self.blocks(cell, Place(f"{called}第{r}行第{c}列", cell=True))
        self._close(scope)
        self.depth -= 1
        return None

    def _tag_of_row(self, row: Element, cells: list[Element]) -> Tag | None:
        """The one tag a row consists of; it speaks of the rows below it."""
        texts = [text_of(paragraph)[0] for cell in cells for paragraph in cell.iter(PARAGRAPH)]
        said = "".join(texts).strip()
        if not said.startswith("{%") or any(True for _ in row.iter(TABLE, *SOLID)):
            return None
        tags = list(tags_in(said))
        only = tags[0] if len(tags) == 1 else None
        whole = isinstance(only, Tag) and only.end - only.start == len(said) and only.level in ("", "tr")
        return only if whole and isinstance(only, Tag) and only.kind is not Kind.VALUE else None

    def _paragraph(self, paragraph: Element, place: Place, scope: Scope) -> None:
        text, stretches = text_of(paragraph)
        where = place.name
        if text.strip() and not place.cell:
            place.paragraphs += 1
            where = f"{place.name}第{place.paragraphs}段{excerpt(text)}"
        for box in boxes_of(paragraph):
            self.blocks(box, Place(f"{where or '空白段'}处的文本框"))
        found = list(tags_in(text))
        for one in found:
            if isinstance(one, Unfit):
                self.fault(where, one.what, one.todo)
        tags = [one for one in found if isinstance(one, Tag)]
        only = _alone(paragraph, text, tags)
        if only and only.kind is not Kind.VALUE:
            self._alone_statement(Change(paragraph, stretches, (Written(only),), "p"), where, scope)
        elif only and not only.row and key_of(only.name) in PART_OF:
            self._part(paragraph, only, where, place)
        elif tags:
            self.changes.append(Change(paragraph, stretches, tuple(self._inline(tags, where))))
        self._single_braces(text, where)

    def _alone_statement(self, change: Change, where: str, scope: Scope) -> None:
        tag = change.tags[0].tag
        if tag.level == "tr":
            todo = "请放进表格里只有它的一行；不在表格里时把“tr”改成“p”"
            return self.fault(where, f"“{tag.said}”没有单独占表格的一行", todo)
        self._statement(tag, where, scope)
        return self.changes.append(change)

    def _inline(self, tags: list[Tag], where: str) -> Iterator[Written]:
        """Tags within a text: what is opened in a paragraph ends in it."""
        scope = Scope()
        for tag in tags:
            if tag.kind is Kind.VALUE:
                yield Written(tag, self._value(tag, where))
            elif tag.level:
                what = "表格的一行" if tag.level == "tr" else "一段"
                self.fault(where, f"“{tag.said}”没有单独占{what}", f"请把它放进只有它的{what}")
            else:
                self._statement(tag, where, scope)
                yield Written(tag)
        self._close(scope)

    def _part(self, paragraph: Element, tag: Tag, where: str, place: Place) -> None:
        name = key_of(tag.name)
        if not place.blocks:
            return self.fault(where, f"“{name}”是一整部分内容，这里放不下", "请移到正文里单独占一段")
        if self.rows:
            return self.fault(where, f"“{name}”放在了循环里", "请移到循环外面")
        self.used[name] = None
        return self.changes.append(Change(paragraph, [], (Written(tag, name),), "part"))

    def _value(self, tag: Tag, where: str) -> str:
        """The key of the name a value is asked by; faults are told."""
        name = key_of(tag.name)
        if tag.row:
            self._column(tag.row, name, where)
        elif name in self.rows:
            self.fault(where, f"“{tag.said}”没有写列名", f"请写成“{{{{{name}.列名}}}}”")
        elif name in PART_OF:
            self.fault(where, f"“{name}”是一整部分内容，没有单独占一段", "请放进只有它的一段")
        elif name in LIST_OF:
            self.fault(where, f"“{name}”是一张表", f"请用“{{%循环 {name}%}}”逐行写，或者改用“正文”“附件”整块写入")
        elif name in CONDITION_NAMES:
            self.fault(where, f"“{name}”只能用在条件里", "要写出种类请用“{{报告种类}}”")
        elif tag.level:
            self.fault(where, f"“{tag.said}”的“{tag.level}”只用于整部分内容", f"请改成“{{{{{name}}}}}”")
        else:
            self._single(name, where)
        return name

    def _single(self, name: str, where: str) -> None:
        if name in self.names or of_the_project(name, self.names):
            self.used[self.names.get(name, name)] = None
            return
        near = next(iter(nearest(name, (*self.names, *PART_OF, *LIST_OF), 1)), "")
        todo = f"是不是“{near}”？" if near else "请从字段表里选一个，或者删去"
        self.fault(where, f"没有“{name}”这个字段", todo)

    def _column(self, row: str, column: str, where: str) -> None:
        if row not in self.rows:
            self.fault(
                where, f"“{row}.{column}”不在循环里", f"请放在“{{%循环 表名%}}”和“{{%循环结束%}}”之间，一行叫“{row}”"
            )
            return
        table = self.rows[row]
        if table is None or column in table.column_names:
            return
        near = next(iter(nearest(column, table.column_names, 1)), "")
        columns = "、".join(table.column_names)
        todo = f"是不是“{near}”？这张表的列有：{columns}" if near else f"这张表的列有：{columns}"
        self.fault(where, f"“{table.name}”没有“{column}”这一列", todo)

    def _statement(self, tag: Tag, where: str, scope: Scope) -> None:
        if tag.kind is Kind.LOOP:
            self._loop(tag, where)
            scope.open.append((tag, where))
        elif tag.kind is Kind.IF:
            for name in tag.asks:
                self._asked(name, where)
            scope.open.append((tag, where))
        elif tag.kind is Kind.ELSE:
            if not scope.open or scope.open[-1][0].kind is not Kind.IF:
                self.fault(where, f"“{tag.said}”前面没有“如果”", "请补上“{%如果 条件%}”，或者删去")
        else:
            self._end(tag, where, scope)

    def _loop(self, tag: Tag, where: str) -> None:
        name = key_of(tag.name)
        if self.rows:
            self.fault(where, "循环里面又套了循环", "请先结束外面的循环")
        if name in LIST_OF:
            self.used[name] = None
        else:
            near = next(iter(nearest(name, LIST_OF, 1)), "")
            todo = f"是不是“{near}”？" if near else ""
            self.fault(where, f"没有“{name}”这张表", f"{todo}可以循环的表有：{'、'.join(LIST_OF)}")
        self.rows[tag.row] = LIST_OF.get(name)

    def _asked(self, name: str, where: str) -> None:
        row, _, column = name.partition(".")
        if column:
            self._column(row, column, where)
        elif name in CONDITION_NAMES or name in LIST_OF:
            self.used[name] = None
        else:
            self._single(name, where)

    def _end(self, tag: Tag, where: str, scope: Scope) -> None:
        wanted = ENDS[tag.kind]
        if scope.open and scope.open[-1][0].kind is wanted:
            opened, _ = scope.open.pop()
            self.rows.pop(opened.row, None)
            return
        said = START_SAID[wanted]
        if any(opened.kind is wanted for opened, _ in scope.open):
            self.fault(where, f"“{tag.said}”和前面的开始交叉了", "后开始的要先结束，请调整顺序")
        else:
            what = "同一张表里、只有它的一行" if tag.level == "tr" else "同一格或同一层"
            self.fault(where, f"“{tag.said}”前面没有{said}的开始", f"开始和结束要放在{what}，请补上开始，或者删去")

    def _close(self, scope: Scope) -> None:
        for tag, where in scope.open:
            self.rows.pop(tag.row, None)
            said = START_SAID[tag.kind]
            self.fault(where, f"“{tag.said}”没有结束", f"请在同一层补上“{{%{said}结束%}}”")

    def _single_braces(self, text: str, where: str) -> None:
        """A known name in single braces is a field somebody meant."""
        for name in {one for one in self.names if f"{{{one}}}" in text and f"{{{{{one}}}}}" not in text}:
            self.fault(where, f"“{{{name}}}”只有一层花括号", f"请改成“{{{{{name}}}}}”")


def _alone(paragraph: Element, text: str, tags: list[Tag]) -> Tag | None:
    """The one tag of a paragraph that holds nothing else, so that it may give way to what the tag brings."""
    only = len(tags) == 1 and tags[0].end - tags[0].start == len(text.strip())
    solid = any(True for _ in paragraph.iter(*SOLID)) or _turns_page(paragraph)
    return tags[0] if only and not solid else None


def _turns_page(paragraph: Element) -> bool:
    return any(one.get(qn("w:type")) == "page" for one in paragraph.iter(qn("w:br")))
