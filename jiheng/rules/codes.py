"""The register of stable codes (``law/codes/*.toml``) and the three answers made from it."""

from dataclasses import dataclass
from functools import cache

from jiheng.rules.finding import Finding, Outcome, Severity
from jiheng.rules.law import LAW_FOLDER, read_toml

RECORD_ACT = "记"
"""The act written 〔记〕: the breach is recorded and late work goes on."""


@dataclass(frozen=True, slots=True)
class Code:
    """One stable code: what act it blocks, when it applies and what to do about it (Chinese)."""

    id: str
    act: str
    title: str
    clauses: tuple[str, ...]
    when: str
    todo: str

    @property
    def severity(self) -> Severity:
        if self.id.startswith("W-"):
            return Severity.WARNING
        if self.id.startswith("N-"):
            return Severity.NOTICE
        return Severity.RECORD if self.act == RECORD_ACT else Severity.ERROR


@cache
def codes() -> dict[str, Code]:
    """Every code by its id. A code defined twice is a defect in ``law/codes``."""
    found: dict[str, Code] = {}
    for path in sorted((LAW_FOLDER / "codes").glob("*.toml")):
        for entry in read_toml(path).get("code", []):
            code = Code(
                entry["id"], entry["act"], entry["title"], tuple(entry["clauses"]), entry["when"], entry["todo"]
            )
            if code.id in found:
                raise ValueError(f"code {code.id} is defined twice")
            found[code.id] = code
    return found


def failed(code_id: str, message: str, *, clauses: tuple[str, ...] = (), where: str = "") -> Finding:
    """The rule is broken. ``clauses`` default to those of the code."""
    return _answer(Outcome.FAILED, code_id, message, clauses, where)


def passed(code_id: str, message: str = "符合", *, clauses: tuple[str, ...] = (), where: str = "") -> Finding:
    """The rule holds."""
    return _answer(Outcome.PASSED, code_id, message, clauses, where)


def not_applicable(code_id: str, reason: str, *, clauses: tuple[str, ...] = (), where: str = "") -> Finding:
    """The rule does not apply; the reason always says why."""
    return _answer(Outcome.NOT_APPLICABLE, code_id, reason, clauses, where)


def _answer(outcome: Outcome, code_id: str, message: str, clauses: tuple[str, ...], where: str) -> Finding:
    code = codes()[code_id]
    act = "" if code.act == RECORD_ACT else code.act
    return Finding(outcome, code_id, code.severity, message, clauses or code.clauses, act, where)
