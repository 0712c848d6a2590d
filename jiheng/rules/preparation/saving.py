"""保存: the errors that stop the very change that would bring them in."""

from collections.abc import Collection, Mapping
from typing import Final

from jiheng.rules.basis.catalogue import build_catalogue
from jiheng.rules.clause import clause
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.check import sampling_result
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.sampling.point_checks import check_replacements
from jiheng.rules.schedule.checks import check_completion
from jiheng.rules.schedule.table import schedule_lines

SAVING: Final = "保存"

ASKED_OF: Final[Mapping[str, frozenset[str]]] = {
    "schedule": frozenset({"schedule", "documents", "provisions"}),
    "manual_points": frozenset({"manual_points", "lines", "sampling"}),
}
"""Part of a preparation that has rules about saving → the parts those rules read."""


def asked_for(parts: Collection[str]) -> set[str]:
    """What has to be read before :func:`check_saving` can be asked about a change of ``parts``."""
    return {name for part in parts for name in ASKED_OF.get(part, ())}


@clause("cq2023-7/8", "cq2023-7/9")
def check_saving(preparation: Preparation, parts: Collection[str], book: Rulebook) -> list[Finding]:
    """No completion before its start and no replaced point without a reason is kept.

    ``preparation`` is what would be kept. Reading taken: only the ``parts`` that are written are asked; what a change
    elsewhere does to them (another draw, another document) the check says, and it keeps the plan back.
    """
    found = [
        *(_of_schedule(preparation, book) if "schedule" in parts else ()),
        *(_of_points(preparation) if "manual_points" in parts else ()),
    ]
    return [finding for finding in found if finding.blocks and finding.act == SAVING]


def _of_schedule(preparation: Preparation, book: Rulebook) -> list[Finding]:
    if not preparation.schedule:
        return []
    catalogue = build_catalogue(preparation.documents, preparation.provisions, book.on, book)
    day = preparation.project.evaluation_date
    return check_completion(schedule_lines(preparation.schedule, catalogue, day, book))


def _of_points(preparation: Preparation) -> tuple[Finding, ...]:
    manual = preparation.manual_points
    if not any(entry.replaces for entry in manual):
        return ()
    return check_replacements(sampling_result(preparation).points, manual)
