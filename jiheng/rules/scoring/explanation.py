"""One way to turn an exact result into a Score that explains itself.

A formula prints as ``40/50×8=6.40``; a result that does not end within two places prints with its first digits
(``37.24/43.2×10=8.620370…``) and the last step says it was rounded.
"""

from dataclasses import dataclass
from decimal import Decimal

from jiheng.rules.codes import failed
from jiheng.rules.explained import Score, Step, StepKind
from jiheng.rules.figures import Number, exact, plain, rounded, shown
from jiheng.rules.finding import Finding


def equals(expression: str, value: Number) -> str:
    """``expression=value``: two fixed places when the value ends there, else its first digits and “…”."""
    figure = rounded(value)
    return f"{expression}={figure if exact(figure) == exact(value) else shown(value)}"


def share(value: Number) -> str:
    """A ratio as a percentage without rounding: 0.855 → ``85.5%``, 1/3 → ``33.3333…%``."""
    return f"{shown(exact(value) * 100, 4)}%"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known before the arithmetic: points in 分, the clauses, the reading taken and the inputs."""

    points: Decimal
    clauses: tuple[str, ...]
    basis: str
    inputs: str

    def score(self, raw: Number, working: str, *findings: Finding) -> Score:
        """A computed score, held inside [0, points] and rounded once.

        Points written with more than two places stay as written when earned in full.
        """
        if self.points < 0:
            return self.no_score(failed("E-S-24", f"分值{plain(self.points)}是负数，请改正分值"))
        held = min(max(exact(raw), exact(0)), exact(self.points))
        value = min(rounded(held), self.points)
        note = "得" if exact(value) == held else "四舍五入得"
        steps = (*self._opening(), self._step(StepKind.WORKING, working), self._result(f"{note}{value}分"))
        return Score(self.points, value, held, steps, self.clauses, findings)

    def full(self, why: str, *findings: Finding) -> Score:
        """The whole of the points, with the reason in words."""
        return self.score(self.points, f"{why}，得满分{plain(self.points)}分", *findings)

    def nothing(self, why: str, *findings: Finding) -> Score:
        """Zero, with the reason in words."""
        return self.score(0, f"{why}，不得分", *findings)

    def no_score(self, *findings: Finding) -> Score:
        """The score cannot be computed; the findings say why and what to do."""
        why = "；".join(finding.message for finding in findings)
        steps = (*self._opening(), self._result(f"不计算得分：{why}"))
        return Score(self.points, None, None, steps, self.clauses, findings)

    def _opening(self) -> tuple[Step, Step]:
        return self._step(StepKind.BASIS, self.basis), self._step(StepKind.INPUT, self.inputs)

    def _result(self, text: str) -> Step:
        return self._step(StepKind.RESULT, text)

    def _step(self, kind: StepKind, text: str) -> Step:
        return Step(kind, text, self.clauses[0])
