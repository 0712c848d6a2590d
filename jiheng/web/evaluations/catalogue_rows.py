"""评价依据目录 as its official table: documents under the heading of their force, and those left out apart."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jiheng.evaluation.models import BasisFile, EvaluationProject
from jiheng.evaluation.queries import basis_files
from jiheng.evaluation.shapes import preparation_of
from jiheng.rules.basis.entries import Catalogue, Entry, LeftOut
from jiheng.rules.basis.references import cited, names
from jiheng.rules.basis.shapes import BasisDocument, Provision
from jiheng.rules.wording import day_text


@dataclass(frozen=True, slots=True)
class Line:
    """One document of the catalogue with what it rules on and its originals."""

    entry: Entry
    matters: tuple[str, ...]
    originals: Sequence[BasisFile]

    @property
    def document(self) -> BasisDocument:
        return self.entry.document

    @property
    def remarks(self) -> tuple[str, ...]:
        ends, begins = self.document.effective_to, self.document.effective_from
        said = (
            self.entry.reason,
            f"已于{day_text(ends)}失效" if self.entry.expired and ends else "",
            f"{day_text(begins)}起施行，尚未施行" if self.entry.pending and begins else "",
        )
        return tuple(each for each in said if each)


@dataclass(frozen=True, slots=True)
class Group:
    """The documents of one force under its heading: 一、法律."""

    heading: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Excluded:
    """One line of 不予列入清单 and the higher document it gives way to."""

    line: LeftOut
    originals: Sequence[BasisFile]

    @property
    def higher(self) -> str:
        return cited(self.line.higher)


def catalogue_context(project: EvaluationProject, catalogue: Catalogue) -> dict[str, Any]:
    """The groups, what is left out, and how many documents have no original yet."""
    originals, provisions = _originals(project), preparation_of(project, {"provisions"}).provisions
    groups = [
        Group(group.heading, [_line(entry, provisions, originals) for entry in group.entries])
        for group in catalogue.groups
    ]
    left_out = [Excluded(each, originals.get(each.document.key, ())) for each in catalogue.left_out]
    return {
        "catalogue": catalogue,
        "groups": groups,
        "left_out": left_out,
        "without": sum(entry.key not in originals for entry in catalogue.entries),
    }


def _line(entry: Entry, provisions: Sequence[Provision], originals: Mapping[str, Sequence[BasisFile]]) -> Line:
    matters = (each.matter for each in provisions if each.matter and names(entry.document, each.document))
    return Line(entry, tuple(dict.fromkeys(matters)), originals.get(entry.key, ()))


def _originals(project: EvaluationProject) -> Mapping[str, Sequence[BasisFile]]:
    found: dict[str, list[BasisFile]] = defaultdict(list)
    for file in basis_files(project).exclude(confirmed_at=None):
        found[file.document].append(file)
    return dict(found)
