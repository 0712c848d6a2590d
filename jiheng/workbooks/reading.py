"""From a file's bytes to the forms in it."""

from dataclasses import dataclass

from jiheng.rules.finding import Finding
from jiheng.rules.recheck.results import Unreadable
from jiheng.rules.recheck.shapes import FormSheet
from jiheng.workbooks.finding_forms import find_forms
from jiheng.workbooks.opening import open_workbook
from jiheng.workbooks.refusals import LIMITS, Limits


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The forms of one file, the sheets that could not be read, and what was noticed (macros, links)."""

    forms: tuple[FormSheet, ...]
    unreadable: tuple[Unreadable, ...]
    warnings: tuple[Finding, ...]


def read_forms(name: str, content: bytes, limits: Limits = LIMITS) -> ReadFile:
    """Read every form of a file. Raises ``CannotRead`` when the file itself cannot be opened."""
    workbook = open_workbook(name, content, limits)
    forms, unreadable = find_forms(name, workbook)
    return ReadFile(forms, unreadable, workbook.warnings)
