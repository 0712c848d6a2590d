"""The findings of rechecked forms as flat lines, sorted the way people work them off."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from jiheng.rules.codes import codes
from jiheng.rules.finding import Severity
from jiheng.rules.recheck.result_json import Json

ORDER = {Severity.ERROR.value: 0, Severity.RECORD.value: 1, Severity.WARNING.value: 2, Severity.NOTICE.value: 3}


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding with where it stands; ``subject`` is the indicator's name, the money block or the whole form."""

    severity: Severity
    code: str
    title: str
    message: str
    clauses: tuple[str, ...]
    cell: str
    file: str
    sheet: str
    project: str
    unit_name: str
    subject: str
    reported: str
    due: str


def finding_lines(forms: Iterable[Json]) -> list[FindingLine]:
    """Every finding of the forms, the gravest first, then by file and in reading order."""
    lines = [line for form in forms for line in _lines_of(form)]
    return sorted(lines, key=lambda line: ORDER[line.severity.value])


def _lines_of(form: Json) -> Iterator[FindingLine]:
    for finding in form["findings"]:
        yield _line(form, finding, "整张表")
    for row in form["indicators"]:
        for finding in row["findings"]:
            yield _line(form, finding, row["name"])


def _line(form: Json, finding: Json, subject: str) -> FindingLine:
    return FindingLine(
        severity=Severity(finding["severity"]),
        code=finding["code"],
        title=_title(finding["code"]),
        message=finding["message"],
        clauses=tuple(finding["clauses"]),
        cell=finding["cell"] or "",
        file=form["file"],
        sheet=form["sheet"] or "",
        project=form["project"] or "",
        unit_name=form["unit_name"],
        subject=subject,
        reported=finding["reported"] or "",
        due=finding["due"] or "",
    )


@cache
def _title(code: str) -> str:
    return codes()[code].title
