"""Running counts over a batch of rechecked forms."""

from dataclasses import dataclass

from jiheng.rules.finding import Severity
from jiheng.rules.recheck.result_json import Json
from jiheng.rules.recheck.results import Verdict


@dataclass(slots=True)
class BatchCounts:
    """Forms, rows by verdict, findings by severity, and what could not be read."""

    forms: int = 0
    unreadable: int = 0
    rows: int = 0
    match: int = 0
    differs: int = 0
    judgement: int = 0
    unread_rows: int = 0
    errors: int = 0
    warnings: int = 0
    notices: int = 0

    def add(self, forms: list[Json]) -> None:
        """Count one file's forms."""
        for form in forms:
            if form["kind"] is None:
                self.unreadable += 1
                continue
            self.forms += 1
            self._add_rows(form)
            self._add_findings(form)

    def _add_rows(self, form: Json) -> None:
        verdicts = [row["verdict"] for row in form["indicators"]]
        self.rows += len(verdicts)
        self.match += verdicts.count(Verdict.MATCH.value)
        self.differs += verdicts.count(Verdict.DIFFERS.value)
        self.judgement += verdicts.count(Verdict.JUDGEMENT.value)
        self.unread_rows += verdicts.count(Verdict.UNREADABLE.value)

    def _add_findings(self, form: Json) -> None:
        rows = [finding for row in form["indicators"] for finding in row["findings"]]
        severities = [finding["severity"] for finding in [*form["findings"], *rows]]
        self.errors += severities.count(Severity.ERROR.value)
        self.warnings += severities.count(Severity.WARNING.value)
        self.notices += severities.count(Severity.NOTICE.value)
