"""Originals of basis documents as the pages show them: those waiting for a person, and those registered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from jiheng.evaluation.actions.entering import OPEN
from jiheng.evaluation.models import BasisFile, EvaluationProject, Phase
from jiheng.evaluation.queries import basis_files
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.duties import Capability
from jiheng.rules.basis.references import cited
from jiheng.rules.basis.registering import with_number
from jiheng.rules.basis.shapes import BasisDocument
from jiheng.web.evaluations.document_forms import DocumentForm
from jiheng.web.evaluations.views import LISTING
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep


@dataclass(frozen=True, slots=True)
class Named:
    """A registered document to choose: its key and how it is cited."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file nobody confirmed yet.

    ``same`` is the registered document that bears its 文号; ``chosen`` is the key of the one offered to attach it to.
    """

    file: BasisFile
    form: DocumentForm
    same: Named | None
    chosen: str = ""

    @property
    def notes(self) -> Sequence[str]:
        notes: list[str] = self.file.proposal.get("notes", [])
        return notes

    @property
    def opening(self) -> str:
        """The first lines of the file, blank ones left out."""
        lines = str(self.file.proposal.get("opening", "")).splitlines()
        return "\n".join(line.strip() for line in lines if line.strip())


@dataclass(frozen=True, slots=True)
class Registered:
    """A file that is the original of ``document``; ``None`` when the register no longer has it."""

    file: BasisFile
    document: Named | None


def waiting_for(
    file: BasisFile, documents: Sequence[BasisDocument], form: DocumentForm | None = None, chosen: str = ""
) -> Waiting:
    """A file with its fields: as read off it, or as typed."""
    shown = form or DocumentForm(None, file)
    number = shown["number"].value()
    same = with_number(str(number or ""), documents)
    return Waiting(file, shown, _named(same) if same else None, chosen or (same.key if same else ""))


def named(documents: Iterable[BasisDocument]) -> list[Named]:
    return [_named(each) for each in documents]


def documents_context(
    request: MemberRequest, project: EvaluationProject, again: Waiting | None = None
) -> dict[str, Any]:
    """What the page of originals shows; ``again`` stands in for the file whose fields did not fit."""
    documents = preparation_of(project, {"documents"}).documents
    by_key = {each.key: _named(each) for each in documents}
    files = list(basis_files(project))
    open_files = [each for each in files if each.confirmed_at is None]
    waiting = [again if again and again.file.pk == each.pk else waiting_for(each, documents) for each in open_files]
    return {
        "project": project,
        "editable": editable(request, project),
        "waiting": waiting,
        "registered": [Registered(each, by_key.get(each.document)) for each in files if each.confirmed_at],
        "documents": list(by_key.values()),
        "without": len(by_key.keys() - {each.document for each in files}),
        "trail": [LISTING, TrailStep(project.name, f"/evaluations/{project.pk}/"), TrailStep("依据文件原件")],
    }


def editable(request: MemberRequest, project: EvaluationProject) -> bool:
    """Whether the member may hand in and confirm, and the plan is not on its way."""
    standing = project.phase == Phase.PREPARE and project.plan_status in OPEN
    return standing and request.member.may(Capability.EVALUATION_EDIT)


def _named(document: BasisDocument) -> Named:
    return Named(document.key, cited(document))
