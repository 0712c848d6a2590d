"""资料: how first-hand facts were obtained (第十五条), and what has to be written on each piece (第二十二条)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.evidence.numbering import check_numbers, named
from jiheng.rules.evidence.shapes import Form, Material, ObtainMethod
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.wording import quoted

WAYS = (ObtainMethod.PAPERS, ObtainMethod.SITE, ObtainMethod.VISIT)
"""The three ways of 第十五条 to first-hand facts."""
CLAUSE = "cq2023-7/22"


@clause("cq2023-7/15")
def check_ways(materials: Iterable[Material], reasons: Mapping[ObtainMethod, str], where: str = "") -> Finding:
    """Papers, the site and talks were all used to learn the facts, or it is said why one was not.

    ``reasons`` tells it by way. Reading taken: a way is used once some material was obtained by it.
    """
    used = {each.obtained_by for each in materials}
    left_out = [way for way in WAYS if way not in used]
    unexplained = [way for way in left_out if not reasons.get(way, "").strip()]
    if not unexplained:
        said = f"，{quoted(left_out)}没有用，已说明" if left_out else "都用了"
        return passed("W-B15", f"{len(WAYS)}种取得方式{said}", where=where)
    message = f"取得一手情况应有{len(WAYS)}种方式，没有用{quoted(unexplained)}。请补做并登记资料，或说明为什么没有用"
    return failed("W-B15", message, where=where)


@clause(CLAUSE)
def check_materials(materials: Sequence[Material]) -> list[Finding]:
    """Everything 第二十二条 asks of the list of materials, in the order of the codes."""
    return [
        *check_numbers(materials),
        *check_papers(materials),
        *check_pictures(materials),
        *check_described(materials),
    ]


@clause(CLAUSE)
def check_papers(materials: Iterable[Material]) -> list[Finding]:
    """A written paper tells how it was obtained and through which channel it came.

    Reading taken: 来源渠道 is the unit that handed the paper over, or else its source.
    """
    papers = [each for each in materials if each.form is Form.PAPER]
    if not papers:
        return [not_applicable("E-B22-2", "没有书面资料")]
    found = [_lacking("E-B22-2", "书面资料", each, lacks) for each in papers if (lacks := list(_off_paper(each)))]
    return found or [passed("E-B22-2", f"{len(papers):,}份书面资料都注明了取得方式和来源渠道")]


def _off_paper(paper: Material) -> Iterator[str]:
    if paper.obtained_by is None:
        yield "取得方式"
    if not (paper.provider.strip() or paper.source.strip()):
        yield "来源渠道"


@clause(CLAUSE)
def check_pictures(materials: Iterable[Material]) -> list[Finding]:
    """A picture tells when and where it was taken."""
    pictures = [each for each in materials if each.form is Form.PICTURE]
    if not pictures:
        return [not_applicable("E-B22-3", "没有图片资料")]
    found = [_lacking("E-B22-3", "图片", each, lacks) for each in pictures if (lacks := list(_off_picture(each)))]
    return found or [passed("E-B22-3", f"{len(pictures):,}张图片都注明了采集时间和地点")]


def _off_picture(picture: Material) -> Iterator[str]:
    if picture.taken_on is None:
        yield "采集时间"
    if not picture.taken_in.strip():
        yield "采集地点"


@clause(CLAUSE)
def check_described(materials: Sequence[Material]) -> list[Finding]:
    """Material is sorted by kind and form, and tells its source, its time, what it is about, and what it shows.

    Reading taken: the time is when it was obtained.
    """
    if not materials:
        return [not_applicable("E-B22-4", "还没有登记资料")]
    found = [_lacking("E-B22-4", "资料", each, lacks) for each in materials if (lacks := list(_undescribed(each)))]
    return found or [passed("E-B22-4", f"{len(materials):,}份资料都已分类，说明齐全")]


def _undescribed(material: Material) -> Iterator[str]:
    filled = {
        "类别": material.kind is not None,
        "形式": material.form is not None,
        "来源": bool(material.source.strip()),
        "取得时间": material.obtained_on is not None,
        "证明对象": bool(material.proves.strip()),
        "证明内容": bool(material.content.strip()),
    }
    return (name for name, there in filled.items() if not there)


@clause(CLAUSE)
def check_material(material: Material) -> list[Finding]:
    """What one piece of material still lacks, each with the code that asks for it."""
    found = (*check_papers([material]), *check_pictures([material]), *check_described([material]))
    return [each for each in found if each.outcome is Outcome.FAILED]


@clause(CLAUSE)
def lacking_fields(material: Material) -> tuple[str, ...]:
    """The fields one piece of material still lacks, each once."""
    lacks = [*_undescribed(material)]
    lacks += _off_paper(material) if material.form is Form.PAPER else ()
    lacks += _off_picture(material) if material.form is Form.PICTURE else ()
    return tuple(dict.fromkeys(lacks))


def _lacking(code: str, what: str, material: Material, lacks: Sequence[str]) -> Finding:
    return failed(code, f"{named(material, what)}没有填{'、'.join(lacks)}。请补填", where=material.where)
