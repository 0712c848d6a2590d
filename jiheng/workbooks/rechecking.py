"""From files to recheck results: read, recheck, answer one file at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jiheng.rules.finding import Finding
from jiheng.rules.law import NATIONAL, rulebook
from jiheng.rules.recheck.parameters import RecheckParameters, recheck_parameters
from jiheng.rules.recheck.recheck import recheck
from jiheng.rules.recheck.result_json import Json, result_json, unreadable_json
from jiheng.rules.recheck.results import RecheckResult, Unreadable
from jiheng.workbooks.inputs import iter_inputs
from jiheng.workbooks.opening import CannotRead
from jiheng.workbooks.reading import read_forms
from jiheng.workbooks.refusals import NotASheet


@dataclass(frozen=True, slots=True)
class RecheckedFile:
    """What one file gave. ``content`` is empty when the file could not be taken in at all."""

    name: str
    content: bytes
    results: tuple[RecheckResult, ...]
    unreadable: tuple[Unreadable, ...]
    warnings: tuple[Finding, ...] = ()

    def as_json(self, rules: str) -> list[Json]:
        """The file's forms, then what could not be read."""
        forms = [result_json(result) for result in self.results]
        return forms + [unreadable_json(item, rules) for item in self.unreadable]


def parameters_on(rules: str, on: date) -> RecheckParameters:
    """The recheck's parameters of an instrument on a day. Raises ``UnknownInstrument`` with a Chinese message."""
    return recheck_parameters(rulebook(rules or NATIONAL, on))


def recheck_bytes(name: str, content: bytes, parameters: RecheckParameters) -> RecheckedFile:
    """Recheck one file held in memory. Never raises for bad content: what is wrong comes back as findings."""
    try:
        read = read_forms(name, content)
    except CannotRead as refusal:
        return RecheckedFile(name, content, (), (Unreadable(name, "", refusal.finding),))
    results = tuple(recheck(form, parameters) for form in read.forms)
    return RecheckedFile(name, content, results, read.unreadable, read.warnings)


def recheck_paths(paths: Sequence[Path], parameters: RecheckParameters) -> Iterator[RecheckedFile]:
    """Recheck files, folders and zips one file at a time, so that a batch of thousands stays small in memory."""
    for name, content in iter_inputs(paths):
        if isinstance(content, NotASheet):
            yield RecheckedFile(name, b"", (), (), (content.finding,))
        elif isinstance(content, CannotRead):
            yield RecheckedFile(name, b"", (), (Unreadable(name, "", content.finding),))
        else:
            yield recheck_bytes(name, content, parameters)
