"""A refusal people can read."""

from collections.abc import Sequence

from jiheng.rules.finding import Finding


class Refused(Exception):
    """An act the rules or the state of a row do not allow; its text is Chinese and says what to do.

    ``findings`` are what rules found against it, for a page to list.
    """

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)
