"""效力层级: how much force a document has, from its kind and the level of its issuer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jiheng.rules.basis.issuers import IssuerLevel, read_level
from jiheng.rules.basis.shapes import BasisDocument
from jiheng.rules.clause import clause
from jiheng.rules.law import Rulebook


class DocumentKind(StrEnum):
    """文种 as far as force depends on it. Approvals and releases have the force of their issuer's documents."""

    LAW = "法律"
    ADMINISTRATIVE_REGULATION = "行政法规"
    PARTY_REGULATION = "党内法规"
    LOCAL_REGULATION = "地方性法规"
    MINISTRY_RULE = "部门规章"
    GOVERNMENT_RULE = "政府规章"
    DOCUMENT = "规范性文件"
    RELEASE = "审批、下达文件"
    STANDARD = "标准规范"
    INTERNAL_RULE = "单位内部制度"


RANK_NAMES = {
    "law": "法律",
    "administrative_regulation": "行政法规",
    "party_central_or_state_council": "党内法规和中共中央、国务院文件",
    "provincial_regulation": "省级地方性法规",
    "city_regulation": "设区的市地方性法规",
    "ministry_or_provincial_government_rule": "部门规章和省级政府规章",
    "city_government_rule": "设区的市政府规章",
    "ministry_document": "国务院部门规范性文件",
    "provincial_party_or_government_document": "省级党委政府文件",
    "provincial_department_document": "省级部门文件",
    "city_party_or_government_document": "市级党委政府文件",
    "city_department_document": "市级部门文件",
    "county_party_or_government_document": "县级党委政府文件",
    "county_department_document": "县级部门文件",
    "internal_rule": "单位内部制度",
}

_ORDINARY: Mapping[IssuerLevel | None, str] = {
    IssuerLevel.CENTRAL: "party_central_or_state_council",
    IssuerLevel.MINISTRY: "ministry_document",
    IssuerLevel.PROVINCE: "provincial_party_or_government_document",
    IssuerLevel.PROVINCE_DEPARTMENT: "provincial_department_document",
    IssuerLevel.CITY: "city_party_or_government_document",
    IssuerLevel.CITY_DEPARTMENT: "city_department_document",
    IssuerLevel.COUNTY: "county_party_or_government_document",
    IssuerLevel.COUNTY_DEPARTMENT: "county_department_document",
    IssuerLevel.UNIT: "internal_rule",
}
_MAKE_ONLY_DOCUMENTS = (
    IssuerLevel.PROVINCE_DEPARTMENT,
    IssuerLevel.CITY_DEPARTMENT,
    IssuerLevel.COUNTY,
    IssuerLevel.COUNTY_DEPARTMENT,
    IssuerLevel.UNIT,
)
"""Levels that can make nothing but ordinary documents: with them the kind may be left out."""

_ANY_LEVEL: tuple[IssuerLevel | None, ...] = (None, *IssuerLevel)
_MINISTRY_RULE = "ministry_or_provincial_government_rule"
_BY_KIND: tuple[tuple[re.Pattern[str], Mapping[IssuerLevel | None, str]], ...] = (
    (re.compile(r"^$"), {level: _ORDINARY[level] for level in _MAKE_ONLY_DOCUMENTS}),
    (re.compile(r"^(?:法律|宪法|法律解释)$"), dict.fromkeys(_ANY_LEVEL, "law")),
    (re.compile(r"行政法规$"), dict.fromkeys(_ANY_LEVEL, "administrative_regulation")),
    (re.compile(r"党内法规"), {**_ORDINARY, None: "party_central_or_state_council"}),
    (
        re.compile(r"地方性法规|自治条例|单行条例"),
        {IssuerLevel.PROVINCE: "provincial_regulation", IssuerLevel.CITY: "city_regulation"},
    ),
    (re.compile(r"部门规章"), dict.fromkeys(_ANY_LEVEL, _MINISTRY_RULE)),
    (
        re.compile(r"规章(?!制度)"),
        {
            IssuerLevel.MINISTRY: _MINISTRY_RULE,
            IssuerLevel.PROVINCE: _MINISTRY_RULE,
            IssuerLevel.CITY: "city_government_rule",
        },
    ),
    (re.compile(r"内部|单位制度"), dict.fromkeys(_ANY_LEVEL, "internal_rule")),
    (re.compile(r"."), _ORDINARY),
)
"""The first pattern a kind matches says which row of the table each level of issuer has."""


_MADE_BY_HEADS = re.compile(r"地方性法规|自治条例|单行条例|规章(?!制度)")
"""Only congresses and governments make these, so 省级 alone says enough."""


@dataclass(frozen=True, slots=True)
class ForceTable:
    """Rank by name; a smaller rank has more force, and equal ranks have equal force."""

    ranks: Mapping[str, int]

    def name_of(self, rank: int | None) -> str:
        """The heading of a rank; ranks that share a figure are named together."""
        if rank is None:
            return "效力未定"
        names = [RANK_NAMES[name] for name, figure in self.ranks.items() if figure == rank]
        return "、".join(names) or f"人工校正的效力层级{rank}"


def force_table_for(book: Rulebook) -> ForceTable:
    """The table in force on the day of the rulebook."""
    values = book.entry("force_rank").values
    return ForceTable({name: int(values[name]) for name in RANK_NAMES if name in values})


@clause("cq2023-7/6")
def force_of(document: BasisDocument, table: ForceTable) -> int | None:
    """The rank entered by hand, or that of the document's kind and issuer level; ``None`` when it cannot be told.

    Reading taken: regulations of the party below the centre rank with the documents of their level; a document whose
    kind is left out has a rank only where its issuer can make nothing but ordinary documents.
    """
    if document.force is not None:
        return document.force
    level = read_level(document.issuer_level, document.issuer)
    if level is None and _MADE_BY_HEADS.search(document.kind):
        level = read_level(f"{document.issuer_level}党委政府")
    name = rank_name(document.kind, level)
    return table.ranks.get(name) if name else None


def rank_name(kind: str, level: IssuerLevel | None) -> str | None:
    """The row of the table that a kind and a level belong to."""
    plain = "".join(kind.split())
    return next(rows.get(level) for pattern, rows in _BY_KIND if pattern.search(plain))
