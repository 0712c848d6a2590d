"""What the checks say of a row, as one light with its word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jiheng.rules.finding import Severity
from jiheng.rules.preparation.result import Said
from jiheng.workbooks.preparation.columns import Sheet


@dataclass(frozen=True, slots=True)
class Light:
    """A tone of the lights and the word beside it."""

    tone: str
    word: str


def light_of_said(said: Sequence[Said]) -> Light:
    """The gravest of what is said: to be mended, to be explained, or nothing."""
    errors = sum(one.finding.severity in (Severity.ERROR, Severity.RECORD) for one in said)
    open_warnings = sum(one.finding.severity is Severity.WARNING and not one.waiver for one in said)
    if errors:
        return Light("red", f"需改正{errors}处")
    return Light("yellow", f"需说明{open_warnings}处") if open_warnings else Light("green", "通过")


def said_by_row(said: Iterable[Said], sheet: Sheet) -> dict[int, list[Said]]:
    """What is said of each row of a sheet, by the number the row has on the page and in the workbook."""
    found: dict[int, list[Said]] = {}
    for one in said:
        title, _, place = one.finding.where.partition(" ")
        number = place.removeprefix("第").removesuffix("行")
        if title == sheet.title and number.isdecimal():
            found.setdefault(int(number), []).append(one)
    return found
