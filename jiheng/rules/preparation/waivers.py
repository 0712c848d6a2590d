"""放行理由: a warning passes with its reason, which stays in sight; an error passes with none."""

import re
from collections.abc import Iterable, Sequence

from jiheng.rules.codes import failed
from jiheng.rules.finding import Finding, Outcome, Severity
from jiheng.rules.preparation.result import Said
from jiheng.rules.preparation.steps import step_number

ORDER = (Severity.ERROR, Severity.RECORD, Severity.WARNING, Severity.NOTICE)
PLACE = "放行理由"
_OF_FIELDWORK = re.compile(r"\s*[EWN]-B(?:1[5-9]|2[0-8])")
"""Codes of carrying out the evaluation; the preparation says nothing of them."""

Waivers = Sequence[tuple[str, str]]


def of_preparation(waivers: Waivers) -> Waivers:
    """The reasons given for warnings of the preparation."""
    return [each for each in waivers if not _OF_FIELDWORK.match(each[0])]


def of_fieldwork(waivers: Waivers) -> Waivers:
    """The reasons given for warnings of carrying the evaluation out (第十五条至第二十八条)."""
    return [each for each in waivers if _OF_FIELDWORK.match(each[0])]


def said_of(findings: Iterable[Finding], waivers: Waivers) -> tuple[Said, ...]:
    """What failed, each with the reason that lets it pass, most severe first and then step by step."""
    broken = [finding for finding in findings if finding.outcome is Outcome.FAILED]
    reasons = {code.strip(): reason.strip() for code, reason in waivers if reason.strip()}
    broken += idle_waivers(broken, waivers)
    said = [Said(one, reasons.get(one.code, "") if one.severity is Severity.WARNING else "") for one in broken]
    return tuple(sorted(said, key=_order))


def idle_waivers(broken: Sequence[Finding], waivers: Waivers) -> list[Finding]:
    """Reasons that let nothing pass: of an error, of a code that did not come up, or without words."""
    severities = {finding.code: finding.severity for finding in broken}
    return [
        failed("N-P-16", said, where=PLACE) for code, reason in waivers if (said := _idle(code, reason, severities))
    ]


def _idle(code: str, reason: str, severities: dict[str, Severity]) -> str:
    severity = severities.get(code.strip())
    if severity is None:
        return f"没有检出“{code}”，这条放行理由没有起作用。请核对代码，不需要的删去"
    if severity is Severity.ERROR:
        return f"“{code}”是阻断，写理由也不能放行。请按说明改正"
    return "" if reason.strip() else f"“{code}”没有写放行的理由。请写明理由"


def _order(said: Said) -> tuple[int, int]:
    return ORDER.index(said.finding.severity), step_number(said.finding)
