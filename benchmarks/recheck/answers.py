"""The answer key: what a person reads on each sample form, and what the law makes of it."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from python_calamine import load_workbook

KEY_FOLDER = Path(__file__).parent / "answer_key"
SAMPLES = Path(__file__).parents[2] / "jiheng" / "demo" / "forms"
FIRST_FIGURE_ROW, FIRST_FIGURE_COLUMN = 8, 5

Choices = tuple[str, ...]
"""The answers that are right; an empty string stands for “blank”. An empty tuple means “not asked”."""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One indicator row. ``side`` is the better side: floor, ceiling or unknown."""

    row: int
    kind: Choices
    sign: Choices
    value: Choices
    unit: Choices
    side: Choices
    actual: Choices
    points: Choices
    reported: Choices
    recomputed: Choices
    verdict: Choices
    copied: bool
    band: bool


@dataclass(frozen=True, slots=True)
class KeyFinding:
    """A finding that is true. ``codes`` are the codes that would say it; ``row`` is None for the form as a whole."""

    codes: Choices
    row: int | None
    basis: str
    why: str


@dataclass(frozen=True, slots=True)
class KeyForm:
    """The answers for one form."""

    sample: str
    fingerprint: str
    kind: str
    years: Choices
    unit_of_money: str
    rows: tuple[KeyRow, ...]
    must_find: tuple[KeyFinding, ...]
    may_find: tuple[KeyFinding, ...]
    not_visible: tuple[str, ...]
    funds: Mapping[str, Choices]
    totals: Mapping[str, Choices]


def fingerprint(path: Path) -> str:
    """Identify a form by its figures, whatever names of places stand above them (columns from E, rows from 8)."""
    grid = load_workbook(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    told = (
        f"{row},{column},{value}"
        for row, cells in enumerate(grid, 1)
        for column, value in enumerate(cells, 1)
        if row >= FIRST_FIGURE_ROW and column >= FIRST_FIGURE_COLUMN and value != ""
    )
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def workbooks_in(folder: Path) -> list[Path]:
    """The workbooks of a folder, by name."""
    return sorted((*folder.glob("*.xlsx"), *folder.glob("*.xls")))


def answer_key(folder: Path = KEY_FOLDER) -> tuple[KeyForm, ...]:
    """Every form of the key, in the order of the samples."""
    return tuple(_form(tomllib.loads(path.read_text("utf-8"))) for path in sorted(folder.glob("*.toml")))


def _form(read: Mapping[str, object]) -> KeyForm:
    return KeyForm(
        sample=str(read["sample"]),
        fingerprint=str(read["fingerprint"]),
        kind=str(read["kind"]),
        years=_choices(read.get("year", "")),
        unit_of_money=str(read["unit_of_money"]),
        rows=tuple(_row(row, str(read["kind"])) for row in _tables(read["rows"])),
        must_find=tuple(_finding(item) for item in _tables(read["must_find"])),
        may_find=tuple(_finding(item) for item in _tables(read["may_find"])),
        not_visible=_choices(read["not_visible"]),
        funds=_block(read.get("funds", {})),
        totals=_block(read.get("totals", {})),
    )


def _row(read: Mapping[str, object], kind: str) -> KeyRow:
    unscored = {"actual": "", "reported": "", "recomputed": ""} if kind == "goal_declaration" else {}
    answers = {**unscored, **read}
    return KeyRow(
        row=int(str(answers["row"])),
        kind=_choices(answers["kind"]),
        sign=_choices(answers.get("sign", [])),
        value=_choices(answers.get("value", [])),
        unit=_choices(answers.get("unit", [])),
        side=_choices(answers.get("side", [])),
        actual=_choices(answers["actual"]),
        points=_choices(answers["points"]),
        reported=_choices(answers["reported"]),
        recomputed=_choices(answers["recomputed"]),
        verdict=_choices(answers["verdict"]),
        copied=bool(answers.get("copied", False)),
        band=bool(answers.get("band", False)),
    )


def _finding(read: Mapping[str, object]) -> KeyFinding:
    row = read.get("row")
    return KeyFinding(
        codes=_choices(read["code"]),
        row=None if row is None else int(str(row)),
        basis=str(read.get("basis", "")),
        why=str(read["why"]),
    )


def _block(read: object) -> Mapping[str, Choices]:
    return {name: _choices(value) for name, value in read.items()} if isinstance(read, dict) else {}


def _tables(read: object) -> Iterable[Mapping[str, object]]:
    return read if isinstance(read, list) else []


def _choices(value: object) -> Choices:
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)
