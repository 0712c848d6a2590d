"""What a rule answers: passed, failed or does not apply, with its reason, code and clauses."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """How much weight a failed rule has."""

    ERROR = "error"
    """阻断: stops the one act its code names, nothing else."""
    RECORD = "record"
    """记录: counted and shown, never stops late work (``E-…〔记〕``)."""
    WARNING = "warning"
    """提醒: passes with a reason."""
    NOTICE = "notice"
    """提示: for information."""

    @property
    def label(self) -> str:
        return {"error": "阻断", "record": "记录", "warning": "提醒", "notice": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of one rule about one thing.

    ``code`` is a stable code of ``law/codes.toml``; ``act`` names the one act an error blocks
    (提交、方案送审…), empty when it blocks none; ``where`` is a cell, field or line for people.
    """

    outcome: Outcome
    code: str
    severity: Severity
    message: str
    clauses: tuple[str, ...] = ()
    act: str = ""
    where: str = ""

    def as_json(self) -> dict[str, Any]:
        """What every result in JSON says of a finding; where it stands is added by the result."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "clause": self.clauses[0] if self.clauses else None,
            "clauses": list(self.clauses),
        }

    @property
    def blocks(self) -> bool:
        return self.outcome is Outcome.FAILED and self.severity is Severity.ERROR
