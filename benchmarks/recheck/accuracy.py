"""Recheck a folder and hold every form against the answer key."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.recheck.answers import KeyForm, answer_key, fingerprint
from benchmarks.recheck.compare import Comparison, compare
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.workbooks.rechecking import recheck_bytes


@dataclass(frozen=True, slots=True)
class Accuracy:
    """All forms together. ``unknown`` are files without answers, ``absent`` are answers without a file."""

    forms: tuple[Comparison, ...]
    unknown: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def rows(self) -> int:
        return sum(form.rows for form in self.forms)

    @property
    def rows_right(self) -> int:
        return sum(form.rows_right for form in self.forms)

    @property
    def heads_right(self) -> int:
        return sum(not form.head_misses for form in self.forms)

    @property
    def asked(self) -> int:
        return sum(form.asked for form in self.forms)

    @property
    def found(self) -> int:
        return sum(form.found for form in self.forms)

    @property
    def false_alarms(self) -> int:
        return sum(len(form.false_alarms) for form in self.forms)


def accuracy(paths: Sequence[Path], parameters: RecheckParameters) -> Accuracy:
    """Recheck the files and compare each with its answers, found by the figures in it and not by its name."""
    key = {form.fingerprint: form for form in answer_key()}
    marked = [(path, key.get(fingerprint(path))) for path in paths]
    met = {form.sample for _, form in marked if form}
    return Accuracy(
        forms=tuple(_compared(path, form, parameters) for path, form in marked if form),
        unknown=tuple(path.name for path, form in marked if form is None),
        absent=tuple(form.sample for form in key.values() if form.sample not in met),
    )


def _compared(path: Path, key: KeyForm, parameters: RecheckParameters) -> Comparison:
    read = recheck_bytes(path.name, path.read_bytes(), parameters).as_json(parameters.rules)
    return compare(key, next((form for form in read if form["kind"]), None))
