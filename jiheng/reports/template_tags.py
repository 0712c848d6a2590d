"""Tags of a template as people write them: ``{{评价得分}}``, ``{%循环 问题表%}``, ``{%tr for 行 in 问题表 %}``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from jinja2.exceptions import TemplateError

from jiheng.reports.template_language import require_condition

LONGEST: Final = 200
ROW: Final = "行"
"""What a row is called when a loop does not name it."""

FOUND: Final = re.compile(r"\{\{((?:(?!\{[{%#]|[}%#]\}).)*)\}\}|\{%((?:(?!\{[{%#]|[}%#]\}).)*)%\}", re.DOTALL)
LOOSE: Final = re.compile(r"\{[{%#]|[}%]\}")
WIDE: Final = re.compile(r"｛[｛％%]|[｝％%]｝|\{％|％\}")
PREFIX: Final = re.compile(r"(tr|tc|p|r|行|段)\s+(?=\S)")
LOOP: Final = re.compile(r"for\s+(\w+)\s+in\s+(\S+)|循环[\s：:]*(\S+)")
IF: Final = re.compile(r"(?:if\s+|如果[\s：:]*)(.+)", re.DOTALL)
NOT: Final = re.compile(r"(?:没有|不是)\s*(.+)", re.DOTALL)
VALUE: Final = re.compile(r"(\w+)\s*\.\s*(\w+)")
QUOTES: Final = str.maketrans("“”‘’", "\"\"''")
CLOSINGS: Final = {
    "endfor": "end_loop",
    "循环结束": "end_loop",
    "结束循环": "end_loop",
    "endif": "end_if",
    "如果结束": "end_if",
    "结束如果": "end_if",
    "else": "else",
    "否则": "else",
}
STATEMENTS_SAID: Final = "可以写“循环 表名”“循环结束”“如果 条件”“否则”“如果结束”"


class Kind(Enum):
    VALUE = "value"
    LOOP = "loop"
    END_LOOP = "end_loop"
    IF = "if"
    ELSE = "else"
    END_IF = "end_if"


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. ``level`` is ``p``, ``tr`` or empty; ``name`` a field, a table or the names of a condition.

    ``row`` is what a loop calls its row, or, of a value, the row it takes the column ``name`` from.
    """

    kind: Kind
    start: int
    end: int
    said: str
    level: str = ""
    name: str = ""
    row: str = ""
    condition: str = ""
    asks: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """As the renderer reads it, without its level."""
        match self.kind:
            case Kind.VALUE:
                return f"{self.row}.{self.name}" if self.row else self.name
            case Kind.LOOP:
                return f"for {self.row} in {self.name}"
            case Kind.IF:
                return f"if {self.condition}"
            case Kind.ELSE:
                return "else"
            case _:
                return "endfor" if self.kind is Kind.END_LOOP else "endif"


@dataclass(frozen=True, slots=True)
class Unfit:
    """A tag that cannot be read."""

    what: str
    todo: str


def tags_in(text: str) -> Iterator[Tag | Unfit]:
    """Every tag of a paragraph in its order, and what cannot be read."""
    rest = text
    for found in FOUND.finditer(text):
        rest = rest[: found.start()] + " " * len(found.group()) + rest[found.end() :]
        yield _value(found) if found.group(1) is not None else _statement(found)
    yield from _broken(text, rest)


def _broken(text: str, rest: str) -> Iterator[Unfit]:
    for found in LOOSE.finditer(rest):
        around = text[max(0, found.start() - 6) : found.end() + 10].strip()
        if found.group() == "{#":
            yield Unfit(f"“{around}”里有认不出的标记“{{#”", "请删去")
        elif found.group().startswith("{"):
            end = "}}" if found.group() == "{{" else "%}"
            yield Unfit(f"“{around}”只有开头的“{found.group()}”", f"请在同一段、同一格里补上“{end}”，或者删去")
        else:
            start = "{{" if found.group() == "}}" else "{%"
            yield Unfit(f"“{around}”只有结尾的“{found.group()}”", f"请在同一段、同一格里补上“{start}”，或者删去")
    wide = WIDE.search(rest)
    if wide:
        around = text[max(0, wide.start() - 2) : wide.end() + 10].strip()
        yield Unfit(f"“{around}”用的是全角括号", "请切换到英文输入法，改成半角的“{{”和“}}”")


def _value(found: re.Match[str]) -> Tag | Unfit:
    level, inner, said = _opened(found, found.group(1))
    if len(said) > LONGEST:
        return _too_long(said)
    if level in ("tr", "tc", "r"):
        return Unfit(f"“{said}”的“{level}”只能用在循环和条件里", f"请改成“{{{{{inner}}}}}”")
    column = VALUE.fullmatch(inner)
    if column:
        return Tag(Kind.VALUE, *found.span(), said, level, column[2], column[1])
    if not inner:
        return Unfit("花括号里没有写字段名", "请填上字段名，或者删去")
    if re.search(r"[.()\[\]'\"|+*/%=<>~,]", inner):
        return Unfit(f"“{_short(said)}”里不是字段名", "花括号里只能写一个字段名，不能写算式、函数或其他内容")
    return Tag(Kind.VALUE, *found.span(), said, level, inner)


def _statement(found: re.Match[str]) -> Tag | Unfit:
    level, inner, said = _opened(found, found.group(2))
    if len(said) > LONGEST:
        return _too_long(said)
    if level in ("tc", "r"):
        return Unfit(f"“{said}”的“{level}”不能用", "逐行的表用“tr”，整段的用“p”")
    if inner.startswith("-") or inner.endswith("-"):
        return Unfit(f"“{said}”里有多余的横线", "请删去横线")
    return _act(level, inner, found.span(), said)


def _act(level: str, inner: str, span: tuple[int, int], said: str) -> Tag | Unfit:
    loop, condition = LOOP.fullmatch(inner), IF.fullmatch(inner)
    if inner in CLOSINGS:
        return Tag(Kind(CLOSINGS[inner]), *span, said, level)
    if loop:
        return Tag(Kind.LOOP, *span, said, level, name=loop[2] or loop[3], row=loop[1] or ROW)
    if condition:
        return _condition(condition[1].strip(), span, said, level)
    return Unfit(f"认不出“{_short(said)}”", STATEMENTS_SAID)


def _condition(inner: str, span: tuple[int, int], said: str, level: str) -> Tag | Unfit:
    turned = NOT.fullmatch(inner)
    condition = f"not {turned[1]}" if turned else inner
    try:
        asks = require_condition(condition)
    except TemplateError:
        return Unfit(f"“{_short(said)}”的条件看不懂", "条件请写成“如果 正式稿”“如果 没有 意见表”这样")
    return Tag(Kind.IF, *span, said, level, condition=condition, asks=tuple(sorted(asks)))


def _opened(found: re.Match[str], inside: str) -> tuple[str, str, str]:
    inner = inside.strip().translate(QUOTES)
    prefix = PREFIX.match(inner)
    level = {"行": "tr", "段": "p"}.get(prefix[1], prefix[1]) if prefix else ""
    return level, inner[prefix.end() :].strip() if prefix else inner, found.group()


def _too_long(said: str) -> Unfit:
    return Unfit(f"“{_short(said)}”太长", "一个标记里只写一个字段名、一个条件或者一个循环")


def _short(said: str) -> str:
    return said if len(said) <= 40 else f"{said[:38]}……"
