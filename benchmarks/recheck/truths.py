"""When a finding that the key does not list one by one is true all the same."""

from collections.abc import Callable, Mapping

from benchmarks.recheck.answers import KeyFinding, KeyForm, KeyRow

WORDED = {"qualitative", "yes_no"}
UNMEASURED = {"qualitative", "missing", "compound"}


def _is(row: KeyRow, kinds: set[str]) -> bool:
    return not kinds.isdisjoint(row.kind)


def _blank(answer: tuple[str, ...]) -> bool:
    return "" in answer


def _unmet_equal(row: KeyRow) -> bool:
    return "＝" in row.sign and bool(row.value) and row.actual not in {row.value, ("",)}


def _half_filled(row: KeyRow) -> bool:
    return "missing" in row.kind or row.actual == ("",) or row.points == ("",)


def _not_measurable(row: KeyRow) -> bool:
    return _is(row, UNMEASURED) or (_is(row, {"quantitative"}) and (_blank(row.sign) or _blank(row.unit)))


TRUE_WHEN: Mapping[str, Callable[[KeyRow], bool]] = {
    "N-R-11": lambda row: _is(row, WORDED) and not row.band,
    "N-R-22": lambda row: _is(row, {"quantitative"}) and _blank(row.sign),
    "N-R-23": lambda row: _is(row, {"quantitative"}) and _blank(row.unit),
    "N-R-25": lambda row: _is(row, {"not_applicable"}),
    "W-R-24": lambda row: "unknown" in row.side,
    "W-R-16": lambda row: row.copied,
    "W-R-36": _unmet_equal,
    "W-A37-6": lambda row: "differs" in row.verdict,
    "W-A352-6": _not_measurable,
    "E-R-14": _half_filled,
    "E-R-15": lambda row: row.actual == ("",) and row.reported != ("",),
}
"""Code → the condition on the key's own row, never on what the program read."""


def is_true(code: str, row: int | None, form: KeyForm) -> bool:
    """Whether a finding with this code at this row (None: the form as a whole) is true for the form."""
    if any(_says(finding, code, row) for finding in (*form.must_find, *form.may_find)):
        return True
    condition = TRUE_WHEN.get(code)
    rows = [key for key in form.rows if row in (None, key.row)]
    return condition is not None and any(condition(key) for key in rows)


def _says(finding: KeyFinding, code: str, row: int | None) -> bool:
    return code in finding.codes and (row is None or finding.row in (None, row))
