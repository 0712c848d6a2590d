"""What a template may say to the renderer: names, columns, conditions and loops over tables, and nothing else.

A template is written by strangers. No call, no filter, no arithmetic, no attribute but a column of a row; nothing of
Python's is within reach, a loop runs over a table of the report only, and what comes out is bounded.
"""

from collections.abc import Iterator
from typing import Any, Final

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment

MOST_OUTPUT: Final = 60_000_000
"""Letters of XML one part of a document may grow to, the parts written as blocks not counted."""
DEEPEST: Final = 12
ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
)
PRINTED: Final = (nodes.TemplateData, nodes.Name, nodes.Getattr)


class NotAllowed(TemplateError):
    """A template asks for more than it may."""


class Row(dict[str, str]):
    """One row of a table; its columns are all that can be asked of it."""


class _BoundedTemplate(Template):
    def render(self, *args: Any, **kwargs: Any) -> str:
        written, size = [], 0
        for piece in self.generate(*args, **kwargs):
            size += len(piece)
            if size > MOST_OUTPUT:
                raise NotAllowed("写出来的内容太多")
            written.append(piece)
        return "".join(written)


class TemplateEnvironment(SandboxedEnvironment):
    """The only environment templates are parsed and rendered in; whatever is parsed is looked through first."""

    template_class = _BoundedTemplate

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, cache_size=0)
        for known in (self.globals, self.filters, self.tests):
            known.clear()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            tree = super()._parse(source, name, filename)
        except RecursionError:
            raise NotAllowed("括号或条件套得太深") from None
        _require_plain(tree)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Row) and attribute in obj:
            return obj[attribute]
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        raise NotAllowed("不能用方括号")

    def call(self, *_: Any, **__: Any) -> Any:
        raise NotAllowed("不能调用")


def require_condition(said: str) -> set[str]:
    """What a condition asks of: names, and columns as ``行.得分``. Raises ``TemplateError`` for one that is none."""
    tree = TemplateEnvironment().parse(f"{{% if {said} %}}{{% endif %}}")
    columns = [one for one in tree.find_all(nodes.Getattr) if isinstance(one.node, nodes.Name)]
    rows = {id(one.node) for one in columns}
    asked = {f"{one.node.name}.{one.attr}" for one in columns if isinstance(one.node, nodes.Name)}
    return asked | {one.name for one in tree.find_all(nodes.Name) if id(one) not in rows}


def _require_plain(tree: nodes.Template) -> None:
    for node, depth, loops in _walked(tree):
        if not isinstance(node, ALLOWED) or depth > DEEPEST:
            raise NotAllowed("只能写字段名、条件和循环")
        if isinstance(node, nodes.Output) and not all(isinstance(one, PRINTED) for one in node.nodes):
            raise NotAllowed("花括号里只能写字段名")
        if isinstance(node, nodes.Getattr) and not isinstance(node.node, nodes.Name):
            raise NotAllowed("点的后面只能写列名")
        if isinstance(node, nodes.For):
            plain = isinstance(node.iter, nodes.Name) and isinstance(node.target, nodes.Name)
            if loops > 1 or not plain or node.recursive or node.test or node.else_:
                raise NotAllowed("循环只能逐行取一张表，里面不能再有循环")


def _walked(tree: nodes.Node) -> Iterator[tuple[nodes.Node, int, int]]:
    """Every node with how deep it stands and in how many loops, itself counted; without recursion."""
    waiting = [(tree, 0, 0)]
    while waiting:
        node, depth, outer = waiting.pop()
        loops = outer + isinstance(node, nodes.For)
        yield node, depth, loops
        waiting.extend((child, depth + 1, loops) for child in node.iter_child_nodes())
