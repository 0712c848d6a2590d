"""Plain shapes of the basis catalogue."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

SHEET: Final = "依据文件"
"""The sheet the documents stand in, for what no single row is to blame for."""


class MaterialClass(IntEnum):
    """The five kinds of material of 第六条."""

    LAW = 1
    POLICY = 2
    RULES = 3
    RELEASE = 4
    OTHER = 5

    @property
    def label(self) -> str:
        return (
            "",
            "法律法规和规章制度",
            "决策部署、任务要求、标准规范",
            "项目和资金管理办法",
            "审批、下达文件",
            "其他",
        )[self]


@dataclass(frozen=True, slots=True)
class BasisDocument:
    """A document that may bind the evaluation. ``key`` is how other sheets name it (its 文号, or its title).

    ``force`` is the force rank entered by hand, with ``force_reason``; ``None`` takes it from the table.
    """

    key: str
    title: str
    issuer: str = ""
    issuer_level: str = ""
    kind: str = ""
    number: str = ""
    issued_on: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    material: MaterialClass | None = None
    channel: str = ""
    force: int | None = None
    force_reason: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """What a document says on one matter; ``conflicts_with`` is the key of the document it conflicts with.

    ``kept_for`` names matters for which a conflicting document stays listed all the same (限事项列入), by whom.
    """

    document: str
    matter: str
    content: str = ""
    conflicts_with: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    kept_for: str = ""
    about_time: bool = False
    where: str = ""
