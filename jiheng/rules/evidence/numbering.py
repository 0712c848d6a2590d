"""编号: how a piece of material is numbered, so that no number ever stands for two."""

from collections import Counter
from collections.abc import Iterable, Sequence

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.evidence.shapes import Material, MaterialKind
from jiheng.rules.finding import Finding
from jiheng.rules.wording import quoted

CLAUSE = "cq2023-7/22"
WHOLE_PROJECT = 0
"""Stands where material belongs to no single sample point (``000``)."""


@clause(CLAUSE)
def next_number(project_code: str, kind: MaterialKind, point_number: int | None, used_numbers: Iterable[str]) -> str:
    """The number of new material: ``{项目码}-{类别2位}-{样本点3位|000}-{流水4位}``.

    ``used_numbers`` are all that were ever given, those of withdrawn material too: a number is not given again.
    Reading taken: material of each kind and point counts on by itself from the highest number given; past 9999 the
    number grows by a digit. Raises ``ValueError`` for a project without a code or a negative point.
    """
    code, point = project_code.strip(), WHOLE_PROJECT if point_number is None else point_number
    if not code:
        raise ValueError("项目没有编码，不能给资料编号。请先填项目编码")
    if point < WHOLE_PROJECT:
        raise ValueError(f"样本点序号“{point}”小于0，不能编号。请核对样本点")
    prefix = number_prefix(code, kind, point)
    return f"{prefix}{max(_serials(prefix, used_numbers), default=0) + 1:04d}"


@clause(CLAUSE)
def number_prefix(project_code: str, kind: MaterialKind, point_number: int | None) -> str:
    """What all numbers of a kind and a point begin with; only numbers with it matter for the next one."""
    return f"{project_code.strip()}-{kind.place:02d}-{point_number or WHOLE_PROJECT:03d}-"


def _serials(prefix: str, used_numbers: Iterable[str]) -> list[int]:
    rests = (used.strip().removeprefix(prefix) for used in used_numbers if used.strip().startswith(prefix))
    return [int(rest) for rest in rests if rest.isascii() and rest.isdigit()]


@clause(CLAUSE)
def check_numbers(materials: Sequence[Material]) -> list[Finding]:
    """Every piece of material has a number, and no two have the same."""
    if not materials:
        return [not_applicable("E-B22-1", "还没有登记资料")]
    found = [
        failed("E-B22-1", f"{named(each)}没有编号。请编号", where=each.where)
        for each in materials
        if not each.number.strip()
    ]
    times = Counter(number for each in materials if (number := each.number.strip()))
    found += [_repeated(number, materials) for number, count in times.items() if count > 1]
    return found or [passed("E-B22-1", f"{len(materials):,}份资料都有编号，没有重号")]


def _repeated(number: str, materials: Sequence[Material]) -> Finding:
    same = [each for each in materials if each.number.strip() == number]
    titles = quoted(each.title.strip() or "没有名称的资料" for each in same)
    message = f"编号“{number}”有{len(same)}份资料在用：{titles}。请留下一份，其余重新编号"
    return failed("E-B22-1", message, where=same[1].where)


def named(material: Material, what: str = "资料") -> str:
    """Material as a message names it: ``what`` it is, by number and title, or by what there is of them."""
    said = " ".join(part for part in (material.number.strip(), material.title.strip()) if part)
    return f"{what}“{said}”" if said else f"没有名称的{what}"
